#include "compile/unparse.h"

#include "bytecode/constant_text.h"
#include "compile/fold.h"

namespace tauraro {

using namespace ast;

namespace {

/// How tightly what stands around an expression binds: an expression that binds less tightly gets parentheses.
enum Level : int { kTuple, kTest, kOr, kAnd, kNot, kCompare, kBitOr, kBitXor, kBitAnd, kShift, kArithmetic, kTerm, kFactor, kPower, kAwait, kAtom };

class Unparser {
 public:
  std::string take() { return std::move(out_); }

  void expression(const Expr& node, int level) {
    switch (node.kind) {
      case ExprKind::BoolOp: return bool_op(as<BoolOp>(node), level);
      case ExprKind::NamedExpr: return in_parentheses(level > kTuple, [&] {
        expression(*as<NamedExpr>(node).target, kAtom);
        out_ += " := ";
        expression(*as<NamedExpr>(node).value, kAtom);
      });
      case ExprKind::BinOp: return binary(as<BinOp>(node), level);
      case ExprKind::UnaryOp: return unary(as<UnaryOp>(node), level);
      case ExprKind::Lambda: return in_parentheses(level > kTest, [&] { lambda(as<Lambda>(node)); });
      case ExprKind::IfExp: return in_parentheses(level > kTest, [&] {
        expression(*as<IfExp>(node).body, kTest + 1);
        out_ += " if ";
        expression(*as<IfExp>(node).test, kTest + 1);
        out_ += " else ";
        expression(*as<IfExp>(node).orelse, kTest);
      });
      case ExprKind::Dict: return dict(as<Dict>(node));
      case ExprKind::Set: return list("{", as<Set>(node).elts, "}");
      case ExprKind::ListComp: return comprehension("[", *as<ListComp>(node).elt, nullptr, as<ListComp>(node).generators, "]");
      case ExprKind::SetComp: return comprehension("{", *as<SetComp>(node).elt, nullptr, as<SetComp>(node).generators, "}");
      case ExprKind::DictComp:
        return comprehension("{", *as<DictComp>(node).key, as<DictComp>(node).value, as<DictComp>(node).generators, "}");
      case ExprKind::GeneratorExp:
        return comprehension("(", *as<GeneratorExp>(node).elt, nullptr, as<GeneratorExp>(node).generators, ")");
      case ExprKind::Await: return in_parentheses(level > kAwait, [&] {
        out_ += "await ";
        expression(*as<Await>(node).value, kAtom);
      });
      case ExprKind::Yield:
        out_ += "(yield";
        if (as<Yield>(node).value) {
          out_ += " ";
          expression(*as<Yield>(node).value, kTest);
        }
        out_ += ")";
        return;
      case ExprKind::YieldFrom:
        out_ += "(yield from ";
        expression(*as<YieldFrom>(node).value, kTest);
        out_ += ")";
        return;
      case ExprKind::Compare: return in_parentheses(level > kCompare, [&] { compare(as<Compare>(node)); });
      case ExprKind::Call: return call(as<Call>(node));
      case ExprKind::FormattedValue: return formatted_string(node);
      case ExprKind::JoinedStr: return formatted_string(node);
      case ExprKind::Constant: return constant(as<ast::Constant>(node));
      case ExprKind::Attribute: return attribute(as<Attribute>(node));
      case ExprKind::Subscript:
        expression(*as<Subscript>(node).value, kAtom);
        out_ += "[";
        expression(*as<Subscript>(node).slice, kTuple);
        out_ += "]";
        return;
      case ExprKind::Starred:
        out_ += "*";
        return expression(*as<Starred>(node).value, kBitOr);
      case ExprKind::Name: out_ += as<Name>(node).id; return;
      case ExprKind::List: return list("[", as<List>(node).elts, "]");
      case ExprKind::Tuple: return tuple(as<Tuple>(node), level);
      case ExprKind::Slice: return slice(as<Slice>(node));
    }
  }

 private:
  template <typename F>
  void in_parentheses(bool needed, F&& inside) {
    if (needed) out_ += "(";
    inside();
    if (needed) out_ += ")";
  }

  void items(Span<Expr*> nodes) {
    for (std::uint32_t i = 0; i < nodes.size; ++i) {
      if (i > 0) out_ += ", ";
      expression(*nodes[i], kTest);
    }
  }
  void list(const char* open, Span<Expr*> nodes, const char* close) {
    out_ += open;
    items(nodes);
    out_ += close;
  }

