#include "compile/symbols.h"

#include <algorithm>

namespace tauraro {

using namespace ast;
using SymbolFlag = Symbol::Flag;

Symbol* Scope::find(std::string_view name) {
  if (symbols_.size() <= kLinear) {
    for (Symbol& symbol : symbols_)
      if (symbol.name == name) return &symbol;
    return nullptr;
  }
  const auto at = index_.find(name);
  return at == index_.end() ? nullptr : at->second;
}

Symbol& Scope::get(std::string_view name) {
  if (Symbol* symbol = find(name)) return *symbol;
  symbols_.push_back({});
  Symbol& symbol = symbols_.back();
  symbol.name = name;
  if (symbols_.size() == kLinear + 1)
    for (Symbol& each : symbols_) index_[each.name] = &each;
  else if (symbols_.size() > kLinear)
    index_[name] = &symbol;
  return symbol;
}

std::vector<std::string> Scope::names_of(NameScope scope) const {
  std::vector<std::string> names;
  for (const Symbol& symbol : symbols_)
    if (symbol.scope == scope || (scope == NameScope::Free && symbol.free_class)) names.emplace_back(symbol.name);
  std::sort(names.begin(), names.end());
  return names;
}

std::string_view mangle(std::string_view class_name, std::string_view name, std::deque<std::string>& storage) {
  if (class_name.empty() || !name.starts_with("__") || name.ends_with("__") || name.find('.') != name.npos) return name;
  const std::size_t start = class_name.find_first_not_of('_');
  if (start == class_name.npos) return name;
  storage.push_back("_" + std::string(class_name.substr(start)) + std::string(name));
  return storage.back();
}

/// Walks the tree once, noting what each block does with each name; then resolves them.
class SymbolBuilder {
 public:
  SymbolBuilder(SymbolTable& table, bool future_annotations, ErrorSink& errors)
      : table_(table), errors_(errors), future_annotations_(future_annotations) {}

  void build(const Root& root) {
    table_.module_ = enter(&root, Scope::Kind::Module, "top", {1, 0, 1, 0});
    visit_body(root.body);
    visit(root.expression);
    leave();
    if (!errors_.failed()) resolve(*table_.module_);
  }

 private:
  struct Directive {
    Scope* scope;
    std::string_view name;
    Position position;
  };
  struct Nesting {
    explicit Nesting(SymbolBuilder& builder) : builder(builder) { ++builder.depth_; }
    ~Nesting() { --builder.depth_; }
    SymbolBuilder& builder;
    /// False, with an error: too deep.
    bool fine() const {
      if (builder.depth_ <= kDeepestTree) return true;
      builder.errors_.too_deep();
      return false;
    }
  };

  // ---- blocks ----
  Scope* enter(const void* node, Scope::Kind kind, std::string_view name, const Position& position) {
    table_.scopes_.emplace_back();
    Scope& scope = table_.scopes_.back();
    scope.kind = kind;
    scope.name = name;
    scope.position = position;
    scope.parent = scope_;
    scope.private_name = private_name_;
    if (scope_) {
      scope_->children.push_back(&scope);
      scope.is_nested = scope_->is_nested || scope_->kind == Scope::Kind::Function;
    }
    if (node) table_.by_node_[node] = &scope;
    scope_ = &scope;
    return &scope;
  }
  void leave() { scope_ = scope_->parent; }

  // ---- names ----
  std::string_view mangled(std::string_view name) { return mangle(private_name_, name, table_.storage_); }

  Symbol& add(std::string_view name, std::uint16_t flag, const Position& place, Scope* scope = nullptr) {
    if (!scope) scope = scope_;
    Symbol& symbol = scope->get(mangled(name));
    if ((flag & SymbolFlag::Parameter) && (symbol.flags & SymbolFlag::Parameter))
      errors_.error(place, "duplicate argument '" + std::string(name) + "' in function definition");
    if (comprehension_target_ && scope == scope_ && (flag & SymbolFlag::Bound)) {
      if (symbol.flags & (SymbolFlag::Global | SymbolFlag::Nonlocal))
        errors_.error(place, "comprehension inner loop cannot rebind assignment expression target '" + std::string(name) + "'");
      symbol.flags |= SymbolFlag::ComprehensionTarget;
    }
    symbol.flags |= flag;
    if (flag & SymbolFlag::Parameter) scope->parameters.push_back(symbol.name);
    return symbol;
  }
  std::uint16_t flags_of(std::string_view name) {
    const Symbol* symbol = scope_->find(mangled(name));
    return symbol ? symbol->flags : 0;
  }

