#include "compile/attribute_hint.h"

#include <string_view>
#include <vector>

namespace tauraro {

using namespace ast;

namespace {

class AttributeCounter {
 public:
  void visit_method(const FunctionDef& node) {
    const Arguments& args = *node.args;
    if (args.posonlyargs.empty() && args.args.empty()) return;
    self_ = args.posonlyargs.empty() ? args.args[0]->name : args.posonlyargs[0]->name;
    visit_body(node.body);
  }
  std::uint32_t count() const { return static_cast<std::uint32_t>(names_.size()); }

 private:
  void visit_body(Span<Stmt*> body) {
    for (const Stmt* statement : body) visit(*statement);
  }

  void visit(const Stmt& node) {
    switch (node.kind) {
      case StmtKind::Assign:
        for (const Expr* target : as<Assign>(node).targets) visit_target(*target);
        return;
      case StmtKind::AnnAssign: return visit_target(*as<AnnAssign>(node).target);
      case StmtKind::For:
      case StmtKind::AsyncFor:
        visit_target(*as<For>(node).target);
        visit_body(as<For>(node).body);
        return visit_body(as<For>(node).orelse);
      case StmtKind::While:
        visit_body(as<While>(node).body);
        return visit_body(as<While>(node).orelse);
      case StmtKind::If:
        visit_body(as<If>(node).body);
        return visit_body(as<If>(node).orelse);
      case StmtKind::With:
      case StmtKind::AsyncWith:
        for (const WithItem* item : as<With>(node).items)
          if (item->optional_vars) visit_target(*item->optional_vars);
        return visit_body(as<With>(node).body);
      case StmtKind::Try:
      case StmtKind::TryStar: {
        const auto& statement = as<Try>(node);
        visit_body(statement.body);
        for (const ExceptHandler* handler : statement.handlers) visit_body(handler->body);
        visit_body(statement.orelse);
        return visit_body(statement.finalbody);
      }
      case StmtKind::Match:
        for (const MatchCase* each : as<Match>(node).cases) visit_body(each->body);
        return;
      default: return;
    }
  }

  void visit_target(const Expr& node) {
    switch (node.kind) {
      case ExprKind::Attribute: {
        const auto& attribute = as<Attribute>(node);
        if (attribute.value->kind == ExprKind::Name && as<Name>(*attribute.value).id == self_) add(attribute.attr);
        return;
      }
      case ExprKind::Tuple:
        for (const Expr* each : as<Tuple>(node).elts) visit_target(*each);
        return;
      case ExprKind::List:
        for (const Expr* each : as<List>(node).elts) visit_target(*each);
        return;
      case ExprKind::Starred: return visit_target(*as<Starred>(node).value);
      default: return;
    }
  }

  void add(std::string_view name) {
    for (const std::string_view known : names_)
      if (known == name) return;
    names_.push_back(name);
  }

  std::string_view self_;
  std::vector<std::string_view> names_;
};

}  // namespace

std::uint32_t count_attributes_of_self(const ClassDef& node) {
  AttributeCounter counter;
  for (const Stmt* statement : node.body)
    if (statement->kind == StmtKind::FunctionDef || statement->kind == StmtKind::AsyncFunctionDef)
      counter.visit_method(as<FunctionDef>(*statement));
  return counter.count();
}

}  // namespace tauraro
