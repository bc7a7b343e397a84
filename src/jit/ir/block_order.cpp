#include "jit/ir/block_order.h"

#include <algorithm>

namespace tauraro::jit {

std::vector<BlockId> reverse_post_order(const Graph& graph) {
  std::vector<BlockId> order;
  std::vector<std::uint8_t> next_edge(graph.block_count(), 0xff);
  std::vector<BlockId> stack;
  order.reserve(graph.block_count());
  stack.reserve(graph.block_count());
  stack.push_back(0);
  next_edge[0] = 0;
  while (!stack.empty()) {
    const BlockId id = stack.back();
    const Block& block = graph.block(id);
    if (next_edge[id] == block.edge_count) {
      order.push_back(id);
      stack.pop_back();
      continue;
    }
    // The last edge first, so that in the reversed order the first edge's target comes first.
    const BlockId to = block.edges[block.edge_count - 1 - next_edge[id]++].to;
    if (next_edge[to] != 0xff) continue;
    next_edge[to] = 0;
    stack.push_back(to);
  }
  std::reverse(order.begin(), order.end());
  return order;
}

Dominators::Dominators(const Graph& graph)
    : order_(reverse_post_order(graph)), position_(graph.block_count(), kNoBlock), parent_(graph.block_count(), kNoBlock),
      enter_(graph.block_count()), leave_(graph.block_count()) {
  for (std::uint32_t i = 0; i < order_.size(); ++i) position_[order_[i]] = i;
  parent_[0] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 1; i < order_.size(); ++i) {
      BlockId common = kNoBlock;
      for (BlockId from : graph.block(order_[i]).predecessors) {
        if (position_[from] == kNoBlock || parent_[from] == kNoBlock) continue;
        if (common == kNoBlock) {
          common = from;
          continue;
        }
        while (common != from) {
          while (position_[common] > position_[from]) common = parent_[common];
          while (position_[from] > position_[common]) from = parent_[from];
        }
      }
      if (parent_[order_[i]] != common) {
        parent_[order_[i]] = common;
        changed = true;
      }
    }
  }
  parent_[0] = kNoBlock;
  // Numbers of a depth-first walk: sizes of subtrees from the end, then places from the front.
  std::vector<std::uint32_t> size(graph.block_count(), 1), used(graph.block_count(), 0);
  for (std::size_t i = order_.size(); i-- > 1;) size[parent_[order_[i]]] += size[order_[i]];
  for (std::size_t i = 0; i < order_.size(); ++i) {
    const BlockId id = order_[i];
    if (i == 0) {
      enter_[id] = 0;
    } else {
      const BlockId parent = parent_[id];
      enter_[id] = enter_[parent] + 1 + used[parent];
      used[parent] += size[id];
    }
    leave_[id] = enter_[id] + size[id] - 1;
  }
}

std::vector<std::vector<BlockId>> Dominators::children() const {
  std::vector<std::vector<BlockId>> result(parent_.size());
  for (std::size_t i = 1; i < order_.size(); ++i) result[parent_[order_[i]]].push_back(order_[i]);
  return result;
}

LoopForest::LoopForest(const Graph& graph, const Dominators& dominators) : innermost_(graph.block_count(), kNoLoop) {
  const std::vector<BlockId>& order = dominators.order();
  std::vector<std::uint32_t> mark(graph.block_count(), kNoLoop);
  for (const BlockId header : order) {
    Loop loop;
    loop.header = header;
    for (const BlockId from : graph.block(header).predecessors)
      if (dominators.is_reachable(from) && dominators.dominates(header, from) &&
          std::find(loop.latches.begin(), loop.latches.end(), from) == loop.latches.end())
        loop.latches.push_back(from);
    if (loop.latches.empty()) continue;
    const auto index = static_cast<std::uint32_t>(loops_.size());
    loop.parent = innermost_[header];
    loop.depth = loop.parent == kNoLoop ? 1 : loops_[loop.parent].depth + 1;
    mark[header] = index;
    loop.blocks.push_back(header);
    std::vector<BlockId> work = loop.latches;
    while (!work.empty()) {
      const BlockId id = work.back();
      work.pop_back();
      if (mark[id] == index || !dominators.is_reachable(id)) continue;
      mark[id] = index;
      loop.blocks.push_back(id);
      for (const BlockId from : graph.block(id).predecessors) work.push_back(from);
    }
    std::sort(loop.blocks.begin(), loop.blocks.end(),
              [&](BlockId a, BlockId b) { return dominators.position(a) < dominators.position(b); });
    for (const BlockId id : loop.blocks) innermost_[id] = index;
    loops_.push_back(std::move(loop));
  }
}

bool LoopForest::contains(std::uint32_t loop, BlockId block) const {
  for (std::uint32_t at = innermost_[block]; at != kNoLoop; at = loops_[at].parent)
    if (at == loop) return true;
  return false;
}

}  // namespace tauraro::jit
