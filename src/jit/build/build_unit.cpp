#include <algorithm>

#include "bytecode/opcode_info.h"
#include "jit/build/scope.h"
#include "jit/target/offsets.h"

namespace tauraro::jit {

/// Sets up the entry of a unit and drives its outermost scope.
class UnitBuilder {
 public:
  UnitBuilder(UnitState& unit) : unit_(unit) {}

  void build() {
    const UnitRequest& request = unit_.request;
    Scope scope(unit_, request.code, request.function, nullptr, 0, 1);
    const BlockId entry = unit_.graph->add_block();
    Environment environment;
    environment.registers.assign(request.code->register_count, kNoNode);
    environment.in_window.assign(request.code->register_count, kNoNode);
    environment.globals.assign(unit_.globals.size(), kNoNode);
    environment.dirty.assign(unit_.globals.size(), 0);
    scope.block_ = entry;
    scope.environment_ = std::move(environment);
    scope.entry_loads_.assign(request.code->register_count, kNoNode);
    scope.pc_ = request.is_loop ? request.header : 0;
    load_registers(scope);
    if (request.is_loop) speculate(scope);
    load_globals(scope);
    if (request.is_loop && scope.unpacks_early(scope.pc_) && !unpack_item(scope)) return;
    const BlockId block = scope.block_;
    Environment at_entry = std::move(scope.environment_);
    scope.build(scope.pc_, block, std::move(at_entry));
  }

 private:
  /// Loops: what is live at the header, and named locals. Functions: parameters; other locals are empty.
  void load_registers(Scope& scope) {
    const UnitRequest& request = unit_.request;
    const LinkedCode* code = request.code;
    for (std::uint32_t r = 0; r < code->register_count; ++r) {
      const bool live = scope.facts_.liveness->is_live_before(scope.pc_, r);
      if (!live && r >= code->local_count) continue;
      if (!request.is_loop && r >= code->local_count) continue;
      const NodeId node = scope.load_register(r);
      scope.entry_loads_[r] = node;
    }
    // Locals beyond the parameters were emptied by the call.
    if (!request.is_loop)
      for (std::uint32_t r = parameter_count(code); r < code->local_count; ++r) {
        scope.environment_.registers[r] = unit_.graph->const_value(0);
        scope.entry_loads_[r] = scope.environment_.in_window[r] = scope.environment_.registers[r];
      }
  }

  static std::uint32_t parameter_count(const LinkedCode* code) {
    return code->positional_count + code->keyword_only_count + !!(code->flags & CodeUnit::VarArgs) + !!(code->flags & CodeUnit::VarKeywords);
  }

  /// Guards that registers hold what they hold now: numbers are taken out of their boxes once.
  void speculate(Scope& scope) {
    const Value* window = unit_.request.frame->window();
    const std::vector<bool> steps = range_steps();
    for (std::uint32_t r = 0; r < scope.register_count(); ++r) {
      const NodeId loaded = scope.environment_.registers[r];
      if (loaded == kNoNode) continue;
      const auto reason = static_cast<Reason>(static_cast<std::uint32_t>(Reason::Entry) + r);
      const bool step = steps[r];
      const bool failed = scope.facts_.exits.is_hot(scope.pc_, reason);
      if (failed && !step) continue;
      scope.environment_.registers[r] = step ? guard_step(scope, loaded, window[r], reason, failed) : guard(scope, loaded, window[r], reason);
      scope.environment_.in_window[r] = scope.environment_.registers[r];
      if (scope.entry_loads_[r] == loaded) scope.entry_loads_[r] = scope.environment_.registers[r];
    }
  }

  /// The item that the loop's first bytecode takes apart. False: the unit always leaves.
  bool unpack_item(Scope& scope) {
    const Instruction& i = scope.at();
    const Value item = unit_.request.frame->window()[i.b];
    if (!scope.unpack_on_edge(scope.pc_)) return false;
    const std::span<const Value> parts = item.is(kind::Tuple) ? item.as<Tuple>()->span() : item.is(kind::List) ? item.as<List>()->span() : std::span<const Value>();
    for (std::uint32_t k = 0; k < i.c && k < parts.size(); ++k) {
      const auto reason = static_cast<Reason>(static_cast<std::uint32_t>(Reason::Entry) + i.a + k);
      NodeId& part = scope.environment_.registers[i.a + k];
      if (!scope.facts_.exits.is_hot(scope.pc_, reason)) part = guard(scope, part, parts[k], reason);
    }
    return true;
  }

