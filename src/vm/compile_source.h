#pragma once
#include <string_view>

#include "compile/compile.h"
#include "object/function.h"
#include "object/runtime.h"

namespace tauraro {

/// Compiles text to a code object; SyntaxError and its kin as CPython raises them. `unit`, when wanted: what it was made of.
Result<Code*> compile_to_code(Vm& vm, std::string_view source, const CompileOptions& options, CodeUnitPtr* unit = nullptr);
/// The bytes of a file.
Result<Code*> compile_to_code(Vm& vm, std::string_view source, const std::string& filename, CompileMode mode);
/// Raises what a diagnostic describes.
Raised raise_syntax_error(Vm& vm, const SyntaxDiagnostic& error);

}  // namespace tauraro
