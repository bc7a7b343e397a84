// Blocks and edges: how bytecode, walked from an entry, becomes basic blocks with parameters.
//
// A unit has one entry. A loop that is entered in its middle of the bytecode (on-stack replacement) is built from its header;
// when control comes to an outer loop's header, that loop is built as a fresh natural loop, the inner one again within it
// (a new `context`), so that graphs stay reducible. Within a context bytecode blocks are built in the order of their pc: forward
// jumps go to higher ones, and each backward jump ends a loop whose header has been built.
//
// Loop variables have the types of their values at entry; when a value of another representation comes around, the header is noted
// to hold that variable boxed, and the build starts again.
#include "jit/build/scope.h"

#include <algorithm>

#include "bytecode/register_use.h"
#include "jit/target/offsets.h"

namespace tauraro::jit {

Scope::Scope(UnitState& unit, LinkedCode* code, Function* function, Scope* caller, std::uint32_t call_pc, std::uint64_t key, NodeId function_node,
             std::uint32_t window)
    : unit_(unit),
      code_(code),
      function_(function),
      caller_(caller),
      call_pc_(call_pc),
      key_(key),
      function_node_(function_node),
      window_(window),
      code_number_(static_cast<std::uint32_t>(unit.codes.size())),
      facts_(unit.facts.facts_of(code)),
      source_(**code->code->unit),
      depth_(caller ? caller->depth_ + 1 : 0) {
  unit.codes.push_back({code, function});
  find_structure();
}

void Scope::find_structure() {
  const std::uint32_t size = code_->instruction_count;
  leaders_.assign(size + 1, false);
  const Instruction* code = code_->instructions;
  for (std::uint32_t pc = 0; pc < size;) {
    const OpcodeInfo& info = opcode_info(code[pc].op);
    const std::uint32_t next = pc + static_cast<std::uint32_t>(info.words());
    if (info.jumps()) {
      const std::uint32_t target = jump_target(code, pc);
      leaders_[target] = true;
      leaders_[next] = true;
      if (target <= pc) {
        const auto same = std::find_if(loops_.begin(), loops_.end(), [&](const BytecodeLoop& loop) { return loop.header == target; });
        if (same == loops_.end()) loops_.push_back({target, pc, std::vector<bool>(register_count())});
        else same->last = std::max(same->last, pc);
      }
    } else if (info.ends()) {
      leaders_[next] = true;
    }
    pc = next;
  }
  for (std::uint32_t pc = 0; pc < size && !loops_.empty();) {
    const RegisterUse use = register_use(code + pc);
    for (BytecodeLoop& loop : loops_) {
      if (pc < loop.header || pc > loop.last) continue;
      use.for_each_write([&](std::uint32_t reg) { loop.writes[reg] = true; });
      if (use.clobbers_from != RegisterUse::kNoClobber)
        std::fill(loop.writes.begin() + std::min(use.clobbers_from, register_count()), loop.writes.end(), true);
    }
    pc += static_cast<std::uint32_t>(opcode_info(code[pc].op).words());
  }
}

const BytecodeLoop* Scope::loop_at(std::uint32_t header) const {
  for (const BytecodeLoop& loop : loops_)
    if (loop.header == header) return &loop;
  return nullptr;
}

Scope::Place Scope::place_of(std::uint32_t pc) {
  const BytecodeLoop* loop = loop_at(pc);
  const std::uint32_t start = contexts_[place_.context].start;
  const bool encloses_start = loop && pc < start && start <= loop->last;
  if (!encloses_start) return {place_.context, pc};
  for (std::uint32_t i = place_.context + 1; i < contexts_.size(); ++i)
    if (contexts_[i].start == pc) return {i, pc};
  contexts_.push_back({pc});
  return {static_cast<std::uint32_t>(contexts_.size() - 1), pc};
}

void Scope::build(std::uint32_t pc, BlockId block, Environment environment) {
  contexts_.push_back({pc});
  waiting_[{0, pc}].push_back({block, std::move(environment)});
  run();
}

void Scope::run() {
  while (!waiting_.empty() && !unit_.failed()) {
    auto first = waiting_.extract(waiting_.begin());
    place_ = first.key();
    unreachable_ = false;
    begin_block(place_, std::move(first.mapped()));
    pc_ = first_pc(place_.pc);
    if (pc_ != place_.pc && leaders_[pc_]) {
      edge_to(pc_);
      continue;
    }
    while (block_ != kNoBlock && !unit_.failed()) {
      ran_python_ = false;
      ++unit_.bytecodes;
      const Opcode op = at().op;
      instruction();
      if (!unreachable_) unit_.opcodes.set(static_cast<std::size_t>(op));
      if (block_ == kNoBlock || unit_.failed()) break;
      if (unreachable_) {
        graph().unreachable(block_);
        block_ = kNoBlock;
        break;
      }
      const std::uint32_t next = pc_ + static_cast<std::uint32_t>(opcode_info(at().op).words());
      if (ran_python_) check_valid(block_, next);
      pc_ = next;
      if (leaders_[pc_]) {
        edge_to(pc_);
        break;
      }
    }
    if (graph().node_count() > unit_.node_budget) {
      if (unit_.most_inlined == 0) unit_.failure = "too large";
      unit_.most_inlined = std::min(unit_.most_inlined, unit_.inlined_calls) / 2;
      unit_.restart = true;
    }
  }
}

// ---- merging ----

NodeId& Scope::variable_of(Environment& environment, std::uint32_t variable) const {
  return variable < register_count() ? environment.registers[variable] : environment.globals[variable - register_count()];
}

bool Scope::is_wanted(std::uint32_t reg, std::uint32_t pc) const {
  return reg < code_->local_count || facts_.liveness->is_live_before(pc, reg);
}

bool Scope::varies_in_loop(std::uint32_t variable, const BytecodeLoop& loop) const {
  if (variable < register_count()) return loop.writes[variable];
  return unit_.stored_globals.contains(variable - register_count());
}

NodeId Scope::merge_variable(std::uint32_t variable, const std::vector<PendingEdge>& edges, const BytecodeLoop* loop, Place place, BlockId block,
                             std::vector<std::uint32_t>* parameters) {
  const auto incoming = [&](std::size_t i) { return variable_of(const_cast<Environment&>(edges[i].environment), variable); };
  const bool varies = loop && varies_in_loop(variable, *loop);
  const NodeId first = incoming(0);
  bool all_same = true, unknown = first == kNoNode, same_representation = true;
  for (std::size_t i = 1; i < edges.size(); ++i) {
    const NodeId other = incoming(i);
    all_same &= other == first;
    unknown |= other == kNoNode;
    if (!unknown) same_representation &= representation(graph().type(other).kind) == representation(graph().type(first).kind);
  }
  if (unknown) return kNoNode;
  if (!varies && all_same) return first;
  const bool is_register = variable < register_count();
  // Named variables stay, for tracebacks and debuggers show them.
  if (is_register && variable >= code_->local_count && !facts_.liveness->is_live_before(first_pc(place.pc), variable)) return kNoNode;
  jit::Type type = jit::Type::value();
  const bool boxed = varies && unit_.boxed_at_header[header_key(place)].contains(variable);
  if (same_representation && !boxed) {
    type = graph().type(first);
    if (varies) {
      if (type.kind == TypeKind::Int64) type = jit::Type::int64();
      else if (type.is_boxed()) type = jit::Type::value();
    } else {
      for (std::size_t i = 1; i < edges.size(); ++i) type = join(type, graph().type(incoming(i)));
    }
  }
  parameters->push_back(variable);
  return graph().add_param(block, type);
}

void Scope::begin_block(Place place, std::vector<PendingEdge> edges) {
  const BytecodeLoop* loop = loop_at(place.pc);
  const bool lone = edges.size() == 1 && !loop;
  if (lone) {  // goes on in the edge's own block
    block_ = edges[0].block;
    environment_ = std::move(edges[0].environment);
    return;
  }
  const std::uint32_t global_count = static_cast<std::uint32_t>(unit_.globals.size());
  const bool world = loop && unit_.world_loops.contains(header_key(place));
  // Globals that are in memory only on one way are in memory on all.
  for (std::uint32_t i = 0; i < global_count; ++i) {
    bool unknown = world;
    for (const PendingEdge& edge : edges) unknown |= edge.environment.globals[i] == kNoNode;
    if (!unknown) continue;
    for (PendingEdge& edge : edges) {
      flush_globals(edge.block, edge.environment);
      edge.environment.globals[i] = kNoNode;
    }
  }
  const BlockId block = graph().add_block();
  std::vector<std::uint32_t> parameters;
  Environment merged;
  merged.registers.resize(register_count());
  merged.in_window.assign(register_count(), kNoNode);
  merged.globals.resize(global_count);
  merged.dirty.resize(global_count);
  for (std::uint32_t variable = 0; variable < register_count() + global_count; ++variable)
    variable_of(merged, variable) = merge_variable(variable, edges, loop, place, block, &parameters);
  for (std::uint32_t r = 0; r < code_->local_count; ++r) {
    bool same = merged.registers[r] != kNoNode && !(loop && loop->writes[r]);
    for (const PendingEdge& edge : edges) same = same && edge.environment.in_window[r] == merged.registers[r];
    if (same) merged.in_window[r] = merged.registers[r];
  }
  for (std::uint32_t i = 0; i < global_count; ++i) {
    if (merged.globals[i] == kNoNode) continue;
    for (const PendingEdge& edge : edges) merged.dirty[i] |= edge.environment.dirty[i];
    if (loop && unit_.stored_globals.contains(i)) merged.dirty[i] = 1;
  }
  for (PendingEdge& edge : edges) {
    std::vector<NodeId> arguments;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const Representation wanted = representation(graph().type(graph().block(block).params[i]).kind);
      arguments.push_back(convert(edge.block, variable_of(edge.environment, parameters[i]), wanted));
    }
    graph().jump(edge.block, block, arguments);
  }
  if (loop) headers_[place] = {block, parameters};
  block_ = block;
  environment_ = std::move(merged);
  pc_ = first_pc(place.pc);
  if (loop) {
    graph().block(block).frequency = 10;
    append(Op::Safepoint, {}, state());
  }
}

