#pragma once
#include <optional>
#include <unordered_map>

#include "bytecode/code_unit.h"
#include "syntax/ast.h"

namespace tauraro {

/// The constant of a literal.
Constant literal_constant(const ast::Constant& node);

/// Truth of a constant.
bool is_true(const Constant& constant);

/// Whether two constants are the same key of a dict (1 == 1.0 == True).
bool equal_keys(const Constant& x, const Constant& y);

/// Finds the constants that expressions stand for, as CPython's optimizer of the tree does and within its limits; what needs an int
/// beyond 64 bits, or would raise, is left to run time. Remembers what it found, so that the whole is linear.
class Folder {
 public:
  explicit Folder(bool debug) : debug_(debug) {}

  /// The constant, or null. Lives as long as the folder.
  const Constant* fold(const ast::Expr& node);

 private:
  std::optional<Constant> compute(const ast::Expr& node);
  std::optional<Constant> fold_tuple(const ast::Tuple& node);
  std::optional<Constant> fold_unary(const ast::UnaryOp& node);
  std::optional<Constant> fold_binary(const ast::BinOp& node);
  std::optional<Constant> fold_subscript(const ast::Subscript& node);

  const bool debug_;  // what `__debug__` is
  std::unordered_map<const ast::Expr*, std::optional<Constant>> known_;
};

}  // namespace tauraro
