#pragma once
#include <cstdint>

#include "syntax/ast.h"

namespace tauraro {

/// The number of distinct attributes that the methods of a class assign through their first parameter: how much room instances
/// will need.
std::uint32_t count_attributes_of_self(const ast::ClassDef& node);

}  // namespace tauraro
