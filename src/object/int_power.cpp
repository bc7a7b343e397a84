// Powers of ints, with and without a modulus.
#include <bit>
#include <cmath>

#include "object/int_limbs.h"

namespace tauraro {

namespace {

/// base ** exponent while it fits 64 bits; false when it does not.
bool power_small(std::int64_t base, std::uint64_t exponent, std::int64_t* result) {
  std::int64_t value = 1;
  while (true) {
    if ((exponent & 1) && __builtin_mul_overflow(value, base, &value)) return false;
    exponent >>= 1;
    if (exponent == 0) break;
    if (__builtin_mul_overflow(base, base, &base)) return false;
  }
  *result = value;
  return true;
}

/// The limbs of a magnitude without its lowest `zeros` bits, as a new cell.
Result<BigInt*> without_low_bits(Vm& vm, const IntView& view, std::uint64_t zeros) {
  const std::uint64_t words = zeros / 64;
  const unsigned bits = zeros % 64;
  mp_size_t count = view.count - static_cast<mp_size_t>(words);
  BigInt* odd = TRY(new_limbs(vm, static_cast<std::uint64_t>(count)));
  if (bits)
    mpn_rshift(odd->limbs, view.limbs() + words, count, bits);
  else
    mpn_copyi(odd->limbs, view.limbs() + words, count);
  if (odd->limbs[count - 1] == 0) --count;
  odd->limb_count = static_cast<std::uint32_t>(count);
  return odd;
}

/// |base| ** exponent for a base of any size. \pre |base| >= 2, exponent >= 2
Result<Value> power_big(Vm& vm, const IntView& base, std::uint64_t exponent) {
  const std::uint64_t zeros = mpn_scan1(base.limbs(), 0);
  const bool negative = base.negative && (exponent & 1);
  std::uint64_t shift, bits;
  const bool too_long = __builtin_mul_overflow(zeros, exponent, &shift) || __builtin_mul_overflow(base.bit_length(), exponent, &bits);
  if (too_long || bits / 64 + 2 > kMaxLimbs) return vm.out_of_memory();
  BigInt* odd = TRY(without_low_bits(vm, base, zeros));
  if (odd->limb_count == 1 && odd->limbs[0] == 1) return int_from_shifted(vm, 1, shift, negative);
  BigInt* power = odd;
  mp_size_t count = odd->limb_count;
  const std::uint64_t odd_bits = IntView(Value::from_cell(odd)).bit_length();
  const std::uint64_t capacity = odd_bits * exponent / 64 + 2 + static_cast<std::uint64_t>(odd->limb_count);
  // Two buffers that the steps go to and fro between; each can hold the whole result and its shift.
  BigInt* buffers[2] = {TRY(new_limbs(vm, capacity + shift / 64 + 2)), TRY(new_limbs(vm, capacity + shift / 64 + 2))};
  int next = 0;
  for (int bit = 62 - std::countl_zero(exponent); bit >= 0; --bit) {
    const ScratchClaim claim(vm, static_cast<std::uint64_t>(count) * 8);
    if (!claim.granted()) return vm.out_of_memory();
    mpn_sqr(buffers[next]->limbs, power->limbs, count);
    power = buffers[next];
    next ^= 1;
    count *= 2;
    count -= power->limbs[count - 1] == 0;
    if (exponent >> bit & 1) {
      if (odd->limb_count == 1) {
        const mp_limb_t carry = mpn_mul_1(buffers[next]->limbs, power->limbs, count, odd->limbs[0]);
        buffers[next]->limbs[count++] = carry;
      } else {
        mpn_mul(buffers[next]->limbs, power->limbs, count, odd->limbs, odd->limb_count);
        count += odd->limb_count;
      }
      power = buffers[next];
      next ^= 1;
      count -= power->limbs[count - 1] == 0;
    }
    TRY(poll_after(vm, count));
  }
  if (shift) {
    const std::uint64_t words = shift / 64;
    BigInt* shifted = buffers[next];
    mpn_zero(shifted->limbs, static_cast<mp_size_t>(words));
    mp_limb_t carry = 0;
    if (shift % 64)
      carry = mpn_lshift(shifted->limbs + words, power->limbs, count, shift % 64);
    else
      mpn_copyi(shifted->limbs + words, power->limbs, count);
    count += static_cast<mp_size_t>(words);
    shifted->limbs[count++] = carry;
    power = shifted;
  }
  if (power == odd) return int_from_limbs(vm, odd->limbs, count, negative);
  return finish_big(vm, power, count, negative);
}

// ---- modular powers ----

std::uint64_t multiply_mod(std::uint64_t a, std::uint64_t b, std::uint64_t modulus) {
  return static_cast<std::uint64_t>(static_cast<unsigned __int128>(a) * b % modulus);
}

/// base ** exponent mod a one-limb modulus. \pre base < modulus, modulus > 1
std::uint64_t power_mod_small(std::uint64_t base, const IntView& exponent, std::uint64_t modulus) {
  std::uint64_t result = 1;
  for (std::uint64_t bit = exponent.bit_length(); bit-- > 0;) {
    result = multiply_mod(result, result, modulus);
    if (exponent.limbs()[bit / 64] >> (bit % 64) & 1) result = multiply_mod(result, base, modulus);
  }
  return result;
}

/// Arithmetic modulo a number of several limbs: Montgomery's for odd ones of moderate size, else by division.
class ModularArithmetic {
 public:
  static Result<ModularArithmetic*> make(Vm& vm, const IntView& modulus, ModularArithmetic* self) {
    self->count_ = modulus.count;
    self->modulus_ = modulus.limbs();
    self->montgomery_ = (modulus.limbs()[0] & 1) && modulus.count <= 200;
    if (self->montgomery_) {
      mp_limb_t inverse = 1;
      for (int i = 0; i < 6; ++i) inverse *= 2 - modulus.limbs()[0] * inverse;
      self->inverse_ = -inverse;
    }
    self->product_ = TRY(new_limbs(vm, static_cast<std::uint64_t>(2 * modulus.count + 1)));
    self->quotient_ = TRY(new_limbs(vm, static_cast<std::uint64_t>(modulus.count + 2)));
    return self;
  }

