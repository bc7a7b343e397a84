#include "jit/lower/intervals.h"

#include <algorithm>
#include <bit>

namespace tauraro::jit {

bool exits_before_result(Op op) {
  const OpInfo& op_info = info(op);
  if (op_info.is_check()) return true;
  switch (op) {
    case Op::CheckTrue: case Op::CheckFalse: case Op::Safepoint: case Op::StackCheck: case Op::CheckValid: case Op::Exit:
      return true;
    default: return false;
  }
}

bool is_undoable(const Graph& graph, const LoweringPlan& plan, const Node& node, NodeId root) {
  if (node.op != Op::AddInt && node.op != Op::SubInt) return false;
  const NodeId left = plan.root(graph.operands(node)[0]), right = plan.root(graph.operands(node)[1]);
  if (left == right) return false;
  return root == left || (node.op == Op::AddInt && root == right);
}

namespace {

/// Operands that are still read after the result has been written.
bool is_late_operand(Op op, unsigned index) {
  switch (op) {
    case Op::AddInt: case Op::AddWrap: case Op::MulWrap: case Op::AndInt: case Op::OrInt: case Op::XorInt:
    case Op::AddDouble: case Op::MulDouble:
    case Op::AddRaw: case Op::BoxDouble: case Op::UnboxDouble: case Op::BoxBool: case Op::UnboxBool: case Op::UnboxInt:
    case Op::NotBool: case Op::NegDouble: case Op::AbsDouble: case Op::SqrtDouble: case Op::FloorDouble: case Op::CeilDouble:
    case Op::TruncDouble: case Op::RoundDouble: case Op::LoadField: case Op::LoadIndexed: case Op::AndBool: case Op::OrBool:
    case Op::XorBool: case Op::BoolToInt: case Op::ShrWrap: case Op::ShlWrap: case Op::ShrLogical: case Op::IntToDouble:
    case Op::MulInt: case Op::BoxInt: case Op::Select:
      return false;
    case Op::SubInt: case Op::SubWrap: case Op::SubDouble: case Op::DivDouble: case Op::MinInt: case Op::MaxInt:
    case Op::FloorDivInt: case Op::ModInt: case Op::FloorDivWrap: case Op::ModWrap: case Op::MulHigh: case Op::MulHighUnsigned:
      return index == 1;
    case Op::CallRuntime: case Op::CallPointer: case Op::CallRaw: case Op::CallCompiled: case Op::CallCompiledRaw: return false;
    default: return true;
  }
}

UseKind use_kind(Op op) {
  switch (op) {
    case Op::CallRuntime: case Op::CallPointer: case Op::CallRaw: case Op::CallCompiled: case Op::CallCompiledRaw: case Op::Return: return UseKind::Any;
    default: return UseKind::Register;
  }
}

RegisterSet clobbers_of(Op op) {
  switch (op) {
    case Op::CallRuntime: case Op::CallPointer: case Op::CallRaw: case Op::CallCompiled: case Op::CallCompiledRaw: return kCallClobbers;
    case Op::FloorDivInt: case Op::ModInt: case Op::FloorDivWrap: case Op::ModWrap: case Op::MulHigh: case Op::MulHighUnsigned:
      return set_of(Gpr::rax) | set_of(Gpr::rdx);
    default: return 0;
  }
}

}  // namespace

Intervals::Intervals(const LoweringPlan& plan) : plan_(plan) {
  make_intervals();
  build();
  merge_params();
}

void Intervals::make_intervals() {
  const Graph& graph = plan_.graph();
  of_.assign(graph.node_count(), 0);
  intervals_.resize(1);
  ranges_.resize(1);
  uses_.resize(1);
  const auto make = [&](NodeId node) {
    if (!plan_.has_interval(node)) return;
    of_[node] = count();
    Interval& interval = intervals_.emplace_back();
    interval.value = node;
    interval.parent = of_[node];
    interval.is_vector = graph.type(node).kind == TypeKind::Double;
    interval.ends_clobber = clobbers_of(graph.node(node).op) != 0;
  };
  for (const LoweringPlan::BlockPlan& block : plan_.blocks()) {
    for (const NodeId param : graph.block(block.id).params) make(param);
    for (const NodeId node : plan_.nodes(block)) make(node);
  }
  words_ = (count() + 63) / 64;
}

void Intervals::build() {
  live_in_.assign(plan_.blocks().size() * words_, 0);
  live_.resize(words_);
  for (std::size_t i = plan_.blocks().size(); i-- > 0;) build_block(static_cast<std::uint32_t>(i));
  std::reverse(clobbers_.begin(), clobbers_.end());
  for (std::uint32_t i = 1; i < count(); ++i) {
    Interval& interval = intervals_[i];
    if (!interval.first_range) continue;
    interval.start = ranges_[interval.first_range].from;
    std::uint32_t last = interval.first_range;
    while (ranges_[last].next) last = ranges_[last].next;
    interval.end = ranges_[last].to;
  }
}

void Intervals::build_block(std::uint32_t index) {
  const Graph& graph = plan_.graph();
  const LoweringPlan::BlockPlan& plan = plan_.blocks()[index];
  const Block& block = graph.block(plan.id);
  block_from_ = plan.from;
  std::fill(live_.begin(), live_.end(), 0);
  for (unsigned i = 0; i < block.edge_count; ++i) {
    const std::uint64_t* live_in = this->live_in(plan_.index_of(block.edges[i].to));
    for (std::uint32_t w = 0; w < words_; ++w) live_[w] |= live_in[w];
  }
  for (std::uint32_t w = 0; w < words_; ++w)
    for (std::uint64_t bits = live_[w]; bits; bits &= bits - 1)
      add_range(w * 64 + static_cast<std::uint32_t>(std::countr_zero(bits)), plan.from, plan.to);
  for (unsigned i = 0; i < block.edge_count; ++i) {
    const Block& to = graph.block(block.edges[i].to);
    for (std::size_t k = 0; k < to.params.size(); ++k) {
      const std::uint32_t argument = of_[plan_.root(block.edges[i].arguments[k])];
      if (!argument) continue;
      add_range(argument, plan.from, plan.to);
      live_[argument / 64] |= std::uint64_t{1} << (argument % 64);
      const std::uint32_t param = of_[to.params[k]];
      intervals_[argument].hint2 = param;
      if (!intervals_[param].hint || plan_.index_of(block.edges[i].to) > index) intervals_[param].hint = argument;
    }
  }
  const std::span<const NodeId> nodes = plan_.nodes(plan);
  for (std::size_t i = nodes.size(); i-- > 0;) add_node(nodes[i]);
  for (const NodeId param : block.params) define(param, plan.from);
  std::copy(live_.begin(), live_.end(), live_in_.begin() + index * words_);
  if (plan.loop_end) {
    for (std::uint32_t w = 0; w < words_; ++w)
      for (std::uint64_t bits = live_[w]; bits; bits &= bits - 1)
        add_range(w * 64 + static_cast<std::uint32_t>(std::countr_zero(bits)), plan.from, plan.loop_end);
    // Blocks of the loop that were done before have to know, too: the values are live all through it.
    for (std::uint32_t b = index + 1; b < plan_.blocks().size() && plan_.blocks()[b].to <= plan.loop_end; ++b)
      for (std::uint32_t w = 0; w < words_; ++w) live_in_[b * words_ + w] |= live_[w];
  }
}

void Intervals::add_node(NodeId id) {
  const Graph& graph = plan_.graph();
  const Node& node = graph.node(id);
  const std::uint32_t position = plan_.position(id);
  if (of_[id]) define(id, position + 1);
  if (const RegisterSet registers = clobbers_of(node.op)) {
    clobbers_.push_back({position, registers});
    hint_calls(id);
  }
  if (node.state != kNoState) use_state(id, position);
  use_operands(id, position);
  if (of_[id] && node.operand_count) {
    const std::uint32_t left = of_[plan_.root(graph.operand(id, node.op == Op::Select ? 1 : 0))];
    intervals_[of_[id]].hint = left;
  }
}

/// The value is live from its definition on, which is here.
void Intervals::define(NodeId node, std::uint32_t position) {
  const std::uint32_t id = of_[node];
  Interval& interval = intervals_[id];
  live_[id / 64] &= ~(std::uint64_t{1} << (id % 64));
  if (!interval.first_range) {
    add_range(id, position, position + 1);  // never used
  } else {
    ranges_[interval.first_range].from = position;
  }
  if (position & 1) {
    uses_.push_back({position, UseKind::Register, intervals_[id].first_use});
    intervals_[id].first_use = static_cast<std::uint32_t>(uses_.size() - 1);
  }
}

void Intervals::use_operands(NodeId id, std::uint32_t position) {
  const Graph& graph = plan_.graph();
  const Node& node = graph.node(id);
  for (unsigned i = 0; i < node.operand_count; ++i) {
    const NodeId root = plan_.root(graph.operands(node)[i]);
    if (plan_.is_fused(root)) {
      use_operands(root, position);  // late, for they may be read at any time (is_late_operand of a comparison or load)
      continue;
    }
    const bool inside = plan_.is_fused(id);
    use_value(root, position, inside ? UseKind::Register : use_kind(node.op), inside || is_late_operand(node.op, i));
  }
}

void Intervals::use_value(NodeId value, std::uint32_t position, UseKind kind, bool is_late) {
  const std::uint32_t id = of_[plan_.root(value)];
  if (!id) return;
  add_range(id, block_from_, position + (is_late ? 2 : 1));
  live_[id / 64] |= std::uint64_t{1} << (id % 64);
  uses_.push_back({position + (is_late && kind == UseKind::Register ? 1 : 0), kind, intervals_[id].first_use});
  intervals_[id].first_use = static_cast<std::uint32_t>(uses_.size() - 1);
}

void Intervals::use_state(NodeId id, std::uint32_t position) {
  const Graph& graph = plan_.graph();
  const Node& node = graph.node(id);
  const bool early = exits_before_result(node.op);
  const auto visit = [&](auto&& self, NodeId value) -> void {
    std::int64_t addend = 0;
    const NodeId root = plan_.state_value(value, position, &addend);
    if (graph.node(root).op == Op::VirtualObject) {
      for (const NodeId field : graph.operands(root)) self(self, field);
      return;
    }
    use_value(root, position, UseKind::Light, !early && !is_undoable(graph, plan_, node, root));
  };
  graph.for_each_state_value(node.state, [&](NodeId value) { visit(visit, value); });
}

/// Ranges come from the end of the code to its beginning, so that a new one is before or overlaps the first.
void Intervals::add_range(std::uint32_t id, std::uint32_t from, std::uint32_t to) {
  Interval& interval = intervals_[id];
  while (interval.first_range) {
    Range& first = ranges_[interval.first_range];
    if (first.from > to) break;
    // They touch or overlap: one range.
    if (first.to >= to) {
      first.from = std::min(first.from, from);
      return;
    }
    from = std::min(from, first.from);
    interval.first_range = first.next;
  }
  ranges_.push_back({from, to, interval.first_range});
  interval.first_range = static_cast<std::uint32_t>(ranges_.size() - 1);
}

/// A parameter and the arguments that it gets share one interval where their lives do not meet: then no move stands on the edge.
/// The back-edges of inner loops first.
void Intervals::merge_params() {
  const Graph& graph = plan_.graph();
  merged_into_.resize(count());
  for (std::uint32_t i = 0; i < count(); ++i) merged_into_[i] = i;
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < plan_.blocks().size(); ++i)
    if (!graph.block(plan_.blocks()[i].id).params.empty()) order.push_back(i);
  std::stable_sort(order.begin(), order.end(),
                   [this](std::uint32_t a, std::uint32_t b) { return plan_.blocks()[a].depth > plan_.blocks()[b].depth; });
  for (const bool back : {true, false})
    for (const std::uint32_t index : order) {
      const BlockId to = plan_.blocks()[index].id;
      for (const BlockId from : graph.block(to).predecessors) {
        if ((plan_.index_of(from) >= index) != back) continue;
        const Block& source = graph.block(from);
        for (unsigned e = 0; e < source.edge_count; ++e) {
          if (source.edges[e].to != to) continue;
          for (std::size_t k = 0; k < source.edges[e].arguments.size(); ++k)
            try_merge(graph.block(to).params[k], plan_.root(source.edges[e].arguments[k]));
        }
      }
    }
  for (std::uint32_t& id : of_) id = find(id);
  for (Interval& interval : intervals_) {
    interval.hint = find(interval.hint);
    interval.hint2 = find(interval.hint2);
  }
}