  // ---- statements ----
  void visit_body(Span<Stmt*> body) {
    for (const Stmt* statement : body) visit(*statement);
  }

  void visit(const Stmt& node) {
    const Nesting nesting(*this);
    if (!nesting.fine()) return;
    switch (node.kind) {
      case StmtKind::FunctionDef:
      case StmtKind::AsyncFunctionDef: return visit_function(as<FunctionDef>(node));
      case StmtKind::ClassDef: return visit_class(as<ClassDef>(node));
      case StmtKind::Return: return visit(as<Return>(node).value);
      case StmtKind::Delete: return visit_all(as<Delete>(node).targets);
      case StmtKind::Assign:
        visit_all(as<Assign>(node).targets);
        return visit(as<Assign>(node).value);
      case StmtKind::AugAssign:
        visit(as<AugAssign>(node).target);
        return visit(as<AugAssign>(node).value);
      case StmtKind::AnnAssign: return visit_annotated(as<AnnAssign>(node));
      case StmtKind::For:
      case StmtKind::AsyncFor: {
        const auto& loop = as<For>(node);
        visit(loop.target);
        visit(loop.iter);
        visit_body(loop.body);
        return visit_body(loop.orelse);
      }
      case StmtKind::While:
        visit(as<While>(node).test);
        visit_body(as<While>(node).body);
        return visit_body(as<While>(node).orelse);
      case StmtKind::If:
        visit(as<If>(node).test);
        visit_body(as<If>(node).body);
        return visit_body(as<If>(node).orelse);
      case StmtKind::With:
      case StmtKind::AsyncWith:
        for (const WithItem* item : as<With>(node).items) {
          visit(item->context_expr);
          visit(item->optional_vars);
        }
        return visit_body(as<With>(node).body);
      case StmtKind::Match: return visit_match(as<Match>(node));
      case StmtKind::Raise:
        visit(as<Raise>(node).exc);
        return visit(as<Raise>(node).cause);
      case StmtKind::Try:
      case StmtKind::TryStar: return visit_try(as<Try>(node));
      case StmtKind::Assert:
        visit(as<Assert>(node).test);
        return visit(as<Assert>(node).msg);
      case StmtKind::Import: return visit_aliases(as<Import>(node).names);
      case StmtKind::ImportFrom: return visit_aliases(as<ImportFrom>(node).names);
      case StmtKind::Global: return visit_global(as<Global>(node));
      case StmtKind::Nonlocal: return visit_nonlocal(as<Nonlocal>(node));
      case StmtKind::Expr: return visit(as<ExprStmt>(node).value);
      case StmtKind::Pass:
      case StmtKind::Break:
      case StmtKind::Continue: return;
    }
  }

  void visit_function(const FunctionDef& node) {
    add(node.name, SymbolFlag::Bound, node.position);
    visit_defaults(*node.args);
    visit_annotations(node);
    visit_all(node.decorator_list);
    Scope* scope = enter(&node, Scope::Kind::Function, node.name, node.position);
    scope->is_coroutine = node.kind == StmtKind::AsyncFunctionDef;
    add_parameters(*node.args);
    visit_body(node.body);
    leave();
  }

  void visit_class(const ClassDef& node) {
    add(node.name, SymbolFlag::Bound, node.position);
    visit_all(node.bases);
    for (const Keyword* keyword : node.keywords) visit(keyword->value);
    visit_all(node.decorator_list);
    const std::string_view outer = private_name_;
    enter(&node, Scope::Kind::Class, node.name, node.position);
    private_name_ = node.name;
    scope_->private_name = node.name;
    visit_body(node.body);
    private_name_ = outer;
    leave();
  }

  void visit_defaults(const Arguments& args) {
    visit_all(args.defaults);
    for (const Expr* value : args.kw_defaults) visit(value);
  }

  void visit_annotations(const FunctionDef& node) {
    const auto visit_argument = [&](const Argument* argument) {
      if (argument && argument->annotation) visit_annotation(argument->annotation);
    };
    if (future_annotations_) enter(nullptr, Scope::Kind::Annotation, "_annotation", node.position);
    for (const Argument* argument : node.args->posonlyargs) visit_argument(argument);
    for (const Argument* argument : node.args->args) visit_argument(argument);
    visit_argument(node.args->vararg);
    visit_argument(node.args->kwarg);
    for (const Argument* argument : node.args->kwonlyargs) visit_argument(argument);
    if (future_annotations_) leave_annotation();
    if (node.returns) visit_annotation(node.returns);
  }

