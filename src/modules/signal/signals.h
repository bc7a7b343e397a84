#pragma once
#include "object/runtime.h"

namespace tauraro {

// Signals belong to the process, not to a Vm: at most one Vm claims them (as only CPython's main interpreter handles signals).
// The C handler notes what has arrived and asks that Vm's main thread for a safepoint, where the Python handlers run.

/// Numbers are below this: signal.NSIG.
inline constexpr int kSignalEnd = 65;

/// From now on signals are this Vm's: SIGINT raises KeyboardInterrupt, SIGPIPE and SIGXFSZ are ignored.
void claim_signals(Vm& vm);
/// The claiming Vm is about to go away.
void release_signals(Vm& vm);

/// Whether the running thread may set and run handlers: the main thread of the Vm that has claimed the signals.
bool handles_signals(Vm& vm);
/// Runs the Python handlers of what has arrived, if this is the thread for it.
Result<void> run_signal_handlers(Vm& vm);
/// As if the signal had arrived; does nothing when it has no Python handler. \pre 0 < number < kSignalEnd
void simulate_signal(Vm& vm, int number);
/// In the child after a fork: the running thread is the main thread, and nothing has arrived.
void signals_after_fork();

namespace signals {

// What signal_module.cpp sees of the state.

/// The Python handlers by number: a callable, an int (SIG_DFL, SIG_IGN), None (unknown), made when `_signal` is imported.
Result<List*> handlers(Vm& vm);
/// Makes the C handler the signal's disposition, or SIG_DFL or SIG_IGN; -1 with errno.
int set_disposition(int number, Value handler);
/// What signal.set_wakeup_fd has set; -1: none.
struct Wakeup {
  int descriptor = -1;
  bool warns = true;
};
Wakeup exchange_wakeup(Wakeup wakeup);

inline constexpr std::int64_t kDefault = 0, kIgnore = 1;  // signal.SIG_DFL, signal.SIG_IGN

}  // namespace signals

}  // namespace tauraro
