#include "jit/lower/x64/generator.h"

namespace tauraro::jit {

/// Records what the node's exit restores. Values that the exit needs are where they are when the node begins, or, when the
/// node writes its result first, where they are beside it.
std::uint32_t Generator::make_exit(NodeId id) {
  if (exit_node_ == id) return exit_id_;
  exit_node_ = id;
  exit_label_ = kNoLabel;
  exit_id_ = static_cast<std::uint32_t>(exits_.exits.size());
  ExitPoint point;
  point.first_frame = static_cast<std::uint32_t>(exits_.frames.size());
  point.op = graph_.node(id).op;
  for (StateId s = graph_.node(id).state; s != kNoState; s = graph_.state(s).caller) {
    const FrameState& state = graph_.state(s);
    ExitFrame frame{state.code, state.pc, state.kind, state.continuation, state.continuation_operand, state.reason};
    frame.first_slot = static_cast<std::uint32_t>(exits_.slots.size());
    frame.slot_count = state.slot_count;
    for (const StateSlot& slot : graph_.slots(s)) {
      ExitSlot& out = exits_.slots.emplace_back();
      out.kind = slot.kind;
      out.memory = slot.memory;
      out.index = slot.index;
      out.value = exit_value(slot.value, id);
      if (slot.base != kNoNode) out.base = exit_value(slot.base, id);
    }
    exits_.frames.push_back(frame);
  }
  point.frame_count = static_cast<std::uint32_t>(exits_.frames.size()) - point.first_frame;
  exits_.exits.push_back(point);
  return exit_id_;
}

ExitValue Generator::exit_value(NodeId value, NodeId user) {
  std::int64_t addend = 0;
  const NodeId root = plan_.state_value(value, plan_.position(user), &addend);
  if (graph_.node(root).op == Op::VirtualObject) return virtual_value(root, user);
  ExitValue result;
  result.constant = static_cast<std::uint64_t>(addend);
  result.representation = representation(graph_.type(root).kind);
  const Node& node = graph_.node(user);
  const bool early = exits_before_result(node.op) || is_undoable(graph_, plan_, node, root);
  const Place where = place(root, position_ + (early ? 0 : 1));
  switch (where.kind) {
    case Place::Kind::Constant:
      result.place = ExitValue::Place::Constant;
      result.constant = constant_word(root) + static_cast<std::uint64_t>(addend);
      break;
    case Place::Kind::Slot:
      result.place = ExitValue::Place::Stack;
      result.index = static_cast<std::uint32_t>(where.slot) * 8;
      break;
    case Place::Kind::Register:
      result.place = is_vector(where.reg) ? ExitValue::Place::Xmm : ExitValue::Place::Gpr;
      result.index = static_cast<std::uint32_t>(is_vector(where.reg) ? where.reg - 16 : where.reg);
      break;
  }
  return result;
}

ExitValue Generator::virtual_value(NodeId value, NodeId user) {
  // The same object named twice by one exit is one object.
  static_assert(sizeof(NodeId) == 4);
  const Node& node = graph_.node(value);
  for (const auto& [object, index] : exit_virtuals_)
    if (object == value && exit_virtuals_of_ == user) return {ExitValue::Place::Virtual, Representation::Value, index, 0};
  std::vector<ExitValue> fields;
  for (std::uint32_t i = 0; i < node.operand_count; ++i) fields.push_back(exit_value(graph_.operands(value)[i], user));
  if (exit_virtuals_of_ != user) exit_virtuals_.clear();
  exit_virtuals_of_ = user;
  const auto index = static_cast<std::uint32_t>(exits_.virtuals.size());
  exits_.virtuals.push_back({static_cast<std::uint32_t>(node.imm), static_cast<std::uint32_t>(exits_.fields.size())});
  exits_.fields.insert(exits_.fields.end(), fields.begin(), fields.end());
  exit_virtuals_.emplace_back(value, index);
  return {ExitValue::Place::Virtual, Representation::Value, index, 0};
}

/// The stub that leaves by the node's frame state with nothing to undo.
Label Generator::exit_label(NodeId id) {
  const std::uint32_t exit = make_exit(id);
  if (exit_label_ != kNoLabel) return exit_label_;
  exit_label_ = a_.new_label();
  exit_stubs_.push_back({exit_label_, exit});
  return exit_label_;
}

/// Exit stress: leaves here although nothing is wrong, when the thread's countdown says so.
void Generator::force_exit(NodeId id) {
  const Node& node = graph_.node(id);
  if (!node.info().may_exit() || graph_.state(node.state).kind == StateKind::Throw) return;
  a_.dec32(Mem::at(kThreadRegister, layout_.exit_countdown));
  a_.jcc(Cond::Equal, exit_label(id));
}

}  // namespace tauraro::jit
