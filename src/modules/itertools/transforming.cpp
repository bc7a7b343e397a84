// starmap, islice, pairwise, accumulate, zip_longest.
#include <algorithm>

#include "modules/itertools/itertools.h"
#include "object/int.h"

namespace tauraro::itertools {

namespace {

// ---- starmap: source is the iterator, extra the function ----

Result<Value> starmap_next(Vm& vm, Iterator* self) {
  const Value item = TRY(next(vm, self->source));
  if (item.is_done()) return item;
  const Tuple* arguments = TRY(tuple_from(vm, item));
  return vm.call(self->extra, arguments->span());
}

Result<Value> starmap_new(Vm& vm, const Args& args) {
  if (!has_own_init(vm, args[0])) TRY(refuse_keywords(vm, "starmap", args));
  TRY(check_count(vm, "starmap", args, 2, 2));
  const Value iterator = TRY(get_iter(vm, args.rest[1]));
  Iterator* made = TRY(new_iterator_instance(vm, args[0], starmap_next));
  made->source = iterator;
  made->extra = args.rest[0];
  return Value::from_cell(made);
}

Result<Value> starmap_reduce(Vm& vm, const Args& args) {
  return make_pair(vm, type_of_self(vm, args), TRY(make_pair(vm, self_of(args)->extra, self_of(args)->source)));
}

constexpr NativeMethod kStarMapMethods[] = {
    {"__new__", starmap_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", starmap_reduce, "($self, /)"},
};

// ---- islice: source is the iterator, index the next position wanted, limit the stop (-1: none), extra a Buffer ----

struct IsliceState {
  std::int64_t taken, step;
};
IsliceState* islice_state(Iterator* self) { return reinterpret_cast<IsliceState*>(self->extra.as<Buffer>()->bytes); }

Result<Value> islice_next(Vm& vm, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  IsliceState* state = islice_state(self);
  while (state->taken < self->index) {
    const Value skipped = TRY(next(vm, self->source));
    if (skipped.is_done()) return end(self);
    ++state->taken;
    if ((state->taken & 0xffff) == 0) TRY(vm.poll());
  }
  if (self->limit != -1 && state->taken >= self->limit) return end(self);
  const Value item = TRY(next(vm, self->source));
  if (item.is_done()) return end(self);
  ++state->taken;
  if (__builtin_add_overflow(self->index, state->step, &self->index)) self->index = INT64_MAX;
  if (self->limit != -1 && self->index > self->limit) self->index = self->limit;
  return item;
}

/// None: `fallback`. Else 0 <= x, or `complaint`.
Result<std::int64_t> islice_bound(Vm& vm, Value value, std::int64_t fallback, const char* complaint) {
  if (value.is_none()) return fallback;
  std::int64_t number = -1;
  if (is_index(vm, value)) {
    const Result<std::int64_t> converted = index_to_int64(vm, value);
    if (converted.is_raised()) {
      if (vm.catch_pending().is_empty()) return Raised{};
    } else {
      number = converted.value();
    }
  }
  if (number < 0) return vm.raise(TypeId::ValueError, complaint);
  return number;
}

Result<Value> islice_new(Vm& vm, const Args& args) {
  if (!has_own_init(vm, args[0])) TRY(refuse_keywords(vm, "islice", args));
  TRY(check_count(vm, "islice", args, 2, 4));
  constexpr const char* kIndices = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
  constexpr const char* kStop = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
  std::int64_t start = 0, stop = -1, step = 1;
  if (args.rest_count == 2) {
    stop = TRY(islice_bound(vm, args.rest[1], -1, kStop));
  } else {
    stop = TRY(islice_bound(vm, args.rest[2], -1, kStop));
    start = TRY(islice_bound(vm, args.rest[1], 0, kIndices));
    if (args.rest_count == 4) step = TRY(islice_bound(vm, args.rest[3], 1, "Step for islice() must be a positive integer or None."));
  }
  if (step < 1) return vm.raise(TypeId::ValueError, "Step for islice() must be a positive integer or None.");
  const Value iterator = TRY(get_iter(vm, args.rest[0]));
  Buffer* state = new_buffer(vm, sizeof(IsliceState));
  if (!state) return Raised{};
  Iterator* made = TRY(new_iterator_instance(vm, args[0], islice_next));
  made->source = iterator;
  made->index = start;
  made->limit = stop;
  made->extra = Value::from_cell(state);
  *islice_state(made) = {0, step};
  return Value::from_cell(made);
}

Result<Value> islice_reduce(Vm& vm, const Args& args) {
  Iterator* self = self_of(args);
  if (self->source.is_empty()) {
    const Value arguments = TRY(make_pair(vm, TRY(empty_iterator(vm)), Value::from_int(0)));
    return make_tuple(vm, {type_of_self(vm, args), arguments, Value::from_int(0)});
  }
  const IsliceState* state = islice_state(self);
  const Value stop = self->limit == -1 ? Value::none() : TRY(new_int(vm, self->limit));
  const Value start = TRY(new_int(vm, self->index));
  const Value step = TRY(new_int(vm, state->step));
  const Value arguments = TRY(make_tuple(vm, {self->source, start, stop, step}));
  return make_tuple(vm, {type_of_self(vm, args), arguments, TRY(new_int(vm, state->taken))});
}

Result<Value> islice_setstate(Vm& vm, const Args& args) {
  islice_state(self_of(args))->taken = TRY(index_to_int64(vm, args[1]));
  return Value::none();
}

constexpr NativeMethod kIsliceMethods[] = {
    {"__new__", islice_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", islice_reduce, "($self, /)"},
    {"__setstate__", islice_setstate, "($self, state, /)"},
};

// ---- pairwise: source is the iterator, extra the previous item ----

Result<Value> pairwise_next(Vm& vm, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  if (self->extra.is_empty()) {
    const Value first = TRY(next(vm, self->source));
    if (first.is_done()) return end(self);
    self->extra = first;
    vm.barrier(self);
    if (self->source.is_empty()) return Value::done();
  }
  const Value previous = self->extra;
  const Result<Value> item = next(vm, self->source);
  if (item.is_raised() || item.value().is_done()) {
    end(self);
    self->extra = Value::empty();
    return item;
  }
  self->extra = item.value();
  vm.barrier(self);
  return make_pair(vm, previous, item.value());
}

Result<Value> pairwise_new(Vm& vm, const Args& args) {
  const Value iterator = TRY(get_iter(vm, args[1]));
  Iterator* made = TRY(new_iterator_instance(vm, args[0], pairwise_next));
  made->source = iterator;
  return Value::from_cell(made);
}

constexpr NativeMethod kPairwiseMethods[] = {
    {"__new__", pairwise_new, "($type, iterable, /)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
};

// ---- accumulate: source is the iterator, extra the array of function, total, initial ----

enum { kFunction, kTotal, kInitial, kAccumulateFields };

Result<Value> accumulate_next(Vm& vm, Iterator* self) {
  Array* fields = self->extra.as<Array>();
  const auto set_total = [&](Value total) {
    fields->items[kTotal] = total;
    vm.barrier(fields);
    return total;
  };
  if (!fields->items[kInitial].is_none()) {
    const Value initial = fields->items[kInitial];
    fields->items[kInitial] = Value::none();
    return set_total(initial);
  }
  const Value item = TRY(next(vm, self->source));
  if (item.is_done()) return item;
  const Value total = fields->items[kTotal];
  if (total.is_empty()) return set_total(item);
  const Value function = fields->items[kFunction];
  if (function.is_none() && total.is_int() && item.is_int()) {
    const std::int64_t sum = total.as_int() + item.as_int();
    return Value::fits_int(sum) ? set_total(Value::from_int(sum)) : set_total(TRY(new_int(vm, sum)));
  }
  return set_total(function.is_none() ? TRY(binary_op(vm, BinaryOp::Add, total, item)) : TRY(vm.call(function, {total, item})));
}

Result<Value> accumulate_new(Vm& vm, const Args& args) {
  const Value iterator = TRY(get_iter(vm, args[1]));
  Array* fields = new_array(vm, kAccumulateFields);
  if (!fields) return Raised{};
  fields->items[kFunction] = args[2];
  fields->items[kInitial] = args[3];
  Iterator* made = TRY(new_iterator_instance(vm, args[0], accumulate_next));
  made->source = iterator;
  made->extra = Value::from_cell(fields);
  return Value::from_cell(made);
}

/// chain((first,), rest)
Result<Value> with_first(Vm& vm, Value first, Value rest) {
  const Value head = TRY(make_tuple(vm, {first}));
  return vm.call(Value::from_cell(vm.native_type(kChain)), {head, rest});
}

Result<Value> accumulate_reduce(Vm& vm, const Args& args) {
  const Iterator* self = self_of(args);
  const Array* fields = self->extra.as<Array>();
  const Value type = type_of_self(vm, args);
  const Value function = fields->items[kFunction], total = fields->items[kTotal];
  if (!fields->items[kInitial].is_none()) {
    const Value chained = TRY(with_first(vm, fields->items[kInitial], self->source));
    return make_tuple(vm, {type, TRY(make_pair(vm, chained, function)), Value::none()});
  }
  if (total.is_none()) {
    const Value chained = TRY(with_first(vm, total, self->source));
    const Value again = TRY(vm.call(type, {chained, function}));
    const Value arguments = TRY(make_tuple(vm, {again, Value::from_int(1), Value::none()}));
    return make_pair(vm, Value::from_cell(vm.native_type(kIslice)), arguments);
  }
  return make_tuple(vm, {type, TRY(make_pair(vm, self->source, function)), total.is_empty() ? Value::none() : total});
}

Result<Value> accumulate_setstate(Vm& vm, const Args& args) {
  Array* fields = self_of(args)->extra.as<Array>();
  if (args[1].is_none()) return Value::none();
  fields->items[kTotal] = args[1];
  vm.barrier(fields);
  return Value::none();
}

constexpr NativeMethod kAccumulateMethods[] = {
    {"__new__", accumulate_new, "($type, /, iterable, func=None, *, initial=None)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", accumulate_reduce, "($self, /)"},
    {"__setstate__", accumulate_setstate, "($self, state, /)"},
};

// ---- zip_longest: source is the tuple of iterators (exhausted ones: empty), extra the fill value, index how many are active ----

Result<Value> zip_longest_next(Vm& vm, Iterator* self) {
  Tuple* iterators = self->source.as<Tuple>();
  if (iterators->length == 0 || self->index == 0) return Value::done();
  Tuple* row = TRY(new_tuple(vm, iterators->length));
  for (std::uint64_t i = 0; i < iterators->length; ++i) {
    Value item = self->extra;
    if (!iterators->items[i].is_empty()) {
      const Result<Value> got = next(vm, iterators->items[i]);
      if (got.is_raised()) {
        self->index = 0;
        return Raised{};
      }
      if (got.value().is_done()) {
        if (--self->index <= 0) return Value::done();
        iterators->items[i] = Value::empty();
      } else {
        item = got.value();
      }
    }
    row->items[i] = item;
    vm.barrier(row);
  }
  return Value::from_cell(row);
}

Result<Value> zip_longest_new(Vm& vm, const Args& args) {
  Value fill = Value::none();
  if (args.keywords) {
    const Value given = TRY(take_keyword(vm, args, "fillvalue"));
    if (!given.is_not_found()) fill = given;
    if (args.keywords->count != 0)
      return vm.raise(TypeId::TypeError, "zip_longest() got an unexpected keyword argument");
  }
  Tuple* iterators = TRY(new_tuple(vm, args.rest_count));
  for (std::uint32_t i = 0; i < args.rest_count; ++i) {
    iterators->items[i] = TRY(get_iter(vm, args.rest[i]));
    vm.barrier(iterators);
  }
  Iterator* made = TRY(new_iterator_instance(vm, args[0], zip_longest_next));
  made->source = Value::from_cell(iterators);
  made->extra = fill;
  made->index = args.rest_count;
  return Value::from_cell(made);
}

Result<Value> zip_longest_reduce(Vm& vm, const Args& args) {
  const Iterator* self = self_of(args);
  const Tuple* iterators = self->source.as<Tuple>();
  Tuple* copy = TRY(new_tuple(vm, iterators->span()));
  for (std::uint64_t i = 0; i < copy->length; ++i)
    if (copy->items[i].is_empty()) copy->items[i] = Value::from_cell(empty_tuple(vm));
  return make_tuple(vm, {type_of_self(vm, args), Value::from_cell(copy), self->extra});
}

Result<Value> zip_longest_setstate(Vm& vm, const Args& args) {
  self_of(args)->extra = args[1];
  vm.barrier(self_of(args));
  return Value::none();
}

constexpr NativeMethod kZipLongestMethods[] = {
    {"__new__", zip_longest_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", zip_longest_reduce, "($self, /)"},
    {"__setstate__", zip_longest_setstate, "($self, state, /)"},
};

}  // namespace

constexpr NativeTypeSpec kStarMap{"itertools.starmap", kStarMapMethods};
constexpr NativeTypeSpec kIslice{"itertools.islice", kIsliceMethods};
constexpr NativeTypeSpec kPairwise{"itertools.pairwise", kPairwiseMethods};
constexpr NativeTypeSpec kAccumulate{"itertools.accumulate", kAccumulateMethods};
constexpr NativeTypeSpec kZipLongest{"itertools.zip_longest", kZipLongestMethods};

}  // namespace tauraro::itertools