  void tuple(const Tuple& node, int level) {
    if (node.elts.empty()) {
      out_ += "()";
      return;
    }
    in_parentheses(level > kTuple, [&] {
      items(node.elts);
      if (node.elts.size == 1) out_ += ",";
    });
  }

  void bool_op(const BoolOp& node, int level) {
    const int own = node.op == BoolOperator::And ? kAnd : kOr;
    in_parentheses(level > own, [&] {
      for (std::uint32_t i = 0; i < node.values.size; ++i) {
        if (i > 0) out_ += node.op == BoolOperator::And ? " and " : " or ";
        expression(*node.values[i], own + 1);
      }
    });
  }

  void binary(const BinOp& node, int level) {
    static constexpr struct {
      const char* text;
      int level;
    } kRows[] = {{" + ", kArithmetic}, {" - ", kArithmetic}, {" * ", kTerm},  {" @ ", kTerm},   {" / ", kTerm},   {" % ", kTerm}, {" ** ", kPower},
                 {" << ", kShift},     {" >> ", kShift},     {" | ", kBitOr}, {" ^ ", kBitXor}, {" & ", kBitAnd}, {" // ", kTerm}};
    const auto& row = kRows[static_cast<int>(node.op)];
    const int right_associative = node.op == BinaryOperator::Pow;
    in_parentheses(level > row.level, [&] {
      expression(*node.left, row.level + right_associative);
      out_ += row.text;
      expression(*node.right, row.level + !right_associative);
    });
  }

  void unary(const UnaryOp& node, int level) {
    static constexpr const char* kTexts[] = {"~", "not ", "+", "-"};
    const int own = node.op == UnaryOperator::Not ? kNot : kFactor;
    in_parentheses(level > own, [&] {
      out_ += kTexts[static_cast<int>(node.op)];
      expression(*node.operand, own);
    });
  }

  void compare(const Compare& node) {
    static constexpr const char* kTexts[] = {" == ", " != ", " < ", " <= ", " > ", " >= ", " is ", " is not ", " in ", " not in "};
    expression(*node.left, kCompare + 1);
    for (std::uint32_t i = 0; i < node.ops.size; ++i) {
      out_ += kTexts[static_cast<int>(node.ops[i])];
      expression(*node.comparators[i], kCompare + 1);
    }
  }

  void dict(const Dict& node) {
    out_ += "{";
    for (std::uint32_t i = 0; i < node.values.size; ++i) {
      if (i > 0) out_ += ", ";
      if (node.keys[i]) {
        expression(*node.keys[i], kTest);
        out_ += ": ";
        expression(*node.values[i], kTest);
      } else {
        out_ += "**";
        expression(*node.values[i], kBitOr);
      }
    }
    out_ += "}";
  }

  void comprehension(const char* open, const Expr& element, const Expr* value, Span<Comprehension*> generators, const char* close) {
    out_ += open;
    expression(element, kTest);
    if (value) {
      out_ += ": ";
      expression(*value, kTest);
    }
    for (const Comprehension* generator : generators) {
      out_ += generator->is_async ? " async for " : " for ";
      expression(*generator->target, kTuple);
      out_ += " in ";
      expression(*generator->iter, kTest + 1);
      for (const Expr* condition : generator->ifs) {
        out_ += " if ";
        expression(*condition, kTest + 1);
      }
    }
    out_ += close;
  }

  void call(const Call& node) {
    expression(*node.func, kAtom);
    if (node.args.size == 1 && node.keywords.empty() && node.args[0]->kind == ExprKind::GeneratorExp) return expression(*node.args[0], kTest);
    out_ += "(";
    items(node.args);
    for (std::uint32_t i = 0; i < node.keywords.size; ++i) {
      if (i > 0 || !node.args.empty()) out_ += ", ";
      if (node.keywords[i]->arg.empty()) {
        out_ += "**";
      } else {
        out_ += node.keywords[i]->arg;
        out_ += "=";
      }
      expression(*node.keywords[i]->value, kTest);
    }
    out_ += ")";
  }

