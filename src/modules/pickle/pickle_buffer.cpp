// PickleBuffer: an object's memory, to be pickled out of band. values[0] is a memoryview of the object, None once released.
#include "modules/pickle/pickling.h"
#include "object/memory_view.h"

namespace tauraro::pickle {
namespace {

Result<Value> buffer_new(Vm& vm, const Args& args) {
  const Value view = TRY(new_memory_view(vm, args[1]));
  NativeObject* buffer = TRY(new_native_instance(vm, args[0].as<Type>(), 1));
  buffer->values[0] = view;
  return value_of(buffer);
}

Result<Value> buffer_raw(Vm& vm, const Args& args) {
  const Value view = TRY(view_of_pickle_buffer(vm, args[0]));
  if (!TRY(open_memory_view(vm, view))->is_contiguous()) return vm.raise(TypeId::BufferError, "cannot extract raw buffer from non-contiguous buffer");
  return vm.call_method(view, "cast", {interned(vm, "B")});
}

Result<Value> buffer_release(Vm& vm, const Args& args) {
  NativeObject* self = args[0].as<NativeObject>();
  const Value view = self->values[0];
  self->values[0] = Value::none();
  if (!view.is_none()) TRY(release_memory_view(vm, view));
  return Value::none();
}

Result<void> acquire(Vm& vm, Value object, BufferInfo* info) { return acquire_buffer(vm, TRY(view_of_pickle_buffer(vm, object)), info); }
void release(Vm& vm, Value object) {
  const Value view = object.as<NativeObject>()->values[0];
  if (!view.is_none()) release_buffer(vm, view);
}
constexpr BufferProtocol kBuffer{acquire, release, view_of_pickle_buffer};

constexpr NativeMethod kMethods[] = {
    {"__new__", buffer_new, "($type, object, /)", NativeMethod::Static},
    {"raw", buffer_raw, "($self, /)", NativeMethod::Plain, "Return a memoryview of the raw memory underlying this buffer.\n\nWill raise BufferError is the buffer isn't contiguous."},
    {"release", buffer_release, "($self, /)", NativeMethod::Plain, "Release the underlying buffer."},
};

}  // namespace

const NativeTypeSpec kPickleBufferType{"pickle.PickleBuffer", kMethods, {}, "Wrapper for potentially out-of-band buffers"};

Result<Value> view_of_pickle_buffer(Vm& vm, Value buffer) {
  const Value view = buffer.as<NativeObject>()->values[0];
  if (view.is_none()) return vm.raise(TypeId::ValueError, "operation forbidden on released PickleBuffer object");
  return view;
}

void give_pickle_buffers_memory(Vm& vm) { vm.native_type(kPickleBufferType)->buffer = &kBuffer; }

}  // namespace tauraro::pickle
