#include <cassert>

#include "compile/generator.h"
#include "compile/percent_format.h"

namespace tauraro {

using namespace ast;
using Value = tauraro::Constant;

namespace {

constexpr std::uint32_t kInlineItems = 30;  // longer displays grow one item at a time, so that the window stays small

/// Nothing in it can rebind a local.
bool is_simple(const Expr& node) { return node.kind == ExprKind::Name || node.kind == ExprKind::Constant; }

bool has_starred(Span<Expr*> items) {
  for (const Expr* item : items)
    if (item->kind == ExprKind::Starred) return true;
  return false;
}

/// As FormatValue has it.
constexpr std::uint32_t conversion_number(std::int32_t letter) { return letter == 's' ? 1 : letter == 'r' ? 2 : letter == 'a' ? 3 : 0; }

struct BinaryRow {
  Opcode plain, immediate;
  bool has_immediate;
};
constexpr BinaryRow binary_row(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Add: return {Opcode::Add, Opcode::AddImm, true};
    case BinaryOperator::Sub: return {Opcode::Sub, Opcode::SubImm, true};
    case BinaryOperator::Mult: return {Opcode::Mul, Opcode::MulImm, true};
    case BinaryOperator::MatMult: return {Opcode::MatMul, Opcode::MatMul, false};
    case BinaryOperator::Div: return {Opcode::TrueDiv, Opcode::TrueDiv, false};
    case BinaryOperator::Mod: return {Opcode::Mod, Opcode::ModImm, true};
    case BinaryOperator::Pow: return {Opcode::Pow, Opcode::Pow, false};
    case BinaryOperator::LShift: return {Opcode::LShift, Opcode::LShiftImm, true};
    case BinaryOperator::RShift: return {Opcode::RShift, Opcode::RShiftImm, true};
    case BinaryOperator::BitOr: return {Opcode::Or, Opcode::Or, false};
    case BinaryOperator::BitXor: return {Opcode::Xor, Opcode::Xor, false};
    case BinaryOperator::BitAnd: return {Opcode::And, Opcode::AndImm, true};
    case BinaryOperator::FloorDiv: return {Opcode::FloorDiv, Opcode::FloorDivImm, true};
  }
  return {Opcode::Add, Opcode::Add, false};
}

constexpr Opcode compare_opcode(CompareOperator op) {
  constexpr Opcode kOpcodesOf[] = {Opcode::Eq, Opcode::Ne, Opcode::Lt, Opcode::Le,    Opcode::Gt,
                                   Opcode::Ge, Opcode::Is, Opcode::IsNot, Opcode::In, Opcode::NotIn};
  return kOpcodesOf[static_cast<int>(op)];
}

const char* type_name_of(const Value& constant) {
  switch (constant.kind) {
    case Value::Kind::None: return "NoneType";
    case Value::Kind::True:
    case Value::Kind::False: return "bool";
    case Value::Kind::Ellipsis: return "ellipsis";
    case Value::Kind::Int:
    case Value::Kind::BigInt: return "int";
    case Value::Kind::Double: return "float";
    case Value::Kind::Complex: return "complex";
    case Value::Kind::Str: return "str";
    case Value::Kind::Bytes: return "bytes";
    case Value::Kind::Tuple: return "tuple";
    case Value::Kind::FrozenSet: return "frozenset";
  }
  return "object";
}

/// The type of what the node makes, when its form tells; null otherwise.
const char* inferred_type(const Expr& node) {
  switch (node.kind) {
    case ExprKind::Tuple: return "tuple";
    case ExprKind::List:
    case ExprKind::ListComp: return "list";
    case ExprKind::Dict:
    case ExprKind::DictComp: return "dict";
    case ExprKind::Set:
    case ExprKind::SetComp: return "set";
    case ExprKind::GeneratorExp: return "generator";
    case ExprKind::Lambda: return "function";
    case ExprKind::JoinedStr:
    case ExprKind::FormattedValue: return "str";
    case ExprKind::Constant: return type_name_of(literal_constant(as<ast::Constant>(node)));
    default: return nullptr;
  }
}

}  // namespace

// ---- where a value goes ----

Register Generator::value(const Expr& node) { return operand(node, {}); }

