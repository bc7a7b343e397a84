// Calls: inlined, of Python functions, of builtins that are operations, and all others.
#include <algorithm>
#include <string_view>

#include "bytecode/register_use.h"
#include "jit/build/scope.h"
#include "jit/target/offsets.h"
#include "object/feedback.h"
#include "object/signature.h"

namespace tauraro::jit {
namespace {

constexpr std::uint32_t kMaxInlineDepth = 4;
constexpr std::uint32_t kMaxInlineWords = 80;
constexpr std::uint32_t kMaxRecursiveWords = 40;   ///< of a function that is inlined into itself; half of it: twice
constexpr std::uint32_t kMostNodes = 1500;         ///< of a graph that still inlines
constexpr std::uint32_t kMostWindowWords = 4096;   ///< less than the register stack keeps free for inlined frames

bool is_constant_cell(const Graph& graph, NodeId node, Value* value) {
  if (graph.node(node).op != Op::ConstValue) return false;
  *value = Value::from_bits(static_cast<std::uint64_t>(graph.node(node).imm));
  return value->is_cell();
}

/// Whether the code looks at its own frame, so that its registers must be in memory.
bool inspects_frame(Vm& vm, const LinkedCode* code) {
  static constexpr std::string_view kNames[] = {"super", "locals", "vars", "dir", "eval", "exec", "_getframe"};
  for (std::uint32_t pc = 0; pc < code->instruction_count;) {
    const Instruction& i = code->instructions[pc];
    const bool global = i.op == Opcode::LoadGlobal || i.op == Opcode::LoadName;
    if (global || i.op == Opcode::LoadMethod || i.op == Opcode::LoadAttr) {
      const std::string name = text_of(vm, code->names[global ? i.b : i.c]);
      if (std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames)) return true;
    }
    pc += static_cast<std::uint32_t>(opcode_info(i.op).words());
  }
  return false;
}

/// `known`, if that is `object` with more known of it.
NodeId same_object(const Graph& graph, NodeId known, NodeId object) {
  NodeId root = known;
  while (root != kNoNode && root != object && (graph.node(root).info().is_check() || graph.node(root).op == Op::Assume)) root = graph.operand(root, 0);
  return root == object ? known : object;
}

/// Whether frames of its own callees may follow its frame.
bool calls_others(const LinkedCode* code) {
  for (std::uint32_t pc = 0; pc < code->instruction_count; pc += static_cast<std::uint32_t>(opcode_info(code->instructions[pc].op).words())) {
    const Opcode op = code->instructions[pc].op;
    if (op == Opcode::Call || op == Opcode::CallMethod || op == Opcode::CallSpread) return true;
  }
  return false;
}

/// Of positional parameter number i of a function; empty: none. Those of keyword-only parameters are in a dict that anyone may change.
Value default_of(const Function& function, std::size_t i) {
  const std::size_t positional = function.code->positional_count;
  if (i >= positional || !function.defaults.is(kind::Tuple)) return Value();
  const Tuple* defaults = function.defaults.as<Tuple>();
  const std::size_t first = positional - std::min<std::size_t>(positional, defaults->length);
  return i < first ? Value() : defaults->items[i - first];
}

}  // namespace

