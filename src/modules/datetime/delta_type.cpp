// timedelta: construction, access, text.
#include <cmath>

#include "builtins/number_methods.h"
#include "modules/datetime/delta.h"
#include "modules/keyword_arguments.h"

namespace tauraro::datetime {
namespace {

constexpr const char* kParts[] = {"days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"};
constexpr std::int64_t kPartMicroseconds[] = {kMicrosecondsPerDay, kMicrosecondsPerSecond, 1, 1000, 60 * kMicrosecondsPerSecond, 3600 * kMicrosecondsPerSecond, 7 * kMicrosecondsPerDay};
constexpr std::size_t kPartCount = std::size(kParts);
constexpr KeywordParameters kNewParameters{"__new__", kParts, 0, kPartCount};

/// Adds number * factor to the total; the fraction of a float below a microsecond goes to `leftover`.
Result<Value> accumulate(Vm& vm, const char* part, Value total, Value number, std::int64_t factor, double* leftover) {
  const Value scale = Value::from_int(factor);
  if (is_int_like(number)) return int_add(vm, total, TRY(int_mul(vm, number, scale)));
  if (!is_float(number)) return vm.raise_error(TypeId::TypeError, "unsupported type for timedelta ", part, " component: ", full_type_name(vm, vm.type_of(number)));
  double whole;
  double fraction = std::modf(float_value(number), &whole);
  total = TRY(int_add(vm, total, TRY(int_mul(vm, TRY(new_int_from_double(vm, whole)), scale))));
  if (fraction == 0.0) return total;
  fraction = std::modf(static_cast<double>(factor) * fraction, &whole);
  *leftover += fraction;
  return int_add(vm, total, TRY(new_int_from_double(vm, whole)));
}

/// The total with the leftover rounded half to even.
Result<Value> add_leftover(Vm& vm, Value total, double leftover) {
  double whole = std::round(leftover);
  if (std::fabs(whole - leftover) == 0.5) {
    const double is_odd = static_cast<double>(TRY(int_and(vm, total, Value::from_int(1))).as_int());
    whole = 2.0 * std::round((leftover + is_odd) * 0.5) - is_odd;
  }
  return int_add(vm, total, Value::from_int(static_cast<std::int64_t>(whole)));
}

bool all_small_ints(const Value* parts) {
  for (std::size_t i = 0; i < kPartCount; ++i)
    if (!parts[i].is_empty() && !parts[i].is_int()) return false;
  return true;
}

Result<Value> delta_new(Vm& vm, const Args& args) {
  Value parts[kPartCount];
  TRY(bind_keywords(vm, args, kNewParameters, parts));
  Type* type = args[0].as<Type>();
  if (all_small_ints(parts)) {
    __int128 total = 0;
    for (std::size_t i = 0; i < kPartCount; ++i)
      if (!parts[i].is_empty()) total += static_cast<__int128>(parts[i].as_int()) * kPartMicroseconds[i];
    __int128 days = total / kMicrosecondsPerDay, rest = total % kMicrosecondsPerDay;
    if (rest < 0) rest += kMicrosecondsPerDay, days -= 1;
    if (days == static_cast<int>(days)) return new_delta_of(vm, type, static_cast<std::int64_t>(days), static_cast<std::int64_t>(rest));
  }
  Value total = Value::from_int(0);
  double leftover = 0.0;
  for (const std::size_t i : {2, 3, 1, 4, 5, 0, 6})  // from small to large, as CPython: the leftovers' sum depends on it
    if (!parts[i].is_empty()) total = TRY(accumulate(vm, kParts[i], total, parts[i], kPartMicroseconds[i], &leftover));
  if (leftover != 0.0) total = TRY(add_leftover(vm, total, leftover));
  return delta_from_microseconds(vm, type, total);
}

Result<Value> delta_repr(Vm& vm, const Args& args) {
  const Delta delta = delta_of(args[0]);
  std::string text = full_type_name(vm, vm.type_of(args[0])) + "(";
  const char* separator = "";
  const auto add = [&](const char* name, std::int64_t number) {
    if (number) text += concat(separator, name, "=", number), separator = ", ";
  };
  add("days", delta.days), add("seconds", delta.seconds()), add("microseconds", delta.second_part());
  return str_value(vm, text + (delta.is_zero() ? "0)" : ")"));
}

Result<Value> delta_str(Vm& vm, const Args& args) {
  const Delta delta = delta_of(args[0]);
  const int seconds = static_cast<int>(delta.seconds());
  std::string text = delta.days ? concat(delta.days, delta.days == 1 || delta.days == -1 ? " day, " : " days, ") : "";
  text += format_text("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (delta.second_part()) text += format_text(".%06d", static_cast<int>(delta.second_part()));
  return str_value(vm, text);
}

Result<Value> delta_hash_method(Vm& vm, const Args& args) {
  NativeObject* self = args[0].as<NativeObject>();
  if (!self->values[kDeltaHash].is_empty()) return self->values[kDeltaHash];
  return cached_hash(vm, self, kDeltaHash, TRY(delta_hash(vm, args[0])));
}

template <CompareOp kOp>
Result<Value> delta_compare(Vm& vm, const Args& args) {
  if (!is_delta(vm, args[1])) return Value::not_implemented();
  const auto order = delta_of(args[0]) <=> delta_of(args[1]);
  return order_result(kOp, order < 0 ? -1 : order > 0);
}

Result<Value> delta_total_seconds(Vm& vm, const Args& args) {
  return int_true_div(vm, TRY(delta_microseconds(vm, args[0])), Value::from_int(kMicrosecondsPerSecond));
}

Result<Value> delta_reduce(Vm& vm, const Args& args) {
  const Delta delta = delta_of(args[0]);
  const Value state = TRY(tuple_value(vm, {Value::from_int(delta.days), Value::from_int(delta.seconds()), Value::from_int(delta.second_part())}));
  return tuple_value(vm, {type_value_of(vm, args[0]), state});
}

Result<Value> get_days(Vm&, Value self) { return Value::from_int(delta_of(self).days); }
Result<Value> get_seconds(Vm&, Value self) { return Value::from_int(delta_of(self).seconds()); }
Result<Value> get_microseconds(Vm&, Value self) { return Value::from_int(delta_of(self).second_part()); }

constexpr NativeMethod kMethods[] = {
    {"__new__", delta_new, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__repr__", delta_repr, "($self, /)"},
    {"__hash__", delta_hash_method, "($self, /)"},
    {"__str__", delta_str, "($self, /)"},
    {"__lt__", delta_compare<CompareOp::Lt>, "($self, value, /)"},
    {"__le__", delta_compare<CompareOp::Le>, "($self, value, /)"},
    {"__eq__", delta_compare<CompareOp::Eq>, "($self, value, /)"},
    {"__ne__", delta_compare<CompareOp::Ne>, "($self, value, /)"},
    {"__gt__", delta_compare<CompareOp::Gt>, "($self, value, /)"},
    {"__ge__", delta_compare<CompareOp::Ge>, "($self, value, /)"},
    {"__add__", delta_add, "($self, value, /)"},
    {"__radd__", delta_add, "($self, value, /)"},
    {"__sub__", delta_subtract, "($self, value, /)"},
    {"__rsub__", delta_reflected_subtract, "($self, value, /)"},
    {"__mul__", delta_multiply, "($self, value, /)"},
    {"__rmul__", delta_multiply, "($self, value, /)"},
    {"__mod__", delta_modulo, "($self, value, /)"},
    {"__rmod__", delta_reflected_modulo, "($self, value, /)"},
    {"__divmod__", delta_divmod, "($self, value, /)"},
    {"__rdivmod__", delta_reflected_divmod, "($self, value, /)"},
    {"__neg__", delta_negative, "($self, /)"},
    {"__pos__", delta_positive, "($self, /)"},
    {"__abs__", delta_absolute, "($self, /)"},
    {"__bool__", delta_bool, "($self, /)"},
    {"__floordiv__", delta_floor_divide, "($self, value, /)"},
    {"__rfloordiv__", delta_reflected_floor_divide, "($self, value, /)"},
    {"__truediv__", delta_true_divide, "($self, value, /)"},
    {"__rtruediv__", delta_reflected_true_divide, "($self, value, /)"},
    {"total_seconds", delta_total_seconds, "($self, /)", NativeMethod::Plain, "Total seconds in the duration."},
    {"__reduce__", delta_reduce, "($self, /)", NativeMethod::Plain, "__reduce__() -> (cls, state)"},
};
constexpr NativeGetSet kGetSets[] = {
    {"days", get_days, refuse_read_only, "Number of days."},
    {"seconds", get_seconds, refuse_read_only, "Number of seconds (>= 0 and less than 1 day)."},
    {"microseconds", get_microseconds, refuse_read_only, "Number of microseconds (>= 0 and less than 1 second)."},
};

}  // namespace

const NativeTypeSpec kDeltaType{"datetime.timedelta", kMethods, kGetSets,
                                "Difference between two datetime values.\n\ntimedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\n"
                                "All arguments are optional and default to 0.\nArguments may be integers or floats, and may be positive or negative."};

Result<Value> new_delta_of(Vm& vm, Type* type, std::int64_t days, std::int64_t microseconds) {
  std::int64_t carry = microseconds / kMicrosecondsPerDay;
  microseconds %= kMicrosecondsPerDay;
  if (microseconds < 0) microseconds += kMicrosecondsPerDay, carry -= 1;
  days += carry;
  if (days < -kMaxDeltaDays || days > kMaxDeltaDays)
    return vm.raise_error(TypeId::OverflowError, "days=", days, "; must have magnitude <= ", kMaxDeltaDays);
  NativeObject* object = TRY(new_native_instance(vm, type, kDeltaFields));
  object->raw = reinterpret_cast<void*>(microseconds);
  object->values[kDays] = Value::from_int(days);
  return value_of(object);
}
Result<Value> new_delta(Vm& vm, std::int64_t days, std::int64_t microseconds) { return new_delta_of(vm, delta_type(vm), days, microseconds); }

Result<std::uint64_t> delta_hash(Vm& vm, Value delta) {
  const Delta parts = delta_of(delta);
  const Value items[] = {Value::from_int(parts.days), Value::from_int(parts.seconds()), Value::from_int(parts.second_part())};
  return hash_tuple(vm, items);
}

}  // namespace tauraro::datetime
