// Objects of the classes of _ast as a syntax tree.
#include "modules/ast/ast_objects.h"
#include "modules/ast/node_fields.h"
#include "object/bytes.h"

namespace tauraro {
namespace {

/// Reads objects field by field; once something has raised, everything else is skipped.
class TreeReader {
 public:
  TreeReader(Vm& vm, Arena& arena) : vm_(vm), arena_(arena) {}

  Result<ast::Root*> root(Value object);

  // ---- what describe() calls: fields of the object on top ----
  void name(const char* field, ast::Identifier& to) {
    const Value value = required(field);
    if (!failed_) to = identifier(value);
  }
  void optional_name(const char* field, ast::Identifier& to) {
    const Value value = optional_value(field);
    if (!failed_ && !value.is_none()) to = identifier(value);
  }
  void names(const char* field, Span<ast::Identifier>& to) {
    std::vector<ast::Identifier> items;
    each_item(field, [&](Value item) { items.push_back(identifier(item)); });
    to = arena_.copy_span(items);
  }
  template <class T>
  void node(const char* field, T*& to) {
    const Value value = required(field);
    if (!failed_) to = read_kept<T>(value);
  }
  template <class T>
  void optional(const char* field, T*& to) {
    const Value value = optional_value(field);
    to = failed_ || value.is_none() ? nullptr : read_kept<T>(value);
  }
  template <class T>
  void list(const char* field, Span<T*>& to) {
    read_list(field, to, false);
  }
  template <class T>
  void list_with_none(const char* field, Span<T*>& to) {
    read_list(field, to, true);
  }
  template <class Enum>
  void choice(const char* field, Enum& to) {
    const Value value = required(field);
    if (!failed_) to = read_choice<Enum>(value);
  }
  template <class Enum>
  void choices(const char* field, Span<Enum>& to) {
    std::vector<Enum> items;
    each_item(field, [&](Value item) { items.push_back(read_choice<Enum>(item)); });
    to = arena_.copy_span(items);
  }
  void number(const char* field, std::int32_t& to) {
    const Value value = std::string_view(field) == "level" ? optional_value(field) : required(field);
    if (!failed_) to = value.is_none() ? 0 : integer(value);
  }
  void flag(const char* field, bool& to) {
    const Value value = required(field);
    if (!failed_) to = integer(value) != 0;
  }
  void text(const char*) {}
  void constant(const char* field, ast::Constant& to);
  void singleton(const char* field, ast::ConstantKind& to) {
    const Value value = required_or_none(field);
    if (failed_) return;
    if (!value.is_none() && !value.is_bool()) return fail(vm_.raise(TypeId::ValueError, "MatchSingleton can only contain True, False and None"));
    to = value.is_none() ? ast::ConstantKind::None : value.is_true() ? ast::ConstantKind::True : ast::ConstantKind::False;
  }

 private:
  void fail(Raised) { failed_ = true; }
  template <class T>
  bool take(const Result<T>& result) {
    if (result.is_raised()) failed_ = true;
    return !result.is_raised();
  }

  /// The attribute; not_found when it is missing.
  Value attribute(const char* field) {
    if (failed_) return Value();
    const Result<Value> found = find_attr(vm_, current_, field);
    return take(found) ? found.value() : Value();
  }
  Value required_or_none(const char* field) {
    const Value value = attribute(field);
    if (!failed_ && value.is_not_found()) fail(vm_.raise_error(TypeId::TypeError, "required field \"", field, "\" missing from ", class_name_));
    return value;
  }
  Value required(const char* field) {
    const Value value = required_or_none(field);
    if (!failed_ && value.is_none()) fail(vm_.raise_error(TypeId::ValueError, "field '", field, "' is required for ", class_name_));
    return value;
  }
  Value optional_value(const char* field) {
    const Value value = attribute(field);
    return !failed_ && value.is_not_found() ? Value::none() : value;
  }

  ast::Identifier identifier(Value value) {
    if (!value.is(kind::Str)) {
      fail(vm_.raise(TypeId::TypeError, "AST identifier must be of type str"));
      return {};
    }
    return arena_.copy_text(text_of(vm_, value));
  }
  std::int32_t integer(Value value) {
    if (!is_int_like(value)) {
      const Result<std::string> shown = repr_text(vm_, value);
      if (take(shown)) fail(vm_.raise_error(TypeId::ValueError, "invalid integer value: ", shown.value()));
      return 0;
    }
    const Result<std::int64_t> number = index_to_int64(vm_, value);
    return take(number) ? static_cast<std::int32_t>(number.value()) : 0;
  }

