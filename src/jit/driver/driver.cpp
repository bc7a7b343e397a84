#include "jit/driver/driver.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <utility>

#include "jit/ir/print.h"
#include "jit/pass/pass.h"
#include "jit/target/offsets.h"
#include "object/int.h"
#include "object/operations.h"
#include "vm/call.h"
#include "vm/frame_object.h"
#include "vm/interpreter.h"
#include "vm/services.h"
#include "vm/tracing.h"

namespace tauraro::jit {
namespace {

constexpr std::size_t kCodeCacheBytes = std::size_t{64} << 20;
constexpr std::uint32_t kDefaultLoopThreshold = 500, kDefaultCallThreshold = 300;
/// Times that one loop or function is compiled before it stays with the interpreter.
constexpr std::uint32_t kMostAttempts = 12;
/// A failed attempt counts as so many more: what cannot be compiled now hardly can be later.
constexpr std::uint32_t kFailureWeight = 6;
/// Building the graph is this part of the cost of a unit.
constexpr std::uint64_t kBuildShare = 6;
/// After an exit the loop's counter stands this far before its threshold, so that it is entered again soon.
constexpr std::uint32_t kSoon = 4;

// ---- slow paths that machine code calls ----

/// 0: nothing that a program can see is due. Else the unit leaves, and the interpreter's own safepoint does the work.
std::uint64_t safepoint(Thread* thread) {
  Vm& vm = *thread->vm;
  VmServices& services = *vm.services;
  if (wants_trace(*thread) || thread->stop || services.limits.fuel != 0 || services.requests.load() != 0 || vm.heap.has_pending_finalizers() || services.weak_callbacks) return 1;
  thread->safepoint = 0;
  return 0;
}
std::uint64_t box_int(Thread* thread, std::int64_t number) {
  LimitPause pause(thread->vm->heap);  // machine code does not expect this to fail; the next allocation that may fail will
  return new_int(*thread->vm, number).value_or_empty().bits();
}
void write_barrier(Thread* thread, Cell* cell) { thread->vm->heap.write_barrier(cell); }
void write_barrier_slot(Thread* thread, Cell* cell, void* slot) { thread->vm->heap.write_barrier_slot(cell, slot); }
Cell* allocate(Thread* thread, std::size_t bytes, std::uint64_t header) {
  Cell* cell = thread->vm->heap.allocate(bytes, static_cast<CellKind>(header >> 32 & 0xff), static_cast<std::uint32_t>(header));
  if (!cell) (void)thread->vm->out_of_memory();
  return cell;
}

void pop_frames(Thread* thread, Frame* innermost) {
  while (thread->frame != innermost) pop_frame(*thread->vm);
}
std::uint64_t resume(Thread* thread, Frame* frame) { return interpret_from(*thread->vm, frame).value_or_empty().bits(); }
std::uint64_t pop_returned(Thread* thread, std::uint64_t result) {
  pop_frame(*thread->vm);
  return result;
}

constexpr std::int32_t from_window(std::size_t offset) { return static_cast<std::int32_t>(offset) - static_cast<std::int32_t>(sizeof(Frame)); }

TargetLayout::Calls make_call_layout() {
  TargetLayout::Calls calls;
  calls.frame = offsetof(Thread, frame);
  calls.depth = offsetof(Thread, depth);
  calls.recursion_limit = offsetof(Thread, recursion_limit);
  calls.stack_end = offsetof(Thread, stack_end);
  calls.handled = offsetof(Thread, handled);
  calls.code_entry = offsetof(LinkedCode, entry);
  calls.code_instructions = offsetof(LinkedCode, instructions);
  calls.header_code = from_window(offsetof(Frame, code));
  calls.header_function = from_window(offsetof(Frame, function));
  calls.header_pc = from_window(offsetof(Frame, pc));
  calls.header_caller = from_window(offsetof(Frame, caller));
  calls.header_namespace = from_window(offsetof(Frame, namespace_object));
  calls.header_frame_object = from_window(offsetof(Frame, frame_object));
  calls.header_handled = from_window(offsetof(Frame, saved_handled));
  calls.header_kind = from_window(offsetof(Frame, return_register));
  calls.header_size = from_window(offsetof(Frame, window_size));
  calls.header_bytes = sizeof(Frame);
  static_assert(offsetof(Frame, continuation) == offsetof(Frame, return_register) + 2 && offsetof(Frame, window_size) == offsetof(Frame, return_register) + 4);
  calls.returns_kind = static_cast<std::int32_t>(Continuation::Exit) << 16;
  calls.inlined_kind = static_cast<std::int32_t>(Continuation::Store) << 16;
  calls.slack_bytes = 64 * 8;  // as in vm/call.cpp
  calls.resume_bits = static_cast<std::int32_t>(Value::kResumeBits);
  return calls;
}

TargetLayout make_layout(Vm& vm, const JitOptions& options) {
  TargetLayout layout;
  layout.request_byte = Offsets::thread_safepoint;
  layout.stack_limit = Offsets::thread_stack_limit;
  layout.exit_countdown = Offsets::thread_exit_countdown;
  layout.exit_stress = options.stress_exits;
  layout.barrier_byte = offsetof(CellHeader, gc);
  layout.barrier_mask = kGcOld | kGcLogged;
  layout.barrier_value = kGcOld;
  for (unsigned i = 0; i <= TargetLayout::kMaxInlineAllocation / 8; ++i) {
    const std::size_t bytes = std::max<std::size_t>(i * 8, 16);
    AllocationCursor& cursor = vm.heap.cursors().classes[size_class_of(bytes)];
    layout.cursors[i] = {&cursor.cursor, static_cast<std::uint32_t>(kClassBytes[size_class_of(bytes)])};
  }
  layout.safepoint = reinterpret_cast<const void*>(&safepoint);
  layout.box_int = reinterpret_cast<const void*>(&box_int);
  layout.write_barrier = reinterpret_cast<const void*>(&write_barrier);
  layout.write_barrier_slot = reinterpret_cast<const void*>(&write_barrier_slot);
  layout.allocate = reinterpret_cast<const void*>(&allocate);
  layout.calls = make_call_layout();
  layout.pop_frames = reinterpret_cast<const void*>(&pop_frames);
  layout.resume = reinterpret_cast<const void*>(&resume);
  layout.pop_returned = reinterpret_cast<const void*>(&pop_returned);
  layout.exit = reinterpret_cast<const void*>(&leave_compiled_code);
  return layout;
}

/// Processor time of this thread: what compiling costs, whoever else runs on the machine.
std::uint64_t now_nanoseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000u + static_cast<std::uint64_t>(now.tv_nsec);
}

const char* reason_name(std::uint32_t reason) {
  constexpr const char* kNames[] = {"cold", "operand type", "overflow", "shape", "index", "never ran", "unbound", "exception"};
  return reason < std::size(kNames) ? kNames[reason] : "entry type";
}

}  // namespace

