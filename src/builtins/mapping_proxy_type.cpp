// mappingproxy: a read-only look at a mapping.
#include "builtins/arguments.h"
#include "object/dict_views.h"

namespace tauraro {

namespace {

Value mapping_of(Value self) { return self.as<NativeObject>()->values[0]; }
Value unwrapped(Vm& vm, Value value) { return vm.is_exact(value, TypeId::MappingProxy) ? mapping_of(value) : value; }

Result<Value> proxy_new(Vm& vm, const Args& args) {
  const Value mapping = args[1];
  const bool is_mapping = vm.type_of(mapping)->has(Special::GetItem) && !mapping.is(kind::List) && !mapping.is(kind::Tuple);
  if (!is_mapping)
    return vm.raise_error(TypeId::TypeError, "mappingproxy() argument must be a mapping, not ", type_name(vm, mapping));
  return new_mapping_proxy(vm, mapping);
}

Result<Value> proxy_repr(Vm& vm, const Args& args) {
  StrBuilder text(vm);
  text.append("mappingproxy(");
  text.append(TRY(repr(vm, mapping_of(args[0]))).as<Str>());
  text.append(U')');
  return text.finish();
}
Result<Value> proxy_str(Vm& vm, const Args& args) { return to_str(vm, mapping_of(args[0])); }
Result<Value> proxy_len(Vm& vm, const Args& args) { return Value::from_int(TRY(length(vm, mapping_of(args[0])))); }
Result<Value> proxy_getitem(Vm& vm, const Args& args) { return get_item(vm, mapping_of(args[0]), args[1]); }
Result<Value> proxy_iter(Vm& vm, const Args& args) { return get_iter(vm, mapping_of(args[0])); }
Result<Value> proxy_reversed(Vm& vm, const Args& args) { return vm.call_method(mapping_of(args[0]), "__reversed__", {}); }
Result<Value> proxy_contains(Vm& vm, const Args& args) {
  return Value::from_bool(TRY(contains(vm, mapping_of(args[0]), args[1])));
}

template <CompareOp op>
Result<Value> proxy_compare(Vm& vm, const Args& args) {
  return compare(vm, op, mapping_of(args[0]), args[1]);
}

Result<Value> proxy_or(Vm& vm, const Args& args) {
  return binary_op(vm, BinaryOp::Or, unwrapped(vm, args[0]), unwrapped(vm, args[1]));
}
Result<Value> proxy_ror(Vm& vm, const Args& args) {
  return binary_op(vm, BinaryOp::Or, unwrapped(vm, args[1]), unwrapped(vm, args[0]));
}
Result<Value> proxy_ior(Vm& vm, const Args& args) {
  return vm.raise_error(TypeId::TypeError, "'|=' is not supported by ", full_type_name(vm, vm.type_of(args[0])), "; use '|' instead");
}

Result<Value> proxy_get(Vm& vm, const Args& args) {
  return vm.call_method(mapping_of(args[0]), "get", {args[1], args[2]});
}
Result<Value> proxy_keys(Vm& vm, const Args& args) { return vm.call_method(mapping_of(args[0]), "keys", {}); }
Result<Value> proxy_values(Vm& vm, const Args& args) { return vm.call_method(mapping_of(args[0]), "values", {}); }
Result<Value> proxy_items(Vm& vm, const Args& args) { return vm.call_method(mapping_of(args[0]), "items", {}); }
Result<Value> proxy_copy(Vm& vm, const Args& args) { return vm.call_method(mapping_of(args[0]), "copy", {}); }

constexpr NativeMethod kMethods[] = {
    {"__new__", proxy_new, "($type, mapping, /)", NativeMethod::Static},
    {"__repr__", proxy_repr, "($self, /)"},
    {"__str__", proxy_str, "($self, /)"},
    {"__len__", proxy_len, "($self, /)"},
    {"__getitem__", proxy_getitem, "($self, key, /)"},
    {"__contains__", proxy_contains, "($self, key, /)"},
    {"__iter__", proxy_iter, "($self, /)"},
    {"__reversed__", proxy_reversed, "($self, /)"},
    {"__lt__", proxy_compare<CompareOp::Lt>, "($self, value, /)"},
    {"__le__", proxy_compare<CompareOp::Le>, "($self, value, /)"},
    {"__eq__", proxy_compare<CompareOp::Eq>, "($self, value, /)"},
    {"__ne__", proxy_compare<CompareOp::Ne>, "($self, value, /)"},
    {"__gt__", proxy_compare<CompareOp::Gt>, "($self, value, /)"},
    {"__ge__", proxy_compare<CompareOp::Ge>, "($self, value, /)"},
    {"__or__", proxy_or, "($self, value, /)"},
    {"__ror__", proxy_ror, "($self, value, /)"},
    {"__ior__", proxy_ior, "($self, value, /)"},
    {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class},
    {"get", proxy_get, "($self, key, default=None, /)"},
    {"keys", proxy_keys, "($self, /)"},
    {"values", proxy_values, "($self, /)"},
    {"items", proxy_items, "($self, /)"},
    {"copy", proxy_copy, "($self, /)"},
};

}  // namespace

void define_mapping_proxy_type(Vm& vm) {
  vm.define_methods(TypeId::MappingProxy, kMethods);
  set_unhashable(vm, TypeId::MappingProxy);
}

}  // namespace tauraro
