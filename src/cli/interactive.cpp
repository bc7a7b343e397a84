#include "cli/interactive.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "cli/line_reader.h"
#include "compile/compile.h"
#include "modules/sys/sys.h"
#include "object/operations.h"
#include "vm/call.h"
#include "vm/compile_source.h"
#include "vm/import.h"
#include "vm/link.h"
#include "vm/services.h"

namespace tauraro {
namespace {

/// str(sys.NAME); what goes wrong there gives no prompt.
std::string prompt_of(Vm& vm, const char* name) {
  const Value prompt = dict_get_str(vm, vm.sys->dict, intern(vm, name));
  if (prompt.is_not_found()) return {};
  const Result<Value> text = to_str(vm, prompt);
  if (!text.is_raised()) return text_of(vm, text.value());
  (void)vm.catch_pending();
  return {};
}

void set_prompt(Vm& vm, const char* name, const char* text) {
  Str* key = intern(vm, name);
  if (!dict_get_str(vm, vm.sys->dict, key).is_not_found()) return;
  (void)dict_set_str(vm, vm.sys->dict, key, Value::from_cell(intern(vm, text)));
}

CompileResult compile_statement(Vm& vm, std::string_view text) {
  CompileOptions options;
  options.filename = "<stdin>";
  options.mode = CompileMode::Single;
  options.text_is_utf8 = true;
  options.imply_dedent = false;
  options.optimize = vm.services->settings.optimize;
  return compile_source(text, options);
}

/// Whether more lines may follow: a block goes on until an empty line, which shows where the text lacks its last newline.
bool wants_more(Vm& vm, const std::string& text, const CompileResult& compiled) {
  if (!compiled.ok()) return compiled.incomplete;
  const CompileResult open = compile_statement(vm, std::string_view(text).substr(0, text.size() - text.ends_with('\n')));
  return !open.ok() && open.incomplete;
}

/// One statement, of as many lines as it needs.
LineReader::Outcome read_statement(Vm& vm, LineReader& reader, std::string* text, CompileResult* compiled) {
  std::string line;
  const LineReader::Outcome first = reader.read(prompt_of(vm, "ps1"), &line);
  if (first != LineReader::Outcome::Line) return first;
  *text = line;
  while (true) {
    *compiled = compile_statement(vm, *text);
    if (!wants_more(vm, *text, *compiled)) return LineReader::Outcome::Line;
    const LineReader::Outcome more = reader.read(prompt_of(vm, "ps2"), &line);
    if (more == LineReader::Outcome::Interrupted) return more;
    if (more == LineReader::Outcome::End) return write_stderr(vm, "\n"), LineReader::Outcome::Line;
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

void greet(Vm& vm) {
  if (vm.services->settings.quiet) return;
  write_stderr(vm, "Tauraro 0.1.0 (Python 3.11.2) on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n");
}

/// The program that PYTHONSTARTUP names, run in __main__.
Result<void> run_startup_file(Vm& vm, const char* path) {
  std::FILE* file = std::fopen(path, "rb");
  if (!file) {
    write_stderr(vm, concat("Could not open PYTHONSTARTUP\n"));
    return vm.raise_os_error(errno, Value::from_cell(TRY(new_str(vm, path))));
  }
  std::string source;
  char chunk[4096];
  while (const std::size_t count = std::fread(chunk, 1, sizeof chunk, file)) source.append(chunk, count);
  std::fclose(file);
  Code* code = TRY(compile_to_code(vm, source, path, CompileMode::Exec));
  Module* module = TRY(main_module(vm));
  (void)TRY(run_code(vm, TRY(link_code(vm, code, module->dict)), nullptr, Value()));
  return {};
}

/// What a statement has raised; true when the session ends with *code.
bool report_statement(Vm& vm, int* code) {
  if (vm.thread->stop) return *code = 125, true;
  if (vm.pending_is(TypeId::SystemExit)) return *code = report_uncaught(vm), true;
  (void)report_in_session(vm);
  return false;
}

}  // namespace

int run_interactive(Vm& vm, bool greets) {
  set_prompt(vm, "ps1", ">>> ");
  set_prompt(vm, "ps2", "... ");
  int code = 0;
  if (main_module(vm).is_raised()) return report_in_session(vm);
  if (greets) {
    greet(vm);
    const char* startup = vm.services->settings.ignore_environment ? nullptr : std::getenv("PYTHONSTARTUP");
    if (startup && *startup && run_startup_file(vm, startup).is_raised() && report_statement(vm, &code)) return code;
  }
  LineReader reader(vm);
  while (true) {
    std::string text;
    CompileResult compiled;
    (void)flush_standard_streams(vm);
    const LineReader::Outcome outcome = read_statement(vm, reader, &text, &compiled);
    if (vm.thread->stop) return 125;
    if (outcome == LineReader::Outcome::End) break;
    if (outcome == LineReader::Outcome::Interrupted) {
      write_stderr(vm, "\nKeyboardInterrupt\n");
      continue;
    }
    if (text.find_first_not_of(" \t\n") == std::string::npos) continue;
    if (run_statement(vm, compiled).is_raised() && report_statement(vm, &code)) return code;
  }
  write_stderr(vm, "\n");
  return 0;
}

}  // namespace tauraro
