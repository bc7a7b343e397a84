// ast_dump FILE...: prints the syntax tree of each file on a line of its own, or its error. `-` reads paths from the standard input.
// ast_dump --error: reads sources separated by NUL bytes from the standard input and prints each one's diagnostic.
//     Behind it: exec, eval, single, or console (single, where an empty line ends a block).
// ast_dump --time FILE...: parses all files and prints the speed.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "syntax/ast_dump.h"
#include "syntax/parser.h"

namespace {

using namespace tauraro;

bool read_all(std::FILE* file, std::string* out) {
  char buffer[65536];
  std::size_t size;
  while ((size = std::fread(buffer, 1, sizeof buffer, file)) > 0) out->append(buffer, size);
  return !std::ferror(file);
}

bool read_file(const std::string& path, std::string* out) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return false;
  const bool is_read = read_all(file, out);
  std::fclose(file);
  return is_read;
}

const char* kind_name(SyntaxErrorKind kind) {
  static constexpr const char* kNames[] = {"SyntaxError", "IndentationError", "TabError", "MemoryError", "RecursionError",
                                           "ValueError",  "OverflowError",    "UnicodeDecodeError"};
  return kNames[static_cast<int>(kind)];
}

void print_error(const SyntaxDiagnostic& error) {
  std::printf("%s|%s|%d|%d|%d|%d|%s\n", kind_name(error.kind), str_repr(error.message).c_str(), error.line, error.offset, error.end_line,
              error.end_offset, error.has_text ? str_repr(error.text).c_str() : "None");
}

void dump_file(const std::string& path) {
  std::string source;
  if (!read_file(path, &source)) {
    std::printf("cannot read %s\n", path.c_str());
    return;
  }
  const ParseResult result = parse(source);
  if (!result.ok()) {
    print_error(result.error);
    std::fflush(stdout);
    return;
  }
  std::puts(dump_ast(*result.root, true).c_str());
  std::fflush(stdout);
}

void dump_errors(ParseMode mode, bool imply_dedent) {
  std::string input;
  read_all(stdin, &input);
  for (std::size_t begin = 0; begin < input.size();) {
    const std::size_t end = std::min(input.find('\0', begin), input.size());
    ParseOptions options;
    options.mode = mode;
    options.imply_dedent = imply_dedent;
    options.text_is_utf8 = true;
    const ParseResult result = parse(std::string_view(input).substr(begin, end - begin), options);
    if (result.ok()) {
      std::puts("ok");
    } else {
      std::fputs(result.incomplete ? "incomplete|" : "", stdout);
      print_error(result.error);
    }
    begin = end + 1;
  }
}

int measure(int count, char** paths) {
  std::vector<std::string> sources(count);
  std::size_t bytes = 0;
  for (int index = 0; index < count; ++index) {
    read_file(paths[index], &sources[index]);
    bytes += sources[index].size();
  }
  const auto begin = std::chrono::steady_clock::now();
  std::size_t failures = 0;
  for (const std::string& source : sources) failures += !parse(source).ok();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf("%d files, %.1f MB, %.3f s, %.1f MB/s, %zu rejected\n", count, bytes / 1e6, seconds, bytes / 1e6 / seconds, failures);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string first = argc > 1 ? argv[1] : "";
  if (first == "--time") return measure(argc - 2, argv + 2);
  if (first == "--error") {
    const std::string mode = argc > 2 ? argv[2] : "exec";
    const bool is_interactive = mode == "single" || mode == "console";
    dump_errors(mode == "eval" ? ParseMode::Expression : is_interactive ? ParseMode::Interactive : ParseMode::Module, mode != "console");
    return 0;
  }
  if (first == "-") {
    char line[4096];
    while (std::fgets(line, sizeof line, stdin)) {
      line[std::strcspn(line, "\n")] = 0;
      dump_file(line);
    }
    return 0;
  }
  for (int index = 1; index < argc; ++index) dump_file(argv[index]);
  return 0;
}
