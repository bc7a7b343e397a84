// The module faulthandler: where the program is, written when it crashes, hangs or is sent a signal. What writes runs inside C
// signal handlers: it allocates nothing and reads the frames as they stand.
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstring>

#include "builtins/support.h"
#include "modules/posix/posix.h"
#include "modules/signal/signals.h"
#include "modules/time/time_values.h"
#include "vm/frame_object.h"
#include "vm/services.h"
#include "vm/threads.h"

namespace tauraro {
namespace {

constexpr int kMostFrames = 100;
constexpr int kMostThreads = 100;

/// What a handler for one signal writes, and to where.
struct Target {
  Vm* vm = nullptr;  ///< null: not registered
  int descriptor = 2;
  bool all_threads = true, chain = false;
  struct sigaction before {};
};

struct FatalSignal {
  int number;
  const char* name;
};
constexpr FatalSignal kFatalSignals[] = {{SIGBUS, "Bus error"}, {SIGILL, "Illegal instruction"}, {SIGFPE, "Floating point exception"}, {SIGABRT, "Aborted"}, {SIGSEGV, "Segmentation fault"}};

/// The process's: C signal handlers find it here.
struct FaultState {
  bool enabled = false;
  Target fatal;
  struct sigaction fatal_before[std::size(kFatalSignals)];
  Target users[kSignalEnd];
  // dump_traceback_later
  pthread_t watchdog{};
  bool watching = false;
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t cancelled = PTHREAD_COND_INITIALIZER;
  bool cancel = false;
};
FaultState state;

// ---- writing, safe in signal handlers ----

void put(int descriptor, const char* text, std::size_t length) { (void)!::write(descriptor, text, length); }
void put(int descriptor, const char* text) { put(descriptor, text, std::strlen(text)); }

void put_number(int descriptor, std::int64_t number) {
  char digits[24];
  char* at = digits + sizeof digits;
  const bool negative = number < 0;
  std::uint64_t rest = negative ? -static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
  do *--at = static_cast<char>('0' + rest % 10);
  while (rest /= 10);
  if (negative) *--at = '-';
  put(descriptor, at, static_cast<std::size_t>(digits + sizeof digits - at));
}

/// Characters beyond ASCII are escaped.
void put_text(int descriptor, Value value) {
  if (!value.is(kind::Str) || !value.as<Str>()->data) return put(descriptor, "???");
  const StrView text = view(value.as<Str>());
  for (std::uint32_t i = 0; i < text.length; ++i) {
    const char32_t character = text[i];
    char out[12];
    if (character >= 32 && character < 127) out[0] = static_cast<char>(character), out[1] = 0;
    else std::snprintf(out, sizeof out, character < 0x100 ? "\\x%02x" : character < 0x10000 ? "\\u%04x" : "\\U%08x", static_cast<unsigned>(character));
    put(descriptor, out);
  }
}

void put_frame(int descriptor, const Frame* frame) {
  const Code* code = frame->code->code;
  put(descriptor, "  File \"");
  put_text(descriptor, code->filename);
  put(descriptor, "\", line ");
  put_number(descriptor, line_of(**code->unit, word_index(frame->code, frame->pc)));
  put(descriptor, " in ");
  put_text(descriptor, code->name);
  put(descriptor, "\n");
}

void put_thread(int descriptor, const Thread* thread, bool is_current) {
  char title[64];
  std::snprintf(title, sizeof title, "%s 0x%016llx (most recent call first):\n", is_current ? "Current thread" : "Thread", static_cast<unsigned long long>(thread->identity));
  put(descriptor, title);
  int count = 0;
  for (const Frame* frame = thread->frame; frame; frame = frame->caller) {
    if (++count > kMostFrames) return put(descriptor, "  ...\n");
    put_frame(descriptor, frame);
  }
  if (!count) put(descriptor, "  <no Python frame>\n");
}

void put_traceback(Vm& vm, int descriptor, bool all_threads, const Thread* current) {
  if (!all_threads) {
    if (!current) return;
    put(descriptor, "Stack (most recent call first):\n");
    for (const Frame* frame = current->frame; frame; frame = frame->caller) put_frame(descriptor, frame);
    return;
  }
  int count = 0;
  for (auto thread = vm.services->threads.rbegin(); thread != vm.services->threads.rend(); ++thread) {
    if (count) put(descriptor, "\n");
    if (++count > kMostThreads) return put(descriptor, "...\n");
    put_thread(descriptor, *thread, *thread == current);
  }
}

// ---- arguments ----

/// `file`: an int, an object with fileno(), or None for sys.stderr.
Result<int> file_argument(Vm& vm, Value file) {
  if (file.is_none()) {
    file = TRY(get_attr(vm, value_of(vm.sys), "stderr"));
    if (file.is_none()) return vm.raise(TypeId::RuntimeError, "sys.stderr is None");
  } else if (is_int_like(file)) {
    const int descriptor = TRY(clinic_c_int(vm, file));
    if (descriptor < 0) return vm.raise(TypeId::ValueError, "file is not a valid file descripter");
    return descriptor;
  }
  const Value number = TRY(vm.call_method(file, "fileno", {}));
  if (!number.is_int() || number.as_int() < 0) return vm.raise(TypeId::RuntimeError, "file.fileno() is not a valid file descriptor");
  if (vm.call_method(file, "flush", {}).is_raised() && vm.catch_pending().is_empty()) return Raised{};
  return static_cast<int>(number.as_int());
}

/// Keeps what `file` names open as long as the VM lives: a handler writes to its descriptor.
void keep(Vm& vm, Value file) {
  if (file.is_cell()) vm.services->roots.push_back(file);
}

void give_identities(Vm& vm) { (void)thread_identity(vm); }

Result<Value> dump_traceback(Vm& vm, const Args& args) {
  const int descriptor = TRY(file_argument(vm, args[0]));
  const bool all = TRY(truth(vm, args[1]));
  give_identities(vm);
  put_traceback(vm, descriptor, all, vm.thread);
  return Value::none();
}

// ---- crashes ----

void restore_fatal() {
  for (std::size_t i = 0; i < std::size(kFatalSignals); ++i) ::sigaction(kFatalSignals[i].number, &state.fatal_before[i], nullptr);
  state.enabled = false;
}

void on_fatal(int number) {
  const int saved = errno;
  const Target target = state.fatal;
  restore_fatal();
  const char* name = "";
  for (const FatalSignal& one : kFatalSignals)
    if (one.number == number) name = one.name;
  put(target.descriptor, "Fatal Python error: ");
  put(target.descriptor, name);
  put(target.descriptor, "\n\n");
  if (target.vm) put_traceback(*target.vm, target.descriptor, target.all_threads, target.vm->thread);
  errno = saved;
  ::raise(number);
}

/// Handlers run on a stack of their own: the program's may have overflowed.
void provide_signal_stack() {
  static char stack[128 * 1024];
  stack_t alternative{};
  alternative.ss_sp = stack;
  alternative.ss_size = sizeof stack;
  ::sigaltstack(&alternative, nullptr);
}

Result<Value> enable(Vm& vm, const Args& args) {
  const int descriptor = TRY(file_argument(vm, args[0]));
  const bool all = TRY(truth(vm, args[1]));
  keep(vm, args[0]);
  give_identities(vm);
  state.fatal.vm = &vm;
  state.fatal.descriptor = descriptor;
  state.fatal.all_threads = all;
  if (state.enabled) return Value::none();
  provide_signal_stack();
  state.enabled = true;
  struct sigaction action {};
  action.sa_handler = on_fatal;
  action.sa_flags = SA_NODEFER | SA_ONSTACK;
  for (std::size_t i = 0; i < std::size(kFatalSignals); ++i)
    if (::sigaction(kFatalSignals[i].number, &action, &state.fatal_before[i]) != 0) return vm.raise_os_error(errno);
  return Value::none();
}

Result<Value> disable(Vm&, const Args&) {
  const bool was = state.enabled;
  if (was) restore_fatal();
  return Value::from_bool(was);
}
Result<Value> is_enabled(Vm&, const Args&) { return Value::from_bool(state.enabled); }

// ---- signals of the user's choice ----

void on_user_signal(int number) {
  const int saved = errno;
  Target& target = state.users[number];
  if (target.vm) put_traceback(*target.vm, target.descriptor, target.all_threads, target.vm->thread);
  if (target.chain) {
    struct sigaction ours {};
    ::sigaction(number, &target.before, &ours);
    ::raise(number);
    ::sigaction(number, &ours, nullptr);
  }
  errno = saved;
}

Result<int> user_signal(Vm& vm, Value value) {
  const int number = TRY(clinic_c_int(vm, value));
  for (const FatalSignal& one : kFatalSignals)
    if (one.number == number) return vm.raise_error(TypeId::RuntimeError, "signal ", number, " cannot be registered, use enable() instead");
  if (number < 1 || number >= kSignalEnd) return vm.raise(TypeId::ValueError, "signal number out of range");
  return number;
}

Result<Value> register_signal(Vm& vm, const Args& args) {
  const int number = TRY(user_signal(vm, args[0]));
  Target target = state.users[number];
  target.descriptor = TRY(file_argument(vm, args[1]));
  target.all_threads = TRY(truth(vm, args[2]));
  target.chain = TRY(truth(vm, args[3]));
  keep(vm, args[1]);
  give_identities(vm);
  struct sigaction action {};
  action.sa_handler = on_user_signal;
  action.sa_flags = SA_RESTART | (target.chain ? SA_NODEFER : 0);
  const bool is_new = !target.vm;
  target.vm = &vm;
  if (is_new && ::sigaction(number, &action, &target.before) != 0) return vm.raise_os_error(errno);
  state.users[number] = target;
  return Value::none();
}

Result<Value> unregister_signal(Vm& vm, const Args& args) {
  const int number = TRY(user_signal(vm, args[0]));
  Target& target = state.users[number];
  if (!target.vm) return Value::from_bool(false);
  target.vm = nullptr;
  ::sigaction(number, &target.before, nullptr);
  return Value::from_bool(true);
}

// ---- dump_traceback_later ----

struct Watch {
  Vm* vm;
  int descriptor;
  std::int64_t nanoseconds;
  bool repeats, exits;
  std::string header;
};

void* watch(void* data) {
  auto* watch = static_cast<Watch*>(data);
  pthread_mutex_lock(&state.mutex);
  while (!state.cancel) {
    timespec moment;
    ::clock_gettime(CLOCK_REALTIME, &moment);
    const std::int64_t end = moment.tv_sec * 1'000'000'000 + moment.tv_nsec + watch->nanoseconds;
    moment = {end / 1'000'000'000, end % 1'000'000'000};
    while (!state.cancel && pthread_cond_timedwait(&state.cancelled, &state.mutex, &moment) != ETIMEDOUT) {
    }
    if (state.cancel) break;
    put(watch->descriptor, watch->header.c_str());
    put_traceback(*watch->vm, watch->descriptor, true, nullptr);
    if (watch->exits) ::_exit(1);
    if (!watch->repeats) break;
  }
  pthread_mutex_unlock(&state.mutex);
  delete watch;
  return nullptr;
}

void stop_watching() {
  if (!state.watching) return;
  pthread_mutex_lock(&state.mutex);
  state.cancel = true;
  pthread_cond_signal(&state.cancelled);
  pthread_mutex_unlock(&state.mutex);
  pthread_join(state.watchdog, nullptr);
  state.watching = false;
}

std::string timeout_header(std::int64_t nanoseconds) {
  const std::int64_t microseconds = nanoseconds / 1000, seconds = microseconds / 1'000'000;
  char text[64];
  const int length = std::snprintf(text, sizeof text, "Timeout (%lld:%02lld:%02lld", static_cast<long long>(seconds / 3600), static_cast<long long>(seconds / 60 % 60), static_cast<long long>(seconds % 60));
  std::string header(text, static_cast<std::size_t>(length));
  if (microseconds % 1'000'000) {
    std::snprintf(text, sizeof text, ".%06lld", static_cast<long long>(microseconds % 1'000'000));
    header += text;
  }
  return header + ")!\n";
}

Result<Value> dump_later(Vm& vm, const Args& args) {
  const std::int64_t timeout = TRY(time::nanoseconds_of(vm, args[0], time::Rounding::Ceiling));
  if (timeout <= 0) return vm.raise(TypeId::ValueError, "timeout must be greater than 0");
  const bool repeats = TRY(truth(vm, args[1])), exits = TRY(truth(vm, args[3]));
  const int descriptor = TRY(file_argument(vm, args[2]));
  keep(vm, args[2]);
  give_identities(vm);
  stop_watching();
  state.cancel = false;
  auto* job = new Watch{&vm, descriptor, timeout, repeats, exits, timeout_header(timeout)};
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  const int error = pthread_create(&state.watchdog, nullptr, watch, job);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (error) {
    delete job;
    return vm.raise(TypeId::RuntimeError, "unable to start watchdog thread");
  }
  state.watching = true;
  return Value::none();
}
Result<Value> cancel_dump_later(Vm&, const Args&) {
  stop_watching();
  return Value::none();
}

// ---- crashes on request, for tests ----

template <int kNumber>
Result<Value> crash(Vm&, const Args&) {
  ::raise(kNumber);
  return Value::none();
}
Result<Value> read_null(Vm&, const Args&) {
  int* volatile nothing = nullptr;
  return Value::from_int(*nothing);
}

constexpr NativeMethod kFunctions[] = {
    {"enable", enable, "(file=None, all_threads=True)"},
    {"disable", disable, "()"},
    {"is_enabled", is_enabled, "()"},
    {"dump_traceback", dump_traceback, "(file=None, all_threads=True)"},
    {"dump_traceback_later", dump_later, "(timeout, repeat=False, file=None, exit=False)"},
    {"cancel_dump_traceback_later", cancel_dump_later, "()"},
    {"register", register_signal, "(signum, file=None, all_threads=True, chain=False)"},
    {"unregister", unregister_signal, "(signum, /)"},
    {"_read_null", read_null, "()"},
    {"_sigsegv", crash<SIGSEGV>, "(release_gil=False, /)"},
    {"_sigabrt", crash<SIGABRT>, "()"},
    {"_sigfpe", crash<SIGFPE>, "()"},
};

constexpr NativeModuleSpec kSpec{"faulthandler", kFunctions, nullptr, "faulthandler module."};

}  // namespace

const NativeModuleSpec& faulthandler_module() { return kSpec; }

}  // namespace tauraro
