#pragma once
#include <bit>
#include <cassert>
#include <cstdint>
#include <type_traits>

#include "heap/cell.h"

namespace tauraro {

/// One Python value in 64 bits. Owns nothing: the collector keeps the cells that it refers to alive.
///
///     bits 63..48     bits 47..0
///     0000            address of a heap cell, as it is; below kFirstAddress: empty, None, False, True, ... (immediates)
///     0001 .. fff9    a double, its bits + kDoubleOffset; only the two canonical NaNs occur
///     ffff            an int of at most 48 bits, stored as number + kIntBias; a larger int is a cell
///
/// `empty` is all zero: an unset slot, an unbound local, and "raised" in a Result<Value>. It is never visible to Python.
class Value {
 public:
  static constexpr std::int64_t kMinInt = -(std::int64_t{1} << 47);
  static constexpr std::int64_t kMaxInt = (std::int64_t{1} << 47) - 1;
  static constexpr std::uint64_t kDoubleOffset = 0x0001'0000'0000'0000;
  static constexpr std::uint64_t kFirstInt = 0xffff'0000'0000'0000;
  static constexpr std::uint64_t kIntBias = 0xffff'8000'0000'0000;
  static constexpr std::uint64_t kFirstAddress = 4096;
  enum Immediate : std::uint64_t {
    kEmptyBits = 0,
    kNoneBits = 2,
    kFalseBits = 6,
    kTrueBits = 7,
    kNotImplementedBits = 10,
    kEllipsisBits = 12,
    kNotFoundBits = 14,  ///< internal: "no such key or attribute" without an exception; never visible to Python
    kDoneBits = 16,      ///< internal: "the iterator is exhausted" without a StopIteration; never visible to Python
    kResumeBits = 18,    ///< internal: compiled code left through an exit; the interpreter goes on (vm/tier_up.h)
  };

  constexpr Value() : bits_(kEmptyBits) {}
  static constexpr Value from_bits(std::uint64_t bits) { return Value(bits); }
  static constexpr Value empty() { return Value(kEmptyBits); }
  static constexpr Value none() { return Value(kNoneBits); }
  static constexpr Value not_implemented() { return Value(kNotImplementedBits); }
  static constexpr Value ellipsis() { return Value(kEllipsisBits); }
  static constexpr Value not_found() { return Value(kNotFoundBits); }
  static constexpr Value done() { return Value(kDoneBits); }
  static constexpr Value from_bool(bool truth) { return Value(kFalseBits | static_cast<std::uint64_t>(truth)); }
  static constexpr bool fits_int(std::int64_t number) {
    return static_cast<std::uint64_t>(number) + kIntBias >= kFirstInt;
  }
  /// \pre fits_int(number)
  static constexpr Value from_int(std::int64_t number) {
    assert(fits_int(number));
    return Value(static_cast<std::uint64_t>(number) + kIntBias);
  }
  /// \pre a NaN is canonical (results of arithmetic are; canonicalize what comes from outside with from_any_double)
  static constexpr Value from_double(double number) { return Value(std::bit_cast<std::uint64_t>(number) + kDoubleOffset); }
  static constexpr Value from_any_double(double number) {
    if (number != number) {
      const bool negative = std::bit_cast<std::int64_t>(number) < 0;
      return Value((negative ? 0xfff8'0000'0000'0000 : 0x7ff8'0000'0000'0000) + kDoubleOffset);
    }
    return from_double(number);
  }
  static Value from_cell(const Cell* cell) { return Value(reinterpret_cast<std::uint64_t>(cell)); }

  constexpr std::uint64_t bits() const { return bits_; }
  constexpr bool is_empty() const { return bits_ == kEmptyBits; }
  constexpr bool is_none() const { return bits_ == kNoneBits; }
  constexpr bool is_bool() const { return (bits_ | 1) == kTrueBits; }
  constexpr bool is_true() const { return bits_ == kTrueBits; }
  constexpr bool is_false() const { return bits_ == kFalseBits; }
  constexpr bool is_not_implemented() const { return bits_ == kNotImplementedBits; }
  constexpr bool is_ellipsis() const { return bits_ == kEllipsisBits; }
  constexpr bool is_not_found() const { return bits_ == kNotFoundBits; }
  constexpr bool is_done() const { return bits_ == kDoneBits; }
  /// An int that is stored in the value itself (bool is not one).
  constexpr bool is_int() const { return bits_ >= kFirstInt; }
  constexpr bool is_double() const { return bits_ - kDoubleOffset < kFirstInt - kDoubleOffset; }
  constexpr bool is_cell() const { return bits_ - kFirstAddress < kDoubleOffset - kFirstAddress; }
  /// A cell of this kind (subclasses of a builtin share its kind).
  bool is(CellKind kind) const { return is_cell() && as_cell()->kind == kind; }

  /// \pre is_int()
  constexpr std::int64_t as_int() const {
    assert(is_int());
    return static_cast<std::int64_t>(bits_ - kIntBias);
  }
  /// \pre is_double()
  constexpr double as_double() const {
    assert(is_double());
    return std::bit_cast<double>(bits_ - kDoubleOffset);
  }
  constexpr bool as_bool() const { return bits_ == kTrueBits; }
  /// \pre is_cell()
  Cell* as_cell() const {
    assert(is_cell());
    return reinterpret_cast<Cell*>(bits_);
  }
  /// \pre is_cell(), of a kind that is laid out as T
  template <class T>
  T* as() const {
    assert(is_cell());
    return static_cast<T*>(reinterpret_cast<Cell*>(bits_));
  }
  /// Identity: `is` in Python (exact ints and floats are compared by value, see object/operations.h for int cells).
  friend constexpr bool operator==(Value left, Value right) { return left.bits_ == right.bits_; }

 private:
  explicit constexpr Value(std::uint64_t bits) : bits_(bits) {}
  std::uint64_t bits_;
};
static_assert(sizeof(Value) == 8 && std::is_trivially_copyable_v<Value>, "registers and list items are raw words");

}  // namespace tauraro