Register Generator::operand(const Expr& node, std::initializer_list<const Expr*> later, Register hint) {
  Register local = kNone;
  if (node.kind == ExprKind::Name && as<Name>(node).id != "__debug__") {
    const Symbol& symbol = symbol_of(mangled(as<Name>(node).id));
    local = local_of(symbol);
    if (local != kNone) {
      const At at(*this, node.position);
      check_bound(local, symbol.name);
    }
  } else if (node.kind == ExprKind::NamedExpr) {
    local = direct_target(*as<NamedExpr>(node).target);
    if (local != kNone) {
      value_to(*as<NamedExpr>(node).value, local);
      set_bound(local);
    }
  }
  if (local != kNone) {
    if (!unit_->scope->has_walrus) return local;
    bool stays = true;
    for (const Expr* other : later) stays &= !other || is_simple(*other);
    if (stays) return local;
    const Register copy = is_temporary_register(hint) ? hint : new_temporary();
    code().emit(Opcode::Move, copy, local);
    return copy;
  }
  const Register to = hint != kNone && is_temporary_register(hint) ? hint : new_temporary();
  value_to(node, to);
  return to;
}

void Generator::effect(const Expr& node) {
  const Temporaries temporaries(*this);
  value(node);
}

void Generator::value_to(const Expr& node, Register to) {
  if (const Value* constant = fold(node)) {
    const At at(*this, node.position);
    return load_constant(to, *constant);
  }
  const At at(*this, node.position);
  switch (node.kind) {
    case ExprKind::BoolOp: return bool_op_to(as<BoolOp>(node), to);
    case ExprKind::NamedExpr: return named_to(as<NamedExpr>(node), to);
    case ExprKind::BinOp: return binary_to(as<BinOp>(node), to);
    case ExprKind::UnaryOp: return unary_to(as<UnaryOp>(node), to);
    case ExprKind::Lambda: return lambda_to(as<Lambda>(node), to);
    case ExprKind::IfExp: return if_expression_to(as<IfExp>(node), to);
    case ExprKind::Dict: return dict_to(as<Dict>(node), to);
    case ExprKind::Set: return set_to(as<Set>(node), to);
    case ExprKind::ListComp: return comprehension_to(node, as<ListComp>(node).generators, *as<ListComp>(node).elt, nullptr, to);
    case ExprKind::SetComp: return comprehension_to(node, as<SetComp>(node).generators, *as<SetComp>(node).elt, nullptr, to);
    case ExprKind::DictComp:
      return comprehension_to(node, as<DictComp>(node).generators, *as<DictComp>(node).key, as<DictComp>(node).value, to);
    case ExprKind::GeneratorExp: return comprehension_to(node, as<GeneratorExp>(node).generators, *as<GeneratorExp>(node).elt, nullptr, to);
    case ExprKind::Await: return await_to(as<Await>(node), to);
    case ExprKind::Yield: return yield_to(as<Yield>(node), to);
    case ExprKind::YieldFrom: return yield_from_to(as<YieldFrom>(node), to);
    case ExprKind::Compare: return compare_to(as<Compare>(node), to);
    case ExprKind::Call: return call_to(as<Call>(node), to);
    case ExprKind::FormattedValue: return formatted_to(as<FormattedValue>(node), to);
    case ExprKind::JoinedStr: return joined_to(as<JoinedStr>(node), to);
    case ExprKind::Constant: return;  // folded above
    case ExprKind::Attribute: return attribute_to(as<Attribute>(node), to);
    case ExprKind::Subscript: return subscript_to(as<Subscript>(node), to);
    case ExprKind::Starred:
      return error(as<Starred>(node).context == ExprContext::Store ? "starred assignment target must be in a list or tuple"
                                                                    : "can't use starred expression here");
    case ExprKind::Name: return load_name_to(as<Name>(node).id, to);
    case ExprKind::List: return list_to(as<List>(node), to);
    case ExprKind::Tuple: return tuple_to(as<Tuple>(node), to);
    case ExprKind::Slice: return slice_to(as<Slice>(node), to);
  }
}

