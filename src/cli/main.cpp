#include <cstdio>
#include <string>

#include "embed/engine.h"
#include "object/operations.h"

namespace {

std::string read_all(std::FILE* file) {
  std::string content;
  char chunk[65536];
  while (const std::size_t count = std::fread(chunk, 1, sizeof chunk, file)) content.append(chunk, count);
  return content;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace tauraro;
  EngineOptions options;
  std::string source, name = "<stdin>";
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "-c" && i + 1 < argc) {
      source = argv[++i];
      name = "<string>";
      break;
    }
    if (argument.rfind("--gc-stress", 0) == 0) { options.gc_stress = argument.size() > 12 ? std::atoi(argument.c_str() + 12) : 64; continue; }
    if (argument[0] == '-' && argument.size() > 1) continue;
    std::FILE* file = argument == "-" ? stdin : std::fopen(argument.c_str(), "rb");
    if (!file) return std::fprintf(stderr, "tauraro: can't open file '%s'\n", argument.c_str()), 2;
    source = read_all(file);
    name = argument;
    break;
  }
  auto vm = make_vm(options);
  StackScope stack(*vm);
  if (run_main(*vm, source, name).is_raised()) {
    const Value error = vm->catch_pending();
    std::string text = "stopped";
    if (!error.is_empty()) {
      text = type_name(*vm, error);
      const Result<Value> shown = to_str(*vm, error);
      if (!shown.is_raised()) text += ": " + text_of(*vm, shown.value());
    }
    std::fprintf(stderr, "%s\n", text.c_str());
    return 1;
  }
  return 0;
}
