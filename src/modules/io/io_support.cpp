#include <thread>

#include "modules/io/io.h"
#include "vm/blocking.h"

namespace tauraro::io {

namespace {
void delete_state(void* raw) { delete static_cast<State*>(raw); }
}  // namespace

void set_state(Value self, State* state) {
  NativeObject* object = native(self);
  delete static_cast<State*>(object->raw);
  object->raw = state;
  object->finalize = delete_state;
}

Result<NativeObject*> new_object(Vm& vm, Type* type) { return new_native_instance(vm, type, kValueCount); }

Result<Value> object_new(Vm& vm, const Args& args) { return Value::from_cell(TRY(new_object(vm, args[0].as<Type>()))); }

bool is_exactly(Vm& vm, Value object, const NativeTypeSpec& spec) {
  if (!object.is(kind::NativeObject)) return false;
  const Type* type = vm.type_of(object);
  return type->native_name == spec.name && !(type->flags & kTypeHeap);
}

Raised raise_closed(Vm& vm, std::string_view message) { return vm.raise(TypeId::ValueError, message); }

Raised raise_unsupported(Vm& vm, std::string_view message) {
  const Result<Value> module = import_top_module(vm, "_io");
  if (module.is_raised()) return Raised{};
  const Result<Value> type = get_attr(vm, module.value(), "UnsupportedOperation");
  if (type.is_raised()) return Raised{};
  return raise_of_type(vm, type.value().as<Type>(), message);
}

Result<bool> is_closed(Vm& vm, Value stream) { return truth(vm, TRY(get_attr(vm, stream, "closed"))); }

Result<void> check_closed(Vm& vm, Value stream) {
  if (TRY(is_closed(vm, stream))) return raise_closed(vm);
  return {};
}

Result<void> check_flag(Vm& vm, Value stream, const char* method, std::string_view message) {
  const Value answer = TRY(vm.call_method(stream, method, {}));
  if (!answer.is_true()) return raise_unsupported(vm, message);
  return {};
}

Result<std::int64_t> size_argument(Vm& vm, Value value) {
  if (value.is_empty() || value.is_none()) return -1;
  if (value.is_int()) return value.as_int();
  const bool is_index = is_int_like(value) || vm.type_of(value)->has(Special::Index);
  if (!is_index) return vm.raise_error(TypeId::TypeError, "argument should be integer or None, not '", full_type_name(vm, vm.type_of(value)), "'");
  return index_to_int64(vm, value);
}

Result<std::int64_t> offset_argument(Vm& vm, Value value) {
  if (value.is_int()) return value.as_int();
  const Value number = TRY(index_of(vm, value));
  std::int64_t offset;
  if (!int_to_int64(number, &offset)) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C long");
  return offset;
}

Result<Value> new_bytearray_value(Vm& vm, std::uint64_t length) {
  ByteArray* array = TRY(new_bytearray(vm, {}));
  TRY(bytearray_resize(vm, array, length));
  return Value::from_cell(array);
}

Result<void> StreamLock::enter() {
  if (*owner_ == vm_.thread) {
    return vm_.raise_error(TypeId::RuntimeError, "reentrant call inside ", TRY(repr_text(vm_, stream_)));
  }
  while (*owner_ != nullptr) {
    {
      Blocking blocking(vm_);
      std::this_thread::yield();
    }
    TRY(vm_.poll());
  }
  *owner_ = vm_.thread;
  held_ = true;
  return {};
}

}  // namespace tauraro::io
