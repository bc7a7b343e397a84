#pragma once
#include <string_view>

#include "base/arena.h"
#include "syntax/ast.h"
#include "syntax/literal_error.h"

namespace tauraro {

/// The Constant that a NUMBER token means, without a position.
/// \p max_int_digits: longest decimal integer; 0: no limit.
/// Returns null and sets the error if the integer is too long.
ast::Constant* make_number(Arena& arena, std::string_view literal, int max_int_digits, LiteralError& error);

}  // namespace tauraro
