#include "base/utf8.h"

#include <cassert>
#include <cstring>

namespace tauraro::utf8 {

namespace {

/// Bytes that a sequence with this lead byte has; 0: no sequence begins so.
std::uint32_t expected_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
}

/// Whether `second` may follow `lead`: excludes overlong forms, code points over U+10FFFF and, if strict, surrogates.
bool second_byte_fits(unsigned char lead, unsigned char second, bool strict) {
  if ((second & 0xc0) != 0x80) return false;
  switch (lead) {
    case 0xe0: return second >= 0xa0;
    case 0xed: return !strict || second < 0xa0;
    case 0xf0: return second >= 0x90;
    case 0xf4: return second < 0x90;
    default: return true;
  }
}

/// Length of the longest prefix of `text` that begins a well-formed sequence, and whether it is a whole one.
struct Prefix {
  std::uint32_t length;
  bool is_whole;
};
Prefix well_formed_prefix(std::string_view text, bool strict) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::uint32_t length = expected_length(lead);
  if (length <= 1) return {1, length == 1};
  std::uint32_t index = 1;
  for (; index < length && index < text.size(); ++index) {
    const auto byte = static_cast<unsigned char>(text[index]);
    if (index == 1 ? !second_byte_fits(lead, byte, strict) : (byte & 0xc0) != 0x80) break;
  }
  return {index, index == length};
}

}  // namespace

Decoded decode(std::string_view text) {
  assert(!text.empty());
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  const Prefix prefix = well_formed_prefix(text, false);
  if (!prefix.is_whole) return {kInvalid, 1};
  char32_t code_point = lead & (0x7f >> prefix.length);
  for (std::uint32_t index = 1; index < prefix.length; ++index) code_point = code_point << 6 | (text[index] & 0x3f);
  return {code_point, prefix.length};
}

std::size_t encode(char32_t code_point, char* out) {
  assert(code_point <= 0x10ffff);
  if (code_point < 0x80) {
    out[0] = static_cast<char>(code_point);
    return 1;
  }
  const std::size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
  static constexpr unsigned char kLead[] = {0, 0, 0xc0, 0xe0, 0xf0};
  for (std::size_t index = length - 1; index > 0; --index) {
    out[index] = static_cast<char>(0x80 | (code_point & 0x3f));
    code_point >>= 6;
  }
  out[0] = static_cast<char>(kLead[length] | code_point);
  return length;
}

void append(std::string& out, char32_t code_point) {
  char bytes[4];
  out.append(bytes, encode(code_point, bytes));
}

bool is_ascii(std::string_view text) {
  std::size_t index = 0;
  for (; index + 8 <= text.size(); index += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + index, 8);
    if (word & 0x8080'8080'8080'8080) return false;
  }
  for (; index < text.size(); ++index) {
    if (static_cast<unsigned char>(text[index]) >= 0x80) return false;
  }
  return true;
}

std::size_t find_invalid(std::string_view text) {
  std::size_t index = 0;
  while (index < text.size()) {
    if (index + 8 <= text.size() && is_ascii(text.substr(index, 8))) {
      index += 8;
      continue;
    }
    const Prefix prefix = well_formed_prefix(text.substr(index), true);
    if (!prefix.is_whole) return index;
    index += prefix.length;
  }
  return text.size();
}

std::size_t count(std::string_view text) {
  std::size_t total = 0;
  for (const char byte : text) total += !is_continuation(byte);
  return total;
}

std::string replace_invalid(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Prefix prefix = well_formed_prefix(text, true);
    if (prefix.is_whole) {
      out.append(text.substr(0, prefix.length));
    } else {
      out.append("\xef\xbf\xbd");
    }
    text.remove_prefix(prefix.length);
  }
  return out;
}

}  // namespace tauraro::utf8
