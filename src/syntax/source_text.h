#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "syntax/diagnostic.h"
#include "syntax/parser.h"

namespace tauraro {

inline constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// The text that the lexer reads, and what was learnt on the way to it.
struct SourceText {
  std::string_view text;      ///< UTF-8 in the arena, lines ended by '\n', a 0 behind it
  bool has_mark = false;      ///< a byte order mark stood before it
  bool has_encoding = false;  ///< it names its encoding, by mark or cookie, or was text to begin with
  /// The text is the part of a program in front of a line that is not UTF-8; who reads on meets `broken_end`.
  bool is_broken = false;
  SyntaxDiagnostic broken_end;
};

/// Makes that text. Obeys byte order mark and coding cookie. Returns false and sets the error if it cannot be decoded.
bool read_source(std::string_view source, const ParseOptions& options, Arena& arena, SourceText* text, SyntaxDiagnostic* error);

/// The encoding that a source's mark or cookie asks for, as written but for the usual names ("utf-8", "iso-8859-1"); empty: none.
std::string declared_encoding(std::string_view source);

/// Line `line` (from 1) of the text, without its newline; the last one if there are not so many.
std::string_view line_of(std::string_view text, std::int32_t line);
/// A line as CPython reads it again from a file to show it: the last piece, as a buffer of 1,000 bytes cuts it.
std::string as_read_from_file(std::string line);

}  // namespace tauraro
