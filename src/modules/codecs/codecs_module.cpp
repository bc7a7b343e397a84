// The _codecs module: the registry and the encode and decode functions of each built-in codec.
#include "builtins/arguments.h"
#include "builtins/str_methods.h"
#include "object/codec.h"
#include "object/native.h"

namespace tauraro {

namespace {

Result<Str*> errors_argument(Vm& vm, Value value, const char* function) {
  if (value.is_empty() || value.is_none()) return intern(vm, "strict");
  return str_argument(vm, value, function, "() argument 2 must be str or None");
}

Result<Value> with_length(Vm& vm, Value result, std::size_t length) {
  return make_pair(vm, result, Value::from_int(static_cast<std::int64_t>(length)));
}

enum class Input { Bytes, BytesOrStr };

/// The bytes of a decoder's argument.
Result<void> open_input(Vm& vm, Value data, Input accepted, BufferView* buffer, Value* holder) {
  *holder = data;
  if (accepted == Input::BytesOrStr && is_str(data)) *holder = Value::from_cell(TRY(encode_utf8_with(vm, data.as<Str>(), nullptr)));
  return buffer->open(vm, *holder);
}

template <DecodeFunction decode, Input accepted = Input::Bytes>
Result<Value> decode_call(Vm& vm, const Args& args) {
  BufferView buffer;
  Value holder;
  TRY(open_input(vm, args[0], accepted, &buffer, &holder));
  Str* errors = TRY(errors_argument(vm, args[1], "decode"));
  const bool final = args.count < 3 || TRY(truth(vm, args[2]));
  std::size_t consumed;
  const Value text = TRY(decode(vm, buffer.view(), errors, final, &consumed));
  return with_length(vm, text, consumed);
}

template <EncodeFunction encode>
Result<Value> encode_call(Vm& vm, const Args& args) {
  Str* text = TRY(str_argument(vm, args[0], "encode() argument 1 must be str"));
  Str* errors = TRY(errors_argument(vm, args[1], "encode"));
  return with_length(vm, Value::from_cell(TRY(encode(vm, text, errors))), text->length);
}

using WideDecode = Result<Value> (*)(Vm&, std::string_view, Str*, ByteOrder*, bool, std::size_t*);
using WideEncode = Result<Bytes*> (*)(Vm&, Str*, Str*, ByteOrder);

template <WideDecode decode, ByteOrder order>
Result<Value> wide_decode_call(Vm& vm, const Args& args) {
  BufferView buffer;
  TRY(buffer.open(vm, args[0]));
  Str* errors = TRY(errors_argument(vm, args[1], "decode"));
  ByteOrder found = order;
  std::size_t consumed;
  const Value text = TRY(decode(vm, buffer.view(), errors, &found, TRY(truth(vm, args[2])), &consumed));
  return with_length(vm, text, consumed);
}

ByteOrder order_of(std::int64_t number) { return number < 0 ? ByteOrder::Little : number > 0 ? ByteOrder::Big : ByteOrder::Native; }

template <WideDecode decode>
Result<Value> wide_decode_ex_call(Vm& vm, const Args& args) {
  BufferView buffer;
  TRY(buffer.open(vm, args[0]));
  Str* errors = TRY(errors_argument(vm, args[1], "decode"));
  ByteOrder order = order_of(TRY(index_to_int64(vm, args[2])));
  std::size_t consumed;
  const Value text = TRY(decode(vm, buffer.view(), errors, &order, TRY(truth(vm, args[3])), &consumed));
  return make_tuple(vm, {text, Value::from_int(static_cast<std::int64_t>(consumed)), Value::from_int(static_cast<int>(order))});
}

template <WideEncode encode>
Result<Value> wide_encode_call(Vm& vm, const Args& args) {
  Str* text = TRY(str_argument(vm, args[0], "encode() argument 1 must be str"));
  Str* errors = TRY(errors_argument(vm, args[1], "encode"));
  return with_length(vm, Value::from_cell(TRY(encode(vm, text, errors, order_of(TRY(index_to_int64(vm, args[2])))))), text->length);
}

template <WideEncode encode, ByteOrder order>
Result<Value> wide_encode_fixed_call(Vm& vm, const Args& args) {
  Str* text = TRY(str_argument(vm, args[0], "encode() argument 1 must be str"));
  Str* errors = TRY(errors_argument(vm, args[1], "encode"));
  return with_length(vm, Value::from_cell(TRY(encode(vm, text, errors, order))), text->length);
}

// ---- charmap ----

Result<Value> charmap_decode(Vm& vm, const Args& args) {
  BufferView buffer;
  TRY(buffer.open(vm, args[0]));
  Str* errors = TRY(errors_argument(vm, args[1], "charmap_decode"));
  return with_length(vm, TRY(decode_charmap(vm, buffer.view(), errors, args[2])), buffer.length());
}

Result<Value> charmap_encode(Vm& vm, const Args& args) {
  Str* text = TRY(str_argument(vm, args[0], "charmap_encode() argument 1 must be str"));
  Str* errors = TRY(errors_argument(vm, args[1], "charmap_encode"));
  return with_length(vm, Value::from_cell(TRY(encode_charmap(vm, text, errors, args[2]))), text->length);
}

/// The inverse of a decoding table of up to 256 characters: a dict from code points to bytes.
Result<Value> charmap_build(Vm& vm, const Args& args) {
  Str* table = TRY(str_argument(vm, args[0], "charmap_build() argument must be str"));
  Dict* inverse = TRY(new_dict(vm));
  const StrView characters = view(vm, table);
  for (std::uint32_t i = 0; i < characters.length && i < 256; ++i)
    if (characters[i] != 0xfffe) TRY(dict_set(vm, inverse, Value::from_int(characters[i]), Value::from_int(i)));
  return Value::from_cell(inverse);
}

// ---- bytes ----

Result<Value> escape_decode(Vm& vm, const Args& args) {
  BufferView buffer;
  Value holder;
  TRY(open_input(vm, args[0], Input::BytesOrStr, &buffer, &holder));
  Str* errors = TRY(errors_argument(vm, args[1], "escape_decode"));
  return with_length(vm, Value::from_cell(TRY(decode_bytes_escape(vm, buffer.view(), errors))), buffer.length());
}

Result<Value> escape_encode(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Bytes)) return vm.raise_error(TypeId::TypeError, "escape_encode() argument 1 must be bytes, not ", full_type_name(vm, vm.type_of(args[0])));
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : args[0].as<Bytes>()->view()) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (c == '\'' || c == '\\') {
      out += {'\\', c};
    } else if (c == '\t' || c == '\n' || c == '\r') {
      out += {'\\', c == '\t' ? 't' : c == '\n' ? 'n' : 'r'};
    } else if (byte < 0x20 || byte >= 0x7f) {
      out += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    } else {
      out += c;
    }
  }
  return with_length(vm, Value::from_cell(TRY(new_bytes(vm, out))), args[0].as<Bytes>()->length);
}

