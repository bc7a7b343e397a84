// What has arrived, and the Python handlers' turn.
#include "modules/signal/signals.h"

#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>

#include "builtins/support.h"
#include "vm/frame_object.h"
#include "vm/services.h"

namespace tauraro {
namespace {

/// The process's: a C signal handler has nothing else to go by.
struct SignalState {
  std::atomic<Vm*> owner{nullptr};
  std::atomic<bool> any{false};
  std::atomic<bool> arrived[kSignalEnd] = {};
  std::atomic<int> wakeup_descriptor{-1};
  std::atomic<bool> wakeup_warns{true};
  std::atomic<int> wakeup_error{0};
  pthread_t main_thread{};  // of the owner
  List* handlers = nullptr;  // among the owner's roots; null until _signal is imported
};
SignalState state;

void ask_for_safepoint(Vm& vm) {
  vm.services->requests.fetch_or(kRequestInterrupt);
  *const_cast<volatile std::uint8_t*>(&vm.services->main_thread->safepoint) = 1;
}

/// Callable in a C signal handler.
void note_signal(int number) {
  state.arrived[number] = true;
  state.any = true;
  if (Vm* vm = state.owner) ask_for_safepoint(*vm);
  const int descriptor = state.wakeup_descriptor;
  if (descriptor < 0) return;
  const auto byte = static_cast<unsigned char>(number);
  if (::write(descriptor, &byte, 1) >= 0) return;
  if (!state.wakeup_warns && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
  state.wakeup_error = errno;
}

void on_signal(int number) {
  const int saved = errno;
  if (pthread_equal(pthread_self(), state.main_thread)) note_signal(number);
  else pthread_kill(state.main_thread, number);  // so that it interrupts what the main thread waits in
  errno = saved;
}

int set_c_handler(int number, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  return ::sigaction(number, &action, nullptr);
}

void report_wakeup_error(Vm& vm) {
  const int error = state.wakeup_error.exchange(0);
  if (error == 0) return;
  (void)vm.raise_os_error(error);
  report_unraisable(vm, "Exception ignored when trying to write to the signal wakeup fd", Value::none());
}

bool is_python_handler(Value handler) { return !handler.is_empty() && !handler.is_none() && !handler.is_int(); }

Result<void> run_handler(Vm& vm, int number) {
  if (!state.handlers) return number == SIGINT ? Result<void>(vm.raise_with(TypeId::KeyboardInterrupt, Value())) : Result<void>();
  const Value handler = state.handlers->storage->items[number];
  if (!is_python_handler(handler)) return {};  // it was set to something else meanwhile
  const Value frame = vm.thread->frame ? value_of(TRY(frame_object(vm, vm.thread->frame))) : Value::none();
  TRY(vm.call(handler, {Value::from_int(number), frame}));
  return {};
}

}  // namespace

void claim_signals(Vm& vm) {
  state.main_thread = pthread_self();
  state.owner = &vm;
  vm.services->interrupt = run_signal_handlers;
  set_c_handler(SIGINT, on_signal);
  set_c_handler(SIGPIPE, SIG_IGN);
  set_c_handler(SIGXFSZ, SIG_IGN);
}

void release_signals(Vm& vm) {
  if (state.owner != &vm) return;
  state.owner = nullptr;
  state.handlers = nullptr;
}

bool handles_signals(Vm& vm) { return state.owner == &vm && vm.thread == vm.services->main_thread.get(); }

Result<void> run_signal_handlers(Vm& vm) {
  if (state.owner != &vm || !state.any) return {};
  if (vm.thread != vm.services->main_thread.get() || !vm.thread->pending.is_empty()) {
    ask_for_safepoint(vm);
    return {};
  }
  state.any = false;
  report_wakeup_error(vm);
  for (int number = 1; number < kSignalEnd; ++number) {
    if (!state.arrived[number].exchange(false)) continue;
    if (run_handler(vm, number).is_raised()) {  // the others run at the next safepoint
      state.any = true;
      ask_for_safepoint(vm);
      return Raised{};
    }
  }
  return {};
}

void simulate_signal(Vm& vm, int number) {
  if (state.owner != &vm) return;
  if (state.handlers ? !is_python_handler(state.handlers->storage->items[number]) : number != SIGINT) return;
  note_signal(number);
}

void signals_after_fork() {
  state.main_thread = pthread_self();
  state.any = false;
  for (std::atomic<bool>& flag : state.arrived) flag = false;
}

namespace signals {

Result<List*> handlers(Vm& vm) {
  if (state.owner == &vm && state.handlers) return state.handlers;
  List* list = TRY(new_list(vm));
  for (int number = 0; number < kSignalEnd; ++number) {
    struct sigaction action {};
    Value handler = Value::none();
    if (number > 0 && ::sigaction(number, nullptr, &action) == 0) {
      if (action.sa_handler == SIG_DFL) handler = Value::from_int(kDefault);
      if (action.sa_handler == SIG_IGN) handler = Value::from_int(kIgnore);
    }
    TRY(list_append(vm, list, handler));
  }
  if (state.owner == &vm) {
    vm.services->roots.push_back(value_of(list));
    state.handlers = list;
  }
  return list;
}

int set_disposition(int number, Value handler) {
  if (handler == Value::from_int(kDefault)) return set_c_handler(number, SIG_DFL);
  if (handler == Value::from_int(kIgnore)) return set_c_handler(number, SIG_IGN);
  return set_c_handler(number, on_signal);
}

Wakeup exchange_wakeup(Wakeup wakeup) {
  const Wakeup before{state.wakeup_descriptor, state.wakeup_warns};
  state.wakeup_warns = wakeup.warns;
  state.wakeup_descriptor = wakeup.descriptor;
  return before;
}

}  // namespace signals

}  // namespace tauraro
