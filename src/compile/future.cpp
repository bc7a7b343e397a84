#include "compile/future.h"

namespace tauraro {

using namespace ast;

namespace {

void add_feature(std::string_view name, const Position& place, FutureFeatures& found, ErrorSink& errors) {
  static constexpr std::string_view kMandatory[] = {"nested_scopes",    "generators",      "division",       "absolute_import", "with_statement",
                                                    "print_function",   "unicode_literals", "barry_as_FLUFL", "generator_stop"};
  if (name == "annotations") {
    found.annotations = true;
    return;
  }
  for (const std::string_view known : kMandatory)
    if (name == known) return;
  if (name == "braces")
    errors.future_error(place, "not a chance");
  else
    errors.future_error(place, "future feature " + std::string(name.substr(0, 100)) + " is not defined");
}

}  // namespace

FutureFeatures find_future_features(const Root& root, ErrorSink& errors) {
  FutureFeatures found;
  bool is_first = true;
  for (const Stmt* statement : root.body) {
    const bool may_be_doc = is_first && statement->kind == StmtKind::Expr && as<ExprStmt>(*statement).value->kind == ExprKind::Constant &&
                            as<ast::Constant>(*as<ExprStmt>(*statement).value).constant_kind == ConstantKind::Str;
    is_first = false;
    if (may_be_doc) continue;
    if (statement->kind != StmtKind::ImportFrom) break;
    const auto& import = as<ImportFrom>(*statement);
    if (import.module != "__future__" || import.level != 0) break;
    for (const Alias* alias : import.names) add_feature(alias->name, statement->position, found, errors);
    found.last_line = statement->position.line;
  }
  return found;
}

}  // namespace tauraro
