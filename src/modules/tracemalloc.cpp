// The module _tracemalloc. Memory is counted as a whole while tracing is on; where it was allocated is not recorded, so there
// are no traces of single objects (docs/compatibility.md).
#include "builtins/support.h"
#include "modules/c_arguments.h"
#include "modules/module_support.h"
#include "modules/native_module.h"

namespace tauraro {
namespace {

constexpr int kMostFrames = 65535;

constexpr NativeTypeSpec kState{"_tracemalloc._state", {}};

/// Values of the one state object of a VM, which is the type's native data.
struct State {
  bool tracing = false;
  int frames = 1;
  std::uint64_t before = 0, peak = 0;
};

Result<State*> state_of(Vm& vm) {
  Type* type = TRY(ensure_native_type(vm, kState, kind::NativeObject, native_object_size(1), TypeId::Object, kTypeUninstantiable));
  if (!type->native_data) type->native_data = new State;  // lives as long as the VM
  return static_cast<State*>(type->native_data);
}

std::uint64_t traced_bytes(Vm& vm, State& state) {
  const std::uint64_t used = vm.heap.used_bytes();
  const std::uint64_t traced = used > state.before ? used - state.before : 0;
  state.peak = std::max(state.peak, traced);
  return traced;
}

Result<Value> start(Vm& vm, const Args& args) {
  const int frames = TRY(clinic_c_int(vm, args[0]));
  State& state = *TRY(state_of(vm));
  if (frames < 1 || frames > kMostFrames) return vm.raise_error(TypeId::ValueError, "the number of frames must be in range [1; ", kMostFrames, "]");
  if (!state.tracing) state.before = vm.heap.used_bytes(), state.peak = 0;
  state.tracing = true;
  state.frames = frames;
  return Value::none();
}
Result<Value> stop(Vm& vm, const Args&) {
  TRY(state_of(vm))->tracing = false;
  return Value::none();
}
Result<Value> clear(Vm& vm, const Args&) {
  State& state = *TRY(state_of(vm));
  state.before = vm.heap.used_bytes();
  state.peak = 0;
  return Value::none();
}
Result<Value> is_tracing(Vm& vm, const Args&) { return Value::from_bool(TRY(state_of(vm))->tracing); }
Result<Value> limit(Vm& vm, const Args&) { return Value::from_int(TRY(state_of(vm))->frames); }
Result<Value> own_memory(Vm&, const Args&) { return Value::from_int(sizeof(State)); }
Result<Value> traced_memory(Vm& vm, const Args&) {
  State& state = *TRY(state_of(vm));
  if (!state.tracing) return tuple_value(vm, {Value::from_int(0), Value::from_int(0)});
  const std::uint64_t traced = traced_bytes(vm, state);
  return tuple_value(vm, {TRY(new_int_unsigned(vm, traced)), TRY(new_int_unsigned(vm, state.peak))});
}
Result<Value> reset_peak(Vm& vm, const Args&) {
  State& state = *TRY(state_of(vm));
  state.peak = 0;
  (void)traced_bytes(vm, state);
  return Value::none();
}
Result<Value> traces(Vm& vm, const Args&) { return value_of(TRY(new_list(vm))); }
Result<Value> object_trace(Vm&, const Args&) { return Value::none(); }

constexpr NativeMethod kFunctions[] = {
    {"start", start, "(nframe=1, /)"}, {"stop", stop, "()"}, {"is_tracing", is_tracing, "()"}, {"clear_traces", clear, "()"},
    {"get_traceback_limit", limit, "()"}, {"get_traced_memory", traced_memory, "()"}, {"get_tracemalloc_memory", own_memory, "()"},
    {"reset_peak", reset_peak, "()"}, {"_get_traces", traces, "()"}, {"_get_object_traceback", object_trace, "(obj, /)"},
};

constexpr NativeModuleSpec kSpec{"_tracemalloc", kFunctions, nullptr, "Debug module to trace memory blocks allocated by Python."};

}  // namespace

const NativeModuleSpec& _tracemalloc_module() { return kSpec; }

}  // namespace tauraro
