// binascii: the table, checksums, the exceptions.
#include "modules/binascii/encodings.h"
#include "modules/c_arguments.h"
#include "modules/crc32.h"
#include "modules/module_support.h"

namespace tauraro {

namespace binascii {

constexpr NativeTypeSpec kErrorType{"binascii.Error", {}};

namespace {
constexpr NativeTypeSpec kIncompleteType{"binascii.Incomplete", {}};
}

Raised raise_error(Vm& vm, std::string_view message) { return raise_of_type(vm, vm.native_type(kErrorType), message); }

Result<void> AsciiInput::open(Vm& vm, Value value) {
  if (value.is(kind::Str)) {
    Str* text = flatten(vm, value.as<Str>());
    if (!text) return Raised{};
    if (!is_ascii(text)) return vm.raise(TypeId::ValueError, "string argument should contain only ASCII characters");
    const StrView characters = tauraro::view(text);
    text_ = {reinterpret_cast<const char*>(characters.latin1()), characters.length};
    return {};
  }
  if (!is_bytes_like(vm, value))
    return vm.raise_error(TypeId::TypeError, "argument should be bytes, buffer or ASCII string, not '", full_type_name(vm, vm.type_of(value)), "'");
  TRY(buffer_.open(vm, value));
  text_ = buffer_.view();
  return {};
}

namespace {

Result<Value> crc32_function(Vm& vm, const Args& args) {
  BufferView data;
  TRY(data.open(vm, args[0]));
  return Value::from_int(crc32(data.view(), TRY(masked_c_uint(vm, args[1]))));
}

/// CRC-CCITT, polynomial 0x1021.
Result<Value> crc_hqx(Vm& vm, const Args& args) {
  BufferView data;
  TRY(data.open(vm, args[0]));
  std::uint32_t crc = TRY(masked_c_uint(vm, args[1])) & 0xffff;
  for (const char c : data.view()) {
    crc ^= static_cast<std::uint32_t>(static_cast<unsigned char>(c)) << 8;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1) & 0xffff;
  }
  return Value::from_int(crc);
}

constexpr NativeMethod kFunctions[] = {
    {"a2b_base64", a2b_base64, "(data, /, *, strict_mode=False)"},
    {"a2b_hex", a2b_hex, "(hexstr, /)"},
    {"a2b_qp", a2b_qp, "(data, header=False)"},
    {"a2b_uu", a2b_uu, "(data, /)"},
    {"b2a_base64", b2a_base64, "(data, /, *, newline=True)"},
    {"b2a_hex", b2a_hex, "(data, sep=<unset>, bytes_per_sep=1)"},
    {"b2a_qp", b2a_qp, "(data, quotetabs=False, istext=True, header=False)"},
    {"b2a_uu", b2a_uu, "(data, /, *, backtick=False)"},
    {"crc32", crc32_function, "(data, crc=0, /)"},
    {"crc_hqx", crc_hqx, "(data, crc, /)"},
    {"hexlify", b2a_hex, "(data, sep=<unset>, bytes_per_sep=1)"},
    {"unhexlify", a2b_hex, "(hexstr, /)"},
};

Result<void> initialize(Vm& vm, Module* module) {
  TRY(set_module_value(vm, module, "Error", Value::from_cell(TRY(make_exception_type(vm, kErrorType, TypeId::ValueError)))));
  return set_module_value(vm, module, "Incomplete", Value::from_cell(TRY(make_exception_type(vm, kIncompleteType, TypeId::Exception))));
}

}  // namespace
}  // namespace binascii

const NativeModuleSpec& binascii_module() {
  static constexpr NativeModuleSpec kSpec{"binascii", binascii::kFunctions, binascii::initialize, "Conversion between binary data and ASCII"};
  return kSpec;
}

}  // namespace tauraro
