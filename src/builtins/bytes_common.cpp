#include <cstring>

#include "builtins/bytes_methods.h"
#include "builtins/str_methods.h"
#include "object/codecs.h"
#include "object/memory_view.h"

namespace tauraro {

Result<Value> like_self(Vm& vm, const Args& args, std::string_view content) {
  if (is_bytearray(args)) return Value::from_cell(TRY(new_bytearray(vm, content)));
  const std::string_view own = self_bytes(args);
  if (vm.is_exact(args[0], TypeId::Bytes) && content.data() == own.data() && content.size() == own.size()) return args[0];
  return Value::from_cell(TRY(new_bytes(vm, content)));
}

Result<std::uint8_t> byte_argument(Vm& vm, Value value) {
  std::int64_t number;
  if (!int_to_int64(TRY(index_of(vm, value)), &number) || number < 0 || number > 255)
    return vm.raise(TypeId::ValueError, "byte must be in range(0, 256)");
  return static_cast<std::uint8_t>(number);
}

bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

Result<void> Needle::open(Vm& vm, Value value) {
  if (is_bytes_like(vm, value)) return buffer_.open(vm, value);
  if (!is_index(vm, value))
    return vm.raise_error(TypeId::TypeError, "argument should be integer or bytes-like object, not '", full_type_name(vm, vm.type_of(value)), "'");
  is_byte_ = true;
  byte_ = static_cast<char>(TRY(byte_argument(vm, value)));
  return {};
}

namespace {

/// The separator of hex(), one ASCII character, or 0 for none.
Result<char> hex_separator(Vm& vm, Value separator) {
  if (separator.is_empty()) return '\0';
  if (TRY(length(vm, separator)) != 1) return vm.raise(TypeId::ValueError, "sep must be length 1.");
  std::string_view text;
  std::string storage;
  if (is_str(separator)) {
    if (separator.as<Str>()->length == 1 && !is_ascii(separator.as<Str>())) return vm.raise(TypeId::ValueError, "sep must be ASCII.");
    storage = to_utf8(vm, separator.as<Str>());
    text = storage;
  } else if (separator.is(kind::Bytes)) {
    text = separator.as<Bytes>()->view();
  } else {
    return vm.raise(TypeId::TypeError, "sep must be str or bytes.");
  }
  if (text.size() != 1) return vm.raise(TypeId::ValueError, "sep must be length 1.");
  if (static_cast<std::uint8_t>(text[0]) > 127) return vm.raise(TypeId::ValueError, "sep must be ASCII.");
  return text[0];
}

int hex_digit(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<int>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<int>(c - 'A' + 10);
  return -1;
}

template <class Test>
Result<Value> compared(Vm& vm, const Args& args, Test test) {
  if (!args[1].is(kind::Bytes) && !args[1].is(kind::ByteArray)) return Value::not_implemented();
  return Value::from_bool(test(self_bytes(args).compare(bytes_of(args[1]))));
}

Result<std::int64_t> size_argument(Vm& vm, Value source) {
  std::int64_t size;
  if (int_to_int64(TRY(index_of(vm, source)), &size)) return size;
  return vm.raise_error(TypeId::OverflowError, "cannot fit '", type_name(vm, source), "' into an index-sized integer");
}

/// The int items of an iterable as bytes.
Result<void> append_items(Vm& vm, std::string& out, Value iterable, const char* range_message) {
  return for_each(vm, iterable, [&](Value item) -> Result<bool> {
    std::int64_t number;
    if (item.is_int()) {
      number = item.as_int();
    } else if (!int_to_int64(TRY(index_of(vm, item)), &number)) {
      number = -1;
    }
    if (number < 0 || number > 255) return vm.raise(TypeId::ValueError, range_message);
    out += static_cast<char>(number);
    return true;
  });
}

}  // namespace

static Result<Value> plain_hex(Vm& vm, std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  if (bytes.size() > kMaxStrLength / 2) return vm.out_of_memory();
  if (bytes.empty()) return vm.empty_str;
  Str* text = TRY(new_str_uninitialized(vm, static_cast<std::uint32_t>(bytes.size() * 2), 1, true));
  auto* out = static_cast<char*>(text->data);
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    *out++ = kDigits[byte >> 4];
    *out++ = kDigits[byte & 15];
  }
  return Value::from_cell(text);
}

