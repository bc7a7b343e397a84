#pragma once
#include "object/int.h"
#include "object/runtime.h"

namespace tauraro {

// Conversions of arguments to C's integer types, with the messages of CPython's argument parsers.

/// The 'i' format unit.
inline Result<int> parse_c_int(Vm& vm, Value value) {
  const Value number = TRY(index_of(vm, value));
  std::int64_t wide;
  if (!int_to_int64(number, &wide)) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C long");
  if (wide > INT32_MAX) return vm.raise(TypeId::OverflowError, "signed integer is greater than maximum");
  if (wide < INT32_MIN) return vm.raise(TypeId::OverflowError, "signed integer is less than minimum");
  return static_cast<int>(wide);
}

/// An int of Argument Clinic.
inline Result<int> clinic_c_int(Vm& vm, Value value) {
  const Value number = TRY(index_of(vm, value));
  std::int64_t wide;
  if (!int_to_int64(number, &wide) || wide > INT32_MAX || wide < INT32_MIN) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C int");
  return static_cast<int>(wide);
}

/// An unsigned int that is taken modulo 2^32 (checksums).
inline Result<std::uint32_t> masked_c_uint(Vm& vm, Value value) {
  const Value number = TRY(index_of(vm, value));
  std::int64_t wide;
  if (!int_to_int64(number, &wide)) {
    const Value low = TRY(int_and(vm, number, Value::from_int(0xffff'ffff)));
    return static_cast<std::uint32_t>(low.as_int());
  }
  return static_cast<std::uint32_t>(wide);
}

}  // namespace tauraro
