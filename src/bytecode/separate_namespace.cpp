#include "bytecode/separate_namespace.h"

#include "bytecode/register_use.h"

namespace tauraro {

namespace {

/// The instruction for the frame's namespace in place of one for the globals: as long, for jumps stay as they are. A name that the
/// module declares global (the generator marks it) stays one.
void rewrite(Instruction* at) {
  switch (at->op) {
    case Opcode::LoadGlobal:
    case Opcode::StoreGlobal:
      if (extension_of(at).e != 0) return;
      at->op = at->op == Opcode::LoadGlobal ? Opcode::LoadName : Opcode::StoreName;
      break;
    case Opcode::DeleteGlobal:
      if (at->c == 0) at->op = Opcode::DeleteName;
      return;
    default: return;
  }
  at[1] = Instruction{};
  at[1].op = Opcode::Nop;
}

}  // namespace

CodeUnitPtr with_separate_namespace(const CodeUnitPtr& unit) {
  using Kind = CodeUnit::Kind;
  if (unit->kind != Kind::Module && unit->kind != Kind::Interactive && unit->kind != Kind::Expression) return unit;
  auto changed = std::make_shared<CodeUnit>(*unit);
  for (std::size_t pc = 0; pc < changed->code.size();) {
    const int words = opcode_info(changed->code[pc].op).words();
    rewrite(&changed->code[pc]);
    pc += static_cast<std::size_t>(words);
  }
  return changed;
}

}  // namespace tauraro
