// time.
#include "modules/c_arguments.h"
#include "modules/datetime/pickled.h"
#include "modules/keyword_arguments.h"
#include "object/bytes.h"

namespace tauraro::datetime {
namespace {

constexpr const char* kNames[] = {"hour", "minute", "second", "microsecond", "tzinfo", "fold"};
constexpr const char* kTimespecName[] = {"timespec"};
constexpr const char* kFormatName[] = {"format"};

/// Binds hour ... fold over the parts and the zone given.
Result<Packed> bind_parts(Vm& vm, const Args& args, const char* function, Packed packed, Value* zone) {
  Value values[6];
  TRY(bind_keywords(vm, args, {function, kNames, 0, 5}, values));
  int parts[] = {packed.hour(), packed.minute(), packed.second(), packed.microsecond(), 0};
  int fold = packed.fold();
  TRY(int_arguments(vm, values, 4, parts));
  if (!values[4].is_empty()) *zone = values[4];
  TRY(int_arguments(vm, values + 5, 1, &fold));
  TRY(check_clock(vm, parts[0], parts[1], parts[2], parts[3], fold));
  TRY(check_zone(vm, *zone));
  return Packed::clock(parts[0], parts[1], parts[2], parts[3], fold);
}

/// What a pickle gives: (state) or (state, tzinfo).
Result<Value> time_from_pickle(Vm& vm, Type* type, const std::string& state, std::span<const Value> arguments) {
  const Value zone = arguments.size() == 2 ? arguments[1] : Value::none();
  if (!zone.is_none() && !is_tzinfo(vm, zone)) return vm.raise(TypeId::TypeError, "bad tzinfo state arg");
  return new_moment(vm, type, unpickled_clock(state, 0).with_fold(state[0] & 0x80 ? 1 : 0), zone);
}

Result<Value> time_new(Vm& vm, const Args& args) {
  Type* type = args[0].as<Type>();
  if ((args.rest_count == 1 || args.rest_count == 2) && !args.keywords) {
    const std::string state = TRY(pickled_state(vm, args.rest[0], "time", 6, 0));
    if (!state.empty()) return time_from_pickle(vm, type, state, args.rest_span());
  }
  Value zone = Value::none();
  const Packed packed = TRY(bind_parts(vm, args, nullptr, Packed(), &zone));
  return new_moment(vm, type, packed, zone);
}

Result<Value> time_repr(Vm& vm, const Args& args) {
  const Packed packed = packed_of(args[0]);
  std::string text = full_type_name(vm, vm.type_of(args[0])) + format_text("(%d, %d", packed.hour(), packed.minute());
  if (packed.second() || packed.microsecond()) text += format_text(", %d", packed.second());
  if (packed.microsecond()) text += format_text(", %d", packed.microsecond());
  if (!zone_of(args[0]).is_none()) text += ", tzinfo=" + TRY(repr_text(vm, zone_of(args[0])));
  return str_value(vm, text + (packed.fold() ? ", fold=1)" : ")"));
}

Result<Value> time_str(Vm& vm, const Args& args) { return vm.call_method(args[0], "isoformat", {}); }

Result<Value> time_isoformat(Vm& vm, const Args& args) {
  Value timespec;
  TRY(bind_keywords(vm, args, {"isoformat", kTimespecName, 0, 1}, &timespec));
  if (!timespec.is_empty() && !timespec.is(kind::Str)) return raise_argument_type(vm, "isoformat", 1, "str", timespec);
  const std::string text = TRY(clock_text(vm, packed_of(args[0]), timespec));
  return str_value(vm, text + TRY(offset_text(vm, zone_of(args[0]), ":", Value::none())));
}

Result<Value> time_strftime(Vm& vm, const Args& args) {
  Value format;
  TRY(bind_keywords(vm, args, {"strftime", kFormatName, 1, 1}, &format));
  if (!format.is(kind::Str)) return raise_argument_type(vm, "strftime", 1, "str", format);
  const Packed packed = packed_of(args[0]);
  const Value parts = TRY(tuple_value(vm, {Value::from_int(1900), Value::from_int(1), Value::from_int(1), Value::from_int(packed.hour()), Value::from_int(packed.minute()),
                                           Value::from_int(packed.second()), Value::from_int(0), Value::from_int(1), Value::from_int(-1)}));
  return format_moment(vm, args[0], format.as<Str>(), parts, Value::none());
}

Result<Value> time_format(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str)) return raise_argument_type(vm, "__format__", 1, "str", args[1]);
  if (args[1].as<Str>()->length == 0) return to_str(vm, args[0]);
  return vm.call_method(args[0], "strftime", {args[1]});
}