void Intervals::try_merge(NodeId param, NodeId argument) {
  if (!of_[param] || !of_[argument]) return;
  const std::uint32_t a = find(of_[param]), b = find(of_[argument]);
  if (a == b || intervals_[a].is_vector != intervals_[b].is_vector) return;
  if (intervals_[a].ends_clobber || intervals_[b].ends_clobber || !intervals_[a].first_range || !intervals_[b].first_range) return;
  if (first_intersection(intervals_[a], intervals_[b]) == 0xffffffff) merge(a, b);
}

void Intervals::merge(std::uint32_t into, std::uint32_t other) {
  Interval& a = intervals_[into];
  Interval& b = intervals_[other];
  merged_into_[other] = into;
  // Both lists are sorted and disjoint; ranges that touch become one.
  std::uint32_t x = a.first_range, y = b.first_range;
  std::uint32_t* link = &a.first_range;
  std::uint32_t last = 0;
  while (x || y) {
    const bool takes_x = x && (!y || ranges_[x].from < ranges_[y].from);
    std::uint32_t& taken = takes_x ? x : y;
    const std::uint32_t id = taken;
    taken = ranges_[id].next;
    if (last && ranges_[last].to == ranges_[id].from) {
      ranges_[last].to = ranges_[id].to;
      continue;
    }
    *link = id;
    last = id;
    link = &ranges_[id].next;
  }
  *link = 0;
  x = a.first_use, y = b.first_use;
  link = &a.first_use;
  while (x || y) {
    const bool takes_x = x && (!y || uses_[x].position <= uses_[y].position);
    std::uint32_t& taken = takes_x ? x : y;
    *link = taken;
    link = &uses_[taken].next;
    taken = *link;
  }
  *link = 0;
  a.start = std::min(a.start, b.start);
  a.end = std::max(a.end, b.end);
  a.is_merged = true;
  if (a.hint_register == kNoRegister) a.hint_register = b.hint_register;
  b.first_range = b.first_use = 0;
  for (std::uint32_t block = 0; block < plan_.blocks().size(); ++block) {
    std::uint64_t* live = live_in_.data() + block * words_;
    if (live[other / 64] >> (other % 64) & 1) live[into / 64] |= std::uint64_t{1} << (into % 64);
  }
}

