#pragma once
#include <string>

#include "bytecode/code_unit.h"

namespace tauraro {

/// Proves that code is safe to run: operands, jumps and exception ranges are in range, control never runs off the end, every
/// register is written before it is read, on exceptional paths too (for a named local: bound, or checked), nested units included.
/// Returns what is wrong, or an empty text.
std::string verify(const CodeUnit& unit);

}  // namespace tauraro
