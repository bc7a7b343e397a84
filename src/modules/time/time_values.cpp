#include "modules/time/time_values.h"

#include <cmath>

#include "builtins/number_methods.h"
#include "modules/c_arguments.h"
#include "modules/module_support.h"

namespace tauraro::time {

namespace {

constexpr StructField kFields[] = {
    {"tm_year", "year, for example, 1993"},
    {"tm_mon", "month of year, range [1, 12]"},
    {"tm_mday", "day of month, range [1, 31]"},
    {"tm_hour", "hours, range [0, 23]"},
    {"tm_min", "minutes, range [0, 59]"},
    {"tm_sec", "seconds, range [0, 61])"},
    {"tm_wday", "day of week, range [0, 6], Monday is 0"},
    {"tm_yday", "day of year, range [1, 366]"},
    {"tm_isdst", "1 if summer time is in effect, 0 if not, and -1 if unknown"},
    {"tm_zone", "abbreviation of timezone name"},
    {"tm_gmtoff", "offset from UTC in seconds"},
};

Raised raise_time_t(Vm& vm) { return vm.raise(TypeId::OverflowError, "timestamp out of range for platform time_t"); }
Raised raise_nanoseconds(Vm& vm) { return vm.raise(TypeId::OverflowError, "timestamp too large to convert to C _PyTime_t"); }

double apply(Rounding rounding, double number) { return rounding == Rounding::Floor ? std::floor(number) : std::ceil(number); }

}  // namespace

constexpr StructSequenceSpec kStructTime{"time.struct_time", kFields, 9,
                                         "The time value of gmtime(), localtime() and strptime(), which asctime(), mktime() and strftime() accept."};

double seconds_of(std::int64_t nanoseconds) {
  if (nanoseconds % kNanosecondsPerSecond == 0) return static_cast<double>(nanoseconds / kNanosecondsPerSecond);
  return static_cast<double>(nanoseconds) / 1e9;
}

Result<std::int64_t> nanoseconds_of(Vm& vm, Value seconds, Rounding rounding) {
  if (is_float(seconds)) {
    const double number = float_value(seconds);
    if (std::isnan(number)) return vm.raise(TypeId::ValueError, "Invalid value NaN (not a number)");
    const double scaled = apply(rounding, number * 1e9);
    if (!(scaled >= -0x1p63 && scaled < 0x1p63)) return raise_nanoseconds(vm);
    return static_cast<std::int64_t>(scaled);
  }
  std::int64_t whole, scaled;
  const Value number = TRY(index_of(vm, seconds));
  if (!int_to_int64(number, &whole) || __builtin_mul_overflow(whole, kNanosecondsPerSecond, &scaled)) return raise_nanoseconds(vm);
  return scaled;
}

Result<std::time_t> time_t_of(Vm& vm, Value seconds) {
  if (is_float(seconds)) {
    const double number = float_value(seconds);
    if (std::isnan(number)) return vm.raise(TypeId::ValueError, "Invalid value NaN (not a number)");
    const double whole = std::floor(number);
    if (!(whole >= -0x1p63 && whole < 0x1p63)) return raise_time_t(vm);
    return static_cast<std::time_t>(whole);
  }
  std::int64_t whole;
  const Value number = TRY(index_of(vm, seconds));
  if (!int_to_int64(number, &whole)) return raise_time_t(vm);
  return static_cast<std::time_t>(whole);
}

Result<Value> new_struct_time(Vm& vm, const std::tm& parts) {
  const Value zone = Value::from_cell(TRY(new_str(vm, parts.tm_zone ? parts.tm_zone : "")));
  const Value values[] = {
      TRY(new_int(vm, parts.tm_year + std::int64_t{1900})), Value::from_int(parts.tm_mon + 1), Value::from_int(parts.tm_mday), Value::from_int(parts.tm_hour),
      Value::from_int(parts.tm_min), Value::from_int(parts.tm_sec), Value::from_int((parts.tm_wday + 6) % 7), Value::from_int(parts.tm_yday + 1),
      Value::from_int(parts.tm_isdst), zone, Value::from_int(parts.tm_gmtoff)};
  return new_struct_sequence(vm, kStructTime, values);
}

Result<void> parts_of(Vm& vm, Value value, const char* function, std::tm* parts) {
  if (!value.is(kind::Tuple)) return vm.raise(TypeId::TypeError, "Tuple or struct_time argument required");
  const Tuple* tuple = value.as<Tuple>();
  if (tuple->length != 9) return vm.raise_error(TypeId::TypeError, function, "(): illegal time tuple argument");
  int numbers[9];
  for (int i = 0; i < 9; ++i) numbers[i] = TRY(parse_c_int(vm, tuple->items[i]));
  if (numbers[0] < INT32_MIN + 1900) return vm.raise(TypeId::OverflowError, "year out of range");
  *parts = {};
  parts->tm_year = numbers[0] - 1900;
  parts->tm_mon = static_cast<int>(static_cast<unsigned>(numbers[1]) - 1);
  parts->tm_mday = numbers[2];
  parts->tm_hour = numbers[3];
  parts->tm_min = numbers[4];
  parts->tm_sec = numbers[5];
  parts->tm_wday = static_cast<int>((static_cast<std::int64_t>(numbers[6]) + 1) % 7);
  parts->tm_yday = static_cast<int>(static_cast<unsigned>(numbers[7]) - 1);
  parts->tm_isdst = numbers[8];
  if (vm.type_of(value) != TRY(struct_sequence_type(vm, kStructTime))) return {};
  const Value zone = tuple->items[9], offset = tuple->items[10];
  if (zone.is(kind::Str)) parts->tm_zone = intern(vm, zone.as<Str>()) ? reinterpret_cast<const char*>(view(vm, intern(vm, zone.as<Str>())).latin1()) : nullptr;
  std::int64_t seconds;
  if (is_int_like(offset) && int_to_int64(offset, &seconds)) parts->tm_gmtoff = seconds;
  return {};
}

Result<void> check_parts(Vm& vm, std::tm* parts) {
  auto out_of_range = [&](const char* what) { return vm.raise_error(TypeId::ValueError, what, " out of range"); };
  if (parts->tm_mon == -1) parts->tm_mon = 0;
  if (parts->tm_mon < 0 || parts->tm_mon > 11) return out_of_range("month");
  if (parts->tm_mday == 0) parts->tm_mday = 1;
  if (parts->tm_mday < 0 || parts->tm_mday > 31) return out_of_range("day of month");
  if (parts->tm_hour < 0 || parts->tm_hour > 23) return out_of_range("hour");
  if (parts->tm_min < 0 || parts->tm_min > 59) return out_of_range("minute");
  if (parts->tm_sec < 0 || parts->tm_sec > 61) return out_of_range("seconds");
  if (parts->tm_wday < 0) return out_of_range("day of week");
  if (parts->tm_yday == -1) parts->tm_yday = 0;
  if (parts->tm_yday < 0 || parts->tm_yday > 365) return out_of_range("day of year");
  return {};
}

}  // namespace tauraro::time