void Scope::close_loop(const Header& header, Place place, BlockId block, Environment& environment) {
  for (std::size_t i = 0; i < unit_.globals.size(); ++i) {
    const bool known_at_header = std::find(header.variables.begin(), header.variables.end(), register_count() + i) != header.variables.end();
    if (!known_at_header && environment.dirty[i]) flush_globals(block, environment);
  }
  std::vector<NodeId> arguments;
  for (std::size_t i = 0; i < header.variables.size(); ++i) {
    const NodeId parameter = graph().block(header.block).params[i];
    const Representation wanted = representation(graph().type(parameter).kind);
    const std::uint32_t variable = header.variables[i];
    NodeId value = variable_of(environment, variable);
    if (value == kNoNode && variable >= register_count()) value = graph().load_field(block, graph().const_value(Value::from_cell(unit_.globals[variable - register_count()]).bits()), Offsets::global_value, MemoryKind::Value, {Region::GlobalCell, variable - register_count()}, jit::Type::value());
    if (value == kNoNode) value = wanted == Representation::Value ? graph().const_value(0) : kNoNode;
    if (value == kNoNode || (representation(graph().type(value).kind) != wanted && wanted != Representation::Value)) {
      unit_.boxed_at_header[header_key(place)].insert(variable);
      unit_.restart = true;
      return;
    }
    arguments.push_back(convert(block, value, wanted));
  }
  graph().jump(block, header.block, arguments);
}

