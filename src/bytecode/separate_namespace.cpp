#include "bytecode/separate_namespace.h"

#include "bytecode/opcode_info.h"

namespace tauraro {

namespace {

/// The instruction for the frame's namespace in place of one for the globals: as long, for jumps stay as they are.
void rewrite(Instruction* at) {
  switch (at->op) {
    case Opcode::LoadGlobal: at->op = Opcode::LoadName; break;
    case Opcode::StoreGlobal: at->op = Opcode::StoreName; break;
    case Opcode::DeleteGlobal: at->op = Opcode::DeleteName; return;
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
