#include "syntax/parser.h"

#include "syntax/lexer.h"
#include "syntax/source_text.h"
#include "syntax/tree_parser.h"

namespace tauraro {

namespace {

std::vector<Token> read_tokens(Lexer& lexer) {
  std::vector<Token> tokens;
  tokens.reserve(lexer.text().size() / 4 + 8);
  do tokens.push_back(lexer.next());
  while (tokens.back().kind != TokenKind::EndMarker && tokens.back().kind != TokenKind::Error);
  return tokens;
}

}  // namespace

ParseResult parse(std::string_view source, const ParseOptions& options) {
  ParseResult result;
  std::string_view text;
  if (!read_source(source, options, result.arena, &text, &result.error)) return result;
  LexerOptions lexer_options;
  lexer_options.interactive = options.mode == ParseMode::Interactive;
  lexer_options.imply_dedent = options.imply_dedent;
  Lexer lexer(text, lexer_options);
  const std::vector<Token> tokens = read_tokens(lexer);
  std::vector<EscapeWarning> escapes;
  ParseContext context{result.arena, options, escapes};
  TreeParser parser(context, text, tokens);
  result.root = parser.parse_root(options.mode);
  if (!result.root) {
    result.error.message = "invalid syntax";
    result.error.filename = options.filename;
  }
  return result;
}

}  // namespace tauraro
