#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tauraro::hashes {

/// A digest in the making.
class Hash {
 public:
  virtual ~Hash() = default;
  virtual void update(std::string_view data) = 0;
  /// The digest of what came so far. `length`: of functions of any length; the others ignore it.
  virtual std::string digest(std::size_t length) const = 0;
  virtual std::unique_ptr<Hash> copy() const = 0;
};

/// What a BLAKE2 may be given besides data.
struct Blake2Options {
  std::size_t digest_size = 0;
  std::string key, salt, person;
  std::uint8_t fanout = 1, depth = 1, node_depth = 0, inner_size = 0;
  std::uint32_t leaf_size = 0;
  std::uint64_t node_offset = 0;
  bool last_node = false;
};

std::unique_ptr<Hash> make_md5();
std::unique_ptr<Hash> make_sha1();
std::unique_ptr<Hash> make_sha224();
std::unique_ptr<Hash> make_sha256();
std::unique_ptr<Hash> make_sha384();
std::unique_ptr<Hash> make_sha512();
/// \param digest_size 0 for SHAKE; `rate` in bytes, `suffix` the domain bits
std::unique_ptr<Hash> make_keccak(std::size_t digest_size, std::size_t rate, std::uint8_t suffix);
std::unique_ptr<Hash> make_blake2b(const Blake2Options& options);
std::unique_ptr<Hash> make_blake2s(const Blake2Options& options);

}  // namespace tauraro::hashes
