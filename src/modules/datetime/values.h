#pragma once
#include <ctime>
#include <string>

#include "builtins/support.h"
#include "modules/datetime/calendar.h"
#include "modules/native_module.h"

namespace tauraro::datetime {

extern const NativeTypeSpec kDateType, kDateTimeType, kTimeType, kDeltaType, kTzinfoType, kTimezoneType, kIsoCalendarType;

/// What a date, a time or a datetime says, as one word in the order of time:
///     year 47..60   month 43..46   day 38..42   hour 33..37   minute 27..32   second 21..26   microsecond 1..20   fold 0
class Packed {
 public:
  constexpr Packed() = default;
  constexpr explicit Packed(std::uint64_t bits) : bits_(bits) {}
  static constexpr Packed date(int year, int month, int day) {
    return Packed(std::uint64_t(year) << 47 | std::uint64_t(month) << 43 | std::uint64_t(day) << 38);
  }
  static constexpr Packed clock(int hour, int minute, int second, int microsecond, int fold = 0) {
    return Packed(std::uint64_t(hour) << 33 | std::uint64_t(minute) << 27 | std::uint64_t(second) << 21 | std::uint64_t(microsecond) << 1 | std::uint64_t(fold));
  }
  /// A date of the one and a time of the other.
  static constexpr Packed both(Packed date, Packed clock) { return Packed((date.bits_ & kDateMask) | (clock.bits_ & ~kDateMask)); }

  constexpr std::uint64_t bits() const { return bits_; }
  constexpr int year() const { return static_cast<int>(bits_ >> 47); }
  constexpr int month() const { return bits_ >> 43 & 15; }
  constexpr int day() const { return bits_ >> 38 & 31; }
  constexpr int hour() const { return bits_ >> 33 & 31; }
  constexpr int minute() const { return bits_ >> 27 & 63; }
  constexpr int second() const { return bits_ >> 21 & 63; }
  constexpr int microsecond() const { return bits_ >> 1 & 0xfffff; }
  constexpr int fold() const { return bits_ & 1; }
  constexpr Packed date_part() const { return Packed(bits_ & kDateMask); }
  constexpr Packed clock_part() const { return Packed(bits_ & ~kDateMask); }
  constexpr Packed with_fold(int fold) const { return Packed((bits_ & ~std::uint64_t{1}) | std::uint64_t(fold)); }
  /// What comparisons look at: everything but the fold.
  constexpr std::uint64_t order() const { return bits_ >> 1; }
  int ordinal() const { return ordinal_of(year(), month(), day()); }
  int seconds() const { return hour() * 3600 + minute() * 60 + second(); }