/// What hangs on a LinkedCode (jit_data).
struct Driver::CodeData : CodeFacts {
  struct Heat {
    std::uint64_t work = 0;       ///< of the runs
    std::uint64_t cost = 0;       ///< of compiling, as far as known
    std::uint32_t each = 0;       ///< work of one run of the code
    std::uint64_t runs = 0;       ///< interpreted so far
  };
  std::map<std::uint32_t, Unit*> loops;               ///< valid units by header
  std::vector<void*> resume_entries;                  ///< of valid units by suspension point; LinkedCode::resume_entries
  std::map<std::uint32_t, std::uint32_t> attempts;    ///< by header; kFunctionKey for the function itself; resumptions have kResumeBit
  std::map<std::uint32_t, Heat> heat;                 ///< by the same keys
  std::uint32_t skipped = 0;  ///< what loop_counter was advanced by: these repetitions did not happen
  static constexpr std::uint32_t kFunctionKey = 0xffff'ffff, kResumeBit = 0x8000'0000;
  static std::uint32_t key_of(const UnitRequest& request) {
    return request.is_resume ? request.header | kResumeBit : request.is_loop ? request.header : kFunctionKey;
  }
};

Driver::Driver(Vm& vm, const JitOptions& options) : vm_(vm), options_(options), begin_(now_nanoseconds()), stress_seed_(options.stress_seed) {
  // Counted are jumps back: the N-th iteration begins after N - 1 of them.
  loop_threshold = options.threshold ? std::max(options.threshold - 1, 1u) : kDefaultLoopThreshold;
  call_threshold = options.threshold ? options.threshold : kDefaultCallThreshold;
  vm.heap.add_root_provider(trace_units, this);
  if (options.stress_exits) arm_exit_stress();
}