  void visit_annotation(const Expr* annotation) {
    if (future_annotations_) enter(nullptr, Scope::Kind::Annotation, "_annotation", annotation->position);
    visit(annotation);
    if (future_annotations_) leave_annotation();
  }
  /// Under `from __future__ import annotations` they are text: what they name does not matter.
  void leave_annotation() {
    leave();
    scope_->children.pop_back();
  }

  void add_parameters(const Arguments& args) {
    for (const Argument* argument : args.posonlyargs) add(argument->name, SymbolFlag::Parameter, argument->position);
    for (const Argument* argument : args.args) add(argument->name, SymbolFlag::Parameter, argument->position);
    for (const Argument* argument : args.kwonlyargs) add(argument->name, SymbolFlag::Parameter, argument->position);
    if (args.vararg) add(args.vararg->name, SymbolFlag::Parameter, args.vararg->position);
    if (args.kwarg) add(args.kwarg->name, SymbolFlag::Parameter, args.kwarg->position);
  }

  void visit_annotated(const AnnAssign& node) {
    if (node.target->kind == ExprKind::Name) {
      const auto& name = as<Name>(*node.target);
      const std::uint16_t flags = flags_of(name.id);
      if (node.simple && (flags & (SymbolFlag::Global | SymbolFlag::Nonlocal)) && scope_->kind != Scope::Kind::Module)
        errors_.error(node.position, "annotated name '" + std::string(name.id) + "' can't be " +
                                         (flags & SymbolFlag::Global ? "global" : "nonlocal"));
      if (node.simple)
        add(name.id, SymbolFlag::Annotated | SymbolFlag::Bound, node.position);
      else if (node.value)
        add(name.id, SymbolFlag::Bound, node.position);
    } else {
      visit(node.target);
    }
    scope_->has_annotations = true;
    visit_annotation(node.annotation);
    visit(node.value);
  }

  void visit_try(const Try& node) {
    visit_body(node.body);
    visit_body(node.orelse);
    for (const ExceptHandler* handler : node.handlers) {
      visit(handler->type);
      if (!handler->name.empty()) add(handler->name, SymbolFlag::Bound | SymbolFlag::Deleted, handler->position);
      visit_body(handler->body);
    }
    visit_body(node.finalbody);
  }

  void visit_aliases(Span<Alias*> names) {
    for (const Alias* alias : names) {
      if (alias->name == "*") {
        if (scope_->kind != Scope::Kind::Module) errors_.error(alias->position, "import * only allowed at module level");
        continue;
      }
      const Identifier name = alias->asname.empty() ? alias->name.substr(0, alias->name.find('.')) : alias->asname;
      add(name, SymbolFlag::Imported, alias->position);
    }
  }

  /// The error of a `global x` or `nonlocal x` that comes too late.
  void check_declaration(std::string_view name, std::uint16_t flags, const char* word, const Position& place) {
    const std::string quoted = "'" + std::string(name) + "'";
    if (flags & SymbolFlag::Parameter)
      errors_.error(place, "name " + quoted + " is parameter and " + word);
    else if (flags & SymbolFlag::Used)
      errors_.error(place, "name " + quoted + " is used prior to " + word + " declaration");
    else if (flags & SymbolFlag::Annotated)
      errors_.error(place, "annotated name " + quoted + " can't be " + word);
    else if (flags & SymbolFlag::Bound)
      errors_.error(place, "name " + quoted + " is assigned to before " + word + " declaration");
  }
  void visit_global(const Global& node) {
    for (const Identifier& name : node.names) {
      check_declaration(name, flags_of(name), "global", node.position);
      add(name, SymbolFlag::Global, node.position);
      directives_.push_back({scope_, mangled(name), node.position});
    }
  }
  void visit_nonlocal(const Nonlocal& node) {
    for (const Identifier& name : node.names) {
      check_declaration(name, flags_of(name), "nonlocal", node.position);
      add(name, SymbolFlag::Nonlocal, node.position);
      directives_.push_back({scope_, mangled(name), node.position});
    }
  }

