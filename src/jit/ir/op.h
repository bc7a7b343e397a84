#pragma once
#include <cstdint>

#include "jit/ir/effects.h"
#include "jit/ir/types.h"

namespace tauraro::jit {

enum class Op : std::uint8_t {
#define IR_OP(name, result, operands, payload, flags, reads, writes) name,
#include "jit/ir/ops.def"
};
inline constexpr unsigned kOpCount = static_cast<unsigned>(Op::Unreachable) + 1;

enum class Payload : std::uint8_t { None, Imm, Field, Range, Call, Alloc };
enum class ResultRule : std::uint8_t { Fixed, Given, Same };
enum class EffectRule : std::uint8_t { Regions, At, Table };

/// One row of ops.def.
struct OpInfo {
  enum Flag : std::uint16_t {
    MayExit = 1,
    Check = 2 | MayExit,
    Commutative = 4,
    Constant = 8,
    Terminator = 16,
    Pinned = 32,
    Traps = 64,
    Keep = 128,       ///< stays although it has no result: it checks, or tells somebody something
    Allocates = 256,  ///< may collect garbage
    Idempotent = 512, ///< two with equal operands are interchangeable
  };
  const char* name;
  const char* operands;
  ResultRule result_rule;
  TypeKind result;
  Payload payload;
  std::uint16_t flags;
  EffectRule effect_rule;
  RegionSet reads, writes;

  constexpr bool may_exit() const { return flags & MayExit; }
  constexpr bool is_check() const { return (flags & Check) == Check; }
  constexpr bool is_commutative() const { return flags & Commutative; }
  constexpr bool is_constant() const { return flags & Constant; }
  constexpr bool is_terminator() const { return flags & Terminator; }
  constexpr bool is_pinned() const { return flags & Pinned; }
  constexpr bool traps() const { return flags & Traps; }
  constexpr bool allocates() const { return flags & Allocates; }
  /// Reads and writes nothing, and stands anywhere after its operands: one that dominates another with equal operands replaces it
  /// (its exit was not taken, so the other's would not be either).
  constexpr bool is_repeatable() const {
    return !(flags & (Terminator | Pinned | Constant)) && (!(flags & Allocates) || (flags & Idempotent)) &&
           effect_rule == EffectRule::Regions && !reads && !writes && !needs_its_place();
  }
  /// Has no result, and does not check its operands alone.
  constexpr bool needs_its_place() const { return (flags & Keep) && operands[0] == '\0'; }
  /// No effects, no exit, no dependence on its place: two with equal operands are the same value.
  constexpr bool is_pure() const {
    return !(flags & (MayExit | Terminator | Pinned | Keep | Allocates)) && effect_rule == EffectRule::Regions && !reads && !writes;
  }
};

extern const OpInfo kOpInfos[kOpCount];
inline const OpInfo& info(Op op) { return kOpInfos[static_cast<unsigned>(op)]; }

}  // namespace tauraro::jit
