#include <algorithm>
#include <limits>
#include <optional>

#include "jit/ir/block_order.h"
#include "jit/pass/fold.h"
#include "jit/pass/pass.h"

namespace tauraro::jit {
namespace {

constexpr unsigned kMostFacts = 40;  ///< looked at for one value at one place
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min(), kMax = std::numeric_limits<std::int64_t>::max();
using Wide = __int128;

std::int64_t clamp(Wide number) { return number < kMin ? kMin : number > kMax ? kMax : static_cast<std::int64_t>(number); }
bool fits(Wide number) { return kMin <= number && number <= kMax; }

struct WideRange {
  Wide low, high;
  bool fits() const { return ::tauraro::jit::fits(low) && ::tauraro::jit::fits(high); }
  IntRange clamped() const { return {clamp(low), clamp(high)}; }
};

WideRange add(IntRange a, IntRange b) { return {Wide{a.low} + b.low, Wide{a.high} + b.high}; }
WideRange subtract(IntRange a, IntRange b) { return {Wide{a.low} - b.high, Wide{a.high} - b.low}; }
WideRange multiply(IntRange a, IntRange b) {
  const Wide p[] = {Wide{a.low} * b.low, Wide{a.low} * b.high, Wide{a.high} * b.low, Wide{a.high} * b.high};
  return {*std::min_element(p, p + 4), *std::max_element(p, p + 4)};
}
WideRange shift_left(IntRange a, std::int64_t count) {
  const Wide factor = Wide{1} << count;
  return {Wide{a.low} * factor, Wide{a.high} * factor};
}

/// The least 2^k - 1 that is not below the number. \pre number >= 0
std::int64_t mask_above(std::int64_t number) {
  std::uint64_t mask = static_cast<std::uint64_t>(number);
  for (unsigned shift = 1; shift < 64; shift *= 2) mask |= mask >> shift;
  return static_cast<std::int64_t>(mask);
}

class RangeSolver {
 public:
  explicit RangeSolver(Graph& graph) : graph_(graph), dominators_(graph), range_(graph.node_count()), known_(graph.node_count()),
        start_fact_(graph.block_count()), end_fact_(graph.block_count()), facts_(1) {}

  bool run() {
    find_facts();
    // Rising to a fixpoint, widened after a few rounds; then falling for a few rounds.
    unsigned round = 0;
    while (sweep(round >= 3, false))
      if (++round == 60) return false;  // no fixpoint: nothing is known
    for (unsigned fall = 0; fall < 2; ++fall) sweep(false, true);
    return apply();
  }

 private:
  /// Something that holds from its place on, wherever that place dominates: a condition is true or false, a check has passed.
  struct Fact {
    NodeId node = kNoNode;  ///< the condition, or the check
    bool holds = false;
    std::uint32_t above = 0;  ///< the fact known before it; 0: none
  };

  // ---- what branches and checks tell ----
  void find_facts() {
    for (const BlockId b : dominators_.order()) {
      const BlockId parent = dominators_.parent(b);
      std::uint32_t fact = parent == kNoBlock ? 0 : end_fact_[parent];
      const std::vector<BlockId>& predecessors = graph_.block(b).predecessors;
      if (predecessors.size() == 1) {
        NodeId condition = kNoNode;
        bool holds = false;
        set_condition_of_edge(predecessors[0], b, condition, holds);
        if (condition != kNoNode) fact = add_fact(condition, holds, fact);
      }
      start_fact_[b] = fact;
      for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next) fact = fact_after(n, fact);
      end_fact_[b] = fact;
    }
  }
  std::uint32_t add_fact(NodeId node, bool holds, std::uint32_t above) {
    facts_.push_back({node, holds, above});
    return static_cast<std::uint32_t>(facts_.size() - 1);
  }
  /// Made the first time; later walks pass the same places in the same order.
  std::uint32_t fact_after(NodeId n, std::uint32_t before) {
    const Op op = graph_.node(n).op;
    if (op == Op::CheckTrue || op == Op::CheckFalse) return note(n, graph_.operand(n, 0), op == Op::CheckTrue, before);
    if (op == Op::CheckIndex || op == Op::CheckIntRange) return note(n, n, true, before);
    return before;
  }
  std::uint32_t note(NodeId n, NodeId condition, bool holds, std::uint32_t before) {
    if (fact_of_.empty()) fact_of_.resize(graph_.node_count());
    if (fact_of_[n] == 0) fact_of_[n] = add_fact(condition, holds, before);
    return fact_of_[n];
  }
  void set_condition_of_edge(BlockId from, BlockId to, NodeId& condition, bool& holds) const {
    const Block& block = graph_.block(from);
    if (block.edge_count != 2 || block.edges[0].to == block.edges[1].to) return;
    condition = graph_.operand(block.last, 0);
    holds = block.edges[0].to == to;
  }

