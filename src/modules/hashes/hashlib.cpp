// _hashlib: the interface that CPython gives to OpenSSL, on our own algorithms: constructors by name, HMAC, PBKDF2, scrypt.
#include <bit>
#include <cstring>
#include <vector>

#include "modules/hashes/hash_objects.h"
#include "modules/module_support.h"

namespace tauraro {

namespace hashes {
namespace {

constexpr const Algorithm* kAlgorithms[] = {&kMd5,      &kSha1,     &kSha224,   &kSha256,   &kSha384,   &kSha512,  &kSha3_224,
                                            &kSha3_256, &kSha3_384, &kSha3_512, &kShake128, &kShake256, &kBlake2b, &kBlake2s};

constexpr NativeTypeSpec kUnsupportedType{"_hashlib.UnsupportedDigestmodError", {}};

/// An algorithm by OpenSSL's or hashlib's name; null when unknown.
const Algorithm* find_algorithm(std::string name) {
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (c == '-') c = '_';
  }
  if (name.starts_with("sha_")) name.erase(3, 1);
  if (name == "blake2b512") name = "blake2b";
  if (name == "blake2s256") name = "blake2s";
  if (name == "shake128" || name == "shake256") name.insert(5, "_");
  for (const Algorithm* algorithm : kAlgorithms)
    if (name == algorithm->name) return algorithm;
  return nullptr;
}

Raised raise_unsupported(Vm& vm) { return vm.raise(TypeId::ValueError, "[digital envelope routines] unsupported"); }

// ---- HASH, HASHXOF ----

Result<Value> hash_repr(Vm& vm, const Args& args) {
  char address[32];
  std::snprintf(address, sizeof address, "%p", static_cast<void*>(args[0].as_cell()));
  const char* type = state_of(args[0]).algorithm->digest_size ? "HASH" : "HASHXOF";
  return Value::from_cell(TRY(new_str(vm, concat("<", state_of(args[0]).algorithm->name, " _hashlib.", type, " object @ ", address, ">"))));
}

constexpr NativeMethod kHashMethods[] = {
    {"__repr__", hash_repr, "($self, /)"},
    {"copy", copy_method, "($self, /)"},
    {"digest", digest_method, "($self, /)"},
    {"hexdigest", hexdigest_method, "($self, /)"},
    {"update", update_method, "($self, obj, /)"},
};
constexpr NativeMethod kXofMethods[] = {
    {"__repr__", hash_repr, "($self, /)"},
    {"copy", copy_method, "($self, /)"},
    {"digest", shake_digest, "($self, /, length)"},
    {"hexdigest", shake_hexdigest, "($self, /, length)"},
    {"update", update_method, "($self, obj, /)"},
};
constexpr NativeGetSet kGetSets[] = {{"name", get_name}, {"block_size", get_block_size}, {"digest_size", get_digest_size}};
constexpr NativeTypeSpec kHashType{"_hashlib.HASH", kHashMethods, kGetSets, "A hash in the making."};
constexpr NativeTypeSpec kXofType{"_hashlib.HASHXOF", kXofMethods, kGetSets, "A hash of any length in the making."};

Result<Value> new_hash(Vm& vm, const Algorithm* algorithm, Value data) {
  Type* type = vm.native_type(algorithm->digest_size ? kHashType : kXofType);
  const Value object = TRY(new_hash_object(vm, type, algorithm->make(), algorithm, algorithm->digest_size));
  if (!data.is_empty()) TRY(update_with(vm, object, data));
  return object;
}

template <const Algorithm& kAlgorithm>
Result<Value> open_function(Vm& vm, const Args& args) { return new_hash(vm, &kAlgorithm, args[0]); }

Result<Value> new_function(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Str)) return vm.raise(TypeId::TypeError, "name must be a string");
  const Algorithm* algorithm = find_algorithm(text_of(vm, args[0]));
  if (!algorithm) return raise_unsupported(vm);
  return new_hash(vm, algorithm, args[1]);
}

// ---- HMAC ----

