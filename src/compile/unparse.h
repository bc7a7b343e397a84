#pragma once
#include <string>

#include "syntax/ast.h"

namespace tauraro {

/// The expression as source text, spelled as CPython spells an annotation that it keeps as text.
std::string unparse(const ast::Expr& node);

}  // namespace tauraro