  IntRange base_range(NodeId v) const {
    if (!known_[v] && !graph_.node(v).info().is_constant()) return graph_.type(v).range;
    return graph_.node(v).info().is_constant() ? graph_.type(v).range : range_[v];
  }

  /// The range of the value where the fact and those above it hold.
  IntRange range_at(NodeId v, std::uint32_t fact) const {
    IntRange range = base_range(v);
    if (graph_.node(v).info().is_constant()) return range;
    for (unsigned steps = 0; fact != 0 && steps < kMostFacts; ++steps, fact = facts_[fact].above)
      refine(range, v, facts_[fact].node, facts_[fact].holds, 0);
    return range.low <= range.high ? range : base_range(v);
  }
  IntRange range_on_edge(NodeId v, BlockId from, BlockId to) const {
    IntRange range = range_at(v, end_fact_[from]);
    NodeId condition = kNoNode;
    bool holds = false;
    set_condition_of_edge(from, to, condition, holds);
    if (condition != kNoNode) refine(range, v, condition, holds, 0);
    return range.low <= range.high ? range : base_range(v);
  }

  void refine(IntRange& range, NodeId v, NodeId condition, bool holds, unsigned depth) const {
    const Node& node = graph_.node(condition);
    if (depth < 4 && node.op == (holds ? Op::AndBool : Op::OrBool)) {
      refine(range, v, graph_.operand(condition, 0), holds, depth + 1);
      refine(range, v, graph_.operand(condition, 1), holds, depth + 1);
      return;
    }
    if (depth < 4 && node.op == Op::NotBool) return refine(range, v, graph_.operand(condition, 0), !holds, depth + 1);
    if (node.op == Op::CheckIndex || node.op == Op::CheckIntRange) {
      if (same_value(condition, v)) range = range.meet(base_range(condition));
      return;
    }
    if (node.operand_count != 2 || graph_.type(graph_.operand(condition, 0)).kind != TypeKind::Int64) return;
    const NodeId left = graph_.operand(condition, 0), right = graph_.operand(condition, 1);
    if (same_value(left, v)) limit(range, node.op, holds, base_range(right), false);
    if (same_value(right, v)) limit(range, node.op, holds, base_range(left), true);
  }

  /// Whether the two are one number (a check of an int is the int).
  bool same_value(NodeId a, NodeId b) const { return root(a) == root(b); }
  NodeId root(NodeId id) const {
    while (graph_.node(id).info().is_check()) id = graph_.operand(id, 0);
    return id;
  }

  static void limit(IntRange& range, Op op, bool holds, IntRange other, bool exchanged) {
    if (!holds) {
      switch (op) {
        case Op::LtInt: op = Op::GeInt; break;
        case Op::LeInt: op = Op::GtInt; break;
        case Op::GtInt: op = Op::LeInt; break;
        case Op::GeInt: op = Op::LtInt; break;
        case Op::EqInt: op = Op::NeInt; break;
        case Op::NeInt: op = Op::EqInt; break;
        default: return;
      }
    }
    if (exchanged) {
      switch (op) {
        case Op::LtInt: op = Op::GtInt; break;
        case Op::LeInt: op = Op::GeInt; break;
        case Op::GtInt: op = Op::LtInt; break;
        case Op::GeInt: op = Op::LeInt; break;
        default: break;
      }
    }
    switch (op) {
      case Op::LtInt: if (other.high > kMin) range.high = std::min(range.high, other.high - 1); break;
      case Op::LeInt: range.high = std::min(range.high, other.high); break;
      case Op::GtInt: if (other.low < kMax) range.low = std::max(range.low, other.low + 1); break;
      case Op::GeInt: range.low = std::max(range.low, other.low); break;
      case Op::EqInt: range = range.meet(other); break;
      case Op::NeInt:
        if (other.is_constant() && range.low == other.low && range.low < range.high) ++range.low;
        if (other.is_constant() && range.high == other.high && range.low < range.high) --range.high;
        break;
      default: break;
    }
  }

