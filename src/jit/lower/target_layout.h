#pragma once
#include <cstdint>

namespace tauraro::jit {

/// What machine code knows of the runtime: offsets in the Thread and in cells, and C++ functions. Filled in by the driver from
/// jit/target; tests fill it in by hand. All functions use the SysV convention and get the Thread first.
struct TargetLayout {
  // Words of the Thread, by offset in bytes.
  std::int32_t request_byte = 0;    ///< not 0: something wants the thread at its next safepoint
  std::int32_t stack_limit = 0;     ///< a native stack pointer below this word means nearly used up
  std::int32_t exit_countdown = 0;  ///< 32 bits; exit stress: counts down at each exit point, and forces the exit that makes it 0
  bool exit_stress = false;

  // Write barrier: needed for a cell when ([cell + barrier_byte] & barrier_mask) == barrier_value.
  std::int32_t barrier_byte = 5;
  std::uint8_t barrier_mask = 0, barrier_value = 1;

  // Allocation: free zeroed cells of one size lie back to back; the next is at `*cursor` unless that equals `cursor[1]`.
  struct Cursor {
    char** cursor = nullptr;          ///< null: no inline allocation of this size
    std::uint32_t class_bytes = 0;    ///< how far one cell is from the next
  };
  static constexpr unsigned kMaxInlineAllocation = 256;  ///< bytes
  Cursor cursors[kMaxInlineAllocation / 8 + 1];          ///< by (size + 7) / 8

  // Slow paths.
  const void* safepoint = nullptr;      ///< uint64 (Thread*): 0 to go on, if nothing that Python can see has
                                        ///< changed; else leave by the exit (it raised, ran Python code or another thread, invalidated)
  const void* box_int = nullptr;        ///< Value (Thread*, int64): an int cell
  const void* write_barrier = nullptr;  ///< void (Thread*, cell)
  const void* write_barrier_slot = nullptr;  ///< void (Thread*, cell, address of the slot)
  const void* allocate = nullptr;       ///< cell (Thread*, size, header): 0 when it raised
  /// uint64 (Thread*, Value* window, uint32 exit, SavedRegisters*, void* cookie): what the compiled code returns
  const void* exit = nullptr;
};

}  // namespace tauraro::jit