  /// Registers that hold the step of a range: constants to the unit.
  std::vector<bool> range_steps() const {
    const LinkedCode* code = unit_.request.code;
    std::vector<bool> steps(code->register_count);
    for (std::uint32_t pc = 0; pc < code->instruction_count;) {
      const Instruction& i = code->instructions[pc];
      if (i.op == Opcode::RangeNext || i.op == Opcode::RangeLoop) steps[i.b + 2u] = true;
      pc += static_cast<std::uint32_t>(opcode_info(i.op).words());
    }
    return steps;
  }

  /// The step of a prepared range: a constant at first, then a number of known sign; empty: the loop has an iterator.
  NodeId guard_step(Scope& scope, NodeId loaded, Value value, Reason reason, bool varies) {
    Graph& graph = *unit_.graph;
    if (value.is_empty() || (value.is_int() && !varies)) {
      graph.with_imm(scope.block_, Op::CheckWord, jit::Type::void_type(), {loaded}, static_cast<std::int64_t>(value.bits()), scope.state(reason));
      return value.is_int() ? graph.const_int(value.as_int()) : graph.const_value(0);
    }
    if (!value.is_int()) return loaded;
    const NodeId number = scope.append(Op::UnboxInt, {scope.append(Op::CheckInt, {loaded}, scope.state(reason))});
    return value.as_int() > 0 ? scope.check_int_range(number, 1, Value::kMaxInt, reason) : scope.check_int_range(number, Value::kMinInt, -1, reason);
  }

  NodeId guard(Scope& scope, NodeId loaded, Value value, Reason reason) {
    if (value.is_int()) return scope.append(Op::UnboxInt, {scope.append(Op::CheckInt, {loaded}, scope.state(reason))});
    if (value.is_double()) return scope.append(Op::UnboxDouble, {scope.append(Op::CheckDouble, {loaded}, scope.state(reason))});
    if (value.is_bool()) return scope.append(Op::UnboxBool, {scope.append(Op::CheckBool, {loaded}, scope.state(reason))});
    return loaded;
  }

  /// Global variables that the unit keeps in registers are loaded once.
  void load_globals(Scope& scope) {
    for (std::uint32_t i = 0; i < unit_.globals.size(); ++i) {
      const Value value = unit_.globals[i]->value;
      const auto reason = static_cast<Reason>(static_cast<std::uint32_t>(Reason::Entry) + 0x10000 + i);
      const NodeId loaded = scope.global(i);
      if (scope.facts_.exits.is_hot(scope.pc_, reason)) continue;
      scope.environment_.globals[i] = guard(scope, loaded, value, reason);
    }
  }

  UnitState& unit_;
};

BuiltUnit build_unit(Vm& vm, const UnitRequest& request, FactsProvider& facts) {
  UnitState unit{.vm = vm, .request = request, .facts = facts};
  constexpr int kMostRestarts = 60;
  for (int attempt = 0; attempt < kMostRestarts; ++attempt) {
    auto graph = std::make_unique<Graph>(runtime_calls());
    unit.graph = graph.get();
    unit.codes.clear();
    unit.assumptions = {};
    unit.shapes.clear();
    unit.inlined_calls = 0;
    unit.bytecodes = 0;
    unit.opcodes.reset();
    unit.restart = false;
    unit.failure.clear();
    UnitBuilder(unit).build();
    if (!unit.failure.empty()) return {nullptr, unit.failure, {}, {}, 0, 0, {}};
    if (unit.restart) continue;
    graph->remove_unreachable_blocks();
    return {std::move(graph), "", std::move(unit.codes), std::move(unit.assumptions), unit.inlined_calls, unit.bytecodes, unit.opcodes};
  }
  return {nullptr, "types do not settle", {}, {}, 0, 0, {}};
}

}  // namespace tauraro::jit
