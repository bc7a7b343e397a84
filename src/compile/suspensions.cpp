#include "compile/suspensions.h"

namespace tauraro {

using namespace ast;

bool Generator::top_level_await() const { return options_.allow_top_level_await && unit_->scope->kind == Scope::Kind::Module; }

/// Whether `async for` and `async with` may stand here.
bool Generator::may_await() const { return unit_->is_async_function || top_level_await(); }

void Generator::yield_value(Register to, Register from) {
  if (unit_->is_async_generator) {
    const Temporaries temporaries(*this);
    const Register wrapped = new_temporary();
    code().emit(Opcode::AsyncGenWrap, wrapped, from);
    return code().emit(Opcode::Yield, to, wrapped);
  }
  code().emit(Opcode::Yield, to, from);
}

void Generator::yield_to(const Yield& node, Register to) {
  if (unit_->scope->kind != Scope::Kind::Function) return error("'yield' outside function");
  const Temporaries temporaries(*this);
  Register item = kNone;
  if (node.value) {
    item = operand(*node.value, {}, to);
  } else {
    item = new_temporary();
    load_none(item);
  }
  yield_value(to, item);
}

Register Generator::delegate(Register iterator) {
  const Register sent = new_temporary();
  load_none(sent);
  const Label head = new_label(), suspended = new_label(), handler = new_label(), done = new_label();
  code().bind(head);
  jump_wide(Opcode::Send, sent, iterator, sent, done);
  code().bind(suspended);
  Region region = open_region(handler);
  code().emit(Opcode::Yield, sent, sent);
  end_region(region);
  jump_back(head);
  if (region.used) {
    const Temporaries temporaries(*this);
    bind_handler(handler, LocalSet(unit_->bound));
    const Register saved = new_temporary(2);
    code().emit(Opcode::EnterHandler, saved);
    code().emit(Opcode::LeaveHandler, saved);
    jump_wide(Opcode::Throw, sent, iterator, static_cast<std::uint32_t>(saved + 1), done);
    jump_back(suspended);
  }
  bind(done);
  return sent;
}

void Generator::yield_from_to(const YieldFrom& node, Register to) {
  if (unit_->scope->kind != Scope::Kind::Function) return error("'yield' outside function");
  if (unit_->is_async_function) return error("'yield from' inside async function");
  const Temporaries temporaries(*this);
  const Register iterator = new_temporary();
  code().emit(Opcode::GetYieldFromIter, iterator, operand(*node.value, {}, iterator));
  code().emit(Opcode::Move, to, delegate(iterator));
}

Register Generator::await_register(Register awaitable, std::uint32_t kind) {
  const Register iterator = new_temporary();
  code().emit(Opcode::GetAwaitable, iterator, awaitable, kind);
  return delegate(iterator);
}

void Generator::await_to(const Await& node, Register to) {
  if (!top_level_await()) {
    if (unit_->scope->kind != Scope::Kind::Function) return error("'await' outside function");
    if (!unit_->is_async_function && unit_->kind != CodeUnit::Kind::Comprehension) return error("'await' outside async function");
  }
  const Temporaries temporaries(*this);
  const Register result = await_register(value(*node.value), 0);
  code().emit(Opcode::Move, to, result);
}

void Generator::async_for_statement(const For& node) {
  if (!may_await()) return error("'async for' outside async function");
  const Register iterator = new_temporary();
  code().emit(Opcode::GetAiter, iterator, operand(*node.iter, {}, iterator));
  Block block;
  block.break_label = new_label();
  block.continue_label = new_label();
  const Label end = new_label();
  push_block(block);
  async_loop_over(*node.target, iterator, block.continue_label, end, [&] { body(node.body); });
  pop_block();
  bind(end);
  body(node.orelse);
  bind(block.break_label);
}

}  // namespace tauraro
