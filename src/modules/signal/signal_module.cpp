// The module _signal.
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmath>
#include <cstring>

#include "builtins/support.h"
#include "modules/c_arguments.h"
#include "modules/module_support.h"
#include "modules/native_module.h"
#include "modules/signal/signals.h"
#include "modules/time/time_values.h"
#include "object/struct_sequence.h"
#include "vm/blocking.h"

namespace tauraro {
namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000;
constexpr NativeTypeSpec kItimerError{"signal.itimer_error", {}};

constexpr StructField kSiginfoFields[] = {{"si_signo", "signal number"}, {"si_code", "signal code"}, {"si_errno", "errno associated with this signal"},
                                          {"si_pid", "sending process ID"}, {"si_uid", "real user ID of sending process"},
                                          {"si_status", "exit value or signal"}, {"si_band", "band event for SIGPOLL"}};
constexpr StructSequenceSpec kSiginfo("signal.struct_siginfo", kSiginfoFields, 7, "struct_siginfo: Result from sigwaitinfo or sigtimedwait.\n\nThis object may be accessed either as a tuple of\n(si_signo, si_code, si_errno, si_pid, si_uid, si_status, si_band),\nor via the attributes si_signo, si_code, and so on.");

Raised raise_errno(Vm& vm) { return vm.raise_os_error(errno); }

Result<int> signal_number(Vm& vm, Value value) {
  const int number = TRY(clinic_c_int(vm, value));
  if (number < 1 || number >= kSignalEnd) return vm.raise(TypeId::ValueError, "signal number out of range");
  return number;
}

// ---- handlers ----

Result<Value> default_int_handler(Vm& vm, const Args& args) {
  TRY(clinic_c_int(vm, args[0]));
  return vm.raise_with(TypeId::KeyboardInterrupt, Value());
}

Result<Value> set_signal(Vm& vm, const Args& args) {
  const int number = TRY(clinic_c_int(vm, args[0]));
  if (!handles_signals(vm)) return vm.raise(TypeId::ValueError, "signal only works in main thread of the main interpreter");
  if (number < 1 || number >= kSignalEnd) return vm.raise(TypeId::ValueError, "signal number out of range");
  const Value handler = args[1];
  const bool is_number = handler == Value::from_int(signals::kDefault) || handler == Value::from_int(signals::kIgnore);
  if (!is_number && !is_callable(vm, handler))
    return vm.raise(TypeId::TypeError, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
  TRY(run_signal_handlers(vm));
  if (signals::set_disposition(number, handler) < 0) return raise_errno(vm);
  List* handlers = TRY(signals::handlers(vm));
  const Value before = handlers->storage->items[number];
  list_set(vm, handlers, static_cast<std::uint64_t>(number), handler);
  return before;
}

Result<Value> get_signal(Vm& vm, const Args& args) {
  const int number = TRY(signal_number(vm, args[0]));
  return TRY(signals::handlers(vm))->storage->items[number];
}

Result<Value> interrupt_calls(Vm& vm, const Args& args) {
  const int number = TRY(signal_number(vm, args[0])), flag = TRY(clinic_c_int(vm, args[1]));
  struct sigaction action {};
  if (::sigaction(number, nullptr, &action) < 0) return raise_errno(vm);
  action.sa_flags = flag ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
  if (::sigaction(number, &action, nullptr) < 0) return raise_errno(vm);
  return Value::none();
}

Result<Value> set_wakeup_fd(Vm& vm, const Args& args) {
  const int descriptor = TRY(clinic_c_int(vm, args[0]));
  const bool warns = TRY(truth(vm, args[1]));
  if (!handles_signals(vm)) return vm.raise(TypeId::ValueError, "set_wakeup_fd only works in main thread of the main interpreter");
  if (descriptor != -1) {
    struct stat info;
    if (::fstat(descriptor, &info) != 0) return raise_errno(vm);
    const int flags = ::fcntl(descriptor, F_GETFL);
    if (flags < 0) return raise_errno(vm);
    if (!(flags & O_NONBLOCK)) return vm.raise_error(TypeId::ValueError, "the fd ", descriptor, " must be in non-blocking mode");
  }
  return Value::from_int(signals::exchange_wakeup({descriptor, warns}).descriptor);
}

// ---- sending ----

Result<Value> raise_signal(Vm& vm, const Args& args) {
  if (::raise(TRY(clinic_c_int(vm, args[0]))) != 0) return raise_errno(vm);
  TRY(run_signal_handlers(vm));
  return Value::none();
}

Result<Value> kill_thread(Vm& vm, const Args& args) {
  const Value thread = TRY(index_of(vm, args[0]));
  const int number = TRY(clinic_c_int(vm, args[1]));
  std::int64_t identity = 0;
  (void)int_to_int64(thread, &identity);
  const int error = ::pthread_kill(static_cast<pthread_t>(identity), number);
  if (error) return vm.raise_os_error(error);
  TRY(run_signal_handlers(vm));
  return Value::none();
}

Result<Value> send_through_descriptor(Vm& vm, const Args& args) {
  const int descriptor = TRY(clinic_c_int(vm, args[0])), number = TRY(clinic_c_int(vm, args[1]));
  if (!args[2].is_none()) return vm.raise(TypeId::TypeError, "siginfo must be None");
  const int flags = TRY(clinic_c_int(vm, args[3]));
  if (::syscall(SYS_pidfd_send_signal, descriptor, number, nullptr, flags) < 0) return raise_errno(vm);
  TRY(run_signal_handlers(vm));
  return Value::none();
}

// ---- timers ----

Result<Value> set_alarm(Vm& vm, const Args& args) { return new_int(vm, ::alarm(static_cast<unsigned>(TRY(clinic_c_int(vm, args[0]))))); }

Value seconds_of(const timeval& time) { return Value::from_double(static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6); }
Result<timeval> timeval_of(Vm& vm, Value seconds) {
  if (seconds.is_empty()) return timeval{};
  const std::int64_t nanoseconds = TRY(time::nanoseconds_of(vm, seconds, time::Rounding::Ceiling));
  const std::int64_t microseconds = nanoseconds >= 0 ? (nanoseconds + 999) / 1000 : nanoseconds / 1000;
  timeval time{microseconds / 1'000'000, microseconds % 1'000'000};
  if (time.tv_usec < 0) {
    time.tv_usec += 1'000'000;
    --time.tv_sec;
  }
  return time;
}
Result<Value> timer_value(Vm& vm, const itimerval& timer) { return tuple_value(vm, {seconds_of(timer.it_value), seconds_of(timer.it_interval)}); }

Raised raise_timer_error(Vm& vm) {
  const int error = errno;
  const Result<Value> text = str_value(vm, std::strerror(error));
  if (text.is_raised()) return Raised{};
  const Result<Value> exception = vm.call(value_of(vm.native_type(kItimerError)), {Value::from_int(error), text.value()});
  return exception.is_raised() ? Raised{} : vm.raise_object(exception.value());
}

Result<Value> set_timer(Vm& vm, const Args& args) {
  const int which = TRY(clinic_c_int(vm, args[0]));
  itimerval wanted{}, before{};
  wanted.it_value = TRY(timeval_of(vm, args[1]));
  wanted.it_interval = TRY(timeval_of(vm, args[2]));
  if (::setitimer(static_cast<__itimer_which>(which), &wanted, &before) != 0) return raise_timer_error(vm);
  return timer_value(vm, before);
}

Result<Value> get_timer(Vm& vm, const Args& args) {
  itimerval timer{};
  if (::getitimer(static_cast<__itimer_which>(TRY(clinic_c_int(vm, args[0]))), &timer) != 0) return raise_timer_error(vm);
  return timer_value(vm, timer);
}

// ---- waiting and masks ----

Result<Value> pause_process(Vm& vm, const Args&) {
  {
    Blocking blocking(vm);
    ::pause();
  }
  TRY(vm.poll());
  return Value::none();
}

Result<void> fill_set(Vm& vm, Value numbers, sigset_t* set) {
  ::sigemptyset(set);
  return for_each(vm, numbers, [&](Value item) -> Result<bool> {
    const Value number = TRY(index_of(vm, item));
    std::int64_t wide;
    if (!int_to_int64(number, &wide)) wide = -1;  // told so by CPython
    if (wide < 1 || wide >= kSignalEnd) return vm.raise_error(TypeId::ValueError, "signal number ", wide, " out of range [1; ", kSignalEnd - 1, "]");
    ::sigaddset(set, static_cast<int>(wide));  // refuses the numbers that the C library keeps for itself
    return true;
  });
}

Result<Value> set_value(Vm& vm, const sigset_t& set) {
  Set* numbers = TRY(new_set(vm));
  for (int number = 1; number < kSignalEnd; ++number)
    if (::sigismember(&set, number) == 1) TRY(set_add(vm, numbers, Value::from_int(number)));
  return value_of(numbers);
}

Result<Value> set_mask(Vm& vm, const Args& args) {
  const int how = TRY(clinic_c_int(vm, args[0]));
  sigset_t mask, before;
  TRY(fill_set(vm, args[1], &mask));
  const int error = ::pthread_sigmask(how, &mask, &before);
  if (error) return vm.raise_os_error(error);
  TRY(vm.poll());  // what was blocked arrives now
  return set_value(vm, before);
}

Result<Value> pending_signals(Vm& vm, const Args&) {
  sigset_t set;
  if (::sigpending(&set) != 0) return raise_errno(vm);
  return set_value(vm, set);
}

Result<Value> wait_for_signal(Vm& vm, const Args& args) {
  sigset_t set;
  TRY(fill_set(vm, args[0], &set));
  int number = 0, error;
  {
    Blocking blocking(vm);
    error = ::sigwait(&set, &number);
  }
  if (error) return vm.raise_os_error(error);
  return Value::from_int(number);
}

Result<Value> siginfo_value(Vm& vm, const siginfo_t& info) {
  const Value values[] = {Value::from_int(info.si_signo), Value::from_int(info.si_code), Value::from_int(info.si_errno), Value::from_int(info.si_pid),
                          Value::from_int(info.si_uid), Value::from_int(info.si_status), TRY(new_int(vm, info.si_band))};
  return new_struct_sequence(vm, kSiginfo, values);
}

Result<Value> wait_for_info(Vm& vm, const Args& args) {
  sigset_t set;
  TRY(fill_set(vm, args[0], &set));
  siginfo_t info{};
  if (TRY(system_call(vm, [&] { return ::sigwaitinfo(&set, &info); })) < 0) return raise_errno(vm);
  return siginfo_value(vm, info);
}

std::int64_t monotonic_now() {
  timespec moment;
  ::clock_gettime(CLOCK_MONOTONIC, &moment);
  return moment.tv_sec * kNanoseconds + moment.tv_nsec;
}

Result<Value> wait_for_info_timed(Vm& vm, const Args& args) {
  sigset_t set;
  TRY(fill_set(vm, args[0], &set));
  const std::int64_t timeout = TRY(time::nanoseconds_of(vm, args[1], time::Rounding::Ceiling));
  if (timeout < 0) return vm.raise(TypeId::ValueError, "timeout must be non-negative");
  const std::int64_t deadline = monotonic_now() + timeout;
  siginfo_t info{};
  const long outcome = TRY(system_call(vm, [&] {
    const std::int64_t left = std::max<std::int64_t>(deadline - monotonic_now(), 0);
    const timespec time{left / kNanoseconds, left % kNanoseconds};
    return ::sigtimedwait(&set, &info, &time);
  }));
  if (outcome >= 0) return siginfo_value(vm, info);
  if (errno == EAGAIN) return Value::none();
  return raise_errno(vm);
}

// ---- names ----

Result<Value> signal_text(Vm& vm, const Args& args) {
  const int number = TRY(signal_number(vm, args[0]));
  const char* text = ::strsignal(number);
  if (!text || std::strstr(text, "Unknown signal")) return Value::none();
  return str_value(vm, text);
}

Result<Value> valid_signals(Vm& vm, const Args&) {
  sigset_t set;
  ::sigfillset(&set);
  return set_value(vm, set);
}

constexpr NativeMethod kFunctions[] = {
    {"default_int_handler", default_int_handler, "(signalnum, frame, /)", NativeMethod::Plain,
     "The default handler for SIGINT installed by Python.\n\nIt raises KeyboardInterrupt."},
    {"alarm", set_alarm, "(seconds, /)"},
    {"setitimer", set_timer, "(which, seconds, interval=<unset>, /)"},
    {"getitimer", get_timer, "(which, /)"},
    {"signal", set_signal, "(signalnum, handler, /)"},
    {"raise_signal", raise_signal, "(signalnum, /)"},
    {"strsignal", signal_text, "(signalnum, /)"},
    {"getsignal", get_signal, "(signalnum, /)"},
    {"set_wakeup_fd", set_wakeup_fd, "(fd, *, warn_on_full_buffer=True)"},
    {"siginterrupt", interrupt_calls, "(signalnum, flag, /)"},
    {"pause", pause_process, "()"},
    {"pidfd_send_signal", send_through_descriptor, "(pidfd, signalnum, siginfo=None, flags=0, /)"},
    {"pthread_kill", kill_thread, "(thread_id, signalnum, /)"},
    {"pthread_sigmask", set_mask, "(how, mask, /)"},
    {"sigpending", pending_signals, "()"},
    {"sigwait", wait_for_signal, "(sigset, /)"},
    {"sigwaitinfo", wait_for_info, "(sigset, /)"},
    {"sigtimedwait", wait_for_info_timed, "(sigset, timeout, /)"},
    {"valid_signals", valid_signals, "()"},
};

struct Constant {
  const char* name;
  int number;
};
#define NUMBER(name) {#name, name}
constexpr Constant kConstants[] = {
    {"NSIG", kSignalEnd}, {"SIG_DFL", 0}, {"SIG_IGN", 1}, NUMBER(SIG_BLOCK), NUMBER(SIG_UNBLOCK), NUMBER(SIG_SETMASK), NUMBER(SIGHUP),
    NUMBER(SIGINT), NUMBER(SIGQUIT), NUMBER(SIGILL), NUMBER(SIGTRAP), NUMBER(SIGIOT), NUMBER(SIGABRT), NUMBER(SIGFPE), NUMBER(SIGKILL),
    NUMBER(SIGBUS), NUMBER(SIGSEGV), NUMBER(SIGSYS), NUMBER(SIGPIPE), NUMBER(SIGALRM), NUMBER(SIGTERM), NUMBER(SIGUSR1), NUMBER(SIGUSR2),
    NUMBER(SIGCLD), NUMBER(SIGCHLD), NUMBER(SIGPWR), NUMBER(SIGIO), NUMBER(SIGURG), NUMBER(SIGWINCH), NUMBER(SIGPOLL), NUMBER(SIGSTOP),
    NUMBER(SIGTSTP), NUMBER(SIGCONT), NUMBER(SIGTTIN), NUMBER(SIGTTOU), NUMBER(SIGVTALRM), NUMBER(SIGPROF), NUMBER(SIGXCPU), NUMBER(SIGXFSZ),
    NUMBER(SIGSTKFLT), NUMBER(ITIMER_REAL), NUMBER(ITIMER_VIRTUAL), NUMBER(ITIMER_PROF),
};
#undef NUMBER

Result<void> initialize(Vm& vm, Module* module) {
  for (const Constant& row : kConstants) TRY(set_module_int(vm, module, row.name, row.number));
  TRY(set_module_int(vm, module, "SIGRTMIN", SIGRTMIN));
  TRY(set_module_int(vm, module, "SIGRTMAX", SIGRTMAX));
  TRY(set_module_value(vm, module, "struct_siginfo", value_of(TRY(struct_sequence_type(vm, kSiginfo)))));
  Type* error = vm.native_type(kItimerError);
  if (!error) error = TRY(make_exception_type(vm, kItimerError, TypeId::OSError));
  TRY(set_module_value(vm, module, "ItimerError", value_of(error)));
  List* handlers = TRY(signals::handlers(vm));
  if (handlers->storage->items[SIGINT].is_none())
    list_set(vm, handlers, SIGINT, dict_get_str(vm, module->dict, intern(vm, "default_int_handler")));
  return {};
}

constexpr NativeModuleSpec kSpec{"_signal", kFunctions, initialize, "This module provides mechanisms to use signal handlers in Python."};

}  // namespace

const NativeModuleSpec& _signal_module() { return kSpec; }

}  // namespace tauraro
