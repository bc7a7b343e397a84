#pragma once
#include <span>
#include <vector>

#include "jit/ir/graph.h"

namespace tauraro::jit {

/// What a value becomes, as a function that lives at least as long as the call.
class ValueMap {
 public:
  template <class F>
  ValueMap(const F& map) : context_(&map), call_([](const void* context, NodeId id) { return (*static_cast<const F*>(context))(id); }) {}
  NodeId operator()(NodeId id) const { return call_(context_, id); }

 private:
  const void* context_;
  NodeId (*call_)(const void*, NodeId);
};

/// Copies the blocks of a region that is entered only at its header. Edges into the header from outside of `back_edges_from` go to
/// the copy; edges of the copy to the header go to the original (so the copy of a loop is its first iteration); all other edges
/// out of the copy go where those of the original go. Uses of the region's values elsewhere see whichever was computed.
/// Parameters that this adds may be redundant. \pre predecessors are up to date; they are afterwards, too.
void copy_region(Graph& graph, std::span<const BlockId> region, BlockId header, std::span<const BlockId> back_edges_from);

/// The frame state (and its callers) with values replaced; the same state when nothing changes.
StateId map_state(Graph& graph, StateId state, const ValueMap& map);

}  // namespace tauraro::jit
