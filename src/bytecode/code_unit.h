#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bytecode/instruction.h"

namespace tauraro {

/// A constant of unlinked code: no heap object, shareable between VMs and threads.
struct Constant {
  enum class Kind : std::uint8_t { None, True, False, Ellipsis, Int, BigInt, Double, Complex, Str, Bytes, Tuple, FrozenSet };
  Kind kind = Kind::None;
  std::int64_t integer = 0;        ///< Int
  double real = 0, imaginary = 0;  ///< Double, Complex
  std::string text;                ///< Str: UTF-8 (lone surrogates as three bytes); Bytes: the bytes; BigInt: hexadecimal digits, no sign
  std::vector<Constant> items;     ///< Tuple, FrozenSet
  bool operator==(const Constant&) const = default;  // note: doubles are deduplicated by bits, not by this
};

/// Instructions with start <= pc < end raise to `handler`. Ranges are listed innermost first: the first that contains the pc wins.
struct ExceptionRange {
  std::uint32_t start, end, handler;  ///< word indices
};

/// Where the instruction at word index `pc` (and those up to the next entry) stands in the source. Lines from 1, columns in
/// UTF-8 bytes from 0; -1: none. Sorted by pc.
struct SourcePosition {
  std::uint32_t pc;
  std::int32_t line, end_line, column, end_column;
};

/// Unlinked code of a module, class body, function, lambda or comprehension: immutable, heap-free, shareable.
/// Registers: parameters (positional, keyword-only, *args, **kwargs, in this order), other locals, then cells of free variables, then temporaries.
struct CodeUnit {
  enum Flags : std::uint32_t {  // CPython's co_flags
    Optimized = 0x1, NewLocals = 0x2, VarArgs = 0x4, VarKeywords = 0x8, Nested = 0x10, Generator = 0x20, NoFree = 0x40,
    Coroutine = 0x80, IterableCoroutine = 0x100, AsyncGenerator = 0x200, FutureAnnotations = 0x1000000,
  };
  /// What compiled statements of this unit are.
  enum class Kind : std::uint8_t { Module, Class, Function, Lambda, Comprehension, Expression, Interactive };

  std::string filename, name, qualified_name;
  Kind kind = Kind::Module;
  std::uint32_t flags = 0;
  std::int32_t first_line = 1;
  std::uint32_t positional_count = 0;       ///< co_argcount, positional-only ones included
  std::uint32_t positional_only_count = 0;  ///< co_posonlyargcount
  std::uint32_t keyword_only_count = 0;     ///< co_kwonlyargcount
  std::uint32_t local_count = 0;            ///< registers [0, local_count) are named locals (co_varnames, cell variables that are not parameters after them)
  std::uint32_t register_count = 0;         ///< of the window; call windows included (their frame header and arguments)
  std::uint32_t cache_count = 0;            ///< inline caches (operand letter f): indices [0, cache_count)
  std::uint32_t attribute_hint = 0;         ///< Class: number of distinct names assigned to attributes of `self` in its methods

  std::vector<Instruction> code;  ///< words, extensions included
  std::vector<Constant> constants;
  std::vector<std::string> names;
  std::vector<std::string> local_names;     ///< by register, local_count of them: co_varnames first (parameters, then locals), then cell variables that are not parameters
  std::uint32_t plain_local_count = 0;      ///< co_nlocals: how many of local_names are co_varnames
  std::vector<std::string> cell_names;      ///< co_cellvars
  std::vector<std::uint16_t> cell_registers;  ///< register of each cell variable
  std::vector<std::string> free_names;      ///< co_freevars; the cell of free_names[i] is in register first_free_register + i
  std::uint16_t first_free_register = 0;
  std::vector<ExceptionRange> exceptions;
  std::vector<SourcePosition> positions;
  std::vector<std::shared_ptr<const CodeUnit>> children;
  std::string doc;        ///< docstring, UTF-8 (functions); also constants[0] when has_doc
  bool has_doc = false;
};
using CodeUnitPtr = std::shared_ptr<const CodeUnit>;

}  // namespace tauraro