// ---- edges ----

void Scope::edge_from(BlockId block, Environment environment, std::uint32_t pc) {
  if (unreachable_) return graph().unreachable(block);
  if (!unpacks_early(pc)) return finish_edge(block, std::move(environment), pc);
  const BlockId here = block_;
  std::swap(environment, environment_);
  block_ = block;
  const bool goes_on = unpack_on_edge(pc);
  std::swap(environment, environment_);
  block = block_;
  block_ = here;
  if (goes_on) finish_edge(block, std::move(environment), pc);
}

/// To a block whose first bytecode has been done where it is done early.
void Scope::finish_edge(BlockId block, Environment environment, std::uint32_t pc) {
  const Place place = place_of(pc);
  const auto header = headers_.find(place);
  if (header != headers_.end()) return close_loop(header->second, place, block, environment);
  const std::uint32_t start = first_pc(pc);
  for (std::uint32_t r = 0; r < register_count(); ++r)
    if (!is_wanted(r, start)) environment.registers[r] = kNoNode;
  waiting_[place].push_back({block, std::move(environment)});
}

void Scope::edge_to(std::uint32_t pc) {
  edge_from(block_, std::move(environment_), pc);
  block_ = kNoBlock;
}

void Scope::branch_to(NodeId condition, std::uint32_t if_true, std::uint32_t if_false) {
  const BlockId yes = graph().add_block(), no = graph().add_block();
  graph().branch(block_, condition, Edge{yes, {}}, Edge{no, {}});
  if (ran_python_) {
    check_valid(yes, if_true);
    check_valid(no, if_false);
  }
  edge_from(yes, environment_, if_true);
  if (!unit_.failed()) edge_from(no, std::move(environment_), if_false);
  block_ = kNoBlock;
}