  // ---- the fixpoint ----
  bool sweep(bool widen, bool narrow) {
    bool changed = false;
    for (const BlockId b : dominators_.order()) {
      for (const NodeId param : graph_.block(b).params)
        if (graph_.type(param).kind == TypeKind::Int64 && update(param, join_of_arguments(b, param), widen, narrow)) changed = true;
      std::uint32_t fact = start_fact_[b];
      for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next) {
        if (graph_.type(n).kind == TypeKind::Int64 && update(n, transfer(n, fact), false, narrow)) changed = true;
        fact = fact_after(n, fact);
      }
    }
    return changed;
  }

  bool update(NodeId n, std::optional<IntRange> computed, bool widen, bool narrow) {
    if (!computed) return false;
    IntRange next = computed->meet(graph_.type(n).range);
    if (next.low > next.high) next = graph_.type(n).range;  // never gets there
    if (!known_[n]) {
      known_[n] = true;
      range_[n] = next;
      return true;
    }
    if (!narrow) next = next.join(range_[n]);
    if (next == range_[n]) return false;
    if (widen) {
      if (next.low < range_[n].low) next.low = graph_.type(n).range.low;
      if (next.high > range_[n].high) next.high = graph_.type(n).range.high;
    }
    range_[n] = next;
    return true;
  }

  std::optional<IntRange> join_of_arguments(BlockId b, NodeId param) const {
    const auto index = static_cast<std::size_t>(graph_.node(param).imm);
    std::optional<IntRange> result;
    for (const BlockId from : graph_.block(b).predecessors) {
      if (!dominators_.is_reachable(from)) continue;
      for (unsigned e = 0; e < graph_.block(from).edge_count; ++e) {
        const Edge& edge = graph_.block(from).edges[e];
        if (edge.to != b) continue;
        const NodeId argument = edge.arguments[index];
        if (!is_known(argument)) continue;
        const IntRange range = range_on_edge(argument, from, b);
        result = result ? result->join(range) : range;
      }
    }
    return result;
  }
  bool is_known(NodeId v) const { return known_[v] || graph_.node(v).info().is_constant(); }

