#pragma once
#include <cstdint>

#include "object/function.h"

namespace tauraro::jit {

/// Decides whether a unit may be compiled now, so that compiling stays a small share of a program's time until code has proved itself
/// hot. One unit of work is what the interpreter does in about four nanoseconds: a simple bytecode.
class CompileBudget {
 public:
  /// What compiling a graph of so many nodes takes, in units of work.
  static std::uint64_t cost_of_nodes(std::uint64_t nodes) { return kUnitCost + nodes * kNodeCost; }
  /// The same, guessed from the length of the code in words.
  static std::uint64_t cost_of_words(std::uint64_t words) { return cost_of_nodes(words * kNodesPerWord); }

  void spend(std::uint64_t cost) { spent_ += cost; }
  /// Whether code that was interpreted for `own_work` may be compiled for `cost`, in a program that has run for `elapsed` nanoseconds of
  /// processor time: it is proved hot, or this and all compiling so far are a small share of the program.
  bool allows(std::uint64_t own_work, std::uint64_t cost, std::uint64_t elapsed) const {
    if (own_work * kLeast < cost) return false;
    return own_work >= cost * kProof || spent_ + cost <= kInitialCredit + elapsed / kNanoseconds / kShare;
  }

 private:
  static constexpr std::uint64_t kNanoseconds = 4;  ///< a unit of work
  static constexpr std::uint64_t kUnitCost = 15'000, kNodeCost = 500, kNodesPerWord = 2;
  static constexpr std::uint64_t kInitialCredit = 125'000;  ///< half a millisecond
  static constexpr std::uint64_t kShare = 24;               ///< the part of the time that compiling what is not proved may take
  static constexpr std::uint64_t kProof = 2;                ///< times its cost that code has run before it is compiled in any case

  static constexpr std::uint64_t kLeast = 16;               ///< the part of its cost that code has run before it is compiled at all

  std::uint64_t spent_ = 0;
};

/// The part of a code object that a unit is made for.
struct CodeRange {
  std::uint32_t begin = 0, end = 0;  ///< words
  std::uint32_t length() const { return end - begin; }
};

/// The loop whose body begins at the word `header`, up to its last jump back.
CodeRange loop_range(const LinkedCode& code, std::uint32_t header);
/// Work of one run of the range, on average: of long code, a run executes only some branches.
std::uint32_t work_of(const LinkedCode& code, CodeRange range);
/// Work of one iteration as the interpreter counts them: the loops of a function share a counter, so most are those of the shortest within.
std::uint32_t work_of_iteration(const LinkedCode& code, CodeRange loop);

}  // namespace tauraro::jit
