// Making and checking dates, times and datetimes.
#include "modules/datetime/values.h"

#include "base/siphash.h"
#include "modules/c_arguments.h"

namespace tauraro::datetime {

Result<Value> new_moment(Vm& vm, Type* type, Packed packed, Value zone) {
  NativeObject* object = TRY(new_native_instance(vm, type, kMomentFields));
  object->raw = reinterpret_cast<void*>(packed.bits());
  object->values[kZone] = zone;
  return value_of(object);
}

Result<void> check_date(Vm& vm, int year, int month, int day) {
  if (year < kMinYear || year > kMaxYear) return vm.raise_error(TypeId::ValueError, "year ", year, " is out of range");
  if (month < 1 || month > 12) return vm.raise(TypeId::ValueError, "month must be in 1..12");
  if (day < 1 || day > days_in_month(year, month)) return vm.raise(TypeId::ValueError, "day is out of range for month");
  return {};
}

Result<void> check_clock(Vm& vm, int hour, int minute, int second, int microsecond, int fold) {
  if (hour < 0 || hour > 23) return vm.raise(TypeId::ValueError, "hour must be in 0..23");
  if (minute < 0 || minute > 59) return vm.raise(TypeId::ValueError, "minute must be in 0..59");
  if (second < 0 || second > 59) return vm.raise(TypeId::ValueError, "second must be in 0..59");
  if (microsecond < 0 || microsecond > 999999) return vm.raise(TypeId::ValueError, "microsecond must be in 0..999999");
  if (fold != 0 && fold != 1) return vm.raise(TypeId::ValueError, "fold must be either 0 or 1");
  return {};
}

Result<void> check_zone(Vm& vm, Value zone) {
  if (zone.is_none() || is_tzinfo(vm, zone)) return {};
  return vm.raise_error(TypeId::TypeError, "tzinfo argument must be None or of a tzinfo subclass, not type '", full_type_name(vm, vm.type_of(zone)), "'");
}

Result<Value> make_date(Vm& vm, Type* type, int year, int month, int day) {
  if (!is_exactly(type, kDateType) && !is_exactly(type, kDateTimeType))
    return vm.call(value_of(type), {TRY(new_int(vm, year)), Value::from_int(month), Value::from_int(day)});
  TRY(check_date(vm, year, month, day));
  return new_moment(vm, type, Packed::date(year, month, day));
}

Result<Value> make_datetime(Vm& vm, Type* type, Packed packed, Value zone) {
  if (is_exactly(type, kDateTimeType)) return new_moment(vm, type, packed, zone);
  const Value made = TRY(vm.call(value_of(type), {Value::from_int(packed.year()), Value::from_int(packed.month()), Value::from_int(packed.day()), Value::from_int(packed.hour()),
                                                  Value::from_int(packed.minute()), Value::from_int(packed.second()), Value::from_int(packed.microsecond()), zone}));
  if (packed.fold() && is_datetime(vm, made)) made.as<NativeObject>()->raw = reinterpret_cast<void*>(packed_of(made).with_fold(1).bits());
  return made;
}

Result<Value> make_time(Vm& vm, Type* type, Packed packed, Value zone) {
  if (is_exactly(type, kTimeType)) return new_moment(vm, type, packed.clock_part(), zone);
  const Value made = TRY(vm.call(value_of(type), {Value::from_int(packed.hour()), Value::from_int(packed.minute()), Value::from_int(packed.second()),
                                                  Value::from_int(packed.microsecond()), zone}));
  if (packed.fold() && is_time(vm, made)) made.as<NativeObject>()->raw = reinterpret_cast<void*>(packed_of(made).with_fold(1).bits());
  return made;
}

Result<void> int_arguments(Vm& vm, const Value* values, std::size_t count, int* out) {
  for (std::size_t i = 0; i < count; ++i)
    if (!values[i].is_empty()) out[i] = TRY(parse_c_int(vm, values[i]));
  return {};
}

Result<Value> cached_hash(Vm& vm, NativeObject* object, int field, std::uint64_t hash) {
  object->values[field] = TRY(new_int(vm, static_cast<std::int64_t>(hash)));
  vm.barrier(object);
  return object->values[field];
}

std::uint64_t hash_stored(Vm& vm, const std::string& bytes) { return hash_bytes(vm.hash_key, bytes.data(), bytes.size()); }

std::string date_bytes(Packed packed) {
  const char bytes[] = {static_cast<char>(packed.year() >> 8), static_cast<char>(packed.year()), static_cast<char>(packed.month()), static_cast<char>(packed.day())};
  return {bytes, 4};
}

std::string clock_bytes(Packed packed) {
  const int us = packed.microsecond();
  const char bytes[] = {static_cast<char>(packed.hour()), static_cast<char>(packed.minute()), static_cast<char>(packed.second()),
                        static_cast<char>(us >> 16),      static_cast<char>(us >> 8),         static_cast<char>(us)};
  return {bytes, 6};
}

}  // namespace tauraro::datetime
