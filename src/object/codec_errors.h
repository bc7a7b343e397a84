#pragma once
#include <string>
#include <string_view>

#include "object/bytes.h"
#include "object/runtime.h"
#include "object/str.h"
#include "object/str_chars.h"

namespace tauraro {

/// Decoding: the input, and what happens where it is ill-formed.
class DecodeContext {
 public:
  /// \param errors null: strict
  DecodeContext(Vm& vm, const char* encoding, std::string_view input, Str* errors) : vm_(vm), encoding_(encoding), input_(input), errors_(errors) {}

  /// The bytes; a handler may have replaced them.
  std::string_view input() const { return input_; }
  std::size_t size() const { return input_.size(); }
  std::uint8_t byte(std::size_t index) const { return static_cast<std::uint8_t>(input_[index]); }
  /// Asks the error handler about input[start:end); appends its replacement. Returns where to go on.
  Result<std::size_t> error(StrBuilder& out, std::size_t start, std::size_t end, const char* reason);

 private:
  Result<std::size_t> call_handler(StrBuilder& out, std::size_t start, std::size_t end, const char* reason);

  Vm& vm_;
  const char* encoding_;
  std::string_view input_;
  Str* errors_;
  Value exception_, object_;
};

/// Encoding: the text, and what happens where it has no encoding.
class EncodeContext {
 public:
  EncodeContext(Vm& vm, const char* encoding, Str* text, Str* errors) : vm_(vm), encoding_(encoding), text_(text), errors_(errors) {}

  /// What stands for text[start:end): characters to be encoded in turn, or bytes as they are.
  struct Replacement {
    Value content;         ///< Str or Bytes
    std::size_t position;  ///< where to go on
  };
  Result<Replacement> error(std::size_t start, std::size_t end, const char* reason);
  /// The UnicodeEncodeError of the last range: for replacements that cannot be encoded either.
  Raised raise(std::size_t start, std::size_t end, const char* reason);

 private:
  Vm& vm_;
  const char* encoding_;
  Str* text_;
  Str* errors_;
  Value exception_;
};

/// The registered error handler of a name (null: strict): LookupError "unknown error handler name 'x'".
Result<Value> find_error_handler(Vm& vm, Str* name);
Result<void> register_error_handler(Vm& vm, Str* name, Value handler);

/// A UnicodeError subclass instance by type and constructor arguments, not raised.
Result<Value> new_unicode_error(Vm& vm, TypeId type, std::span<const Value> arguments);

inline bool is_surrogate(char32_t character) { return character - 0xd800 < 0x800; }

}  // namespace tauraro
