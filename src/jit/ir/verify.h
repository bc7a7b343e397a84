#pragma once
#include <string>

#include "jit/ir/graph.h"

namespace tauraro::jit {

/// What is wrong with the graph (the first thing found), or nothing. Checks blocks, edges, operand types against ops.def, that
/// definitions dominate uses (frame states included), and that what may exit or raise has a frame state.
std::string verify(const Graph& graph);

}  // namespace tauraro::jit
