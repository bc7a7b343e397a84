#include <algorithm>

#include "jit/ir/block_order.h"
#include "jit/pass/pass.h"

namespace tauraro::jit {
namespace {

/// What some memory is known to hold (or some check of memory to have proved), until a writer may change it.
struct Known {
  Op op;              ///< LoadField, LoadIndexed, or the reading check
  NodeId base;        ///< roots: checks do not change what an address is
  NodeId index;
  std::int64_t imm;
  MemoryKind memory;
  Location location;
  NodeId value;       ///< the load, the value stored, or the check

  bool same_access(const Known& other) const {
    return op == other.op && base == other.base && index == other.index && imm == other.imm && memory == other.memory &&
           location == other.location;
  }
  friend bool operator==(const Known&, const Known&) = default;
};
using State = std::vector<Known>;
constexpr std::size_t kMostKnown = 48;

class LoadEliminator {
 public:
  explicit LoadEliminator(Graph& graph) : graph_(graph), dominators_(graph), loops_(graph, dominators_), out_(graph.block_count()) {}

  bool run() {
    find_loop_writers();
    for (const BlockId b : dominators_.order()) {
      State state = state_at_start(b);
      for (NodeId n = graph_.block(b).first; n != kNoNode;) {
        const NodeId next = graph_.node(n).next;
        for (NodeId& operand : graph_.operands(n)) operand = graph_.resolve(operand);
        visit(n, state);
        n = next;
      }
      out_[b] = std::move(state);
    }
    graph_.apply_forwards();
    return changed_;
  }

 private:
  void find_loop_writers() {
    writers_.resize(loops_.loops().size());
    for (std::size_t l = 0; l < writers_.size(); ++l)
      for (const BlockId b : loops_.loops()[l].blocks)
        for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next)
          if (graph_.effects(graph_.node(n)).writes) writers_[l].push_back(n);
  }

  State state_at_start(BlockId b) {
    State state;
    bool first = true;
    for (const BlockId from : graph_.block(b).predecessors) {
      if (!dominators_.is_reachable(from) || dominators_.dominates(b, from)) continue;  // back-edges: see below
      if (first) {
        state = out_[from];
      } else {
        const State& other = out_[from];
        std::erase_if(state, [&](const Known& known) { return std::find(other.begin(), other.end(), known) == other.end(); });
      }
      first = false;
    }
    const std::uint32_t loop = loops_.innermost(b);
    if (loop != kNoLoop && loops_.loops()[loop].header == b)
      for (const NodeId writer : writers_[loop]) forget(state, graph_.node(writer));
    return state;
  }

  void forget(State& state, const Node& writer) {
    const Effects effects = graph_.effects(writer);
    const bool is_store = writer.info().effect_rule == EffectRule::At;
    const NodeId base = is_store ? root(graph_.operands(writer)[0]) : kNoNode;
    const bool is_fresh = is_store && graph_.node(base).op == Op::Allocate;
    std::erase_if(state, [&](const Known& known) {
      // Immutable memory is written while its cell is made: nobody else knows that yet.
      if (is_store && writer.op == Op::StoreField && writer.location.region == Region::Immutable &&
          (known.base != base || (known.op == Op::LoadField && std::abs(known.imm - writer.imm) >= 8)))
        return false;
      if (is_fresh && known.base != base && known.base != kNoNode && graph_.node(known.base).op == Op::Allocate) return false;
      if (!(effects.writes & region_bit(known.location.region))) return false;
      return !is_store || may_overlap(writer.location, known.location);
    });
  }

  NodeId root(NodeId id) const {
    while (graph_.node(id).info().is_check() || graph_.node(id).op == Op::Assume) id = graph_.operand(id, 0);
    return id;
  }

  void visit(NodeId n, State& state) {
    const Node& node = graph_.node(n);
    const OpInfo& op = node.info();
    if (op.effect_rule == EffectRule::At) {
      if (op.writes) return visit_store(n, state);
      return visit_read(n, {node.op, root(graph_.operand(n, 0)), node.op == Op::LoadIndexed ? graph_.operand(n, 1) : kNoNode, node.imm,
                            node.memory, node.location, n}, state);
    }
    if (node.op == Op::Allocate)
      return add(state, {Op::CheckShape, n, kNoNode, static_cast<std::int64_t>(static_cast<std::uint32_t>(node.imm2)), MemoryKind::Value, {Region::Shape, kAnyId}, n});
    if (node.op == Op::HasShape && fold_test(n, state)) return;
    if (graph_.effects(node).writes) return forget(state, node);
    if (op.effect_rule == EffectRule::Regions && op.reads) {
      // A check or test of one region.
      const Region region = node.op == Op::CheckValid ? Region::Validity : Region::Shape;
      visit_read(n, {node.op, node.operand_count ? root(graph_.operand(n, 0)) : kNoNode, kNoNode, node.imm, node.memory, {region, kAnyId}, n},
                 state);
    }
  }

  /// A test of the shape that is known.
  bool fold_test(NodeId n, const State& state) {
    const NodeId base = root(graph_.operand(n, 0));
    for (const Known& known : state) {
      if (known.op != Op::CheckShape || known.base != base) continue;
      graph_.replace(n, graph_.const_bool(known.imm == graph_.node(n).imm));
      return changed_ = true;
    }
    return false;
  }

  void visit_read(NodeId n, Known access, State& state) {
    for (const Known& known : state) {
      if (!known.same_access(access)) continue;
      if (representation(graph_.type(n).kind) == Representation::None) {
        graph_.erase(n);
      } else {
        if (representation(graph_.type(known.value).kind) != representation(graph_.type(n).kind)) return;
        graph_.replace(n, known.value);
      }
      changed_ = true;
      return;
    }
    add(state, access);
  }

  void visit_store(NodeId n, State& state) {
    const Node& node = graph_.node(n);
    const bool indexed = node.op == Op::StoreIndexed;
    const NodeId value = graph_.operands(node).back();
    Known access{indexed ? Op::LoadIndexed : Op::LoadField, root(graph_.operand(n, 0)), indexed ? graph_.operand(n, 1) : kNoNode,
                 node.imm, node.memory, node.location, value};
    // Storing what is there already does nothing.
    for (const Known& known : state)
      if (known.same_access(access) && known.value == value) {
        graph_.erase(n);
        changed_ = true;
        return;
      }
    forget(state, node);
    if (node.location.region == Region::Shape && graph_.node(value).op == Op::ConstInt) {
      // What CheckShape would find: the cell itself passes.
      const NodeId base = graph_.operand(n, 0);
      if (graph_.type(base).is_boxed())
        add(state, {Op::CheckShape, root(base), kNoNode, graph_.node(value).imm, MemoryKind::Value, {Region::Shape, kAnyId}, base});
    }
    if (memory_size(node.memory) == 8 || node.memory == MemoryKind::Bool) add(state, access);
  }

  static void add(State& state, const Known& known) {
    if (state.size() >= kMostKnown) state.erase(state.begin());
    state.push_back(known);
  }

  Graph& graph_;
  const Dominators dominators_;
  const LoopForest loops_;
  std::vector<std::vector<NodeId>> writers_;  // by loop
  std::vector<State> out_;                    // by block
  bool changed_ = false;
};

}  // namespace

/// A load whose memory is known (by an earlier load or store that dominates it, with nothing between that may write there) is that
/// value; so are checks that read memory; a store of what is there already goes. Forward, one walk: loops forget what they write.
bool eliminate_loads(Graph& graph, const PassLimits&) { return LoadEliminator(graph).run(); }

}  // namespace tauraro::jit
