// Pickling of arrays: as a list, or as bytes in a machine format that other machines can read.
#include <bit>
#include <cstring>

#include "modules/array/array_object.h"
#include "object/bytes.h"
#include "object/operations.h"

namespace tauraro::arrays {

namespace {

/// The machine formats by number.
struct MachineFormat {
  std::uint8_t size;
  enum Kind : std::uint8_t { Unsigned, Signed, Float, Text } kind;
  bool big_endian;
};
constexpr MachineFormat kFormats[] = {
    {1, MachineFormat::Unsigned, false}, {1, MachineFormat::Signed, false}, {2, MachineFormat::Unsigned, false}, {2, MachineFormat::Unsigned, true},
    {2, MachineFormat::Signed, false},   {2, MachineFormat::Signed, true},  {4, MachineFormat::Unsigned, false}, {4, MachineFormat::Unsigned, true},
    {4, MachineFormat::Signed, false},   {4, MachineFormat::Signed, true},  {8, MachineFormat::Unsigned, false}, {8, MachineFormat::Unsigned, true},
    {8, MachineFormat::Signed, false},   {8, MachineFormat::Signed, true},  {4, MachineFormat::Float, false},    {4, MachineFormat::Float, true},
    {8, MachineFormat::Float, false},    {8, MachineFormat::Float, true},   {2, MachineFormat::Text, false},     {2, MachineFormat::Text, true},
    {4, MachineFormat::Text, false},     {4, MachineFormat::Text, true},
};

Result<Value> decode_item(Vm& vm, const MachineFormat& format, const char* item) {
  std::uint8_t bytes[8];
  for (std::size_t i = 0; i < format.size; ++i) bytes[i] = static_cast<std::uint8_t>(item[format.big_endian ? format.size - 1u - i : i]);
  if (format.kind != MachineFormat::Float) return int_from_bytes(vm, bytes, format.size, true, format.kind == MachineFormat::Signed);
  std::uint64_t bits = 0;
  std::memcpy(&bits, bytes, format.size);
  if (format.size == 4) return Value::from_any_double(static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits))));
  return Value::from_any_double(std::bit_cast<double>(bits));
}

Result<Value> dict_of(Vm& vm, Value self) {
  const Value dict = TRY(find_attr(vm, self, "__dict__"));
  return dict.is_not_found() ? Value::none() : dict;
}

Result<Value> tuple_of(Vm& vm, std::initializer_list<Value> items) {
  return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(items.begin(), items.size()))));
}

}  // namespace

Result<Value> reduce_ex(Vm& vm, const Args& args) {
  if (!is_int_like(args[1])) return vm.raise(TypeId::TypeError, "__reduce_ex__ argument should be an integer");
  const std::int64_t protocol = TRY(index_to_int64(vm, args[1]));
  const ArrayState& array = state_of(args[0]);
  const Value attributes = TRY(dict_of(vm, args[0]));
  const Value type = Value::from_cell(vm.type_of(args[0]));
  const Value code = Value::from_cell(char_str(vm, static_cast<char32_t>(array.type->code)));
  if (protocol < 3) {
    const Value list = TRY(vm.call_method(args[0], "tolist", {}));
    return tuple_of(vm, {type, TRY(tuple_of(vm, {code, list})), attributes});
  }
  const Value module = dict_get_str(vm, vm.modules, intern(vm, "array"));
  if (module.is_not_found()) return vm.raise(TypeId::ImportError, "No module named 'array'");
  const Value function = TRY(get_attr(vm, module, "_array_reconstructor"));
  const Value bytes = Value::from_cell(TRY(new_bytes(vm, {array.data, array.bytes()})));
  const Value arguments = TRY(tuple_of(vm, {type, code, Value::from_int(array.type->machine_format), bytes}));
  return tuple_of(vm, {function, arguments, attributes});
}

Result<Value> reconstruct(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Type))
    return vm.raise_error(TypeId::TypeError, "first argument must be a type object, not ", full_type_name(vm, vm.type_of(args[0])));
  Type* type = args[0].as<Type>();
  if (!is_subtype(type, exact_array_type(vm)))
    return vm.raise_error(TypeId::TypeError, full_type_name(vm, type), " is not a subtype of array.array");
  if (!args[1].is(kind::Str) || args[1].as<Str>()->length != 1)
    return vm.raise_error(TypeId::TypeError, "_array_reconstructor() argument 2 must be a unicode character, not ", full_type_name(vm, vm.type_of(args[1])));
  const char32_t code = view(vm, args[1].as<Str>())[0];
  const ItemType* item_type = code < 128 ? find_item_type(static_cast<char>(code)) : nullptr;
  if (!item_type) return vm.raise(TypeId::ValueError, "second argument must be a valid type code");
  const std::int64_t number = TRY(index_to_int64(vm, args[2]));
  if (number < 0 || static_cast<std::size_t>(number) >= std::size(kFormats)) return vm.raise(TypeId::ValueError, "third argument must be a valid machine format code.");
  if (!args[3].is(kind::Bytes)) return vm.raise_error(TypeId::TypeError, "fourth argument should be bytes, not ", full_type_name(vm, vm.type_of(args[3])));
  const MachineFormat& format = kFormats[number];
  const std::string_view bytes = args[3].as<Bytes>()->view();
  const Value result = TRY(new_array_object(vm, type, item_type, 0));
  if (number == item_type->machine_format) {
    TRY(append_bytes(vm, state_of(result), bytes));
    return result;
  }
  if (bytes.size() % format.size) return vm.raise(TypeId::ValueError, "bytes length not a multiple of item size");
  if (format.kind == MachineFormat::Text) {
    const char* codec = format.size == 2 ? (format.big_endian ? "utf-16-be" : "utf-16-le") : format.big_endian ? "utf-32-be" : "utf-32-le";
    const Value text = TRY(vm.call_method(args[3], "decode", {Value::from_cell(intern(vm, codec))}));
    TRY(append_text(vm, state_of(result), text));
    return result;
  }
  for (std::size_t i = 0; i < bytes.size(); i += format.size) {
    const Value item = TRY(decode_item(vm, format, bytes.data() + i));
    TRY(append(vm, result, item));
  }
  return result;
}

}  // namespace tauraro::arrays
