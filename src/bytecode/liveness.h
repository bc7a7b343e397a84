#pragma once
#include <cstdint>
#include <vector>

#include "bytecode/code_unit.h"

namespace tauraro {

/// The registers whose values may still be read before each instruction of a unit. Computed when constructed: time and memory are
/// in proportion to instructions times registers, so make it when it is needed and keep it.
class Liveness {
 public:
  /// \pre the unit is verified
  explicit Liveness(const CodeUnit& unit);

  /// \pre pc is the first word of an instruction
  bool is_live_before(std::uint32_t pc, std::uint32_t reg) const {
    return bits_[std::size_t{pc} * words_ + reg / 64] >> (reg % 64) & 1;
  }
  /// Bit r of the words is register r.
  const std::uint64_t* live_before(std::uint32_t pc) const { return bits_.data() + std::size_t{pc} * words_; }
  std::uint32_t words() const { return words_; }

 private:
  std::uint32_t words_;
  std::vector<std::uint64_t> bits_;  // by pc
};

}  // namespace tauraro
