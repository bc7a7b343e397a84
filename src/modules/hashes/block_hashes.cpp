// MD5, SHA-1 and SHA-2: hashes of the Merkle-Damgard construction.
#include <bit>
#include <cstring>

#include "modules/hashes/constants.h"
#include "modules/hashes/hash.h"

namespace tauraro::hashes {

namespace {

template <class Word>
Word load_big(const unsigned char* bytes) {
  Word word = 0;
  for (std::size_t i = 0; i < sizeof(Word); ++i) word = static_cast<Word>(word << 8 | bytes[i]);
  return word;
}
template <class Word>
void store_big(Word word, char* bytes) {
  for (std::size_t i = 0; i < sizeof(Word); ++i) bytes[i] = static_cast<char>(word >> (8 * (sizeof(Word) - 1 - i)));
}

struct Md5 {
  using Word = std::uint32_t;
  static constexpr std::size_t kWords = 4, kBlock = 64, kLengthBytes = 8;
  static constexpr bool kBigEndian = false;

  static void compress(Word* state, const unsigned char* block) {
    static constexpr int kTurns[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    Word message[16];
    std::memcpy(message, block, sizeof message);
    Word a = state[0], b = state[1], c = state[2], d = state[3];
    for (int i = 0; i < 64; ++i) {
      Word mixed;
      int index;
      switch (i / 16) {
        case 0: mixed = (b & c) | (~b & d); index = i; break;
        case 1: mixed = (d & b) | (~d & c); index = (5 * i + 1) % 16; break;
        case 2: mixed = b ^ c ^ d; index = (3 * i + 5) % 16; break;
        default: mixed = c ^ (b | ~d); index = 7 * i % 16; break;
      }
      const Word next = b + std::rotl(a + mixed + kMd5Sines[i] + message[index], kTurns[i / 16][i % 4]);
      a = d;
      d = c;
      c = b;
      b = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }
};

struct Sha1 {
  using Word = std::uint32_t;
  static constexpr std::size_t kWords = 5, kBlock = 64, kLengthBytes = 8;
  static constexpr bool kBigEndian = true;

  static void compress(Word* state, const unsigned char* block) {
    Word schedule[80];
    for (int i = 0; i < 16; ++i) schedule[i] = load_big<Word>(block + 4 * i);
    for (int i = 16; i < 80; ++i) schedule[i] = std::rotl(schedule[i - 3] ^ schedule[i - 8] ^ schedule[i - 14] ^ schedule[i - 16], 1);
    Word a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (int i = 0; i < 80; ++i) {
      Word mixed;
      switch (i / 20) {
        case 0: mixed = ((b & c) | (~b & d)) + 0x5a827999; break;
        case 1: mixed = (b ^ c ^ d) + 0x6ed9eba1; break;
        case 2: mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc; break;
        default: mixed = (b ^ c ^ d) + 0xca62c1d6; break;
      }
      const Word next = std::rotl(a, 5) + mixed + e + schedule[i];
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
  }
};

/// SHA-256 and SHA-512 differ in word size, number of rounds and the rotations.
template <class WordType, int kRounds, int... kTurns>
struct Sha2 {
  using Word = WordType;
  static constexpr std::size_t kWords = 8, kBlock = 16 * sizeof(Word), kLengthBytes = 2 * sizeof(Word);
  static constexpr bool kBigEndian = true;

  static void compress(Word* state, const unsigned char* block) {
    constexpr int turns[] = {kTurns...};
    Word schedule[kRounds];
    for (int i = 0; i < 16; ++i) schedule[i] = load_big<Word>(block + sizeof(Word) * static_cast<std::size_t>(i));
    for (int i = 16; i < kRounds; ++i) {
      const Word x = schedule[i - 15], y = schedule[i - 2];
      const Word small0 = std::rotr(x, turns[0]) ^ std::rotr(x, turns[1]) ^ x >> turns[2];
      const Word small1 = std::rotr(y, turns[3]) ^ std::rotr(y, turns[4]) ^ y >> turns[5];
      schedule[i] = schedule[i - 16] + small0 + schedule[i - 7] + small1;
    }
    Word s[8];
    std::memcpy(s, state, sizeof s);
    for (int i = 0; i < kRounds; ++i) {
      const Word big1 = std::rotr(s[4], turns[9]) ^ std::rotr(s[4], turns[10]) ^ std::rotr(s[4], turns[11]);
      const Word choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
      const Word constant = static_cast<Word>(kCubeRoots[i] >> (64 - 8 * sizeof(Word)));
      const Word first = s[7] + big1 + choice + constant + schedule[i];
      const Word big0 = std::rotr(s[0], turns[6]) ^ std::rotr(s[0], turns[7]) ^ std::rotr(s[0], turns[8]);
      const Word second = big0 + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
      for (int k = 7; k > 0; --k) s[k] = s[k - 1];
      s[4] += first;
      s[0] = first + second;
    }
    for (int i = 0; i < 8; ++i) state[i] += s[i];
  }
};
using Sha256 = Sha2<std::uint32_t, 64, 7, 18, 3, 17, 19, 10, 2, 13, 22, 6, 11, 25>;
using Sha512 = Sha2<std::uint64_t, 80, 1, 8, 7, 19, 61, 6, 28, 34, 39, 14, 18, 41>;

template <class Function>
class BlockHash final : public Hash {
 public:
  using Word = typename Function::Word;
  BlockHash(const Word* initial, std::size_t digest_size) : digest_size_(digest_size) { std::memcpy(state_, initial, sizeof state_); }

  void update(std::string_view data) override {
    total_ += data.size();
    if (used_) {
      const std::size_t taken = std::min(data.size(), Function::kBlock - used_);
      std::memcpy(pending_ + used_, data.data(), taken);
      used_ += taken;
      data.remove_prefix(taken);
      if (used_ < Function::kBlock) return;
      Function::compress(state_, pending_);
      used_ = 0;
    }
    while (data.size() >= Function::kBlock) {
      Function::compress(state_, reinterpret_cast<const unsigned char*>(data.data()));
      data.remove_prefix(Function::kBlock);
    }
    if (data.empty()) return;
    std::memcpy(pending_, data.data(), data.size());
    used_ = data.size();
  }

  std::string digest(std::size_t) const override {
    BlockHash last(*this);
    last.finish();
    std::string bytes(Function::kWords * sizeof(Word), '\0');
    for (std::size_t i = 0; i < Function::kWords; ++i) {
      if constexpr (Function::kBigEndian)
        store_big(last.state_[i], bytes.data() + i * sizeof(Word));
      else
        std::memcpy(bytes.data() + i * sizeof(Word), &last.state_[i], sizeof(Word));
    }
    bytes.resize(digest_size_);
    return bytes;
  }

  std::unique_ptr<Hash> copy() const override { return std::make_unique<BlockHash>(*this); }

 private:
  void finish() {
    const std::uint64_t bits = total_ * 8;
    pending_[used_++] = 0x80;
    if (used_ > Function::kBlock - Function::kLengthBytes) {
      std::memset(pending_ + used_, 0, Function::kBlock - used_);
      Function::compress(state_, pending_);
      used_ = 0;
    }
    std::memset(pending_ + used_, 0, Function::kBlock - used_);
    if constexpr (Function::kBigEndian)
      store_big(bits, reinterpret_cast<char*>(pending_ + Function::kBlock - 8));
    else
      std::memcpy(pending_ + Function::kBlock - 8, &bits, 8);
    Function::compress(state_, pending_);
  }

  Word state_[Function::kWords];
  unsigned char pending_[Function::kBlock];
  std::size_t used_ = 0, digest_size_;
  std::uint64_t total_ = 0;
};

constexpr std::uint32_t kFirstState[] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

}  // namespace

std::unique_ptr<Hash> make_md5() { return std::make_unique<BlockHash<Md5>>(kFirstState, 16); }
std::unique_ptr<Hash> make_sha1() { return std::make_unique<BlockHash<Sha1>>(kFirstState, 20); }
std::unique_ptr<Hash> make_sha256() {
  std::uint32_t state[8];
  for (int i = 0; i < 8; ++i) state[i] = static_cast<std::uint32_t>(kSquareRoots[i] >> 32);
  return std::make_unique<BlockHash<Sha256>>(state, 32);
}
std::unique_ptr<Hash> make_sha224() {  // the second 32 bits of the roots of the 9th to 16th prime
  std::uint32_t state[8];
  for (int i = 0; i < 8; ++i) state[i] = static_cast<std::uint32_t>(kSquareRoots[8 + i]);
  return std::make_unique<BlockHash<Sha256>>(state, 28);
}
std::unique_ptr<Hash> make_sha512() { return std::make_unique<BlockHash<Sha512>>(kSquareRoots, 64); }
std::unique_ptr<Hash> make_sha384() { return std::make_unique<BlockHash<Sha512>>(kSquareRoots + 8, 48); }

}  // namespace tauraro::hashes
