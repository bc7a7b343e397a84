#include "syntax/escape.h"

#include <cstdint>

#include "base/unicode_names.h"
#include "base/utf8.h"

namespace tauraro {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// What a one-letter escape means; -1: it is none.
int simple_escape(char c) {
  switch (c) {
    case '\\': case '\'': case '"': return c;
    case 'a': return 7;
    case 'b': return 8;
    case 'f': return 12;
    case 'n': return 10;
    case 'r': return 13;
    case 't': return 9;
    case 'v': return 11;
    default: return -1;
  }
}

/// Up to three octal digits; the first is at \p index.
unsigned octal(std::string_view body, std::size_t* index) {
  unsigned value = 0;
  for (int digits = 0; digits < 3 && *index < body.size() && body[*index] >= '0' && body[*index] <= '7'; ++digits) {
    value = value * 8 + static_cast<unsigned>(body[(*index)++] - '0');
  }
  return value;
}

/// The position that CPython reports: it decodes a copy in which other than ASCII characters are written \\UXXXXXXXX.
std::size_t reported_position(std::string_view body, std::size_t index) {
  std::size_t position = 0;
  for (std::size_t i = 0; i < index; ++i) {
    const auto c = static_cast<unsigned char>(body[i]);
    if (c < 0x80) {
      position += 1;
    } else if (!utf8::is_continuation(body[i])) {
      position += i > 0 && body[i - 1] == '\\' ? 15 : 10;
    }
  }
  return position;
}

class TextUnescaper {
 public:
  TextUnescaper(std::string& out, std::string_view body, EscapeResult* result) : out_(out), body_(body), result_(result) {}

  bool run() {
    while (index_ < body_.size()) {
      const std::size_t backslash = body_.find('\\', index_);
      if (backslash == std::string_view::npos) break;
      out_ += body_.substr(index_, backslash - index_);
      index_ = backslash;
      if (!escape()) return false;
    }
    if (index_ < body_.size()) out_ += body_.substr(index_);
    return true;
  }

 private:
  /// The backslash is at index_.
  bool escape() {
    begin_ = index_++;
    if (index_ == body_.size()) {
      out_ += '\\';
      return true;
    }
    const char c = body_[index_];
    if (const int meaning = simple_escape(c); meaning >= 0) {
      out_ += static_cast<char>(meaning);
      index_ += 1;
      return true;
    }
    if (c >= '0' && c <= '7') {
      utf8::append(out_, octal(body_, &index_));
      return true;
    }
    index_ += 1;
    switch (c) {
      case '\n': return true;
      case 'x': return hex(2, "truncated \\xXX escape");
      case 'u': return hex(4, "truncated \\uXXXX escape");
      case 'U': return hex(8, "truncated \\UXXXXXXXX escape");
      case 'N': return name();
      default: break;
    }
    out_ += '\\';
    index_ -= 1;
    if (static_cast<unsigned char>(c) < 0x80 && result_->invalid_escape.empty()) result_->invalid_escape = body_.substr(index_, 1);
    return true;
  }

  bool hex(int digits, const char* truncated) {
    std::uint32_t value = 0;
    for (; digits > 0; --digits, ++index_) {
      const int digit = index_ < body_.size() ? hex_value(body_[index_]) : -1;
      if (digit < 0) return fail(truncated);
      value = value << 4 | static_cast<std::uint32_t>(digit);
    }
    if (value > 0x10ffff) return fail("illegal Unicode character");
    utf8::append(out_, value);
    return true;
  }

  bool name() {
    static constexpr const char* kMalformed = "malformed \\N character escape";
    if (index_ >= body_.size() || body_[index_] != '{') return fail(kMalformed);
    const std::size_t first = ++index_;
    while (index_ < body_.size() && body_[index_] != '}') ++index_;
    if (index_ == body_.size() || index_ == first) return fail(kMalformed);
    const std::string_view name = body_.substr(first, index_ - first);
    index_ += 1;
    char32_t code_point;
    if (!unicode::find_by_name(name, &code_point)) return fail("unknown Unicode character name");
    utf8::append(out_, code_point);
    return true;
  }

  bool fail(const char* reason) {
    const std::size_t first = reported_position(body_, begin_), last = reported_position(body_, index_) - 1;
    result_->error = "(unicode error) 'unicodeescape' codec can't decode byte";
    if (first == last) {
      result_->error += " 0x5c in position " + std::to_string(first);
    } else {
      result_->error += "s in position " + std::to_string(first) + "-" + std::to_string(last);
    }
    result_->error += std::string(": ") + reason;
    return false;
  }

  std::string& out_;
  std::string_view body_;
  EscapeResult* result_;
  std::size_t index_ = 0;
  std::size_t begin_ = 0;  ///< of the present escape
};

}  // namespace

bool unescape_text(std::string& out, std::string_view body, EscapeResult* result) { return TextUnescaper(out, body, result).run(); }

bool unescape_bytes(std::string& out, std::string_view body, EscapeResult* result) {
  for (std::size_t index = 0; index < body.size();) {
    const char c = body[index++];
    if (c != '\\') {
      out += c;
      continue;
    }
    const char next = body[index];
    if (const int meaning = simple_escape(next); meaning >= 0) {
      out += static_cast<char>(meaning);
      index += 1;
    } else if (next >= '0' && next <= '7') {
      out += static_cast<char>(octal(body, &index));
    } else if (next == '\n') {
      index += 1;
    } else if (next == 'x') {
      const int high = index + 1 < body.size() ? hex_value(body[index + 1]) : -1;
      const int low = index + 2 < body.size() ? hex_value(body[index + 2]) : -1;
      if (high < 0 || low < 0) {
        result->error = "(value error) invalid \\x escape at position " + std::to_string(index - 1);
        return false;
      }
      out += static_cast<char>(high * 16 + low);
      index += 3;
    } else {
      if (result->invalid_escape.empty()) result->invalid_escape = body.substr(index, 1);
      out += '\\';
    }
  }
  return true;
}

}  // namespace tauraro
