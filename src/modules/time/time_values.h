#pragma once
#include <ctime>

#include "object/native.h"
#include "object/struct_sequence.h"

namespace tauraro::time {

inline constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

extern const StructSequenceSpec kStructTime;

/// Nanoseconds as seconds in a float, as CPython rounds them.
double seconds_of(std::int64_t nanoseconds);
enum class Rounding { Floor, Ceiling };
/// Seconds (int or float) in nanoseconds; OverflowError, ValueError for NaN.
Result<std::int64_t> nanoseconds_of(Vm& vm, Value seconds, Rounding rounding);
/// Seconds as time_t, rounded down.
Result<std::time_t> time_t_of(Vm& vm, Value seconds);

Result<Value> new_struct_time(Vm& vm, const std::tm& parts);
/// The parts of a struct_time or a tuple of nine ints. `function` names the caller in messages.
Result<void> parts_of(Vm& vm, Value value, const char* function, std::tm* parts);
/// Checks ranges as strftime and asctime do; zero months, days and days of the year count as the first.
Result<void> check_parts(Vm& vm, std::tm* parts);

// calendar.cpp
Result<Value> gmtime_function(Vm& vm, const Args& args);
Result<Value> localtime_function(Vm& vm, const Args& args);
Result<Value> asctime_function(Vm& vm, const Args& args);
Result<Value> ctime_function(Vm& vm, const Args& args);
Result<Value> mktime_function(Vm& vm, const Args& args);
Result<Value> strftime_function(Vm& vm, const Args& args);
Result<Value> strptime_function(Vm& vm, const Args& args);
Result<Value> tzset_function(Vm& vm, const Args& args);
Result<void> set_zone_names(Vm& vm, Module* module);

}  // namespace tauraro::time
