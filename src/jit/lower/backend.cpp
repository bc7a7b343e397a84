#include "jit/lower/backend.h"

#include "jit/asm/x64.h"
#include "jit/lower/intervals.h"
#include "jit/lower/linear_scan.h"
#include "jit/lower/plan.h"
#include "jit/lower/x64/generator.h"
#include "jit/lower/x64/stubs.h"

namespace tauraro::jit {

struct Backend::Impl {
  Impl(const TargetLayout& layout, CodeCache& cache) : layout(layout), cache(cache) {}
  TargetLayout layout;
  CodeCache& cache;
  X64Emitter emitter;
  Stubs stubs;
};

Backend::Backend(const TargetLayout& layout, CodeCache& cache) : impl_(std::make_unique<Impl>(layout, cache)) {
  impl_->stubs = Stubs::install(layout, cache, impl_->emitter);
  ready_ = impl_->stubs.code != nullptr;
}

Backend::~Backend() {
  if (ready_) impl_->cache.free(impl_->stubs.code);
}

CompiledCode Backend::compile(Graph& graph, void* cookie, std::string* listing) {
  CompiledCode result;
  if (!ready_) {
    result.error = "no executable memory";
    return result;
  }
  const LoweringPlan plan(graph);
  Intervals intervals(plan);
  const LinearScan scan(intervals);
  X64Emitter& emitter = impl_->emitter;
  emitter.keep_listing(listing != nullptr);
  emitter.reset();
  Generator generator(intervals, scan, impl_->layout, impl_->stubs, cookie, emitter);
  result.error = generator.run();
  if (listing) *listing = emitter.listing();
  if (!result.error.empty()) return result;
  result.start = impl_->cache.install(emitter.code());
  if (!result.start) {
    result.error = "the code cache is full";
    return result;
  }
  result.entry = result.start;
  result.size = emitter.code().size();
  if (generator.has_flag()) result.invalid_flag = impl_->cache.writable(result.start) + emitter.offset_of_flag();
  result.exits = generator.take_exits();
  result.cells = generator.take_cells();
  result.spill_slots = scan.slot_count();
  return result;
}

}  // namespace tauraro::jit
