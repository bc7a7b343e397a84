#include <cassert>

#include "compile/generator.h"

namespace tauraro {

using namespace ast;

namespace {

constexpr std::uint32_t kMostDirectArguments = 255;  // more are passed as a tuple, so that windows stay small

tauraro::Constant empty_tuple() {
  tauraro::Constant constant;
  constant.kind = tauraro::Constant::Kind::Tuple;
  return constant;
}

bool has_starred_argument(Span<Expr*> args) {
  for (const Expr* argument : args)
    if (argument->kind == ExprKind::Starred) return true;
  return false;
}

}  // namespace

bool Generator::needs_spread(Span<Expr*> args, Span<Keyword*> keywords) {
  for (const Keyword* keyword : keywords)
    if (keyword->arg.empty()) return true;
  return has_starred_argument(args) || args.size + keywords.size > kMostDirectArguments;
}

void Generator::check_keywords(Span<Keyword*> keywords) {
  for (std::uint32_t i = 0; i < keywords.size; ++i) {
    if (keywords[i]->arg.empty()) continue;
    if (refuses_name(keywords[i]->arg)) return;
    for (std::uint32_t j = i + 1; j < keywords.size; ++j)
      if (keywords[i]->arg == keywords[j]->arg)
        return error_at(keywords[j]->position, "keyword argument repeated: " + std::string(keywords[i]->arg));
  }
}

void Generator::call_to(const Call& node, Register to) {
  check_keywords(node.keywords);
  if (method_call_to(node, to)) return;
  check_caller(*node.func);
  const Temporaries temporaries(*this);
  const Window window = new_window_for(to, 0);
  value_to(*node.func, window.base);
  call_arguments_to(window, 0, node.args, node.keywords, to);
}

bool Generator::method_call_to(const Call& node, Register to) {
  if (node.func->kind != ExprKind::Attribute || needs_spread(node.args, node.keywords)) return false;
  const auto& method = as<Attribute>(*node.func);
  const Temporaries temporaries(*this);
  const Window window = new_window_for(to, 1);
  {
    const Temporaries inner(*this);
    const Register object = operand(*method.value, {}, window.base);
    const At at(*this, method.position);
    adjust_to_attribute(method);
    code().emit_wide(Opcode::LoadMethod, window.base, object, name_index(method.attr), static_cast<std::int32_t>(code().new_cache()));
  }
  simple_arguments(window, 1, node.args, node.keywords);
  adjust_to_attribute(method);
  code().emit_wide(Opcode::CallMethod, to, window.base, node.args.size + node.keywords.size,
                   static_cast<std::int32_t>(code().new_cache()), keyword_names(node.keywords));
  return true;
}

/// Evaluates arguments, then keyword values, into the window from argument `first` on, which is the top of the temporaries.
void Generator::simple_arguments(Window window, std::uint32_t first, Span<Expr*> args, Span<Keyword*> keywords) {
  const auto next = [&](const Expr& node) {
    const Register to = new_temporary();
    assert(to == window.argument(first) || errors_.failed());
    ++first;
    value_to(node, to);
  };
  for (const Expr* argument : args) next(*argument);
  for (const Keyword* keyword : keywords) next(*keyword->value);
}

std::uint32_t Generator::keyword_names(Span<Keyword*> keywords) {
  if (keywords.empty()) return kNoNames;
  tauraro::Constant names;
  names.kind = tauraro::Constant::Kind::Tuple;
  for (const Keyword* keyword : keywords) {
    tauraro::Constant name;
    name.kind = tauraro::Constant::Kind::Str;
    name.text = keyword->arg;
    names.items.push_back(std::move(name));
  }
  return code().constant(names);
}

/// Calls what is in the window's base. The first `given` arguments are in the window already; it ends behind them.
void Generator::call_arguments_to(Window window, std::uint32_t given, Span<Expr*> args, Span<Keyword*> keywords, Register to) {
  if (needs_spread(args, keywords)) return spread_call_to(window, given, args, keywords, to);
  simple_arguments(window, given, args, keywords);
  code().emit_wide(Opcode::Call, to, window.base, given + args.size + keywords.size, static_cast<std::int32_t>(code().new_cache()),
                   keyword_names(keywords));
}

void Generator::spread_call_to(Window window, std::uint32_t given, Span<Expr*> args, Span<Keyword*> keywords, Register to) {
  const Temporaries temporaries(*this);
  if (given < 2) new_temporary(2 - given);
  const Register tuple = window.argument(0), dict = window.argument(1);
  if (given == 0 && args.size == 1 && args[0]->kind == ExprKind::Starred) {
    value_to(*as<Starred>(*args[0]).value, tuple);
  } else if (given == 0 && args.empty()) {
    load_constant(tuple, empty_tuple());
  } else {
    const Temporaries inner(*this);
    const Register list = new_temporary();
    code().emit(Opcode::BuildList, list, given ? window.argument(0) : list, given);
    spread_list(args, list);
    code().emit(Opcode::ListToTuple, tuple, list);
  }
  if (keywords.empty())
    code().emit(Opcode::Clear, dict);
  else
    keywords_to_dict(keywords, dict, window.base);
  code().emit(Opcode::CallSpread, to, window.base);
}

void Generator::keywords_to_dict(Span<Keyword*> keywords, Register dict, Register callee) {
  bool is_first = true;
  for (std::uint32_t i = 0; i < keywords.size;) {
    const Temporaries temporaries(*this);
    if (keywords[i]->arg.empty()) {
      if (is_first) code().emit(Opcode::BuildDict, dict, dict, 0);
      const Register other = value(*keywords[i++]->value);
      code().emit(Opcode::DictMerge, dict, other, callee);
    } else {
      constexpr std::uint32_t kMostAtOnce = 64;
      const Register first = unit_->next_temporary;
      std::uint32_t count = 0;
      for (; i < keywords.size && !keywords[i]->arg.empty() && count < kMostAtOnce; ++i, ++count) {
        const Register name = new_temporary();
        load_text(name, keywords[i]->arg);
        const Register item = new_temporary();
        value_to(*keywords[i]->value, item);
      }
      const Register group = is_first ? dict : new_temporary();
      code().emit(Opcode::BuildDict, group, first, count);
      if (!is_first) code().emit(Opcode::DictMerge, dict, group, callee);
    }
    is_first = false;
  }
}

}  // namespace tauraro
