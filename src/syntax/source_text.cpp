#include "syntax/source_text.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstring>

#include "base/utf8.h"

namespace tauraro {

namespace {

#include "syntax/legacy_encodings.inc"

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

std::string lower_with_dashes(std::string_view name) {
  std::string out(name);
  for (char& c : out) c = c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// The usual names of UTF-8 and Latin-1 in one spelling each; other names as they are.
std::string normal_name(std::string_view name) {
  const std::string plain = lower_with_dashes(name.substr(0, 12));
  const auto is_or_begins = [&plain](std::string_view known) {
    return plain == known || (plain.starts_with(known) && plain[known.size()] == '-');
  };
  if (is_or_begins("utf-8")) return "utf-8";
  if (is_or_begins("latin-1") || is_or_begins("iso-8859-1") || is_or_begins("iso-latin-1")) return "iso-8859-1";
  return std::string(name);
}

std::string_view first_line(std::string_view text) {
  const std::size_t end = text.find_first_of("\r\n");
  return end == std::string_view::npos ? text : text.substr(0, end);
}

/// The cookie in one line; empty: none.
std::string cookie(std::string_view line) {
  std::size_t index = 0;
  while (index < line.size() && is_blank(line[index])) ++index;
  if (index == line.size() || line[index] != '#') return {};
  for (index = line.find("coding", index); index != std::string_view::npos; index = line.find("coding", index + 1)) {
    std::size_t begin = index + 6;
    if (begin >= line.size() || (line[begin] != ':' && line[begin] != '=')) continue;
    ++begin;
    while (begin < line.size() && (line[begin] == ' ' || line[begin] == '\t')) ++begin;
    std::size_t end = begin;
    while (end < line.size() && (std::isalnum(static_cast<unsigned char>(line[end])) || std::strchr("-_.", line[end]))) ++end;
    if (end > begin) return normal_name(line.substr(begin, end - begin));
  }
  return {};
}

bool may_precede_cookie(std::string_view line) {
  const auto* first = std::find_if_not(line.begin(), line.end(), is_blank);
  return first == line.end() || *first == '#';
}

/// The table of a one-byte encoding; `*known` is false if the name is not one of those; null: Latin-1 or (limit 128) ASCII.
const char16_t* legacy_table(std::string_view encoding, bool* known, bool* is_ascii) {
  const std::string name = lower_with_dashes(encoding);
  *known = true;
  *is_ascii = name == "ascii" || name == "us-ascii";
  if (name == "iso-8859-15" || name == "latin9" || name == "latin-9" || name == "iso8859-15") return kLatin9;
  if (name == "cp1252" || name == "windows-1252") return kWindows1252;
  if (name == "cp1251" || name == "windows-1251") return kWindows1251;
  if (name == "koi8-r") return kKoi8R;
  *known = *is_ascii || name == "iso-8859-1" || name == "latin1" || name == "iso8859-1" || name == "l1";
  return nullptr;
}

std::string undecodable(std::string_view encoding, unsigned char byte, std::size_t position, const char* reason) {
  char hex[8];
  std::snprintf(hex, sizeof hex, "%02x", byte);
  return "'" + std::string(encoding) + "' codec can't decode byte 0x" + hex + " in position " + std::to_string(position) + ": " + reason;
}

bool decode_legacy(std::string_view encoding, std::string_view bytes, const char16_t* table, bool is_ascii, std::string* out,
                   std::string* error) {
  for (std::size_t index = 0; index < bytes.size(); ++index) {
    const auto byte = static_cast<unsigned char>(bytes[index]);
    if (byte < 0x80) {
      *out += static_cast<char>(byte);
      continue;
    }
    const char32_t code_point = is_ascii ? 0 : table ? table[byte - 0x80] : byte;
    if (code_point == 0) {
      *error = undecodable(encoding, byte, index, is_ascii ? "ordinal not in range(128)" : "character maps to <undefined>");
      return false;
    }
    utf8::append(*out, code_point);
  }
  return true;
}

const char* utf8_reason(std::string_view rest) {
  const auto lead = static_cast<unsigned char>(rest[0]);
  if (lead < 0xc2 || lead > 0xf4) return "invalid start byte";
  const std::size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  for (std::size_t index = 1; index < length; ++index) {
    if (index >= rest.size()) return "unexpected end of data";
    if (!utf8::is_continuation(rest[index])) break;
  }
  return "invalid continuation byte";
}

bool fail_without_position(SyntaxDiagnostic* error, const ParseOptions& options, std::string message) {
  error->kind = SyntaxErrorKind::SyntaxError;
  error->message = std::move(message);
  error->filename = options.is_program_file ? std::string() : options.filename;  // of a program, only the message is told
  error->line = 0;
  error->offset = -1;
  return false;
}

/// Sets the error about the byte at `position`, which is not UTF-8.
bool fail_invalid_utf8(SyntaxDiagnostic* error, const ParseOptions& options, std::string_view source, std::size_t position) {
  const auto byte = static_cast<unsigned char>(source[position]);
  const auto line = static_cast<std::int32_t>(std::count(source.begin(), source.begin() + position, '\n') + 1);
  fail_without_position(error, options, "(unicode error) " + undecodable("utf-8", byte, position, utf8_reason(source.substr(position))));
  const std::string_view before = source.substr(0, position);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  error->line = error->end_line = line;
  error->offset = static_cast<int>(utf8::count(before.substr(line_start))) + 1;
  error->end_offset = -1;
  error->text = utf8::replace_invalid(line_of(source, line)) + "\n";
  error->has_text = true;
  return false;
}

/// A program is read line by line: the text ends before the line with the byte at `position`, which is not UTF-8, and the error waits
/// there. \pre the text's newlines are plain
void end_before_invalid_line(SourceText* source, const ParseOptions& options, std::size_t position) {
  const std::string_view text = source->text;
  const std::string_view before = text.substr(0, position);
  char hex[8];
  std::snprintf(hex, sizeof hex, "\\x%02x", static_cast<unsigned char>(text[position]));
  fail_without_position(&source->broken_end, options,
                        std::string("Non-UTF-8 code starting with '") + hex + "' in file " + options.filename + " on line " +
                            std::to_string(std::count(before.begin(), before.end(), '\n') + 1) +
                            ", but no encoding declared; see https://peps.python.org/pep-0263/ for details");
  source->is_broken = true;
  source->text = text.substr(0, before.rfind('\n') + 1);  // npos + 1 is 0
  const_cast<char*>(text.data())[source->text.size()] = 0;
}

/// What CPython's reader of files makes of NUL bytes: each ends its line early, and the next line continues it.
std::string cut_at_nulls(std::string_view source) {
  std::string out;
  for (std::size_t begin = 0; begin < source.size();) {
    const std::size_t null = std::min(source.find('\0', begin), source.size());
    out += source.substr(begin, null - begin);
    begin = std::min(source.find('\n', null), source.size() - 1) + 1;
  }
  return out;
}

/// Copies into the arena, with "\r\n" and "\r" as "\n", a last newline if asked for, and a 0 behind.
std::string_view with_plain_newlines(std::string_view source, bool add_newline, Arena& arena) {
  char* const out = arena.make_array<char>(source.size() + 2);
  char* to = out;
  if (std::memchr(source.data(), '\r', source.size()) == nullptr) {
    std::memcpy(to, source.data(), source.size());
    to += source.size();
  } else {
    for (std::size_t index = 0; index < source.size(); ++index) {
      char c = source[index];
      if (c == '\r') {
        c = '\n';
        if (index + 1 < source.size() && source[index + 1] == '\n') ++index;
      }
      *to++ = c;
    }
  }
  if (add_newline && (to == out || to[-1] != '\n')) *to++ = '\n';
  *to = 0;
  return {out, static_cast<std::size_t>(to - out)};
}

}  // namespace

std::string declared_encoding(std::string_view source) {
  if (source.starts_with(kByteOrderMark)) return "utf-8";
  const std::string_view first = first_line(source);
  if (std::string name = cookie(first); !name.empty() || !may_precede_cookie(first)) return name;
  source.remove_prefix(first.size());
  if (source.starts_with("\r\n")) source.remove_prefix(2);
  else if (!source.empty()) source.remove_prefix(1);
  return cookie(first_line(source));
}

std::string_view line_of(std::string_view text, std::int32_t line) {
  std::size_t begin = 0;
  for (; line > 1; --line) {
    const std::size_t newline = text.find('\n', begin);
    if (newline == std::string_view::npos) break;
    begin = newline + 1;
  }
  return text.substr(begin, text.find('\n', begin) - begin);
}

std::string as_read_from_file(std::string line) {
  constexpr std::size_t kBufferBytes = 999;
  const std::size_t size = line.size() + !line.ends_with('\n');
  line.erase(0, (size - 1) / kBufferBytes * kBufferBytes);
  return utf8::replace_invalid(line);
}

bool read_source(std::string_view source, const ParseOptions& options, Arena& arena, SourceText* text, SyntaxDiagnostic* error) {
  const bool add_newline = options.mode == ParseMode::Module;
  if (source.empty()) source = "";  // not a null pointer
  std::string without_nulls;
  if (options.is_program_file && std::memchr(source.data(), 0, source.size())) {
    without_nulls = cut_at_nulls(source);
    source = without_nulls;
  }
  if (std::memchr(source.data(), 0, source.size())) {
    fail_without_position(error, options, "source code string cannot contain null bytes");
    error->kind = SyntaxErrorKind::ValueError;
    return false;
  }
  if (source.size() >= 0x7fff'ff00u) {
    fail_without_position(error, options, "source code string is too long");
    error->kind = SyntaxErrorKind::OverflowError;
    return false;
  }
  std::string decoded;
  const bool has_mark = source.starts_with(kByteOrderMark);
  const std::string encoding = options.text_is_utf8 ? "utf-8" : declared_encoding(has_mark ? source.substr(kByteOrderMark.size()) : source);
  text->has_mark = has_mark;
  text->has_encoding = has_mark || !encoding.empty();
  if (has_mark) {
    source.remove_prefix(kByteOrderMark.size());
    if (!encoding.empty() && encoding != "utf-8") {
      return fail_without_position(error, options, "encoding problem: " + encoding + " with BOM");
    }
  }
  if (!encoding.empty() && encoding != "utf-8") {
    bool is_known = false, is_ascii = false, is_decoded = false;
    std::string message = "unknown encoding: " + encoding;
    if (options.is_pipe) return fail_without_position(error, options, "encoding problem: " + encoding);
    const char16_t* table = legacy_table(encoding, &is_known, &is_ascii);
    if (lower_with_dashes(encoding) == "utf8") {
      const std::size_t invalid = utf8::find_invalid(source);
      is_decoded = invalid == source.size();
      if (is_decoded) decoded = source;
      else message = undecodable("utf-8", static_cast<unsigned char>(source[invalid]), invalid, utf8_reason(source.substr(invalid)));
    } else if (is_known) {
      is_decoded = decode_legacy(encoding, source, table, is_ascii, &decoded, &message);
    } else if (options.decoder) {
      is_decoded = options.decoder->decode(encoding, source, &decoded, &message);
    }
    if (!is_decoded) return fail_without_position(error, options, options.is_program_file ? "encoding problem: " + encoding : message);
    source = decoded;
  } else if (const std::size_t invalid = utf8::find_invalid(source); invalid != source.size()) {
    if (options.is_program_file && !text->has_encoding) {
      text->text = with_plain_newlines(source, add_newline, arena);
      end_before_invalid_line(text, options, utf8::find_invalid(text->text));
      return true;
    }
    return fail_invalid_utf8(error, options, source, invalid);
  }
  text->text = with_plain_newlines(source, add_newline, arena);
  return true;
}

}  // namespace tauraro
