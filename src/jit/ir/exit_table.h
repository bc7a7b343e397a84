#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "jit/ir/frame_state.h"
#include "jit/ir/graph.h"

namespace tauraro::jit {

/// What the exit routine saved of the machine; the handler gets a pointer to it.
struct SavedRegisters {
  std::uint64_t gpr[16];  ///< by the machine's number; gpr[4] is the compiled frame's stack pointer
  std::uint64_t xmm[16];  ///< low 64 bits of each

  std::uint64_t stack_word(std::uint32_t offset) const {
    return *reinterpret_cast<const std::uint64_t*>(gpr[4] + offset);
  }
};

/// Where machine code holds a value at an exit, and in which form.
struct ExitValue {
  enum class Place : std::uint8_t {
    Constant,  ///< `constant` (a Double's bits; a Bool's 0 or 1)
    Gpr,       ///< saved.gpr[index]
    Xmm,       ///< saved.xmm[index]
    Stack,     ///< saved.stack_word(index)
    Virtual,   ///< the object to be made of table.virtuals[index], once an exit
  };
  Place place = Place::Constant;
  Representation representation = Representation::Value;
  std::uint32_t index = 0;
  std::uint64_t constant = 0;  ///< of an Int64 elsewhere: to be added

  /// The raw word (not for Virtual): an int64, a double's bits, 0 or 1, or a Value's word.
  std::uint64_t read(const SavedRegisters& saved) const {
    if (representation == Representation::Int64 && place != Place::Constant) return read_place(saved) + constant;
    return read_place(saved);
  }
  std::uint64_t read_place(const SavedRegisters& saved) const {
    switch (place) {
      case Place::Gpr: return representation == Representation::Bool ? saved.gpr[index] & 1 : saved.gpr[index];
      case Place::Xmm: return saved.xmm[index];
      case Place::Stack: return representation == Representation::Bool ? saved.stack_word(index) & 1 : saved.stack_word(index);
      default: return constant;
    }
  }
};

/// A bytecode register to be written, or a store not yet done.
struct ExitSlot {
  StateSlot::Kind kind = StateSlot::Kind::Register;
  MemoryKind memory = MemoryKind::Value;
  std::uint32_t index = 0;  ///< the register, or the offset from base
  ExitValue value;
  ExitValue base;  ///< PendingStore: representation Raw or Value, used as an address
};

/// One interpreter frame to be rebuilt; see FrameState for the fields of the same names.
struct ExitFrame {
  std::uint32_t code = 0;
  std::uint32_t pc = 0;
  StateKind kind = StateKind::Before;
  std::uint8_t continuation = 0;
  std::uint32_t continuation_operand = 0;
  std::uint32_t reason = 0;
  std::uint32_t first_slot = 0, slot_count = 0;
};

/// An object to be allocated at the exit: fields as its layout says.
struct ExitVirtual {
  std::uint32_t layout = 0;       ///< index into table.layouts
  std::uint32_t first_field = 0;  ///< into table.fields; as many as the layout has
};

struct ExitPoint {
  std::uint32_t first_frame = 0, frame_count = 0;  ///< innermost first, then its callers
  Op op = Op::Exit;  ///< the op that exits, for logs and statistics
};

/// Side table of a compiled unit: what each of its exits restores. Exit ids index `exits`.
struct ExitTable {
  std::vector<ExitPoint> exits;
  std::vector<ExitFrame> frames;
  std::vector<ExitSlot> slots;
  std::vector<ExitVirtual> virtuals;
  std::vector<ExitValue> fields;
  std::vector<VirtualLayout> layouts;

  std::span<const ExitFrame> frames_of(const ExitPoint& exit) const { return {frames.data() + exit.first_frame, exit.frame_count}; }
  std::span<const ExitSlot> slots_of(const ExitFrame& frame) const { return {slots.data() + frame.first_slot, frame.slot_count}; }
};

}  // namespace tauraro::jit