Result<Value> hex_text(Vm& vm, std::string_view bytes, Value separator, Value group) {
  constexpr char kDigits[] = "0123456789abcdef";
  const char between = TRY(hex_separator(vm, separator));
  std::int64_t size = group.is_empty() ? 1 : TRY(index_to_int64(vm, group));
  const bool from_left = size < 0;
  if (from_left) size = -size;
  const auto length = static_cast<std::int64_t>(bytes.size());
  if (separator.is_empty() || size == 0 || length == 0) return plain_hex(vm, bytes);
  std::string out;
  for (std::int64_t i = 0; i < length; ++i) {
    const std::int64_t counted = from_left ? i : length - i;
    if (i > 0 && counted % size == 0) out += between;
    const auto byte = static_cast<std::uint8_t>(bytes[static_cast<std::size_t>(i)]);
    out += {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return Value::from_cell(TRY(new_str(vm, out)));
}

static Result<std::string*> fill_from_hex(Vm& vm, StrView text, std::string* out) {
  const auto fail = [&](std::uint32_t place) {
    return vm.raise_error(TypeId::ValueError, "non-hexadecimal number found in fromhex() arg at position ", place);
  };
  for (std::uint32_t i = 0; i < text.length;) {
    if (text[i] < 0x80 && is_ascii_space(static_cast<char>(text[i]))) {
      ++i;
      continue;
    }
    const int high = hex_digit(text[i]);
    if (high < 0) return fail(i);
    const int low = i + 1 < text.length ? hex_digit(text[i + 1]) : -1;
    if (low < 0) return fail(i + 1);
    *out += static_cast<char>(high << 4 | low);
    i += 2;
  }
  return out;
}

Result<Bytes*> bytes_from_hex_text(Vm& vm, Value text) {
  if (!is_str(text)) return vm.raise_error(TypeId::TypeError, "fromhex() argument must be str, not ", type_name(vm, text));
  std::string out;
  TRY(fill_from_hex(vm, view(vm, text.as<Str>()), &out));
  return new_bytes(vm, out);
}

Result<Bytes*> bytes_from_object(Vm& vm, const char* type, Value source) {
  if (vm.is_exact(source, TypeId::MemoryView)) return new_bytes(vm, memory_view_bytes(*TRY(open_memory_view(vm, source))));
  if (is_bytes_like(vm, source)) {
    BufferView buffer;
    TRY(buffer.open(vm, source));
    return new_bytes(vm, buffer.view());
  }
  const Type* source_type = vm.type_of(source);
  if (is_str(source) || !(source_type->has(Special::Iter) || source_type->has(Special::GetItem)))
    return vm.raise_error(TypeId::TypeError, "cannot convert '", type_name(vm, source), "' object to ", type);
  std::string out;
  TRY(append_items(vm, out, source, type[4] == 's' ? "bytes must be in range(0, 256)" : "byte must be in range(0, 256)"));
  return new_bytes(vm, out);
}

Result<Bytes*> bytes_from_arguments(Vm& vm, const char* type, Value source, Value encoding, Value errors) {
  const auto name_argument = [&](Value value, const char* parameter) -> Result<Str*> {
    return str_argument(vm, value, type, "() argument '", parameter, "' must be str");
  };
  if (!encoding.is_empty()) TRY(name_argument(encoding, "encoding"));
  if (!errors.is_empty()) TRY(name_argument(errors, "errors"));
  if (source.is_empty()) {
    if (!encoding.is_empty()) return vm.raise(TypeId::TypeError, "encoding without a string argument");
    if (!errors.is_empty()) return vm.raise(TypeId::TypeError, "errors without a string argument");
    return new_bytes(vm, "");
  }
  if (is_str(source) && (!encoding.is_empty() || type[4] == 'a' || !vm.type_of(source)->has(Special::Bytes))) {
    if (encoding.is_empty()) return vm.raise(TypeId::TypeError, "string argument without an encoding");
    const Value bytes = TRY(encode_text(vm, source.as<Str>(), encoding.as<Str>(), errors.is_empty() ? nullptr : errors.as<Str>()));
    return bytes.as<Bytes>();
  }
  if (!encoding.is_empty()) return vm.raise(TypeId::TypeError, "encoding without a string argument");
  if (!errors.is_empty()) return vm.raise(TypeId::TypeError, "errors without a string argument");
  if (type[4] == 's' && vm.type_of(source)->has(Special::Bytes)) {
    const Value made = TRY(vm.call_special(source, Special::Bytes));
    if (!made.is(kind::Bytes)) return vm.raise_error(TypeId::TypeError, "__bytes__ returned non-bytes (type ", type_name(vm, made), ")");
    return made.as<Bytes>();
  }
  if (is_index(vm, source)) {
    const Result<std::int64_t> size = size_argument(vm, source);
    if (size.is_raised()) {
      if (vm.type_of(source)->id == TypeId::Int || !vm.catch_if(TypeId::TypeError)) return Raised{};
      return bytes_from_object(vm, type, source);
    }
    if (size.value() < 0) return vm.raise(TypeId::ValueError, "negative count");
    return new_bytes_uninitialized(vm, static_cast<std::uint64_t>(size.value()));
  }
  return bytes_from_object(vm, type, source);
}

namespace bytes_methods {

Result<Value> bytes_len(Vm& vm, const Args& args) { return Value::from_int(static_cast<std::int64_t>(self_bytes(args).size())); }

Result<Value> bytes_add(Vm& vm, const Args& args) {
  if (!is_bytes_like(vm, args[1])) return Value::not_implemented();
  BufferView right;
  TRY(right.open(vm, args[1]));
  const std::string_view left = self_bytes(args);
  Bytes* joined = nullptr;
  if (!is_bytearray(args)) {
    if (right.length() == 0) return like_self(vm, args, left);
    joined = TRY(new_bytes_uninitialized(vm, left.size() + right.length()));
    std::memcpy(joined->data, left.data(), left.size());
    std::memcpy(joined->data + left.size(), right.data(), right.length());
    return Value::from_cell(joined);
  }
  std::string content(left);
  content += right.view();
  return Value::from_cell(TRY(new_bytearray(vm, content)));
}

Result<Value> bytes_mod(Vm& vm, const Args& args) {
  const Value text = TRY(bytes_percent(vm, self_bytes(args), args[1]));
  const StrView characters = view(vm, text.as<Str>());
  return like_self(vm, args, {static_cast<const char*>(characters.data), characters.length});
}
Result<Value> bytes_rmod(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Bytes) && !args[1].is(kind::ByteArray)) return Value::not_implemented();
  Value swapped[] = {args[1], args[0]};
  return bytes_mod(vm, {swapped, 2, 0, nullptr, nullptr});
}

Result<Value> bytes_lt(Vm& vm, const Args& args) { return compared(vm, args, [](int order) { return order < 0; }); }
Result<Value> bytes_le(Vm& vm, const Args& args) { return compared(vm, args, [](int order) { return order <= 0; }); }
Result<Value> bytes_eq(Vm& vm, const Args& args) { return compared(vm, args, [](int order) { return order == 0; }); }
Result<Value> bytes_ne(Vm& vm, const Args& args) { return compared(vm, args, [](int order) { return order != 0; }); }
Result<Value> bytes_gt(Vm& vm, const Args& args) { return compared(vm, args, [](int order) { return order > 0; }); }
Result<Value> bytes_ge(Vm& vm, const Args& args) { return compared(vm, args, [](int order) { return order >= 0; }); }

Result<Value> bytes_hex(Vm& vm, const Args& args) { return hex_text(vm, self_bytes(args), args[1], args[2]); }

Result<Value> bytes_decode(Vm& vm, const Args& args) {
  Str* encoding = TRY(str_argument(vm, args[1], "decode() argument 'encoding' must be str"));
  Str* errors = TRY(str_argument(vm, args[2], "decode() argument 'errors' must be str"));
  if (self_bytes(args).empty()) return vm.empty_str;  // whatever the codec
  return decode_object(vm, args[0], encoding, errors);
}

}  // namespace bytes_methods
}  // namespace tauraro