/// Arguments would like to be in the registers of the call already, results in those where the instruction leaves them.
void Intervals::hint_calls(NodeId id) {
  static constexpr Gpr kArguments[] = {Gpr::rsi, Gpr::rdx, Gpr::rcx, Gpr::r8, Gpr::r9};
  const Graph& graph = plan_.graph();
  const Node& node = graph.node(id);
  const auto set = [&](NodeId value, Register reg) {
    const std::uint32_t interval = of_[plan_.root(value)];
    if (interval && intervals_[interval].is_vector == is_vector(reg)) intervals_[interval].hint_register = reg;
  };
  if (node.info().payload == Payload::Call) {
    unsigned gprs = 0, xmms = 0;
    const unsigned first = node.op == Op::CallPointer ? 1 : 0;
    for (unsigned i = first; i < first + graph.call_of(node).argument_count; ++i) {
      const NodeId argument = graph.operands(node)[i];
      if (graph.type(argument).kind == TypeKind::Double) set(argument, static_cast<Register>(16 + xmms++));
      else set(argument, register_of(kArguments[gprs++]));
    }
    set(id, node.type.kind == TypeKind::Double ? register_of(Xmm::xmm0) : register_of(Gpr::rax));
    return;
  }
  if (node.op == Op::MulHighUnsigned) return set(graph.operand(id, 0), register_of(Gpr::rdx));
  const bool quotient = node.op == Op::FloorDivInt || node.op == Op::FloorDivWrap;
  set(graph.operand(id, 0), register_of(Gpr::rax));
  set(id, quotient ? register_of(Gpr::rax) : register_of(Gpr::rdx));
}

