// Steps of native iterators, as their C++ `next` functions make them: on the fields of the iterator's cell, so that whoever looks at
// it afterwards (the loop's body, the interpreter after an exit) finds it where it stands. First come all checks, which leave with
// nothing done; then the steps, which cannot fail.
#include "jit/build/scope.h"
#include "jit/target/offsets.h"
#include "object/int.h"

namespace tauraro::jit {

namespace {

constexpr jit::Type kCount = jit::Type::int64(0, INT64_MAX);
/// An enumerate counts within inline ints, and so many iterations of a zip may go over one of them at a time.
constexpr std::int64_t kLastNumber = Value::kMaxInt - 16;

bool is_kind(std::uint32_t shape, TypeId id) { return shape == builtin_shape(id); }
bool is_dict_kind(std::uint32_t shape) {
  return is_kind(shape, TypeId::DictKeyIterator) || is_kind(shape, TypeId::DictValueIterator) || is_kind(shape, TypeId::DictItemIterator);
}
bool counts_items(std::uint32_t shape) { return is_dict_kind(shape) || is_kind(shape, TypeId::SetIterator); }
bool is_str_kind(std::uint32_t shape) { return is_kind(shape, TypeId::StrIterator) || is_kind(shape, TypeId::StrAsciiIterator); }

/// Iterators of different types are different cells.
Location field_of(std::uint32_t shape, int offset) { return {Region::Iterator, shape << 8 | static_cast<std::uint32_t>(offset)}; }
Location dict_field(int offset) { return {Region::DictContents, static_cast<std::uint32_t>(offset)}; }
constexpr Location kRows{Region::DictContents, 4096};

}  // namespace

/// Whether all of the kinds have steps of their own here.
bool Scope::has_native_steps(const IterationKinds& kinds) {
  bool within_zip = false;
  std::uint32_t sources = 0;
  for (const std::uint16_t shape : kinds) {
    if (shape == 0) break;
    if (is_kind(shape, TypeId::Enumerate)) continue;
    if (is_kind(shape, TypeId::Zip)) {
      if (within_zip) return false;
      within_zip = true;
      continue;
    }
    ++sources;
    const bool is_sequence = is_kind(shape, TypeId::ListIterator) || is_kind(shape, TypeId::ListReverseIterator) || is_kind(shape, TypeId::TupleIterator) ||
                             is_kind(shape, TypeId::BytesIterator) || is_str_kind(shape);
    if (!is_sequence && !counts_items(shape) && !is_kind(shape, TypeId::RangeIterator)) return false;
  }
  return sources >= 1 && sources <= 4;
}

NodeId Scope::iterator_field(const NativeIterator& iterator, int offset, MemoryKind memory, jit::Type type) {
  return graph().load_field(block_, iterator.cell, offset, memory, field_of(iterator.shape, offset), type);
}

void Scope::set_iterator_field(const NativeIterator& iterator, int offset, MemoryKind memory, NodeId value) {
  graph().store_field(block_, iterator.cell, offset, memory, field_of(iterator.shape, offset), value);
}

/// What it iterates over; exhausted ones leave.
NodeId Scope::iterator_source(const NativeIterator& iterator, StateId exhausted) {
  const NodeId loaded = iterator_field(iterator, Offsets::iterator_source, MemoryKind::Value, jit::Type::value());
  return graph().append(block_, Op::Assume, jit::Type::cell(), {append(Op::CheckNotEmpty, {loaded}, exhausted)});
}

/// Checks that an iterator is of the kinds that were seen, and can step. \pre has_native_steps(kinds)
void Scope::prepare_iterator(NodeId value, const std::uint16_t*& kinds, const CheckStates& states, NativeIterator& made) {
  made.shape = *kinds;
  ++kinds;
  jit::Type type = graph().type(value);
  if (type.kind != TypeKind::Cell) value = append(Op::CheckCell, {value}, states.shape);
  if (type.kind != TypeKind::Cell || type.shape != made.shape) value = graph().with_imm(block_, Op::CheckExact, jit::Type::void_type(), {value}, made.shape, states.shape);
  made.cell = value;
  const auto source_length = [&](int offset, MemoryKind memory, Location location) {
    made.source = iterator_source(made, states.exhausted);
    made.length_offset = offset, made.length_memory = memory, made.length_at = location;
  };
  if (is_kind(made.shape, TypeId::ListIterator) || is_kind(made.shape, TypeId::ListReverseIterator))
    return source_length(Offsets::list_length, MemoryKind::Int64, {Region::ListLength, kAnyId});
  if (is_kind(made.shape, TypeId::TupleIterator)) return source_length(Offsets::tuple_length, MemoryKind::Int64, {Region::Immutable, kAnyId});
  if (is_kind(made.shape, TypeId::BytesIterator)) return source_length(Offsets::bytes_length, MemoryKind::Int64, {Region::Immutable, kAnyId});
  if (is_str_kind(made.shape)) return source_length(Offsets::str_length, MemoryKind::UInt32, {Region::Immutable, kAnyId});
  if (is_kind(made.shape, TypeId::RangeIterator)) return;
  if (counts_items(made.shape)) return prepare_table(states, made);
  if (is_kind(made.shape, TypeId::Enumerate)) {
    const NodeId large = iterator_field(made, Offsets::iterator_extra, MemoryKind::Value, jit::Type::value());
    graph().with_imm(block_, Op::CheckWord, jit::Type::void_type(), {large}, 0, states.shape);
    const NodeId number = iterator_field(made, Offsets::iterator_index, MemoryKind::Int64, jit::Type::int64());
    append(Op::CheckTrue, {append(Op::LtInt, {number, graph().const_int(kLastNumber)})}, states.shape);
    made.inner.resize(1);
    return prepare_iterator(iterator_field(made, Offsets::iterator_source, MemoryKind::Value, jit::Type::value()), kinds, states, made.inner[0]);
  }
  prepare_zip(kinds, states, made);
}

/// Dicts and sets: nothing has been added or taken away, nor all items met.
void Scope::prepare_table(const CheckStates& states, NativeIterator& made) {
  made.source = iterator_source(made, states.exhausted);
  const int count_offset = is_dict_kind(made.shape) ? Offsets::dict_count : Offsets::set_count;
  const NodeId count = graph().load_field(block_, made.source, count_offset, MemoryKind::Int64, dict_field(count_offset), kCount);
  const NodeId limit = iterator_field(made, Offsets::iterator_limit, MemoryKind::Int64, jit::Type::int64());
  append(Op::CheckTrue, {append(Op::EqInt, {count, limit})}, states.changed);
  if (!is_dict_kind(made.shape)) return;
  const NodeId mode = graph().load_field(block_, made.source, Offsets::dict_mode, MemoryKind::UInt8, dict_field(Offsets::dict_mode), jit::Type::int64(0, 255));
  append(Op::CheckTrue, {append(Op::EqInt, {mode, graph().const_int(0)})}, states.shape);
  // After as many items as there were, no live row may follow.
  const NodeId left = iterator_field(made, Offsets::iterator_extra, MemoryKind::Int64, jit::Type::int64());
  const BlockId last = graph().add_block(), both = graph().add_block();
  graph().branch(block_, append(Op::EqInt, {left, graph().const_int(static_cast<std::int64_t>(Value::from_int(0).bits()))}), Edge{last, {}}, Edge{both, {}});
  block_ = last;
  const NodeId position = iterator_field(made, Offsets::iterator_index, MemoryKind::Int64, jit::Type::int64(0, INT64_MAX - 1));
  const NodeId found = runtime_call(Runtime::DictLiveRow, {made.source, position}, false);
  append(Op::CheckTrue, {append(Op::EqInt, {found, graph().const_int(INT64_MAX)})}, states.changed);
  graph().jump(block_, both, {});
  block_ = both;
}

void Scope::prepare_zip(const std::uint16_t*& kinds, const CheckStates& states, NativeIterator& made) {
  std::uint32_t count = 0;
  for (const std::uint16_t* kind = kinds; *kind != 0; ++kind) count += !is_kind(*kind, TypeId::Enumerate);
  const NodeId strict = iterator_field(made, Offsets::iterator_index, MemoryKind::Int64, jit::Type::int64());
  append(Op::CheckTrue, {append(Op::EqInt, {strict, graph().const_int(0)})}, states.shape);
  const NodeId iterators = iterator_field(made, Offsets::iterator_source, MemoryKind::Value, jit::Type::cell(builtin_shape(TypeId::Tuple)));
  const NodeId length = graph().load_field(block_, iterators, Offsets::tuple_length, MemoryKind::Int64, {Region::Immutable, kAnyId}, kCount);
  append(Op::CheckTrue, {append(Op::EqInt, {length, graph().const_int(count)})}, states.shape);
  made.inner.resize(count);
  for (std::uint32_t k = 0; k < count; ++k) {
    const NodeId item = graph().load_field(block_, iterators, Offsets::tuple_items + 8 * static_cast<std::int64_t>(k), MemoryKind::Value, {Region::Immutable, kAnyId}, jit::Type::value());
    prepare_iterator(item, kinds, states, made.inner[k]);
    // One that is stepped twice may meet its end, or a change, in between.
    for (std::uint32_t j = 0; j < k; ++j)
      if (counts_items(made.inner[j].shape) && made.inner[j].shape == made.inner[k].shape)
        append(Op::CheckTrue, {append(Op::NeWord, {made.inner[j].cell, made.inner[k].cell})}, states.shape);
  }
}

/// Goes on in a block where there is an item; blocks where there is none are added to `ends`. Gives the item, or those of the tuple
/// that it would be.
std::vector<NodeId> Scope::step_iterator(const NativeIterator& iterator, std::vector<BlockId>& ends) {
  const std::uint32_t shape = iterator.shape;
  if (is_kind(shape, TypeId::RangeIterator)) return {step_range(iterator, ends)};
  if (counts_items(shape)) return step_table(iterator, ends);
  if (is_kind(shape, TypeId::Enumerate)) {
    const NodeId item = as_item(step_iterator(iterator.inner[0], ends));
    const NodeId number = iterator_field(iterator, Offsets::iterator_index, MemoryKind::Int64, jit::Type::int64(Value::kMinInt, kLastNumber + 8));
    set_iterator_field(iterator, Offsets::iterator_index, MemoryKind::Int64, append(Op::AddWrap, {number, graph().const_int(1)}));
    return {number, item};
  }
  if (is_kind(shape, TypeId::Zip)) {
    std::vector<NodeId> row;
    for (const NativeIterator& inner : iterator.inner) row.push_back(as_item(step_iterator(inner, ends)));
    return row.size() == 1 ? std::vector<NodeId>{new_tuple_of(row)} : row;
  }
  return {step_sequence(iterator, ends)};
}

NodeId Scope::step_range(const NativeIterator& iterator, std::vector<BlockId>& ends) {
  const NodeId number = iterator_field(iterator, Offsets::iterator_index, MemoryKind::Int64, jit::Type::int64());
  const NodeId limit = iterator_field(iterator, Offsets::iterator_limit, MemoryKind::Int64, jit::Type::int64());
  const NodeId step = append(Op::UnboxInt, {iterator_field(iterator, Offsets::iterator_extra, MemoryKind::Value, jit::Type::int_value())});
  const BlockId yes = graph().add_block(), no = graph().add_block();
  graph().branch(block_, append(Op::EqInt, {number, limit}), Edge{no, {}}, Edge{yes, {}});
  ends.push_back(no);
  block_ = yes;
  set_iterator_field(iterator, Offsets::iterator_index, MemoryKind::Int64, append(Op::AddWrap, {number, step}));
  return number;
}

/// Ends it where there is no item: it forgets its source.
void Scope::end_iterator(const NativeIterator& iterator, BlockId block, std::vector<BlockId>& ends) {
  const BlockId here = block_;
  block_ = block;
  if (is_kind(iterator.shape, TypeId::ListReverseIterator)) set_iterator_field(iterator, Offsets::iterator_index, MemoryKind::Int64, graph().const_int(-1));
  set_iterator_field(iterator, Offsets::iterator_source, MemoryKind::Value, graph().const_value(0));
  ends.push_back(block_);
  block_ = here;
}

NodeId Scope::step_sequence(const NativeIterator& iterator, std::vector<BlockId>& ends) {
  const bool reverse = is_kind(iterator.shape, TypeId::ListReverseIterator);
  const jit::Type index_type = reverse ? jit::Type::int64(-1, INT64_MAX - 1) : jit::Type::int64(0, INT64_MAX - 1);
  const NodeId index = iterator_field(iterator, Offsets::iterator_index, MemoryKind::Int64, index_type);
  const NodeId length = graph().load_field(block_, iterator.source, iterator.length_offset, iterator.length_memory, iterator.length_at,
                                           iterator.length_memory == MemoryKind::UInt32 ? jit::Type::int64(0, UINT32_MAX) : kCount);
  const BlockId yes = graph().add_block(), no = graph().add_block();
  graph().branch(block_, append(reverse ? Op::LtUnsigned : Op::LtInt, {index, length}), Edge{yes, {}}, Edge{no, {}});
  end_iterator(iterator, no, ends);
  block_ = yes;
  const NodeId item = sequence_item(iterator, index);
  set_iterator_field(iterator, Offsets::iterator_index, MemoryKind::Int64, append(Op::AddWrap, {index, graph().const_int(reverse ? -1 : 1)}));
  return item;
}

NodeId Scope::sequence_item(const NativeIterator& iterator, NodeId index) {
  const Location immutable{Region::Immutable, kAnyId};
  if (is_kind(iterator.shape, TypeId::TupleIterator)) return graph().load_indexed(block_, iterator.source, index, Offsets::tuple_items, MemoryKind::Value, immutable, jit::Type::value());
  if (is_kind(iterator.shape, TypeId::BytesIterator)) return graph().load_indexed(block_, iterator.source, index, Offsets::bytes_data, MemoryKind::UInt8, immutable, jit::Type::int64(0, 255));
  if (is_kind(iterator.shape, TypeId::StrIterator)) return runtime_call(Runtime::StrCharAt, {iterator.source, index}, false);
  if (is_kind(iterator.shape, TypeId::StrAsciiIterator)) {  // which is flat since it has an iterator
    const NodeId data = graph().load_field(block_, iterator.source, Offsets::str_data, MemoryKind::Raw, immutable, jit::Type::raw());
    return one_char_string(graph().load_indexed(block_, data, index, 0, MemoryKind::UInt8, immutable, jit::Type::int64(0, 127)));
  }
  const NodeId storage = graph().load_field(block_, iterator.source, Offsets::list_storage, MemoryKind::Raw, {Region::ListStorage, kAnyId}, jit::Type::raw());
  return graph().load_indexed(block_, storage, index, Offsets::array_items, MemoryKind::Value, {Region::ListItems, kAnyId}, jit::Type::value());
}

/// The string of an ASCII character, from the table of all of them.
NodeId Scope::one_char_string(NodeId character) {
  for (char32_t c = 0; c < 128; ++c) (void)char_str(unit_.vm, c);
  const NodeId table = graph().const_raw(reinterpret_cast<std::uint64_t>(unit_.vm.one_char_strings));
  return graph().load_indexed(block_, table, character, 0, MemoryKind::Value, {Region::Immutable, kAnyId}, jit::Type::cell(builtin_shape(TypeId::Str)));
}

/// The next live row of a dict, or slot of a set.
std::vector<NodeId> Scope::step_table(const NativeIterator& iterator, std::vector<BlockId>& ends) {
  const bool is_dict = is_dict_kind(iterator.shape);
  const NodeId position = iterator_field(iterator, Offsets::iterator_index, MemoryKind::Int64, jit::Type::int64(0, INT64_MAX - 1));
  const BlockId yes = graph().add_block(), no = graph().add_block();
  NodeId place, table;
  if (is_dict) {
    const NodeId used = graph().load_field(block_, iterator.source, Offsets::dict_used, MemoryKind::UInt32, dict_field(Offsets::dict_used), jit::Type::int64(0, UINT32_MAX));
    const BlockId within = graph().add_block(), skip = graph().add_block();
    graph().branch(block_, append(Op::LtInt, {position, used}), Edge{within, {}}, Edge{no, {}});
    block_ = within;
    place = graph().add_param(yes, jit::Type::int64(0, UINT32_MAX));
    table = graph().load_field(block_, iterator.source, Offsets::dict_entries, MemoryKind::Raw, dict_field(Offsets::dict_entries), jit::Type::raw());
    const NodeId key = graph().load_indexed(block_, table, append(Op::MulWrap, {position, graph().const_int(3)}), Offsets::dict_row_key, MemoryKind::Value, kRows, jit::Type::value());
    graph().branch(block_, append(Op::EqWord, {key, graph().const_value(0)}), Edge{skip, {}}, Edge{yes, {position}});
    block_ = skip;
    const NodeId found = runtime_call(Runtime::DictLiveRow, {iterator.source, position}, false);
    graph().branch(block_, append(Op::LtInt, {found, used}), Edge{yes, {found}}, Edge{no, {}});
    block_ = yes;
  } else {
    place = runtime_call(Runtime::SetLiveSlot, {iterator.source, position}, false);
    graph().branch(block_, append(Op::LtInt, {place, graph().const_int(0)}), Edge{no, {}}, Edge{yes, {}});
    block_ = yes;
    table = graph().load_field(block_, iterator.source, Offsets::set_table, MemoryKind::Raw, dict_field(Offsets::set_table), jit::Type::raw());
  }
  end_iterator(iterator, no, ends);
  set_iterator_field(iterator, Offsets::iterator_index, MemoryKind::Int64, append(Op::AddWrap, {place, graph().const_int(1)}));
  const NodeId left = iterator_field(iterator, Offsets::iterator_extra, MemoryKind::Int64, jit::Type::int64());  // an inline int, as a word
  set_iterator_field(iterator, Offsets::iterator_extra, MemoryKind::Int64, append(Op::SubWrap, {left, graph().const_int(1)}));
  const NodeId word = append(Op::MulWrap, {place, graph().const_int(is_dict ? 3 : 2)});
  const auto load = [&](int offset) { return graph().load_indexed(block_, table, word, offset, MemoryKind::Value, kRows, jit::Type::value()); };
  if (!is_dict) return {load(Offsets::set_slot_key)};
  if (is_kind(iterator.shape, TypeId::DictKeyIterator)) return {load(Offsets::dict_row_key)};
  if (is_kind(iterator.shape, TypeId::DictValueIterator)) return {load(Offsets::dict_row_value)};
  return {load(Offsets::dict_row_key), load(Offsets::dict_row_value)};
}

NodeId Scope::as_item(const std::vector<NodeId>& items) { return items.size() == 1 ? items[0] : new_tuple_of(items); }

// ---- items that the loop's first bytecode takes apart ----

/// Whether the loop with this header begins with unpacking its item, so that each way to it does that at once: a tuple made only for
/// this is never made.
bool Scope::unpacks_early(std::uint32_t pc) const {
  const Instruction& i = code_->instructions[pc];
  if (i.op != Opcode::UnpackSequence || !loop_at(pc) || i.b < code_->local_count) return false;
  const bool overwritten = i.b >= i.a && i.b < i.a + i.c;
  if (!overwritten && facts_.liveness->is_live_before(pc + 1, i.b)) return false;
  const bool known = i.feedback == 0 || i.feedback == kSawTuple || i.feedback == kSawList;
  return known && !facts_.exits.is_hot(pc, Reason::Shape) && !facts_.exits.is_hot(pc, Reason::Index) && !facts_.exits.is_hot(pc, Reason::NeverRan);
}

/// Where the bytecodes of a block begin that its edges have not done.
std::uint32_t Scope::first_pc(std::uint32_t pc) const { return unpacks_early(pc) ? pc + 1 : pc; }

/// An edge that carries the next item of a loop, or those that it is to be unpacked into.
void Scope::edge_with_items(std::vector<NodeId> items, std::uint32_t item, std::uint32_t pc) {
  const Instruction& i = code_->instructions[pc];
  if (items.size() > 1 && unpacks_early(pc) && i.b == item && i.c == items.size()) {
    environment_.registers[item] = kNoNode;
    for (std::uint32_t k = 0; k < items.size(); ++k) environment_.registers[i.a + k] = items[k];
    return finish_edge(block_, std::move(environment_), pc);
  }
  environment_.registers[item] = as_item(items);
  edge_from(block_, std::move(environment_), pc);
}

/// Unpacks in the place where the builder stands. False: it leaves always.
bool Scope::unpack_on_edge(std::uint32_t pc) {
  const std::uint32_t here = pc_;
  pc_ = pc;
  if (at().feedback == 0) exit_here(Reason::NeverRan);
  else unpack_known();
  if (at().b < at().a || at().b >= at().a + at().c) environment_.registers[at().b] = kNoNode;
  pc_ = here;
  const bool goes_on = !unreachable_;
  if (!goes_on) graph().unreachable(block_);
  unreachable_ = false;
  return goes_on;
}

}  // namespace tauraro::jit
