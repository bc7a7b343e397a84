#pragma once
#include <cstdint>

namespace tauraro {

/// Words of a frame's header, directly below its register window (object/frame.h); a call window leaves room for them.
inline constexpr int kFrameHeaderWords = 8;

/// No keyword names (operand e of Call), and no register (Raise).
inline constexpr std::uint32_t kNoNames = 0xffff'ffff;
inline constexpr std::uint16_t kNoRegister = 0xffff;

enum class Opcode : std::uint8_t {
#define OPCODE(name, ...) name,
#include "bytecode/opcodes.def"
#undef OPCODE
#undef BINARY_OPCODES
#undef IMMEDIATE_OPCODES
#undef COMPARE_OPCODES
};
#define OPCODE(...) +1
inline constexpr int kOpcodeCount = 0
#include "bytecode/opcodes.def"
    ;
#undef OPCODE
#undef BINARY_OPCODES
#undef IMMEDIATE_OPCODES
#undef COMPARE_OPCODES
static_assert(kOpcodeCount <= 256, "an opcode is one byte");

/// One 8-byte instruction word. An instruction of format ABCDE is followed by a second word, read as `Extension`.
struct Instruction {
  Opcode op;
  std::uint8_t feedback;  ///< kinds seen at this site (object/feedback.h); 0 in unlinked code
  std::uint16_t a;
  union {
    struct {
      std::uint16_t b, c;
    };
    std::int32_t i;
  };
  std::int16_t signed_b() const { return static_cast<std::int16_t>(b); }
  std::int16_t signed_c() const { return static_cast<std::int16_t>(c); }
};
struct Extension {
  std::int32_t d;
  std::uint32_t e;
};
static_assert(sizeof(Instruction) == 8 && sizeof(Extension) == 8);

}  // namespace tauraro
