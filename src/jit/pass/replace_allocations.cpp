#include <algorithm>

#include "jit/ir/block_order.h"
#include "jit/pass/copy_region.h"
#include "jit/pass/pass.h"
#include "jit/pass/ssa_repair.h"

namespace tauraro::jit {
namespace {

/// One field of a cell that is never allocated: its value at each place, as a variable.
struct Field {
  std::uint32_t offset;
  MemoryKind memory;
};

class AllocationReplacer {
 public:
  explicit AllocationReplacer(Graph& graph) : graph_(graph) {}

  bool run() {
    bool changed = false;
    // A cell that only another one holds is free once that one is gone.
    for (unsigned round = 0; round < 4; ++round) {
      find_escapes();
      bool again = false;
      for (const NodeId cell : allocations_)
        if (!escapes_[cell] && replace(cell)) again = true;
      if (!again) break;
      changed = true;
    }
    return changed;
  }

 private:
  NodeId root(NodeId id) const {
    while (graph_.node(id).info().is_check() || graph_.node(id).op == Op::Assume) id = graph_.operand(id, 0);
    return id;
  }
  bool is_allocation(NodeId id) const { return graph_.node(id).op == Op::Allocate; }

  void find_escapes() {
    allocations_.clear();
    escapes_.assign(graph_.node_count(), 0);
    find_reshaped();
    for (BlockId b = 0; b < graph_.block_count(); ++b) {
      if (graph_.block(b).erased) continue;
      for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next) {
        if (is_allocation(n)) allocations_.push_back(n);
        const auto operands = graph_.operands(n);
        for (unsigned i = 0; i < operands.size(); ++i) {
          const NodeId from = root(operands[i]);
          if (is_allocation(from) && !keeps_inside(n, i, from)) escapes_[from] = 1;
        }
      }
      for (unsigned e = 0; e < graph_.block(b).edge_count; ++e)
        for (const NodeId argument : graph_.block(b).edges[e].arguments) escapes_[root(argument)] = 1;
    }
  }

  /// Cells whose shape is stored: what still tests it cannot be answered.
  void find_reshaped() {
    reshaped_.assign(graph_.node_count(), 0);
    for (BlockId b = 0; b < graph_.block_count(); ++b) {
      if (graph_.block(b).erased) continue;
      for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next)
        if (graph_.node(n).op == Op::StoreField && graph_.node(n).imm == 0) reshaped_[root(graph_.operand(n, 0))] = 1;
    }
  }

  /// Whether the use of the cell as this operand can be answered without the cell.
  bool keeps_inside(NodeId user, unsigned index, NodeId cell) const {
    const Node& node = graph_.node(user);
    switch (node.op) {
      case Op::LoadField: return is_field(node, cell);
      case Op::StoreField: return index == 0 && is_field(node, cell);
      case Op::WriteBarrier: return index == 0;
      case Op::CheckCell: case Op::CheckNotEmpty: case Op::Assume: return true;
      case Op::CheckExact: case Op::CheckShape: case Op::HasShape:
        return !reshaped_[cell] && static_cast<std::uint32_t>(node.imm) == static_cast<std::uint32_t>(graph_.node(cell).imm2);
      case Op::EqWord: case Op::NeWord: return true;
      default: return false;
    }
  }
  /// The shape word is one, too.
  bool is_field(const Node& access, NodeId cell) const {
    if (access.imm == 0) return access.op == Op::StoreField && access.memory == MemoryKind::UInt32;
    return access.imm >= 8 && access.imm % 8 == 0 && access.imm + 8 <= graph_.node(cell).imm && memory_size(access.memory) == 8;
  }

