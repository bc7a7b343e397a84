// Out-of-line opcodes: raising and matching exceptions.
#include "object/exceptions.h"
#include "object/operations.h"
#include "vm/out_of_line.h"

#include "vm/exception_group.h"

namespace tauraro {
namespace {

bool is_exception_class(Vm& vm, Value value) { return value.is(kind::Type) && is_subtype(value.as<Type>(), vm.type(TypeId::BaseException)); }

/// The instance that `raise value` means.
Result<Value> exception_instance(Vm& vm, Value value, const char* error) {
  if (is_exception_class(vm, value)) {
    const Value made = TRY(vm.call(value, {}));
    if (!is_instance(vm, made, TypeId::BaseException))
      return vm.raise_error(TypeId::TypeError, "calling ", TRY(repr_text(vm, value)), " should have returned an instance of BaseException, not ",
                            TRY(repr_text(vm, Value::from_cell(vm.type_of(made)))));
    return made;
  }
  if (is_instance(vm, value, TypeId::BaseException)) return value;
  return vm.raise(TypeId::TypeError, error);
}

Result<void> raise_from(Vm& vm, Value exception_value, Value cause_value, bool has_cause) {
  const Value exception = TRY(exception_instance(vm, exception_value, "exceptions must derive from BaseException"));
  if (has_cause) {
    Value cause = cause_value;
    if (!cause.is_none()) cause = TRY(exception_instance(vm, cause, "exception causes must derive from BaseException"));
    Exception* raised = exception.as<Exception>();
    raised->cause = cause.is_none() ? Value() : cause;
    raised->suppress_context = Value::from_bool(true);
    vm.barrier(raised);
  }
  return vm.raise_object(exception);
}

}  // namespace

void op_Raise(Vm& vm, Value* R, Instruction* pc) {
  if (pc->a == kNoRegister) {
    if (vm.thread->handled.is_empty()) (void)vm.raise(TypeId::RuntimeError, "No active exception to reraise");
    else vm.thread->pending = vm.thread->handled;
    return;
  }
  const bool has_cause = pc->b != kNoRegister;
  (void)raise_from(vm, R[pc->a], has_cause ? R[pc->b] : Value(), has_cause);
}

int exception_matches(Vm& vm, Value exception, Value classes) {
  const auto check = [&](Value candidate) {
    if (is_exception_class(vm, candidate)) return true;
    (void)vm.raise(TypeId::TypeError, "catching classes that do not inherit from BaseException is not allowed");
    return false;
  };
  if (classes.is(kind::Tuple)) {
    const Tuple* tuple = classes.as<Tuple>();
    for (std::uint64_t i = 0; i < tuple->length; ++i)
      if (!check(tuple->items[i])) return -1;
    for (std::uint64_t i = 0; i < tuple->length; ++i)
      if (is_instance(vm, exception, tuple->items[i].as<Type>())) return 1;
    return 0;
  }
  if (!check(classes)) return -1;
  return is_instance(vm, exception, classes.as<Type>());
}

bool op_LoadAssertionError(Vm& vm, Value* R, Instruction* pc) {
  R[pc->a] = Value::from_cell(vm.type(TypeId::AssertionError));
  return true;
}

// ---- except* ----

namespace {

struct Parts {
  Value matched, rest;
};

Result<void> check_star_classes(Vm& vm, Value classes) {
  const auto check = [&](Value candidate) -> Result<void> {
    if (!is_exception_class(vm, candidate)) return vm.raise(TypeId::TypeError, "catching classes that do not inherit from BaseException is not allowed");
    if (is_subtype(candidate.as<Type>(), vm.type(TypeId::BaseExceptionGroup)))
      return vm.raise(TypeId::TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.");
    return {};
  };
  if (!classes.is(kind::Tuple)) return check(classes);
  const Tuple* tuple = classes.as<Tuple>();
  for (std::uint64_t i = 0; i < tuple->length; ++i) TRY(check(tuple->items[i]));
  return {};
}

Result<Parts> split_for_handler(Vm& vm, Value exception, Value classes) {
  TRY(check_star_classes(vm, classes));
  const int matches = exception_matches(vm, exception, classes);
  if (matches < 0) return Raised{};
  const bool is_group = is_instance(vm, exception, TypeId::BaseExceptionGroup);
  if (matches) {
    if (is_group) return Parts{exception, Value::none()};
    const Value items[] = {exception};
    const Value tuple = Value::from_cell(TRY(new_tuple(vm, items)));
    const Value group = TRY(vm.call(Value::from_cell(vm.type(TypeId::ExceptionGroup)), {vm.empty_str, tuple}));
    group.as<Exception>()->traceback = exception.as<Exception>()->traceback;
    return Parts{group, Value::none()};
  }
  if (!is_group) return Parts{Value::none(), exception};
  const Value pair = TRY(vm.call_method(exception, "split", {classes}));
  if (!pair.is(kind::Tuple) || pair.as<Tuple>()->length < 2)
    return vm.raise_error(TypeId::TypeError, type_name(vm, exception), ".split must return a tuple, not ", full_type_name(vm, vm.type_of(pair)));
  return Parts{pair.as<Tuple>()->items[0], pair.as<Tuple>()->items[1]};
}

/// Whether an exception in the list comes from the original group (was reraised), by its traceback and context.
bool is_from(Value exception, Value original) {
  const Exception* a = exception.as<Exception>();
  const Exception* b = original.as<Exception>();
  return a->traceback == b->traceback && a->context == b->context && a->cause == b->cause;
}

Result<void> collect_leaves(Vm& vm, Value exception, List* leaves) {
  if (!is_instance(vm, exception, TypeId::BaseExceptionGroup)) return list_append(vm, leaves, exception);
  return for_each(vm, exception.as<Exception>()->extra[1], [&](Value item) -> Result<bool> {
    TRY(collect_leaves(vm, item, leaves));
    return true;
  });
}

/// The part of `original` with the leaves of the reraised exceptions.
Result<Value> project(Vm& vm, Value original, List* kept) {
  List* leaves = TRY(new_list(vm));
  for (std::uint64_t i = 0; i < kept->length; ++i) TRY(collect_leaves(vm, kept->storage->items[i], leaves));
  return TRY(split_group(vm, original, {Value::from_cell(leaves), GroupMatcher::Kind::Identity}, false)).match;
}

Result<Value> prepare_reraise(Vm& vm, Value original, List* exceptions) {
  List* raised = TRY(new_list(vm));
  List* reraised = TRY(new_list(vm));
  for (std::uint64_t i = 0; i < exceptions->length; ++i) {
    const Value exception = exceptions->storage->items[i];
    if (exception.is_none()) continue;
    TRY(list_append(vm, is_from(exception, original) ? reraised : raised, exception));
  }
  if (!is_instance(vm, original, TypeId::BaseExceptionGroup)) {
    if (raised->length) return raised->storage->items[0];
    return reraised->length ? original : Value::none();
  }
  Value rest = Value::none();
  if (reraised->length) rest = TRY(project(vm, original, reraised));
  if (raised->length == 0) return rest;
  if (!rest.is_none()) TRY(list_append(vm, raised, rest));
  return vm.call(Value::from_cell(vm.type(TypeId::ExceptionGroup)), {vm.empty_str, Value::from_cell(raised)});
}

}  // namespace

bool op_MatchStar(Vm& vm, Value* R, Instruction* pc) {
  const Result<Parts> parts = split_for_handler(vm, R[pc->b], R[pc->c]);
  if (parts.is_raised()) return false;
  R[pc->a] = parts.value().matched;
  R[pc->a + 1] = parts.value().rest;
  return true;
}

bool op_PrepareReraiseStar(Vm& vm, Value* R, Instruction* pc) { return put(R[pc->a], prepare_reraise(vm, R[pc->b], R[pc->c].as<List>())); }

}  // namespace tauraro
