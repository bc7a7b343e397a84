#pragma once
#include "modules/hashes/hash.h"
#include "object/bytes.h"
#include "object/containers.h"
#include "object/native.h"
#include "object/runtime.h"

namespace tauraro::hashes {

struct Algorithm {
  const char* name;
  std::uint16_t digest_size;  ///< 0: as long as is asked for
  std::uint16_t block_size;
  std::unique_ptr<Hash> (*make)();
  std::uint8_t suffix = 0;  ///< of SHA-3
};

template <std::size_t kDigest, std::size_t kRate, std::uint8_t kSuffix>
std::unique_ptr<Hash> keccak() { return make_keccak(kDigest, kRate, kSuffix); }
template <std::unique_ptr<Hash> (*kMake)(const Blake2Options&), std::size_t kDigest>
std::unique_ptr<Hash> plain_blake2() {
  Blake2Options options;
  options.digest_size = kDigest;
  return kMake(options);
}

inline constexpr Algorithm kMd5{"md5", 16, 64, make_md5};
inline constexpr Algorithm kSha1{"sha1", 20, 64, make_sha1};
inline constexpr Algorithm kSha224{"sha224", 28, 64, make_sha224};
inline constexpr Algorithm kSha256{"sha256", 32, 64, make_sha256};
inline constexpr Algorithm kSha384{"sha384", 48, 128, make_sha384};
inline constexpr Algorithm kSha512{"sha512", 64, 128, make_sha512};
inline constexpr Algorithm kSha3_224{"sha3_224", 28, 144, keccak<28, 144, 6>, 6};
inline constexpr Algorithm kSha3_256{"sha3_256", 32, 136, keccak<32, 136, 6>, 6};
inline constexpr Algorithm kSha3_384{"sha3_384", 48, 104, keccak<48, 104, 6>, 6};
inline constexpr Algorithm kSha3_512{"sha3_512", 64, 72, keccak<64, 72, 6>, 6};
inline constexpr Algorithm kShake128{"shake_128", 0, 168, keccak<0, 168, 0x1f>, 0x1f};
inline constexpr Algorithm kShake256{"shake_256", 0, 136, keccak<0, 136, 0x1f>, 0x1f};
inline constexpr Algorithm kBlake2b{"blake2b", 64, 128, plain_blake2<make_blake2b, 64>};
inline constexpr Algorithm kBlake2s{"blake2s", 32, 64, plain_blake2<make_blake2s, 32>};

/// `raw` of a hash object.
struct HashState {
  std::unique_ptr<Hash> hash;
  const Algorithm* algorithm;
  std::size_t digest_size;
};
inline HashState& state_of(Value self) { return *static_cast<HashState*>(self.as<NativeObject>()->raw); }

Result<Value> new_hash_object(Vm& vm, Type* type, std::unique_ptr<Hash> hash, const Algorithm* algorithm, std::size_t digest_size);
/// The buffer of data to be hashed; TypeErrors of hash functions for str and others.
Result<void> open_data(Vm& vm, Value data, BufferView* buffer);
Result<void> update_with(Vm& vm, Value self, Value data);
std::string hex_of(std::string_view bytes);

// Methods of hash objects.
Result<Value> update_method(Vm& vm, const Args& args);
Result<Value> copy_method(Vm& vm, const Args& args);
Result<Value> digest_method(Vm& vm, const Args& args);
Result<Value> hexdigest_method(Vm& vm, const Args& args);
Result<Value> shake_digest(Vm& vm, const Args& args);
Result<Value> shake_hexdigest(Vm& vm, const Args& args);
Result<Value> get_name(Vm& vm, Value self);
Result<Value> get_block_size(Vm& vm, Value self);
Result<Value> get_digest_size(Vm& vm, Value self);

}  // namespace tauraro::hashes
