#pragma once
#include <cassert>
#include <cstdint>
#include <string_view>

#include "base/span.h"

/// The syntax tree: the nodes of Python 3.11's abstract grammar, with its names and fields, as plain structs in an Arena.
/// Optional nodes are null pointers; optional names are empty. Identifiers are UTF-8, NFKC normalized.
namespace tauraro::ast {

/// Lines count from 1, columns from 0 in UTF-8 bytes; the end is behind the last byte.
struct Position {
  std::int32_t line = 0;
  std::int32_t column = 0;
  std::int32_t end_line = 0;
  std::int32_t end_column = 0;
};

using Identifier = std::string_view;

// ---- Expressions ----------------------------------------------------------------------------------------------------

enum class ExprKind : std::uint8_t {
  BoolOp, NamedExpr, BinOp, UnaryOp, Lambda, IfExp, Dict, Set, ListComp, SetComp, DictComp, GeneratorExp, Await, Yield,
  YieldFrom, Compare, Call, FormattedValue, JoinedStr, Constant, Attribute, Subscript, Starred, Name, List, Tuple, Slice,
};
enum class ExprContext : std::uint8_t { Load, Store, Del };
enum class BoolOperator : std::uint8_t { And, Or };
enum class BinaryOperator : std::uint8_t {
  Add, Sub, Mult, MatMult, Div, Mod, Pow, LShift, RShift, BitOr, BitXor, BitAnd, FloorDiv,
};
enum class UnaryOperator : std::uint8_t { Invert, Not, UAdd, USub };
enum class CompareOperator : std::uint8_t { Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn };
enum class ConstantKind : std::uint8_t { None, False, True, Ellipsis, Int, BigInt, Float, Imaginary, Str, Bytes };

struct Expr {
  ExprKind kind;
  Position position;
};
template <ExprKind K>
struct ExprOf : Expr {
  static constexpr ExprKind kKind = K;
  ExprOf() : Expr{K, {}} {}
};

struct Argument;
struct Arguments;
struct Keyword;
struct Comprehension;

struct BoolOp : ExprOf<ExprKind::BoolOp> {
  BoolOperator op;
  Span<Expr*> values;
};
struct NamedExpr : ExprOf<ExprKind::NamedExpr> {
  Expr* target;
  Expr* value;
};
struct BinOp : ExprOf<ExprKind::BinOp> {
  Expr* left;
  BinaryOperator op;
  Expr* right;
};
struct UnaryOp : ExprOf<ExprKind::UnaryOp> {
  UnaryOperator op;
  Expr* operand;
};
struct Lambda : ExprOf<ExprKind::Lambda> {
  Arguments* args;
  Expr* body;
};
struct IfExp : ExprOf<ExprKind::IfExp> {
  Expr* test;
  Expr* body;
  Expr* orelse;
};
struct Dict : ExprOf<ExprKind::Dict> {
  Span<Expr*> keys;  ///< null for `**value`
  Span<Expr*> values;
};
struct Set : ExprOf<ExprKind::Set> {
  Span<Expr*> elts;
};
struct ListComp : ExprOf<ExprKind::ListComp> {
  Expr* elt;
  Span<Comprehension*> generators;
};
struct SetComp : ExprOf<ExprKind::SetComp> {
  Expr* elt;
  Span<Comprehension*> generators;
};
struct DictComp : ExprOf<ExprKind::DictComp> {
  Expr* key;
  Expr* value;
  Span<Comprehension*> generators;
};
struct GeneratorExp : ExprOf<ExprKind::GeneratorExp> {
  Expr* elt;
  Span<Comprehension*> generators;
};
struct Await : ExprOf<ExprKind::Await> {
  Expr* value;
};
struct Yield : ExprOf<ExprKind::Yield> {
  Expr* value;  ///< may be null
};
struct YieldFrom : ExprOf<ExprKind::YieldFrom> {
  Expr* value;
};
struct Compare : ExprOf<ExprKind::Compare> {
  Expr* left;
  Span<CompareOperator> ops;
  Span<Expr*> comparators;
};
struct Call : ExprOf<ExprKind::Call> {
  Expr* func;
  Span<Expr*> args;  ///< `*value` is a Starred
  Span<Keyword*> keywords;
};
struct FormattedValue : ExprOf<ExprKind::FormattedValue> {
  Expr* value;
  std::int32_t conversion;  ///< -1, or 's', 'r', 'a'
  Expr* format_spec;        ///< a JoinedStr, or null
};
struct JoinedStr : ExprOf<ExprKind::JoinedStr> {
  Span<Expr*> values;  ///< str Constants and FormattedValues
};
struct Constant : ExprOf<ExprKind::Constant> {
  ConstantKind constant_kind;
  bool has_u_prefix;  ///< a str written u'...'
  union {
    std::int64_t int_value;  ///< Int: never negative
    double float_value;      ///< Float, Imaginary
  };
  /// Str: UTF-8, lone surrogates as their three bytes (WTF-8). Bytes: the bytes. BigInt (does not fit int64): the literal without
  /// underscores, lower case, with its prefix 0x, 0o or 0b, or decimal digits.
  std::string_view text;
};
struct Attribute : ExprOf<ExprKind::Attribute> {
  Expr* value;
  Identifier attr;
  ExprContext context;
};
struct Subscript : ExprOf<ExprKind::Subscript> {
  Expr* value;
  Expr* slice;
  ExprContext context;
};
struct Starred : ExprOf<ExprKind::Starred> {
  Expr* value;
  ExprContext context;
};
struct Name : ExprOf<ExprKind::Name> {
  Identifier id;
  ExprContext context;
};
struct List : ExprOf<ExprKind::List> {
  Span<Expr*> elts;
  ExprContext context;
};
struct Tuple : ExprOf<ExprKind::Tuple> {
  Span<Expr*> elts;
  ExprContext context;
};
struct Slice : ExprOf<ExprKind::Slice> {
  Expr* lower;  ///< each may be null
  Expr* upper;
  Expr* step;
};

// ---- Parts ----------------------------------------------------------------------------------------------------------

struct Comprehension {
  Expr* target;
  Expr* iter;
  Span<Expr*> ifs;
  bool is_async;
};
struct Argument {
  Position position;
  Identifier name;
  Expr* annotation;  ///< may be null
};
struct Arguments {
  Span<Argument*> posonlyargs;
  Span<Argument*> args;
  Argument* vararg;  ///< may be null
  Span<Argument*> kwonlyargs;
  Span<Expr*> kw_defaults;  ///< one for each of kwonlyargs, null: none
  Argument* kwarg;          ///< may be null
  Span<Expr*> defaults;     ///< of the last of posonlyargs + args
};
struct Keyword {
  Position position;
  Identifier arg;  ///< empty for `**value`
  Expr* value;
};
struct Alias {
  Position position;
  Identifier name;    ///< dotted, or "*"
  Identifier asname;  ///< may be empty
};
struct WithItem {
  Expr* context_expr;
  Expr* optional_vars;  ///< may be null
};

// ---- Patterns -------------------------------------------------------------------------------------------------------

enum class PatternKind : std::uint8_t {
  MatchValue, MatchSingleton, MatchSequence, MatchMapping, MatchClass, MatchStar, MatchAs, MatchOr,
};
struct Pattern {
  PatternKind kind;
  Position position;
};
template <PatternKind K>
struct PatternOf : Pattern {
  static constexpr PatternKind kKind = K;
  PatternOf() : Pattern{K, {}} {}
};
struct MatchValue : PatternOf<PatternKind::MatchValue> {
  Expr* value;
};
struct MatchSingleton : PatternOf<PatternKind::MatchSingleton> {
  ConstantKind value;  ///< None, False or True
};
struct MatchSequence : PatternOf<PatternKind::MatchSequence> {
  Span<Pattern*> patterns;
};
struct MatchMapping : PatternOf<PatternKind::MatchMapping> {
  Span<Expr*> keys;
  Span<Pattern*> patterns;
  Identifier rest;  ///< may be empty
};
struct MatchClass : PatternOf<PatternKind::MatchClass> {
  Expr* cls;
  Span<Pattern*> patterns;
  Span<Identifier> kwd_attrs;
  Span<Pattern*> kwd_patterns;
};
struct MatchStar : PatternOf<PatternKind::MatchStar> {
  Identifier name;  ///< empty for `*_`
};
struct MatchAs : PatternOf<PatternKind::MatchAs> {
  Pattern* pattern;  ///< may be null
  Identifier name;       ///< empty for `_`
};
struct MatchOr : PatternOf<PatternKind::MatchOr> {
  Span<Pattern*> patterns;
};

// ---- Statements -----------------------------------------------------------------------------------------------------

enum class StmtKind : std::uint8_t {
  FunctionDef, AsyncFunctionDef, ClassDef, Return, Delete, Assign, AugAssign, AnnAssign, For, AsyncFor, While, If, With, AsyncWith,
  Match, Raise, Try, TryStar, Assert, Import, ImportFrom, Global, Nonlocal, Expr, Pass, Break, Continue,
};
struct Stmt {
  StmtKind kind;
  Position position;
};
template <StmtKind K>
struct StmtOf : Stmt {
  static constexpr StmtKind kKind = K;
  StmtOf() : Stmt{K, {}} {}
};

struct ExceptHandler {
  Position position;
  Expr* type;   ///< may be null
  Identifier name;  ///< may be empty
  Span<Stmt*> body;
};
struct MatchCase {
  Pattern* pattern;
  Expr* guard;  ///< may be null
  Span<Stmt*> body;
};

/// Also AsyncFunctionDef: the kind tells.
struct FunctionDef : Stmt {
  static constexpr StmtKind kKind = StmtKind::FunctionDef;
  FunctionDef() : Stmt{StmtKind::FunctionDef, {}} {}
  Identifier name;
  Arguments* args;
  Span<Stmt*> body;
  Span<Expr*> decorator_list;
  Expr* returns;  ///< may be null
};
struct ClassDef : StmtOf<StmtKind::ClassDef> {
  Identifier name;
  Span<Expr*> bases;
  Span<Keyword*> keywords;
  Span<Stmt*> body;
  Span<Expr*> decorator_list;
};
struct Return : StmtOf<StmtKind::Return> {
  Expr* value;  ///< may be null
};
struct Delete : StmtOf<StmtKind::Delete> {
  Span<Expr*> targets;
};
struct Assign : StmtOf<StmtKind::Assign> {
  Span<Expr*> targets;
  Expr* value;
};
struct AugAssign : StmtOf<StmtKind::AugAssign> {
  Expr* target;
  BinaryOperator op;
  Expr* value;
};
struct AnnAssign : StmtOf<StmtKind::AnnAssign> {
  Expr* target;
  Expr* annotation;
  Expr* value;  ///< may be null
  bool simple;  ///< the target is a name without parentheses
};
/// Also AsyncFor.
struct For : Stmt {
  static constexpr StmtKind kKind = StmtKind::For;
  For() : Stmt{StmtKind::For, {}} {}
  Expr* target;
  Expr* iter;
  Span<Stmt*> body;
  Span<Stmt*> orelse;
};
struct While : StmtOf<StmtKind::While> {
  Expr* test;
  Span<Stmt*> body;
  Span<Stmt*> orelse;
};
struct If : StmtOf<StmtKind::If> {
  Expr* test;
  Span<Stmt*> body;
  Span<Stmt*> orelse;  ///< `elif` is one If
};
/// Also AsyncWith.
struct With : Stmt {
  static constexpr StmtKind kKind = StmtKind::With;
  With() : Stmt{StmtKind::With, {}} {}
  Span<WithItem*> items;
  Span<Stmt*> body;
};
struct Match : StmtOf<StmtKind::Match> {
  Expr* subject;
  Span<MatchCase*> cases;
};
struct Raise : StmtOf<StmtKind::Raise> {
  Expr* exc;    ///< may be null
  Expr* cause;  ///< may be null
};
/// Also TryStar (`except*`).
struct Try : Stmt {
  static constexpr StmtKind kKind = StmtKind::Try;
  Try() : Stmt{StmtKind::Try, {}} {}
  Span<Stmt*> body;
  Span<ExceptHandler*> handlers;
  Span<Stmt*> orelse;
  Span<Stmt*> finalbody;
};
struct Assert : StmtOf<StmtKind::Assert> {
  Expr* test;
  Expr* msg;  ///< may be null
};
struct Import : StmtOf<StmtKind::Import> {
  Span<Alias*> names;
};
struct ImportFrom : StmtOf<StmtKind::ImportFrom> {
  Identifier module;  ///< empty for `from . import x`
  Span<Alias*> names;
  std::int32_t level;  ///< the number of leading dots
};
struct Global : StmtOf<StmtKind::Global> {
  Span<Identifier> names;
};
struct Nonlocal : StmtOf<StmtKind::Nonlocal> {
  Span<Identifier> names;
};
struct ExprStmt : StmtOf<StmtKind::Expr> {
  Expr* value;
};
struct Pass : StmtOf<StmtKind::Pass> {};
struct Break : StmtOf<StmtKind::Break> {};
struct Continue : StmtOf<StmtKind::Continue> {};

/// The root. Exactly what was asked for: Module and Interactive have a body, Expression has an expression.
enum class RootKind : std::uint8_t { Module, Interactive, Expression };
struct Root {
  RootKind kind;
  Span<Stmt*> body;
  Expr* expression;
};

/// The node as its own type, by its kind: `const auto& call = as<Call>(expr);`.
/// \pre node.kind is T's (or its async or star twin for FunctionDef, For, With, Try)
template <typename T>
T& as(Expr& node) {
  assert(node.kind == T::kKind);
  return static_cast<T&>(node);
}
template <typename T>
const T& as(const Expr& node) {
  assert(node.kind == T::kKind);
  return static_cast<const T&>(node);
}
template <typename T>
T& as(Stmt& node) {
  return static_cast<T&>(node);
}
template <typename T>
const T& as(const Stmt& node) {
  return static_cast<const T&>(node);
}
template <typename T>
T& as(Pattern& node) {
  assert(node.kind == T::kKind);
  return static_cast<T&>(node);
}
template <typename T>
const T& as(const Pattern& node) {
  assert(node.kind == T::kKind);
  return static_cast<const T&>(node);
}

}  // namespace tauraro::ast
