// A libFuzzer target: clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -Isrc fuzz/parser_fuzzer.cpp src/syntax/*.cpp
// src/base/{arena,utf8,unicode_identifier,unicode_names}.cpp -o parser_fuzzer
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "syntax/ast_dump.h"
#include "syntax/parser.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tauraro;
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  for (const ParseMode mode : {ParseMode::Module, ParseMode::Expression, ParseMode::Interactive}) {
    ParseOptions options;
    options.mode = mode;
    options.imply_dedent = size % 2 == 0;
    const ParseResult result = parse(source, options);
    if (result.ok()) {
      dump_ast(*result.root, true);
    } else if (result.error.message.empty() && result.error.kind != SyntaxErrorKind::MemoryError) {
      std::abort();
    }
  }
  return 0;
}
