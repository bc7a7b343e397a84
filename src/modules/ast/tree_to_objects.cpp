// Syntax trees as objects of the classes of _ast.
#include "modules/ast/ast_objects.h"
#include "modules/ast/node_fields.h"
#include "object/bytes.h"

namespace tauraro {
namespace {

/// Makes the object of one node after the other; once something has raised, everything else is skipped.
class Builder {
 public:
  explicit Builder(Vm& vm) : vm_(vm) {}

  Value build(ast::Expr* node);
  Value build(ast::Stmt* node);
  Value build(ast::Pattern* node);
  Value build(ast::Comprehension* node) { return product("comprehension", node); }
  Value build(ast::Arguments* node) { return product("arguments", node); }
  Value build(ast::WithItem* node) { return product("withitem", node); }
  Value build(ast::MatchCase* node) { return product("match_case", node); }
  Value build(ast::ExceptHandler* node) { return placed("ExceptHandler", node); }
  Value build(ast::Argument* node) { return placed("arg", node); }
  Value build(ast::Keyword* node) { return placed("keyword", node); }
  Value build(ast::Alias* node) { return placed("alias", node); }

  Result<Value> root(const ast::Root& root);
  bool failed() const { return failed_; }

  // ---- what describe() calls: fields of the node on top ----
  void name(const char* field, ast::Identifier& value) { set(field, interned(vm_, value)); }
  void optional_name(const char* field, ast::Identifier& value) { set(field, value.empty() ? Value::none() : interned(vm_, value)); }
  void names(const char* field, Span<ast::Identifier>& values) {
    List* list = new_items();
    for (const ast::Identifier& value : values) append(list, interned(vm_, value));
    set_list(field, list);
  }
  template <class T>
  void node(const char* field, T*& value) { set_built(field, value); }
  template <class T>
  void optional(const char* field, T*& value) {
    if (value) set_built(field, value);
    else set(field, Value::none());
  }
  template <class T>
  void list(const char* field, Span<T*>& values) {
    List* list = new_items();
    for (T* value : values) {
      if (failed_) return;
      append(list, value ? build_kept(value) : Value::none());
    }
    set_list(field, list);
  }
  template <class T>
  void list_with_none(const char* field, Span<T*>& values) { list(field, values); }
  template <class Enum>
  void choice(const char* field, Enum& value) { set(field, shared(ast::ChoiceTraits<Enum>::names[static_cast<int>(value)])); }
  template <class Enum>
  void choices(const char* field, Span<Enum>& values) {
    List* list = new_items();
    for (Enum value : values) append(list, shared(ast::ChoiceTraits<Enum>::names[static_cast<int>(value)]));
    set_list(field, list);
  }
  void number(const char* field, std::int32_t& value) { set(field, Value::from_int(value)); }
  void flag(const char* field, bool& value) { set(field, Value::from_int(value)); }
  void text(const char* field) { set(field, Value::none()); }
  void constant(const char* field, ast::Constant& value) {
    set(field, take(constant_value(value)));
    set("kind", value.has_u_prefix ? interned(vm_, "u") : Value::none());
  }
  void singleton(const char* field, ast::ConstantKind& value) {
    set(field, value == ast::ConstantKind::None ? Value::none() : Value::from_bool(value == ast::ConstantKind::True));
  }

