#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bytecode/code_unit.h"

namespace tauraro {

/// A register while a unit is being assembled. Locals have their final numbers; the other kinds are numbered apart, for how many
/// locals there are is known only at the end.
using Register = std::uint16_t;
inline constexpr Register kFirstTemporary = 0x8000;
inline constexpr Register kFirstCell = 0xc000;  ///< cell variables that are not parameters
inline constexpr Register kFirstFree = 0xe000;  ///< cells of free variables
constexpr bool is_local_register(Register reg) { return reg < kFirstTemporary; }
constexpr bool is_temporary_register(Register reg) { return reg >= kFirstTemporary && reg < kFirstCell; }

/// A place in the code, bound or not yet.
struct Label {
  std::uint32_t index = 0xffff'ffff;
};

struct Place {
  std::int32_t line = -1, end_line = -1, column = -1, end_column = -1;
  bool operator==(const Place&) const = default;
};

/// Writes the code of one unit: instructions with labels, the constant and name pools, positions, exception ranges. Instructions
/// that cannot be reached are dropped.
class Assembler {
 public:
  Label new_label();
  /// Binds a label here. The code here is reachable if it was, or if something jumps to the label.
  void bind(Label label);
  /// Binds the entry of an exception handler.
  void bind_handler(Label label);
  bool is_bound(Label label) const { return labels_[label.index].pc != kUnbound; }
  std::uint32_t pc_of(Label label) const { return labels_[label.index].pc; }

  bool reachable() const { return reachable_; }
  std::uint32_t pc() const { return static_cast<std::uint32_t>(code_.size()); }
  void set_place(const Place& place) { place_ = place; }
  const Place& place() const { return place_; }

  void emit(Opcode op, Register a = 0, std::uint32_t b = 0, std::uint32_t c = 0);
  void emit_int(Opcode op, Register a, std::int32_t i);
  void emit_wide(Opcode op, Register a, std::uint32_t b, std::uint32_t c, std::int32_t d, std::uint32_t e = 0);
  /// An AI instruction whose i, or an ABCDE instruction whose d, is the distance to a label.
  void emit_jump(Opcode op, Register a, Label target);
  void emit_wide_jump(Opcode op, Register a, std::uint32_t b, std::uint32_t c, Label target, std::uint32_t e = 0);

  /// The last reachable instruction (its first word), or null right behind a label.
  Instruction* last();

  std::uint32_t constant(const Constant& constant);
  std::uint32_t name(std::string_view name);
  std::uint32_t new_cache() { return unit_.cache_count++; }
  std::uint32_t add_child(CodeUnitPtr child);

  /// The register of a plain local, made at its first use.
  Register local(std::string_view name);
  void set_cells(const std::vector<std::string>& names, const std::vector<Register>& registers);
  void set_free(const std::vector<std::string>& names) { unit_.free_names = names; }

  /// Notes that a register is used as a temporary, so that the window has room for it.
  void reserve(Register temporary);

  /// Instructions between the labels raise to `handler`. The deeper range wins.
  void add_range(Label start, Label end, Label handler, int depth);

  /// The fields that are not code: names, flags, counts.
  CodeUnit& unit() { return unit_; }
  /// Something did not fit its operand.
  bool overflowed() const { return overflowed_; }

  /// Resolves labels and registers. The assembler is empty afterwards.
  CodeUnitPtr finish();

 private:
  static constexpr std::uint32_t kUnbound = 0xffff'ffff;
  struct LabelState {
    std::uint32_t pc = kUnbound;
    std::uint32_t uses = 0;
  };
  struct Fixup {
    std::uint32_t pc;
    Label target;
  };
  struct Range {
    Label start, end, handler;
    int depth;
  };

  void push(Opcode op, Register a, std::uint32_t b, std::uint32_t c);
  void note_position();
  void drop_last_jump(std::uint32_t pc);
  void resolve_jumps();
  void resolve_ranges();
  void resolve_registers();

  CodeUnit unit_;
  std::vector<Instruction> code_;
  std::vector<LabelState> labels_;
  std::vector<Fixup> fixups_;
  std::vector<Range> ranges_;
  std::unordered_map<std::string, std::uint32_t> constant_index_;
  std::unordered_map<std::string, std::uint32_t> name_index_;
  std::unordered_map<std::string, Register> local_index_;
  std::vector<std::uint32_t> bound_;  // labels in the order of their places
  Place place_;
  std::uint32_t last_pc_ = kUnbound;  // first word of the last instruction, kUnbound right behind a label
  std::uint32_t temporary_count_ = 0;
  bool reachable_ = true;
  bool overflowed_ = false;
};

}  // namespace tauraro