/// Leaves where one more frame would be too many for the limit of recursion: the interpreter's call raises.
void Scope::check_depth() {
  const auto word = [&](int offset) {
    return graph().load_field(block_, graph().thread(), offset, MemoryKind::Int32, {Region::Thread, static_cast<std::uint32_t>(offset)}, jit::Type::int64(INT32_MIN, INT32_MAX));
  };
  const NodeId depth = append(Op::AddWrap, {word(Offsets::thread_depth), graph().const_int(depth_)});
  append(Op::CheckTrue, {append(Op::LtInt, {depth, word(Offsets::thread_recursion_limit)})}, state());
}

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
    const bool unknown_self = !no_self && graph().type(self).kind == TypeKind::Value && graph().node(callee).op != Op::ConstValue && !callees_.contains(callee);
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
  if (more().e != kNoNames) {
    const Tuple* names = code_->constants[more().e].as<Tuple>();
    const bool known = is_constant_cell(graph(), callee, &constant) && constant.is(kind::Function);
    if (known && call_python({constant.as<Function>()->code, constant.as<Function>(), callee}, arguments, window, i.a, names)) return;
    if (unit_.failed()) return;
    return call_unknown(callee, arguments, window);
  }
  if (is_constant_cell(graph(), callee, &constant)) {
    if (intrinsic_call(constant, arguments, i.a) || unit_.failed()) return;
    if (constant.is(kind::NativeFunction) && is_list_append(constant.as<NativeFunction>(), arguments)) {
      append_to_list(arguments[0], arguments[1]);
      for (std::uint32_t r = base; r < register_count(); ++r) environment_.registers[r] = kNoNode;
      return set(i.a, constant_value(Value::none()));
    }
    if (constant.is(kind::NativeFunction) && (method_call(constant.as<NativeFunction>(), arguments, i.a) || unit_.failed())) return;
    if (constant.is(kind::NativeFunction) && !takes_bound_self(constant.as<NativeFunction>()))
      return call_native_function(constant.as<NativeFunction>(), callee, arguments, window);
    if (constant.is(kind::Function)) {
      const bool ran = code_->caches[more().d].state != InlineCache::State::Empty;
      if (!ran && !is_hot_exit(Reason::NeverRan)) return exit_here(Reason::NeverRan);
      Function* function = constant.as<Function>();
      if (call_python({function->code, function, callee}, arguments, window, i.a)) return;
    }
    if (unit_.failed()) return;
    if (constant.is(kind::Type) && call_class(constant.as<::tauraro::Type>(), arguments, window, i.a)) return;
    if (unit_.failed()) return;
    if (constant.is(kind::Type) && call_builtin_class(constant.as<::tauraro::Type>(), arguments, window)) return;
  } else if (call_by_feedback(callee, arguments, window) || unit_.failed()) {
    return;
  }
  call_unknown(callee, arguments, window);
}

bool Scope::is_list_append(const NativeFunction* native, std::span<const NodeId> arguments) const {
  if (native->owner != Value::from_cell(unit_.vm.type(TypeId::List)) || arguments.size() != 2) return false;
  const jit::Type& self = graph().type(arguments[0]);
  return self.kind == TypeKind::Cell && self.shape == builtin_shape(TypeId::List) && std::string_view(native->definition->name) == "append";
}

/// Straight to the function where its parameters are filled by position, and self is known to be what it wants.
void Scope::call_native_function(NativeFunction* native, NodeId callee, std::vector<NodeId> arguments, std::uint32_t window) {
  const Signature& signature = *native->signature;
  // Frames that the function pushes begin after this one's registers: defaults must lie within.
  const bool fits = window + signature.positional <= register_count();
  const bool by_position = signature.parameters.size() == signature.positional && !signature.has_rest && !signature.has_keywords;
  bool direct = fits && by_position && arguments.size() >= signature.required && arguments.size() <= signature.positional;
  if (direct && !native->owner.is_empty() && signature.self) {
    const jit::Type self = graph().type(arguments[0]);
    const bool known = self.kind == TypeKind::Cell && self.shape != 0 && native->owner.as<::tauraro::Type>()->instance_shape == self.shape;
    direct = known && native->definition->flags == NativeMethod::Plain && native->self.is_empty();
  }
  for (std::size_t k = arguments.size(); direct && k < signature.positional; ++k) arguments.push_back(constant_value(signature.parameters[k].fallback));
  for (std::size_t k = 0; k < arguments.size(); ++k) store_register(window + static_cast<std::uint32_t>(k), arguments[k]);
  const NodeId address = append(Op::AddRaw, {graph().window(), graph().const_int(8 * static_cast<std::int64_t>(window_ + window))});
  const NodeId count = graph().const_int(static_cast<std::int64_t>(arguments.size()));
  const NodeId result =
      direct ? runtime_call(Runtime::CallDirect, {pc_constant(), address, graph().const_raw(reinterpret_cast<std::uint64_t>(native->definition->call)), count}, true)
             : runtime_call(Runtime::CallNative, {pc_constant(), address, callee, count}, true);
  clobber_registers(at().b);
  set(at().a, result);
}

