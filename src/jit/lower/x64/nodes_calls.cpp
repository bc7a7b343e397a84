// Frames: calls from compiled code to compiled code, and the headers of inlined calls.
#include "jit/lower/x64/generator.h"

namespace tauraro::jit {

bool Generator::emit_frames(NodeId id, const Node& node) {
  switch (node.op) {
    case Op::CallCompiled: case Op::CallCompiledRaw: emit_call_compiled(id); return true;
    case Op::PushFrames: emit_push_frames(id); return true;
    case Op::PopFrames: emit_pop_frames(id); return true;
    default: return false;
  }
}

/// The constant operand of a frame operation, as an offset from the window register.
std::int32_t Generator::constant_offset(NodeId node) const { return static_cast<std::int32_t>(graph_.node(plan_.root(node)).imm); }

/// Everything of a frame's header but its function. `window`: offset from the window register. Uses both scratch registers.
void Generator::emit_header(std::int32_t window, std::int32_t caller_window, std::int32_t kind, std::int32_t registers) {
  const TargetLayout::Calls& calls = layout_.calls;
  const auto field = [&](std::int32_t offset) { return Mem::at(kWindowRegister, window + offset); };
  a_.lea(kScratch, Mem::at(kWindowRegister, caller_window - calls.header_bytes));
  a_.mov(field(calls.header_caller), kScratch);
  a_.mov_imm(field(calls.header_namespace), 0);
  a_.mov_imm(field(calls.header_frame_object), 0);
  a_.mov(kScratch, Mem::at(kThreadRegister, calls.handled));
  a_.mov(field(calls.header_handled), kScratch);
  a_.mov_imm(kScratch, static_cast<std::uint64_t>(static_cast<std::uint32_t>(kind)) | std::uint64_t(static_cast<std::uint32_t>(registers)) << 32);
  a_.mov(field(calls.header_kind), kScratch);
}

void Generator::emit_call_compiled(NodeId id) {
  const Node& node = graph_.node(id);
  const TargetLayout::Calls& calls = layout_.calls;
  const std::span<const NodeId> operands = graph_.operands(node);
  const std::span<const NodeId> more = operands.subspan(graph_.call_of(node).argument_count);
  const std::uint64_t code = constant_word(more[0]);
  const std::int32_t registers = constant_offset(more[1]), locals = constant_offset(more[2]), parameters = constant_offset(more[3]),
                     window = constant_offset(more[4]), caller_window = constant_offset(more[5]);
  emit_call_arguments(id);  // rdi thread, rsi pc, rdx window, rcx function, r8 count
  const SlowPath slow{SlowKind::Call, a_.new_label(), a_.new_label(), id, Gpr::rax, position_};
  const SlowPath resume{SlowKind::ResumeCall, a_.new_label(), slow.back, id, Gpr::rax, position_};
  const SlowPath pop{SlowKind::PopCall, a_.new_label(), slow.back, id, Gpr::rax, position_};
  const auto thread = [&](std::int32_t offset) { return Mem::at(kThreadRegister, offset); };
  const auto header = [&](std::int32_t offset) { return Mem::at(kWindowRegister, window + offset); };
  // Is there room, and compiled code?
  a_.load(Gpr::rax, thread(calls.depth), 4, true);
  a_.load(kScratch, thread(calls.recursion_limit), 4, true);
  a_.alu(Alu::Cmp, Gpr::rax, kScratch);
  a_.jcc(Cond::GreaterEqual, slow.entry);
  a_.lea(kScratch, Mem::at(kWindowRegister, window + 8 * registers + calls.slack_bytes));
  a_.alu(Alu::Cmp, kScratch, thread(calls.stack_end));
  a_.jcc(Cond::Above, slow.entry);
  a_.alu(Alu::Cmp, Gpr::rsp, thread(layout_.stack_limit));
  a_.jcc(Cond::BelowEqual, slow.entry);
  a_.cmp8(thread(layout_.request_byte), 0);
  a_.jcc(Cond::NotEqual, slow.entry);
  a_.mov_imm(Gpr::r9, code);
  a_.mov(Gpr::rax, Mem::at(Gpr::r9, calls.code_entry));
  a_.test(Gpr::rax, Gpr::rax);
  a_.jcc(Cond::Equal, slow.entry);
  // The frame
  a_.alu32(Alu::Add, thread(calls.depth), 1);
  a_.mov(header(calls.header_code), Gpr::r9);
  a_.mov(header(calls.header_function), Gpr::rcx);
  a_.mov(kScratch, Mem::at(Gpr::r9, calls.code_instructions));
  a_.mov(header(calls.header_pc), kScratch);
  emit_header(window, caller_window, calls.returns_kind, registers);
  a_.lea(kScratch, Mem::at(kWindowRegister, window - calls.header_bytes));
  a_.mov(thread(calls.frame), kScratch);
  for (std::int32_t i = parameters; i < locals; ++i) a_.mov_imm(header(8 * i), 0);
  a_.mov(Gpr::rsi, Gpr::rdx);
  a_.call(Gpr::rax);
  a_.alu(Alu::Cmp, Gpr::rax, calls.resume_bits);
  a_.jcc(Cond::Equal, resume.entry);
  // Its end
  a_.alu(Alu::Cmp, header(calls.header_frame_object), 0);
  a_.jcc(Cond::NotEqual, pop.entry);
  a_.mov(kScratch, header(calls.header_handled));
  a_.mov(thread(calls.handled), kScratch);
  a_.alu32(Alu::Sub, thread(calls.depth), 1);
  a_.lea(kScratch, Mem::at(kWindowRegister, caller_window - calls.header_bytes));
  a_.mov(thread(calls.frame), kScratch);
  a_.bind(slow.back);
  slow_paths_.push_back(slow);
  slow_paths_.push_back(resume);
  slow_paths_.push_back(pop);
  if (node.state != kNoState) {
    a_.test(Gpr::rax, Gpr::rax);
    a_.jcc(Cond::Equal, exit_label(id));
  }
  finish(id, Gpr::rax);
}

void Generator::emit_push_frames(NodeId id) {
  const TargetLayout::Calls& calls = layout_.calls;
  const std::span<const NodeId> operands = graph_.operands(id);
  std::int32_t caller = 0;
  for (std::size_t i = 0; i < operands.size(); i += 5) {
    const std::int32_t window = constant_offset(operands[i]);
    const auto field = [&](std::int32_t offset) { return Mem::at(kWindowRegister, window + offset); };
    a_.mov(field(calls.header_function), use(operands[i + 1], kScratch));
    a_.mov(field(calls.header_code), use(operands[i + 2], kScratch));
    a_.mov(field(calls.header_pc), use(operands[i + 3], kScratch));
    emit_header(window, caller, calls.inlined_kind, constant_offset(operands[i + 4]));
    caller = window;
  }
  a_.lea(kScratch, Mem::at(kWindowRegister, caller - calls.header_bytes));
  a_.mov(Mem::at(kThreadRegister, calls.frame), kScratch);
  a_.alu32(Alu::Add, Mem::at(kThreadRegister, calls.depth), static_cast<std::int32_t>(operands.size() / 5));
}

void Generator::emit_pop_frames(NodeId id) {
  const TargetLayout::Calls& calls = layout_.calls;
  const std::span<const NodeId> operands = graph_.operands(id);
  const SlowPath slow{SlowKind::PopFrames, a_.new_label(), a_.new_label(), id, Gpr::rax, position_};
  for (const NodeId window : operands) {
    a_.alu(Alu::Cmp, Mem::at(kWindowRegister, constant_offset(window) + calls.header_frame_object), 0);
    a_.jcc(Cond::NotEqual, slow.entry);
  }
  a_.lea(kScratch, Mem::at(kWindowRegister, -calls.header_bytes));
  a_.mov(Mem::at(kThreadRegister, calls.frame), kScratch);
  a_.alu32(Alu::Sub, Mem::at(kThreadRegister, calls.depth), static_cast<std::int32_t>(operands.size()));
  a_.bind(slow.back);
  slow_paths_.push_back(slow);
}

/// What the slow paths of the above do, from their entry to the jump back.
void Generator::emit_slow_frames(const SlowPath& slow) {
  const auto call = [&](const void* function) { a_.call(a_.constant(reinterpret_cast<std::uint64_t>(function))); };
  const auto callee_frame = [&](Gpr to) {
    const Node& node = graph_.node(slow.node);
    const NodeId window = graph_.operands(node)[graph_.call_of(node).argument_count + 4u];
    a_.lea(to, Mem::at(kWindowRegister, constant_offset(window) - layout_.calls.header_bytes));
  };
  switch (slow.kind) {
    case SlowKind::Call: call(graph_.call_of(graph_.node(slow.node)).function); break;
    case SlowKind::ResumeCall:
      a_.mov(Gpr::rdi, kThreadRegister);
      callee_frame(Gpr::rsi);
      call(layout_.resume);
      break;
    case SlowKind::PopCall:
      a_.mov(Gpr::rdi, kThreadRegister);
      a_.mov(Gpr::rsi, Gpr::rax);
      call(layout_.pop_returned);
      break;
    default:
      a_.lea(kScratch, Mem::at(kWindowRegister, -layout_.calls.header_bytes));
      call(stubs_.pop_frames);
      break;
  }
}

}  // namespace tauraro::jit
