#pragma once
#include <span>

#include "object/runtime.h"

namespace tauraro {

/// One field of a struct sequence. Without a name: only an item of the tuple.
struct StructField {
  const char* name;
  const char* doc = nullptr;
};

/// A subclass of tuple with named fields, like time.struct_time: the first `visible` fields are the tuple's items, the others are
/// attributes only. Constant data; its address identifies the type (Vm::native_type).
struct StructSequenceSpec {
  const char* name;  ///< "time.struct_time"
  std::span<const StructField> fields;
  std::uint32_t visible;
  const char* doc = nullptr;
  bool instantiable = true;  ///< sys.flags and the like cannot be made by calling their type
};

/// The type of a specification; made at first use.
Result<Type*> struct_sequence_type(Vm& vm, const StructSequenceSpec& spec);
/// An instance with these values of all fields (missing hidden ones: None).
Result<Value> new_struct_sequence(Vm& vm, const StructSequenceSpec& spec, std::span<const Value> values);

}  // namespace tauraro
