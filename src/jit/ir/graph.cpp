#include "jit/ir/graph.h"

#include <algorithm>
#include <bit>

namespace tauraro::jit {
namespace {

Type type_of_word(std::uint64_t bits, std::uint32_t shape) {
  if (is_inline_int_bits(bits)) return Type::int_value();
  if (is_double_bits(bits)) return Type::double_value();
  if (is_bool_bits(bits)) return Type::bool_value();
  if (bits == kNoneBits) return Type::none_value();
  if (is_cell_bits(bits)) return Type::cell(shape);
  return Type::value();
}

std::size_t hash_constant(Op op, std::int64_t imm) {
  return (static_cast<std::uint64_t>(imm) * 0x9e37'79b9'7f4a'7c15 + static_cast<unsigned>(op) * 0x85eb'ca6b) >> 20;
}

}  // namespace

Graph::Graph(RuntimeCallTable calls) : nodes_(1), states_(1), constant_table_(32), calls_(calls) {
  nodes_.reserve(128);
  operand_pool_.reserve(256);
  slots_.reserve(256);
}

BlockId Graph::add_block() {
  blocks_.emplace_back();
  return block_count() - 1;
}

NodeId Graph::make(Op op, Type type, std::span<const NodeId> operands, StateId state) {
  const OpInfo& op_info = info(op);
  if (op_info.result_rule == ResultRule::Fixed && type.kind == TypeKind::Void) type.kind = op_info.result;
  if (op_info.result_rule == ResultRule::Same && type.kind == TypeKind::Void && !operands.empty()) {
    type = this->type(operands[0]);
    switch (op) {
      case Op::CheckInt: type = Type::int_value(); break;
      case Op::CheckDouble: type = Type::double_value(); break;
      case Op::CheckBool: type = Type::bool_value(); break;
      case Op::CheckCell: if (type.kind != TypeKind::Cell) type = Type::cell(); break;
      case Op::CheckIndex: {
        const std::int64_t length = this->type(operands[1]).range.high;
        type.range = type.range.meet({0, length > 0 ? length - 1 : 0});
        if (type.range.low > type.range.high) type.range = {0, 0};  // never passes
        break;
      }
      default: break;
    }
  }
  const NodeId id = node_count();
  Node& node = nodes_.emplace_back();
  node.op = op;
  node.type = type;
  node.state = state;
  node.first_operand = static_cast<std::uint32_t>(operand_pool_.size());
  node.operand_count = static_cast<std::uint32_t>(operands.size());
  // The operands may stand in the pool itself, which is about to grow.
  const bool inside = !operands.empty() && operands.data() >= operand_pool_.data() &&
                      operands.data() < operand_pool_.data() + operand_pool_.size();
  if (inside) {
    const std::size_t from = static_cast<std::size_t>(operands.data() - operand_pool_.data());
    for (std::size_t i = 0; i < operands.size(); ++i) operand_pool_.push_back(NodeId{operand_pool_[from + i]});
  } else {
    operand_pool_.insert(operand_pool_.end(), operands.begin(), operands.end());
  }
  return id;
}

NodeId Graph::append(BlockId block, Op op, Type type, std::span<const NodeId> operands, StateId state) {
  const NodeId id = make(op, type, operands, state);
  append_existing(block, id);
  return id;
}

void Graph::append_existing(BlockId block, NodeId id) {
  Block& b = blocks_[block];
  Node& n = node(id);
  assert(b.last == kNoNode || !node(b.last).info().is_terminator());
  n.block = block;
  n.previous = b.last;
  n.next = kNoNode;
  (b.last == kNoNode ? b.first : node(b.last).next) = id;
  b.last = id;
}

void Graph::insert_before(NodeId place, NodeId id) {
  Node& p = node(place);
  Node& n = node(id);
  n.block = p.block;
  n.previous = p.previous;
  n.next = place;
  (p.previous == kNoNode ? blocks_[p.block].first : node(p.previous).next) = id;
  p.previous = id;
}

NodeId Graph::clone(NodeId original) {
  const Node copy = node(original);
  const NodeId id = make(copy.op, copy.type, operands(original), copy.state);
  Node& n = node(id);
  n.memory = copy.memory;
  n.location = copy.location;
  n.imm = copy.imm;
  n.imm2 = copy.imm2;
  n.type = copy.type;
  return id;
}

NodeId Graph::add_param(BlockId block, Type type) {
  const NodeId id = make(Op::Param, type, {});
  node(id).block = block;
  node(id).imm = static_cast<std::int64_t>(blocks_[block].params.size());
  blocks_[block].params.push_back(id);
  return id;
}

void Graph::jump(BlockId block, BlockId to, std::span<const NodeId> arguments) {
  append(block, Op::Jump, {});
  blocks_[block].edges[0] = {to, {arguments.begin(), arguments.end()}};
  blocks_[block].edge_count = 1;
}

void Graph::branch(BlockId block, NodeId condition, Edge if_true, Edge if_false) {
  append(block, Op::Branch, {condition});
  blocks_[block].edges[0] = std::move(if_true);
  blocks_[block].edges[1] = std::move(if_false);
  blocks_[block].edge_count = 2;
}

void Graph::return_(BlockId block, NodeId value) { append(block, Op::Return, {value}); }
void Graph::exit(BlockId block, StateId state) { append(block, Op::Exit, {}, state); }
void Graph::unreachable(BlockId block) { append(block, Op::Unreachable, {}); }

NodeId Graph::const_double(double number) { return const_double_bits(std::bit_cast<std::uint64_t>(number)); }
NodeId Graph::const_double_bits(std::uint64_t bits) {
  return constant(Op::ConstDouble, static_cast<std::int64_t>(bits), Type::float64());
}
NodeId Graph::const_value(std::uint64_t bits, std::uint32_t shape) {
  return constant(Op::ConstValue, static_cast<std::int64_t>(bits), type_of_word(bits, shape));
}

NodeId Graph::constant(Op op, std::int64_t imm, Type type) {
  if (constant_count_ * 2 >= constant_table_.size()) grow_constant_table();
  const std::size_t mask = constant_table_.size() - 1;
  std::size_t at = hash_constant(op, imm) & mask;
  for (; constant_table_[at] != kNoNode; at = (at + 1) & mask) {
    const Node& found = node(constant_table_[at]);
    if (found.op == op && found.imm == imm) return constant_table_[at];
  }
  const NodeId id = make(op, type, {});
  node(id).imm = imm;
  constant_table_[at] = id;
  ++constant_count_;
  return id;
}

void Graph::grow_constant_table() {
  const std::vector<NodeId> old = std::move(constant_table_);
  constant_table_.assign(old.size() * 2, kNoNode);
  const std::size_t mask = constant_table_.size() - 1;
  for (const NodeId id : old) {
    if (id == kNoNode) continue;
    std::size_t at = hash_constant(node(id).op, node(id).imm) & mask;
    while (constant_table_[at] != kNoNode) at = (at + 1) & mask;
    constant_table_[at] = id;
  }
}

NodeId Graph::virtual_object(std::uint32_t layout, std::span<const NodeId> fields, Type type) {
  assert(virtual_layouts_[layout].fields.size() == fields.size());
  const NodeId id = make(Op::VirtualObject, type, fields);
  node(id).imm = layout;
  return id;
}

std::uint32_t Graph::add_virtual_layout(VirtualLayout layout) {
  virtual_layouts_.push_back(std::move(layout));
  return static_cast<std::uint32_t>(virtual_layouts_.size() - 1);
}

NodeId Graph::load_field(BlockId block, NodeId base, std::int64_t offset, MemoryKind memory, Location location, Type type) {
  const NodeId id = append(block, Op::LoadField, type, {base});
  node(id).imm = offset;
  node(id).memory = memory;
  node(id).location = location;
  return id;
}

NodeId Graph::store_field(BlockId block, NodeId base, std::int64_t offset, MemoryKind memory, Location location, NodeId value) {
  const NodeId id = append(block, Op::StoreField, {base, value});
  node(id).imm = offset;
  node(id).memory = memory;
  node(id).location = location;
  return id;
}

NodeId Graph::load_indexed(BlockId block, NodeId base, NodeId index, std::int64_t offset, MemoryKind memory, Location location,
                           Type type) {
  const NodeId id = append(block, Op::LoadIndexed, type, {base, index});
  node(id).imm = offset;
  node(id).memory = memory;
  node(id).location = location;
  return id;
}

NodeId Graph::store_indexed(BlockId block, NodeId base, NodeId index, std::int64_t offset, MemoryKind memory, Location location,
                            NodeId value) {
  const NodeId id = append(block, Op::StoreIndexed, {base, index, value});
  node(id).imm = offset;
  node(id).memory = memory;
  node(id).location = location;
  return id;
}

NodeId Graph::call_runtime(BlockId block, std::uint32_t call, std::span<const NodeId> arguments, StateId throw_state) {
  Type type;
  type.kind = calls_[call].result;
  const NodeId id = append(block, Op::CallRuntime, type, arguments, throw_state);
  node(id).imm = call;
  return id;
}

NodeId Graph::with_imm(BlockId block, Op op, Type type, std::initializer_list<NodeId> operands, std::int64_t imm, StateId state) {
  const NodeId id = append(block, op, type, operands, state);
  Node& n = node(id);
  n.imm = imm;
  if (type.kind == TypeKind::Void && (op == Op::CheckExact || op == Op::CheckShape))
    n.type = Type::cell(static_cast<std::uint32_t>(imm));
  return id;
}

StateId Graph::add_state(FrameState state, std::span<const StateSlot> slots) {
  state.first_slot = static_cast<std::uint32_t>(slots_.size());
  state.slot_count = static_cast<std::uint32_t>(slots.size());
  slots_.insert(slots_.end(), slots.begin(), slots.end());
  states_.push_back(state);
  return state_count() - 1;
}

Effects Graph::effects(const Node& node) const {
  const OpInfo& op_info = node.info();
  Effects result;
  switch (op_info.effect_rule) {
    case EffectRule::Table: result = call_of(node).effects; break;
    case EffectRule::At: {
      const RegionSet bit = region_bit(node.location.region);
      result.reads = op_info.reads ? bit : 0;
      result.writes = op_info.writes ? bit : 0;
      result.observable = op_info.writes && bit == 0;
      break;
    }
    case EffectRule::Regions:
      result.reads = op_info.reads;
      result.writes = op_info.writes;
      break;
  }
  if (op_info.flags & OpInfo::Allocates) result.allocates = true;
  return result;
}

bool Graph::may_clobber(const Node& writer, const Node& reader) const {
  const Effects write = effects(writer), read = effects(reader);
  const RegionSet common = write.writes & read.reads;
  if (!common) return false;
  if (writer.info().effect_rule == EffectRule::At && reader.info().effect_rule == EffectRule::At)
    return may_overlap(writer.location, reader.location);
  return true;
}

bool Graph::is_int_constant(NodeId id, std::int64_t* number) const {
  const Node& n = node(id);
  if (n.op != Op::ConstInt) return false;
  *number = n.imm;
  return true;
}

void Graph::unlink(NodeId id) {
  Node& n = node(id);
  if (n.block == kNoBlock) return;
  Block& b = blocks_[n.block];
  (n.previous == kNoNode ? b.first : node(n.previous).next) = n.next;
  (n.next == kNoNode ? b.last : node(n.next).previous) = n.previous;
  n.block = kNoBlock;
  n.previous = n.next = kNoNode;
}

void Graph::erase(NodeId id) {
  assert(node(id).op != Op::Param);
  unlink(id);
  node(id).erased = true;
}

void Graph::replace(NodeId id, NodeId by) {
  by = resolve(by);
  assert(id != by);
  if (node(id).op != Op::Param) erase(id);
  node(id).forward = by;
  has_forwards_ = true;
}

NodeId Graph::resolve_replaced(NodeId id) {
  NodeId last = id;
  while (nodes_[last].forward != kNoNode) last = nodes_[last].forward;
  while (nodes_[id].forward != kNoNode) {
    const NodeId next = nodes_[id].forward;
    nodes_[id].forward = last;
    id = next;
  }
  return last;
}

bool Graph::apply_forwards() {
  if (!has_forwards_) return false;
  // Dense, for there are many more uses than nodes.
  std::vector<NodeId> by(node_count());
  for (NodeId id = 0; id < node_count(); ++id) by[id] = resolve(id);
  for (Node& n : nodes_) n.forward = kNoNode;
  for (NodeId& operand : operand_pool_) operand = by[operand];
  for (Block& block : blocks_)
    for (unsigned i = 0; i < block.edge_count; ++i)
      for (NodeId& argument : block.edges[i].arguments) argument = by[argument];
  for (StateSlot& slot : slots_) {
    slot.value = by[slot.value];
    slot.base = by[slot.base];
  }
  has_forwards_ = false;
  return true;
}

void Graph::set_operands(NodeId id, std::span<const NodeId> operands) {
  Node& n = node(id);
  if (operands.size() > n.operand_count) {
    n.first_operand = static_cast<std::uint32_t>(operand_pool_.size());
    operand_pool_.resize(operand_pool_.size() + operands.size());
  }
  n.operand_count = static_cast<std::uint32_t>(operands.size());
  std::copy(operands.begin(), operands.end(), operand_pool_.begin() + n.first_operand);
}

void Graph::erase_terminator(BlockId id) {
  Block& b = blocks_[id];
  if (b.last != kNoNode && node(b.last).info().is_terminator()) erase(b.last);
  b.edge_count = 0;
  b.edges[0] = {};
  b.edges[1] = {};
}

void Graph::make_jump(BlockId id, unsigned edge) {
  Edge kept = std::move(blocks_[id].edges[edge]);
  erase_terminator(id);
  append(id, Op::Jump, {});
  blocks_[id].edges[0] = std::move(kept);
  blocks_[id].edge_count = 1;
}

void Graph::remove_param(BlockId id, unsigned index) {
  Block& b = blocks_[id];
  node(b.params[index]).erased = true;
  node(b.params[index]).block = kNoBlock;
  b.params.erase(b.params.begin() + index);
  for (std::size_t i = index; i < b.params.size(); ++i) node(b.params[i]).imm = static_cast<std::int64_t>(i);
  for (const BlockId predecessor : b.predecessors) {
    Block& from = blocks_[predecessor];
    for (unsigned i = 0; i < from.edge_count; ++i) {
      std::vector<NodeId>& arguments = from.edges[i].arguments;
      // A block with two edges to this one comes twice.
      if (from.edges[i].to == id && arguments.size() > b.params.size()) arguments.erase(arguments.begin() + index);
    }
  }
}

void Graph::compute_predecessors() {
  for (Block& b : blocks_) b.predecessors.clear();
  for (BlockId id = 0; id < block_count(); ++id) {
    if (blocks_[id].erased) continue;
    for (unsigned i = 0; i < blocks_[id].edge_count; ++i) blocks_[blocks_[id].edges[i].to].predecessors.push_back(id);
  }
}

bool Graph::remove_unreachable_blocks() {
  std::vector<bool> reached(block_count());
  std::vector<BlockId> work{0};
  reached[0] = true;
  while (!work.empty()) {
    const BlockId id = work.back();
    work.pop_back();
    for (unsigned i = 0; i < blocks_[id].edge_count; ++i) {
      const BlockId to = blocks_[id].edges[i].to;
      if (reached[to]) continue;
      reached[to] = true;
      work.push_back(to);
    }
  }
  bool changed = false;
  for (BlockId id = 0; id < block_count(); ++id) {
    if (reached[id] || blocks_[id].erased) continue;
    changed = true;
    for (const NodeId param : blocks_[id].params) node(param).erased = true;
    for (NodeId n = blocks_[id].first; n != kNoNode;) {
      const NodeId next = node(n).next;
      erase(n);
      n = next;
    }
    blocks_[id] = Block{};
    blocks_[id].erased = true;
  }
  compute_predecessors();
  return changed;
}

}  // namespace tauraro::jit
