// datetime: constructors.
#include <ctime>

#include "modules/c_arguments.h"
#include "modules/datetime/datetime_methods.h"
#include "modules/datetime/pickled.h"
#include "modules/keyword_arguments.h"

namespace tauraro::datetime {
namespace {

constexpr const char* kNames[] = {"year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"};
constexpr const char* kNowNames[] = {"tz"};
constexpr const char* kTimestampNames[] = {"timestamp", "tz"};
constexpr const char* kCombineNames[] = {"date", "time", "tzinfo"};

/// Binds year ... fold over the parts and the zone given.
Result<Packed> bind_parts(Vm& vm, const Args& args, const char* function, std::uint32_t required, Packed packed, Value* zone) {
  Value values[9];
  TRY(bind_keywords(vm, args, {function, kNames, required, 8}, values));
  int parts[] = {packed.year(), packed.month(), packed.day(), packed.hour(), packed.minute(), packed.second(), packed.microsecond()};
  int fold = packed.fold();
  TRY(int_arguments(vm, values, 7, parts));
  if (!values[7].is_empty()) *zone = values[7];
  TRY(int_arguments(vm, values + 8, 1, &fold));
  TRY(check_date(vm, parts[0], parts[1], parts[2]));
  TRY(check_clock(vm, parts[3], parts[4], parts[5], parts[6], fold));
  TRY(check_zone(vm, *zone));
  return Packed::both(Packed::date(parts[0], parts[1], parts[2]), Packed::clock(parts[3], parts[4], parts[5], parts[6], fold));
}

Result<Value> datetime_from_pickle(Vm& vm, Type* type, std::string state, std::span<const Value> arguments) {
  const Value zone = arguments.size() == 2 ? arguments[1] : Value::none();
  if (!zone.is_none() && !is_tzinfo(vm, zone)) return vm.raise(TypeId::TypeError, "bad tzinfo state arg");
  const int fold = state[2] & 0x80 ? 1 : 0;
  return new_moment(vm, type, Packed::both(unpickled_date(state), unpickled_clock(state, 4)).with_fold(fold), zone);
}

/// The present moment; in the zone when there is one.
Result<Value> datetime_at_present(Vm& vm, Value type, BreakDown function, Value zone) {
  std::timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return datetime_from_seconds(vm, type.as<Type>(), function, now.tv_sec, static_cast<int>(now.tv_nsec / 1000), zone);
}

Result<Value> from_utc(Vm& vm, Value zone, Value moment) { return zone.is_none() ? Result<Value>(moment) : vm.call_method(zone, "fromutc", {moment}); }
BreakDown clock_of(Value zone) { return zone.is_none() ? static_cast<BreakDown>(localtime_r) : static_cast<BreakDown>(gmtime_r); }

}  // namespace

Result<Value> datetime_new(Vm& vm, const Args& args) {
  Type* type = args[0].as<Type>();
  if ((args.rest_count == 1 || args.rest_count == 2) && !args.keywords) {
    const std::string state = TRY(pickled_state(vm, args.rest[0], "datetime", 10, 2));
    if (!state.empty()) return datetime_from_pickle(vm, type, state, args.rest_span());
  }
  Value zone = Value::none();
  const Packed packed = TRY(bind_parts(vm, args, nullptr, 3, Packed(), &zone));
  return new_moment(vm, type, packed, zone);
}

Result<Value> datetime_replace(Vm& vm, const Args& args) {
  Value zone = zone_of(args[0]);
  const Packed packed = TRY(bind_parts(vm, args, "replace", 0, packed_of(args[0]), &zone));
  return make_datetime(vm, vm.type_of(args[0]), packed, zone);
}

Result<Value> datetime_now(Vm& vm, const Args& args) {
  Value zone;
  TRY(bind_keywords(vm, args, {"now", kNowNames, 0, 1}, &zone));
  zone = none_if_empty(zone);
  TRY(check_zone(vm, zone));
  return from_utc(vm, zone, TRY(datetime_at_present(vm, args[0], clock_of(zone), zone)));
}
Result<Value> datetime_utcnow(Vm& vm, const Args& args) { return datetime_at_present(vm, args[0], gmtime_r, Value::none()); }

Result<Value> datetime_fromtimestamp(Vm& vm, const Args& args) {
  Value values[2];
  TRY(bind_keywords(vm, args, {"fromtimestamp", kTimestampNames, 1, 2}, values));
  const Value zone = none_if_empty(values[1]);
  TRY(check_zone(vm, zone));
  return from_utc(vm, zone, TRY(datetime_from_timestamp(vm, args[0].as<Type>(), clock_of(zone), values[0], zone)));
}
Result<Value> datetime_utcfromtimestamp(Vm& vm, const Args& args) {
  if (args.rest_count != 1) return vm.raise_error(TypeId::TypeError, "utcfromtimestamp() takes exactly 1 argument (", args.rest_count, " given)");
  return datetime_from_timestamp(vm, args[0].as<Type>(), gmtime_r, args.rest[0], Value::none());
}

Result<Value> datetime_strptime(Vm& vm, const Args& args) {
  if (args.rest_count != 2) return vm.raise_error(TypeId::TypeError, "strptime() takes exactly 2 arguments (", args.rest_count, " given)");
  for (int i = 0; i < 2; ++i)
    if (!args.rest[i].is(kind::Str)) return raise_argument_type(vm, "strptime", i + 1, "str", args.rest[i]);
  return vm.call_method(TRY(import_module(vm, "_strptime")), "_strptime_datetime", {args[0], args.rest[0], args.rest[1]});
}

Result<Value> datetime_combine(Vm& vm, const Args& args) {
  Value values[3];
  TRY(bind_keywords(vm, args, {"combine", kCombineNames, 2, 3}, values));
  if (!is_date(vm, values[0])) return raise_argument_type(vm, "combine", 1, "datetime.date", values[0]);
  if (!is_time(vm, values[1])) return raise_argument_type(vm, "combine", 2, "datetime.time", values[1]);
  const Value zone = values[2].is_empty() ? zone_of(values[1]) : values[2];
  TRY(check_zone(vm, zone));
  return make_datetime(vm, args[0].as<Type>(), Packed::both(packed_of(values[0]), packed_of(values[1])), zone);
}

Result<Value> datetime_fromisoformat(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str)) return vm.raise(TypeId::TypeError, "fromisoformat: argument must be str");
  int year, month, day;
  ParsedClock clock;
  if (!parse_iso_datetime(text_of(vm, args[1]), &year, &month, &day, &clock)) return raise_invalid_isoformat(vm, args[1]);
  const Value zone = TRY(parsed_zone(vm, clock));
  TRY(check_date(vm, year, month, day));
  TRY(check_clock(vm, clock.hour, clock.minute, clock.second, clock.microsecond, 0));
  return make_datetime(vm, args[0].as<Type>(), Packed::both(Packed::date(year, month, day), Packed::clock(clock.hour, clock.minute, clock.second, clock.microsecond)), zone);
}

}  // namespace tauraro::datetime
