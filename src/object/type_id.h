#pragma once
#include <cstdint>

namespace tauraro {

/// The builtin types (object/builtin_types.def). The shape index of plain instances of a builtin type is
/// static_cast<uint32_t>(id) + 1 (builtin_shape): compiled code and fast paths compare cell headers with it.
enum class TypeId : std::uint16_t {
#define TYPE(id, ...) id,
#include "object/builtin_types.def"
  Count
};
inline constexpr int kTypeIdCount = static_cast<int>(TypeId::Count);

/// Shape of exact instances of a builtin type. (0 is no shape.)
constexpr std::uint32_t builtin_shape(TypeId id) { return static_cast<std::uint32_t>(id) + 1; }

}  // namespace tauraro
