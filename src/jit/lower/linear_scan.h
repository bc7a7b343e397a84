#pragma once
#include <vector>

#include "jit/lower/intervals.h"

namespace tauraro::jit {

/// Gives every interval a register, or leaves parts of it in its slot: linear scan over intervals with holes, splitting them
/// where registers run out or calls destroy them, preferably outside of loops. Every outcome is valid code: an instruction
/// whose operand is in a slot reads memory.
class LinearScan {
 public:
  explicit LinearScan(Intervals& intervals);

  unsigned slot_count() const { return static_cast<unsigned>(slot_ends_.size()); }
  RegisterSet used_registers() const { return used_; }

 private:
  void run();
  void advance(std::uint32_t position);
  bool try_free_register(std::uint32_t id);
  void take_blocked_register(std::uint32_t id);
  void find_clobbers(const Interval& interval, std::uint32_t (&at)[32]) const;
  void assign(std::uint32_t id, Register reg);
  void spill(std::uint32_t id);
  void wait_in_slot(std::uint32_t id, std::uint32_t position);
  void cut_before(std::uint32_t id, std::uint32_t position);
  void evict(std::uint32_t id, std::uint32_t position);
  void queue(std::uint32_t id);
  std::uint32_t split_between(std::uint32_t id, std::uint32_t least, std::uint32_t most);
  std::uint32_t best_split(std::uint32_t least, std::uint32_t most) const;
  std::uint32_t block_at(std::uint32_t position) const;
  Register hinted(const Interval& interval) const;
  void give_slot(std::uint32_t parent);
  void choose_store_places();

  Intervals& intervals_;
  std::vector<std::uint32_t> queue_;  // a heap, least start first
  std::vector<std::uint32_t> active_, inactive_;
  std::vector<std::uint32_t> slot_ends_;
  RegisterSet used_ = 0;
  std::uint32_t first_clobber_ = 0;  // the first that is not behind the present position
};

}  // namespace tauraro::jit
