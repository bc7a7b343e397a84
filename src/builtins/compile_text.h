#pragma once
#include <string_view>

#include "compile/compile.h"
#include "object/function.h"
#include "object/operations.h"

namespace tauraro {

/// Compiles text for compile(), eval() and exec(): SyntaxError as CPython's; warnings go through the warnings filters.
Result<Code*> compile_text(Vm& vm, std::string_view source, const CompileOptions& options);

/// The function of the native module _ast that compiles or builds trees: (source, filename, mode, flags, optimize). not_found without it.
Result<Value> find_ast_compiler(Vm& vm);

}  // namespace tauraro
