// object.__reduce_ex__, __reduce__, __getstate__: what pickle and copy ask of any object.
#include "builtins/object_type.h"
#include "builtins/support.h"
#include "vm/import.h"

namespace tauraro {
namespace {

Raised raise_cannot_pickle(Vm& vm, Value object) {
  return vm.raise_error(TypeId::TypeError, "cannot pickle '", full_type_name(vm, vm.type_of(object)), "' object");
}

/// type.__slotnames__, computed by copyreg when missing. None or a list.
Result<Value> slot_names(Vm& vm, Type* type) {
  const Value known = dict_get_str(vm, type->dict, intern(vm, "__slotnames__"));
  if (known.is_none() || known.is(kind::List)) return known;
  const Value copyreg = TRY(import_module(vm, "copyreg"));
  const Value names = TRY(vm.call_method(copyreg, "_slotnames", {value_of(type)}));
  if (!names.is_none() && !names.is(kind::List)) return vm.raise(TypeId::TypeError, "copyreg._slotnames didn't return a list or None");
  return names;
}

/// The values of __slots__ that are set, as a dict; null when there are none.
Result<Value> slot_state(Vm& vm, Value object, List* names) {
  Dict* slots = TRY(new_dict(vm));
  for (std::uint64_t i = 0; i < names->length; ++i) {
    const Value name = names->storage->items[i];
    const Value value = TRY(find_attr(vm, object, TRY(attribute_name(vm, name))));
    if (!value.is_not_found()) TRY(dict_set(vm, slots, name, value));
  }
  return slots->count ? value_of(slots) : Value::none();
}

Result<Value> default_state(Vm& vm, Value object, bool required) {
  Type* type = vm.type_of(object);
  if (required && type->flags & kTypeVariableSize)
    return vm.raise_error(TypeId::TypeError, "cannot pickle ", full_type_name(vm, type), " objects");
  Value state = Value::none();
  if (object.is_cell() && type->attributes_offset) {
    const Value own = TRY(find_attr(vm, object, "__dict__"));
    if (!own.is_not_found() && !(own.is(kind::Dict) && own.as<Dict>()->count == 0)) state = own;
  }
  if (required && type->instance_kind != kind::Instance) return raise_cannot_pickle(vm, object);
  const Value names = TRY(slot_names(vm, type));
  if (!names.is(kind::List) || names.as<List>()->length == 0) return state;
  const Value slots = TRY(slot_state(vm, object, names.as<List>()));
  if (slots.is_none()) return state;
  return tuple_value(vm, {state, slots});
}

Result<Value> state_of(Vm& vm, Value object, bool required) {
  const Type* type = vm.type_of(object);
  const Value method = type->special(Special::GetState);
  if (method == vm.type(TypeId::Object)->special(Special::GetState) && type->flags & kTypeDefaultGetAttribute) return default_state(vm, object, required);
  const Value bound = TRY(get_attr(vm, object, "__getstate__"));
  if (bound.is(kind::NativeFunction) && bound.as<NativeFunction>()->definition->call == object_getstate) return default_state(vm, object, required);
  return vm.call(bound, {});
}

/// What __getnewargs_ex__ or __getnewargs__ gave; empty when the class has neither.
struct NewArguments {
  Value positional, keywords;
};

/// A method of the object's class; not_found: it has none. An instance's own attributes and __getattr__ are not asked.
Result<Value> class_method(Vm& vm, Value object, std::string_view name) {
  Type* type = vm.type_of(object);
  const Value found = type_lookup(vm, type, intern(vm, name));
  return found.is_empty() || found.is_not_found() ? Result<Value>(Value::not_found()) : bind_descriptor(vm, found, object, type);
}

Result<NewArguments> new_arguments(Vm& vm, Value object) {
  NewArguments result;
  const Value extended = TRY(class_method(vm, object, "__getnewargs_ex__"));
  if (!extended.is_not_found()) {
    const Value pair = TRY(vm.call(extended, {}));
    if (!pair.is(kind::Tuple))
      return vm.raise_error(TypeId::TypeError, "__getnewargs_ex__ should return a tuple, not '", full_type_name(vm, vm.type_of(pair)), "'");
    const Tuple* tuple = pair.as<Tuple>();
    if (tuple->length != 2)
      return vm.raise_error(TypeId::ValueError, "__getnewargs_ex__ should return a tuple of length 2, not ", tuple->length);
    if (!tuple->items[0].is(kind::Tuple))
      return vm.raise_error(TypeId::TypeError, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '",
                            full_type_name(vm, vm.type_of(tuple->items[0])), "'");
    if (!tuple->items[1].is(kind::Dict))
      return vm.raise_error(TypeId::TypeError, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '",
                            full_type_name(vm, vm.type_of(tuple->items[1])), "'");
    result.positional = tuple->items[0];
    result.keywords = tuple->items[1];
    return result;
  }
  const Value plain = TRY(class_method(vm, object, "__getnewargs__"));
  if (plain.is_not_found()) return result;
  result.positional = TRY(vm.call(plain, {}));
  if (!result.positional.is(kind::Tuple))
    return vm.raise_error(TypeId::TypeError, "__getnewargs__ should return a tuple, not '", full_type_name(vm, vm.type_of(result.positional)), "'");
  return result;
}

/// Protocol 2 and above.
Result<Value> reduce_new_object(Vm& vm, Value object) {
  Type* type = vm.type_of(object);
  if (type->flags & kTypeUninstantiable) return raise_cannot_pickle(vm, object);
  const NewArguments arguments = TRY(new_arguments(vm, object));
  const Value copyreg = TRY(import_module(vm, "copyreg"));
  Value make, make_arguments;
  if (arguments.keywords.is_empty() || arguments.keywords.as<Dict>()->count == 0) {
    make = TRY(get_attr(vm, copyreg, "__newobj__"));
    List* items = TRY(new_list(vm));
    TRY(list_append(vm, items, value_of(type)));
    if (!arguments.positional.is_empty()) TRY(list_extend(vm, items, arguments.positional));
    make_arguments = value_of(TRY(new_tuple(vm, items->span())));
  } else {
    make = TRY(get_attr(vm, copyreg, "__newobj_ex__"));
    make_arguments = TRY(tuple_value(vm, {value_of(type), arguments.positional, arguments.keywords}));
  }
  const bool required = arguments.positional.is_empty() && !object.is(kind::List) && !object.is(kind::Dict);
  const Value state = TRY(state_of(vm, object, required));
  Value list_items = Value::none(), dict_items = Value::none();
  if (object.is(kind::List)) list_items = TRY(get_iter(vm, object));
  if (object.is(kind::Dict)) dict_items = TRY(get_iter(vm, TRY(vm.call_method(object, "items", {}))));
  return tuple_value(vm, {make, make_arguments, state, list_items, dict_items});
}

Result<Value> common_reduce(Vm& vm, Value object, std::int64_t protocol) {
  if (protocol >= 2) return reduce_new_object(vm, object);
  const Value copyreg = TRY(import_module(vm, "copyreg"));
  return vm.call_method(copyreg, "_reduce_ex", {object, TRY(new_int(vm, protocol))});
}

}  // namespace

Result<Value> object_getstate(Vm& vm, const Args& args) { return default_state(vm, args[0], false); }
Result<Value> object_reduce(Vm& vm, const Args& args) { return common_reduce(vm, args[0], 0); }

Result<Value> object_reduce_ex(Vm& vm, const Args& args) {
  const std::int64_t protocol = TRY(index_to_int64(vm, args[1]));
  const Value reduce = TRY(find_attr(vm, args[0], "__reduce__"));
  if (!reduce.is_not_found()) {
    const Value type = TRY(get_attr(vm, args[0], "__class__"));
    const Value in_class = TRY(get_attr(vm, type, "__reduce__"));
    if (in_class != vm.type(TypeId::Object)->special(Special::Reduce)) return vm.call(reduce, {});
  }
  return common_reduce(vm, args[0], protocol);
}

}  // namespace tauraro
