#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "jit/asm/x64.h"
#include "jit/ir/exit_table.h"
#include "jit/lower/intervals.h"
#include "jit/lower/linear_scan.h"
#include "jit/lower/parallel_move.h"
#include "jit/lower/target_layout.h"
#include "jit/lower/x64/stubs.h"

namespace tauraro::jit {

/// Writes the machine code of one unit, once every value has its place. Hot blocks first, in the plan's order; then cold
/// blocks, slow paths and exit stubs.
///
/// Frame: [callee-saved registers][slots][outgoing alignment]; slot i is at [rsp + 8 * i]. rsp is a multiple of 16 inside the unit.
class Generator {
 public:
  Generator(const Intervals& intervals, const LinearScan& scan, const TargetLayout& layout, const Stubs& stubs, void* cookie,
            X64Emitter& emitter);

  /// \return an error of the assembler, or empty
  std::string run();
  ExitTable take_exits() { return std::move(exits_); }
  std::vector<std::uint64_t> take_cells() { return std::move(cells_); }
  bool has_flag() const { return has_flag_; }

 private:
  struct ExitStub {
    Label label;
    std::uint32_t exit;
    bool undoes = false;  ///< target op= operand, before leaving
    Alu undo = Alu::Sub;
    Gpr target = Gpr::rax;
    RegMem operand = Gpr::rax;
    std::int32_t imm = 0;
    bool is_imm = false;
  };
  enum class SlowKind : std::uint8_t { BoxInt, Safepoint, WriteBarrier, WriteBarrierSlot, Allocate, Call, ResumeCall, PopCall, PopFrames };
  struct SlowPath {
    SlowKind kind;
    Label entry, back;
    NodeId node;
    Gpr reg = Gpr::rax;   ///< result or operand
    std::uint32_t position;
    Label exit = kNoLabel;
  };
  /// What a jump tests after a comparison; equality of doubles needs two flags.
  struct Condition {
    Cond cond;
    bool and_ordered = false;  ///< true only if also not unordered (EqDouble)
    bool or_unordered = false; ///< true also if unordered (NeDouble)
  };

  // generator.cpp
  void emit_prologue();
  void emit_epilogue();
  void emit_block(std::uint32_t index);
  void emit_node(NodeId id);
  void comment(NodeId id);
  void emit_terminator(NodeId id);
  void emit_branch(NodeId id);
  void jump_on(Condition condition, BlockId if_true, BlockId if_false);
  void jump_to(BlockId target);
  Label label_of(BlockId block) const;
  void find_empty_blocks();
  void plan_moves();
  void plan_edge_moves(std::uint32_t from, const Edge& edge);
  void emit_moves_at(std::uint32_t position);
  void emit_edge_moves(BlockId block, bool at_start);
  void emit_move(const Place& from, const Place& to);
  void store_params(const Block& block, std::uint32_t position);
  void emit_slow_paths();
  void emit_exit_stubs();
  BlockId next_block() const;

  // exits.cpp
  std::uint32_t make_exit(NodeId id);
  Label exit_label(NodeId id);
  ExitValue exit_value(NodeId value, NodeId user);
  ExitValue virtual_value(NodeId value, NodeId user);
  void force_exit(NodeId id);

  // nodes_int.cpp
  bool emit_int(NodeId id, const Node& node);
  void emit_alu(NodeId id, Alu op, bool exits);
  void emit_add_wrap(NodeId id);
  void emit_mul(NodeId id, bool exits);
  void emit_shift(NodeId id, Shift op);
  void emit_shl_checked(NodeId id);
  void emit_shr_checked(NodeId id);
  void emit_division(NodeId id, bool wants_quotient, bool exits);
  void emit_min_max(NodeId id, Cond takes_right);
  void emit_select(NodeId id);
  void shift_by_register(Shift op, Gpr to, NodeId value, Gpr count);
  Register register_at_or_none(NodeId value) const;

  // conditions.cpp
  Condition compare(NodeId id);
  Condition condition_of(NodeId id);
  void materialize(NodeId id);
  void emit_check(NodeId id, const Node& node);
  void exit_unless(Condition condition, Label exit);

