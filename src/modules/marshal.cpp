// The module marshal: CPython's format of constants. Code objects are written in the format of bytecode/code_file.h.
#include <bit>
#include <cstring>

#include "builtins/support.h"
#include "bytecode/code_file.h"
#include "object/bytes.h"
#include "object/function.h"
#include "vm/link.h"

namespace tauraro {
namespace {

constexpr int kMaxDepth = 2000;
constexpr std::uint8_t kReference = 0x80;  // bit of a type byte: the object may be referred to later

/// Marshalled code is not of any source file; the file format itself refuses bytes of another version.
constexpr CodeFileKey kNoSource = {};

/// The unit of a code object whose nested code may have been replaced; null: its constants are not those of its unit.
CodeUnitPtr complete_unit(const Code* code) {
  if (!code->overrides.is_empty()) return nullptr;
  const CodeUnitPtr& unit = *code->unit;
  std::vector<CodeUnitPtr> children;
  bool same = true;
  for (Value child : code->children.as<Tuple>()->span()) {
    children.push_back(complete_unit(child.as<Code>()));
    if (!children.back()) return nullptr;
    same = same && children.back() == unit->children[children.size() - 1];
  }
  if (same) return unit;
  auto changed = std::make_shared<CodeUnit>(*unit);
  changed->children = std::move(children);
  return changed;
}

// ---- writing ----

class Writer {
 public:
  Writer(Vm& vm, std::int64_t version) : vm_(vm), version_(version) {}
  Result<void> write(Value value);
  std::string bytes;

 private:
  void byte(char value) { bytes += value; }
  void long32(std::int64_t value) {
    for (int i = 0; i < 4; ++i) bytes += static_cast<char>(value >> 8 * i);
  }
  void raw_double(double value) {
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(value);
    for (int i = 0; i < 8; ++i) bytes += static_cast<char>(bits >> 8 * i);
  }
  void sized(char type, std::string_view content) {
    byte(type);
    long32(static_cast<std::int64_t>(content.size()));
    bytes += content;
  }
  Result<void> integer(Value value);
  Result<void> items(char type, std::span<const Value> values);
  Result<void> text(Str* value);
  Result<void> code(const Code* value);
  Raised unmarshallable() { return vm_.raise(TypeId::ValueError, "unmarshallable object"); }

