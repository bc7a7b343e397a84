#pragma once
#include <string>
#include <string_view>

#include "object/int.h"

namespace tauraro {

struct Str;

/// The text of a number as ASCII: decimal digits of any script become 0-9, white space beyond ASCII a blank; what else is not
/// ASCII becomes '?', which no number contains.
std::string ascii_number_text(Vm& vm, Str* text);

constexpr bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
std::string_view strip_ascii_space(std::string_view text);

/// The int written in `text` (base 0: by its prefix), not_found when it is none; ValueError beyond the digit limit.
Result<Value> parse_int(Vm& vm, std::string_view text, int base);
/// The float written in `text`, white space around it allowed; false when it is none.
bool parse_double(std::string_view text, double* number);
/// The longest prefix that is a float without underscores (inf and nan included); its length, 0 when there is none.
std::size_t parse_double_prefix(std::string_view text, double* number);
/// "invalid literal for int() with base 10: 'x'", `object` being what was to be converted.
Raised raise_invalid_int(Vm& vm, Value object, int base);
Raised raise_invalid_float(Vm& vm, Value object);

/// 10 to a power that fits 64 bits. \pre power <= 19
std::uint64_t power_of_ten(int power);

}  // namespace tauraro
