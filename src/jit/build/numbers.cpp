// Arithmetic, comparison, truth.
#include <limits>

#include "jit/build/scope.h"
#include "bytecode/register_use.h"
#include "jit/target/offsets.h"
#include "object/feedback.h"

namespace tauraro::jit {
namespace {

bool is_int_like(const jit::Type& type) {
  return type.kind == TypeKind::Int64 || type.kind == TypeKind::IntValue || type.kind == TypeKind::Bool || type.kind == TypeKind::BoolValue;
}
bool is_double_like(const jit::Type& type) { return type.kind == TypeKind::Double || type.kind == TypeKind::DoubleValue; }
bool is_number(const jit::Type& type) { return is_int_like(type) || is_double_like(type); }
bool is_bool_like(const jit::Type& type) { return type.kind == TypeKind::Bool || type.kind == TypeKind::BoolValue; }
bool is_unknown(const jit::Type& type) { return type.kind == TypeKind::Value; }

constexpr std::int64_t kExactDouble = std::int64_t{1} << 53;

/// How an operation on two numbers is compiled.
enum class NumberMode {
  Int,
  Double,       ///< doubles, or a double and an int whose type is known
  MixedDouble,  ///< one is known to be a double
  Any,          ///< ints and doubles in any order
  Unseen,
  Generic,
};

/// `failed`: one kind of number was assumed, and was not enough; `failed_again`: nor was any kind.
NumberMode choose_mode(const jit::Type& left, const jit::Type& right, std::uint8_t feedback, bool failed, bool failed_again) {
  if (is_int_like(left) && is_int_like(right)) return NumberMode::Int;
  if (is_number(left) && is_number(right)) return NumberMode::Double;
  if ((!is_number(left) && !is_unknown(left)) || (!is_number(right) && !is_unknown(right))) return NumberMode::Generic;
  if (feedback == 0) return failed ? NumberMode::Generic : NumberMode::Unseen;
  if (feedback & ~(kSawInt | kSawDouble)) return NumberMode::Generic;
  const bool has_double = is_double_like(left) || is_double_like(right);
  if (feedback == kSawInt && !has_double) return failed ? NumberMode::Generic : NumberMode::Int;
  if (feedback == kSawInt) return NumberMode::MixedDouble;
  if (feedback == kSawDouble && !failed) return NumberMode::Double;
  if (has_double) return NumberMode::MixedDouble;
  return failed_again ? NumberMode::Generic : NumberMode::Any;
}

}  // namespace

void Scope::arithmetic(BinaryOp op, NodeId left, NodeId right) {
  const std::uint16_t destination = at().a;
  const jit::Type left_type = graph().type(left), right_type = graph().type(right);
  NumberMode mode = choose_mode(left_type, right_type, at().feedback, is_hot_exit(Reason::Operand) || is_hot_exit(Reason::NeverRan), is_hot_exit(Reason::Shape));
  if (is_hot_exit(Reason::Overflow)) mode = NumberMode::Generic;
  const bool both_bool = is_bool_like(left_type) && is_bool_like(right_type);
  if (both_bool && (op == BinaryOp::And || op == BinaryOp::Or || op == BinaryOp::Xor)) {
    const auto raw = [&](NodeId node) { return graph().type(node).is_boxed() ? append(Op::UnboxBool, {node}) : node; };
    const Op bool_op = op == BinaryOp::And ? Op::AndBool : op == BinaryOp::Or ? Op::OrBool : Op::XorBool;
    return set(destination, append(bool_op, {raw(left), raw(right)}));
  }
  NodeId result = kNoNode;
  if (mode == NumberMode::Unseen) return exit_here(Reason::NeverRan);
  if (mode == NumberMode::Int) result = int_arithmetic(op, left, right);
  if (mode == NumberMode::Double || mode == NumberMode::MixedDouble) result = double_arithmetic(op, left, right, mode == NumberMode::MixedDouble);
  if (mode == NumberMode::Any) result = any_arithmetic(op, left, right);
  if (result != kNoNode) return set(destination, result);
  if (operator_call(op, left, right) || unit_.failed()) return;
  result = runtime_call(Runtime::BinaryOp, {pc_constant(), box(left), box(right)}, true);
  set(destination, result);
}

/// Two inline ints, or doubles and inline ints: a way for each.
NodeId Scope::any_arithmetic(BinaryOp op, NodeId left, NodeId right) {
  if (op != BinaryOp::Add && op != BinaryOp::Sub && op != BinaryOp::Mul && op != BinaryOp::TrueDiv) return kNoNode;
  const NodeId a = box(left), b = box(right);
  const BlockId right_too = graph().add_block(), ints = graph().add_block(), otherwise = graph().add_block(), both = graph().add_block();
  const Environment before = environment_;
  graph().branch(block_, append(Op::IsInt, {a}), Edge{right_too, {}}, Edge{otherwise, {}});
  graph().branch(right_too, graph().append(right_too, Op::IsInt, {b}), Edge{ints, {}}, Edge{otherwise, {}});
  block_ = ints;
  const auto as_known_int = [&](NodeId value) {
    return append(Op::UnboxInt, {graph().append(block_, Op::Assume, jit::Type::int_value(), {value})});
  };
  const NodeId x = as_known_int(a);
  const NodeId from_ints = int_arithmetic(op, x, b == a ? x : as_known_int(b));
  const bool is_double = graph().type(from_ints).kind == TypeKind::Double;
  const NodeId result = graph().add_param(both, is_double ? jit::Type::float64() : jit::Type::value());
  graph().jump(block_, both, {is_double ? from_ints : box(from_ints)});
  environment_ = before;
  block_ = otherwise;
  const NodeId y = as_double(a, true, Reason::Shape);
  const NodeId from_doubles = double_operation(op, y, b == a ? y : as_double(b, true, Reason::Shape));
  graph().jump(block_, both, {is_double ? from_doubles : box(from_doubles)});
  environment_ = before;
  block_ = both;
  return result;
}

NodeId Scope::int_arithmetic(BinaryOp op, NodeId left, NodeId right) {
  if (op == BinaryOp::Pow) {
    std::int64_t exponent;
    if (!graph().is_int_constant(right, &exponent) || exponent < 1 || exponent > 4) return kNoNode;
    const NodeId base = as_int(left);
    const auto product = [&](NodeId a, NodeId b) { return append(Op::MulInt, {a, b}, state(Reason::Overflow)); };
    if (exponent == 1) return base;
    const NodeId square = product(base, base);
    return exponent == 2 ? square : product(square, exponent == 3 ? base : square);
  }
  if (op == BinaryOp::MatMul) return kNoNode;
  const NodeId a = as_int(left);
  const NodeId b = right == left ? a : as_int(right);
  switch (op) {
    case BinaryOp::Add: return append(Op::AddInt, {a, b}, state(Reason::Overflow));
    case BinaryOp::Sub: return append(Op::SubInt, {a, b}, state(Reason::Overflow));
    case BinaryOp::Mul: return append(Op::MulInt, {a, b}, state(Reason::Overflow));
    case BinaryOp::FloorDiv: return append(Op::FloorDivInt, {a, b}, state(Reason::Overflow));
    case BinaryOp::Mod: return append(Op::ModInt, {a, b}, state(Reason::Overflow));
    case BinaryOp::LShift: return append(Op::ShlInt, {a, b}, state(Reason::Overflow));
    case BinaryOp::RShift: return append(Op::ShrInt, {a, b}, state(Reason::Overflow));
    case BinaryOp::And: return append(Op::AndInt, {a, b});
    case BinaryOp::Or: return append(Op::OrInt, {a, b});
    case BinaryOp::Xor: return append(Op::XorInt, {a, b});
    default: break;
  }
  // True division of ints that convert exactly is one correctly rounded division.
  const auto exact = [&](NodeId number) {
    const NodeId checked = append(Op::CheckIntRange, {number}, state(Reason::Overflow));
    graph().node(checked).imm = -kExactDouble;
    graph().node(checked).imm2 = kExactDouble;
    graph().node(checked).type = jit::Type::int64(-kExactDouble, kExactDouble);
    return append(Op::IntToDouble, {checked});
  };
  append(Op::CheckTrue, {append(Op::NeInt, {b, graph().const_int(0)})}, state(Reason::Overflow));
  const NodeId numerator = exact(a);
  return append(Op::DivDouble, {numerator, exact(b)});
}

NodeId Scope::double_arithmetic(BinaryOp op, NodeId left, NodeId right, bool ints_too) {
  switch (op) {
    case BinaryOp::Add:
    case BinaryOp::Sub:
    case BinaryOp::Mul:
    case BinaryOp::TrueDiv:
    case BinaryOp::FloorDiv:
    case BinaryOp::Mod: break;
    case BinaryOp::Pow: return double_power(left, right, ints_too);
    default: return kNoNode;
  }
  const NodeId a = as_double(left, ints_too);
  return double_operation(op, a, right == left ? a : as_double(right, ints_too));
}

/// \pre not a power
NodeId Scope::double_operation(BinaryOp op, NodeId a, NodeId b) {
  switch (op) {
    case BinaryOp::Add: return append(Op::AddDouble, {a, b});
    case BinaryOp::Sub: return append(Op::SubDouble, {a, b});
    case BinaryOp::Mul: return append(Op::MulDouble, {a, b});
    default: break;
  }
  append(Op::CheckTrue, {append(Op::NeDouble, {b, graph().const_double(0)})}, state(Reason::Overflow));
  if (op == BinaryOp::FloorDiv) return runtime_call(Runtime::DoubleFloorDiv, {a, b}, false);
  if (op == BinaryOp::Mod) return runtime_call(Runtime::DoubleMod, {a, b}, false);
  return append(Op::DivDouble, {a, b});
}

/// What pow() gives, where that is a finite float: no complex result, no division by zero, no overflow.
NodeId Scope::double_power(NodeId left, NodeId right, bool ints_too) {
  std::int64_t exponent = -1;
  const bool is_int = graph().is_int_constant(right, &exponent);
  const NodeId a = as_double(left, ints_too);
  const NodeId b = right == left ? a : as_double(right, ints_too);
  if (!is_int || exponent < 0) append(Op::CheckTrue, {append(Op::LtDouble, {graph().const_double(0), a})}, state(Reason::Overflow));
  const NodeId result = runtime_call(Runtime::DoublePow, {a, b}, false);
  const NodeId most = graph().const_double(std::numeric_limits<double>::max());
  append(Op::CheckTrue, {append(Op::LeDouble, {append(Op::AbsDouble, {result}), most})}, state(Reason::Overflow));
  return result;
}

// ---- comparison ----

NodeId Scope::compare(int op, NodeId left, NodeId right) {
  constexpr Op kInts[] = {Op::LtInt, Op::LeInt, Op::EqInt, Op::NeInt, Op::GtInt, Op::GeInt};
  constexpr Op kDoubles[] = {Op::LtDouble, Op::LeDouble, Op::EqDouble, Op::NeDouble, Op::GtDouble, Op::GeDouble};
  const jit::Type left_type = graph().type(left), right_type = graph().type(right);
  const NumberMode mode = choose_mode(left_type, right_type, at().feedback, is_hot_exit(Reason::Operand) || is_hot_exit(Reason::NeverRan), is_hot_exit(Reason::Shape));
  if (mode == NumberMode::Unseen) {
    exit_here(Reason::NeverRan);
    return graph().const_bool(false);
  }
  if (mode == NumberMode::Int) {
    const NodeId a = as_int(left);
    return append(kInts[op], {a, right == left ? a : as_int(right)});
  }
  if (mode == NumberMode::Double || mode == NumberMode::MixedDouble || mode == NumberMode::Any) {
    // An int beyond 53 bits does not compare as the double nearest to it.
    const auto exact = [&](NodeId node) {
      if (graph().type(node).kind != TypeKind::Int64) return node;
      const NodeId checked = append(Op::CheckIntRange, {node}, state(Reason::Operand));
      graph().node(checked).imm = -kExactDouble;
      graph().node(checked).imm2 = kExactDouble;
      graph().node(checked).type = jit::Type::int64(-kExactDouble, kExactDouble);
      return checked;
    };
    const bool ints_too = mode != NumberMode::Double;
    const Reason reason = mode == NumberMode::Any ? Reason::Shape : Reason::Operand;
    const NodeId a = as_double(exact(left), ints_too, reason);
    return append(kDoubles[op], {a, right == left ? a : as_double(exact(right), ints_too, reason)});
  }
  const auto may_be_str = [&](const jit::Type& type) {
    return is_unknown(type) || (type.kind == TypeKind::Cell && (type.shape == 0 || type.shape == builtin_shape(TypeId::Str)));
  };
  if (at().feedback == kSawStr && may_be_str(left_type) && may_be_str(right_type) && !is_hot_exit(Reason::Operand)) {
    const NodeId a = as_cell(left, builtin_shape(TypeId::Str), Reason::Operand);
    const NodeId b = right == left ? a : as_cell(right, builtin_shape(TypeId::Str), Reason::Operand);
    if (op == 2) return str_equality(a, b);
    if (op == 3) return append(Op::NotBool, {str_equality(a, b)});
    return append(Op::UnboxBool, {runtime_call(Runtime::StrCompare, {graph().const_int(op), a, b}, false)});
  }
  return runtime_call(Runtime::CompareOp, {pc_constant(), graph().const_int(op), box(left), box(right)}, true);
}

void Scope::compare_jump(int op, NodeId right, bool jump_when) {
  const NodeId left = reg(at().a);
  NodeId condition = compare(op, left, right);
  if (unit_.failed()) return;
  if (graph().type(condition).is_boxed()) condition = truth_of_anything(condition);  // what a comparison method gave
  const std::uint32_t target = jump_target(code_->instructions, pc_), next = pc_ + 2;
  branch_to(condition, jump_when ? target : next, jump_when ? next : target);
}

void Scope::identity(bool negate) {
  const NodeId left = reg(at().b), right = reg(at().c);
  const auto is_plain = [&](NodeId node) {
    const jit::Type& type = graph().type(node);
    return type.kind == TypeKind::NoneValue || type.kind == TypeKind::Bool || type.kind == TypeKind::BoolValue ||
           (type.kind == TypeKind::Cell && type.shape != 0 && type.shape != builtin_shape(TypeId::Int));
  };
  NodeId same;
  if (is_plain(left) || is_plain(right)) {
    same = append(Op::EqWord, {box(left), box(right)});
  } else {
    same = append(Op::UnboxBool, {runtime_call(Runtime::SameObject, {box(left), box(right)}, false)});
  }
  set(at().a, negate ? append(Op::NotBool, {same}) : same);
}

void Scope::unary(Opcode op) {
  const NodeId operand = reg(at().b);
  const jit::Type type = graph().type(operand);
  if (op == Opcode::Not) return set(at().a, append(Op::NotBool, {truth(operand)}));
  const std::uint8_t feedback = at().feedback;
  const bool failed = is_hot_exit(Reason::Operand) || is_hot_exit(Reason::Overflow);
  const bool as_ints = is_int_like(type) || (is_unknown(type) && feedback == kSawInt && !failed);
  const bool as_doubles = is_double_like(type) || (is_unknown(type) && feedback == kSawDouble && !failed);
  if (as_ints && op == Opcode::Negative && !is_hot_exit(Reason::Overflow))
    return set(at().a, append(Op::SubInt, {graph().const_int(0), as_int(operand)}, state(Reason::Overflow)));
  if (as_ints && op == Opcode::Invert) return set(at().a, append(Op::XorInt, {as_int(operand), graph().const_int(-1)}));
  if (as_ints && op == Opcode::Positive) return set(at().a, as_int(operand));
  if (as_doubles && op == Opcode::Negative) return set(at().a, append(Op::NegDouble, {as_double(operand, false)}));
  if (as_doubles && op == Opcode::Positive) return set(at().a, as_double(operand, false));
  generic();
}

NodeId Scope::truth(NodeId value) {
  const jit::Type type = graph().type(value);
  switch (type.kind) {
    case TypeKind::Bool: return value;
    case TypeKind::BoolValue: return append(Op::UnboxBool, {value});
    case TypeKind::Int64:
    case TypeKind::IntValue: return append(Op::NeInt, {as_int(value), graph().const_int(0)});
    case TypeKind::Double:
    case TypeKind::DoubleValue: return append(Op::NeDouble, {as_double(value, false), graph().const_double(0)});
    case TypeKind::NoneValue: return graph().const_bool(false);
    default: break;
  }
  const bool failed = is_hot_exit(Reason::Operand);
  if (!failed && at().feedback == kSawInt) return append(Op::NeInt, {as_int(value), graph().const_int(0)});
  if (!failed && at().feedback == kSawDouble) return append(Op::NeDouble, {as_double(value, false), graph().const_double(0)});
  if (!failed && at().feedback == kSawList) {
    const NodeId list = as_cell(value, builtin_shape(TypeId::List), Reason::Operand);
    const NodeId length = graph().load_field(block_, list, Offsets::list_length, MemoryKind::Int64, {Region::ListLength, kAnyId}, jit::Type::int64(0, INT64_MAX));
    return append(Op::NeInt, {length, graph().const_int(0)});
  }
  return truth_of_anything(value);
}

/// Bools quickly, everything else by the runtime, without assuming anything.
NodeId Scope::truth_of_anything(NodeId value) {
  before_world();
  const BlockId quick = graph().add_block(), slow = graph().add_block(), both = graph().add_block();
  const NodeId result = graph().add_param(both, jit::Type::boolean());
  graph().branch(block_, append(Op::IsBool, {value}), Edge{quick, {}}, Edge{slow, {}});
  const NodeId known = graph().append(quick, Op::Assume, jit::Type::bool_value(), {value});
  graph().jump(quick, both, {graph().append(quick, Op::UnboxBool, {known})});
  block_ = slow;
  const NodeId asked = runtime_call(Runtime::Truth, {pc_constant(), value}, true);
  graph().jump(block_, both, {append(Op::UnboxBool, {asked})});
  block_ = both;
  return result;
}

}  // namespace tauraro::jit
