// The time module: clocks, sleeping, and the table.
#include <pthread.h>

#include <cerrno>

#include "modules/c_arguments.h"
#include "modules/module_support.h"
#include "modules/time/time_values.h"
#include "vm/blocking.h"

namespace tauraro {

namespace time {
namespace {

std::int64_t to_nanoseconds(const timespec& moment) { return moment.tv_sec * kNanosecondsPerSecond + moment.tv_nsec; }
timespec to_timespec(std::int64_t nanoseconds) {
  timespec moment{nanoseconds / kNanosecondsPerSecond, nanoseconds % kNanosecondsPerSecond};
  if (moment.tv_nsec < 0) {
    moment.tv_nsec += kNanosecondsPerSecond;
    --moment.tv_sec;
  }
  return moment;
}

Result<std::int64_t> read_clock(Vm& vm, clockid_t clock) {
  timespec moment;
  if (clock_gettime(clock, &moment) != 0) return vm.raise_os_error(errno);
  return to_nanoseconds(moment);
}

template <clockid_t kClock>
Result<Value> seconds_function(Vm& vm, const Args&) { return Value::from_double(seconds_of(TRY(read_clock(vm, kClock)))); }
template <clockid_t kClock>
Result<Value> nanoseconds_function(Vm& vm, const Args&) { return new_int(vm, TRY(read_clock(vm, kClock))); }

Result<Value> clock_gettime_function(Vm& vm, const Args& args) {
  return Value::from_double(seconds_of(TRY(read_clock(vm, TRY(parse_c_int(vm, args[0]))))));
}
Result<Value> clock_gettime_ns(Vm& vm, const Args& args) { return new_int(vm, TRY(read_clock(vm, TRY(parse_c_int(vm, args[0]))))); }

Result<Value> clock_getres_function(Vm& vm, const Args& args) {
  timespec resolution;
  if (clock_getres(TRY(parse_c_int(vm, args[0])), &resolution) != 0) return vm.raise_os_error(errno);
  return Value::from_double(static_cast<double>(resolution.tv_sec) + static_cast<double>(resolution.tv_nsec) * 1e-9);
}

Result<Value> set_clock(Vm& vm, clockid_t clock, std::int64_t nanoseconds) {
  const timespec moment = to_timespec(nanoseconds);
  if (clock_settime(clock, &moment) != 0) return vm.raise_os_error(errno);
  return Value::none();
}
Result<Value> clock_settime_function(Vm& vm, const Args& args) {
  const int clock = TRY(parse_c_int(vm, args[0]));
  const std::int64_t nanoseconds = TRY(nanoseconds_of(vm, args[1], Rounding::Floor));
  return set_clock(vm, clock, nanoseconds);
}
Result<Value> clock_settime_ns(Vm& vm, const Args& args) {
  const int clock = TRY(parse_c_int(vm, args[0]));
  if (!is_int_like(args[1])) return vm.raise_error(TypeId::TypeError, "expect int, got ", full_type_name(vm, vm.type_of(args[1])));
  std::int64_t nanoseconds;
  if (!int_to_int64(args[1], &nanoseconds)) return vm.raise(TypeId::OverflowError, "timestamp too large to convert to C _PyTime_t");
  return set_clock(vm, clock, nanoseconds);
}

Result<Value> pthread_clock(Vm& vm, const Args& args) {
  const Value number = TRY(index_of(vm, args[0]));
  std::int64_t thread = 0;
  clockid_t clock;
  (void)int_to_int64(number, &thread);
  const int error = pthread_getcpuclockid(static_cast<pthread_t>(thread), &clock);
  if (error) return vm.raise_os_error(error);
  return Value::from_int(clock);
}

Result<Value> sleep_function(Vm& vm, const Args& args) {
  const std::int64_t duration = TRY(nanoseconds_of(vm, args[0], Rounding::Ceiling));
  if (duration < 0) return vm.raise(TypeId::ValueError, "sleep length must be non-negative");
  const std::int64_t now = TRY(read_clock(vm, CLOCK_MONOTONIC));
  std::int64_t deadline;
  if (__builtin_add_overflow(now, duration, &deadline)) return vm.raise(TypeId::OverflowError, "timestamp too large to convert to C _PyTime_t");
  const timespec moment = to_timespec(deadline);
  const long outcome = TRY(system_call(vm, [&] {
    errno = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &moment, nullptr);
    return errno ? -1 : 0;
  }));
  if (outcome < 0) return vm.raise_os_error(errno);
  TRY(vm.poll());
  return Value::none();
}

struct ClockInfo {
  const char* name;
  clockid_t clock;
  const char* implementation;
  bool monotonic;
};
constexpr ClockInfo kClocks[] = {
    {"time", CLOCK_REALTIME, "clock_gettime(CLOCK_REALTIME)", false},
    {"monotonic", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true},
    {"perf_counter", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true},
    {"process_time", CLOCK_PROCESS_CPUTIME_ID, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true},
    {"thread_time", CLOCK_THREAD_CPUTIME_ID, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true},
};

Result<Value> get_clock_info(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Str))
    return vm.raise_error(TypeId::TypeError, "get_clock_info() argument 1 must be str, not ", full_type_name(vm, vm.type_of(args[0])));
  for (const ClockInfo& info : kClocks) {
    if (!str_equal(vm, args[0].as<Str>(), info.name)) continue;
    timespec resolution;
    if (clock_getres(info.clock, &resolution) != 0) return vm.raise_os_error(errno);
    const Value space = TRY(vm.call(Value::from_cell(vm.type(TypeId::SimpleNamespace)), {}));
    TRY(set_attr(vm, space, "implementation", Value::from_cell(TRY(new_str(vm, info.implementation)))));
    TRY(set_attr(vm, space, "monotonic", Value::from_bool(info.monotonic)));
    TRY(set_attr(vm, space, "adjustable", Value::from_bool(!info.monotonic)));
    TRY(set_attr(vm, space, "resolution", Value::from_double(static_cast<double>(resolution.tv_sec) + static_cast<double>(resolution.tv_nsec) * 1e-9)));
    return space;
  }
  return vm.raise(TypeId::ValueError, "unknown clock");
}

