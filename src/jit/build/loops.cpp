// The bottom and top of `for` loops.
#include "bytecode/register_use.h"
#include "jit/build/scope.h"
#include "jit/target/offsets.h"

namespace tauraro::jit {

/// `for x in range(...)` over machine ints: next, stop, step in three registers. The step must be a constant.
void Scope::range_prepare() {
  const std::uint32_t target = at().a, base = at().b, first = base + kFrameHeaderWords, count = at().c;
  const NodeId callee = reg(base);
  const Value range_type = Value::from_cell(unit_.vm.type(TypeId::Range));
  const bool is_range = graph().node(callee).op == Op::ConstValue && static_cast<std::uint64_t>(graph().node(callee).imm) == range_type.bits();
  const bool failed = is_hot_exit(Reason::Operand);
  std::int64_t step = 1;
  const bool known_step = count < 3 || (graph().is_int_constant(reg(first + 2), &step) && step != 0);
  if (!is_range || failed || !known_step || step > 0xffff || step < -0xffff) return generic();
  const NodeId start = count > 1 ? as_int(reg(first)) : graph().const_int(0);
  const NodeId given_stop = as_int(reg(first + (count > 1 ? 1 : 0)));
  if (unreachable_) return;
  const NodeId stop = append(Op::CheckIntRange, {given_stop}, state(Reason::Operand));
  // The interpreter keeps the three as inline ints, the next one included.
  Node& check = graph().node(stop);
  check.imm = Value::kMinInt + 0x10000;
  check.imm2 = Value::kMaxInt - 0x10000;
  check.type = jit::Type::int64(check.imm, check.imm2);
  const NodeId checked_start = append(Op::CheckIntRange, {start}, state(Reason::Operand));
  Node& start_check = graph().node(checked_start);
  start_check.imm = Value::kMinInt;
  start_check.imm2 = Value::kMaxInt;
  start_check.type = jit::Type::int64(Value::kMinInt, Value::kMaxInt);
  set(target, checked_start);
  set(target + 1, stop);
  set(target + 2, graph().const_int(step));
  for (std::uint32_t r = base; r < register_count(); ++r)
    if (r >= target + 3 || r < target) environment_.registers[r] = kNoNode;
}

void Scope::range_next(bool at_bottom) {
  const std::uint32_t item = at().a, base = at().b;
  const std::uint32_t target = jump_target(code_->instructions, pc_), next = pc_ + 2;
  const std::uint32_t if_item = at_bottom ? target : next, if_done = at_bottom ? next : target;
  const NodeId step = reg(base + 2);
  std::int64_t distance;
  if (graph().is_int_constant(step, &distance) && distance != 0) {
    const NodeId number = as_int(reg(base)), stop = as_int(reg(base + 1));
    if (unreachable_) return;
    const NodeId goes_on = append(distance > 0 ? Op::LtInt : Op::GtInt, {number, stop});
    const BlockId yes = graph().add_block(), no = graph().add_block();
    graph().branch(block_, goes_on, Edge{yes, {}}, Edge{no, {}});
    Environment with_item = environment_;
    with_item.registers[item] = number;
    with_item.registers[base] = graph().append(yes, Op::AddWrap, {number, graph().const_int(distance)});
    edge_from(no, std::move(environment_), if_done);
    if (!unit_.failed()) edge_from(yes, std::move(with_item), if_item);
    block_ = kNoBlock;
    return;
  }
  if (graph().node(step).op != Op::ConstValue) {  // not known which of the two forms: ask memory when the unit is entered
    unit_.failure = "range of unknown step";
    return exit_here(Reason::None);
  }
  iterator_next(at_bottom);
}

/// Over any iterator; lists directly.
void Scope::iterator_next(bool at_bottom) {
  const std::uint32_t item = at().a, base = at().b;
  const std::uint32_t target = jump_target(code_->instructions, pc_), next = pc_ + 2;
  const std::uint32_t if_item = at_bottom ? target : next, if_done = at_bottom ? next : target;
  if (caller_) {
    facts_.never_inline = true;
    unit_.restart = true;
    return;
  }
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

}  // namespace tauraro::jit