  /// result = a * b in the representation used. Result may be a or b.
  void multiply(mp_limb_t* result, const mp_limb_t* a, const mp_limb_t* b) {
    mp_limb_t* product = product_->limbs;
    if (a == b)
      mpn_sqr(product, a, count_);
    else
      mpn_mul_n(product, a, b, count_);
    if (montgomery_)
      reduce_montgomery(result);
    else
      mpn_tdiv_qr(quotient_->limbs, result, 0, product, 2 * count_, modulus_, count_);
  }

  /// Puts x (count limbs, < modulus) into the representation.
  Result<void> enter(Vm& vm, mp_limb_t* result, const mp_limb_t* x) {
    if (!montgomery_) {
      mpn_copyi(result, x, count_);
      return {};
    }
    BigInt* wide = TRY(new_limbs(vm, static_cast<std::uint64_t>(2 * count_)));
    mpn_copyi(wide->limbs + count_, x, count_);
    mpn_tdiv_qr(quotient_->limbs, result, 0, wide->limbs, 2 * count_, modulus_, count_);
    return {};
  }
  void leave(mp_limb_t* x) {
    if (!montgomery_) return;
    mpn_copyi(product_->limbs, x, count_);
    mpn_zero(product_->limbs + count_, count_);
    reduce_montgomery(x);
  }

 private:
  void reduce_montgomery(mp_limb_t* result) {
    mp_limb_t* product = product_->limbs;
    mp_limb_t top = 0;
    for (mp_size_t i = 0; i < count_; ++i) {
      const mp_limb_t carry = mpn_addmul_1(product + i, modulus_, count_, product[i] * inverse_);
      mp_limb_t sum;
      mp_limb_t overflow = __builtin_add_overflow(product[i + count_], carry, &sum);
      overflow += __builtin_add_overflow(sum, top, &sum);
      product[i + count_] = sum;
      top = overflow;
    }
    if (top || mpn_cmp(product + count_, modulus_, count_) >= 0)
      mpn_sub_n(result, product + count_, modulus_, count_);
    else
      mpn_copyi(result, product + count_, count_);
  }

