// The _json module: fast parts of the library's json.
#include "modules/json/json.h"

namespace tauraro {

namespace json {

namespace {

constexpr NativeMethod kFunctions[] = {
    {"encode_basestring_ascii", encode_basestring_ascii, "(string, /)", NativeMethod::Plain,
     "encode_basestring_ascii(string) -> string\n\nReturn an ASCII-only JSON representation of a Python string"},
    {"encode_basestring", encode_basestring, "(string, /)", NativeMethod::Plain,
     "encode_basestring(string) -> string\n\nReturn a JSON representation of a Python string"},
    {"scanstring", scan_string, "(string, end, strict=True, /)", NativeMethod::Plain, "scanstring(string, end, strict=True) -> (string, end)"},
};

Result<void> initialize(Vm& vm, Module* module) {
  Type* scanner = TRY(ensure_native_type(vm, kScannerType, kind::NativeObject, sizeof(NativeObject)));
  Type* encoder = TRY(ensure_native_type(vm, kEncoderType, kind::NativeObject, sizeof(NativeObject)));
  TRY(add_to_module(vm, module, "make_scanner", Value::from_cell(scanner)));
  return add_to_module(vm, module, "make_encoder", Value::from_cell(encoder));
}

constexpr NativeModuleSpec kModule{"_json", kFunctions, initialize};

}  // namespace

}  // namespace json

const NativeModuleSpec& json_module() { return json::kModule; }

}  // namespace tauraro