/// Keyed hash: outer(key ^ 0x5c.., inner(key ^ 0x36.., data)). A Hash itself.
class Hmac final : public Hash {
 public:
  Hmac(const Algorithm* algorithm, std::string_view key) : inner_(algorithm->make()), outer_(algorithm->make()) {
    std::string block(key);
    if (block.size() > algorithm->block_size) {
      const std::unique_ptr<Hash> shortened = algorithm->make();
      shortened->update(key);
      block = shortened->digest(0);
    }
    block.resize(algorithm->block_size, '\0');
    for (char& c : block) c = static_cast<char>(c ^ 0x36);
    inner_->update(block);
    for (char& c : block) c = static_cast<char>(c ^ 0x36 ^ 0x5c);
    outer_->update(block);
  }
  Hmac(const Hmac& other) : inner_(other.inner_->copy()), outer_(other.outer_->copy()) {}
  void update(std::string_view data) override { inner_->update(data); }
  std::string digest(std::size_t) const override {
    const std::unique_ptr<Hash> last = outer_->copy();
    last->update(inner_->digest(0));
    return last->digest(0);
  }
  std::unique_ptr<Hash> copy() const override { return std::make_unique<Hmac>(*this); }

 private:
  std::unique_ptr<Hash> inner_, outer_;
};

/// What digestmod names: a str or one of our openssl_ functions.
Result<const Algorithm*> digest_argument(Vm& vm, Value digest) {
  std::string name;
  if (digest.is(kind::Str)) {
    name = text_of(vm, digest);
  } else if (digest.is(kind::NativeFunction)) {
    name = digest.as<NativeFunction>()->definition->name;
    if (name.starts_with("openssl_")) name.erase(0, 8);
  } else {
    const Value shown = TRY(repr(vm, digest));
    return raise_of_type(vm, vm.native_type(kUnsupportedType), concat("Unsupported digestmod ", text_of(vm, shown)));
  }
  const Algorithm* algorithm = find_algorithm(name);
  if (!algorithm || !algorithm->digest_size) return raise_unsupported(vm);
  return algorithm;
}

Result<Value> hmac_repr(Vm& vm, const Args& args) {
  char address[32];
  std::snprintf(address, sizeof address, "%p", static_cast<void*>(args[0].as_cell()));
  return Value::from_cell(TRY(new_str(vm, concat("<", state_of(args[0]).algorithm->name, " HMAC object @ ", address, ">"))));
}
Result<Value> hmac_name(Vm& vm, Value self) { return Value::from_cell(TRY(new_str(vm, concat("hmac-", state_of(self).algorithm->name)))); }
constexpr NativeMethod kHmacMethods[] = {
    {"__repr__", hmac_repr, "($self, /)"},
    {"copy", copy_method, "($self, /)"},
    {"digest", digest_method, "($self, /)"},
    {"hexdigest", hexdigest_method, "($self, /)"},
    {"update", update_method, "($self, /, msg)"},
};
constexpr NativeGetSet kHmacGetSets[] = {{"name", hmac_name}, {"block_size", get_block_size}, {"digest_size", get_digest_size}};
constexpr NativeTypeSpec kHmacType{"_hashlib.HMAC", kHmacMethods, kHmacGetSets, "A keyed hash in the making."};

Result<Value> hmac_new(Vm& vm, const Args& args) {
  if (!args.has(2) || args[2].is_none()) return vm.raise(TypeId::TypeError, "Missing required parameter 'digestmod'.");
  BufferView key;
  TRY(key.open(vm, args[0]));
  const Algorithm* algorithm = TRY(digest_argument(vm, args[2]));
  const Value object = TRY(new_hash_object(vm, vm.native_type(kHmacType), std::make_unique<Hmac>(algorithm, key.view()), algorithm, algorithm->digest_size));
  if (args.has(1) && !args[1].is_none()) TRY(update_with(vm, object, args[1]));
  return object;
}

