#pragma once
#include <cstdint>

#include "jit/asm/x64.h"

namespace tauraro::jit {

/// A machine register of either class: 0-15 general, 16-31 vector.
using Register = std::int8_t;
inline constexpr Register kNoRegister = -1;
constexpr Register register_of(Gpr reg) { return static_cast<Register>(reg); }
constexpr Register register_of(Xmm reg) { return static_cast<Register>(16 + static_cast<int>(reg)); }
constexpr bool is_vector(Register reg) { return reg >= 16; }
constexpr Gpr gpr(Register reg) { return static_cast<Gpr>(reg); }
constexpr Xmm xmm(Register reg) { return static_cast<Xmm>(reg - 16); }

// Fixed uses. Scratch registers are free at every node for the node's own code, and for moves between nodes.
inline constexpr Gpr kThreadRegister = Gpr::r15;
inline constexpr Gpr kWindowRegister = Gpr::r14;
inline constexpr Gpr kScratch = Gpr::r10;   ///< results on their way to a slot, operands
inline constexpr Gpr kScratch2 = Gpr::r11;  ///< addresses, constants, moves from memory to memory
inline constexpr Xmm kVectorScratch = Xmm::xmm14;
inline constexpr Xmm kVectorScratch2 = Xmm::xmm15;

using RegisterSet = std::uint32_t;
constexpr RegisterSet set_of(Register reg) { return RegisterSet{1} << reg; }
constexpr RegisterSet set_of(Gpr reg) { return set_of(register_of(reg)); }

inline constexpr RegisterSet kCalleeSaved = set_of(Gpr::rbx) | set_of(Gpr::rbp) | set_of(Gpr::r12) | set_of(Gpr::r13);
inline constexpr RegisterSet kCallerSavedGprs = set_of(Gpr::rax) | set_of(Gpr::rcx) | set_of(Gpr::rdx) | set_of(Gpr::rsi) |
                                                set_of(Gpr::rdi) | set_of(Gpr::r8) | set_of(Gpr::r9);
inline constexpr RegisterSet kAllocatableGprs = kCalleeSaved | kCallerSavedGprs;
inline constexpr RegisterSet kAllocatableXmms = 0x3fffu << 16;
inline constexpr RegisterSet kCallClobbers = kCallerSavedGprs | kAllocatableXmms;

/// In the order in which they are given out.
inline constexpr Register kGprOrder[] = {register_of(Gpr::rax), register_of(Gpr::rcx), register_of(Gpr::rdx), register_of(Gpr::rsi),
                                         register_of(Gpr::rdi), register_of(Gpr::r8),  register_of(Gpr::r9),  register_of(Gpr::rbx),
                                         register_of(Gpr::rbp), register_of(Gpr::r12), register_of(Gpr::r13)};
inline constexpr Register kXmmOrder[] = {16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29};

}  // namespace tauraro::jit