bool Driver::make_ready() {
  if (!started_) {
    started_ = true;
    cache_ = CodeCache::create(kCodeCacheBytes);
    if (cache_) backend_ = std::make_unique<Backend>(make_layout(vm_, options_), *cache_);
  }
  return !read_only_ && backend_ && backend_->is_ready();
}

void Driver::after_fork() {
  if (cache_ && !cache_->after_fork()) read_only_ = true;
}

Driver::~Driver() { vm_.heap.remove_root_provider(trace_units, this); }

void Driver::trace_units(void* context, Tracer& tracer) {
  for (const auto& unit : static_cast<Driver*>(context)->units_) {
    tracer.visit(unit->code);
    for (const std::uint64_t word : unit->machine.cells) tracer.visit_word(word);
    for (const CodeReference& reference : unit->codes) {
      tracer.visit(reference.code);
      tracer.visit(reference.function);
    }
    for (GlobalCell* cell : unit->assumptions.globals) tracer.visit(cell);
    for (::tauraro::Type* type : unit->assumptions.types) tracer.visit(type);
  }
}

void Driver::free_code_data(LinkedCode* code) { delete static_cast<CodeData*>(code->jit_data); }

Driver::CodeData& Driver::data_of(LinkedCode* code) {
  if (!code->jit_data) {
    code->jit_data = new CodeData;
    code->free_jit_data = &Driver::free_code_data;
  }
  return *static_cast<CodeData*>(code->jit_data);
}

CodeFacts& Driver::facts_of(LinkedCode* code) {
  CodeData& data = data_of(code);
  if (!data.liveness) data.liveness = std::make_unique<Liveness>(**code->code->unit);
  return data;
}

// ---- compiling ----

Unit* Driver::attempt(CodeData& data, const UnitRequest& request) {
  std::uint32_t& attempts = data.attempts[CodeData::key_of(request)];
  if (attempts >= kMostAttempts || !make_ready()) return nullptr;
  const std::uint64_t begin = now_nanoseconds();
  BuiltUnit built = build_unit(vm_, request, *this);
  if (built.graph && !is_worth_lowering(request, built)) return nullptr;
  ++attempts;
  Unit* unit = built.graph ? compile(request, std::move(built), begin) : (log_failure(request, built.failure), nullptr);
  if (!unit) attempts += kFailureWeight;
  return unit;
}

Unit* Driver::compile(const UnitRequest& request, BuiltUnit&& built, std::uint64_t begin) {
  struct Dump {
    static void print(void*, const char* pass, const Graph& graph) { std::fprintf(stderr, "after %s:\n%s\n", pass, print_graph(graph).c_str()); }
  };
  const bool wanted = options_.dump_function.empty() || options_.dump_function == (*request.code->code->unit)->name;
  const bool dump = options_.dump_ir && wanted;
  if (dump) Dump::print(nullptr, "build", *built.graph);
  PipelineOptions pipeline;
  pipeline.disabled = options_.disabled_passes;
  if (dump) pipeline.dump = &Dump::print;
  if (options_.stats) DriverCoverage::add(coverage_.built, *built.graph);
  optimize(*built.graph, pipeline);
  if (options_.stats) DriverCoverage::add(coverage_.lowered, *built.graph);
  auto unit = std::make_unique<Unit>();
  unit->driver = this;
  unit->code = request.code;
  unit->is_loop = request.is_loop;
  unit->is_resume = request.is_resume;
  unit->header = request.header;
  unit->nodes = built.graph->node_count();
  unit->bytecodes = built.bytecodes;
  if (options_.stats) coverage_.opcodes |= built.opcodes;
  unit->inlined_calls = built.inlined_calls;
  std::string listing;
  unit->machine = backend_->compile(*built.graph, static_cast<UnitExits*>(unit.get()), options_.dump_asm && wanted ? &listing : nullptr);
  if (!listing.empty()) std::fprintf(stderr, "%s\n", listing.c_str());
  unit->exits = std::move(unit->machine.exits);
  unit->taken = &Driver::note_exit;
  unit->nanoseconds = now_nanoseconds() - begin;
  stats_.nanoseconds += unit->nanoseconds;
  if (!unit->machine.entry) return log_failure(request, unit->machine.error), nullptr;
  Unit* made = unit.get();
  adopt(std::move(unit), std::move(built));
  if (options_.log) log_unit(*made);
  return made;
}