void Generator::named_to(const NamedExpr& node, Register to) {
  const Temporaries temporaries(*this);
  const Expr& target = *node.target;
  if (const Register local = direct_target(target); local != kNone) {
    value_to(*node.value, local);
    set_bound(local);
    if (local != to) code().emit(Opcode::Move, to, local);
    return;
  }
  const Register result = operand(*node.value, {}, to);
  const At at(*this, target.position);
  store_name(as<Name>(target).id, result);
  if (result != to) code().emit(Opcode::Move, to, result);
}

// ---- operators ----

bool Generator::small_int(const Expr& node, std::int32_t& number) {
  const Value* constant = fold(node);
  if (!constant || constant->kind != Value::Kind::Int || constant->integer != static_cast<std::int16_t>(constant->integer)) return false;
  number = static_cast<std::int32_t>(constant->integer);
  return true;
}

/// `'...%s...' % (a, b)` as an f-string would do it. False: it is not of that form.
bool Generator::percent_format_to(const BinOp& node, Register to) {
  if (node.op != BinaryOperator::Mod || node.right->kind != ExprKind::Tuple) return false;
  const Value* format = fold(*node.left);
  if (!format || format->kind != Value::Kind::Str || fold(*node.right)) return false;
  const Span<Expr*> items = as<Tuple>(*node.right).elts;
  const auto parts = parse_percent_format(format->text);
  if (!parts || has_starred(items)) return false;
  std::uint32_t count = 0;
  for (const PercentPart& part : *parts) count += part.conversion != 0;
  if (count != items.size) return false;
  const Temporaries temporaries(*this);
  const Register first = unit_->next_temporary;
  std::uint32_t texts = 0, next_item = 0;
  for (const PercentPart& part : *parts) {
    if (!part.literal.empty()) {
      load_text(new_temporary(), part.literal);
      ++texts;
    }
    if (!part.conversion) continue;
    const Register text = new_temporary();
    ++texts;
    const Temporaries inner(*this);
    const Expr& item = *items[next_item++];
    const Register object = operand(item, {}, text);
    const At at(*this, item.position);
    std::int32_t spec = -1;
    if (!part.spec.empty()) {
      spec = new_temporary();
      load_text(static_cast<Register>(spec), part.spec);
    }
    code().emit_wide(Opcode::FormatValue, text, object, conversion_number(part.conversion), spec);
  }
  code().emit(Opcode::BuildString, to, texts == 0 ? to : first, texts);
  return true;
}

void Generator::binary_to(const BinOp& node, Register to) {
  if (percent_format_to(node, to)) return;
  const Temporaries temporaries(*this);
  const BinaryRow row = binary_row(node.op);
  const Register left = operand(*node.left, {node.right}, to);
  std::int32_t number = 0;
  if (row.has_immediate && small_int(*node.right, number))
    return code().emit(row.immediate, to, left, static_cast<std::uint16_t>(number));
  const Register right = operand(*node.right, {}, left == to ? kNone : to);
  code().emit(row.plain, to, left, right);
}

void Generator::unary_to(const UnaryOp& node, Register to) {
  const Temporaries temporaries(*this);
  if (node.op == UnaryOperator::Not && node.operand->kind == ExprKind::Compare) {
    const auto& compare = as<Compare>(*node.operand);
    // `not (a is b)` is `a is not b`; so for `in`.
    if (compare.ops.size == 1 && compare.ops[0] >= CompareOperator::Is) {
      check_compare(compare);
      constexpr CompareOperator kInverse[] = {CompareOperator::IsNot, CompareOperator::Is, CompareOperator::NotIn, CompareOperator::In};
      const CompareOperator op = kInverse[static_cast<int>(compare.ops[0]) - static_cast<int>(CompareOperator::Is)];
      const Register left = operand(*compare.left, {compare.comparators[0]}, to);
      const Register right = compare_operand(*compare.comparators[0], op, {});
      return compare_pair(op, to, left, right);
    }
  }
  constexpr Opcode kUnary[] = {Opcode::Invert, Opcode::Not, Opcode::Positive, Opcode::Negative};
  const Register operand_register = operand(*node.operand, {}, to);
  code().emit(kUnary[static_cast<int>(node.op)], to, operand_register);
}

