// The classes of the nodes, from the descriptions of their fields.
#include <string>
#include <vector>

#include "builtins/arguments.h"
#include "modules/ast/ast_objects.h"
#include "modules/ast/node_fields.h"
#include "modules/native_module.h"

namespace tauraro {
namespace {

// ---- AST ----

Result<Value> node_init(Vm& vm, const Args& args) {
  const Value fields = TRY(find_attr(vm, type_value_of(vm, args[0]), "_fields"));
  List* names = fields.is_not_found() ? TRY(new_list(vm)) : TRY(list_from(vm, fields));
  if (args.rest_count > names->length)
    return vm.raise_error(TypeId::TypeError, full_type_name(vm, vm.type_of(args[0])), " constructor takes at most ", names->length, " positional argument", names->length == 1 ? "" : "s");
  for (std::uint32_t i = 0; i < args.rest_count; ++i) TRY(set_attr(vm, args[0], TRY(attribute_name(vm, names->storage->items[i])), args.rest[i]));
  if (!args.keywords) return Value::none();
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(args.keywords, &position, &key, &value)) {
    for (std::uint32_t i = 0; i < args.rest_count; ++i)
      if (TRY(equals(vm, names->storage->items[i], key)))
        return vm.raise_error(TypeId::TypeError, full_type_name(vm, vm.type_of(args[0])), " got multiple values for argument '", text_of(vm, key), "'");
    TRY(set_attr(vm, args[0], TRY(attribute_name(vm, key)), value));
  }
  return Value::none();
}

Result<Value> node_reduce(Vm& vm, const Args& args) {
  Dict* own = TRY(instance_dict(vm, args[0]));
  return tuple_value(vm, {type_value_of(vm, args[0]), value_of(empty_tuple(vm)), value_of(own)});
}

Result<Value> get_dict(Vm& vm, Value self) { return value_of(TRY(instance_dict(vm, self))); }

constexpr NativeMethod kNodeMethods[] = {
    {"__init__", node_init, "($self, /, *args, **kwargs)"},
    {"__reduce__", node_reduce, "($self, /)"},
};
constexpr NativeGetSet kNodeGetSets[] = {{"__dict__", get_dict}};
constexpr NativeTypeSpec kNode = {"ast.AST", kNodeMethods, kNodeGetSets};

// ---- what a class says of its fields ----

class Schema {
 public:
  std::vector<std::string> fields;
  std::vector<std::string> optional_fields;
  std::string text;  ///< "expr left, operator op, expr right"

  void name(const char* field, ast::Identifier&) { add(field, "identifier"); }
  void optional_name(const char* field, ast::Identifier&) { add_optional(field, "identifier"); }
  void names(const char* field, Span<ast::Identifier>&) { add(field, "identifier*"); }
  template <class T>
  void node(const char* field, T*& value) { add(field, ast::grammar_name(value)); }
  template <class T>
  void optional(const char* field, T*& value) { add_optional(field, ast::grammar_name(value)); }
  template <class T>
  void list(const char* field, Span<T*>&) { add(field, std::string(ast::grammar_name(static_cast<T*>(nullptr))) + "*"); }
  template <class T>
  void list_with_none(const char* field, Span<T*>& value) { list(field, value); }
  template <class Enum>
  void choice(const char* field, Enum&) { add(field, ast::ChoiceTraits<Enum>::type); }
  template <class Enum>
  void choices(const char* field, Span<Enum>&) { add(field, std::string(ast::ChoiceTraits<Enum>::type) + "*"); }
  void number(const char* field, std::int32_t&) {
    if (std::string_view(field) == "level") add_optional(field, "int");
    else add(field, "int");
  }
  void flag(const char* field, bool&) { add(field, "int"); }
  void text_field(const char* field) { add_optional(field, "string"); }
  void constant(const char* field, ast::Constant&) {
    add(field, "constant");
    add_optional("kind", "string");
  }
  void singleton(const char* field, ast::ConstantKind&) { add(field, "constant"); }