std::uint32_t Intervals::split(std::uint32_t id, std::uint32_t position) {
  const std::uint32_t rest_id = count();
  intervals_.emplace_back();
  Interval& interval = intervals_[id];
  Interval& rest = intervals_[rest_id];
  rest.value = interval.value;
  rest.parent = interval.parent;
  rest.is_vector = interval.is_vector;
  rest.end = interval.end;
  rest.next_part = interval.next_part;
  interval.next_part = rest_id;
  // Ranges
  std::uint32_t* link = &interval.first_range;
  std::uint32_t before = 0;
  while (*link && ranges_[*link].to <= position) {
    before = *link;
    link = &ranges_[*link].next;
  }
  if (*link && ranges_[*link].from < position) {
    const Range cut = ranges_[*link];
    const std::uint32_t kept = *link;
    ranges_.push_back({position, cut.to, cut.next});
    ranges_[kept].to = position;
    ranges_[kept].next = 0;
    rest.first_range = static_cast<std::uint32_t>(ranges_.size() - 1);
    before = kept;
  } else {
    rest.first_range = *link;
    *link = 0;
  }
  interval.end = ranges_[before].to;
  rest.start = ranges_[rest.first_range].from;
  // Uses
  link = &interval.first_use;
  while (*link && uses_[*link].position < position) link = &uses_[*link].next;
  rest.first_use = *link;
  *link = 0;
  return rest_id;
}