void Scope::call_unknown(NodeId callee, std::span<const NodeId> arguments, std::uint32_t window) {
  store_register(at().b, callee);
  if (at().op == Opcode::CallMethod && window == at().b + kFrameHeaderWords + 1) store_register(window - 1, graph().const_value(0));
  call_out(window, arguments, at().a);
}

/// Any call, by the interpreter's rules; the arguments go to memory.
void Scope::call_out(std::uint32_t window, std::span<const NodeId> arguments, std::uint16_t destination) {
  for (std::size_t k = 0; k < arguments.size(); ++k) store_register(window + static_cast<std::uint32_t>(k), arguments[k]);
  const NodeId result = runtime_call(Runtime::CallAny, {window_address(), pc_constant()}, true);
  clobber_registers(at().b);
  set(destination, result);
}

/// A callee that is no constant: what the site has seen, or what its LoadMethod can have found.
bool Scope::call_by_feedback(NodeId callee, std::span<const NodeId> arguments, std::uint32_t window) {
  const auto known = callees_.find(callee);
  if (known != callees_.end()) return call_one_of(callee, known->second, arguments, window);
  const InlineCache& site = code_->caches[more().d];
  const jit::Type type = graph().type(callee);
  if (site.state != InlineCache::State::Callee || is_hot_exit(Reason::Shape) || (type.kind != TypeKind::Value && type.kind != TypeKind::Cell)) return false;
  if (site.value.is(kind::Type) && site.count == 0) {  // a class of a closure, or in a variable
    graph().with_imm(block_, Op::CheckWord, jit::Type::void_type(), {callee}, static_cast<std::int64_t>(site.value.bits()), state(Reason::Shape));
    return call_class(site.value.as<::tauraro::Type>(), arguments, window, at().a);
  }
  std::vector<Value> seen = {site.value};
  for (int k = 0; k < site.count; ++k) seen.push_back(site.more[k].value);
  for (const Value value : seen)
    if (!value.is(kind::Function)) return false;
  LinkedCode* code = seen[0].as<Function>()->code;
  const bool one_code = std::all_of(seen.begin(), seen.end(), [&](Value value) { return value.as<Function>()->code == code; });
  if (one_code) return call_by_code(callee, code, arguments, window);
  if (seen.size() > 3) return false;
  return call_one_of(callee, seen, arguments, window);
}

/// Functions that are closures of one code.
bool Scope::call_by_code(NodeId callee, LinkedCode* code, std::span<const NodeId> arguments, std::uint32_t window) {
  if (!code->simple_call || code->positional_count != arguments.size()) return false;
  const NodeId function = as_cell(callee, builtin_shape(TypeId::Function));
  if (unreachable_) return true;
  const NodeId found = graph().load_field(block_, function, offsetof(Function, code), MemoryKind::Raw, {Region::Other, 0}, jit::Type::raw());
  graph().with_imm(block_, Op::CheckWord, jit::Type::raw(), {found}, static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(code)), state(Reason::Shape));
  return call_python({code, nullptr, function}, arguments, window, at().a);
}

