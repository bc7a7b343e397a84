// date.
#include "modules/c_arguments.h"
#include "modules/datetime/pickled.h"
#include "modules/keyword_arguments.h"
#include "modules/module_support.h"
#include "object/bytes.h"

namespace tauraro::datetime {
namespace {

constexpr const char* kNames[] = {"year", "month", "day"};
constexpr const char* kIsoNames[] = {"year", "week", "day"};
constexpr const char* kFormatName[] = {"format"};

Result<Value> date_new(Vm& vm, const Args& args) {
  Type* type = args[0].as<Type>();
  if (args.rest_count == 1 && !args.keywords) {
    const std::string state = TRY(pickled_state(vm, args.rest[0], "date", 4, 2));
    if (!state.empty()) return new_moment(vm, type, unpickled_date(state));
  }
  Value values[3];
  TRY(bind_keywords(vm, args, {nullptr, kNames, 3, 3}, values));
  int parts[3];
  TRY(int_arguments(vm, values, 3, parts));
  TRY(check_date(vm, parts[0], parts[1], parts[2]));
  return new_moment(vm, type, Packed::date(parts[0], parts[1], parts[2]));
}

Result<Value> date_fromtimestamp(Vm& vm, const Args& args) {
  std::tm parts;
  TRY(break_down(vm, localtime_r, TRY(time_t_of_number(vm, args[1])), &parts));
  return make_date(vm, args[0].as<Type>(), parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

Result<Value> date_today(Vm& vm, const Args& args) {
  const Value now = TRY(vm.call_method(TRY(import_module(vm, "time")), "time", {}));
  return vm.call_method(args[0], "fromtimestamp", {now});
}

Result<Value> date_fromisoformat(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str)) return vm.raise(TypeId::TypeError, "fromisoformat: argument must be str");
  const std::string text = text_of(vm, args[1]);
  int year, month, day;
  const std::size_t length = text.size();
  if ((length != 7 && length != 8 && length != 10) || !parse_iso_date(text, length, &year, &month, &day)) return raise_invalid_isoformat(vm, args[1]);
  return make_date(vm, args[0].as<Type>(), year, month, day);
}

Result<Value> date_fromisocalendar(Vm& vm, const Args& args) {
  Value values[3];
  TRY(bind_keywords(vm, args, {"fromisocalendar", kIsoNames, 3, 3}, values));
  int parts[3];
  if (int_arguments(vm, values, 3, parts).is_raised()) {
    if (!vm.catch_if(TypeId::OverflowError)) return Raised{};
    return vm.raise(TypeId::ValueError, "ISO calendar component out of range");
  }
  int year, month, day;
  switch (date_of_iso_week(parts[0], parts[1], parts[2], &year, &month, &day)) {
    case IsoWeekError::Year: return vm.raise_error(TypeId::ValueError, "Year is out of range: ", parts[0]);
    case IsoWeekError::Week: return vm.raise_error(TypeId::ValueError, "Invalid week: ", parts[1]);
    case IsoWeekError::Day: return vm.raise_error(TypeId::ValueError, "Invalid day: ", parts[2], " (range is [1, 7])");
    case IsoWeekError::None: break;
  }
  return make_date(vm, args[0].as<Type>(), year, month, day);
}

Result<Value> date_repr(Vm& vm, const Args& args) {
  const Packed packed = packed_of(args[0]);
  return str_value(vm, full_type_name(vm, vm.type_of(args[0])) + format_text("(%d, %d, %d)", packed.year(), packed.month(), packed.day()));
}
Result<Value> date_isoformat(Vm& vm, const Args& args) { return str_value(vm, date_text(packed_of(args[0]))); }
Result<Value> date_str(Vm& vm, const Args& args) { return vm.call_method(args[0], "isoformat", {}); }
Result<Value> date_ctime(Vm& vm, const Args& args) { return str_value(vm, ctime_text(packed_of(args[0]).date_part())); }

Result<Value> date_strftime(Vm& vm, const Args& args) {
  Value format;
  TRY(bind_keywords(vm, args, {"strftime", kFormatName, 1, 1}, &format));
  if (!format.is(kind::Str)) return raise_argument_type(vm, "strftime", 1, "str", format);
  const Value parts = TRY(vm.call_method(args[0], "timetuple", {}));
  return format_moment(vm, args[0], format.as<Str>(), parts, args[0]);
}

Result<Value> date_format(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str)) return raise_argument_type(vm, "__format__", 1, "str", args[1]);
  if (args[1].as<Str>()->length == 0) return to_str(vm, args[0]);
  return vm.call_method(args[0], "strftime", {args[1]});
}

