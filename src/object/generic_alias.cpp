#include "object/generic_alias.h"

#include <algorithm>

#include "object/dict_views.h"

namespace tauraro {

namespace {

Result<Value> as_tuple(Vm& vm, Value item) {
  if (item.is(kind::Tuple)) return item;
  return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(&item, 1))));
}

Result<Value> find_named(Vm& vm, Value object, const char* name) { return find_attr(vm, object, intern(vm, name)); }

/// Adds an item unless it is there already, by identity.
Result<void> add_once(Vm& vm, List* items, Value item) {
  for (const Value present : items->span())
    if (present == item) return {};
  return list_append(vm, items, item);
}

/// Arguments of `arg[...]` with those parameters replaced.
Result<Value> substitute_inside(Vm& vm, Value argument, const Tuple* parameters, const Tuple* items) {
  const Value inner = TRY(find_named(vm, argument, "__parameters__"));
  if (!inner.is(kind::Tuple) || inner.as<Tuple>()->length == 0) return argument;
  List* replaced = TRY(new_list(vm));
  for (const Value parameter : inner.as<Tuple>()->span()) {
    Value replacement = parameter;
    const auto all = parameters->span();
    const auto found = std::find(all.begin(), all.end(), parameter);
    if (found != all.end()) {
      replacement = items->items[found - all.begin()];
      const bool variadic = vm.type_of(parameter)->has(Special::Iter) && replacement.is(kind::Tuple);
      if (variadic) {
        TRY(list_extend(vm, replaced, replacement));
        continue;
      }
    }
    TRY(list_append(vm, replaced, replacement));
  }
  return get_item(vm, argument, Value::from_cell(TRY(new_tuple(vm, replaced->span()))));
}

/// Replaces starred tuples (`*tuple[int, str]`) by what they unpack to.
Result<Value> unpack_arguments(Vm& vm, Value item) {
  const Value items = TRY(as_tuple(vm, item));
  List* unpacked = TRY(new_list(vm));
  for (const Value argument : items.as<Tuple>()->span()) {
    Value inner = Value::not_found();
    if (!argument.is(kind::Type)) inner = TRY(find_named(vm, argument, "__typing_unpacked_tuple_args__"));
    const bool spread = inner.is(kind::Tuple) &&
                        !(inner.as<Tuple>()->length > 0 && inner.as<Tuple>()->items[inner.as<Tuple>()->length - 1].is_ellipsis());
    if (spread) TRY(list_extend(vm, unpacked, inner));
    else TRY(list_append(vm, unpacked, argument));
  }
  return Value::from_cell(TRY(new_tuple(vm, unpacked->span())));
}

bool is_unionable(Vm& vm, Value value) {
  return value.is_none() || value.is(kind::Type) || is_instance(vm, value, TypeId::GenericAlias) ||
         vm.is_exact(value, TypeId::UnionType);
}

Result<void> add_union_member(Vm& vm, List* members, Value member) {
  if (vm.is_exact(member, TypeId::UnionType)) {
    for (const Value inner : member.as<NativeObject>()->values[0].as<Tuple>()->span()) TRY(add_union_member(vm, members, inner));
    return {};
  }
  if (member.is_none()) member = Value::from_cell(vm.type(TypeId::NoneType));
  for (std::uint64_t i = 0; i < members->length; ++i) {
    const Value present = members->storage->items[i];
    if (present == member) return {};
    const bool aliases = is_instance(vm, member, TypeId::GenericAlias) && is_instance(vm, present, TypeId::GenericAlias);
    if (aliases && TRY(equals(vm, present, member))) return {};
  }
  return list_append(vm, members, member);
}

}  // namespace

Result<Value> new_generic_alias(Vm& vm, Value origin, Value key) {
  const Value arguments = TRY(as_tuple(vm, key));
  return Value::from_cell(
      TRY(new_native_object(vm, TypeId::GenericAlias, {origin, arguments, Value(), Value::from_bool(false)})));
}

Result<Value> type_parameters_of(Vm& vm, Value arguments) {
  List* parameters = TRY(new_list(vm));
  for (const Value argument : arguments.as<Tuple>()->span()) {
    if (argument.is(kind::Type)) continue;
    if (!TRY(find_named(vm, argument, "__typing_subst__")).is_not_found()) {
      TRY(add_once(vm, parameters, argument));
      continue;
    }
    const Value inner = TRY(find_named(vm, argument, "__parameters__"));
    if (!inner.is(kind::Tuple)) continue;
    for (const Value parameter : inner.as<Tuple>()->span()) TRY(add_once(vm, parameters, parameter));
  }
  return Value::from_cell(TRY(new_tuple(vm, parameters->span())));
}

Result<Value> substitute_type_parameters(Vm& vm, Value alias, Value arguments, Value parameters, Value item) {
  const Tuple* wanted = parameters.as<Tuple>();
  if (wanted->length == 0) {
    const Value text = TRY(repr(vm, alias));
    return vm.raise_error(TypeId::TypeError, text_of(vm, text), " is not a generic class");
  }
  Value given = TRY(unpack_arguments(vm, item));
  for (const Value parameter : wanted->span()) {
    const Value prepare = TRY(find_named(vm, parameter, "__typing_prepare_subst__"));
    if (prepare.is_not_found() || prepare.is_none()) continue;
    given = TRY(as_tuple(vm, TRY(vm.call(prepare, {alias, given}))));
  }
  const Tuple* items = given.as<Tuple>();
  if (items->length != wanted->length) {
    const Value text = TRY(repr(vm, alias));
    return vm.raise_error(TypeId::TypeError, "Too ", items->length > wanted->length ? "many" : "few", " arguments for ",
                          text_of(vm, text), "; actual ", items->length, ", expected ", wanted->length);
  }
  List* replaced = TRY(new_list(vm));
  for (const Value argument : arguments.as<Tuple>()->span()) {
    if (argument.is(kind::Type)) {
      TRY(list_append(vm, replaced, argument));
      continue;
    }
    const Value starred = TRY(find_named(vm, argument, "__typing_is_unpacked_typevartuple__"));
    const bool spread = !starred.is_not_found() && TRY(truth(vm, starred));
    const Value subst = TRY(find_named(vm, argument, "__typing_subst__"));
    Value result;
    if (!subst.is_not_found()) {
      const auto all = wanted->span();
      const auto place = std::find(all.begin(), all.end(), argument);
      result = TRY(vm.call(subst, {items->items[place - all.begin()]}));
    } else {
      result = TRY(substitute_inside(vm, argument, wanted, items));
    }
    if (spread && result.is(kind::Tuple)) TRY(list_extend(vm, replaced, result));
    else TRY(list_append(vm, replaced, result));
  }
  return Value::from_cell(TRY(new_tuple(vm, replaced->span())));
}

Result<Value> new_union_type(Vm& vm, Value left, Value right) {
  if (!is_unionable(vm, left) || !is_unionable(vm, right)) return Value::not_implemented();
  List* members = TRY(new_list(vm));
  TRY(add_union_member(vm, members, left));
  TRY(add_union_member(vm, members, right));
  if (members->length == 1) return members->storage->items[0];
  const Value arguments = Value::from_cell(TRY(new_tuple(vm, members->span())));
  return Value::from_cell(TRY(new_native_object(vm, TypeId::UnionType, {arguments, Value()})));
}

}  // namespace tauraro