 private:
  Value take(Result<Value> result) {
    if (result.is_raised()) failed_ = true;
    return result.value_or_empty();
  }
  Value shared(const char* name) { return failed_ ? Value() : take(shared_instance(vm_, name)); }
  Result<Value> constant_value(const ast::Constant& node);
  List* new_items() {
    if (failed_) return nullptr;
    const Result<List*> list = new_list(vm_);
    if (!list.is_raised()) return list.value();
    failed_ = true;
    return nullptr;
  }
  void append(List* list, Value value) {
    if (failed_ || list_append(vm_, list, value).is_raised()) failed_ = true;
  }
  void set_list(const char* field, List* list) {
    if (!failed_) set(field, value_of(list));
  }
  void set(const char* field, Value value) {
    if (failed_ || set_instance_attribute(vm_, current_.as_cell(), intern(vm_, field), value).is_raised()) failed_ = true;
  }
  /// A node made while another is under construction.
  template <class T>
  Value build_kept(T* node) {
    const Value outer = current_;
    const Value made = build(node);
    current_ = outer;
    return made;
  }
  template <class T>
  void set_built(const char* field, T* value) {
    if (failed_) return;
    const Value made = build_kept(value);
    if (!failed_) set(field, made);
  }
  void begin(const char* name) {
    if (failed_) return;
    if (vm_.check_native_stack(" during ast construction").is_raised()) {
      failed_ = true;
      return;
    }
    const Result<Type*> type = node_class(vm_, name);
    const Result<Cell*> cell = type.is_raised() ? Result<Cell*>(Raised{}) : vm_.new_instance<Cell>(type.value());
    if (cell.is_raised()) failed_ = true;
    else current_ = value_of(cell.value());
  }
  void set_position(const ast::Position& position) {
    set("lineno", Value::from_int(position.line));
    set("col_offset", Value::from_int(position.column));
    set("end_lineno", Value::from_int(position.end_line));
    set("end_col_offset", Value::from_int(position.end_column));
  }
  template <class T>
  Value product(const char* name, T* node) {
    begin(name);
    describe(*this, *node);
    return current_;
  }
  template <class T>
  Value placed(const char* name, T* node) {
    begin(name);
    describe(*this, *node);
    set_position(node->position);
    return current_;
  }

  Vm& vm_;
  Value current_;
  bool failed_ = false;
};

Result<Value> Builder::constant_value(const ast::Constant& node) {
  switch (node.constant_kind) {
    case ast::ConstantKind::None: return Value::none();
    case ast::ConstantKind::False: return Value::from_bool(false);
    case ast::ConstantKind::True: return Value::from_bool(true);
    case ast::ConstantKind::Ellipsis: return Value::ellipsis();
    case ast::ConstantKind::Int: return new_int(vm_, node.int_value);
    case ast::ConstantKind::BigInt: return int_from_str(vm_, TRY(str_value(vm_, node.text)), 0);
    case ast::ConstantKind::Float: return Value::from_any_double(node.float_value);
    case ast::ConstantKind::Imaginary: return new_complex(vm_, 0, node.float_value);
    case ast::ConstantKind::Str: return str_value(vm_, node.text);
    case ast::ConstantKind::Bytes: return value_of(TRY(new_bytes(vm_, node.text)));
  }
  return Value::none();
}

#define BUILD_CASE(Kind, name, type) \
  case ast::Kind::name: return placed(#name, &ast::as<ast::type>(*node));

Value Builder::build(ast::Expr* node) {
  switch (node->kind) {
#define ROW(name, type) BUILD_CASE(ExprKind, name, type)
    TAURARO_AST_EXPRESSIONS(ROW)
#undef ROW
  }
  return Value();
}
Value Builder::build(ast::Stmt* node) {
  switch (node->kind) {
#define ROW(name, type) BUILD_CASE(StmtKind, name, type)
    TAURARO_AST_STATEMENTS(ROW)
#undef ROW
  }
  return Value();
}
Value Builder::build(ast::Pattern* node) {
  switch (node->kind) {
#define ROW(name, type) BUILD_CASE(PatternKind, name, type)
    TAURARO_AST_PATTERNS(ROW)
#undef ROW
  }
  return Value();
}

Result<Value> Builder::root(const ast::Root& root) {
  constexpr const char* kNames[] = {"Module", "Interactive", "Expression"};
  begin(kNames[static_cast<int>(root.kind)]);
  if (failed_) return Raised{};
  if (root.kind == ast::RootKind::Expression) {
    ast::Expr* body = root.expression;
    node("body", body);
  } else {
    Span<ast::Stmt*> body = root.body;
    list("body", body);
    if (root.kind == ast::RootKind::Module) set_list("type_ignores", new_items());
  }
  if (failed_) return Raised{};
  return current_;
}

}  // namespace

Result<Value> tree_to_objects(Vm& vm, const ast::Root& root) { return Builder(vm).root(root); }

}  // namespace tauraro
