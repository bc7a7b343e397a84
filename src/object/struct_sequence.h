#pragma once
#include <span>

#include "object/runtime.h"

namespace tauraro {

/// One field of a struct sequence. Without a name: only an item of the tuple.
struct StructField {
  const char* name;
  const char* doc = nullptr;
};

extern const NativeMethod kStructSequenceMethods[3];

/// A subclass of tuple with named fields, like time.struct_time: the first `visible` fields are the tuple's items, the others are
/// attributes only. Constant data; its address identifies the type.
struct StructSequenceSpec {
  /// \param instantiable sys.flags and the like cannot be made by calling their type
  constexpr StructSequenceSpec(const char* name, std::span<const StructField> all_fields, std::uint32_t visible_count, const char* doc = nullptr,
                               bool can_be_called = true)
      : type{name, kStructSequenceMethods, {}, doc}, fields(all_fields), visible(visible_count), instantiable(can_be_called) {}

  NativeTypeSpec type;  ///< name: "time.struct_time"
  std::span<const StructField> fields;
  std::uint32_t visible;
  bool instantiable;
};

/// The type of a specification; made at first use.
Result<Type*> struct_sequence_type(Vm& vm, const StructSequenceSpec& spec);
/// An instance with these values of all fields (missing hidden ones: None).
Result<Value> new_struct_sequence(Vm& vm, const StructSequenceSpec& spec, std::span<const Value> values);

}  // namespace tauraro
