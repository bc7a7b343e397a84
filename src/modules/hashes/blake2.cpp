// BLAKE2b and BLAKE2s with all parameters.
#include <bit>
#include <cstring>

#include "modules/hashes/constants.h"
#include "modules/hashes/hash.h"

namespace tauraro::hashes {

namespace {

constexpr std::uint8_t kOrders[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

template <class Word>
struct Turns;
template <>
struct Turns<std::uint64_t> {
  static constexpr int kFirst = 32, kSecond = 24, kThird = 16, kFourth = 63, kRounds = 12;
};
template <>
struct Turns<std::uint32_t> {
  static constexpr int kFirst = 16, kSecond = 12, kThird = 8, kFourth = 7, kRounds = 10;
};

/// Word is 64 bits for BLAKE2b, 32 for BLAKE2s.
template <class Word>
class Blake2 final : public Hash {
 public:
  static constexpr std::size_t kBlock = 16 * sizeof(Word);

  explicit Blake2(const Blake2Options& options) : digest_size_(options.digest_size), last_node_(options.last_node) {
    unsigned char parameters[8 * sizeof(Word)] = {};
    parameters[0] = static_cast<unsigned char>(options.digest_size);
    parameters[1] = static_cast<unsigned char>(options.key.size());
    parameters[2] = options.fanout;
    parameters[3] = options.depth;
    std::memcpy(parameters + 4, &options.leaf_size, 4);
    constexpr std::size_t kOffsetBytes = sizeof(Word) == 8 ? 8 : 6;
    std::memcpy(parameters + 8, &options.node_offset, kOffsetBytes);
    parameters[8 + kOffsetBytes] = options.node_depth;
    parameters[9 + kOffsetBytes] = options.inner_size;
    std::memcpy(parameters + 4 * sizeof(Word), options.salt.data(), options.salt.size());
    std::memcpy(parameters + 6 * sizeof(Word), options.person.data(), options.person.size());
    Word words[8];
    std::memcpy(words, parameters, sizeof words);
    for (int i = 0; i < 8; ++i) state_[i] = initial(i) ^ words[i];
    if (options.key.empty()) return;
    std::string block = options.key;
    block.resize(kBlock, '\0');
    update(block);
  }

  void update(std::string_view data) override {
    while (!data.empty()) {
      if (used_ == kBlock) {  // the last block is kept for digest()
        count(kBlock);
        compress(false);
        used_ = 0;
      }
      const std::size_t taken = std::min(data.size(), kBlock - used_);
      std::memcpy(pending_ + used_, data.data(), taken);
      used_ += taken;
      data.remove_prefix(taken);
    }
  }

  std::string digest(std::size_t) const override {
    Blake2 last(*this);
    last.count(used_);
    std::memset(last.pending_ + used_, 0, kBlock - used_);
    last.compress(true);
    std::string bytes(sizeof last.state_, '\0');
    std::memcpy(bytes.data(), last.state_, bytes.size());
    bytes.resize(digest_size_);
    return bytes;
  }

  std::unique_ptr<Hash> copy() const override { return std::make_unique<Blake2>(*this); }

 private:
  static Word initial(int i) { return static_cast<Word>(kSquareRoots[i] >> (64 - 8 * sizeof(Word))); }
  void count(std::size_t bytes) {
    total_[0] += static_cast<Word>(bytes);
    total_[1] += total_[0] < bytes;
  }

  void compress(bool last) {
    using T = Turns<Word>;
    Word message[16], v[16];
    std::memcpy(message, pending_, sizeof message);
    for (int i = 0; i < 8; ++i) {
      v[i] = state_[i];
      v[8 + i] = initial(i);
    }
    v[12] ^= total_[0];
    v[13] ^= total_[1];
    if (last) v[14] = ~v[14];
    if (last && last_node_) v[15] = ~v[15];
    auto mix = [&](int a, int b, int c, int d, Word x, Word y) {
      v[a] += v[b] + x;
      v[d] = std::rotr(v[d] ^ v[a], T::kFirst);
      v[c] += v[d];
      v[b] = std::rotr(v[b] ^ v[c], T::kSecond);
      v[a] += v[b] + y;
      v[d] = std::rotr(v[d] ^ v[a], T::kThird);
      v[c] += v[d];
      v[b] = std::rotr(v[b] ^ v[c], T::kFourth);
    };
    for (int round = 0; round < T::kRounds; ++round) {
      const std::uint8_t* order = kOrders[round % 10];
      for (int i = 0; i < 4; ++i) mix(i, 4 + i, 8 + i, 12 + i, message[order[2 * i]], message[order[2 * i + 1]]);
      for (int i = 0; i < 4; ++i)
        mix(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4, message[order[8 + 2 * i]], message[order[9 + 2 * i]]);
    }
    for (int i = 0; i < 8; ++i) state_[i] ^= v[i] ^ v[8 + i];
  }

  Word state_[8], total_[2] = {0, 0};
  unsigned char pending_[kBlock];
  std::size_t used_ = 0, digest_size_;
  bool last_node_;
};

}  // namespace

std::unique_ptr<Hash> make_blake2b(const Blake2Options& options) { return std::make_unique<Blake2<std::uint64_t>>(options); }
std::unique_ptr<Hash> make_blake2s(const Blake2Options& options) { return std::make_unique<Blake2<std::uint32_t>>(options); }

}  // namespace tauraro::hashes
