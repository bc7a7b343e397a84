// The module _io.
#include <cstdlib>

#include "modules/c_arguments.h"
#include "modules/io/io.h"
#include "modules/posix/path_argument.h"
#include "vm/services.h"

namespace tauraro {
namespace io {

const char* locale_encoding(Vm& vm) { return vm.services->settings.utf8_mode ? "utf-8" : "UTF-8"; }

namespace {

Result<Value> text_argument(Vm& vm, Value value, const char* name) {
  if (value.is_none() || value.is(kind::Str)) return value;
  return vm.raise_error(TypeId::TypeError, "open() argument '", name, "' must be str or None, not ", full_type_name(vm, vm.type_of(value)));
}

Result<Value> open_function(Vm& vm, const Args& args) {
  OpenArguments arguments;
  arguments.file = args[0];
  if (!args[1].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "open() argument 'mode' must be str, not ", full_type_name(vm, vm.type_of(args[1])));
  arguments.mode = text_of(vm, args[1]);
  arguments.buffering = TRY(clinic_c_int(vm, args[2]));
  arguments.encoding = TRY(text_argument(vm, args[3], "encoding"));
  arguments.errors = TRY(text_argument(vm, args[4], "errors"));
  arguments.newline = TRY(text_argument(vm, args[5], "newline"));
  arguments.close_descriptor = TRY(truth(vm, args[6]));
  arguments.opener = args[7];
  return open_stream(vm, arguments);
}

Result<Value> open_code(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "open_code() argument 'path' must be str, not ", full_type_name(vm, vm.type_of(args[0])));
  OpenArguments arguments;
  arguments.file = args[0];
  arguments.mode = "rb";
  arguments.encoding = arguments.errors = arguments.newline = Value::none();
  return open_stream(vm, arguments);
}

Result<Value> text_encoding(Vm& vm, const Args& args) {
  if (!args[0].is_none()) return args[0];
  return Value::from_cell(intern(vm, vm.services->settings.utf8_mode ? "utf-8" : "locale"));
}

constexpr NativeMethod kFunctions[] = {
    {"open", open_function, "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", NativeMethod::Plain, "Open file and return a stream.  Raise OSError upon failure."},
    {"open_code", open_code, "(path)", NativeMethod::Plain, "Opens the provided file with the intent to import the contents."},
    {"text_encoding", text_encoding, "(encoding, stacklevel=2, /)", NativeMethod::Plain, "A helper function to choose the text encoding."},
};

Result<Type*> make(Vm& vm, Module* module, const NativeTypeSpec& spec, Type* base) {
  constexpr std::uint32_t kFlags = kTypeSubclassable | kTypeHasDict | kTypeHasWeakref;
  Type* type = TRY(vm.make_native_type(spec, kind::NativeObject, native_object_size(kValueCount), base, kFlags));
  TRY(dict_set_str(vm, module->dict, type->name.as<Str>(), Value::from_cell(type)));
  return type;
}

/// class UnsupportedOperation(OSError, ValueError)
Result<void> add_unsupported(Vm& vm, Module* module) {
  const Value bases = TRY(new_tuple_of(vm, {Value::from_cell(vm.type(TypeId::OSError)), Value::from_cell(vm.type(TypeId::ValueError))}));
  Dict* content = TRY(new_dict(vm));
  TRY(dict_set_str(vm, content, intern(vm, "__module__"), Value::from_cell(intern(vm, "io"))));
  const Value type = TRY(vm.call(Value::from_cell(vm.type(TypeId::Type)), {Value::from_cell(intern(vm, "UnsupportedOperation")), bases, Value::from_cell(content)}));
  return set_module_value(vm, module, "UnsupportedOperation", type);
}

Result<void> initialize(Vm& vm, Module* module) {
  TRY(set_module_int(vm, module, "DEFAULT_BUFFER_SIZE", kDefaultBufferSize));
  TRY(add_unsupported(vm, module));
  TRY(set_module_value(vm, module, "BlockingIOError", Value::from_cell(vm.type(TypeId::BlockingIOError))));
  Type* base = TRY(make(vm, module, kIoBase, vm.type(TypeId::Object)));
  Type* raw = TRY(make(vm, module, kRawIoBase, base));
  Type* buffered = TRY(make(vm, module, kBufferedIoBase, base));
  Type* text = TRY(make(vm, module, kTextIoBase, base));
  TRY(make(vm, module, kFileIo, raw));
  for (const NativeTypeSpec* spec : {&kBytesIo, &kBufferedReader, &kBufferedWriter, &kBufferedRandom, &kBufferedRwPair}) TRY(make(vm, module, *spec, buffered));
  for (const NativeTypeSpec* spec : {&kStringIo, &kTextIoWrapper}) TRY(make(vm, module, *spec, text));
  TRY(make(vm, module, kIncrementalNewlineDecoder, vm.type(TypeId::Object)));
  return {};
}

constexpr NativeModuleSpec kModule{"_io", kFunctions, initialize, "The io module provides the Python interfaces to stream handling."};

}  // namespace
}  // namespace io

const NativeModuleSpec& _io_module() { return io::kModule; }

}  // namespace tauraro