Result<Value> time_utcoffset_method(Vm& vm, const Args& args) { return time_utcoffset(vm, args[0]); }
Result<Value> time_tzname(Vm& vm, const Args& args) { return call_tzname(vm, zone_of(args[0]), Value::none()); }
Result<Value> time_dst(Vm& vm, const Args& args) { return call_dst(vm, zone_of(args[0]), Value::none()); }

Result<Value> time_replace(Vm& vm, const Args& args) {
  Value zone = zone_of(args[0]);
  const Packed packed = TRY(bind_parts(vm, args, "replace", packed_of(args[0]), &zone));
  return make_time(vm, vm.type_of(args[0]), packed, zone);
}

Result<Value> time_fromisoformat(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str)) return vm.raise(TypeId::TypeError, "fromisoformat: argument must be str");
  const std::string text = text_of(vm, args[1]);
  ParsedClock clock;
  if (!parse_iso_clock(text, text.starts_with('T') ? 1 : 0, &clock)) return raise_invalid_isoformat(vm, args[1]);
  const Value zone = TRY(parsed_zone(vm, clock));
  Type* type = args[0].as<Type>();
  if (!is_exactly(type, kTimeType))
    return vm.call(args[0], {Value::from_int(clock.hour), Value::from_int(clock.minute), Value::from_int(clock.second), Value::from_int(clock.microsecond), zone});
  TRY(check_clock(vm, clock.hour, clock.minute, clock.second, clock.microsecond, 0));
  return new_moment(vm, type, Packed::clock(clock.hour, clock.minute, clock.second, clock.microsecond), zone);
}

/// Microseconds since midnight less an offset.
std::int64_t reduced(Packed packed, Value offset) {
  const Delta delta = delta_of(offset);
  return packed.seconds() * kMicrosecondsPerSecond + packed.microsecond() - delta.days * kMicrosecondsPerDay - delta.microseconds;
}

Result<Value> compute_hash(Vm& vm, Value self) {
  NativeObject* object = self.as<NativeObject>();
  const Packed packed = packed_of(self).with_fold(0);
  const Value asked = packed_of(self).fold() ? TRY(new_time(vm, packed, zone_of(self))) : self;
  const Value offset = TRY(time_utcoffset(vm, asked));
  if (offset.is_none()) return cached_hash(vm, object, kMomentHash, hash_stored(vm, clock_bytes(packed)));
  return cached_hash(vm, object, kMomentHash, TRY(delta_hash(vm, TRY(new_delta(vm, 0, reduced(packed, offset))))));
}
Result<Value> time_hash(Vm& vm, const Args& args) {
  const Value known = args[0].as<NativeObject>()->values[kMomentHash];
  return known.is_empty() ? compute_hash(vm, args[0]) : Result<Value>(known);
}

template <CompareOp kOp>
Result<Value> time_compare(Vm& vm, const Args& args) {
  if (!is_time(vm, args[1])) return Value::not_implemented();
  const auto by_parts = [&] {
    const std::uint64_t left = packed_of(args[0]).order(), right = packed_of(args[1]).order();
    return order_result(kOp, left < right ? -1 : left > right);
  };
  if (zone_of(args[0]) == zone_of(args[1])) return by_parts();
  const Value left = TRY(time_utcoffset(vm, args[0])), right = TRY(time_utcoffset(vm, args[1]));
  if (left == right || (!left.is_none() && !right.is_none() && delta_of(left) == delta_of(right))) return by_parts();
  if (!left.is_none() && !right.is_none()) {
    const std::int64_t a = reduced(packed_of(args[0]), left), b = reduced(packed_of(args[1]), right);
    return order_result(kOp, a < b ? -1 : a > b);
  }
  if (kOp == CompareOp::Eq || kOp == CompareOp::Ne) return Value::from_bool(kOp == CompareOp::Ne);
  return vm.raise(TypeId::TypeError, "can't compare offset-naive and offset-aware times");
}

