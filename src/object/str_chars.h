#pragma once
#include <algorithm>
#include <cstring>

#include "object/runtime.h"
#include "object/str.h"

namespace tauraro {

// Work on the characters of strs, by width. For the implementation of text; others use object/str.h.

/// Calls visit(pointer to the first character) with the pointer type that the width asks for.
template <class Visit>
decltype(auto) visit_chars(StrView text, Visit&& visit) {
  switch (text.width) {
    case 1: return visit(text.latin1());
    case 2: return visit(text.ucs2());
    default: return visit(text.ucs4());
  }
}

template <class To, class From>
void copy_chars(To* to, const From* from, std::size_t length) {
  if constexpr (sizeof(To) == sizeof(From)) {
    std::memcpy(to, from, length * sizeof(To));
  } else {
    for (std::size_t i = 0; i < length; ++i) to[i] = static_cast<To>(from[i]);
  }
}

/// Copies characters into memory of another (or the same) width. \pre they fit it
void copy_chars(void* to, std::uint8_t to_width, StrView from);

/// Every byte < 128?
bool all_ascii(const std::uint8_t* text, std::size_t length);
/// An upper bound of all characters that tells the width: 0x7f, 0xff, 0xffff or 0x10ffff.
char32_t max_class(StrView text);
inline std::uint8_t width_of(char32_t largest) { return largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4; }

/// A part of a view.
inline StrView sub_view(StrView text, std::uint32_t start, std::uint32_t length) {
  return {static_cast<const char*>(text.data) + std::size_t{start} * text.width, length, text.width};
}
/// A str of these characters, as narrow as can be.
Result<Str*> new_str_view(Vm& vm, StrView text);

/// The characters of a str as Char; widened into memory of its own when the str is narrower. \pre the str is not wider
template <class Char>
class WidenedText {
 public:
  explicit WidenedText(StrView text) : data_(static_cast<const Char*>(text.data)) {
    if (text.width == sizeof(Char)) return;
    Char* own = text.length <= kSmall ? small_ : (large_ = new Char[text.length]);
    copy_chars(own, sizeof(Char), text);
    data_ = own;
  }
  ~WidenedText() { delete[] large_; }
  WidenedText(const WidenedText&) = delete;
  WidenedText& operator=(const WidenedText&) = delete;
  const Char* data() const { return data_; }

 private:
  static constexpr std::size_t kSmall = 64;
  const Char* data_;
  Char* large_ = nullptr;
  Char small_[kSmall];
};

/// The str itself when its type is exactly str, else an exact copy (cheap).
Result<Str*> exact_str(Vm& vm, Str* text);
/// The equal instance of a subclass of str: shares the characters.
Result<Str*> new_str_of_type(Vm& vm, Type* type, Str* text);

inline bool is_str(Value value) { return value.is(kind::Str); }

}  // namespace tauraro
