#pragma once
#include "compile/generator.h"

namespace tauraro {

template <typename Inside>
void Generator::loop_over(const ast::Expr& target, Register state, bool is_range, const Place& place, Label continue_label, Label end,
                          Inside&& inside) {
  // The item goes straight into a local; anything else is assigned from a temporary.
  const Register local = direct_target(target);
  const Register item = local != kNone ? local : new_temporary();
  const Label top = new_label();
  const Opcode first = is_range ? Opcode::RangeNext : Opcode::ForIter, next = is_range ? Opcode::RangeLoop : Opcode::ForLoop;
  const std::uint32_t cache = code().new_cache();
  {
    const At at(*this, place);
    jump_wide(first, item, state, 0, end, cache);
  }
  // The loop may be entered again with what its body deleted.
  bind_back(top);
  if (local != kNone)
    set_bound(local);
  else
    assign(target, item);
  inside();
  bind(continue_label);
  const At at(*this, place);
  code().emit_wide_jump(next, item, state, 0, top, cache);
}

}  // namespace tauraro
