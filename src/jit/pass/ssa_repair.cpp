#include "jit/pass/ssa_repair.h"

namespace tauraro::jit {

void SsaRepair::begin(Type type) {
  type_ = type;
  ++epoch_;
  ends_.resize(graph_.block_count());
  starts_.resize(graph_.block_count());
}

NodeId& SsaRepair::slot(std::vector<Entry>& entries, BlockId block) {
  Entry& entry = entries[block];
  if (entry.epoch != epoch_) entry = {epoch_, kNoNode};
  return entry.value;
}

NodeId SsaRepair::at_end(BlockId block) {
  if (const NodeId known = slot(ends_, block); known != kNoNode) return known;
  const NodeId value = at_start(block);
  slot(ends_, block) = value;
  return value;
}

NodeId SsaRepair::at_start(BlockId block) {
  if (const NodeId known = slot(starts_, block); known != kNoNode) return known;
  const std::vector<BlockId> predecessors = graph_.block(block).predecessors;
  if (predecessors.empty()) return slot(starts_, block) = undefined();
  if (predecessors.size() == 1) {
    const NodeId value = at_end(predecessors[0]);
    return slot(starts_, block) = value;
  }
  const NodeId param = graph_.add_param(block, type_);
  slot(starts_, block) = param;  // before asking on: loops come back here
  const std::size_t index = graph_.block(block).params.size() - 1;
  for (const BlockId from : predecessors) {
    const NodeId value = at_end(from);
    for (unsigned e = 0; e < graph_.block(from).edge_count; ++e) {
      Edge& edge = graph_.block(from).edges[e];
      if (edge.to == block && edge.arguments.size() == index) edge.arguments.push_back(value);
    }
  }
  return param;
}

/// Only paths that never use the variable get here.
NodeId SsaRepair::undefined() {
  switch (representation(type_.kind)) {
    case Representation::Int64: return graph_.const_int(0);
    case Representation::Double: return graph_.const_double(0);
    case Representation::Bool: return graph_.const_bool(false);
    case Representation::Raw: return graph_.const_raw(0);
    default: return graph_.const_value(0);
  }
}

}  // namespace tauraro::jit
