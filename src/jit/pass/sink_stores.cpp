#include <algorithm>

#include "jit/pass/pass.h"
#include "jit/pass/preheader.h"
#include "jit/pass/ssa_repair.h"

namespace tauraro::jit {
namespace {

/// A word of memory at a fixed address that a loop only stores to.
struct Word {
  NodeId base;
  std::int64_t imm;
  MemoryKind memory;
  Location location;
  friend bool operator==(const Word&, const Word&) = default;
};

class StoreSinker {
 public:
  explicit StoreSinker(Graph& graph) : graph_(graph) {}

  bool run() {
    bool changed = false;
    for (std::uint32_t next = 0;;) {
      const Dominators dominators(graph_);
      const LoopForest loops(graph_, dominators);
      bool again = false;
      for (; next < loops.loops().size() && !again; ++next) again = sink_loop(loops, next);
      changed = changed || again;
      if (!again) return changed;
    }
  }

 private:
  bool is_store(NodeId n) const { return graph_.node(n).op == Op::StoreField; }
  Word word_of(NodeId n) const {
    const Node& node = graph_.node(n);
    return {graph_.operand(n, 0), node.imm, node.memory, node.location};
  }

  bool sink_loop(const LoopForest& loops, std::uint32_t index) {
    const Loop loop = loops.loops()[index];
    const std::vector<Word> words = find_words(loop);
    if (words.empty()) return false;
    const BlockId before = make_preheader(graph_, loop);
    const std::vector<BlockId> exits = split_exits(loops, index);
    std::vector<NodeId> state_nodes;
    for (const BlockId b : loop.blocks)
      for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next)
        if (graph_.node(n).state != kNoState) state_nodes.push_back(n);
    std::vector<std::vector<StateSlot>> pending(state_nodes.size());
    SsaRepair values(graph_);
    for (const Word& word : words) {
      values.begin(type_of(word.memory));
      values.define_at_end(before, load_before(before, word));
      for (const BlockId b : loop.blocks)
        for (NodeId n = graph_.block(b).last; n != kNoNode; n = graph_.node(n).previous)
          if (is_store(n) && word_of(n) == word) {
            values.define_at_end(b, graph_.operand(n, 1));
            break;
          }
      std::size_t next = 0;
      for (const BlockId b : loop.blocks) {
        NodeId present = kNoNode;
        for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next) {
          if (next < state_nodes.size() && state_nodes[next] == n) {
            if (present == kNoNode) present = values.at_start(b);
            StateSlot slot;
            slot.kind = StateSlot::Kind::PendingStore;
            slot.value = present;
            slot.base = word.base;
            slot.index = static_cast<std::uint32_t>(word.imm);
            slot.memory = word.memory;
            pending[next++].push_back(slot);
          }
          if (is_store(n) && word_of(n) == word) present = graph_.operand(n, 1);
        }
      }
      for (const BlockId b : exits) store_at_exit(b, word, values.at_start(b), has_barrier(loop, word));
    }
    for (std::size_t i = 0; i < state_nodes.size(); ++i) add_pending(state_nodes[i], pending[i]);
    erase_stores(loop, words);
    return true;
  }