/// One of a few functions: a way for each.
bool Scope::call_one_of(NodeId callee, const std::vector<Value>& candidates, std::span<const NodeId> arguments, std::uint32_t window) {
  if (is_hot_exit(Reason::Shape)) return false;
  for (const Value value : candidates)
    if (!value.is(kind::Function) || !value.as<Function>()->code->simple_call || value.as<Function>()->code->positional_count != arguments.size()) return false;
  const Environment before = environment_;
  std::vector<Returned> ways;
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    const Value candidate = candidates[k];
    BlockId otherwise = kNoBlock;
    environment_ = before;
    if (k + 1 == candidates.size()) {
      graph().with_imm(block_, Op::CheckWord, jit::Type::void_type(), {callee}, static_cast<std::int64_t>(candidate.bits()), state(Reason::Shape));
    } else {
      const BlockId match = graph().add_block();
      otherwise = graph().add_block();
      graph().branch(block_, append(Op::EqWord, {callee, graph().const_value(candidate.bits())}), Edge{match, {}}, Edge{otherwise, {}});
      block_ = match;
    }
    Function* function = candidate.as<Function>();
    (void)call_python({function->code, function, graph().const_value(candidate.bits(), function->shape)}, arguments, window, at().a);
    if (unit_.failed()) return true;
    if (!unreachable_) ways.push_back({block_, environment_, environment_.registers[at().a]});
    else graph().unreachable(block_);
    unreachable_ = false;
    block_ = otherwise;
  }
  if (ways.empty()) {
    block_ = graph().add_block();
    unreachable_ = true;
    return true;
  }
  NodeId result;
  merge_ways(ways, &block_, &environment_, &result);
  environment_.registers = before.registers;
  for (const Returned& way : ways)
    for (std::uint32_t r = 0; r < register_count(); ++r)
      if (way.environment.in_window.size() <= r || environment_.in_window[r] != way.environment.in_window[r]) environment_.in_window[r] = kNoNode;
  clobber_registers(at().b);
  set(at().a, result);
  return true;
}

/// The arguments in the order of the callee's parameters: those given by name, and the defaults of the missing ones, once the function is
/// known to have them still. `names`: of the last arguments, or null. False: it cannot be called so, and nothing has been built.
bool Scope::bind_parameters(const Callee& callee, std::vector<NodeId>& arguments, const Tuple* names) {
  const LinkedCode* code = callee.code;
  if (code->flags & (CodeUnit::VarArgs | CodeUnit::VarKeywords)) return false;
  const std::size_t positional = code->positional_count, total = positional + code->keyword_only_count;
  const std::size_t given = arguments.size() - (names ? names->length : 0);
  if (given > positional) return false;
  if (given == total) return given == arguments.size();
  if (!callee.function || is_hot_exit(Reason::Shape)) return false;
  std::vector<NodeId> bound(arguments.begin(), arguments.begin() + static_cast<std::ptrdiff_t>(given));
  bound.resize(total, kNoNode);
  const Tuple* parameters = code->code->local_names.as<Tuple>();
  for (std::size_t k = given; k < arguments.size(); ++k) {
    const Value name = names->items[k - given];
    std::size_t i = (**code->code->unit).positional_only_count;
    while (i < total && parameters->items[i] != name) ++i;
    if (i == total || bound[i] != kNoNode) return false;
    bound[i] = arguments[k];
  }
  bool any_default = false;
  for (std::size_t i = given; i < total; ++i) {
    if (bound[i] != kNoNode) continue;
    const Value fallback = default_of(*callee.function, i);
    if (fallback.is_empty()) return false;
    bound[i] = constant_value(fallback);
    any_default = true;
  }
  if (any_default) {
    const NodeId version = graph().load_field(block_, callee.node, offsetof(Function, version), MemoryKind::UInt32, {Region::Other, 1}, jit::Type::int64(0, UINT32_MAX));
    append(Op::CheckTrue, {append(Op::EqInt, {version, graph().const_int(callee.function->version)})}, state(Reason::Shape));
  }
  arguments = std::move(bound);
  return true;
}

