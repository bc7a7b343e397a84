#include "vm/call.h"

#include <alloca.h>

#include <algorithm>

#include "object/function.h"
#include "object/instance.h"
#include "object/operations.h"
#include "object/signature.h"
#include "vm/frame_object.h"
#include "vm/generator.h"
#include "vm/interpreter.h"

namespace tauraro {
namespace {

/// Words of the register stack kept free above the last frame, for argument shuffling.
constexpr std::ptrdiff_t kStackSlack = 64;

[[gnu::cold]] Raised raise_recursion(Vm& vm, const char* where = "") {
  Thread& thread = *vm.thread;
  thread.recursion_limit += 50;  // the handler needs some room
  (void)vm.raise_error(TypeId::RecursionError, "maximum recursion depth exceeded", where);
  thread.recursion_limit -= 50;
  return {};
}

}  // namespace

Result<Frame*> push_frame(Vm& vm, LinkedCode* code, Function* function, Value* window, Continuation continuation, std::uint16_t return_register) {
  Thread& thread = *vm.thread;
  if (thread.depth >= thread.recursion_limit || window + code->register_count + kStackSlack > thread.stack_end) [[unlikely]]
    return raise_recursion(vm);
  ++thread.depth;
  Frame* frame = Frame::of_window(window);
  frame->code = code;
  frame->function = function;
  frame->pc = code->instructions;
  frame->caller = thread.frame;
  frame->namespace_object = Value();
  frame->frame_object = Value();
  frame->saved_handled = thread.handled;
  frame->return_register = return_register;
  frame->continuation = continuation;
  frame->flags = 0;
  frame->window_size = code->register_count;
  thread.frame = frame;
  return frame;
}

void pop_frame(Vm& vm) {
  Thread& thread = *vm.thread;
  Frame* frame = thread.frame;
  if (!frame->frame_object.is_empty()) detach_frame_object(vm, frame);
  thread.handled = frame->saved_handled;
  --thread.depth;
  thread.frame = frame->caller;
}

namespace {

std::uint32_t parameter_count(const LinkedCode* code) {
  return code->positional_count + code->keyword_only_count + !!(code->flags & CodeUnit::VarArgs) + !!(code->flags & CodeUnit::VarKeywords);
}

}  // namespace

namespace {

/// The arguments of one call: perhaps a first one (self), positional ones, and the values of keywords.
struct CallArguments {
  Value first;
  std::span<const Value> positional;
  Tuple* names = nullptr;
  std::span<const Value> keyword_values;

  std::size_t count() const { return !first.is_empty() + positional.size() + keyword_values.size(); }
  void copy_to(Value* to) const {
    if (!first.is_empty()) *to++ = first;
    to = copy_few(to, positional);
    copy_few(to, keyword_values);
  }

