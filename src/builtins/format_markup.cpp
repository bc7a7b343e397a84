#include "builtins/format_markup.h"

#include "base/unicode_data.h"
#include "object/str_chars.h"

namespace tauraro {

namespace {

/// A decimal number of the whole text, -1 when it is none.
Result<std::int64_t> number_of(Vm& vm, StrView text) {
  if (text.length == 0) return std::int64_t{-1};
  std::int64_t value = 0;
  for (std::uint32_t i = 0; i < text.length; ++i) {
    const int digit = unicode::decimal_value(text[i]);
    if (digit < 0) return std::int64_t{-1};
    if (value > (INT64_MAX - digit) / 10) return vm.raise(TypeId::ValueError, "Too many decimal digits in format string");
    value = value * 10 + digit;
  }
  return value;
}

}  // namespace

Result<void> MarkupReader::next(Vm& vm, MarkupPiece* piece) {
  *piece = MarkupPiece();
  const std::uint32_t start = place_;
  char32_t character = 0;
  if (text_.width == 1) {
    const std::uint8_t* characters = text_.latin1();
    while (place_ < text_.length) {
      character = characters[place_++];
      if (character == '{' || character == '}') break;
    }
  } else {
    while (place_ < text_.length) {
      character = text_[place_++];
      if (character == '{' || character == '}') break;
    }
  }
  const bool at_brace = character == '{' || character == '}';
  if (!at_brace) {
    piece->literal = sub_view(text_, start, place_ - start);
    return {};
  }
  const bool doubled = place_ < text_.length && text_[place_] == character;
  if (!doubled && character == '}') return vm.raise(TypeId::ValueError, "Single '}' encountered in format string");
  if (place_ >= text_.length) return vm.raise(TypeId::ValueError, "Single '{' encountered in format string");
  piece->literal = sub_view(text_, start, place_ - start - (doubled ? 0 : 1));
  if (doubled) {
    ++place_;
    return {};
  }
  piece->has_field = true;
  return read_field(vm, piece);
}

Result<void> MarkupReader::read_field(Vm& vm, MarkupPiece* piece) {
  const std::uint32_t start = place_;
  char32_t character = 0;
  while (place_ < text_.length) {
    character = text_[place_++];
    if (character == '{') return vm.raise(TypeId::ValueError, "unexpected '{' in field name");
    if (character == '[') {
      while (place_ < text_.length && text_[place_] != ']') ++place_;
      continue;
    }
    if (character == '}' || character == ':' || character == '!') break;
  }
  if (character != '}' && character != ':' && character != '!') return vm.raise(TypeId::ValueError, "expected '}' before end of string");
  piece->name = sub_view(text_, start, place_ - 1 - start);
  if (character == '}') return {};
  if (character == '!') {
    if (place_ >= text_.length) return vm.raise(TypeId::ValueError, "end of string while looking for conversion specifier");
    piece->conversion = text_[place_++];
    if (place_ < text_.length) {
      character = text_[place_++];
      if (character == '}') return {};
      if (character != ':') return vm.raise(TypeId::ValueError, "expected ':' after conversion specifier");
    }
  }
  return read_spec(vm, piece);
}

Result<void> MarkupReader::read_spec(Vm& vm, MarkupPiece* piece) {
  const std::uint32_t start = place_;
  int depth = 1;
  while (place_ < text_.length) {
    const char32_t character = text_[place_++];
    if (character == '{') {
      piece->nested = true;
      ++depth;
    } else if (character == '}' && --depth == 0) {
      piece->spec = sub_view(text_, start, place_ - 1 - start);
      return {};
    }
  }
  return vm.raise(TypeId::ValueError, "unmatched '{' in format spec");
}

Result<void> FieldName::open(Vm& vm, StrView name) {
  text_ = name;
  place_ = 0;
  while (place_ < name.length && name[place_] != '.' && name[place_] != '[') ++place_;
  first_ = sub_view(name, 0, place_);
  first_index_ = TRY(number_of(vm, first_));
  return {};
}

Result<FieldName::Part> FieldName::next(Vm& vm) {
  const char32_t opener = text_[place_++];
  const std::uint32_t start = place_;
  Part part{{}, -1, opener == '.'};
  if (opener == '.') {
    while (place_ < text_.length && text_[place_] != '.' && text_[place_] != '[') ++place_;
    part.text = sub_view(text_, start, place_ - start);
  } else if (opener == '[') {
    while (place_ < text_.length && text_[place_] != ']') ++place_;
    if (place_ >= text_.length) return vm.raise(TypeId::ValueError, "Missing ']' in format string");
    part.text = sub_view(text_, start, place_ - start);
    ++place_;
    part.index = TRY(number_of(vm, part.text));
  } else {
    return vm.raise(TypeId::ValueError, "Only '.' or '[' may follow ']' in format field specifier");
  }
  if (part.text.length == 0) return vm.raise(TypeId::ValueError, "Empty attribute in format string");
  return part;
}

}  // namespace tauraro
