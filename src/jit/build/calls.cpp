// Calls: inlined, of Python functions, of builtins that are operations, and all others.
#include <algorithm>
#include <string_view>

#include "bytecode/register_use.h"
#include "jit/build/scope.h"
#include "jit/target/offsets.h"
#include "object/feedback.h"

namespace tauraro::jit {
namespace {

constexpr std::uint32_t kMaxInlineDepth = 4;
constexpr std::uint32_t kMaxInlineWords = 80;
constexpr std::uint32_t kMaxInlinedCalls = 40;

bool is_constant_cell(const Graph& graph, NodeId node, Value* value) {
  if (graph.node(node).op != Op::ConstValue) return false;
  *value = Value::from_bits(static_cast<std::uint64_t>(graph.node(node).imm));
  return value->is_cell();
}

/// Whether every bytecode can be built without calling into the interpreter: no loops, nothing that runs other Python code.
bool is_leaf(const LinkedCode* code) {
  constexpr std::uint8_t kNumbers = kSawInt | kSawDouble;
  for (std::uint32_t pc = 0; pc < code->instruction_count;) {
    const Instruction& i = code->instructions[pc];
    const OpcodeInfo& info = opcode_info(i.op);
    if (info.jumps() && jump_target(code->instructions, pc) <= pc) return false;
    switch (i.op) {
      case Opcode::Nop: case Opcode::Move: case Opcode::LoadConst: case Opcode::LoadInt: case Opcode::Clear: case Opcode::CheckBound:
      case Opcode::LoadFree: case Opcode::LoadCell: case Opcode::StoreCell: case Opcode::LoadGlobal: case Opcode::Jump: case Opcode::JumpIfNone:
      case Opcode::JumpIfNotNone: case Opcode::Return: case Opcode::Is: case Opcode::IsNot: case Opcode::Call: case Opcode::CallMethod:
      case Opcode::LoadAttr: case Opcode::StoreAttr: case Opcode::LoadMethod: case Opcode::Not: case Opcode::JumpIfTrue: case Opcode::JumpIfFalse: break;
      case Opcode::GetItem: case Opcode::GetItemImm:
        if (i.feedback & (kSawOther | kSawDict)) return false;
        break;
      case Opcode::SetItem:
        if (i.feedback & ~(kSawList | kSawInt | kSawOddIndex)) return false;
        break;
      case Opcode::UnpackSequence:
        if (i.feedback & ~kSawTuple) return false;
        break;
      default:
        if (!info.has_feedback() || (i.feedback & ~kNumbers)) return false;
        if (i.op == Opcode::In || i.op == Opcode::NotIn) return false;
    }
    pc += static_cast<std::uint32_t>(info.words());
  }
  return true;
}

}  // namespace

void Scope::call() {
  const Instruction& i = at();
  if (i.op == Opcode::CallSpread) {
    const NodeId callee = reg(i.b);
    store_register(i.b, callee);
    store_register(i.b + kFrameHeaderWords, reg(i.b + kFrameHeaderWords));
    store_register(i.b + kFrameHeaderWords + 1, reg(i.b + kFrameHeaderWords + 1));
    return call_out(i.b, {}, i.a);
  }
  const std::uint32_t base = i.b;
  std::uint32_t window = base + kFrameHeaderWords, count = i.c;
  const NodeId callee = reg(base);
  if (i.op == Opcode::CallMethod) {
    const NodeId self = reg(window);
    const bool no_self = graph().node(self).op == Op::ConstValue && graph().node(self).imm == 0;
    const bool unknown_self = !no_self && graph().type(self).kind == TypeKind::Value && graph().node(callee).op != Op::ConstValue;
    if (unknown_self) {  // whether there is a self is only known in memory
      std::vector<NodeId> arguments;
      for (std::uint32_t k = 0; k <= count; ++k) arguments.push_back(reg(window + k));
      store_register(base, callee);
      return call_out(window, arguments, i.a);
    }
    if (no_self) ++window;
    else ++count;
  }
  std::vector<NodeId> arguments;
  for (std::uint32_t k = 0; k < count; ++k) arguments.push_back(reg(window + k));
  Value constant;
  if (more().e == kNoNames && is_constant_cell(graph(), callee, &constant)) {
    if (constant.is(kind::NativeFunction) && intrinsic_call(constant.as<NativeFunction>(), arguments, i.a)) return;
    if (unit_.failed()) return;
    if (constant.is(kind::Function) && call_python(constant.as<Function>(), arguments, window, i.a)) return;
    if (unit_.failed()) return;
    if (constant.is(kind::Type) && call_class(constant.as<::tauraro::Type>(), arguments, window, i.a)) return;
    if (unit_.failed()) return;
  }
  if (caller_) {
    facts_.never_inline = true;
    unit_.restart = true;
    return;
  }
  store_register(base, callee);
  if (i.op == Opcode::CallMethod && window == base + kFrameHeaderWords + 1) store_register(window - 1, graph().const_value(0));
  call_out(window, arguments, i.a);
}

/// Any call, by the interpreter's rules; the arguments go to memory.
void Scope::call_out(std::uint32_t window, std::span<const NodeId> arguments, std::uint16_t destination) {
  if (caller_) {
    facts_.never_inline = true;
    unit_.restart = true;
    return;
  }
  for (std::size_t k = 0; k < arguments.size(); ++k) store_register(window + static_cast<std::uint32_t>(k), arguments[k]);
  const NodeId result = runtime_call(Runtime::CallAny, {graph().window(), pc_constant()}, true);
  clobber_registers(at().b);
  set(destination, result);
}

bool Scope::call_python(Function* function, std::span<const NodeId> arguments, std::uint32_t window, std::uint16_t destination) {
  LinkedCode* code = function->code;
  if (!code->simple_call || code->positional_count != arguments.size()) return false;
  if (inline_call(function, arguments, destination)) return true;
  if (unit_.failed() || caller_) return false;
  for (std::size_t k = 0; k < arguments.size(); ++k) store_register(window + static_cast<std::uint32_t>(k), arguments[k]);
  const NodeId address = append(Op::AddRaw, {graph().window(), graph().const_int(8 * static_cast<std::int64_t>(window))});
  const NodeId result = runtime_call(Runtime::CallFunction,
                                     {pc_constant(), address, graph().const_value(Value::from_cell(function).bits(), function->shape),
                                      graph().const_int(static_cast<std::int64_t>(arguments.size()))},
                                     true);
  clobber_registers(at().b);
  set(destination, result);
  return true;
}

/// A plain class with a Python __init__ that takes just these arguments.
bool Scope::call_class(::tauraro::Type* type, std::span<const NodeId> arguments, std::uint32_t window, std::uint16_t destination) {
  Vm& vm = unit_.vm;
  const Value init = type->special(Special::Init);
  const bool plain = type->shape == builtin_shape(TypeId::Type) && type->special(Special::New) == vm.type(TypeId::Object)->special(Special::New) &&
                     init.is(kind::Function) && !(type->flags & (kTypeAbstract | kTypeUninstantiable));
  if (!plain || caller_) return false;
  const LinkedCode* code = init.as<Function>()->code;
  if (!code->simple_call || code->positional_count != arguments.size() + 1) return false;
  watch_type(type);
  for (std::size_t k = 0; k < arguments.size(); ++k) store_register(window + static_cast<std::uint32_t>(k), arguments[k]);
  const NodeId address = append(Op::AddRaw, {graph().window(), graph().const_int(8 * static_cast<std::int64_t>(window))});
  const NodeId result = runtime_call(Runtime::NewInstanceCall,
                                     {pc_constant(), address, graph().const_value(Value::from_cell(type).bits(), type->shape),
                                      graph().const_int(static_cast<std::int64_t>(arguments.size()))},
                                     true);
  clobber_registers(at().b);
  set(destination, result);
  return true;
}

bool Scope::inline_call(Function* function, std::span<const NodeId> arguments, std::uint16_t destination) {
  LinkedCode* code = function->code;
  if (depth_ >= kMaxInlineDepth || unit_.inlined_calls >= kMaxInlinedCalls || code->instruction_count > kMaxInlineWords) return false;
  if (code->flags & (CodeUnit::Generator | CodeUnit::Coroutine | CodeUnit::AsyncGenerator) || !(code->flags & CodeUnit::NewLocals)) return false;
  if (unit_.facts.facts_of(code).never_inline || !is_leaf(code)) return false;
  for (const Scope* scope = this; scope; scope = scope->caller_)
    if (scope->code_ == code) return false;  // recursion
  ++unit_.inlined_calls;
  Scope callee(unit_, code, function, this, pc_, key_ * 31 + pc_ + 7);
  callee.caller_state_ = state_at(pc_, StateKind::After, Reason::None);
  Environment inside;
  inside.registers.assign(code->register_count, kNoNode);
  for (std::uint32_t r = 0; r < code->local_count; ++r)
    inside.registers[r] = r < arguments.size() ? arguments[r] : graph().const_value(0);
  // What the caller's state does not name is in memory: pending stores of globals are told by the innermost frame.
  inside.in_window.assign(code->register_count, kNoNode);
  inside.globals = environment_.globals;
  inside.dirty = environment_.dirty;
  callee.build(0, block_, std::move(inside));
  if (unit_.failed()) return false;
  Environment after;
  NodeId result;
  if (!callee.continue_after(&block_, &after, &result)) {
    block_ = graph().add_block();
    unreachable_ = true;
    return true;
  }
  environment_.globals = std::move(after.globals);
  environment_.dirty = std::move(after.dirty);
  for (std::uint32_t r = at().b; r < register_count(); ++r) environment_.registers[r] = kNoNode;
  set(destination, result);
  return true;
}

// ---- builtins that are operations ----

bool Scope::intrinsic_call(NativeFunction* native, std::span<const NodeId> arguments, std::uint16_t destination) {
  const std::string_view name = native->definition->name;
  const bool builtin = native->owner.is_empty() && native->self.is(kind::Module) && native->self.as<Module>()->dict == unit_.vm.builtins;
  if (!builtin || is_hot_exit(Reason::Shape) || is_hot_exit(Reason::Operand)) return false;
  if (name == "len" && arguments.size() == 1) {
    const jit::Type type = graph().type(arguments[0]);
    if (type.kind != TypeKind::Cell || type.shape == 0) return false;
    Location location{Region::Immutable, kAnyId};
    std::int64_t offset = Offsets::tuple_length;
    MemoryKind memory = MemoryKind::Int64;
    if (type.shape == builtin_shape(TypeId::List)) location.region = Region::ListLength, offset = Offsets::list_length;
    else if (type.shape == builtin_shape(TypeId::Str)) memory = MemoryKind::UInt32, offset = Offsets::str_length;
    else if (type.shape != builtin_shape(TypeId::Tuple)) return false;
    const NodeId length = graph().load_field(block_, arguments[0], offset, memory, location, jit::Type::int64(0, INT64_MAX));
    for (std::uint32_t r = at().b; r < register_count(); ++r) environment_.registers[r] = kNoNode;
    set(destination, length);
    return true;
  }
  if (name == "abs" && arguments.size() == 1) {
    const jit::Type type = graph().type(arguments[0]);
    NodeId result;
    if (type.kind == TypeKind::Double) {
      result = append(Op::AbsDouble, {arguments[0]});
    } else if (type.kind == TypeKind::Int64) {
      const NodeId negative = append(Op::SubInt, {graph().const_int(0), arguments[0]}, state(Reason::Overflow));
      result = append(Op::MaxInt, {arguments[0], negative});
    } else {
      return false;
    }
    for (std::uint32_t r = at().b; r < register_count(); ++r) environment_.registers[r] = kNoNode;
    set(destination, result);
    return true;
  }
  return false;
}

}  // namespace tauraro::jit
