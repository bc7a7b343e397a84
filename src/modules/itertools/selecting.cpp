// chain, compress, dropwhile, takewhile, filterfalse.
#include "modules/itertools/itertools.h"

namespace tauraro::itertools {

namespace {

// ---- chain: source is the iterator of iterables, extra the iterator that is being drained ----

Result<Value> chain_next(Vm& vm, Iterator* self) {
  while (!self->source.is_empty()) {
    if (self->extra.is_empty()) {
      const Result<Value> iterable = next(vm, self->source);
      if (iterable.is_raised()) {
        end(self);
        return Raised{};
      }
      if (iterable.value().is_done()) return end(self);
      const Result<Value> active = get_iter(vm, iterable.value());
      if (active.is_raised()) {
        end(self);
        return Raised{};
      }
      self->extra = active.value();
      vm.barrier(self);
    }
    const Value item = TRY(next(vm, self->extra));
    if (!item.is_done()) return item;
    self->extra = Value::empty();
  }
  return Value::done();
}

Result<Value> chain_over(Vm& vm, Value type, Value iterables) {
  const Value iterator = TRY(get_iter(vm, iterables));
  Iterator* made = TRY(new_iterator_instance(vm, type, chain_next));
  made->source = iterator;
  return Value::from_cell(made);
}

Result<Value> chain_new(Vm& vm, const Args& args) {
  if (!has_own_init(vm, args[0])) TRY(refuse_keywords(vm, "chain", args));
  return chain_over(vm, args[0], Value::from_cell(TRY(new_tuple(vm, args.rest_span()))));
}
Result<Value> chain_from_iterable(Vm& vm, const Args& args) { return chain_over(vm, args[0], args[1]); }

Result<Value> chain_reduce(Vm& vm, const Args& args) {
  const Iterator* self = self_of(args);
  const Value nothing = Value::from_cell(empty_tuple(vm));
  if (self->source.is_empty()) return make_pair(vm, type_of_self(vm, args), nothing);
  const Value state = self->extra.is_empty() ? TRY(make_tuple(vm, {self->source})) : TRY(make_pair(vm, self->source, self->extra));
  return make_tuple(vm, {type_of_self(vm, args), nothing, state});
}

Result<Value> chain_setstate(Vm& vm, const Args& args) {
  Iterator* self = self_of(args);
  if (!args[1].is(kind::Tuple)) return vm.raise(TypeId::TypeError, "state is not a tuple");
  const Tuple* state = args[1].as<Tuple>();
  if (state->length < 1 || state->length > 2)
    return vm.raise_error(TypeId::TypeError, "function takes at ", state->length < 1 ? "least 1 argument" : "most 2 arguments", " (",
                          state->length, " given)");
  for (const Value part : state->span())
    if (!vm.type_of(part)->has(Special::Next)) return vm.raise(TypeId::TypeError, "Arguments must be iterators.");
  self->source = state->items[0];
  self->extra = state->length == 2 ? state->items[1] : Value();
  vm.barrier(self);
  return Value::none();
}

constexpr NativeMethod kChainMethods[] = {
    {"__new__", chain_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"from_iterable", chain_from_iterable, "($type, iterable, /)", NativeMethod::Class},
    {"__reduce__", chain_reduce, "($self, /)"},
    {"__setstate__", chain_setstate, "($self, state, /)"},
    {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class},
};

// ---- compress: source is the iterator of data, extra that of selectors ----

Result<Value> compress_next(Vm& vm, Iterator* self) {
  while (true) {
    const Value item = TRY(next(vm, self->source));
    if (item.is_done()) return item;
    const Value selector = TRY(next(vm, self->extra));
    if (selector.is_done()) return selector;
    if (TRY(truth(vm, selector))) return item;
    TRY(vm.poll());
  }
}

Result<Value> compress_new(Vm& vm, const Args& args) {
  const Value data = TRY(get_iter(vm, args[1]));
  const Value selectors = TRY(get_iter(vm, args[2]));
  Iterator* made = TRY(new_iterator_instance(vm, args[0], compress_next));
  made->source = data;
  made->extra = selectors;
  return Value::from_cell(made);
}

Result<Value> source_and_extra_reduce(Vm& vm, const Args& args) {
  return make_pair(vm, type_of_self(vm, args), TRY(make_pair(vm, self_of(args)->source, self_of(args)->extra)));
}

constexpr NativeMethod kCompressMethods[] = {
    {"__new__", compress_new, "($type, /, data, selectors)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", source_and_extra_reduce, "($self, /)"},
};

// ---- dropwhile, takewhile, filterfalse: source is the iterator, extra the predicate, index whether it has decided ----

Result<Value> predicate_iterator(Vm& vm, const Args& args, const char* name, const NativeTypeSpec& spec,
                                 Result<Value> (*next_function)(Vm&, Iterator*)) {
  if (!has_own_init(vm, args[0])) TRY(refuse_keywords(vm, name, args));
  TRY(check_count(vm, name, args, 2, 2));
  const Value iterator = TRY(get_iter(vm, args.rest[1]));
  Iterator* made = TRY(new_iterator_instance(vm, args[0], next_function));
  made->source = iterator;
  made->extra = args.rest[0];
  return Value::from_cell(made);
}

Result<Value> dropwhile_next(Vm& vm, Iterator* self) {
  while (true) {
    const Value item = TRY(next(vm, self->source));
    if (item.is_done() || self->index) return item;
    if (!TRY(truth(vm, TRY(vm.call(self->extra, {item}))))) {
      self->index = 1;
      return item;
    }
    TRY(vm.poll());
  }
}

Result<Value> takewhile_next(Vm& vm, Iterator* self) {
  if (self->index) return Value::done();
  const Value item = TRY(next(vm, self->source));
  if (item.is_done()) return item;
  if (TRY(truth(vm, TRY(vm.call(self->extra, {item}))))) return item;
  self->index = 1;
  return Value::done();
}

Result<Value> filterfalse_next(Vm& vm, Iterator* self) {
  const bool plain = self->extra.is_none() || self->extra == Value::from_cell(vm.type(TypeId::Bool));
  while (true) {
    const Value item = TRY(next(vm, self->source));
    if (item.is_done()) return item;
    if (!TRY(truth(vm, plain ? item : TRY(vm.call(self->extra, {item}))))) return item;
    TRY(vm.poll());
  }
}

Result<Value> dropwhile_new(Vm& vm, const Args& args) {
  return predicate_iterator(vm, args, "dropwhile", kDropWhile, dropwhile_next);
}
Result<Value> takewhile_new(Vm& vm, const Args& args) {
  return predicate_iterator(vm, args, "takewhile", kTakeWhile, takewhile_next);
}
Result<Value> filterfalse_new(Vm& vm, const Args& args) {
  return predicate_iterator(vm, args, "filterfalse", kFilterFalse, filterfalse_next);
}

Result<Value> predicate_reduce(Vm& vm, const Args& args) {
  return make_pair(vm, type_of_self(vm, args), TRY(make_pair(vm, self_of(args)->extra, self_of(args)->source)));
}
Result<Value> deciding_reduce(Vm& vm, const Args& args) {
  const Value arguments = TRY(make_pair(vm, self_of(args)->extra, self_of(args)->source));
  return make_tuple(vm, {type_of_self(vm, args), arguments, Value::from_int(self_of(args)->index)});
}
Result<Value> deciding_setstate(Vm& vm, const Args& args) {
  self_of(args)->index = TRY(truth(vm, args[1]));
  return Value::none();
}

constexpr NativeMethod kDropWhileMethods[] = {
    {"__new__", dropwhile_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", deciding_reduce, "($self, /)"},
    {"__setstate__", deciding_setstate, "($self, state, /)"},
};
constexpr NativeMethod kTakeWhileMethods[] = {
    {"__new__", takewhile_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", deciding_reduce, "($self, /)"},
    {"__setstate__", deciding_setstate, "($self, state, /)"},
};
constexpr NativeMethod kFilterFalseMethods[] = {
    {"__new__", filterfalse_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", predicate_reduce, "($self, /)"},
};

}  // namespace

constexpr NativeTypeSpec kChain{"itertools.chain", kChainMethods};
constexpr NativeTypeSpec kCompress{"itertools.compress", kCompressMethods};
constexpr NativeTypeSpec kDropWhile{"itertools.dropwhile", kDropWhileMethods};
constexpr NativeTypeSpec kTakeWhile{"itertools.takewhile", kTakeWhileMethods};
constexpr NativeTypeSpec kFilterFalse{"itertools.filterfalse", kFilterFalseMethods};

}  // namespace tauraro::itertools
