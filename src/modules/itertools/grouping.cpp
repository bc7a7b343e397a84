// groupby and its groups, tee.
#include "modules/itertools/itertools.h"
#include "object/direct_call.h"
#include "object/int.h"

namespace tauraro::itertools {

namespace {

// ---- groupby: source is the iterator, extra the array of fields, index the number of the group that may be read ----

enum { kKeyFunction, kTargetKey, kCurrentKey, kCurrentValue, kGroupByFields };

Array* fields_of(Iterator* groupby) { return groupby->extra.as<Array>(); }

void set_field(Vm& vm, Iterator* groupby, int field, Value value) {
  fields_of(groupby)->items[field] = value;
  vm.barrier(fields_of(groupby));
}

/// Reads the next item and its key; false at the end.
Result<bool> groupby_step(Vm& vm, Iterator* self) {
  const Value item = TRY(next(vm, self->source));
  if (item.is_done()) return false;
  const Value function = fields_of(self)->items[kKeyFunction];
  const Value key = function.is_none() ? item : TRY(call_repeatedly(vm, function, item));
  set_field(vm, self, kCurrentValue, item);
  set_field(vm, self, kCurrentKey, key);
  return true;
}

// ---- a group: source is its groupby, extra the key, index its number ----

Result<Value> grouper_next(Vm& vm, Iterator* self) {
  Iterator* parent = self->source.as<Iterator>();
  if (parent->index != self->index) return Value::done();
  if (fields_of(parent)->items[kCurrentValue].is_empty() && !TRY(groupby_step(vm, parent))) return Value::done();
  if (!TRY(equals(vm, self->extra, fields_of(parent)->items[kCurrentKey]))) return Value::done();
  const Value item = fields_of(parent)->items[kCurrentValue];
  if (item.is_empty()) return Value::done();  // the comparison has read it
  set_field(vm, parent, kCurrentValue, Value::empty());
  set_field(vm, parent, kCurrentKey, Value::empty());
  return item;
}

Result<Value> make_grouper(Vm& vm, Iterator* parent, Value key) {
  Iterator* made = TRY(new_iterator_instance(vm, Value::from_cell(vm.native_type(kGrouper)), grouper_next));
  made->source = Value::from_cell(parent);
  made->extra = key;
  made->index = ++parent->index;
  return Value::from_cell(made);
}

Result<Value> groupby_next(Vm& vm, Iterator* self) {
  ++self->index;  // what was given out before is exhausted
  while (true) {
    const Value current = fields_of(self)->items[kCurrentKey], target = fields_of(self)->items[kTargetKey];
    if (!current.is_empty() && (target.is_empty() || !TRY(equals(vm, target, current)))) break;
    if (!TRY(groupby_step(vm, self))) return Value::done();
    TRY(vm.poll());
  }
  const Value key = fields_of(self)->items[kCurrentKey];
  set_field(vm, self, kTargetKey, key);
  const Value group = TRY(make_grouper(vm, self, key));
  return make_pair(vm, key, group);
}

Result<Value> groupby_new(Vm& vm, const Args& args) {
  const Value iterator = TRY(get_iter(vm, args[1]));
  Array* fields = new_array(vm, kGroupByFields);
  if (!fields) return Raised{};
  fields->items[kKeyFunction] = args[2];
  Iterator* made = TRY(new_iterator_instance(vm, args[0], groupby_next));
  made->source = iterator;
  made->extra = Value::from_cell(fields);
  return Value::from_cell(made);
}

Result<Value> groupby_reduce(Vm& vm, const Args& args) {
  Iterator* self = self_of(args);
  const Value* fields = fields_of(self)->items;
  const Value arguments = TRY(make_pair(vm, self->source, fields[kKeyFunction]));
  if (fields[kTargetKey].is_empty() || fields[kCurrentKey].is_empty() || fields[kCurrentValue].is_empty())
    return make_pair(vm, type_of_self(vm, args), arguments);
  const Value state = TRY(make_tuple(vm, {fields[kCurrentKey], fields[kCurrentValue], fields[kTargetKey]}));
  return make_tuple(vm, {type_of_self(vm, args), arguments, state});
}

Result<Value> groupby_setstate(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Tuple)) return vm.raise(TypeId::TypeError, "state is not a tuple");
  const Tuple* state = args[1].as<Tuple>();
  if (state->length != 3)
    return vm.raise_error(TypeId::TypeError, "function takes exactly 3 arguments (", state->length, " given)");
  set_field(vm, self_of(args), kCurrentKey, state->items[0]);
  set_field(vm, self_of(args), kCurrentValue, state->items[1]);
  set_field(vm, self_of(args), kTargetKey, state->items[2]);
  return Value::none();
}

constexpr NativeMethod kGroupByMethods[] = {
    {"__new__", groupby_new, "($type, /, iterable, key=None)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", groupby_reduce, "($self, /)"},
    {"__setstate__", groupby_setstate, "($self, state, /)"},
};

Result<Value> grouper_new(Vm& vm, const Args& args) {
  const bool is_groupby = args[1].is(kind::Iterator) && is_instance(vm, args[1], vm.native_type(kGroupBy));
  if (!is_groupby) return vm.raise_error(TypeId::TypeError, "_grouper() argument 1 must be itertools.groupby, not ", full_type_name(vm, vm.type_of(args[1])));
  return make_grouper(vm, args[1].as<Iterator>(), args[2]);
}

