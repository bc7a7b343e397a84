#pragma once
#include <cstddef>

#include "object/runtime.h"

namespace tauraro {

/// Bytes of the struct that instances of a kind begin with.
std::size_t kind_size(CellKind kind);
/// Byte offset of the attribute word inside the struct of a kind, 0 when the struct has none.
std::size_t kind_attributes_offset(CellKind kind);
/// tuple, bytes: items follow the struct, so that subclass instances can have nothing after it.
bool kind_is_variable(CellKind kind);
/// The `__dict__` that types give to their instances.
const NativeGetSet& instance_dict_getset();

}  // namespace tauraro