  void add(const char* field, const std::string& type) {
    fields.push_back(field);
    text += (text.empty() ? "" : ", ") + type + " " + field;
  }
  void add_optional(const char* field, const std::string& type) {
    add(field, type + "?");
    optional_fields.push_back(field);
  }
};

/// Adapts Schema's name for text fields to describe()'s.
class SchemaVisitor : public Schema {
 public:
  void text(const char* field) { text_field(field); }
};

template <class Node>
Schema schema_of() {
  SchemaVisitor visitor;
  Node node{};
  describe(visitor, node);
  return visitor;
}

constexpr const char* kPositionNames[] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};

Result<Value> text_tuple(Vm& vm, const std::vector<std::string>& texts) {
  List* list = TRY(new_list(vm));
  for (const std::string& text : texts) TRY(list_append(vm, list, interned(vm, text)));
  return value_of(list->length ? TRY(new_tuple(vm, list->span())) : empty_tuple(vm));
}

/// Builds the module's classes.
class ClassMaker {
 public:
  ClassMaker(Vm& vm, Module* module) : vm_(vm), module_(module) {}

  Result<Value> make(const char* name, Value base, const Schema& schema, const std::string& doc) {
    Dict* dict = TRY(new_dict(vm_));
    TRY(put(dict, "__module__", interned(vm_, "ast")));
    TRY(put(dict, "_fields", TRY(text_tuple(vm_, schema.fields))));
    TRY(put(dict, "__match_args__", TRY(text_tuple(vm_, schema.fields))));
    TRY(put(dict, "__doc__", TRY(str_value(vm_, doc))));
    for (const std::string& field : schema.optional_fields) TRY(put(dict, field, Value::none()));
    const Value bases = TRY(tuple_value(vm_, {base}));
    const Value made = TRY(vm_.call(type_value(vm_, TypeId::Type), {interned(vm_, name), bases, value_of(dict)}));
    TRY(add_to_module(vm_, module_, name, made));
    return made;
  }

  /// A class whose instances have positions (`optional_end`: end_lineno and end_col_offset may be missing), or have none.
  Result<void> set_positions(Value type, bool has_positions, bool optional_end) {
    std::vector<std::string> names;
    if (has_positions) names.assign(std::begin(kPositionNames), std::end(kPositionNames));
    TRY(set_attr(vm_, type, "_attributes", TRY(text_tuple(vm_, names))));
    if (!has_positions || !optional_end) return {};
    TRY(set_attr(vm_, type, "end_lineno", Value::none()));
    return set_attr(vm_, type, "end_col_offset", Value::none());
  }

  template <class Node>
  Result<void> product(const char* name, bool has_positions) {
    const Schema schema = schema_of<Node>();
    const Value made = TRY(make(name, base_, schema, std::string(name) + "(" + schema.text + ")"));
    return set_positions(made, has_positions, true);
  }

  struct Row {
    const char* name;
    Schema schema;
  };
  Result<void> sum(const char* name, const std::vector<Row>& rows, bool has_positions, bool optional_end) {
    std::string doc = std::string(name) + " = ";
    std::string separator;
    for (const Row& row : rows) {
      doc += separator + row.name + (row.schema.fields.empty() ? "" : "(" + row.schema.text + ")");
      separator = rows[0].schema.fields.empty() && !has_positions ? " | " : "\n" + std::string(std::string_view(name).size() + 1, ' ') + "| ";
    }
    const Value base = TRY(make(name, base_, Schema(), doc));
    TRY(set_positions(base, has_positions, optional_end));
    for (const Row& row : rows)
      (void)TRY(make(row.name, base, row.schema, row.schema.fields.empty() ? row.name : std::string(row.name) + "(" + row.schema.text + ")"));
    return {};
  }

