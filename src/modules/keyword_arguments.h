#pragma once
#include <span>

#include "object/native.h"

namespace tauraro {

/// The parameters of a function that CPython binds with PyArg_ParseTupleAndKeywords.
struct KeywordParameters {
  const char* function;                ///< its name in messages; null: "function", "this function"
  std::span<const char* const> names;
  std::uint32_t required;              ///< so many at the front must be given
  std::uint32_t positional;            ///< so many may be given by position
};

/// Binds *args and **kwargs with CPython's messages; omitted ones are empty. \pre values has names.size() items
Result<void> bind_keywords(Vm& vm, const Args& args, const KeywordParameters& parameters, Value* values);

/// "NAME() argument 2 must be str, not int"
Raised raise_argument_type(Vm& vm, const char* function, int position, const char* wanted, Value given);

}  // namespace tauraro
