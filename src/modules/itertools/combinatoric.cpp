// product, permutations, combinations, combinations_with_replacement.
//
// In each, source is what is drawn from, extra a Buffer of indices, index the state, limit the length of the results.
#include <algorithm>
#include <numeric>

#include "modules/itertools/itertools.h"
#include "object/int.h"

namespace tauraro::itertools {

namespace {

enum State : std::int64_t { kNotStarted, kStarted, kStopped };

std::int64_t* indices_of(Iterator* self) { return reinterpret_cast<std::int64_t*>(self->extra.as<Buffer>()->bytes); }

Value stop(Iterator* self) {
  self->index = kStopped;
  return Value::done();
}

Result<Value> make_combinatoric(Vm& vm, Value type, Result<Value> (*next_function)(Vm&, Iterator*), Value source,
                                std::int64_t index_count, std::int64_t length) {
  Buffer* indices = new_buffer(vm, static_cast<std::uint64_t>(index_count) * sizeof(std::int64_t));
  if (!indices) return Raised{};
  Iterator* made = TRY(new_iterator_instance(vm, type, next_function));
  made->source = source;
  made->extra = Value::from_cell(indices);
  made->limit = length;
  return Value::from_cell(made);
}

Result<Value> indices_tuple(Vm& vm, const std::int64_t* indices, std::int64_t count) {
  Tuple* tuple = TRY(new_tuple(vm, static_cast<std::uint64_t>(count)));
  for (std::int64_t i = 0; i < count; ++i) tuple->items[i] = Value::from_int(indices[i]);
  return Value::from_cell(tuple);
}

/// Reads saved indices, clamped to 0 ... bound(i) - 1.
template <class Bound>
Result<void> set_indices(Vm& vm, Value state, std::int64_t count, std::int64_t* indices, Bound bound) {
  if (!state.is(kind::Tuple) || static_cast<std::int64_t>(state.as<Tuple>()->length) != count)
    return vm.raise(TypeId::ValueError, "invalid arguments");
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t index = TRY(index_to_int64(vm, state.as<Tuple>()->items[i]));
    indices[i] = std::clamp<std::int64_t>(index, 0, std::max<std::int64_t>(bound(i) - 1, 0));
  }
  return {};
}

// ---- product: source is the tuple of pools ----

std::int64_t pool_length(const Tuple* pools, std::int64_t i) { return static_cast<std::int64_t>(pools->items[i].as<Tuple>()->length); }

Result<Value> product_row(Vm& vm, Iterator* self) {
  const Tuple* pools = self->source.as<Tuple>();
  Tuple* row = TRY(new_tuple(vm, pools->length));
  const std::int64_t* indices = indices_of(self);
  for (std::uint64_t i = 0; i < pools->length; ++i) row->items[i] = pools->items[i].as<Tuple>()->items[indices[i]];
  return Value::from_cell(row);
}

Result<Value> product_next(Vm& vm, Iterator* self) {
  if (self->index == kStopped) return Value::done();
  const Tuple* pools = self->source.as<Tuple>();
  const auto count = static_cast<std::int64_t>(pools->length);
  if (self->index == kNotStarted) {
    self->index = kStarted;
    for (std::int64_t i = 0; i < count; ++i)
      if (pool_length(pools, i) == 0) return stop(self);
    return product_row(vm, self);
  }
  std::int64_t* indices = indices_of(self);
  std::int64_t i = count - 1;
  for (; i >= 0; --i) {
    if (++indices[i] < pool_length(pools, i)) break;
    indices[i] = 0;
  }
  if (i < 0) return stop(self);
  return product_row(vm, self);
}

Result<Value> product_new(Vm& vm, const Args& args) {
  std::int64_t times = 1;
  if (args.keywords) {
    const Value given = TRY(take_keyword(vm, args, "repeat"));
    TRY(refuse_other_keywords(vm, "product", args));
    if (!given.is_not_found()) times = TRY(index_to_int64(vm, given));
    if (times < 0) return vm.raise(TypeId::ValueError, "repeat argument cannot be negative");
  }
  const auto base = static_cast<std::int64_t>(args.rest_count);
  std::int64_t total;
  if (__builtin_mul_overflow(base, times, &total) || total > INT64_MAX / 16)
    return vm.raise(TypeId::OverflowError, "repeat argument too large");
  Tuple* pools = TRY(new_tuple(vm, static_cast<std::uint64_t>(total)));
  for (std::int64_t i = 0; i < total; ++i) {
    pools->items[i] = i < base ? Value::from_cell(TRY(tuple_from(vm, args.rest[i]))) : pools->items[i - base];
    vm.barrier(pools);
  }
  return make_combinatoric(vm, args[0], product_next, Value::from_cell(pools), total, total);
}

Result<Value> product_reduce(Vm& vm, const Args& args) {
  Iterator* self = self_of(args);
  const Value type = type_of_self(vm, args);
  if (self->index == kStopped) return make_pair(vm, type, TRY(make_tuple(vm, {Value::from_cell(empty_tuple(vm))})));
  if (self->index == kNotStarted) return make_pair(vm, type, self->source);
  return make_tuple(vm, {type, self->source, TRY(indices_tuple(vm, indices_of(self), self->limit))});
}

Result<Value> product_setstate(Vm& vm, const Args& args) {
  Iterator* self = self_of(args);
  const Tuple* pools = self->source.as<Tuple>();
  TRY(set_indices(vm, args[1], self->limit, indices_of(self), [&](std::int64_t i) { return pool_length(pools, i); }));
  self->index = kStarted;
  for (std::int64_t i = 0; i < self->limit; ++i)
    if (pool_length(pools, i) == 0) self->index = kStopped;
  return Value::none();
}

Result<Value> combinatoric_sizeof(Vm&, const Args& args) {
  return Value::from_int(static_cast<std::int64_t>(sizeof(Iterator) + sizeof(Buffer) + self_of(args)->extra.as<Buffer>()->capacity));
}

constexpr NativeMethod kProductMethods[] = {
    {"__new__", product_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", product_reduce, "($self, /)"},
    {"__setstate__", product_setstate, "($self, state, /)"},
    {"__sizeof__", combinatoric_sizeof, "($self, /)"},
};

// ---- the others draw from one pool: source is that tuple ----

const Tuple* pool_of(Iterator* self) { return self->source.as<Tuple>(); }
std::int64_t pool_size(Iterator* self) { return static_cast<std::int64_t>(pool_of(self)->length); }

Result<Value> pool_row(Vm& vm, Iterator* self) {
  Tuple* row = TRY(new_tuple(vm, static_cast<std::uint64_t>(self->limit)));
  const std::int64_t* indices = indices_of(self);
  for (std::int64_t i = 0; i < self->limit; ++i) row->items[i] = pool_of(self)->items[indices[i]];
  return Value::from_cell(row);
}

Result<Value> pool_reduce(Vm& vm, const Args& args, Value state) {
  Iterator* self = self_of(args);
  const Value type = type_of_self(vm, args), length = Value::from_int(self->limit);
  if (self->index == kStopped) return make_pair(vm, type, TRY(make_pair(vm, Value::from_cell(empty_tuple(vm)), length)));
  const Value arguments = TRY(make_pair(vm, self->source, length));
  if (self->index == kNotStarted) return make_pair(vm, type, arguments);
  return make_tuple(vm, {type, arguments, state});
}

Result<Value> combination_reduce(Vm& vm, const Args& args) {
  Iterator* self = self_of(args);
  return pool_reduce(vm, args, self->index == kStarted ? TRY(indices_tuple(vm, indices_of(self), self->limit)) : Value());
}

Result<std::int64_t> result_length(Vm& vm, Value value) {
  const std::int64_t length = TRY(index_to_int64(vm, value));
  if (length < 0) return vm.raise(TypeId::ValueError, "r must be non-negative");
  return length;
}

// ---- permutations: the indices of the pool, then `limit` cycles ----

Result<Value> permutations_next(Vm& vm, Iterator* self) {
  if (self->index == kStopped) return Value::done();
  if (self->index == kNotStarted) {
    self->index = kStarted;
    return pool_row(vm, self);
  }
  const std::int64_t n = pool_size(self);
  std::int64_t* indices = indices_of(self);
  std::int64_t* cycles = indices + n;
  for (std::int64_t i = self->limit - 1; i >= 0; --i) {
    if (--cycles[i] != 0) {
      std::swap(indices[i], indices[n - cycles[i]]);
      return pool_row(vm, self);
    }
    std::rotate(indices + i, indices + i + 1, indices + n);
    cycles[i] = n - i;
  }
  return stop(self);
}

Result<Value> permutations_new(Vm& vm, const Args& args) {
  const Tuple* pool = TRY(tuple_from(vm, args[1]));
  const auto n = static_cast<std::int64_t>(pool->length);
  std::int64_t length = n;
  if (!args[2].is_none()) {
    if (!is_int_like(args[2])) return vm.raise(TypeId::TypeError, "Expected int as r");
    length = TRY(result_length(vm, args[2]));
  }
  const Value made = TRY(make_combinatoric(vm, args[0], permutations_next, Value::from_cell(pool), n + std::min(length, n), length));
  Iterator* self = made.as<Iterator>();
  if (length > n) {
    stop(self);
    return made;
  }
  std::iota(indices_of(self), indices_of(self) + n, 0);
  for (std::int64_t i = 0; i < length; ++i) indices_of(self)[n + i] = n - i;
  return made;
}

Result<Value> permutations_reduce(Vm& vm, const Args& args) {
  Iterator* self = self_of(args);
  Value state;
  if (self->index == kStarted) {
    const std::int64_t n = pool_size(self);
    const Value indices = TRY(indices_tuple(vm, indices_of(self), n));
    state = TRY(make_pair(vm, indices, TRY(indices_tuple(vm, indices_of(self) + n, self->limit))));
  }
  return pool_reduce(vm, args, state);
}

Result<Value> permutations_setstate(Vm& vm, const Args& args) {
  Iterator* self = self_of(args);
  if (!args[1].is(kind::Tuple) || args[1].as<Tuple>()->length != 2 || self->limit > pool_size(self))
    return vm.raise(TypeId::ValueError, "invalid arguments");
  const Tuple* state = args[1].as<Tuple>();
  const std::int64_t n = pool_size(self);
  std::int64_t* cycles = indices_of(self) + n;
  TRY(set_indices(vm, state->items[0], n, indices_of(self), [&](std::int64_t) { return n; }));
  TRY(set_indices(vm, state->items[1], self->limit, cycles, [&](std::int64_t i) { return n - i + 1; }));
  for (std::int64_t i = 0; i < self->limit; ++i) cycles[i] = std::max<std::int64_t>(cycles[i], 1);
  self->index = kStarted;
  return Value::none();
}

constexpr NativeMethod kPermutationsMethods[] = {
    {"__new__", permutations_new, "($type, /, iterable, r=None)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", permutations_reduce, "($self, /)"},
    {"__setstate__", permutations_setstate, "($self, state, /)"},
    {"__sizeof__", combinatoric_sizeof, "($self, /)"},
};

// ---- combinations ----

Result<Value> combinations_next(Vm& vm, Iterator* self) {
  if (self->index == kStopped) return Value::done();
  if (self->index == kNotStarted) {
    self->index = kStarted;
    return pool_row(vm, self);
  }
  const std::int64_t n = pool_size(self), r = self->limit;
  std::int64_t* indices = indices_of(self);
  std::int64_t i = r - 1;
  while (i >= 0 && indices[i] == i + n - r) --i;
  if (i < 0) return stop(self);
  ++indices[i];
  for (std::int64_t j = i + 1; j < r; ++j) indices[j] = indices[j - 1] + 1;
  return pool_row(vm, self);
}

Result<Value> combinations_new(Vm& vm, const Args& args) {
  const Tuple* pool = TRY(tuple_from(vm, args[1]));
  const std::int64_t length = TRY(result_length(vm, args[2]));
  const auto n = static_cast<std::int64_t>(pool->length);
  const Value made = TRY(make_combinatoric(vm, args[0], combinations_next, Value::from_cell(pool), std::min(length, n), length));
  Iterator* self = made.as<Iterator>();
  if (length > n) stop(self);
  else std::iota(indices_of(self), indices_of(self) + length, 0);
  return made;
}

Result<Value> combinations_setstate(Vm& vm, const Args& args) {
  Iterator* self = self_of(args);
  if (self->limit > pool_size(self)) return vm.raise(TypeId::ValueError, "invalid arguments");
  TRY(set_indices(vm, args[1], self->limit, indices_of(self), [&](std::int64_t i) { return i + pool_size(self) - self->limit + 1; }));
  self->index = kStarted;
  return Value::none();
}

constexpr NativeMethod kCombinationsMethods[] = {
    {"__new__", combinations_new, "($type, /, iterable, r)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", combination_reduce, "($self, /)"},
    {"__setstate__", combinations_setstate, "($self, state, /)"},
    {"__sizeof__", combinatoric_sizeof, "($self, /)"},
};

// ---- combinations_with_replacement ----

Result<Value> with_replacement_next(Vm& vm, Iterator* self) {
  if (self->index == kStopped) return Value::done();
  if (self->index == kNotStarted) {
    self->index = kStarted;
    return pool_row(vm, self);
  }
  const std::int64_t n = pool_size(self);
  std::int64_t* indices = indices_of(self);
  std::int64_t i = self->limit - 1;
  while (i >= 0 && indices[i] == n - 1) --i;
  if (i < 0) return stop(self);
  const std::int64_t index = indices[i] + 1;
  std::fill(indices + i, indices + self->limit, index);
  return pool_row(vm, self);
}

Result<Value> with_replacement_new(Vm& vm, const Args& args) {
  const Tuple* pool = TRY(tuple_from(vm, args[1]));
  const std::int64_t length = TRY(result_length(vm, args[2]));
  const Value made = TRY(make_combinatoric(vm, args[0], with_replacement_next, Value::from_cell(pool), length, length));
  if (pool->length == 0 && length > 0) stop(made.as<Iterator>());
  return made;
}

Result<Value> with_replacement_setstate(Vm& vm, const Args& args) {
  Iterator* self = self_of(args);
  if (pool_size(self) == 0 && self->limit > 0) return vm.raise(TypeId::ValueError, "invalid arguments");
  TRY(set_indices(vm, args[1], self->limit, indices_of(self), [&](std::int64_t) { return pool_size(self); }));
  self->index = kStarted;
  return Value::none();
}

constexpr NativeMethod kWithReplacementMethods[] = {
    {"__new__", with_replacement_new, "($type, /, iterable, r)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", combination_reduce, "($self, /)"},
    {"__setstate__", with_replacement_setstate, "($self, state, /)"},
    {"__sizeof__", combinatoric_sizeof, "($self, /)"},
};

}  // namespace

constexpr NativeTypeSpec kProduct{"itertools.product", kProductMethods};
constexpr NativeTypeSpec kPermutations{"itertools.permutations", kPermutationsMethods};
constexpr NativeTypeSpec kCombinations{"itertools.combinations", kCombinationsMethods};
constexpr NativeTypeSpec kCombinationsWithReplacement{"itertools.combinations_with_replacement", kWithReplacementMethods};

}  // namespace tauraro::itertools
