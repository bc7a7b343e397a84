// Arithmetic of instances: the class's method is called as any function, and built into the caller.
#include "jit/build/scope.h"
#include "jit/target/offsets.h"
#include "vm/inline_cache.h"
#include "vm/services.h"

namespace tauraro::jit {
namespace {

Special method_of(BinaryOp op, Special first) { return static_cast<Special>(static_cast<int>(first) + static_cast<int>(op)); }

bool is_inplace(Opcode op) {
  switch (op) {
#define INPLACE(name) case Opcode::Inplace##name:
    INPLACE(Add) INPLACE(Sub) INPLACE(Mul) INPLACE(TrueDiv) INPLACE(FloorDiv) INPLACE(Mod) INPLACE(Pow) INPLACE(MatMul)
    INPLACE(LShift) INPLACE(RShift) INPLACE(And) INPLACE(Or) INPLACE(Xor)
#undef INPLACE
    case Opcode::InplaceAddImm:
    case Opcode::InplaceSubImm: return true;
    default: return false;
  }
}

bool is_number(TypeKind kind) {
  return kind == TypeKind::Int64 || kind == TypeKind::IntValue || kind == TypeKind::Double || kind == TypeKind::DoubleValue;
}

}  // namespace

/// An instance with another of the same class, or with an int or a float: only the left operand's method counts, and when it gives
/// NotImplemented the operation fails. False: it is another case, and nothing has been built.
bool Scope::operator_call(BinaryOp op, NodeId left, NodeId right) {
  if (is_hot_exit(Reason::Shape)) return false;
  Vm& vm = unit_.vm;
  const OperatorSite* site = operator_site(vm, &at());
  const auto shape_of = [&](NodeId node, std::uint32_t seen) {
    const auto known = unit_.shapes.find(node);
    return known != unit_.shapes.end() ? known->second : site ? seen : 0;
  };
  const auto type_of = [&](NodeId node, std::uint32_t shape) -> ::tauraro::Type* {
    const TypeKind kind = graph().type(node).kind;
    const bool possible = kind == TypeKind::Value || kind == TypeKind::Cell;
    return !possible || shape == 0 || shape == OperatorSite::kMixed ? nullptr : vm.shapes.at(shape)->type;
  };
  const std::uint32_t left_shape = shape_of(left, site ? site->left : 0), right_shape = shape_of(right, site ? site->right : 0);
  ::tauraro::Type* type = type_of(left, left_shape);
  if (!type || !(type->flags & kTypeHeap)) return false;
  const bool by_number = is_number(graph().type(right).kind);
  if (!by_number && type_of(right, right_shape) != type) return false;
  if (is_inplace(at().op) && type->has(method_of(op, Special::IAdd))) return false;
  const Value method = type->special(method_of(op, Special::Add));
  if (!method.is(kind::Function)) return false;
  Function* function = method.as<Function>();
  if (!function->code->simple_call || function->code->positional_count != 2) return false;
  const std::uint16_t destination = at().a;
  const NodeId self = check_shape(left, left_shape);
  if (unreachable_) return true;
  const NodeId other = by_number ? right : right == left ? self : check_shape(right, right_shape);
  if (unreachable_) return true;
  watch_type(type);
  const NodeId before = environment_.registers[destination];
  const NodeId arguments[] = {self, other};
  const Callee callee{function->code, function, graph().const_value(method.bits(), function->shape), Continuation::Operator};
  if (!call_python(callee, arguments, register_count() + kFrameHeaderWords, destination, nullptr)) return false;
  if (unit_.failed() || unreachable_) return true;
  const NodeId result = environment_.registers[destination];
  if (graph().type(result).kind != TypeKind::Value) return true;
  const Environment after = environment_;
  environment_.registers[destination] = before;
  const BlockId fails = graph().add_block(), goes_on = graph().add_block();
  graph().branch(block_, append(Op::EqWord, {result, graph().const_value(Value::not_implemented().bits())}), Edge{fails, {}}, Edge{goes_on, {}});
  block_ = fails;
  (void)runtime_call(Runtime::UnsupportedOperator, {pc_constant(), self, box(other)}, true);
  graph().unreachable(block_);
  block_ = goes_on;
  environment_ = after;
  return true;
}

}  // namespace tauraro::jit
