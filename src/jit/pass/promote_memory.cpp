#include <algorithm>

#include "jit/pass/pass.h"
#include "jit/pass/preheader.h"
#include "jit/pass/ssa_repair.h"

namespace tauraro::jit {
namespace {

/// A word of memory at a fixed address (a global cell, a register of the window).
struct Word {
  NodeId base;
  std::int64_t imm;
  MemoryKind memory;
  Location location;
  friend bool operator==(const Word&, const Word&) = default;
};

class MemoryPromoter {
 public:
  MemoryPromoter(Graph& graph) : graph_(graph) {}

  bool run() {
    bool changed = false;
    // Outer loops first: what holds for them holds for the inner ones. A change makes the forest stale.
    for (std::uint32_t next = 0;;) {
      const Dominators dominators(graph_);
      const LoopForest loops(graph_, dominators);
      bool again = false;
      for (; next < loops.loops().size() && !again; ++next) again = promote_loop(loops.loops()[next]);
      changed = changed || again;
      if (!again) return changed;
    }
  }

 private:
  bool is_access(const Node& node) const { return node.op == Op::LoadField || node.op == Op::StoreField; }
  Word word_of(NodeId n) const {
    const Node& node = graph_.node(n);
    return {graph_.operand(n, 0), node.imm, node.memory, node.location};
  }
  static bool is_candidate(const Graph& graph, const Word& word) {
    return graph.node(word.base).info().is_constant() && memory_size(word.memory) == 8;
  }

  bool promote_loop(const Loop& loop) {
    std::vector<Word> words;
    std::vector<NodeId> writers;
    for (const BlockId b : loop.blocks)
      for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next) {
        if (graph_.effects(graph_.node(n)).writes) writers.push_back(n);
        if (graph_.node(n).op != Op::LoadField) continue;
        const Word word = word_of(n);
        if (is_candidate(graph_, word) && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
      }
    std::erase_if(words, [&](const Word& word) {
      return std::any_of(writers.begin(), writers.end(), [&](NodeId writer) { return interferes(writer, word); });
    });
    for (const Word& word : words) promote(loop, word);
    return !words.empty();
  }

  /// Whether the writer may change the word in a way that is not a store to just this word.
  bool interferes(NodeId writer, const Word& word) const {
    const Node& node = graph_.node(writer);
    if (!(graph_.effects(node).writes & region_bit(word.location.region))) return false;
    if (node.info().effect_rule != EffectRule::At) return true;
    if (!may_overlap(node.location, word.location)) return false;
    return !(node.op == Op::StoreField && word_of(writer) == word);
  }

  void promote(const Loop& loop, const Word& word) {
    const BlockId before = make_preheader(graph_, loop);
    const Type type = type_of_loads(loop, word);
    const NodeId load = graph_.make(Op::LoadField, type, {{word.base}});
    graph_.node(load).imm = word.imm;
    graph_.node(load).memory = word.memory;
    graph_.node(load).location = word.location;
    graph_.insert_before(graph_.block(before).last, load);
    SsaRepair values(graph_);
    values.begin(type);
    values.define_at_end(before, load);
    for (const BlockId b : loop.blocks)
      for (NodeId n = graph_.block(b).last; n != kNoNode; n = graph_.node(n).previous)
        if (graph_.node(n).op == Op::StoreField && word_of(n) == word) {
          values.define_at_end(b, graph_.operand(n, 1));
          break;
        }
    for (const BlockId b : loop.blocks) {
      NodeId present = kNoNode;
      for (NodeId n = graph_.block(b).first; n != kNoNode;) {
        const NodeId next = graph_.node(n).next;
        if (is_access(graph_.node(n)) && word_of(n) == word) {
          if (graph_.node(n).op == Op::StoreField) {
            present = graph_.operand(n, 1);
          } else {
            if (present == kNoNode) present = values.at_start(b);
            graph_.replace(n, present);
          }
        }
        n = next;
      }
    }
    graph_.apply_forwards();
  }

  Type type_of_loads(const Loop& loop, const Word& word) const {
    Type type;
    bool has_store = false;
    for (const BlockId b : loop.blocks)
      for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next) {
        if (!is_access(graph_.node(n)) || !(word_of(n) == word)) continue;
        if (graph_.node(n).op == Op::StoreField) has_store = true;
        else type = type.kind == TypeKind::Void ? graph_.type(n) : join(type, graph_.type(n));
      }
    if (type.is_boxed()) return has_store ? Type::value() : type;
    if (has_store) type.range = IntRange{};
    return type;
  }

  Graph& graph_;
};

}  // namespace

/// In loops where nothing but its own stores changes a word of memory at a fixed address, loads of it become a value that goes
/// around the loop. The stores stay: memory is right at every exit (sink_stores takes them out).
bool promote_memory(Graph& graph, const PassLimits&) { return MemoryPromoter(graph).run(); }

}  // namespace tauraro::jit