  // nodes_double.cpp
  bool emit_double(NodeId id, const Node& node);
  void emit_fp(NodeId id, Fp op);
  void emit_fp_mask(NodeId id, Fp op, std::uint64_t mask);

  // nodes_memory.cpp
  bool emit_memory(NodeId id, const Node& node);
  void emit_load(NodeId id);
  void emit_store(NodeId id);
  void emit_call(NodeId id);
  void emit_call_arguments(NodeId id);
  void emit_box_int(NodeId id);
  void emit_allocate(NodeId id);
  void emit_write_barrier(NodeId id);

  // nodes_calls.cpp
  bool emit_frames(NodeId id, const Node& node);
  void emit_call_compiled(NodeId id);
  void emit_push_frames(NodeId id);
  void emit_pop_frames(NodeId id);
  void emit_header(std::int32_t window, std::int32_t caller_window, std::int32_t kind, std::int32_t registers);
  void emit_slow_frames(const SlowPath& slow);
  std::int32_t constant_offset(NodeId node) const;

  // places.cpp
  Place place(NodeId value, std::uint32_t position) const;
  Place place(NodeId value) const { return place(value, position_); }
  bool is_constant(NodeId value) const { return graph_.node(plan_.root(value)).info().is_constant(); }
  std::uint64_t constant_word(NodeId value);
  std::optional<std::int32_t> imm32(NodeId value);
  Mem slot(std::int32_t index) const { return Mem::at(Gpr::rsp, index * 8); }
  Gpr use(NodeId value, Gpr scratch);            ///< in a register; loads into the scratch if need be
  void use_in(NodeId value, Gpr reg);            ///< moves it there
  RegMem use_any(NodeId value);                  ///< a register, slot, pooled constant or fused load
  Xmm use_double(NodeId value, Xmm scratch);
  XmmMem use_double_any(NodeId value);
  Mem address(NodeId access);                    ///< of a load or store; may use kScratch2
  Gpr result(NodeId id);                         ///< where to compute it: its register, or kScratch
  Xmm result_double(NodeId id);
  void finish(NodeId id, Gpr reg);               ///< puts the result where it belongs
  void finish_double(NodeId id, Xmm reg);
  Register register_at(NodeId value) const;      ///< kNoRegister when elsewhere

  const Intervals& intervals_;
  const LoweringPlan& plan_;
  Graph& graph_;
  const LinearScan& scan_;
  const TargetLayout& layout_;
  const Stubs& stubs_;
  void* cookie_;
  X64Emitter& a_;

  std::uint32_t position_ = 0;   // of the node being emitted
  std::uint32_t block_index_ = 0;
  std::vector<std::uint32_t> emit_order_;
  std::size_t emit_index_ = 0;
  std::vector<Label> block_labels_;
  std::vector<BlockId> forwarded_;  // by BlockId: where a jump to it really goes
  struct PlannedMove {
    std::uint32_t position;
    Place from, to;
  };
  std::vector<PlannedMove> moves_;            // inside of blocks, by position
  std::vector<std::vector<PlannedMove>> edge_moves_;  // by 2 * index of the block: at its start, and at its end
  ParallelMove parallel_;
  std::vector<SlowPath> slow_paths_;
  std::vector<ExitStub> exit_stubs_;
  std::vector<std::uint64_t> cells_;
  ExitTable exits_;
  NodeId exit_node_ = kNoNode;   // the last node that got an exit, and
  std::uint32_t exit_id_ = 0;    // its number
  Label exit_label_ = kNoLabel;
  std::vector<std::pair<NodeId, std::uint32_t>> exit_virtuals_;  // objects of the present exit, and their numbers
  NodeId exit_virtuals_of_ = kNoNode;
  Label common_exit_ = kNoLabel;
  RegisterSet saved_ = 0;
  std::uint32_t frame_bytes_ = 0;
  bool has_flag_ = false;
  NodeId offset_in_scratch_ = kNoNode;   ///< its word minus kDoubleOffset is in kScratch ...
  std::uint32_t offset_position_ = 0;    ///< ... for the node at this position, if nothing was moved between
};

}  // namespace tauraro::jit