  std::optional<IntRange> transfer(NodeId n, std::uint32_t fact) const {
    const Node& node = graph_.node(n);
    IntRange a, b;
    if (node.operand_count >= 1 && graph_.type(graph_.operand(n, 0)).kind == TypeKind::Int64) {
      if (!is_known(graph_.operand(n, 0))) return std::nullopt;
      a = range_at(graph_.operand(n, 0), fact);
    }
    if (node.operand_count >= 2 && graph_.type(graph_.operand(n, 1)).kind == TypeKind::Int64) {
      if (!is_known(graph_.operand(n, 1))) return std::nullopt;
      b = range_at(graph_.operand(n, 1), fact);
    }
    const IntRange full;
    const auto unless_wrapped = [&](const WideRange& wide) { return wide.fits() ? wide.clamped() : full; };
    switch (node.op) {
      case Op::AddInt: return add(a, b).clamped();
      case Op::SubInt: return subtract(a, b).clamped();
      case Op::MulInt: return multiply(a, b).clamped();
      case Op::AddWrap: return unless_wrapped(add(a, b));
      case Op::SubWrap: return unless_wrapped(subtract(a, b));
      case Op::MulWrap: return unless_wrapped(multiply(a, b));
      case Op::FloorDivInt: case Op::FloorDivWrap: return floor_divide(a, b);
      case Op::ModInt: case Op::ModWrap:
        if (b.low > 0) return a.low >= 0 ? IntRange{0, std::min(a.high, b.high - 1)} : IntRange{0, b.high - 1};
        if (b.high < 0) return IntRange{b.low == kMin ? kMin : b.low + 1, 0};
        return full;
      case Op::AndInt:
        if (a.low >= 0 && b.low >= 0) return IntRange{0, std::min(a.high, b.high)};
        if (b.low >= 0) return IntRange{0, b.high};
        if (a.low >= 0) return IntRange{0, a.high};
        return full;
      case Op::OrInt: case Op::XorInt:
        if (a.low >= 0 && b.low >= 0) return IntRange{0, mask_above(std::max(a.high, b.high))};
        return full;
      case Op::ShlInt: case Op::ShlWrap:
        if (b.low >= 0 && b.high <= 63) {
          const WideRange least = shift_left(a, b.low), most = shift_left(a, b.high);
          const WideRange both{std::min(least.low, most.low), std::max(least.high, most.high)};
          return node.op == Op::ShlInt ? both.clamped() : unless_wrapped(both);
        }
        return full;
      case Op::ShrInt: case Op::ShrWrap:
        if (b.low >= 0 && (node.op == Op::ShrInt || b.high <= 63)) {
          const auto by = [](std::int64_t number, std::int64_t count) { return number >> std::min<std::int64_t>(count, 63); };
          return IntRange{std::min(by(a.low, b.low), by(a.low, b.high)), std::max(by(a.high, b.low), by(a.high, b.high))};
        }
        return full;
      case Op::ShrLogical:
        if (b.is_constant() && b.low > 0 && b.low < 64) return IntRange{0, static_cast<std::int64_t>(~std::uint64_t{0} >> b.low)};
        return a.low >= 0 && b.low >= 0 && b.high <= 63 ? IntRange{0, a.high} : full;
      case Op::MulHighUnsigned:
        if (a.low < 0 || !b.is_constant()) return full;
        return IntRange{0, static_cast<std::int64_t>((static_cast<unsigned __int128>(a.high) * static_cast<std::uint64_t>(b.low)) >> 64)};
      case Op::MinInt: return IntRange{std::min(a.low, b.low), std::min(a.high, b.high)};
      case Op::MaxInt: return IntRange{std::max(a.low, b.low), std::max(a.high, b.high)};
      case Op::BoolToInt: return IntRange{0, 1};
      case Op::UnboxInt:
        return graph_.type(graph_.operand(n, 0)).kind == TypeKind::IntValue ? kInlineIntRange : full;
      case Op::Select: {
        const NodeId yes = graph_.operand(n, 1), no = graph_.operand(n, 2);
        if (!is_known(yes) || !is_known(no)) return std::nullopt;
        return range_at(yes, fact).join(range_at(no, fact));
      }
      case Op::CheckIndex: return a.meet({0, b.high > 0 ? b.high - 1 : 0});
      case Op::CheckIntRange: return a.meet({node.imm, node.imm2});
      case Op::CheckWord: return IntRange{node.imm, node.imm};
      case Op::Assume: return a;
      default: return full;
    }
  }

  static IntRange floor_divide(IntRange a, IntRange b) {
    if (b.contains(0)) return a.low >= 0 && b.low >= 0 ? IntRange{0, a.high} : IntRange{};
    if (b.contains(-1) && a.low == kMin) return {};
    std::int64_t low = kMax, high = kMin;
    for (const std::int64_t x : {a.low, a.high})
      for (const std::int64_t y : {b.low, b.high}) {
        const std::int64_t quotient = *evaluate_int(Op::FloorDivWrap, x, y);
        low = std::min(low, quotient);
        high = std::max(high, quotient);
      }
    return {low, high};
  }

  // ---- using it ----
  bool apply() {
    bool changed = false;
    for (const BlockId b : dominators_.order()) {
      for (const NodeId param : graph_.block(b).params) changed = set_type(param) || changed;
      std::uint32_t fact = start_fact_[b];
      for (NodeId n = graph_.block(b).first; n != kNoNode;) {
        const NodeId next = graph_.node(n).next;
        const std::uint32_t after = fact_after(n, fact);
        changed = set_type(n) || changed;
        changed = use_ranges(n, fact) || changed;
        fact = after;
        n = next;
      }
    }
    graph_.apply_forwards();
    return changed;
  }

  bool set_type(NodeId n) {
    Node& node = graph_.node(n);
    if (node.type.kind != TypeKind::Int64 || !known_[n] || node.type.range == range_[n]) return false;
    node.type.range = range_[n];
    return true;
  }

  bool become(NodeId n, Op op) {
    graph_.node(n).op = op;
    if (!info(op).may_exit()) graph_.node(n).state = kNoState;
    return true;
  }