 private:
  /// Most calls have one or two arguments: a call of memmove, which the compiler makes of a plain loop, costs more than they do.
  static Value* copy_few(Value* to, std::span<const Value> from) {
    for (const Value& value : from) {
      *to++ = value;
      __asm__("" : "+r"(to));
    }
    return to;
  }
};

Result<Value> call_python(Vm& vm, Function* function, const CallArguments& arguments) {
  Thread& thread = *vm.thread;
  LinkedCode* code = function->code;
  Value* window = stack_top(thread) + kFrameHeaderWords;
  const std::size_t count = arguments.count();
  if (window + std::max<std::size_t>(count, code->register_count) + kStackSlack > thread.stack_end) return raise_recursion(vm);
  TRY(vm.check_native_space(""));
  arguments.copy_to(window);
  if (!code->simple_call || arguments.names || count != code->positional_count)
    TRY(bind_arguments(vm, function, window, static_cast<std::uint32_t>(count), arguments.names));
  Frame* frame = TRY(push_frame(vm, code, function, window, Continuation::Exit, 0));
  for (std::uint32_t i = parameter_count(code); i < code->local_count; ++i) window[i] = Value();
  return interpret(vm, frame);
}

}  // namespace

Result<Value> call_function(Vm& vm, Function* function, std::span<const Value> arguments, Tuple* names, std::span<const Value> keyword_values) {
  return call_python(vm, function, {Value(), arguments, names, keyword_values});
}

Result<Value> run_code(Vm& vm, LinkedCode* code, Function* function, Value namespace_object) {
  Thread& thread = *vm.thread;
  Value* window = stack_top(thread) + kFrameHeaderWords;
  TRY(vm.check_native_space(""));
  Frame* frame = TRY(push_frame(vm, code, function, window, Continuation::Exit, 0));
  frame->namespace_object = namespace_object;
  for (std::uint32_t i = 0; i < code->local_count; ++i) window[i] = Value();
  return interpret(vm, frame);
}

// ---- Vm::call ----

namespace {

Result<Value> call_native_function(Vm& vm, NativeFunction* function, const CallArguments& arguments) {
  TRY(vm.check_native_space(" while calling a Python object"));
  const bool bound = takes_bound_self(function);
  const std::size_t count = bound + arguments.count();
  const std::size_t room = (count + 2) & ~std::size_t{1};  // of 16 bytes, as the stack is aligned: no old values in between
  auto* all = static_cast<Value*>(alloca(room * sizeof(Value)));
  all[room - 2] = all[room - 1] = Value();
  if (bound) all[0] = function->self;
  arguments.copy_to(all + bound);
  return call_native(vm, function, all, static_cast<std::uint32_t>(count), arguments.names);
}

Result<Value> call_class(Vm& vm, Type* type, const CallArguments& arguments);
Result<Value> call_any(Vm& vm, Value callee, const CallArguments& arguments);

/// Whether binding what a type has as a method puts the object in front: not for builtin functions, class methods and methods that are bound already.
bool takes_self(Value method) {
  if (method.is(kind::Function)) return true;
  if (!method.is(kind::NativeFunction)) return false;
  const std::uint32_t shape = method.as_cell()->shape;
  return shape != builtin_shape(TypeId::ClassMethodDescriptor) && shape != builtin_shape(TypeId::BuiltinFunction) && shape != builtin_shape(TypeId::MethodWrapper);
}

/// Calls with `first` in front, which must not be taken yet.
Result<Value> call_with_first(Vm& vm, Value callee, Value first, const CallArguments& arguments) {
  assert(arguments.first.is_empty());
  return call_any(vm, callee, {first, arguments.positional, arguments.names, arguments.keyword_values});
}

/// The same arguments with none in front, the positional ones in `buffer`, which has room for them.
CallArguments without_first(const CallArguments& arguments, Value* buffer) {
  buffer[0] = arguments.first;
  std::copy(arguments.positional.begin(), arguments.positional.end(), buffer + 1);
  return {Value(), {buffer, arguments.positional.size() + 1}, arguments.names, arguments.keyword_values};
}

/// Bound methods, classes, and instances with __call__: what puts an argument of its own in front.
Result<Value> call_object(Vm& vm, Value callee, const CallArguments& arguments) {
  if (!arguments.first.is_empty()) {
    auto* buffer = static_cast<Value*>(alloca((arguments.positional.size() + 1) * sizeof(Value)));
    return call_object(vm, callee, without_first(arguments, buffer));
  }
  const Type* type = vm.type_of(callee);
  if (callee.is(kind::BoundMethod)) return call_with_first(vm, callee.as<BoundMethod>()->function, callee.as<BoundMethod>()->self, arguments);
  if (callee.is(kind::Type) && type->special(Special::Call) == vm.type(TypeId::Type)->special(Special::Call))
    return call_class(vm, callee.as<Type>(), arguments);
  const Value method = type->special(Special::Call);
  if (method.is_empty()) return vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, type), "' object is not callable");
  TAURARO_ENTER_NATIVE(vm, " while calling a Python object");
  if (takes_self(method)) return call_with_first(vm, method, callee, arguments);
  return call_any(vm, TRY(bind_descriptor(vm, method, callee, vm.type_of(callee))), arguments);
}

Result<Value> call_any(Vm& vm, Value callee, const CallArguments& arguments) {
  if (callee.is(kind::Function)) return call_python(vm, callee.as<Function>(), arguments);
  if (callee.is(kind::NativeFunction)) return call_native_function(vm, callee.as<NativeFunction>(), arguments);
  return call_object(vm, callee, arguments);
}

}  // namespace

Result<Value> Vm::call(Value callee, std::span<const Value> arguments, Value keyword_names, std::span<const Value> keyword_values) {
  return call_any(*this, callee, {Value(), arguments, keyword_names.is_empty() ? nullptr : keyword_names.as<Tuple>(), keyword_values});
}

Result<Value> Vm::call_method(Value self, std::string_view name, std::initializer_list<Value> arguments) {
  return call(TRY(get_attr(*this, self, name)), arguments);
}