void Generator::bool_op_to(const BoolOp& node, Register to) {
  const Temporaries temporaries(*this);
  const Register result = is_temporary_register(to) ? to : new_temporary();
  const Label end = new_label();
  const Opcode op = node.op == BoolOperator::And ? Opcode::JumpIfFalse : Opcode::JumpIfTrue;
  for (std::uint32_t i = 0; i + 1 < node.values.size; ++i) {
    value_to(*node.values[i], result);
    jump_on(op, result, end);
  }
  value_to(*node.values.back(), result);
  bind(end);
  if (result != to) code().emit(Opcode::Move, to, result);
}

void Generator::if_expression_to(const IfExp& node, Register to) {
  const Label otherwise = new_label(), end = new_label();
  jump_if(*node.test, otherwise, false);
  value_to(*node.body, to);
  jump(end);
  bind(otherwise);
  value_to(*node.orelse, to);
  bind(end);
}

void Generator::compare_pair(CompareOperator op, Register to, Register left, Register right) {
  code().emit(compare_opcode(op), to, left, right);
}

/// The right side of `in`: a display of constants becomes one constant.
Register Generator::compare_operand(const Expr& node, CompareOperator op, std::initializer_list<const Expr*> later) {
  const bool contains = op == CompareOperator::In || op == CompareOperator::NotIn;
  const bool is_list = node.kind == ExprKind::List, is_set = node.kind == ExprKind::Set;
  if (contains && (is_list || is_set)) {
    const Span<Expr*> items = is_list ? as<List>(node).elts : as<Set>(node).elts;
    if (all_constant(items)) {
      const At at(*this, node.position);
      Value constant;
      constant.kind = is_list ? Value::Kind::Tuple : Value::Kind::FrozenSet;
      for (const Expr* item : items) constant.items.push_back(*fold(*item));
      const Register to = new_temporary();
      load_constant(to, constant);
      return to;
    }
  }
  return operand(node, later);
}

void Generator::compare_to(const Compare& node, Register to) {
  check_compare(node);
  const Temporaries temporaries(*this);
  if (node.ops.size == 1) {
    const Register left = operand(*node.left, {node.comparators[0]}, to);
    const Register right = compare_operand(*node.comparators[0], node.ops[0], {});
    return compare_pair(node.ops[0], to, left, right);
  }
  const Register result = is_temporary_register(to) ? to : new_temporary();
  const Label end = new_label();
  Register left = operand(*node.left, {node.comparators[0]});
  for (std::uint32_t i = 0; i < node.ops.size; ++i) {
    const bool is_last = i + 1 == node.ops.size;
    const Register right = compare_operand(*node.comparators[i], node.ops[i], {is_last ? nullptr : node.comparators[i + 1]});
    compare_pair(node.ops[i], result, left, right);
    if (!is_last) jump_on(Opcode::JumpIfFalse, result, end);
    left = right;
  }
  bind(end);
  if (result != to) code().emit(Opcode::Move, to, result);
}

/// `x is 1` and its like are suspicious.
void Generator::check_compare(const Compare& node) {
  const auto is_literal = [](const Expr& side) {
    if (side.kind != ExprKind::Constant) return false;
    const ConstantKind kind = as<ast::Constant>(side).constant_kind;
    return kind != ConstantKind::None && kind != ConstantKind::True && kind != ConstantKind::False && kind != ConstantKind::Ellipsis;
  };
  bool left = is_literal(*node.left);
  for (std::uint32_t i = 0; i < node.ops.size; ++i) {
    const bool right = is_literal(*node.comparators[i]);
    if ((left || right) && node.ops[i] == CompareOperator::Is) return warn(node.position, "\"is\" with a literal. Did you mean \"==\"?");
    if ((left || right) && node.ops[i] == CompareOperator::IsNot)
      return warn(node.position, "\"is not\" with a literal. Did you mean \"!=\"?");
    left = right;
  }
}

// ---- attributes and subscripts ----

/// The place of an attribute that stands on another line than its object: the attribute's name.
void Generator::adjust_to_attribute(const Attribute& node) {
  Place place = code().place();
  if (place.line == node.position.end_line) return;
  place.line = node.position.end_line;
  const auto length = static_cast<std::int32_t>(node.attr.size());
  if (length <= node.position.end_column) {
    place.column = node.position.end_column - length;
  } else {
    place.column = place.end_column = -1;
  }
  if (place.end_line < place.line) place.end_line = place.line;
  code().set_place(place);
}

