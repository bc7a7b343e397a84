#pragma once
#include <string_view>

#include "object/bytes.h"
#include "object/str.h"

namespace tauraro {

/// str.encode, bytes.decode: any encoding. The common ones are done at once, the others through the codec registry.
/// `encoding` and `errors` may be null (utf-8, strict).
Result<Value> encode_text(Vm& vm, Str* text, Str* encoding, Str* errors);
/// `object` is bytes-like.
Result<Value> decode_object(Vm& vm, Value object, Str* encoding, Str* errors);

/// UTF-8 of a str, as a bytes; UnicodeEncodeError for lone surrogates (with `errors` null).
Result<Bytes*> encode_utf8(Vm& vm, Str* text, Str* errors = nullptr);
/// The str of UTF-8; UnicodeDecodeError for ill-formed bytes (with `errors` null).
Result<Str*> decode_utf8(Vm& vm, std::string_view bytes, Str* errors = nullptr);

}  // namespace tauraro