Result<Value> hmac_digest(Vm& vm, const Args& args) {
  BufferView key, message;
  TRY(key.open(vm, args[0]));
  TRY(message.open(vm, args[1]));
  const Algorithm* algorithm = TRY(digest_argument(vm, args[2]));
  Hmac hmac(algorithm, key.view());
  hmac.update(message.view());
  return Value::from_cell(TRY(new_bytes(vm, hmac.digest(0))));
}

// ---- key derivation ----

Result<void> pbkdf2(Vm& vm, const Algorithm* algorithm, std::string_view password, std::string_view salt, std::int64_t iterations, std::size_t length,
                    std::string* key) {
  const Hmac keyed(algorithm, password);
  for (std::uint32_t block = 1; key->size() < length; ++block) {
    Hmac first(keyed);
    first.update(salt);
    const char number[4] = {static_cast<char>(block >> 24), static_cast<char>(block >> 16), static_cast<char>(block >> 8), static_cast<char>(block)};
    first.update({number, 4});
    std::string round = first.digest(0), sum = round;
    for (std::int64_t i = 1; i < iterations; ++i) {
      Hmac next(keyed);
      next.update(round);
      round = next.digest(0);
      for (std::size_t k = 0; k < sum.size(); ++k) sum[k] = static_cast<char>(sum[k] ^ round[k]);
      if (i % 1024 == 0) TRY(vm.poll());
    }
    *key += sum;
  }
  key->resize(length);
  return {};
}

Result<Value> pbkdf2_hmac(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "pbkdf2_hmac() argument 'hash_name' must be str, not ", full_type_name(vm, vm.type_of(args[0])));
  BufferView password, salt;
  TRY(password.open(vm, args[1]));
  TRY(salt.open(vm, args[2]));
  const std::int64_t iterations = TRY(index_to_int64(vm, args[3]));
  const Algorithm* algorithm = find_algorithm(text_of(vm, args[0]));
  if (!algorithm || !algorithm->digest_size) return raise_unsupported(vm);
  if (iterations < 1) return vm.raise(TypeId::ValueError, "iteration value must be greater than 0.");
  if (iterations > INT32_MAX) return vm.raise(TypeId::OverflowError, "iteration value is too great.");
  const std::int64_t length = args.has(4) && !args[4].is_none() ? TRY(index_to_int64(vm, args[4])) : algorithm->digest_size;
  if (length < 1) return vm.raise(TypeId::ValueError, "key length must be greater than 0.");
  if (length > INT32_MAX) return vm.raise(TypeId::OverflowError, "key length is too great.");
  std::string key;
  TRY(pbkdf2(vm, algorithm, password.view(), salt.view(), iterations, static_cast<std::size_t>(length), &key));
  return Value::from_cell(TRY(new_bytes(vm, key)));
}

void salsa20_8(std::uint32_t* block) {
  std::uint32_t x[16];
  std::memcpy(x, block, sizeof x);
  auto quarter = [&](int a, int b, int c, int d) {
    x[b] ^= std::rotl(x[a] + x[d], 7);
    x[c] ^= std::rotl(x[b] + x[a], 9);
    x[d] ^= std::rotl(x[c] + x[b], 13);
    x[a] ^= std::rotl(x[d] + x[c], 18);
  };
  for (int i = 0; i < 4; ++i) {
    quarter(0, 4, 8, 12);
    quarter(5, 9, 13, 1);
    quarter(10, 14, 2, 6);
    quarter(15, 3, 7, 11);
    quarter(0, 1, 2, 3);
    quarter(5, 6, 7, 4);
    quarter(10, 11, 8, 9);
    quarter(15, 12, 13, 14);
  }
  for (int i = 0; i < 16; ++i) block[i] += x[i];
}

/// scrypt's BlockMix on 2 * r blocks of 16 words.
void mix_blocks(std::vector<std::uint32_t>& blocks, std::vector<std::uint32_t>& scratch, std::size_t r) {
  std::uint32_t x[16];
  std::memcpy(x, &blocks[(2 * r - 1) * 16], sizeof x);
  for (std::size_t i = 0; i < 2 * r; ++i) {
    for (std::size_t k = 0; k < 16; ++k) x[k] ^= blocks[i * 16 + k];
    salsa20_8(x);
    std::memcpy(&scratch[(i / 2 + (i % 2 ? r : 0)) * 16], x, sizeof x);
  }
  blocks.swap(scratch);
}

