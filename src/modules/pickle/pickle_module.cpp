// The module _pickle.
#include "modules/module_support.h"
#include "modules/pickle/unpickling.h"
#include "object/bytes.h"

namespace tauraro {
namespace pickle {

const NativeTypeSpec kPickleError{"_pickle.PickleError", {}};
const NativeTypeSpec kPicklingError{"_pickle.PicklingError", {}};
const NativeTypeSpec kUnpicklingError{"_pickle.UnpicklingError", {}};

namespace {

Result<Value> dumps_function(Vm& vm, const Args& args) {
  NativeObject* pickler = TRY(new_pickler(vm));
  TRY(set_up_pickler(vm, pickler, args[1], TRY(truth(vm, args[2])), args[3]));
  Pickling p{vm, pickler, pickler_state(value_of(pickler))};
  TRY(dump_object(p, args[0]));
  return value_of(TRY(new_bytes(vm, p.state.output.bytes())));
}

Result<Value> dump_function(Vm& vm, const Args& args) {
  NativeObject* pickler = TRY(new_pickler(vm));
  TRY(set_up_pickler(vm, pickler, args[2], TRY(truth(vm, args[3])), Value()));
  TRY(set_output_file(vm, pickler, args[1]));
  TRY(set_up_pickler(vm, pickler, args[2], TRY(truth(vm, args[3])), args[4]));
  Pickling p{vm, pickler, pickler_state(value_of(pickler))};
  TRY(dump_object(p, args[0]));
  TRY(p.state.output.flush(vm, pickler->values[kWrite]));
  return Value::none();
}

Result<Value> loads_function(Vm& vm, const Args& args) {
  NativeObject* unpickler = TRY(new_unpickler(vm));
  BufferView input;
  TRY(input.open(vm, args[0]));
  TRY(set_up_unpickler(vm, unpickler, args[1], args[2], args[3], args[4]));
  Unpickling u{vm, unpickler, unpickler_state(value_of(unpickler))};
  u.state.data = input.view().data();
  u.state.size = input.length();
  return load_object(u);
}

Result<Value> load_function(Vm& vm, const Args& args) {
  NativeObject* unpickler = TRY(new_unpickler(vm));
  TRY(set_input_file(vm, unpickler, args[0]));
  TRY(set_up_unpickler(vm, unpickler, args[1], args[2], args[3], args[4]));
  Unpickling u{vm, unpickler, unpickler_state(value_of(unpickler))};
  return load_object(u);
}

constexpr NativeMethod kFunctions[] = {
    {"dump", dump_function, "(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)", NativeMethod::Plain,
     "Write a pickled representation of obj to the open file object file."},
    {"dumps", dumps_function, "(obj, protocol=None, *, fix_imports=True, buffer_callback=None)", NativeMethod::Plain,
     "Return the pickled representation of the object as a bytes object."},
    {"load", load_function, "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", NativeMethod::Plain,
     "Read and return an object from the pickle data stored in a file."},
    {"loads", loads_function, "(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", NativeMethod::Plain,
     "Read and return an object from the given pickle data."},
};

Result<Type*> ensure_exception(Vm& vm, Module* module, const NativeTypeSpec& spec, Type* base) {
  Type* type = vm.native_type(spec);
  if (!type) type = TRY(vm.make_native_type(spec, kind::Exception, sizeof(Exception), base));
  TRY(dict_set_str(vm, module->dict, type->name.as<Str>(), value_of(type)));
  return type;
}

Result<void> initialize(Vm& vm, Module* module) {
  TRY(add_type(vm, module, kPicklerType, kind::NativeObject, native_object_size(kPicklerFields)));
  TRY(add_type(vm, module, kUnpicklerType, kind::NativeObject, native_object_size(kUnpicklerFields)));
  TRY(add_type(vm, module, kPickleBufferType, kind::NativeObject, native_object_size(1), TypeId::Object, kTypeHasWeakref));
  give_pickle_buffers_memory(vm);
  TRY(ensure_native_type(vm, kPicklerMemoType, kind::NativeObject, native_object_size(1), TypeId::Object, kTypeUninstantiable));
  TRY(ensure_native_type(vm, kUnpicklerMemoType, kind::NativeObject, native_object_size(1), TypeId::Object, kTypeUninstantiable));
  Type* error = TRY(ensure_exception(vm, module, kPickleError, vm.type(TypeId::Exception)));
  TRY(ensure_exception(vm, module, kPicklingError, error));
  TRY(ensure_exception(vm, module, kUnpicklingError, error));
  return {};
}

}  // namespace
}  // namespace pickle

const NativeModuleSpec& _pickle_module() {
  static constexpr NativeModuleSpec kModule{"_pickle", pickle::kFunctions, pickle::initialize, "Optimized C implementation for the Python pickle module."};
  return kModule;
}

}  // namespace tauraro