 private:
  static constexpr std::uint64_t kDateMask = ~std::uint64_t{0} << 38;
  std::uint64_t bits_ = 0;
};

/// values[] of dates, times and datetimes; of timedeltas; of timezones.
enum MomentField { kZone, kMomentHash, kMomentFields };
enum DeltaField { kDays, kDeltaHash, kDeltaFields };
enum TimezoneField { kOffset, kName, kTimezoneFields };  // no name: empty

inline constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000, kSecondsPerDay = 86'400, kMicrosecondsPerDay = kMicrosecondsPerSecond * kSecondsPerDay;
inline constexpr std::int64_t kMaxDeltaDays = 999'999'999;

/// A timedelta's parts; normalized: 0 <= microseconds < kMicrosecondsPerDay.
struct Delta {
  std::int64_t days, microseconds;
  std::int64_t seconds() const { return microseconds / kMicrosecondsPerSecond; }
  std::int64_t second_part() const { return microseconds % kMicrosecondsPerSecond; }
  bool is_zero() const { return days == 0 && microseconds == 0; }
  friend bool operator==(const Delta&, const Delta&) = default;
  friend auto operator<=>(const Delta&, const Delta&) = default;
};

inline Type* date_type(Vm& vm) { return vm.native_type(kDateType); }
inline Type* datetime_type(Vm& vm) { return vm.native_type(kDateTimeType); }
inline Type* time_type(Vm& vm) { return vm.native_type(kTimeType); }
inline Type* delta_type(Vm& vm) { return vm.native_type(kDeltaType); }
inline Type* timezone_type(Vm& vm) { return vm.native_type(kTimezoneType); }

/// An instance of the type of this spec or of a subclass.
inline bool is_kind_of(Vm& vm, Value value, const NativeTypeSpec& spec) {
  if (!value.is(kind::NativeObject)) return false;
  for (const Type* type = vm.type_of(value); type; type = type->base)
    if (type->native_name == spec.name) return true;
  return false;
}
inline bool is_exactly(const Type* type, const NativeTypeSpec& spec) { return type->native_name == spec.name; }
inline bool is_date(Vm& vm, Value value) { return is_kind_of(vm, value, kDateType); }  ///< datetimes are dates
inline bool is_datetime(Vm& vm, Value value) { return is_kind_of(vm, value, kDateTimeType); }
inline bool is_time(Vm& vm, Value value) { return is_kind_of(vm, value, kTimeType); }
inline bool is_delta(Vm& vm, Value value) { return is_kind_of(vm, value, kDeltaType); }
inline bool is_tzinfo(Vm& vm, Value value) { return is_kind_of(vm, value, kTzinfoType); }

inline Packed packed_of(Value moment) { return Packed(reinterpret_cast<std::uint64_t>(moment.as<NativeObject>()->raw)); }
/// The tzinfo, or None. \pre a time or datetime
inline Value zone_of(Value moment) { return moment.as<NativeObject>()->values[kZone]; }
inline Delta delta_of(Value delta) {
  const NativeObject* object = delta.as<NativeObject>();
  return {object->values[kDays].as_int(), reinterpret_cast<std::int64_t>(object->raw)};
}

// ---- making values; the unchecked ones give exactly this type ----
Result<Value> new_moment(Vm& vm, Type* type, Packed packed, Value zone = Value::none());
inline Result<Value> new_date(Vm& vm, Packed packed) { return new_moment(vm, date_type(vm), packed.date_part()); }
inline Result<Value> new_datetime(Vm& vm, Packed packed, Value zone) { return new_moment(vm, datetime_type(vm), packed, zone); }
inline Result<Value> new_time(Vm& vm, Packed packed, Value zone) { return new_moment(vm, time_type(vm), packed.clock_part(), zone); }

/// Checked; a subclass is called with what CPython calls it with.
Result<Value> make_date(Vm& vm, Type* type, int year, int month, int day);
Result<Value> make_datetime(Vm& vm, Type* type, Packed packed, Value zone);
Result<Value> make_time(Vm& vm, Type* type, Packed packed, Value zone);

/// Normalizes; OverflowError beyond kMaxDeltaDays.
Result<Value> new_delta(Vm& vm, std::int64_t days, std::int64_t microseconds);
Result<Value> new_delta_of(Vm& vm, Type* type, std::int64_t days, std::int64_t microseconds);
/// All of it in microseconds, a plain int.
Result<Value> delta_microseconds(Vm& vm, Value delta);
Result<Value> delta_from_microseconds(Vm& vm, Type* type, Value microseconds);
Result<Value> subtract_deltas(Vm& vm, Value left, Value right);
Result<std::uint64_t> delta_hash(Vm& vm, Value delta);

/// timezone(offset, name); name may be empty.
Result<Value> new_timezone(Vm& vm, Value offset, Value name);
/// timezone.utc
Value utc_of(Vm& vm);
/// An offset within a day, as timezone wants it.
bool is_offset_in_range(const Delta& offset);

// ---- checks ----
Result<void> check_date(Vm& vm, int year, int month, int day);
Result<void> check_clock(Vm& vm, int hour, int minute, int second, int microsecond, int fold);
Result<void> check_zone(Vm& vm, Value zone);

// ---- asking tzinfos (zones.cpp) ----
/// tzinfo.utcoffset(argument), checked: a timedelta or None. `zone` None: None.
Result<Value> call_utcoffset(Vm& vm, Value zone, Value argument);
Result<Value> call_dst(Vm& vm, Value zone, Value argument);
Result<Value> call_tzname(Vm& vm, Value zone, Value argument);
/// Of a datetime.
inline Result<Value> datetime_utcoffset(Vm& vm, Value moment) { return call_utcoffset(vm, zone_of(moment), moment); }
/// Of a time: asked with None.
inline Result<Value> time_utcoffset(Vm& vm, Value time) { return call_utcoffset(vm, zone_of(time), Value::none()); }
/// Whether the other fold has another offset than `offset` (PEP 495: such a moment equals none of another zone).
Result<bool> has_problematic_fold(Vm& vm, Value moment, Value offset);

// ---- arithmetic (arithmetic.cpp) ----
Result<Value> add_to_date(Vm& vm, Value date, const Delta& delta, bool negate);
Result<Value> add_to_datetime(Vm& vm, Value moment, const Delta& delta, int sign);
Result<Value> subtract_from_datetime(Vm& vm, Value left, Value right);
Value order_result(CompareOp op, int order);
/// "can't compare X to Y"
Raised raise_not_comparable(Vm& vm, Value left, Value right);

// ---- the system's zone (local_time.cpp); seconds of the calendar from year 1 ----
inline constexpr std::int64_t kEpochSeconds = std::int64_t{719163} * kSecondsPerDay;
using BreakDown = std::tm* (*)(const std::time_t*, std::tm*);
Result<void> break_down(Vm& vm, BreakDown function, std::time_t seconds, std::tm* parts);
Result<std::int64_t> local_to_seconds(Vm& vm, Packed moment);
Result<Value> datetime_from_seconds(Vm& vm, Type* type, BreakDown function, std::time_t seconds, int microsecond, Value zone);
Result<Value> datetime_from_timestamp(Vm& vm, Type* type, BreakDown function, Value timestamp, Value zone);
/// The timezone of a naive local datetime, or of an aware one in UTC.
Result<Value> local_timezone_of_naive(Vm& vm, Value moment);
Result<Value> local_timezone_of_utc(Vm& vm, Value moment);
/// Seconds as time_t, rounded down.
Result<std::time_t> time_t_of_number(Vm& vm, Value timestamp);

// ---- text (text.cpp) ----
/// "+05:30[:15[.000001]]", "" for None.
Result<std::string> offset_text(Vm& vm, Value zone, const char* separator, Value argument);
std::string format_offset(const Delta& offset, const char* separator);
/// The clock in isoformat. ValueError for an unknown timespec; empty: auto.
Result<std::string> clock_text(Vm& vm, Packed packed, Value timespec);
std::string date_text(Packed packed);
std::string ctime_text(Packed packed);
/// strftime with %z, %Z and %f replaced. `argument` is what tzinfos are asked with.
Result<Value> format_moment(Vm& vm, Value moment, Str* format, Value struct_time, Value argument);
Result<Value> make_struct_time(Vm& vm, Packed packed, int dst);
std::string format_text(const char* format, ...) __attribute__((format(printf, 1, 2)));
Raised raise_invalid_isoformat(Vm& vm, Value text);

// ---- parsing (iso_parse.cpp); false: not such a text ----
struct ParsedClock {
  int hour = 0, minute = 0, second = 0, microsecond = 0;
  bool has_zone = false;
  int offset_seconds = 0, offset_microseconds = 0;
};
bool parse_iso_date(const std::string& text, std::size_t length, int* year, int* month, int* day);
bool parse_iso_clock(const std::string& text, std::size_t start, ParsedClock* clock);
bool parse_iso_datetime(const std::string& text, int* year, int* month, int* day, ParsedClock* clock);
Result<Value> parsed_zone(Vm& vm, const ParsedClock& clock);

// ---- what the method tables of date and datetime share ----
Result<Value> date_fromordinal(Vm& vm, const Args& args);
/// The ints of bound arguments: empty ones keep their value. \pre out has the defaults
Result<void> int_arguments(Vm& vm, const Value* values, std::size_t count, int* out);
Result<Value> cached_hash(Vm& vm, NativeObject* object, int field, std::uint64_t hash);
/// Hash of the bytes that CPython stores.
std::uint64_t hash_stored(Vm& vm, const std::string& bytes);
/// The bytes of pickles.
std::string date_bytes(Packed packed);
std::string clock_bytes(Packed packed);

}  // namespace tauraro::datetime
