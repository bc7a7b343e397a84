// types.SimpleNamespace: its methods.
#include "builtins/arguments.h"
#include "object/type_layout.h"

namespace tauraro {

namespace {

Result<Value> namespace_new(Vm& vm, const Args& args) {
  Cell* cell = vm.allocate_instance(args[0].as<Type>(), 0);
  if (!cell) return Raised{};
  return Value::from_cell(cell);
}

Result<Value> namespace_init(Vm& vm, const Args& args) {
  if (args.rest_count != 0) return vm.raise(TypeId::TypeError, "no positional arguments expected");
  if (!args.keywords) return Value::none();
  Dict* attributes = TRY(instance_dict(vm, args[0]));
  TRY(dict_update(vm, attributes, Value::from_cell(args.keywords)));
  return Value::none();
}

Result<Value> namespace_text(Vm& vm, Value self, const std::string& name) {
  Dict* attributes = TRY(instance_dict(vm, self));
  StrBuilder text(vm);
  text.append(name);
  text.append(U'(');
  std::uint32_t position = 0;
  bool first = true;
  Value key, value;
  while (dict_next(attributes, &position, &key, &value)) {
    if (!key.is(kind::Str) || key.as<Str>()->length == 0) continue;
    if (!first) text.append(", ");
    first = false;
    text.append(key.as<Str>());
    text.append(U'=');
    text.append(TRY(repr(vm, value)).as<Str>());
  }
  text.append(U')');
  return text.finish();
}

Result<Value> namespace_repr(Vm& vm, const Args& args) {
  const bool plain = vm.type_of(args[0]) == vm.type(TypeId::SimpleNamespace);
  const std::string name = plain ? "namespace" : type_name(vm, args[0]);
  if (repr_enter(vm, args[0])) return make_str(vm, name + "(...)");
  const Result<Value> text = namespace_text(vm, args[0], name);
  repr_leave(vm, args[0]);
  return text;
}

template <CompareOp op>
Result<Value> namespace_compare(Vm& vm, const Args& args) {
  if (!is_instance(vm, args[1], TypeId::SimpleNamespace)) return Value::not_implemented();
  const Value left = Value::from_cell(TRY(instance_dict(vm, args[0])));
  const Value right = Value::from_cell(TRY(instance_dict(vm, args[1])));
  return compare(vm, op, left, right);
}

Result<Value> namespace_reduce(Vm& vm, const Args& args) {
  const Value attributes = Value::from_cell(TRY(instance_dict(vm, args[0])));
  return make_tuple(vm, {Value::from_cell(vm.type_of(args[0])), Value::from_cell(empty_tuple(vm)), attributes});
}

constexpr NativeMethod kMethods[] = {
    {"__new__", namespace_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__init__", namespace_init, "($self, /, *args, **kwargs)"},
    {"__repr__", namespace_repr, "($self, /)"},
    {"__eq__", namespace_compare<CompareOp::Eq>, "($self, value, /)"},
    {"__ne__", namespace_compare<CompareOp::Ne>, "($self, value, /)"},
    {"__reduce__", namespace_reduce, "($self, /)"},
};

}  // namespace

void define_simple_namespace_type(Vm& vm) {
  vm.define_methods(TypeId::SimpleNamespace, kMethods, {&instance_dict_getset(), 1});
  set_unhashable(vm, TypeId::SimpleNamespace);
}

}  // namespace tauraro
