#pragma once
#include <string>

#include "jit/ir/graph.h"

namespace tauraro::jit {

/// The graph as text that parse_graph reads back. Blocks come in reverse post-order, values are numbered as they appear:
/// equal graphs print equal.
std::string print_graph(const Graph& graph);
std::string print_type(const Type& type);

}  // namespace tauraro::jit
