#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "object/function.h"

namespace tauraro {


/// A text signature taken apart: how the arguments of a native function are bound.
struct Parameter {
  Str* name;          ///< interned
  Value fallback;     ///< written default; empty when there is none or it is <unset>
  bool required;
};
struct Signature {
  std::vector<Parameter> parameters;  ///< positional ones, then keyword-only ones
  std::uint16_t positional_only = 0;  ///< the first ones that cannot be given by name (self included)
  std::uint16_t positional = 0;       ///< that can be given by position
  std::uint16_t required = 0;         ///< positional ones without default
  std::uint16_t self = 0;             ///< 1: the first is $self or $type
  bool has_rest = false, has_keywords = false;
  bool only_positional = false;       ///< positional-only parameters and nothing else: the fast path
  const char* text;
};

/// Parses a table's text into a new signature, which the collector must see already: parsing allocates. Never fails: tables are ours, a mistake asserts.
void parse_signature(Vm& vm, const char* text, Signature* signature);

/// Whether a call puts function->self in front of the arguments.
inline bool takes_bound_self(const NativeFunction* function) {
  return !function->self.is_empty() && function->signature->self && !(function->definition->flags & NativeMethod::Static);
}

/// Binds and calls. `arguments` includes self for methods; the last keyword_names->length of them are keyword values.
Result<Value> call_native(Vm& vm, NativeFunction* function, Value* arguments, std::uint32_t count, Tuple* keyword_names);

}  // namespace tauraro
