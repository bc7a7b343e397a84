#include "compile/compile.h"

#include "syntax/parser.h"

namespace tauraro {

CompileResult compile_source(std::string_view source, const CompileOptions& options) {
  CompileResult result;
  result.error.message = "the compiler is not there yet";
  result.error.filename = options.filename;
  return result;
}

CompileResult compile_tree(const ast::Root&, std::string_view source, const CompileOptions& options) {
  return compile_source(source, options);
}

}  // namespace tauraro
