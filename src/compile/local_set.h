#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tauraro {

/// A set of local registers. Cheap to copy for units with few locals.
class LocalSet {
 public:
  bool contains(std::uint32_t local) const {
    if (local < 64) return first_ >> local & 1;
    const std::size_t word = local / 64 - 1;
    return word < rest_.size() && (rest_[word] >> local % 64 & 1);
  }
  void insert(std::uint32_t local) { word(local) |= std::uint64_t{1} << local % 64; }
  void erase(std::uint32_t local) {
    if (contains(local)) word(local) &= ~(std::uint64_t{1} << local % 64);
  }
  void intersect(const LocalSet& other) {
    first_ &= other.first_;
    if (rest_.size() > other.rest_.size()) rest_.resize(other.rest_.size());
    for (std::size_t i = 0; i < rest_.size(); ++i) rest_[i] &= other.rest_[i];
  }
  void subtract(const LocalSet& other) {
    first_ &= ~other.first_;
    for (std::size_t i = 0; i < rest_.size() && i < other.rest_.size(); ++i) rest_[i] &= ~other.rest_[i];
  }

 private:
  std::uint64_t& word(std::uint32_t local) {
    if (local < 64) return first_;
    const std::size_t index = local / 64 - 1;
    if (index >= rest_.size()) rest_.resize(index + 1);
    return rest_[index];
  }
  std::uint64_t first_ = 0;
  std::vector<std::uint64_t> rest_;
};

}  // namespace tauraro