Result<Value> readbuffer_encode(Vm& vm, const Args& args) {
  BufferView buffer;
  Value holder;
  TRY(open_input(vm, args[0], Input::BytesOrStr, &buffer, &holder));
  return with_length(vm, Value::from_cell(TRY(new_bytes(vm, buffer.view()))), buffer.length());
}

// ---- registry ----

Result<Value> register_search(Vm& vm, const Args& args) {
  TRY(register_codec_search(vm, args[0]));
  return Value::none();
}
Result<Value> unregister_search(Vm& vm, const Args& args) {
  TRY(unregister_codec_search(vm, args[0]));
  return Value::none();
}
Result<Value> lookup(Vm& vm, const Args& args) { return lookup_codec(vm, TRY(str_argument(vm, args[0], "lookup() argument must be str"))); }

Result<Value> encode(Vm& vm, const Args& args) {
  Str* encoding = TRY(str_argument(vm, args[1], "encode() argument 'encoding' must be str"));
  return encode_object(vm, args[0], encoding, TRY(str_argument(vm, args[2], "encode() argument 'errors' must be str")));
}
Result<Value> decode(Vm& vm, const Args& args) {
  Str* encoding = TRY(str_argument(vm, args[1], "decode() argument 'encoding' must be str"));
  return decode_any(vm, args[0], encoding, TRY(str_argument(vm, args[2], "decode() argument 'errors' must be str")));
}

Result<Value> register_error(Vm& vm, const Args& args) {
  TRY(register_error_handler(vm, TRY(str_argument(vm, args[0], "register_error() argument 1 must be str")), args[1]));
  return Value::none();
}
Result<Value> lookup_error(Vm& vm, const Args& args) {
  return find_error_handler(vm, TRY(str_argument(vm, args[0], "lookup_error() argument must be str")));
}

#define DECODE_SIGNATURE "(data, errors=None, final=False, /)"
#define ENCODE_SIGNATURE "(str, errors=None, /)"

