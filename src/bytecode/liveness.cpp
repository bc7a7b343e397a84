#include "bytecode/liveness.h"

#include <algorithm>

#include "bytecode/code_flow.h"

namespace tauraro {

namespace {

class LivenessBuilder {
 public:
  LivenessBuilder(const CodeUnit& unit, std::uint32_t words, std::vector<std::uint64_t>& bits)
      : unit_(unit), flow_(unit), words_(words), bits_(bits), live_(words) {}

  /// To a fixed point; a pass goes backwards, so that only loops need more than one.
  void build() {
    const std::vector<std::uint32_t> starts = instruction_starts(unit_);
    for (bool changed = true; changed;) {
      changed = false;
      for (auto pc = starts.rbegin(); pc != starts.rend(); ++pc) changed |= update(*pc);
    }
  }

 private:
  std::uint64_t* row(std::uint32_t pc) { return bits_.data() + std::size_t{pc} * words_; }
  void add_row(std::uint32_t pc) {
    if (pc >= unit_.code.size()) return;
    for (std::uint32_t i = 0; i < words_; ++i) live_[i] |= row(pc)[i];
  }
  void insert(std::uint32_t reg) { live_[reg / 64] |= std::uint64_t{1} << (reg % 64); }
  void erase(std::uint32_t reg) { live_[reg / 64] &= ~(std::uint64_t{1} << (reg % 64)); }

  bool update(std::uint32_t pc) {
    const Instruction* at = &unit_.code[pc];
    const OpcodeInfo& info = opcode_info(at->op);
    const RegisterUse use = register_use(at);
    using Condition = RegisterUse::Condition;
    std::fill(live_.begin(), live_.end(), 0);
    const auto erase_first = [&] { for (std::uint32_t j = 0; j < use.writes[0].count; ++j) erase(use.writes[0].first + j); };
    if (info.jumps()) add_row(jump_target(unit_.code.data(), pc));
    if (use.condition == Condition::WhenJumping) erase_first();
    if (!info.ends()) {
      if (use.condition == Condition::WhenFalling) {
        std::vector<std::uint64_t> jumping = live_;
        std::fill(live_.begin(), live_.end(), 0);
        add_row(pc + static_cast<std::uint32_t>(info.words()));
        erase_first();
        for (std::uint32_t i = 0; i < words_; ++i) live_[i] |= jumping[i];
      } else {
        add_row(pc + static_cast<std::uint32_t>(info.words()));
      }
    }
    const int first_write = use.condition == Condition::Always ? 0 : 1;
    for (int i = first_write; i < use.write_count; ++i)
      for (std::uint32_t j = 0; j < use.writes[i].count; ++j) erase(use.writes[i].first + j);
    if (info.raises() && flow_.handler_of(pc) != CodeFlow::kNoHandler) add_row(flow_.handler_of(pc));
    use.for_each_read([&](std::uint32_t reg) { insert(reg); });
    if (std::equal(live_.begin(), live_.end(), row(pc))) return false;
    std::copy(live_.begin(), live_.end(), row(pc));
    return true;
  }

  const CodeUnit& unit_;
  const CodeFlow flow_;
  const std::uint32_t words_;
  std::vector<std::uint64_t>& bits_;
  std::vector<std::uint64_t> live_;
};

}  // namespace

Liveness::Liveness(const CodeUnit& unit) : words_((unit.register_count + 63) / 64), bits_(unit.code.size() * std::size_t{words_}) {
  LivenessBuilder(unit, words_, bits_).build();
}

}  // namespace tauraro
