#pragma once
#include <string>
#include <string_view>

#include "syntax/ast.h"

namespace tauraro {

/// The tree as CPython's `ast.dump(tree, include_attributes=...)` writes it.
std::string dump_ast(const ast::Root& root, bool include_attributes);

/// repr() of a float.
std::string float_repr(double value);
/// repr() of a str given as UTF-8 or WTF-8.
std::string str_repr(std::string_view text);
/// repr() of bytes.
std::string bytes_repr(std::string_view bytes);

}  // namespace tauraro
