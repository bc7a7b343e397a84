#pragma once
#include <cstdint>

#include "object/result.h"
#include "object/runtime.h"
#include "object/str.h"

namespace tauraro {

/// One step through a str.format template: literal text, then perhaps a replacement field.
struct MarkupPiece {
  StrView literal;
  bool has_field = false;
  bool nested = false;        ///< the specification contains fields itself
  StrView name, spec;
  char32_t conversion = 0;    ///< after '!', or 0
};

/// Takes a template apart.
class MarkupReader {
 public:
  explicit MarkupReader(StrView text) : text_(text) {}
  bool at_end() const { return place_ >= text_.length; }
  /// \pre !at_end()
  Result<void> next(Vm& vm, MarkupPiece* piece);

 private:
  Result<void> read_field(Vm& vm, MarkupPiece* piece);
  Result<void> read_spec(Vm& vm, MarkupPiece* piece);
  StrView text_;
  std::uint32_t place_ = 0;
};

/// A field name "first.attribute[item]..." in its parts.
class FieldName {
 public:
  struct Part {
    StrView text;
    std::int64_t index;   ///< of an item that is written in digits, or -1
    bool is_attribute;
  };
  /// Splits off the first part.
  Result<void> open(Vm& vm, StrView name);
  StrView first() const { return first_; }
  std::int64_t first_index() const { return first_index_; }  ///< -1: not a number
  bool at_end() const { return place_ >= text_.length; }
  /// \pre !at_end()
  Result<Part> next(Vm& vm);

 private:
  StrView text_{}, first_{};
  std::int64_t first_index_ = -1;
  std::uint32_t place_ = 0;
};

}  // namespace tauraro
