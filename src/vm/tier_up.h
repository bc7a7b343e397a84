#pragma once
#include <cstdint>

#include "bytecode/instruction.h"

namespace tauraro {

class Vm;
struct Frame;
struct GlobalCell;
struct LinkedCode;
struct Thread;
struct Type;
class Value;

/// Compiled code: runs the activation whose window this is (its frame header lies below and is thread->frame) to its end. Returns the
/// bits of the result; or Value::kResumeBits when it left through an exit: the interpreter goes on with thread->frame at its
/// pc (with the pending exception, if there is one). A generator's code that yields has suspended it, and popped its frame.
using CompiledEntry = std::uint64_t (*)(Thread* thread, Value* window);

/// All that the VM knows of the optimizing compiler. jit/driver implements it; without it the VM only interprets.
class TierUp {
 public:
  virtual ~TierUp() = default;
  /// A function has been called often: may set code->entry.
  virtual void function_is_hot(Vm& vm, LinkedCode* code) = 0;
  /// The loop whose header (first instruction of the body) is at word index `header` has been repeated often. `frame`'s registers are current.
  /// Null: go on interpreting.
  virtual CompiledEntry loop_is_hot(Vm& vm, Frame* frame, std::uint32_t header) = 0;
  /// The code of this frame, of a generator that has just been resumed, has been resumed often in the interpreter; its registers are
  /// current, its pc is where it goes on. As loop_is_hot; may set code->resume_entries.
  virtual CompiledEntry resume_is_hot(Vm& vm, Frame* frame) = 0;
  /// What compiled code relies on has changed.
  virtual void type_changed(Vm& vm, Type* type) = 0;
  virtual void global_changed(Vm& vm, GlobalCell* cell) = 0;
  /// sys.settrace and the like: no compiled code may go on running.
  virtual void invalidate_all(Vm& vm) = 0;

  /// In a forked child, before it runs Python code: what it writes must not be its parent's.
  virtual void after_fork() = 0;

  std::uint32_t call_threshold = 1000;  ///< calls until function_is_hot
  std::uint32_t loop_threshold = 1000;  ///< repetitions until loop_is_hot; resumptions until resume_is_hot
};

}  // namespace tauraro
