#pragma once
#include <vector>

#include "jit/ir/graph.h"

namespace tauraro::jit {

/// Finds the value of a variable that several nodes define, at any place, and adds block parameters where definitions meet.
/// One variable at a time: begin(), define_at_end() for each definition, then ask. \pre predecessors are up to date
class SsaRepair {
 public:
  explicit SsaRepair(Graph& graph) : graph_(graph) {}

  /// A new variable; parameters made for it get this type.
  void begin(Type type);
  void define_at_end(BlockId block, NodeId value) { slot(ends_, block) = value; }
  void define_at_start(BlockId block, NodeId value) { slot(starts_, block) = value; }
  NodeId at_end(BlockId block);
  NodeId at_start(BlockId block);

 private:
  struct Entry {
    std::uint32_t epoch = 0;
    NodeId value = kNoNode;
  };
  NodeId& slot(std::vector<Entry>& entries, BlockId block);
  NodeId undefined();

  Graph& graph_;
  Type type_;
  std::uint32_t epoch_ = 0;
  std::vector<Entry> ends_, starts_;
};

}  // namespace tauraro::jit
