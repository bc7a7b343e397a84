#pragma once
#include <cstddef>
#include <string_view>

#include "object/bytes.h"
#include "object/codec_errors.h"
#include "object/str.h"

namespace tauraro {

// The codecs that need no Python.

/// Decodes all, or (not final) all but an incomplete sequence at the end; `consumed` says how much.
using DecodeFunction = Result<Value> (*)(Vm& vm, std::string_view input, Str* errors, bool final, std::size_t* consumed);
using EncodeFunction = Result<Bytes*> (*)(Vm& vm, Str* text, Str* errors);

Result<Value> decode_utf8_part(Vm& vm, std::string_view input, Str* errors, bool final, std::size_t* consumed);
Result<Bytes*> encode_utf8_with(Vm& vm, Str* text, Str* errors);
Result<Value> decode_utf7(Vm& vm, std::string_view input, Str* errors, bool final, std::size_t* consumed);
Result<Bytes*> encode_utf7(Vm& vm, Str* text, Str* errors);
Result<Value> decode_ascii(Vm& vm, std::string_view input, Str* errors, bool final, std::size_t* consumed);
Result<Bytes*> encode_ascii(Vm& vm, Str* text, Str* errors);
Result<Value> decode_latin1(Vm& vm, std::string_view input, Str* errors, bool final, std::size_t* consumed);
Result<Bytes*> encode_latin1(Vm& vm, Str* text, Str* errors);
Result<Value> decode_unicode_escape(Vm& vm, std::string_view input, Str* errors, bool final, std::size_t* consumed);
Result<Bytes*> encode_unicode_escape(Vm& vm, Str* text, Str* errors);
Result<Value> decode_raw_unicode_escape(Vm& vm, std::string_view input, Str* errors, bool final, std::size_t* consumed);
Result<Bytes*> encode_raw_unicode_escape(Vm& vm, Str* text, Str* errors);

/// Order of the bytes of UTF-16 and UTF-32. Native: by a byte order mark, else little-endian; written with a mark.
enum class ByteOrder : std::int8_t { Little = -1, Native = 0, Big = 1 };
/// `order` is read, and set to what a byte order mark said.
Result<Value> decode_utf16(Vm& vm, std::string_view input, Str* errors, ByteOrder* order, bool final, std::size_t* consumed);
Result<Bytes*> encode_utf16(Vm& vm, Str* text, Str* errors, ByteOrder order);
Result<Value> decode_utf32(Vm& vm, std::string_view input, Str* errors, ByteOrder* order, bool final, std::size_t* consumed);
Result<Bytes*> encode_utf32(Vm& vm, Str* text, Str* errors, ByteOrder order);

/// `mapping`: a Str, any mapping, or None (latin-1).
Result<Value> decode_charmap(Vm& vm, std::string_view input, Str* errors, Value mapping);
Result<Bytes*> encode_charmap(Vm& vm, Str* text, Str* errors, Value mapping);

/// codecs.escape_decode: the backslashes of bytes literals.
Result<Bytes*> decode_bytes_escape(Vm& vm, std::string_view input, Str* errors);

/// A codec by its normalized name ("utf_8", "latin_1"), or null.
struct NativeCodec {
  const char* name;
  DecodeFunction decode;
  EncodeFunction encode;
};
const NativeCodec* find_native_codec(std::string_view name);

/// codecs.lookup: the CodecInfo tuple. LookupError "unknown encoding: x".
Result<Value> lookup_codec(Vm& vm, Str* encoding);
Result<void> register_codec_search(Vm& vm, Value function);
Result<void> unregister_codec_search(Vm& vm, Value function);
/// codecs.encode / codecs.decode: through the registry, any types.
Result<Value> encode_object(Vm& vm, Value object, Str* encoding, Str* errors);
Result<Value> decode_any(Vm& vm, Value object, Str* encoding, Str* errors);

/// The growing output of encoders.
class ByteBuilder {
 public:
  void append(char byte) { bytes_ += byte; }
  void append(std::string_view bytes) { bytes_ += bytes; }
  std::size_t size() const { return bytes_.size(); }
  void reserve(std::size_t size) { bytes_.reserve(size); }
  Result<Bytes*> finish(Vm& vm) { return new_bytes(vm, bytes_); }

 private:
  std::string bytes_;
};

}  // namespace tauraro
