#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "object/runtime.h"
#include "object/signature.h"
#include "vm/tier_up.h"

namespace tauraro {

/// What a program may be stopped by, and by how much. 0: no limit.
struct Limits {
  std::size_t heap_bytes = 0;
  std::size_t stack_bytes = 0;
  std::int64_t nanoseconds = 0;
  std::int64_t fuel = 0;
};

/// A type that a native module has made.
struct NativeTypeEntry {
  const NativeTypeSpec* spec;
  std::unique_ptr<Root<Type>> type;
};

/// What belongs to a Vm and objects need not see.
struct VmServices {
  std::unordered_map<std::string_view, std::unique_ptr<Signature>> signatures;  ///< by text
  std::vector<NativeTypeEntry> native_types;  ///< made by make_native_type
  std::vector<const NativeModuleSpec*> native_modules;
  std::unique_ptr<TierUp> tier_up;          ///< null: interpreter only
  std::vector<Value> repr_stack;            ///< objects being printed (repr_enter); alive through the callers' frames
  std::uint32_t gc_stress = 0;
  Limits limits;
  StackSegment main_stack;
  void* register_stack_memory = nullptr;
  std::size_t register_stack_bytes = 0;
  Value import_function;                    ///< builtins.__import__ as it was made: its calls take a short cut
  bool finalizing = false;
  std::vector<LinkedCode*> linked_codes;    ///< all that live; pruned by a weak hook
  std::vector<std::string> arguments;       ///< sys.argv
};

}  // namespace tauraro
