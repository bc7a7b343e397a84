#pragma once
#include <cstdint>
#include <initializer_list>
#include <span>

#include "jit/ir/effects.h"
#include "jit/ir/types.h"

namespace tauraro::jit {

/// How a runtime function says that an exception is pending.
enum class RaiseKind : std::uint8_t {
  Never,
  ZeroResult,   ///< the result word is 0 (`empty`)
  StatusInRdx,  ///< Result<T> in two registers: T in the first, and the second is 0 when it raised
};

/// A C++ function that compiled code calls: `result function(Thread*, arguments...)`, SysV calling convention.
/// At most five integer-class and eight double arguments.
struct RuntimeCall {
  static constexpr unsigned kMaxArguments = 10;
  const char* name = "";
  const void* function = nullptr;
  TypeKind result = TypeKind::Void;
  std::uint8_t argument_count = 0;
  TypeKind arguments[kMaxArguments] = {};  ///< Int64, Double, Bool, Raw or Value
  RaiseKind raise = RaiseKind::Never;
  Effects effects;

  constexpr RuntimeCall() = default;
  constexpr RuntimeCall(const char* name, const void* function, TypeKind result, std::initializer_list<TypeKind> types,
                        RaiseKind raise, Effects effects)
      : name(name), function(function), result(result), raise(raise), effects(effects) {
    for (const TypeKind type : types) arguments[argument_count++] = type;
  }
};

/// Owned by jit/target; a CallRuntime node holds an index into it.
using RuntimeCallTable = std::span<const RuntimeCall>;

}  // namespace tauraro::jit
