#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "syntax/diagnostic.h"
#include "syntax/parser.h"

namespace tauraro {

/// Makes the text that the lexer reads: UTF-8 in the arena, lines ended by '\n', a 0 behind it. Obeys byte order mark and coding
/// cookie. Returns false and sets the error if it cannot be decoded.
bool read_source(std::string_view source, const ParseOptions& options, Arena& arena, std::string_view* text, SyntaxDiagnostic* error);

/// The encoding that a source's mark or cookie asks for, as written but for the usual names ("utf-8", "iso-8859-1"); empty: none.
std::string declared_encoding(std::string_view source);

/// Line `line` (from 1) of the text, without its newline; the last one if there are not so many.
std::string_view line_of(std::string_view text, std::int32_t line);

}  // namespace tauraro
