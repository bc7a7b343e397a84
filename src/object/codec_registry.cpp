#include "object/codec.h"
#include "object/codecs.h"
#include "object/exception.h"
#include "object/operations.h"

namespace tauraro {

namespace {

template <ByteOrder order>
Result<Value> decode16(Vm& vm, std::string_view input, Str* errors, bool final, std::size_t* consumed) {
  ByteOrder read = order;
  return decode_utf16(vm, input, errors, &read, final, consumed);
}
template <ByteOrder order>
Result<Value> decode32(Vm& vm, std::string_view input, Str* errors, bool final, std::size_t* consumed) {
  ByteOrder read = order;
  return decode_utf32(vm, input, errors, &read, final, consumed);
}
template <ByteOrder order>
Result<Bytes*> encode16(Vm& vm, Str* text, Str* errors) {
  return encode_utf16(vm, text, errors, order);
}
template <ByteOrder order>
Result<Bytes*> encode32(Vm& vm, Str* text, Str* errors) {
  return encode_utf32(vm, text, errors, order);
}

constexpr NativeCodec kUtf8{"utf_8", decode_utf8_part, encode_utf8_with};
constexpr NativeCodec kLatin1{"latin_1", decode_latin1, encode_latin1};
constexpr NativeCodec kAscii{"ascii", decode_ascii, encode_ascii};

/// Names and aliases that need no look at the library, normalized.
struct CodecName {
  std::string_view name;
  NativeCodec codec;
};
constexpr CodecName kCodecs[] = {
    {"utf_8", kUtf8},
    {"utf8", kUtf8},
    {"u8", {"u8", decode_utf8_part, encode_utf8_with}},
    {"cp65001", {"cp65001", decode_utf8_part, encode_utf8_with}},
    {"latin_1", kLatin1},
    {"latin1", kLatin1},
    {"iso_8859_1", kLatin1},
    {"iso8859_1", kLatin1},
    {"8859", {"8859", decode_latin1, encode_latin1}},
    {"l1", {"l1", decode_latin1, encode_latin1}},
    {"latin", {"latin", decode_latin1, encode_latin1}},
    {"ascii", kAscii},
    {"us_ascii", kAscii},
    {"646", {"646", decode_ascii, encode_ascii}},
    {"utf_16", {"utf_16", decode16<ByteOrder::Native>, encode16<ByteOrder::Native>}},
    {"utf16", {"utf_16", decode16<ByteOrder::Native>, encode16<ByteOrder::Native>}},
    {"utf_16_le", {"utf_16_le", decode16<ByteOrder::Little>, encode16<ByteOrder::Little>}},
    {"utf_16le", {"utf_16_le", decode16<ByteOrder::Little>, encode16<ByteOrder::Little>}},
    {"utf_16_be", {"utf_16_be", decode16<ByteOrder::Big>, encode16<ByteOrder::Big>}},
    {"utf_16be", {"utf_16_be", decode16<ByteOrder::Big>, encode16<ByteOrder::Big>}},
    {"utf_32", {"utf_32", decode32<ByteOrder::Native>, encode32<ByteOrder::Native>}},
    {"utf32", {"utf_32", decode32<ByteOrder::Native>, encode32<ByteOrder::Native>}},
    {"utf_32_le", {"utf_32_le", decode32<ByteOrder::Little>, encode32<ByteOrder::Little>}},
    {"utf_32le", {"utf_32_le", decode32<ByteOrder::Little>, encode32<ByteOrder::Little>}},
    {"utf_32_be", {"utf_32_be", decode32<ByteOrder::Big>, encode32<ByteOrder::Big>}},
    {"utf_32be", {"utf_32_be", decode32<ByteOrder::Big>, encode32<ByteOrder::Big>}},
    {"utf_7", {"utf_7", decode_utf7, encode_utf7}},
    {"utf7", {"utf_7", decode_utf7, encode_utf7}},
    {"unicode_escape", {"unicode_escape", decode_unicode_escape, encode_unicode_escape}},
    {"raw_unicode_escape", {"raw_unicode_escape", decode_raw_unicode_escape, encode_raw_unicode_escape}},
};

/// Whether CPython, too, calls the codec without a look into the registry (so that errors do not tell of a codec).
bool is_direct(const NativeCodec* codec) {
  const std::string_view name = codec->name;
  return name == "utf_8" || name == "utf_16" || name == "utf_32" || name == "latin_1" || name == "ascii";
}

/// Lower case, runs of what is neither letter nor digit nor dot as one underscore.
std::string normalized_name(std::string_view name) {
  std::string out;
  bool gap = false;
  for (char c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
    if (word) {
      if (gap && !out.empty()) out += '_';
      out += c;
    }
    gap = !word;
  }
  return out;
}

const NativeCodec* native_codec_of(Vm& vm, Str* encoding) {
  if (!encoding || str_equal(vm, encoding, "utf-8")) return &kUtf8;
  return find_native_codec(normalized_name(to_utf8(vm, encoding)));
}

Result<void> check_no_nul(Vm& vm, Str* text) {
  if (!text) return {};
  const StrView characters = view(vm, text);
  for (std::uint32_t i = 0; i < characters.length; ++i)
    if (characters[i] == 0) return vm.raise(TypeId::ValueError, "embedded null character");
  return {};
}

List* search_path(Vm& vm) { return vm.codec_search.as<List>(); }

/// Imports `encodings`, whose search function knows the library's codecs.
Result<void> open_registry(Vm& vm) {
  if (!vm.codec_search.is_empty()) return {};
  vm.codec_cache = Value::from_cell(TRY(new_dict(vm)));
  vm.codec_search = Value::from_cell(TRY(new_list(vm)));
  const Value import = dict_get_str(vm, vm.builtins, intern(vm, "__import__"));
  if (import.is_not_found()) return {};
  const Result<Value> done = vm.call(import, {Value::from_cell(intern(vm, "encodings"))});
  if (done.is_raised() && !vm.catch_if(TypeId::ImportError)) return Raised{};
  return {};
}

Result<Value> codec_item(Vm& vm, Str* encoding, std::uint64_t index) {
  return TRY(lookup_codec(vm, encoding)).as<Tuple>()->items[index];
}

bool has_own_arguments(Vm& vm, const Type* type) {
  return is_subtype(type, vm.type(TypeId::UnicodeEncodeError)) || is_subtype(type, vm.type(TypeId::UnicodeDecodeError)) ||
         is_subtype(type, vm.type(TypeId::UnicodeTranslateError));
}

/// Whether an exception is no more than its type and one message: then its message can be made longer.
bool is_plain_exception(Vm& vm, Value exception) {
  const auto* error = exception.as<Exception>();
  const Type* type = vm.type_of(exception);
  if (type->id == TypeId::Count || has_own_arguments(vm, type) || is_subtype(type, vm.type(TypeId::OSError))) return false;
  if (is_subtype(type, vm.type(TypeId::SyntaxError)) || is_subtype(type, vm.type(TypeId::ImportError))) return false;
  const auto* arguments = error->args.as<Tuple>();
  return arguments->length == 0 || (arguments->length == 1 && is_str(arguments->items[0]));
}

/// Tells in the pending exception which codec failed: "decoding with 'x' codec failed (TypeError: ...)".
Raised tell_codec(Vm& vm, const char* operation, Str* encoding) {
  const Value exception = vm.catch_pending();
  if (exception.is_empty()) return Raised{};
  if (!is_plain_exception(vm, exception)) return vm.raise_object(exception);
  const Result<Value> text = to_str(vm, exception);
  if (text.is_raised()) return Raised{};
  const Type* type = vm.type_of(exception);
  vm.raise_error(type->id, operation, " with '", to_utf8(vm, encoding), "' codec failed (", type_name(vm, type), ": ", to_utf8(vm, text.value().as<Str>()), ")");
  const Value longer = vm.catch_pending();
  if (longer.is_empty()) return Raised{};
  longer.as<Exception>()->cause = longer.as<Exception>()->context = exception;
  longer.as<Exception>()->suppress_context = Value::from_bool(true);
  return vm.raise_object(longer);
}

/// Calls encode or decode of a codec: the first of the two results.
Result<Value> call_codec(Vm& vm, Value function, Value object, Str* encoding, Str* errors, const char* role) {
  const Result<Value> called = errors ? vm.call(function, {object, Value::from_cell(errors)}) : vm.call(function, {object});
  if (called.is_raised()) return tell_codec(vm, role[0] == 'e' ? "encoding" : "decoding", encoding);
  const Value result = called.value();
  if (!result.is(kind::Tuple) || result.as<Tuple>()->length != 2)
    return vm.raise_error(TypeId::TypeError, role, " must return a tuple (object, integer)");
  return result.as<Tuple>()->items[0];
}

/// str.encode and bytes.decode refuse codecs that are not text encodings.
Result<void> check_text_codec(Vm& vm, Value codec, Str* encoding, const char* alternative) {
  if (vm.is_exact(codec, TypeId::Tuple)) return {};
  const Value flag = TRY(find_attr(vm, codec, "_is_text_encoding"));
  if (flag.is_not_found() || TRY(truth(vm, flag))) return {};
  return vm.raise_error(TypeId::LookupError, "'", to_utf8(vm, encoding), "' is not a text encoding; use ", alternative, " to handle arbitrary codecs");
}

}  // namespace

const NativeCodec* find_native_codec(std::string_view name) {
  for (const CodecName& row : kCodecs)
    if (row.name == name) return &row.codec;
  return nullptr;
}

Result<void> register_codec_search(Vm& vm, Value function) {
  TRY(open_registry(vm));
  if (!is_callable(vm, function)) return vm.raise(TypeId::TypeError, "argument must be callable");
  return list_append(vm, search_path(vm), function);
}

Result<void> unregister_codec_search(Vm& vm, Value function) {
  TRY(open_registry(vm));
  for (std::uint64_t i = 0; i < search_path(vm)->length; ++i) {
    if (!is_same(search_path(vm)->storage->items[i], function)) continue;
    list_remove_at(vm, search_path(vm), static_cast<std::int64_t>(i));
    dict_clear(vm, vm.codec_cache.as<Dict>());
    break;
  }
  return {};
}

Result<Value> lookup_codec(Vm& vm, Str* encoding) {
  TRY(check_no_nul(vm, encoding));
  TRY(open_registry(vm));
  std::string name;
  for (char c : to_utf8(vm, encoding)) name += c == ' ' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  Str* key = intern(vm, name);
  Dict* cache = vm.codec_cache.as<Dict>();
  const Value known = dict_get_str(vm, cache, key);
  if (!known.is_not_found()) return known;
  for (std::uint64_t i = 0; i < search_path(vm)->length; ++i) {
    const Value found = TRY(vm.call(search_path(vm)->storage->items[i], {Value::from_cell(key)}));
    if (found.is_none()) continue;
    if (!found.is(kind::Tuple) || found.as<Tuple>()->length != 4) return vm.raise(TypeId::TypeError, "codec search functions must return 4-tuples");
    TRY(dict_set_str(vm, cache, key, found));
    return found;
  }
  return vm.raise_error(TypeId::LookupError, "unknown encoding: ", to_utf8(vm, encoding));
}

Result<Value> encode_object(Vm& vm, Value object, Str* encoding, Str* errors) {
  return call_codec(vm, TRY(codec_item(vm, encoding, 0)), object, encoding, errors, "encoder");
}

Result<Value> decode_any(Vm& vm, Value object, Str* encoding, Str* errors) {
  return call_codec(vm, TRY(codec_item(vm, encoding, 1)), object, encoding, errors, "decoder");
}

Result<Value> encode_text(Vm& vm, Str* text, Str* encoding, Str* errors) {
  if (const NativeCodec* codec = native_codec_of(vm, encoding)) {
    const Result<Bytes*> bytes = codec->encode(vm, text, errors);
    if (bytes.is_raised()) return is_direct(codec) ? Raised{} : tell_codec(vm, "encoding", encoding);
    return Value::from_cell(bytes.value());
  }
  TRY(check_no_nul(vm, encoding));
  TRY(check_text_codec(vm, TRY(lookup_codec(vm, encoding)), encoding, "codecs.encode()"));
  const Value bytes = TRY(encode_object(vm, Value::from_cell(text), encoding, errors));
  if (bytes.is(kind::Bytes)) return bytes;
  return vm.raise_error(TypeId::TypeError, "'", to_utf8(vm, encoding), "' encoder returned '", type_name(vm, bytes), "' instead of 'bytes'; use codecs.encode() to encode to arbitrary types");
}

Result<Value> decode_object(Vm& vm, Value object, Str* encoding, Str* errors) {
  if (const NativeCodec* codec = native_codec_of(vm, encoding)) {
    BufferView buffer;
    TRY(buffer.open(vm, object));
    std::size_t consumed;
    const Result<Value> text = codec->decode(vm, buffer.view(), errors, true, &consumed);
    if (text.is_raised() && !is_direct(codec)) return tell_codec(vm, "decoding", encoding);
    return text;
  }
  TRY(check_no_nul(vm, encoding));
  TRY(check_text_codec(vm, TRY(lookup_codec(vm, encoding)), encoding, "codecs.decode()"));
  const Value text = TRY(decode_any(vm, object, encoding, errors));
  if (is_str(text)) return text;
  return vm.raise_error(TypeId::TypeError, "'", to_utf8(vm, encoding), "' decoder returned '", type_name(vm, text), "' instead of 'str'; use codecs.decode() to decode to arbitrary types");
}

}  // namespace tauraro
