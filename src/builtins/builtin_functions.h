#pragma once
#include "object/operations.h"

namespace tauraro {

// The functions of the module builtins, by file.

#define BUILTIN_FUNCTIONS(F)                                                                                              \
  /* functions_numbers.cpp */                                                                                             \
  F(abs) F(bin) F(chr) F(divmod) F(hex) F(max) F(min) F(oct) F(ord) F(pow) F(round) F(sum)                                \
  /* functions_objects.cpp */                                                                                             \
  F(ascii) F(callable) F(delattr) F(dir) F(format) F(getattr) F(hasattr) F(hash) F(id) F(isinstance) F(issubclass) F(len) \
  F(repr) F(setattr) F(vars)                                                                                              \
  /* functions_iteration.cpp */                                                                                           \
  F(aiter) F(all) F(anext) F(any) F(iter) F(next) F(sorted)                                                               \
  /* functions_code.cpp */                                                                                                \
  F(breakpoint) F(compile) F(eval) F(exec) F(globals) F(import) F(locals)                                                 \
  /* build_class.cpp */                                                                                                   \
  F(build_class)                                                                                                          \
  /* functions_text.cpp */                                                                                                \
  F(input) F(open) F(print)

#define DECLARE(name) Result<Value> builtin_##name(Vm& vm, const Args& args);
BUILTIN_FUNCTIONS(DECLARE)
#undef DECLARE
#undef BUILTIN_FUNCTIONS

/// exit, quit, copyright, credits, license, help.
Result<void> add_site_names(Vm& vm, Dict* builtins);

/// The most derived metatype of the bases and the one asked for; TypeError on a conflict.
Result<Type*> calculate_metatype(Vm& vm, Type* metatype, Tuple* bases);

/// The writer that stands in for sys.stdout until there is an io module: see builtins/sys_attribute.h.
struct TextWriter;

}  // namespace tauraro
