// SHA-3 and SHAKE.
#include <bit>
#include <cstring>

#include "modules/hashes/constants.h"
#include "modules/hashes/hash.h"

namespace tauraro::hashes {

namespace {

void permute(std::uint64_t* lanes) {
  static constexpr int kTurns[24] = {1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44};
  static constexpr int kPlaces[24] = {10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1};
  for (const std::uint64_t constant : kKeccakRounds) {
    std::uint64_t parity[5];
    for (int x = 0; x < 5; ++x) parity[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
    for (int x = 0; x < 5; ++x) {
      const std::uint64_t change = parity[(x + 4) % 5] ^ std::rotl(parity[(x + 1) % 5], 1);
      for (int y = 0; y < 25; y += 5) lanes[x + y] ^= change;
    }
    std::uint64_t moved = lanes[1];
    for (int i = 0; i < 24; ++i) {
      const std::uint64_t displaced = lanes[kPlaces[i]];
      lanes[kPlaces[i]] = std::rotl(moved, kTurns[i]);
      moved = displaced;
    }
    for (int y = 0; y < 25; y += 5) {
      std::uint64_t row[5];
      std::memcpy(row, lanes + y, sizeof row);
      for (int x = 0; x < 5; ++x) lanes[x + y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
    }
    lanes[0] ^= constant;
  }
}

class Keccak final : public Hash {
 public:
  Keccak(std::size_t digest_size, std::size_t rate, std::uint8_t suffix) : digest_size_(digest_size), rate_(rate), suffix_(suffix) {}

  void update(std::string_view data) override {
    for (const char c : data) {
      add(used_++, static_cast<unsigned char>(c));
      if (used_ < rate_) continue;
      permute(lanes_);
      used_ = 0;
    }
  }
  std::string digest(std::size_t length) const override {
    Keccak last(*this);
    last.add(last.used_, suffix_);
    last.add(rate_ - 1, 0x80);
    permute(last.lanes_);
    return last.squeeze(digest_size_ ? digest_size_ : length);
  }
  std::unique_ptr<Hash> copy() const override { return std::make_unique<Keccak>(*this); }

 private:
  void add(std::size_t place, unsigned char byte) { lanes_[place / 8] ^= static_cast<std::uint64_t>(byte) << (8 * (place % 8)); }
  std::string squeeze(std::size_t length) {
    std::string out(length, '\0');
    for (std::size_t at = 0; at < length; at += rate_) {
      if (at) permute(lanes_);
      std::memcpy(out.data() + at, lanes_, std::min(rate_, length - at));
    }
    return out;
  }

  std::uint64_t lanes_[25] = {};
  std::size_t used_ = 0, digest_size_, rate_;
  std::uint8_t suffix_;
};

}  // namespace

std::unique_ptr<Hash> make_keccak(std::size_t digest_size, std::size_t rate, std::uint8_t suffix) {
  return std::make_unique<Keccak>(digest_size, rate, suffix);
}

}  // namespace tauraro::hashes
