// _random: the Mersenne Twister MT19937.
#include <sys/random.h>

#include "modules/module_support.h"
#include "modules/c_arguments.h"
#include "object/int_limbs.h"

namespace tauraro {

namespace {

/// MT19937 of Matsumoto and Nishimura, 32-bit outputs.
class MersenneTwister {
 public:
  static constexpr int kWords = 624;

  std::uint32_t next() {
    if (index_ >= kWords) refill();
    std::uint32_t y = state_[index_++];
    y ^= y >> 11;
    y ^= y << 7 & 0x9d2c5680U;
    y ^= y << 15 & 0xefc60000U;
    return y ^ y >> 18;
  }

  void seed(std::uint32_t value) {
    state_[0] = value;
    for (std::uint32_t i = 1; i < kWords; ++i) state_[i] = 1812433253U * (state_[i - 1] ^ state_[i - 1] >> 30) + i;
    index_ = kWords;
  }

  void seed(const std::uint32_t* key, std::size_t length) {
    seed(19650218U);
    std::size_t i = 1, j = 0;
    for (std::size_t k = std::max<std::size_t>(kWords, length); k; --k) {
      state_[i] = (state_[i] ^ (state_[i - 1] ^ state_[i - 1] >> 30) * 1664525U) + key[j] + static_cast<std::uint32_t>(j);
      if (++i >= kWords) {
        state_[0] = state_[kWords - 1];
        i = 1;
      }
      if (++j >= length) j = 0;
    }
    for (int k = kWords - 1; k; --k) {
      state_[i] = (state_[i] ^ (state_[i - 1] ^ state_[i - 1] >> 30) * 1566083941U) - static_cast<std::uint32_t>(i);
      if (++i >= kWords) {
        state_[0] = state_[kWords - 1];
        i = 1;
      }
    }
    state_[0] = 0x80000000U;
  }

  std::uint32_t* state() { return state_; }
  int index() const { return index_; }
  void set_index(int index) { index_ = index; }

 private:
  void refill() {
    constexpr int kShift = 397;
    auto mix = [](std::uint32_t upper, std::uint32_t lower) {
      const std::uint32_t y = (upper & 0x80000000U) | (lower & 0x7fffffffU);
      return y >> 1 ^ (y & 1 ? 0x9908b0dfU : 0);
    };
    int i = 0;
    for (; i < kWords - kShift; ++i) state_[i] = state_[i + kShift] ^ mix(state_[i], state_[i + 1]);
    for (; i < kWords - 1; ++i) state_[i] = state_[i + kShift - kWords] ^ mix(state_[i], state_[i + 1]);
    state_[kWords - 1] = state_[kShift - 1] ^ mix(state_[kWords - 1], state_[0]);
    index_ = 0;
  }