  void attribute(const Attribute& node) {
    expression(*node.value, kAtom);
    const bool is_int = node.value->kind == ExprKind::Constant && (as<ast::Constant>(*node.value).constant_kind == ConstantKind::Int ||
                                                                   as<ast::Constant>(*node.value).constant_kind == ConstantKind::BigInt);
    out_ += is_int ? " ." : ".";
    out_ += node.attr;
  }

  void slice(const Slice& node) {
    if (node.lower) expression(*node.lower, kTest);
    out_ += ":";
    if (node.upper) expression(*node.upper, kTest);
    if (!node.step) return;
    out_ += ":";
    expression(*node.step, kTest);
  }

  void constant(const ast::Constant& node) {
    if (node.constant_kind == ConstantKind::Ellipsis) {
      out_ += "...";
      return;
    }
    if (node.has_u_prefix) out_ += "u";
    std::string text = repr_of(literal_constant(node));
    if (node.constant_kind == ConstantKind::Float || node.constant_kind == ConstantKind::Imaginary)
      if (const std::size_t at = text.find("inf"); at != text.npos) text.replace(at, 3, "1e309");
    out_ += text;
  }

  // ---- lambda ----
  void lambda(const Lambda& node) {
    const Arguments& args = *node.args;
    const bool has_any = !args.posonlyargs.empty() || !args.args.empty() || args.vararg || !args.kwonlyargs.empty() || args.kwarg;
    out_ += has_any ? "lambda " : "lambda";
    parameters(args);
    out_ += ": ";
    expression(*node.body, kTest);
  }
  void comma(bool& first) {
    if (!first) out_ += ", ";
    first = false;
  }
  void parameter(const Argument& argument) {
    out_ += argument.name;
    if (!argument.annotation) return;
    out_ += ": ";
    expression(*argument.annotation, kTest);
  }
  void parameters(const Arguments& args) {
    bool first = true;
    const std::uint32_t positional = args.posonlyargs.size + args.args.size;
    for (std::uint32_t i = 0; i < positional; ++i) {
      comma(first);
      parameter(i < args.posonlyargs.size ? *args.posonlyargs[i] : *args.args[i - args.posonlyargs.size]);
      if (i + args.defaults.size >= positional) {
        out_ += "=";
        expression(*args.defaults[i + args.defaults.size - positional], kTest);
      }
      if (args.posonlyargs.size > 0 && i + 1 == args.posonlyargs.size) out_ += ", /";
    }
    if (args.vararg || !args.kwonlyargs.empty()) {
      comma(first);
      out_ += "*";
      if (args.vararg) parameter(*args.vararg);
    }
    for (std::uint32_t i = 0; i < args.kwonlyargs.size; ++i) {
      comma(first);
      parameter(*args.kwonlyargs[i]);
      if (i < args.kw_defaults.size && args.kw_defaults[i]) {
        out_ += "=";
        expression(*args.kw_defaults[i], kTest);
      }
    }
    if (args.kwarg) {
      comma(first);
      out_ += "**";
      parameter(*args.kwarg);
    }
  }

  // ---- f-strings: their body is made as text, then quoted ----
  void formatted_string(const Expr& node) {
    tauraro::Constant text;
    text.kind = tauraro::Constant::Kind::Str;
    text.text = body_of(node);
    out_ += "f" + repr_of(text);
  }
  static std::string body_of(const Expr& node) {
    std::string body;
    if (node.kind == ExprKind::JoinedStr) {
      for (const Expr* part : as<JoinedStr>(node).values) body += body_of(*part);
    } else if (node.kind == ExprKind::Constant) {
      for (const char c : as<ast::Constant>(node).text) {
        body.push_back(c);
        if (c == '{' || c == '}') body.push_back(c);
      }
    } else if (node.kind == ExprKind::FormattedValue) {
      const auto& value = as<FormattedValue>(node);
      Unparser inner;
      inner.expression(*value.value, kTest + 1);
      const std::string text = inner.take();
      body += text.starts_with("{") ? "{ " : "{";
      body += text;
      if (value.conversion > 0) {
        body.push_back('!');
        body.push_back(static_cast<char>(value.conversion));
      }
      if (value.format_spec) body += ":" + body_of(*value.format_spec);
      body.push_back('}');
    }
    return body;
  }

  std::string out_;
};

}  // namespace

std::string unparse(const Expr& node) {
  Unparser unparser;
  unparser.expression(node, kTest);
  return unparser.take();
}

}  // namespace tauraro
