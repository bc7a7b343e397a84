#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bytecode/code_unit.h"
#include "syntax/ast.h"
#include "syntax/diagnostic.h"

namespace tauraro {

class SourceDecoder;

enum class CompileMode : std::uint8_t {
  Exec,    ///< a module
  Eval,    ///< one expression, whose value the unit returns
  Single,  ///< one interactive statement: values of expression statements go to sys.displayhook
};

struct CompileOptions {
  std::string filename = "<string>";
  CompileMode mode = CompileMode::Exec;
  /// CodeUnit::FutureAnnotations, or 0: the features that the code inherits.
  std::uint32_t future_flags = 0;
  /// As `-O`: 1 leaves out assertions and makes `__debug__` False, 2 leaves out docstrings too.
  int optimize = 0;
  /// Where the variables of the outermost unit live: false: in the globals (LoadGlobal, StoreGlobal), as a module's do; true: in the
  /// frame's namespace object (LoadName, StoreName), for exec and eval with locals that are not the globals.
  bool separate_namespace = false;
  /// `await` and asynchronous comprehensions at the top make the unit a coroutine (ast.PyCF_ALLOW_TOP_LEVEL_AWAIT).
  bool allow_top_level_await = false;
  /// The source line stands in the compiler's own errors (as for a file; CPython shows None for text that is in no file).
  bool source_is_file = false;
  /// These are as in ParseOptions.
  bool text_is_utf8 = false;
  bool is_program_file = false;
  bool is_pipe = false;
  bool imply_dedent = true;
  int max_int_digits = 4300;
  SourceDecoder* decoder = nullptr;
};

/// The code, or the error that stands in its way.
struct CompileResult {
  CodeUnitPtr code;  ///< null: `error` tells why
  SyntaxDiagnostic error;
  /// With `error`: the text is the beginning of something valid and ended too early (a REPL asks for another line).
  bool incomplete = false;
  std::vector<SyntaxWarningNote> warnings;

  bool ok() const { return code != nullptr; }
};

/// Parses and compiles `source`. Thread-free, heap-free; never throws, whatever the bytes.
CompileResult compile_source(std::string_view source, const CompileOptions& options = {});

/// Compiles a tree. `source` (may be empty) is only shown in errors.
/// \pre root.kind fits options.mode
CompileResult compile_tree(const ast::Root& root, std::string_view source, const CompileOptions& options = {});

}  // namespace tauraro
