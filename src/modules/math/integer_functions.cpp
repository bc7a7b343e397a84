// Functions of ints of any size.
#include <bit>

#include "modules/math/math_functions.h"
#include "object/int_limbs.h"
#include "object/operations.h"

namespace tauraro::math {

namespace {

const Value kOne = Value::from_int(1);

/// first * (first + step) * ... , `count` factors, by halves. \pre count >= 1
Result<Value> product_of_range(Vm& vm, Value first, std::int64_t step, std::int64_t count) {
  if (count <= 8) {
    Value product = first, factor = first;
    for (std::int64_t i = 1; i < count; ++i) {
      factor = TRY(int_add(vm, factor, Value::from_int(step)));
      product = TRY(int_mul(vm, product, factor));
    }
    return product;
  }
  TRY(vm.poll());
  const std::int64_t half = count / 2;
  const Value low = TRY(product_of_range(vm, first, step, half));
  const Value offset = TRY(new_int(vm, half * step));
  const Value middle = TRY(int_add(vm, first, offset));
  const Value high = TRY(product_of_range(vm, middle, step, count - half));
  return int_mul(vm, low, high);
}

/// The odd part of n!: for each i the odd numbers in (n / 2^(i+1), n / 2^i], taken i + 1 times.
Result<Value> odd_factorial(Vm& vm, std::int64_t n) {
  Value inner = kOne, outer = kOne;
  std::int64_t upper = 3;  // odd numbers below it are in `inner`
  for (int i = std::bit_width(static_cast<std::uint64_t>(n)) - 2; i >= 0; --i) {
    const std::int64_t part = n >> i;
    if (part <= 2) continue;
    const std::int64_t last = part & 1 ? part : part - 1;
    const std::int64_t count = (last - upper) / 2 + 1;
    if (count > 0) inner = TRY(int_mul(vm, inner, TRY(product_of_range(vm, TRY(new_int(vm, upper)), 2, count))));
    upper = last + 2;
    outer = TRY(int_mul(vm, outer, inner));
  }
  return outer;
}

Result<Value> factorial_of(Vm& vm, std::int64_t n) {
  if (n < 2) return kOne;
  const std::int64_t twos = n - std::popcount(static_cast<std::uint64_t>(n));
  const Value odd = TRY(odd_factorial(vm, n));
  return int_lshift(vm, odd, TRY(new_int(vm, twos)));
}

bool is_negative(Value number) { return int_compare(number, Value::from_int(0)) < 0; }

/// n * (n - 1) * ... of k factors. \pre 0 <= k <= n
Result<Value> falling_product(Vm& vm, Value n, std::int64_t k) {
  if (k == 0) return kOne;
  const Value first = TRY(int_sub(vm, n, TRY(new_int(vm, k - 1))));
  return product_of_range(vm, first, 1, k);
}

/// C(n, k) for a result that fits 64 bits, else false.
bool comb_small(std::uint64_t n, std::uint64_t k, std::uint64_t* result) {
  std::uint64_t value = 1;
  for (std::uint64_t i = 1; i <= k; ++i) {
    std::uint64_t next;
    if (__builtin_mul_overflow(value, n - k + i, &next)) return false;
    value = next / i;
  }
  *result = value;
  return true;
}

}  // namespace

Result<Value> factorial(Vm& vm, const Args& args) {
  const Value number = TRY(index_of(vm, args[0]));
  std::int64_t n;
  if (!int_to_int64(number, &n)) {
    if (is_negative(number)) return vm.raise(TypeId::ValueError, "factorial() not defined for negative values");
    return vm.raise_error(TypeId::OverflowError, "factorial() argument should not exceed ", INT64_MAX);
  }
  if (n < 0) return vm.raise(TypeId::ValueError, "factorial() not defined for negative values");
  return factorial_of(vm, n);
}

Result<Value> perm(Vm& vm, const Args& args) {
  if (args[1].is_none()) return factorial(vm, args);
  const Value n = TRY(index_of(vm, args[0]));
  const Value k = TRY(index_of(vm, args[1]));
  if (is_negative(n)) return vm.raise(TypeId::ValueError, "n must be a non-negative integer");
  if (is_negative(k)) return vm.raise(TypeId::ValueError, "k must be a non-negative integer");
  if (int_compare(n, k) < 0) return Value::from_int(0);
  std::int64_t count;
  if (!int_to_int64(k, &count)) return vm.raise_error(TypeId::OverflowError, "k must not exceed ", INT64_MAX);
  return falling_product(vm, n, count);
}

Result<Value> comb(Vm& vm, const Args& args) {
  const Value n = TRY(index_of(vm, args[0]));
  Value k = TRY(index_of(vm, args[1]));
  if (is_negative(n)) return vm.raise(TypeId::ValueError, "n must be a non-negative integer");
  if (is_negative(k)) return vm.raise(TypeId::ValueError, "k must be a non-negative integer");
  const Value rest = TRY(int_sub(vm, n, k));
  if (is_negative(rest)) return Value::from_int(0);
  if (int_compare(rest, k) < 0) k = rest;
  std::int64_t count, small;
  std::uint64_t result;
  if (!int_to_int64(k, &count)) return vm.raise_error(TypeId::OverflowError, "min(n - k, k) must not exceed ", INT64_MAX);
  if (int_to_int64(n, &small) && comb_small(static_cast<std::uint64_t>(small), static_cast<std::uint64_t>(count), &result))
    return new_int_unsigned(vm, result);
  const Value numerator = TRY(falling_product(vm, n, count));
  return int_floor_div(vm, numerator, TRY(factorial_of(vm, count)));
}

Result<Value> gcd(Vm& vm, const Args& args) {
  Value result = Value::from_int(0);
  for (const Value item : args.rest_span()) result = TRY(int_gcd(vm, result, TRY(index_of(vm, item))));
  return result;
}

Result<Value> lcm(Vm& vm, const Args& args) {
  Value result = kOne;
  for (const Value item : args.rest_span()) {
    const Value number = TRY(index_of(vm, item));
    if (number == Value::from_int(0) || result == Value::from_int(0)) {
      result = Value::from_int(0);
      continue;
    }
    const Value divisor = TRY(int_gcd(vm, result, number));
    const Value factor = TRY(int_floor_div(vm, result, divisor));
    result = TRY(int_absolute(vm, TRY(int_mul(vm, factor, number))));
  }
  return result;
}

Result<Value> isqrt(Vm& vm, const Args& args) {
  const Value number = TRY(index_of(vm, args[0]));
  if (is_negative(number)) return vm.raise(TypeId::ValueError, "isqrt() argument must be nonnegative");
  return int_isqrt(vm, number);
}

}  // namespace tauraro::math