  mp_size_t count_ = 0;
  const mp_limb_t* modulus_ = nullptr;
  bool montgomery_ = false;
  mp_limb_t inverse_ = 0;
  BigInt* product_ = nullptr;
  BigInt* quotient_ = nullptr;
};

/// base ** exponent mod modulus, by windows of four bits. \pre 0 <= base < modulus, modulus has at least 2 limbs, exponent > 0
Result<Value> power_mod_big(Vm& vm, const IntView& base, const IntView& exponent, const IntView& modulus) {
  const mp_size_t count = modulus.count;
  const ScratchClaim claim(vm, static_cast<std::uint64_t>(count) * 16);
  if (!claim.granted()) return vm.out_of_memory();
  ModularArithmetic storage;
  ModularArithmetic* arithmetic = TRY(ModularArithmetic::make(vm, modulus, &storage));
  constexpr int kWindow = 4;
  BigInt* table = TRY(new_limbs(vm, static_cast<std::uint64_t>(count) << kWindow));
  BigInt* result = TRY(new_limbs(vm, static_cast<std::uint64_t>(count)));
  auto entry = [&](std::uint64_t i) { return table->limbs + static_cast<mp_size_t>(i) * count; };
  result->limbs[0] = 1;
  TRY(arithmetic->enter(vm, entry(0), result->limbs));
  mpn_zero(result->limbs, count);
  mpn_copyi(result->limbs, base.limbs(), base.count);
  TRY(arithmetic->enter(vm, entry(1), result->limbs));
  for (std::uint64_t i = 2; i < std::uint64_t{1} << kWindow; ++i) arithmetic->multiply(entry(i), entry(i - 1), entry(1));
  mpn_copyi(result->limbs, entry(0), count);
  const std::uint64_t windows = (exponent.bit_length() + kWindow - 1) / kWindow;
  for (std::uint64_t window = windows; window-- > 0;) {
    if (window + 1 != windows)
      for (int i = 0; i < kWindow; ++i) arithmetic->multiply(result->limbs, result->limbs, result->limbs);
    const std::uint64_t bit = window * kWindow;
    const std::uint64_t digit = exponent.limbs()[bit / 64] >> (bit % 64) & 15;
    if (digit) arithmetic->multiply(result->limbs, result->limbs, entry(digit));
    if (count > 64 || window % 64 == 0) TRY(vm.poll());
  }
  arithmetic->leave(result->limbs);
  return finish_big(vm, result, count, false);
}

bool is_one(Value value) { return value == Value::from_int(1); }

/// x with x * value = 1 modulo the (positive) modulus; ValueError when there is none.
Result<Value> modular_inverse(Vm& vm, Value value, Value modulus) {
  Value a = value, n = modulus;
  Value b = Value::from_int(1), c = Value::from_int(0);
  while (n != Value::from_int(0)) {
    Value quotient, remainder;
    TRY(int_divmod(vm, a, n, &quotient, &remainder));
    a = n;
    n = remainder;
    const Value t = TRY(int_sub(vm, b, TRY(int_mul(vm, quotient, c))));
    b = c;
    c = t;
    TRY(vm.poll());
  }
  if (!is_one(a)) return vm.raise(TypeId::ValueError, "base is not invertible for the given modulus");
  return b;
}

}  // namespace

Result<Value> int_pow(Vm& vm, Value base, Value exponent) {
  std::int64_t power;
  const bool exponent_fits = int_to_int64(exponent, &power);
  if (exponent_fits ? power < 0 : IntView(exponent).negative) {
    const double x = TRY(int_to_double(vm, base));
    return double_pow(vm, x, TRY(int_to_double(vm, exponent)));
  }
  std::int64_t small, result;
  if (int_to_int64(base, &small)) {
    if (small == 0 || small == 1) return Value::from_int(exponent_fits && power == 0 ? 1 : small);
    if (small == -1) return Value::from_int((IntView(exponent).is_zero() || !(IntView(exponent).low() & 1)) ? 1 : -1);
    if (exponent_fits && power_small(small, static_cast<std::uint64_t>(power), &result)) return new_int(vm, result);
  }
  if (!exponent_fits) return vm.out_of_memory();
  if (power == 0) return Value::from_int(1);
  if (power == 1) return plain_int(base);
  return power_big(vm, IntView(base), static_cast<std::uint64_t>(power));
}

Result<Value> int_pow_mod(Vm& vm, Value base, Value exponent, Value modulus) {
  if (IntView(modulus).is_zero()) return vm.raise(TypeId::ValueError, "pow() 3rd argument cannot be 0");
  const bool negative = IntView(modulus).negative;
  const Value positive = TRY(int_absolute(vm, modulus));
  if (is_one(positive)) return Value::from_int(0);
  Value power = plain_int(exponent), number = base;
  if (IntView(power).negative) {
    power = TRY(int_negative(vm, power));
    number = TRY(modular_inverse(vm, base, positive));
  }
  number = TRY(int_mod(vm, number, positive));
  Value result;
  const IntView exponent_view(power), modulus_view(positive), base_view(number);
  if (exponent_view.is_zero())
    result = Value::from_int(1);
  else if (modulus_view.is_one_limb())
    result = TRY(new_int_unsigned(vm, power_mod_small(base_view.low(), exponent_view, modulus_view.low())));
  else
    result = TRY(power_mod_big(vm, base_view, exponent_view, modulus_view));
  if (negative && result != Value::from_int(0)) return int_sub(vm, result, positive);
  return result;
}

}  // namespace tauraro
