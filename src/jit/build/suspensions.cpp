// Generators and coroutines: a unit goes from where one is resumed to where it is suspended the next time. Activations that suspend
// are never inlined: they are the unit's own.
#include "bytecode/register_use.h"
#include "jit/build/scope.h"
#include "jit/target/offsets.h"

namespace tauraro::jit {

/// The call of a generator function ends here, with the object.
void Scope::make_generator() {
  for (std::uint32_t r = code_->local_count; r < code_->kept_registers; ++r)
    if (environment_.registers[r] != kNoNode && environment_.in_window[r] != environment_.registers[r]) store_register(r, environment_.registers[r]);
  const NodeId generator = runtime_call(Runtime::MakeGenerator, {pc_constant()}, true);
  if (!unit_.failed() && block_ != kNoBlock) return_value(generator);
}

/// Yield: the registers go to the generator, the item to whoever has resumed it.
void Scope::suspend() {
  const NodeId item = box(reg(at().b));
  flush_globals(block_, environment_);
  if (unit_.request.is_resume) save_in_generator();
  else save_in_window();
  const NodeId arguments[] = {pc_constant()};
  graph().call_runtime(block_, static_cast<std::uint32_t>(unit_.request.is_resume ? Runtime::SuspendSaved : Runtime::Suspend), arguments);
  graph().return_(block_, item);
  block_ = kNoBlock;
}

/// Whether a register has been loaded at the unit's entry, and not been assigned since.
bool Scope::is_as_entered(std::uint32_t index) const {
  const auto is_narrowed = [](Op op) { return info(op).is_check() || op == Op::Assume || op == Op::UnboxInt || op == Op::UnboxDouble || op == Op::UnboxBool; };
  NodeId node = environment_.registers[index];
  for (const NodeId entered = entry_loads_[index]; node != kNoNode; node = graph().operand(node, 0)) {
    if (node == entered) return true;
    if (!is_narrowed(graph().node(node).op)) break;
  }
  return false;
}

/// The interpreter's own way: all that is live is in the window.
void Scope::save_in_window() {
  for (std::uint32_t r = 0; r < register_count(); ++r) {
    const NodeId node = environment_.registers[r];
    if (node == kNoNode || !is_wanted(r, pc_) || environment_.in_window[r] == node) continue;
    if (entry_loads_[r] == node && !unit_.window_written.contains(r)) continue;
    store_register(r, node);
  }
}

/// The generator still has the registers with which it was resumed: those that differ are stored, temporaries that died are emptied.
void Scope::save_in_generator() {
  const Instruction& resumed_after = code_->instructions[unit_.request.header - 1];
  const bool started = resumed_after.op == Opcode::Yield;
  const auto was_saved = [&](std::uint32_t r) { return started && facts_.liveness->is_live_before(unit_.request.header - 1, r); };
  std::vector<NodeId> stored(register_count(), kNoNode);
  for (std::uint32_t r = 0; r < register_count(); ++r) {
    const bool kept = r < code_->kept_registers, live = facts_.liveness->is_live_before(pc_, r);
    if (!kept && !live) {
      if (was_saved(r)) stored[r] = graph().const_value(0);
      continue;
    }
    if (environment_.registers[r] == kNoNode && !live) continue;  // never loaded, never written
    const bool sent = started && r == resumed_after.a;
    if (environment_.registers[r] != kNoNode && !sent && is_as_entered(r)) continue;
    stored[r] = box(reg(r));
  }
  const NodeId generator = graph().load_field(block_, graph().window(), Offsets::frame_namespace, MemoryKind::Raw, {Region::Immutable, 3}, jit::Type::raw());
  const NodeId registers = graph().load_field(block_, generator, offsetof(Generator, registers), MemoryKind::Value, {Region::Immutable, 4}, jit::Type::cell());
  for (std::uint32_t r = 0; r < register_count(); ++r) {
    if (stored[r] == kNoNode) continue;
    const std::int64_t offset = Offsets::array_items + 8 * static_cast<std::int64_t>(r);
    graph().store_field(block_, registers, offset, MemoryKind::Value, {Region::Other, 16 + r}, stored[r]);
    if (graph().type(stored[r]).may_be_cell()) append(Op::WriteBarrier, {registers, stored[r]});
  }
}

/// One step of `yield from` or await.
void Scope::send() {
  register_use(code_->instructions + pc_).for_each_read([&](std::uint32_t r) {
    if (environment_.registers[r] != kNoNode) store_register(r, environment_.registers[r]);
  });
  const std::uint32_t target = jump_target(code_->instructions, pc_), next = pc_ + 2;
  const NodeId outcome = runtime_call(Runtime::Send, {window_address(), pc_constant()}, true);
  if (unit_.failed()) return;
  note_window_write(window_ + at().a);
  load_register(at().a);
  branch_to(append(Op::EqInt, {outcome, graph().const_int(1)}), next, target);
}

}  // namespace tauraro::jit
