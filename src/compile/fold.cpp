#include "compile/fold.h"

#include <cmath>
#include <cstdlib>

namespace tauraro {

using namespace ast;
using Kind = tauraro::Constant::Kind;
using Value = tauraro::Constant;

namespace {

// CPython's limits (ast_opt.c), so that a constant does not grow out of proportion to its source.
constexpr std::size_t kLongestText = 4096;
constexpr std::size_t kLargestTuple = 256;
constexpr std::size_t kMostItems = 1024;  // in a repeated tuple, nested ones included

Value of_kind(Kind kind) {
  Value value;
  value.kind = kind;
  return value;
}
Value of_bool(bool truth) { return of_kind(truth ? Kind::True : Kind::False); }
Value of_int(std::int64_t number) {
  Value value = of_kind(Kind::Int);
  value.integer = number;
  return value;
}
Value of_double(double number) {
  Value value = of_kind(Kind::Double);
  value.real = number;
  return value;
}
Value of_complex(double real, double imaginary) {
  Value value = of_kind(Kind::Complex);
  value.real = real;
  value.imaginary = imaginary;
  return value;
}
Value of_text(Kind kind, std::string text) {
  Value value = of_kind(kind);
  value.text = std::move(text);
  return value;
}

/// Hexadecimal digits of a literal with prefix 0x, 0o, 0b or none.
std::string hexadecimal_of(std::string_view literal) {
  static constexpr char kDigits[] = "0123456789abcdef";
  const auto strip = [](std::string digits) {
    const std::size_t first = digits.find_first_not_of('0');
    return first == digits.npos ? std::string("0") : digits.substr(first);
  };
  if (literal.starts_with("0x") || literal.starts_with("0X")) return strip(std::string(literal.substr(2)));
  if (literal.starts_with("0o") || literal.starts_with("0b") || literal.starts_with("0O") || literal.starts_with("0B")) {
    const int bits = literal[1] == 'o' || literal[1] == 'O' ? 3 : 1;
    std::string reversed;
    unsigned window = 0;
    int filled = 0;
    for (std::size_t i = literal.size(); i-- > 2;) {
      window |= static_cast<unsigned>(literal[i] - '0') << filled;
      for (filled += bits; filled >= 4; filled -= 4, window >>= 4) reversed.push_back(kDigits[window & 15]);
    }
    if (filled > 0) reversed.push_back(kDigits[window & 15]);
    return strip(std::string(reversed.rbegin(), reversed.rend()));
  }
  // Decimal: nine digits at a time into limbs of 32 bits, the lowest first.
  std::vector<std::uint32_t> limbs;
  for (std::size_t at = 0; at < literal.size();) {
    std::uint64_t carry = 0, scale = 1;
    for (int i = 0; i < 9 && at < literal.size(); ++i, ++at, scale *= 10) carry = carry * 10 + static_cast<std::uint64_t>(literal[at] - '0');
    for (std::uint32_t& limb : limbs) {
      carry += limb * scale;
      limb = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry) limbs.push_back(static_cast<std::uint32_t>(carry));
  }
  std::string reversed;
  for (std::uint32_t limb : limbs)
    for (int i = 0; i < 8; ++i, limb >>= 4) reversed.push_back(kDigits[limb & 15]);
  return strip(std::string(reversed.rbegin(), reversed.rend()));
}

bool is_int_like(const Value& value) { return value.kind == Kind::Int || value.kind == Kind::True || value.kind == Kind::False; }
bool is_real(const Value& value) { return is_int_like(value) || value.kind == Kind::Double; }
bool is_number(const Value& value) { return is_real(value) || value.kind == Kind::Complex; }
std::int64_t int_of(const Value& value) { return value.kind == Kind::Int ? value.integer : value.kind == Kind::True; }
double real_of(const Value& value) { return is_int_like(value) ? static_cast<double>(int_of(value)) : value.real; }
double imaginary_of(const Value& value) { return value.kind == Kind::Complex ? value.imaginary : 0; }
/// An int that a double holds exactly: CPython's conversion rounds as ours only then for sure.
bool fits_double(const Value& value) { return !is_int_like(value) || std::llabs(int_of(value)) <= (std::int64_t{1} << 53); }

/// Code points of WTF-8.
std::size_t length_of_text(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return count;
}

std::optional<Value> int_power(std::int64_t base, std::int64_t exponent) {
  if (exponent < 0) return std::nullopt;
  std::int64_t result = 1;
  while (exponent > 0) {
    if (exponent & 1 && __builtin_mul_overflow(result, base, &result)) return std::nullopt;
    exponent >>= 1;
    if (exponent > 0 && __builtin_mul_overflow(base, base, &base)) return std::nullopt;
  }
  return of_int(result);
}

std::optional<Value> fold_ints(BinaryOperator op, std::int64_t x, std::int64_t y) {
  std::int64_t result = 0;
  switch (op) {
    case BinaryOperator::Add: return __builtin_add_overflow(x, y, &result) ? std::nullopt : std::optional(of_int(result));
    case BinaryOperator::Sub: return __builtin_sub_overflow(x, y, &result) ? std::nullopt : std::optional(of_int(result));
    case BinaryOperator::Mult: return __builtin_mul_overflow(x, y, &result) ? std::nullopt : std::optional(of_int(result));
    case BinaryOperator::FloorDiv:
    case BinaryOperator::Mod: {
      if (y == 0 || (y == -1 && x == INT64_MIN)) return std::nullopt;
      std::int64_t quotient = x / y, rest = x % y;
      if (rest != 0 && (rest < 0) != (y < 0)) rest += y, --quotient;
      return of_int(op == BinaryOperator::Mod ? rest : quotient);
    }
    case BinaryOperator::Pow: return int_power(x, y);
    case BinaryOperator::LShift:
      if (y < 0 || y > 62 || (x << y) >> y != x) return std::nullopt;
      return of_int(x << y);
    case BinaryOperator::RShift:
      if (y < 0) return std::nullopt;
      return of_int(x >> (y > 63 ? 63 : y));
    case BinaryOperator::BitAnd: return of_int(x & y);
    case BinaryOperator::BitOr: return of_int(x | y);
    case BinaryOperator::BitXor: return of_int(x ^ y);
    default: return std::nullopt;
  }
}

std::optional<Value> fold_doubles(BinaryOperator op, double x, double y) {
  switch (op) {
    case BinaryOperator::Add: return of_double(x + y);
    case BinaryOperator::Sub: return of_double(x - y);
    case BinaryOperator::Mult: return of_double(x * y);
    case BinaryOperator::Div: return y == 0 ? std::nullopt : std::optional(of_double(x / y));
    case BinaryOperator::Pow: {
      if (!(x > 0) || !std::isfinite(x) || !std::isfinite(y)) return std::nullopt;
      const double result = std::pow(x, y);
      return std::isfinite(result) ? std::optional(of_double(result)) : std::nullopt;
    }
    default: return std::nullopt;  // // and % are left to run time
  }
}

std::optional<Value> fold_complexes(BinaryOperator op, const Value& left, const Value& right) {
  const double a = real_of(left), b = imaginary_of(left), c = real_of(right), d = imaginary_of(right);
  switch (op) {
    case BinaryOperator::Add: return of_complex(a + c, b + d);
    case BinaryOperator::Sub: return of_complex(a - c, b - d);
    case BinaryOperator::Mult: return of_complex(a * c - b * d, a * d + b * c);
    default: return std::nullopt;
  }
}

std::size_t nested_items(const Value& value) {
  std::size_t count = value.items.size();
  for (const Value& item : value.items) count += nested_items(item);
  return count;
}

std::optional<Value> repeat(const Value& sequence, std::int64_t count) {
  if (count < 0) count = 0;
  const auto times = static_cast<std::size_t>(count);
  Value result = of_kind(sequence.kind);
  if (sequence.kind == Kind::Tuple) {
    if (!sequence.items.empty()) {
      if (times > kLargestTuple / sequence.items.size()) return std::nullopt;
      if (times > 0 && nested_items(sequence) > kMostItems / times) return std::nullopt;
      for (std::size_t i = 0; i < times; ++i) result.items.insert(result.items.end(), sequence.items.begin(), sequence.items.end());
    }
    return result;
  }
  const std::size_t length = sequence.kind == Kind::Str ? length_of_text(sequence.text) : sequence.text.size();
  if (length > 0 && times > kLongestText / length) return std::nullopt;
  for (std::size_t i = 0; i < times; ++i) result.text += sequence.text;
  return result;
}

bool is_sequence(const Value& value) { return value.kind == Kind::Tuple || value.kind == Kind::Str || value.kind == Kind::Bytes; }

std::optional<Value> item_of_text(const Value& text, std::int64_t index) {
  if (text.kind == Kind::Bytes) {
    const auto size = static_cast<std::int64_t>(text.text.size());
    if (index < 0) index += size;
    if (index < 0 || index >= size) return std::nullopt;
    return of_int(static_cast<unsigned char>(text.text[static_cast<std::size_t>(index)]));
  }
  const auto size = static_cast<std::int64_t>(length_of_text(text.text));
  if (index < 0) index += size;
  if (index < 0 || index >= size) return std::nullopt;
  std::size_t at = 0;
  const auto next = [&](std::size_t from) {
    do ++from;
    while (from < text.text.size() && (static_cast<unsigned char>(text.text[from]) & 0xc0) == 0x80);
    return from;
  };
  for (; index > 0; --index) at = next(at);
  return of_text(Kind::Str, text.text.substr(at, next(at) - at));
}

}  // namespace

Value literal_constant(const ast::Constant& node) {
  switch (node.constant_kind) {
    case ConstantKind::None: return of_kind(Kind::None);
    case ConstantKind::False: return of_bool(false);
    case ConstantKind::True: return of_bool(true);
    case ConstantKind::Ellipsis: return of_kind(Kind::Ellipsis);
    case ConstantKind::Int: return of_int(node.int_value);
    case ConstantKind::BigInt: return of_text(Kind::BigInt, hexadecimal_of(node.text));
    case ConstantKind::Float: return of_double(node.float_value);
    case ConstantKind::Imaginary: return of_complex(0, node.float_value);
    case ConstantKind::Str: return of_text(Kind::Str, std::string(node.text));
    case ConstantKind::Bytes: return of_text(Kind::Bytes, std::string(node.text));
  }
  return {};
}

bool is_true(const Value& constant) {
  switch (constant.kind) {
    case Kind::None:
    case Kind::False: return false;
    case Kind::Int: return constant.integer != 0;
    case Kind::Double: return constant.real != 0;
    case Kind::Complex: return constant.real != 0 || constant.imaginary != 0;
    case Kind::Str:
    case Kind::Bytes: return !constant.text.empty();
    case Kind::Tuple:
    case Kind::FrozenSet: return !constant.items.empty();
    default: return true;
  }
}

bool equal_keys(const Value& x, const Value& y) {
  if (is_number(x) && is_number(y)) return real_of(x) == real_of(y) && imaginary_of(x) == imaginary_of(y);
  return x.kind == y.kind && x.text == y.text && x.items == y.items;
}

const Value* Folder::fold(const Expr& node) {
  switch (node.kind) {
    case ExprKind::Name:
      if (as<Name>(node).id != "__debug__") return nullptr;
      break;
    case ExprKind::Tuple:
    case ExprKind::Subscript:
    case ExprKind::Constant:
    case ExprKind::UnaryOp:
    case ExprKind::BinOp: break;
    default: return nullptr;
  }
  if (const auto at = known_.find(&node); at != known_.end()) return at->second ? &*at->second : nullptr;
  std::optional<Value> value = compute(node);
  const auto at = known_.emplace(&node, std::move(value)).first;
  return at->second ? &*at->second : nullptr;
}

std::optional<Value> Folder::compute(const Expr& node) {
  switch (node.kind) {
    case ExprKind::Constant: return literal_constant(as<ast::Constant>(node));
    case ExprKind::Name: return of_bool(debug_);
    case ExprKind::Tuple: return fold_tuple(as<Tuple>(node));
    case ExprKind::UnaryOp: return fold_unary(as<UnaryOp>(node));
    case ExprKind::BinOp: return fold_binary(as<BinOp>(node));
    case ExprKind::Subscript: return fold_subscript(as<Subscript>(node));
    default: return std::nullopt;
  }
}

std::optional<Value> Folder::fold_tuple(const Tuple& node) {
  if (node.context != ExprContext::Load) return std::nullopt;
  Value result = of_kind(Kind::Tuple);
  for (const Expr* item : node.elts) {
    const Value* value = fold(*item);
    if (!value) return std::nullopt;
    result.items.push_back(*value);
  }
  return result;
}

std::optional<Value> Folder::fold_unary(const UnaryOp& node) {
  const Value* operand = fold(*node.operand);
  if (!operand) return std::nullopt;
  switch (node.op) {
    case UnaryOperator::Not: return of_bool(!is_true(*operand));
    case UnaryOperator::Invert: return is_int_like(*operand) ? std::optional(of_int(~int_of(*operand))) : std::nullopt;
    case UnaryOperator::UAdd:
      if (is_int_like(*operand)) return of_int(int_of(*operand));
      return is_number(*operand) ? std::optional(*operand) : std::nullopt;
    case UnaryOperator::USub:
      if (is_int_like(*operand)) return int_of(*operand) == INT64_MIN ? std::nullopt : std::optional(of_int(-int_of(*operand)));
      if (operand->kind == Kind::BigInt && operand->text == "8000000000000000") return of_int(INT64_MIN);
      if (operand->kind == Kind::Double) return of_double(-operand->real);
      if (operand->kind == Kind::Complex) return of_complex(-operand->real, -operand->imaginary);
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Value> Folder::fold_binary(const BinOp& node) {
  // The right operand first: in a long chain it is the leaf.
  const Value* right = fold(*node.right);
  if (!right) return std::nullopt;
  const Value* left = fold(*node.left);
  if (!left) return std::nullopt;
  if (is_int_like(*left) && is_int_like(*right)) {
    const bool bools = left->kind != Kind::Int && right->kind != Kind::Int;
    if (bools && (node.op == BinaryOperator::BitAnd || node.op == BinaryOperator::BitOr || node.op == BinaryOperator::BitXor)) {
      const bool x = int_of(*left) != 0, y = int_of(*right) != 0;
      return of_bool(node.op == BinaryOperator::BitAnd ? x && y : node.op == BinaryOperator::BitOr ? x || y : x != y);
    }
    if (node.op != BinaryOperator::Div) return fold_ints(node.op, int_of(*left), int_of(*right));
  }
  if (is_real(*left) && is_real(*right))
    return fits_double(*left) && fits_double(*right) ? fold_doubles(node.op, real_of(*left), real_of(*right)) : std::nullopt;
  if (is_number(*left) && is_number(*right))
    return fits_double(*left) && fits_double(*right) ? fold_complexes(node.op, *left, *right) : std::nullopt;
  if (node.op == BinaryOperator::Add && left->kind == right->kind && is_sequence(*left)) {
    Value result = *left;
    result.text += right->text;
    result.items.insert(result.items.end(), right->items.begin(), right->items.end());
    return result;
  }
  if (node.op == BinaryOperator::Mult) {
    if (is_sequence(*left) && is_int_like(*right)) return repeat(*left, int_of(*right));
    if (is_sequence(*right) && is_int_like(*left)) return repeat(*right, int_of(*left));
  }
  return std::nullopt;
}

std::optional<Value> Folder::fold_subscript(const Subscript& node) {
  if (node.context != ExprContext::Load) return std::nullopt;
  const Value* index = fold(*node.slice);
  if (!index || !is_int_like(*index)) return std::nullopt;
  const Value* sequence = fold(*node.value);
  if (!sequence || !is_sequence(*sequence)) return std::nullopt;
  std::int64_t at = int_of(*index);
  if (sequence->kind != Kind::Tuple) return item_of_text(*sequence, at);
  const auto size = static_cast<std::int64_t>(sequence->items.size());
  if (at < 0) at += size;
  if (at < 0 || at >= size) return std::nullopt;
  return sequence->items[static_cast<std::size_t>(at)];
}

}  // namespace tauraro