Result<Value> date_timetuple(Vm& vm, const Args& args) { return make_struct_time(vm, packed_of(args[0]).date_part(), -1); }
Result<Value> date_toordinal(Vm&, const Args& args) { return Value::from_int(packed_of(args[0]).ordinal()); }
Result<Value> date_weekday(Vm&, const Args& args) { return Value::from_int((packed_of(args[0]).ordinal() + 6) % 7); }
Result<Value> date_isoweekday(Vm&, const Args& args) { return Value::from_int((packed_of(args[0]).ordinal() + 6) % 7 + 1); }

Result<Value> date_isocalendar(Vm& vm, const Args& args) {
  const Packed packed = packed_of(args[0]);
  int year = packed.year();
  const int today = packed.ordinal();
  int first = iso_first_monday(year);
  if (today < first) first = iso_first_monday(--year);
  else if (today >= iso_first_monday(year + 1)) first = iso_first_monday(++year);
  return vm.call(value_of(vm.native_type(kIsoCalendarType)), {Value::from_int(year), Value::from_int((today - first) / 7 + 1), Value::from_int((today - first) % 7 + 1)});
}

Result<Value> date_replace(Vm& vm, const Args& args) {
  Value values[3];
  TRY(bind_keywords(vm, args, {"replace", kNames, 0, 3}, values));
  const Packed packed = packed_of(args[0]);
  int parts[] = {packed.year(), packed.month(), packed.day()};
  TRY(int_arguments(vm, values, 3, parts));
  return make_date(vm, vm.type_of(args[0]), parts[0], parts[1], parts[2]);
}

Result<Value> date_hash(Vm& vm, const Args& args) {
  NativeObject* self = args[0].as<NativeObject>();
  if (!self->values[kMomentHash].is_empty()) return self->values[kMomentHash];
  return cached_hash(vm, self, kMomentHash, hash_stored(vm, date_bytes(packed_of(args[0]))));
}

template <CompareOp kOp>
Result<Value> date_compare(Vm& vm, const Args& args) {
  if (!is_date(vm, args[1])) return Value::not_implemented();
  const std::uint64_t left = packed_of(args[0]).date_part().bits(), right = packed_of(args[1]).date_part().bits();
  return order_result(kOp, left < right ? -1 : left > right);
}

Result<Value> date_add(Vm& vm, const Args& args) {
  return is_delta(vm, args[1]) ? add_to_date(vm, args[0], delta_of(args[1]), false) : Value::not_implemented();
}
Result<Value> date_subtract(Vm& vm, const Args& args) {
  if (is_date(vm, args[1])) return new_delta(vm, packed_of(args[0]).ordinal() - packed_of(args[1]).ordinal(), 0);
  return is_delta(vm, args[1]) ? add_to_date(vm, args[0], delta_of(args[1]), true) : Value::not_implemented();
}
Result<Value> date_reflected_subtract(Vm& vm, const Args& args) {
  return is_date(vm, args[1]) ? new_delta(vm, packed_of(args[1]).ordinal() - packed_of(args[0]).ordinal(), 0) : Value::not_implemented();
}

Result<Value> date_reduce(Vm& vm, const Args& args) {
  const Value state = value_of(TRY(new_bytes(vm, date_bytes(packed_of(args[0])))));
  return tuple_value(vm, {type_value_of(vm, args[0]), TRY(tuple_value(vm, {state}))});
}

Result<Value> get_year(Vm&, Value self) { return Value::from_int(packed_of(self).year()); }
Result<Value> get_month(Vm&, Value self) { return Value::from_int(packed_of(self).month()); }
Result<Value> get_day(Vm&, Value self) { return Value::from_int(packed_of(self).day()); }

