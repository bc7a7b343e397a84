// datetime: conversions between zones and to other kinds of time.
#include "modules/datetime/datetime_methods.h"
#include "modules/keyword_arguments.h"

namespace tauraro::datetime {
namespace {

constexpr const char* kZoneName[] = {"tz"};

/// A moment with another zone, nothing else changed.
Result<Value> with_zone(Vm& vm, Value moment, Value zone) { return new_moment(vm, vm.type_of(moment), packed_of(moment), zone); }

}  // namespace

Result<Value> datetime_astimezone(Vm& vm, const Args& args) {
  const Value self = args[0];
  Value zone;
  TRY(bind_keywords(vm, args, {"astimezone", kZoneName, 0, 1}, &zone));
  zone = none_if_empty(zone);
  TRY(check_zone(vm, zone));
  Value own = zone_of(self);
  if (own.is_none()) own = TRY(local_timezone_of_naive(vm, self));
  if (own == zone) return self;
  Value offset = TRY(call_utcoffset(vm, own, self));
  if (offset.is_none()) {
    own = TRY(local_timezone_of_naive(vm, self));
    if (own == zone) return self;
    offset = TRY(call_utcoffset(vm, own, self));
  }
  const Value shifted = TRY(add_to_datetime(vm, self, delta_of(offset), -1));
  const Value utc = TRY(zone_of(shifted).is_none() ? new_datetime(vm, packed_of(shifted), utc_of(vm)) : with_zone(vm, shifted, utc_of(vm)));
  if (zone.is_none()) zone = TRY(local_timezone_of_utc(vm, utc));
  return vm.call_method(zone, "fromutc", {TRY(with_zone(vm, utc, zone))});
}

Result<Value> datetime_timestamp(Vm& vm, const Args& args) {
  const Value self = args[0];
  const Packed packed = packed_of(self);
  if (zone_of(self).is_none()) {
    const std::int64_t seconds = TRY(local_to_seconds(vm, packed)) - kEpochSeconds;
    return Value::from_any_double(static_cast<double>(seconds) + packed.microsecond() / 1e6);
  }
  const Value epoch = TRY(new_datetime(vm, Packed::date(1970, 1, 1), utc_of(vm)));
  const Value delta = TRY(subtract_from_datetime(vm, self, epoch));
  return int_true_div(vm, TRY(delta_microseconds(vm, delta)), Value::from_int(kMicrosecondsPerSecond));
}

Result<Value> datetime_timetuple(Vm& vm, const Args& args) {
  const Value dst = TRY(call_dst(vm, zone_of(args[0]), args[0]));
  return make_struct_time(vm, packed_of(args[0]), dst.is_none() ? -1 : !delta_of(dst).is_zero());
}

Result<Value> datetime_utctimetuple(Vm& vm, const Args& args) {
  const Value offset = TRY(datetime_utcoffset(vm, args[0]));
  const Value utc = offset.is_none() ? args[0] : TRY(add_to_datetime(vm, args[0], delta_of(offset), -1));
  return make_struct_time(vm, packed_of(utc), 0);
}

}  // namespace tauraro::datetime
