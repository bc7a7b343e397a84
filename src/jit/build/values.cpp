// Values while building: checks and conversions, frame states, global variables, calls of the runtime.
#include <algorithm>

#include "jit/build/scope.h"
#include "jit/target/offsets.h"

namespace tauraro::jit {

NodeId Scope::constant_value(Value value) {
  if (value.is_int()) return graph().const_int(value.as_int());
  if (value.is_double()) return graph().const_double(value.as_double());
  if (value.is_bool()) return graph().const_bool(value.is_true());
  // Only exact instances of builtin classes keep their shape for life.
  const bool lasting = value.is_cell() && value.as_cell()->shape <= builtin_shape(TypeId::Internal);
  return graph().const_value(value.bits(), lasting ? value.as_cell()->shape : 0);
}

NodeId Scope::reg(std::uint32_t index) {
  NodeId node = environment_.registers[index];
  if (node != kNoNode) return node;
  return load_register(index);
}

NodeId Scope::load_register(std::uint32_t index) {
  if (generator_ != kNoNode) refuse_inlining();  // it has no window
  const std::uint32_t word = window_ + index;
  const NodeId node = graph().load_field(block_, graph().window(), 8 * static_cast<std::int64_t>(word), MemoryKind::Value, {Region::Window, word}, jit::Type::value());
  environment_.registers[index] = environment_.in_window[index] = node;
  return node;
}

/// The outermost frame's register that lies there is not in memory any more.
void Scope::note_window_write(std::uint32_t word) {
  const Scope& outer = outermost();
  if (unit_.window_written.insert(word).second && word < outer.entry_loads_.size() && outer.entry_loads_[word] != kNoNode) unit_.restart = true;
}

void Scope::store_to_window(BlockId block, std::uint32_t index, NodeId node) {
  const std::uint32_t word = window_ + index;
  note_window_write(word);
  const NodeId value = convert(block, node, Representation::Value);
  graph().store_field(block, graph().window(), 8 * static_cast<std::int64_t>(word), MemoryKind::Value, {Region::Window, word}, value);
}

void Scope::store_register(std::uint32_t index, NodeId node) {
  store_to_window(block_, index, node);
  if (index < register_count()) environment_.in_window[index] = node;  // arguments may lie above
}

/// `here` is the innermost activation: what callers have stored meanwhile depends on the way that its code took.
void Scope::store_locals(Scope& here) {
  if (caller_) caller_->store_locals(here);
  for (std::uint32_t r = 0; r < code_->local_count; ++r) {
    const NodeId node = environment_.registers[r];
    if (node == kNoNode || environment_.in_window[r] == node) continue;
    if (r < entry_loads_.size() && entry_loads_[r] == node && !unit_.window_written.contains(r)) continue;
    store_to_window(here.block_, r, node);
    environment_.in_window[r] = this == &here ? node : kNoNode;
  }
}

void Scope::clobber_registers(std::uint32_t first) {
  for (std::uint32_t r = first; r < register_count(); ++r) {
    environment_.registers[r] = environment_.in_window[r] = kNoNode;
    if (!caller_) note_window_write(r);
  }
}

NodeId Scope::window_address() {
  if (window_ == 0) return graph().window();
  return append(Op::AddRaw, {graph().window(), graph().const_int(8 * static_cast<std::int64_t>(window_))});
}

void Scope::push_frames() {
  if (!caller_) return;
  for (Scope* scope = this; scope; scope = scope->caller_)
    if (scope->generator_ != kNoNode) return scope->refuse_inlining();  // frames of generators are only built at exits
  std::vector<NodeId> operands;
  for (Scope* scope = this; scope->caller_; scope = scope->caller_) {
    const NodeId frame[] = {graph().const_int(8 * static_cast<std::int64_t>(scope->window_)),
                            scope->function_ ? graph().const_value(Value::from_cell(scope->function_).bits(), scope->function_->shape) : scope->function_node_,
                            graph().const_raw(reinterpret_cast<std::uint64_t>(scope->code_)),
                            scope->pc_constant(), graph().const_int(scope->register_count())};
    operands.insert(operands.begin(), std::begin(frame), std::end(frame));
  }
  graph().append(block_, Op::PushFrames, jit::Type::void_type(), operands);
  // The headers lie over the outermost frame's registers.
  Scope& outer = outermost();
  for (std::uint32_t r = outer.at().b; is_call(outer.at().op) && r < outer.register_count(); ++r) note_window_write(r);
}

void Scope::pop_frames() {
  if (!caller_) return;
  std::vector<NodeId> operands;
  for (Scope* scope = this; scope->caller_; scope = scope->caller_) operands.push_back(graph().const_int(8 * static_cast<std::int64_t>(scope->window_)));
  graph().append(block_, Op::PopFrames, jit::Type::void_type(), operands);
}

void Scope::narrow(NodeId from, NodeId to) {
  for (NodeId& node : environment_.registers)
    if (node == from) node = to;
  for (NodeId& node : environment_.in_window)
    if (node == from) node = to;
  for (NodeId& node : environment_.globals)
    if (node == from) node = to;
}

NodeId Scope::as_int(NodeId node, Reason reason) {
  const jit::Type type = graph().type(node);
  switch (type.kind) {
    case TypeKind::Int64: return node;
    case TypeKind::Bool: return append(Op::BoolToInt, {node});
    case TypeKind::BoolValue: return append(Op::BoolToInt, {append(Op::UnboxBool, {node})});
    case TypeKind::Double:
    case TypeKind::DoubleValue:
    case TypeKind::NoneValue: exit_here(reason); return graph().const_int(0);
    default: break;
  }
  NodeId checked = node;
  if (type.kind != TypeKind::IntValue) checked = append(Op::CheckInt, {node}, state(reason));
  const NodeId number = append(Op::UnboxInt, {checked});
  narrow(node, number);
  return number;
}

NodeId Scope::as_double(NodeId node, bool ints_too, Reason reason) {
  const jit::Type type = graph().type(node);
  switch (type.kind) {
    case TypeKind::Double: return node;
    case TypeKind::Int64: return append(Op::IntToDouble, {node});
    case TypeKind::IntValue: return append(Op::IntToDouble, {append(Op::UnboxInt, {node})});
    case TypeKind::Bool:
    case TypeKind::BoolValue: return append(Op::IntToDouble, {as_int(node)});
    case TypeKind::NoneValue: exit_here(reason); return graph().const_double(0);
    default: break;
  }
  if (type.kind != TypeKind::DoubleValue && ints_too) {
    // Either kind: two ways that meet.
    const BlockId if_int = graph().add_block(), if_not = graph().add_block(), both = graph().add_block();
    const StateId before = state(reason);
    graph().branch(block_, append(Op::IsInt, {node}), Edge{if_int, {}}, Edge{if_not, {}});
    const NodeId known = graph().append(if_int, Op::Assume, jit::Type::int_value(), {node});
    const NodeId from_int = graph().append(if_int, Op::IntToDouble, {graph().append(if_int, Op::UnboxInt, {known})});
    const NodeId checked = graph().append(if_not, Op::CheckDouble, {node}, before);
    const NodeId from_double = graph().append(if_not, Op::UnboxDouble, {checked});
    const NodeId result = graph().add_param(both, jit::Type::float64());
    graph().jump(if_int, both, {from_int});
    graph().jump(if_not, both, {from_double});
    block_ = both;
    return result;
  }
  NodeId checked = node;
  if (type.kind != TypeKind::DoubleValue) checked = append(Op::CheckDouble, {node}, state(reason));
  const NodeId number = append(Op::UnboxDouble, {checked});
  narrow(node, number);
  return number;
}

NodeId Scope::as_cell(NodeId node, std::uint32_t exact_shape, Reason reason) {
  const jit::Type type = graph().type(node);
  if (!type.is_boxed() || type.kind == TypeKind::IntValue || type.kind == TypeKind::DoubleValue || type.kind == TypeKind::BoolValue ||
      type.kind == TypeKind::NoneValue) {
    exit_here(reason);
    return graph().const_value(0);
  }
  if (type.kind == TypeKind::Cell && type.shape == exact_shape && exact_shape != 0) return node;
  NodeId cell = node;
  if (type.kind != TypeKind::Cell) cell = append(Op::CheckCell, {node}, state(reason));
  if (exact_shape != 0) cell = graph().with_imm(block_, Op::CheckExact, jit::Type::void_type(), {cell}, exact_shape, state(reason));
  if (cell != node) narrow(node, cell);
  return cell;
}

// ---- states ----

StateId Scope::state(Reason reason) { return state_at(pc_, StateKind::Before, reason); }

StateId Scope::state_at(std::uint32_t pc, StateKind kind, Reason reason) {
  std::vector<StateSlot> slots;
  for (std::uint32_t r = 0; r < register_count(); ++r) {
    const NodeId node = environment_.registers[r];
    if (node == kNoNode) continue;
    // A handler may want registers that the bytecode itself does not: all that are known stay in a Throw state.
    if (kind == StateKind::Before && !is_wanted(r, pc)) continue;
    if (r < entry_loads_.size() && entry_loads_[r] == node && !unit_.window_written.contains(r)) continue;
    slots.push_back({node, r});
  }
  // The innermost frame tells of all pending stores, those of its callers included.
  for (std::uint32_t i = 0; kind != StateKind::After && i < environment_.globals.size(); ++i) {
    if (!environment_.dirty[i] || environment_.globals[i] == kNoNode) continue;
    StateSlot slot;
    slot.value = environment_.globals[i];
    slot.index = Offsets::global_value;
    slot.kind = StateSlot::Kind::PendingStore;
    slot.base = graph().const_value(Value::from_cell(unit_.globals[i]).bits());
    slots.push_back(slot);
  }
  const bool resumed = generator_ != kNoNode;
  if (caller_ && (resumed || !function_)) {
    StateSlot slot;
    slot.value = resumed ? generator_ : function_node_;
    slot.index = resumed ? kGeneratorRegister : kFunctionRegister;
    slots.push_back(slot);
  }
  if (instance_ != kNoNode) {
    StateSlot slot;
    slot.value = instance_;
    slot.index = kInstanceRegister;
    slots.push_back(slot);
  }
  FrameState frame;
  frame.continuation = resumed ? kResumedFrame : static_cast<std::uint8_t>(continuation_);
  frame.caller = caller_state_;
  frame.code = code_number_;
  frame.pc = pc;
  frame.kind = kind;
  frame.reason = static_cast<std::uint32_t>(reason);
  return graph().add_state(frame, slots);
}

void Scope::exit_here(Reason reason) {
  if (block_ == kNoBlock) return;
  if (unreachable_) return;
  graph().exit(block_, state(reason));
  block_ = graph().add_block();  // for what the rest of this bytecode appends; nothing leads there
  unreachable_ = true;
}

// ---- globals ----

NodeId Scope::global(std::uint32_t number) {
  NodeId& known = environment_.globals[number];
  if (known != kNoNode) return known;
  const NodeId cell = graph().const_value(Value::from_cell(unit_.globals[number]).bits());
  const NodeId loaded = graph().load_field(block_, cell, Offsets::global_value, MemoryKind::Value, {Region::GlobalCell, number}, jit::Type::value());
  known = append(Op::CheckNotEmpty, {loaded}, state(Reason::Unbound));
  return known;
}

void Scope::flush_globals(BlockId block, Environment& environment) {
  for (std::uint32_t i = 0; i < environment.globals.size(); ++i) {
    if (!environment.dirty[i] || environment.globals[i] == kNoNode) continue;
    const NodeId cell = graph().const_value(Value::from_cell(unit_.globals[i]).bits());
    const NodeId value = convert(block, environment.globals[i], Representation::Value);
    graph().store_field(block, cell, Offsets::global_value, MemoryKind::Value, {Region::GlobalCell, i}, value);
    if (graph().type(value).may_be_cell()) graph().append(block, Op::WriteBarrier, {cell, value});
    environment.dirty[i] = 0;
  }
}

void Scope::note_world_in_loops() {
  for (Scope* scope = this; scope; scope = scope->caller_) {
    for (const auto& [place, header] : scope->headers_) {
      const BytecodeLoop* loop = scope->loop_at(place.pc);
      if (place.context != scope->place_.context || scope->pc_ < place.pc || scope->pc_ > loop->last) continue;
      if (unit_.world_loops.insert(scope->header_key(place)).second && !unit_.globals.empty()) unit_.restart = true;
    }
  }
}

void Scope::before_world() {
  flush_globals(block_, environment_);
  store_locals(*this);
  store_pc();
}

void Scope::world_ran() {
  note_world_in_loops();
  std::fill(environment_.globals.begin(), environment_.globals.end(), kNoNode);
  ran_python_ = true;
}

void Scope::check_valid(BlockId block, std::uint32_t pc) {
  const BlockId here = block_;
  block_ = block;
  append(Op::CheckValid, {}, state_at(pc, StateKind::Before, Reason::None));
  block_ = here;
}

void Scope::store_pc() {
  graph().store_field(block_, graph().window(), Offsets::frame_pc, MemoryKind::Raw, {Region::Thread, 1}, outermost().pc_constant());
}

void Scope::watch_type(::tauraro::Type* type) {
  auto& types = unit_.assumptions.types;
  if (std::find(types.begin(), types.end(), type) == types.end()) types.push_back(type);
}

NodeId Scope::runtime_call(Runtime which, std::initializer_list<NodeId> arguments, bool world) {
  const auto row = static_cast<std::uint32_t>(which);
  if (world) return world_call(false, row, std::span(arguments.begin(), arguments.size()));
  return graph().call_runtime(block_, row, std::vector<NodeId>(arguments), throw_state());
}

NodeId Scope::world_call(bool compiled, std::uint32_t row, std::span<const NodeId> operands) {
  before_world();
  push_frames();
  jit::Type type;
  type.kind = graph().calls()[row].result;
  const StateId thrown = throw_state();
  NodeId result;
  if (catches()) {
    result = graph().append(block_, compiled ? Op::CallCompiledRaw : Op::CallRaw, type, operands);
    graph().node(result).imm = row;
    const BlockId raised = graph().add_block(), goes_on = graph().add_block();
    const NodeId failed = type.kind == TypeKind::Int64 ? append(Op::EqInt, {result, graph().const_int(0)}) : append(Op::EqWord, {result, graph().const_value(0)});
    graph().branch(block_, failed, Edge{raised, {}}, Edge{goes_on, {}});
    block_ = raised;
    go_to_handler(thrown);
    block_ = goes_on;
  } else {
    result = graph().append(block_, compiled ? Op::CallCompiled : Op::CallRuntime, type, operands, thrown);
    graph().node(result).imm = row;
  }
  pop_frames();
  world_ran();
  return result;
}

}  // namespace tauraro::jit
