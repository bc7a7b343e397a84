#pragma once
#include "syntax/ast.h"

// The fields of every node of the syntax tree, in the order of CPython's abstract grammar: one description for making
// the classes of _ast, for turning trees into objects and objects into trees.
//
// describe(visitor, node) calls, for each field:
//   name(field, Identifier&)      optional_name(field, Identifier&)     names(field, Span<Identifier>&)
//   node(field, T*&)              optional(field, T*&)                  list(field, Span<T*>&)    list_with_none(field, Span<T*>&)
//   choice(field, Enum&)          choices(field, Span<Enum>&)
//   number(field, int&)           flag(field, bool&)                    text(field): a str that trees do not keep (type comments)
//   constant(field, Constant&)    singleton(field, ConstantKind&)

namespace tauraro::ast {

template <class V> void describe(V& v, BoolOp& n) { v.choice("op", n.op), v.list("values", n.values); }
template <class V> void describe(V& v, NamedExpr& n) { v.node("target", n.target), v.node("value", n.value); }
template <class V> void describe(V& v, BinOp& n) { v.node("left", n.left), v.choice("op", n.op), v.node("right", n.right); }
template <class V> void describe(V& v, UnaryOp& n) { v.choice("op", n.op), v.node("operand", n.operand); }
template <class V> void describe(V& v, Lambda& n) { v.node("args", n.args), v.node("body", n.body); }
template <class V> void describe(V& v, IfExp& n) { v.node("test", n.test), v.node("body", n.body), v.node("orelse", n.orelse); }
template <class V> void describe(V& v, Dict& n) { v.list_with_none("keys", n.keys), v.list("values", n.values); }
template <class V> void describe(V& v, Set& n) { v.list("elts", n.elts); }
template <class V> void describe(V& v, ListComp& n) { v.node("elt", n.elt), v.list("generators", n.generators); }
template <class V> void describe(V& v, SetComp& n) { v.node("elt", n.elt), v.list("generators", n.generators); }
template <class V> void describe(V& v, DictComp& n) { v.node("key", n.key), v.node("value", n.value), v.list("generators", n.generators); }
template <class V> void describe(V& v, GeneratorExp& n) { v.node("elt", n.elt), v.list("generators", n.generators); }
template <class V> void describe(V& v, Await& n) { v.node("value", n.value); }
template <class V> void describe(V& v, Yield& n) { v.optional("value", n.value); }
template <class V> void describe(V& v, YieldFrom& n) { v.node("value", n.value); }
template <class V> void describe(V& v, Compare& n) { v.node("left", n.left), v.choices("ops", n.ops), v.list("comparators", n.comparators); }
template <class V> void describe(V& v, Call& n) { v.node("func", n.func), v.list("args", n.args), v.list("keywords", n.keywords); }
template <class V> void describe(V& v, FormattedValue& n) { v.node("value", n.value), v.number("conversion", n.conversion), v.optional("format_spec", n.format_spec); }
template <class V> void describe(V& v, JoinedStr& n) { v.list("values", n.values); }
template <class V> void describe(V& v, Constant& n) { v.constant("value", n); }
template <class V> void describe(V& v, Attribute& n) { v.node("value", n.value), v.name("attr", n.attr), v.choice("ctx", n.context); }
template <class V> void describe(V& v, Subscript& n) { v.node("value", n.value), v.node("slice", n.slice), v.choice("ctx", n.context); }
template <class V> void describe(V& v, Starred& n) { v.node("value", n.value), v.choice("ctx", n.context); }
template <class V> void describe(V& v, Name& n) { v.name("id", n.id), v.choice("ctx", n.context); }
template <class V> void describe(V& v, List& n) { v.list("elts", n.elts), v.choice("ctx", n.context); }
template <class V> void describe(V& v, Tuple& n) { v.list("elts", n.elts), v.choice("ctx", n.context); }
template <class V> void describe(V& v, Slice& n) { v.optional("lower", n.lower), v.optional("upper", n.upper), v.optional("step", n.step); }

template <class V> void describe(V& v, Comprehension& n) {
  v.node("target", n.target), v.node("iter", n.iter), v.list("ifs", n.ifs), v.flag("is_async", n.is_async);
}
template <class V> void describe(V& v, ExceptHandler& n) { v.optional("type", n.type), v.optional_name("name", n.name), v.list("body", n.body); }
template <class V> void describe(V& v, Arguments& n) {
  v.list("posonlyargs", n.posonlyargs), v.list("args", n.args), v.optional("vararg", n.vararg), v.list("kwonlyargs", n.kwonlyargs);
  v.list_with_none("kw_defaults", n.kw_defaults), v.optional("kwarg", n.kwarg), v.list("defaults", n.defaults);
}
template <class V> void describe(V& v, Argument& n) { v.name("arg", n.name), v.optional("annotation", n.annotation), v.text("type_comment"); }
template <class V> void describe(V& v, Keyword& n) { v.optional_name("arg", n.arg), v.node("value", n.value); }
template <class V> void describe(V& v, Alias& n) { v.name("name", n.name), v.optional_name("asname", n.asname); }
template <class V> void describe(V& v, WithItem& n) { v.node("context_expr", n.context_expr), v.optional("optional_vars", n.optional_vars); }
template <class V> void describe(V& v, MatchCase& n) { v.node("pattern", n.pattern), v.optional("guard", n.guard), v.list("body", n.body); }

template <class V> void describe(V& v, MatchValue& n) { v.node("value", n.value); }
template <class V> void describe(V& v, MatchSingleton& n) { v.singleton("value", n.value); }
template <class V> void describe(V& v, MatchSequence& n) { v.list("patterns", n.patterns); }
template <class V> void describe(V& v, MatchMapping& n) { v.list("keys", n.keys), v.list("patterns", n.patterns), v.optional_name("rest", n.rest); }
template <class V> void describe(V& v, MatchClass& n) {
  v.node("cls", n.cls), v.list("patterns", n.patterns), v.names("kwd_attrs", n.kwd_attrs), v.list("kwd_patterns", n.kwd_patterns);
}
template <class V> void describe(V& v, MatchStar& n) { v.optional_name("name", n.name); }
template <class V> void describe(V& v, MatchAs& n) { v.optional("pattern", n.pattern), v.optional_name("name", n.name); }
template <class V> void describe(V& v, MatchOr& n) { v.list("patterns", n.patterns); }

template <class V> void describe(V& v, FunctionDef& n) {
  v.name("name", n.name), v.node("args", n.args), v.list("body", n.body), v.list("decorator_list", n.decorator_list);
  v.optional("returns", n.returns), v.text("type_comment");
}
template <class V> void describe(V& v, ClassDef& n) {
  v.name("name", n.name), v.list("bases", n.bases), v.list("keywords", n.keywords), v.list("body", n.body), v.list("decorator_list", n.decorator_list);
}
template <class V> void describe(V& v, Return& n) { v.optional("value", n.value); }
template <class V> void describe(V& v, Delete& n) { v.list("targets", n.targets); }
template <class V> void describe(V& v, Assign& n) { v.list("targets", n.targets), v.node("value", n.value), v.text("type_comment"); }
template <class V> void describe(V& v, AugAssign& n) { v.node("target", n.target), v.choice("op", n.op), v.node("value", n.value); }
template <class V> void describe(V& v, AnnAssign& n) {
  v.node("target", n.target), v.node("annotation", n.annotation), v.optional("value", n.value), v.flag("simple", n.simple);
}
template <class V> void describe(V& v, For& n) {
  v.node("target", n.target), v.node("iter", n.iter), v.list("body", n.body), v.list("orelse", n.orelse), v.text("type_comment");
}
template <class V> void describe(V& v, While& n) { v.node("test", n.test), v.list("body", n.body), v.list("orelse", n.orelse); }
template <class V> void describe(V& v, If& n) { v.node("test", n.test), v.list("body", n.body), v.list("orelse", n.orelse); }
template <class V> void describe(V& v, With& n) { v.list("items", n.items), v.list("body", n.body), v.text("type_comment"); }
template <class V> void describe(V& v, Match& n) { v.node("subject", n.subject), v.list("cases", n.cases); }
template <class V> void describe(V& v, Raise& n) { v.optional("exc", n.exc), v.optional("cause", n.cause); }
template <class V> void describe(V& v, Try& n) {
  v.list("body", n.body), v.list("handlers", n.handlers), v.list("orelse", n.orelse), v.list("finalbody", n.finalbody);
}
template <class V> void describe(V& v, Assert& n) { v.node("test", n.test), v.optional("msg", n.msg); }
template <class V> void describe(V& v, Import& n) { v.list("names", n.names); }
template <class V> void describe(V& v, ImportFrom& n) { v.optional_name("module", n.module), v.list("names", n.names), v.number("level", n.level); }
template <class V> void describe(V& v, Global& n) { v.names("names", n.names); }
template <class V> void describe(V& v, Nonlocal& n) { v.names("names", n.names); }
template <class V> void describe(V& v, ExprStmt& n) { v.node("value", n.value); }
template <class V> void describe(V&, Pass&) {}
template <class V> void describe(V&, Break&) {}
template <class V> void describe(V&, Continue&) {}

// Rows of the sum types: X(name of the class, C++ type).
#define TAURARO_AST_EXPRESSIONS(X)                                                                                            \
  X(BoolOp, BoolOp) X(NamedExpr, NamedExpr) X(BinOp, BinOp) X(UnaryOp, UnaryOp) X(Lambda, Lambda) X(IfExp, IfExp) X(Dict, Dict) \
  X(Set, Set) X(ListComp, ListComp) X(SetComp, SetComp) X(DictComp, DictComp) X(GeneratorExp, GeneratorExp) X(Await, Await)     \
  X(Yield, Yield) X(YieldFrom, YieldFrom) X(Compare, Compare) X(Call, Call) X(FormattedValue, FormattedValue)                   \
  X(JoinedStr, JoinedStr) X(Constant, Constant) X(Attribute, Attribute) X(Subscript, Subscript) X(Starred, Starred)             \
  X(Name, Name) X(List, List) X(Tuple, Tuple) X(Slice, Slice)
#define TAURARO_AST_STATEMENTS(X)                                                                                              \
  X(FunctionDef, FunctionDef) X(AsyncFunctionDef, FunctionDef) X(ClassDef, ClassDef) X(Return, Return) X(Delete, Delete)        \
  X(Assign, Assign) X(AugAssign, AugAssign) X(AnnAssign, AnnAssign) X(For, For) X(AsyncFor, For) X(While, While) X(If, If)      \
  X(With, With) X(AsyncWith, With) X(Match, Match) X(Raise, Raise) X(Try, Try) X(TryStar, Try) X(Assert, Assert)                \
  X(Import, Import) X(ImportFrom, ImportFrom) X(Global, Global) X(Nonlocal, Nonlocal) X(Expr, ExprStmt) X(Pass, Pass)           \
  X(Break, Break) X(Continue, Continue)
#define TAURARO_AST_PATTERNS(X)                                                                                                \
  X(MatchValue, MatchValue) X(MatchSingleton, MatchSingleton) X(MatchSequence, MatchSequence) X(MatchMapping, MatchMapping)     \
  X(MatchClass, MatchClass) X(MatchStar, MatchStar) X(MatchAs, MatchAs) X(MatchOr, MatchOr)

// Names of operators, in the order of the enums.
inline constexpr const char* kBoolOperatorNames[] = {"And", "Or"};
inline constexpr const char* kBinaryOperatorNames[] = {"Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift", "RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv"};
inline constexpr const char* kUnaryOperatorNames[] = {"Invert", "Not", "UAdd", "USub"};
inline constexpr const char* kCompareOperatorNames[] = {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"};
inline constexpr const char* kContextNames[] = {"Load", "Store", "Del"};

template <class Enum>
struct ChoiceTraits;
#define TRAITS(Enum, table, kind)                                  \
  template <>                                                      \
  struct ChoiceTraits<Enum> {                                      \
    static constexpr const char* const* names = table;             \
    static constexpr int count = sizeof(table) / sizeof(table[0]); \
    static constexpr const char* type = kind;                      \
  };
TRAITS(BoolOperator, kBoolOperatorNames, "boolop")
TRAITS(BinaryOperator, kBinaryOperatorNames, "operator")
TRAITS(UnaryOperator, kUnaryOperatorNames, "unaryop")
TRAITS(CompareOperator, kCompareOperatorNames, "cmpop")
TRAITS(ExprContext, kContextNames, "expr_context")
#undef TRAITS

// The name that the abstract grammar has for a C++ node type.
inline const char* grammar_name(const Expr*) { return "expr"; }
inline const char* grammar_name(const Stmt*) { return "stmt"; }
inline const char* grammar_name(const Pattern*) { return "pattern"; }
inline const char* grammar_name(const Comprehension*) { return "comprehension"; }
inline const char* grammar_name(const ExceptHandler*) { return "excepthandler"; }
inline const char* grammar_name(const Arguments*) { return "arguments"; }
inline const char* grammar_name(const Argument*) { return "arg"; }
inline const char* grammar_name(const Keyword*) { return "keyword"; }
inline const char* grammar_name(const Alias*) { return "alias"; }
inline const char* grammar_name(const WithItem*) { return "withitem"; }
inline const char* grammar_name(const MatchCase*) { return "match_case"; }

}  // namespace tauraro::ast
