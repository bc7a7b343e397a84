#pragma once
#include <cstdint>

#include "object/int.h"
#include "object/native.h"
#include "object/runtime.h"

namespace tauraro {

// What the tables of int, bool, float and complex share.

/// A float: inline or an instance of a subclass.
inline bool is_float(Value value) { return value.is_double() || value.is(kind::FloatObject); }
/// \pre is_float(value)
inline double float_value(Value value) { return value.is_double() ? value.as_double() : value.as<FloatObject>()->number; }

/// Checks what T.__new__(cls) was called with: "int.__new__(str): str is not a subtype of int".
Result<Type*> check_new_type(Vm& vm, Value cls, TypeId base);

/// One parameter of a `(*args, **kwargs)` constructor; positional_only ones cannot be given by name.
struct NewParameter {
  const char* name;
  bool positional_only;
};
/// Binds as PyArg_ParseTupleAndKeywords does; omitted ones are empty.
Result<void> bind_new(Vm& vm, const Args& args, const char* function, std::span<const NewParameter> parameters, Value* values);
/// For constructors of one optional positional argument: its value or empty.
Result<Value> bind_new_single(Vm& vm, const Args& args, Type* type, TypeId base);

/// int(value): any object; a plain int.
Result<Value> to_int(Vm& vm, Value value);
/// float(value) without text: __float__, __index__; TypeError "must be real number, not X".
Result<double> to_double(Vm& vm, Value value);
/// An int of `type` (int or a subclass) with this plain value.
Result<Value> new_int_of(Vm& vm, Type* type, Value plain);
Result<Value> new_float_of(Vm& vm, Type* type, double number);
/// (numerator, denominator) etc.
Result<Value> new_pair(Vm& vm, Value first, Value second);

/// round(number, digits), correctly rounded.
Result<double> round_double(Vm& vm, double number, std::int64_t digits);
/// round(number) to an int, half to even.
Result<Value> round_to_int(Vm& vm, double number);
/// float.as_integer_ratio
Result<Value> double_integer_ratio(Vm& vm, double number);
std::string double_to_hex(double number);
Result<double> double_from_hex(Vm& vm, Value text);

}  // namespace tauraro
