// Attributes and subscripts.
#include <algorithm>

#include "jit/build/scope.h"
#include "jit/target/offsets.h"
#include "object/feedback.h"
#include "object/instance.h"

namespace tauraro::jit {
namespace {

using State = InlineCache::State;
constexpr std::uint32_t kBufferBytes = 0;  ///< Location::id of the bytes themselves; a bytearray's fields have their offsets

bool is_cell_like(const jit::Type& type) { return type.kind == TypeKind::Value || type.kind == TypeKind::Cell; }

}  // namespace

NodeId Scope::check_shape(NodeId object, std::uint32_t shape) {
  if (shape != 0 && shape <= builtin_shape(TypeId::Internal)) return as_cell(object, shape);  // for life
  const NodeId cell = as_cell(object, 0);
  if (unreachable_) return cell;
  const NodeId checked = graph().with_imm(block_, Op::CheckShape, jit::Type::cell(), {cell}, shape, state(Reason::Shape));
  unit_.shapes[checked] = shape;
  narrow(cell, checked);
  return checked;
}

std::vector<const InlineCache*> Scope::entries_for(const InlineCache& site, NodeId object) {
  std::vector<const InlineCache*> entries;
  const jit::Type& type = graph().type(object);
  if (is_hot_exit(Reason::Shape) || !is_cell_like(type)) return entries;
  const auto consider = [&](const InlineCache& entry) {
    switch (entry.state) {
      case State::Constant:
      case State::Member:
      case State::Method:
      case State::ClassMethod:
      case State::Property:
      case State::TypeAttribute:
      case State::TypeClassMethod:
        if (Value::from_bits(entry.owner_bits).as<::tauraro::Type>()->version != entry.version) return;
        break;
      case State::Slot:
      case State::AddSlot:
      case State::OverflowSlot:
      case State::Module: break;
      default: return;
    }
    entries.push_back(&entry);
  };
  consider(site);
  for (int k = 0; k < site.count; ++k) consider(site.more[k]);
  if (const auto known = unit_.shapes.find(object); known != unit_.shapes.end())
    for (const InlineCache* entry : entries)
      if (entry->shape == known->second) return {entry};
  // More kinds than the site remembers, or some that it cannot know.
  if (entries.size() != static_cast<std::size_t>(site.count) + 1 || site.misses > site.count + 8u) entries.clear();
  return entries;
}

/// What an entry gives for an object whose guard has been checked.
NodeId Scope::load_entry(const InlineCache& entry, NodeId object) {
  const auto field = [&] { return graph().load_field(block_, object, entry.offset, MemoryKind::Value, {Region::Field, entry.offset}, jit::Type::value()); };
  switch (entry.state) {
    case State::Slot: return field();
    case State::Constant:
    case State::TypeAttribute: watch_type(Value::from_bits(entry.owner_bits).as<::tauraro::Type>()); return constant_value(entry.value);
    default:  // Member
      watch_type(Value::from_bits(entry.owner_bits).as<::tauraro::Type>());
      if (Value::from_bits(entry.owner_bits).as<::tauraro::Type>()->instance_kind == kind::Tuple) {  // a named tuple's field
        const NodeId length = graph().load_field(block_, object, Offsets::tuple_length, MemoryKind::Int64, {Region::Immutable, kAnyId}, jit::Type::int64(0, INT64_MAX));
        append(Op::CheckTrue, {append(Op::LtInt, {graph().const_int((entry.offset - Offsets::tuple_items) / 8), length})}, state(Reason::Shape));
        return graph().load_field(block_, object, entry.offset, MemoryKind::Value, {Region::Immutable, kAnyId}, jit::Type::value());
      }
      return append(Op::CheckNotEmpty, {field()}, state(Reason::Unbound));
  }
}

/// Goes on in a block where the object has the entry's shape; \return where it has not, kNoBlock when it must.
BlockId Scope::branch_on_shape(NodeId cell, const InlineCache& entry, bool last, NodeId* checked) {
  if (last) {
    *checked = graph().with_imm(block_, Op::CheckShape, jit::Type::cell(), {cell}, entry.shape, state(Reason::Shape));
    unit_.shapes[*checked] = entry.shape;
    return kNoBlock;
  }
  const BlockId yes = graph().add_block(), no = graph().add_block();
  const NodeId same = graph().with_imm(block_, Op::HasShape, jit::Type::boolean(), {cell}, entry.shape);
  graph().branch(block_, same, Edge{yes, {}}, Edge{no, {}});
  *checked = graph().append(yes, Op::Assume, jit::Type::cell(), {cell});
  unit_.shapes[*checked] = entry.shape;
  block_ = yes;
  return no;
}

void Scope::load_attribute() {
  const InlineCache& site = code_->caches[more().d];
  const NodeId object = reg(at().b);
  if (site.state == State::Empty) return is_hot_exit(Reason::NeverRan) ? generic() : exit_here(Reason::NeverRan);
  const std::vector<const InlineCache*> entries = entries_for(site, object);
  if (entries.empty()) return generic();
  if (entries.size() > 1) return load_from_one_of(entries, object);
  const InlineCache& entry = *entries[0];
  switch (entry.state) {
    case State::Slot:
    case State::Constant:
    case State::Member: {
      const NodeId checked = check_shape(object, entry.shape);
      if (unreachable_) return;
      return set(at().a, load_entry(entry, checked));
    }
    case State::TypeAttribute: {
      graph().with_imm(block_, Op::CheckWord, jit::Type::void_type(), {object}, static_cast<std::int64_t>(entry.owner_bits), state(Reason::Shape));
      return set(at().a, load_entry(entry, object));
    }
    case State::Module: {
      GlobalCell* cell = entry.value.as<GlobalCell>();
      if (cell->value.is_empty() || cell->write_count > 1) return generic();
      graph().with_imm(block_, Op::CheckWord, jit::Type::void_type(), {object}, static_cast<std::int64_t>(entry.owner_bits), state(Reason::Shape));
      auto& globals = unit_.assumptions.globals;
      if (std::find(globals.begin(), globals.end(), cell) == globals.end()) globals.push_back(cell);
      return set(at().a, constant_value(cell->value));
    }
    case State::Property: return load_property(entry, object);
    default: return generic();
  }
}

/// The getter's frame comes after the registers: a LoadAttr has no call window.
void Scope::load_property(const InlineCache& entry, NodeId object) {
  const Value getter = entry.value;
  if (!getter.is(kind::Function)) return generic();
  Function* function = getter.as<Function>();
  const std::uint32_t window = register_count() + kFrameHeaderWords;
  if (!function->code->simple_call || function->code->positional_count != 1 || !may_inline(function->code, window)) return generic();
  const NodeId checked = check_shape(object, entry.shape);
  if (unreachable_) return;
  watch_type(Value::from_bits(entry.owner_bits).as<::tauraro::Type>());
  const NodeId arguments[] = {checked};
  if (!inline_call({function->code, function, graph().const_value(getter.bits(), function->shape)}, arguments, window, at().a) && !unit_.failed()) generic();
}

/// An attribute of objects of several shapes: a way for each.
void Scope::load_from_one_of(const std::vector<const InlineCache*>& entries, NodeId object) {
  for (const InlineCache* entry : entries)
    if (entry->state != State::Slot && entry->state != State::Constant && entry->state != State::Member) return generic();
  const NodeId cell = as_cell(object, 0);
  if (unreachable_) return;
  const BlockId both = graph().add_block();
  const NodeId result = graph().add_param(both, jit::Type::value());
  for (std::size_t k = 0; k < entries.size(); ++k) {
    NodeId checked;
    const BlockId otherwise = branch_on_shape(cell, *entries[k], k + 1 == entries.size(), &checked);
    const NodeId value = box(load_entry(*entries[k], checked));
    graph().jump(block_, both, {value});
    block_ = otherwise;
  }
  block_ = both;
  set(at().a, result);
}

void Scope::store_attribute() {
  const InlineCache& site = code_->caches[more().d];
  const NodeId object = reg(at().a);
  if (site.state == State::Empty && !is_hot_exit(Reason::NeverRan)) return exit_here(Reason::NeverRan);
  const std::vector<const InlineCache*> entries = entries_for(site, object);
  if (entries.empty()) return generic();
  for (const InlineCache* entry : entries)
    if (entry->state != State::Slot && entry->state != State::AddSlot && entry->state != State::Member) return generic();
  const NodeId cell = as_cell(object, 0);
  if (unreachable_) return;
  const NodeId value = box(reg(at().b));
  const BlockId both = entries.size() > 1 ? graph().add_block() : kNoBlock;
  for (std::size_t k = 0; k < entries.size(); ++k) {
    const InlineCache& entry = *entries[k];
    NodeId checked;
    const BlockId otherwise = branch_on_shape(cell, entry, k + 1 == entries.size(), &checked);
    if (entry.state == State::Member) watch_type(Value::from_bits(entry.owner_bits).as<::tauraro::Type>());
    graph().store_field(block_, checked, entry.offset, MemoryKind::Value, {Region::Field, entry.offset}, value);
    if (entry.state == State::AddSlot)
      graph().store_field(block_, checked, 0, MemoryKind::UInt32, {Region::Shape, kAnyId}, graph().const_int(entry.new_shape));
    if (graph().type(value).may_be_cell()) append(Op::WriteBarrier, {checked, value});
    if (both == kNoBlock) {
      if (entry.state == State::AddSlot) {
        checked = graph().append(block_, Op::Assume, jit::Type::cell(), {checked});
        unit_.shapes[checked] = entry.new_shape;
      }
      narrow(cell, checked);
      return;
    }
    graph().jump(block_, both, {});
    block_ = otherwise;
  }
  block_ = both;
}

/// A constant callee goes to the call by way of its register: the Call that follows sees the node.
void Scope::load_method() {
  const InlineCache& site = code_->caches[more().d];
  const NodeId object = reg(at().b);
  const std::uint32_t base = at().a, first = base + kFrameHeaderWords;
  if (site.state == State::Empty && !is_hot_exit(Reason::NeverRan)) return exit_here(Reason::NeverRan);
  const std::vector<const InlineCache*> entries = entries_for(site, object);
  if (entries.empty()) return generic();
  if (entries.size() > 1) return load_method_of_one(entries, object);
  const InlineCache& entry = *entries[0];
  if (entry.state == State::Method) {
    const NodeId checked = check_shape(object, entry.shape);
    if (unreachable_) return;
    watch_type(Value::from_bits(entry.owner_bits).as<::tauraro::Type>());
    set(base, constant_value(entry.value));
    return set(first, checked);
  }
  const bool of_type = entry.state == State::TypeAttribute || entry.state == State::TypeClassMethod;
  if (of_type || entry.state == State::Constant || entry.state == State::ClassMethod) {
    if (of_type) graph().with_imm(block_, Op::CheckWord, jit::Type::void_type(), {object}, static_cast<std::int64_t>(entry.owner_bits), state(Reason::Shape));
    else check_shape(object, entry.shape);
    if (unreachable_) return;
    watch_type(Value::from_bits(entry.owner_bits).as<::tauraro::Type>());
    set(base, constant_value(entry.value));
    const bool passes_type = entry.state == State::TypeClassMethod || entry.state == State::ClassMethod;
    return set(first, passes_type ? constant_value(Value::from_bits(entry.owner_bits)) : graph().const_value(0));
  }
  if (entry.state == State::Module) {
    GlobalCell* cell = entry.value.as<GlobalCell>();
    if (!cell->value.is_empty() && cell->write_count <= 1) {
      graph().with_imm(block_, Op::CheckWord, jit::Type::void_type(), {object}, static_cast<std::int64_t>(entry.owner_bits), state(Reason::Shape));
      auto& globals = unit_.assumptions.globals;
      if (std::find(globals.begin(), globals.end(), cell) == globals.end()) globals.push_back(cell);
      set(base, constant_value(cell->value));
      return set(first, graph().const_value(0));
    }
  }
  if (entry.state == State::Slot) {
    const NodeId checked = check_shape(object, entry.shape);
    if (unreachable_) return;
    set(base, load_entry(entry, checked));
    return set(first, graph().const_value(0));
  }
  generic();
}

/// A method of objects of several shapes: the callee is one of a few constants, which the call tells apart.
void Scope::load_method_of_one(const std::vector<const InlineCache*>& entries, NodeId object) {
  const std::uint32_t base = at().a, first = base + kFrameHeaderWords;
  std::vector<Value> callees;
  for (const InlineCache* entry : entries) {
    if (entry->state != State::Method) return generic();
    if (std::find(callees.begin(), callees.end(), entry->value) == callees.end()) callees.push_back(entry->value);
  }
  const NodeId cell = as_cell(object, 0);
  if (unreachable_) return;
  const BlockId both = graph().add_block();
  const NodeId callee = callees.size() > 1 ? graph().add_param(both, jit::Type::value()) : graph().const_value(callees[0].bits(), callees[0].as_cell()->shape);
  for (std::size_t k = 0; k < entries.size(); ++k) {
    NodeId checked;
    const BlockId otherwise = branch_on_shape(cell, *entries[k], k + 1 == entries.size(), &checked);
    watch_type(Value::from_bits(entries[k]->owner_bits).as<::tauraro::Type>());
    if (callees.size() > 1) graph().jump(block_, both, {graph().const_value(entries[k]->value.bits())});
    else graph().jump(block_, both, {});
    block_ = otherwise;
  }
  block_ = both;
  if (callees.size() > 1) callees_[callee] = std::move(callees);
  set(base, callee);
  set(first, cell);
}

// ---- subscripts ----

NodeId Scope::checked_index(NodeId key, NodeId length) {
  NodeId index = as_int(key, Reason::Operand);
  std::int64_t constant;
  const bool is_constant = graph().is_int_constant(index, &constant);
  const bool negative = is_constant ? constant < 0 : (at().feedback & kSawOddIndex) != 0;
  if (negative) {
    const NodeId wrapped = append(Op::AddWrap, {index, length});
    if (is_constant) index = wrapped;
    else index = graph().append(block_, Op::Select, jit::Type::int64(), {append(Op::LtInt, {index, graph().const_int(0)}), wrapped, index});
  }
  return append(Op::CheckIndex, {index, length}, state(Reason::Index));
}

/// Length, address and origin of a bytes or bytearray object's bytes. The fields of a bytearray are memory of their own,
/// apart from its bytes: a store of a byte leaves them known.
Scope::Bytes Scope::bytes_of(NodeId container, bool mutable_bytes) {
  constexpr jit::Type kLength = jit::Type::int64(0, INT64_MAX);
  if (!mutable_bytes) {
    const NodeId bytes = as_cell(container, builtin_shape(TypeId::Bytes));
    return {graph().load_field(block_, bytes, Offsets::bytes_length, MemoryKind::Int64, {Region::Immutable, kAnyId}, kLength), bytes, kNoNode};
  }
  const NodeId array = as_cell(container, builtin_shape(TypeId::ByteArray));
  const auto field = [&](int offset, MemoryKind memory, const jit::Type& type) {
    return graph().load_field(block_, array, offset, memory, {Region::Buffer, static_cast<std::uint32_t>(offset)}, type);
  };
  return {field(Offsets::bytearray_length, MemoryKind::Int64, kLength), field(Offsets::bytearray_storage, MemoryKind::Raw, jit::Type::raw()),
          field(Offsets::bytearray_start, MemoryKind::Int64, kLength)};
}

void Scope::get_byte(NodeId container, NodeId key, bool mutable_bytes) {
  constexpr jit::Type kByte = jit::Type::int64(0, 255);
  const Bytes bytes = bytes_of(container, mutable_bytes);
  NodeId index = checked_index(key, bytes.length);
  if (!mutable_bytes)
    return set(at().a, graph().load_indexed(block_, bytes.base, index, Offsets::bytes_data, MemoryKind::UInt8, {Region::Immutable, kAnyId}, kByte));
  index = append(Op::AddWrap, {index, bytes.start});
  set(at().a, graph().load_indexed(block_, bytes.base, index, Offsets::buffer_bytes, MemoryKind::UInt8, {Region::Buffer, kBufferBytes}, kByte));
}

void Scope::set_byte(NodeId container, NodeId key, NodeId value) {
  const Bytes bytes = bytes_of(container, true);
  const NodeId number = as_int(value, Reason::Operand);
  if (unreachable_) return;
  const NodeId byte = graph().append(block_, Op::CheckIntRange, jit::Type::int64(0, 255), {number});
  graph().node(byte).imm2 = 255;
  graph().node(byte).state = state(Reason::Operand);
  const NodeId index = append(Op::AddWrap, {checked_index(key, bytes.length), bytes.start});
  graph().store_indexed(block_, bytes.base, index, Offsets::buffer_bytes, MemoryKind::UInt8, {Region::Buffer, kBufferBytes}, byte);
}

void Scope::get_item(NodeId key) {
  const std::uint8_t feedback = at().feedback;
  const NodeId container = reg(at().b);
  const jit::Type key_type = graph().type(key);
  const bool int_key = key_type.kind == TypeKind::Int64 || key_type.kind == TypeKind::IntValue || key_type.kind == TypeKind::Value;
  const bool failed = is_hot_exit(Reason::Operand) || is_hot_exit(Reason::Shape) || is_hot_exit(Reason::Index);
  if (feedback == 0 && !is_hot_exit(Reason::NeverRan)) return exit_here(Reason::NeverRan);
  if (!failed && (feedback & ~kSawInt) == kSawDict) return dict_get_item(container, key);
  if (failed || !int_key || !is_cell_like(graph().type(container)) || !(feedback & kSawInt)) return generic();
  const std::uint8_t kind = feedback & ~(kSawInt | kSawOddIndex);
  if (kind == kSawList) {
    const NodeId list = as_cell(container, builtin_shape(TypeId::List));
    const NodeId length = graph().load_field(block_, list, Offsets::list_length, MemoryKind::Int64, {Region::ListLength, kAnyId}, jit::Type::int64(0, INT64_MAX));
    const NodeId index = checked_index(key, length);
    const NodeId storage = graph().load_field(block_, list, Offsets::list_storage, MemoryKind::Raw, {Region::ListStorage, kAnyId}, jit::Type::raw());
    return set(at().a, graph().load_indexed(block_, storage, index, Offsets::array_items, MemoryKind::Value, {Region::ListItems, kAnyId}, jit::Type::value()));
  }
  if (kind == kSawTuple) {
    const NodeId tuple = as_cell(container, builtin_shape(TypeId::Tuple));
    const NodeId length = graph().load_field(block_, tuple, Offsets::tuple_length, MemoryKind::Int64, {Region::Immutable, kAnyId}, jit::Type::int64(0, INT64_MAX));
    const NodeId index = checked_index(key, length);
    return set(at().a, graph().load_indexed(block_, tuple, index, Offsets::tuple_items, MemoryKind::Value, {Region::Immutable, kAnyId}, jit::Type::value()));
  }
  if (kind == kSawStr) {
    const NodeId text = as_cell(container, builtin_shape(TypeId::Str));
    const NodeId length = graph().load_field(block_, text, Offsets::str_length, MemoryKind::UInt32, {Region::Immutable, kAnyId}, jit::Type::int64(0, UINT32_MAX));
    const NodeId index = checked_index(key, length);
    return set(at().a, runtime_call(Runtime::StrCharAt, {text, index}, false));
  }
  if (kind == kSawByteArray || kind == kSawBytes) return get_byte(container, key, kind == kSawByteArray);
  generic();
}

void Scope::set_item() {
  const std::uint8_t feedback = at().feedback;
  const NodeId container = reg(at().a), key = reg(at().b);
  const jit::Type key_type = graph().type(key);
  const bool int_key = key_type.kind == TypeKind::Int64 || key_type.kind == TypeKind::IntValue || key_type.kind == TypeKind::Value;
  const bool failed = is_hot_exit(Reason::Operand) || is_hot_exit(Reason::Shape) || is_hot_exit(Reason::Index);
  if (feedback == 0 && !is_hot_exit(Reason::NeverRan)) return exit_here(Reason::NeverRan);
  if (!failed && (feedback & ~kSawInt) == kSawDict) return dict_set_item(container, key);
  if (failed || !int_key || !is_cell_like(graph().type(container)) || !(feedback & kSawInt)) return generic();
  const std::uint8_t kind = feedback & ~(kSawInt | kSawOddIndex);
  if (kind == kSawByteArray) return set_byte(container, key, reg(at().c));
  if (kind != kSawList) return generic();
  const NodeId list = as_cell(container, builtin_shape(TypeId::List));
  const NodeId length = graph().load_field(block_, list, Offsets::list_length, MemoryKind::Int64, {Region::ListLength, kAnyId}, jit::Type::int64(0, INT64_MAX));
  const NodeId index = checked_index(key, length);
  const NodeId storage = graph().load_field(block_, list, Offsets::list_storage, MemoryKind::Raw, {Region::ListStorage, kAnyId}, jit::Type::raw());
  const NodeId value = box(reg(at().c));
  graph().store_indexed(block_, storage, index, Offsets::array_items, MemoryKind::Value, {Region::ListItems, kAnyId}, value);
  if (!graph().type(value).may_be_cell()) return;
  const NodeId array = graph().load_field(block_, list, Offsets::list_storage, MemoryKind::Value, {Region::ListStorage, kAnyId}, jit::Type::cell());
  graph().with_imm(block_, Op::WriteBarrierSlot, jit::Type::void_type(), {array, index, value}, Offsets::array_items);
}

/// In place while the array has room. \pre an exact list
void Scope::append_to_list(NodeId list, NodeId value) {
  const NodeId item = box(value);
  const NodeId length = graph().load_field(block_, list, Offsets::list_length, MemoryKind::Int64, {Region::ListLength, kAnyId}, jit::Type::int64(0, INT64_MAX - 1));
  const NodeId storage = graph().load_field(block_, list, Offsets::list_storage, MemoryKind::Raw, {Region::ListStorage, kAnyId}, jit::Type::raw());
  const BlockId grown = graph().add_block(), fits = graph().add_block(), grows = graph().add_block(), both = graph().add_block();
  graph().branch(block_, append(Op::EqWord, {storage, graph().const_raw(0)}), Edge{grows, {}}, Edge{grown, {}});
  const NodeId capacity = graph().load_field(grown, storage, offsetof(Array, capacity), MemoryKind::Int64, {Region::ListStorage, kAnyId}, jit::Type::int64(0, INT64_MAX));
  graph().branch(grown, graph().append(grown, Op::LtInt, {length, capacity}), Edge{fits, {}}, Edge{grows, {}});
  block_ = fits;
  graph().store_indexed(block_, storage, length, Offsets::array_items, MemoryKind::Value, {Region::ListItems, kAnyId}, item);
  if (graph().type(item).may_be_cell()) {
    const NodeId array = graph().load_field(block_, list, Offsets::list_storage, MemoryKind::Value, {Region::ListStorage, kAnyId}, jit::Type::cell());
    graph().with_imm(block_, Op::WriteBarrierSlot, jit::Type::void_type(), {array, length, item}, Offsets::array_items);
  }
  graph().store_field(block_, list, Offsets::list_length, MemoryKind::Int64, {Region::ListLength, kAnyId}, append(Op::AddWrap, {length, graph().const_int(1)}));
  graph().jump(block_, both, {});
  block_ = grows;
  (void)runtime_call(Runtime::ListAppend, {list, item}, false);
  graph().jump(block_, both, {});
  block_ = both;
}

void Scope::unpack_sequence() {
  const bool failed = is_hot_exit(Reason::Shape) || is_hot_exit(Reason::Index);
  const std::uint8_t feedback = at().feedback;
  if (failed || (feedback != kSawTuple && feedback != kSawList) || !is_cell_like(graph().type(reg(at().b)))) return generic();
  unpack_known();
}

/// A tuple or list, as feedback says, of as many items as wanted.
void Scope::unpack_known() {
  const bool is_list = at().feedback == kSawList;
  const NodeId source = as_cell(reg(at().b), builtin_shape(is_list ? TypeId::List : TypeId::Tuple));
  if (unreachable_) return;
  const Location length_at{is_list ? Region::ListLength : Region::Immutable, kAnyId};
  const NodeId length = graph().load_field(block_, source, is_list ? Offsets::list_length : Offsets::tuple_length, MemoryKind::Int64, length_at, jit::Type::int64(0, INT64_MAX));
  append(Op::CheckTrue, {append(Op::EqInt, {length, graph().const_int(at().c)})}, state(Reason::Index));
  if (at().c == 0) return;
  NodeId storage = kNoNode;
  if (is_list) storage = graph().load_field(block_, source, Offsets::list_storage, MemoryKind::Raw, {Region::ListStorage, kAnyId}, jit::Type::raw());
  for (std::uint32_t i = 0; i < at().c; ++i)
    set(at().a + i, is_list ? graph().load_indexed(block_, storage, graph().const_int(i), Offsets::array_items, MemoryKind::Value, {Region::ListItems, kAnyId}, jit::Type::value())
                            : graph().load_field(block_, source, Offsets::tuple_items + 8 * static_cast<std::int64_t>(i), MemoryKind::Value, {Region::Immutable, kAnyId}, jit::Type::value()));
}

}  // namespace tauraro::jit
