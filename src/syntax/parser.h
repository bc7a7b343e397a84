#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "syntax/ast.h"
#include "syntax/diagnostic.h"

namespace tauraro {

enum class ParseMode : std::uint8_t {
  Module,       ///< a file, or exec()
  Expression,   ///< eval()
  Interactive,  ///< one statement at the prompt ('single')
};

/// Access to the codecs of a running interpreter.
class SourceDecoder {
 public:
  virtual ~SourceDecoder() = default;
  /// Appends the text as UTF-8; or returns false and sets the message of the error ("unknown encoding: x").
  virtual bool decode(std::string_view encoding, std::string_view bytes, std::string* utf8, std::string* error) = 0;
};

struct ParseOptions {
  std::string filename = "<string>";
  ParseMode mode = ParseMode::Module;
  /// The text is already UTF-8 (a str given to compile()): a coding cookie is not obeyed. False for the bytes of a file.
  bool text_is_utf8 = false;
  /// The text is the file that the command runs (not a module that is imported): NUL bytes and bad encodings are dealt with as
  /// CPython's reader of files does.
  bool is_program_file = false;
  /// The program's file cannot be read a second time (a pipe), which encodings other than UTF-8 ask for.
  bool is_pipe = false;
  /// The lines shown in errors are read again from the file: with a byte order mark, and cut by CPython's buffer.
  bool source_is_file = false;
  /// False: an interactive block is ended by an empty line only, not by the end of the text (PyCF_DONT_IMPLY_DEDENT). A REPL, with the
  /// lines so far joined by newlines and none behind the last: parses text + "\n"; if that is incomplete it asks for another line;
  /// if it is valid it parses the text itself, and if that is incomplete it asks for another line too.
  bool imply_dedent = true;
  /// Decodes other encodings than the few known here; null: they are unknown.
  SourceDecoder* decoder = nullptr;
  /// Longest decimal int literal in digits; 0: no limit (sys.set_int_max_str_digits).
  int max_int_digits = 4300;
};

/// What came of parsing. Owns the tree.
struct ParseResult {
  Arena arena;
  ast::Root* root = nullptr;  ///< null: `error` tells why
  SyntaxDiagnostic error;
  /// With `error`: the text is the beginning of something valid and ended too early (a REPL asks for another line).
  bool incomplete = false;
  std::vector<SyntaxWarningNote> warnings;

  bool ok() const { return root != nullptr; }
};

/// Parses `source` (need not live on afterwards). Never throws, never crashes, whatever the bytes.
ParseResult parse(std::string_view source, const ParseOptions& options = {});

}  // namespace tauraro