Result<void> mix_one(Vm& vm, char* part, std::uint64_t n, std::size_t r) {
  const std::size_t words = 32 * r;
  std::vector<std::uint32_t> blocks(words), scratch(words), table(words * n);
  std::memcpy(blocks.data(), part, words * 4);
  for (std::uint64_t i = 0; i < n; ++i) {
    std::memcpy(&table[i * words], blocks.data(), words * 4);
    mix_blocks(blocks, scratch, r);
    if (i % 256 == 0) TRY(vm.poll());
  }
  for (std::uint64_t i = 0; i < n; ++i) {
    const std::uint64_t pick = (blocks[words - 16] | static_cast<std::uint64_t>(blocks[words - 15]) << 32) & (n - 1);
    for (std::size_t k = 0; k < words; ++k) blocks[k] ^= table[pick * words + k];
    mix_blocks(blocks, scratch, r);
    if (i % 256 == 0) TRY(vm.poll());
  }
  std::memcpy(part, blocks.data(), words * 4);
  return {};
}

/// An int option that must be given; `limit` included.
Result<std::int64_t> required_number(Vm& vm, Value value, const char* name) {
  if (value.is_empty() || value.is_none() || !is_int_like(value)) return vm.raise_error(TypeId::TypeError, name, " is required and must be an unsigned int");
  return index_to_int64(vm, value);
}

Result<Value> scrypt(Vm& vm, const Args& args) {
  BufferView password, salt;
  TRY(password.open(vm, args[0]));
  if (!args.has(1) || args[1].is_none()) return vm.raise(TypeId::TypeError, "salt is required");
  TRY(salt.open(vm, args[1]));
  const std::int64_t n = TRY(required_number(vm, args[2], "n"));
  if (n < 2 || (n & (n - 1))) return vm.raise(TypeId::ValueError, "n must be a power of 2.");
  const std::int64_t r = TRY(required_number(vm, args[3], "r")), p = TRY(required_number(vm, args[4], "p"));
  const std::int64_t maximum = args.has(5) ? TRY(index_to_int64(vm, args[5])) : 0, length = args.has(6) ? TRY(index_to_int64(vm, args[6])) : 64;
  if (maximum < 0 || maximum > INT32_MAX) return vm.raise_error(TypeId::ValueError, "maxmem must be positive and smaller than ", INT32_MAX);
  if (length < 1 || length > INT32_MAX) return vm.raise_error(TypeId::ValueError, "dklen must be greater than 0 and smaller than ", INT32_MAX);
  const unsigned __int128 needed = static_cast<unsigned __int128>(128) * static_cast<std::uint64_t>(r) * (static_cast<std::uint64_t>(n) + static_cast<std::uint64_t>(p) + 2);
  const std::uint64_t allowed = maximum ? static_cast<std::uint64_t>(maximum) : std::uint64_t{32} << 20;
  if (r < 1 || p < 1 || needed > allowed) return vm.raise(TypeId::ValueError, "Invalid parameter combination for n, r, p, maxmem.");
  std::string parts, key;
  TRY(pbkdf2(vm, &kSha256, password.view(), salt.view(), 1, static_cast<std::size_t>(128 * r * p), &parts));
  for (std::int64_t i = 0; i < p; ++i) TRY(mix_one(vm, parts.data() + i * 128 * r, static_cast<std::uint64_t>(n), static_cast<std::size_t>(r)));
  TRY(pbkdf2(vm, &kSha256, password.view(), parts, 1, static_cast<std::size_t>(length), &key));
  return Value::from_cell(TRY(new_bytes(vm, key)));
}

// ---- others ----

