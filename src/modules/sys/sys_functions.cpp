// The functions of sys, except the hooks.
#include "builtins/generator_support.h"
#include "builtins/support.h"
#include "modules/sys/sys.h"
#include "object/struct_sequence.h"
#include "vm/frame_object.h"
#include "vm/services.h"
#include "vm/tracing.h"

namespace tauraro {
namespace {

constexpr StructField kHookFields[] = {{"firstiter"}, {"finalizer"}};
constexpr StructSequenceSpec kHooks("asyncgen_hooks", kHookFields, 2, nullptr, false);

constexpr std::int64_t kMinMaxStrDigits = 640;

}  // namespace

Result<Value> sys_nothing(Vm&, const Args&) { return Value::none(); }

// ---- exceptions and frames ----

Result<Value> sys_exc_info(Vm& vm, const Args&) {
  const Value handled = vm.thread->handled;
  if (!handled.is(kind::Exception)) return tuple_value(vm, {Value::none(), Value::none(), Value::none()});
  return tuple_value(vm, {type_value_of(vm, handled), handled, none_if_empty(handled.as<Exception>()->traceback)});
}
Result<Value> sys_exception(Vm& vm, const Args&) { return none_if_empty(vm.thread->handled); }

Result<Value> sys_exit(Vm& vm, const Args& args) {
  const Value type = type_value(vm, TypeId::SystemExit);
  Value exception;
  if (args[0].is_none()) exception = TRY(vm.call(type, {}));
  else if (args[0].is(kind::Tuple)) exception = TRY(vm.call(type, args[0].as<Tuple>()->span()));
  else exception = TRY(vm.call(type, {args[0]}));
  return vm.raise_object(exception);
}

Result<Value> sys_getframe(Vm& vm, const Args& args) {
  std::int64_t depth = TRY(index_to_int64(vm, args[0]));
  Frame* frame = vm.thread->frame;
  for (; frame && depth > 0; --depth) frame = frame->caller;
  if (!frame) return vm.raise(TypeId::ValueError, "call stack is not deep enough");
  return value_of(TRY(frame_object(vm, frame)));
}

Result<Value> sys_current_frames(Vm& vm, const Args&) {
  Dict* frames = TRY(new_dict(vm));
  std::int64_t number = 0;
  for (Thread* thread : vm.services->threads) {
    const Value identity = TRY(new_int(vm, thread->identity ? thread->identity : ++number));
    if (thread->frame) TRY(dict_set(vm, frames, identity, value_of(TRY(frame_object(vm, thread->frame)))));
  }
  return value_of(frames);
}
Result<Value> sys_current_exceptions(Vm& vm, const Args&) {
  Dict* exceptions = TRY(new_dict(vm));
  std::int64_t number = 0;
  for (Thread* thread : vm.services->threads)
    TRY(dict_set(vm, exceptions, TRY(new_int(vm, thread->identity ? thread->identity : ++number)), none_if_empty(thread->handled)));
  return value_of(exceptions);
}

// ---- tracing ----

Result<Value> sys_settrace(Vm& vm, const Args& args) {
  vm.thread->tracing = empty_if_none(args[0]);
  if (!args[0].is_none()) start_tracing(vm);
  return Value::none();
}
Result<Value> sys_gettrace(Vm& vm, const Args&) { return none_if_empty(vm.thread->tracing); }
Result<Value> sys_setprofile(Vm& vm, const Args& args) {
  vm.thread->profiling = empty_if_none(args[0]);
  if (!args[0].is_none()) start_tracing(vm);
  return Value::none();
}
Result<Value> sys_getprofile(Vm& vm, const Args&) { return none_if_empty(vm.thread->profiling); }
Result<Value> sys_call_tracing(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Tuple)) return vm.raise_error(TypeId::TypeError, "call_tracing() argument 2 must be tuple, not ", full_type_name(vm, vm.type_of(args[1])));
  const std::uint8_t in_trace = vm.thread->in_trace;
  vm.thread->in_trace = 0;
  const Result<Value> result = vm.call(args[0], args[1].as<Tuple>()->span());
  vm.thread->in_trace = in_trace;
  return result;
}

// ---- async generators and coroutines ----

Result<Value> sys_set_asyncgen_hooks(Vm& vm, const Args& args) {
  for (int i = 0; i < 2; ++i) {
    const Value hook = args[static_cast<std::size_t>(i)];
    if (hook.is_empty() || hook.is_none() || is_callable(vm, hook)) continue;
    return vm.raise_error(TypeId::TypeError, "callable ", i == 0 ? "firstiter" : "finalizer", " expected, got ", full_type_name(vm, vm.type_of(hook)));
  }
  if (args.has(0)) vm.thread->async_generator_first_iter = empty_if_none(args[0]);
  if (args.has(1)) vm.thread->async_generator_finalizer = empty_if_none(args[1]);
  return Value::none();
}
Result<Value> sys_get_asyncgen_hooks(Vm& vm, const Args&) {
  const Value values[] = {none_if_empty(vm.thread->async_generator_first_iter), none_if_empty(vm.thread->async_generator_finalizer)};
  return new_struct_sequence(vm, kHooks, values);
}
Result<Value> sys_set_origin_depth(Vm& vm, const Args& args) {
  const std::int64_t depth = TRY(index_to_int64(vm, args[0]));
  if (depth < 0) return vm.raise(TypeId::ValueError, "depth must be >= 0");
  vm.thread->coroutine_origin_depth = depth;
  return Value::none();
}
Result<Value> sys_get_origin_depth(Vm& vm, const Args&) { return new_int(vm, vm.thread->coroutine_origin_depth); }

