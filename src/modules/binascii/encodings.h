#pragma once
#include "object/bytes.h"
#include "object/native.h"

namespace tauraro::binascii {

/// binascii.Error
Raised raise_error(Vm& vm, std::string_view message);
extern const NativeTypeSpec kErrorType;

/// The bytes of a str of ASCII characters or of a bytes-like object.
class AsciiInput {
 public:
  Result<void> open(Vm& vm, Value value);
  std::string_view view() const { return text_; }

 private:
  BufferView buffer_;
  std::string_view text_;
};

Result<Value> a2b_base64(Vm& vm, const Args& args);
Result<Value> b2a_base64(Vm& vm, const Args& args);
Result<Value> a2b_hex(Vm& vm, const Args& args);
Result<Value> b2a_hex(Vm& vm, const Args& args);
Result<Value> a2b_qp(Vm& vm, const Args& args);
Result<Value> b2a_qp(Vm& vm, const Args& args);
Result<Value> a2b_uu(Vm& vm, const Args& args);
Result<Value> b2a_uu(Vm& vm, const Args& args);

}  // namespace tauraro::binascii
