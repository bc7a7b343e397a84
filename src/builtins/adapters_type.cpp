// enumerate, zip, map, filter, reversed: iterators over other iterators.
#include <algorithm>

#include "builtins/iterator_methods.h"
#include "object/direct_call.h"
#include "object/int.h"

namespace tauraro {

namespace {

constexpr Value kOne = Value::from_int(1);

Iterator* iterator_of(const Args& args) { return args[0].as<Iterator>(); }

Result<Value> raise_invalid_keyword(Vm& vm, const char* name, Dict* keywords) {
  std::uint32_t position = 0;
  Value key, value;
  dict_next(keywords, &position, &key, &value);
  return vm.raise_error(TypeId::TypeError, "'", text_of(vm, key), "' is an invalid keyword argument for ", name, "()");
}

/// Iterators of all arguments, as a tuple.
Result<Tuple*> iterators_of(Vm& vm, std::span<const Value> iterables) {
  Tuple* iterators = TRY(new_tuple(vm, iterables.size()));
  for (std::size_t i = 0; i < iterables.size(); ++i) {
    iterators->items[i] = TRY(get_iter(vm, iterables[i]));
    vm.barrier(iterators);
  }
  return iterators;
}

// ---- enumerate: source is the iterator, index the next number, extra that number once it is beyond 48 bits ----

Result<Value> enumerate_next(Vm& vm, Iterator* self) {
  const Value item = TRY(next(vm, self->source));
  if (item.is_done()) return item;
  Value number = self->extra;
  if (number.is_empty()) {
    number = Value::from_int(self->index++);
    if (!Value::fits_int(self->index)) {
      self->extra = TRY(new_int(vm, self->index));
      vm.barrier(self);
    }
  } else {
    self->extra = TRY(int_add(vm, number, kOne));
    vm.barrier(self);
  }
  return make_pair(vm, number, item);
}

Result<Value> enumerate_new(Vm& vm, const Args& args) {
  if (args.rest_count > 2)
    return vm.raise_error(TypeId::TypeError, "enumerate() takes at most 2 arguments (", args.rest_count, " given)");
  Value iterable = args.rest_count > 0 ? args.rest[0] : Value();
  Value start = args.rest_count > 1 ? args.rest[1] : Value();
  if (args.keywords && args.keywords->count != 0) {
    if (iterable.is_empty() && args.keywords->count <= 2) {
      const Value given = TRY(take_keyword(vm, args, "iterable"));
      if (!given.is_not_found()) iterable = given;
      else return raise_invalid_keyword(vm, "enumerate", args.keywords);
    }
    if (start.is_empty()) {
      const Value given = TRY(take_keyword(vm, args, "start"));
      if (!given.is_not_found()) start = given;
    }
    TRY(refuse_other_keywords(vm, "enumerate", args));
  }
  if (iterable.is_empty()) return vm.raise(TypeId::TypeError, "enumerate() missing required argument 'iterable'");
  Iterator* made = TRY(new_iterator_instance(vm, args[0], enumerate_next));
  if (!start.is_empty()) {
    const Value number = TRY(index_of(vm, start));
    if (number.is_int()) made->index = number.as_int();
    else made->extra = number;
  }
  made->source = TRY(get_iter(vm, iterable));
  vm.barrier(made);
  return Value::from_cell(made);
}

Result<Value> enumerate_reduce(Vm& vm, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  const Value number = iterator->extra.is_empty() ? Value::from_int(iterator->index) : iterator->extra;
  return make_pair(vm, Value::from_cell(vm.type_of(args[0])), TRY(make_pair(vm, iterator->source, number)));
}

constexpr NativeMethod kEnumerateMethods[] = {
    {"__new__", enumerate_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", enumerate_reduce, "($self, /)"},
    {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class},
};

// ---- zip: source is the tuple of iterators, index whether it is strict ----

const char* argument_range(std::uint64_t last) { return last == 1 ? " " : "s 1-"; }

/// The first iterator has ended: the others must have, too.
Result<Value> check_all_ended(Vm& vm, const Tuple* iterators) {
  for (std::uint64_t i = 1; i < iterators->length; ++i) {
    if (TRY(next(vm, iterators->items[i])).is_done()) continue;
    return vm.raise_error(TypeId::ValueError, "zip() argument ", i + 1, " is longer than argument", argument_range(i), i);
  }
  return Value::done();
}

Result<Value> zip_next(Vm& vm, Iterator* self) {
  const Tuple* iterators = self->source.as<Tuple>();
  if (iterators->length == 0) return Value::done();
  Tuple* row = TRY(new_tuple(vm, iterators->length));
  for (std::uint64_t i = 0; i < iterators->length; ++i) {
    const Value item = TRY(next(vm, iterators->items[i]));
    if (!item.is_done()) {
      row->items[i] = item;
      vm.barrier(row);
      continue;
    }
    if (!self->index) return item;
    if (i == 0) return check_all_ended(vm, iterators);
    return vm.raise_error(TypeId::ValueError, "zip() argument ", i + 1, " is shorter than argument", argument_range(i), i);
  }
  return Value::from_cell(row);
}

Result<Value> zip_new(Vm& vm, const Args& args) {
  bool strict = false;
  if (args.keywords) {
    const Value given = TRY(take_keyword(vm, args, "strict"));
    if (!given.is_not_found()) strict = TRY(truth(vm, given));
    TRY(refuse_other_keywords(vm, "zip", args));
  }
  const Tuple* iterators = TRY(iterators_of(vm, args.rest_span()));
  Iterator* made = TRY(new_iterator_instance(vm, args[0], zip_next));
  made->source = Value::from_cell(iterators);
  made->index = strict;
  return Value::from_cell(made);
}

Result<Value> zip_reduce(Vm& vm, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  const Value type = Value::from_cell(vm.type_of(args[0]));
  if (!iterator->index) return make_pair(vm, type, iterator->source);
  return make_tuple(vm, {type, iterator->source, Value::from_bool(true)});
}

Result<Value> zip_setstate(Vm& vm, const Args& args) {
  iterator_of(args)->index = TRY(truth(vm, args[1]));
  return Value::none();
}

constexpr NativeMethod kZipMethods[] = {
    {"__new__", zip_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", zip_reduce, "($self, /)"},
    {"__setstate__", zip_setstate, "($self, state, /)"},
};

// ---- map: source is the function, extra the tuple of iterators ----

Result<Value> map_next(Vm& vm, Iterator* self) {
  const Tuple* iterators = self->extra.as<Tuple>();
  if (iterators->length == 1) {
    const Value item = TRY(next(vm, iterators->items[0]));
    return item.is_done() ? item : call_repeatedly(vm, self->source, item);
  }
  Tuple* arguments = TRY(new_tuple(vm, iterators->length));
  for (std::uint64_t i = 0; i < iterators->length; ++i) {
    const Value item = TRY(next(vm, iterators->items[i]));
    if (item.is_done()) return item;
    arguments->items[i] = item;
    vm.barrier(arguments);
  }
  return call_repeatedly(vm, self->source, {arguments->items, arguments->length});
}

Result<Value> map_new(Vm& vm, const Args& args) {
  if (args[0] == Value::from_cell(vm.type(TypeId::Map)) || has_inherited(vm, args[0].as<Type>(), TypeId::Map, Special::Init))
    TRY(refuse_keywords(vm, "map", args));
  if (args.rest_count < 2) return vm.raise(TypeId::TypeError, "map() must have at least two arguments.");
  const Tuple* iterators = TRY(iterators_of(vm, args.rest_span().subspan(1)));
  Iterator* made = TRY(new_iterator_instance(vm, args[0], map_next));
  made->source = args.rest[0];
  made->extra = Value::from_cell(iterators);
  return Value::from_cell(made);
}

Result<Value> map_reduce(Vm& vm, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  const auto iterators = iterator->extra.as<Tuple>()->span();
  Tuple* arguments = TRY(new_tuple(vm, iterators.size() + 1));
  arguments->items[0] = iterator->source;
  std::copy(iterators.begin(), iterators.end(), arguments->items + 1);
  return make_pair(vm, Value::from_cell(vm.type_of(args[0])), Value::from_cell(arguments));
}

constexpr NativeMethod kMapMethods[] = {
    {"__new__", map_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", map_reduce, "($self, /)"},
};

// ---- filter: source is the iterator, extra the function ----

Result<Value> filter_next(Vm& vm, Iterator* self) {
  const bool plain = self->extra.is_none() || self->extra == Value::from_cell(vm.type(TypeId::Bool));
  while (true) {
    const Value item = TRY(next(vm, self->source));
    if (item.is_done()) return item;
    if (TRY(truth(vm, plain ? item : TRY(call_repeatedly(vm, self->extra, item))))) return item;
    TRY(vm.poll());
  }
}

Result<Value> filter_new(Vm& vm, const Args& args) {
  if (args[0] == Value::from_cell(vm.type(TypeId::Filter)) ||
      has_inherited(vm, args[0].as<Type>(), TypeId::Filter, Special::Init))
    TRY(refuse_keywords(vm, "filter", args));
  TRY(check_count(vm, "filter", args, 2, 2));
  const Value iterator = TRY(get_iter(vm, args.rest[1]));
  Iterator* made = TRY(new_iterator_instance(vm, args[0], filter_next));
  made->source = iterator;
  made->extra = args.rest[0];
  return Value::from_cell(made);
}

Result<Value> filter_reduce(Vm& vm, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  return make_pair(vm, Value::from_cell(vm.type_of(args[0])), TRY(make_pair(vm, iterator->extra, iterator->source)));
}

constexpr NativeMethod kFilterMethods[] = {
    {"__new__", filter_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", filter_reduce, "($self, /)"},
};

// ---- reversed: source is the sequence, index the next position ----

Result<Value> reversed_next(Vm& vm, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  if (self->index >= 0) {
    const Result<Value> item = get_item(vm, self->source, Value::from_int(self->index));
    if (!item.is_raised()) {
      --self->index;
      return item;
    }
    if (!vm.catch_if(TypeId::IndexError) && !vm.catch_if(TypeId::StopIteration)) return Raised{};
  }
  self->index = -1;
  self->source = Value::empty();
  return Value::done();
}

Result<Value> reversed_new(Vm& vm, const Args& args) {
  if (args[0] == Value::from_cell(vm.type(TypeId::Reversed)) ||
      has_inherited(vm, args[0].as<Type>(), TypeId::Reversed, Special::Init))
    TRY(refuse_keywords(vm, "reversed", args));
  TRY(check_count(vm, "reversed", args, 1, 1));
  const Value sequence = args.rest[0];
  const Type* type = vm.type_of(sequence);
  const Value method = type->special(Special::Reversed);
  if (!method.is_empty() && !method.is_none()) return vm.call_special(sequence, Special::Reversed);
  const bool is_sequence = type->has(Special::GetItem) && type->has(Special::Len) && !sequence.is(kind::Dict);
  if (method.is_none() || !is_sequence)
    return vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, type), "' object is not reversible");
  const std::int64_t count = TRY(length(vm, sequence));
  Iterator* made = TRY(new_iterator_instance(vm, args[0], reversed_next));
  made->source = sequence;
  made->index = count - 1;
  return Value::from_cell(made);
}

Result<Value> reversed_length_hint(Vm& vm, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  if (iterator->source.is_empty()) return Value::from_int(0);
  const std::int64_t count = TRY(length(vm, iterator->source));
  return Value::from_int(count < iterator->index + 1 ? 0 : iterator->index + 1);
}

Result<Value> reversed_reduce(Vm& vm, const Args& args) {
  const Iterator* iterator = iterator_of(args);
  const Value type = Value::from_cell(vm.type_of(args[0]));
  if (iterator->source.is_empty()) return make_pair(vm, type, TRY(make_tuple(vm, {Value::from_cell(empty_tuple(vm))})));
  return make_tuple(vm, {type, TRY(make_tuple(vm, {iterator->source})), Value::from_int(iterator->index)});
}

Result<Value> reversed_setstate(Vm& vm, const Args& args) {
  Iterator* iterator = iterator_of(args);
  const std::int64_t index = TRY(index_to_int64(vm, args[1]));
  if (iterator->source.is_empty()) return Value::none();
  iterator->index = std::clamp<std::int64_t>(index, -1, TRY(length(vm, iterator->source)) - 1);
  return Value::none();
}

constexpr NativeMethod kReversedMethods[] = {
    {"__new__", reversed_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__length_hint__", reversed_length_hint, "($self, /)"},
    {"__reduce__", reversed_reduce, "($self, /)"},
    {"__setstate__", reversed_setstate, "($self, state, /)"},
};

}  // namespace

void define_adapters_type(Vm& vm) {
  vm.define_methods(TypeId::Enumerate, kEnumerateMethods);
  vm.define_methods(TypeId::Zip, kZipMethods);
  vm.define_methods(TypeId::Map, kMapMethods);
  vm.define_methods(TypeId::Filter, kFilterMethods);
  vm.define_methods(TypeId::Reversed, kReversedMethods);
}

}  // namespace tauraro
