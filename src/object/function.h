#pragma once
#include "bytecode/code_unit.h"
#include "object/containers.h"
#include "object/native.h"

namespace tauraro {

struct Type;

/// types.CodeType: unlinked code as this VM sees it.
struct Code : Cell {
  const CodeUnitPtr* unit;  ///< owned; freed by the kind's finalizer
  Value constants;          ///< Tuple: materialized
  Value names;              ///< Tuple of interned Str
  Value local_names;        ///< Tuple of interned Str
  Value children;           ///< Tuple of Code, by nested unit index
  Value filename, name, qualname;  ///< Str
  Value linked;             ///< the LinkedCode made first (most code is only run with one globals dict), or empty
  Value overrides;          ///< for code.replace()
};

class Liveness;          // bytecode/liveness.h
struct InlineCache;      // object/feedback.h
struct CompiledUnit;     // jit/target

/// Code bound to a globals dict, ready to run: instructions with feedback, inline caches, materialized names and constants.
struct LinkedCode : Cell {
  Code* code;
  Dict* globals;
  Value builtins;             ///< Dict (cell mode) that the globals' __builtins__ named when it was linked
  Instruction* instructions;  ///< owned copy, feedback bytes are written
  std::uint32_t instruction_count;  ///< words
  std::uint32_t register_count;
  std::uint32_t flags;        ///< CodeUnit::Flags
  std::uint16_t positional_count, keyword_only_count;
  std::uint32_t local_count;
  std::uint8_t simple_call;   ///< no *args, no **kwargs, no keyword-only: a call with exactly positional_count arguments only needs a frame
  std::uint8_t jit_state;     ///< the driver's (vm/tier_up.h)
  std::uint16_t unused;
  const Value* constants;     ///< into code->constants
  const Value* names;         ///< into code->names
  InlineCache* caches;        ///< owned, cache_count of them
  std::uint32_t cache_count;
  std::uint32_t call_counter; ///< counts calls towards tier-up
  std::uint32_t loop_counter;
  std::uint32_t kept_registers;  ///< locals and cells of captured variables: what a suspended generator keeps whether live or not
  void* entry;                ///< compiled code for calls, or null: uint64_t (*)(Thread*, Value* window)
  void** resume_entries;      ///< compiled code by suspension point (operand c of its Yield or MakeGenerator), or null; the driver's
  std::uint32_t suspension_count;  ///< Yield and MakeGenerator instructions
  std::uint32_t resume_counter;    ///< counts resumptions in the interpreter towards tier-up
  const Liveness* liveness;   ///< owned; made at the first request (vm/link.h)
  void* jit_data;             ///< the driver's: units, exit profile
  void (*trace_jit_data)(LinkedCode*, Tracer&);  ///< set with jit_data
  void (*free_jit_data)(LinkedCode*);
};

struct Function : Cell {
  LinkedCode* code;
  Value defaults;       ///< Tuple or None
  Value closure;        ///< Tuple of Box, or empty
  Value kwdefaults;     ///< Dict or None
  Value name, qualname, module, doc;
  Value annotations;    ///< Dict, or the Tuple of pairs from MakeFunction until asked for, or empty
  Value attributes;     ///< attribute word: Dict for __dict__, or empty
  std::uint32_t version;  ///< changes when code, defaults or kwdefaults are set
};

/// A builtin function, a native method (unbound: type is its owner), or a builtin bound to a module.
struct NativeFunction : Cell {
  const NativeMethod* definition;
  const Signature* signature;  ///< parsed once, owned by the VM
  Value self;        ///< bound object (module for functions), or empty
  Value owner;       ///< Type that it is a method of, or empty
  Value module;      ///< Str, or None
};

struct BoundMethod : Cell {
  Value function, self;
};

/// A slot of `__slots__`, or a native field that is a Value at a fixed offset.
struct Member : Cell {
  Type* owner;
  Value name;
  std::uint32_t offset;   ///< bytes from the cell
  std::uint32_t read_only;
};
struct GetSet : Cell {
  Type* owner;
  Value name;
  const NativeGetSet* definition;
};
struct Property : Cell {
  Value getter, setter, deleter, doc, name;  ///< None or empty: not given
  Value doc_is_getters;                      ///< Bool: doc was taken from the getter
};
struct StaticMethod : Cell {
  Value function;
};
struct ClassMethod : Cell {
  Value function;
};
struct Super : Cell {
  Type* type;
  Value object;
  Type* object_type;  ///< whose MRO is searched
};
struct Module : Cell {
  Dict* dict;         ///< cell mode; the attribute word of modules
};

}  // namespace tauraro
