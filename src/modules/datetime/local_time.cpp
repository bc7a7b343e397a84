// What the system's zone says about moments. Seconds are those of the calendar, counted from the beginning of year 0's end (ordinal 0).
#include <cerrno>
#include <cmath>
#include <ctime>

#include "builtins/number_methods.h"
#include "modules/datetime/values.h"

namespace tauraro::datetime {
namespace {

constexpr std::int64_t kMaxFold = kSecondsPerDay;  ///< no zone turns its clocks by more

Raised raise_time_t(Vm& vm) { return vm.raise(TypeId::OverflowError, "timestamp out of range for platform time_t"); }

Result<std::int64_t> calendar_seconds(Vm& vm, int year, int month, int day, int hour, int minute, int second) {
  if (year < kMinYear || year > kMaxYear) return vm.raise_error(TypeId::ValueError, "year ", year, " is out of range");
  return ((std::int64_t{ordinal_of(year, month, day)} * 24 + hour) * 60 + minute) * 60 + second;
}

/// The local clock at a moment of UTC.
Result<std::int64_t> local_clock(Vm& vm, std::int64_t utc) {
  std::tm parts;
  TRY(break_down(vm, localtime_r, utc - kEpochSeconds, &parts));
  return calendar_seconds(vm, parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

/// 1 when the moment is the second time that the local clock shows this.
Result<int> fold_at(Vm& vm, std::time_t seconds, std::int64_t shown) {
  const std::int64_t utc = kEpochSeconds + seconds;
  const std::int64_t before = TRY(local_clock(vm, utc - kMaxFold));
  const std::int64_t transition = shown - before - kMaxFold;
  if (transition >= 0) return 0;
  return TRY(local_clock(vm, utc + transition)) == shown ? 1 : 0;
}

Result<void> split_timestamp(Vm& vm, Value timestamp, std::time_t* seconds, int* microsecond) {
  if (!is_float(timestamp)) {
    *microsecond = 0;
    *seconds = TRY(time_t_of_number(vm, timestamp));
    return {};
  }
  const double number = float_value(timestamp);
  if (std::isnan(number)) return vm.raise(TypeId::ValueError, "Invalid value NaN (not a number)");
  double whole;
  double fraction = std::nearbyint(std::modf(number, &whole) * 1e6);
  if (fraction >= 1e6) fraction -= 1e6, whole += 1.0;
  else if (fraction < 0) fraction += 1e6, whole -= 1.0;
  if (!(whole >= -0x1p63 && whole < 0x1p63)) return raise_time_t(vm);
  *seconds = static_cast<std::time_t>(whole);
  *microsecond = static_cast<int>(fraction);
  return {};
}

Result<Value> local_timezone_at(Vm& vm, std::time_t seconds) {
  std::tm parts;
  TRY(break_down(vm, localtime_r, seconds, &parts));
  const Value offset = TRY(new_delta(vm, 0, parts.tm_gmtoff * kMicrosecondsPerSecond));
  return new_timezone(vm, offset, TRY(str_value(vm, parts.tm_zone ? parts.tm_zone : "")));
}

}  // namespace

Result<std::time_t> time_t_of_number(Vm& vm, Value timestamp) {
  if (is_float(timestamp)) {
    const double number = float_value(timestamp);
    if (std::isnan(number)) return vm.raise(TypeId::ValueError, "Invalid value NaN (not a number)");
    const double whole = std::floor(number);
    if (!(whole >= -0x1p63 && whole < 0x1p63)) return raise_time_t(vm);
    return static_cast<std::time_t>(whole);
  }
  std::int64_t whole;
  const Value number = TRY(index_of(vm, timestamp));
  if (!int_to_int64(number, &whole)) return raise_time_t(vm);
  return static_cast<std::time_t>(whole);
}

Result<void> break_down(Vm& vm, BreakDown function, std::time_t seconds, std::tm* parts) {
  errno = 0;
  if (!function(&seconds, parts)) return vm.raise_os_error(errno ? errno : EINVAL);
  return {};
}

Result<std::int64_t> local_to_seconds(Vm& vm, Packed moment) {
  const std::int64_t shown = std::int64_t{moment.ordinal()} * kSecondsPerDay + moment.seconds();
  const std::int64_t first_offset = TRY(local_clock(vm, shown)) - shown;
  const std::int64_t first = shown - first_offset;
  const std::int64_t shown_first = TRY(local_clock(vm, first));
  std::int64_t second_offset = shown_first - first;
  if (shown_first == shown) {
    // One solution; the fold may want an earlier or a later one.
    const std::int64_t probe = moment.fold() ? first + kMaxFold : first - kMaxFold;
    second_offset = TRY(local_clock(vm, probe)) - probe;
    if (second_offset == first_offset) return first;
  }
  const std::int64_t second = shown - second_offset;
  if (TRY(local_clock(vm, second)) == shown) return second;
  if (shown_first == shown) return first;
  return moment.fold() ? std::min(first, second) : std::max(first, second);  // in the gap
}

Result<Value> datetime_from_seconds(Vm& vm, Type* type, BreakDown function, std::time_t seconds, int microsecond, Value zone) {
  std::tm parts;
  TRY(break_down(vm, function, seconds, &parts));
  const int year = parts.tm_year + 1900, month = parts.tm_mon + 1, second = std::min(59, parts.tm_sec);
  int fold = 0;
  if (zone.is_none() && function == static_cast<BreakDown>(localtime_r))
    fold = TRY(fold_at(vm, seconds, TRY(calendar_seconds(vm, year, month, parts.tm_mday, parts.tm_hour, parts.tm_min, second))));
  TRY(check_date(vm, year, month, parts.tm_mday));
  return make_datetime(vm, type, Packed::both(Packed::date(year, month, parts.tm_mday), Packed::clock(parts.tm_hour, parts.tm_min, second, microsecond, fold)), zone);
}

Result<Value> datetime_from_timestamp(Vm& vm, Type* type, BreakDown function, Value timestamp, Value zone) {
  std::time_t seconds;
  int microsecond;
  TRY(split_timestamp(vm, timestamp, &seconds, &microsecond));
  return datetime_from_seconds(vm, type, function, seconds, microsecond, zone);
}

Result<Value> local_timezone_of_naive(Vm& vm, Value moment) { return local_timezone_at(vm, TRY(local_to_seconds(vm, packed_of(moment))) - kEpochSeconds); }

Result<Value> local_timezone_of_utc(Vm& vm, Value moment) {
  const Packed packed = packed_of(moment);
  return local_timezone_at(vm, std::int64_t{packed.ordinal()} * kSecondsPerDay + packed.seconds() - kEpochSeconds);
}

}  // namespace tauraro::datetime
