#include "compile/compile.h"

#include <cassert>

#include "base/utf8.h"
#include "bytecode/verifier.h"
#include "compile/future.h"
#include "compile/generator.h"
#include "syntax/parser.h"
#include "syntax/source_text.h"

namespace tauraro {

namespace {

/// The text of line `line` (from 1) with its newline.
std::string line_with_newline(std::string_view source, int line) {
  std::size_t at = 0;
  for (int i = 1; i < line; ++i) {
    at = source.find('\n', at);
    if (at == source.npos) return {};
    ++at;
  }
  const std::size_t end = source.find('\n', at);
  return std::string(source.substr(at, end == source.npos ? end : end - at + 1));
}

}  // namespace

CompileResult compile_tree(const ast::Root& root, std::string_view source, const CompileOptions& options) {
  CompileResult result;
  ErrorSink errors;
  const FutureFeatures future = find_future_features(root, errors);
  const bool annotations = future.annotations || (options.future_flags & CodeUnit::FutureAnnotations);
  SymbolTable symbols;
  if (!errors.failed()) symbols.build(root, annotations, errors);
  if (!errors.failed()) {
    Generator generator(options, symbols, errors, result.warnings);
    generator.set_future(annotations, future.last_line);
    result.code = generator.generate(root);
  }
  if (!errors.failed()) {
    assert(verify(*result.code).empty());
    return result;
  }
  result.code = nullptr;
  result.error = errors.diagnostic();
  result.error.filename = options.filename;
  if (options.source_is_file && result.error.line > 0) {
    const std::string line = line_with_newline(source, result.error.line);
    result.error.text = as_read_from_file(line);
    result.error.has_text = !line.empty() && utf8::find_invalid(line) == line.size();
  }
  return result;
}

CompileResult compile_source(std::string_view source, const CompileOptions& options) {
  ParseOptions parse_options;
  parse_options.filename = options.filename;
  parse_options.mode = options.mode == CompileMode::Exec   ? ParseMode::Module
                       : options.mode == CompileMode::Eval ? ParseMode::Expression
                                                           : ParseMode::Interactive;
  parse_options.text_is_utf8 = options.text_is_utf8;
  parse_options.is_program_file = options.is_program_file;
  parse_options.is_pipe = options.is_pipe;
  parse_options.source_is_file = options.source_is_file;
  parse_options.imply_dedent = options.imply_dedent;
  parse_options.max_int_digits = options.max_int_digits;
  parse_options.decoder = options.decoder;
  ParseResult parsed = parse(source, parse_options);
  if (!parsed.ok()) {
    CompileResult result;
    result.error = std::move(parsed.error);
    result.incomplete = parsed.incomplete;
    result.warnings = std::move(parsed.warnings);
    return result;
  }
  CompileResult result = compile_tree(*parsed.root, source, options);
  result.warnings.insert(result.warnings.begin(), parsed.warnings.begin(), parsed.warnings.end());
  return result;
}

}  // namespace tauraro
