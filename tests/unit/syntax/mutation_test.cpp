// Throws damaged source at the parser: it must answer, whatever it gets.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "syntax/ast_dump.h"
#include "syntax/parser.h"

namespace tauraro {
namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), {});
}

/// Sources to damage: the library's if it is there, and the recorded bad ones.
std::vector<std::string> sources() {
  std::vector<std::string> found{read(TAURARO_SOURCE_DIR "/tests/golden/syntax/bad_sources.txt")};
  for (const char* name : {"argparse", "typing", "enum", "dataclasses", "test/test_fstring", "test/test_grammar", "test/test_patma",
                           "test/test_syntax", "asyncio/tasks", "test/test_unicode_identifiers"}) {
    std::string source = read(std::string("/usr/lib/python3.11/") + name + ".py");
    if (!source.empty()) found.push_back(std::move(source));
  }
  return found;
}

std::string damaged(const std::string& source, std::mt19937& random) {
  static const std::vector<std::string> kPieces = {
      "(", ")", "[", "]", "{", "}", ":", ",", "'", "\"", "'''", "\"\"\"", "f'", "f'''{", "\\", "\n", "\t", "    ", "#", "=", "*", "**",
      "@", "lambda ", " if ", " else ", " for ", " in ", "async ", "await ", "yield ", "match ", "case ", "not ", ":=", "0x", "1_", "\\N{",
      "\\x", "\xff", "\xc3\xa9", "\xed\xa0\x80", std::string(1, '\0'), "print ", "def ", "class ", "except*", "!", "$", ";", "->", "...",
  };
  const auto below = [&random](std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random); };
  const std::size_t begin = below(source.size());
  std::string text = source.substr(begin, 1 + below(2000));
  for (std::size_t changes = 1 + below(4); changes > 0 && !text.empty(); --changes) {
    const std::size_t position = below(text.size());
    switch (below(4)) {
      case 0: text.erase(position, 1 + below(5)); break;
      case 1: text.insert(position, kPieces[below(kPieces.size())]); break;
      case 2: text[position] = static_cast<char>(below(256)); break;
      default: text.insert(position, text.substr(below(text.size()), below(40))); break;
    }
  }
  return text;
}

/// TAURARO_MUTATIONS sets how many.
TEST(Mutation, NeverCrashes) {
  const char* wanted = std::getenv("TAURARO_MUTATIONS");
  const int count = wanted ? std::atoi(wanted) : 4000;
  std::mt19937 random(wanted ? static_cast<unsigned>(count) : 1u);
  const std::vector<std::string> all = sources();
  int valid = 0;
  for (int index = 0; index < count; ++index) {
    const std::string text = damaged(all[static_cast<std::size_t>(index) % all.size()], random);
    for (const ParseMode mode : {ParseMode::Module, ParseMode::Expression, ParseMode::Interactive}) {
      ParseOptions options;
      options.mode = mode;
      const ParseResult result = parse(text, options);
      valid += result.ok();
      if (result.ok()) {
        EXPECT_FALSE(dump_ast(*result.root, true).empty());
      } else if (result.error.kind != SyntaxErrorKind::MemoryError) {
        EXPECT_FALSE(result.error.message.empty()) << text;
      }
    }
  }
  EXPECT_GT(valid, 0);
}

}  // namespace
}  // namespace tauraro
