#include "jit/pass/preheader.h"

#include <algorithm>

namespace tauraro::jit {

BlockId make_preheader(Graph& graph, const Loop& loop) {
  const auto is_latch = [&](BlockId b) { return std::find(loop.latches.begin(), loop.latches.end(), b) != loop.latches.end(); };
  std::vector<BlockId> entries;
  for (const BlockId from : graph.block(loop.header).predecessors)
    if (!is_latch(from)) entries.push_back(from);
  if (entries.size() == 1 && graph.block(entries[0]).edge_count == 1) return entries[0];
  const BlockId block = graph.add_block();
  std::vector<NodeId> params;
  for (const NodeId param : std::vector<NodeId>(graph.block(loop.header).params)) {
    const Type type = graph.type(param);
    params.push_back(graph.add_param(block, type));
  }
  double frequency = 0;
  for (const BlockId from : entries)
    for (unsigned e = 0; e < graph.block(from).edge_count; ++e)
      if (graph.block(from).edges[e].to == loop.header) {
        graph.block(from).edges[e].to = block;
        frequency += graph.block(from).frequency;
      }
  graph.jump(block, loop.header, params);
  graph.block(block).frequency = std::min(frequency, graph.block(loop.header).frequency);
  graph.compute_predecessors();
  return block;
}

}  // namespace tauraro::jit
