#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tauraro {

/// One part of a `%` format: literal text, then (except in the last part) an item, converted and formatted.
struct PercentPart {
  std::string literal;
  char conversion = 0;  ///< 's', 'r' or 'a'; 0: no item follows
  std::string spec;     ///< for format(), may be empty
};

/// The parts of a format that only has %s, %r and %a of fixed width and precision, and %%; nothing for any other.
std::optional<std::vector<PercentPart>> parse_percent_format(std::string_view format);

}  // namespace tauraro