bool Scope::call_python(const Callee& callee, std::span<const NodeId> given, std::uint32_t window, std::uint16_t destination, const Tuple* names) {
  LinkedCode* code = callee.code;
  std::vector<NodeId> arguments(given.begin(), given.end());
  if (!bind_parameters(callee, arguments, names)) return false;
  if (inline_call(callee, arguments, window, destination)) return true;
  if (unit_.failed()) return false;
  for (std::size_t k = 0; k < arguments.size(); ++k) store_register(window + static_cast<std::uint32_t>(k), arguments[k]);
  const auto offset = [&](std::uint32_t word) { return graph().const_int(8 * static_cast<std::int64_t>(word)); };
  const auto count = static_cast<std::int64_t>(arguments.size());
  const NodeId address = append(Op::AddRaw, {graph().window(), offset(window_ + window)});
  const NodeId operands[] = {pc_constant(), address, callee.node, graph().const_int(count), graph().const_value(Value::from_cell(code).bits()),
                             graph().const_int(code->register_count), graph().const_int(code->local_count), graph().const_int(count),
                             offset(window_ + window), offset(window_)};
  const NodeId result = world_call(true, static_cast<std::uint32_t>(Runtime::CallFunction), operands);
  clobber_call_window();
  set(destination, result);
  return true;
}

/// A new instance of a class whose instances are plain objects without finalizer.
NodeId Scope::allocate_instance(const ::tauraro::Type* type) {
  const NodeId cell = graph().append(block_, Op::Allocate, jit::Type::cell(), {}, throw_state());
  graph().node(cell).imm = type->instance_size;
  graph().node(cell).imm2 = static_cast<std::int64_t>(header_word(type->instance_kind, type->instance_shape));
  unit_.shapes[cell] = type->instance_shape;
  return cell;
}

/// A plain class with a Python __init__ that takes just these arguments.
bool Scope::call_class(::tauraro::Type* type, std::span<const NodeId> arguments, std::uint32_t window, std::uint16_t destination) {
  Vm& vm = unit_.vm;
  const Value init = type->special(Special::Init);
  const ::tauraro::Type* object = vm.type(TypeId::Object);
  const bool plain = type->shape == builtin_shape(TypeId::Type) && type->special(Special::New) == object->special(Special::New) &&
                     !(type->flags & (kTypeAbstract | kTypeUninstantiable));
  const bool allocates = plain && type->instance_kind == object->instance_kind && type->instance_size <= kMaxSmallBytes && !(type->flags & kTypeHasFinalizer);
  if (allocates && arguments.empty() && init == object->special(Special::Init)) {
    watch_type(type);
    const NodeId instance = allocate_instance(type);
    for (std::uint32_t r = at().b; r < register_count(); ++r) environment_.registers[r] = kNoNode;
    set(destination, instance);
    return true;
  }
  if (!plain || !init.is(kind::Function)) return false;
  Function* function = init.as<Function>();
  LinkedCode* code = function->code;
  if (!code->simple_call) return false;
  if (allocates && may_inline(code, window) && !unit_.facts.facts_of(code).returns_value) {
    const Callee callee{code, function, graph().const_value(init.bits(), function->shape)};
    watch_type(type);
    std::vector<NodeId> with_self(arguments.begin(), arguments.end());
    with_self.insert(with_self.begin(), graph().const_value(0));
    if (bind_parameters(callee, with_self, nullptr)) {
      with_self[0] = allocate_instance(type);
      if (inline_call(callee, with_self, window, destination, with_self[0]) || unit_.failed()) return true;
    }
  }
  if (code->positional_count != arguments.size() + 1) return false;
  watch_type(type);
  for (std::size_t k = 0; k < arguments.size(); ++k) store_register(window + static_cast<std::uint32_t>(k), arguments[k]);
  const NodeId address = append(Op::AddRaw, {graph().window(), graph().const_int(8 * static_cast<std::int64_t>(window_ + window))});
  const NodeId result = runtime_call(Runtime::NewInstanceCall,
                                     {pc_constant(), address, graph().const_value(Value::from_cell(type).bits(), type->shape),
                                      graph().const_int(static_cast<std::int64_t>(arguments.size()))},
                                     true);
  clobber_registers(at().b);
  set(destination, result);
  return true;
}

