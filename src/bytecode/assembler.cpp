#include "bytecode/assembler.h"

#include <algorithm>
#include <bit>
#include <cassert>

#include "bytecode/register_use.h"

namespace tauraro {
namespace {

template <typename T>
void append_bits(std::string& key, T value) {
  key.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// Equal exactly for constants of the same type and bits: 0.0 is not -0.0, 1 is neither True nor 1.0.
void append_key(std::string& key, const Constant& constant) {
  key.push_back(static_cast<char>(constant.kind));
  switch (constant.kind) {
    case Constant::Kind::Int: append_bits(key, constant.integer); break;
    case Constant::Kind::Double: append_bits(key, std::bit_cast<std::uint64_t>(constant.real)); break;
    case Constant::Kind::Complex:
      append_bits(key, std::bit_cast<std::uint64_t>(constant.real));
      append_bits(key, std::bit_cast<std::uint64_t>(constant.imaginary));
      break;
    case Constant::Kind::BigInt:
    case Constant::Kind::Str:
    case Constant::Kind::Bytes:
      append_bits(key, constant.text.size());
      key += constant.text;
      break;
    case Constant::Kind::Tuple:
    case Constant::Kind::FrozenSet:
      append_bits(key, constant.items.size());
      for (const Constant& item : constant.items) append_key(key, item);
      break;
    default: break;
  }
}

}  // namespace

Label Assembler::new_label() {
  labels_.push_back({});
  return Label{static_cast<std::uint32_t>(labels_.size() - 1)};
}

void Assembler::drop_last_jump(std::uint32_t at) {
  code_.resize(at);
  fixups_.pop_back();
  while (!unit_.positions.empty() && unit_.positions.back().pc >= at) unit_.positions.pop_back();
  for (auto label = bound_.rbegin(); label != bound_.rend() && labels_[*label].pc > at; ++label) labels_[*label].pc = at;
  last_pc_ = kUnbound;
}

void Assembler::bind(Label label) {
  LabelState& state = labels_[label.index];
  assert(state.pc == kUnbound);
  const bool jumps_here = !fixups_.empty() && fixups_.back().target.index == label.index && fixups_.back().pc + 1 == pc() &&
                          code_.back().op == Opcode::Jump;
  if (jumps_here) {
    drop_last_jump(pc() - 1);
    reachable_ = true;
  }
  bound_.push_back(label.index);
  state.pc = pc();
  if (state.uses > 0) reachable_ = true;
  last_pc_ = kUnbound;
}

void Assembler::bind_handler(Label label) {
  ++labels_[label.index].uses;
  bind(label);
}

void Assembler::note_position() {
  const SourcePosition entry{pc(), place_.line, place_.end_line, place_.column, place_.end_column};
  if (!unit_.positions.empty()) {
    const SourcePosition& last = unit_.positions.back();
    if (last.line == entry.line && last.end_line == entry.end_line && last.column == entry.column && last.end_column == entry.end_column)
      return;
  }
  unit_.positions.push_back(entry);
}

void Assembler::push(Opcode op, Register a, std::uint32_t b, std::uint32_t c) {
  note_position();
  last_pc_ = pc();
  if (b > 0xffff || c > 0xffff) overflowed_ = true;
  Instruction word{};
  word.op = op;
  word.a = a;
  word.b = static_cast<std::uint16_t>(b);
  word.c = static_cast<std::uint16_t>(c);
  code_.push_back(word);
  if (opcode_info(op).ends()) reachable_ = false;
}

void Assembler::emit(Opcode op, Register a, std::uint32_t b, std::uint32_t c) {
  assert(opcode_info(op).format == OpcodeFormat::A || opcode_info(op).format == OpcodeFormat::ABC);
  if (reachable_) push(op, a, b, c);
}

void Assembler::emit_int(Opcode op, Register a, std::int32_t i) {
  assert(opcode_info(op).format == OpcodeFormat::AI);
  if (!reachable_) return;
  push(op, a, 0, 0);
  code_.back().i = i;
}

void Assembler::emit_wide(Opcode op, Register a, std::uint32_t b, std::uint32_t c, std::int32_t d, std::uint32_t e) {
  assert(opcode_info(op).format == OpcodeFormat::ABCDE);
  if (!reachable_) return;
  push(op, a, b, c);
  const Extension extension{d, e};
  code_.push_back(std::bit_cast<Instruction>(extension));
}

void Assembler::emit_jump(Opcode op, Register a, Label target) {
  if (!reachable_) return;
  fixups_.push_back({pc(), target});
  ++labels_[target.index].uses;
  emit_int(op, a, 0);
}

void Assembler::emit_wide_jump(Opcode op, Register a, std::uint32_t b, std::uint32_t c, Label target, std::uint32_t e) {
  if (!reachable_) return;
  fixups_.push_back({pc(), target});
  ++labels_[target.index].uses;
  emit_wide(op, a, b, c, 0, e);
}

Instruction* Assembler::last() { return last_pc_ == kUnbound ? nullptr : &code_[last_pc_]; }

std::uint32_t Assembler::constant(const Constant& constant) {
  std::string key;
  append_key(key, constant);
  const auto [at, added] = constant_index_.try_emplace(std::move(key), static_cast<std::uint32_t>(unit_.constants.size()));
  if (added) unit_.constants.push_back(constant);
  return at->second;
}

std::uint32_t Assembler::name(std::string_view name) {
  const auto [at, added] = name_index_.try_emplace(std::string(name), static_cast<std::uint32_t>(unit_.names.size()));
  if (added) unit_.names.emplace_back(name);
  return at->second;
}

std::uint32_t Assembler::add_child(CodeUnitPtr child) {
  unit_.children.push_back(std::move(child));
  return static_cast<std::uint32_t>(unit_.children.size() - 1);
}

Register Assembler::local(std::string_view name) {
  const auto [at, added] = local_index_.try_emplace(std::string(name), static_cast<Register>(unit_.local_names.size()));
  if (added) {
    if (unit_.local_names.size() >= kFirstTemporary) overflowed_ = true;
    unit_.local_names.emplace_back(name);
  }
  return at->second;
}

void Assembler::set_cells(const std::vector<std::string>& names, const std::vector<Register>& registers) {
  unit_.cell_names = names;
  unit_.cell_registers = registers;
}

void Assembler::reserve(Register temporary) {
  assert(is_temporary_register(temporary));
  temporary_count_ = std::max<std::uint32_t>(temporary_count_, temporary - kFirstTemporary + 1u);
}

void Assembler::add_range(Label start, Label end, Label handler, int depth) { ranges_.push_back({start, end, handler, depth}); }

void Assembler::resolve_jumps() {
  for (const Fixup& fixup : fixups_) {
    assert(is_bound(fixup.target));
    Instruction& word = code_[fixup.pc];
    const std::uint32_t next = fixup.pc + static_cast<std::uint32_t>(opcode_info(word.op).words());
    const auto distance = static_cast<std::int32_t>(pc_of(fixup.target) - next);
    if (opcode_info(word.op).format == OpcodeFormat::AI)
      word.i = distance;
    else
      reinterpret_cast<Extension&>(code_[fixup.pc + 1]).d = distance;
  }
  // A forward jump to an unconditional forward jump goes where that one goes. From the end, so that chains shrink in one pass.
  for (auto fixup = fixups_.rbegin(); fixup != fixups_.rend(); ++fixup) {
    const std::uint32_t target = jump_target(code_.data(), fixup->pc);
    if (target <= fixup->pc || target >= code_.size() || code_[target].op != Opcode::Jump) continue;
    const auto extra = static_cast<std::int32_t>(jump_target(code_.data(), target) - target);
    if (extra < 0) continue;
    if (opcode_info(code_[fixup->pc].op).format == OpcodeFormat::AI)
      code_[fixup->pc].i += extra;
    else
      reinterpret_cast<Extension&>(code_[fixup->pc + 1]).d += extra;
  }
}

void Assembler::resolve_ranges() {
  std::stable_sort(ranges_.begin(), ranges_.end(), [](const Range& x, const Range& y) { return x.depth > y.depth; });
  for (const Range& range : ranges_) {
    const std::uint32_t start = labels_[range.start.index].pc, end = labels_[range.end.index].pc;
    if (start < end) unit_.exceptions.push_back({start, end, labels_[range.handler.index].pc});
  }
}

void Assembler::resolve_registers() {
  unit_.plain_local_count = static_cast<std::uint32_t>(unit_.local_names.size());
  std::vector<Register> cells = unit_.cell_registers;
  std::uint32_t extra_cells = 0;
  for (std::size_t i = 0; i < cells.size(); ++i)
    if (cells[i] >= kFirstCell) {
      unit_.local_names.push_back(unit_.cell_names[i]);
      ++extra_cells;
    }
  unit_.local_count = unit_.plain_local_count + extra_cells;
  unit_.first_free_register = static_cast<std::uint16_t>(unit_.local_count);
  const std::uint32_t first_temporary = unit_.local_count + static_cast<std::uint32_t>(unit_.free_names.size());
  unit_.register_count = first_temporary + temporary_count_;
  if (unit_.register_count >= 0xffff) overflowed_ = true;
  const auto resolve = [&](std::uint16_t& reg) {
    if (is_local_register(reg)) return;
    std::uint32_t number = 0;
    if (is_temporary_register(reg)) number = first_temporary + (reg - kFirstTemporary);
    else if (reg < kFirstFree) number = unit_.plain_local_count + (reg - kFirstCell);
    else number = unit_.local_count + (reg - kFirstFree);
    reg = static_cast<std::uint16_t>(number);
  };
  for (std::size_t pc = 0; pc < code_.size(); pc += static_cast<std::size_t>(opcode_info(code_[pc].op).words()))
    visit_register_fields(&code_[pc], resolve);
  for (std::uint16_t& reg : unit_.cell_registers) resolve(reg);
}

CodeUnitPtr Assembler::finish() {
  resolve_jumps();
  resolve_ranges();
  resolve_registers();
  unit_.code = std::move(code_);
  return std::make_shared<const CodeUnit>(std::move(unit_));
}

}  // namespace tauraro
