#pragma once
#include <cstdint>
#include <span>

#include "object/result.h"
#include "object/type_id.h"

namespace tauraro {

class Vm;
struct Dict;
struct Type;
struct Module;

/// The arguments of a native function, bound to its signature: one Value a named parameter, in order (self included), defaults
/// that are written in the signature filled in, omitted ones without a written default `empty`.
struct Args {
  Value* values;
  std::uint32_t count;         ///< named parameters
  std::uint32_t rest_count;    ///< of *args
  Value* rest;                 ///< what went to *args
  Dict* keywords;              ///< what went to **kwargs; null when none
  Value operator[](std::size_t index) const { return values[index]; }
  bool has(std::size_t index) const { return !values[index].is_empty(); }
  std::span<const Value> rest_span() const { return {rest, rest_count}; }
};

using NativeCall = Result<Value> (*)(Vm& vm, const Args& args);

/// One row of a method or function table.
///
/// `signature` is CPython's text signature, and drives argument binding, its error messages and inspect.signature:
///     "($self, index, /)"   "(iterable, /, start=0)"   "($self, *args, **kwargs)"   "(x, y=<unset>, /)"   "(*args)"
/// Defaults that can be written: None, True, False, integers, 'text', and <unset> (the parameter is `empty` when omitted, and
/// shown as CPython shows it when the text before it says so). A leading $self (or $type, $module) is the bound object:
/// values[0] for methods; functions of modules have no $module in the signature and get no module argument.
/// A default <no-signature> is as <unset>, and __text_signature__ is None; <no-signature>~ also: wrong numbers of arguments are told as
/// functions do that parse a tuple ("find() takes at least 1 argument (0 given)").
struct NativeMethod {
  const char* name;
  NativeCall call;
  const char* signature;
  enum Flags : std::uint8_t { Plain = 0, Static = 1, Class = 2, Coexist = 4 } flags = Plain;
  const char* doc = nullptr;
};

struct NativeGetSet {
  const char* name;
  Result<Value> (*get)(Vm& vm, Value self);
  Result<void> (*set)(Vm& vm, Value self, Value value) = nullptr;  ///< value empty: delete
  const char* doc = nullptr;
};

/// Everything about a native type; constexpr data. Ends of tables by span.
struct NativeTypeSpec {
  const char* name;                   ///< "collections.deque": module and name
  std::span<const NativeMethod> methods;
  std::span<const NativeGetSet> getsets = {};
  const char* doc = nullptr;
};

struct Signature;  // vm/signature.h

/// A native module: its functions, and what else its initialization adds.
struct NativeModuleSpec {
  const char* name;
  std::span<const NativeMethod> functions;
  Result<void> (*initialize)(Vm& vm, Module* module) = nullptr;
  const char* doc = nullptr;
};

}  // namespace tauraro