  template <class Each>
  void each_item(const char* field, Each each) {
    const Value value = required(field);
    if (failed_) return;
    if (!value.is(kind::List))
      return fail(vm_.raise_error(TypeId::TypeError, class_name_, " field \"", field, "\" must be a list, not a ", full_type_name(vm_, vm_.type_of(value))));
    List* items = value.as<List>();
    const std::uint64_t count = items->length;
    for (std::uint64_t i = 0; i < count && !failed_; ++i) {
      if (items->length != count) return fail(vm_.raise_error(TypeId::RuntimeError, class_name_, " field \"", field, "\" changed size during iteration"));
      each(items->storage->items[i]);
    }
  }
  template <class T>
  void read_list(const char* field, Span<T*>& to, bool with_none) {
    std::vector<T*> items;
    each_item(field, [&](Value item) {
      if (item.is_none() && with_none) items.push_back(nullptr);
      else if (item.is_none()) fail(vm_.raise(TypeId::ValueError, std::string("None disallowed in ") + (std::is_same_v<T, ast::Stmt> ? "statement" : std::is_same_v<T, ast::Pattern> ? "pattern" : "expression") + " list"));
      else items.push_back(read_kept<T>(item));
    });
    to = arena_.copy_span(items);
  }

  Raised wrong_node(const char* wanted, Value value) {
    const Result<std::string> shown = repr_text(vm_, value);
    if (shown.is_raised()) return Raised{};
    return vm_.raise_error(TypeId::TypeError, "expected some sort of ", wanted, ", but got ", shown.value());
  }
  bool is_of(Value value, const char* name) {
    const Result<Type*> type = node_class(vm_, name);
    return take(type) && is_instance(vm_, value, type.value());
  }

  template <class Enum>
  Enum read_choice(Value value) {
    using Traits = ast::ChoiceTraits<Enum>;
    for (int i = 0; i < Traits::count; ++i)
      if (is_of(value, Traits::names[i])) return static_cast<Enum>(i);
    if (!failed_) fail(wrong_node(Traits::type, value));
    return static_cast<Enum>(0);
  }

  /// Reads an object while another is being read.
  template <class T>
  T* read_kept(Value value) {
    const Value outer = current_;
    const char* outer_name = class_name_;
    const RecursionGuard guard(vm_, " during compilation");
    if (!guard.entered()) failed_ = true;
    T* made = failed_ ? nullptr : read(static_cast<T*>(nullptr), value);
    current_ = outer;
    class_name_ = outer_name;
    return made;
  }

  void begin(const char* name, Value value) {
    current_ = value;
    class_name_ = name;
  }
  ast::Position position(const char* kind_name) {
    class_name_ = kind_name;
    ast::Position at;
    at.line = integer_field("lineno", -1);
    at.column = integer_field("col_offset", -1);
    at.end_line = integer_field("end_lineno", at.line);
    at.end_column = integer_field("end_col_offset", at.column);
    return at;
  }
  /// `fallback` -1: required.
  std::int32_t integer_field(const char* field, std::int32_t fallback) {
    if (failed_) return 0;
    const Value value = fallback == -1 ? required(field) : optional_value(field);
    if (failed_) return 0;
    return value.is_none() ? fallback : integer(value);
  }

  template <class T>
  T* product(const char* name, Value value) {
    if (!is_of(value, name)) {
      if (!failed_) fail(wrong_node(name, value));
      return nullptr;
    }
    begin(name, value);
    T* node = arena_.make<T>();
    describe(*this, *node);
    return node;
  }
  template <class T>
  T* placed(const char* name, Value value) {
    T* node = product<T>(name, value);
    if (node && !failed_) node->position = position(name);
    return node;
  }
  template <class T, class Kind>
  T* variant(const char* name, const char* kind_name, Value value, Kind kind) {
    begin(name, value);
    T* node = arena_.make<T>();
    node->kind = kind;
    describe(*this, *node);
    if (!failed_) node->position = position(kind_name);
    return node;
  }

  ast::Expr* read(ast::Expr*, Value value);
  ast::Stmt* read(ast::Stmt*, Value value);
  ast::Pattern* read(ast::Pattern*, Value value);
  ast::Comprehension* read(ast::Comprehension*, Value value) { return product<ast::Comprehension>("comprehension", value); }
  ast::Arguments* read(ast::Arguments*, Value value) { return product<ast::Arguments>("arguments", value); }
  ast::WithItem* read(ast::WithItem*, Value value) { return product<ast::WithItem>("withitem", value); }
  ast::MatchCase* read(ast::MatchCase*, Value value) { return product<ast::MatchCase>("match_case", value); }
  ast::Argument* read(ast::Argument*, Value value) { return placed<ast::Argument>("arg", value); }
  ast::Keyword* read(ast::Keyword*, Value value) { return placed<ast::Keyword>("keyword", value); }
  ast::Alias* read(ast::Alias*, Value value) { return placed<ast::Alias>("alias", value); }
  ast::ExceptHandler* read(ast::ExceptHandler*, Value value) {
    if (!is_of(value, "ExceptHandler")) {
      if (!failed_) fail(wrong_node("excepthandler", value));
      return nullptr;
    }
    return placed<ast::ExceptHandler>("ExceptHandler", value);
  }

