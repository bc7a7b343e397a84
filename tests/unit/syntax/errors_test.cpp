#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "syntax/ast_dump.h"
#include "syntax/parser.h"

namespace tauraro {
namespace {

std::string described(const ParseResult& result) {
  if (result.ok()) return "ok";
  static constexpr const char* kKinds[] = {"SyntaxError", "IndentationError", "TabError"};
  const SyntaxDiagnostic& error = result.error;
  return std::string(kKinds[static_cast<int>(error.kind)]) + "|" + str_repr(error.message) + "|" + std::to_string(error.line) + "|" +
         std::to_string(error.offset) + "|" + std::to_string(error.end_line) + "|" + std::to_string(error.end_offset) + "|" +
         str_repr(error.text);
}

/// Each source in the file stands behind a line with what CPython says about it (recorded by compare_errors.py).
TEST(SyntaxErrors, AreThoseOfCPython) {
  std::ifstream file(TAURARO_SOURCE_DIR "/tests/golden/syntax/bad_sources.txt", std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  std::size_t begin = text.find("=== ");
  ASSERT_EQ(begin, 0u);
  int count = 0;
  while (begin < text.size()) {
    const std::size_t line_end = text.find('\n', begin);
    const std::size_t next = std::min(text.find("\n=== ", line_end - 1), text.size() - 1) + 1;
    const std::string source = text.substr(line_end + 1, next - line_end - 1);
    ParseOptions options;
    options.text_is_utf8 = true;
    EXPECT_EQ(described(parse(source, options)), text.substr(begin + 4, line_end - begin - 4)) << source;
    begin = next;
    ++count;
  }
  EXPECT_GT(count, 500);
}

}  // namespace
}  // namespace tauraro