  std::uint32_t state_[kWords] = {};
  int index_ = kWords;
};

MersenneTwister& twister_of(Value self) { return *static_cast<MersenneTwister*>(self.as<NativeObject>()->raw); }

Result<void> seed_from_system(Vm& vm, MersenneTwister& twister) {
  std::uint32_t key[MersenneTwister::kWords];
  if (getrandom(key, 256, 0) != 256 || getentropy(reinterpret_cast<char*>(key) + 256, 256) != 0) return vm.raise_os_error(errno);
  for (std::size_t i = 128; i < std::size(key); ++i) key[i] = key[i - 128] * 2654435761U ^ key[i - 64];
  twister.seed(key, std::size(key));
  return {};
}

/// The number that an argument of seed() stands for.
Result<Value> seed_number(Vm& vm, Value argument) {
  if (is_int_like(argument)) return int_absolute(vm, argument);
  return new_int_unsigned(vm, TRY(hash(vm, argument)));
}

Result<void> seed_with(Vm& vm, MersenneTwister& twister, Value argument) {
  if (argument.is_empty() || argument.is_none()) return seed_from_system(vm, twister);
  const Value number = TRY(seed_number(vm, argument));
  const IntView view(number);
  std::vector<std::uint32_t> key;
  for (mp_size_t i = 0; i < view.count; ++i) {
    key.push_back(static_cast<std::uint32_t>(view.limbs()[i]));
    key.push_back(static_cast<std::uint32_t>(view.limbs()[i] >> 32));
  }
  while (key.size() > 1 && key.back() == 0) key.pop_back();
  if (key.empty()) key.push_back(0);
  twister.seed(key.data(), key.size());
  return {};
}

Result<Value> new_method(Vm& vm, const Args& args) {
  NativeObject* object = TRY(vm.new_instance<NativeObject>(args[0].as<Type>()));
  object->raw = new MersenneTwister;
  object->finalize = [](void* raw) { delete static_cast<MersenneTwister*>(raw); };
  return Value::from_cell(object);
}

Result<Value> init_method(Vm& vm, const Args& args) {
  if (args.keywords && args.keywords->count) return vm.raise(TypeId::TypeError, "Random() takes no keyword arguments");
  if (args.rest_count > 1) return vm.raise_error(TypeId::TypeError, "Random expected at most 1 argument, got ", args.rest_count);
  TRY(seed_with(vm, twister_of(args[0]), args.rest_count ? args.rest[0] : Value()));
  return Value::none();
}

Result<Value> seed_method(Vm& vm, const Args& args) {
  TRY(seed_with(vm, twister_of(args[0]), args[1]));
  return Value::none();
}

Result<Value> random_method(Vm& vm, const Args& args) {
  MersenneTwister& twister = twister_of(args[0]);
  const std::uint32_t a = twister.next() >> 5, b = twister.next() >> 6;
  return Value::from_double((a * 67108864.0 + b) * (1.0 / 9007199254740992.0));
}

Result<Value> getrandbits(Vm& vm, const Args& args) {
  MersenneTwister& twister = twister_of(args[0]);
  const int count = TRY(clinic_c_int(vm, args[1]));
  if (count < 0) return vm.raise(TypeId::ValueError, "number of bits must be non-negative");
  if (count == 0) return Value::from_int(0);
  if (count <= 32) return Value::from_int(twister.next() >> (32 - count));
  const std::uint64_t words = (static_cast<std::uint64_t>(count) - 1) / 32 + 1;
  BigInt* big = TRY(new_limbs(vm, (words + 1) / 2));
  int left = count;
  for (std::uint64_t i = 0; i < words; ++i, left -= 32) {
    std::uint64_t word = twister.next();
    if (left < 32) word >>= 32 - left;
    big->limbs[i / 2] |= word << (32 * (i % 2));
  }
  return finish_big(vm, big, static_cast<mp_size_t>((words + 1) / 2), false);
}

Result<Value> getstate(Vm& vm, const Args& args) {
  MersenneTwister& twister = twister_of(args[0]);
  Tuple* state = TRY(new_tuple(vm, MersenneTwister::kWords + 1));
  for (int i = 0; i < MersenneTwister::kWords; ++i) state->items[i] = Value::from_int(twister.state()[i]);
  state->items[MersenneTwister::kWords] = Value::from_int(twister.index());
  return Value::from_cell(state);
}

Result<Value> setstate(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Tuple)) return vm.raise(TypeId::TypeError, "state vector must be a tuple");
  const Tuple* state = args[1].as<Tuple>();
  if (state->length != MersenneTwister::kWords + 1) return vm.raise(TypeId::ValueError, "state vector is the wrong size");
  std::uint32_t words[MersenneTwister::kWords];
  for (int i = 0; i <= MersenneTwister::kWords; ++i) {
    const Value item = state->items[i];
    if (!is_int_like(item)) return vm.raise(TypeId::TypeError, "an integer is required");
    std::int64_t number;
    if (!int_to_int64(item, &number)) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C unsigned long");
    if (number < 0 && i < MersenneTwister::kWords) return vm.raise(TypeId::OverflowError, "can't convert negative value to unsigned int");
    if (i < MersenneTwister::kWords)
      words[i] = static_cast<std::uint32_t>(number);
    else if (number < 0 || number > MersenneTwister::kWords)
      return vm.raise(TypeId::ValueError, "invalid state");
    else
      twister_of(args[0]).set_index(static_cast<int>(number));
  }
  std::copy_n(words, MersenneTwister::kWords, twister_of(args[0]).state());
  return Value::none();
}

constexpr NativeMethod kMethods[] = {
    {"__new__", new_method, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__init__", init_method, "($self, /, *args, **kwargs)"},
    {"random", random_method, "($self, /)", NativeMethod::Plain, "The next number in [0, 1)."},
    {"seed", seed_method, "($self, n=None, /)", NativeMethod::Plain, "Starts from a number, a hash, or the system's randomness."},
    {"getstate", getstate, "($self, /)", NativeMethod::Plain, "The generator's state as a tuple."},
    {"setstate", setstate, "($self, state, /)", NativeMethod::Plain, "Restores a state that getstate() gave."},
    {"getrandbits", getrandbits, "($self, k, /)", NativeMethod::Plain, "An int of k random bits."},
};
constexpr NativeTypeSpec kRandomType{"_random.Random", kMethods, {}, "Mersenne Twister random number generator."};

Result<void> initialize(Vm& vm, Module* module) {
  Type* type = TRY(vm.make_native_type(kRandomType, kind::NativeObject, sizeof(NativeObject)));
  return set_module_value(vm, module, "Random", Value::from_cell(type));
}

}  // namespace

const NativeModuleSpec& _random_module() {
  static constexpr NativeModuleSpec kSpec{"_random", {}, initialize, "Mersenne Twister random number generator."};
  return kSpec;
}

}  // namespace tauraro
