#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "bytecode/code_unit.h"

namespace tauraro {

/// What compiled code depends on beside its own bytes: a file whose key is another one is out of date.
struct CodeFileKey {
  std::uint64_t source_size = 0;
  std::uint64_t source_stamp = 0;  ///< the source's modification time in nanoseconds, or a hash of its bytes
  std::uint32_t options = 0;       ///< whatever else the compiler was told
  bool operator==(const CodeFileKey&) const = default;
};

/// The bytes of a file that keeps the unit and those nested in it. Byte order and integer sizes are those of this machine; the file
/// carries a mark of them and of the opcode table.
std::string write_code_file(const CodeUnit& unit, const CodeFileKey& key);

/// The unit, or null when the bytes are damaged, of another version, or have another key. Whatever the bytes, nothing is read out of
/// bounds, and code that is returned has been verified.
CodeUnitPtr read_code_file(std::string_view bytes, const CodeFileKey& key);

}  // namespace tauraro