void Generator::attribute_to(const Attribute& node, Register to) {
  const Temporaries temporaries(*this);
  const Register object = operand(*node.value, {}, to);
  adjust_to_attribute(node);
  code().emit_wide(Opcode::LoadAttr, to, object, name_index(node.attr), static_cast<std::int32_t>(code().new_cache()));
}

void Generator::subscript_to(const Subscript& node, Register to) {
  check_subscript(node);
  const Temporaries temporaries(*this);
  const Register object = operand(*node.value, {node.slice}, to);
  std::int32_t number = 0;
  if (small_int(*node.slice, number)) return code().emit(Opcode::GetItemImm, to, object, static_cast<std::uint16_t>(number));
  const Register index = operand(*node.slice, {}, object == to ? kNone : to);
  code().emit(Opcode::GetItem, to, object, index);
}

void Generator::check_subscript(const Subscript& node) {
  const char* type = inferred_type(*node.value);
  if (!type) return;
  const std::string_view name = type;
  const std::string quoted = "'" + std::string(name) + "'";
  if (name == "set" || name == "generator" || name == "function" || name == "NoneType" || name == "bool" || name == "ellipsis" ||
      name == "int" || name == "float" || name == "complex") {
    const bool is_constant = node.value->kind == ExprKind::Constant;
    if (is_constant || name == "set" || name == "generator" || name == "function")
      warn(node.position, quoted + " object is not subscriptable; perhaps you missed a comma?");
    return;
  }
  if (name == "dict") return;
  const char* index = inferred_type(*node.slice);
  if (!index) return;
  const std::string_view index_name = index;
  if (index_name == "int" || index_name == "bool" || node.slice->kind == ExprKind::Slice) return;
  warn(node.position,
       std::string(name) + " indices must be integers or slices, not " + std::string(index_name) + "; perhaps you missed a comma?");
}

void Generator::slice_to(const Slice& node, Register to) {
  const Temporaries temporaries(*this);
  const std::uint32_t count = node.step ? 3 : 2;
  const Expr* const parts[] = {node.lower, node.upper, node.step};
  Register first = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Register part = new_temporary();
    if (i == 0) first = part;
    if (parts[i])
      value_to(*parts[i], part);
    else
      load_none(part);
  }
  code().emit(Opcode::BuildSlice, to, first, count);
}

// ---- displays ----

bool Generator::all_constant(Span<Expr*> items) const {
  for (const Expr* item : items)
    if (!const_cast<Generator*>(this)->fold(*item)) return false;
  return true;
}

/// The items in consecutive registers, then one instruction.
void Generator::sequence_to(Span<Expr*> items, Opcode build, Register to) {
  const Temporaries temporaries(*this);
  const Register first = unit_->next_temporary;
  for (const Expr* item : items) {
    const Register each = new_temporary();
    value_to(*item, each);
  }
  code().emit(build, to, items.empty() ? to : first, items.size);
}

/// Appends the items to a list, spreading the starred ones.
void Generator::spread_list(Span<Expr*> items, Register list) {
  for (const Expr* item : items) {
    const Temporaries temporaries(*this);
    if (item->kind == ExprKind::Starred) {
      const Register spread = value(*as<Starred>(*item).value);
      code().emit(Opcode::ListExtend, list, spread, 1);
    } else {
      const Register each = value(*item);
      code().emit(Opcode::ListAppend, list, each);
    }
  }
}

void Generator::list_to(const List& node, Register to) {
  const bool starred = has_starred(node.elts);
  const bool constant = !starred && node.elts.size >= 3 && all_constant(node.elts);
  if (!starred && !constant && node.elts.size <= kInlineItems) return sequence_to(node.elts, Opcode::BuildList, to);
  const Temporaries temporaries(*this);
  const Register list = is_temporary_register(to) ? to : new_temporary();
  code().emit(Opcode::BuildList, list, list, 0);
  if (constant) {
    Value tuple;
    tuple.kind = Value::Kind::Tuple;
    for (const Expr* item : node.elts) tuple.items.push_back(*fold(*item));
    const Register items = new_temporary();
    load_constant(items, tuple);
    code().emit(Opcode::ListExtend, list, items, 0);
  } else {
    spread_list(node.elts, list);
  }
  if (list != to) code().emit(Opcode::Move, to, list);
}