std::uint32_t Intervals::part_at(std::uint32_t parent, std::uint32_t position) const {
  std::uint32_t part = parent;
  while (intervals_[part].next_part && intervals_[intervals_[part].next_part].start <= position) part = intervals_[part].next_part;
  return part;
}

bool Intervals::covers(const Interval& interval, std::uint32_t position) const {
  for (std::uint32_t r = interval.first_range; r && ranges_[r].from <= position; r = ranges_[r].next)
    if (position < ranges_[r].to) return true;
  return false;
}

std::uint32_t Intervals::next_use(const Interval& interval, std::uint32_t position, UseKind least) const {
  for (std::uint32_t u = interval.first_use; u; u = uses_[u].next)
    if (uses_[u].position >= position && uses_[u].kind >= least) return uses_[u].position;
  return 0xffffffff;
}

std::uint32_t Intervals::last_use_before(const Interval& interval, std::uint32_t position) const {
  std::uint32_t last = interval.start;
  for (std::uint32_t u = interval.first_use; u && uses_[u].position < position; u = uses_[u].next)
    if (uses_[u].kind != UseKind::Light) last = uses_[u].position;
  return last;
}

std::uint32_t Intervals::first_intersection(const Interval& a, const Interval& b) const {
  std::uint32_t x = a.first_range, y = b.first_range;
  while (x && y) {
    const std::uint32_t from = std::max(ranges_[x].from, ranges_[y].from);
    if (from < std::min(ranges_[x].to, ranges_[y].to)) return from;
    if (ranges_[x].to <= ranges_[y].to) x = ranges_[x].next;
    else y = ranges_[y].next;
  }
  return 0xffffffff;
}

}  // namespace tauraro::jit
