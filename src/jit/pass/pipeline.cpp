#include <cstdio>
#include <cstdlib>

#include "jit/ir/print.h"
#include "jit/ir/verify.h"
#include "jit/pass/pass.h"

namespace tauraro::jit {
namespace {

constexpr Pass kDead{"remove_dead_nodes", &remove_dead_nodes};
constexpr Pass kParams{"remove_redundant_params", &remove_redundant_params};
constexpr Pass kBlocks{"simplify_blocks", &simplify_blocks};
constexpr Pass kFold{"fold", &fold};
constexpr Pass kNumber{"number_values", &number_values};
constexpr Pass kLoads{"eliminate_loads", &eliminate_loads};

constexpr Pass kPromote{"promote_memory", &promote_memory};
constexpr Pass kUnbox{"unbox_params", &unbox_params};
constexpr Pass kRanges{"propagate_ranges", &propagate_ranges};
constexpr Pass kPeel{"peel_loops", &peel_loops};
constexpr Pass kRotate{"rotate_loops", &rotate_loops};
constexpr Pass kAllocations{"replace_allocations", &replace_allocations};
constexpr Pass kSink{"sink_stores", &sink_stores};
constexpr Pass kSinkNodes{"sink_nodes", &sink_nodes};
constexpr Pass kCounters{"merge_counters", &merge_counters};
constexpr Pass kHoist{"hoist_invariants", &hoist_invariants};

constexpr Pass kAll[] = {kDead, kParams, kBlocks, kFold, kNumber, kLoads, kPromote, kUnbox, kRanges, kPeel, kRotate, kHoist, kAllocations, kSink, kSinkNodes, kCounters};

constexpr Pass kPipeline[] = {
    // What the builder left open
    kParams, kFold, kBlocks, kNumber, kLoads,
    // Variables in memory become values, boxed values become numbers
    kAllocations, kPromote, kParams, kUnbox, kFold, kDead,
    // What the first iteration proves need not be asked again
    kPeel, kParams, kFold, kNumber, kLoads, kSink, kParams, kLoads, kUnbox, kFold,
    // What is known of numbers
    kRanges, kCounters, kFold, kBlocks, kHoist, kNumber, kDead,
    // The shape of the code
    kSinkNodes, kRotate, kParams, kFold, kBlocks, kNumber, kDead,
};

bool is_disabled(std::string_view disabled, std::string_view name) {
  while (!disabled.empty()) {
    const std::size_t comma = disabled.find(',');
    if (disabled.substr(0, comma) == name) return true;
    disabled = comma == std::string_view::npos ? std::string_view() : disabled.substr(comma + 1);
  }
  return false;
}

#ifndef NDEBUG
void verify_after(const Graph& graph, const char* pass) {
  const std::string problem = verify(graph);
  if (problem.empty()) return;
  std::fprintf(stderr, "JIT: after pass %s: %s\n%s", pass, problem.c_str(), print_graph(graph).c_str());
  std::abort();
}
#else
void verify_after(const Graph&, const char*) {}
#endif

}  // namespace

std::span<const Pass> all_passes() { return kAll; }
std::span<const Pass> pipeline() { return kPipeline; }

const Pass* find_pass(std::string_view name) {
  for (const Pass& pass : kAll)
    if (name == pass.name) return &pass;
  return nullptr;
}

void optimize(Graph& graph, const PipelineOptions& options) {
  verify_after(graph, "build");
  for (const Pass& pass : kPipeline) {
    if (is_disabled(options.disabled, pass.name)) continue;
    if (!pass.run(graph, options.limits)) continue;
    verify_after(graph, pass.name);
    if (options.dump) options.dump(options.dump_context, pass.name, graph);
  }
}

}  // namespace tauraro::jit