constexpr NativeMethod kFunctions[] = {
    {"register", register_search, "(search_function, /)"},
    {"unregister", unregister_search, "(search_function, /)"},
    {"lookup", lookup, "(encoding, /)"},
    {"encode", encode, "(obj, encoding='utf-8', errors='strict')"},
    {"decode", decode, "(obj, encoding='utf-8', errors='strict')"},
    {"register_error", register_error, "(errors, handler, /)"},
    {"lookup_error", lookup_error, "(name, /)"},
    {"escape_decode", escape_decode, "(data, errors=None, /)"},
    {"escape_encode", escape_encode, "(data, errors=None, /)"},
    {"utf_8_decode", decode_call<decode_utf8_part>, DECODE_SIGNATURE},
    {"utf_8_encode", encode_call<encode_utf8_with>, ENCODE_SIGNATURE},
    {"utf_7_decode", decode_call<decode_utf7>, DECODE_SIGNATURE},
    {"utf_7_encode", encode_call<encode_utf7>, ENCODE_SIGNATURE},
    {"utf_16_decode", wide_decode_call<decode_utf16, ByteOrder::Native>, DECODE_SIGNATURE},
    {"utf_16_le_decode", wide_decode_call<decode_utf16, ByteOrder::Little>, DECODE_SIGNATURE},
    {"utf_16_be_decode", wide_decode_call<decode_utf16, ByteOrder::Big>, DECODE_SIGNATURE},
    {"utf_16_ex_decode", wide_decode_ex_call<decode_utf16>, "(data, errors=None, byteorder=0, final=False, /)"},
    {"utf_16_encode", wide_encode_call<encode_utf16>, "(str, errors=None, byteorder=0, /)"},
    {"utf_16_le_encode", wide_encode_fixed_call<encode_utf16, ByteOrder::Little>, ENCODE_SIGNATURE},
    {"utf_16_be_encode", wide_encode_fixed_call<encode_utf16, ByteOrder::Big>, ENCODE_SIGNATURE},
    {"utf_32_decode", wide_decode_call<decode_utf32, ByteOrder::Native>, DECODE_SIGNATURE},
    {"utf_32_le_decode", wide_decode_call<decode_utf32, ByteOrder::Little>, DECODE_SIGNATURE},
    {"utf_32_be_decode", wide_decode_call<decode_utf32, ByteOrder::Big>, DECODE_SIGNATURE},
    {"utf_32_ex_decode", wide_decode_ex_call<decode_utf32>, "(data, errors=None, byteorder=0, final=False, /)"},
    {"utf_32_encode", wide_encode_call<encode_utf32>, "(str, errors=None, byteorder=0, /)"},
    {"utf_32_le_encode", wide_encode_fixed_call<encode_utf32, ByteOrder::Little>, ENCODE_SIGNATURE},
    {"utf_32_be_encode", wide_encode_fixed_call<encode_utf32, ByteOrder::Big>, ENCODE_SIGNATURE},
    {"unicode_escape_decode", decode_call<decode_unicode_escape, Input::BytesOrStr>, "(data, errors=None, final=True, /)"},
    {"unicode_escape_encode", encode_call<encode_unicode_escape>, ENCODE_SIGNATURE},
    {"raw_unicode_escape_decode", decode_call<decode_raw_unicode_escape, Input::BytesOrStr>, "(data, errors=None, final=True, /)"},
    {"raw_unicode_escape_encode", encode_call<encode_raw_unicode_escape>, ENCODE_SIGNATURE},
    {"latin_1_decode", decode_call<decode_latin1>, "(data, errors=None, /)"},
    {"latin_1_encode", encode_call<encode_latin1>, ENCODE_SIGNATURE},
    {"ascii_decode", decode_call<decode_ascii>, "(data, errors=None, /)"},
    {"ascii_encode", encode_call<encode_ascii>, ENCODE_SIGNATURE},
    {"charmap_decode", charmap_decode, "(data, errors=None, mapping=None, /)"},
    {"charmap_encode", charmap_encode, "(str, errors=None, mapping=None, /)"},
    {"charmap_build", charmap_build, "(map, /)"},
    {"readbuffer_encode", readbuffer_encode, "(data, errors=None, /)"},
};

constexpr NativeModuleSpec kModule{"_codecs", kFunctions};

}  // namespace

const NativeModuleSpec& codecs_module() { return kModule; }

}  // namespace tauraro