void Driver::adopt(std::unique_ptr<Unit> unit, BuiltUnit&& built) {
  unit->codes = std::move(built.codes);
  unit->assumptions = std::move(built.assumptions);
  for (GlobalCell* cell : unit->assumptions.globals) {
    cell->watched = 1;
    by_global_[cell].push_back(unit.get());
  }
  for (::tauraro::Type* type : unit->assumptions.types) {
    type->watched = 1;
    by_type_[type].push_back(unit.get());
  }
  ++stats_.units;
  ++(unit->is_resume ? stats_.resumptions : unit->is_loop ? stats_.loops : stats_.functions);
  stats_.machine_bytes += unit->machine.size;
  units_.push_back(std::move(unit));
}

/// Called when the code has run so many times more. Whether it is time to compile it: each attempt that did not last doubles the
/// threshold, and the budget must allow it. Thresholds that were asked for are kept to.
bool Driver::is_worth_compiling(CodeData& data, std::uint32_t key, const LinkedCode& code, std::uint32_t runs) {
  CodeData::Heat& heat = data.heat[key];
  const bool is_function = key == CodeData::kFunctionKey;
  if (heat.each == 0) {
    const bool is_loop = key < CodeData::kResumeBit;
    const CodeRange range = is_loop ? loop_range(code, key) : CodeRange{0, code.instruction_count};
    heat.each = is_function ? work_of(code, range) : work_of_iteration(code, range);
    heat.cost = CompileBudget::cost_of_words(range.length());
  }
  heat.runs += runs;
  heat.work += std::uint64_t{heat.each} * runs;
  if (options_.threshold) return true;
  const std::uint64_t threshold = std::uint64_t{is_function ? call_threshold : loop_threshold} << data.attempts[key];
  return heat.runs >= threshold && budget_.allows(heat.work, heat.cost, now_nanoseconds() - begin_);
}

/// Inlining makes some graphs much larger than the code: is it still worth its cost? If not, it stands where is_worth_compiling() sees it.
bool Driver::is_worth_lowering(const UnitRequest& request, const BuiltUnit& built) {
  const std::uint64_t cost = CompileBudget::cost_of_nodes(built.graph->node_count());
  CodeData::Heat& heat = data_of(request.code).heat[CodeData::key_of(request)];
  const bool is_allowed = options_.threshold || budget_.allows(heat.work, cost, now_nanoseconds() - begin_);
  heat.cost = cost;
  budget_.spend(is_allowed ? cost : cost / kBuildShare);
  return is_allowed;
}

void Driver::function_is_hot(Vm& vm, LinkedCode* code) {
  (void)vm;
  if (!(code->flags & CodeUnit::NewLocals) || code->entry) return;
  CodeData& data = data_of(code);
  if (!is_worth_compiling(data, CodeData::kFunctionKey, *code, call_threshold)) return;
  UnitRequest request;
  request.code = code;
  if (Unit* unit = attempt(data, request)) code->entry = const_cast<std::uint8_t*>(unit->machine.entry);
}

CompiledEntry Driver::loop_is_hot(Vm& vm, Frame* frame, std::uint32_t header) {
  (void)vm;
  LinkedCode* code = frame->code;
  CodeData& data = data_of(code);
  const std::uint32_t runs = loop_threshold - std::exchange(data.skipped, 0);
  const auto known = data.loops.find(header);
  if (known != data.loops.end()) return ++stats_.loop_entries, reinterpret_cast<CompiledEntry>(const_cast<std::uint8_t*>(known->second->machine.entry));
  if (!is_worth_compiling(data, header, *code, runs)) return nullptr;
  UnitRequest request;
  request.code = code;
  request.function = frame->function;
  request.is_loop = true;
  request.header = header;
  request.frame = frame;
  Unit* unit = attempt(data, request);
  if (!unit) return nullptr;
  data.loops[header] = unit;
  ++stats_.loop_entries;
  return reinterpret_cast<CompiledEntry>(const_cast<std::uint8_t*>(unit->machine.entry));
}

CompiledEntry Driver::resume_is_hot(Vm& vm, Frame* frame) {
  (void)vm;
  LinkedCode* code = frame->code;
  if (code->suspension_count == 0) return nullptr;
  CodeData& data = data_of(code);
  UnitRequest request;
  request.code = code;
  request.function = frame->function;
  request.is_loop = request.is_resume = true;
  request.header = static_cast<std::uint32_t>(frame->pc - code->instructions);
  request.frame = frame;
  if (!is_worth_compiling(data, CodeData::key_of(request), *code, loop_threshold)) return nullptr;
  Unit* unit = attempt(data, request);
  if (!unit) return nullptr;
  void* entry = const_cast<std::uint8_t*>(unit->machine.entry);
  data.resume_entries.resize(code->suspension_count);
  code->resume_entries = data.resume_entries.data();
  code->resume_entries[frame->pc[-1].c] = entry;
  return reinterpret_cast<CompiledEntry>(entry);
}

