#include "vm/safepoint.h"

#include "object/operations.h"
#include "vm/services.h"
#include "vm/tracing.h"

namespace tauraro {
namespace {

/// Runs queued __del__ methods; what they raise is reported as unraisable.
void run_finalizers(Vm& vm) {
  if (vm.services->in_finalizers) return;
  vm.services->in_finalizers = true;
  const Value pending = vm.thread->pending;
  vm.thread->pending = Value();
  while (Cell* cell = vm.heap.take_pending_finalizer()) {
    if (vm.services->finalize_object) vm.services->finalize_object(vm, Value::from_cell(cell));
    if (vm.thread->stop) break;
  }
  vm.thread->pending = pending;
  vm.services->in_finalizers = false;
}

Result<void> check_fuel(Vm& vm) {
  if (vm.services->limits.fuel == 0) return {};
  if (--vm.thread->fuel >= 0) return {};
  vm.thread->stop = static_cast<std::uint8_t>(StopReason::Fuel);
  return Raised{};
}

}  // namespace

Result<void> run_safepoint(Vm& vm) {
  Thread& thread = *vm.thread;
  if (thread.stop) return Raised{};
  VmServices& services = *vm.services;
  if (services.limits.fuel == 0 && !wants_trace(thread)) thread.safepoint = 0;
  TRY(check_fuel(vm));
  const std::uint8_t requests = services.requests.exchange(0);
  if (requests & kRequestDeadline) {
    thread.stop = static_cast<std::uint8_t>(StopReason::Time);
    return Raised{};
  }
  if (requests & kRequestInterrupt && services.interrupt) TRY(services.interrupt(vm));
  if (vm.heap.has_pending_finalizers()) run_finalizers(vm);
  if (services.weak_callbacks) services.weak_callbacks(vm);
  if (requests & kRequestYield && services.yield_lock) services.yield_lock(vm);
  return {};
}

Result<void> Vm::poll() {
  if (!thread->safepoint) return {};
  return run_safepoint(*this);
}

void request(Vm& vm, std::uint8_t what) {
  vm.services->requests.fetch_or(what);
  for (Thread* thread : vm.services->threads) *const_cast<volatile std::uint8_t*>(&thread->safepoint) = 1;
}

}  // namespace tauraro
