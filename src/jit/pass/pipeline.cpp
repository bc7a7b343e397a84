#include <array>
#include <cstdio>
#include <cstdlib>

#include "jit/ir/block_order.h"
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

/// A place of a pass in the pipeline.
struct Step {
  const Pass* pass;
  bool needs_loops = false;  ///< nothing to do, or too little to pay, in a graph without loops
};
constexpr Step loops(const Pass& pass) { return {&pass, true}; }

constexpr Step kPipeline[] = {
    // What the builder left open
    {&kParams}, {&kFold}, {&kBlocks}, {&kNumber}, {&kLoads},
    // Variables in memory become values, boxed values become numbers
    {&kAllocations}, loops(kPromote), {&kParams}, {&kUnbox}, {&kFold}, {&kDead},
    // What the first iteration proves need not be asked again
    loops(kPeel), loops(kParams), loops(kFold), loops(kNumber), {&kLoads}, loops(kSink), loops(kParams), loops(kLoads), loops(kUnbox), loops(kFold),
    // What is known of numbers
    {&kRanges}, loops(kCounters), {&kFold}, {&kBlocks}, loops(kHoist), {&kNumber}, {&kDead},
    // The shape of the code
    loops(kSinkNodes), loops(kRotate), loops(kParams), loops(kFold), loops(kBlocks), loops(kNumber), loops(kDead),
};

/// Whether some edge goes back. Passes make no loops in a graph without.
bool has_loops(const Graph& graph) {
  const std::vector<BlockId> order = reverse_post_order(graph);
  std::vector<std::uint8_t> seen(graph.block_count());
  for (const BlockId b : order) {
    seen[b] = 1;
    for (unsigned e = 0; e < graph.block(b).edge_count; ++e)
      if (seen[graph.block(b).edges[e].to]) return true;
  }
  return false;
}

/// Which passes have found nothing to do in the graph as it is.
class Idle {
 public:
  bool contains(const Pass& pass) const { return version_ == idle_at_[index(pass)]; }
  void note(const Pass& pass, bool changed) {
    if (changed) ++version_;
    else idle_at_[index(pass)] = version_;
  }

 private:
  static std::size_t index(const Pass& pass) {
    std::size_t at = 0;
    while (kAll[at].run != pass.run) ++at;
    return at;
  }
  std::uint32_t version_ = 1;                      // changes so far
  std::uint32_t idle_at_[std::size(kAll)] = {};    // by pass
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

std::span<const Pass> pipeline() {
  static constexpr auto kPasses = [] {
    std::array<Pass, std::size(kPipeline)> passes{};
    for (std::size_t i = 0; i < passes.size(); ++i) passes[i] = *kPipeline[i].pass;
    return passes;
  }();
  return kPasses;
}

const Pass* find_pass(std::string_view name) {
  for (const Pass& pass : kAll)
    if (name == pass.name) return &pass;
  return nullptr;
}

void optimize(Graph& graph, const PipelineOptions& options) {
  verify_after(graph, "build");
  const bool loops = has_loops(graph);
  Idle idle;
  for (const auto& [pass, needs_loops] : kPipeline) {
    if ((needs_loops && !loops) || idle.contains(*pass) || is_disabled(options.disabled, pass->name)) continue;
    const bool changed = pass->run(graph, options.limits);
    idle.note(*pass, changed);
    if (!changed) continue;
    verify_after(graph, pass->name);
    if (options.dump) options.dump(options.dump_context, pass->name, graph);
  }
}

}  // namespace tauraro::jit
