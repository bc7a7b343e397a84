#include "object/int.h"

#include <cmath>

#include "object/int_limbs.h"
#include "object/operations.h"

namespace tauraro {

namespace {

constexpr std::uint64_t kHashModulus = (std::uint64_t{1} << 61) - 1;

bool is_plain_cell(const Cell* cell) { return cell->shape == builtin_shape(TypeId::Int); }

/// -1 is the error value of hash functions in C: Python never shows it.
std::uint64_t avoid_minus_one(std::int64_t hash) { return static_cast<std::uint64_t>(hash == -1 ? -2 : hash); }

/// Compares |view| with |right|, right being finite.
int compare_magnitude_double(const IntView& view, double right) {
  int exponent;
  const double fraction = std::frexp(std::fabs(right), &exponent);  // right = fraction * 2^exponent, 0.5 <= fraction < 1
  if (right == 0) return view.is_zero() ? 0 : 1;
  if (view.is_zero()) return -1;
  const std::int64_t bits = static_cast<std::int64_t>(view.bit_length());
  if (exponent <= 0) return 1;
  if (bits != exponent) return bits < exponent ? -1 : 1;
  // Equal lengths: compare the top 64 bits, then whether anything is left below on either side.
  const std::uint64_t right_top = static_cast<std::uint64_t>(std::ldexp(fraction, 64));
  const int shift = std::countl_zero(view.limbs()[view.count - 1]);
  std::uint64_t left_top = view.limbs()[view.count - 1] << shift;
  bool rest = false;
  if (view.count > 1) {
    const std::uint64_t next = view.limbs()[view.count - 2];
    if (shift) left_top |= next >> (64 - shift);
    rest = shift ? (next << shift) != 0 : next != 0;
    for (mp_size_t i = 0; !rest && i < view.count - 2; ++i) rest = view.limbs()[i] != 0;
  }
  if (left_top != right_top) return left_top < right_top ? -1 : 1;
  return rest ? 1 : 0;
}

}  // namespace

Result<Value> new_int_slow(Vm& vm, std::int64_t number) {
  IntCell* cell = vm.allocate<IntCell>(kind::IntCell, builtin_shape(TypeId::Int));
  if (!cell) return Raised{};
  cell->number = number;
  return Value::from_cell(cell);
}

Result<Value> new_int_unsigned(Vm& vm, std::uint64_t number) {
  if (static_cast<std::int64_t>(number) >= 0) return new_int(vm, static_cast<std::int64_t>(number));
  BigInt* big = TRY(new_limbs(vm, 1));
  big->limbs[0] = number;
  return Value::from_cell(big);
}

Result<Value> int_from_limbs(Vm& vm, const mp_limb_t* limbs, mp_size_t count, bool negative) {
  while (count > 0 && limbs[count - 1] == 0) --count;
  if (count == 0) return Value::from_int(0);
  if (count == 1) {
    const std::uint64_t low = limbs[0];
    constexpr std::uint64_t kTop = std::uint64_t{1} << 63;
    if (low < kTop) return new_int(vm, negative ? -static_cast<std::int64_t>(low) : static_cast<std::int64_t>(low));
    if (negative && low == kTop) return new_int(vm, INT64_MIN);
  }
  BigInt* big = TRY(new_limbs(vm, static_cast<std::uint64_t>(count)));
  std::memcpy(big->limbs, limbs, static_cast<std::size_t>(count) * sizeof(mp_limb_t));
  big->sign = negative ? -1 : 1;
  return Value::from_cell(big);
}

Result<Value> finish_big(Vm& vm, BigInt* big, mp_size_t count, bool negative) {
  while (count > 0 && big->limbs[count - 1] == 0) --count;
  // A cell that is much too large for what is in it is given up for one that fits.
  const bool wasteful = count < 2 || static_cast<std::uint64_t>(count) < big->limb_count / 2;
  if (wasteful) return int_from_limbs(vm, big->limbs, count, negative);
  big->limb_count = static_cast<std::uint32_t>(count);
  big->sign = negative ? -1 : 1;
  return Value::from_cell(big);
}

Result<Value> int_from_wide(Vm& vm, __int128 number) {
  if (number == static_cast<std::int64_t>(number)) return new_int(vm, static_cast<std::int64_t>(number));
  const bool negative = number < 0;
  const unsigned __int128 magnitude = negative ? -static_cast<unsigned __int128>(number) : static_cast<unsigned __int128>(number);
  const auto high = static_cast<mp_limb_t>(magnitude >> 64);
  BigInt* big = TRY(new_limbs(vm, high ? 2 : 1));
  big->limbs[0] = static_cast<mp_limb_t>(magnitude);
  if (high) big->limbs[1] = high;
  big->sign = negative ? -1 : 1;
  return Value::from_cell(big);
}

Result<Value> int_from_shifted(Vm& vm, std::uint64_t magnitude, std::uint64_t shift, bool negative) {
  if (magnitude == 0) return Value::from_int(0);
  const std::uint64_t words = shift / 64;
  const unsigned bits = shift % 64;
  BigInt* big = TRY(new_limbs(vm, words + 2));
  big->limbs[words] = magnitude << bits;
  if (bits) big->limbs[words + 1] = magnitude >> (64 - bits);
  return finish_big(vm, big, static_cast<mp_size_t>(words + 2), negative);
}

Result<Value> new_int_from_double(Vm& vm, double number) {
  if (std::isnan(number)) return vm.raise(TypeId::ValueError, "cannot convert float NaN to integer");
  if (std::isinf(number)) return vm.raise(TypeId::OverflowError, "cannot convert float infinity to integer");
  if (number > -0x1p63 && number < 0x1p63) return new_int(vm, static_cast<std::int64_t>(number));
  int exponent;
  const double fraction = std::frexp(std::fabs(number), &exponent);
  return int_from_shifted(vm, static_cast<std::uint64_t>(std::ldexp(fraction, 64)) >> 11, static_cast<std::uint64_t>(exponent - 53), number < 0);
}

bool is_int_like(Value value) {
  return value.is_int() || value.is_bool() || value.is(kind::IntCell) || value.is(kind::BigInt);
}

Value plain_int(Value value) {
  if (value.is_int() || value.is(kind::BigInt)) return value;
  if (value.is_bool()) return Value::from_int(value.as_bool());
  const IntCell* cell = value.as<IntCell>();
  if (is_plain_cell(cell)) return value;
  return cell->big.is_empty() ? Value::from_int(cell->number) : cell->big;
}

bool int_to_int64(Value value, std::int64_t* number) {
  if (value.is_int()) {
    *number = value.as_int();
    return true;
  }
  if (value.is_bool()) {
    *number = value.as_bool();
    return true;
  }
  if (value.as_cell()->kind == kind::BigInt) return false;
  const IntCell* cell = value.as<IntCell>();
  if (cell->big.is(kind::BigInt)) return false;
  *number = cell->number;
  return true;
}

Result<double> int_to_double(Vm& vm, Value value) {
  std::int64_t number;
  if (int_to_int64(value, &number)) return static_cast<double>(number);
  const IntView view(value);
  const std::uint64_t bits = view.bit_length();
  if (bits > 1024) return vm.raise(TypeId::OverflowError, "int too large to convert to float");
  const int shift = std::countl_zero(view.limbs()[view.count - 1]);
  std::uint64_t top = view.limbs()[view.count - 1] << shift;
  bool rest = false;
  if (view.count > 1) {
    const std::uint64_t next = view.limbs()[view.count - 2];
    if (shift) top |= next >> (64 - shift);
    rest = shift ? (next << shift) != 0 : next != 0;
    for (mp_size_t i = 0; !rest && i < view.count - 2; ++i) rest = view.limbs()[i] != 0;
  }
  // 64 bits with a sticky lowest one round to 53 exactly as the whole number does.
  const double scaled = std::ldexp(static_cast<double>(top | (rest ? 1 : 0)), static_cast<int>(bits) - 64);
  if (std::isinf(scaled)) return vm.raise(TypeId::OverflowError, "int too large to convert to float");
  return view.negative ? -scaled : scaled;
}

Result<Value> index_of(Vm& vm, Value value) {
  if (is_int_like(value)) return plain_int(value);
  Type* type = vm.type_of(value);
  if (!type->has(Special::Index)) return vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, type), "' object cannot be interpreted as an integer");
  const Value result = TRY(vm.call_special(value, Special::Index));
  if (!is_int_like(result)) return vm.raise_error(TypeId::TypeError, "__index__ returned non-int (type ", full_type_name(vm, vm.type_of(result)), ")");
  return plain_int(result);
}

