// The operators of timedelta. Results are plain timedeltas, whatever the class of the operands.
#include "builtins/number_methods.h"
#include "modules/datetime/delta.h"

namespace tauraro::datetime {

Result<Value> delta_microseconds(Vm& vm, Value delta) {
  const Delta parts = delta_of(delta);
  std::int64_t total;
  if (!__builtin_mul_overflow(parts.days, kMicrosecondsPerDay, &total) && !__builtin_add_overflow(total, parts.microseconds, &total)) return new_int(vm, total);
  const Value days = TRY(int_mul(vm, Value::from_int(parts.days), Value::from_int(kMicrosecondsPerDay)));
  return int_add(vm, days, Value::from_int(parts.microseconds));
}

Result<Value> delta_from_microseconds(Vm& vm, Type* type, Value microseconds) {
  Value days, rest;
  TRY(int_divmod(vm, microseconds, Value::from_int(kMicrosecondsPerDay), &days, &rest));
  if (!days.is_int() || days.as_int() != static_cast<int>(days.as_int())) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C int");
  return new_delta_of(vm, type, days.as_int(), rest.as_int());
}

Result<Value> subtract_deltas(Vm& vm, Value left, Value right) {
  const Delta a = delta_of(left), b = delta_of(right);
  return new_delta(vm, a.days - b.days, a.microseconds - b.microseconds);
}

namespace {

/// dividend / divisor, rounded half to even.
Result<Value> divide_nearest(Vm& vm, Value dividend, Value divisor) {
  Value quotient, rest;
  TRY(int_divmod(vm, dividend, divisor, &quotient, &rest));
  const Value twice = TRY(int_add(vm, rest, rest));
  const int order = int_compare(divisor, Value::from_int(0)) > 0 ? int_compare(twice, divisor) : int_compare(divisor, twice);
  const bool is_odd = TRY(int_and(vm, quotient, Value::from_int(1))).as_int() != 0;
  return order > 0 || (order == 0 && is_odd) ? int_add(vm, quotient, Value::from_int(1)) : Result<Value>(quotient);
}

/// number.as_integer_ratio(), checked.
Result<Tuple*> integer_ratio(Vm& vm, Value number) {
  if (number.is_double()) return TRY(double_integer_ratio(vm, number.as_double())).as<Tuple>();
  const Value ratio = TRY(vm.call_method(number, "as_integer_ratio", {}));
  if (!ratio.is(kind::Tuple))
    return vm.raise_error(TypeId::TypeError, "unexpected return type from as_integer_ratio(): expected tuple, got '", full_type_name(vm, vm.type_of(ratio)), "'");
  Tuple* pair = ratio.as<Tuple>();
  if (pair->length != 2) return vm.raise(TypeId::ValueError, "as_integer_ratio() must return a 2-tuple");
  for (const Value part : pair->span())
    if (!is_int_like(part)) return vm.raise(TypeId::TypeError, "unexpected return type from as_integer_ratio(): expected ints");
  return pair;
}

/// delta * number, or delta / number when `divide`; number a float.
Result<Value> scale_by_float(Vm& vm, Value delta, Value number, bool divide) {
  const Tuple* ratio = TRY(integer_ratio(vm, number));
  const Value factor = ratio->items[divide], divisor = ratio->items[!divide];
  const Value scaled = TRY(int_mul(vm, TRY(delta_microseconds(vm, delta)), factor));
  return delta_from_microseconds(vm, delta_type(vm), TRY(divide_nearest(vm, scaled, divisor)));
}

Result<Value> add_parts(Vm& vm, Value left, Value right, int sign) {
  const Delta a = delta_of(left), b = delta_of(right);
  return new_delta(vm, a.days + sign * b.days, a.microseconds + sign * b.microseconds);
}

using IntOperation = Result<Value> (*)(Vm& vm, Value left, Value right);
Result<Value> of_microseconds(Vm& vm, Value left, Value right, IntOperation operation) {
  return operation(vm, TRY(delta_microseconds(vm, left)), TRY(delta_microseconds(vm, right)));
}

Result<Value> modulo(Vm& vm, Value left, Value right) {
  return delta_from_microseconds(vm, delta_type(vm), TRY(of_microseconds(vm, left, right, int_mod)));
}

Result<Value> divide_and_rest(Vm& vm, Value left, Value right) {
  Value quotient, rest;
  TRY(int_divmod(vm, TRY(delta_microseconds(vm, left)), TRY(delta_microseconds(vm, right)), &quotient, &rest));
  return tuple_value(vm, {quotient, TRY(delta_from_microseconds(vm, delta_type(vm), rest))});
}

}  // namespace

Result<Value> delta_add(Vm& vm, const Args& args) { return is_delta(vm, args[1]) ? add_parts(vm, args[0], args[1], 1) : Value::not_implemented(); }
Result<Value> delta_subtract(Vm& vm, const Args& args) { return is_delta(vm, args[1]) ? add_parts(vm, args[0], args[1], -1) : Value::not_implemented(); }
Result<Value> delta_reflected_subtract(Vm& vm, const Args& args) { return is_delta(vm, args[1]) ? add_parts(vm, args[1], args[0], -1) : Value::not_implemented(); }

Result<Value> delta_multiply(Vm& vm, const Args& args) {
  if (is_int_like(args[1])) return delta_from_microseconds(vm, delta_type(vm), TRY(int_mul(vm, TRY(delta_microseconds(vm, args[0])), args[1])));
  if (is_float(args[1])) return scale_by_float(vm, args[0], args[1], false);
  return Value::not_implemented();
}

Result<Value> delta_true_divide(Vm& vm, const Args& args) {
  if (is_delta(vm, args[1])) return of_microseconds(vm, args[0], args[1], int_true_div);
  if (is_float(args[1])) return scale_by_float(vm, args[0], args[1], true);
  if (!is_int_like(args[1])) return Value::not_implemented();
  return delta_from_microseconds(vm, delta_type(vm), TRY(divide_nearest(vm, TRY(delta_microseconds(vm, args[0])), plain_int(args[1]))));
}
Result<Value> delta_reflected_true_divide(Vm& vm, const Args& args) {
  return is_delta(vm, args[1]) ? of_microseconds(vm, args[1], args[0], int_true_div) : Value::not_implemented();
}

Result<Value> delta_floor_divide(Vm& vm, const Args& args) {
  if (is_delta(vm, args[1])) return of_microseconds(vm, args[0], args[1], int_floor_div);
  if (!is_int_like(args[1])) return Value::not_implemented();
  return delta_from_microseconds(vm, delta_type(vm), TRY(int_floor_div(vm, TRY(delta_microseconds(vm, args[0])), args[1])));
}
Result<Value> delta_reflected_floor_divide(Vm& vm, const Args& args) {
  return is_delta(vm, args[1]) ? of_microseconds(vm, args[1], args[0], int_floor_div) : Value::not_implemented();
}

Result<Value> delta_modulo(Vm& vm, const Args& args) { return is_delta(vm, args[1]) ? modulo(vm, args[0], args[1]) : Value::not_implemented(); }
Result<Value> delta_reflected_modulo(Vm& vm, const Args& args) { return is_delta(vm, args[1]) ? modulo(vm, args[1], args[0]) : Value::not_implemented(); }
Result<Value> delta_divmod(Vm& vm, const Args& args) { return is_delta(vm, args[1]) ? divide_and_rest(vm, args[0], args[1]) : Value::not_implemented(); }
Result<Value> delta_reflected_divmod(Vm& vm, const Args& args) { return is_delta(vm, args[1]) ? divide_and_rest(vm, args[1], args[0]) : Value::not_implemented(); }

Result<Value> delta_negative(Vm& vm, const Args& args) {
  const Delta delta = delta_of(args[0]);
  return new_delta(vm, -delta.days, -delta.microseconds);
}
Result<Value> delta_positive(Vm& vm, const Args& args) {
  const Delta delta = delta_of(args[0]);
  return new_delta(vm, delta.days, delta.microseconds);
}
Result<Value> delta_absolute(Vm& vm, const Args& args) { return delta_of(args[0]).days < 0 ? delta_negative(vm, args) : delta_positive(vm, args); }
Result<Value> delta_bool(Vm&, const Args& args) { return Value::from_bool(!delta_of(args[0]).is_zero()); }

}  // namespace tauraro::datetime
