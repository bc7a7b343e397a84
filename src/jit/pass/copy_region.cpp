#include "jit/pass/copy_region.h"

#include <algorithm>

#include "jit/pass/ssa_repair.h"

namespace tauraro::jit {

namespace {

/// Maps the values of one state: an object that several slots name stays one object.
class StateMapper {
 public:
  StateMapper(Graph& graph, const ValueMap& map) : graph_(graph), map_(map) {}

  NodeId value(NodeId id) {
    if (graph_.node(id).op != Op::VirtualObject) return map_(id);
    for (const auto& [old, mapped] : objects_)
      if (old == id) return mapped;
    std::vector<NodeId> fields(graph_.operands(id).begin(), graph_.operands(id).end());
    bool changed = false;
    for (NodeId& field : fields) {
      const NodeId mapped = value(field);
      changed = changed || mapped != field;
      field = mapped;
    }
    const NodeId mapped = changed ? graph_.virtual_object(static_cast<std::uint32_t>(graph_.node(id).imm), fields, graph_.node(id).type) : id;
    objects_.emplace_back(id, mapped);
    return mapped;
  }

  StateId state(StateId id) {
    if (id == kNoState) return kNoState;
    FrameState state = graph_.state(id);
    const StateId caller = this->state(state.caller);
    const auto stays = [&](NodeId value) { return value == kNoNode || (graph_.node(value).op != Op::VirtualObject && map_(value) == value); };
    bool all_stay = caller == state.caller;
    for (std::uint32_t i = 0; i < state.slot_count && all_stay; ++i) all_stay = stays(graph_.slots(id)[i].value) && stays(graph_.slots(id)[i].base);
    if (all_stay) return id;
    std::vector<StateSlot> slots(graph_.slots(id).begin(), graph_.slots(id).end());
    bool changed = caller != state.caller;
    for (StateSlot& slot : slots) {
      const NodeId value = this->value(slot.value);
      const NodeId base = slot.base == kNoNode ? kNoNode : this->value(slot.base);
      changed = changed || value != slot.value || base != slot.base;
      slot.value = value;
      slot.base = base;
    }
    if (!changed) return id;
    state.caller = caller;
    return graph_.add_state(state, slots);
  }

 private:
  Graph& graph_;
  const ValueMap& map_;
  std::vector<std::pair<NodeId, NodeId>> objects_;
};

}  // namespace

StateId map_state(Graph& graph, StateId id, const ValueMap& map) { return StateMapper(graph, map).state(id); }

namespace {

class RegionCopy {
 public:
  RegionCopy(Graph& graph, std::span<const BlockId> region, BlockId header, std::span<const BlockId> back_edges_from)
      : graph_(graph), region_(region), header_(header), back_(back_edges_from), in_region_(graph.block_count()),
        block_copy_(graph.block_count(), kNoBlock), node_copy_(graph.node_count()), old_blocks_(graph.block_count()) {
    for (const BlockId b : region_) in_region_[b] = true;
  }

  void run() {
    for (const BlockId b : region_) copy_block(b);
    for (const BlockId b : region_) copy_contents(b);
    for (const BlockId b : region_) copy_edges(b);
    redirect_entries();
    graph_.compute_predecessors();
    repair_uses();
  }

 private:
  NodeId mapped(NodeId id) const { return id < node_copy_.size() && node_copy_[id] != kNoNode ? node_copy_[id] : id; }

  void copy_block(BlockId b) {
    const BlockId copy = graph_.add_block();
    block_copy_[b] = copy;
    for (std::size_t i = 0; i < graph_.block(b).params.size(); ++i) {
      const NodeId param = graph_.block(b).params[i];
      const Type type = graph_.type(param);
      node_copy_[param] = graph_.add_param(copy, type);
    }
  }

  /// Operands come first wherever they dominate; those of a block's own loop-carried values are parameters, copied already.
  void copy_contents(BlockId b) {
    for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next) {
      const NodeId copy = graph_.clone(n);
      if (graph_.node(n).type.kind != TypeKind::Void) node_copy_[n] = copy;
      graph_.append_existing(block_copy_[b], copy);
    }
  }

  void copy_edges(BlockId b) {
    const BlockId copy = block_copy_[b];
    const auto map = [this](NodeId id) { return mapped(id); };
    for (NodeId n = graph_.block(copy).first; n != kNoNode; n = graph_.node(n).next) {
      for (NodeId& operand : graph_.operands(n)) operand = mapped(operand);
      if (graph_.node(n).state != kNoState) {
        const StateId state = map_state(graph_, graph_.node(n).state, map);
        graph_.node(n).state = state;
      }
    }
    Block& from = graph_.block(b);
    Block& to = graph_.block(copy);
    to.edge_count = from.edge_count;
    to.frequency = from.frequency;
    for (unsigned e = 0; e < from.edge_count; ++e) {
      const BlockId target = from.edges[e].to;
      to.edges[e].to = target != header_ && in_region_[target] ? block_copy_[target] : target;
      to.edges[e].arguments.clear();
      for (const NodeId argument : from.edges[e].arguments) to.edges[e].arguments.push_back(mapped(argument));
    }
  }

