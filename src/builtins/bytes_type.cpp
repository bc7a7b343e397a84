#include "builtins/bytes_methods.h"
#include "builtins/iterator_methods.h"
#include "object/iterators.h"

namespace tauraro {

namespace {

using namespace bytes_methods;

Result<Value> bytes_new(Vm& vm, const Args& args) {
  Type* type = args[0].as<Type>();
  Bytes* content = TRY(bytes_from_arguments(vm, "bytes", args[1], args[2], args[3]));
  if (type == vm.type(TypeId::Bytes)) {
    if (vm.is_exact(Value::from_cell(content), TypeId::Bytes) || args.has(1)) return Value::from_cell(content);
    return Value::from_cell(TRY(new_bytes(vm, content->view())));
  }
  Bytes* made = TRY(vm.new_instance<Bytes>(type, content->length + 1));
  made->length = content->length;
  std::memcpy(made->data, content->data, content->length);
  return Value::from_cell(made);
}

Result<Value> bytes_repr_method(Vm& vm, const Args& args) { return bytes_repr(vm, self_bytes(args)); }
Result<Value> bytes_hash_method(Vm& vm, const Args& args) { return new_int(vm, static_cast<std::int64_t>(bytes_hash(vm, args[0].as<Bytes>()))); }
Result<Value> bytes_bytes(Vm& vm, const Args& args) { return like_self(vm, args, self_bytes(args)); }

Result<Value> bytes_getnewargs(Vm& vm, const Args& args) { return make_tuple(vm, {TRY(like_self(vm, args, self_bytes(args)))}); }

Result<Value> bytes_fromhex(Vm& vm, const Args& args) {
  const Value content = Value::from_cell(TRY(bytes_from_hex_text(vm, args[1])));
  return args[0] == Value::from_cell(vm.type(TypeId::Bytes)) ? Result<Value>(content) : vm.call(args[0], {content});
}

Result<Value> bytes_getitem(Vm& vm, const Args& args) {
  const std::string_view self = self_bytes(args);
  const auto length = static_cast<std::int64_t>(self.size());
  if (args[1].is(kind::Slice)) {
    const SliceBounds bounds = TRY(slice_bounds(vm, args[1].as<Slice>(), length));
    if (bounds.step == 1) return like_self(vm, args, self.substr(static_cast<std::size_t>(bounds.start), static_cast<std::size_t>(std::max<std::int64_t>(0, bounds.count))));
    std::string out;
    for (std::int64_t i = 0, place = bounds.start; i < bounds.count; ++i, place += bounds.step) out += self[static_cast<std::size_t>(place)];
    return like_self(vm, args, out);
  }
  if (!is_index(vm, args[1])) return vm.raise_error(TypeId::TypeError, "byte indices must be integers or slices, not ", full_type_name(vm, vm.type_of(args[1])));
  std::int64_t index = TRY(item_index(vm, args[1]));
  if (index < 0) index += length;
  if (index < 0 || index >= length) return vm.raise(TypeId::IndexError, "index out of range");
  return Value::from_int(static_cast<std::uint8_t>(self[static_cast<std::size_t>(index)]));
}

Result<Value> bytes_multiply(Vm& vm, const Args& args) {
  if (!is_index(vm, args[1])) return Value::not_implemented();
  const std::int64_t count = std::max<std::int64_t>(0, TRY(index_to_size(vm, args[1])));
  const std::string_view self = self_bytes(args);
  if (count == 1) return like_self(vm, args, self);
  if (self.size() && static_cast<std::uint64_t>(count) > INT64_MAX / self.size()) return vm.raise(TypeId::OverflowError, "repeated bytes are too long");
  Bytes* made = TRY(new_bytes_uninitialized(vm, self.size() * static_cast<std::size_t>(count)));
  if (self.size() == 1) {
    std::memset(made->data, self[0], made->length);
  } else {
    for (std::size_t done = 0; done < made->length; done += self.size()) std::memcpy(made->data + done, self.data(), self.size());
  }
  return Value::from_cell(made);
}

Result<Value> bytes_iter(Vm& vm, const Args& args) { return new_bytes_iterator(vm, args[0]); }

constexpr NativeMethod kMethods[] = {
    {"__new__", bytes_new, "($type, source=<unset>, encoding=<unset>, errors=<unset>)", NativeMethod::Static},
    {"__repr__", bytes_repr_method, "($self, /)"},
    {"__str__", bytes_repr_method, "($self, /)"},
    {"__hash__", bytes_hash_method, "($self, /)"},
    {"__bytes__", bytes_bytes, "($self, /)"},
    {"__getitem__", bytes_getitem, "($self, key, /)"},
    {"__iter__", bytes_iter, "($self, /)"},
    {"__mul__", bytes_multiply, "($self, value, /)"},
    {"__rmul__", bytes_multiply, "($self, value, /)"},
    {"__getnewargs__", bytes_getnewargs, "($self, /)"},
    {"fromhex", bytes_fromhex, "($type, string, /)", NativeMethod::Class},
    TAURARO_BYTES_METHOD_ROWS,
};

}  // namespace

void define_bytes_type(Vm& vm) {
  vm.define_methods(TypeId::Bytes, kMethods, {},
                    "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n"
                    "bytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object\n\n"
                    "Construct an immutable array of bytes from:\n  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n"
                    "  - any object implementing the buffer API.\n  - an integer");
}

}  // namespace tauraro
