#include "object/exception.h"
#include "object/function.h"
#include "object/operations.h"

namespace tauraro {

namespace {

/// What sys.unraisablehook is given: an object with the attributes that CPython documents.
Result<Value> hook_arguments(Vm& vm, std::string_view message, Value exception, Value object) {
  Cell* arguments = vm.allocate_instance(vm.type(TypeId::SimpleNamespace), 0);
  if (!arguments) return Raised{};
  const Value value = Value::from_cell(arguments);
  const Value traceback = exception.as<Exception>()->traceback;
  const Value text = message.empty() ? Value::none() : Value::from_cell(TRY(new_str(vm, message)));
  TRY(set_attr(vm, value, "exc_type", Value::from_cell(vm.type_of(exception))));
  TRY(set_attr(vm, value, "exc_value", exception));
  TRY(set_attr(vm, value, "exc_traceback", traceback.is_empty() ? Value::none() : traceback));
  TRY(set_attr(vm, value, "err_msg", text));
  TRY(set_attr(vm, value, "object", object.is_empty() ? Value::none() : object));
  return value;
}

Result<void> call_hook(Vm& vm, std::string_view message, Value exception, Value object) {
  const Value hook = vm.sys ? dict_get_str(vm, vm.sys->dict, intern(vm, "unraisablehook")) : Value::not_found();
  if (hook.is_not_found() || hook.is_none()) return {};
  (void)TRY(vm.call(hook, {TRY(hook_arguments(vm, message, exception, object))}));
  return {};
}

}  // namespace

void report_unraisable(Vm& vm, std::string_view message, Value object) {
  const Value exception = vm.catch_pending();
  if (!exception.is(kind::Exception)) return;
  if (call_hook(vm, message, exception, object).is_raised()) (void)vm.catch_pending();
}

}  // namespace tauraro
