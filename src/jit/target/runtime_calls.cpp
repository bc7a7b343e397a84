#include "jit/target/runtime_calls.h"

#include <cmath>
#include <vector>

#include "object/native_call.h"
#include "object/operations.h"
#include "object/quick_lookup.h"
#include "object/signature.h"
#include "object/str.h"
#include "vm/call.h"
#include "vm/frame_object.h"
#include "vm/generator.h"
#include "vm/inline_cache.h"
#include "vm/interpreter.h"
#include "vm/out_of_line.h"
#include "vm/tier_up.h"

namespace tauraro::jit {
namespace {

using Word = std::uint64_t;
constexpr std::ptrdiff_t kStackSlack = 64;  // as in vm/call.cpp
Value value_of(Word word) { return Value::from_bits(word); }

Word rt_binary(Thread* thread, Instruction* pc, Word left, Word right) {
  thread->frame->pc = pc;
  return slow_binary(*thread->vm, pc, value_of(left), value_of(right)).bits();
}
Word rt_unsupported_operator(Thread* thread, Instruction* pc, Word left, Word right) {
  thread->frame->pc = pc;
  unsupported_operator(*thread->vm, pc, value_of(left), value_of(right));
  return 0;
}
Word rt_compare(Thread* thread, Instruction* pc, std::int64_t op, Word left, Word right) {
  thread->frame->pc = pc;
  return slow_compare(*thread->vm, pc, static_cast<int>(op), value_of(left), value_of(right)).bits();
}
Word rt_truth(Thread* thread, Instruction* pc, Word value) {
  thread->frame->pc = pc;
  const int result = slow_truth(*thread->vm, pc, value_of(value));
  return result < 0 ? 0 : Value::from_bool(result).bits();
}
Word rt_next(Thread* thread, Instruction* pc, Word iterator) {
  thread->frame->pc = pc;
  const Value value = value_of(iterator);
  if (value.as_cell()->shape == builtin_shape(TypeId::Generator)) return generator_next(*thread->vm, value.as<Generator>()).value_or_empty().bits();
  return next(*thread->vm, value).value_or_empty().bits();
}
Word rt_char_at(Thread* thread, Word text, std::int64_t index) {
  Str* str = flatten(*thread->vm, value_of(text).as<Str>());
  if (!str) return 0;
  return str_char_at(*thread->vm, str, index).bits();
}
Word rt_same(Thread*, Word left, Word right) { return Value::from_bool(is_same(value_of(left), value_of(right))).bits(); }

/// Enters a frame that has been pushed (continuation Exit): compiled if it can be.
Word run_frame(Vm& vm, Frame* frame) {
  LinkedCode* code = frame->code;
  Thread& thread = *vm.thread;
  if (code->entry && !thread.safepoint) {
    const Word result = reinterpret_cast<CompiledEntry>(code->entry)(&thread, frame->window());
    if (result == Value::kResumeBits) return interpret_from(vm, frame).value_or_empty().bits();
    if (thread.frame->frame_object.is_empty()) {  // as pop_frame, inline
      thread.handled = frame->saved_handled;
      --thread.depth;
      thread.frame = frame->caller;
    } else {
      pop_frame(vm);
    }
    return result;
  }
  return interpret(vm, frame).value_or_empty().bits();
}

/// The commonest call: everything in place, and compiled code to go on in. As push_frame and pop_frame, without their calls.
Word rt_call_function(Thread* thread, Instruction* pc, Word* window_words, Word function_word, std::int64_t count) {
  Value* window = reinterpret_cast<Value*>(window_words);
  Function* function = value_of(function_word).as<Function>();
  LinkedCode* code = function->code;
  Frame* caller = thread->frame;
  caller->pc = pc;
  const bool fits = thread->depth < thread->recursion_limit && window + code->register_count + kStackSlack <= thread->stack_end &&
                    static_cast<const char*>(__builtin_frame_address(0)) > thread->native_stack_limit;
  if (!fits) [[unlikely]] {
    if (thread->vm->check_native_space("").is_raised()) return 0;
    (void)push_frame(*thread->vm, code, function, window, Continuation::Exit, 0);  // raises
    return 0;
  }
  ++thread->depth;
  Frame* frame = Frame::of_window(window);
  frame->code = code;
  frame->function = function;
  frame->pc = code->instructions;
  frame->caller = caller;
  frame->namespace_object = Value();
  frame->frame_object = Value();
  frame->saved_handled = thread->handled;
  frame->return_register = 0;
  frame->continuation = Continuation::Exit;
  frame->flags = 0;
  frame->window_size = code->register_count;
  thread->frame = frame;
  for (std::uint32_t i = static_cast<std::uint32_t>(count); i < code->local_count; ++i) window[i] = Value();
  return run_frame(*thread->vm, frame);
}

Word rt_new_instance_call(Thread* thread, Instruction* pc, Word* window_words, Word type_word, std::int64_t count) {
  Vm& vm = *thread->vm;
  thread->frame->pc = pc;
  Value* window = reinterpret_cast<Value*>(window_words);
  ::tauraro::Type* type = value_of(type_word).as<::tauraro::Type>();
  Cell* instance = vm.allocate_instance(type, 0);
  if (!instance) return 0;
  for (std::int64_t i = count; i > 0; --i) window[i] = window[i - 1];
  window[0] = Value::from_cell(instance);
  const Word result = rt_call_function(thread, pc, window_words, type->special(Special::Init).bits(), count + 1);
  if (result == 0) return 0;
  if (result != Value::none().bits()) {
    (void)vm.raise_error(TypeId::TypeError, "__init__() should return None, not '", type_name(vm, value_of(result)), "'");
    return 0;
  }
  return Value::from_cell(instance).bits();
}

/// False: too deep in the native stack; RecursionError is pending.
bool has_native_stack(Thread* thread) { return !thread->vm->check_native_space(" while calling a Python object").is_raised(); }

Word rt_call_native(Thread* thread, Instruction* pc, Word* arguments, Word function, std::int64_t count) {
  thread->frame->pc = pc;
  if (!has_native_stack(thread)) return 0;
  return call_native(*thread->vm, value_of(function).as<NativeFunction>(), reinterpret_cast<Value*>(arguments), static_cast<std::uint32_t>(count), nullptr)
      .value_or_empty()
      .bits();
}

Word rt_call_any(Thread* thread, Word* window_words, Instruction* pc) {
  Vm& vm = *thread->vm;
  thread->frame->pc = pc;
  Value* R = reinterpret_cast<Value*>(window_words);
  if (pc->op == Opcode::CallSpread) {
    Value* arguments = R + pc->b + kFrameHeaderWords;
    if (!vm.is_exact(arguments[0], TypeId::Tuple) && !spread_arguments(vm, R[pc->b], arguments[0])) return 0;
    return vm.call_spread(R[pc->b], arguments[0].as<Tuple>(), arguments[1].is_empty() ? nullptr : arguments[1].as<Dict>()).value_or_empty().bits();
  }
  Value* window = R + pc->b + kFrameHeaderWords;
  std::uint32_t count = pc->c;
  if (pc->op == Opcode::CallMethod) {
    if (window->is_empty()) ++window;
    else ++count;
  }
  const std::uint32_t names_index = extension(pc).e;
  const Value target = R[pc->b];
  if (names_index == kNoNames && target.is_cell() && target.as_cell()->shape == builtin_shape(TypeId::Function)) {
    const LinkedCode* code = target.as<Function>()->code;
    if (code->simple_call && code->positional_count == count) return rt_call_function(thread, pc, reinterpret_cast<Word*>(window), target.bits(), count);
  }
  Tuple* names = names_index == kNoNames ? nullptr : thread->frame->code->constants[names_index].as<Tuple>();
  if (target.is(kind::NativeFunction) && !takes_bound_self(target.as<NativeFunction>())) {  // the arguments are in place
    if (vm.check_native_space(" while calling a Python object").is_raised()) return 0;
    return call_native(vm, target.as<NativeFunction>(), window, count, names).value_or_empty().bits();
  }
  const std::uint32_t keywords = names ? static_cast<std::uint32_t>(names->length) : 0;
  return vm.call(target, std::span<const Value>(window, count - keywords), names ? Value::from_cell(names) : Value(),
                 std::span<const Value>(window + count - keywords, keywords))
      .value_or_empty()
      .bits();
}

Word rt_list_append(Thread* thread, Word list, Word item) {
  return list_append(*thread->vm, value_of(list).as<List>(), value_of(item)).is_raised() ? 0 : 1;
}

double rt_pow(Thread*, double base, double exponent) { return std::pow(base, exponent); }
double rt_mod(Thread*, double a, double b) {
  const double rest = std::fmod(a, b);
  if (rest == 0) return std::copysign(0.0, b);
  return (b < 0) != (rest < 0) ? rest + b : rest;
}
double rt_floor_div(Thread*, double a, double b) {
  double rest = std::fmod(a, b), quotient = (a - rest) / b;
  if (rest != 0 && (b < 0) != (rest < 0)) quotient -= 1.0;
  if (quotient == 0) return std::copysign(0.0, a / b);
  const double floored = std::floor(quotient);
  return quotient - floored > 0.5 ? floored + 1.0 : floored;
}

Word rt_str_compare(Thread* thread, std::int64_t op, Word left_word, Word right_word) {
  Vm& vm = *thread->vm;
  Str* left = flatten(vm, value_of(left_word).as<Str>());
  Str* right = left ? flatten(vm, value_of(right_word).as<Str>()) : nullptr;
  if (!right) return 0;
  const auto which = static_cast<CompareOp>(op);
  if (which == CompareOp::Eq) return Value::from_bool(str_equal(vm, left, right)).bits();
  if (which == CompareOp::Ne) return Value::from_bool(!str_equal(vm, left, right)).bits();
  const int order = str_compare(vm, left, right);
  const bool holds = which == CompareOp::Lt ? order < 0 : which == CompareOp::Le ? order <= 0 : which == CompareOp::Gt ? order > 0 : order >= 0;
  return Value::from_bool(holds).bits();
}

Word rt_call_direct(Thread* thread, Instruction* pc, Word* arguments, NativeCall function, std::int64_t count) {
  thread->frame->pc = pc;
  if (!has_native_stack(thread)) return 0;
  return run_native(*thread->vm, function, Args{reinterpret_cast<Value*>(arguments), static_cast<std::uint32_t>(count), 0, nullptr, nullptr}).value_or_empty().bits();
}

Word rt_raise(Thread* thread, Word* window, Instruction* pc) {
  thread->frame->pc = pc;
  op_Raise(*thread->vm, reinterpret_cast<Value*>(window), pc);
  return 0;
}

/// The exception passes the frames of inlined calls, up to the one with the handler.
Word rt_to_handler(Thread* thread, Word* window) {
  if (thread->stop) return 0;
  Vm& vm = *thread->vm;
  const Frame* outermost = Frame::of_window(reinterpret_cast<Value*>(window));
  while (true) {
    Frame* frame = thread->frame;
    add_traceback(vm, frame, frame->pc);
    if (frame == outermost) return 1;
    pop_frame(vm);
  }
}

Word rt_make_generator(Thread* thread, Instruction* pc) {
  thread->frame->pc = pc;
  const Result<Generator*> generator = new_generator(*thread->vm, thread->frame, pc + 1);
  return generator.is_raised() ? 0 : Value::from_cell(generator.value()).bits();
}
void rt_suspend(Thread* thread, Instruction* pc) { suspend_generator(*thread->vm, thread->frame, pc); }
void rt_suspend_saved(Thread* thread, Instruction* pc) { suspend_saved(*thread->vm, thread->frame, pc); }
void rt_finish_generator(Thread*, Generator* generator) {
  generator->state = GeneratorState::Finished;
  generator->delegate = generator->handled = Value();
  generator->registers = nullptr;
}
Word rt_send(Thread* thread, Word* window, Instruction* pc) {
  thread->frame->pc = pc;
  return send_to_delegate(*thread->vm, reinterpret_cast<Value*>(window), pc);
}

Word rt_exception_matches(Thread* thread, Instruction* pc, Word exception, Word classes) {
  thread->frame->pc = pc;
  const int matches = exception_matches(*thread->vm, value_of(exception), value_of(classes));
  return matches < 0 ? 0 : Value::from_bool(matches).bits();
}

std::int64_t rt_dict_live_row(Thread*, Word dict_word, std::int64_t from) {
  Dict* dict = value_of(dict_word).as<Dict>();
  auto position = static_cast<std::uint32_t>(from);
  Value key, value;
  return dict_next(dict, &position, &key, &value) ? std::int64_t{position} - 1 : INT64_MAX;
}
std::int64_t rt_set_live_slot(Thread*, Word set, std::int64_t from) {
  auto position = static_cast<std::uint64_t>(from);
  Value key;
  return set_next(value_of(set).as<Set>(), &position, &key) ? static_cast<std::int64_t>(position) - 1 : -1;
}

std::int64_t quick_status(Quick result) { return result == Quick::Raised ? 0 : result == Quick::Yes ? 1 : 2; }
Word rt_dict_get(Thread* thread, Word container, Word key) { return quick_dict_get(*thread->vm, value_of(container), value_of(key)).bits(); }
std::int64_t rt_dict_set(Thread* thread, Word container, Word key, Word value) {
  return quick_status(quick_dict_set(*thread->vm, value_of(container), value_of(key), value_of(value)));
}
std::int64_t rt_set_add(Thread* thread, Word container, Word key) { return quick_status(quick_set_add(*thread->vm, value_of(container), value_of(key))); }
std::int64_t rt_contains(Thread* thread, Word container, Word key) {
  return static_cast<std::int64_t>(quick_contains(*thread->vm, value_of(container), value_of(key)));
}
Word rt_slice(Thread* thread, Word container, Word start, Word stop) {
  return quick_slice(*thread->vm, value_of(container), value_of(start), value_of(stop)).value_or_empty().bits();
}
Word rt_list_pop(Thread* thread, Word container) { return quick_list_pop(*thread->vm, value_of(container).as<List>()).bits(); }

#define WRAPPER(name)                                                             \
  Word rt_##name(Thread* thread, Word* window, Instruction* pc) {                 \
    thread->frame->pc = pc;                                                       \
    return op_##name(*thread->vm, reinterpret_cast<Value*>(window), pc);          \
  }
TAURARO_OUT_OF_LINE_OPCODES(WRAPPER)
#undef WRAPPER

constexpr TypeKind kRaw = TypeKind::Raw, kValue = TypeKind::Value, kInt = TypeKind::Int64;

/// Python code may run, and registers in memory are read and written.
constexpr Effects kWorldAndWindow{kAllRegions, kAllRegions & ~region_bit(Region::Immutable), true, true, true};

/// The same where nothing can be raised.
constexpr Effects kSuspends{kAllRegions, kAllRegions & ~region_bit(Region::Immutable), false, true, true};

constexpr RegionSet kListRegions = region_bit(Region::ListLength) | region_bit(Region::ListItems) | region_bit(Region::ListStorage);
constexpr RegionSet kTableRegions = region_bit(Region::DictContents) | region_bit(Region::DictVersion);
constexpr Effects kReadsContainers{kListRegions | kTableRegions, 0, false, false, false};
constexpr Effects kChangesTable{kTableRegions, kTableRegions, true, true, true};

const std::vector<RuntimeCall>& table() {
  static const std::vector<RuntimeCall> rows = [] {
    std::vector<RuntimeCall> made;
    const auto row = [&](const char* name, auto function, TypeKind result, std::initializer_list<TypeKind> arguments, RaiseKind raise, Effects effects) {
      made.emplace_back(name, reinterpret_cast<const void*>(function), result, arguments, raise, effects);
    };
    row("binary", rt_binary, kValue, {kRaw, kValue, kValue}, RaiseKind::ZeroResult, Effects::world());
    row("compare", rt_compare, kValue, {kRaw, kInt, kValue, kValue}, RaiseKind::ZeroResult, Effects::world());
    row("truth", rt_truth, TypeKind::BoolValue, {kRaw, kValue}, RaiseKind::ZeroResult, Effects::world());
    row("call_any", rt_call_any, kValue, {kRaw, kRaw}, RaiseKind::ZeroResult, kWorldAndWindow);
    row("call_function", rt_call_function, kValue, {kRaw, kRaw, kValue, kInt}, RaiseKind::ZeroResult, kWorldAndWindow);
    row("new_instance_call", rt_new_instance_call, kValue, {kRaw, kRaw, kValue, kInt}, RaiseKind::ZeroResult, kWorldAndWindow);
    row("unsupported_operator", rt_unsupported_operator, kValue, {kRaw, kValue, kValue}, RaiseKind::ZeroResult, Effects::world());
    row("next", rt_next, kValue, {kRaw, kValue}, RaiseKind::ZeroResult, Effects::world());
    row("char_at", rt_char_at, kValue, {kValue, kInt}, RaiseKind::ZeroResult, Effects{0, 0, true, true, false});
    row("list_append", rt_list_append, kInt, {kValue, kValue}, RaiseKind::ZeroResult,
        Effects{0, region_bit(Region::ListLength) | region_bit(Region::ListItems) | region_bit(Region::ListStorage), true, true, true});
    row("double_pow", rt_pow, TypeKind::Double, {TypeKind::Double, TypeKind::Double}, RaiseKind::Never, Effects::none());
    row("double_mod", rt_mod, TypeKind::Double, {TypeKind::Double, TypeKind::Double}, RaiseKind::Never, Effects::none());
    row("double_floor_div", rt_floor_div, TypeKind::Double, {TypeKind::Double, TypeKind::Double}, RaiseKind::Never, Effects::none());
    row("str_compare", rt_str_compare, TypeKind::BoolValue, {kInt, kValue, kValue}, RaiseKind::ZeroResult, Effects{0, 0, true, true, false});
    row("call_native", rt_call_native, kValue, {kRaw, kRaw, kValue, kInt}, RaiseKind::ZeroResult, kWorldAndWindow);
    row("call_direct", rt_call_direct, kValue, {kRaw, kRaw, kRaw, kInt}, RaiseKind::ZeroResult, kWorldAndWindow);
    row("raise", rt_raise, kInt, {kRaw, kRaw}, RaiseKind::ZeroResult, kWorldAndWindow);
    row("to_handler", rt_to_handler, kInt, {kRaw}, RaiseKind::ZeroResult, kWorldAndWindow);
    row("exception_matches", rt_exception_matches, TypeKind::BoolValue, {kRaw, kValue, kValue}, RaiseKind::ZeroResult, Effects{0, 0, true, true, false});
    row("same", rt_same, TypeKind::BoolValue, {kValue, kValue}, RaiseKind::Never, Effects::none());
    row("make_generator", rt_make_generator, kValue, {kRaw}, RaiseKind::ZeroResult, kWorldAndWindow);
    row("suspend", rt_suspend, kInt, {kRaw}, RaiseKind::Never, kSuspends);
    row("suspend_saved", rt_suspend_saved, kInt, {kRaw}, RaiseKind::Never, kSuspends);
    row("finish_generator", rt_finish_generator, kInt, {kValue}, RaiseKind::Never, Effects{kAllRegions, region_bit(Region::Other), false, false, true});
    row("send", rt_send, kInt, {kRaw, kRaw}, RaiseKind::ZeroResult, kWorldAndWindow);
    row("dict_live_row", rt_dict_live_row, kInt, {kValue, kInt}, RaiseKind::Never, Effects{region_bit(Region::DictContents), 0, false, false, false});
    row("set_live_slot", rt_set_live_slot, kInt, {kValue, kInt}, RaiseKind::Never, Effects{region_bit(Region::DictContents), 0, false, false, false});
row("dict_get", rt_dict_get, kValue, {kValue, kValue}, RaiseKind::Never, kReadsContainers);
    row("dict_set", rt_dict_set, kInt, {kValue, kValue, kValue}, RaiseKind::ZeroResult, kChangesTable);
    row("set_add", rt_set_add, kInt, {kValue, kValue}, RaiseKind::ZeroResult, kChangesTable);
    row("contains", rt_contains, kInt, {kValue, kValue}, RaiseKind::Never, kReadsContainers);
    row("slice", rt_slice, kValue, {kValue, kValue, kValue}, RaiseKind::ZeroResult, Effects{kListRegions, 0, true, true, false});
    row("list_pop", rt_list_pop, kValue, {kValue}, RaiseKind::Never,
        Effects{kListRegions, kListRegions, false, false, true});
#define ROW(name) row(#name, rt_##name, kInt, {kRaw, kRaw}, RaiseKind::ZeroResult, kWorldAndWindow);
    TAURARO_OUT_OF_LINE_OPCODES(ROW)
#undef ROW
    return made;
  }();
  return rows;
}

}  // namespace

RuntimeCallTable runtime_calls() { return table(); }

std::uint32_t out_of_line_call(Opcode opcode) {
  std::uint32_t index = static_cast<std::uint32_t>(Runtime::Count);
#define FIND(name) \
  if (opcode == Opcode::name) return index; \
  ++index;
  TAURARO_OUT_OF_LINE_OPCODES(FIND)
#undef FIND
  return static_cast<std::uint32_t>(Runtime::Count);
}

}  // namespace tauraro::jit