  Vm& vm_;
  std::int64_t version_;
  int depth_ = 0;
};

/// Digits of 15 bits, least significant first; the count carries the sign.
Result<void> Writer::integer(Value value) {
  std::int64_t small;
  if (int_to_int64(value, &small) && small >= INT32_MIN && small <= INT32_MAX) {
    byte('i');
    long32(small);
    return {};
  }
  const bool negative = int_compare(value, Value::from_int(0)) < 0;
  Value rest = negative ? TRY(int_negative(vm_, value)) : value;
  std::string digits;
  std::int64_t count = 0;
  while (int_compare(rest, Value::from_int(0)) != 0) {
    const std::int64_t digit = TRY(int_and(vm_, rest, Value::from_int(0x7fff))).as_int();
    digits += static_cast<char>(digit);
    digits += static_cast<char>(digit >> 8);
    rest = TRY(int_rshift(vm_, rest, Value::from_int(15)));
    ++count;
  }
  byte('l');
  long32(negative ? -count : count);
  bytes += digits;
  return {};
}

Result<void> Writer::items(char type, std::span<const Value> values) {
  if (type == '(' && version_ >= 4 && values.size() < 256) {
    byte(')');
    byte(static_cast<char>(values.size()));
  } else {
    byte(type);
    long32(static_cast<std::int64_t>(values.size()));
  }
  for (std::size_t i = 0; i < values.size(); ++i) TRY(write(values[i]));
  return {};
}

Result<void> Writer::text(Str* value) {
  const std::string utf8 = to_utf8(vm_, value);
  const bool ascii = value->flags & kStrAscii;
  if (version_ >= 4 && ascii) {
    const bool interned = value->flags & kStrInterned;
    if (utf8.size() < 256) {
      byte(interned ? 'Z' : 'z');
      byte(static_cast<char>(utf8.size()));
      bytes += utf8;
    } else {
      sized(interned ? 'A' : 'a', utf8);
    }
    return {};
  }
  sized(version_ >= 3 && value->flags & kStrInterned ? 't' : 'u', utf8);
  return {};
}

Result<void> Writer::code(const Code* value) {
  const CodeUnitPtr unit = complete_unit(value);
  if (!unit) return unmarshallable();
  sized('c', write_code_file(*unit, kNoSource));
  return {};
}

Result<void> Writer::write(Value value) {
  if (depth_ > kMaxDepth) return vm_.raise(TypeId::ValueError, "object too deeply nested to marshal");
  ++depth_;
  struct Leave {
    int& depth;
    ~Leave() { --depth; }
  } leave{depth_};
  if (value.is_none()) return byte('N'), Result<void>();
  if (value.is_true()) return byte('T'), Result<void>();
  if (value.is_false()) return byte('F'), Result<void>();
  if (value.is_ellipsis()) return byte('.'), Result<void>();
  if (value == type_value(vm_, TypeId::StopIteration)) return byte('S'), Result<void>();
  if (value.is_int() || vm_.is_exact(value, TypeId::Int)) return integer(value);
  if (value.is_double()) {
    byte('g');
    raw_double(value.as_double());
    return {};
  }
  if (vm_.is_exact(value, TypeId::Complex)) {
    byte('y');
    raw_double(value.as<Complex>()->real);
    raw_double(value.as<Complex>()->imaginary);
    return {};
  }
  if (vm_.is_exact(value, TypeId::Str)) return text(value.as<Str>());
  if (vm_.is_exact(value, TypeId::Bytes)) return sized('s', value.as<Bytes>()->view()), Result<void>();
  if (vm_.is_exact(value, TypeId::Tuple)) return items('(', value.as<Tuple>()->span());
  if (vm_.is_exact(value, TypeId::List)) return items('[', value.as<List>()->span());
  if (vm_.is_exact(value, TypeId::Set) || vm_.is_exact(value, TypeId::FrozenSet)) {
    List* members = TRY(list_from(vm_, value));
    return items(vm_.is_exact(value, TypeId::Set) ? '<' : '>', members->span());
  }
  if (vm_.is_exact(value, TypeId::Dict)) {
    byte('{');
    std::uint32_t position = 0;
    Value key, item;
    while (dict_next(value.as<Dict>(), &position, &key, &item)) {
      TRY(write(key));
      TRY(write(item));
    }
    byte('0');
    return {};
  }
  if (value.is(kind::Code)) return code(value.as<Code>());
  if (is_bytes_like(vm_, value)) {
    BufferView content;
    TRY(content.open(vm_, value));
    sized('s', content.view());
    return {};
  }
  return unmarshallable();
}

// ---- reading ----

class Reader {
 public:
  Reader(Vm& vm, std::string_view input, List* references) : vm_(vm), input_(input), references_(references) {}
  Result<Value> read();
  std::size_t position() const { return at_; }

 private:
  Result<std::string_view> take(std::size_t count) {
    if (input_.size() - at_ < count) return vm_.raise(TypeId::EOFError, "marshal data too short");
    const std::string_view part = input_.substr(at_, count);
    at_ += count;
    return part;
  }
  Result<std::int64_t> number(int size) {
    const std::string_view part = TRY(take(static_cast<std::size_t>(size)));
    std::uint64_t value = 0;
    for (int i = 0; i < size; ++i) value |= std::uint64_t{static_cast<unsigned char>(part[static_cast<std::size_t>(i)])} << 8 * i;
    if (size == 4) return static_cast<std::int64_t>(static_cast<std::int32_t>(value));
    return static_cast<std::int64_t>(value);
  }
  Result<double> raw_double() { return std::bit_cast<double>(TRY(number(8))); }
  Result<std::size_t> size() {
    const std::int64_t count = TRY(number(4));
    if (count < 0) return bad("bad marshal data (size out of range)");
    return static_cast<std::size_t>(count);
  }
  Raised bad(const char* message) { return vm_.raise(TypeId::ValueError, message); }
  /// A place among the references, filled when the object is complete.
  Result<std::int64_t> reserve(bool referred) {
    if (!referred) return std::int64_t{-1};
    TRY(list_append(vm_, references_, Value::none()));
    return static_cast<std::int64_t>(references_->length) - 1;
  }
  Value remember(std::int64_t place, Value value) {
    if (place >= 0) list_set(vm_, references_, place, value);
    return value;
  }
  Result<Value> integer();
  Result<Value> text(std::size_t count, bool interned);
  Result<Value> sequence(char type, std::size_t count, bool referred);
  Result<Value> object(char type, bool referred);
  Result<Value> dict(bool referred);
  Result<Value> code(std::string_view content);

