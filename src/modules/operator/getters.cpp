// operator.itemgetter, attrgetter, methodcaller.
#include <algorithm>

#include "modules/operator/operator.h"

namespace tauraro::operators {

namespace {

NativeObject* self_of(const Args& args) { return args[0].as<NativeObject>(); }

/// The only argument of a getter's call.
Result<Value> only_argument(Vm& vm, const char* name, const Args& args) {
  TRY(refuse_keywords(vm, name, args));
  TRY(check_count(vm, name, args, 1, 1));
  return args.rest[0];
}

Result<void> append_arguments(Vm& vm, StrBuilder& text, const Tuple* items, bool comma) {
  for (const Value item : items->span()) {
    if (comma) text.append(", ");
    comma = true;
    text.append(TRY(repr(vm, item)).as<Str>());
  }
  return {};
}

/// "operator.itemgetter(1, 2)"; \pre the arguments are the object's first value
Result<Value> getter_repr(Vm& vm, const Args& args) {
  if (repr_enter(vm, args[0])) return make_str(vm, full_type_name(vm, vm.type_of(args[0])) + "(...)");
  StrBuilder text(vm);
  text.append(full_type_name(vm, vm.type_of(args[0])));
  text.append(U'(');
  const Result<void> done = append_arguments(vm, text, self_of(args)->values[0].as<Tuple>(), false);
  repr_leave(vm, args[0]);
  if (done.is_raised()) return Raised{};
  text.append(U')');
  return text.finish();
}

Result<Value> getter_reduce(Vm& vm, const Args& args) {
  return make_pair(vm, Value::from_cell(vm.type_of(args[0])), self_of(args)->values[0]);
}

// ---- itemgetter: the items ----

Result<Value> item_new(Vm& vm, const Args& args) {
  TRY(refuse_keywords(vm, "itemgetter", args));
  if (args.rest_count < 1) TRY(check_count(vm, "itemgetter", args, 1, 1));
  const Value items = Value::from_cell(TRY(new_tuple(vm, args.rest_span())));
  NativeObject* made = TRY(new_native_instance(vm, args[0].as<Type>(), kGetterFields));
  made->values[0] = items;
  return Value::from_cell(made);
}

Result<Value> item_call(Vm& vm, const Args& args) {
  const Value object = TRY(only_argument(vm, "itemgetter", args));
  const Tuple* items = self_of(args)->values[0].as<Tuple>();
  if (items->length == 1) return get_item(vm, object, items->items[0]);
  Tuple* result = TRY(new_tuple(vm, items->length));
  for (std::uint64_t i = 0; i < items->length; ++i) {
    result->items[i] = TRY(get_item(vm, object, items->items[i]));
    vm.barrier(result);
  }
  return Value::from_cell(result);
}

constexpr NativeMethod kItemMethods[] = {
    {"__new__", item_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__call__", item_call, "($self, /, *args, **kwargs)"},
    {"__repr__", getter_repr, "($self, /)"},
    {"__reduce__", getter_reduce, "($self, /)"},
};

// ---- attrgetter: the names, and the same names split at their dots (a tuple of tuples) ----

Result<Value> split_name(Vm& vm, Value name) {
  const std::string text = text_of(vm, name);
  List* parts = TRY(new_list(vm));
  std::size_t start = 0;
  while (true) {
    const std::size_t dot = text.find('.', start);
    Str* part = intern(vm, std::string_view(text).substr(start, dot == std::string::npos ? dot : dot - start));
    TRY(list_append(vm, parts, Value::from_cell(part)));
    if (dot == std::string::npos) break;
    start = dot + 1;
  }
  return Value::from_cell(TRY(new_tuple(vm, parts->span())));
}

Result<Value> attr_new(Vm& vm, const Args& args) {
  TRY(refuse_keywords(vm, "attrgetter", args));
  if (args.rest_count < 1) TRY(check_count(vm, "attrgetter", args, 1, 1));
  Tuple* paths = TRY(new_tuple(vm, args.rest_count));
  for (std::uint32_t i = 0; i < args.rest_count; ++i) {
    if (!args.rest[i].is(kind::Str)) return vm.raise(TypeId::TypeError, "attribute name must be a string");
    paths->items[i] = TRY(split_name(vm, args.rest[i]));
    vm.barrier(paths);
  }
  const Value names = Value::from_cell(TRY(new_tuple(vm, args.rest_span())));
  NativeObject* made = TRY(new_native_instance(vm, args[0].as<Type>(), kGetterFields));
  made->values[0] = names;
  made->values[1] = Value::from_cell(paths);
  return Value::from_cell(made);
}

Result<Value> follow(Vm& vm, Value object, const Tuple* path) {
  for (const Value name : path->span()) object = TRY(get_attr(vm, object, name.as<Str>()));
  return object;
}

Result<Value> attr_call(Vm& vm, const Args& args) {
  const Value object = TRY(only_argument(vm, "attrgetter", args));
  const Tuple* paths = self_of(args)->values[1].as<Tuple>();
  if (paths->length == 1) return follow(vm, object, paths->items[0].as<Tuple>());
  Tuple* result = TRY(new_tuple(vm, paths->length));
  for (std::uint64_t i = 0; i < paths->length; ++i) {
    result->items[i] = TRY(follow(vm, object, paths->items[i].as<Tuple>()));
    vm.barrier(result);
  }
  return Value::from_cell(result);
}

constexpr NativeMethod kAttrMethods[] = {
    {"__new__", attr_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__call__", attr_call, "($self, /, *args, **kwargs)"},
    {"__repr__", getter_repr, "($self, /)"},
    {"__reduce__", getter_reduce, "($self, /)"},
};

// ---- methodcaller: the name, the arguments, the keyword arguments (a dict) ----

enum CallerField : int { kName, kArguments, kKeywords };

Result<Value> caller_new(Vm& vm, const Args& args) {
  if (args.rest_count < 1) return vm.raise(TypeId::TypeError, "methodcaller needs at least one argument, the method name");
  if (!args.rest[0].is(kind::Str)) return vm.raise(TypeId::TypeError, "method name must be a string");
  const Value arguments = Value::from_cell(TRY(new_tuple(vm, args.rest_span().subspan(1))));
  Dict* keywords = args.keywords ? TRY(dict_copy(vm, args.keywords)) : TRY(new_dict(vm));
  NativeObject* made = TRY(new_native_instance(vm, args[0].as<Type>(), kGetterFields));
  made->values[kName] = Value::from_cell(intern(vm, args.rest[0].as<Str>()));
  made->values[kArguments] = arguments;
  made->values[kKeywords] = Value::from_cell(keywords);
  return Value::from_cell(made);
}

Result<Value> caller_call(Vm& vm, const Args& args) {
  const Value object = TRY(only_argument(vm, "methodcaller", args));
  const Value* fields = self_of(args)->values;
  const Value method = TRY(get_attr(vm, object, fields[kName].as<Str>()));
  return vm.call_spread(method, fields[kArguments].as<Tuple>(), fields[kKeywords].as<Dict>());
}

Result<Value> caller_text(Vm& vm, Value self) {
  const Value* fields = self.as<NativeObject>()->values;
  StrBuilder text(vm);
  text.append(full_type_name(vm, vm.type_of(self)));
  text.append(U'(');
  text.append(TRY(repr(vm, fields[kName])).as<Str>());
  TRY(append_arguments(vm, text, fields[kArguments].as<Tuple>(), true));
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(fields[kKeywords].as<Dict>(), &position, &key, &value)) {
    text.append(", ");
    text.append(TRY(to_str(vm, key)).as<Str>());
    text.append(U'=');
    text.append(TRY(repr(vm, value)).as<Str>());
  }
  text.append(U')');
  return text.finish();
}

Result<Value> caller_repr(Vm& vm, const Args& args) {
  if (repr_enter(vm, args[0])) return make_str(vm, full_type_name(vm, vm.type_of(args[0])) + "(...)");
  const Result<Value> text = caller_text(vm, args[0]);
  repr_leave(vm, args[0]);
  return text;
}

Result<Value> caller_reduce(Vm& vm, const Args& args) {
  const Value* fields = self_of(args)->values;
  const Value type = Value::from_cell(vm.type_of(args[0]));
  const auto arguments = fields[kArguments].as<Tuple>()->span();
  if (fields[kKeywords].as<Dict>()->count == 0) {
    Tuple* all = TRY(new_tuple(vm, arguments.size() + 1));
    all->items[0] = fields[kName];
    std::copy(arguments.begin(), arguments.end(), all->items + 1);
    return make_pair(vm, type, Value::from_cell(all));
  }
  const Value import = TRY(builtin_named(vm, "__import__"));
  const Value functools = TRY(vm.call(import, {TRY(make_str(vm, "functools"))}));
  const Value partial = TRY(get_attr(vm, functools, "partial"));
  Tuple* bound = TRY(new_tuple(vm, 2));
  bound->items[0] = type;
  bound->items[1] = fields[kName];
  const Value maker = TRY(vm.call_spread(partial, bound, fields[kKeywords].as<Dict>()));
  return make_pair(vm, maker, fields[kArguments]);
}

constexpr NativeMethod kCallerMethods[] = {
    {"__new__", caller_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__call__", caller_call, "($self, /, *args, **kwargs)"},
    {"__repr__", caller_repr, "($self, /)"},
    {"__reduce__", caller_reduce, "($self, /)"},
};

}  // namespace

constexpr NativeTypeSpec kItemGetter{"operator.itemgetter", kItemMethods};
constexpr NativeTypeSpec kAttrGetter{"operator.attrgetter", kAttrMethods};
constexpr NativeTypeSpec kMethodCaller{"operator.methodcaller", kCallerMethods};

}  // namespace tauraro::operators
