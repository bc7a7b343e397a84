// types.GenericAlias (list[int]) and types.UnionType (int | str): their methods.
#include "object/generic_alias.h"

#include <algorithm>
#include <string_view>

#include "builtins/arguments.h"
#include "object/int.h"
#include "object/set_algebra.h"
#include "object/dict_views.h"

namespace tauraro {

namespace {

NativeObject* fields_of(Value alias) { return alias.as<NativeObject>(); }
Value origin_of(Value alias) { return fields_of(alias)->values[kAliasOrigin]; }
Value arguments_of(Value alias) { return fields_of(alias)->values[kAliasArguments]; }
bool is_starred(Value alias) { return fields_of(alias)->values[kAliasStarred].is_true(); }

Result<Value> parameters_of(Vm& vm, Value alias, int arguments_field, int parameters_field) {
  NativeObject* fields = fields_of(alias);
  if (fields->values[parameters_field].is_empty()) {
    fields->values[parameters_field] = TRY(type_parameters_of(vm, fields->values[arguments_field]));
    vm.barrier(fields);
  }
  return fields->values[parameters_field];
}

Result<Value> alias_new(Vm& vm, const Args& args) {
  const Value made = TRY(new_generic_alias(vm, args[1], args[2]));
  Type* type = args[0].as<Type>();
  if (type == vm.type(TypeId::GenericAlias)) return made;
  NativeObject* object = TRY(vm.new_instance<NativeObject>(type, kAliasFieldCount * sizeof(Value)));
  object->value_count = kAliasFieldCount;
  std::copy_n(fields_of(made)->values, static_cast<int>(kAliasFieldCount), object->values);
  return Value::from_cell(object);
}

/// How a type is written inside `list[...]`.
Result<void> append_type_text(Vm& vm, StrBuilder& text, Value type) {
  if (type.is_ellipsis()) {
    text.append("...");
    return {};
  }
  if (type == Value::from_cell(vm.type(TypeId::NoneType))) {
    text.append("None");
    return {};
  }
  const bool is_alias = !TRY(find_attr(vm, type, intern(vm, "__origin__"))).is_not_found() &&
                        !TRY(find_attr(vm, type, intern(vm, "__args__"))).is_not_found();
  if (!is_alias) {
    const Value qualname = TRY(find_attr(vm, type, intern(vm, "__qualname__")));
    const Value module = TRY(find_attr(vm, type, intern(vm, "__module__")));
    if (qualname.is(kind::Str) && module.is(kind::Str)) {
      if (!str_equal(vm, module.as<Str>(), "builtins")) {
        text.append(module.as<Str>());
        text.append(U'.');
      }
      text.append(qualname.as<Str>());
      return {};
    }
  }
  text.append(TRY(repr(vm, type)).as<Str>());
  return {};
}

Result<void> append_alias_item(Vm& vm, StrBuilder& text, Value item) {
  if (item == Value::from_cell(vm.type(TypeId::NoneType))) {
    text.append("NoneType");
    return {};
  }
  if (!item.is(kind::List)) return append_type_text(vm, text, item);
  text.append(U'[');
  for (std::uint64_t i = 0; i < item.as<List>()->length; ++i) {
    if (i != 0) text.append(", ");
    TRY(append_type_text(vm, text, item.as<List>()->storage->items[i]));
  }
  text.append(U']');
  return {};
}

Result<Value> alias_repr(Vm& vm, const Args& args) {
  StrBuilder text(vm);
  if (is_starred(args[0])) text.append(U'*');
  TRY(append_type_text(vm, text, origin_of(args[0])));
  text.append(U'[');
  const Tuple* arguments = arguments_of(args[0]).as<Tuple>();
  for (std::uint64_t i = 0; i < arguments->length; ++i) {
    if (i != 0) text.append(", ");
    TRY(append_alias_item(vm, text, arguments->items[i]));
  }
  if (arguments->length == 0) text.append("()");
  text.append(U']');
  return text.finish();
}

Result<Value> alias_hash(Vm& vm, const Args& args) {
  const std::uint64_t origin = TRY(hash(vm, origin_of(args[0])));
  return new_int(vm, static_cast<std::int64_t>(origin ^ TRY(hash(vm, arguments_of(args[0])))));
}

Result<Value> alias_eq(Vm& vm, const Args& args) {
  if (!is_instance(vm, args[1], TypeId::GenericAlias)) return Value::not_implemented();
  if (is_starred(args[0]) != is_starred(args[1])) return Value::from_bool(false);
  if (!TRY(equals(vm, origin_of(args[0]), origin_of(args[1])))) return Value::from_bool(false);
  return compare(vm, CompareOp::Eq, arguments_of(args[0]), arguments_of(args[1]));
}

Result<Value> alias_call(Vm& vm, const Args& args) {
  Tuple* arguments = TRY(new_tuple(vm, args.rest_span()));
  const Value made = TRY(vm.call_spread(origin_of(args[0]), arguments, args.keywords));
  const Result<void> set = set_attr(vm, made, intern(vm, "__orig_class__"), args[0]);
  if (set.is_raised() && !vm.catch_if(TypeId::AttributeError) && !vm.catch_if(TypeId::TypeError)) return Raised{};
  return made;
}

Result<Value> alias_getitem(Vm& vm, const Args& args) {
  const Value parameters = TRY(parameters_of(vm, args[0], kAliasArguments, kAliasParameters));
  const Value arguments = TRY(substitute_type_parameters(vm, args[0], arguments_of(args[0]), parameters, args[1]));
  const Value made = TRY(new_generic_alias(vm, origin_of(args[0]), arguments));
  fields_of(made)->values[kAliasStarred] = fields_of(args[0])->values[kAliasStarred];
  return made;
}

/// Attributes of the alias itself; all others are those of the origin.
constexpr std::string_view kOwnAttributes[] = {
    "__class__",         "__bases__",   "__origin__",    "__args__",     "__unpacked__",
    "__parameters__",    "__typing_unpacked_tuple_args__", "__mro_entries__", "__reduce_ex__", "__reduce__",
    "__copy__",          "__deepcopy__"};

Result<Value> alias_getattribute(Vm& vm, const Args& args) {
  if (args[1].is(kind::Str)) {
    const std::string name = text_of(vm, args[1]);
    if (std::find(std::begin(kOwnAttributes), std::end(kOwnAttributes), name) == std::end(kOwnAttributes))
      return get_attr(vm, origin_of(args[0]), args[1].as<Str>());
  }
  return generic_get_attr(vm, args[0], args[1].as<Str>());
}

Result<Value> alias_mro_entries(Vm& vm, const Args& args) { return make_tuple(vm, {origin_of(args[0])}); }

Result<Value> refuse_instance_check(Vm& vm, const Args&) {
  return vm.raise(TypeId::TypeError, "isinstance() argument 2 cannot be a parameterized generic");
}
Result<Value> refuse_subclass_check(Vm& vm, const Args&) {
  return vm.raise(TypeId::TypeError, "issubclass() argument 2 cannot be a parameterized generic");
}

Result<Value> alias_reduce(Vm& vm, const Args& args) {
  const Value type = Value::from_cell(vm.type(TypeId::GenericAlias));
  const Value plain = TRY(make_pair(vm, origin_of(args[0]), arguments_of(args[0])));
  if (!is_starred(args[0])) return make_pair(vm, type, plain);
  const Value unstarred = TRY(vm.call(type, {origin_of(args[0]), arguments_of(args[0])}));
  const Value iterator = TRY(get_iter(vm, unstarred));
  return make_pair(vm, TRY(builtin_named(vm, "next")), TRY(make_tuple(vm, {iterator})));
}

/// Iterates over the starred alias alone: `*tuple[int]` in a subscript.
Result<Value> alias_iter(Vm& vm, const Args& args) {
  const Value starred = TRY(new_generic_alias(vm, origin_of(args[0]), arguments_of(args[0])));
  fields_of(starred)->values[kAliasStarred] = Value::from_bool(true);
  const Value single = TRY(make_tuple(vm, {starred}));
  return get_iter(vm, single);
}

Result<Value> alias_dir(Vm& vm, const Args& args) {
  const Value names = TRY(vm.call(TRY(builtin_named(vm, "dir")), {origin_of(args[0])}));
  for (const std::string_view own : kOwnAttributes) {
    const Value name = TRY(make_str(vm, own));
    if (!TRY(contains(vm, names, name))) TRY(list_append(vm, names.as<List>(), name));
  }
  return names;
}

Result<Value> type_or(Vm& vm, const Args& args) { return new_union_type(vm, args[0], args[1]); }
Result<Value> type_ror(Vm& vm, const Args& args) { return new_union_type(vm, args[1], args[0]); }

constexpr NativeMethod kAliasMethods[] = {
    {"__new__", alias_new, "($type, origin, args, /)", NativeMethod::Static},
    {"__repr__", alias_repr, "($self, /)"},
    {"__hash__", alias_hash, "($self, /)"},
    {"__eq__", alias_eq, "($self, value, /)"},
    {"__call__", alias_call, "($self, /, *args, **kwargs)"},
    {"__getitem__", alias_getitem, "($self, key, /)"},
    {"__getattribute__", alias_getattribute, "($self, name, /)"},
    {"__iter__", alias_iter, "($self, /)"},
    {"__or__", type_or, "($self, value, /)"},
    {"__ror__", type_ror, "($self, value, /)"},
    {"__mro_entries__", alias_mro_entries, "($self, bases, /)"},
    {"__instancecheck__", refuse_instance_check, "($self, instance, /)"},
    {"__subclasscheck__", refuse_subclass_check, "($self, type, /)"},
    {"__reduce__", alias_reduce, "($self, /)"},
    {"__dir__", alias_dir, "($self, /)"},
};

constexpr NativeGetSet kAliasGetSets[] = {
    {"__origin__", [](Vm&, Value self) -> Result<Value> { return origin_of(self); }},
    {"__args__", [](Vm&, Value self) -> Result<Value> { return arguments_of(self); }},
    {"__parameters__", [](Vm& vm, Value self) { return parameters_of(vm, self, kAliasArguments, kAliasParameters); }},
    {"__unpacked__", [](Vm&, Value self) -> Result<Value> { return Value::from_bool(is_starred(self)); }},
    {"__typing_unpacked_tuple_args__",
     [](Vm& vm, Value self) -> Result<Value> {
       const bool tuple = is_starred(self) && origin_of(self) == Value::from_cell(vm.type(TypeId::Tuple));
       return tuple ? arguments_of(self) : Value::none();
     }},
};

// ---- UnionType: values are the members and, once asked for, their parameters ----

const Tuple* members_of(Value value) { return value.as<NativeObject>()->values[0].as<Tuple>(); }

Result<Value> union_repr(Vm& vm, const Args& args) {
  StrBuilder text(vm);
  const Tuple* members = members_of(args[0]);
  for (std::uint64_t i = 0; i < members->length; ++i) {
    if (i != 0) text.append(" | ");
    TRY(append_type_text(vm, text, members->items[i]));
  }
  return text.finish();
}

Result<Set*> member_set(Vm& vm, Value value) {
  Set* set = TRY(new_frozenset(vm));
  TRY(set_update(vm, set, value.as<NativeObject>()->values[0]));
  return set;
}

Result<Value> union_hash(Vm& vm, const Args& args) {
  return new_int(vm, static_cast<std::int64_t>(frozenset_hash(TRY(member_set(vm, args[0])))));
}

Result<Value> union_eq(Vm& vm, const Args& args) {
  if (!vm.is_exact(args[1], TypeId::UnionType)) return Value::not_implemented();
  const Value left = Value::from_cell(TRY(member_set(vm, args[0])));
  const Value right = Value::from_cell(TRY(member_set(vm, args[1])));
  return compare(vm, CompareOp::Eq, left, right);
}

Result<Value> union_getitem(Vm& vm, const Args& args) {
  const Value parameters = TRY(parameters_of(vm, args[0], 0, 1));
  const Value members =
      TRY(substitute_type_parameters(vm, args[0], args[0].as<NativeObject>()->values[0], parameters, args[1]));
  Value joined = members.as<Tuple>()->items[0];
  for (const Value member : members.as<Tuple>()->span().subspan(1)) joined = TRY(binary_op(vm, BinaryOp::Or, joined, member));
  return joined;
}

Result<void> refuse_generic_members(Vm& vm, Value value, const char* function) {
  for (const Value member : members_of(value)->span())
    if (is_instance(vm, member, TypeId::GenericAlias))
      return vm.raise_error(TypeId::TypeError, function, "() argument 2 cannot be a parameterized generic");
  return {};
}

Result<Value> union_instancecheck(Vm& vm, const Args& args) {
  TRY(refuse_generic_members(vm, args[0], "isinstance"));
  for (const Value member : members_of(args[0])->span())
    if (member.is(kind::Type) && TRY(is_instance_of(vm, args[1], member))) return Value::from_bool(true);
  return Value::from_bool(false);
}

Result<Value> union_subclasscheck(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Type)) return vm.raise(TypeId::TypeError, "issubclass() arg 1 must be a class");
  TRY(refuse_generic_members(vm, args[0], "issubclass"));
  for (const Value member : members_of(args[0])->span())
    if (member.is(kind::Type) && TRY(is_subclass_of(vm, args[1], member))) return Value::from_bool(true);
  return Value::from_bool(false);
}

constexpr NativeMethod kUnionMethods[] = {
    {"__repr__", union_repr, "($self, /)"},
    {"__hash__", union_hash, "($self, /)"},
    {"__eq__", union_eq, "($self, value, /)"},
    {"__or__", type_or, "($self, value, /)"},
    {"__ror__", type_ror, "($self, value, /)"},
    {"__getitem__", union_getitem, "($self, key, /)"},
    {"__instancecheck__", union_instancecheck, "($self, instance, /)"},
    {"__subclasscheck__", union_subclasscheck, "($self, type, /)"},
};

constexpr NativeGetSet kUnionGetSets[] = {
    {"__module__", [](Vm& vm, Value) -> Result<Value> { return Value::from_cell(intern(vm, "types")); }},
    {"__args__", [](Vm&, Value self) -> Result<Value> { return self.as<NativeObject>()->values[0]; }},
    {"__parameters__", [](Vm& vm, Value self) { return parameters_of(vm, self, 0, 1); }},
};

}  // namespace

void define_generic_alias_type(Vm& vm) {
  vm.define_methods(TypeId::GenericAlias, kAliasMethods, kAliasGetSets);
  vm.define_methods(TypeId::UnionType, kUnionMethods, kUnionGetSets);
}

}  // namespace tauraro
