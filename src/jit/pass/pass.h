#pragma once
#include <span>
#include <string>
#include <string_view>

#include "jit/ir/graph.h"

namespace tauraro::jit {

/// Limits that passes keep to.
struct PassLimits {
  unsigned peeled_nodes = 150;    ///< largest loop, in nodes, whose first iteration is peeled
  unsigned rotated_nodes = 24;    ///< largest loop header that is copied
  unsigned graph_nodes = 20'000;  ///< above it nothing is copied any more
};

/// One optimization. \return whether it changed the graph
using PassFunction = bool (*)(Graph& graph, const PassLimits& limits);

struct Pass {
  const char* name;
  PassFunction run;
};

// Each leaves a graph that verify() accepts and that computes the same; what more it does stands in its .cpp.
bool remove_dead_nodes(Graph& graph, const PassLimits& limits);
bool remove_redundant_params(Graph& graph, const PassLimits& limits);
bool simplify_blocks(Graph& graph, const PassLimits& limits);
bool fold(Graph& graph, const PassLimits& limits);
bool number_values(Graph& graph, const PassLimits& limits);
bool eliminate_loads(Graph& graph, const PassLimits& limits);
bool promote_memory(Graph& graph, const PassLimits& limits);
bool unbox_params(Graph& graph, const PassLimits& limits);
bool propagate_ranges(Graph& graph, const PassLimits& limits);
bool peel_loops(Graph& graph, const PassLimits& limits);
bool rotate_loops(Graph& graph, const PassLimits& limits);
bool hoist_invariants(Graph& graph, const PassLimits& limits);
bool replace_allocations(Graph& graph, const PassLimits& limits);
bool sink_stores(Graph& graph, const PassLimits& limits);
bool merge_counters(Graph& graph, const PassLimits& limits);
bool sink_nodes(Graph& graph, const PassLimits& limits);

/// All passes by name, each once.
std::span<const Pass> all_passes();
/// The passes in the order in which the compiler runs them; a pass may come several times. Left out are those that need loops where there
/// are none, and those that found nothing to do in the same graph before.
std::span<const Pass> pipeline();
/// Null when there is no such pass.
const Pass* find_pass(std::string_view name);

/// Called after each pass.
using DumpHook = void (*)(void* context, const char* pass, const Graph& graph);

struct PipelineOptions {
  std::string_view disabled;  ///< names, separated by commas
  DumpHook dump = nullptr;
  void* dump_context = nullptr;
  PassLimits limits;
};

/// Runs the pipeline. Builds with assertions verify the graph after each pass, and stop with the pass's name and the graph.
void optimize(Graph& graph, const PipelineOptions& options);

}  // namespace tauraro::jit
