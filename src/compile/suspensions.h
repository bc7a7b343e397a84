#pragma once
#include "compile/generator.h"

namespace tauraro {

template <typename Inside>
void Generator::async_loop_over(const ast::Expr& target, Register iterator, Label continue_label, Label end, Inside&& inside) {
  const Temporaries temporaries(*this);
  const Place place = code().place();
  const Label head = new_label(), handler = new_label();
  bind_back(head);
  const LocalSet bound = unit_->bound;
  Region region = open_region(handler);
  const Register awaitable = new_temporary();
  code().emit(Opcode::GetAnext, awaitable, iterator);
  const Register item = delegate(awaitable);
  end_region(region);
  assign(target, item);
  inside();
  bind(continue_label);
  const At at(*this, place);
  jump_back(head);
  if (region.used) {
    bind_handler(handler, bound);
    const Register saved = new_temporary(2);
    code().emit(Opcode::EnterHandler, saved);
    code().emit(Opcode::LeaveHandler, saved);
    code().emit(Opcode::EndAsyncFor, static_cast<Register>(saved + 1));
    jump(end);
  }
}

}  // namespace tauraro