NodeId Scope::convert(BlockId block, NodeId node, Representation wanted) {
  const Representation have = representation(graph().type(node).kind);
  if (have == wanted) return node;
  assert(wanted == Representation::Value);
  switch (have) {
    case Representation::Int64: {
      const IntRange range = graph().type(node).range;
      return graph().append(block, Op::BoxInt, range.is_within(kInlineIntRange) ? jit::Type::int_value() : jit::Type::value(), {node});
    }
    case Representation::Double: return graph().append(block, Op::BoxDouble, {node});
    default: return graph().append(block, Op::BoxBool, {node});
  }
}

bool Scope::continue_after(BlockId* block, Environment* environment, NodeId* result) {
  if (returns_.empty()) return false;
  merge_ways(returns_, block, environment, result);
  return true;
}

/// Results and globals of several ways meet; the registers are the caller's own.
void Scope::merge_ways(std::vector<Returned>& ways, BlockId* block, Environment* environment, NodeId* result) {
  if (ways.size() == 1) {
    *block = ways[0].block;
    *environment = std::move(ways[0].environment);
    *result = ways[0].value;
    return;
  }
  Representation wanted = representation(graph().type(ways[0].value).kind);
  jit::Type type = graph().type(ways[0].value);
  for (const Returned& way : ways) {
    if (representation(graph().type(way.value).kind) != wanted) {
      wanted = Representation::Value;
      type = jit::Type::value();
      break;
    }
    type = join(type, graph().type(way.value));
  }
  if (wanted == Representation::Value && type.kind != TypeKind::Cell) type = type.is_boxed() ? type : jit::Type::value();
  *block = graph().add_block();
  *result = graph().add_param(*block, type);
  Environment merged = ways[0].environment;
  std::vector<std::uint32_t> varying;
  for (std::uint32_t i = 0; i < merged.globals.size(); ++i) {
    bool unknown = false, same = true;
    for (const Returned& way : ways) {
      unknown |= way.environment.globals[i] == kNoNode;
      same &= way.environment.globals[i] == merged.globals[i];
      merged.dirty[i] |= way.environment.dirty[i];
    }
    if (unknown) {
      for (Returned& way : ways) {
        flush_globals(way.block, way.environment);
        way.environment.globals[i] = kNoNode;
      }
      merged.globals[i] = kNoNode;
      merged.dirty[i] = 0;
    } else if (!same) {
      varying.push_back(i);
    }
  }
  for (const std::uint32_t i : varying) merged.globals[i] = graph().add_param(*block, jit::Type::value());
  for (Returned& way : ways) {
    std::vector<NodeId> arguments = {convert(way.block, way.value, wanted)};
    for (const std::uint32_t i : varying) arguments.push_back(convert(way.block, way.environment.globals[i], Representation::Value));
    graph().jump(way.block, *block, arguments);
  }
  *environment = std::move(merged);
}

}  // namespace tauraro::jit