  void visit_match(const Match& node) {
    visit(node.subject);
    for (const MatchCase* each : node.cases) {
      visit(*each->pattern);
      visit(each->guard);
      visit_body(each->body);
    }
  }
  void visit_patterns(Span<Pattern*> patterns) {
    for (const Pattern* pattern : patterns) visit(*pattern);
  }
  void add_capture(Identifier name, const Pattern& pattern) {
    if (!name.empty()) add(name, SymbolFlag::Bound, pattern.position);
  }
  void visit(const Pattern& node) {
    const Nesting nesting(*this);
    if (!nesting.fine()) return;
    switch (node.kind) {
      case PatternKind::MatchValue: return visit(as<MatchValue>(node).value);
      case PatternKind::MatchSingleton: return;
      case PatternKind::MatchSequence: return visit_patterns(as<MatchSequence>(node).patterns);
      case PatternKind::MatchStar: return add_capture(as<MatchStar>(node).name, node);
      case PatternKind::MatchMapping:
        visit_all(as<MatchMapping>(node).keys);
        visit_patterns(as<MatchMapping>(node).patterns);
        return add_capture(as<MatchMapping>(node).rest, node);
      case PatternKind::MatchClass:
        visit(as<MatchClass>(node).cls);
        visit_patterns(as<MatchClass>(node).patterns);
        return visit_patterns(as<MatchClass>(node).kwd_patterns);
      case PatternKind::MatchAs:
        if (as<MatchAs>(node).pattern) visit(*as<MatchAs>(node).pattern);
        return add_capture(as<MatchAs>(node).name, node);
      case PatternKind::MatchOr: return visit_patterns(as<MatchOr>(node).patterns);
    }
  }

  // ---- expressions ----
  void visit_all(Span<Expr*> nodes) {
    for (const Expr* node : nodes) visit(node);
  }

  void visit(const Expr* pointer) {
    if (!pointer) return;
    const Nesting nesting(*this);
    if (!nesting.fine()) return;
    const Expr& node = *pointer;
    switch (node.kind) {
      case ExprKind::NamedExpr: return visit_named(as<NamedExpr>(node));
      case ExprKind::BoolOp: return visit_all(as<BoolOp>(node).values);
      case ExprKind::BinOp:
        visit(as<BinOp>(node).left);
        return visit(as<BinOp>(node).right);
      case ExprKind::UnaryOp: return visit(as<UnaryOp>(node).operand);
      case ExprKind::Lambda: return visit_lambda(as<Lambda>(node));
      case ExprKind::IfExp:
        visit(as<IfExp>(node).test);
        visit(as<IfExp>(node).body);
        return visit(as<IfExp>(node).orelse);
      case ExprKind::Dict:
        visit_all(as<Dict>(node).keys);
        return visit_all(as<Dict>(node).values);
      case ExprKind::Set: return visit_all(as<Set>(node).elts);
      case ExprKind::ListComp:
        return visit_comprehension(node, "listcomp", Scope::Comprehension::List, as<ListComp>(node).elt, nullptr, as<ListComp>(node).generators);
      case ExprKind::SetComp:
        return visit_comprehension(node, "setcomp", Scope::Comprehension::Set, as<SetComp>(node).elt, nullptr, as<SetComp>(node).generators);
      case ExprKind::DictComp:
        return visit_comprehension(node, "dictcomp", Scope::Comprehension::Dict, as<DictComp>(node).key, as<DictComp>(node).value,
                                   as<DictComp>(node).generators);
      case ExprKind::GeneratorExp:
        return visit_comprehension(node, "genexpr", Scope::Comprehension::Generator, as<GeneratorExp>(node).elt, nullptr,
                                   as<GeneratorExp>(node).generators);
      case ExprKind::Yield: return visit_yield(node, as<Yield>(node).value);
      case ExprKind::YieldFrom: return visit_yield(node, as<YieldFrom>(node).value);
      case ExprKind::Await:
        refuse_in_annotation("await expression", node);
        visit(as<Await>(node).value);
        scope_->is_coroutine = true;
        return;
      case ExprKind::Compare:
        visit(as<Compare>(node).left);
        return visit_all(as<Compare>(node).comparators);
      case ExprKind::Call:
        visit(as<Call>(node).func);
        visit_all(as<Call>(node).args);
        for (const Keyword* keyword : as<Call>(node).keywords) visit(keyword->value);
        return;
      case ExprKind::FormattedValue:
        visit(as<FormattedValue>(node).value);
        return visit(as<FormattedValue>(node).format_spec);
      case ExprKind::JoinedStr: return visit_all(as<JoinedStr>(node).values);
      case ExprKind::Constant: return;
      case ExprKind::Attribute: return visit(as<Attribute>(node).value);
      case ExprKind::Subscript:
        visit(as<Subscript>(node).value);
        return visit(as<Subscript>(node).slice);
      case ExprKind::Starred: return visit(as<Starred>(node).value);
      case ExprKind::Slice:
        visit(as<Slice>(node).lower);
        visit(as<Slice>(node).upper);
        return visit(as<Slice>(node).step);
      case ExprKind::Name: return visit_name(as<Name>(node));
      case ExprKind::List: return visit_all(as<List>(node).elts);
      case ExprKind::Tuple: return visit_all(as<Tuple>(node).elts);
    }
  }

