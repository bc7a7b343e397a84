#pragma once
#include <string>
#include <string_view>

/// What the lexer must know of Unicode 14.
namespace tauraro::unicode {

/// XID_Start or an underscore.
bool is_identifier_start(char32_t code_point);
/// XID_Continue.
bool is_identifier_part(char32_t code_point);
/// str.isprintable() of the one character.
bool is_printable(char32_t code_point);

/// Normalization form KC of well-formed UTF-8.
std::string to_nfkc(std::string_view text);

}  // namespace tauraro::unicode
