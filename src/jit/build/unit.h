#pragma once
#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "bytecode/liveness.h"
#include "bytecode/opcode_info.h"
#include "jit/ir/graph.h"
#include "jit/target/code_reference.h"
#include "object/frame.h"
#include "object/function.h"
#include "object/runtime.h"

namespace tauraro::jit {

/// Why an exit was taken: what the builder assumed there (FrameState::reason of the innermost frame).
enum class Reason : std::uint32_t {
  None,
  Operand,    ///< an operand's type at this bytecode
  Overflow,   ///< an int result beyond 64 bits, or an int division by zero
  Shape,      ///< a shape, a callee or a kind of container
  Index,      ///< a subscript out of range
  NeverRan,   ///< the bytecode had never run
  Unbound,    ///< a name without value
  Raised,     ///< an exception, with a handler around it
  Entry,      ///< a register's type at the unit's entry; Entry + r is register r
};

/// Exits taken from units, by what they assumed. Belongs to a LinkedCode; only grows, so that compiling and exiting ends.
class ExitProfile {
 public:
  static constexpr std::uint32_t kHot = 8;  ///< exits after which an assumption is not made again
  std::uint32_t record(std::uint32_t pc, std::uint32_t reason) { return ++counts_[key(pc, reason)]; }
  bool is_hot(std::uint32_t pc, std::uint32_t reason) const {
    const auto found = counts_.find(key(pc, reason));
    return found != counts_.end() && found->second >= kHot;
  }
  bool is_hot(std::uint32_t pc, Reason reason) const { return is_hot(pc, static_cast<std::uint32_t>(reason)); }

 private:
  static std::uint64_t key(std::uint32_t pc, std::uint32_t reason) { return std::uint64_t{pc} << 32 | reason; }
  std::unordered_map<std::uint64_t, std::uint32_t> counts_;
};

/// What the compiler keeps of a code object while it lives.
struct CodeFacts {
  std::unique_ptr<Liveness> liveness;
  ExitProfile exits;
  bool never_inline = false;
  bool returns_value = false;          ///< an `__init__` that may return something else than None
  std::optional<bool> inspects_frame;  ///< calls locals() and the like
};

/// What to compile: a function from its start, or a loop from its header on (a generator from where it is resumed), entered with the
/// registers of `frame`.
struct UnitRequest {
  LinkedCode* code = nullptr;
  Function* function = nullptr;
  bool is_loop = false;
  bool is_resume = false;        ///< with is_loop: `header` is where a generator goes on; the generator still has its registers, too
  std::uint32_t header = 0;      ///< word index; loops
  Frame* frame = nullptr;        ///< loops: its registers are current
};

/// What compiled code relies on; a change invalidates it.
struct Assumptions {
  std::vector<GlobalCell*> globals;
  std::vector<::tauraro::Type*> types;
};

struct BuiltUnit {
  std::unique_ptr<Graph> graph;  ///< null: `failure` tells why
  std::string failure;
  std::vector<CodeReference> codes;
  Assumptions assumptions;
  std::uint32_t inlined_calls = 0;
  std::uint32_t bytecodes = 0;               ///< built, those of inlined calls and of doubled loops included
  std::bitset<kOpcodeCount> opcodes;         ///< that were built as more than an exit
};

/// Facts of a code object, made at the first request. Provided by the driver.
class FactsProvider {
 public:
  virtual ~FactsProvider() = default;
  virtual CodeFacts& facts_of(LinkedCode* code) = 0;
};

BuiltUnit build_unit(Vm& vm, const UnitRequest& request, FactsProvider& facts);

}  // namespace tauraro::jit
