#include <climits>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "embed/engine.h"
#include "modules/sys/sys.h"
#include "object/operations.h"

namespace {

std::string read_all(std::FILE* file) {
  std::string content;
  char chunk[65536];
  while (const std::size_t count = std::fread(chunk, 1, sizeof chunk, file)) content.append(chunk, count);
  return content;
}

/// The directory of a script, as an absolute path.
std::string directory_of(const std::string& script) {
  char resolved[PATH_MAX];
  if (!realpath(script.c_str(), resolved)) return "";
  const std::string path = resolved;
  return path.substr(0, path.rfind('/'));
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
      options.arguments = {"-c"};
      options.arguments.insert(options.arguments.end(), argv + i + 1, argv + argc);
      options.search_path = {""};
      break;
    }
    if (argument.rfind("--gc-stress", 0) == 0) { options.gc_stress = argument.size() > 12 ? std::atoi(argument.c_str() + 12) : 64; continue; }
    const auto value_of = [&](const char* option) -> const char* {
      const std::size_t length = std::string(option).size();
      return argument.compare(0, length, option) == 0 ? argument.c_str() + length : nullptr;
    };
    if (argument == "--no-jit") options.jit = false;
    if (argument == "--jit-log") options.jit_options.log = true;
    if (argument == "--jit-stats") options.jit_options.stats = true;
    if (argument == "--jit-threshold" && i + 1 < argc) { options.jit_options.threshold = std::atoi(argv[++i]); continue; }
    if (const char* text = value_of("--jit-threshold=")) options.jit_options.threshold = std::atoi(text);
    if (argument == "--jit-stress=threshold") options.jit_options.threshold = 1;
    if (argument == "--jit-stress=exits") { options.jit_options.threshold = 1; options.jit_options.stress_exits = true; }
    if (const char* text = value_of("--jit-disable=")) options.jit_options.disabled_passes = text;
    if (const char* text = value_of("--dump=")) { (void)text; options.jit_options.dump_ir = true; }
    if (argument[0] == '-' && argument.size() > 1) continue;
    std::FILE* file = argument == "-" ? stdin : std::fopen(argument.c_str(), "rb");
    if (!file) return std::fprintf(stderr, "tauraro: can't open file '%s'\n", argument.c_str()), 2;
    source = read_all(file);
    name = argument;
    options.arguments.assign(argv + i, argv + argc);
    options.search_path = {directory_of(argument)};
    break;
  }
  auto vm = make_vm(options);
  StackScope stack(*vm);
  const bool raised = run_main(*vm, source, name).is_raised();
  const int code = raised ? report_uncaught(*vm) : flush_standard_streams(*vm) ? 0 : 120;
#ifdef TAURARO_WITH_JIT
  if (options.jit_options.stats && vm->services->tier_up) print_jit_stats(*vm->services->tier_up);
#endif
  return code;
}
