#pragma once
#include <cstdint>
#include <limits>

namespace tauraro::jit {

/// What a node's result is. The first group lives in machine registers as it is; the second group are boxed Values
/// (NaN-boxed words), from "any" to narrower and narrower.
enum class TypeKind : std::uint8_t {
  Void,    ///< no result
  Int64,   ///< a raw 64-bit integer with a known range
  Double,  ///< a raw double
  Bool,    ///< a machine 0 or 1
  Raw,     ///< an address or another word that is no Value; never named by a frame state
  Value,        ///< any boxed Value
  IntValue,     ///< a boxed inline int
  DoubleValue,  ///< a boxed double
  BoolValue,    ///< True or False
  NoneValue,    ///< None
  Cell,         ///< a heap cell; `shape` says which shape it was seen to have (0: unknown)
};

/// How a result is held: which register class, and how an exit turns it into a Value.
enum class Representation : std::uint8_t { None, Int64, Double, Bool, Raw, Value };

/// Both ends included.
struct IntRange {
  std::int64_t low = std::numeric_limits<std::int64_t>::min();
  std::int64_t high = std::numeric_limits<std::int64_t>::max();

  bool is_full() const { return *this == IntRange{}; }
  bool is_constant() const { return low == high; }
  bool contains(std::int64_t number) const { return low <= number && number <= high; }
  bool is_within(IntRange other) const { return other.low <= low && high <= other.high; }
  IntRange join(IntRange other) const {
    return {low < other.low ? low : other.low, high > other.high ? high : other.high};
  }
  /// May be empty (low > high) when the two do not meet.
  IntRange meet(IntRange other) const {
    return {low > other.low ? low : other.low, high < other.high ? high : other.high};
  }
  friend bool operator==(const IntRange&, const IntRange&) = default;
};

/// The ints that a Value holds without a cell.
inline constexpr IntRange kInlineIntRange{-(std::int64_t{1} << 47), (std::int64_t{1} << 47) - 1};

struct Type {
  TypeKind kind = TypeKind::Void;
  std::uint32_t shape = 0;  ///< Cell: its shape, when known and not 0
  IntRange range;           ///< Int64: the numbers that it can be

  static constexpr Type void_type() { return {TypeKind::Void}; }
  static constexpr Type int64() { return {TypeKind::Int64}; }
  static constexpr Type int64(std::int64_t low, std::int64_t high) { return {TypeKind::Int64, 0, {low, high}}; }
  static constexpr Type int64(IntRange range) { return {TypeKind::Int64, 0, range}; }
  static constexpr Type float64() { return {TypeKind::Double}; }
  static constexpr Type boolean() { return {TypeKind::Bool}; }
  static constexpr Type raw() { return {TypeKind::Raw}; }
  static constexpr Type value() { return {TypeKind::Value}; }
  static constexpr Type int_value() { return {TypeKind::IntValue}; }
  static constexpr Type double_value() { return {TypeKind::DoubleValue}; }
  static constexpr Type bool_value() { return {TypeKind::BoolValue}; }
  static constexpr Type none_value() { return {TypeKind::NoneValue}; }
  static constexpr Type cell(std::uint32_t shape = 0) { return {TypeKind::Cell, shape}; }

  bool is_boxed() const { return kind >= TypeKind::Value; }
  /// Whether storing it may need a write barrier.
  bool may_be_cell() const { return kind == TypeKind::Value || kind == TypeKind::Cell; }
  friend bool operator==(const Type&, const Type&) = default;
};

constexpr Representation representation(TypeKind kind) {
  switch (kind) {
    case TypeKind::Void: return Representation::None;
    case TypeKind::Int64: return Representation::Int64;
    case TypeKind::Double: return Representation::Double;
    case TypeKind::Bool: return Representation::Bool;
    case TypeKind::Raw: return Representation::Raw;
    default: return Representation::Value;
  }
}

/// The least type that holds both. \pre same representation
Type join(const Type& a, const Type& b);
/// Whether every value of `a` is one of `b`.
bool is_subtype(const Type& a, const Type& b);

const char* type_kind_name(TypeKind kind);

// The encoding of Values, as far as machine code needs it (object/value.h is its home; jit/target asserts that they agree).
inline constexpr std::uint64_t kNoneBits = 2;
inline constexpr std::uint64_t kFalseBits = 6;
inline constexpr std::uint64_t kTrueBits = 7;
inline constexpr std::uint64_t kIntBias = 0xffff'8000'0000'0000;
inline constexpr std::uint64_t kFirstInt = 0xffff'0000'0000'0000;
inline constexpr std::uint64_t kDoubleOffset = 0x0001'0000'0000'0000;
/// Words below this are empty, None, False, True; a cell's address is never below it.
inline constexpr std::uint64_t kFirstAddress = 4096;

constexpr bool is_inline_int_bits(std::uint64_t bits) { return bits >= kFirstInt; }
constexpr bool is_double_bits(std::uint64_t bits) { return bits >= kDoubleOffset && bits < kFirstInt; }
constexpr bool is_cell_bits(std::uint64_t bits) { return bits >= kFirstAddress && bits < kDoubleOffset; }
constexpr bool is_bool_bits(std::uint64_t bits) { return (bits | 1) == kTrueBits; }

}  // namespace tauraro::jit