Result<Value> Vm::call_special(Value self, Special which, std::initializer_list<Value> arguments) {
  const Value method = type_of(self)->special(which);
  assert(!method.is_empty());
  if (takes_self(method))
    return call_any(*this, method, {self, std::span(arguments.begin(), arguments.size()), nullptr, {}});
  if (method.is_none()) return raise_error(TypeId::TypeError, "'NoneType' object is not callable");
  return call(TRY(bind_descriptor(*this, method, self, type_of(self))), arguments);
}

Result<Value> Vm::call_spread(Value callee, Tuple* arguments, Dict* keywords) {
  if (!keywords || keywords->count == 0) return call(callee, arguments->span());
  Tuple* names = TRY(new_tuple(*this, keywords->count));
  Tuple* values = TRY(new_tuple(*this, keywords->count));
  std::uint32_t position = 0;
  Value key, value;
  for (std::uint64_t i = 0; dict_next(keywords, &position, &key, &value); ++i) {
    if (!key.is(kind::Str)) return raise(TypeId::TypeError, "keywords must be strings");
    names->items[i] = key;
    values->items[i] = value;
  }
  barrier(names);
  barrier(values);
  return call(callee, arguments->span(), Value::from_cell(names), values->span());
}

namespace {

Result<Value> call_class(Vm& vm, Type* type, const CallArguments& arguments) {
  if (type == vm.type(TypeId::Type)) {
    if (arguments.positional.size() == 1 && !arguments.names) return Value::from_cell(vm.type_of(arguments.positional[0]));
    if (arguments.positional.size() != 3) return vm.raise(TypeId::TypeError, "type() takes 1 or 3 arguments");
  }
  if (type->flags & kTypeUninstantiable)
    return vm.raise_error(TypeId::TypeError, "cannot create '", full_type_name(vm, type), "' instances");
  const Type* object = vm.type(TypeId::Object);
  Value make = type->special(Special::New);
  if (make.is(kind::StaticMethod)) make = make.as<StaticMethod>()->function;
  else if (!make.is(kind::NativeFunction)) make = TRY(bind_descriptor(vm, make, Value(), type));
  const Value instance = TRY(call_with_first(vm, make, Value::from_cell(type), arguments));
  Type* made = vm.type_of(instance);
  if (made != type && !is_subtype(made, type)) return instance;
  const Value init = made->special(Special::Init);
  if (init == object->special(Special::Init) && make != object->special(Special::New)) {
    if (made->special(Special::New) != object->special(Special::New)) return instance;  // object.__init__ ignores what __new__ took
  }
  const Value outcome = init.is(kind::Function) || init.is(kind::NativeFunction)
                            ? TRY(call_with_first(vm, init, instance, arguments))
                            : TRY(call_any(vm, TRY(bind_descriptor(vm, init, instance, made)), arguments));
  if (!outcome.is_none())
    return vm.raise_error(TypeId::TypeError, "__init__() should return None, not '", type_name(vm, outcome), "'");
  return instance;
}

}  // namespace

Result<Value> call_type(Vm& vm, Type* type, std::span<const Value> arguments, Tuple* names, std::span<const Value> keyword_values) {
  return call_class(vm, type, {Value(), arguments, names, keyword_values});
}

std::string callee_text(Vm& vm, Value callee) {
  if (callee.is(kind::Function)) {
    const Value module = callee.as<Function>()->module;
    const std::string name = text_of(vm, callee.as<Function>()->qualname) + "()";
    if (module.is(kind::Str) && !str_equal(vm, module.as<Str>(), "builtins")) return text_of(vm, module) + "." + name;
    return name;
  }
  if (callee.is(kind::NativeFunction)) {
    const auto* function = callee.as<NativeFunction>();
    if (!function->owner.is_empty()) return type_name(vm, function->owner.as<Type>()) + "." + function->definition->name + "()";
    return std::string(function->definition->name) + "()";
  }
  if (callee.is(kind::BoundMethod)) return callee_text(vm, callee.as<BoundMethod>()->function);
  if (callee.is(kind::Type)) {
    const Type* type = callee.as<Type>();
    const Value module = dict_get_str(vm, type->dict, intern(vm, "__module__"));
    const std::string name = text_of(vm, type->qualname) + "()";
    if (module.is(kind::Str) && !str_equal(vm, module.as<Str>(), "builtins")) return text_of(vm, module) + "." + name;
    return name;
  }
  return type_name(vm, callee) + " object";
}

Result<void> Vm::native_stack_exceeded(const char* where) {
  const char* limit = thread->native_stack_limit;
  thread->native_stack_limit -= 64 * 1024;
  (void)raise_recursion(*this, where);
  thread->native_stack_limit = limit;
  return Raised{};
}

}  // namespace tauraro