// ---- giving up ----

void Driver::forget_entry(Unit& unit) {
  CodeData& data = data_of(unit.code);
  if (unit.is_resume) {
    void*& entry = data.resume_entries[unit.code->instructions[unit.header - 1].c];
    if (entry == unit.machine.entry) entry = nullptr;
  } else if (unit.is_loop) {
    const auto entry = data.loops.find(unit.header);
    if (entry != data.loops.end() && entry->second == &unit) data.loops.erase(entry);
  } else if (unit.code->entry == unit.machine.entry) {
    unit.code->entry = nullptr;
    unit.code->call_counter = 0;
  }
}

void Driver::invalidate(Unit& unit) {
  if (!unit.valid) return;
  unit.valid = false;
  ++stats_.invalidated;
  if (unit.machine.invalid_flag) *unit.machine.invalid_flag = 1;
  forget_entry(unit);
}

/// The unit is right but assumes too much: the next one will not.
void Driver::retire(Unit& unit) {
  if (!unit.valid) return;
  unit.valid = false;
  ++stats_.retired;
  forget_entry(unit);
}

void Driver::type_changed(Vm& vm, ::tauraro::Type* type) {
  (void)vm;
  type->watched = 0;
  const auto found = by_type_.find(type);
  if (found == by_type_.end()) return;
  for (Unit* unit : found->second) invalidate(*unit);
  by_type_.erase(found);
}

void Driver::global_changed(Vm& vm, GlobalCell* cell) {
  (void)vm;
  cell->watched = 0;
  const auto found = by_global_.find(cell);
  if (found == by_global_.end()) return;
  for (Unit* unit : found->second) invalidate(*unit);
  by_global_.erase(found);
}

void Driver::invalidate_all(Vm& vm) {
  (void)vm;
  for (const auto& unit : units_) invalidate(*unit);
}

void Driver::exit_taken(Unit& unit, std::uint32_t exit, const ExitFrame& innermost) {
  ++stats_.exits;
  if (options_.stats) {
    ++coverage_.exits_by_reason[reason_name(innermost.reason)];
    ++coverage_.exits_by_op[info(unit.exits.exits[exit].op).name];
  }
  LinkedCode* code = unit.code;
  if (loop_threshold > kSoon && code->loop_counter < loop_threshold - kSoon) {
    data_of(code).skipped += loop_threshold - kSoon - code->loop_counter;
    code->loop_counter = loop_threshold - kSoon;
  }
  if (options_.stress_exits) return arm_exit_stress();
  if (innermost.reason == 0) return;
  LinkedCode* origin = unit.codes[innermost.code].code;
  const std::uint32_t count = data_of(origin).exits.record(innermost.pc, innermost.reason);
  if (count >= ExitProfile::kHot) retire(unit);
}

void Driver::note_exit(UnitExits& exits, std::uint32_t exit, const ExitFrame& innermost) {
  Unit& unit = static_cast<Unit&>(exits);
  unit.driver->exit_taken(unit, exit, innermost);
}

void Driver::arm_exit_stress() {
  stress_seed_ = stress_seed_ * 6364136223846793005u + 1442695040888963407u;
  vm_.thread->exit_countdown = 1 + (stress_seed_ >> 33) % 37;
}

// ---- logs ----

void Driver::log_unit(const Unit& unit) const {
  const CodeUnit& source = **unit.code->code->unit;
  const int line = line_of(source, unit.header);
  std::fprintf(stderr, "JIT: Compiled %s in %s at PC %u (%s:%d) %zu bytes, %u nodes, %.3f ms\n", unit.is_resume ? "generator" : unit.is_loop ? "loop" : "function", source.name.c_str(),
               unit.header, source.filename.c_str(), line, unit.machine.size, unit.nodes, static_cast<double>(unit.nanoseconds) / 1e6);
}