  Vm& vm_;
  std::string_view input_;
  std::size_t at_ = 0;
  List* references_;
  int depth_ = 0;
};

Result<Value> Reader::integer() {
  const std::int64_t count = TRY(number(4));
  Value value = Value::from_int(0);
  const std::int64_t digits = count < 0 ? -count : count;
  std::string_view bytes = TRY(take(static_cast<std::size_t>(2 * digits)));
  for (std::int64_t i = digits - 1; i >= 0; --i) {
    const auto low = static_cast<unsigned char>(bytes[static_cast<std::size_t>(2 * i)]), high = static_cast<unsigned char>(bytes[static_cast<std::size_t>(2 * i) + 1]);
    if (high >= 0x80) return bad("bad marshal data (digit out of range in long)");
    value = TRY(int_lshift(vm_, value, Value::from_int(15)));
    value = TRY(int_or(vm_, value, Value::from_int(low | high << 8)));
  }
  return count < 0 ? int_negative(vm_, value) : Result<Value>(value);
}

Result<Value> Reader::text(std::size_t count, bool interned) {
  Str* made = TRY(new_str(vm_, TRY(take(count))));
  return value_of(interned ? intern(vm_, made) : made);
}

Result<Value> Reader::sequence(char type, std::size_t count, bool referred) {
  const std::int64_t place = TRY(reserve(referred));
  List* list = TRY(new_list(vm_));
  if (type == '[') remember(place, value_of(list));
  for (std::size_t i = 0; i < count; ++i) TRY(list_append(vm_, list, TRY(read())));
  if (type == '[') return value_of(list);
  if (type == '(') return remember(place, value_of(count ? TRY(new_tuple(vm_, list->span())) : empty_tuple(vm_)));
  Set* set = type == '<' ? TRY(new_set(vm_)) : TRY(new_frozenset(vm_));
  for (Value item : list->span()) TRY(set_add(vm_, set, item));
  return remember(place, value_of(set));
}

Result<Value> Reader::dict(bool referred) {
  const std::int64_t place = TRY(reserve(referred));
  Dict* made = TRY(new_dict(vm_));
  remember(place, value_of(made));
  while (true) {
    if (at_ < input_.size() && (input_[at_] & 0x7f) == '0') {
      ++at_;
      return value_of(made);
    }
    const Value key = TRY(read());
    TRY(dict_set(vm_, made, key, TRY(read())));
  }
}

Result<Value> Reader::code(std::string_view content) {
  CodeUnitPtr unit = read_code_file(content, kNoSource);
  if (!unit) return bad("bad marshal data (code of another version)");
  return value_of(TRY(new_code(vm_, std::move(unit))));
}

Result<Value> Reader::object(char type, bool referred) {
  switch (type) {
    case 'N': return Value::none();
    case 'T': return Value::from_bool(true);
    case 'F': return Value::from_bool(false);
    case '.': return Value::ellipsis();
    case 'S': return type_value(vm_, TypeId::StopIteration);
    case '[':
    case '(':
    case '<':
    case '>': return sequence(type, TRY(size()), referred);
    case ')': return sequence('(', static_cast<std::size_t>(TRY(number(1))), referred);
    case '{': return dict(referred);
    case 'r': {
      const std::int64_t index = TRY(number(4));
      if (index < 0 || static_cast<std::uint64_t>(index) >= references_->length) return bad("bad marshal data (invalid reference)");
      return references_->storage->items[index];
    }
    default: break;
  }
  const std::int64_t place = TRY(reserve(referred));
  switch (type) {
    case 'i': return remember(place, Value::from_int(TRY(number(4))));
    case 'l': return remember(place, TRY(integer()));
    case 'g': return remember(place, Value::from_any_double(TRY(raw_double())));
    case 'f': return remember(place, TRY(float_from_str(vm_, TRY(text(static_cast<std::size_t>(TRY(number(1))), false)))));
    case 'y': {
      const double real = TRY(raw_double());
      return remember(place, TRY(new_complex(vm_, real, TRY(raw_double()))));
    }
    case 's': return remember(place, value_of(TRY(new_bytes(vm_, TRY(take(TRY(size())))))));
    case 'c': return remember(place, TRY(code(TRY(take(TRY(size()))))));
    case 'u':
    case 'a': return remember(place, TRY(text(TRY(size()), false)));
    case 't':
    case 'A': return remember(place, TRY(text(TRY(size()), true)));
    case 'z':
    case 'Z': return remember(place, TRY(text(static_cast<std::size_t>(TRY(number(1))), type == 'Z')));
    default: return bad("bad marshal data (unknown type code)");
  }
}

Result<Value> Reader::read() {
  if (depth_ > kMaxDepth) return bad("recursion limit exceeded");
  if (at_ >= input_.size()) return vm_.raise(TypeId::EOFError, "EOF read where object expected");
  const auto code = static_cast<std::uint8_t>(input_[at_++]);
  ++depth_;
  Result<Value> value = object(static_cast<char>(code & 0x7f), code & kReference);
  --depth_;
  return value;
}

// ---- functions ----

Result<Value> marshal_dumps(Vm& vm, const Args& args) {
  Writer writer(vm, TRY(index_to_int64(vm, args[1])));
  TRY(writer.write(args[0]));
  return value_of(TRY(new_bytes(vm, writer.bytes)));
}

Result<Value> marshal_dump(Vm& vm, const Args& args) {
  Writer writer(vm, TRY(index_to_int64(vm, args[2])));
  TRY(writer.write(args[0]));
  return vm.call_method(args[1], "write", {value_of(TRY(new_bytes(vm, writer.bytes)))});
}

Result<Value> marshal_loads(Vm& vm, const Args& args) {
  BufferView content;
  TRY(content.open(vm, args[0]));
  const std::string copy(content.view());
  content.close();
  Reader reader(vm, copy, TRY(new_list(vm)));
  return reader.read();
}

/// Reads all that is left, and seeks back to the end of the object when it can.
Result<Value> marshal_load(Vm& vm, const Args& args) {
  const Value content = TRY(vm.call_method(args[0], "read", {}));
  if (!content.is(kind::Bytes)) return vm.raise_error(TypeId::TypeError, "file.read() returned not bytes but ", full_type_name(vm, vm.type_of(content)));
  const std::string copy(content.as<Bytes>()->view());
  Reader reader(vm, copy, TRY(new_list(vm)));
  const Value value = TRY(reader.read());
  const std::int64_t unread = static_cast<std::int64_t>(copy.size() - reader.position());
  if (unread) (void)TRY(vm.call_method(args[0], "seek", {Value::from_int(-unread), Value::from_int(1)}));
  return value;
}

constexpr NativeMethod kFunctions[] = {
    {"dumps", marshal_dumps, "(value, version=4, /)", NativeMethod::Plain, "Return the bytes object that would be written to a file by dump(value, file)."},
    {"dump", marshal_dump, "(value, file, version=4, /)", NativeMethod::Plain, "Write the value on the open file."},
    {"loads", marshal_loads, "(bytes, /)", NativeMethod::Plain, "Convert the bytes-like object to a value."},
    {"load", marshal_load, "(file, /)", NativeMethod::Plain, "Read one value from the open file and return it."},
};

Result<void> initialize(Vm& vm, Module* module) { return dict_set_str(vm, module->dict, intern(vm, "version"), Value::from_int(4)); }

constexpr NativeModuleSpec kModule = {"marshal", kFunctions, initialize, "This module contains functions that can read and write Python values in\na binary format."};

}  // namespace

const NativeModuleSpec& marshal_module() { return kModule; }

}  // namespace tauraro
