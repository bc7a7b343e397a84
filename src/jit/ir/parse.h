#pragma once
#include <string>
#include <string_view>

#include "jit/ir/graph.h"

namespace tauraro::jit {

/// Reads what print_graph writes into an empty graph; value names may be any identifiers, `#` at the start of a line is a comment.
/// Runtime calls are found by name in the graph's table. \return what is wrong, with its line; empty when all is well
std::string parse_graph(std::string_view text, Graph& graph);

}  // namespace tauraro::jit
