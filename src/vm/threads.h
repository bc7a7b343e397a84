#pragma once
#include <array>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "object/runtime.h"

namespace tauraro {

/// Bytes of address space of a thread's register stack; only pages that are touched cost memory.
inline constexpr std::size_t kRegisterStackBytes = std::size_t{1} << 29;
/// Words kept beyond stack_end for frames of calls that compiled code has inlined.
inline constexpr std::size_t kInlinedFrameWords = 8192;
/// Gives a thread its register stack.
void map_register_stack(Thread& thread);

/// The lock under which the threads of one VM take turns. Made with the second thread.
struct VmLock {
  std::mutex mutex;
  std::condition_variable free;     ///< nobody holds it
  std::condition_variable changed;  ///< something that threads wait for has happened (notify_change)
  Thread* holder = nullptr;
  std::uint32_t waiting = 0;        ///< threads that want it
  std::uint64_t switches = 0;       ///< times it was taken
};

/// While it lives, the VM belongs to other threads: around system calls that block. The code inside must not touch the VM or its cells
/// (except memory that cannot move or go away).
class BlockingScope {
 public:
  explicit BlockingScope(Vm& vm);
  ~BlockingScope();
  BlockingScope(const BlockingScope&) = delete;
  BlockingScope& operator=(const BlockingScope&) = delete;

 private:
  Vm& vm_;
  Thread* thread_;
  std::array<StackSegment*, 16> suspended_;
  std::size_t suspended_count_ = 0;
};

/// Lets other threads run until one of them calls notify_change, or the time is over (nanoseconds). Returns early at any time:
/// the caller looks again at what it waits for.
void wait_for_change(Vm& vm, std::int64_t nanoseconds);
/// Wakes the threads in wait_for_change.
void notify_change(Vm& vm);

/// Starts an OS thread that calls function(*arguments, **keywords). RuntimeError "can't start new thread". The identity of the new thread.
Result<std::int64_t> start_thread(Vm& vm, Value function, Tuple* arguments, Dict* keywords, std::size_t stack_bytes,
                                  void (*report_uncaught)(Vm& vm, Value function));
/// threading.get_ident() of the running thread.
std::int64_t thread_identity(Vm& vm);

}  // namespace tauraro
