// Cells that compiled code makes itself: tuples, small lists (instances: calls.cpp).
#include "heap/size_classes.h"
#include "jit/build/scope.h"
#include "jit/target/offsets.h"

namespace tauraro::jit {
namespace {

constexpr std::size_t kMostBytes = 256;  ///< of a cell that machine code takes from its size class's cursor

}  // namespace

/// A cell of which all words but the header are 0.
NodeId Scope::allocate(std::size_t bytes, CellKind kind, std::uint32_t shape) {
  const bool lasting = shape <= builtin_shape(TypeId::Internal);
  const NodeId cell = graph().append(block_, Op::Allocate, jit::Type::cell(lasting ? shape : 0), {}, throw_state());
  graph().node(cell).imm = static_cast<std::int64_t>(bytes);
  graph().node(cell).imm2 = static_cast<std::int64_t>(header_word(kind, shape));
  return cell;
}

/// The first store into a field of a cell that has just been allocated. (The collector may have run since: see remove_barriers.)
void Scope::store_fresh(NodeId cell, std::int64_t offset, Region region, NodeId value) {
  graph().store_field(block_, cell, offset, MemoryKind::Value, {region, kAnyId}, value);
  if (graph().type(value).may_be_cell()) append(Op::WriteBarrier, {cell, value});
}

void Scope::build_tuple() {
  const std::uint32_t first = at().b, count = at().c;
  const std::size_t bytes = static_cast<std::size_t>(Offsets::tuple_items) + 8 * std::size_t{count};
  if (count == 0) return set(at().a, constant_value(unit_.vm.empty_tuple));
  if (bytes > kMostBytes) return generic();
  std::vector<NodeId> items;
  for (std::uint32_t k = 0; k < count; ++k) items.push_back(reg(first + k));
  set(at().a, new_tuple_of(items));
}

NodeId Scope::new_tuple_of(std::vector<NodeId> items) {
  for (NodeId& item : items) item = box(item);
  const NodeId tuple = allocate(static_cast<std::size_t>(Offsets::tuple_items) + 8 * items.size(), kind::Tuple, builtin_shape(TypeId::Tuple));
  graph().store_field(block_, tuple, Offsets::tuple_length, MemoryKind::Int64, {Region::Immutable, kAnyId}, graph().const_int(static_cast<std::int64_t>(items.size())));
  for (std::size_t k = 0; k < items.size(); ++k) store_fresh(tuple, Offsets::tuple_items + 8 * static_cast<std::int64_t>(k), Region::Immutable, items[k]);
  return tuple;
}

/// Its storage is as large as the interpreter makes it.
void Scope::build_list() {
  const std::uint32_t first = at().b, count = at().c;
  const std::size_t bytes = static_cast<std::size_t>(Offsets::array_items) + 8 * std::size_t{count};
  if (count == 0) return set(at().a, allocate(sizeof(List), kind::List, builtin_shape(TypeId::List)));
  if (bytes > kMostBytes) return generic();
  std::vector<NodeId> items;
  for (std::uint32_t k = 0; k < count; ++k) items.push_back(box(reg(first + k)));
  const std::size_t capacity = (Heap::usable_bytes(bytes) - static_cast<std::size_t>(Offsets::array_items)) / sizeof(Value);
  const NodeId array = allocate(bytes, kind::Array, builtin_shape(TypeId::Internal));
  graph().store_field(block_, array, offsetof(Array, capacity), MemoryKind::Int64, {Region::ListStorage, kAnyId}, graph().const_int(static_cast<std::int64_t>(capacity)));
  for (std::uint32_t k = 0; k < count; ++k) store_fresh(array, Offsets::array_items + 8 * static_cast<std::int64_t>(k), Region::ListItems, items[k]);
  const NodeId list = allocate(sizeof(List), kind::List, builtin_shape(TypeId::List));
  graph().store_field(block_, list, Offsets::list_length, MemoryKind::Int64, {Region::ListLength, kAnyId}, graph().const_int(count));
  store_fresh(list, Offsets::list_storage, Region::ListStorage, array);
  set(at().a, list);
}

}  // namespace tauraro::jit
