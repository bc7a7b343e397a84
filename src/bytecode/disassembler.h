#pragma once
#include <string>

#include "bytecode/code_unit.h"

namespace tauraro {

struct DisassembleOptions {
  bool nested = true;      ///< nested units too, behind the one that holds them
  bool filename = true;    ///< in the first line of each unit
};

/// A listing of the unit: for each instruction its word index, source line (where it changes), name and operands; then the exception
/// table. Locals show their names, cells `&name`, cells of free variables `^name`, temporaries `tN`.
std::string disassemble(const CodeUnit& unit, const DisassembleOptions& options = {});

/// One instruction of the listing, without line and word index.
std::string disassemble_instruction(const CodeUnit& unit, std::uint32_t pc);

/// The source position of the instruction at `pc`, or null.
const SourcePosition* position_of(const CodeUnit& unit, std::uint32_t pc);

}  // namespace tauraro
