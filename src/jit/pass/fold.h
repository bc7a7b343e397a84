#pragma once
#include <cstdint>
#include <optional>

#include "jit/ir/graph.h"

namespace tauraro::jit {

/// The result of an op on Int64 or Bool words, when it is defined (no exit would be taken).
std::optional<std::int64_t> evaluate_int(Op op, std::int64_t a, std::int64_t b);
std::optional<double> evaluate_double(Op op, double a, double b);
/// Comparisons of doubles.
std::optional<bool> compare_doubles(Op op, double a, double b);

/// x // divisor (and x % divisor) for a constant divisor above 1 by multiplication and shifts, placed before `place`.
/// \return the quotient
NodeId divide_by_constant(Graph& graph, NodeId place, NodeId number, std::int64_t divisor);

}  // namespace tauraro::jit
