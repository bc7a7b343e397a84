// Quoted-printable and uuencode.
#include "modules/binascii/encodings.h"
#include "modules/module_support.h"

namespace tauraro::binascii {

namespace {

constexpr std::size_t kMaxLine = 76;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decode_quoted(std::string_view data, bool header) {
  std::string out;
  std::size_t i = 0;
  while (i < data.size()) {
    const char c = data[i];
    if (c != '=') {
      out += header && c == '_' ? ' ' : c;
      ++i;
      continue;
    }
    if (++i >= data.size()) break;
    if (data[i] == '\n' || data[i] == '\r') {  // a soft line break
      while (i < data.size() && data[i] != '\n') ++i;
      if (i < data.size()) ++i;
    } else if (data[i] == '=') {
      out += '=';
      ++i;
    } else if (i + 1 < data.size() && hex_value(data[i]) >= 0 && hex_value(data[i + 1]) >= 0) {
      out += static_cast<char>(hex_value(data[i]) << 4 | hex_value(data[i + 1]));
      i += 2;
    } else {
      out += '=';
    }
  }
  return out;
}

struct QuoteOptions {
  bool quote_tabs, is_text, header;
};

class Quoter {
 public:
  Quoter(std::string_view data, QuoteOptions options) : data_(data), options_(options) {
    const std::size_t newline = data.find('\n');
    crlf_ = newline != std::string_view::npos && newline > 0 && data[newline - 1] == '\r';
  }

  std::string run() {
    while (at_ < data_.size()) {
      const char c = data_[at_];
      if (must_quote(c))
        quote(c);
      else if (options_.is_text && (c == '\n' || (c == '\r' && next_is('\n'))))
        end_line(c);
      else
        copy(c);
    }
    return std::move(out_);
  }

 private:
  bool last() const { return at_ + 1 == data_.size(); }
  bool next_is(char c) const { return at_ + 1 < data_.size() && data_[at_ + 1] == c; }

  bool must_quote(char signed_c) const {
    const unsigned char c = static_cast<unsigned char>(signed_c);
    if (c > 126 || c == '=' || (options_.header && c == '_')) return true;
    if (c == '.' && line_length_ == 0 && (last() || next_is('\n') || next_is('\r') || next_is('\0'))) return true;
    if (c == '\r' || c == '\n') return !options_.is_text;
    if (c == '\t' || c == ' ') return last() || options_.quote_tabs;
    return c < 33;
  }
  void append_hex(char c) {
    out_ += '=';
    out_ += "0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4];
    out_ += "0123456789ABCDEF"[c & 15];
  }
  void soft_break() {
    out_ += crlf_ ? "=\r\n" : "=\n";
    line_length_ = 0;
  }
  void quote(char c) {
    if (line_length_ + 3 >= kMaxLine) soft_break();
    append_hex(c);
    line_length_ += 3;
    ++at_;
  }
  void end_line(char c) {
    line_length_ = 0;
    if (!out_.empty() && (out_.back() == ' ' || out_.back() == '\t')) {  // white space at the end of a line would be lost
      const char blank = out_.back();
      out_.pop_back();
      append_hex(blank);
    }
    out_ += crlf_ ? "\r\n" : "\n";
    at_ += c == '\r' ? 2 : 1;
  }
  void copy(char c) {
    if (!last() && !next_is('\n') && line_length_ + 1 >= kMaxLine) soft_break();
    ++line_length_;
    out_ += options_.header && c == ' ' ? '_' : c;
    ++at_;
  }

  std::string_view data_;
  QuoteOptions options_;
  std::string out_;
  std::size_t at_ = 0, line_length_ = 0;
  bool crlf_ = false;
};

}  // namespace

Result<Value> a2b_qp(Vm& vm, const Args& args) {
  AsciiInput input;
  TRY(input.open(vm, args[0]));
  const bool header = TRY(truth(vm, args[1]));
  return Value::from_cell(TRY(new_bytes(vm, decode_quoted(input.view(), header))));
}

Result<Value> b2a_qp(Vm& vm, const Args& args) {
  BufferView data;
  TRY(data.open(vm, args[0]));
  QuoteOptions options{};
  options.quote_tabs = TRY(truth(vm, args[1]));
  options.is_text = TRY(truth(vm, args[2]));
  options.header = TRY(truth(vm, args[3]));
  return Value::from_cell(TRY(new_bytes(vm, Quoter(data.view(), options).run())));
}

Result<Value> a2b_uu(Vm& vm, const Args& args) {
  AsciiInput input;
  TRY(input.open(vm, args[0]));
  std::string_view text = input.view();
  const std::size_t length = static_cast<unsigned char>((text.empty() ? 0 : text[0]) - ' ') & 63;
  if (!text.empty()) text.remove_prefix(1);
  std::string out;
  unsigned left = 0;
  int bits = 0;
  while (out.size() < length) {
    unsigned char c = text.empty() ? 0 : static_cast<unsigned char>(text[0]);
    if (c == '\n' || c == '\r' || text.empty()) {
      c = 0;  // the line's trailing blanks were stripped
    } else {
      if (c < ' ' || c > ' ' + 64) return raise_error(vm, "Illegal char");
      c = static_cast<unsigned char>((c - ' ') & 63);
    }
    if (!text.empty()) text.remove_prefix(1);
    left = left << 6 | c;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>(left >> bits & 255);
    left &= (1u << bits) - 1;
  }
  for (const char c : text)  // a '`' stands for a blank in some encoders
    if (c != ' ' && c != ' ' + 64 && c != '\n' && c != '\r') return raise_error(vm, "Trailing garbage");
  return Value::from_cell(TRY(new_bytes(vm, out)));
}

Result<Value> b2a_uu(Vm& vm, const Args& args) {
  BufferView data;
  TRY(data.open(vm, args[0]));
  const bool backtick = TRY(truth(vm, args[1]));
  const std::string_view bytes = data.view();
  if (bytes.size() > 45) return raise_error(vm, "At most 45 bytes at once");
  auto character = [&](unsigned value) { return backtick && value == 0 ? '`' : static_cast<char>(value + ' '); };
  std::string out(1, character(static_cast<unsigned>(bytes.size())));
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (int shift = 18; shift >= 0; shift -= 6) out += character(group >> shift & 63);
  }
  out += '\n';
  return Value::from_cell(TRY(new_bytes(vm, out)));
}

}  // namespace tauraro::binascii
