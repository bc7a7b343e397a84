#pragma once
#include <gmp.h>

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "object/int.h"
#include "object/runtime.h"

namespace tauraro {

static_assert(sizeof(mp_limb_t) == 8 && GMP_NUMB_BITS == 64);

/// int_to_int64, inline.
inline bool fits_int64(Value value, std::int64_t* number) {
  if (value.is_int()) {
    *number = value.as_int();
    return true;
  }
  if (value.is_cell() && value.as_cell()->kind == kind::BigInt) return false;
  return int_to_int64(value, number);
}

/// Sign and magnitude of an int-like value, in place. count is 0 for zero; the top limb is never 0.
class IntView {
 public:
  explicit IntView(Value value) {
    std::int64_t number;
    if (fits_int64(value, &number)) {
      set(number);
      return;
    }
    const BigInt* big = plain_int(value).as<BigInt>();
    limbs_ = big->limbs;
    count = big->limb_count;
    negative = big->sign < 0;
  }
  explicit IntView(std::int64_t number) { set(number); }
  IntView(const IntView&) = delete;
  IntView& operator=(const IntView&) = delete;

  const mp_limb_t* limbs() const { return limbs_; }
  bool is_zero() const { return count == 0; }
  bool is_one_limb() const { return count == 1; }
  /// Magnitude of at most one limb. \pre count <= 1
  std::uint64_t low() const { return count ? limbs_[0] : 0; }
  std::uint64_t bit_length() const {
    return count ? static_cast<std::uint64_t>(count) * 64 - static_cast<std::uint64_t>(std::countl_zero(limbs_[count - 1])) : 0;
  }

  mp_size_t count = 0;
  bool negative = false;

 private:
  void set(std::int64_t number) {
    negative = number < 0;
    small_ = negative ? -static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
    limbs_ = &small_;
    count = number != 0;
  }
  mp_limb_t small_ = 0;
  const mp_limb_t* limbs_ = &small_;
};

/// Whether the int-like value is below 2^127 in magnitude; stores it. For the sizes just beyond 64 bits
/// (hashes, masks, generators of random numbers) 128-bit arithmetic is much faster than limbs in memory.
inline bool int_to_wide(Value value, __int128* number) {
  std::int64_t small;
  if (fits_int64(value, &small)) {
    *number = small;
    return true;
  }
  const BigInt* big = plain_int(value).as<BigInt>();
  if (big->limb_count > 2 || (big->limb_count == 2 && big->limbs[1] >> 63)) return false;
  const __int128 magnitude = big->limb_count == 2 ? static_cast<__int128>(big->limbs[1]) << 64 | big->limbs[0] : static_cast<__int128>(big->limbs[0]);
  *number = big->sign < 0 ? -magnitude : magnitude;
  return true;
}

/// More limbs than any int may have: such a result is a MemoryError.
inline constexpr std::uint64_t kMaxLimbs = std::uint64_t{1} << 31;

/// A cell of `count` limbs to be filled: scratch, or a result for finish_big. Zeroed.
inline Result<BigInt*> new_limbs(Vm& vm, std::uint64_t count) {
  if (count > kMaxLimbs) return vm.out_of_memory();
  BigInt* big = vm.allocate<BigInt>(kind::BigInt, builtin_shape(TypeId::Int), count * sizeof(mp_limb_t));
  if (!big) return Raised{};
  big->limb_count = static_cast<std::uint32_t>(count);
  big->sign = 1;
  return big;
}

/// The int with the magnitude of the first `count` limbs, in its one form.
Result<Value> finish_big(Vm& vm, BigInt* big, mp_size_t count, bool negative);
/// The same from limbs anywhere (copied).
Result<Value> int_from_limbs(Vm& vm, const mp_limb_t* limbs, mp_size_t count, bool negative);
Result<Value> int_from_wide(Vm& vm, __int128 number);
/// magnitude * 2^shift, negated when asked for.
Result<Value> int_from_shifted(Vm& vm, std::uint64_t magnitude, std::uint64_t shift, bool negative);
/// left * right
Result<Value> multiply(Vm& vm, const IntView& left, const IntView& right);

/// Promises the heap's limit the memory that GMP takes while it works; limbs of scratch.
class ScratchClaim {
 public:
  ScratchClaim(Vm& vm, std::uint64_t limbs) : vm_(vm), bytes_(limbs > 4096 ? limbs * 8 : 0) {
    granted_ = bytes_ == 0 || vm.heap.account_external(static_cast<std::int64_t>(bytes_));
  }
  ~ScratchClaim() {
    if (granted_ && bytes_) vm_.heap.release_external(bytes_);
  }
  ScratchClaim(const ScratchClaim&) = delete;
  ScratchClaim& operator=(const ScratchClaim&) = delete;
  bool granted() const { return granted_; }

 private:
  Vm& vm_;
  std::uint64_t bytes_;
  bool granted_;
};

/// For loops of big steps: polls when a step is long enough to be worth it.
inline Result<void> poll_after(Vm& vm, mp_size_t limbs) {
  if (limbs > 256) return vm.poll();
  return {};
}

}  // namespace tauraro
