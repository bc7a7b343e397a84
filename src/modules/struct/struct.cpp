// _struct: values to bytes and back.
#include <cstring>

#include "modules/module_support.h"
#include "modules/struct/format.h"
#include "object/bytes.h"

namespace tauraro {

namespace structs {
namespace {

/// What a Struct object holds; `raw` of its NativeObject. Without a format (only __new__ was called): size -1.
struct StructState {
  Format format;
  std::string text;
  bool ready = false;
};

StructState& state_of(Value self) { return *static_cast<StructState*>(self.as<NativeObject>()->raw); }

Result<void> format_text(Vm& vm, Value value, std::string* text) {
  if (value.is(kind::Bytes)) {
    *text = value.as<Bytes>()->view();
    return {};
  }
  if (!value.is(kind::Str))
    return vm.raise_error(TypeId::TypeError, "Struct() argument 1 must be a str or bytes object, not ", full_type_name(vm, vm.type_of(value)));
  Str* characters = flatten(vm, value.as<Str>());
  if (!characters) return Raised{};
  if (!is_ascii(characters)) TRY(vm.call_method(value, "encode", {Value::from_cell(intern(vm, "ascii"))}));  // raises
  *text = to_utf8(vm, characters);
  return {};
}

Result<void> parse_argument(Vm& vm, Value value, Format* format) {
  if (vm.is_exact(value, TypeId::Str)) {
    Str* characters = flatten(vm, value.as<Str>());
    if (characters && is_ascii(characters)) return parse_format(vm, {static_cast<const char*>(characters->data), characters->length}, format);
  }
  std::string text;
  TRY(format_text(vm, value, &text));
  return parse_format(vm, text, format);
}

Result<void> pack_values(Vm& vm, const Format& format, std::span<const Value> values, char* target) {
  std::size_t next = 0;
  std::memset(target, 0, format.size);
  for (const FormatRun& run : format.runs) {
    const bool one_item = run.item->code == 's' || run.item->code == 'p';
    const std::size_t count = one_item ? 1 : run.repeat;
    for (std::size_t i = 0; i < count; ++i) TRY(pack_item(vm, format, run, values[next++], target + run.offset + i * run.item->size));
  }
  return {};
}

Result<Value> unpack_values(Vm& vm, const Format& format, const char* source) {
  Tuple* values = TRY(new_tuple(vm, format.count));
  for (std::size_t i = 0; i < format.count; ++i) values->items[i] = Value::none();
  std::size_t next = 0;
  for (const FormatRun& run : format.runs) {
    const bool one_item = run.item->code == 's' || run.item->code == 'p';
    const std::size_t count = one_item ? 1 : run.repeat;
    for (std::size_t i = 0; i < count; ++i) {
      values->items[next++] = TRY(unpack_item(vm, format, run, source + run.offset + i * run.item->size));
      vm.barrier(values);
    }
  }
  return Value::from_cell(values);
}

Result<Value> pack(Vm& vm, const Format& format, std::span<const Value> values) {
  if (values.size() != format.count) return raise_struct_error(vm, concat("pack expected ", format.count, " items for packing (got ", values.size(), ")"));
  Bytes* bytes = TRY(new_bytes_uninitialized(vm, format.size));
  TRY(pack_values(vm, format, values, bytes->data));
  return Value::from_cell(bytes);
}

/// pack_into(buffer, offset, *values)
Result<Value> pack_into(Vm& vm, const Format& format, std::span<const Value> arguments) {
  if (arguments.empty()) return raise_struct_error(vm, "pack_into expected buffer argument");
  if (arguments.size() < 2) return raise_struct_error(vm, "pack_into expected offset argument");
  const std::span<const Value> values = arguments.subspan(2);
  if (values.size() != format.count) return raise_struct_error(vm, concat("pack_into expected ", format.count, " items for packing (got ", values.size(), ")"));
  BufferView buffer;
  if (buffer.open(vm, arguments[0], true).is_raised()) {
    if (!vm.catch_if(TypeId::TypeError)) return Raised{};
    return vm.raise_error(TypeId::TypeError, "argument must be read-write bytes-like object, not ", full_type_name(vm, vm.type_of(arguments[0])));
  }
  const Value index = TRY(index_of(vm, arguments[1]));
  std::int64_t offset;
  if (!int_to_int64(index, &offset)) return vm.raise_error(TypeId::IndexError, "cannot fit '", full_type_name(vm, vm.type_of(arguments[1])), "' into an index-sized integer");
  const std::int64_t length = static_cast<std::int64_t>(buffer.length()), size = static_cast<std::int64_t>(format.size);
  if (offset < 0) {
    if (offset + size > 0) return raise_struct_error(vm, concat("no space to pack ", size, " bytes at offset ", offset));
    if (offset + length < 0) return raise_struct_error(vm, concat("offset ", offset, " out of range for ", length, "-byte buffer"));
    offset += length;
  }
  if (length - offset < size)
    return raise_struct_error(vm, concat("pack_into requires a buffer of at least ", static_cast<std::uint64_t>(size) + static_cast<std::uint64_t>(offset),
                                         " bytes for packing ", size, " bytes at offset ", offset, " (actual buffer size is ", length, ")"));
  TRY(pack_values(vm, format, values, buffer.data() + offset));
  return Value::none();
}

Result<Value> unpack(Vm& vm, const Format& format, Value object) {
  BufferView buffer;
  TRY(buffer.open(vm, object));
  if (buffer.length() != format.size) return raise_struct_error(vm, concat("unpack requires a buffer of ", format.size, " bytes"));
  return unpack_values(vm, format, buffer.data());
}

Result<Value> unpack_from(Vm& vm, const Format& format, Value object, Value offset_value) {
  BufferView buffer;
  TRY(buffer.open(vm, object));
  std::int64_t offset = TRY(index_to_int64(vm, offset_value));
  const std::int64_t length = static_cast<std::int64_t>(buffer.length()), size = static_cast<std::int64_t>(format.size);
  if (offset < 0) {
    if (offset + size > 0) return raise_struct_error(vm, concat("not enough data to unpack ", size, " bytes at offset ", offset));
    if (offset + length < 0) return raise_struct_error(vm, concat("offset ", offset, " out of range for ", length, "-byte buffer"));
    offset += length;
  }
  if (length - offset < size)
    return raise_struct_error(vm, concat("unpack_from requires a buffer of at least ", static_cast<std::uint64_t>(size) + static_cast<std::uint64_t>(offset),
                                         " bytes for unpacking ", size, " bytes at offset ", offset, " (actual buffer size is ", length, ")"));
  return unpack_values(vm, format, buffer.data() + offset);
}

// ---- iter_unpack ----

/// values: the buffer's owner; the rest in raw.
struct UnpackState {
  Format format;
  std::size_t position = 0;
  std::size_t length = 0;
};

Result<Value> iterator_next(Vm& vm, const Args& args) {
  NativeObject* self = args[0].as<NativeObject>();
  auto* state = static_cast<UnpackState*>(self->raw);
  if (state->position >= state->length) return vm.raise_stop_iteration(Value::none());
  BufferView buffer;
  TRY(buffer.open(vm, self->values[0]));
  if (buffer.length() < state->position + state->format.size) return vm.raise_stop_iteration(Value::none());
  const Value values = TRY(unpack_values(vm, state->format, buffer.data() + state->position));
  state->position += state->format.size;
  return values;
}
Result<Value> iterator_self(Vm&, const Args& args) { return args[0]; }
Result<Value> iterator_hint(Vm& vm, const Args& args) {
  const auto* state = static_cast<UnpackState*>(args[0].as<NativeObject>()->raw);
  return new_int(vm, static_cast<std::int64_t>((state->length - state->position) / state->format.size));
}
constexpr NativeMethod kIteratorMethods[] = {
    {"__iter__", iterator_self, "($self, /)"},
    {"__next__", iterator_next, "($self, /)"},
    {"__length_hint__", iterator_hint, "($self, /)"},
};
constexpr NativeTypeSpec kIteratorType{"_struct.unpack_iterator", kIteratorMethods};

Result<Value> iter_unpack(Vm& vm, const Format& format, Value object) {
  if (format.size == 0) return raise_struct_error(vm, "cannot iteratively unpack with a struct of length 0");
  BufferView buffer;
  TRY(buffer.open(vm, object));
  if (buffer.length() % format.size != 0)
    return raise_struct_error(vm, concat("iterative unpacking requires a buffer of a multiple of ", format.size, " bytes"));
  Type* type = vm.native_type(kIteratorType);
  NativeObject* iterator = TRY(vm.new_instance<NativeObject>(type, sizeof(Value)));
  iterator->value_count = 1;
  iterator->values[0] = object;
  auto* state = new UnpackState{format};
  state->length = buffer.length();
  iterator->raw = state;
  iterator->finalize = [](void* raw) { delete static_cast<UnpackState*>(raw); };
  return Value::from_cell(iterator);
}

// ---- Struct ----

Result<Value> new_method(Vm& vm, const Args& args) {
  NativeObject* object = TRY(vm.new_instance<NativeObject>(args[0].as<Type>()));
  object->raw = new StructState;
  object->finalize = [](void* raw) { delete static_cast<StructState*>(raw); };
  return Value::from_cell(object);
}
Result<Value> init_method(Vm& vm, const Args& args) {
  StructState state;
  TRY(format_text(vm, args[1], &state.text));
  TRY(parse_format(vm, state.text, &state.format));
  state.ready = true;
  state_of(args[0]) = std::move(state);
  return Value::none();
}
Result<void> require_ready(Vm& vm, Value self) {
  if (!state_of(self).ready) return vm.raise(TypeId::RuntimeError, "Struct object is not initialized");
  return {};
}
Result<Value> pack_method(Vm& vm, const Args& args) {
  TRY(require_ready(vm, args[0]));
  return pack(vm, state_of(args[0]).format, args.rest_span());
}
Result<Value> pack_into_method(Vm& vm, const Args& args) {
  TRY(require_ready(vm, args[0]));
  return pack_into(vm, state_of(args[0]).format, args.rest_span());
}
Result<Value> unpack_method(Vm& vm, const Args& args) {
  TRY(require_ready(vm, args[0]));
  return unpack(vm, state_of(args[0]).format, args[1]);
}
Result<Value> unpack_from_method(Vm& vm, const Args& args) {
  TRY(require_ready(vm, args[0]));
  return unpack_from(vm, state_of(args[0]).format, args[1], args[2]);
}
Result<Value> iter_unpack_method(Vm& vm, const Args& args) {
  TRY(require_ready(vm, args[0]));
  return iter_unpack(vm, state_of(args[0]).format, args[1]);
}
Result<Value> size_of(Vm& vm, const Args& args) {
  return new_int(vm, static_cast<std::int64_t>(56 + 32 * (state_of(args[0]).format.runs.size() + 1)));
}
Result<Value> get_format(Vm& vm, Value self) { return Value::from_cell(TRY(new_str(vm, state_of(self).text))); }
Result<Value> get_size(Vm& vm, Value self) {
  const StructState& state = state_of(self);
  return new_int(vm, state.ready ? static_cast<std::int64_t>(state.format.size) : -1);
}

constexpr NativeMethod kStructMethods[] = {
    {"__new__", new_method, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__init__", init_method, "($self, /, format)"},
    {"iter_unpack", iter_unpack_method, "($self, buffer, /)"},
    {"pack", pack_method, "($self, *values)"},
    {"pack_into", pack_into_method, "($self, *arguments)"},
    {"unpack", unpack_method, "($self, buffer, /)"},
    {"unpack_from", unpack_from_method, "($self, /, buffer, offset=0)"},
    {"__sizeof__", size_of, "($self, /)"},
};
constexpr NativeGetSet kStructGetSets[] = {
    {"format", get_format, nullptr, "struct format string"},
    {"size", get_size, nullptr, "struct size in bytes"},
};
constexpr NativeTypeSpec kStructType{"_struct.Struct", kStructMethods, kStructGetSets, "Struct(fmt) --> compiled struct object"};

// ---- functions ----

Result<Value> pack_function(Vm& vm, const Args& args) {
  if (args.rest_count == 0) return vm.raise(TypeId::TypeError, "missing format argument");
  Format format;
  TRY(parse_argument(vm, args.rest[0], &format));
  return pack(vm, format, args.rest_span().subspan(1));
}
Result<Value> pack_into_function(Vm& vm, const Args& args) {
  if (args.rest_count == 0) return vm.raise(TypeId::TypeError, "missing format argument");
  Format format;
  TRY(parse_argument(vm, args.rest[0], &format));
  return pack_into(vm, format, args.rest_span().subspan(1));
}
Result<Value> unpack_function(Vm& vm, const Args& args) {
  Format format;
  TRY(parse_argument(vm, args[0], &format));
  return unpack(vm, format, args[1]);
}
Result<Value> unpack_from_function(Vm& vm, const Args& args) {
  Format format;
  TRY(parse_argument(vm, args[0], &format));
  return unpack_from(vm, format, args[1], args[2]);
}
Result<Value> iter_unpack_function(Vm& vm, const Args& args) {
  Format format;
  TRY(parse_argument(vm, args[0], &format));
  return iter_unpack(vm, format, args[1]);
}
Result<Value> calcsize(Vm& vm, const Args& args) {
  Format format;
  TRY(parse_argument(vm, args[0], &format));
  return new_int(vm, static_cast<std::int64_t>(format.size));
}
Result<Value> clear_cache(Vm&, const Args&) { return Value::none(); }

constexpr NativeMethod kFunctions[] = {
    {"_clearcache", clear_cache, "()"},
    {"calcsize", calcsize, "(format, /)"},
    {"iter_unpack", iter_unpack_function, "(format, buffer, /)"},
    {"pack", pack_function, "(*values)"},
    {"pack_into", pack_into_function, "(*values)"},
    {"unpack", unpack_function, "(format, buffer, /)"},
    {"unpack_from", unpack_from_function, "(format, /, buffer, offset=0)"},
};

Result<void> initialize(Vm& vm, Module* module) {
  Type* error = error_type(vm);
  if (!error) return Raised{};
  TRY(set_module_value(vm, module, "error", Value::from_cell(error)));
  TRY(vm.make_native_type(kIteratorType, kind::NativeObject, sizeof(NativeObject), TypeId::Object, kTypeUninstantiable));
  Type* type = TRY(vm.make_native_type(kStructType, kind::NativeObject, sizeof(NativeObject)));
  return set_module_value(vm, module, "Struct", Value::from_cell(type));
}

}  // namespace
}  // namespace structs

const NativeModuleSpec& _struct_module() {
  static constexpr NativeModuleSpec kSpec{"_struct", structs::kFunctions, structs::initialize, "Conversion between values and C structs as bytes."};
  return kSpec;
}

}  // namespace tauraro
