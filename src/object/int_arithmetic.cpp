// Sums, products, quotients and powers of ints. Each function tries 64-bit arithmetic first, then 128-bit.
#include <bit>
#include <cmath>

#include "object/int_limbs.h"

namespace tauraro {

namespace {

/// Magnitudes |x| + |y| with the given sign.
Result<Value> add_magnitudes(Vm& vm, const IntView& x, const IntView& y, bool negative) {
  const IntView& longer = x.count >= y.count ? x : y;
  const IntView& shorter = x.count >= y.count ? y : x;
  BigInt* sum = TRY(new_limbs(vm, static_cast<std::uint64_t>(longer.count) + 1));
  mp_limb_t carry = 0;
  if (shorter.count)
    carry = mpn_add(sum->limbs, longer.limbs(), longer.count, shorter.limbs(), shorter.count);
  else
    mpn_copyi(sum->limbs, longer.limbs(), longer.count);
  sum->limbs[longer.count] = carry;
  return finish_big(vm, sum, longer.count + 1, negative);
}

/// |x| - |y|, negated when x counts as negative.
Result<Value> subtract_magnitudes(Vm& vm, const IntView& x, const IntView& y, bool negative) {
  const int order = x.count != y.count ? (x.count < y.count ? -1 : 1) : mpn_cmp(x.limbs(), y.limbs(), x.count);
  if (order == 0) return Value::from_int(0);
  const IntView& larger = order > 0 ? x : y;
  const IntView& smaller = order > 0 ? y : x;
  BigInt* difference = TRY(new_limbs(vm, static_cast<std::uint64_t>(larger.count)));
  if (smaller.count)
    mpn_sub(difference->limbs, larger.limbs(), larger.count, smaller.limbs(), smaller.count);
  else
    mpn_copyi(difference->limbs, larger.limbs(), larger.count);
  return finish_big(vm, difference, larger.count, negative != (order < 0));
}

Result<Value> add_signed(Vm& vm, const IntView& x, const IntView& y, bool negate_y) {
  const bool y_negative = y.negative != negate_y;
  if (x.negative == y_negative) return add_magnitudes(vm, x, y, x.negative);
  return subtract_magnitudes(vm, x, y, x.negative);
}

/// Above this many limbs products are made of pieces, with a poll between.
constexpr mp_size_t kPieceLimbs = mp_size_t{1} << 20;

/// product[0 .. x_count + y_count) = x * y. \pre x_count >= y_count >= 1
Result<void> multiply_into(Vm& vm, mp_limb_t* product, const mp_limb_t* x, mp_size_t x_count, const mp_limb_t* y, mp_size_t y_count) {
  if (x_count <= kPieceLimbs) {
    const ScratchClaim claim(vm, static_cast<std::uint64_t>(x_count) * 4);
    if (!claim.granted()) return vm.out_of_memory();
    if (x == y && x_count == y_count)
      mpn_sqr(product, x, x_count);
    else
      mpn_mul(product, x, x_count, y, y_count);
    if (x_count > 8192) TRY(vm.poll());
    return {};
  }
  const mp_size_t piece = std::min(kPieceLimbs, y_count);
  BigInt* part = TRY(new_limbs(vm, static_cast<std::uint64_t>(kPieceLimbs + piece)));
  mpn_zero(product, x_count + y_count);
  for (mp_size_t i = 0; i < x_count; i += kPieceLimbs) {
    const mp_size_t x_piece = std::min(kPieceLimbs, x_count - i);
    for (mp_size_t j = 0; j < y_count; j += piece) {
      const mp_size_t y_piece = std::min(piece, y_count - j);
      if (x_piece >= y_piece)
        TRY(multiply_into(vm, part->limbs, x + i, x_piece, y + j, y_piece));
      else
        TRY(multiply_into(vm, part->limbs, y + j, y_piece, x + i, x_piece));
      mp_limb_t* target = product + i + j;
      mpn_add(target, target, x_count + y_count - i - j, part->limbs, x_piece + y_piece);
    }
  }
  return {};
}

struct Division {
  Value quotient, remainder;
};

/// Truncating division of magnitudes; signs are the caller's. \pre y is not zero
Result<Division> divide_magnitudes(Vm& vm, const IntView& x, const IntView& y, bool negative_quotient, bool negative_remainder) {
  const std::uint64_t quotient_limbs = static_cast<std::uint64_t>(x.count - y.count + 1);
  BigInt* quotient = TRY(new_limbs(vm, quotient_limbs));
  BigInt* remainder = TRY(new_limbs(vm, static_cast<std::uint64_t>(y.count)));
  if (y.count == 1) {
    remainder->limbs[0] = mpn_divrem_1(quotient->limbs, 0, x.limbs(), x.count, y.limbs()[0]);
  } else {
    const ScratchClaim claim(vm, static_cast<std::uint64_t>(x.count) * 4);
    if (!claim.granted()) return vm.out_of_memory();
    mpn_tdiv_qr(quotient->limbs, remainder->limbs, 0, x.limbs(), x.count, y.limbs(), y.count);
    if (x.count > 8192) TRY(vm.poll());
  }
  Division division;
  division.quotient = TRY(finish_big(vm, quotient, static_cast<mp_size_t>(quotient_limbs), negative_quotient));
  division.remainder = TRY(finish_big(vm, remainder, y.count, negative_remainder));
  return division;
}

/// Floor division of ints of any size. \pre right is not zero
Result<Division> divide_big(Vm& vm, Value left, Value right) {
  const IntView x(left), y(right);
  Division division{Value::from_int(0), plain_int(left)};
  if (x.count >= y.count) division = TRY(divide_magnitudes(vm, x, y, x.negative != y.negative, x.negative));
  if (x.negative != y.negative && division.remainder != Value::from_int(0)) {
    division.quotient = TRY(int_sub(vm, division.quotient, Value::from_int(1)));
    division.remainder = TRY(int_add(vm, division.remainder, right));
  }
  return division;
}

bool is_zero(Value value) {
  std::int64_t number;
  return fits_int64(value, &number) && number == 0;
}

template <class Number>
Number floor_div_small(Number a, Number b) {
  const Number quotient = a / b;
  return quotient - ((a % b != 0) && ((a < 0) != (b < 0)));
}
template <class Number>
Number mod_small(Number a, Number b) {
  const Number remainder = a % b;
  return remainder != 0 && ((remainder < 0) != (b < 0)) ? remainder + b : remainder;
}

// ---- true division ----

constexpr int kMantissaBits = 53;
constexpr int kMinExponent = -1021;
constexpr int kMaxExponent = 1024;

/// The top 55 to 57 bits of |x| / |y| scaled by 2^-shift, with a sticky lowest bit for what was cut off.
Result<std::uint64_t> scaled_quotient(Vm& vm, const IntView& x, const IntView& y, std::int64_t shift) {
  const bool widen_x = shift <= 0;
  const std::uint64_t distance = static_cast<std::uint64_t>(widen_x ? -shift : shift);
  const IntView& moved = widen_x ? x : y;
  const std::uint64_t words = distance / 64;
  const unsigned bits = distance % 64;
  BigInt* wide = TRY(new_limbs(vm, static_cast<std::uint64_t>(moved.count) + words + 1));
  mp_size_t wide_count = moved.count + static_cast<mp_size_t>(words);
  if (bits) {
    const mp_limb_t carry = mpn_lshift(wide->limbs + words, moved.limbs(), moved.count, bits);
    if (carry) wide->limbs[wide_count++] = carry;
  } else {
    mpn_copyi(wide->limbs + words, moved.limbs(), moved.count);
  }
  const mp_limb_t* numerator = widen_x ? wide->limbs : x.limbs();
  const mp_size_t numerator_count = widen_x ? wide_count : x.count;
  const mp_limb_t* denominator = widen_x ? y.limbs() : wide->limbs;
  const mp_size_t denominator_count = widen_x ? y.count : wide_count;
  if (numerator_count < denominator_count) return std::uint64_t{1};  // only sticky
  BigInt* quotient = TRY(new_limbs(vm, static_cast<std::uint64_t>(numerator_count - denominator_count + 1)));
  BigInt* remainder = TRY(new_limbs(vm, static_cast<std::uint64_t>(denominator_count)));
  const ScratchClaim claim(vm, static_cast<std::uint64_t>(numerator_count) * 4);
  if (!claim.granted()) return vm.out_of_memory();
  mpn_tdiv_qr(quotient->limbs, remainder->limbs, 0, numerator, numerator_count, denominator, denominator_count);
  return quotient->limbs[0] | static_cast<std::uint64_t>(!mpn_zero_p(remainder->limbs, denominator_count));
}

/// |x| / |y|, correctly rounded; raises when too large.
Result<double> divide_to_double(Vm& vm, const IntView& x, const IntView& y) {
  const std::int64_t difference = static_cast<std::int64_t>(x.bit_length()) - static_cast<std::int64_t>(y.bit_length());
  if (difference > kMaxExponent) return vm.raise(TypeId::OverflowError, "integer division result too large for a float");
  if (difference < kMinExponent - kMantissaBits - 1) return 0.0;
  const std::int64_t shift = std::max<std::int64_t>(difference, kMinExponent) - kMantissaBits - 2;
  const std::uint64_t quotient = TRY(scaled_quotient(vm, x, y, shift));
  const int quotient_bits = 64 - std::countl_zero(quotient);
  const int extra_bits = static_cast<int>(std::max<std::int64_t>(quotient_bits, kMinExponent - shift)) - kMantissaBits;
  const std::uint64_t half = std::uint64_t{1} << (extra_bits - 1);
  std::uint64_t rounded = quotient;
  if ((rounded & half) && (rounded & (3 * half - 1))) rounded += half;
  rounded &= ~(2 * half - 1);
  const double result = std::ldexp(static_cast<double>(rounded), static_cast<int>(shift));
  if (std::isinf(result)) return vm.raise(TypeId::OverflowError, "integer division result too large for a float");
  return result;
}

}  // namespace

Result<Value> multiply(Vm& vm, const IntView& left, const IntView& right) {
  if (left.is_zero() || right.is_zero()) return Value::from_int(0);
  const IntView& longer = left.count >= right.count ? left : right;
  const IntView& shorter = left.count >= right.count ? right : left;
  BigInt* product = TRY(new_limbs(vm, static_cast<std::uint64_t>(longer.count) + static_cast<std::uint64_t>(shorter.count)));
  TRY(multiply_into(vm, product->limbs, longer.limbs(), longer.count, shorter.limbs(), shorter.count));
  return finish_big(vm, product, longer.count + shorter.count, left.negative != right.negative);
}

Result<Value> int_add(Vm& vm, Value left, Value right) {
  std::int64_t a, b, sum;
  if (fits_int64(left, &a) && fits_int64(right, &b)) {
    if (!__builtin_add_overflow(a, b, &sum)) return new_int(vm, sum);
    return int_from_wide(vm, static_cast<__int128>(a) + b);
  }
  __int128 x, y, wide;
  if (int_to_wide(left, &x) && int_to_wide(right, &y) && !__builtin_add_overflow(x, y, &wide)) return int_from_wide(vm, wide);
  return add_signed(vm, IntView(left), IntView(right), false);
}

Result<Value> int_sub(Vm& vm, Value left, Value right) {
  std::int64_t a, b, difference;
  if (fits_int64(left, &a) && fits_int64(right, &b)) {
    if (!__builtin_sub_overflow(a, b, &difference)) return new_int(vm, difference);
    return int_from_wide(vm, static_cast<__int128>(a) - b);
  }
  __int128 x, y, wide;
  if (int_to_wide(left, &x) && int_to_wide(right, &y) && !__builtin_sub_overflow(x, y, &wide)) return int_from_wide(vm, wide);
  return add_signed(vm, IntView(left), IntView(right), true);
}

Result<Value> int_mul(Vm& vm, Value left, Value right) {
  std::int64_t a, b;
  if (fits_int64(left, &a) && fits_int64(right, &b)) return int_from_wide(vm, static_cast<__int128>(a) * b);
  const IntView x(left), y(right);
  if (x.is_one_limb() && y.is_one_limb()) {
    const unsigned __int128 product = static_cast<unsigned __int128>(x.low()) * y.low();
    const mp_limb_t limbs[2] = {static_cast<mp_limb_t>(product), static_cast<mp_limb_t>(product >> 64)};
    return int_from_limbs(vm, limbs, 2, x.negative != y.negative);
  }
  return multiply(vm, x, y);
}

Result<Value> int_floor_div(Vm& vm, Value left, Value right) {
  if (is_zero(right)) return vm.raise(TypeId::ZeroDivisionError, "integer division or modulo by zero");
  std::int64_t a, b;
  if (fits_int64(left, &a) && fits_int64(right, &b)) {
    if (b == -1) return int_from_wide(vm, -static_cast<__int128>(a));
    return new_int(vm, floor_div_small(a, b));
  }
  __int128 x, y;
  if (int_to_wide(left, &x) && int_to_wide(right, &y)) return int_from_wide(vm, floor_div_small(x, y));
  return TRY(divide_big(vm, left, right)).quotient;
}

Result<Value> int_mod(Vm& vm, Value left, Value right) {
  if (is_zero(right)) return vm.raise(TypeId::ZeroDivisionError, "integer modulo by zero");
  std::int64_t a, b;
  if (fits_int64(right, &b)) {
    if (fits_int64(left, &a)) return b == -1 ? Result<Value>(Value::from_int(0)) : new_int(vm, mod_small(a, b));
    const IntView x(left), y(right);
    const std::uint64_t rest = mpn_mod_1(x.limbs(), x.count, y.low());
    if (rest == 0) return Value::from_int(0);
    const std::uint64_t magnitude = x.negative != y.negative ? y.low() - rest : rest;
    return int_from_limbs(vm, &magnitude, 1, y.negative);
  }
  __int128 x, y;
  if (int_to_wide(left, &x) && int_to_wide(right, &y)) return int_from_wide(vm, mod_small(x, y));
  return TRY(divide_big(vm, left, right)).remainder;
}

Result<void> int_divmod(Vm& vm, Value left, Value right, Value* quotient, Value* remainder) {
  if (is_zero(right)) return vm.raise(TypeId::ZeroDivisionError, "integer division or modulo by zero");
  std::int64_t a, b;
  if (fits_int64(left, &a) && fits_int64(right, &b) && b != -1) {
    *quotient = TRY(new_int(vm, floor_div_small(a, b)));
    *remainder = TRY(new_int(vm, mod_small(a, b)));
    return {};
  }
  const Division division = TRY(divide_big(vm, left, right));
  *quotient = division.quotient;
  *remainder = division.remainder;
  return {};
}

Result<Value> int_true_div(Vm& vm, Value left, Value right) {
  if (is_zero(right)) return vm.raise(TypeId::ZeroDivisionError, "division by zero");
  std::int64_t a, b;
  if (fits_int64(left, &a) && fits_int64(right, &b)) {
    constexpr std::int64_t kExact = std::int64_t{1} << 53;
    if (a >= -kExact && a <= kExact && b >= -kExact && b <= kExact) return Value::from_double(static_cast<double>(a) / static_cast<double>(b));
  }
  const IntView x(left), y(right);
  if (x.is_zero()) return Value::from_double(y.negative ? -0.0 : 0.0);
  const double magnitude = TRY(divide_to_double(vm, x, y));
  return Value::from_double(x.negative != y.negative ? -magnitude : magnitude);
}

Result<Value> int_negative(Vm& vm, Value operand) {
  std::int64_t number;
  if (fits_int64(operand, &number) && number != INT64_MIN) return new_int(vm, -number);
  const IntView view(operand);
  return int_from_limbs(vm, view.limbs(), view.count, !view.negative);
}

Result<Value> int_absolute(Vm& vm, Value operand) {
  std::int64_t number;
  if (fits_int64(operand, &number) ? number >= 0 : !IntView(operand).negative) return plain_int(operand);
  return int_negative(vm, operand);
}

}  // namespace tauraro
