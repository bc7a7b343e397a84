// functools.partial. Its values are the function, its positional arguments (a tuple), its keyword arguments (a dict).
#include <algorithm>

#include "modules/functools/functools.h"

namespace tauraro::functools {

namespace {

enum Field : int { kFunction, kArguments, kKeywords };

NativeObject* self_of(const Args& args) { return args[0].as<NativeObject>(); }
Value field(Value self, Field which) { return self.as<NativeObject>()->values[which]; }

Result<Tuple*> joined(Vm& vm, std::span<const Value> first, std::span<const Value> second) {
  if (first.empty()) return new_tuple(vm, second);
  Tuple* all = TRY(new_tuple(vm, first.size() + second.size()));
  std::copy(first.begin(), first.end(), all->items);
  std::copy(second.begin(), second.end(), all->items + first.size());
  return all;
}

Result<Value> partial_new(Vm& vm, const Args& args) {
  if (args.rest_count == 0) return vm.raise(TypeId::TypeError, "type 'partial' takes at least one argument");
  Value function = args.rest[0];
  if (!is_callable(vm, function)) return vm.raise(TypeId::TypeError, "the first argument must be callable");
  Tuple* arguments = empty_tuple(vm);
  Dict* keywords = nullptr;
  // A partial of a plain partial becomes one partial.
  if (vm.type_of(function) == vm.native_type(kPartial) && function.as<NativeObject>()->attributes.is_empty()) {
    arguments = field(function, kArguments).as<Tuple>();
    keywords = TRY(dict_copy(vm, field(function, kKeywords).as<Dict>()));
    function = field(function, kFunction);
  }
  arguments = TRY(joined(vm, arguments->span(), args.rest_span().subspan(1)));
  if (!keywords) keywords = TRY(new_dict(vm));
  if (args.keywords) TRY(dict_update(vm, keywords, Value::from_cell(args.keywords)));
  NativeObject* made = TRY(new_native_instance(vm, args[0].as<Type>(), kPartialFields));
  made->values[kFunction] = function;
  made->values[kArguments] = Value::from_cell(arguments);
  made->values[kKeywords] = Value::from_cell(keywords);
  return Value::from_cell(made);
}

Result<Value> partial_call(Vm& vm, const Args& args) {
  const Tuple* own = field(args[0], kArguments).as<Tuple>();
  Dict* own_keywords = field(args[0], kKeywords).as<Dict>();
  const bool has_keywords = args.keywords && args.keywords->count != 0;
  if (own_keywords->count == 0 && !has_keywords && own->length == 0) return vm.call(field(args[0], kFunction), args.rest_span());
  Tuple* all = TRY(joined(vm, own->span(), args.rest_span()));
  Dict* keywords = own_keywords;
  if (has_keywords) {
    keywords = TRY(dict_copy(vm, own_keywords));
    TRY(dict_update(vm, keywords, Value::from_cell(args.keywords)));
  }
  return vm.call_spread(field(args[0], kFunction), all, keywords);
}

Result<Value> partial_text(Vm& vm, Value self) {
  StrBuilder text(vm);
  text.append(full_type_name(vm, vm.type_of(self)));
  text.append(U'(');
  text.append(TRY(repr(vm, field(self, kFunction))).as<Str>());
  for (const Value argument : field(self, kArguments).as<Tuple>()->span()) {
    text.append(", ");
    text.append(TRY(repr(vm, argument)).as<Str>());
  }
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(field(self, kKeywords).as<Dict>(), &position, &key, &value)) {
    text.append(", ");
    text.append(TRY(to_str(vm, key)).as<Str>());
    text.append(U'=');
    text.append(TRY(repr(vm, value)).as<Str>());
  }
  text.append(U')');
  return text.finish();
}

Result<Value> partial_repr(Vm& vm, const Args& args) {
  if (repr_enter(vm, args[0])) return make_str(vm, "...");
  const Result<Value> text = partial_text(vm, args[0]);
  repr_leave(vm, args[0]);
  return text;
}

Result<Value> partial_reduce(Vm& vm, const Args& args) {
  Value attributes = Value::none();
  if (!self_of(args)->attributes.is_empty()) attributes = Value::from_cell(TRY(instance_dict(vm, args[0])));
  const Value function = field(args[0], kFunction);
  const Value state = TRY(make_tuple(vm, {function, field(args[0], kArguments), field(args[0], kKeywords), attributes}));
  return make_tuple(vm, {Value::from_cell(vm.type_of(args[0])), TRY(make_tuple(vm, {function})), state});
}

Result<Value> partial_setstate(Vm& vm, const Args& args) {
  const Tuple* state = args[1].is(kind::Tuple) ? args[1].as<Tuple>() : nullptr;
  const bool valid = state && state->length == 4 && is_callable(vm, state->items[0]) && state->items[1].is(kind::Tuple) &&
                     (state->items[2].is_none() || state->items[2].is(kind::Dict));
  if (!valid) return vm.raise(TypeId::TypeError, "invalid partial state");
  NativeObject* self = self_of(args);
  const Value arguments = Value::from_cell(TRY(tuple_from(vm, Value::from_cell(TRY(list_from(vm, state->items[1]))))));
  Dict* keywords = TRY(new_dict(vm));
  if (!state->items[2].is_none()) TRY(dict_update(vm, keywords, state->items[2]));
  self->values[kFunction] = state->items[0];
  self->values[kArguments] = vm.is_exact(state->items[1], TypeId::Tuple) ? state->items[1] : arguments;
  self->values[kKeywords] = vm.is_exact(state->items[2], TypeId::Dict) ? state->items[2] : Value::from_cell(keywords);
  vm.barrier(self);
  if (state->items[3].is_none() && self->attributes.is_empty()) return Value::none();
  Dict* attributes = TRY(instance_dict(vm, args[0]));
  dict_clear(vm, attributes);
  if (!state->items[3].is_none()) TRY(dict_update(vm, attributes, state->items[3]));
  return Value::none();
}

constexpr NativeMethod kMethods[] = {
    {"__new__", partial_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__call__", partial_call, "($self, /, *args, **kwargs)"},
    {"__repr__", partial_repr, "($self, /)"},
    {"__reduce__", partial_reduce, "($self, /)"},
    {"__setstate__", partial_setstate, "($self, state, /)"},
    {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class},
};

constexpr NativeGetSet kGetSets[] = {
    {"func", [](Vm&, Value self) -> Result<Value> { return field(self, kFunction); }},
    {"args", [](Vm&, Value self) -> Result<Value> { return field(self, kArguments); }},
    {"keywords", [](Vm&, Value self) -> Result<Value> { return field(self, kKeywords); }},
};

}  // namespace

constexpr NativeTypeSpec kPartial{"functools.partial", kMethods, kGetSets};

}  // namespace tauraro::functools
