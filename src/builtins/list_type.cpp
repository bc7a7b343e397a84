// list: its methods.
#include "builtins/arguments.h"
#include "object/format_spec.h"
#include "object/iterators.h"
#include "object/int.h"

#include <algorithm>

namespace tauraro {

namespace {

List* list_of(const Args& args) { return args[0].as<List>(); }
std::int64_t length_of(const List* list) { return static_cast<std::int64_t>(list->length); }

/// A list whose items are read anew each time.
struct ListItems {
  const List* list;
  std::uint64_t size() const { return list->length; }
  Value operator[](std::uint64_t index) const { return list->storage->items[index]; }
};

Result<Value> list_new(Vm& vm, const Args& args) {
  return Value::from_cell(TRY(vm.new_instance<List>(args[0].as<Type>())));
}

Result<Value> list_init(Vm& vm, const Args& args) {
  List* list = list_of(args);
  const Type* type = vm.type_of(args[0]);
  if (has_inherited(vm, type, TypeId::List, Special::New)) TRY(refuse_keywords(vm, "list", args));
  TRY(check_count(vm, "list", args, 0, 1));
  list_clear(vm, list);
  if (args.rest_count == 1) TRY(list_extend(vm, list, args.rest[0]));
  return Value::none();
}

Result<Value> list_repr(Vm& vm, const Args& args) {
  List* list = list_of(args);
  if (list->length == 0) return make_str(vm, "[]");
  if (repr_enter(vm, args[0])) return make_str(vm, "[...]");
  StrBuilder text(vm);
  text.append(U'[');
  for (std::uint64_t i = 0; i < list->length; ++i) {
    if (i != 0) text.append(", ");
    if (append_repr_of(vm, text, list->storage->items[i]).is_raised()) {
      repr_leave(vm, args[0]);
      return Raised{};
    }
  }
  repr_leave(vm, args[0]);
  text.append(U']');
  return text.finish();
}

template <CompareOp op>
Result<Value> list_compare(Vm& vm, const Args& args) {
  if (!args[1].is(kind::List)) return Value::not_implemented();
  return compare_sequences(vm, op, ListItems{list_of(args)}, ListItems{args[1].as<List>()});
}

Result<Value> list_len(Vm&, const Args& args) { return Value::from_int(length_of(list_of(args))); }

Result<Value> list_contains(Vm& vm, const Args& args) {
  const List* list = list_of(args);
  for (std::uint64_t i = 0; i < list->length; ++i)
    if (TRY(equals(vm, list->storage->items[i], args[1]))) return Value::from_bool(true);
  return Value::from_bool(false);
}

Result<Value> list_slice(Vm& vm, const List* list, const SliceBounds& bounds) {
  List* copy = TRY(new_list(vm, static_cast<std::uint64_t>(bounds.count)));
  if (bounds.count == 0) return Value::from_cell(copy);
  Value* to = copy->storage->items;
  const Value* from = list->storage->items + bounds.start;
  if (bounds.step == 1) {
    std::copy_n(from, bounds.count, to);
  } else {
    for (std::int64_t i = 0; i < bounds.count; ++i) to[i] = from[i * bounds.step];
  }
  copy->length = static_cast<std::uint64_t>(bounds.count);
  return Value::from_cell(copy);
}

Result<Value> list_getitem(Vm& vm, const Args& args) {
  const List* list = list_of(args);
  const Value key = args[1];
  if (key.is(kind::Slice)) {
    // __index__ of the bounds may shrink the list: take the length afterwards.
    Slice* slice = key.as<Slice>();
    const SliceBounds bounds = TRY(slice_bounds(vm, slice, length_of(list)));
    return list_slice(vm, list, bounds);
  }
  if (!is_index(vm, key)) return raise_bad_index(vm, "list", key);
  std::int64_t index = TRY(item_index(vm, key));
  if (index < 0) index += length_of(list);
  if (index < 0 || index >= length_of(list)) return vm.raise(TypeId::IndexError, "list index out of range");
  return list->storage->items[index];
}

/// Items of any iterable to store into a slice of `list`; a copy when that is the list itself.
Result<List*> items_to_assign(Vm& vm, const List* list, Value items, const char* complaint) {
  if (items == Value::from_cell(list)) return new_list(vm, items.as<List>()->span());
  if (items.is(kind::List)) return items.as<List>();
  const Result<List*> made = list_from(vm, items);
  if (made.is_raised() && complaint && !vm.type_of(items)->has(Special::Iter) && vm.catch_if(TypeId::TypeError))
    return vm.raise(TypeId::TypeError, complaint);
  return made;
}

Result<void> assign_slice(Vm& vm, List* list, Slice* slice, Value items) {
  SliceBounds bounds = TRY(slice_bounds(vm, slice, length_of(list)));
  if (bounds.step == 1) {
    const List* source = TRY(items_to_assign(vm, list, items, "can only assign an iterable"));
    const std::int64_t length = length_of(list);  // iterating may have changed it
    const std::int64_t start = std::min(bounds.start, length);
    const std::int64_t stop = std::max(start, std::min(bounds.stop, length));
    return list_replace(vm, list, start, stop, source->span());
  }
  const List* source = TRY(items_to_assign(vm, list, items, "must assign iterable to extended slice"));
  bounds = TRY(slice_bounds(vm, slice, length_of(list)));
  if (length_of(source) != bounds.count)
    return vm.raise_error(TypeId::ValueError, "attempt to assign sequence of size ", source->length,
                          " to extended slice of size ", bounds.count);
  for (std::int64_t i = 0; i < bounds.count; ++i) list_set(vm, list, bounds.start + i * bounds.step, source->storage->items[i]);
  return {};
}

Result<Value> list_setitem(Vm& vm, const Args& args) {
  List* list = list_of(args);
  if (args[1].is(kind::Slice)) {
    TRY(assign_slice(vm, list, args[1].as<Slice>(), args[2]));
    return Value::none();
  }
  if (!is_index(vm, args[1])) return raise_bad_index(vm, "list", args[1]);
  std::int64_t index = TRY(item_index(vm, args[1]));
  if (index < 0) index += length_of(list);
  if (index < 0 || index >= length_of(list)) return vm.raise(TypeId::IndexError, "list assignment index out of range");
  list_set(vm, list, index, args[2]);
  return Value::none();
}

Result<void> delete_slice(Vm& vm, List* list, Slice* slice) {
  const SliceBounds bounds = TRY(slice_bounds(vm, slice, length_of(list)));
  if (bounds.count == 0) return {};
  if (bounds.step == 1) return list_replace(vm, list, bounds.start, bounds.start + bounds.count, {});
  const std::int64_t first = bounds.step > 0 ? bounds.start : bounds.start + (bounds.count - 1) * bounds.step;
  const std::int64_t stride = std::abs(bounds.step);
  Value* items = list->storage->items;
  std::int64_t to = first;
  std::int64_t removed = 0;
  for (std::int64_t from = first; from < length_of(list); ++from) {
    if (removed < bounds.count && (from - first) % stride == 0) ++removed;
    else items[to++] = items[from];
  }
  std::fill(items + to, items + list->length, Value::empty());
  list->length = static_cast<std::uint64_t>(to);
  vm.barrier(list->storage);
  return {};
}

Result<Value> list_delitem(Vm& vm, const Args& args) {
  List* list = list_of(args);
  if (args[1].is(kind::Slice)) {
    TRY(delete_slice(vm, list, args[1].as<Slice>()));
    return Value::none();
  }
  if (!is_index(vm, args[1])) return raise_bad_index(vm, "list", args[1]);
  std::int64_t index = TRY(item_index(vm, args[1]));
  if (index < 0) index += length_of(list);
  if (index < 0 || index >= length_of(list)) return vm.raise(TypeId::IndexError, "list assignment index out of range");
  list_remove_at(vm, list, index);
  return Value::none();
}

Result<Value> list_add(Vm& vm, const Args& args) {
  if (!args[1].is(kind::List)) return Value::not_implemented();
  const List* left = list_of(args);
  const List* right = args[1].as<List>();
  List* sum = TRY(new_list(vm, left->length + right->length));
  if (left->length) std::copy_n(left->storage->items, left->length, sum->storage->items);
  if (right->length) std::copy_n(right->storage->items, right->length, sum->storage->items + left->length);
  sum->length = left->length + right->length;
  return Value::from_cell(sum);
}

Result<Value> list_iadd(Vm& vm, const Args& args) {
  TRY(list_extend(vm, list_of(args), args[1]));
  return args[0];
}

/// Fills the list up with copies of its first `length` items. \pre room for all
void repeat_items(Value* items, std::uint64_t length, std::uint64_t total) {
  if (length == 1) return (void)std::fill(items + 1, items + total, items[0]);
  for (std::uint64_t done = length; done < total;) {
    const std::uint64_t step = std::min(done, total - done);
    std::copy_n(items, step, items + done);
    done += step;
  }
}

Result<std::int64_t> repeat_count(Vm& vm, Value count, std::uint64_t length) {
  const std::int64_t times = std::max<std::int64_t>(TRY(index_to_size(vm, count)), 0);
  if (length != 0 && static_cast<std::uint64_t>(times) > (std::uint64_t{1} << 43) / length) return vm.out_of_memory();
  return times;
}

Result<Value> list_mul(Vm& vm, const Args& args) {
  if (!is_index(vm, args[1])) return Value::not_implemented();
  const List* list = list_of(args);
  const std::uint64_t total = static_cast<std::uint64_t>(TRY(repeat_count(vm, args[1], list->length))) * list->length;
  List* product = TRY(new_list(vm, total));
  if (total == 0) return Value::from_cell(product);
  std::copy_n(list->storage->items, list->length, product->storage->items);
  repeat_items(product->storage->items, list->length, total);
  product->length = total;
  return Value::from_cell(product);
}

Result<Value> list_imul(Vm& vm, const Args& args) {
  if (!is_index(vm, args[1])) return Value::not_implemented();
  List* list = list_of(args);
  const std::uint64_t total = static_cast<std::uint64_t>(TRY(repeat_count(vm, args[1], list->length))) * list->length;
  if (total == 0) {
    list_clear(vm, list);
    return args[0];
  }
  TRY(list_reserve(vm, list, total));
  repeat_items(list->storage->items, list->length, total);
  list->length = total;
  vm.barrier(list->storage);
  return args[0];
}

Result<Value> list_append_method(Vm& vm, const Args& args) {
  TRY(list_append(vm, list_of(args), args[1]));
  return Value::none();
}

Result<Value> list_extend_method(Vm& vm, const Args& args) {
  TRY(list_extend(vm, list_of(args), args[1]));
  return Value::none();
}

Result<Value> list_insert_method(Vm& vm, const Args& args) {
  const std::int64_t index = TRY(index_to_int64(vm, args[1]));
  TRY(list_insert(vm, list_of(args), index, args[2]));
  return Value::none();
}

Result<Value> list_pop(Vm& vm, const Args& args) {
  List* list = list_of(args);
  std::int64_t index = TRY(index_to_int64(vm, args[1]));
  if (list->length == 0) return vm.raise(TypeId::IndexError, "pop from empty list");
  if (index < 0) index += length_of(list);
  if (index < 0 || index >= length_of(list)) return vm.raise(TypeId::IndexError, "pop index out of range");
  return list_remove_at(vm, list, index);
}

Result<Value> list_remove(Vm& vm, const Args& args) {
  List* list = list_of(args);
  for (std::uint64_t i = 0; i < list->length; ++i) {
    if (!TRY(equals(vm, list->storage->items[i], args[1]))) continue;
    if (i < list->length) list_remove_at(vm, list, static_cast<std::int64_t>(i));
    return Value::none();
  }
  return vm.raise(TypeId::ValueError, "list.remove(x): x not in list");
}

Result<Value> list_index(Vm& vm, const Args& args) {
  const List* list = list_of(args);
  const std::int64_t start = TRY(search_bound(vm, args[2], length_of(list)));
  const std::int64_t stop = TRY(search_bound(vm, args[3], length_of(list)));
  for (std::int64_t i = start; i < stop && i < length_of(list); ++i)
    if (TRY(equals(vm, list->storage->items[i], args[1]))) return Value::from_int(i);
  return raise_with_repr(vm, TypeId::ValueError, "", args[1], " is not in list");
}

Result<Value> list_count(Vm& vm, const Args& args) {
  const List* list = list_of(args);
  std::int64_t count = 0;
  for (std::uint64_t i = 0; i < list->length; ++i) count += TRY(equals(vm, list->storage->items[i], args[1]));
  return Value::from_int(count);
}

Result<Value> list_reverse(Vm& vm, const Args& args) {
  List* list = list_of(args);
  if (list->length > 1) {
    std::reverse(list->storage->items, list->storage->items + list->length);
    vm.barrier(list->storage);
  }
  return Value::none();
}

Result<Value> list_clear_method(Vm& vm, const Args& args) {
  list_clear(vm, list_of(args));
  return Value::none();
}

Result<Value> list_copy(Vm& vm, const Args& args) { return Value::from_cell(TRY(new_list(vm, list_of(args)->span()))); }

Result<Value> list_sort_method(Vm& vm, const Args& args) {
  const std::int64_t reverse = args[2].is_bool() ? args[2].is_true() : TRY(index_to_int64(vm, args[2]));
  TRY(list_sort(vm, list_of(args), args[1], reverse != 0));
  return Value::none();
}

Result<Value> list_iter(Vm& vm, const Args& args) { return new_list_iterator(vm, args[0]); }
Result<Value> list_reversed(Vm& vm, const Args& args) { return new_list_reverse_iterator(vm, args[0]); }

Result<Value> list_sizeof(Vm&, const Args& args) {
  const List* list = list_of(args);
  return Value::from_int(static_cast<std::int64_t>(40 + (list->storage ? list->storage->capacity * sizeof(Value) : 0)));
}

constexpr NativeMethod kMethods[] = {
    {"__new__", list_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__init__", list_init, "($self, /, *args, **kwargs)"},
    {"__repr__", list_repr, "($self, /)"},
    {"__lt__", list_compare<CompareOp::Lt>, "($self, value, /)"},
    {"__le__", list_compare<CompareOp::Le>, "($self, value, /)"},
    {"__eq__", list_compare<CompareOp::Eq>, "($self, value, /)"},
    {"__ne__", list_compare<CompareOp::Ne>, "($self, value, /)"},
    {"__gt__", list_compare<CompareOp::Gt>, "($self, value, /)"},
    {"__ge__", list_compare<CompareOp::Ge>, "($self, value, /)"},
    {"__len__", list_len, "($self, /)"},
    {"__contains__", list_contains, "($self, key, /)"},
    {"__getitem__", list_getitem, "($self, index, /)"},
    {"__setitem__", list_setitem, "($self, key, value, /)"},
    {"__delitem__", list_delitem, "($self, key, /)"},
    {"__iter__", list_iter, "($self, /)"},
    {"__reversed__", list_reversed, "($self, /)"},
    {"__add__", list_add, "($self, value, /)"},
    {"__iadd__", list_iadd, "($self, value, /)"},
    {"__mul__", list_mul, "($self, value, /)"},
    {"__rmul__", list_mul, "($self, value, /)"},
    {"__imul__", list_imul, "($self, value, /)"},
    {"__sizeof__", list_sizeof, "($self, /)"},
    {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class},
    {"append", list_append_method, "($self, object, /)"},
    {"extend", list_extend_method, "($self, iterable, /)"},
    {"insert", list_insert_method, "($self, index, object, /)"},
    {"pop", list_pop, "($self, index=-1, /)"},
    {"remove", list_remove, "($self, value, /)"},
    {"index", list_index, "($self, value, start=0, stop=9223372036854775807, /)"},
    {"count", list_count, "($self, value, /)"},
    {"reverse", list_reverse, "($self, /)"},
    {"clear", list_clear_method, "($self, /)"},
    {"copy", list_copy, "($self, /)"},
    {"sort", list_sort_method, "($self, /, *, key=None, reverse=False)"},
};

}  // namespace

void define_list_type(Vm& vm) {
  vm.define_methods(TypeId::List, kMethods);
  set_unhashable(vm, TypeId::List);
}

}  // namespace tauraro