Result<std::int64_t> index_to_int64(Vm& vm, Value value) {
  if (value.is_int()) return value.as_int();
  const Value plain = TRY(index_of(vm, value));
  std::int64_t number;
  if (!int_to_int64(plain, &number)) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C ssize_t");
  return number;
}

Result<std::int64_t> index_to_size(Vm& vm, Value value) {
  if (value.is_int()) return value.as_int();
  const Value plain = TRY(index_of(vm, value));
  std::int64_t number;
  if (!int_to_int64(plain, &number)) return vm.raise_error(TypeId::OverflowError, "cannot fit '", full_type_name(vm, vm.type_of(value)), "' into an index-sized integer");
  return number;
}

Result<std::int64_t> index_clamped(Vm& vm, Value value) {
  if (value.is_int()) return value.as_int();
  const Value plain = TRY(index_of(vm, value));
  std::int64_t number;
  if (!int_to_int64(plain, &number)) return IntView(plain).negative ? INT64_MIN : INT64_MAX;
  return number;
}

int int_compare(Value left, Value right) {
  std::int64_t a, b;
  const bool left_small = int_to_int64(left, &a), right_small = int_to_int64(right, &b);
  if (left_small && right_small) return a < b ? -1 : a > b;
  const IntView x(left), y(right);
  if (x.negative != y.negative) return x.negative ? -1 : 1;
  int order = x.count != y.count ? (x.count < y.count ? -1 : 1) : mpn_cmp(x.limbs(), y.limbs(), x.count);
  order = order < 0 ? -1 : order > 0;
  return x.negative ? -order : order;
}

