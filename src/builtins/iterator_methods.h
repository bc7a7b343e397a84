#pragma once
#include "builtins/arguments.h"

namespace tauraro {

/// __next__ of native iterators: what `next` gives, StopIteration at the end.
inline Result<Value> iterator_next_method(Vm& vm, const Args& args) {
  Iterator* iterator = args[0].as<Iterator>();
  const Value item = TRY(iterator->next(vm, iterator));
  if (item.is_done()) return vm.raise_stop_iteration(Value::none());
  return item;
}

inline constexpr NativeMethod kIterMethod = {"__iter__", return_self, "($self, /)"};
inline constexpr NativeMethod kNextMethod = {"__next__", iterator_next_method, "($self, /)"};

/// A new instance of an iterator type, subclasses included. Fields are zero but `next`.
inline Result<Iterator*> new_iterator_instance(Vm& vm, Value type, Result<Value> (*next)(Vm&, Iterator*)) {
  Iterator* iterator = TRY(vm.new_instance<Iterator>(type.as<Type>()));
  iterator->next = next;
  return iterator;
}

}  // namespace tauraro