  template <class Enum>
  Result<void> choices() {
    using Traits = ast::ChoiceTraits<Enum>;
    std::vector<Row> rows;
    for (int i = 0; i < Traits::count; ++i) rows.push_back({Traits::names[i], Schema()});
    TRY(sum(Traits::type, rows, false, false));
    for (int i = 0; i < Traits::count; ++i) {
      const std::string key = std::string("_") + Traits::names[i] + "_instance";
      const Value type = dict_get_str(vm_, module_->dict, intern(vm_, Traits::names[i]));
      TRY(set_attr(vm_, type, "_shared", TRY(vm_.call(type, {}))));
    }
    return {};
  }

  Result<void> run();

 private:
  Result<void> put(Dict* dict, const std::string& name, Value value) { return dict_set_str(vm_, dict, intern(vm_, name), value); }

  Vm& vm_;
  Module* module_;
  Value base_;
};

Schema schema(std::initializer_list<const char*> fields, const char* text) {
  Schema made;
  for (const char* field : fields) made.fields.push_back(field);
  made.text = text;
  return made;
}

Result<void> ClassMaker::run() {
  Type* base = TRY(ensure_native_type(vm_, kNode, kind::Instance, sizeof(Cell), TypeId::Object, kTypeSubclassable | kTypeHasDict));
  base->flags &= ~kTypeImmutable;
  base_ = value_of(base);
  TRY(add_to_module(vm_, module_, "AST", base_));
  for (const char* name : {"_fields", "_attributes", "__match_args__"}) TRY(set_attr(vm_, base_, name, vm_.empty_tuple));
  TRY(sum("mod",
          {{"Module", schema({"body", "type_ignores"}, "stmt* body, type_ignore* type_ignores")}, {"Interactive", schema({"body"}, "stmt* body")},
           {"Expression", schema({"body"}, "expr body")}, {"FunctionType", schema({"argtypes", "returns"}, "expr* argtypes, expr returns")}},
          false, false));
#define ROW(name, type) {#name, schema_of<ast::type>()},
  TRY(sum("stmt", {TAURARO_AST_STATEMENTS(ROW)}, true, true));
  TRY(sum("expr", {TAURARO_AST_EXPRESSIONS(ROW)}, true, true));
  TRY(choices<ast::ExprContext>());
  TRY(choices<ast::BoolOperator>());
  TRY(choices<ast::BinaryOperator>());
  TRY(choices<ast::UnaryOperator>());
  TRY(choices<ast::CompareOperator>());
  TRY(product<ast::Comprehension>("comprehension", false));
  TRY(sum("excepthandler", {{"ExceptHandler", schema_of<ast::ExceptHandler>()}}, true, true));
  TRY(product<ast::Arguments>("arguments", false));
  TRY(product<ast::Argument>("arg", true));
  TRY(product<ast::Keyword>("keyword", true));
  TRY(product<ast::Alias>("alias", true));
  TRY(product<ast::WithItem>("withitem", false));
  TRY(product<ast::MatchCase>("match_case", false));
  TRY(sum("pattern", {TAURARO_AST_PATTERNS(ROW)}, true, false));
#undef ROW
  return sum("type_ignore", {{"TypeIgnore", schema({"lineno", "tag"}, "int lineno, string tag")}}, false, false);
}

}  // namespace

Result<void> add_node_classes(Vm& vm, Module* module) { return ClassMaker(vm, module).run(); }

Result<Type*> node_class(Vm& vm, const char* name) {
  const Value module = dict_get_str(vm, vm.modules, intern(vm, "_ast"));
  const Value found = module.is(kind::Module) ? dict_get_str(vm, module.as<Module>()->dict, intern(vm, name)) : Value::not_found();
  if (!found.is(kind::Type)) return vm.raise_error(TypeId::SystemError, "lost _ast.", name);
  return found.as<Type>();
}

Result<Value> shared_instance(Vm& vm, const char* name) { return get_attr(vm, value_of(TRY(node_class(vm, name))), "_shared"); }

bool is_node(Vm& vm, Value value) {
  const Type* base = vm.native_type(kNode);
  return base && is_subtype(vm.type_of(value), base);
}

}  // namespace tauraro
