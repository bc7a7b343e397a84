#pragma once
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "object/array.h"
#include "object/result.h"

namespace tauraro {

struct RopeParts {
  Value left, right;  ///< Str; after flattening: left is empty, right the Buffer
};

/// A str. Characters of 1, 2 or 4 bytes, the narrowest that holds the largest (so two equal strings have equal width).
/// `data` points to `inline_data` for ordinary strings, into a Buffer cell for flattened ropes, and is null while the
/// string is an unflattened rope: every reader goes through the accessors of StrView / view().
struct Str : Cell {
  std::uint64_t hash;        ///< as Python's hash(), with 0 for "not computed"
  std::uint32_t length;      ///< in characters
  std::uint8_t width;        ///< 1, 2 or 4 bytes a character
  std::uint8_t flags;        ///< kStr... bits
  std::uint16_t unused;
  void* data;                ///< null: rope
  union {
    RopeParts rope;          ///< when kStrRopeKind is set
    std::uint8_t inline_data[16];  ///< and beyond; NUL-terminated (one character of zero)
  };
};
inline constexpr std::uint8_t kStrAscii = 1;     ///< every character < 128
inline constexpr std::uint8_t kStrInterned = 2;  ///< equal interned strings are identical
inline constexpr std::uint8_t kStrRopeKind = 4;  ///< was made as a rope: left and right are Values to trace
static_assert(offsetof(Str, length) == 16 && offsetof(Str, data) == 24 && offsetof(Str, inline_data) == 32);
inline constexpr std::uint32_t kMaxStrLength = 0x7fff'ffff;

/// A look at characters in place. Valid while the Str lives.
struct StrView {
  const void* data;
  std::uint32_t length;
  std::uint8_t width;
  char32_t operator[](std::uint32_t index) const {
    switch (width) {
      case 1: return static_cast<const std::uint8_t*>(data)[index];
      case 2: return static_cast<const char16_t*>(data)[index];
      default: return static_cast<const char32_t*>(data)[index];
    }
  }
  const std::uint8_t* latin1() const { return static_cast<const std::uint8_t*>(data); }
  const char16_t* ucs2() const { return static_cast<const char16_t*>(data); }
  const char32_t* ucs4() const { return static_cast<const char32_t*>(data); }
};

/// Flattens a rope in place (iteratively). Null only when out of memory (MemoryError pending).
Str* flatten_slow(Vm& vm, Str* text);
inline Str* flatten(Vm& vm, Str* text) { return text->data ? text : flatten_slow(vm, text); }
/// \pre flattened
inline StrView view(const Str* text) { return {text->data, text->length, text->width}; }
/// Flattens first; running out of memory here ends as MemoryError at the next allocation and an empty view.
StrView view(Vm& vm, Str* text);

Result<Str*> new_str(Vm& vm, std::string_view utf8);  ///< lone surrogates as three bytes (WTF-8)
Result<Str*> new_str_latin1(Vm& vm, const std::uint8_t* text, std::size_t length);
Result<Str*> new_str_ucs2(Vm& vm, const char16_t* text, std::size_t length);  ///< narrows when it can
Result<Str*> new_str_ucs4(Vm& vm, const char32_t* text, std::size_t length);  ///< narrows when it can
/// Uninitialized characters for the caller to fill. `ascii`: the caller promises that all will be < 128 (width 1).
Result<Str*> new_str_uninitialized(Vm& vm, std::uint32_t length, std::uint8_t width, bool ascii);
Str* char_str(Vm& vm, char32_t character);  ///< cached below 256

/// The string as UTF-8; lone surrogates as three bytes (WTF-8). For messages, names, file names.
std::string to_utf8(Vm& vm, Str* text);
bool is_ascii(const Str* text);

Str* intern(Vm& vm, std::string_view utf8);
Str* intern(Vm& vm, Str* text);

bool str_equal(Vm& vm, Str* left, Str* right);
bool str_equal(Vm& vm, Str* left, std::string_view ascii);
int str_compare(Vm& vm, Str* left, Str* right);
std::uint64_t str_hash_slow(Vm& vm, Str* text);
inline std::uint64_t str_hash(Vm& vm, Str* text) { return text->hash ? text->hash : str_hash_slow(vm, text); }

/// left + right: a copy when short, a rope when long. OverflowError/MemoryError beyond kMaxStrLength.
Result<Value> str_concat(Vm& vm, Str* left, Str* right);
Result<Value> str_repeat(Vm& vm, Str* text, std::int64_t count);
/// \pre 0 <= start <= end <= length
Result<Value> str_slice(Vm& vm, Str* text, std::int64_t start, std::int64_t end);
/// text[index], index already normalized. \pre 0 <= index < length
Value str_char_at(Vm& vm, Str* text, std::int64_t index);
/// Position of needle in haystack[start:end], or -1.
std::int64_t str_find(Vm& vm, Str* haystack, Str* needle, std::int64_t start, std::int64_t end);
/// repr(text), ascii(text)
Result<Value> str_repr(Vm& vm, Str* text);
Result<Value> str_ascii(Vm& vm, Str* text);

/// Collects characters of any width, then makes the str. Its memory is not the collector's: it grows by doubling, and what
/// would pass the heap's limit is refused.
class StrBuilder {
 public:
  explicit StrBuilder(Vm& vm) : vm_(vm) {}
  ~StrBuilder() {
    if (data_ != small_) std::free(data_);
  }
  StrBuilder(const StrBuilder&) = delete;
  StrBuilder& operator=(const StrBuilder&) = delete;

  void append(char32_t character) {
    if (character > kWidestOf[width_] || length_ == capacity_) [[unlikely]] {
      if (!make_room(1, character)) return;
    }
    switch (width_) {
      case 1: data_[length_++] = static_cast<char>(character); break;
      case 2: reinterpret_cast<char16_t*>(data_)[length_++] = static_cast<char16_t>(character); break;
      default: reinterpret_cast<char32_t*>(data_)[length_++] = character;
    }
  }
  void append(std::string_view utf8);  ///< lone surrogates as three bytes (WTF-8)
  void append(const char* utf8) { append(std::string_view(utf8)); }
  void append(StrView text);
  void append(Str* text);
  void append_repeated(char32_t character, std::size_t count);
  std::size_t length() const { return length_; }
  /// What has been collected, as long as nothing is appended.
  StrView view() const { return {data_, static_cast<std::uint32_t>(length_), width_}; }
  void clear() { length_ = 0, width_ = 1, capacity_ = bytes_, truncated_ = false; }
  /// Drops characters from the end. The result is as narrow as can be nevertheless.
  void truncate(std::size_t length) {
    length_ = length;
    truncated_ = true;
  }
  /// MemoryError when too long.
  Result<Value> finish();

 private:
  static constexpr char32_t kWidestOf[] = {0, 0xff, 0xffff, 0, 0x10ffff};
  static constexpr std::size_t kSmallBytes = 256;
  /// Room for `count` more characters up to `largest`. False: there is no memory; finish() will say so.
  bool make_room(std::size_t count, char32_t largest);

  Vm& vm_;
  char* data_ = small_;
  std::size_t length_ = 0;               // characters
  std::size_t capacity_ = kSmallBytes;   // characters of the width
  std::size_t bytes_ = kSmallBytes;      // of data_
  std::uint8_t width_ = 1;
  bool truncated_ = false;
  bool failed_ = false;
  alignas(8) char small_[kSmallBytes];
};

}  // namespace tauraro
