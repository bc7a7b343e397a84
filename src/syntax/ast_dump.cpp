#include "syntax/ast_dump.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <cstdlib>
#include <vector>

#include "base/unicode_identifier.h"
#include "base/utf8.h"

namespace tauraro {

// ---- repr ------------------------------------------------------------------------------------------------------------

std::string float_repr(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  char buffer[64];
  char* end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
  const std::string scientific(buffer, end);
  const int exponent = std::atoi(scientific.c_str() + scientific.find('e') + 1);
  if (exponent < -4 || exponent >= 16) return scientific;
  end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed).ptr;
  std::string fixed(buffer, end);
  if (fixed.find('.') == std::string::npos) fixed += ".0";
  return fixed;
}

namespace {

char quote_for(std::string_view text) {
  return text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos ? '"' : '\'';
}

void append_hex(std::string& out, const char* format, unsigned value) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, format, value);
  out += buffer;
}

/// Appends the escape that stands for the byte or character in both kinds of repr; false: there is none.
bool append_common_escape(std::string& out, char c, char quote) {
  if (c == quote || c == '\\') {
    out += '\\';
    out += c;
  } else if (c == '\n') {
    out += "\\n";
  } else if (c == '\r') {
    out += "\\r";
  } else if (c == '\t') {
    out += "\\t";
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::string str_repr(std::string_view text) {
  const char quote = quote_for(text);
  std::string out(1, quote);
  while (!text.empty()) {
    const utf8::Decoded decoded = utf8::decode(text);
    const char32_t c = decoded.code_point;
    if (c < 0x80 && append_common_escape(out, static_cast<char>(c), quote)) {
    } else if (unicode::is_printable(c)) {
      out += text.substr(0, decoded.length);
    } else if (c < 0x100) {
      append_hex(out, "\\x%02x", c);
    } else if (c < 0x10000) {
      append_hex(out, "\\u%04x", c);
    } else {
      append_hex(out, "\\U%08x", c);
    }
    text.remove_prefix(decoded.length);
  }
  return out + quote;
}

std::string bytes_repr(std::string_view bytes) {
  const char quote = quote_for(bytes);
  std::string out = "b";
  out += quote;
  for (const char c : bytes) {
    if (append_common_escape(out, c, quote)) continue;
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7f) {
      append_hex(out, "\\x%02x", byte);
    } else {
      out += c;
    }
  }
  return out + quote;
}

namespace {

/// Decimal digits of a power-of-two literal ("0xff..."), by repeated division.
std::string big_to_decimal(std::string_view literal) {
  if (literal.size() < 2 || literal[0] != '0' || (literal[1] >= '0' && literal[1] <= '9')) return std::string(literal);
  const unsigned bits = literal[1] == 'x' ? 4 : literal[1] == 'o' ? 3 : 1;
  std::vector<std::uint32_t> limbs(1, 0);  // base 10**9
  for (const char c : literal.substr(2)) {
    std::uint64_t carry = c <= '9' ? c - '0' : c - 'a' + 10;
    for (std::uint32_t& limb : limbs) {
      carry += static_cast<std::uint64_t>(limb) << bits;
      limb = static_cast<std::uint32_t>(carry % 1'000'000'000);
      carry /= 1'000'000'000;
    }
    if (carry) limbs.push_back(static_cast<std::uint32_t>(carry));
  }
  std::string out = std::to_string(limbs.back());
  for (std::size_t index = limbs.size() - 1; index-- > 0;) {
    const std::string digits = std::to_string(limbs[index]);
    out.append(9 - digits.size(), '0');
    out += digits;
  }
  return out;
}

std::string_view op_name(ast::BinaryOperator op) {
  static constexpr std::string_view kNames[] = {"Add()",    "Sub()",    "Mult()",  "MatMult()", "Div()",    "Mod()",     "Pow()",
                                                "LShift()", "RShift()", "BitOr()", "BitXor()",  "BitAnd()", "FloorDiv()"};
  return kNames[static_cast<int>(op)];
}
std::string_view op_name(ast::UnaryOperator op) {
  static constexpr std::string_view kNames[] = {"Invert()", "Not()", "UAdd()", "USub()"};
  return kNames[static_cast<int>(op)];
}
std::string_view op_name(ast::CompareOperator op) {
  static constexpr std::string_view kNames[] = {"Eq()",  "NotEq()", "Lt()",    "LtE()", "Gt()",
                                                "GtE()", "Is()",    "IsNot()", "In()",  "NotIn()"};
  return kNames[static_cast<int>(op)];
}
std::string_view context_name(ast::ExprContext context) {
  static constexpr std::string_view kNames[] = {"Load()", "Store()", "Del()"};
  return kNames[static_cast<int>(context)];
}
std::string_view singleton_name(ast::ConstantKind kind) {
  switch (kind) {
    case ast::ConstantKind::None: return "None";
    case ast::ConstantKind::True: return "True";
    case ast::ConstantKind::False: return "False";
    default: return "Ellipsis";
  }
}

/// Writes one tree.
class Dumper {
 public:
  explicit Dumper(bool include_attributes) : include_attributes_(include_attributes) {}

  std::string take() { return std::move(out_); }

  void root(const ast::Root& root) {
    if (root.kind == ast::RootKind::Expression) {
      begin("Expression");
      field("body", *root.expression);
    } else {
      begin(root.kind == ast::RootKind::Module ? "Module" : "Interactive");
      list("body", root.body);
      if (root.kind == ast::RootKind::Module) text("type_ignores", "[]");
    }
    out_ += ')';
  }

 private:
  void begin(std::string_view name) {
    out_ += name;
    out_ += '(';
    is_first_ = true;
  }
  void label(std::string_view name) {
    if (!is_first_) out_ += ", ";
    is_first_ = false;
    out_ += name;
    out_ += '=';
  }
  void text(std::string_view name, std::string_view value) {
    label(name);
    out_ += value;
  }
  void number(std::string_view name, std::int64_t value) { text(name, std::to_string(value)); }
  void identifier(std::string_view name, ast::Identifier value) { text(name, str_repr(value)); }
  void optional_identifier(std::string_view name, ast::Identifier value) {
    if (!value.empty()) identifier(name, value);
  }
  template <typename T>
  void field(std::string_view name, const T& value) {
    label(name);
    dump(value);
    is_first_ = false;
  }
  template <typename T>
  void optional(std::string_view name, const T* value) {
    if (value) field(name, *value);
  }
  template <typename T>
  void list(std::string_view name, Span<T*> items) {
    label(name);
    out_ += '[';
    bool is_first = true;
    for (const T* item : items) {
      if (!is_first) out_ += ", ";
      is_first = false;
      if (item) dump(*item);
      else out_ += "None";
    }
    out_ += ']';
    is_first_ = false;
  }
  void names(std::string_view name, Span<ast::Identifier> items) {
    label(name);
    out_ += '[';
    for (const ast::Identifier& item : items) {
      if (&item != items.data) out_ += ", ";
      out_ += str_repr(item);
    }
    out_ += ']';
  }
  void end(const ast::Position& position) {
    if (include_attributes_) {
      number("lineno", position.line);
      number("col_offset", position.column);
      number("end_lineno", position.end_line);
      number("end_col_offset", position.end_column);
    }
    out_ += ')';
  }

  void dump(const ast::Expr& expr);
  void dump(const ast::Stmt& stmt);
  void dump(const ast::Pattern& pattern);
  void dump(const ast::Comprehension& clause);
  void dump(const ast::Arguments& arguments);
  void dump(const ast::Argument& argument);
  void dump(const ast::Keyword& keyword);
  void dump(const ast::Alias& alias);
  void dump(const ast::WithItem& item);
  void dump(const ast::ExceptHandler& handler);
  void dump(const ast::MatchCase& match_case);
  void fields(const ast::Expr& expr);
  void fields(const ast::Stmt& stmt);
  void fields(const ast::Pattern& pattern);
  void constant(const ast::Constant& constant);

  std::string out_;
  bool include_attributes_;
  bool is_first_ = true;
};

constexpr std::string_view kExprNames[] = {
    "BoolOp", "NamedExpr", "BinOp", "UnaryOp", "Lambda", "IfExp", "Dict", "Set", "ListComp", "SetComp", "DictComp",
    "GeneratorExp", "Await", "Yield", "YieldFrom", "Compare", "Call", "FormattedValue", "JoinedStr", "Constant", "Attribute",
    "Subscript", "Starred", "Name", "List", "Tuple", "Slice",
};
constexpr std::string_view kStmtNames[] = {
    "FunctionDef", "AsyncFunctionDef", "ClassDef", "Return", "Delete", "Assign", "AugAssign", "AnnAssign", "For", "AsyncFor",
    "While", "If", "With", "AsyncWith", "Match", "Raise", "Try", "TryStar", "Assert", "Import", "ImportFrom", "Global", "Nonlocal",
    "Expr", "Pass", "Break", "Continue",
};
constexpr std::string_view kPatternNames[] = {
    "MatchValue", "MatchSingleton", "MatchSequence", "MatchMapping", "MatchClass", "MatchStar", "MatchAs", "MatchOr",
};

void Dumper::dump(const ast::Expr& expr) {
  begin(kExprNames[static_cast<int>(expr.kind)]);
  fields(expr);
  end(expr.position);
}

void Dumper::constant(const ast::Constant& constant) {
  switch (constant.constant_kind) {
    case ast::ConstantKind::Int: number("value", constant.int_value); break;
    case ast::ConstantKind::BigInt: text("value", big_to_decimal(constant.text)); break;
    case ast::ConstantKind::Float: text("value", float_repr(constant.float_value)); break;
    case ast::ConstantKind::Imaginary: {
      std::string value = float_repr(constant.float_value);
      if (value.ends_with(".0")) value.resize(value.size() - 2);
      text("value", value + "j");
      break;
    }
    case ast::ConstantKind::Str:
      text("value", str_repr(constant.text));
      if (constant.has_u_prefix) text("kind", "'u'");
      break;
    case ast::ConstantKind::Bytes: text("value", bytes_repr(constant.text)); break;
    default: text("value", singleton_name(constant.constant_kind)); break;
  }
}

void Dumper::fields(const ast::Expr& expr) {
  using enum ast::ExprKind;
  switch (expr.kind) {
    case BoolOp: {
      const auto& node = ast::as<ast::BoolOp>(expr);
      text("op", node.op == ast::BoolOperator::And ? "And()" : "Or()");
      list("values", node.values);
      break;
    }
    case NamedExpr: {
      const auto& node = ast::as<ast::NamedExpr>(expr);
      field("target", *node.target);
      field("value", *node.value);
      break;
    }
    case BinOp: {
      const auto& node = ast::as<ast::BinOp>(expr);
      field("left", *node.left);
      text("op", op_name(node.op));
      field("right", *node.right);
      break;
    }
    case UnaryOp: {
      const auto& node = ast::as<ast::UnaryOp>(expr);
      text("op", op_name(node.op));
      field("operand", *node.operand);
      break;
    }
    case Lambda: {
      const auto& node = ast::as<ast::Lambda>(expr);
      field("args", *node.args);
      field("body", *node.body);
      break;
    }
    case IfExp: {
      const auto& node = ast::as<ast::IfExp>(expr);
      field("test", *node.test);
      field("body", *node.body);
      field("orelse", *node.orelse);
      break;
    }
    case Dict: {
      const auto& node = ast::as<ast::Dict>(expr);
      list("keys", node.keys);
      list("values", node.values);
      break;
    }
    case Set: list("elts", ast::as<ast::Set>(expr).elts); break;
    case ListComp: {
      const auto& node = ast::as<ast::ListComp>(expr);
      field("elt", *node.elt);
      list("generators", node.generators);
      break;
    }
    case SetComp: {
      const auto& node = ast::as<ast::SetComp>(expr);
      field("elt", *node.elt);
      list("generators", node.generators);
      break;
    }
    case DictComp: {
      const auto& node = ast::as<ast::DictComp>(expr);
      field("key", *node.key);
      field("value", *node.value);
      list("generators", node.generators);
      break;
    }
    case GeneratorExp: {
      const auto& node = ast::as<ast::GeneratorExp>(expr);
      field("elt", *node.elt);
      list("generators", node.generators);
      break;
    }
    case Await: field("value", *ast::as<ast::Await>(expr).value); break;
    case Yield: optional("value", ast::as<ast::Yield>(expr).value); break;
    case YieldFrom: field("value", *ast::as<ast::YieldFrom>(expr).value); break;
    case Compare: {
      const auto& node = ast::as<ast::Compare>(expr);
      field("left", *node.left);
      label("ops");
      out_ += '[';
      for (const ast::CompareOperator& op : node.ops) {
        if (&op != node.ops.data) out_ += ", ";
        out_ += op_name(op);
      }
      out_ += ']';
      list("comparators", node.comparators);
      break;
    }
    case Call: {
      const auto& node = ast::as<ast::Call>(expr);
      field("func", *node.func);
      list("args", node.args);
      list("keywords", node.keywords);
      break;
    }
    case FormattedValue: {
      const auto& node = ast::as<ast::FormattedValue>(expr);
      field("value", *node.value);
      number("conversion", node.conversion);
      optional("format_spec", node.format_spec);
      break;
    }
    case JoinedStr: list("values", ast::as<ast::JoinedStr>(expr).values); break;
    case Constant: constant(ast::as<ast::Constant>(expr)); break;
    case Attribute: {
      const auto& node = ast::as<ast::Attribute>(expr);
      field("value", *node.value);
      identifier("attr", node.attr);
      text("ctx", context_name(node.context));
      break;
    }
    case Subscript: {
      const auto& node = ast::as<ast::Subscript>(expr);
      field("value", *node.value);
      field("slice", *node.slice);
      text("ctx", context_name(node.context));
      break;
    }
    case Starred: {
      const auto& node = ast::as<ast::Starred>(expr);
      field("value", *node.value);
      text("ctx", context_name(node.context));
      break;
    }
    case Name: {
      const auto& node = ast::as<ast::Name>(expr);
      identifier("id", node.id);
      text("ctx", context_name(node.context));
      break;
    }
    case List: {
      const auto& node = ast::as<ast::List>(expr);
      list("elts", node.elts);
      text("ctx", context_name(node.context));
      break;
    }
    case Tuple: {
      const auto& node = ast::as<ast::Tuple>(expr);
      list("elts", node.elts);
      text("ctx", context_name(node.context));
      break;
    }
    case Slice: {
      const auto& node = ast::as<ast::Slice>(expr);
      optional("lower", node.lower);
      optional("upper", node.upper);
      optional("step", node.step);
      break;
    }
  }
}

void Dumper::dump(const ast::Comprehension& clause) {
  begin("comprehension");
  field("target", *clause.target);
  field("iter", *clause.iter);
  list("ifs", clause.ifs);
  number("is_async", clause.is_async);
  out_ += ')';
}

void Dumper::dump(const ast::Arguments& arguments) {
  begin("arguments");
  list("posonlyargs", arguments.posonlyargs);
  list("args", arguments.args);
  optional("vararg", arguments.vararg);
  list("kwonlyargs", arguments.kwonlyargs);
  list("kw_defaults", arguments.kw_defaults);
  optional("kwarg", arguments.kwarg);
  list("defaults", arguments.defaults);
  out_ += ')';
}

void Dumper::dump(const ast::Argument& argument) {
  begin("arg");
  identifier("arg", argument.name);
  optional("annotation", argument.annotation);
  end(argument.position);
}

void Dumper::dump(const ast::Keyword& keyword) {
  begin("keyword");
  optional_identifier("arg", keyword.arg);
  field("value", *keyword.value);
  end(keyword.position);
}

void Dumper::dump(const ast::Alias& alias) {
  begin("alias");
  identifier("name", alias.name);
  optional_identifier("asname", alias.asname);
  end(alias.position);
}

void Dumper::dump(const ast::WithItem& item) {
  begin("withitem");
  field("context_expr", *item.context_expr);
  optional("optional_vars", item.optional_vars);
  out_ += ')';
}

void Dumper::dump(const ast::ExceptHandler& handler) {
  begin("ExceptHandler");
  optional("type", handler.type);
  optional_identifier("name", handler.name);
  list("body", handler.body);
  end(handler.position);
}

void Dumper::dump(const ast::MatchCase& match_case) {
  begin("match_case");
  field("pattern", *match_case.pattern);
  optional("guard", match_case.guard);
  list("body", match_case.body);
  out_ += ')';
}

void Dumper::dump(const ast::Pattern& pattern) {
  begin(kPatternNames[static_cast<int>(pattern.kind)]);
  fields(pattern);
  end(pattern.position);
}

void Dumper::fields(const ast::Pattern& pattern) {
  using enum ast::PatternKind;
  switch (pattern.kind) {
    case MatchValue: field("value", *ast::as<ast::MatchValue>(pattern).value); break;
    case MatchSingleton: text("value", singleton_name(ast::as<ast::MatchSingleton>(pattern).value)); break;
    case MatchSequence: list("patterns", ast::as<ast::MatchSequence>(pattern).patterns); break;
    case MatchMapping: {
      const auto& node = ast::as<ast::MatchMapping>(pattern);
      list("keys", node.keys);
      list("patterns", node.patterns);
      optional_identifier("rest", node.rest);
      break;
    }
    case MatchClass: {
      const auto& node = ast::as<ast::MatchClass>(pattern);
      field("cls", *node.cls);
      list("patterns", node.patterns);
      names("kwd_attrs", node.kwd_attrs);
      list("kwd_patterns", node.kwd_patterns);
      break;
    }
    case MatchStar: optional_identifier("name", ast::as<ast::MatchStar>(pattern).name); break;
    case MatchAs: {
      const auto& node = ast::as<ast::MatchAs>(pattern);
      optional("pattern", node.pattern);
      optional_identifier("name", node.name);
      break;
    }
    case MatchOr: list("patterns", ast::as<ast::MatchOr>(pattern).patterns); break;
  }
}

void Dumper::dump(const ast::Stmt& stmt) {
  begin(kStmtNames[static_cast<int>(stmt.kind)]);
  fields(stmt);
  end(stmt.position);
}

void Dumper::fields(const ast::Stmt& stmt) {
  using enum ast::StmtKind;
  switch (stmt.kind) {
    case FunctionDef:
    case AsyncFunctionDef: {
      const auto& node = ast::as<ast::FunctionDef>(stmt);
      identifier("name", node.name);
      field("args", *node.args);
      list("body", node.body);
      list("decorator_list", node.decorator_list);
      optional("returns", node.returns);
      break;
    }
    case ClassDef: {
      const auto& node = ast::as<ast::ClassDef>(stmt);
      identifier("name", node.name);
      list("bases", node.bases);
      list("keywords", node.keywords);
      list("body", node.body);
      list("decorator_list", node.decorator_list);
      break;
    }
    case Return: optional("value", ast::as<ast::Return>(stmt).value); break;
    case Delete: list("targets", ast::as<ast::Delete>(stmt).targets); break;
    case Assign: {
      const auto& node = ast::as<ast::Assign>(stmt);
      list("targets", node.targets);
      field("value", *node.value);
      break;
    }
    case AugAssign: {
      const auto& node = ast::as<ast::AugAssign>(stmt);
      field("target", *node.target);
      text("op", op_name(node.op));
      field("value", *node.value);
      break;
    }
    case AnnAssign: {
      const auto& node = ast::as<ast::AnnAssign>(stmt);
      field("target", *node.target);
      field("annotation", *node.annotation);
      optional("value", node.value);
      number("simple", node.simple);
      break;
    }
    case For:
    case AsyncFor: {
      const auto& node = ast::as<ast::For>(stmt);
      field("target", *node.target);
      field("iter", *node.iter);
      list("body", node.body);
      list("orelse", node.orelse);
      break;
    }
    case While: {
      const auto& node = ast::as<ast::While>(stmt);
      field("test", *node.test);
      list("body", node.body);
      list("orelse", node.orelse);
      break;
    }
    case If: {
      const auto& node = ast::as<ast::If>(stmt);
      field("test", *node.test);
      list("body", node.body);
      list("orelse", node.orelse);
      break;
    }
    case With:
    case AsyncWith: {
      const auto& node = ast::as<ast::With>(stmt);
      list("items", node.items);
      list("body", node.body);
      break;
    }
    case Match: {
      const auto& node = ast::as<ast::Match>(stmt);
      field("subject", *node.subject);
      list("cases", node.cases);
      break;
    }
    case Raise: {
      const auto& node = ast::as<ast::Raise>(stmt);
      optional("exc", node.exc);
      optional("cause", node.cause);
      break;
    }
    case Try:
    case TryStar: {
      const auto& node = ast::as<ast::Try>(stmt);
      list("body", node.body);
      list("handlers", node.handlers);
      list("orelse", node.orelse);
      list("finalbody", node.finalbody);
      break;
    }
    case Assert: {
      const auto& node = ast::as<ast::Assert>(stmt);
      field("test", *node.test);
      optional("msg", node.msg);
      break;
    }
    case Import: list("names", ast::as<ast::Import>(stmt).names); break;
    case ImportFrom: {
      const auto& node = ast::as<ast::ImportFrom>(stmt);
      optional_identifier("module", node.module);
      list("names", node.names);
      number("level", node.level);
      break;
    }
    case Global: names("names", ast::as<ast::Global>(stmt).names); break;
    case Nonlocal: names("names", ast::as<ast::Nonlocal>(stmt).names); break;
    case Expr: field("value", *ast::as<ast::ExprStmt>(stmt).value); break;
    case Pass:
    case Break:
    case Continue: break;
  }
}

}  // namespace

std::string dump_ast(const ast::Root& root, bool include_attributes) {
  Dumper dumper(include_attributes);
  dumper.root(root);
  return dumper.take();
}

}  // namespace tauraro