  void visit_name(const Name& node) {
    if (node.context == ExprContext::Load) {
      add(node.id, SymbolFlag::Used, node.position);
      if (scope_->kind == Scope::Kind::Function && node.id == "super") add("__class__", SymbolFlag::Used, node.position);
      return;
    }
    add(node.id, SymbolFlag::Bound | (node.context == ExprContext::Del ? SymbolFlag::Deleted : 0), node.position);
  }

  void refuse_in_annotation(const char* what, const Expr& node) {
    if (scope_->kind == Scope::Kind::Annotation)
      errors_.error(node.position, std::string("'") + what + "' can not be used within an annotation");
  }

  void visit_yield(const Expr& node, const Expr* value) {
    refuse_in_annotation("yield expression", node);
    visit(value);
    scope_->is_generator = true;
    static constexpr const char* kWhere[] = {"", "list comprehension", "set comprehension", "dict comprehension", "generator expression"};
    if (scope_->comprehension != Scope::Comprehension::None)
      errors_.error(node.position, std::string("'yield' inside ") + kWhere[static_cast<int>(scope_->comprehension)]);
  }

  void visit_lambda(const Lambda& node) {
    visit_defaults(*node.args);
    enter(&node, Scope::Kind::Function, "lambda", node.position);
    const bool outer_target = comprehension_target_;
    comprehension_target_ = false;
    add_parameters(*node.args);
    visit(node.body);
    comprehension_target_ = outer_target;
    leave();
  }

  void visit_named(const NamedExpr& node) {
    refuse_in_annotation("named expression", node);
    if (comprehension_iterable_ > 0)
      errors_.error(node.position, "assignment expression cannot be used in a comprehension iterable expression");
    if (scope_->comprehension != Scope::Comprehension::None) extend_named_scope(as<Name>(*node.target));
    visit(node.value);
    visit(node.target);
    if (Symbol* symbol = scope_->find(mangled(as<Name>(*node.target).id))) symbol->flags |= SymbolFlag::Walrus;
    scope_->has_walrus = true;
  }

  /// The target of `:=` in a comprehension belongs to the block around all comprehensions.
  void extend_named_scope(const Name& target) {
    const std::string name(target.id);
    for (Scope* scope = scope_; scope; scope = scope->parent) {
      const Symbol* symbol = scope->find(mangled(target.id));
      const std::uint16_t flags = symbol ? symbol->flags : 0;
      if (scope->comprehension != Scope::Comprehension::None) {
        if (flags & SymbolFlag::ComprehensionTarget)
          errors_.error(target.position, "assignment expression cannot rebind comprehension iteration variable '" + name + "'");
        continue;
      }
      if (scope->kind == Scope::Kind::Function) {
        add(target.id, flags & SymbolFlag::Global ? SymbolFlag::Global : SymbolFlag::Nonlocal, target.position);
        directives_.push_back({scope_, mangled(target.id), target.position});
        scope->get(mangled(target.id)).flags |= SymbolFlag::Bound;
        return;
      }
      if (scope->kind == Scope::Kind::Module) {
        add(target.id, SymbolFlag::Global, target.position);
        directives_.push_back({scope_, mangled(target.id), target.position});
        scope->get(mangled(target.id)).flags |= SymbolFlag::Global;
        return;
      }
      errors_.error(target.position, "assignment expression within a comprehension cannot be used in a class body");
      return;
    }
  }

