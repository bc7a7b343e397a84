#pragma once
#include <cstdint>

#include "jit/ir/effects.h"

namespace tauraro::jit {

using NodeId = std::uint32_t;   ///< index into the graph's nodes; 0 is no node
using BlockId = std::uint32_t;  ///< index into the graph's blocks
using StateId = std::uint32_t;  ///< index into the graph's frame states; 0 is no state
inline constexpr NodeId kNoNode = 0;
inline constexpr BlockId kNoBlock = 0xffffffff;
inline constexpr StateId kNoState = 0;

/// Where in its bytecode the interpreter goes on.
enum class StateKind : std::uint8_t {
  Before,  ///< executes the bytecode at pc (again)
  After,   ///< goes on after it: its result is in its register
  Throw,   ///< an exception is pending: goes to the handler of pc
};

/// How memory holds a value.
enum class MemoryKind : std::uint8_t { Value, Raw, Int64, Int32, UInt32, Int16, UInt16, Int8, UInt8, Double, Float, Bool };
unsigned memory_size(MemoryKind kind);
const char* memory_kind_name(MemoryKind kind);

/// As a slot's register: the frame's function, where it is no constant.
inline constexpr std::uint32_t kFunctionRegister = 0xffff'fffe;
/// The same of a frame of `__init__` that makes an instance: the instance, which is the result of the call.
inline constexpr std::uint32_t kInstanceRegister = 0xffff'fffd;

/// The same: the generator of a frame that was resumed inline (FrameState::continuation is kResumedFrame).
inline constexpr std::uint32_t kGeneratorRegister = 0xffff'fffc;
/// FrameState::continuation of a generator's frame, resumed by its caller's loop; 0: of a call.
inline constexpr std::uint8_t kResumedFrame = 1;

/// One value that an exit restores.
struct StateSlot {
  enum class Kind : std::uint8_t {
    Register,      ///< bytecode register `index` of the frame = value
    PendingStore,  ///< a store not yet done: memory[base + index] = value, in the form `memory`
  };
  NodeId value = kNoNode;  ///< a node, a constant, or a VirtualObject
  std::uint32_t index = 0;
  Kind kind = Kind::Register;
  MemoryKind memory = MemoryKind::Value;
  NodeId base = kNoNode;
};

/// The state of one interpreter frame; `caller` chains to the frame that it was inlined into.
/// The caller's pc is that of the call; its kind is After and its continuation says what happens with the result.
struct FrameState {
  StateId caller = kNoState;
  std::uint32_t code = 0;  ///< the builder's number of the code object (the exit handler maps it back)
  std::uint32_t pc = 0;    ///< index of the bytecode
  StateKind kind = StateKind::Before;
  std::uint8_t continuation = 0;          ///< return continuation of THIS frame (what its caller does with its result)
  std::uint32_t continuation_operand = 0; ///< mostly the caller's register that gets the result
  std::uint32_t reason = 0;    ///< the builder's number of the assumption, for the exit profile (innermost frame)
  std::uint32_t first_slot = 0;
  std::uint32_t slot_count = 0;
};

}  // namespace tauraro::jit
