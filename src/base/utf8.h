#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// UTF-8, and WTF-8: the same with lone surrogates (U+D800..U+DFFF) as three bytes of their own.
namespace tauraro::utf8 {

inline constexpr char32_t kInvalid = 0xffff'ffff;

/// One decoded code point and the bytes it took; an ill-formed sequence is kInvalid and takes one byte.
struct Decoded {
  char32_t code_point;
  std::uint32_t length;
};

/// Decodes the code point at the beginning of the text; accepts surrogates.
/// \pre !text.empty()
Decoded decode(std::string_view text);

/// Appends a code point; surrogates become WTF-8.
/// \pre code_point <= 0x10ffff
void append(std::string& out, char32_t code_point);

/// Writes 1 to 4 bytes and returns how many.
std::size_t encode(char32_t code_point, char* out);

/// Index of the first byte of the first sequence that strict UTF-8 does not allow (surrogates are not); text.size() if there is none.
std::size_t find_invalid(std::string_view text);

/// Code points in well-formed text.
std::size_t count(std::string_view text);

inline bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

bool is_ascii(std::string_view text);

/// The text with each maximal ill-formed part replaced by U+FFFD, as codecs do for errors='replace'.
std::string replace_invalid(std::string_view text);

}  // namespace tauraro::utf8
