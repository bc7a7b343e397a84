#include <cassert>

#include "jit/lower/x64/generator.h"

namespace tauraro::jit {

bool Generator::emit_memory(NodeId id, const Node& node) {
  switch (node.op) {
    case Op::LoadField: case Op::LoadIndexed: emit_load(id); return true;
    case Op::StoreField: case Op::StoreIndexed: emit_store(id); return true;
    case Op::CallRuntime: case Op::CallPointer: case Op::CallRaw: emit_call(id); return true;
    case Op::BoxInt: emit_box_int(id); return true;
    case Op::Allocate: emit_allocate(id); return true;
    case Op::WriteBarrier: case Op::WriteBarrierSlot: emit_write_barrier(id); return true;
    case Op::BoxBool: {
      const Gpr to = result(id);
      a_.lea(to, Mem::at(use(graph_.operand(id, 0), kScratch), static_cast<std::int32_t>(kFalseBits)));
      finish(id, to);
      return true;
    }
    case Op::UnboxBool: {
      const Gpr to = result(id);
      use_in(graph_.operand(id, 0), to);
      a_.alu32(Alu::And, to, 1);
      finish(id, to);
      return true;
    }
    case Op::UnboxInt: {
      const Gpr to = result(id);
      use_in(graph_.operand(id, 0), to);
      a_.alu(Alu::Sub, to, a_.constant(kIntBias));
      finish(id, to);
      return true;
    }
    case Op::Safepoint: {
      bool has_pending_store = false;
      for (StateId s = node.state; s != kNoState; s = graph_.state(s).caller)
        for (const StateSlot& slot : graph_.slots(s)) has_pending_store |= slot.kind == StateSlot::Kind::PendingStore;
      a_.cmp8(Mem::at(kThreadRegister, layout_.request_byte), 0);
      if (has_pending_store) {  // the slow path would show memory that is behind: leave instead
        a_.jcc(Cond::NotEqual, exit_label(id));
        return true;
      }
      SlowPath slow{SlowKind::Safepoint, a_.new_label(), a_.new_label(), id, Gpr::rax, position_, exit_label(id)};
      a_.jcc(Cond::NotEqual, slow.entry);
      a_.bind(slow.back);
      slow_paths_.push_back(slow);
      return true;
    }
    case Op::StackCheck:
      a_.alu(Alu::Cmp, Gpr::rsp, Mem::at(kThreadRegister, layout_.stack_limit));
      a_.jcc(Cond::Below, exit_label(id));
      return true;
    case Op::CheckValid:
      has_flag_ = true;
      a_.cmp8(a_.flag_byte(), 0);
      a_.jcc(Cond::NotEqual, exit_label(id));
      return true;
    default: return false;
  }
}

void Generator::emit_load(NodeId id) {
  const Node& node = graph_.node(id);
  if (node.memory == MemoryKind::Double || node.memory == MemoryKind::Float) {
    const Xmm to = result_double(id);
    if (node.memory == MemoryKind::Double) a_.mov(to, address(id));
    else a_.load_float(to, address(id));
    finish_double(id, to);
    return;
  }
  const Gpr to = result(id);
  const bool is_signed = node.memory == MemoryKind::Int32 || node.memory == MemoryKind::Int16 || node.memory == MemoryKind::Int8;
  a_.load(to, address(id), memory_size(node.memory), is_signed);
  finish(id, to);
}

void Generator::emit_store(NodeId id) {
  const Node& node = graph_.node(id);
  const NodeId value = graph_.operands(node).back();
  const Mem to = address(id);
  const unsigned size = memory_size(node.memory);
  if (node.memory == MemoryKind::Float) {
    a_.mov(kVectorScratch, use_double(value, kVectorScratch));
    a_.store_float(to, kVectorScratch);
  } else if (node.memory == MemoryKind::Double && !is_constant(value)) {
    a_.mov(to, use_double(value, kVectorScratch));
  } else if (const auto imm = imm32(value); imm && size == 8) {
    a_.mov_imm(to, *imm);
  } else {
    a_.store(to, use(value, kScratch), size);
  }
}

/// Moves the arguments of a runtime call to their registers.
void Generator::emit_call_arguments(NodeId id) {
  static constexpr Gpr kGprs[] = {Gpr::rsi, Gpr::rdx, Gpr::rcx, Gpr::r8, Gpr::r9};
  const Node& node = graph_.node(id);
  const RuntimeCall& call = graph_.call_of(node);
  const std::span<const NodeId> operands = graph_.operands(node);
  const unsigned first = node.op == Op::CallPointer ? 1 : 0;
  unsigned gprs = 0, xmms = 0;
  parallel_.add(Place::in(register_of(kThreadRegister)), Place::in(register_of(Gpr::rdi)));
  if (first) parallel_.add(place(operands[0]), Place::in(register_of(Gpr::rax)));
  for (unsigned i = 0; i < call.argument_count; ++i) {
    const NodeId argument = operands[first + i];
    if (is_constant(argument)) constant_word(argument);
    if (call.arguments[i] == TypeKind::Double) {
      parallel_.add(place(argument), Place::in(static_cast<Register>(16 + xmms++)));
    } else {
      assert(gprs < 5);
      parallel_.add(place(argument), Place::in(register_of(kGprs[gprs++])));
    }
  }
  parallel_.resolve([this](const Place& from, const Place& to) { emit_move(from, to); });
}

void Generator::emit_call(NodeId id) {
  const Node& node = graph_.node(id);
  const RuntimeCall& call = graph_.call_of(node);
  const unsigned first = node.op == Op::CallPointer ? 1 : 0;
  emit_call_arguments(id);
  if (first) a_.call(Gpr::rax);
  else a_.call(a_.constant(reinterpret_cast<std::uint64_t>(call.function)));
  if (node.op != Op::CallRaw && node.state != kNoState && call.raise != RaiseKind::Never) {
    const Gpr status = call.raise == RaiseKind::ZeroResult ? Gpr::rax : Gpr::rdx;
    a_.test(status, status);
    a_.jcc(Cond::Equal, exit_label(id));
  }
  if (node.type.kind == TypeKind::Void) return;
  if (node.type.kind == TypeKind::Double) return finish_double(id, Xmm::xmm0);
  if (node.type.kind == TypeKind::Bool) a_.zero_extend8(Gpr::rax, Gpr::rax);
  finish(id, Gpr::rax);
}

void Generator::emit_box_int(NodeId id) {
  const NodeId number = graph_.operand(id, 0);
  const Gpr to = result(id);
  use_in(number, to);
  a_.alu(Alu::Add, to, a_.constant(kIntBias));
  if (!graph_.type(number).range.is_within(kInlineIntRange)) {
    a_.alu(Alu::Cmp, to, a_.constant(kFirstInt));
    const SlowPath slow{SlowKind::BoxInt, a_.new_label(), a_.new_label(), id, to, position_};
    a_.jcc(Cond::Below, slow.entry);
    a_.bind(slow.back);
    slow_paths_.push_back(slow);
  }
  finish(id, to);
}

void Generator::emit_allocate(NodeId id) {
  const Node& node = graph_.node(id);
  const Gpr to = result(id);
  SlowPath slow{SlowKind::Allocate, a_.new_label(), a_.new_label(), id, to, position_};
  if (node.state != kNoState) slow.exit = exit_label(id);
  const auto words = static_cast<std::size_t>(node.imm + 7) / 8;
  const bool is_inline = static_cast<std::size_t>(node.imm) <= TargetLayout::kMaxInlineAllocation && layout_.cursors[words].cursor;
  if (is_inline) {
    const TargetLayout::Cursor& cursor = layout_.cursors[words];
    a_.mov_imm(kScratch2, reinterpret_cast<std::uint64_t>(cursor.cursor));
    a_.mov(to, Mem::at(kScratch2));
    a_.alu(Alu::Cmp, to, Mem::at(kScratch2, 8));
    a_.jcc(Cond::Equal, slow.entry);
    a_.alu(Alu::Add, Mem::at(kScratch2), static_cast<std::int32_t>(cursor.class_bytes));
    if (node.imm2 == static_cast<std::int32_t>(node.imm2)) {
      a_.mov_imm(Mem::at(to), static_cast<std::int32_t>(node.imm2));
    } else {
      a_.mov_imm(kScratch2, static_cast<std::uint64_t>(node.imm2));
      a_.mov(Mem::at(to), kScratch2);
    }
  } else {
    a_.jmp(slow.entry);
  }
  a_.bind(slow.back);
  slow_paths_.push_back(slow);
  finish(id, to);
}

/// Only a cell stored into an old cell that is not in the log yet matters.
void Generator::emit_write_barrier(NodeId id) {
  const Node& node = graph_.node(id);
  const NodeId value = graph_.operands(node).back();
  if (!graph_.type(value).may_be_cell()) return;
  SlowPath slow{node.op == Op::WriteBarrier ? SlowKind::WriteBarrier : SlowKind::WriteBarrierSlot, a_.new_label(), a_.new_label(), id,
                Gpr::rax, position_};
  if (graph_.node(plan_.root(value)).op == Op::BoxInt) {  // an int cell, or no cell
    a_.alu(Alu::Cmp, use(value, kScratch), a_.constant(kFirstInt));
    a_.jcc(Cond::AboveEqual, slow.back);
  } else if (graph_.type(value).kind != TypeKind::Cell) {
    a_.lea(kScratch, Mem::at(use(value, kScratch), -static_cast<std::int32_t>(kFirstAddress)));
    a_.alu(Alu::Cmp, kScratch, a_.constant(kDoubleOffset - kFirstAddress));
    a_.jcc(Cond::AboveEqual, slow.back);
  }
  a_.load(kScratch2, Mem::at(use(graph_.operand(id, 0), kScratch), layout_.barrier_byte), 1, false);
  a_.alu32(Alu::And, kScratch2, layout_.barrier_mask);
  a_.alu32(Alu::Cmp, kScratch2, layout_.barrier_value);
  a_.jcc(Cond::Equal, slow.entry);
  a_.bind(slow.back);
  slow_paths_.push_back(slow);
}

}  // namespace tauraro::jit
