#include "syntax/parser.h"

namespace tauraro {

ParseResult parse(std::string_view source, const ParseOptions& options) {
  ParseResult result;
  result.error.message = "the parser is not there yet";
  result.error.filename = options.filename;
  return result;
}

}  // namespace tauraro
