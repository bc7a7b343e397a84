// The bottom and top of `for` loops.
#include "bytecode/register_use.h"
#include "jit/build/scope.h"
#include "jit/target/offsets.h"
#include "object/feedback.h"

namespace tauraro::jit {

namespace {

/// Steps this small keep the number after the last one of a loop within an inline int.
constexpr std::int64_t kMaxStep = std::int64_t{1} << 32;

}  // namespace

/// The number, after a check that it lies between the two.
NodeId Scope::check_int_range(NodeId number, std::int64_t low, std::int64_t high, Reason reason) {
  std::int64_t constant;
  if (graph().is_int_constant(number, &constant) && low <= constant && constant <= high) return number;
  const NodeId checked = append(Op::CheckIntRange, {number}, state(reason));
  Node& node = graph().node(checked);
  node.imm = low;
  node.imm2 = high;
  node.type = jit::Type::int64(low, high);
  return checked;
}

/// `for x in range(...)` over machine ints: next, stop, step in three registers. The sign of the step must be known.
void Scope::range_prepare() {
  const std::uint32_t target = at().a, base = at().b, first = base + kFrameHeaderWords, count = at().c;
  const NodeId callee = reg(base);
  const Value range_type = Value::from_cell(unit_.vm.type(TypeId::Range));
  const bool is_range = graph().node(callee).op == Op::ConstValue && static_cast<std::uint64_t>(graph().node(callee).imm) == range_type.bits();
  if (!is_range || is_hot_exit(Reason::Operand)) return generic();
  NodeId step = graph().const_int(1);
  if (count == 3) {
    step = as_int(reg(first + 2));
    if (unreachable_) return;
    std::int64_t constant;
    const bool negative = graph().is_int_constant(step, &constant) && constant < 0;
    step = negative ? check_int_range(step, -kMaxStep, -1, Reason::Operand) : check_int_range(step, 1, kMaxStep, Reason::Operand);
  }
  const NodeId start = count > 1 ? as_int(reg(first)) : graph().const_int(0);
  const NodeId stop = as_int(reg(first + (count > 1 ? 1 : 0)));
  if (unreachable_) return;
  // The interpreter keeps the three as inline ints, the number after the last one included.
  const NodeId checked_stop = check_int_range(stop, Value::kMinInt + kMaxStep, Value::kMaxInt - kMaxStep, Reason::Operand);
  const NodeId checked_start = check_int_range(start, Value::kMinInt, Value::kMaxInt, Reason::Operand);
  for (std::uint32_t r = base; r < register_count(); ++r) environment_.registers[r] = kNoNode;
  set(target, checked_start);
  set(target + 1, checked_stop);
  set(target + 2, step);
}

void Scope::range_next(bool at_bottom) {
  const std::uint32_t item = at().a, base = at().b;
  const std::uint32_t target = jump_target(code_->instructions, pc_), next = pc_ + 2;
  const std::uint32_t if_item = at_bottom ? target : next, if_done = at_bottom ? next : target;
  const NodeId step = reg(base + 2);
  const jit::Type step_type = graph().type(step);
  if (step_type.kind == TypeKind::Int64 && (step_type.range.low > 0 || step_type.range.high < 0)) {
    const NodeId number = as_int(reg(base)), stop = as_int(reg(base + 1));
    if (unreachable_) return;
    const NodeId goes_on = append(step_type.range.low > 0 ? Op::LtInt : Op::GtInt, {number, stop});
    const BlockId yes = graph().add_block(), no = graph().add_block();
    graph().branch(block_, goes_on, Edge{yes, {}}, Edge{no, {}});
    Environment with_item = environment_;
    with_item.registers[item] = number;
    with_item.registers[base] = graph().append(yes, Op::AddWrap, {number, step});
    edge_from(no, std::move(environment_), if_done);
    if (!unit_.failed()) edge_from(yes, std::move(with_item), if_item);
    block_ = kNoBlock;
    return;
  }
  const bool is_iterator = graph().node(step).op == Op::ConstValue && graph().node(step).imm == 0;
  if (!is_iterator) {  // which of the two forms it has is only known at run time
    unit_.failure = "range of unknown step";
    return exit_here(Reason::None);
  }
  iterator_next(at_bottom);
}

/// Over any iterator; native ones without a call.
void Scope::iterator_next(bool at_bottom) {
  const std::uint32_t item = at().a, base = at().b;
  const std::uint32_t target = jump_target(code_->instructions, pc_), next = pc_ + 2;
  const std::uint32_t if_item = at_bottom ? target : next, if_done = at_bottom ? next : target;
  if (native_next(item, reg(base), if_item, if_done) || unit_.failed()) return;
  if (resume_inline(item, base, if_item, if_done) || unit_.failed()) return;
  const NodeId result = runtime_call(Runtime::Next, {pc_constant(), box(reg(base))}, true);
  const NodeId done = append(Op::EqWord, {result, graph().const_value(Value::done().bits())});
  const BlockId yes = graph().add_block(), no = graph().add_block();
  graph().branch(block_, done, Edge{no, {}}, Edge{yes, {}});
  check_valid(no, if_done);
  Environment without = environment_;
  environment_.registers[item] = result;
  check_valid(yes, if_item);
  edge_from(yes, std::move(environment_), if_item);
  if (!unit_.failed()) edge_from(no, std::move(without), if_done);
  block_ = kNoBlock;
}

/// A step of the native iterator that the loop has met. False: nothing has been built.
bool Scope::native_next(std::uint32_t item, NodeId value, std::uint32_t if_item, std::uint32_t if_done) {
  const bool for_iter = at().op == Opcode::ForIter || at().op == Opcode::ForLoop;
  const TypeKind kind = graph().type(value).kind;
  if (!for_iter || (kind != TypeKind::Value && kind != TypeKind::Cell)) return false;
  if (is_hot_exit(Reason::Shape) || is_hot_exit(Reason::Unbound) || is_hot_exit(Reason::Index)) return false;
  const InlineCache& site = code_->caches[more().e];
  if (site.state == InlineCache::State::Empty && !is_hot_exit(Reason::NeverRan)) {
    exit_here(Reason::NeverRan);
    return true;
  }
  const IterationKinds kinds = iteration_kinds(site);
  if (!has_native_steps(kinds)) return false;
  NativeIterator iterator;
  const std::uint16_t* rest = kinds.data();
  prepare_iterator(value, rest, {state(Reason::Shape), state(Reason::Unbound), state(Reason::Index)}, iterator);
  std::vector<BlockId> ends;
  const Environment before = environment_;
  std::vector<NodeId> items = step_iterator(iterator, ends);
  edge_with_items(std::move(items), item, if_item);
  for (const BlockId end : ends)
    if (!unit_.failed()) edge_from(end, before, if_done);
  block_ = kNoBlock;
  return true;
}

}  // namespace tauraro::jit
