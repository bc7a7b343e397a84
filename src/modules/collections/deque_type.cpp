// collections.deque: its methods.
#include <algorithm>

#include "builtins/iterator_methods.h"
#include "modules/collections/collections.h"
#include "modules/collections/deque.h"
#include "object/int.h"

namespace tauraro::collections {

namespace {

Deque deque_of(const Args& args) { return Deque(args[0]); }

struct DequeItems {
  Deque deque;
  std::uint64_t size() const { return static_cast<std::uint64_t>(deque.size()); }
  Value operator[](std::uint64_t index) const { return deque[index]; }
};

Result<Value> deque_new(Vm& vm, const Args& args) {
  NativeObject* object = TRY(new_native_instance(vm, args[0].as<Type>(), Deque::kFieldCount));
  for (const int field : {Deque::kHead, Deque::kCount, Deque::kChanges}) object->values[field] = Value::from_int(0);
  object->values[Deque::kLimit] = Value::from_int(-1);
  return Value::from_cell(object);
}

Result<std::int64_t> limit_of(Vm& vm, Value value) {
  if (value.is_empty() || value.is_none()) return -1;
  if (!is_int_like(value)) return vm.raise(TypeId::TypeError, "an integer is required");
  const std::int64_t limit = TRY(index_to_int64(vm, value));
  if (limit < 0) return vm.raise(TypeId::ValueError, "maxlen must be non-negative");
  return limit;
}

Result<Value> deque_init(Vm& vm, const Args& args) {
  deque_of(args).set_limit(TRY(limit_of(vm, args[2])));
  if (deque_of(args).size() > 0) deque_of(args).clear();
  if (args.has(1)) TRY(extend_deque(vm, args[0], args[1]));
  return Value::none();
}

Result<Value> deque_append(Vm& vm, const Args& args) {
  TRY(deque_of(args).append(vm, args[1]));
  return Value::none();
}
Result<Value> deque_appendleft(Vm& vm, const Args& args) {
  TRY(deque_of(args).append_left(vm, args[1]));
  return Value::none();
}
Result<Value> deque_pop(Vm& vm, const Args& args) {
  if (deque_of(args).size() == 0) return vm.raise(TypeId::IndexError, "pop from an empty deque");
  return deque_of(args).pop();
}
Result<Value> deque_popleft(Vm& vm, const Args& args) {
  if (deque_of(args).size() == 0) return vm.raise(TypeId::IndexError, "pop from an empty deque");
  return deque_of(args).pop_left();
}
Result<Value> deque_extend(Vm& vm, const Args& args) {
  TRY(extend_deque(vm, args[0], args[1]));
  return Value::none();
}
Result<Value> deque_extendleft(Vm& vm, const Args& args) {
  const Value iterable = args[1] == args[0] ? Value::from_cell(TRY(list_from(vm, args[1]))) : args[1];
  TRY(for_each(vm, iterable, [&](Value item) -> Result<bool> {
    TRY(deque_of(args).append_left(vm, item));
    return true;
  }));
  return Value::none();
}
Result<Value> deque_clear(Vm&, const Args& args) {
  deque_of(args).clear();
  return Value::none();
}
Result<Value> deque_rotate(Vm& vm, const Args& args) {
  deque_of(args).rotate(vm, TRY(index_to_int64(vm, args[1])));
  return Value::none();
}
Result<Value> deque_reverse(Vm& vm, const Args& args) {
  deque_of(args).reverse(vm);
  return Value::none();
}

/// A copy of the same class.
Result<Value> deque_copy(Vm& vm, const Args& args) {
  const std::int64_t limit = deque_of(args).limit();
  if (vm.type_of(args[0]) == vm.native_type(kDeque)) {
    const Value copy = TRY(new_deque(vm, limit));
    TRY(extend_deque(vm, copy, args[0]));
    return copy;
  }
  const Value type = Value::from_cell(vm.type_of(args[0]));
  const Value copy = limit < 0 ? TRY(vm.call(type, {args[0]})) : TRY(vm.call(type, {args[0], Value::from_int(limit)}));
  if (!is_deque(vm, copy))
    return vm.raise_error(TypeId::TypeError, full_type_name(vm, vm.type_of(args[0])), "() must return a deque, not ", type_name(vm, copy));
  return copy;
}

// ---- searching: == may change the deque ----

Raised raise_changed(Vm& vm) { return vm.raise(TypeId::RuntimeError, "deque mutated during iteration"); }

/// The position of the first item in [start, stop) that equals `wanted`, or -1.
Result<std::int64_t> find_item(Vm& vm, Value deque, Value wanted, std::int64_t start, std::int64_t stop, TypeId error = TypeId::RuntimeError,
                               const char* message = "deque mutated during iteration") {
  const std::int64_t changes = Deque(deque).changes();
  for (std::int64_t i = start; i < stop; ++i) {
    const bool equal = TRY(equals(vm, Deque(deque).at(i), wanted));
    if (Deque(deque).changes() != changes) return vm.raise(error, message);
    if (equal) return i;
  }
  return -1;
}

Result<Value> deque_contains(Vm& vm, const Args& args) {
  return Value::from_bool(TRY(find_item(vm, args[0], args[1], 0, deque_of(args).size())) >= 0);
}

Result<Value> deque_count(Vm& vm, const Args& args) {
  std::int64_t count = 0;
  const std::int64_t changes = deque_of(args).changes();
  for (std::int64_t i = 0; i < deque_of(args).size(); ++i) {
    count += TRY(equals(vm, deque_of(args).at(i), args[1]));
    if (deque_of(args).changes() != changes) return raise_changed(vm);
  }
  return Value::from_int(count);
}

Result<Value> deque_index(Vm& vm, const Args& args) {
  const std::int64_t size = deque_of(args).size();
  const std::int64_t start = args.has(2) ? TRY(search_bound(vm, args[2], size)) : 0;
  const std::int64_t stop = args.has(3) ? std::min(TRY(search_bound(vm, args[3], size)), size) : size;
  const std::int64_t found = TRY(find_item(vm, args[0], args[1], start, stop));
  if (found >= 0) return Value::from_int(found);
  return raise_with_repr(vm, TypeId::ValueError, "", args[1], " is not in deque");
}

Result<Value> deque_remove(Vm& vm, const Args& args) {
  const std::int64_t found =
      TRY(find_item(vm, args[0], args[1], 0, deque_of(args).size(), TypeId::IndexError, "deque mutated during remove()."));
  if (found < 0) return raise_with_repr(vm, TypeId::ValueError, "", args[1], " is not in deque");
  deque_of(args).remove_at(vm, found);
  return Value::none();
}

Result<Value> deque_insert(Vm& vm, const Args& args) {
  std::int64_t index = TRY(index_to_int64(vm, args[1]));
  Deque deque = deque_of(args);
  const std::int64_t size = deque.size();
  if (deque.limit() >= 0 && size >= deque.limit()) return vm.raise(TypeId::IndexError, "deque already at its maximum size");
  if (index < 0) index += size;
  TRY(deque.insert(vm, std::clamp<std::int64_t>(index, 0, size), args[2]));
  return Value::none();
}

// ---- subscripts ----

/// A position within the deque, or IndexError.
Result<std::int64_t> checked_index(Vm& vm, const Args& args) {
  if (!is_index(vm, args[1]))
    return vm.raise_error(TypeId::TypeError, "sequence index must be integer, not '", full_type_name(vm, vm.type_of(args[1])), "'");
  std::int64_t index = TRY(item_index(vm, args[1]));
  const std::int64_t size = deque_of(args).size();
  if (index < 0) index += size;
  if (index < 0 || index >= size) return vm.raise(TypeId::IndexError, "deque index out of range");
  return index;
}

Result<Value> deque_getitem(Vm& vm, const Args& args) { return deque_of(args).at(TRY(checked_index(vm, args))); }
Result<Value> deque_setitem(Vm& vm, const Args& args) {
  const std::int64_t index = TRY(checked_index(vm, args));
  deque_of(args).set(vm, index, args[2]);
  return Value::none();
}
Result<Value> deque_delitem(Vm& vm, const Args& args) {
  const std::int64_t index = TRY(checked_index(vm, args));
  deque_of(args).remove_at(vm, index);
  return Value::none();
}
Result<Value> deque_len(Vm&, const Args& args) { return Value::from_int(deque_of(args).size()); }

// ---- text, comparison, arithmetic ----

Result<Value> deque_repr(Vm& vm, const Args& args) {
  if (repr_enter(vm, args[0])) return make_str(vm, "[...]");
  const auto items = [&]() -> Result<Value> {
    const List* list = TRY(list_from(vm, args[0]));
    return repr(vm, Value::from_cell(list));
  }();
  repr_leave(vm, args[0]);
  if (items.is_raised()) return Raised{};
  StrBuilder text(vm);
  text.append(type_name(vm, args[0]));
  text.append(U'(');
  text.append(items.value().as<Str>());
  if (deque_of(args).limit() >= 0) text.append(concat(", maxlen=", deque_of(args).limit()));
  text.append(U')');
  return text.finish();
}

template <CompareOp op>
Result<Value> deque_compare(Vm& vm, const Args& args) {
  if (!is_deque(vm, args[1])) return Value::not_implemented();
  return compare_sequences(vm, op, DequeItems{deque_of(args)}, DequeItems{Deque(args[1])});
}

Result<Value> deque_add(Vm& vm, const Args& args) {
  if (!is_deque(vm, args[1]))
    return vm.raise_error(TypeId::TypeError, "can only concatenate deque (not \"", full_type_name(vm, vm.type_of(args[1])), "\") to deque");
  const Value sum = TRY(deque_copy(vm, args));
  TRY(extend_deque(vm, sum, args[1]));
  return sum;
}
Result<Value> deque_iadd(Vm& vm, const Args& args) {
  TRY(extend_deque(vm, args[0], args[1]));
  return args[0];
}

Result<void> repeat_in_place(Vm& vm, Value object, std::int64_t times) {
  if (times <= 0) {
    Deque(object).clear();
    return {};
  }
  const List* items = TRY(list_from(vm, object));
  if (items->length == 0) return {};
  const std::int64_t limit = Deque(object).limit();
  if (limit >= 0) times = std::min(times, limit / static_cast<std::int64_t>(items->length) + 2);
  if (static_cast<std::uint64_t>(times) > (std::uint64_t{1} << 43) / items->length) return vm.out_of_memory();
  for (std::int64_t i = 1; i < times; ++i)
    for (const Value item : items->span()) TRY(Deque(object).append(vm, item));
  return {};
}

Result<Value> deque_mul(Vm& vm, const Args& args) {
  if (!is_index(vm, args[1]))
    return vm.raise_error(TypeId::TypeError, "can't multiply sequence by non-int of type '", full_type_name(vm, vm.type_of(args[1])), "'");
  const std::int64_t times = TRY(index_to_size(vm, args[1]));
  const Value product = TRY(deque_copy(vm, args));
  TRY(repeat_in_place(vm, product, times));
  return product;
}
Result<Value> deque_imul(Vm& vm, const Args& args) {
  if (!is_index(vm, args[1])) return Value::not_implemented();
  TRY(repeat_in_place(vm, args[0], TRY(index_to_size(vm, args[1]))));
  return args[0];
}

Result<Value> deque_reduce(Vm& vm, const Args& args) {
  const Value state = TRY(vm.call_method(args[0], "__getstate__", {}));
  const Value iterator = TRY(get_iter(vm, args[0]));
  const std::int64_t limit = deque_of(args).limit();
  const Value arguments = limit < 0 ? Value::from_cell(empty_tuple(vm))
                                    : TRY(make_pair(vm, Value::from_cell(empty_tuple(vm)), Value::from_int(limit)));
  return make_tuple(vm, {Value::from_cell(vm.type_of(args[0])), arguments, state, iterator});
}

// ---- iterators: source is the deque, index the next position, limit the deque's count of changes ----

Result<Value> stop_changed(Vm& vm, Iterator* self) {
  self->source = Value::empty();
  return raise_changed(vm);
}

Result<Value> deque_iterator_next(Vm& vm, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  const Deque deque(self->source);
  if (deque.changes() != self->limit) return stop_changed(vm, self);
  if (self->index < deque.size()) return deque.at(self->index++);
  self->source = Value::empty();
  return Value::done();
}

Result<Value> deque_reverse_iterator_next(Vm& vm, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  const Deque deque(self->source);
  if (deque.changes() != self->limit) return stop_changed(vm, self);
  if (self->index < deque.size()) return deque.at(deque.size() - 1 - self->index++);
  self->source = Value::empty();
  return Value::done();
}

Result<Value> make_iterator(Vm& vm, Value deque, const NativeTypeSpec& spec, Result<Value> (*next_function)(Vm&, Iterator*), std::int64_t index) {
  Iterator* made = TRY(new_iterator_instance(vm, Value::from_cell(vm.native_type(spec)), next_function));
  made->source = deque;
  made->extra = deque;
  made->index = index;
  made->limit = Deque(deque).changes();
  return Value::from_cell(made);
}

Result<Value> deque_iter(Vm& vm, const Args& args) { return make_iterator(vm, args[0], kDequeIterator, deque_iterator_next, 0); }
Result<Value> deque_reversed(Vm& vm, const Args& args) {
  return make_iterator(vm, args[0], kDequeReverseIterator, deque_reverse_iterator_next, 0);
}

template <const NativeTypeSpec& spec, Result<Value> (*next_function)(Vm&, Iterator*)>
Result<Value> iterator_new(Vm& vm, const Args& args) {
  if (!is_deque(vm, args[1]))
    return vm.raise_error(TypeId::TypeError, vm.native_type(spec)->native_name, "() argument 1 must be collections.deque, not ",
                          full_type_name(vm, vm.type_of(args[1])));
  const std::int64_t index = TRY(index_to_int64(vm, args[2]));
  return make_iterator(vm, args[1], spec, next_function, std::clamp<std::int64_t>(index, 0, Deque(args[1]).size()));
}

Result<Value> iterator_length_hint(Vm&, const Args& args) {
  const Iterator* self = args[0].as<Iterator>();
  if (self->source.is_empty()) return Value::from_int(0);
  return Value::from_int(Deque(self->source).size() - self->index);
}

Result<Value> iterator_reduce(Vm& vm, const Args& args) {
  const Iterator* self = args[0].as<Iterator>();
  const std::int64_t index = self->source.is_empty() ? Deque(self->extra).size() : self->index;
  return make_pair(vm, Value::from_cell(vm.type_of(args[0])), TRY(make_pair(vm, self->extra, Value::from_int(index))));
}

Result<Value> deque_sizeof(Vm&, const Args& args) {
  const Value storage = args[0].as<NativeObject>()->values[Deque::kStorage];
  const std::uint64_t bytes = native_object_size(Deque::kFieldCount) + (storage.is_empty() ? 0 : storage.as<Array>()->capacity * sizeof(Value));
  return Value::from_int(static_cast<std::int64_t>(bytes));
}

constexpr NativeMethod kMethods[] = {
    {"__new__", deque_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__init__", deque_init, "($self, /, iterable=<unset>, maxlen=<unset>)"},
    {"__repr__", deque_repr, "($self, /)"},
    {"__lt__", deque_compare<CompareOp::Lt>, "($self, value, /)"},
    {"__le__", deque_compare<CompareOp::Le>, "($self, value, /)"},
    {"__eq__", deque_compare<CompareOp::Eq>, "($self, value, /)"},
    {"__ne__", deque_compare<CompareOp::Ne>, "($self, value, /)"},
    {"__gt__", deque_compare<CompareOp::Gt>, "($self, value, /)"},
    {"__ge__", deque_compare<CompareOp::Ge>, "($self, value, /)"},
    {"__len__", deque_len, "($self, /)"},
    {"__contains__", deque_contains, "($self, key, /)"},
    {"__getitem__", deque_getitem, "($self, key, /)"},
    {"__setitem__", deque_setitem, "($self, key, value, /)"},
    {"__delitem__", deque_delitem, "($self, key, /)"},
    {"__iter__", deque_iter, "($self, /)"},
    {"__reversed__", deque_reversed, "($self, /)"},
    {"__add__", deque_add, "($self, value, /)"},
    {"__iadd__", deque_iadd, "($self, value, /)"},
    {"__mul__", deque_mul, "($self, value, /)"},
    {"__rmul__", deque_mul, "($self, value, /)"},
    {"__imul__", deque_imul, "($self, value, /)"},
    {"__copy__", deque_copy, "($self, /)"},
    {"__reduce__", deque_reduce, "($self, /)"},
    {"__sizeof__", deque_sizeof, "($self, /)"},
    {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class},
    {"append", deque_append, "($self, object, /)"},
    {"appendleft", deque_appendleft, "($self, object, /)"},
    {"clear", deque_clear, "($self, /)"},
    {"copy", deque_copy, "($self, /)"},
    {"count", deque_count, "($self, object, /)"},
    {"extend", deque_extend, "($self, object, /)"},
    {"extendleft", deque_extendleft, "($self, object, /)"},
    {"index", deque_index, "($self, value, start=<unset>, stop=<unset>, /)"},
    {"insert", deque_insert, "($self, index, object, /)"},
    {"pop", deque_pop, "($self, /)"},
    {"popleft", deque_popleft, "($self, /)"},
    {"remove", deque_remove, "($self, object, /)"},
    {"reverse", deque_reverse, "($self, /)"},
    {"rotate", deque_rotate, "($self, n=1, /)"},
};

constexpr NativeGetSet kGetSets[] = {
    {"maxlen",
     [](Vm&, Value self) -> Result<Value> {
       const std::int64_t limit = Deque(self).limit();
       return limit < 0 ? Value::none() : Value::from_int(limit);
     }},
};

constexpr NativeMethod kIteratorMethods[] = {
    {"__new__", iterator_new<kDequeIterator, deque_iterator_next>, "($type, deque, index=0, /)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__length_hint__", iterator_length_hint, "($self, /)"},
    {"__reduce__", iterator_reduce, "($self, /)"},
};
constexpr NativeMethod kReverseIteratorMethods[] = {
    {"__new__", iterator_new<kDequeReverseIterator, deque_reverse_iterator_next>, "($type, deque, index=0, /)", NativeMethod::Static},
    kIterMethod,
    kNextMethod,
    {"__length_hint__", iterator_length_hint, "($self, /)"},
    {"__reduce__", iterator_reduce, "($self, /)"},
};

}  // namespace

constexpr NativeTypeSpec kDeque{"collections.deque", kMethods, kGetSets};
constexpr NativeTypeSpec kDequeIterator{"_collections._deque_iterator", kIteratorMethods};
constexpr NativeTypeSpec kDequeReverseIterator{"_collections._deque_reverse_iterator", kReverseIteratorMethods};

}  // namespace tauraro::collections
