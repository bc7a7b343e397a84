#pragma once
#include "builtins/str_methods.h"
#include "modules/native_module.h"

namespace tauraro::json {

extern const NativeTypeSpec kScannerType, kEncoderType;
Result<Value> make_scanner(Vm& vm, const Args& args);
Result<Value> make_encoder(Vm& vm, const Args& args);
/// json.decoder.scanstring
Result<Value> scan_string(Vm& vm, const Args& args);
Result<Value> encode_basestring(Vm& vm, const Args& args);
Result<Value> encode_basestring_ascii(Vm& vm, const Args& args);

/// Appends a str as a JSON string, quotes included.
void append_quoted(StrBuilder& out, StrView text, bool ascii_only);

}  // namespace tauraro::json
