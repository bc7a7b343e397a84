#include <cmath>
#include <limits>

#include "jit/pass/fold.h"

namespace tauraro::jit {
namespace {

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  const std::int64_t quotient = a / b;
  return a % b != 0 && (a % b < 0) != (b < 0) ? quotient - 1 : quotient;
}
std::int64_t floor_modulo(std::int64_t a, std::int64_t b) {
  const std::int64_t rest = a % b;
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}
std::int64_t wrapped(std::uint64_t word) { return static_cast<std::int64_t>(word); }

}  // namespace

std::optional<std::int64_t> evaluate_int(Op op, std::int64_t a, std::int64_t b) {
  const auto ua = static_cast<std::uint64_t>(a), ub = static_cast<std::uint64_t>(b);
  std::int64_t result = 0;
  switch (op) {
    case Op::AddInt: return __builtin_add_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case Op::SubInt: return __builtin_sub_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case Op::MulInt: return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case Op::FloorDivInt: case Op::ModInt: case Op::FloorDivWrap: case Op::ModWrap:
      if (b == 0 || (b == -1 && a == std::numeric_limits<std::int64_t>::min())) return std::nullopt;
      return op == Op::FloorDivInt || op == Op::FloorDivWrap ? floor_divide(a, b) : floor_modulo(a, b);
    case Op::ShlInt:
      if (ub > 63 || wrapped(ua << ub) >> ub != a) return std::nullopt;
      return wrapped(ua << ub);
    case Op::ShrInt: return b < 0 ? std::nullopt : std::optional(a >> (b > 63 ? 63 : b));
    case Op::AddWrap: return wrapped(ua + ub);
    case Op::SubWrap: return wrapped(ua - ub);
    case Op::MulWrap: return wrapped(ua * ub);
    case Op::ShlWrap: return wrapped(ua << (ub & 63));
    case Op::ShrWrap: return a >> (ub & 63);
    case Op::ShrLogical: return wrapped(ua >> (ub & 63));
    case Op::MulHigh: return static_cast<std::int64_t>((static_cast<__int128>(a) * b) >> 64);
    case Op::MulHighUnsigned: return wrapped(static_cast<std::uint64_t>((static_cast<unsigned __int128>(ua) * ub) >> 64));
    case Op::AndInt: case Op::AndBool: return a & b;
    case Op::OrInt: case Op::OrBool: return a | b;
    case Op::XorInt: case Op::XorBool: return a ^ b;
    case Op::MinInt: return a < b ? a : b;
    case Op::MaxInt: return a > b ? a : b;
    case Op::EqInt: case Op::EqWord: return a == b;
    case Op::NeInt: case Op::NeWord: return a != b;
    case Op::LtInt: return a < b;
    case Op::LeInt: return a <= b;
    case Op::GtInt: return a > b;
    case Op::GeInt: return a >= b;
    case Op::LtUnsigned: return ua < ub;
    default: return std::nullopt;
  }
}

std::optional<double> evaluate_double(Op op, double a, double b) {
  switch (op) {
    case Op::AddDouble: return a + b;
    case Op::SubDouble: return a - b;
    case Op::MulDouble: return a * b;
    case Op::DivDouble: return a / b;
    case Op::NegDouble: return -a;
    case Op::AbsDouble: return std::fabs(a);
    case Op::SqrtDouble: return std::sqrt(a);
    case Op::FloorDouble: return std::floor(a);
    case Op::CeilDouble: return std::ceil(a);
    case Op::TruncDouble: return std::trunc(a);
    case Op::RoundDouble: return std::nearbyint(a);
    default: return std::nullopt;
  }
}

std::optional<bool> compare_doubles(Op op, double a, double b) {
  switch (op) {
    case Op::EqDouble: return a == b;
    case Op::NeDouble: return a != b;
    case Op::LtDouble: return a < b;
    case Op::LeDouble: return a <= b;
    case Op::GtDouble: return a > b;
    case Op::GeDouble: return a >= b;
    default: return std::nullopt;
  }
}

namespace {

NodeId insert(Graph& graph, NodeId place, Op op, NodeId a, NodeId b) {
  const NodeId operands[] = {a, b};
  const NodeId node = graph.make(op, Type::void_type(), operands);
  graph.insert_before(place, node);
  return node;
}

struct Magic {
  std::uint64_t multiplier;
  unsigned shift;
};

/// floor(t / divisor) = high64(t * multiplier) >> shift, unsigned, for all 0 <= t <= most < 2^63.
Magic find_magic(std::uint64_t divisor, std::uint64_t most) {
  using Wide = unsigned __int128;
  for (unsigned shift = 0;; ++shift) {
    const Wide power = Wide{1} << (64 + shift);
    const Wide multiplier = power / divisor + 1;
    const Wide error = multiplier * divisor - power;  // at most divisor
    // With shift = log2(divisor) - 1 rounded up the multiplier has at most 64 bits, and the error is small enough.
    if (error * most < power) return {static_cast<std::uint64_t>(multiplier), shift};
  }
}

}  // namespace

NodeId divide_by_constant(Graph& graph, NodeId place, NodeId number, std::int64_t divisor) {
  const IntRange range = graph.type(number).range;
  NodeId sign = kNoNode, magnitude = number;
  std::uint64_t most = static_cast<std::uint64_t>(range.high);
  if (range.low < 0) {  // floor(x / d) = ~floor(~x / d) for negative x
    sign = insert(graph, place, Op::ShrWrap, number, graph.const_int(63));
    magnitude = insert(graph, place, Op::XorInt, number, sign);
    const auto below = static_cast<std::uint64_t>(~range.low);
    most = range.high < 0 || below > most ? below : most;
  }
  if (sign != kNoNode) graph.node(magnitude).type.range = {0, static_cast<std::int64_t>(most)};
  const Magic magic = find_magic(static_cast<std::uint64_t>(divisor), most);
  NodeId quotient =
      insert(graph, place, Op::MulHighUnsigned, magnitude, graph.const_int(static_cast<std::int64_t>(magic.multiplier)));
  if (magic.shift) quotient = insert(graph, place, Op::ShrWrap, quotient, graph.const_int(magic.shift));
  if (sign != kNoNode) quotient = insert(graph, place, Op::XorInt, quotient, sign);
  return quotient;
}

}  // namespace tauraro::jit