  std::vector<Word> find_words(const Loop& loop) const {
    std::vector<Word> words;
    for (const BlockId b : loop.blocks)
      for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next) {
        if (!is_store(n)) continue;
        const Word word = word_of(n);
        if (graph_.node(word.base).info().is_constant() && memory_size(word.memory) == 8 && word.memory != MemoryKind::Raw && word.imm >= 0 &&
            std::find(words.begin(), words.end(), word) == words.end())
          words.push_back(word);
      }
    if (words.empty()) return words;
    for (const BlockId b : loop.blocks)
      for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next)
        std::erase_if(words, [&](const Word& word) { return interferes(n, word); });
    return words;
  }

  /// Whether the node reads or writes the word otherwise than by storing to just this word.
  bool interferes(NodeId n, const Word& word) const {
    const Node& node = graph_.node(n);
    const Effects effects = graph_.effects(node);
    if (!((effects.reads | effects.writes) & region_bit(word.location.region))) return false;
    if (node.info().effect_rule != EffectRule::At) return true;
    return may_overlap(node.location, word.location) && !(is_store(n) && word_of(n) == word);
  }

  static Type type_of(MemoryKind memory) {
    return memory == MemoryKind::Value ? Type::value() : memory == MemoryKind::Double ? Type::float64() : Type::int64();
  }

  NodeId load_before(BlockId before, const Word& word) {
    const NodeId load = graph_.make(Op::LoadField, type_of(word.memory), {{word.base}});
    place(load, word, before);
    return load;
  }
  void place(NodeId access, const Word& word, BlockId block) {
    Node& node = graph_.node(access);
    node.imm = word.imm;
    node.memory = word.memory;
    node.location = word.location;
    graph_.insert_before(graph_.block(block).last, access);
  }

  /// A block on every edge that leaves the loop.
  std::vector<BlockId> split_exits(const LoopForest& loops, std::uint32_t index) {
    std::vector<BlockId> exits;
    const std::vector<BlockId> blocks = loops.loops()[index].blocks;
    for (const BlockId b : blocks)
      for (unsigned e = 0; e < graph_.block(b).edge_count; ++e) {
        const BlockId to = graph_.block(b).edges[e].to;
        if (std::find(blocks.begin(), blocks.end(), to) != blocks.end()) continue;
        const BlockId middle = graph_.add_block();
        const std::vector<NodeId> arguments = std::move(graph_.block(b).edges[e].arguments);
        graph_.jump(middle, to, arguments);
        graph_.block(middle).frequency = std::min(graph_.block(b).frequency, graph_.block(to).frequency);
        graph_.block(b).edges[e] = {middle, {}};
        exits.push_back(middle);
      }
    graph_.compute_predecessors();
    return exits;
  }

  bool has_barrier(const Loop& loop, const Word& word) const {
    for (const BlockId b : loop.blocks)
      for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next)
        if (graph_.node(n).op == Op::WriteBarrier && graph_.operand(n, 0) == word.base) return true;
    return false;
  }

  void store_at_exit(BlockId b, const Word& word, NodeId value, bool with_barrier) {
    const NodeId operands[] = {word.base, value};
    place(graph_.make(Op::StoreField, Type::void_type(), operands), word, b);
    if (with_barrier) graph_.insert_before(graph_.block(b).last, graph_.make(Op::WriteBarrier, Type::void_type(), operands));
  }

  bool is_same_word(const StateSlot& a, const StateSlot& b) const {
    if (a.kind != StateSlot::Kind::PendingStore || a.index != b.index) return false;
    const Node &left = graph_.node(a.base), &right = graph_.node(b.base);
    return a.base == b.base || (left.op == right.op && left.info().is_constant() && left.imm == right.imm);
  }

  void add_pending(NodeId n, const std::vector<StateSlot>& pending) {
    const StateId old = graph_.node(n).state;
    std::vector<StateSlot> slots(graph_.slots(old).begin(), graph_.slots(old).end());
    const std::size_t count = slots.size();
    for (StateSlot slot : pending) {
      // The state may know of a later store to the same word already.
      if (std::any_of(slots.begin(), slots.begin() + static_cast<std::ptrdiff_t>(count), [&](const StateSlot& present) { return is_same_word(present, slot); })) continue;
      const Op op = graph_.node(slot.value).op;
      if (op == Op::BoxInt || op == Op::BoxDouble || op == Op::BoxBool) slot.value = graph_.operand(slot.value, 0);
      slots.push_back(slot);
    }
    const FrameState state = graph_.state(old);
    graph_.node(n).state = graph_.add_state(state, slots);
  }

  void erase_stores(const Loop& loop, const std::vector<Word>& words) {
    for (const BlockId b : loop.blocks)
      for (NodeId n = graph_.block(b).first; n != kNoNode;) {
        const NodeId next = graph_.node(n).next;
        const bool is_sunk = is_store(n) && std::find(words.begin(), words.end(), word_of(n)) != words.end();
        const bool is_barrier = graph_.node(n).op == Op::WriteBarrier && std::any_of(words.begin(), words.end(), [&](const Word& word) {
          return word.base == graph_.operand(n, 0);
        });
        if (is_sunk || (is_barrier && !stores_elsewhere(loop, graph_.operand(n, 0), words))) graph_.erase(n);
        n = next;
      }
  }
  /// Whether the loop keeps another store to the same cell, whose barrier it may be.
  bool stores_elsewhere(const Loop& loop, NodeId base, const std::vector<Word>& words) const {
    for (const BlockId b : loop.blocks)
      for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next)
        if ((is_store(n) || graph_.node(n).op == Op::StoreIndexed) && graph_.operand(n, 0) == base &&
            !(is_store(n) && std::find(words.begin(), words.end(), word_of(n)) != words.end()))
          return true;
    return false;
  }

  Graph& graph_;
};

}  // namespace

/// Stores to words at fixed addresses that a loop only writes are done after it: inside, the value waits, and every frame state
/// says that it has to be stored at the exit.
bool sink_stores(Graph& graph, const PassLimits&) { return StoreSinker(graph).run(); }

}  // namespace tauraro::jit
