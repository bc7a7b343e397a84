// datetime: its method table, comparison, hash, text and pickling.
#include "modules/c_arguments.h"
#include "modules/datetime/datetime_methods.h"
#include "modules/keyword_arguments.h"
#include "object/bytes.h"

namespace tauraro::datetime {
namespace {

constexpr const char* kIsoNames[] = {"sep", "timespec"};

Result<Value> datetime_repr(Vm& vm, const Args& args) {
  const Packed packed = packed_of(args[0]);
  std::string text = full_type_name(vm, vm.type_of(args[0])) +
                     format_text("(%d, %d, %d, %d, %d", packed.year(), packed.month(), packed.day(), packed.hour(), packed.minute());
  if (packed.second() || packed.microsecond()) text += format_text(", %d", packed.second());
  if (packed.microsecond()) text += format_text(", %d", packed.microsecond());
  if (packed.fold()) text += ", fold=1";
  if (!zone_of(args[0]).is_none()) text += ", tzinfo=" + TRY(repr_text(vm, zone_of(args[0])));
  return str_value(vm, text + ")");
}

Result<Value> datetime_str(Vm& vm, const Args& args) { return vm.call_method(args[0], "isoformat", {interned(vm, " ")}); }

Result<Value> datetime_isoformat(Vm& vm, const Args& args) {
  Value values[2];
  TRY(bind_keywords(vm, args, {"isoformat", kIsoNames, 0, 2}, values));
  std::string separator = "T";
  if (!values[0].is_empty()) {
    if (!values[0].is(kind::Str) || values[0].as<Str>()->length != 1) return raise_argument_type(vm, "isoformat", 1, "a unicode character", values[0]);
    separator = text_of(vm, values[0]);
  }
  if (!values[1].is_empty() && !values[1].is(kind::Str)) return raise_argument_type(vm, "isoformat", 2, "str", values[1]);
  const Packed packed = packed_of(args[0]);
  const std::string clock = TRY(clock_text(vm, packed, values[1]));
  return str_value(vm, date_text(packed) + separator + clock + TRY(offset_text(vm, zone_of(args[0]), ":", args[0])));
}

Result<Value> datetime_ctime(Vm& vm, const Args& args) { return str_value(vm, ctime_text(packed_of(args[0]))); }

Result<Value> datetime_date(Vm& vm, const Args& args) { return new_date(vm, packed_of(args[0])); }
Result<Value> datetime_time(Vm& vm, const Args& args) { return new_time(vm, packed_of(args[0]), Value::none()); }
Result<Value> datetime_timetz(Vm& vm, const Args& args) { return new_time(vm, packed_of(args[0]), zone_of(args[0])); }
Result<Value> datetime_utcoffset_method(Vm& vm, const Args& args) { return datetime_utcoffset(vm, args[0]); }
Result<Value> datetime_tzname(Vm& vm, const Args& args) { return call_tzname(vm, zone_of(args[0]), args[0]); }
Result<Value> datetime_dst(Vm& vm, const Args& args) { return call_dst(vm, zone_of(args[0]), args[0]); }

Result<Value> compute_hash(Vm& vm, Value self) {
  NativeObject* object = self.as<NativeObject>();
  const Packed packed = packed_of(self).with_fold(0);
  const Value asked = packed_of(self).fold() ? TRY(new_datetime(vm, packed, zone_of(self))) : self;
  const Value offset = TRY(datetime_utcoffset(vm, asked));
  if (offset.is_none()) return cached_hash(vm, object, kMomentHash, hash_stored(vm, date_bytes(packed) + clock_bytes(packed)));
  const std::int64_t microseconds = packed.seconds() * kMicrosecondsPerSecond + packed.microsecond();
  const Value moment = TRY(new_delta(vm, packed.ordinal() - delta_of(offset).days, microseconds - delta_of(offset).microseconds));
  return cached_hash(vm, object, kMomentHash, TRY(delta_hash(vm, moment)));
}
Result<Value> datetime_hash(Vm& vm, const Args& args) {
  const Value known = args[0].as<NativeObject>()->values[kMomentHash];
  return known.is_empty() ? compute_hash(vm, args[0]) : Result<Value>(known);
}

constexpr bool is_equality(CompareOp op) { return op == CompareOp::Eq || op == CompareOp::Ne; }

/// Of moments of different tzinfos.
Result<Value> compare_zoned(Vm& vm, CompareOp op, Value left, Value right) {
  const Value a = TRY(datetime_utcoffset(vm, left)), b = TRY(datetime_utcoffset(vm, right));
  int order;
  if (a == b || (!a.is_none() && !b.is_none() && delta_of(a) == delta_of(b))) {
    const std::uint64_t first = packed_of(left).order(), second = packed_of(right).order();
    order = first < second ? -1 : first > second;
  } else if (!a.is_none() && !b.is_none()) {
    const Delta delta = delta_of(TRY(subtract_from_datetime(vm, left, right)));
    order = delta.days < 0 ? -1 : !delta.is_zero();
  } else {
    if (is_equality(op)) return Value::from_bool(op == CompareOp::Ne);
    return vm.raise(TypeId::TypeError, "can't compare offset-naive and offset-aware datetimes");
  }
  if (is_equality(op) && order == 0 && !a.is_none()) {
    if (TRY(has_problematic_fold(vm, left, a)) || TRY(has_problematic_fold(vm, right, b))) order = 1;
  }
  return order_result(op, order);
}

template <CompareOp kOp>
Result<Value> datetime_compare(Vm& vm, const Args& args) {
  const Value self = args[0], other = args[1];
  if (!is_datetime(vm, other)) {
    if (!is_date(vm, other)) return Value::not_implemented();
    if (is_equality(kOp)) return Value::from_bool(kOp == CompareOp::Ne);
    return raise_not_comparable(vm, self, other);
  }
  if (zone_of(self) != zone_of(other)) return compare_zoned(vm, kOp, self, other);
  const std::uint64_t left = packed_of(self).order(), right = packed_of(other).order();
  return order_result(kOp, left < right ? -1 : left > right);
}

Result<Value> datetime_add(Vm& vm, const Args& args) {
  return is_delta(vm, args[1]) ? add_to_datetime(vm, args[0], delta_of(args[1]), 1) : Value::not_implemented();
}
Result<Value> datetime_subtract(Vm& vm, const Args& args) { return subtract_from_datetime(vm, args[0], args[1]); }
Result<Value> datetime_reflected_subtract(Vm& vm, const Args& args) {
  return is_datetime(vm, args[1]) ? subtract_from_datetime(vm, args[1], args[0]) : Value::not_implemented();
}

Result<Value> reduce(Vm& vm, Value self, std::int64_t protocol) {
  const Packed packed = packed_of(self);
  std::string bytes = date_bytes(packed) + clock_bytes(packed);
  if (protocol > 3 && packed.fold()) bytes[2] = static_cast<char>(bytes[2] | 0x80);
  const Value state = value_of(TRY(new_bytes(vm, bytes)));
  const Value zone = zone_of(self);
  return tuple_value(vm, {type_value_of(vm, self), TRY(zone.is_none() ? tuple_value(vm, {state}) : tuple_value(vm, {state, zone}))});
}
Result<Value> datetime_reduce(Vm& vm, const Args& args) { return reduce(vm, args[0], 2); }
Result<Value> datetime_reduce_ex(Vm& vm, const Args& args) { return reduce(vm, args[0], TRY(parse_c_int(vm, args[1]))); }

Result<Value> get_hour(Vm&, Value self) { return Value::from_int(packed_of(self).hour()); }
Result<Value> get_minute(Vm&, Value self) { return Value::from_int(packed_of(self).minute()); }
Result<Value> get_second(Vm&, Value self) { return Value::from_int(packed_of(self).second()); }
Result<Value> get_microsecond(Vm&, Value self) { return Value::from_int(packed_of(self).microsecond()); }
Result<Value> get_tzinfo(Vm&, Value self) { return zone_of(self); }
Result<Value> get_fold(Vm&, Value self) { return Value::from_int(packed_of(self).fold()); }

constexpr NativeMethod kMethods[] = {
    {"__new__", datetime_new, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__repr__", datetime_repr, "($self, /)"},
    {"__hash__", datetime_hash, "($self, /)"},
    {"__str__", datetime_str, "($self, /)"},
    {"__lt__", datetime_compare<CompareOp::Lt>, "($self, value, /)"},
    {"__le__", datetime_compare<CompareOp::Le>, "($self, value, /)"},
    {"__eq__", datetime_compare<CompareOp::Eq>, "($self, value, /)"},
    {"__ne__", datetime_compare<CompareOp::Ne>, "($self, value, /)"},
    {"__gt__", datetime_compare<CompareOp::Gt>, "($self, value, /)"},
    {"__ge__", datetime_compare<CompareOp::Ge>, "($self, value, /)"},
    {"__add__", datetime_add, "($self, value, /)"},
    {"__radd__", datetime_add, "($self, value, /)"},
    {"__sub__", datetime_subtract, "($self, value, /)"},
    {"__rsub__", datetime_reflected_subtract, "($self, value, /)"},
    {"now", datetime_now, "($type, /, *args, **kwargs)", NativeMethod::Class,
     "Returns new datetime object representing current time local to tz.\n\n  tz\n    Timezone object.\n\nIf no tz is specified, uses local timezone."},
    {"utcnow", datetime_utcnow, "($type, /)", NativeMethod::Class, "Return a new datetime representing UTC day and time."},
    {"fromtimestamp", datetime_fromtimestamp, "($type, *args, **kwargs)", NativeMethod::Class, "timestamp[, tz] -> tz's local time from POSIX timestamp."},
    {"utcfromtimestamp", datetime_utcfromtimestamp, "($type, *args)", NativeMethod::Class, "Construct a naive UTC datetime from a POSIX timestamp."},
    {"strptime", datetime_strptime, "($type, *args)", NativeMethod::Class, "string, format -> new datetime parsed from a string (like time.strptime())."},
    {"combine", datetime_combine, "($type, *args, **kwargs)", NativeMethod::Class, "date, time -> datetime with same date and time fields"},
    {"fromisoformat", datetime_fromisoformat, "($type, object, /)", NativeMethod::Class, "string -> datetime from a string in most ISO 8601 formats"},
    {"date", datetime_date, "($self, /)", NativeMethod::Plain, "Return date object with same year, month and day."},
    {"time", datetime_time, "($self, /)", NativeMethod::Plain, "Return time object with same time but with tzinfo=None."},
    {"timetz", datetime_timetz, "($self, /)", NativeMethod::Plain, "Return time object with same time and tzinfo."},
    {"ctime", datetime_ctime, "($self, /)", NativeMethod::Plain, "Return ctime() style string."},
    {"timetuple", datetime_timetuple, "($self, /)", NativeMethod::Plain, "Return time tuple, compatible with time.localtime()."},
    {"timestamp", datetime_timestamp, "($self, /)", NativeMethod::Plain, "Return POSIX timestamp as float."},
    {"utctimetuple", datetime_utctimetuple, "($self, /)", NativeMethod::Plain, "Return UTC time tuple, compatible with time.localtime()."},
    {"isoformat", datetime_isoformat, "($self, *args, **kwargs)", NativeMethod::Plain,
     "[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\nsep is used to separate the year from the time, and defaults to 'T'.\n"
     "The optional argument timespec specifies the number of additional terms\nof the time to include. Valid options are 'auto', 'hours', 'minutes',\n"
     "'seconds', 'milliseconds' and 'microseconds'.\n"},
    {"utcoffset", datetime_utcoffset_method, "($self, /)", NativeMethod::Plain, "Return self.tzinfo.utcoffset(self)."},
    {"tzname", datetime_tzname, "($self, /)", NativeMethod::Plain, "Return self.tzinfo.tzname(self)."},
    {"dst", datetime_dst, "($self, /)", NativeMethod::Plain, "Return self.tzinfo.dst(self)."},
    {"replace", datetime_replace, "($self, *args, **kwargs)", NativeMethod::Plain, "Return datetime with new specified fields."},
    {"astimezone", datetime_astimezone, "($self, *args, **kwargs)", NativeMethod::Plain, "tz -> convert to local time in new timezone tz\n"},
    {"__reduce_ex__", datetime_reduce_ex, "($self, protocol, /)", NativeMethod::Plain, "__reduce_ex__(proto) -> (cls, state)"},
    {"__reduce__", datetime_reduce, "($self, /)", NativeMethod::Plain, "__reduce__() -> (cls, state)"},
};
constexpr NativeGetSet kGetSets[] = {{"hour", get_hour},     {"minute", get_minute}, {"second", get_second},
                                     {"microsecond", get_microsecond}, {"tzinfo", get_tzinfo}, {"fold", get_fold}};

}  // namespace

const NativeTypeSpec kDateTimeType{"datetime.datetime", kMethods, kGetSets,
                                   "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\n"
                                   "The year, month and day arguments are required. tzinfo may be None, or an\ninstance of a tzinfo subclass. The remaining arguments may be ints.\n"};

}  // namespace tauraro::datetime