constexpr NativeMethod kMethods[] = {
    {"__new__", date_new, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__repr__", date_repr, "($self, /)"},
    {"__hash__", date_hash, "($self, /)"},
    {"__str__", date_str, "($self, /)"},
    {"__lt__", date_compare<CompareOp::Lt>, "($self, value, /)"},
    {"__le__", date_compare<CompareOp::Le>, "($self, value, /)"},
    {"__eq__", date_compare<CompareOp::Eq>, "($self, value, /)"},
    {"__ne__", date_compare<CompareOp::Ne>, "($self, value, /)"},
    {"__gt__", date_compare<CompareOp::Gt>, "($self, value, /)"},
    {"__ge__", date_compare<CompareOp::Ge>, "($self, value, /)"},
    {"__add__", date_add, "($self, value, /)"},
    {"__radd__", date_add, "($self, value, /)"},
    {"__sub__", date_subtract, "($self, value, /)"},
    {"__rsub__", date_reflected_subtract, "($self, value, /)"},
    {"fromtimestamp", date_fromtimestamp, "($type, timestamp, /)", NativeMethod::Class,
     "Create a date from a POSIX timestamp.\n\nThe timestamp is a number, e.g. created via time.time(), that is interpreted\nas local time."},
    {"fromordinal", date_fromordinal, "($type, *args)", NativeMethod::Class, "int -> date corresponding to a proleptic Gregorian ordinal."},
    {"fromisoformat", date_fromisoformat, "($type, object, /)", NativeMethod::Class, "str -> Construct a date from a string in ISO 8601 format."},
    {"fromisocalendar", date_fromisocalendar, "($type, *args, **kwargs)", NativeMethod::Class,
     "int, int, int -> Construct a date from the ISO year, week number and weekday.\n\nThis is the inverse of the date.isocalendar() function"},
    {"today", date_today, "($type, /)", NativeMethod::Class, "Current date or datetime:  same as self.__class__.fromtimestamp(time.time())."},
    {"ctime", date_ctime, "($self, /)", NativeMethod::Plain, "Return ctime() style string."},
    {"strftime", date_strftime, "($self, *args, **kwargs)", NativeMethod::Plain, "format -> strftime() style string."},
    {"__format__", date_format, "($self, spec, /)", NativeMethod::Plain, "Formats self with strftime."},
    {"timetuple", date_timetuple, "($self, /)", NativeMethod::Plain, "Return time tuple, compatible with time.localtime()."},
    {"isocalendar", date_isocalendar, "($self, /)", NativeMethod::Plain, "Return a named tuple containing ISO year, week number, and weekday."},
    {"isoformat", date_isoformat, "($self, /)", NativeMethod::Plain, "Return string in ISO 8601 format, YYYY-MM-DD."},
    {"isoweekday", date_isoweekday, "($self, /)", NativeMethod::Plain, "Return the day of the week represented by the date.\nMonday == 1 ... Sunday == 7"},
    {"toordinal", date_toordinal, "($self, /)", NativeMethod::Plain, "Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1."},
    {"weekday", date_weekday, "($self, /)", NativeMethod::Plain, "Return the day of the week represented by the date.\nMonday == 0 ... Sunday == 6"},
    {"replace", date_replace, "($self, *args, **kwargs)", NativeMethod::Plain, "Return date with new specified fields."},
    {"__reduce__", date_reduce, "($self, /)", NativeMethod::Plain, "__reduce__() -> (cls, state)"},
};
constexpr NativeGetSet kGetSets[] = {{"year", get_year}, {"month", get_month}, {"day", get_day}};

}  // namespace

const NativeTypeSpec kDateType{"datetime.date", kMethods, kGetSets, "date(year, month, day) --> date object"};

Result<Value> date_fromordinal(Vm& vm, const Args& args) {
  if (args.rest_count != 1) return vm.raise_error(TypeId::TypeError, "fromordinal() takes exactly 1 argument (", args.rest_count, " given)");
  const int ordinal = TRY(parse_c_int(vm, args.rest[0]));
  if (ordinal < 1) return vm.raise(TypeId::ValueError, "ordinal must be >= 1");
  int year, month, day;
  date_of(ordinal, &year, &month, &day);
  return make_date(vm, args[0].as<Type>(), year, month, day);
}

}  // namespace tauraro::datetime
