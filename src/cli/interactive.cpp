#include "cli/interactive.h"

#include <cstdio>
#include <string>

#include "compile/compile.h"
#include "modules/sys/sys.h"
#include "object/operations.h"
#include "vm/call.h"
#include "vm/compile_source.h"
#include "vm/import.h"
#include "vm/link.h"

namespace tauraro {
namespace {

bool read_line(const char* prompt, std::string* line) {
  std::fputs(prompt, stderr);
  line->clear();
  int character;
  while ((character = std::getchar()) != EOF) {
    line->push_back(static_cast<char>(character));
    if (character == '\n') return true;
  }
  return !line->empty();
}

/// One statement, of as many lines as it needs; false at the end of input.
bool read_statement(std::string* text, CompileResult* compiled) {
  std::string line;
  if (!read_line(">>> ", &line)) return false;
  *text = line;
  while (true) {
    CompileOptions options;
    options.filename = "<stdin>";
    options.mode = CompileMode::Single;
    options.text_is_utf8 = true;
    options.imply_dedent = false;
    *compiled = compile_source(*text, options);
    if (compiled->ok() || !compiled->incomplete) return true;
    if (!read_line("... ", &line)) return true;
    *text += line;
  }
}

Result<Module*> main_module(Vm& vm) {
  Str* name = intern(vm, "__main__");
  const Value loaded = dict_get_str(vm, vm.modules, name);
  if (loaded.is(kind::Module)) return loaded.as<Module>();
  Module* module = TRY(new_module(vm, "__main__"));
  TRY(dict_set_str(vm, vm.modules, name, Value::from_cell(module)));
  const Value builtins = dict_get_str(vm, vm.modules, intern(vm, "builtins"));
  TRY(dict_set_str(vm, module->dict, intern(vm, "__builtins__"), builtins));
  return module;
}

Result<void> run_statement(Vm& vm, const CompileResult& compiled) {
  if (!compiled.ok()) return raise_syntax_error(vm, compiled.error);
  Module* module = TRY(main_module(vm));
  Code* code = TRY(new_code(vm, compiled.code));
  (void)TRY(run_code(vm, TRY(link_code(vm, code, module->dict)), nullptr, Value()));
  return {};
}

}  // namespace

int run_interactive(Vm& vm) {
  std::string text;
  CompileResult compiled;
  while (read_statement(&text, &compiled)) {
    if (text.find_first_not_of(" \t\n") == std::string::npos) continue;
    if (run_statement(vm, compiled).is_raised()) {
      if (vm.thread->stop) return 125;
      const bool leaves = vm.pending_is(TypeId::SystemExit);
      const int code = report_uncaught(vm);
      if (leaves) return code;
    }
    (void)flush_standard_streams(vm);
  }
  std::fputs("\n", stderr);
  return 0;
}

}  // namespace tauraro
