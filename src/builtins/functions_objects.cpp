// Builtin functions on any object: attributes, text, identity, classes.
#include "builtins/builtin_functions.h"
#include "builtins/support.h"
#include "vm/frame_object.h"

namespace tauraro {

Result<Value> builtin_repr(Vm& vm, const Args& args) { return repr(vm, args[0]); }
Result<Value> builtin_ascii(Vm& vm, const Args& args) { return ascii(vm, args[0]); }
Result<Value> builtin_callable(Vm& vm, const Args& args) { return Value::from_bool(is_callable(vm, args[0])); }
Result<Value> builtin_id(Vm& vm, const Args& args) { return object_id(vm, args[0]); }
Result<Value> builtin_hash(Vm& vm, const Args& args) { return new_int(vm, static_cast<std::int64_t>(TRY(hash(vm, args[0])))); }
Result<Value> builtin_len(Vm& vm, const Args& args) { return new_int(vm, TRY(length(vm, args[0]))); }
Result<Value> builtin_isinstance(Vm& vm, const Args& args) { return Value::from_bool(TRY(is_instance_of(vm, args[0], args[1]))); }
Result<Value> builtin_issubclass(Vm& vm, const Args& args) { return Value::from_bool(TRY(is_subclass_of(vm, args[0], args[1]))); }

Result<Value> builtin_format(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str))
    return vm.raise_error(TypeId::TypeError, "format() argument 2 must be str, not ", full_type_name(vm, vm.type_of(args[1])));
  return format(vm, args[0], args[1]);
}

Result<Value> builtin_getattr(Vm& vm, const Args& args) {
  Str* name = TRY(attribute_name(vm, args[1]));
  if (!args.has(2)) return get_attr(vm, args[0], name);
  const Value found = TRY(find_attr(vm, args[0], name));
  return found.is_not_found() ? args[2] : found;
}

Result<Value> builtin_hasattr(Vm& vm, const Args& args) {
  return Value::from_bool(!TRY(find_attr(vm, args[0], TRY(attribute_name(vm, args[1])))).is_not_found());
}

Result<Value> builtin_setattr(Vm& vm, const Args& args) {
  TRY(set_attr(vm, args[0], TRY(attribute_name(vm, args[1])), args[2]));
  return Value::none();
}

Result<Value> builtin_delattr(Vm& vm, const Args& args) {
  TRY(delete_attr(vm, args[0], TRY(attribute_name(vm, args[1]))));
  return Value::none();
}

Result<Value> builtin_vars(Vm& vm, const Args& args) {
  if (!args.has(0)) return current_locals(vm);
  const Value dict = TRY(find_attr(vm, args[0], "__dict__"));
  if (dict.is_not_found()) return vm.raise(TypeId::TypeError, "vars() argument must have __dict__ attribute");
  return dict;
}

namespace {

Result<Value> names_of(Vm& vm, const Args& args) {
  if (!args.has(0)) {
    const Value locals = TRY(current_locals(vm));
    return locals.is(kind::Dict) ? Result<Value>(locals) : vm.call_method(locals, "keys", {});
  }
  if (!vm.type_of(args[0])->has(Special::Dir)) return vm.raise(TypeId::TypeError, "object does not provide __dir__");
  return vm.call_special(args[0], Special::Dir);
}

}  // namespace

Result<Value> builtin_dir(Vm& vm, const Args& args) {
  List* names = TRY(list_from(vm, TRY(names_of(vm, args))));
  TRY(list_sort(vm, names, Value::none(), false));
  return value_of(names);
}

}  // namespace tauraro
