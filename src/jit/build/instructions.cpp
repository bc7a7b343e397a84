// One bytecode at a time.
#include <algorithm>

#include "bytecode/register_use.h"
#include "jit/build/scope.h"
#include "jit/target/offsets.h"
#include "object/feedback.h"
#include "vm/inline_cache.h"

namespace tauraro::jit {

void Scope::instruction() {
  const Instruction& i = at();
  switch (i.op) {
    case Opcode::Nop: return;
    case Opcode::Move: return set(i.a, reg(i.b));
    case Opcode::LoadConst: return set(i.a, constant_value(code_->constants[i.i]));
    case Opcode::LoadInt: return set(i.a, graph().const_int(i.i));
    case Opcode::Clear: return set(i.a, graph().const_value(0));
    case Opcode::CheckBound: {
      const NodeId value = reg(i.a);
      if (graph().type(value).kind == TypeKind::Value) {
        if (graph().node(value).op == Op::ConstValue) return exit_here(Reason::Unbound);
        narrow(value, append(Op::CheckNotEmpty, {value}, state(Reason::Unbound)));
      } else if (graph().node(value).op == Op::ConstValue && graph().node(value).imm == 0) {
        exit_here(Reason::Unbound);
      }
      return;
    }
    case Opcode::LoadCell: {
      const NodeId loaded = graph().load_field(block_, as_cell(reg(i.b), builtin_shape(TypeId::Cell)), Offsets::box_value, MemoryKind::Value, {Region::Closure, kAnyId}, jit::Type::value());
      return set(i.a, append(Op::CheckNotEmpty, {loaded}, state(Reason::Unbound)));
    }
    case Opcode::StoreCell: {
      const NodeId cell = as_cell(reg(i.a), builtin_shape(TypeId::Cell));
      const NodeId value = box(reg(i.b));
      graph().store_field(block_, cell, Offsets::box_value, MemoryKind::Value, {Region::Closure, kAnyId}, value);
      if (graph().type(value).may_be_cell()) append(Op::WriteBarrier, {cell, value});
      return;
    }
    case Opcode::LoadFree: {
      if (caller_) {
        if (!function_) {
          const NodeId closure = graph().load_field(block_, function_node_, offsetof(Function, closure), MemoryKind::Raw, {Region::Immutable, 1}, jit::Type::raw());
          return set(i.a, graph().load_field(block_, closure, Offsets::tuple_items + 8 * i.b, MemoryKind::Value, {Region::Immutable, 2}, jit::Type::cell()));
        }
        if (!function_->closure.is(kind::Tuple)) return exit_here(Reason::None);
        return set(i.a, constant_value(function_->closure.as<Tuple>()->items[i.b]));
      }
      const NodeId function = graph().load_field(block_, graph().window(), Offsets::frame_function, MemoryKind::Raw, {Region::Immutable, 0}, jit::Type::raw());
      const NodeId closure = graph().load_field(block_, function, offsetof(Function, closure), MemoryKind::Raw, {Region::Immutable, 1}, jit::Type::raw());
      return set(i.a, graph().load_field(block_, closure, Offsets::tuple_items + 8 * i.b, MemoryKind::Value, {Region::Immutable, 2}, jit::Type::cell()));
    }
    case Opcode::LoadGlobal: return load_global();
    case Opcode::StoreGlobal: return store_global();

#define BINARY(name) \
  case Opcode::name: \
  case Opcode::Inplace##name: return arithmetic(BinaryOp::name, reg(i.b), reg(i.c));
      BINARY(Add) BINARY(Sub) BINARY(Mul) BINARY(TrueDiv) BINARY(FloorDiv) BINARY(Mod) BINARY(Pow) BINARY(MatMul)
      BINARY(LShift) BINARY(RShift) BINARY(And) BINARY(Or) BINARY(Xor)
#undef BINARY
#define IMMEDIATE(name) \
  case Opcode::name##Imm: return arithmetic(BinaryOp::name, reg(i.b), graph().const_int(i.signed_c()));
      IMMEDIATE(Add) IMMEDIATE(Sub) IMMEDIATE(Mul) IMMEDIATE(FloorDiv) IMMEDIATE(Mod) IMMEDIATE(LShift) IMMEDIATE(RShift) IMMEDIATE(And)
#undef IMMEDIATE
    case Opcode::InplaceAddImm: return arithmetic(BinaryOp::Add, reg(i.b), graph().const_int(i.signed_c()));
    case Opcode::InplaceSubImm: return arithmetic(BinaryOp::Sub, reg(i.b), graph().const_int(i.signed_c()));
    case Opcode::Negative:
    case Opcode::Positive:
    case Opcode::Invert:
    case Opcode::Not: return unary(i.op);

#define COMPARE(name, op)                                                                                   \
  case Opcode::name: {                                                                                      \
    const NodeId result = compare(op, reg(i.b), reg(i.c));                                                  \
    return set(i.a, result);                                                                                \
  }                                                                                                         \
  case Opcode::JumpIf##name: return compare_jump(op, reg(i.b), true);                                       \
  case Opcode::JumpUnless##name: return compare_jump(op, reg(i.b), false);                                  \
  case Opcode::JumpIf##name##Imm: return compare_jump(op, graph().const_int(i.signed_b()), true);           \
  case Opcode::JumpUnless##name##Imm: return compare_jump(op, graph().const_int(i.signed_b()), false);
      COMPARE(Lt, 0) COMPARE(Le, 1) COMPARE(Eq, 2) COMPARE(Ne, 3) COMPARE(Gt, 4) COMPARE(Ge, 5)
#undef COMPARE
    case Opcode::Is: return identity(false);
    case Opcode::IsNot: return identity(true);

    case Opcode::Jump:
    case Opcode::JumpLoop: return edge_to(jump_target(code_->instructions, pc_));
    case Opcode::JumpIfTrue:
    case Opcode::JumpIfFalse: {
      const NodeId condition = truth(reg(i.a));
      const std::uint32_t target = jump_target(code_->instructions, pc_), next = pc_ + 1;
      if (i.op == Opcode::JumpIfTrue) return branch_to(condition, target, next);
      return branch_to(condition, next, target);
    }
    case Opcode::JumpIfNone:
    case Opcode::JumpIfNotNone: {
      const NodeId value = reg(i.a);
      const std::uint32_t target = jump_target(code_->instructions, pc_), next = pc_ + 1;
      const std::uint32_t if_none = i.op == Opcode::JumpIfNone ? target : next, if_not = i.op == Opcode::JumpIfNone ? next : target;
      if (!graph().type(value).is_boxed()) return edge_to(if_not);
      return branch_to(append(Op::EqWord, {value, graph().const_value(Value::none().bits())}), if_none, if_not);
    }

    case Opcode::GetIter:  // the loop after it has no feedback either
      if (code_->caches[more().d].state == InlineCache::State::Empty && !is_hot_exit(Reason::NeverRan)) return exit_here(Reason::NeverRan);
      return generic();
    case Opcode::RangePrepare: return range_prepare();
    case Opcode::RangeNext: return range_next(false);
    case Opcode::RangeLoop: return range_next(true);
    case Opcode::ForIter: return iterator_next(false);
    case Opcode::ForLoop: return iterator_next(true);

    case Opcode::GetItem: return get_item(reg(i.c));
    case Opcode::GetItemImm: return get_item(graph().const_int(i.signed_c()));
    case Opcode::SetItem: return set_item();
    case Opcode::ListAppend: {
      const NodeId list = as_cell(reg(i.a), builtin_shape(TypeId::List));
      return unreachable_ ? void() : append_to_list(list, reg(i.b));
    }
    case Opcode::BuildSlice: return slice_item() ? void() : generic();
    case Opcode::In: return membership(false);
    case Opcode::NotIn: return membership(true);
    case Opcode::UnpackSequence: return unpack_sequence();
    case Opcode::BuildTuple: return build_tuple();
    case Opcode::BuildList: return build_list();
    case Opcode::LoadAttr: return load_attribute();
    case Opcode::StoreAttr: return store_attribute();
    case Opcode::LoadMethod: return load_method();
    case Opcode::Call:
    case Opcode::CallMethod:
    case Opcode::CallSpread: return call();
    case Opcode::Raise: return raise();
    case Opcode::EnterHandler: return enter_handler();
    case Opcode::LeaveHandler: return leave_handler();
    case Opcode::JumpUnlessMatches: return jump_unless_matches();
    case Opcode::Return: return return_value(reg(i.a));
    case Opcode::MakeGenerator: return make_generator();
    case Opcode::Yield: return suspend();
    case Opcode::Send: return send();
    case Opcode::Throw: return exit_here(Reason::None);
    default: return generic();
  }
}

void Scope::return_value(NodeId value) {
  if (generator_ != kNoNode) {
    const NodeId arguments[] = {generator_};
    graph().call_runtime(block_, static_cast<std::uint32_t>(Runtime::FinishGenerator), arguments);
  }
  if (caller_) {
    returns_.push_back({block_, environment_, value});
    block_ = kNoBlock;
    return;
  }
  flush_globals(block_, environment_);
  graph().return_(block_, box(value));
  block_ = kNoBlock;
}

/// An opcode that compiled code has no better way for: its operands go to memory, the interpreter's function does the work.
void Scope::generic() {
  const Opcode op = at().op;
  const std::uint32_t call = out_of_line_call(op);
  const bool has_call = call != static_cast<std::uint32_t>(Runtime::Count);
  if (caller_ && !has_call && op != Opcode::Raise && op != Opcode::Reraise) {
    facts_.never_inline = true;
    unit_.restart = true;
    return;
  }
  if (call == static_cast<std::uint32_t>(Runtime::Count)) {
    const bool expected = op == Opcode::Raise || op == Opcode::Reraise;
    if (!expected && !opcode_info(op).ends()) unit_.failure = std::string(opcode_info(op).name);
    return exit_here(Reason::None);
  }
  const RegisterUse use = register_use(code_->instructions + pc_);
  use.for_each_read([&](std::uint32_t r) {
    if (environment_.registers[r] != kNoNode) store_register(r, environment_.registers[r]);
  });
  const NodeId arguments[] = {window_address(), pc_constant()};
  (void)world_call(false, call, arguments);
  if (unit_.failed()) return;
  if (use.clobbers_from != RegisterUse::kNoClobber)
    for (std::uint32_t r = use.clobbers_from; r < register_count(); ++r) environment_.registers[r] = kNoNode;
  use.for_each_write([&](std::uint32_t r) {
    unit_.window_written.insert(window_ + r);
    load_register(r);
  });
}

// ---- global variables ----

std::uint32_t Scope::global_number(GlobalCell* cell) {
  const auto found = std::find(unit_.globals.begin(), unit_.globals.end(), cell);
  if (found != unit_.globals.end()) return static_cast<std::uint32_t>(found - unit_.globals.begin());
  unit_.globals.push_back(cell);
  unit_.restart = true;  // every environment needs a place for it
  return static_cast<std::uint32_t>(unit_.globals.size() - 1);
}

namespace {

/// A value that compiled code may take as a constant while nobody assigns the name.
bool is_constant(const GlobalCell* cell) { return !cell->value.is_empty() && cell->write_count <= 1; }

void watch(Assumptions& assumptions, GlobalCell* cell) {
  auto& globals = assumptions.globals;
  if (std::find(globals.begin(), globals.end(), cell) == globals.end()) globals.push_back(cell);
}

}  // namespace

void Scope::load_global() {
  const InlineCache& site = code_->caches[more().d];
  if (site.state != InlineCache::State::Global) return exit_here(Reason::NeverRan);
  GlobalCell* cell = site.value.as<GlobalCell>();
  if (!cell->value.is_empty()) {
    if (is_constant(cell)) {
      watch(unit_.assumptions, cell);
      return set(at().a, constant_value(cell->value));
    }
    const std::uint32_t number = global_number(cell);
    if (unit_.restart) return;
    return set(at().a, global(number));
  }
  GlobalCell* builtin = site.owner_bits ? Value::from_bits(site.owner_bits).as<GlobalCell>() : nullptr;
  if (!builtin || !is_constant(builtin)) return generic();
  watch(unit_.assumptions, cell);
  watch(unit_.assumptions, builtin);
  set(at().a, constant_value(builtin->value));
}

void Scope::store_global() {
  const InlineCache& site = code_->caches[more().d];
  if (site.state != InlineCache::State::Global) return exit_here(Reason::NeverRan);
  GlobalCell* cell = site.value.as<GlobalCell>();
  if (cell->value.is_empty()) return generic();
  if (cell->write_count <= 1) {  // it is going to vary
    cell->write_count = 2;
    if (cell->watched) fire_global_watchpoint(unit_.vm, cell);
  }
  const std::uint32_t number = global_number(cell);
  if (unit_.stored_globals.insert(number).second) unit_.restart = true;
  if (unit_.restart) return;
  (void)global(number);  // it is defined: storing keeps its place in the namespace
  environment_.globals[number] = reg(at().a);
  environment_.dirty[number] = 1;
}

}  // namespace tauraro::jit
