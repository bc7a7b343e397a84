#pragma once
#include <cstdint>

#include "object/frame.h"

namespace tauraro {

/// What is running: the register stack, the pending and the handled exception, limits. One per Python thread.
/// Compiled code addresses fields by offset (jit/target/layout.h).
struct Thread {
  Vm* vm = nullptr;
  Frame* frame = nullptr;             ///< innermost Python frame
  Value pending;                      ///< exception to be handled, or empty. A stop (the host's limits) has stop != None
  Value handled;                      ///< what sys.exc_info() shows, or empty
  std::uint8_t safepoint = 0;         ///< != 0: the next safepoint takes its slow path
  std::uint8_t stop = 0;              ///< StopReason: cannot be caught
  std::uint8_t in_trace = 0;          ///< != 0: a hook of sys.settrace or sys.setprofile runs, which is not traced itself
  std::uint8_t unused = 0;
  std::int32_t depth = 0;             ///< Python frames
  std::int32_t recursion_limit = 1000;
  std::int32_t native_depth = 0;
  const char* native_stack_limit = nullptr;  ///< addresses below it are too deep
  Value* stack_begin = nullptr;       ///< register stack
  Value* stack_end = nullptr;
  Value* stack_top = nullptr;         ///< first free word above the innermost frame's window while native code runs
  std::int64_t fuel = 0;              ///< back-edges and calls left, when limited
  std::uint64_t exit_countdown = 0;   ///< exit stress: compiled code leaves when it reaches 0
  void* jit_scratch = nullptr;
  Value context_vars;                 ///< contextvars' current context, or empty
  Value tracing;                      ///< sys.settrace function, or empty
  Value profiling;
  Value async_generator_first_iter;   ///< sys.set_asyncgen_hooks, or empty
  Value async_generator_finalizer;
  std::int64_t coroutine_origin_depth = 0;
  Value sentinel;                     ///< lock that is released when the thread ends, or empty
  std::int64_t identity = 0;          ///< threading.get_ident(); 0: not given yet
};

enum class StopReason : std::uint8_t { None, Time, Fuel, Memory, Interrupted };

}  // namespace tauraro
