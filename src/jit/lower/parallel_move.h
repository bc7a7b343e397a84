#pragma once
#include <vector>

#include "jit/lower/registers.h"

namespace tauraro::jit {

/// Where a value is: a register, a spill slot, or nowhere because it is a constant.
struct Place {
  enum class Kind : std::uint8_t { Register, Slot, Constant } kind = Kind::Constant;
  Register reg = kNoRegister;
  bool is_vector = false;      ///< of a slot or constant: a double
  std::int32_t slot = 0;       ///< index
  std::uint64_t constant = 0;  ///< the word

  static Place in(Register reg) { return {Kind::Register, reg, tauraro::jit::is_vector(reg)}; }
  static Place in_slot(std::int32_t slot, bool is_vector) { return {Kind::Slot, kNoRegister, is_vector, slot}; }
  static Place of_constant(std::uint64_t word, bool is_vector) { return {Kind::Constant, kNoRegister, is_vector, 0, word}; }
  bool is_register() const { return kind == Kind::Register; }
  bool is_slot() const { return kind == Kind::Slot; }
  bool is_constant() const { return kind == Kind::Constant; }
  bool same_place(const Place& other) const {
    return kind == other.kind && !is_constant() && (is_register() ? reg == other.reg : slot == other.slot);
  }
};

/// Moves that happen all at once: every source is read before any target is written.
class ParallelMove {
 public:
  void add(const Place& from, const Place& to) {
    if (!from.same_place(to)) moves_.push_back({from, to});
  }
  bool empty() const { return moves_.empty(); }
  void clear() { moves_.clear(); }

  /// Calls emit(from, to) for single moves in an order that is right; cycles go through the scratch registers kScratch and
  /// kVectorScratch (which are no sources or targets themselves). Empties the list.
  template <class Emit>
  void resolve(Emit&& emit) {
    while (!moves_.empty()) {
      bool progress = false;
      for (std::size_t i = 0; i < moves_.size();) {
        if (is_source_of_other(i)) {
          ++i;
          continue;
        }
        emit(moves_[i].from, moves_[i].to);
        moves_[i] = moves_.back();
        moves_.pop_back();
        progress = true;
      }
      if (progress) continue;
      // Only cycles are left: put one source aside.
      const Place from = moves_[0].from;
      const Place aside = Place::in(from.is_vector ? register_of(kVectorScratch) : register_of(kScratch));
      emit(from, aside);
      for (Move& move : moves_)
        if (move.from.same_place(from)) move.from = aside;
    }
  }

 private:
  struct Move {
    Place from, to;
  };
  bool is_source_of_other(std::size_t index) const {
    for (std::size_t i = 0; i < moves_.size(); ++i)
      if (i != index && moves_[i].from.same_place(moves_[index].to)) return true;
    return false;
  }
  std::vector<Move> moves_;
};

}  // namespace tauraro::jit