void Generator::tuple_to(const Tuple& node, Register to) {
  if (!has_starred(node.elts) && node.elts.size <= kInlineItems) return sequence_to(node.elts, Opcode::BuildTuple, to);
  const Temporaries temporaries(*this);
  const Register list = new_temporary();
  code().emit(Opcode::BuildList, list, list, 0);
  spread_list(node.elts, list);
  code().emit(Opcode::ListToTuple, to, list);
}

void Generator::set_to(const Set& node, Register to) {
  const bool starred = has_starred(node.elts);
  const bool constant = !starred && node.elts.size >= 3 && all_constant(node.elts);
  if (!starred && !constant && node.elts.size <= kInlineItems) return sequence_to(node.elts, Opcode::BuildSet, to);
  const Temporaries temporaries(*this);
  const Register set = is_temporary_register(to) ? to : new_temporary();
  code().emit(Opcode::BuildSet, set, set, 0);
  if (constant) {  // by way of a frozenset, as in CPython: it shows in the order of the items
    Value items;
    items.kind = Value::Kind::FrozenSet;
    for (const Expr* item : node.elts) items.items.push_back(*fold(*item));
    const Register source = new_temporary();
    load_constant(source, items);
    code().emit(Opcode::SetUpdate, set, source);
    if (set != to) code().emit(Opcode::Move, to, set);
    return;
  }
  for (const Expr* item : node.elts) {
    const Temporaries inner(*this);
    if (item->kind == ExprKind::Starred) {
      const Register spread = value(*as<Starred>(*item).value);
      code().emit(Opcode::SetUpdate, set, spread);
    } else {
      const Register each = value(*item);
      code().emit(Opcode::SetAdd, set, each);
    }
  }
  if (set != to) code().emit(Opcode::Move, to, set);
}

void Generator::dict_to(const Dict& node, Register to) {
  constexpr std::uint32_t kInlinePairs = 15;
  bool spread = false;
  for (const Expr* key : node.keys) spread |= key == nullptr;
  const Temporaries temporaries(*this);
  if (!spread && node.keys.size <= kInlinePairs) {
    const Register first = unit_->next_temporary;
    for (std::uint32_t i = 0; i < node.keys.size; ++i) {
      const Register key = new_temporary();
      value_to(*node.keys[i], key);
      const Register item = new_temporary();
      value_to(*node.values[i], item);
    }
    return code().emit(Opcode::BuildDict, to, node.keys.empty() ? to : first, node.keys.size);
  }
  const Register dict = is_temporary_register(to) ? to : new_temporary();
  code().emit(Opcode::BuildDict, dict, dict, 0);
  for (std::uint32_t i = 0; i < node.keys.size; ++i) {
    const Temporaries inner(*this);
    if (!node.keys[i]) {
      const Register other = value(*node.values[i]);
      code().emit(Opcode::DictUpdate, dict, other);
    } else {
      const Register key = operand(*node.keys[i], {node.values[i]});
      const Register item = value(*node.values[i]);
      code().emit(Opcode::DictSet, dict, key, item);
    }
  }
  if (dict != to) code().emit(Opcode::Move, to, dict);
}

// ---- f-strings ----

void Generator::joined_to(const JoinedStr& node, Register to) {
  if (node.values.empty()) return load_text(to, "");
  if (node.values.size == 1 && node.values[0]->kind == ExprKind::FormattedValue) return value_to(*node.values[0], to);
  sequence_to(node.values, Opcode::BuildString, to);
}

void Generator::formatted_to(const FormattedValue& node, Register to) {
  const Temporaries temporaries(*this);
  const Register object = operand(*node.value, {node.format_spec}, to);
  std::int32_t spec = -1;
  if (node.format_spec) spec = value(*node.format_spec);
  code().emit_wide(Opcode::FormatValue, to, object, conversion_number(node.conversion), spec);
}

// ---- suspicious calls ----

void Generator::check_caller(const Expr& callee) {
  const char* type = inferred_type(callee);
  if (!type || callee.kind == ExprKind::Lambda) return;
  warn(callee.position, std::string("'") + type + "' object is not callable; perhaps you missed a comma?");
}

}  // namespace tauraro
