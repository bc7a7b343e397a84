#include "compile/generator.h"

namespace tauraro {

using namespace ast;

namespace {

struct JumpRow {
  Opcode when_true, when_false, when_true_immediate, when_false_immediate;
};
/// \pre op is one of the six that compare values
constexpr JumpRow jump_row(CompareOperator op) {
  switch (op) {
#define ROW(ast_name, name) \
  case CompareOperator::ast_name: return {Opcode::JumpIf##name, Opcode::JumpUnless##name, Opcode::JumpIf##name##Imm, Opcode::JumpUnless##name##Imm};
    ROW(Lt, Lt)
    ROW(LtE, Le)
    ROW(Eq, Eq)
    ROW(NotEq, Ne)
    ROW(Gt, Gt)
    ROW(GtE, Ge)
#undef ROW
    default: return {};
  }
}

bool is_none(const Expr& node) {
  return node.kind == ExprKind::Constant && as<ast::Constant>(node).constant_kind == ConstantKind::None;
}

}  // namespace

void Generator::jump_if(const Expr& node, Label target, bool sense) {
  if (const tauraro::Constant* constant = fold(node)) {
    const At at(*this, node.position);
    code().emit(Opcode::Nop);
    if (is_true(*constant) == sense) jump(target);
    return;
  }
  const At at(*this, node.position);
  switch (node.kind) {
    case ExprKind::UnaryOp:
      if (as<UnaryOp>(node).op == UnaryOperator::Not) return jump_if(*as<UnaryOp>(node).operand, target, !sense);
      break;
    case ExprKind::BoolOp: return jump_if_bool_op(as<BoolOp>(node), target, sense);
    case ExprKind::Compare: return jump_if_compare(as<Compare>(node), target, sense);
    case ExprKind::IfExp: {
      const auto& choice = as<IfExp>(node);
      const Label otherwise = new_label(), end = new_label();
      jump_if(*choice.test, otherwise, false);
      jump_if(*choice.body, target, sense);
      jump(end);
      bind(otherwise);
      jump_if(*choice.orelse, target, sense);
      return bind(end);
    }
    default: break;
  }
  const Temporaries temporaries(*this);
  const Register condition = value(node);
  jump_on(sense ? Opcode::JumpIfTrue : Opcode::JumpIfFalse, condition, target);
}

void Generator::jump_if_bool_op(const BoolOp& node, Label target, bool sense) {
  // `a or b` jumps on true as soon as one is true; on false only when all are. `and` the other way round.
  const bool deciding = node.op == BoolOperator::Or;
  const std::uint32_t last = node.values.size - 1;
  if (deciding == sense) {
    for (const Expr* each : node.values) jump_if(*each, target, sense);
    return;
  }
  const Label end = new_label();
  for (std::uint32_t i = 0; i < last; ++i) jump_if(*node.values[i], end, deciding);
  jump_if(*node.values[last], target, sense);
  bind(end);
}

/// `right` is kNone when the right side has not been evaluated and may become an immediate operand.
void Generator::jump_if_pair(CompareOperator op, Register left, const Expr* right_node, Register right, Label target, bool sense) {
  const Temporaries temporaries(*this);
  if ((op == CompareOperator::Is || op == CompareOperator::IsNot) && right_node && is_none(*right_node))
    return jump_on((op == CompareOperator::Is) == sense ? Opcode::JumpIfNone : Opcode::JumpIfNotNone, left, target);
  if (op >= CompareOperator::Is) {
    const Register result = new_temporary();
    if (right == kNone) right = compare_operand(*right_node, op, {});
    compare_pair(op, result, left, right);
    return jump_on(sense ? Opcode::JumpIfTrue : Opcode::JumpIfFalse, result, target);
  }
  const JumpRow row = jump_row(op);
  std::int32_t number = 0;
  if (right == kNone && small_int(*right_node, number))
    return jump_wide(sense ? row.when_true_immediate : row.when_false_immediate, left, static_cast<std::uint16_t>(number), 0, target);
  if (right == kNone) right = value(*right_node);
  jump_wide(sense ? row.when_true : row.when_false, left, right, 0, target);
}

void Generator::jump_if_compare(const Compare& node, Label target, bool sense) {
  check_compare(node);
  const Temporaries temporaries(*this);
  const std::uint32_t last = node.ops.size - 1;
  Register left = operand(*node.left, {node.comparators[0]});
  if (last == 0) return jump_if_pair(node.ops[0], left, node.comparators[0], kNone, target, sense);
  const Label end = new_label();
  const Label when_false = sense ? end : target;
  for (std::uint32_t i = 0; i < last; ++i) {
    const Register right = compare_operand(*node.comparators[i], node.ops[i], {node.comparators[i + 1]});
    jump_if_pair(node.ops[i], left, nullptr, right, when_false, false);
    left = right;
  }
  jump_if_pair(node.ops[last], left, node.comparators[last], kNone, target, sense);
  bind(end);
}

}  // namespace tauraro