void Driver::log_failure(const UnitRequest& request, const std::string& why) {
  ++stats_.failures;
  ++failures_[why];
  if (!options_.log) return;
  const CodeUnit& source = **request.code->code->unit;
  std::fprintf(stderr, "JIT: Not compiled: %s in %s at PC %u (%s:%d): %s\n", request.is_resume ? "generator" : request.is_loop ? "loop" : "function",
               source.name.c_str(), request.header,
               source.filename.c_str(), line_of(source, request.header), why.c_str());
}

void Driver::print_stats() const {
  std::fprintf(stderr, "JIT: %llu units (%llu loops, %llu functions, %llu resumptions), %llu bytes of machine code, %.3f ms compiling\n",
               static_cast<unsigned long long>(stats_.units), static_cast<unsigned long long>(stats_.loops), static_cast<unsigned long long>(stats_.functions),
               static_cast<unsigned long long>(stats_.resumptions),
               static_cast<unsigned long long>(stats_.machine_bytes), static_cast<double>(stats_.nanoseconds) / 1e6);
  std::fprintf(stderr, "JIT: %llu exits, %llu units invalidated, %llu retired\n", static_cast<unsigned long long>(stats_.exits),
               static_cast<unsigned long long>(stats_.invalidated), static_cast<unsigned long long>(stats_.retired));
  print_coverage();
  std::vector<double> small;  // milliseconds
  for (const auto& unit : units_)
    if (unit->bytecodes <= 64 && unit->inlined_calls == 0) small.push_back(static_cast<double>(unit->nanoseconds) / 1e6);
  std::sort(small.begin(), small.end());
  if (!small.empty())
    std::fprintf(stderr, "JIT: %zu units of at most 64 bytecodes without inlined calls: median %.3f ms, 95th percentile %.3f ms\n", small.size(),
                 small[small.size() / 2], small[small.size() * 95 / 100]);
  for (const auto& [why, count] : failures_) std::fprintf(stderr, "JIT: not compiled: %s: %llu\n", why.c_str(), static_cast<unsigned long long>(count));
  for (const auto& unit : units_)
    std::fprintf(stderr, "JIT: unit %s PC %u: %u bytecodes, %u inlined calls, %u nodes, %zu bytes, %.1f us\n", (*unit->code->code->unit)->name.c_str(),
                 unit->header, unit->bytecodes, unit->inlined_calls, unit->nodes,
                 unit->machine.size, static_cast<double>(unit->nanoseconds) / 1e3);
}

void DriverCoverage::add(std::bitset<kOpCount>& ops, const Graph& graph) {
  for (BlockId b = 0; b < graph.block_count(); ++b) {
    if (graph.block(b).erased) continue;
    for (NodeId n = graph.block(b).first; n != kNoNode; n = graph.node(n).next) {
      ops.set(static_cast<std::size_t>(graph.node(n).op));
      for (const NodeId operand : graph.operands(n)) ops.set(static_cast<std::size_t>(graph.node(operand).op));
    }
  }
}

void Driver::print_coverage() const {
  const auto names = [](const char* what, const auto& set, auto name_of) {
    std::fprintf(stderr, "JIT: %s:", what);
    for (std::size_t i = 0; i < set.size(); ++i)
      if (set.test(i)) std::fprintf(stderr, " %s", name_of(i).c_str());
    std::fputc('\n', stderr);
  };
  const auto op_name = [](std::size_t i) { return std::string(info(static_cast<Op>(i)).name); };
  std::fprintf(stderr, "JIT: %llu entries into loops\n", static_cast<unsigned long long>(stats_.loop_entries));
  names("opcodes compiled", coverage_.opcodes, [](std::size_t i) { return std::string(opcode_info(static_cast<Opcode>(i)).name); });
  names("operations built", coverage_.built, op_name);
  names("operations lowered", coverage_.lowered, op_name);
  const auto counts = [](const char* what, const std::map<std::string, std::uint64_t>& table) {
    for (const auto& [name, count] : table) std::fprintf(stderr, "JIT: exits %s %s: %llu\n", what, name.c_str(), static_cast<unsigned long long>(count));
  };
  counts("by", coverage_.exits_by_reason);
  counts("at", coverage_.exits_by_op);
}

}  // namespace tauraro::jit

namespace tauraro {

std::unique_ptr<TierUp> make_jit(Vm& vm, const JitOptions& options) { return std::make_unique<jit::Driver>(vm, options); }
void print_jit_stats(const TierUp& jit) { static_cast<const jit::Driver&>(jit).print_stats(); }

}  // namespace tauraro
