// _md5, _sha1, _sha256, _sha512, _sha3 and _blake2: the objects and the tables.
#include <cstring>

#include "modules/hashes/hash_objects.h"
#include "modules/module_support.h"
#include "object/bytes.h"

namespace tauraro {

namespace hashes {

Result<Value> new_hash_object(Vm& vm, Type* type, std::unique_ptr<Hash> hash, const Algorithm* algorithm, std::size_t digest_size) {
  NativeObject* object = TRY(vm.new_instance<NativeObject>(type));
  object->raw = new HashState{std::move(hash), algorithm, digest_size};
  object->finalize = [](void* raw) { delete static_cast<HashState*>(raw); };
  return Value::from_cell(object);
}

Result<void> open_data(Vm& vm, Value data, BufferView* buffer) {
  if (data.is(kind::Str)) return vm.raise(TypeId::TypeError, "Strings must be encoded before hashing");
  if (!is_bytes_like(vm, data)) return vm.raise(TypeId::TypeError, "object supporting the buffer API required");
  return buffer->open(vm, data);
}

Result<void> update_with(Vm& vm, Value self, Value data) {
  BufferView buffer;
  TRY(open_data(vm, data, &buffer));
  constexpr std::size_t kChunk = std::size_t{1} << 20;
  for (std::string_view rest = buffer.view(); !rest.empty(); rest.remove_prefix(std::min(kChunk, rest.size()))) {
    state_of(self).hash->update(rest.substr(0, kChunk));
    TRY(vm.poll());
  }
  return {};
}

std::string hex_of(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    text += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    text += "0123456789abcdef"[c & 15];
  }
  return text;
}

Result<Value> update_method(Vm& vm, const Args& args) {
  TRY(update_with(vm, args[0], args[1]));
  return Value::none();
}
Result<Value> copy_method(Vm& vm, const Args& args) {
  const HashState& state = state_of(args[0]);
  return new_hash_object(vm, vm.type_of(args[0]), state.hash->copy(), state.algorithm, state.digest_size);
}
Result<Value> digest_method(Vm& vm, const Args& args) { return Value::from_cell(TRY(new_bytes(vm, state_of(args[0]).hash->digest(0)))); }
Result<Value> hexdigest_method(Vm& vm, const Args& args) { return Value::from_cell(TRY(new_str(vm, hex_of(state_of(args[0]).hash->digest(0))))); }

namespace {
Result<void> long_digest(Vm& vm, const Args& args, std::string* digest) {
  const Value number = TRY(index_of(vm, args[1]));
  std::int64_t length;
  if (int_compare(number, Value::from_int(0)) < 0) return vm.raise(TypeId::ValueError, "value must be positive");
  if (!int_to_int64(number, &length)) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C unsigned long");
  if (length >= 1 << 29) return vm.raise(TypeId::ValueError, "length is too large");
  *digest = state_of(args[0]).hash->digest(static_cast<std::size_t>(length));
  return {};
}
}  // namespace
Result<Value> shake_digest(Vm& vm, const Args& args) {
  std::string digest;
  TRY(long_digest(vm, args, &digest));
  return Value::from_cell(TRY(new_bytes(vm, digest)));
}
Result<Value> shake_hexdigest(Vm& vm, const Args& args) {
  std::string digest;
  TRY(long_digest(vm, args, &digest));
  return Value::from_cell(TRY(new_str(vm, hex_of(digest))));
}

Result<Value> get_name(Vm& vm, Value self) { return Value::from_cell(intern(vm, state_of(self).algorithm->name)); }
Result<Value> get_block_size(Vm&, Value self) { return Value::from_int(state_of(self).algorithm->block_size); }
Result<Value> get_digest_size(Vm&, Value self) { return Value::from_int(static_cast<std::int64_t>(state_of(self).digest_size)); }

namespace {

Result<Value> get_rate(Vm&, Value self) { return Value::from_int(state_of(self).algorithm->block_size * 8); }
Result<Value> get_capacity(Vm&, Value self) { return Value::from_int(1600 - state_of(self).algorithm->block_size * 8); }
Result<Value> get_suffix(Vm& vm, Value self) {
  const char suffix = static_cast<char>(state_of(self).algorithm->suffix);
  return Value::from_cell(TRY(new_bytes(vm, {&suffix, 1})));
}

constexpr NativeMethod kMethods[] = {
    {"copy", copy_method, "($self, /)", NativeMethod::Plain, "A copy of the hash object."},
    {"digest", digest_method, "($self, /)", NativeMethod::Plain, "The digest as bytes."},
    {"hexdigest", hexdigest_method, "($self, /)", NativeMethod::Plain, "The digest in hexadecimal."},
    {"update", update_method, "($self, obj, /)", NativeMethod::Plain, "Hashes more data."},
};
constexpr NativeGetSet kGetSets[] = {{"name", get_name}, {"block_size", get_block_size}, {"digest_size", get_digest_size}};
constexpr NativeGetSet kSha3GetSets[] = {{"name", get_name}, {"block_size", get_block_size}, {"digest_size", get_digest_size},
                                         {"_capacity_bits", get_capacity}, {"_rate_bits", get_rate}, {"_suffix", get_suffix}};

// ---- functions that make objects: _md5.md5() ... ----

template <const Algorithm& kAlgorithm, const NativeTypeSpec& kType>
Result<Value> make_function(Vm& vm, const Args& args) {
  const Value object = TRY(new_hash_object(vm, vm.native_type(kType), kAlgorithm.make(), &kAlgorithm, kAlgorithm.digest_size));
  if (args.has(0)) TRY(update_with(vm, object, args[0]));
  return object;
}
constexpr const char* kSignature = "(string=b'', *, usedforsecurity=True)";

constexpr NativeTypeSpec kMd5Type{"_md5.md5", kMethods, kGetSets};
constexpr NativeTypeSpec kSha1Type{"_sha1.sha1", kMethods, kGetSets};
constexpr NativeTypeSpec kSha224Type{"_sha256.sha224", kMethods, kGetSets};
constexpr NativeTypeSpec kSha256Type{"_sha256.sha256", kMethods, kGetSets};
constexpr NativeTypeSpec kSha384Type{"_sha512.sha384", kMethods, kGetSets};
constexpr NativeTypeSpec kSha512Type{"_sha512.sha512", kMethods, kGetSets};

Result<void> add_object_type(Vm& vm, Module* module, const char* name, const NativeTypeSpec& spec) {
  Type* type = TRY(vm.make_native_type(spec, kind::NativeObject, sizeof(NativeObject), TypeId::Object, kTypeUninstantiable));
  return set_module_value(vm, module, name, Value::from_cell(type));
}

constexpr NativeMethod kMd5Functions[] = {{"md5", make_function<kMd5, kMd5Type>, kSignature}};
Result<void> initialize_md5(Vm& vm, Module* module) { return add_object_type(vm, module, "MD5Type", kMd5Type); }
constexpr NativeMethod kSha1Functions[] = {{"sha1", make_function<kSha1, kSha1Type>, kSignature}};
Result<void> initialize_sha1(Vm& vm, Module* module) { return add_object_type(vm, module, "SHA1Type", kSha1Type); }
constexpr NativeMethod kSha256Functions[] = {
    {"sha224", make_function<kSha224, kSha224Type>, kSignature},
    {"sha256", make_function<kSha256, kSha256Type>, kSignature},
};
Result<void> initialize_sha256(Vm& vm, Module* module) {
  TRY(add_object_type(vm, module, "SHA224Type", kSha224Type));
  return add_object_type(vm, module, "SHA256Type", kSha256Type);
}
constexpr NativeMethod kSha512Functions[] = {
    {"sha384", make_function<kSha384, kSha384Type>, kSignature},
    {"sha512", make_function<kSha512, kSha512Type>, kSignature},
};
Result<void> initialize_sha512(Vm& vm, Module* module) {
  TRY(add_object_type(vm, module, "SHA384Type", kSha384Type));
  return add_object_type(vm, module, "SHA512Type", kSha512Type);
}

// ---- SHA-3: types that are called ----

template <const Algorithm& kAlgorithm>
Result<Value> new_sha3(Vm& vm, const Args& args) {
  const Value object = TRY(new_hash_object(vm, args[0].as<Type>(), kAlgorithm.make(), &kAlgorithm, kAlgorithm.digest_size));
  if (args.has(1)) TRY(update_with(vm, object, args[1]));
  return object;
}
template <const Algorithm& kAlgorithm>
constexpr NativeMethod kSha3Methods[] = {
    {"__new__", new_sha3<kAlgorithm>, "($type, data=b'', /, *, usedforsecurity=True)", NativeMethod::Static},
    {"copy", copy_method, "($self, /)"},
    {"digest", digest_method, "($self, /)"},
    {"hexdigest", hexdigest_method, "($self, /)"},
    {"update", update_method, "($self, data, /)"},
};
template <const Algorithm& kAlgorithm>
constexpr NativeMethod kShakeMethods[] = {
    {"__new__", new_sha3<kAlgorithm>, "($type, data=b'', /, *, usedforsecurity=True)", NativeMethod::Static},
    {"copy", copy_method, "($self, /)"},
    {"digest", shake_digest, "($self, length, /)"},
    {"hexdigest", shake_hexdigest, "($self, length, /)"},
    {"update", update_method, "($self, data, /)"},
};
constexpr NativeTypeSpec kSha3Types[] = {
    {"_sha3.sha3_224", kSha3Methods<kSha3_224>, kSha3GetSets}, {"_sha3.sha3_256", kSha3Methods<kSha3_256>, kSha3GetSets},
    {"_sha3.sha3_384", kSha3Methods<kSha3_384>, kSha3GetSets}, {"_sha3.sha3_512", kSha3Methods<kSha3_512>, kSha3GetSets},
    {"_sha3.shake_128", kShakeMethods<kShake128>, kSha3GetSets}, {"_sha3.shake_256", kShakeMethods<kShake256>, kSha3GetSets},
};
Result<void> initialize_sha3(Vm& vm, Module* module) {
  for (const NativeTypeSpec& spec : kSha3Types) {
    Type* type = TRY(vm.make_native_type(spec, kind::NativeObject, sizeof(NativeObject), TypeId::Object, 0));
    TRY(set_module_value(vm, module, std::strchr(spec.name, '.') + 1, Value::from_cell(type)));
  }
  TRY(set_module_int(vm, module, "keccakopt", 0));
  return set_module_text(vm, module, "implementation", "tiny_sha3");
}

// ---- BLAKE2 ----

enum Blake2Argument { kType, kData, kDigestSize, kKey, kSalt, kPerson, kFanout, kDepth, kLeafSize, kNodeOffset, kNodeDepth, kInnerSize, kLastNode };

/// An int of an option in [low, high].
Result<std::int64_t> option(Vm& vm, const Args& args, Blake2Argument which, std::int64_t fallback, std::int64_t low, std::int64_t high, const char* message) {
  if (!args.has(which)) return fallback;
  const Value value = TRY(index_of(vm, args[which]));
  std::int64_t number;
  if (!int_to_int64(value, &number)) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C int");
  if (number < low || number > high) return vm.raise(TypeId::ValueError, message);
  return number;
}
/// A number without upper bound of its own.
Result<std::uint64_t> large_option(Vm& vm, const Args& args, Blake2Argument which, unsigned bits, const char* message) {
  if (!args.has(which)) return std::uint64_t{0};
  const Value value = TRY(index_of(vm, args[which]));
  if (int_compare(value, Value::from_int(0)) < 0) return vm.raise(TypeId::ValueError, "value must be positive");
  if (int_bit_length(value) > 64) return vm.raise(TypeId::OverflowError, "int too big to convert");
  if (int_bit_length(value) > bits) return vm.raise(TypeId::OverflowError, message);
  const Value low = TRY(int_and(vm, value, Value::from_int(0xffff'ffff)));
  const Value high = TRY(int_rshift(vm, value, Value::from_int(32)));
  return static_cast<std::uint64_t>(high.as_int()) << 32 | static_cast<std::uint64_t>(low.as_int());
}
Result<void> text_option(Vm& vm, const Args& args, Blake2Argument which, std::size_t most, const char* name, std::string* text) {
  if (!args.has(which)) return {};
  BufferView buffer;
  TRY(buffer.open(vm, args[which]));
  if (buffer.length() > most) return vm.raise_error(TypeId::ValueError, "maximum ", name, " length is ", most, " bytes");
  *text = buffer.view();
  return {};
}

Result<void> blake2_options(Vm& vm, const Args& args, std::size_t most, Blake2Options* options) {
  const std::string size_text = std::to_string(most);
  options->digest_size = static_cast<std::size_t>(TRY(option(vm, args, kDigestSize, static_cast<std::int64_t>(most), 1, static_cast<std::int64_t>(most),
                                                            concat("digest_size must be between 1 and ", size_text, " bytes").c_str())));
  TRY(text_option(vm, args, kSalt, most / 4, "salt", &options->salt));
  TRY(text_option(vm, args, kPerson, most / 4, "person", &options->person));
  options->fanout = static_cast<std::uint8_t>(TRY(option(vm, args, kFanout, 1, 0, 255, "fanout must be between 0 and 255")));
  options->depth = static_cast<std::uint8_t>(TRY(option(vm, args, kDepth, 1, 1, 255, "depth must be between 1 and 255")));
  options->leaf_size = static_cast<std::uint32_t>(TRY(large_option(vm, args, kLeafSize, 32, "leaf_size is too large")));
  options->node_offset = TRY(large_option(vm, args, kNodeOffset, most == 64 ? 64 : 48, "node_offset is too large"));
  options->node_depth = static_cast<std::uint8_t>(TRY(option(vm, args, kNodeDepth, 0, 0, 255, "node_depth must be between 0 and 255")));
  options->inner_size = static_cast<std::uint8_t>(TRY(option(vm, args, kInnerSize, 0, 0, static_cast<std::int64_t>(most),
                                                            concat("inner_size must be between 0 and is ", size_text).c_str())));
  options->last_node = args.has(kLastNode) && TRY(truth(vm, args[kLastNode]));
  return text_option(vm, args, kKey, most, "key", &options->key);
}

template <const Algorithm& kAlgorithm>
Result<Value> new_blake2(Vm& vm, const Args& args) {
  Blake2Options options;
  TRY(blake2_options(vm, args, kAlgorithm.digest_size, &options));
  std::unique_ptr<Hash> hash = &kAlgorithm == &kBlake2b ? make_blake2b(options) : make_blake2s(options);
  const Value object = TRY(new_hash_object(vm, args[0].as<Type>(), std::move(hash), &kAlgorithm, options.digest_size));
  if (args.has(kData)) TRY(update_with(vm, object, args[kData]));
  return object;
}
template <const Algorithm& kAlgorithm>
constexpr NativeMethod kBlake2Methods[] = {
    {"__new__", new_blake2<kAlgorithm>,
     "($type, data=b'', /, *, digest_size=<unset>, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, "
     "inner_size=0, last_node=False, usedforsecurity=True)",
     NativeMethod::Static},
    {"copy", copy_method, "($self, /)"},
    {"digest", digest_method, "($self, /)"},
    {"hexdigest", hexdigest_method, "($self, /)"},
    {"update", update_method, "($self, data, /)"},
};
constexpr NativeTypeSpec kBlake2bType{"_blake2.blake2b", kBlake2Methods<kBlake2b>, kGetSets};
constexpr NativeTypeSpec kBlake2sType{"_blake2.blake2s", kBlake2Methods<kBlake2s>, kGetSets};

Result<void> add_blake2(Vm& vm, Module* module, const NativeTypeSpec& spec, const char* name, const std::string& prefix, std::int64_t size) {
  Type* type = TRY(vm.make_native_type(spec, kind::NativeObject, sizeof(NativeObject)));
  TRY(set_module_value(vm, module, name, Value::from_cell(type)));
  const std::pair<const char*, std::int64_t> sizes[] = {{"SALT_SIZE", size / 4}, {"PERSON_SIZE", size / 4}, {"MAX_KEY_SIZE", size}, {"MAX_DIGEST_SIZE", size}};
  for (const auto& [constant, bytes] : sizes) {
    TRY(type_set_attr(vm, type, intern(vm, constant), Value::from_int(bytes)));
    TRY(set_module_int(vm, module, prefix + constant, bytes));
  }
  return {};
}
Result<void> initialize_blake2(Vm& vm, Module* module) {
  TRY(add_blake2(vm, module, kBlake2bType, "blake2b", "BLAKE2B_", 64));
  return add_blake2(vm, module, kBlake2sType, "blake2s", "BLAKE2S_", 32);
}

}  // namespace
}  // namespace hashes

const NativeModuleSpec& _md5_module() {
  static constexpr NativeModuleSpec kSpec{"_md5", hashes::kMd5Functions, hashes::initialize_md5};
  return kSpec;
}
const NativeModuleSpec& _sha1_module() {
  static constexpr NativeModuleSpec kSpec{"_sha1", hashes::kSha1Functions, hashes::initialize_sha1};
  return kSpec;
}
const NativeModuleSpec& _sha256_module() {
  static constexpr NativeModuleSpec kSpec{"_sha256", hashes::kSha256Functions, hashes::initialize_sha256};
  return kSpec;
}
const NativeModuleSpec& _sha512_module() {
  static constexpr NativeModuleSpec kSpec{"_sha512", hashes::kSha512Functions, hashes::initialize_sha512};
  return kSpec;
}
const NativeModuleSpec& _sha3_module() {
  static constexpr NativeModuleSpec kSpec{"_sha3", {}, hashes::initialize_sha3};
  return kSpec;
}
const NativeModuleSpec& _blake2_module() {
  static constexpr NativeModuleSpec kSpec{"_blake2", {}, hashes::initialize_blake2};
  return kSpec;
}

}  // namespace tauraro
