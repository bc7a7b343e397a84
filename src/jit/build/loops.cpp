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

/// The kind of iterator that a loop has, as far as the builder knows ways for it; Internal: any other.
TypeId Scope::iterator_kind(std::uint32_t iterator) const {
  const std::uint32_t iterated = iterated_shape(iterator);
  if (iterated == builtin_shape(TypeId::List)) return TypeId::ListIterator;
  if (iterated == builtin_shape(TypeId::Tuple)) return TypeId::TupleIterator;
  if (iterated == builtin_shape(TypeId::Str)) return TypeId::StrIterator;
  if (iterated != 0 || caller_ || !unit_.request.frame) return TypeId::Internal;
  // The iterator is a parameter, as in generator expressions: it is there already.
  const Value value = unit_.request.frame->window()[iterator];
  for (const TypeId kind : {TypeId::ListIterator, TypeId::TupleIterator, TypeId::StrIterator})
    if (value.is(kind::Iterator) && value.as_cell()->shape == builtin_shape(kind)) return kind;
  return TypeId::Internal;
}

/// What a loop iterates over, as its GetIter has seen: a shape, or 0.
std::uint32_t Scope::iterated_shape(std::uint32_t iterator) const {
  std::uint32_t shape = 0;
  for (std::uint32_t pc = 0; pc < pc_;) {
    const Instruction& i = code_->instructions[pc];
    if (i.op == Opcode::GetIter && i.a == iterator) {
      const InlineCache& site = code_->caches[reinterpret_cast<const Extension*>(&i + 1)->d];
      shape = site.state == InlineCache::State::Iteration ? site.shape : 0;
    }
    pc += static_cast<std::uint32_t>(opcode_info(i.op).words());
  }
  return shape;
}

/// Over any iterator; lists, tuples and strings directly.
void Scope::iterator_next(bool at_bottom) {
  const std::uint32_t item = at().a, base = at().b;
  const std::uint32_t target = jump_target(code_->instructions, pc_), next = pc_ + 2;
  const std::uint32_t if_item = at_bottom ? target : next, if_done = at_bottom ? next : target;
  const TypeId iterator = iterator_kind(base);
  const jit::Type iterator_type = graph().type(reg(base));
  const bool maybe_cell = iterator_type.kind == TypeKind::Value || iterator_type.kind == TypeKind::Cell;
  if (iterator != TypeId::Internal && maybe_cell && !is_hot_exit(Reason::Shape) && !is_hot_exit(Reason::Unbound)) return sequence_next(iterator, item, base, if_item, if_done);
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

/// As the native iterators do: an index that the iterator keeps; at the end it forgets its source.
void Scope::sequence_next(TypeId kind, std::uint32_t item, std::uint32_t base, std::uint32_t if_item, std::uint32_t if_done) {
  const bool is_list = kind == TypeId::ListIterator, is_str = kind == TypeId::StrIterator;
  const NodeId iterator = as_cell(reg(base), builtin_shape(kind));
  if (unreachable_) return;
  const Location source_at{Region::Iterator, Offsets::iterator_source}, index_at{Region::Iterator, Offsets::iterator_index};
  const NodeId loaded = graph().load_field(block_, iterator, Offsets::iterator_source, MemoryKind::Value, source_at, jit::Type::value());
  const NodeId source = graph().append(block_, Op::Assume, jit::Type::cell(), {append(Op::CheckNotEmpty, {loaded}, state(Reason::Unbound))});
  const NodeId index = graph().load_field(block_, iterator, Offsets::iterator_index, MemoryKind::Int64, index_at, jit::Type::int64(0, INT64_MAX - 1));
  const NodeId length = is_str ? graph().load_field(block_, source, Offsets::str_length, MemoryKind::UInt32, {Region::Immutable, kAnyId}, jit::Type::int64(0, UINT32_MAX))
                        : is_list ? graph().load_field(block_, source, Offsets::list_length, MemoryKind::Int64, {Region::ListLength, kAnyId}, jit::Type::int64(0, INT64_MAX))
                                : graph().load_field(block_, source, Offsets::tuple_length, MemoryKind::Int64, {Region::Immutable, kAnyId}, jit::Type::int64(0, INT64_MAX));
  const BlockId yes = graph().add_block(), no = graph().add_block();
  graph().branch(block_, append(Op::LtInt, {index, length}), Edge{yes, {}}, Edge{no, {}});
  graph().store_field(no, iterator, Offsets::iterator_source, MemoryKind::Value, source_at, graph().const_value(0));
  NodeId value;
  block_ = yes;
  if (is_str) {
    value = runtime_call(Runtime::StrCharAt, {source, index}, false);
  } else if (is_list) {
    const NodeId storage = graph().load_field(yes, source, Offsets::list_storage, MemoryKind::Raw, {Region::ListStorage, kAnyId}, jit::Type::raw());
    value = graph().load_indexed(yes, storage, index, Offsets::array_items, MemoryKind::Value, {Region::ListItems, kAnyId}, jit::Type::value());
  } else {
    value = graph().load_indexed(yes, source, index, Offsets::tuple_items, MemoryKind::Value, {Region::Immutable, kAnyId}, jit::Type::value());
  }
  graph().store_field(yes, iterator, Offsets::iterator_index, MemoryKind::Int64, index_at, graph().append(yes, Op::AddWrap, {index, graph().const_int(1)}));
  Environment without = environment_;
  environment_.registers[item] = value;
  edge_from(yes, std::move(environment_), if_item);
  if (!unit_.failed()) edge_from(no, std::move(without), if_done);
  block_ = kNoBlock;
}

}  // namespace tauraro::jit