/// An immutable class whose __new__ does everything: int, str, tuple, range, zip. Not those with an __init__ of their own.
bool Scope::call_builtin_class(::tauraro::Type* type, std::span<const NodeId> arguments, std::uint32_t window) {
  const ::tauraro::Type* object = unit_.vm.type(TypeId::Object);
  Value make = type->special(Special::New);
  if (make.is(kind::StaticMethod)) make = make.as<StaticMethod>()->function;
  const bool plain = type->shape == builtin_shape(TypeId::Type) && !(type->flags & (kTypeHeap | kTypeUninstantiable)) &&
                     type != unit_.vm.type(TypeId::Type) && make.is(kind::NativeFunction) && make != object->special(Special::New) &&
                     type->special(Special::Init) == object->special(Special::Init);
  if (!plain) return false;
  // The class goes in front of the arguments: there is the room for a frame's header, which native functions do not need.
  store_register(window - 1, constant_value(Value::from_cell(type)));
  for (std::size_t k = 0; k < arguments.size(); ++k) store_register(window + static_cast<std::uint32_t>(k), arguments[k]);
  const NodeId address = append(Op::AddRaw, {graph().window(), graph().const_int(8 * static_cast<std::int64_t>(window_ + window - 1))});
  const NodeId count = graph().const_int(static_cast<std::int64_t>(arguments.size()) + 1);
  const NodeId result = runtime_call(Runtime::CallNative, {pc_constant(), address, constant_value(make), count}, true);
  clobber_registers(at().b);
  set(at().a, result);
  return true;
}

/// Whether a call of the code can be built into this graph.
bool Scope::may_inline(LinkedCode* code, std::uint32_t window) {
  if (depth_ >= kMaxInlineDepth || unit_.inlined_calls >= unit_.most_inlined || code->instruction_count > kMaxInlineWords) return false;
  if (graph().node_count() > kMostNodes || window_ + window + code->register_count > kMostWindowWords) return false;
  if (code->flags & (CodeUnit::Generator | CodeUnit::Coroutine | CodeUnit::AsyncGenerator) || !(code->flags & CodeUnit::NewLocals)) return false;
  CodeFacts& facts = unit_.facts.facts_of(code);
  if (!facts.inspects_frame) facts.inspects_frame = inspects_frame(unit_.vm, code);
  if (facts.never_inline || *facts.inspects_frame || catches_often(code)) return false;
  // Recursion: a small function in itself, for fewer frames.
  unsigned activations = 0;
  for (const Scope* scope = this; scope; scope = scope->caller_) activations += scope->code_ == code;
  const std::uint32_t words = code->instruction_count;
  return activations <= (words <= kMaxRecursiveWords / 2 ? 2u : words <= kMaxRecursiveWords ? 1u : 0u);
}

bool Scope::inline_call(const Callee& target, std::span<const NodeId> arguments, std::uint32_t window, std::uint16_t destination, NodeId instance) {
  LinkedCode* code = target.code;
  if (!may_inline(code, window)) return false;
  ++unit_.inlined_calls;
  if (calls_others(code)) check_depth();
  Scope callee(unit_, code, target.function, this, pc_, key_ * 31 + pc_ * 7 + reinterpret_cast<std::uintptr_t>(code) % 1021 + 7, target.node, window_ + window);
  callee.caller_state_ = state_at(pc_, StateKind::After, Reason::None);
  callee.instance_ = instance;
  callee.continuation_ = target.continuation;
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
  if (instance != kNoNode) {
    if (graph().type(result).kind != TypeKind::NoneValue) {
      unit_.facts.facts_of(code).returns_value = true;
      unit_.restart = true;
      return false;
    }
    result = callee.returns_.size() == 1 ? same_object(graph(), after.registers[0], instance) : instance;
  }
  environment_.globals = std::move(after.globals);
  environment_.dirty = std::move(after.dirty);
  clobber_call_window();
  set(destination, result);
  return true;
}

}  // namespace tauraro::jit
