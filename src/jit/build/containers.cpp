// Lookups in dicts and sets, `in`, and methods of containers: direct calls that cannot run Python code. Where the runtime cannot tell
// without (object/quick_lookup.h), compiled code leaves, and in the end takes the general way. What is checked after a change has
// been made may be made again: d[k] = v, s.add(k).
#include <string_view>

#include "jit/build/scope.h"
#include "jit/target/offsets.h"

namespace tauraro::jit {

namespace {

constexpr int kEqual = 2;  // CompareOp

}  // namespace

void Scope::dict_get_item(NodeId container, NodeId key) {
  const NodeId found = runtime_call(Runtime::DictGet, {box(container), box(key)}, false);
  const StateId missing = state(Reason::Index);
  const NodeId sure = append(Op::CheckNotEmpty, {found}, missing);
  append(Op::CheckTrue, {append(Op::NeWord, {sure, graph().const_value(Value::not_found().bits())})}, missing);
  set(at().a, sure);
}

void Scope::dict_set_item(NodeId container, NodeId key) {
  const NodeId status = runtime_call(Runtime::DictSet, {box(container), box(key), box(reg(at().c))}, false);
  append(Op::CheckTrue, {append(Op::EqInt, {status, graph().const_int(1)})}, state(Reason::Index));
}

void Scope::membership(bool negate) {
  if (at().feedback == 0 && !is_hot_exit(Reason::NeverRan)) return exit_here(Reason::NeverRan);
  if (is_hot_exit(Reason::Index)) return generic();
  const NodeId status = runtime_call(Runtime::Contains, {box(reg(at().c)), box(reg(at().b))}, false);
  append(Op::CheckTrue, {append(Op::NeInt, {status, graph().const_int(2)})}, state(Reason::Index));
  set(at().a, append(negate ? Op::EqInt : Op::NeInt, {status, graph().const_int(0)}));
}

/// container[start:stop], of two bytecodes, without the slice object. False: nothing has been built.
bool Scope::slice_item() {
  const Instruction& build = at();
  const std::uint32_t next = pc_ + 1;
  if (next >= code_->instruction_count || leaders_[next] || build.c != 2 || is_hot_exit(Reason::Index)) return false;
  const Instruction& get = code_->instructions[next];
  const std::uint8_t kinds = get.feedback & ~kSawOther;
  const bool known = (get.feedback & kSawOther) && (kinds == kSawList || kinds == kSawTuple || kinds == kSawStr);
  const bool dead = build.a >= code_->local_count && (get.a == build.a || !facts_.liveness->is_live_before(next + 1, build.a));
  if (get.op != Opcode::GetItem || get.c != build.a || get.b == build.a || !known || !dead) return false;
  const NodeId item = runtime_call(Runtime::Slice, {box(reg(get.b)), box(reg(build.b)), box(reg(build.b + 1u))}, false);
  append(Op::CheckTrue, {append(Op::NeWord, {item, graph().const_value(Value::not_found().bits())})}, state(Reason::Index));
  environment_.registers[build.a] = kNoNode;
  pc_ = next;
  set(get.a, item);
  return true;
}

/// The result of a method's operation, or kNoNode when it has none here.
NodeId Scope::build_method(const NativeFunction* method, std::span<const NodeId> arguments) {
  const std::string_view name = method->definition->name;
  const auto is_method = [&](TypeId type, std::string_view wanted) { return name == wanted && method->owner == Value::from_cell(unit_.vm.type(type)); };
  if (is_method(TypeId::Dict, "get") && (arguments.size() == 2 || arguments.size() == 3)) {
    const NodeId fallback = arguments.size() == 3 ? box(arguments[2]) : constant_value(Value::none());
    const NodeId found = append(Op::CheckNotEmpty, {runtime_call(Runtime::DictGet, {box(arguments[0]), box(arguments[1])}, false)}, state(Reason::Index));
    const NodeId missing = append(Op::EqWord, {found, graph().const_value(Value::not_found().bits())});
    return graph().append(block_, Op::Select, jit::Type::value(), {missing, fallback, found});
  }
  if (is_method(TypeId::Set, "add") && arguments.size() == 2) {
    const NodeId status = runtime_call(Runtime::SetAdd, {box(arguments[0]), box(arguments[1])}, false);
    append(Op::CheckTrue, {append(Op::EqInt, {status, graph().const_int(1)})}, state(Reason::Index));
    return constant_value(Value::none());
  }
  if (is_method(TypeId::List, "pop") && arguments.size() == 1 && graph().type(arguments[0]).is_boxed()) {
    const NodeId list = as_cell(arguments[0], builtin_shape(TypeId::List), Reason::Index);
    const NodeId length = graph().load_field(block_, list, Offsets::list_length, MemoryKind::Int64, {Region::ListLength, kAnyId}, jit::Type::int64(0, INT64_MAX));
    append(Op::CheckTrue, {append(Op::NeInt, {length, graph().const_int(0)})}, state(Reason::Index));
    return runtime_call(Runtime::ListPop, {list}, false);
  }
  return kNoNode;
}

bool Scope::method_call(const NativeFunction* method, std::span<const NodeId> arguments, std::uint16_t destination) {
  if (method->owner.is_empty() || !method->self.is_empty() || is_hot_exit(Reason::Index)) return false;
  const NodeId result = build_method(method, arguments);
  if (result == kNoNode) return false;
  for (std::uint32_t r = at().b; r < register_count(); ++r) environment_.registers[r] = kNoNode;
  set(destination, result);
  return true;
}

/// left == right of exact strs: most are told apart by identity and length.
NodeId Scope::str_equality(NodeId left, NodeId right) {
  const BlockId differ = graph().add_block(), same_length = graph().add_block(), both = graph().add_block();
  const NodeId result = graph().add_param(both, jit::Type::boolean());
  const auto length = [&](NodeId text) {
    return graph().load_field(block_, text, Offsets::str_length, MemoryKind::UInt32, {Region::Immutable, kAnyId}, jit::Type::int64(0, UINT32_MAX));
  };
  graph().branch(block_, append(Op::EqWord, {left, right}), Edge{both, {graph().const_bool(true)}}, Edge{differ, {}});
  block_ = differ;
  graph().branch(block_, append(Op::EqInt, {length(left), length(right)}), Edge{same_length, {}}, Edge{both, {graph().const_bool(false)}});
  block_ = same_length;
  graph().jump(block_, both, {append(Op::UnboxBool, {runtime_call(Runtime::StrCompare, {graph().const_int(kEqual), left, right}, false)})});
  block_ = both;
  return result;
}

}  // namespace tauraro::jit
