// Exceptions that are raised and caught within one unit. Handlers are compiled for the outermost activation only: an inlined function
// leaves for those of its own, and is not inlined any more when it does so often. A handler is built once its exceptions have left
// the unit often.
#include "bytecode/register_use.h"
#include "jit/build/scope.h"
#include "jit/target/offsets.h"

namespace tauraro::jit {

bool Scope::caught_inline() const {
  for (const Scope* scope = this; scope->caller_; scope = scope->caller_)
    for (const ExceptionRange& range : scope->source_.exceptions)
      if (range.start <= scope->pc_ && scope->pc_ < range.end) return true;
  return false;
}

bool Scope::catches_often(LinkedCode* code) {
  if ((**code->code->unit).exceptions.empty()) return false;
  const ExitProfile& exits = unit_.facts.facts_of(code).exits;
  for (std::uint32_t pc = 0; pc < code->instruction_count; pc += static_cast<std::uint32_t>(opcode_info(code->instructions[pc].op).words()))
    if (exits.is_hot(pc, Reason::Raised)) return true;
  return false;
}

const ExceptionRange* Scope::handler() {
  if (caught_inline()) return nullptr;
  const Scope& outer = outermost();
  for (const ExceptionRange& range : outer.source_.exceptions)
    if (range.start <= outer.pc_ && outer.pc_ < range.end) return range.handler > outer.pc_ ? &range : nullptr;
  return nullptr;
}

/// An exception is pending, and the frames stand as pushed: on to the handler, in the outermost activation. `thrown`: to leave by
/// when the host has stopped the program.
void Scope::go_to_handler(StateId thrown) {
  Scope& outer = outermost();
  const NodeId arguments[] = {graph().window()};
  graph().call_runtime(block_, static_cast<std::uint32_t>(Runtime::ToHandler), arguments, thrown);
  Environment at_handler = outer.environment_;
  const Opcode op = outer.at().op;
  const bool calls = op == Opcode::Call || op == Opcode::CallMethod || op == Opcode::CallSpread;
  for (std::uint32_t r = outer.at().b; calls && r < outer.register_count(); ++r) at_handler.registers[r] = at_handler.in_window[r] = kNoNode;
  std::fill(at_handler.globals.begin(), at_handler.globals.end(), kNoNode);
  std::fill(at_handler.dirty.begin(), at_handler.dirty.end(), 0);
  note_world_in_loops();
  outer.edge_from(block_, std::move(at_handler), handler()->handler);
  block_ = kNoBlock;
}

void Scope::raise() {
  if (caught_inline()) return exit_here(Reason::Raised);
  if (!handler() || at().a == kNoRegister) return exit_here(Reason::None);
  if (!is_hot_exit(Reason::NeverRan)) return exit_here(Reason::NeverRan);
  register_use(code_->instructions + pc_).for_each_read([&](std::uint32_t r) {
    if (environment_.registers[r] != kNoNode) store_register(r, environment_.registers[r]);
  });
  const NodeId arguments[] = {window_address(), pc_constant()};
  before_world();
  push_frames();
  const StateId thrown = throw_state();
  const NodeId result = graph().append(block_, Op::CallRaw, jit::Type::int64(), arguments);
  graph().node(result).imm = static_cast<std::int64_t>(Runtime::Raise);
  go_to_handler(thrown);
}

/// The exceptions are the thread's. Exits before the next bytecode would take a pending one for newly raised: none is between.
void Scope::enter_handler() {
  const Location handled_at{Region::Thread, Offsets::thread_handled}, pending_at{Region::Thread, Offsets::thread_pending};
  const NodeId handled = graph().load_field(block_, graph().thread(), Offsets::thread_handled, MemoryKind::Value, handled_at, jit::Type::value());
  const NodeId pending = graph().load_field(block_, graph().thread(), Offsets::thread_pending, MemoryKind::Value, pending_at, jit::Type::value());
  graph().store_field(block_, graph().thread(), Offsets::thread_handled, MemoryKind::Value, handled_at, pending);
  graph().store_field(block_, graph().thread(), Offsets::thread_pending, MemoryKind::Value, pending_at, graph().const_value(0));
  set(at().a, handled);
  set(at().a + 1u, pending);
  ran_python_ = true;  // what raised may have
}

void Scope::leave_handler() {
  const Location handled_at{Region::Thread, Offsets::thread_handled};
  graph().store_field(block_, graph().thread(), Offsets::thread_handled, MemoryKind::Value, handled_at, box(reg(at().a)));
}

void Scope::jump_unless_matches() {
  const NodeId matches = runtime_call(Runtime::ExceptionMatches, {pc_constant(), box(reg(at().a)), box(reg(at().b))}, false);
  branch_to(append(Op::UnboxBool, {matches}), pc_ + 2, jump_target(code_->instructions, pc_));
}

}  // namespace tauraro::jit