Result<Value> grouper_reduce(Vm& vm, const Args& args) {
  const Iterator* self = self_of(args);
  if (self->source.as<Iterator>()->index != self->index) {
    const Value nothing = TRY(make_tuple(vm, {Value::from_cell(empty_tuple(vm))}));
    return make_pair(vm, TRY(builtin_named(vm, "iter")), nothing);
  }
  return make_pair(vm, type_of_self(vm, args), TRY(make_pair(vm, self->source, self->extra)));
}

constexpr NativeMethod kGrouperMethods[] = {
    {"__new__", grouper_new, "($type, parent, tgtkey, /)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__reduce__", grouper_reduce, "($self, /)"},
};

// ---- tee: source is a block of items that the copies share, index the position in it ----

/// A block: an Array of the iterator, the following block, the number of items, whether the iterator is running; then items.
enum { kTeeIterator, kTeeNext, kTeeCount, kTeeRunning, kTeeItems };
constexpr std::int64_t kTeeBlockItems = 57;

Result<Array*> new_tee_block(Vm& vm, Value iterator) {
  Array* block = new_array(vm, kTeeItems + kTeeBlockItems);
  if (!block) return Raised{};
  block->items[kTeeIterator] = iterator;
  block->items[kTeeCount] = Value::from_int(0);
  block->items[kTeeRunning] = Value::from_bool(false);
  return block;
}

Result<Value> tee_item(Vm& vm, Array* block, std::int64_t index) {
  if (index < block->items[kTeeCount].as_int()) return block->items[kTeeItems + index];
  if (block->items[kTeeRunning].is_true()) return vm.raise(TypeId::RuntimeError, "cannot re-enter the tee iterator");
  block->items[kTeeRunning] = Value::from_bool(true);
  const Result<Value> item = next(vm, block->items[kTeeIterator]);
  block->items[kTeeRunning] = Value::from_bool(false);
  if (item.is_raised() || item.value().is_done()) return item;
  block->items[kTeeItems + index] = item.value();
  block->items[kTeeCount] = Value::from_int(index + 1);
  vm.barrier(block);
  return item;
}

Result<Value> tee_next(Vm& vm, Iterator* self) {
  if (self->index >= kTeeBlockItems) {
    Array* full = self->source.as<Array>();
    if (full->items[kTeeNext].is_empty()) {
      full->items[kTeeNext] = Value::from_cell(TRY(new_tee_block(vm, full->items[kTeeIterator])));
      vm.barrier(full);
    }
    self->source = full->items[kTeeNext];
    self->index = 0;
    vm.barrier(self);
  }
  const Value item = TRY(tee_item(vm, self->source.as<Array>(), self->index));
  if (!item.is_done()) ++self->index;
  return item;
}

Result<Value> make_tee(Vm& vm, Value block, std::int64_t index) {
  Iterator* made = TRY(new_iterator_instance(vm, Value::from_cell(vm.native_type(kTee)), tee_next));
  made->source = block;
  made->index = index;
  return Value::from_cell(made);
}

bool is_tee(Vm& vm, Value value) { return value.is(kind::Iterator) && vm.type_of(value) == vm.native_type(kTee); }

Result<Value> tee_of_iterable(Vm& vm, Value iterable) {
  const Value iterator = TRY(get_iter(vm, iterable));
  if (is_tee(vm, iterator)) return make_tee(vm, iterator.as<Iterator>()->source, iterator.as<Iterator>()->index);
  return make_tee(vm, Value::from_cell(TRY(new_tee_block(vm, iterator))), 0);
}

Result<Value> tee_new(Vm& vm, const Args& args) { return tee_of_iterable(vm, args[1]); }
Result<Value> tee_copy(Vm& vm, const Args& args) { return make_tee(vm, self_of(args)->source, self_of(args)->index); }

constexpr NativeMethod kTeeMethods[] = {
    {"__new__", tee_new, "($type, iterable, /)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__copy__", tee_copy, "($self, /)"},
};

}  // namespace

Result<Value> tee_function(Vm& vm, const Args& args) {
  const std::int64_t count = TRY(index_to_int64(vm, args[1]));
  if (count < 0) return vm.raise(TypeId::ValueError, "n must be >= 0");
  Tuple* result = TRY(new_tuple(vm, static_cast<std::uint64_t>(count)));
  if (count == 0) return Value::from_cell(result);
  // An object that can be copied needs no blocks.
  const Value iterator = TRY(get_iter(vm, args[0]));
  const Value copy_method = TRY(find_attr(vm, iterator, intern(vm, "__copy__")));
  Value first = iterator;
  Value copy = copy_method;
  if (copy_method.is_not_found()) {
    first = TRY(tee_of_iterable(vm, iterator));
    copy = TRY(get_attr(vm, first, intern(vm, "__copy__")));
  }
  result->items[0] = first;
  vm.barrier(result);
  for (std::int64_t i = 1; i < count; ++i) {
    result->items[i] = TRY(vm.call(copy, {}));
    vm.barrier(result);
  }
  return Value::from_cell(result);
}

constexpr NativeTypeSpec kGroupBy{"itertools.groupby", kGroupByMethods};
constexpr NativeTypeSpec kGrouper{"itertools._grouper", kGrouperMethods};
constexpr NativeTypeSpec kTee{"itertools._tee", kTeeMethods};

}  // namespace tauraro::itertools
