// tzinfo and timezone, and how dates and times ask them.
#include "modules/datetime/values.h"
#include "builtins/object_type.h"
#include "modules/keyword_arguments.h"

namespace tauraro::datetime {
namespace {

bool is_timezone(Vm& vm, Value zone) { return zone.is(kind::NativeObject) && is_exactly(vm.type_of(zone), kTimezoneType); }
Value* fields_of(Value object) { return object.as<NativeObject>()->values; }

Result<Value> ask_for_offset(Vm& vm, Value zone, const char* method, Value argument) {
  if (zone.is_none()) return zone;
  const Value offset = TRY(vm.call_method(zone, method, {argument}));
  if (offset.is_none()) return offset;
  if (!is_delta(vm, offset))
    return vm.raise_error(TypeId::TypeError, "tzinfo.", method, "() must return None or timedelta, not '", full_type_name(vm, vm.type_of(offset)), "'");
  if (is_offset_in_range(delta_of(offset))) return offset;
  return vm.raise(TypeId::ValueError, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).");
}

// ---- tzinfo ----

Result<Value> tzinfo_new(Vm& vm, const Args& args) { return value_of(TRY(new_native_instance(vm, args[0].as<Type>(), kTimezoneFields))); }

Raised raise_not_implemented(Vm& vm, const char* method) {
  return vm.raise_error(TypeId::NotImplementedError, "a tzinfo subclass must implement ", method, "()");
}
Result<Value> tzinfo_tzname(Vm& vm, const Args&) { return raise_not_implemented(vm, "tzname"); }
Result<Value> tzinfo_utcoffset(Vm& vm, const Args&) { return raise_not_implemented(vm, "utcoffset"); }
Result<Value> tzinfo_dst(Vm& vm, const Args&) { return raise_not_implemented(vm, "dst"); }

Result<void> check_fromutc(Vm& vm, Value zone, Value moment) {
  if (!is_datetime(vm, moment)) return vm.raise(TypeId::TypeError, "fromutc: argument must be a datetime");
  if (zone_of(moment) != zone) return vm.raise(TypeId::ValueError, "fromutc: dt.tzinfo is not self");
  return {};
}

Result<Value> tzinfo_fromutc(Vm& vm, const Args& args) {
  const Value moment = args[1];
  TRY(check_fromutc(vm, args[0], moment));
  const Value offset = TRY(datetime_utcoffset(vm, moment));
  if (offset.is_none()) return vm.raise(TypeId::ValueError, "fromutc: non-None utcoffset() result required");
  Value dst = TRY(call_dst(vm, zone_of(moment), moment));
  if (dst.is_none()) return vm.raise(TypeId::ValueError, "fromutc: non-None dst() result required");
  const Value result = TRY(add_to_datetime(vm, moment, delta_of(TRY(subtract_deltas(vm, offset, dst))), 1));
  dst = TRY(call_dst(vm, zone_of(moment), result));
  if (dst.is_none()) return vm.raise(TypeId::ValueError, "fromutc: tz.dst() gave inconsistent results; cannot convert");
  return delta_of(dst).is_zero() ? Result<Value>(result) : add_to_datetime(vm, result, delta_of(dst), 1);
}

Result<Value> tzinfo_reduce(Vm& vm, const Args& args) {
  const Value getter = TRY(find_attr(vm, args[0], "__getinitargs__"));
  const Value arguments = getter.is_not_found() ? value_of(empty_tuple(vm)) : TRY(vm.call(getter, {}));
  return tuple_value(vm, {type_value_of(vm, args[0]), arguments, TRY(vm.call_method(args[0], "__getstate__", {}))});
}

constexpr NativeMethod kTzinfoMethods[] = {
    {"__new__", tzinfo_new, "($type, *args, **kwargs)", NativeMethod::Static},
    {"tzname", tzinfo_tzname, "($self, dt, /)", NativeMethod::Plain, "datetime -> string name of time zone."},
    {"utcoffset", tzinfo_utcoffset, "($self, dt, /)", NativeMethod::Plain, "datetime -> timedelta showing offset from UTC, negative values indicating West of UTC"},
    {"dst", tzinfo_dst, "($self, dt, /)", NativeMethod::Plain, "datetime -> DST offset as timedelta positive east of UTC."},
    {"fromutc", tzinfo_fromutc, "($self, dt, /)", NativeMethod::Plain, "datetime in UTC -> datetime in local time."},
    {"__reduce__", tzinfo_reduce, "($self, /)", NativeMethod::Plain, "-> (cls, state)"},
};

// ---- timezone ----

constexpr const char* kTimezoneNames[] = {"offset", "name"};

Result<Value> timezone_new(Vm& vm, const Args& args) {
  Value values[2];
  TRY(bind_keywords(vm, args, {"timezone", kTimezoneNames, 1, 2}, values));
  if (!is_delta(vm, values[0])) return raise_argument_type(vm, "timezone", 1, "datetime.timedelta", values[0]);
  if (!values[1].is_empty() && !values[1].is(kind::Str)) return raise_argument_type(vm, "timezone", 2, "str", values[1]);
  return new_timezone(vm, values[0], values[1]);
}

Result<Value> timezone_repr(Vm& vm, const Args& args) {
  const Value* fields = fields_of(args[0]);
  if (args[0] == utc_of(vm)) return str_value(vm, "datetime.timezone.utc");
  std::string text = "datetime.timezone(" + TRY(repr_text(vm, fields[kOffset]));
  if (!fields[kName].is_empty()) text += ", " + TRY(repr_text(vm, fields[kName]));
  return str_value(vm, text + ")");
}

Result<Value> timezone_str(Vm& vm, const Args& args) {
  const Value* fields = fields_of(args[0]);
  if (!fields[kName].is_empty()) return fields[kName];
  const Delta offset = delta_of(fields[kOffset]);
  return str_value(vm, offset.is_zero() ? std::string("UTC") : "UTC" + format_offset(offset, ":"));
}

Result<Value> timezone_hash(Vm& vm, const Args& args) {
  return new_int(vm, static_cast<std::int64_t>(TRY(hash(vm, fields_of(args[0])[kOffset]))));
}

template <bool kEqual>
Result<Value> timezone_compare(Vm& vm, const Args& args) {
  if (!is_timezone(vm, args[1])) return Value::not_implemented();
  return Value::from_bool((delta_of(fields_of(args[0])[kOffset]) == delta_of(fields_of(args[1])[kOffset])) == kEqual);
}

Result<void> check_argument(Vm& vm, const char* method, Value moment) {
  if (moment.is_none() || is_datetime(vm, moment)) return {};
  return vm.raise_error(TypeId::TypeError, method, "(dt) argument must be a datetime instance or None, not ", full_type_name(vm, vm.type_of(moment)));
}

Result<Value> timezone_tzname(Vm& vm, const Args& args) {
  TRY(check_argument(vm, "tzname", args[1]));
  return timezone_str(vm, args);
}
Result<Value> timezone_utcoffset(Vm& vm, const Args& args) {
  TRY(check_argument(vm, "utcoffset", args[1]));
  return fields_of(args[0])[kOffset];
}
Result<Value> timezone_dst(Vm& vm, const Args& args) {
  TRY(check_argument(vm, "dst", args[1]));
  return Value::none();
}
Result<Value> timezone_fromutc(Vm& vm, const Args& args) {
  TRY(check_fromutc(vm, args[0], args[1]));
  return add_to_datetime(vm, args[1], delta_of(fields_of(args[0])[kOffset]), 1);
}
Result<Value> timezone_getinitargs(Vm& vm, const Args& args) {
  const Value* fields = fields_of(args[0]);
  return fields[kName].is_empty() ? tuple_value(vm, {fields[kOffset]}) : tuple_value(vm, {fields[kOffset], fields[kName]});
}

constexpr NativeMethod kTimezoneMethods[] = {
    {"__new__", timezone_new, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__repr__", timezone_repr, "($self, /)"},
    {"__hash__", timezone_hash, "($self, /)"},
    {"__str__", timezone_str, "($self, /)"},
    {"__eq__", timezone_compare<true>, "($self, value, /)"},
    {"__ne__", timezone_compare<false>, "($self, value, /)"},
    {"tzname", timezone_tzname, "($self, dt, /)", NativeMethod::Plain,
     "If name is specified when timezone is created, returns the name.  Otherwise returns offset as 'UTC(+|-)HH:MM'."},
    {"utcoffset", timezone_utcoffset, "($self, dt, /)", NativeMethod::Plain, "Return fixed offset."},
    {"dst", timezone_dst, "($self, dt, /)", NativeMethod::Plain, "Return None."},
    {"fromutc", timezone_fromutc, "($self, dt, /)", NativeMethod::Plain, "datetime in UTC -> datetime in local time."},
    {"__getinitargs__", timezone_getinitargs, "($self, /)", NativeMethod::Plain, "pickle support"},
};

}  // namespace

const NativeTypeSpec kTzinfoType{"datetime.tzinfo", kTzinfoMethods, {}, "Abstract base class for time zone info objects."};
const NativeTypeSpec kTimezoneType{"datetime.timezone", kTimezoneMethods, {}, "Fixed offset from UTC implementation of tzinfo."};

Value utc_of(Vm& vm) { return dict_get_str(vm, timezone_type(vm)->dict, intern(vm, "utc")); }

bool is_offset_in_range(const Delta& offset) { return offset > Delta{-1, 0} && offset < Delta{1, 0}; }

Result<Value> new_timezone(Vm& vm, Value offset, Value name) {
  if (name.is_empty() && delta_of(offset).is_zero() && !utc_of(vm).is_not_found()) return utc_of(vm);
  if (!is_offset_in_range(delta_of(offset)))
    return vm.raise_error(TypeId::ValueError, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not ", TRY(repr_text(vm, offset)), ".");
  NativeObject* zone = TRY(new_native_instance(vm, timezone_type(vm), kTimezoneFields));
  zone->values[kOffset] = offset;
  zone->values[kName] = name;
  return value_of(zone);
}

Result<Value> call_utcoffset(Vm& vm, Value zone, Value argument) {
  if (is_timezone(vm, zone)) return fields_of(zone)[kOffset];
  return ask_for_offset(vm, zone, "utcoffset", argument);
}
Result<Value> call_dst(Vm& vm, Value zone, Value argument) {
  if (is_timezone(vm, zone)) return Value::none();
  return ask_for_offset(vm, zone, "dst", argument);
}
Result<Value> call_tzname(Vm& vm, Value zone, Value argument) {
  if (zone.is_none()) return zone;
  const Value name = TRY(vm.call_method(zone, "tzname", {argument}));
  if (name.is_none() || name.is(kind::Str)) return name;
  return vm.raise_error(TypeId::TypeError, "tzinfo.tzname() must return None or a string, not '", full_type_name(vm, vm.type_of(name)), "'");
}

}  // namespace tauraro::datetime
