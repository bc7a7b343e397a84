// count, cycle, repeat.
#include "modules/itertools/itertools.h"
#include "modules/c_arguments.h"
#include "object/int.h"

namespace tauraro::itertools {

namespace {

// ---- count: source is the next number, extra the step ----

Result<Value> count_next(Vm& vm, Iterator* self) {
  const Value number = self->source;
  if (number.is_int() && self->extra.is_int()) self->source = TRY(int_add(vm, number, self->extra));
  else self->source = TRY(binary_op(vm, BinaryOp::Add, number, self->extra));
  vm.barrier(self);
  return number;
}

bool is_number(Vm& vm, Value value) {
  const Type* type = vm.type_of(value);
  return type->has(Special::Index) || type->has(Special::Int) || type->has(Special::Float) || type->has(Special::Complex) ||
         value.is(kind::Complex);
}

Result<Value> count_new(Vm& vm, const Args& args) {
  if (!is_number(vm, args[1]) || !is_number(vm, args[2])) return vm.raise(TypeId::TypeError, "a number is required");
  Iterator* made = TRY(new_iterator_instance(vm, args[0], count_next));
  made->source = args[1];
  made->extra = args[2];
  return Value::from_cell(made);
}

bool is_plain_one(Vm& vm, Value step) { return step.is_int() && step.as_int() == 1 && vm.type_of(step) == vm.type(TypeId::Int); }

Result<Value> count_repr(Vm& vm, const Args& args) {
  const Iterator* self = self_of(args);
  StrBuilder text(vm);
  text.append(type_name(vm, args[0]));
  text.append(U'(');
  text.append(TRY(repr(vm, self->source)).as<Str>());
  if (!is_plain_one(vm, self->extra)) {
    text.append(", ");
    text.append(TRY(repr(vm, self->extra)).as<Str>());
  }
  text.append(U')');
  return text.finish();
}

Result<Value> count_reduce(Vm& vm, const Args& args) {
  const Iterator* self = self_of(args);
  const Value arguments = is_plain_one(vm, self->extra) ? TRY(make_tuple(vm, {self->source}))
                                                        : TRY(make_pair(vm, self->source, self->extra));
  return make_pair(vm, type_of_self(vm, args), arguments);
}

constexpr NativeMethod kCountMethods[] = {
    {"__new__", count_new, "($type, /, start=0, step=1)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__repr__", count_repr, "($self, /)"},
    {"__reduce__", count_reduce, "($self, /)"},
};

// ---- cycle: source is the iterator of the first pass, extra the list of its items, index the next of them, limit whether
// the first pass does not add to the list any more ----

Result<Value> cycle_next(Vm& vm, Iterator* self) {
  List* saved = self->extra.as<List>();
  if (!self->source.is_empty()) {
    const Value item = TRY(next(vm, self->source));
    if (!item.is_done()) {
      if (!self->limit) TRY(list_append(vm, saved, item));
      return item;
    }
    self->source = Value::empty();
  }
  if (saved->length == 0) return Value::done();
  if (static_cast<std::uint64_t>(self->index) >= saved->length) self->index = 0;
  return saved->storage->items[self->index++];
}

Result<Value> cycle_new(Vm& vm, const Args& args) {
  if (!has_own_init(vm, args[0])) TRY(refuse_keywords(vm, "cycle", args));
  TRY(check_count(vm, "cycle", args, 1, 1));
  const Value iterator = TRY(get_iter(vm, args.rest[0]));
  const Value saved = Value::from_cell(TRY(new_list(vm)));
  Iterator* made = TRY(new_iterator_instance(vm, args[0], cycle_next));
  made->source = iterator;
  made->extra = saved;
  return Value::from_cell(made);
}

Result<Value> cycle_reduce(Vm& vm, const Args& args) {
  const Iterator* self = self_of(args);
  Value iterator = self->source;
  bool replay = self->limit != 0;
  if (iterator.is_empty()) {
    iterator = TRY(get_iter(vm, self->extra));
    if (self->index != 0) (void)TRY(vm.call_method(iterator, "__setstate__", {Value::from_int(self->index)}));
    replay = true;
  }
  const Value state = TRY(make_pair(vm, self->extra, Value::from_bool(replay)));
  return make_tuple(vm, {type_of_self(vm, args), TRY(make_tuple(vm, {iterator})), state});
}

Result<Value> cycle_setstate(Vm& vm, const Args& args) {
  Iterator* self = self_of(args);
  if (!args[1].is(kind::Tuple)) return vm.raise(TypeId::TypeError, "state is not a tuple");
  const Tuple* state = args[1].as<Tuple>();
  if (state->length != 2 || !state->items[0].is(kind::List))
    return vm.raise_error(TypeId::TypeError, "function takes exactly 2 arguments (", state->length, " given)");
  const bool replay = TRY(parse_c_int(vm, state->items[1])) != 0;
  self->extra = state->items[0];
  self->limit = replay;
  vm.barrier(self);
  return Value::none();
}

constexpr NativeMethod kCycleMethods[] = {
    {"__new__", cycle_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", cycle_reduce, "($self, /)"},
    {"__setstate__", cycle_setstate, "($self, state, /)"},
};

// ---- repeat: source is the object, index how often it is still given, limit whether for ever ----

Result<Value> repeat_next(Vm&, Iterator* self) {
  if (self->limit) return self->source;
  if (self->index <= 0) return Value::done();
  --self->index;
  return self->source;
}

Result<Value> repeat_new(Vm& vm, const Args& args) {
  Iterator* made = TRY(new_iterator_instance(vm, args[0], repeat_next));
  made->source = args[1];
  made->limit = !args.has(2);
  if (args.has(2)) made->index = std::max<std::int64_t>(TRY(index_to_int64(vm, args[2])), 0);
  return Value::from_cell(made);
}

Result<Value> repeat_repr(Vm& vm, const Args& args) {
  const Iterator* self = self_of(args);
  StrBuilder text(vm);
  text.append(type_name(vm, args[0]));
  text.append(U'(');
  text.append(TRY(repr(vm, self->source)).as<Str>());
  if (!self->limit) text.append(concat(", ", self->index));
  text.append(U')');
  return text.finish();
}

Result<Value> repeat_length_hint(Vm& vm, const Args& args) {
  if (self_of(args)->limit) return vm.raise(TypeId::TypeError, "len() of unsized object");
  return new_int(vm, self_of(args)->index);
}

Result<Value> repeat_reduce(Vm& vm, const Args& args) {
  const Iterator* self = self_of(args);
  const Value arguments = self->limit ? TRY(make_tuple(vm, {self->source}))
                                      : TRY(make_pair(vm, self->source, TRY(new_int(vm, self->index))));
  return make_pair(vm, type_of_self(vm, args), arguments);
}

constexpr NativeMethod kRepeatMethods[] = {
    {"__new__", repeat_new, "($type, /, object, times=<unset>)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__repr__", repeat_repr, "($self, /)"},
    {"__length_hint__", repeat_length_hint, "($self, /)"},
    {"__reduce__", repeat_reduce, "($self, /)"},
};

}  // namespace

constexpr NativeTypeSpec kCount{"itertools.count", kCountMethods};
constexpr NativeTypeSpec kCycle{"itertools.cycle", kCycleMethods};
constexpr NativeTypeSpec kRepeat{"itertools.repeat", kRepeatMethods};

}  // namespace tauraro::itertools
