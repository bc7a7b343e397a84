#include "syntax/string_literal.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "base/utf8.h"
#include "syntax/escape.h"

namespace tauraro {

namespace {

ast::Position spanning(const Token& first, const Token& last) { return {first.line, first.column, last.end_line, last.end_column}; }

ast::Constant* make_text(Arena& arena, ast::ConstantKind kind, std::string_view text, const ast::Position& position) {
  auto* node = arena.make<ast::Constant>();
  node->constant_kind = kind;
  node->position = position;
  node->text = text;
  return node;
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

StringLiteral::Piece StringLiteral::split(std::string_view literal) {
  Piece piece;
  std::size_t index = 0;
  for (; literal[index] != '"' && literal[index] != '\''; ++index) {
    const char c = static_cast<char>(literal[index] | 0x20);
    piece.is_bytes |= c == 'b';
    piece.is_raw |= c == 'r';
    piece.is_format |= c == 'f';
  }
  literal.remove_prefix(index);
  const bool is_triple = literal.size() >= 6 && literal[1] == literal[0] && literal[2] == literal[0];
  const std::size_t quotes = is_triple ? 3 : 1;
  piece.body = literal.substr(quotes, literal.size() - 2 * quotes);
  return piece;
}

ast::Expr* StringLiteral::parse(const Token* tokens, std::uint32_t count) {
  const auto piece_at = [&](std::uint32_t index) { return split(text_.substr(tokens[index].start, tokens[index].end - tokens[index].start)); };
  const Piece first = piece_at(0);
  whole_ = spanning(tokens[0], tokens[count - 1]);
  has_u_prefix_ = text_[tokens[0].start] == 'u';
  if (first.is_bytes) return parse_bytes(tokens, count);
  if (count == 1 && !first.is_format) return single_plain(tokens[0], first);
  Parts parts;
  bool is_format = false;
  for (std::uint32_t index = 0; index < count; ++index) {
    const Piece piece = piece_at(index);
    if (piece.is_bytes) {
      fail_mixed(piece, tokens[index]);
      return nullptr;
    }
    if (!piece.is_format) {
      if (!append_literal(parts.pending, piece.body, piece.is_raw, tokens[index])) return nullptr;
      continue;
    }
    is_format = true;
    Reader reader{piece.body.data(), piece.body.data() + piece.body.size(), piece.is_raw, 0, &tokens[index]};
    if (!read_format(parts, reader)) return nullptr;
  }
  if (is_format) return finish(parts, whole_);
  ast::Constant* node = make_text(arena_, ast::ConstantKind::Str, arena_.copy_text(parts.pending), whole_);
  node->has_u_prefix = has_u_prefix_;
  return node;
}

/// The commonest case: the text stays where it is if nothing is escaped.
ast::Expr* StringLiteral::single_plain(const Token& token, const Piece& piece) {
  std::string_view text = piece.body;
  if (!piece.is_raw && text.find('\\') != std::string_view::npos) {
    std::string out;
    if (!unescape(out, text, token)) return nullptr;
    text = arena_.copy_text(out);
  }
  ast::Constant* node = make_text(arena_, ast::ConstantKind::Str, text, whole_);
  node->has_u_prefix = has_u_prefix_;
  return node;
}

/// An error in the piece itself comes before the one that it should not be there.
void StringLiteral::fail_mixed(const Piece& piece, const Token& token) {
  std::string ignored;
  const bool is_fine = piece.is_raw || piece.is_format ||
                       (piece.is_bytes ? unescape_bytes(ignored, piece.body, token) : unescape(ignored, piece.body, token));
  if (is_fine) fail("cannot mix bytes and nonbytes literals");
}

ast::Expr* StringLiteral::parse_bytes(const Token* tokens, std::uint32_t count) {
  std::string out;
  for (std::uint32_t index = 0; index < count; ++index) {
    const Piece piece = split(text_.substr(tokens[index].start, tokens[index].end - tokens[index].start));
    if (!piece.is_bytes) {
      fail_mixed(piece, tokens[index]);
      return nullptr;
    }
    if (!utf8::is_ascii(piece.body)) {
      fail("bytes can only contain ASCII literal characters");
      return nullptr;
    }
    if (piece.is_raw) {
      out += piece.body;
    } else if (!unescape_bytes(out, piece.body, tokens[index])) {
      return nullptr;
    }
  }
  return make_text(arena_, ast::ConstantKind::Bytes, arena_.copy_text(out), whole_);
}

// ---- Escapes ---------------------------------------------------------------------------------------------------------

bool StringLiteral::append_literal(std::string& out, std::string_view body, bool is_raw, const Token& token) {
  if (is_raw || body.find('\\') == std::string_view::npos) {
    out += body;
    return true;
  }
  return unescape(out, body, token);
}

void StringLiteral::warn_escape(std::string_view escape, const Token& token) {
  for (const EscapeWarning& warning : warnings_) {
    if (warning.token.start == token.start && warning.token.line == token.line) return;
  }
  warnings_.push_back({"invalid escape sequence '\\" + std::string(escape) + "'", token});
}

bool StringLiteral::unescape(std::string& out, std::string_view body, const Token& token) {
  EscapeResult result;
  if (!unescape_text(out, body, &result)) return fail(std::move(result.error));
  if (!result.invalid_escape.empty()) warn_escape(result.invalid_escape, token);
  return true;
}

bool StringLiteral::unescape_bytes(std::string& out, std::string_view body, const Token& token) {
  EscapeResult result;
  if (!tauraro::unescape_bytes(out, body, &result)) return fail(std::move(result.error));
  if (!result.invalid_escape.empty()) warn_escape(result.invalid_escape, token);
  return true;
}

// ---- f-strings -------------------------------------------------------------------------------------------------------

void StringLiteral::flush(Parts& parts) {
  if (parts.pending.empty()) return;
  ast::Constant* node = make_text(arena_, ast::ConstantKind::Str, arena_.copy_text(parts.pending), whole_);
  node->has_u_prefix = has_u_prefix_;
  parts.values.push_back(node);
  parts.pending.clear();
}

ast::Expr* StringLiteral::finish(Parts& parts, const ast::Position& position) {
  if (!parts.pending.empty()) {
    ast::Constant* last = make_text(arena_, ast::ConstantKind::Str, arena_.copy_text(parts.pending), position);
    last->has_u_prefix = has_u_prefix_ && position.line == whole_.line && position.column == whole_.column;
    parts.values.push_back(last);
  }
  auto* node = arena_.make<ast::JoinedStr>();
  node->position = position;
  node->values = arena_.copy_span(parts.values);
  return node;
}

/// Reads literals and expressions to the end of the f-string, or to the brace that ends a format specification.
bool StringLiteral::read_format(Parts& parts, Reader& reader) {
  for (;;) {
    bool again = false;
    if (!read_literal(parts, reader, &again)) return false;
    if (again) continue;
    if (reader.cursor >= reader.end || *reader.cursor == '}') break;
    if (!read_expression(parts, reader)) return false;
  }
  if (reader.level == 0 && reader.cursor < reader.end) return fail("f-string: unexpected end of string");
  if (reader.level != 0 && (reader.cursor >= reader.end || *reader.cursor != '}')) return fail("f-string: expecting '}'");
  return true;
}

/// Reads text up to a brace. \p again: the brace was doubled (and one of the two taken), more text may follow.
bool StringLiteral::read_literal(Parts& parts, Reader& reader, bool* again) {
  const char* const begin = reader.cursor;
  const char* s = begin;
  const char* literal_end = nullptr;
  while (s < reader.end && !literal_end) {
    char c = *s++;
    if (!reader.is_raw && c == '\\' && s < reader.end) {
      c = *s++;
      if (c == 'N') {
        if (s >= reader.end || *s++ != '{') {
          literal_end = s;
          break;
        }
        while (s < reader.end && *s++ != '}') {
        }
        continue;
      }
      if (c == '{') warn_escape("{", *reader.token);
    }
    if (c != '{' && c != '}') continue;
    if (reader.level == 0) {
      if (s < reader.end && *s == c) {
        literal_end = s++;
        *again = true;
        break;
      }
      if (c == '}') {
        reader.cursor = s - 1;
        return fail("f-string: single '}' is not allowed");
      }
    }
    literal_end = --s;
  }
  if (!literal_end) literal_end = s;
  reader.cursor = s;
  return append_literal(parts.pending, {begin, static_cast<std::size_t>(literal_end - begin)}, reader.is_raw, *reader.token);
}

/// Finds the end of the expression at the cursor: the brace, colon, `=` or `!` behind it. Null: an error was set.
const char* StringLiteral::find_expression_end(Reader& reader) {
  static constexpr std::size_t kMaxNesting = 200;
  std::string open;
  char quote = 0;
  bool is_triple = false;
  const char* s = reader.cursor;
  for (; s < reader.end; ++s) {
    const char c = *s;
    const bool starts_triple = s + 2 < reader.end && s[1] == c && s[2] == c;
    if (c == '\\') {
      fail("f-string expression part cannot include a backslash");
      return nullptr;
    }
    if (quote) {
      if (c != quote || (is_triple && !starts_triple)) continue;
      if (is_triple) s += 2;
      quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
      is_triple = starts_triple;
      if (is_triple) s += 2;
    } else if (c == '[' || c == '{' || c == '(') {
      if (open.size() >= kMaxNesting) {
        fail("f-string: too many nested parenthesis");
        return nullptr;
      }
      open += c;
    } else if (c == '#') {
      fail("f-string expression part cannot include '#'");
      return nullptr;
    } else if (open.empty() && (c == '!' || c == ':' || c == '}' || c == '=' || c == '>' || c == '<')) {
      if (s + 1 < reader.end && s[1] == '=' && c != ':' && c != '}') {  // != == <= >=
        ++s;
        continue;
      }
      if (c == '>' || c == '<') continue;
      break;
    } else if (c == ']' || c == '}' || c == ')') {
      if (open.empty()) {
        fail(std::string("f-string: unmatched '") + c + "'");
        return nullptr;
      }
      const char opening = open.back();
      open.pop_back();
      if (c != (opening == '(' ? ')' : opening == '[' ? ']' : '}')) {
        fail(std::string("f-string: closing parenthesis '") + c + "' does not match opening parenthesis '" + opening + "'");
        return nullptr;
      }
    }
  }
  if (quote) {
    fail("f-string: unterminated string");
  } else if (!open.empty()) {
    fail(std::string("f-string: unmatched '") + open.back() + "'");
  } else if (s >= reader.end) {
    fail("f-string: expecting '}'");
  } else {
    return s;
  }
  return nullptr;
}

/// Reads `{expression = !conversion :specification}`; the cursor is on the brace.
bool StringLiteral::read_expression(Parts& parts, Reader& reader) {
  if (reader.level >= 2) return fail("f-string: expressions nested too deeply");
  const auto unexpected_end = [this] { return fail("f-string: expecting '}'"); };
  const char* const begin = ++reader.cursor;
  const char* const end = find_expression_end(reader);
  if (!end) return false;
  ast::Expr* value = embedded_expression(begin, end, *reader.token);
  if (!value) return false;
  reader.cursor = end;
  std::int32_t conversion = -1;
  ast::Expr* specification = nullptr;
  const bool has_text = *end == '=';
  if (has_text) {
    reader.cursor += 1;
    while (reader.cursor < reader.end && is_space(*reader.cursor)) reader.cursor += 1;
    parts.pending.append(begin, reader.cursor);
  }
  if (reader.cursor < reader.end && *reader.cursor == '!') {
    reader.cursor += 1;
    if (reader.cursor >= reader.end) return unexpected_end();
    conversion = static_cast<unsigned char>(*reader.cursor);
    if (conversion != 's' && conversion != 'r' && conversion != 'a') {
      return fail("f-string: invalid conversion character: expected 's', 'r', or 'a'");
    }
    reader.cursor += 1;
  }
  if (reader.cursor >= reader.end) return unexpected_end();
  if (*reader.cursor == ':') {
    reader.cursor += 1;
    if (reader.cursor >= reader.end) return unexpected_end();
    specification = read_specification(reader);
    if (!specification) return false;
  }
  if (reader.cursor >= reader.end || *reader.cursor != '}') return unexpected_end();
  reader.cursor += 1;
  if (has_text && !specification && conversion == -1) conversion = 'r';
  flush(parts);
  auto* node = arena_.make<ast::FormattedValue>();
  node->position = whole_;
  node->value = value;
  node->conversion = conversion;
  node->format_spec = specification;
  parts.values.push_back(node);
  return true;
}

ast::Expr* StringLiteral::read_specification(Reader& reader) {
  Parts parts;
  reader.level += 1;
  const bool is_read = read_format(parts, reader);
  reader.level -= 1;
  return is_read ? finish(parts, spanning(*reader.token, *reader.token)) : nullptr;
}

/// Parses the text between begin and end in parentheses, so that it may begin with spaces and hold newlines.
ast::Expr* StringLiteral::embedded_expression(const char* begin, const char* end, const Token& token) {
  if (std::all_of(begin, end, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f'; })) {
    fail(*end == '}' ? "f-string: empty expression not allowed" : std::string("f-string: expression required before '") + *end + "'");
    return nullptr;
  }
  const auto length = static_cast<std::size_t>(end - begin);
  char* text = arena_.make_array<char>(length + 4);
  text[0] = '(';
  std::memcpy(text + 1, begin, length);
  text[length + 1] = ')';
  text[length + 2] = '\n';
  text[length + 3] = 0;
  const char* const token_begin = text_.data() + token.start;
  const char* const brace = begin - 1;
  const auto lines = static_cast<std::int32_t>(std::count(token_begin, brace, '\n'));
  const char* after = begin;
  while (*after == ' ' || *after == '\t' || *after == '\f') ++after;
  std::int32_t column = lines ? 0 : token.column;
  if (*after != '\n' && *after != '}') {
    const char* line_begin = brace;
    while (line_begin > token_begin && line_begin[-1] != '\n') --line_begin;
    column += static_cast<std::int32_t>(brace - line_begin);
  }
  return embedded_.parse_embedded({text, length + 3}, token.line + lines, column, error_);
}

}  // namespace tauraro