  /// The fields that are read or written; none if one is used in two forms.
  bool find_fields(NodeId cell, std::vector<Field>& fields) const {
    for (BlockId b = 0; b < graph_.block_count(); ++b) {
      if (graph_.block(b).erased) continue;
      for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next) {
        const Node& node = graph_.node(n);
        if ((node.op != Op::LoadField && node.op != Op::StoreField) || root(graph_.operand(n, 0)) != cell) continue;
        const auto offset = static_cast<std::uint32_t>(node.imm);
        const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.offset == offset; });
        if (found == fields.end()) fields.push_back({offset, node.memory});
        else if (found->memory != node.memory) return false;
      }
    }
    std::sort(fields.begin(), fields.end(), [](const Field& a, const Field& b) { return a.offset < b.offset; });
    return true;
  }

  static Type type_of(MemoryKind memory) {
    switch (memory) {
      case MemoryKind::Value: return Type::value();
      case MemoryKind::Raw: return Type::raw();
      case MemoryKind::Double: return Type::float64();
      default: return Type::int64();
    }
  }
  NodeId initial(NodeId cell, const Field& field) {
    return field.offset == 0 ? graph_.const_int(static_cast<std::uint32_t>(graph_.node(cell).imm2)) : zero(field.memory);
  }
  NodeId zero(MemoryKind memory) {
    switch (memory) {
      case MemoryKind::Value: return graph_.const_value(0);
      case MemoryKind::Raw: return graph_.const_raw(0);
      case MemoryKind::Double: return graph_.const_double(0);
      default: return graph_.const_int(0);
    }
  }

  bool replace(NodeId cell) {
    std::vector<Field> fields;
    if (!find_fields(cell, fields)) return false;
    if (std::any_of(fields.begin(), fields.end(), [](const Field& field) { return field.memory == MemoryKind::Raw; })) return false;
    const Dominators dominators(graph_);
    std::vector<BlockId> blocks;
    for (const BlockId b : dominators.order())
      if (dominators.dominates(graph_.node(cell).block, b)) blocks.push_back(b);
    // First all values of all fields at all places that ask, for each field on its own...
    std::vector<std::vector<NodeId>> at_states;  // by place in state_nodes, by field
    std::vector<NodeId> state_nodes, loads;
    std::vector<NodeId> load_values;
    for (const BlockId b : blocks)
      for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next)
        if (graph_.node(n).state != kNoState && names(graph_.node(n).state, cell)) state_nodes.push_back(n);
    at_states.assign(state_nodes.size(), std::vector<NodeId>(fields.size()));
    SsaRepair values(graph_);
    for (std::size_t f = 0; f < fields.size(); ++f) {
      values.begin(type_of(fields[f].memory));
      for (const BlockId b : blocks) define(values, b, cell, fields[f]);
      std::size_t next_state = 0;
      for (const BlockId b : blocks) {
        NodeId present = kNoNode;
        bool is_alive = b != graph_.node(cell).block;
        for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next) {
          if (n == cell) {
            present = initial(cell, fields[f]);
            is_alive = true;
          }
          if (!is_alive) {
            if (next_state < state_nodes.size() && state_nodes[next_state] == n) ++next_state;
            continue;
          }
          const auto now = [&] { return present != kNoNode ? present : present = values.at_start(b); };
          if (next_state < state_nodes.size() && state_nodes[next_state] == n) at_states[next_state++][f] = now();
          if (!is_access(n, cell, fields[f])) continue;
          if (graph_.node(n).op == Op::StoreField) {
            present = graph_.operand(n, 1);
          } else {
            loads.push_back(n);
            load_values.push_back(now());
          }
        }
      }
    }
    // ... then the uses go, and the cell.
    VirtualLayout layout;
    layout.size = static_cast<std::uint32_t>(graph_.node(cell).imm);
    layout.header = static_cast<std::uint64_t>(graph_.node(cell).imm2);
    for (const Field& field : fields) layout.fields.push_back({field.offset, field.memory});
    const std::uint32_t layout_index = graph_.add_virtual_layout(std::move(layout));
    for (std::size_t i = 0; i < state_nodes.size(); ++i) {
      if (std::find(at_states[i].begin(), at_states[i].end(), kNoNode) != at_states[i].end()) continue;
      const NodeId object = graph_.virtual_object(layout_index, at_states[i], graph_.type(cell));
      const StateId state = map_state(graph_, graph_.node(state_nodes[i]).state, [&](NodeId id) {
        return graph_.node(id).op != Op::Param && !graph_.node(id).info().is_constant() && root(id) == cell ? object : id;
      });
      graph_.node(state_nodes[i]).state = state;
    }
    for (std::size_t i = 0; i < loads.size(); ++i) graph_.replace(loads[i], load_values[i]);
    erase_uses(blocks, cell);
    graph_.apply_forwards();
    return true;
  }

  bool is_access(NodeId n, NodeId cell, const Field& field) const {
    const Node& node = graph_.node(n);
    return (node.op == Op::LoadField || node.op == Op::StoreField) && node.imm == field.offset && root(graph_.operand(n, 0)) == cell;
  }

  void define(SsaRepair& values, BlockId b, NodeId cell, const Field& field) {
    for (NodeId n = graph_.block(b).last; n != kNoNode; n = graph_.node(n).previous) {
      if (n == cell) return values.define_at_end(b, initial(cell, field));
      if (graph_.node(n).op == Op::StoreField && is_access(n, cell, field)) return values.define_at_end(b, graph_.operand(n, 1));
    }
  }

  bool names(StateId state, NodeId cell) const {
    bool found = false;
    const auto look = [&](auto&& self, NodeId value) -> void {
      if (graph_.node(value).op == Op::VirtualObject) {
        for (const NodeId field : graph_.operands(value)) self(self, field);
      } else if (!graph_.node(value).info().is_constant() && root(value) == cell) {
        found = true;
      }
    };
    graph_.for_each_state_value(state, [&](NodeId value) { look(look, value); });
    return found;
  }

  void erase_uses(const std::vector<BlockId>& blocks, NodeId cell) {
    std::vector<NodeId> aliases;
    for (const BlockId b : blocks)
      for (NodeId n = graph_.block(b).first; n != kNoNode;) {
        const NodeId next = graph_.node(n).next;
        const Node& node = graph_.node(n);
        const bool uses = node.operand_count != 0 && root(graph_.operand(n, 0)) == cell;
        const bool uses_right = node.operand_count == 2 && root(graph_.operand(n, 1)) == cell;
        if (n != cell && (uses || uses_right)) {
          if (node.op == Op::EqWord || node.op == Op::NeWord) graph_.replace(n, graph_.const_bool((uses && uses_right) == (node.op == Op::EqWord)));
          else if (node.op == Op::HasShape) graph_.replace(n, graph_.const_bool(true));
          else if (node.info().is_check() || node.op == Op::Assume) aliases.push_back(n);
          else if (node.op != Op::LoadField) graph_.erase(n);
        }
        n = next;
      }
    for (const NodeId alias : aliases) graph_.erase(alias);
    graph_.erase(cell);
  }

  Graph& graph_;
  std::vector<NodeId> allocations_;
  std::vector<std::uint8_t> escapes_;   // by NodeId of an allocation
  std::vector<std::uint8_t> reshaped_;  // by NodeId
};

}  // namespace

/// Cells that nothing but loads, stores, checks and frame states of this unit sees are never allocated: their fields are values, and
/// frame states name a VirtualObject with what the fields hold there.
bool replace_allocations(Graph& graph, const PassLimits&) { return AllocationReplacer(graph).run(); }

}  // namespace tauraro::jit
