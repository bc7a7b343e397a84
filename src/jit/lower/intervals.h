#pragma once
#include <vector>

#include "jit/lower/plan.h"
#include "jit/lower/registers.h"

namespace tauraro::jit {

/// How much a use wants a register.
enum class UseKind : std::uint8_t { Light /* a frame state: any place will do */, Any /* memory costs little */, Register };

/// A stretch of a value's life in one place. The whole life is a chain of intervals (`next_part`), the first of which stands for it.
struct Interval {
  NodeId value = kNoNode;
  std::uint32_t first_range = 0, first_use = 0;  ///< lists in Intervals; 0: none
  std::uint32_t start = 0, end = 0;              ///< of the ranges: [start, end)
  std::uint32_t parent = 0;                      ///< the first part
  std::uint32_t next_part = 0;
  Register reg = kNoRegister;                    ///< none: it is in the parent's slot
  bool is_vector = false;
  bool ends_clobber = false;                     ///< its own node clobbers registers before it writes this one
  // Of the parent only:
  std::int32_t slot = -1;                        ///< index of its spill slot
  std::uint32_t hint = 0, hint2 = 0;             ///< intervals whose register it would like
  Register hint_register = kNoRegister;          ///< a register that an instruction wants it in, or leaves it in
  bool is_merged = false;                        ///< of several nodes: parameters and their arguments
  bool stores_at_definition = true;              ///< else it is stored where it moves to its slot
};

/// Life ranges of all values of a plan.
class Intervals {
 public:
  struct Range {
    std::uint32_t from, to, next;
  };
  struct Use {
    std::uint32_t position;
    UseKind kind;
    std::uint32_t next;
  };
  struct Clobber {
    std::uint32_t position;  ///< of the node; the registers are destroyed at position + 1
    RegisterSet registers;
  };

  explicit Intervals(const LoweringPlan& plan);

  const LoweringPlan& plan() const { return plan_; }
  std::uint32_t interval_of(NodeId node) const { return of_[node]; }  ///< 0: none
  Interval& operator[](std::uint32_t id) { return intervals_[id]; }
  const Interval& operator[](std::uint32_t id) const { return intervals_[id]; }
  std::uint32_t count() const { return static_cast<std::uint32_t>(intervals_.size()); }  ///< ids are 1 to count() - 1
  const Range& range(std::uint32_t id) const { return ranges_[id]; }
  const Use& use(std::uint32_t id) const { return uses_[id]; }
  const std::vector<Clobber>& clobbers() const { return clobbers_; }
  bool is_live_in(std::uint32_t block_index, std::uint32_t interval) const {
    return live_in_[block_index * words_ + interval / 64] >> (interval % 64) & 1;
  }
  const std::uint64_t* live_in(std::uint32_t block_index) const { return live_in_.data() + block_index * words_; }
  std::uint32_t live_words() const { return words_; }

  /// Cuts the interval at the position: it keeps what is before. \pre start < position < end. \return the rest
  std::uint32_t split(std::uint32_t interval, std::uint32_t position);
  /// The part that is alive at the position (or the last one that began before it).
  std::uint32_t part_at(std::uint32_t parent, std::uint32_t position) const;
  bool covers(const Interval& interval, std::uint32_t position) const;
  /// First use at or after the position of at least this kind; 0xffffffff: none.
  std::uint32_t next_use(const Interval& interval, std::uint32_t position, UseKind least) const;
  /// Latest use before the position, or the start.
  std::uint32_t last_use_before(const Interval& interval, std::uint32_t position) const;
  std::uint32_t first_intersection(const Interval& a, const Interval& b) const;

 private:
  void make_intervals();
  void merge_params();
  void try_merge(NodeId param, NodeId argument);
  void merge(std::uint32_t into, std::uint32_t other);
  std::uint32_t find(std::uint32_t id) const {
    while (merged_into_[id] != id) id = merged_into_[id];
    return id;
  }
  void hint_calls(NodeId node);
  void build();
  void build_block(std::uint32_t index);
  void add_node(NodeId node);
  void add_range(std::uint32_t interval, std::uint32_t from, std::uint32_t to);
  void use_value(NodeId value, std::uint32_t position, UseKind kind, bool is_late);
  void use_operands(NodeId node, std::uint32_t position);
  void use_state(NodeId node, std::uint32_t position);
  void define(NodeId node, std::uint32_t position);
  bool is_live(std::uint32_t interval) const { return live_[interval / 64] >> (interval % 64) & 1; }

  const LoweringPlan& plan_;
  std::vector<std::uint32_t> of_;  // by NodeId
  std::vector<std::uint32_t> merged_into_;  // by interval
  std::vector<Interval> intervals_;
  std::vector<Range> ranges_;
  std::vector<Use> uses_;
  std::vector<Clobber> clobbers_;
  std::vector<std::uint64_t> live_in_, live_;
  std::uint32_t words_ = 0;
  std::uint32_t block_from_ = 0;
};

/// Whether the op's exit is taken before it has written anything (then what only its frame state names may die there).
bool exits_before_result(Op op);
/// Operand whose old value the exit stub can compute back from the result, so that the result may take its register; -1: none.
/// For a commutative op either operand.
bool is_undoable(const Graph& graph, const LoweringPlan& plan, const Node& node, NodeId root);

}  // namespace tauraro::jit