  Vm& vm_;
  Arena& arena_;
  Value current_;
  const char* class_name_ = "AST";
  bool failed_ = false;
};

void TreeReader::constant(const char* field, ast::Constant& to) {
  const Value value = required_or_none(field);
  if (failed_) return;
  using Kind = ast::ConstantKind;
  const Value prefix = optional_value("kind");
  to.has_u_prefix = prefix.is(kind::Str) && text_of(vm_, prefix) == "u";
  to.text = {};
  if (value.is_none()) {
    to.constant_kind = Kind::None;
  } else if (value.is_bool()) {
    to.constant_kind = value.is_true() ? Kind::True : Kind::False;
  } else if (value.is_ellipsis()) {
    to.constant_kind = Kind::Ellipsis;
  } else if (value.is_int() || vm_.is_exact(value, TypeId::Int)) {
    std::int64_t small;
    to.constant_kind = Kind::Int;
    if (int_to_int64(value, &small)) {
      to.int_value = small;
    } else {
      const Result<Value> digits = int_to_str(vm_, value, 16);
      if (!take(digits)) return;
      const std::string text = text_of(vm_, digits.value());
      if (text[0] == '-') return fail(vm_.raise(TypeId::ValueError, "negative constants are not supported in trees"));
      to.constant_kind = Kind::BigInt;
      to.text = arena_.copy_text("0x" + text);
    }
  } else if (value.is_double()) {
    to.constant_kind = Kind::Float;
    to.float_value = value.as_double();
  } else if (vm_.is_exact(value, TypeId::Complex) && value.as<Complex>()->real == 0) {
    to.constant_kind = Kind::Imaginary;
    to.float_value = value.as<Complex>()->imaginary;
  } else if (vm_.is_exact(value, TypeId::Str)) {
    to.constant_kind = Kind::Str;
    to.text = arena_.copy_text(text_of(vm_, value));
  } else if (vm_.is_exact(value, TypeId::Bytes)) {
    to.constant_kind = Kind::Bytes;
    to.text = arena_.copy_text(value.as<Bytes>()->view());
  } else {
    fail(vm_.raise_error(TypeId::TypeError, "got an invalid type in Constant: ", full_type_name(vm_, vm_.type_of(value))));
  }
}

#define READ_CASE(Kind, kind_name, name, type) \
  if (is_of(value, #name)) return variant<ast::type>(#name, kind_name, value, ast::Kind::name);

ast::Expr* TreeReader::read(ast::Expr*, Value value) {
#define ROW(name, type) READ_CASE(ExprKind, "expr", name, type)
  TAURARO_AST_EXPRESSIONS(ROW)
#undef ROW
  if (!failed_) fail(wrong_node("expr", value));
  return nullptr;
}
ast::Stmt* TreeReader::read(ast::Stmt*, Value value) {
#define ROW(name, type) READ_CASE(StmtKind, "stmt", name, type)
  TAURARO_AST_STATEMENTS(ROW)
#undef ROW
  if (!failed_) fail(wrong_node("stmt", value));
  return nullptr;
}
ast::Pattern* TreeReader::read(ast::Pattern*, Value value) {
#define ROW(name, type) READ_CASE(PatternKind, "pattern", name, type)
  TAURARO_AST_PATTERNS(ROW)
#undef ROW
  if (!failed_) fail(wrong_node("pattern", value));
  return nullptr;
}

Result<ast::Root*> TreeReader::root(Value object) {
  ast::Root* root = arena_.make<ast::Root>();
  begin("mod", object);
  if (is_of(object, "Expression")) {
    begin("Expression", object);
    root->kind = ast::RootKind::Expression;
    node("body", root->expression);
  } else if (is_of(object, "Module") || is_of(object, "Interactive")) {
    root->kind = is_of(object, "Module") ? ast::RootKind::Module : ast::RootKind::Interactive;
    begin(root->kind == ast::RootKind::Module ? "Module" : "Interactive", object);
    list("body", root->body);
  } else if (!failed_) {
    fail(wrong_node("mod", object));
  }
  if (failed_) return Raised{};
  return root;
}

}  // namespace

Result<ast::Root*> objects_to_tree(Vm& vm, Value object, Arena& arena) { return TreeReader(vm, arena).root(object); }

}  // namespace tauraro