  void visit_comprehension(const Expr& node, std::string_view name, Scope::Comprehension kind, const Expr* element, const Expr* value,
                           Span<Comprehension*> generators) {
    const Comprehension& outermost = *generators[0];
    ++comprehension_iterable_;
    visit(outermost.iter);
    --comprehension_iterable_;
    Scope* scope = enter(&node, Scope::Kind::Function, name, node.position);
    scope->comprehension = kind;
    if (outermost.is_async) scope->is_coroutine = true;
    const bool outer_target = comprehension_target_;
    comprehension_target_ = false;
    add(".0", SymbolFlag::Parameter, node.position);
    visit_target(outermost.target);
    visit_all(outermost.ifs);
    for (std::uint32_t i = 1; i < generators.size; ++i) {
      const Comprehension& generator = *generators[i];
      visit_target(generator.target);
      ++comprehension_iterable_;
      visit(generator.iter);
      --comprehension_iterable_;
      visit_all(generator.ifs);
      if (generator.is_async) scope->is_coroutine = true;
    }
    visit(value);
    visit(element);
    comprehension_target_ = outer_target;
    scope->is_generator = kind == Scope::Comprehension::Generator;
    leave();
    if (scope->is_coroutine && !scope->is_generator) scope_->is_coroutine = true;
  }
  void visit_target(const Expr* target) {
    comprehension_target_ = true;
    visit(target);
    comprehension_target_ = false;
  }

  // ---- resolution ----
  const Position* directive_of(const Scope& scope, std::string_view name) const {
    for (const Directive& directive : directives_)
      if (directive.scope == &scope && directive.name == name) return &directive.position;
    return &scope.position;
  }

  void resolve(Scope& scope) {
    // Free variables of inner blocks are added while this goes on: a deque keeps what it has in place.
    for (std::size_t i = 0; i < scope.symbols().size(); ++i) resolve(scope, scope.symbols()[i]);
    for (Scope* child : scope.children) resolve(*child);
  }

  void resolve(Scope& scope, Symbol& symbol) {
    if (symbol.flags & SymbolFlag::Global) {
      if (symbol.flags & SymbolFlag::Nonlocal)
        errors_.error(*directive_of(scope, symbol.name), "name '" + std::string(symbol.name) + "' is nonlocal and global");
      symbol.scope = NameScope::GlobalExplicit;
    } else if (symbol.flags & SymbolFlag::Nonlocal) {
      if (scope.kind == Scope::Kind::Module)
        errors_.error(*directive_of(scope, symbol.name), "nonlocal declaration not allowed at module level");
      else if (!capture(scope.parent, symbol.name, &scope))
        errors_.error(*directive_of(scope, symbol.name), "no binding for nonlocal '" + std::string(symbol.name) + "' found");
      symbol.scope = NameScope::Free;
    } else if (symbol.scope == NameScope::Cell) {
      return;
    } else if (symbol.is_bound()) {
      symbol.scope = NameScope::Local;
    } else {
      symbol.scope = capture(scope.parent, symbol.name, &scope) ? NameScope::Free : NameScope::GlobalImplicit;
    }
  }

  /// Makes the variable that `name` means outside of `user`, from `scope` outwards, available as a cell, through every block in
  /// between. False: it is no variable of a function.
  bool capture(Scope* scope, std::string_view name, Scope* user) {
    if (!scope) return false;
    if (scope->kind == Scope::Kind::Class && name == "__class__") {
      scope->needs_class_cell = true;
      return true;
    }
    Symbol* symbol = scope->find(name);
    if (scope->kind == Scope::Kind::Function && symbol) {
      if (symbol->flags & SymbolFlag::Global) return false;
      if (symbol->is_bound() && !(symbol->flags & SymbolFlag::Nonlocal)) {
        symbol->scope = NameScope::Cell;
        return true;
      }
      if (symbol->scope == NameScope::Free) return true;
      if (symbol->scope == NameScope::GlobalImplicit) return false;
    }
    if (scope->kind == Scope::Kind::Module || !capture(scope->parent, name, user)) return false;
    if (scope->kind == Scope::Kind::Class && symbol && (symbol->is_bound() || (symbol->flags & SymbolFlag::Global))) {
      symbol->free_class = true;
    } else {
      Symbol& passed = scope->get(name);
      if (passed.scope == NameScope::Unresolved || passed.scope == NameScope::GlobalImplicit) passed.scope = NameScope::Free;
    }
    return true;
  }

  SymbolTable& table_;
  ErrorSink& errors_;
  const bool future_annotations_;
  Scope* scope_ = nullptr;
  std::string_view private_name_;
  std::vector<Directive> directives_;
  int comprehension_iterable_ = 0;      // inside how many iterables of comprehensions
  bool comprehension_target_ = false;   // inside the target of a comprehension's loop
  int depth_ = 0;
};

void SymbolTable::build(const Root& root, bool future_annotations, ErrorSink& errors) {
  SymbolBuilder(*this, future_annotations, errors).build(root);
}

}  // namespace tauraro