constexpr NativeMethod kFunctions[] = {
    {"time", seconds_function<CLOCK_REALTIME>, "()"},
    {"time_ns", nanoseconds_function<CLOCK_REALTIME>, "()"},
    {"monotonic", seconds_function<CLOCK_MONOTONIC>, "()"},
    {"monotonic_ns", nanoseconds_function<CLOCK_MONOTONIC>, "()"},
    {"perf_counter", seconds_function<CLOCK_MONOTONIC>, "()"},
    {"perf_counter_ns", nanoseconds_function<CLOCK_MONOTONIC>, "()"},
    {"process_time", seconds_function<CLOCK_PROCESS_CPUTIME_ID>, "()"},
    {"process_time_ns", nanoseconds_function<CLOCK_PROCESS_CPUTIME_ID>, "()"},
    {"thread_time", seconds_function<CLOCK_THREAD_CPUTIME_ID>, "()"},
    {"thread_time_ns", nanoseconds_function<CLOCK_THREAD_CPUTIME_ID>, "()"},
    {"clock_gettime", clock_gettime_function, "(clk_id, /)"},
    {"clock_gettime_ns", clock_gettime_ns, "(clk_id, /)"},
    {"clock_settime", clock_settime_function, "(clk_id, time, /)"},
    {"clock_settime_ns", clock_settime_ns, "(clk_id, time, /)"},
    {"clock_getres", clock_getres_function, "(clk_id, /)"},
    {"pthread_getcpuclockid", pthread_clock, "(thread_id, /)"},
    {"sleep", sleep_function, "(seconds, /)"},
    {"gmtime", gmtime_function, "(seconds=<unset>, /)"},
    {"localtime", localtime_function, "(seconds=<unset>, /)"},
    {"asctime", asctime_function, "(tuple=<unset>, /)"},
    {"ctime", ctime_function, "(seconds=<unset>, /)"},
    {"mktime", mktime_function, "(tuple, /)"},
    {"strftime", strftime_function, "(format, tuple=<unset>, /)"},
    {"strptime", strptime_function, "(*args)"},
    {"tzset", tzset_function, "()"},
    {"get_clock_info", get_clock_info, "(name, /)"},
};

struct ClockName {
  const char* name;
  int number;
};
constexpr ClockName kClockNames[] = {
    {"CLOCK_REALTIME", CLOCK_REALTIME}, {"CLOCK_MONOTONIC", CLOCK_MONOTONIC}, {"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW},
    {"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID}, {"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID},
    {"CLOCK_BOOTTIME", CLOCK_BOOTTIME}, {"CLOCK_TAI", CLOCK_TAI}, {"_STRUCT_TM_ITEMS", 11},
};

Result<void> initialize(Vm& vm, Module* module) {
  TRY(set_module_value(vm, module, "struct_time", Value::from_cell(TRY(struct_sequence_type(vm, kStructTime)))));
  for (const ClockName& clock : kClockNames) TRY(set_module_int(vm, module, clock.name, clock.number));
  return set_zone_names(vm, module);
}

}  // namespace
}  // namespace time

const NativeModuleSpec& time_module() {
  static constexpr NativeModuleSpec kSpec{"time", time::kFunctions, time::initialize, "Clocks, sleeping, and times as parts and text."};
  return kSpec;
}

}  // namespace tauraro
