#include "jit/lower/linear_scan.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <span>

namespace tauraro::jit {
namespace {

constexpr std::uint32_t kNever = 0xffffffff;

std::span<const Register> registers_for(const Interval& interval) {
  if (interval.is_vector) return kXmmOrder;
  return kGprOrder;
}

}  // namespace

LinearScan::LinearScan(Intervals& intervals) : intervals_(intervals) { run(); }

void LinearScan::run() {
  const std::uint32_t count = intervals_.count();
  queue_.reserve(count * 2);
  for (std::uint32_t id = 1; id < count; ++id)
    if (intervals_[id].first_range) queue(id);
  while (!queue_.empty()) {
    std::pop_heap(queue_.begin(), queue_.end(), [this](std::uint32_t a, std::uint32_t b) {
      return intervals_[a].start != intervals_[b].start ? intervals_[a].start > intervals_[b].start : a > b;
    });
    const std::uint32_t id = queue_.back();
    queue_.pop_back();
    advance(intervals_[id].start);
    if (!try_free_register(id)) take_blocked_register(id);
  }
  choose_store_places();
}

/// A value is stored to its slot where it is defined, or where it moves there, whichever runs less often.
void LinearScan::choose_store_places() {
  if (slot_ends_.empty()) return;
  const auto& blocks = intervals_.plan().blocks();
  const Graph& graph = intervals_.plan().graph();
  const auto weight = [](std::uint32_t depth) {
    static constexpr std::uint32_t kWeights[] = {1, 8, 64, 512, 4096};
    return kWeights[std::min<std::uint32_t>(depth, 4)];
  };
  std::vector<std::uint32_t> definitions(intervals_.count());
  for (const LoweringPlan::BlockPlan& block : blocks) {
    for (const NodeId param : graph.block(block.id).params) definitions[intervals_.interval_of(param)] += weight(block.depth);
    for (const NodeId node : intervals_.plan().nodes(block)) definitions[intervals_.interval_of(node)] += weight(block.depth);
  }
  for (std::uint32_t id = 1; id < intervals_.count(); ++id) {
    if (intervals_[id].parent != id || intervals_[id].slot < 0) continue;
    std::uint32_t moves = 0;
    bool possible = intervals_[id].reg != kNoRegister;
    for (std::uint32_t part = id; part; part = intervals_[part].next_part) {
      if (intervals_[part].reg != kNoRegister) continue;
      moves += weight(blocks[block_at(intervals_[part].start)].depth);
      if (intervals_[part].start % 2) possible = false;  // no moves stand there
    }
    intervals_[id].stores_at_definition = !possible || moves >= definitions[id];
  }
}

void LinearScan::queue(std::uint32_t id) {
  queue_.push_back(id);
  std::push_heap(queue_.begin(), queue_.end(), [this](std::uint32_t a, std::uint32_t b) {
    return intervals_[a].start != intervals_[b].start ? intervals_[a].start > intervals_[b].start : a > b;
  });
}

/// Sorts the intervals that have registers into alive here, in a hole here, and over.
void LinearScan::advance(std::uint32_t position) {
  const auto& clobbers = intervals_.clobbers();
  while (first_clobber_ < clobbers.size() && clobbers[first_clobber_].position + 1 < position) ++first_clobber_;
  std::size_t kept = 0;
  const std::size_t was_inactive = inactive_.size();
  for (const std::uint32_t id : active_) {
    if (intervals_[id].end <= position || intervals_[id].reg == kNoRegister) continue;
    if (intervals_.covers(intervals_[id], position)) active_[kept++] = id;
    else inactive_.push_back(id);
  }
  active_.resize(kept);
  kept = 0;
  for (std::size_t i = 0; i < inactive_.size(); ++i) {
    const std::uint32_t id = inactive_[i];
    if (intervals_[id].end <= position || intervals_[id].reg == kNoRegister) continue;
    if (i < was_inactive && intervals_.covers(intervals_[id], position)) active_.push_back(id);
    else inactive_[kept++] = id;
  }
  inactive_.resize(kept);
}

/// For each register, position + 1 of the first node that destroys it while the interval is alive.
void LinearScan::find_clobbers(const Interval& interval, std::uint32_t (&at)[32]) const {
  std::fill(at, at + 32, kNever);
  const auto& clobbers = intervals_.clobbers();
  const std::uint32_t from = interval.start + (interval.ends_clobber && (interval.start & 1) ? 1 : 0);
  const RegisterSet wanted = interval.is_vector ? kAllocatableXmms : kAllocatableGprs;
  RegisterSet seen = 0;
  std::uint32_t range = interval.first_range;
  for (std::uint32_t i = first_clobber_; i < clobbers.size() && (seen & wanted & kCallClobbers) != (wanted & kCallClobbers); ++i) {
    const std::uint32_t position = clobbers[i].position + 1;
    if (position >= interval.end) break;
    if (position < from) continue;
    while (range && intervals_.range(range).to <= position) range = intervals_.range(range).next;
    if (!range || intervals_.range(range).from > position) continue;
    for (RegisterSet left = clobbers[i].registers & wanted & ~seen; left; left &= left - 1) at[std::countr_zero(left)] = position;
    seen |= clobbers[i].registers;
  }
}

Register LinearScan::hinted(const Interval& interval) const {
  const Interval& parent = intervals_[interval.parent];
  if (interval.parent != 0 && &parent != &interval && parent.reg != kNoRegister) return parent.reg;
  for (const std::uint32_t hint : {parent.hint2, parent.hint})
    if (hint) {
      const Interval& other = intervals_[intervals_.part_at(hint, interval.start)];
      if (other.reg != kNoRegister && other.is_vector == interval.is_vector) return other.reg;
    }
  return parent.hint_register;
}

bool LinearScan::try_free_register(std::uint32_t id) {
  const Interval& interval = intervals_[id];
  std::uint32_t free_until[32];
  for (const Register reg : registers_for(interval)) free_until[reg] = kNever;
  for (const std::uint32_t other : active_) free_until[intervals_[other].reg] = 0;
  const bool is_part = interval.parent != id;
  for (const std::uint32_t other : inactive_) {
    const Interval& o = intervals_[other];
    if (o.is_vector != interval.is_vector || free_until[o.reg] == 0) continue;
    // In SSA form whole intervals do not meet those that are in a hole where they begin.
    if (is_part || o.parent != other || o.next_part || o.is_merged || interval.is_merged)
      free_until[o.reg] = std::min(free_until[o.reg], intervals_.first_intersection(interval, o));
  }
  std::uint32_t clobbered_at[32];
  find_clobbers(interval, clobbered_at);
  const Register hint = hinted(interval);
  Register best = kNoRegister;
  for (const Register reg : registers_for(interval)) {
    free_until[reg] = std::min(free_until[reg], clobbered_at[reg]);
    if (best == kNoRegister) {
      best = reg;
    } else if (free_until[best] < interval.end ? free_until[reg] > free_until[best] : false) {
      best = reg;
    }
  }
  if (hint != kNoRegister && (free_until[hint] >= interval.end || free_until[hint] == free_until[best])) best = hint;
  const std::uint32_t best_until = free_until[best];
  if (best_until <= interval.start + 1) return false;
  if (best_until < interval.end) {
    // Worth it only when the register is of use until then.
    const std::uint32_t first = intervals_.next_use(interval, interval.start, UseKind::Any);
    if (first >= best_until || (best_until & ~1u) <= interval.start) return false;
    cut_before(id, best_until);
  }
  assign(id, best);
  return true;
}

void LinearScan::take_blocked_register(std::uint32_t id) {
  Interval& interval = intervals_[id];
  const std::uint32_t start = interval.start;
  const std::uint32_t first_use = intervals_.next_use(interval, start, UseKind::Any);
  std::uint32_t use_at[32], blocked_at[32];
  find_clobbers(interval, blocked_at);
  std::copy(blocked_at, blocked_at + 32, use_at);
  for (const std::uint32_t other : active_) {
    const Interval& o = intervals_[other];
    if (o.is_vector == interval.is_vector)
      use_at[o.reg] = std::min(use_at[o.reg], intervals_.next_use(o, start, UseKind::Any));
  }
  for (const std::uint32_t other : inactive_) {
    const Interval& o = intervals_[other];
    if (o.is_vector == interval.is_vector && intervals_.first_intersection(interval, o) != kNever)
      use_at[o.reg] = std::min(use_at[o.reg], intervals_.next_use(o, start, UseKind::Any));
  }
  Register best = kNoRegister;
  for (const Register reg : registers_for(interval))
    if (best == kNoRegister || use_at[reg] > use_at[best]) best = reg;
  if (first_use == kNever || first_use >= use_at[best] || use_at[best] <= start + 1) {
    // The others are needed sooner: this one waits in its slot.
    wait_in_slot(id, start);
    return;
  }
  if (blocked_at[best] < interval.end) {
    cut_before(id, blocked_at[best]);
  }
  const std::vector<std::uint32_t> active = active_, inactive = inactive_;
  for (const std::uint32_t other : active)
    if (intervals_[other].reg == best) evict(other, start);
  for (const std::uint32_t other : inactive) {
    if (intervals_[other].reg != best) continue;
    const std::uint32_t meets = intervals_.first_intersection(intervals_[id], intervals_[other]);
    if (meets == kNever) continue;
    // It is in a hole: everything after the hole is given out anew.
    const std::uint32_t rest = intervals_.split(other, start);
    queue(rest);
  }
  assign(id, best);
}

void LinearScan::assign(std::uint32_t id, Register reg) {
  intervals_[id].reg = reg;
  used_ |= set_of(reg);
  active_.push_back(id);
}

void LinearScan::give_slot(std::uint32_t parent) {
  if (intervals_[parent].slot >= 0) return;
  std::uint32_t last = parent;
  while (intervals_[last].next_part) last = intervals_[last].next_part;
  const std::uint32_t start = intervals_[parent].start, end = intervals_[last].end;
  for (std::size_t i = 0; i < slot_ends_.size(); ++i)
    if (slot_ends_[i] <= start) {
      slot_ends_[i] = end;
      intervals_[parent].slot = static_cast<std::int32_t>(i);
      return;
    }
  slot_ends_.push_back(end);
  intervals_[parent].slot = static_cast<std::int32_t>(slot_ends_.size() - 1);
}

void LinearScan::spill(std::uint32_t id) {
  give_slot(intervals_[id].parent);
  intervals_[id].reg = kNoRegister;
}

/// The interval has no register from here to its next use that is worth one; what follows is given out anew.
void LinearScan::wait_in_slot(std::uint32_t id, std::uint32_t position) {
  std::uint32_t next = intervals_.next_use(intervals_[id], position, UseKind::Any);
  // A use that is here already reads memory, or the same question would come back for ever.
  if (next <= position + 1) next = intervals_.next_use(intervals_[id], (position & ~1u) + 2, UseKind::Any);
  if (next != kNever && (next & ~1u) > intervals_[id].start)
    queue(split_between(id, std::max(intervals_[id].start + 1, position), next & ~1u));
  spill(id);
}

/// The interval can have its register only until the position: cuts it after its last use before.
void LinearScan::cut_before(std::uint32_t id, std::uint32_t position) {
  const std::uint32_t least = intervals_.last_use_before(intervals_[id], position) + 1;
  if (least <= (position & ~1u)) {
    queue(split_between(id, least, position & ~1u));
  } else {
    // Used by the very node that destroys the register. No moves stand between a node's reads and writes: it goes to its slot.
    const std::uint32_t rest = intervals_.split(id, position);
    wait_in_slot(rest, position);
  }
}

/// Takes the register from an interval that is alive: from its last use before the position it waits in its slot until the next.
void LinearScan::evict(std::uint32_t id, std::uint32_t position) {
  const std::uint32_t least = intervals_.last_use_before(intervals_[id], position) + 1;
  std::uint32_t rest = id;
  if (intervals_[id].start < position) rest = split_between(id, least, position);
  wait_in_slot(rest, position);
}

/// Splits at the best place in [least, most]. \return the later part
std::uint32_t LinearScan::split_between(std::uint32_t id, std::uint32_t least, std::uint32_t most) {
  const Interval& interval = intervals_[id];
  std::uint32_t at = best_split(std::max(least, interval.start + 1), most);
  at = std::max(at, interval.start + 1);
  assert(at < interval.end);
  return intervals_.split(id, at);
}

/// The end of the last block of the least loop depth, else the last place of all.
std::uint32_t LinearScan::best_split(std::uint32_t least, std::uint32_t most) const {
  const auto& blocks = intervals_.plan().blocks();
  std::uint32_t b = block_at(most);
  std::uint32_t best = most, depth = blocks[b].depth;
  for (; b > 0 && blocks[b].from >= least; --b) {
    if (blocks[b - 1].depth >= depth) continue;
    depth = blocks[b - 1].depth;
    best = blocks[b].from;
  }
  return best;
}

std::uint32_t LinearScan::block_at(std::uint32_t position) const {
  const auto& blocks = intervals_.plan().blocks();
  const auto found = std::upper_bound(blocks.begin(), blocks.end(), position,
                                      [](std::uint32_t at, const LoweringPlan::BlockPlan& block) { return at < block.from; });
  return static_cast<std::uint32_t>(found - blocks.begin()) - 1;
}

}  // namespace tauraro::jit