/// Compares in time that depends on the lengths only.
bool same_bytes(std::string_view a, std::string_view b) {
  unsigned difference = a.size() != b.size();
  for (std::size_t i = 0; i < b.size(); ++i) difference |= static_cast<unsigned char>((a.size() == b.size() ? a[i] : b[i]) ^ b[i]);
  return difference == 0;
}

Result<Value> compare_digest(Vm& vm, const Args& args) {
  if (args[0].is(kind::Str) && args[1].is(kind::Str)) {
    Str* a = flatten(vm, args[0].as<Str>());
    Str* b = flatten(vm, args[1].as<Str>());
    if (!a || !b) return Raised{};
    if (!is_ascii(a) || !is_ascii(b)) return vm.raise(TypeId::TypeError, "comparing strings with non-ASCII characters is not supported");
    return Value::from_bool(same_bytes(to_utf8(vm, a), to_utf8(vm, b)));
  }
  BufferView a, b;
  TRY(a.open(vm, args[0]));
  TRY(b.open(vm, args[1]));
  return Value::from_bool(same_bytes(a.view(), b.view()));
}

Result<Value> get_fips_mode(Vm&, const Args&) { return Value::from_int(0); }

constexpr const char* kSignature = "(string=b'', *, usedforsecurity=True)";
constexpr NativeMethod kFunctions[] = {
    {"new", new_function, "(name, string=b'', *, usedforsecurity=True)"},
    {"openssl_md5", open_function<kMd5>, kSignature},
    {"openssl_sha1", open_function<kSha1>, kSignature},
    {"openssl_sha224", open_function<kSha224>, kSignature},
    {"openssl_sha256", open_function<kSha256>, kSignature},
    {"openssl_sha384", open_function<kSha384>, kSignature},
    {"openssl_sha512", open_function<kSha512>, kSignature},
    {"openssl_sha3_224", open_function<kSha3_224>, kSignature},
    {"openssl_sha3_256", open_function<kSha3_256>, kSignature},
    {"openssl_sha3_384", open_function<kSha3_384>, kSignature},
    {"openssl_sha3_512", open_function<kSha3_512>, kSignature},
    {"openssl_shake_128", open_function<kShake128>, kSignature},
    {"openssl_shake_256", open_function<kShake256>, kSignature},
    {"pbkdf2_hmac", pbkdf2_hmac, "(hash_name, password, salt, iterations, dklen=None)"},
    {"scrypt", scrypt, "(password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64)"},
    {"hmac_new", hmac_new, "(key, msg=b'', digestmod=None)"},
    {"hmac_digest", hmac_digest, "(key, msg, digest)"},
    {"compare_digest", compare_digest, "(a, b, /)"},
    {"get_fips_mode", get_fips_mode, "()"},
};

Result<void> initialize_hashlib(Vm& vm, Module* module) {
  const std::pair<const char*, const NativeTypeSpec*> types[] = {{"HASH", &kHashType}, {"HASHXOF", &kXofType}, {"HMAC", &kHmacType}};
  for (const auto& [name, spec] : types) {
    Type* type = TRY(vm.make_native_type(*spec, kind::NativeObject, sizeof(NativeObject), TypeId::Object, kTypeUninstantiable));
    TRY(set_module_value(vm, module, name, Value::from_cell(type)));
  }
  TRY(set_module_value(vm, module, "UnsupportedDigestmodError", Value::from_cell(TRY(make_exception_type(vm, kUnsupportedType, TypeId::ValueError)))));
  Set* names = TRY(new_frozenset(vm));
  for (const Algorithm* algorithm : kAlgorithms) TRY(set_add(vm, names, Value::from_cell(intern(vm, algorithm->name))));
  TRY(set_module_value(vm, module, "openssl_md_meth_names", Value::from_cell(names)));
  return set_module_value(vm, module, "_constructors", Value::from_cell(TRY(new_dict(vm))));
}

}  // namespace
}  // namespace hashes

const NativeModuleSpec& _hashlib_module() {
  static constexpr NativeModuleSpec kSpec{"_hashlib", hashes::kFunctions, hashes::initialize_hashlib};
  return kSpec;
}

}  // namespace tauraro
