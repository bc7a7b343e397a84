// Greatest common divisors and square roots of ints.
#include <bit>
#include <cmath>

#include "object/int_limbs.h"

namespace tauraro {

namespace {

std::uint64_t gcd_small(std::uint64_t a, std::uint64_t b) {
  if (a == 0 || b == 0) return a | b;
  const int shift = std::countr_zero(a | b);
  a >>= std::countr_zero(a);
  while (b) {
    b >>= std::countr_zero(b);
    if (a > b) std::swap(a, b);
    b -= a;
  }
  return a << shift;
}

/// A magnitude without its trailing zero bits, in a new cell; its limb_count is exact.
Result<BigInt*> odd_part(Vm& vm, const IntView& view, std::uint64_t zeros) {
  const mp_size_t words = static_cast<mp_size_t>(zeros / 64);
  mp_size_t count = view.count - words;
  BigInt* odd = TRY(new_limbs(vm, static_cast<std::uint64_t>(count)));
  if (zeros % 64)
    mpn_rshift(odd->limbs, view.limbs() + words, count, zeros % 64);
  else
    mpn_copyi(odd->limbs, view.limbs() + words, count);
  if (odd->limbs[count - 1] == 0) --count;
  odd->limb_count = static_cast<std::uint32_t>(count);
  return odd;
}

Result<Value> gcd_big(Vm& vm, const IntView& x, const IntView& y) {
  const std::uint64_t x_zeros = mpn_scan1(x.limbs(), 0), y_zeros = mpn_scan1(y.limbs(), 0);
  BigInt* a = TRY(odd_part(vm, x, x_zeros));
  BigInt* b = TRY(odd_part(vm, y, y_zeros));
  const bool swap = a->limb_count != b->limb_count ? a->limb_count < b->limb_count : mpn_cmp(a->limbs, b->limbs, a->limb_count) < 0;
  if (swap) std::swap(a, b);
  const ScratchClaim claim(vm, std::uint64_t{a->limb_count} * 8);
  if (!claim.granted()) return vm.out_of_memory();
  BigInt* divisor = TRY(new_limbs(vm, b->limb_count));
  mp_size_t count = mpn_gcd(divisor->limbs, a->limbs, a->limb_count, b->limbs, b->limb_count);
  if (a->limb_count > 1024) TRY(vm.poll());
  const std::uint64_t shift = std::min(x_zeros, y_zeros);
  if (shift == 0) return finish_big(vm, divisor, count, false);
  const Value odd = TRY(finish_big(vm, divisor, count, false));
  return int_lshift(vm, odd, TRY(new_int(vm, static_cast<std::int64_t>(shift))));
}

}  // namespace

Result<Value> int_gcd(Vm& vm, Value left, Value right) {
  const IntView x(left), y(right);
  if (x.count <= 1 && y.count <= 1) return new_int_unsigned(vm, gcd_small(x.low(), y.low()));
  if (x.is_zero()) return int_absolute(vm, right);
  if (y.is_zero()) return int_absolute(vm, left);
  if (y.count == 1) return new_int_unsigned(vm, gcd_small(mpn_mod_1(x.limbs(), x.count, y.low()), y.low()));
  if (x.count == 1) return new_int_unsigned(vm, gcd_small(mpn_mod_1(y.limbs(), y.count, x.low()), x.low()));
  return gcd_big(vm, x, y);
}

Result<Value> int_isqrt(Vm& vm, Value value) {
  const IntView view(value);
  if (view.count <= 1) {
    const std::uint64_t number = view.low();
    std::uint64_t root = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(number)));
    while (static_cast<unsigned __int128>(root) * root > number) --root;
    while (static_cast<unsigned __int128>(root + 1) * (root + 1) <= number) ++root;
    return new_int_unsigned(vm, root);
  }
  const mp_size_t count = (view.count + 1) / 2;
  const ScratchClaim claim(vm, static_cast<std::uint64_t>(view.count) * 4);
  if (!claim.granted()) return vm.out_of_memory();
  BigInt* root = TRY(new_limbs(vm, static_cast<std::uint64_t>(count)));
  mpn_sqrtrem(root->limbs, nullptr, view.limbs(), view.count);
  return finish_big(vm, root, count, false);
}

}  // namespace tauraro