Result<Value> reduce(Vm& vm, Value self, std::int64_t protocol) {
  std::string bytes = clock_bytes(packed_of(self));
  if (protocol > 3 && packed_of(self).fold()) bytes[0] = static_cast<char>(bytes[0] | 0x80);
  const Value state = value_of(TRY(new_bytes(vm, bytes)));
  const Value zone = zone_of(self);
  return tuple_value(vm, {type_value_of(vm, self), TRY(zone.is_none() ? tuple_value(vm, {state}) : tuple_value(vm, {state, zone}))});
}
Result<Value> time_reduce(Vm& vm, const Args& args) { return reduce(vm, args[0], 2); }
Result<Value> time_reduce_ex(Vm& vm, const Args& args) { return reduce(vm, args[0], TRY(parse_c_int(vm, args[1]))); }

Result<Value> get_hour(Vm&, Value self) { return Value::from_int(packed_of(self).hour()); }
Result<Value> get_minute(Vm&, Value self) { return Value::from_int(packed_of(self).minute()); }
Result<Value> get_second(Vm&, Value self) { return Value::from_int(packed_of(self).second()); }
Result<Value> get_microsecond(Vm&, Value self) { return Value::from_int(packed_of(self).microsecond()); }
Result<Value> get_tzinfo(Vm&, Value self) { return zone_of(self); }
Result<Value> get_fold(Vm&, Value self) { return Value::from_int(packed_of(self).fold()); }

constexpr NativeMethod kMethods[] = {
    {"__new__", time_new, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__repr__", time_repr, "($self, /)"},
    {"__hash__", time_hash, "($self, /)"},
    {"__str__", time_str, "($self, /)"},
    {"__lt__", time_compare<CompareOp::Lt>, "($self, value, /)"},
    {"__le__", time_compare<CompareOp::Le>, "($self, value, /)"},
    {"__eq__", time_compare<CompareOp::Eq>, "($self, value, /)"},
    {"__ne__", time_compare<CompareOp::Ne>, "($self, value, /)"},
    {"__gt__", time_compare<CompareOp::Gt>, "($self, value, /)"},
    {"__ge__", time_compare<CompareOp::Ge>, "($self, value, /)"},
    {"isoformat", time_isoformat, "($self, *args, **kwargs)", NativeMethod::Plain,
     "Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n\nThe optional argument timespec specifies the number of additional terms\n"
     "of the time to include. Valid options are 'auto', 'hours', 'minutes',\n'seconds', 'milliseconds' and 'microseconds'.\n"},
    {"strftime", time_strftime, "($self, *args, **kwargs)", NativeMethod::Plain, "format -> strftime() style string."},
    {"__format__", time_format, "($self, spec, /)", NativeMethod::Plain, "Formats self with strftime."},
    {"utcoffset", time_utcoffset_method, "($self, /)", NativeMethod::Plain, "Return self.tzinfo.utcoffset(self)."},
    {"tzname", time_tzname, "($self, /)", NativeMethod::Plain, "Return self.tzinfo.tzname(self)."},
    {"dst", time_dst, "($self, /)", NativeMethod::Plain, "Return self.tzinfo.dst(self)."},
    {"replace", time_replace, "($self, *args, **kwargs)", NativeMethod::Plain, "Return time with new specified fields."},
    {"fromisoformat", time_fromisoformat, "($type, object, /)", NativeMethod::Class, "string -> time from a string in ISO 8601 format"},
    {"__reduce_ex__", time_reduce_ex, "($self, protocol, /)", NativeMethod::Plain, "__reduce_ex__(proto) -> (cls, state)"},
    {"__reduce__", time_reduce, "($self, /)", NativeMethod::Plain, "__reduce__() -> (cls, state)"},
};
constexpr NativeGetSet kGetSets[] = {{"hour", get_hour},     {"minute", get_minute}, {"second", get_second},
                                     {"microsecond", get_microsecond}, {"tzinfo", get_tzinfo}, {"fold", get_fold}};

}  // namespace

const NativeTypeSpec kTimeType{"datetime.time", kMethods, kGetSets,
                               "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\n"
                               "All arguments are optional. tzinfo may be None, or an instance of\na tzinfo subclass. The remaining arguments may be ints.\n"};

}  // namespace tauraro::datetime
