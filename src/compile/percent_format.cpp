#include "compile/percent_format.h"

namespace tauraro {

namespace {

constexpr std::size_t kMostDigits = 2;  // of a width or precision

class PercentParser {
 public:
  explicit PercentParser(std::string_view format) : rest_(format) {}

  std::optional<std::vector<PercentPart>> parse() {
    std::vector<PercentPart> parts;
    while (true) {
      PercentPart part;
      parse_literal(part.literal);
      const bool is_last = rest_.empty();
      if (!is_last && !parse_item(part)) return std::nullopt;
      if (!is_last || !part.literal.empty()) parts.push_back(std::move(part));
      if (is_last) return parts;
    }
  }

 private:
  /// Up to an item; `%%` is a per cent sign.
  void parse_literal(std::string& literal) {
    while (!rest_.empty()) {
      const bool is_sign = rest_.starts_with("%%");
      if (rest_[0] == '%' && !is_sign) return;
      literal.push_back(rest_[0]);
      rest_.remove_prefix(is_sign ? 2 : 1);
    }
  }

  bool parse_digits(std::string& digits) {
    while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') {
      digits.push_back(rest_[0]);
      rest_.remove_prefix(1);
    }
    return digits.size() <= kMostDigits;
  }

  bool parse_item(PercentPart& part) {
    rest_.remove_prefix(1);
    bool left = false;
    while (!rest_.empty() && std::string_view("-+ #0").find(rest_[0]) != std::string_view::npos) {
      left |= rest_[0] == '-';
      rest_.remove_prefix(1);
    }
    std::string width, precision;
    if (!parse_digits(width)) return false;
    bool has_precision = false;
    if (!rest_.empty() && rest_[0] == '.') {
      rest_.remove_prefix(1);
      has_precision = true;
      if (!parse_digits(precision)) return false;
      if (precision.empty()) precision = "0";
    }
    if (rest_.empty() || (rest_[0] != 's' && rest_[0] != 'r' && rest_[0] != 'a')) return false;
    part.conversion = rest_[0];
    rest_.remove_prefix(1);
    if (!left && !width.empty()) part.spec = ">";
    part.spec += width;
    if (has_precision) part.spec += "." + std::to_string(std::stoi(precision));
    return true;
  }

  std::string_view rest_;
};

}  // namespace

std::optional<std::vector<PercentPart>> parse_percent_format(std::string_view format) { return PercentParser(format).parse(); }

}  // namespace tauraro