  bool use_ranges(NodeId n, std::uint32_t fact) {
    const Node& node = graph_.node(n);
    if (node.operand_count != 2 && node.op != Op::CheckIntRange) return false;
    if (graph_.type(graph_.operand(n, 0)).kind != TypeKind::Int64) return false;
    const NodeId left = graph_.operand(n, 0), right = node.operand_count == 2 ? graph_.operand(n, 1) : left;
    if (graph_.type(right).kind != TypeKind::Int64) return false;
    const IntRange a = range_at(left, fact), b = range_at(right, fact);
    switch (node.op) {
      case Op::AddInt: return add(a, b).fits() && become(n, Op::AddWrap);
      case Op::SubInt: return subtract(a, b).fits() && become(n, Op::SubWrap);
      case Op::MulInt: return multiply(a, b).fits() && become(n, Op::MulWrap);
      case Op::ShlInt: return b.low >= 0 && b.high <= 63 && shift_left(a, b.high).fits() && become(n, Op::ShlWrap);
      case Op::ShrInt: return b.low >= 0 && b.high <= 63 && become(n, Op::ShrWrap);
      case Op::FloorDivInt: case Op::ModInt:
        if (b.contains(0) || (b.contains(-1) && a.low == kMin)) return false;
        return become(n, node.op == Op::FloorDivInt ? Op::FloorDivWrap : Op::ModWrap);
      case Op::CheckIndex:
        if (a.low < 0 || (a.high >= b.low && !is_less(left, right, fact))) return false;
        graph_.replace(n, left);
        return true;
      case Op::CheckIntRange:
        if (!a.is_within({node.imm, node.imm2})) return false;
        graph_.replace(n, left);
        return true;
      case Op::EqInt: case Op::NeInt: case Op::LtInt: case Op::LeInt: case Op::GtInt: case Op::GeInt: return decide(n, a, b);
      default: return false;
    }
  }

  bool decide(NodeId n, IntRange a, IntRange b) {
    const Op op = graph_.node(n).op;
    std::optional<bool> result;
    const bool below = a.high < b.low, not_above = a.high <= b.low, above = a.low > b.high, not_below = a.low >= b.high;
    switch (op) {
      case Op::LtInt: if (below) result = true; else if (not_below) result = false; break;
      case Op::LeInt: if (not_above) result = true; else if (above) result = false; break;
      case Op::GtInt: if (above) result = true; else if (not_above) result = false; break;
      case Op::GeInt: if (not_below) result = true; else if (below) result = false; break;
      default:
        if (below || above) result = op == Op::NeInt;
        else if (a.is_constant() && a == b) result = op == Op::EqInt;
        break;
    }
    if (!result) return false;
    graph_.replace(n, graph_.const_bool(*result));
    return true;
  }

  /// Whether a fact above says left < right.
  bool is_less(NodeId left, NodeId right, std::uint32_t fact) const {
    for (unsigned steps = 0; fact != 0 && steps < kMostFacts; ++steps, fact = facts_[fact].above)
      if (says_less(facts_[fact].node, facts_[fact].holds, left, right)) return true;
    return false;
  }
  bool says_less(NodeId condition, bool holds, NodeId left, NodeId right) const {
    const Node& node = graph_.node(condition);
    if (node.op == (holds ? Op::AndBool : Op::OrBool))
      return says_less(graph_.operand(condition, 0), holds, left, right) || says_less(graph_.operand(condition, 1), holds, left, right);
    if (node.operand_count != 2) return false;
    const bool same = same_value(graph_.operand(condition, 0), left) && same_value(graph_.operand(condition, 1), right);
    const bool exchanged = same_value(graph_.operand(condition, 1), left) && same_value(graph_.operand(condition, 0), right);
    return (same && node.op == Op::CheckIndex) || (same && node.op == (holds ? Op::LtInt : Op::GeInt)) || (exchanged && node.op == (holds ? Op::GtInt : Op::LeInt));
  }

  Graph& graph_;
  const Dominators dominators_;
  std::vector<IntRange> range_;  // by NodeId, when known_
  std::vector<bool> known_;
  std::vector<std::uint32_t> start_fact_, end_fact_;  // by block
  std::vector<Fact> facts_;
  std::vector<std::uint32_t> fact_of_;  // by check
};

}  // namespace

/// Ranges of all ints, by arithmetic, by the branches above each use, and around loops (widened, then narrowed by the loop's test).
/// Overflow, index and range checks that they prove go; comparisons that they decide become constants.
bool propagate_ranges(Graph& graph, const PassLimits&) { return RangeSolver(graph).run(); }

}  // namespace tauraro::jit
