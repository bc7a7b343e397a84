// Which way an object is saved; the simple ones.
#include "modules/pickle/pickling.h"

#include "builtins/number_methods.h"
#include "object/bytes.h"
#include "object/codec.h"
#include "object/codecs.h"

namespace tauraro::pickle {

void MemoTable::set(Value object, std::uint32_t number) {
  if (slots_.size() < (std::size_t{count_} + 1) * 2) {
    std::vector<Slot> before(std::max<std::size_t>(32, slots_.size() * 4));
    before.swap(slots_);
    count_ = 0;
    for (const Slot& slot : before)
      if (slot.bits) set(Value::from_bits(slot.bits), slot.number);
  }
  std::size_t i = hash(object) & mask();
  while (slots_[i].bits && slots_[i].bits != object.bits()) i = (i + 1) & mask();
  count_ += slots_[i].bits == 0;
  slots_[i] = {object.bits(), number};
}

Result<void> memo_put(Pickling& p, Value object) {
  if (p.state.fast) return {};
  const std::uint32_t number = p.state.memo.count();
  TRY(list_append(p.vm, p.field(kMemoObjects).as<List>(), object));
  p.state.memo.set(object, number);
  Output& out = p.state.output;
  if (p.state.protocol >= 4) out.put(kMemoize);
  else if (!p.state.binary) out.put(concat("p", number, "\n"));
  else if (number < 256) out.put_number(kBinPut, number, 1);
  else out.put_number(kLongBinPut, number, 4);
  return {};
}

Result<void> memo_get(Pickling& p, Value object) {
  const std::int64_t number = p.state.memo.find(object);
  if (number < 0) return p.vm.raise_key_error(object);
  Output& out = p.state.output;
  if (!p.state.binary) out.put(concat("g", number, "\n"));
  else if (number < 256) out.put_number(kBinGet, static_cast<std::uint64_t>(number), 1);
  else out.put_number(kLongBinGet, static_cast<std::uint64_t>(number), 4);
  return {};
}

namespace {

void save_bool(Pickling& p, bool truth) {
  if (p.state.protocol >= 2) p.put(truth ? kNewTrue : kNewFalse);
  else p.state.output.put(truth ? "I01\n" : "I00\n");
}

void save_small_int(Pickling& p, std::int64_t number) {
  Output& out = p.state.output;
  const auto bits = static_cast<std::uint32_t>(number);
  if (!p.state.binary) out.put(concat("I", number, "\n"));
  else if (bits > 0xffff) out.put_number(kBinInt, bits, 4);
  else if (bits > 0xff) out.put_number(kBinInt2, bits, 2);
  else out.put_number(kBinInt1, bits, 1);
}

Result<void> save_int(Pickling& p, Value object) {
  std::int64_t number;
  const bool is_small = int_to_int64(object, &number);
  if (is_small && number >= INT32_MIN && number <= INT32_MAX) {
    save_small_int(p, number);
    return {};
  }
  Output& out = p.state.output;
  if (p.state.protocol < 2) {
    out.put(concat("L", text_of(p.vm, TRY(repr(p.vm, object))), "L\n"));
    return {};
  }
  const std::uint64_t size = int_bit_length(object) / 8 + 1;
  if (size > 0x7fffffff) return p.vm.raise(TypeId::OverflowError, "int too large to pickle");
  // int.to_bytes(size, "little", signed=True)
  const Value arguments[] = {Value::from_int(static_cast<std::int64_t>(size)), interned(p.vm, "little")};
  const Value keyword = Value::from_bool(true);
  const Value names = TRY(tuple_value(p.vm, {interned(p.vm, "signed")}));
  const Value bytes = TRY(p.vm.call(TRY(get_attr(p.vm, object, "to_bytes")), arguments, names, {&keyword, 1}));
  std::string_view data = bytes.as<Bytes>()->view();
  const bool negative = int_compare(object, Value::from_int(0)) < 0;
  if (negative && data.size() > 1 && data.back() == '\xff' && data[data.size() - 2] & 0x80) data.remove_suffix(1);
  if (data.size() < 256) out.put_number(kLong1, data.size(), 1);
  else out.put_number(kLong4, data.size(), 4);
  out.put(data);
  return {};
}

void save_float(Pickling& p, double number) {
  if (!p.state.binary) return p.state.output.put("F" + double_repr(number) + "\n");
  char bytes[9] = {kBinFloat};
  const std::uint64_t bits = __builtin_bswap64(std::bit_cast<std::uint64_t>(number));
  std::memcpy(bytes + 1, &bits, 8);
  p.state.output.put({bytes, 9});
}

Result<void> save_bytes(Pickling& p, Value object) {
  const Bytes* bytes = object.as<Bytes>();
  if (p.state.protocol >= 3) return save_bytes_data(p, object, bytes->view());
  if (bytes->length == 0) return save_call(p, type_value(p.vm, TypeId::Bytes), {}, object);
  const Value text = value_of(TRY(new_str_latin1(p.vm, reinterpret_cast<const std::uint8_t*>(bytes->data), bytes->length)));
  const Value encode = TRY(get_attr(p.vm, TRY(import_module(p.vm, "_codecs")), "encode"));
  return save_call(p, encode, {text, interned(p.vm, "latin1")}, object);
}

Result<void> save_bytearray(Pickling& p, Value object) {
  const std::string_view data = object.as<ByteArray>()->view();
  const Value type = type_value(p.vm, TypeId::ByteArray);
  if (p.state.protocol < 5) {
    if (data.empty()) return save_call(p, type, {}, object);
    return save_call(p, type, {value_of(TRY(new_bytes(p.vm, data)))}, object);
  }
  TRY(p.state.output.put_data(p.vm, p.field(kWrite), kByteArray8, 8, std::string(data), object));
  return memo_put(p, object);
}

/// Latin-1 with \u escapes, of what would end the line too.
std::string raw_unicode_escape(StrView text) {
  std::string escaped;
  char buffer[16];
  for (std::uint32_t i = 0; i < text.length; ++i) {
    const char32_t c = text[i];
    const bool is_special = c == '\\' || c == 0 || c == '\n' || c == '\r' || c == 0x1a;
    if (c < 256 && !is_special) escaped += static_cast<char>(c);
    else escaped.append(buffer, static_cast<std::size_t>(std::snprintf(buffer, sizeof buffer, c >= 0x10000 ? "\\U%08x" : "\\u%04x", static_cast<unsigned>(c))));
  }
  return escaped;
}

Result<void> put_text(Pickling& p, std::string_view utf8) {
  Output& out = p.state.output;
  const Value write = p.field(kWrite);
  if (utf8.size() <= 0xff && p.state.protocol >= 4) return out.put_data(p.vm, write, kShortBinUnicode, 1, utf8, Value());
  if (utf8.size() <= 0xffffffff) return out.put_data(p.vm, write, kBinUnicode, 4, utf8, Value());
  if (p.state.protocol >= 4) return out.put_data(p.vm, write, kBinUnicode8, 8, utf8, Value());
  return p.vm.raise(TypeId::OverflowError, "serializing a string larger than 4 GiB requires pickle protocol 4 or higher");
}

Result<void> save_str(Pickling& p, Value object) {
  const StrView text = view(p.vm, object.as<Str>());
  if (!p.state.binary) p.state.output.put("V" + raw_unicode_escape(text) + "\n");
  else if (is_ascii(object.as<Str>())) TRY(put_text(p, {reinterpret_cast<const char*>(text.latin1()), text.length}));
  else TRY(put_text(p, to_utf8(p.vm, object.as<Str>())));
  return memo_put(p, object);
}

/// False: the object has no persistent id.
Result<bool> save_persistent(Pickling& p, Value object) {
  const Value id = TRY(p.vm.call(p.field(kPersistentId), {object}));
  if (id.is_none()) return false;
  if (p.state.binary) {
    TRY(save(p, id, true));
    p.put(kBinPersId);
    return true;
  }
  const Value text = TRY(to_str(p.vm, id));
  if (!is_ascii(text.as<Str>())) return raise_pickling(p.vm, kPicklingError, "persistent IDs in protocol 0 must be ASCII strings");
  p.state.output.put("P" + text_of(p.vm, text) + "\n");
  return true;
}

/// type(None) and the like cannot be found by name.
Result<void> save_type(Pickling& p, Value object) {
  for (const Value singleton : {Value::none(), Value::ellipsis(), Value::not_implemented()})
    if (object == type_value_of(p.vm, singleton)) return save_call(p, type_value(p.vm, TypeId::Type), {singleton}, object);
  return save_global(p, object, Value());
}

Result<Value> dispatched(Pickling& p, Type* type) {
  if (p.field(kDispatchTable).is_empty()) {
    if (p.field(kRegistry).is_empty()) p.set_field(kRegistry, TRY(get_attr(p.vm, TRY(import_module(p.vm, "copyreg")), "dispatch_table")));
    if (!p.field(kRegistry).is(kind::Dict))
      return p.vm.raise_error(TypeId::RuntimeError, "copyreg.dispatch_table should be a dict, not ", name_of_type(p.vm, p.field(kRegistry)));
    return dict_get(p.vm, p.field(kRegistry).as<Dict>(), value_of(type));
  }
  const Result<Value> found = get_item(p.vm, p.field(kDispatchTable), value_of(type));
  if (!found.is_raised()) return found;
  if (!p.vm.catch_if(TypeId::KeyError)) return Raised{};
  return Value::not_found();
}

/// What the object is reduced to; empty: it is a global.
Result<Value> reduced(Pickling& p, Value object, Type* type) {
  Vm& vm = p.vm;
  const Value function = TRY(dispatched(p, type));
  if (!function.is_not_found()) return vm.call(function, {object});
  if (is_subtype(type, vm.type(TypeId::Type))) return Value::not_found();
  const Value reduce_ex = TRY(find_attr(vm, object, "__reduce_ex__"));
  if (!reduce_ex.is_not_found()) return vm.call(reduce_ex, {Value::from_int(p.state.protocol)});
  const Value reduce = TRY(find_attr(vm, object, "__reduce__"));
  if (!reduce.is_not_found()) return vm.call(reduce, {});
  return raise_pickling(vm, kPicklingError, "can't pickle '", full_type_name(vm, type), "' object: ", TRY(repr_text(vm, object)));
}

Result<void> save_reduced(Pickling& p, Value value, Value object) {
  if (value.is(kind::Str)) return save_global(p, object, value);
  if (!value.is(kind::Tuple)) return raise_pickling(p.vm, kPicklingError, "__reduce__ must return a string or tuple");
  return save_reduce(p, value, object);
}

Result<void> save_other(Pickling& p, Value object, Type* type) {
  if (!p.field(kReducerOverride).is_empty()) {
    const Value value = TRY(p.vm.call(p.field(kReducerOverride), {object}));
    if (!value.is_not_implemented()) return save_reduced(p, value, object);
  }
  if (type == p.vm.type(TypeId::Type)) return save_type(p, object);
  if (type == p.vm.type(TypeId::Function)) return save_global(p, object, Value());
  const Value value = TRY(reduced(p, object, type));
  return value.is_not_found() ? save_global(p, object, Value()) : save_reduced(p, value, object);
}

Result<void> save_container_or_other(Pickling& p, Value object) {
  TAURARO_ENTER_NATIVE(p.vm, " while pickling an object");
  Type* type = p.vm.type_of(object);
  switch (type->id) {
    case TypeId::Dict: return save_dict(p, object);
    case TypeId::Set: return save_set(p, object);
    case TypeId::FrozenSet: return save_frozenset(p, object);
    case TypeId::List: return save_list(p, object);
    case TypeId::Tuple: return save_tuple(p, object);
    case TypeId::ByteArray: return save_bytearray(p, object);
    default: break;
  }
  if (type->native_name == kPickleBufferType.name) return save_buffer(p, object);
  return save_other(p, object, type);
}

}  // namespace

Result<void> save_bytes_data(Pickling& p, Value object, std::string_view data) {
  Output& out = p.state.output;
  const Value write = p.field(kWrite);
  if (data.size() <= 0xff) TRY(out.put_data(p.vm, write, kShortBinBytes, 1, data, object));
  else if (data.size() <= 0xffffffff) TRY(out.put_data(p.vm, write, kBinBytes, 4, data, object));
  else if (p.state.protocol >= 4) TRY(out.put_data(p.vm, write, kBinBytes8, 8, data, object));
  else return p.vm.raise(TypeId::OverflowError, "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher");
  return memo_put(p, object);
}

Result<void> save(Pickling& p, Value object, bool is_persistent_id) {
  TRY(p.state.output.opcode_boundary(p.vm, p.field(kWrite)));
  if (!is_persistent_id && !p.field(kPersistentId).is_empty() && TRY(save_persistent(p, object))) return {};
  if (object.is_int()) return save_int(p, object);
  if (object.is_none()) return p.put(kNone), Result<void>();
  if (object.is_bool()) return save_bool(p, object.as_bool()), Result<void>();
  if (object.is_double()) return save_float(p, object.as_double()), Result<void>();
  const TypeId type = p.vm.type_of(object)->id;
  if (type == TypeId::Int) return save_int(p, object);
  if (p.knows(object)) return memo_get(p, object);
  if (type == TypeId::Str) return save_str(p, object);
  if (type == TypeId::Bytes) return save_bytes(p, object);
  return save_container_or_other(p, object);
}

Result<void> dump_object(Pickling& p, Value object) {
  Output& out = p.state.output;
  out.clear();
  out.set_framing(false);
  const Value override_ = TRY(find_attr(p.vm, value_of(p.self), "reducer_override"));
  p.set_field(kReducerOverride, override_.is_not_found() ? Value() : override_);
  if (p.state.protocol >= 2) {
    out.put_number(kProto, static_cast<std::uint64_t>(p.state.protocol), 1);
    out.set_framing(p.state.protocol >= 4);
  }
  const Result<void> outcome = save(p, object);
  p.set_field(kReducerOverride, Value());  // it holds the pickler
  if (outcome.is_raised()) {
    out.set_framing(false);
    return outcome;
  }
  out.put(kStop);
  out.close_frame();
  out.set_framing(false);
  return {};
}

}  // namespace tauraro::pickle
