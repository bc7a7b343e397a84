#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "bytecode/verifier.h"
#include "compile/compile.h"

namespace tauraro {
namespace {

std::string verdict(const std::string& program) {
  CompileOptions options;
  options.filename = "<test>";
  const CompileResult result = compile_source(program, options);
  if (result.ok()) {
    const std::string flaw = verify(*result.code);
    return flaw.empty() ? "fine" : flaw;
  }
  const SyntaxDiagnostic& error = result.error;
  return error.message + " " + std::to_string(error.line) + ":" + std::to_string(error.offset) + "-" + std::to_string(error.end_line) + ":" +
         std::to_string(error.end_offset < 0 ? 0 : error.end_offset);
}

/// errors.txt holds programs and what CPython says of them (record_errors.py wrote it).
TEST(CompileErrors, AreThoseOfCPython) {
  std::ifstream file(TAURARO_SOURCE_DIR "/tests/unit/compile/errors.txt");
  std::stringstream content;
  content << file.rdbuf();
  std::string text = content.str();
  const std::string separator = "----\n";
  int count = 0;
  while (!text.empty()) {
    const std::size_t end = text.find("\n" + separator);
    const std::string one = text.substr(0, end == text.npos ? end : end + 1);
    text = end == text.npos ? "" : text.substr(end + 1 + separator.size());
    const std::size_t arrow = one.rfind("=> ");
    ASSERT_NE(arrow, one.npos);
    std::string expected = one.substr(arrow + 3);
    while (!expected.empty() && expected.back() == '\n') expected.pop_back();
    EXPECT_EQ(verdict(one.substr(0, arrow)), expected) << one.substr(0, arrow);
    ++count;
  }
  EXPECT_GT(count, 100);
}

TEST(CompileErrors, StopAtTreesThatAreTooDeep) {
  std::string chain = "x = a";
  for (int i = 0; i < 5000; ++i) chain += " + a";
  const CompileResult result = compile_source(chain);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error.kind, SyntaxErrorKind::RecursionError);
}

TEST(CompileErrors, ShowTheLineOfAFile) {
  CompileOptions options;
  options.source_is_file = true;
  const CompileResult result = compile_source("x = 1\nreturn x\n", options);
  ASSERT_FALSE(result.ok());
  EXPECT_TRUE(result.error.has_text);
  EXPECT_EQ(result.error.text, "return x\n");
}

}  // namespace
}  // namespace tauraro
