// Generators and coroutines: a unit goes from where one is resumed to where it is suspended the next time. The body of a generator
// that a loop walks may also be resumed inline, in the loop, when nothing in it can look at frames: then it has no frame, and is
// not seen to run; its registers are read and written where the suspended generator has them. An exit makes its frame.
#include "bytecode/register_use.h"
#include "jit/build/scope.h"
#include "jit/target/offsets.h"

namespace tauraro::jit {
namespace {

// Locations in Region::Other: fields of generators, their registers.
constexpr std::uint32_t kFirstRegister = 16;
constexpr std::uint32_t kMaxResumedWords = 160;  ///< of a generator's code that is inlined
constexpr std::uint32_t kMaxResumedDepth = 4;

std::int64_t array_offset(std::uint32_t index) { return Offsets::array_items + 8 * static_cast<std::int64_t>(index); }

}  // namespace

/// The call of a generator function ends here, with the object.
void Scope::make_generator() {
  for (std::uint32_t r = code_->local_count; r < code_->kept_registers; ++r)
    if (environment_.registers[r] != kNoNode && environment_.in_window[r] != environment_.registers[r]) store_register(r, environment_.registers[r]);
  const NodeId generator = runtime_call(Runtime::MakeGenerator, {pc_constant()}, true);
  if (!unit_.failed() && block_ != kNoBlock) return_value(generator);
}

/// Yield: the registers go to the generator, the item to whoever has resumed it.
void Scope::suspend() {
  if (generator_ != kNoNode) {
    const NodeId item = reg(at().b);
    save_in_generator(generator_, resumed_at_);
    yields_.push_back({block_, environment_, item});
    block_ = kNoBlock;
    return;
  }
  const NodeId item = box(reg(at().b));
  flush_globals(block_, environment_);
  if (unit_.request.is_resume) {
    const NodeId generator = graph().load_field(block_, graph().window(), Offsets::frame_namespace, MemoryKind::Value, {Region::Immutable, 3}, jit::Type::cell());
    save_in_generator(generator, unit_.request.header);
  } else {
    save_in_window();
  }
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
void Scope::save_in_generator(NodeId generator, std::uint32_t resumed_at) {
  const Instruction& resumed_after = code_->instructions[resumed_at - 1];
  const bool started = resumed_after.op == Opcode::Yield;
  const auto was_saved = [&](std::uint32_t r) { return started && facts_.liveness->is_live_before(resumed_at - 1, r); };
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
  const NodeId registers = graph().load_field(block_, generator, offsetof(Generator, registers), MemoryKind::Value, {Region::Other, 4}, jit::Type::cell());
  for (std::uint32_t r = 0; r < register_count(); ++r) {
    if (stored[r] == kNoNode) continue;
    graph().store_field(block_, registers, array_offset(r), MemoryKind::Value, {Region::Other, kFirstRegister + r}, stored[r]);
    if (graph().type(stored[r]).may_be_cell()) append(Op::WriteBarrier, {registers, stored[r]});
  }
  if (generator_ == kNoNode || pc_ + 1 == resumed_at) return;  // the runtime does the rest; or nothing else changes
  graph().store_field(block_, generator, offsetof(Generator, pc), MemoryKind::Raw, {Region::Other, 5}, graph().const_raw(reinterpret_cast<std::uint64_t>(code_->instructions + pc_ + 1)));
  graph().store_field(block_, generator, offsetof(Generator, resume_register), MemoryKind::UInt32, {Region::Other, 6}, graph().const_int(at().a));
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

// ---- resuming inline ----

/// This activation cannot be inlined: the build starts again without.
void Scope::refuse_inlining() {
  facts_.never_inline = true;
  unit_.restart = true;
}

/// What a register held when compiling began, as far as that is known; empty: it is not.
Value Scope::sample(std::uint32_t index) const {
  if (sample_) return sample_->registers->items[index];
  if (caller_ || !unit_.request.frame || !facts_.liveness->is_live_before(unit_.request.header, index)) return Value();  // dead: may be any word
  return unit_.request.frame->window()[index];
}

/// The generator that the loop walks while this is compiled, if it is one that can be inlined.
const Generator* Scope::sample_generator(std::uint32_t base) const {
  const Value value = sample(base);
  if (!value.is(kind::Generator) || value.as_cell()->shape != builtin_shape(TypeId::Generator)) return nullptr;
  const Generator* generator = value.as<Generator>();
  const LinkedCode* code = generator->code;
  const bool ready = generator->state == GeneratorState::Suspended && generator->handled.is_empty() && generator->delegate.is_empty();
  if (!ready || code->instruction_count > kMaxResumedWords || depth_ >= kMaxResumedDepth) return nullptr;
  for (const Scope* scope = this; scope; scope = scope->caller_)
    if (scope->code_ == code) return nullptr;
  return generator;
}

/// Goes on where the generator is suspended at that place, with nothing unusual; \return where not.
BlockId Scope::branch_unless_resumable(NodeId generator, const Instruction* resume_at) {
  const BlockId otherwise = graph().add_block();
  const auto require = [&](NodeId condition) {
    const BlockId holds = graph().add_block();
    graph().branch(block_, condition, Edge{holds, {}}, Edge{otherwise, {}});
    block_ = holds;
  };
  const auto load = [&](std::size_t offset, MemoryKind memory, std::uint32_t id, jit::Type type) {
    return graph().load_field(block_, generator, static_cast<std::int64_t>(offset), memory, {Region::Other, id}, type);
  };
  require(append(Op::EqWord, {load(offsetof(Generator, pc), MemoryKind::Raw, 5, jit::Type::raw()), graph().const_raw(reinterpret_cast<std::uint64_t>(resume_at))}));
  require(append(Op::EqInt, {load(offsetof(Generator, state), MemoryKind::UInt8, 7, jit::Type::int64(0, 255)), graph().const_int(static_cast<int>(GeneratorState::Suspended))}));
  require(append(Op::EqWord, {load(offsetof(Generator, handled), MemoryKind::Value, 8, jit::Type::value()), graph().const_value(0)}));
  require(append(Op::EqWord, {load(offsetof(Generator, frame_object), MemoryKind::Value, 9, jit::Type::value()), graph().const_value(0)}));
  return otherwise;
}

/// Registers of the resumed activation, as the generator has them; steps of ranges become constants.
void Scope::enter_resumed(const Generator* generator, NodeId node) {
  generator_ = node;
  sample_ = generator;
  resumed_at_ = static_cast<std::uint32_t>(generator->pc - code_->instructions);
  pc_ = resumed_at_;
  environment_.registers.assign(register_count(), kNoNode);
  environment_.in_window.assign(register_count(), kNoNode);
  entry_loads_.assign(register_count(), kNoNode);
  const NodeId registers = graph().load_field(block_, node, offsetof(Generator, registers), MemoryKind::Value, {Region::Other, 4}, jit::Type::cell());
  for (std::uint32_t r = 0; r < register_count(); ++r) {
    if (r >= code_->local_count && !facts_.liveness->is_live_before(pc_, r)) continue;
    const bool sent = r == generator->resume_register;
    environment_.registers[r] = sent ? graph().const_value(Value::none().bits())
                                     : graph().load_field(block_, registers, array_offset(r), MemoryKind::Value, {Region::Other, kFirstRegister + r}, jit::Type::value());
    entry_loads_[r] = environment_.registers[r];
  }
  for (std::uint32_t pc = 0; pc < code_->instruction_count; pc += static_cast<std::uint32_t>(opcode_info(code_->instructions[pc].op).words())) {
    const Instruction& i = code_->instructions[pc];
    if (i.op != Opcode::RangeNext && i.op != Opcode::RangeLoop) continue;
    const std::uint32_t step = i.b + 2u;
    const Value value = sample(step);
    const NodeId loaded = environment_.registers[step];
    if (loaded == kNoNode || graph().node(loaded).op != Op::LoadField || !(value.is_int() || value.is_empty())) continue;
    graph().with_imm(block_, Op::CheckWord, jit::Type::void_type(), {loaded}, static_cast<std::int64_t>(value.bits()), state(Reason::Operand));
    environment_.registers[step] = entry_loads_[step] = value.is_int() ? graph().const_int(value.as_int()) : graph().const_value(0);
  }
}

/// Ways out of the resumed body meet at a place in the loop.
void Scope::leave_resumed(std::vector<Returned>& ways, const Environment& before, std::uint32_t item, std::uint32_t target) {
  if (ways.empty() || unit_.failed()) return;
  BlockId block;
  Environment after;
  NodeId value;
  merge_ways(ways, &block, &after, &value);
  Environment environment = before;
  environment.globals = std::move(after.globals);
  environment.dirty = std::move(after.dirty);
  if (item != kNoRegister) environment.registers[item] = value;
  edge_from(block, std::move(environment), target);
}

/// The loop's step, with the body of the generator that it walks: false when that cannot be.
bool Scope::resume_inline(std::uint32_t item, std::uint32_t base, std::uint32_t if_item, std::uint32_t if_done) {
  const Generator* walked = sample_generator(base);
  if (!walked || is_hot_exit(Reason::Shape)) return false;
  LinkedCode* code = walked->code;
  const auto resume_at = static_cast<std::uint32_t>(walked->pc - code->instructions);
  CodeFacts& facts = unit_.facts.facts_of(code);
  if (facts.never_inline || facts.exits.is_hot(resume_at, Reason::Operand) || unit_.inlined_calls >= unit_.most_inlined) return false;
  const NodeId generator = as_cell(reg(base), builtin_shape(TypeId::Generator));
  if (unreachable_) return true;
  ++unit_.inlined_calls;
  const BlockId otherwise = branch_unless_resumable(generator, walked->pc);
  const Environment before = environment_;
  check_depth();
  Scope resumed(unit_, code, nullptr, this, pc_, key_ * 37 + pc_ * 11 + resume_at * 3 + reinterpret_cast<std::uintptr_t>(code) % 1021 + 5, kNoNode,
                window_ + register_count() + kFrameHeaderWords);
  resumed.caller_state_ = state_at(pc_, StateKind::After, Reason::None);
  resumed.block_ = block_;
  resumed.environment_.globals = before.globals;
  resumed.environment_.dirty = before.dirty;
  resumed.enter_resumed(walked, generator);
  const BlockId entered = resumed.block_;
  Environment inside = std::move(resumed.environment_);
  resumed.build(resume_at, entered, std::move(inside));
  leave_resumed(resumed.yields_, before, item, if_item);
  leave_resumed(resumed.returns_, before, kNoRegister, if_done);
  block_ = otherwise;
  environment_ = before;
  return false;  // the general way is left to be built
}

}  // namespace tauraro::jit
