// functools.cmp_to_key. A KeyWrapper's values are the comparison function and the object (empty in the key function itself).
#include "modules/functools/functools.h"

namespace tauraro::functools {

namespace {

enum Field : int { kFunction, kObject };

Value field(Value self, Field which) { return self.as<NativeObject>()->values[which]; }
bool is_wrapper(Vm& vm, Value value) { return vm.type_of(value) == vm.native_type(kKeyWrapper); }

Result<Value> make_wrapper(Vm& vm, Value function, Value object) {
  NativeObject* made = TRY(new_native_instance(vm, vm.native_type(kKeyWrapper), kKeyWrapperFields));
  made->values[kFunction] = function;
  made->values[kObject] = object;
  return Value::from_cell(made);
}

Result<Value> wrapper_call(Vm& vm, const Args& args) { return make_wrapper(vm, field(args[0], kFunction), args[1]); }

template <CompareOp op>
Result<Value> wrapper_compare(Vm& vm, const Args& args) {
  if (!is_wrapper(vm, args[1])) return vm.raise(TypeId::TypeError, "other argument must be K instance");
  const Value left = field(args[0], kObject), right = field(args[1], kObject);
  if (left.is_empty() || right.is_empty()) return vm.raise(TypeId::AttributeError, "object");
  const Value order = TRY(vm.call(field(args[0], kFunction), {left, right}));
  return compare(vm, op, order, Value::from_int(0));
}

constexpr NativeMethod kMethods[] = {
    {"__call__", wrapper_call, "($self, /, obj)"},
    {"__lt__", wrapper_compare<CompareOp::Lt>, "($self, value, /)"},
    {"__le__", wrapper_compare<CompareOp::Le>, "($self, value, /)"},
    {"__eq__", wrapper_compare<CompareOp::Eq>, "($self, value, /)"},
    {"__ne__", wrapper_compare<CompareOp::Ne>, "($self, value, /)"},
    {"__gt__", wrapper_compare<CompareOp::Gt>, "($self, value, /)"},
    {"__ge__", wrapper_compare<CompareOp::Ge>, "($self, value, /)"},
};

constexpr NativeGetSet kGetSets[] = {
    {"obj",
     [](Vm& vm, Value self) -> Result<Value> {
       const Value object = field(self, kObject);
       if (object.is_empty()) return vm.raise(TypeId::AttributeError, "obj");
       return object;
     },
     [](Vm& vm, Value self, Value value) -> Result<void> {
       self.as<NativeObject>()->values[kObject] = value;
       vm.barrier(self.as_cell());
       return {};
     }},
};

}  // namespace

Result<Value> cmp_to_key(Vm& vm, const Args& args) { return make_wrapper(vm, args[0], Value()); }

constexpr NativeTypeSpec kKeyWrapper{"functools.KeyWrapper", kMethods, kGetSets};

}  // namespace tauraro::functools
