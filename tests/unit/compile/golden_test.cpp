#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "bytecode/disassembler.h"
#include "bytecode/verifier.h"
#include "compile/compile.h"

// tests/golden/bytecode/NAME.py and the listing that is expected of it, NAME.txt. After a change that is meant:
//     TAURARO_UPDATE_GOLDEN=1 build/dev/tests/unit_compile --gtest_filter='Golden*'
namespace tauraro {
namespace {

const std::filesystem::path kFolder = TAURARO_SOURCE_DIR "/tests/golden/bytecode";

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

std::vector<std::string> golden_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder))
    if (entry.path().extension() == ".py") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, ListingIsTheExpectedOne) {
  const CompileResult result = compile_source(content_of(kFolder / (GetParam() + ".py")));
  ASSERT_TRUE(result.ok()) << result.error.message;
  EXPECT_EQ(verify(*result.code), "");
  DisassembleOptions options;
  options.filename = false;
  const std::string listing = disassemble(*result.code, options);
  const std::filesystem::path expected = kFolder / (GetParam() + ".txt");
  if (std::getenv("TAURARO_UPDATE_GOLDEN"))
    std::ofstream(expected) << listing;
  else
    EXPECT_EQ(listing, content_of(expected)) << "in " << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Bytecode, Golden, testing::ValuesIn(golden_names()), [](const auto& info) { return info.param; });

}  // namespace
}  // namespace tauraro