// ---- limits ----

Result<Value> sys_getrecursionlimit(Vm& vm, const Args&) { return Value::from_int(vm.thread->recursion_limit); }
Result<Value> sys_setrecursionlimit(Vm& vm, const Args& args) {
  const std::int64_t limit = TRY(index_to_int64(vm, args[0]));
  if (limit > INT32_MAX) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C int");
  if (limit < 1) return vm.raise(TypeId::ValueError, "recursion limit must be greater or equal than 1");
  if (vm.thread->depth >= limit)
    return vm.raise_error(TypeId::RecursionError, "cannot set the recursion limit to ", limit, " at the recursion depth ", vm.thread->depth, ": the limit is too low");
  vm.thread->recursion_limit = static_cast<std::int32_t>(limit);
  return Value::none();
}

Result<Value> sys_get_int_max_str_digits(Vm& vm, const Args&) { return Value::from_int(vm.int_max_str_digits); }
Result<Value> sys_set_int_max_str_digits(Vm& vm, const Args& args) {
  const std::int64_t digits = TRY(index_to_int64(vm, args[0]));
  if (digits != 0 && digits < kMinMaxStrDigits) return vm.raise_error(TypeId::ValueError, "maxdigits must be 0 or larger than ", kMinMaxStrDigits);
  vm.int_max_str_digits = digits;
  return Value::none();
}

// ---- objects ----

Result<Value> sys_getsizeof(Vm& vm, const Args& args) {
  const Type* type = vm.type_of(args[0]);
  if (!type->has(Special::Sizeof)) return args.has(1) ? Result<Value>(args[1]) : vm.raise_error(TypeId::TypeError, "Type ", full_type_name(vm, type), " doesn't define __sizeof__");
  const Result<Value> size = args[0].is(kind::Type) ? vm.call_special(args[0], Special::Sizeof) : vm.call_special(args[0], Special::Sizeof);
  if (size.is_raised()) return args.has(1) && vm.catch_if(TypeId::TypeError) ? Result<Value>(args[1]) : Raised{};
  if (!is_int_like(size.value()))
    return args.has(1) ? Result<Value>(args[1]) : vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, vm.type_of(size.value())), "' object cannot be interpreted as an integer");
  if (int_compare(size.value(), Value::from_int(0)) < 0) return vm.raise(TypeId::ValueError, "__sizeof__() should return >= 0");
  return size;
}
Result<Value> sys_getrefcount(Vm&, const Args&) { return Value::from_int(2); }

Result<Value> sys_intern(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "intern() argument must be str, not ", full_type_name(vm, vm.type_of(args[0])));
  if (!vm.is_exact(args[0], TypeId::Str)) return vm.raise_error(TypeId::TypeError, "can't intern ", full_type_name(vm, vm.type_of(args[0])));
  return value_of(intern(vm, args[0].as<Str>()));
}

// ---- settings ----

Result<Value> sys_getdefaultencoding(Vm& vm, const Args&) { return interned(vm, "utf-8"); }
Result<Value> sys_getfilesystemencoding(Vm& vm, const Args&) { return interned(vm, "utf-8"); }
Result<Value> sys_getfilesystemencodeerrors(Vm& vm, const Args&) { return interned(vm, "surrogateescape"); }
Result<Value> sys_getswitchinterval(Vm& vm, const Args&) { return Value::from_double(vm.services->switch_interval); }
Result<Value> sys_setswitchinterval(Vm& vm, const Args& args) {
  const Value number = TRY(vm.call(type_value(vm, TypeId::Float), {args[0]}));
  if (!number.is_double() || number.as_double() <= 0) return vm.raise(TypeId::ValueError, "switch interval must be strictly positive");
  vm.services->switch_interval = number.as_double();
  return Value::none();
}
Result<Value> sys_is_finalizing(Vm& vm, const Args&) { return Value::from_bool(vm.services->finalizing); }
Result<Value> sys_getallocatedblocks(Vm& vm, const Args&) { return new_int(vm, static_cast<std::int64_t>(vm.heap.stats().used_bytes / 64)); }
Result<Value> sys_clear_type_cache(Vm&, const Args&) { return Value::none(); }
Result<Value> sys_getdlopenflags(Vm&, const Args&) { return Value::from_int(2); }
Result<Value> sys_setdlopenflags(Vm&, const Args&) { return Value::none(); }
Result<Value> sys_audit(Vm& vm, const Args& args) {
  if (args.rest_count == 0) return vm.raise(TypeId::TypeError, "audit expected at least 1 argument, got 0");
  if (!args.rest[0].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "expected str for argument 'event', not ", full_type_name(vm, vm.type_of(args.rest[0])));
  return Value::none();
}
Result<Value> sys_addaudithook(Vm&, const Args&) { return Value::none(); }

}  // namespace tauraro