int int_compare_double(Value left, double right) {
  std::int64_t number;
  if (int_to_int64(left, &number)) {
    if (right >= 0x1p63) return -1;
    if (right < -0x1p63) return 1;
    const std::int64_t whole = static_cast<std::int64_t>(right);
    if (number != whole) return number < whole ? -1 : 1;
    const double fraction = right - static_cast<double>(whole);
    return fraction > 0 ? -1 : fraction < 0;
  }
  if (std::isinf(right)) return right > 0 ? -1 : 1;
  const IntView view(left);
  if (view.negative != (right < 0)) return view.negative ? -1 : 1;
  const int order = compare_magnitude_double(view, right);
  return view.negative ? -order : order;
}

std::uint64_t int_hash(Value value) {
  std::int64_t number;
  if (int_to_int64(value, &number)) {
    const std::uint64_t magnitude = number < 0 ? -static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
    const std::int64_t hash = static_cast<std::int64_t>(magnitude % kHashModulus);
    return avoid_minus_one(number < 0 ? -hash : hash);
  }
  const IntView view(value);
  const std::int64_t hash = static_cast<std::int64_t>(mpn_mod_1(view.limbs(), view.count, kHashModulus));
  return avoid_minus_one(view.negative ? -hash : hash);
}

std::uint64_t double_hash(double number, Value self) {
  if (std::isinf(number)) return static_cast<std::uint64_t>(number > 0 ? 314159 : -314159);
  if (std::isnan(number)) {
    const std::uint64_t bits = self.bits();
    return avoid_minus_one(static_cast<std::int64_t>(bits >> 4 | bits << 60));
  }
  if (number >= -0x1p52 && number <= 0x1p52) {
    const std::int64_t whole = static_cast<std::int64_t>(number);
    if (static_cast<double>(whole) == number) return avoid_minus_one(whole);
  }
  int exponent;
  double fraction = std::frexp(std::fabs(number), &exponent);
  std::uint64_t hash = 0;
  while (fraction != 0) {  // 28 bits at a time
    hash = ((hash << 28) & kHashModulus) | hash >> 33;
    fraction *= 268435456.0;
    exponent -= 28;
    const std::uint64_t digit = static_cast<std::uint64_t>(fraction);
    fraction -= static_cast<double>(digit);
    hash += digit;
    if (hash >= kHashModulus) hash -= kHashModulus;
  }
  const int turn = exponent >= 0 ? exponent % 61 : 60 - (-1 - exponent) % 61;
  hash = ((hash << turn) & kHashModulus) | hash >> (61 - turn);
  return avoid_minus_one(number < 0 ? -static_cast<std::int64_t>(hash) : static_cast<std::int64_t>(hash));
}

}  // namespace tauraro
