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
  const NodeId cell = as_cell(object, 0);
  if (unreachable_) return cell;
  return graph().with_imm(block_, Op::CheckShape, jit::Type::void_type(), {cell}, shape, state(Reason::Shape));
}

void Scope::load_attribute() {
  const InlineCache& site = code_->caches[more().d];
  const NodeId object = reg(at().b);
  const bool one_kind = site.count == 0 && !is_hot_exit(Reason::Shape) && is_cell_like(graph().type(object));
  if (!one_kind) return generic();
  switch (site.state) {
    case State::Empty: return is_hot_exit(Reason::NeverRan) ? generic() : exit_here(Reason::NeverRan);
    case State::Slot: {
      const NodeId checked = check_shape(object, site.shape);
      return set(at().a, graph().load_field(block_, checked, site.offset, MemoryKind::Value, {Region::Field, site.offset}, jit::Type::value()));
    }
    case State::Constant: {
      ::tauraro::Type* type = Value::from_bits(site.owner_bits).as<::tauraro::Type>();
      if (type->version != site.version) return generic();
      check_shape(object, site.shape);
      watch_type(type);
      return set(at().a, constant_value(site.value));
    }
    case State::Member: {
      ::tauraro::Type* type = Value::from_bits(site.owner_bits).as<::tauraro::Type>();
      if (type->version != site.version) return generic();
      const NodeId checked = check_shape(object, site.shape);
      watch_type(type);
      const NodeId loaded = graph().load_field(block_, checked, site.offset, MemoryKind::Value, {Region::Field, site.offset}, jit::Type::value());
      return set(at().a, append(Op::CheckNotEmpty, {loaded}, state(Reason::Unbound)));
    }
    case State::TypeAttribute: {
      ::tauraro::Type* type = Value::from_bits(site.owner_bits).as<::tauraro::Type>();
      if (type->version != site.version) return generic();
      graph().with_imm(block_, Op::CheckWord, jit::Type::void_type(), {object}, static_cast<std::int64_t>(site.owner_bits), state(Reason::Shape));
      watch_type(type);
      return set(at().a, constant_value(site.value));
    }
    case State::Module: {
      GlobalCell* cell = site.value.as<GlobalCell>();
      if (cell->value.is_empty() || cell->write_count > 1) return generic();
      graph().with_imm(block_, Op::CheckWord, jit::Type::void_type(), {object}, static_cast<std::int64_t>(site.owner_bits), state(Reason::Shape));
      auto& globals = unit_.assumptions.globals;
      if (std::find(globals.begin(), globals.end(), cell) == globals.end()) globals.push_back(cell);
      return set(at().a, constant_value(cell->value));
    }
    default: return generic();
  }
}

void Scope::store_attribute() {
  const InlineCache& site = code_->caches[more().d];
  const NodeId object = reg(at().a);
  const bool plain = (site.state == State::Slot || site.state == State::AddSlot) && site.count == 0 && !is_hot_exit(Reason::Shape) &&
                     is_cell_like(graph().type(object));
  if (site.state == State::Empty && !is_hot_exit(Reason::NeverRan)) return exit_here(Reason::NeverRan);
  if (!plain) return generic();
  const NodeId checked = check_shape(object, site.shape);
  const NodeId value = box(reg(at().b));
  graph().store_field(block_, checked, site.offset, MemoryKind::Value, {Region::Field, site.offset}, value);
  if (site.state == State::AddSlot)
    graph().store_field(block_, checked, 0, MemoryKind::UInt32, {Region::Shape, kAnyId}, graph().const_int(site.new_shape));
  if (graph().type(value).may_be_cell()) append(Op::WriteBarrier, {checked, value});
}

/// A constant callee goes to the call by way of its register: the Call that follows sees the node.
void Scope::load_method() {
  const InlineCache& site = code_->caches[more().d];
  const NodeId object = reg(at().b);
  const std::uint32_t base = at().a, first = base + kFrameHeaderWords;
  const bool one_kind = site.count == 0 && !is_hot_exit(Reason::Shape) && is_cell_like(graph().type(object));
  if (site.state == State::Empty && !is_hot_exit(Reason::NeverRan)) return exit_here(Reason::NeverRan);
  if (one_kind && site.state == State::Method) {
    ::tauraro::Type* type = Value::from_bits(site.owner_bits).as<::tauraro::Type>();
    if (type->version == site.version) {
      const NodeId checked = check_shape(object, site.shape);
      watch_type(type);
      set(base, constant_value(site.value));
      return set(first, checked);
    }
  }
  const bool of_type = site.state == State::TypeAttribute || site.state == State::TypeClassMethod;
  if (one_kind && (of_type || site.state == State::Constant || site.state == State::ClassMethod)) {
    ::tauraro::Type* type = Value::from_bits(site.owner_bits).as<::tauraro::Type>();
    if (type->version == site.version) {
      if (of_type) graph().with_imm(block_, Op::CheckWord, jit::Type::void_type(), {object}, static_cast<std::int64_t>(site.owner_bits), state(Reason::Shape));
      else check_shape(object, site.shape);
      watch_type(type);
      set(base, constant_value(site.value));
      const bool passes_type = site.state == State::TypeClassMethod || site.state == State::ClassMethod;
      return set(first, passes_type ? constant_value(Value::from_bits(site.owner_bits)) : graph().const_value(0));
    }
  }
  if (one_kind && site.state == State::Module) {
    GlobalCell* cell = site.value.as<GlobalCell>();
    if (!cell->value.is_empty() && cell->write_count <= 1) {
      graph().with_imm(block_, Op::CheckWord, jit::Type::void_type(), {object}, static_cast<std::int64_t>(site.owner_bits), state(Reason::Shape));
      auto& globals = unit_.assumptions.globals;
      if (std::find(globals.begin(), globals.end(), cell) == globals.end()) globals.push_back(cell);
      set(base, constant_value(cell->value));
      return set(first, graph().const_value(0));
    }
  }
  generic();
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

void Scope::unpack_sequence() {
  const NodeId source = reg(at().b);
  const bool failed = is_hot_exit(Reason::Shape) || is_hot_exit(Reason::Index);
  if (failed || at().feedback != kSawTuple || !is_cell_like(graph().type(source))) return generic();
  const NodeId tuple = as_cell(source, builtin_shape(TypeId::Tuple));
  const NodeId length = graph().load_field(block_, tuple, Offsets::tuple_length, MemoryKind::Int64, {Region::Immutable, kAnyId}, jit::Type::int64(0, INT64_MAX));
  append(Op::CheckTrue, {append(Op::EqInt, {length, graph().const_int(at().c)})}, state(Reason::Index));
  for (std::uint32_t i = 0; i < at().c; ++i)
    set(at().a + i, graph().load_field(block_, tuple, Offsets::tuple_items + 8 * static_cast<std::int64_t>(i), MemoryKind::Value, {Region::Immutable, kAnyId}, jit::Type::value()));
}

}  // namespace tauraro::jit
