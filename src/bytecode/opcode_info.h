#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "bytecode/instruction.h"

namespace tauraro {

/// The layouts of opcodes.def.
enum class OpcodeFormat : std::uint8_t { A, ABC, AI, ABCDE };

/// The flags of opcodes.def. RunsPython is stored with Raises, which it implies.
struct OpcodeFlag {
  enum : std::uint8_t { None = 0, Raises = 1, RunsPython = 2 | Raises, Ends = 4, Jumps = 8, Feedback = 16 };
};

/// One row of opcodes.def.
struct OpcodeInfo {
  std::string_view name;
  OpcodeFormat format;
  std::string_view operands;  ///< letters for a b c (d e), or a i
  std::uint8_t flags;

  bool raises() const { return flags & OpcodeFlag::Raises; }
  bool runs_python() const { return flags & (OpcodeFlag::RunsPython & ~OpcodeFlag::Raises); }
  bool ends() const { return flags & OpcodeFlag::Ends; }
  bool jumps() const { return flags & OpcodeFlag::Jumps; }
  bool has_feedback() const { return flags & OpcodeFlag::Feedback; }
  int words() const { return format == OpcodeFormat::ABCDE ? 2 : 1; }
};

namespace detail {
consteval std::array<OpcodeInfo, kOpcodeCount> make_opcode_table() {
  constexpr int Raises = OpcodeFlag::Raises, RunsPython = OpcodeFlag::RunsPython, Ends = OpcodeFlag::Ends;
  constexpr int Jumps = OpcodeFlag::Jumps, Feedback = OpcodeFlag::Feedback;
  using enum OpcodeFormat;
  return {{
#define OPCODE(name, format, operands, flags) OpcodeInfo{#name, format, operands, flags},
#include "bytecode/opcodes.def"
#undef OPCODE
#undef BINARY_OPCODES
#undef IMMEDIATE_OPCODES
#undef COMPARE_OPCODES
  }};
}
}  // namespace detail

inline constexpr std::array<OpcodeInfo, kOpcodeCount> kOpcodes = detail::make_opcode_table();

constexpr const OpcodeInfo& opcode_info(Opcode op) { return kOpcodes[static_cast<int>(op)]; }

}  // namespace tauraro