  void redirect_entries() {
    double entries = 0;
    for (BlockId b = 0; b < old_blocks_; ++b) {
      if (graph_.block(b).erased || std::find(back_.begin(), back_.end(), b) != back_.end()) continue;
      for (unsigned e = 0; e < graph_.block(b).edge_count; ++e) {
        Edge& edge = graph_.block(b).edges[e];
        if (edge.to != header_) continue;
        edge.to = block_copy_[header_];
        entries += graph_.block(b).frequency;
      }
    }
    const double ratio = std::min(1.0, entries / std::max(graph_.block(header_).frequency, 1e-9));
    for (const BlockId b : region_) graph_.block(block_copy_[b]).frequency = graph_.block(b).frequency * ratio;
  }

  /// Values of the region that are used outside of it (and of its copy) now have two definitions.
  void repair_uses() {
    std::vector<std::uint8_t> is_copy(graph_.block_count());
    for (const BlockId b : region_) is_copy[block_copy_[b]] = 1;
    std::vector<NodeId> wanted;
    std::vector<std::vector<BlockId>> users;            // of wanted values: the blocks that use them
    std::vector<std::uint32_t> index(node_copy_.size());  // in wanted, from 1
    BlockId here = kNoBlock;
    const auto note = [&](NodeId value) {
      if (value >= node_copy_.size() || node_copy_[value] == kNoNode) return;
      if (!index[value]) {
        wanted.push_back(value);
        users.emplace_back();
        index[value] = static_cast<std::uint32_t>(wanted.size());
      }
      std::vector<BlockId>& blocks = users[index[value] - 1];
      if (blocks.empty() || blocks.back() != here) blocks.push_back(here);
    };
    const auto note_deep = [&](auto&& self, NodeId value) -> void {
      note(value);
      if (graph_.node(value).op == Op::VirtualObject)
        for (const NodeId field : graph_.operands(value)) self(self, field);
    };
    std::vector<BlockId> outside;
    for (BlockId b = 0; b < old_blocks_; ++b)
      if (!graph_.block(b).erased && !in_region_[b]) outside.push_back(b);
    for (const BlockId b : outside) {
      here = b;
      for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next) {
        for (const NodeId operand : graph_.operands(n)) note(operand);
        if (graph_.node(n).state != kNoState)
          graph_.for_each_state_value(graph_.node(n).state, [&](NodeId value) { note_deep(note_deep, value); });
      }
      for (unsigned e = 0; e < graph_.block(b).edge_count; ++e)
        for (const NodeId argument : graph_.block(b).edges[e].arguments) note(argument);
    }
    SsaRepair repair(graph_);
    std::vector<std::vector<Replacement>> replacements(old_blocks_);  // by using block
    for (const NodeId value : wanted) {
      const Type type = graph_.type(value);
      repair.begin(type);
      repair.define_at_end(graph_.node(value).block, value);
      repair.define_at_end(graph_.node(node_copy_[value]).block, node_copy_[value]);
      for (const BlockId b : users[index[value] - 1])
        if (const NodeId by = repair.at_start(b); by != value) replacements[b].push_back({value, by});
    }
    std::vector<NodeId> by(node_copy_.size(), kNoNode);
    for (BlockId b = 0; b < old_blocks_; ++b) {
      for (const Replacement& one : replacements[b]) by[one.value] = one.by;
      if (!replacements[b].empty()) rewrite_uses(b, by);
      for (const Replacement& one : replacements[b]) by[one.value] = kNoNode;
    }
  }

  /// All at once: states that name several of the values are copied once.
  void rewrite_uses(BlockId b, const std::vector<NodeId>& by) {
    const auto map = [&](NodeId id) { return id < by.size() && by[id] != kNoNode ? by[id] : id; };
    for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next) {
      for (NodeId& operand : graph_.operands(n)) operand = map(operand);
      if (graph_.node(n).state != kNoState) {
        const StateId state = map_state(graph_, graph_.node(n).state, map);
        graph_.node(n).state = state;
      }
    }
    for (unsigned e = 0; e < graph_.block(b).edge_count; ++e)
      for (NodeId& argument : graph_.block(b).edges[e].arguments) argument = map(argument);
  }

  struct Replacement {
    NodeId value, by;
  };
  Graph& graph_;
  std::span<const BlockId> region_;
  BlockId header_;
  std::span<const BlockId> back_;
  std::vector<bool> in_region_;
  std::vector<BlockId> block_copy_;   // by original
  std::vector<NodeId> node_copy_;     // by original
  BlockId old_blocks_;
};

}  // namespace

void copy_region(Graph& graph, std::span<const BlockId> region, BlockId header, std::span<const BlockId> back_edges_from) {
  RegionCopy(graph, region, header, back_edges_from).run();
}

}  // namespace tauraro::jit
