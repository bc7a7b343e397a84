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

  // Calls of compiled code: offsets in the Thread, of its `frame`, ... ; in a LinkedCode; in a frame header from its window.
  struct Calls {
    std::int32_t frame = 0, depth = 0, recursion_limit = 0, stack_end = 0, handled = 0;
    std::int32_t code_entry = 0, code_instructions = 0;
    std::int32_t header_code = 0, header_function = 0, header_pc = 0, header_caller = 0, header_namespace = 0, header_frame_object = 0,
                 header_handled = 0, header_kind = 0, header_size = 0;
    std::int32_t header_bytes = 64;
    std::int32_t returns_kind = 0;  ///< the 32 bits at header_kind of a frame that returns to its native caller
    std::int32_t inlined_kind = 0;  ///< ... of an inlined frame
    std::int32_t slack_bytes = 0;   ///< kept free above a frame
    std::int32_t resume_bits = 0;   ///< result of compiled code that left for the interpreter
  };
  Calls calls;

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
  const void* pop_frames = nullptr;     ///< void (Thread*, frame): ends frames until this one is the innermost
  const void* resume = nullptr;         ///< uint64 (Thread*, frame): interprets the frame to its end; the result, or 0
  const void* pop_returned = nullptr;   ///< uint64 (Thread*, uint64 result): ends the innermost frame; the result
  /// uint64 (Thread*, Value* window, uint32 exit, SavedRegisters*, void* cookie): what the compiled code returns
  const void* exit = nullptr;
};

}  // namespace tauraro::jit
