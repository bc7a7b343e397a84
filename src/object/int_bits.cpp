// Shifts and bitwise operations, on two's complement of unlimited length.
#include <bit>

#include "object/int_limbs.h"

namespace tauraro {

namespace {

/// Writes `count` limbs of the two's complement of a number.
void to_twos_complement(mp_limb_t* target, const IntView& view, mp_size_t count) {
  mpn_copyi(target, view.limbs(), view.count);
  mpn_zero(target + view.count, count - view.count);
  if (view.negative) mpn_neg(target, target, count);
}

template <class Operation>
Result<Value> bitwise(Vm& vm, Value left, Value right, Operation operation) {
  std::int64_t a, b;
  if (fits_int64(left, &a) && fits_int64(right, &b))
    return new_int(vm, static_cast<std::int64_t>(operation(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b))));
  __int128 wide_left, wide_right;
  if (int_to_wide(left, &wide_left) && int_to_wide(right, &wide_right)) return int_from_wide(vm, operation(wide_left, wide_right));
  const IntView x(left), y(right);
  const mp_size_t count = std::max(x.count, y.count) + 1;
  BigInt* first = TRY(new_limbs(vm, static_cast<std::uint64_t>(count)));
  BigInt* second = TRY(new_limbs(vm, static_cast<std::uint64_t>(count)));
  to_twos_complement(first->limbs, x, count);
  to_twos_complement(second->limbs, y, count);
  for (mp_size_t i = 0; i < count; ++i) first->limbs[i] = operation(first->limbs[i], second->limbs[i]);
  const bool negative = static_cast<std::int64_t>(first->limbs[count - 1]) < 0;
  if (negative) mpn_neg(first->limbs, first->limbs, count);
  return finish_big(vm, first, count, negative);
}

/// The lowest limb of the two's complement.
std::uint64_t low_limb(Value value) {
  std::int64_t number;
  if (fits_int64(value, &number)) return static_cast<std::uint64_t>(number);
  const BigInt* big = plain_int(value).as<BigInt>();
  return big->sign < 0 ? -big->limbs[0] : big->limbs[0];
}

/// A mask of one limb, not negative: only the other operand's lowest limb counts then.
bool is_one_limb_mask(Value value) {
  std::int64_t number;
  if (fits_int64(value, &number)) return number >= 0;
  const BigInt* big = plain_int(value).as<BigInt>();
  return big->limb_count == 1 && big->sign > 0;
}

/// The number of bits to shift by; false when it does not fit 64 bits (unsigned).
bool shift_distance(const IntView& view, std::uint64_t* distance) {
  if (view.count > 1) return false;
  *distance = view.low();
  return true;
}

/// CPython's longest int, in bits: beyond, shifting is an OverflowError instead of a MemoryError.
bool beyond_all_ints(const IntView& distance) {
  constexpr unsigned __int128 kLimit = (static_cast<unsigned __int128>(1) << 61) * 30;
  if (distance.count > 2) return true;
  const unsigned __int128 bits = static_cast<unsigned __int128>(distance.count == 2 ? distance.limbs()[1] : 0) << 64 | distance.limbs()[0];
  return bits >= kLimit;
}

}  // namespace

Result<Value> int_and(Vm& vm, Value left, Value right) {
  if (is_one_limb_mask(right) || is_one_limb_mask(left)) return new_int_unsigned(vm, low_limb(left) & low_limb(right));
  return bitwise(vm, left, right, [](auto a, auto b) { return a & b; });
}
Result<Value> int_or(Vm& vm, Value left, Value right) {
  return bitwise(vm, left, right, [](auto a, auto b) { return a | b; });
}
Result<Value> int_xor(Vm& vm, Value left, Value right) {
  return bitwise(vm, left, right, [](auto a, auto b) { return a ^ b; });
}

Result<Value> int_invert(Vm& vm, Value operand) {
  std::int64_t number;
  if (fits_int64(operand, &number)) return new_int(vm, ~number);
  return int_sub(vm, TRY(int_negative(vm, operand)), Value::from_int(1));
}

Result<Value> int_lshift(Vm& vm, Value left, Value right) {
  std::int64_t number, places;
  const IntView distance_view(right);
  if (distance_view.negative) return vm.raise(TypeId::ValueError, "negative shift count");
  if (fits_int64(left, &number)) {
    if (number == 0) return Value::from_int(0);
    if (fits_int64(right, &places) && places < 64) return int_from_wide(vm, static_cast<__int128>(number) * (static_cast<__int128>(1) << places));
  }
  if (distance_view.is_zero()) return plain_int(left);
  __int128 wide;
  if (fits_int64(right, &places) && places < 62 && int_to_wide(left, &wide)) {
    const __int128 shifted = static_cast<__int128>(static_cast<unsigned __int128>(wide) << places);
    if (shifted >> places == wide) return int_from_wide(vm, shifted);
  }
  if (beyond_all_ints(distance_view)) return vm.raise(TypeId::OverflowError, "too many digits in integer");
  std::uint64_t distance;
  if (!shift_distance(distance_view, &distance) || distance / 64 > kMaxLimbs) return vm.out_of_memory();
  const IntView view(left);
  const std::uint64_t words = distance / 64;
  BigInt* shifted = TRY(new_limbs(vm, static_cast<std::uint64_t>(view.count) + words + 1));
  if (distance % 64)
    shifted->limbs[words + static_cast<std::uint64_t>(view.count)] = mpn_lshift(shifted->limbs + words, view.limbs(), view.count, distance % 64);
  else
    mpn_copyi(shifted->limbs + words, view.limbs(), view.count);
  return finish_big(vm, shifted, view.count + static_cast<mp_size_t>(words) + 1, view.negative);
}

Result<Value> int_rshift(Vm& vm, Value left, Value right) {
  std::int64_t number, places;
  const IntView distance_view(right);
  if (distance_view.negative) return vm.raise(TypeId::ValueError, "negative shift count");
  if (fits_int64(left, &number) && fits_int64(right, &places)) return new_int(vm, places > 63 ? (number < 0 ? -1 : 0) : number >> places);
  __int128 wide;
  if (fits_int64(right, &places) && places < 127 && int_to_wide(left, &wide)) return int_from_wide(vm, wide >> places);
  const IntView view(left);
  std::uint64_t distance;
  if (!shift_distance(distance_view, &distance) || distance >= view.bit_length()) return Value::from_int(view.negative ? -1 : 0);
  if (distance == 0) return plain_int(left);
  const mp_size_t words = static_cast<mp_size_t>(distance / 64);
  const unsigned bits = distance % 64;
  const mp_size_t count = view.count - words;
  bool lost = words && !mpn_zero_p(view.limbs(), words);
  BigInt* shifted = TRY(new_limbs(vm, static_cast<std::uint64_t>(count) + 1));
  if (bits)
    lost |= mpn_rshift(shifted->limbs, view.limbs() + words, count, bits) != 0;
  else
    mpn_copyi(shifted->limbs, view.limbs() + words, count);
  if (view.negative && lost) shifted->limbs[count] = mpn_add_1(shifted->limbs, shifted->limbs, count, 1);
  return finish_big(vm, shifted, count + 1, view.negative);
}

std::uint64_t int_bit_length(Value value) { return IntView(value).bit_length(); }

std::uint64_t int_bit_count(Value value) {
  const IntView view(value);
  return view.count ? mpn_popcount(view.limbs(), view.count) : 0;
}

}  // namespace tauraro
