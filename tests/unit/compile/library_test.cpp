#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "bytecode/code_file.h"
#include "bytecode/verifier.h"
#include "compile/compile.h"

namespace tauraro {
namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

/// Every program of CPython's library compiles to code that verifies and survives a code file. A sample; all of it with
/// TAURARO_TEST_ALL=1.
TEST(Library, CompilesAndVerifies) {
  const std::filesystem::path library = "/usr/lib/python3.11";
  if (!std::filesystem::exists(library)) GTEST_SKIP() << "no library here";
  const bool all = std::getenv("TAURARO_TEST_ALL");
  int count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(library)) {
    const std::string path = entry.path().string();
    if (entry.path().extension() != ".py" || path.find("/test/bad") != path.npos || path.find("lib2to3/tests/data") != path.npos) continue;
    if (!all && ++count % 10 != 0) continue;
    CompileOptions options;
    options.filename = path;
    const CompileResult result = compile_source(content_of(entry.path()), options);
    ASSERT_TRUE(result.ok()) << path << ":" << result.error.line << ": " << result.error.message;
    EXPECT_EQ(verify(*result.code), "") << path;
    EXPECT_NE(read_code_file(write_code_file(*result.code, {}), {}), nullptr) << path;
  }
}

}  // namespace
}  // namespace tauraro
