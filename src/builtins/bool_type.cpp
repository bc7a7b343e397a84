// The methods of bool that are not int's.
#include "builtins/number_methods.h"
#include "object/operations.h"
#include "object/str.h"

namespace tauraro {

namespace {

using BinaryFunction = Result<Value> (*)(Vm&, Value, Value);

/// & | ^ give a bool when both operands are.
template <BinaryFunction kOperation>
Result<Value> logical(Vm& vm, const Args& args) {
  if (!is_int_like(args[1])) return Value::not_implemented();
  const Value result = TRY(kOperation(vm, args[0], args[1]));
  return args[0].is_bool() && args[1].is_bool() ? Value::from_bool(result != Value::from_int(0)) : result;
}

Result<Value> new_method(Vm& vm, const Args& args) {
  Type* type = TRY(check_new_type(vm, args[0], TypeId::Bool));
  const Value argument = TRY(bind_new_single(vm, args, type, TypeId::Bool));
  if (argument.is_not_found()) return Value::from_bool(false);
  return Value::from_bool(TRY(truth(vm, argument)));
}

Result<Value> repr_method(Vm& vm, const Args& args) { return Value::from_cell(intern(vm, args[0].is_true() ? "True" : "False")); }

constexpr NativeMethod kMethods[] = {
    {"__new__", new_method, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__repr__", repr_method, "($self, /)"},
    {"__and__", logical<int_and>, "($self, value, /)"},
    {"__rand__", logical<int_and>, "($self, value, /)"},
    {"__or__", logical<int_or>, "($self, value, /)"},
    {"__ror__", logical<int_or>, "($self, value, /)"},
    {"__xor__", logical<int_xor>, "($self, value, /)"},
    {"__rxor__", logical<int_xor>, "($self, value, /)"},
};

}  // namespace

void define_bool_type(Vm& vm) {
  vm.define_methods(TypeId::Bool, kMethods, {}, "bool(x) -> bool\n\nTrue when the argument counts as true, else False.");
}

}  // namespace tauraro
