#pragma once
#include "modules/native_module.h"

namespace tauraro::collections {

/// A look at a deque: a ring of items in an Array whose capacity is a power of two. The object's values are the storage
/// (empty until something is appended), and as ints the position of the first item, the number of items, the greatest
/// number of items (-1: any) and a count of changes, by which iterators notice them.
class Deque {
 public:
  enum Field : int { kStorage, kHead, kCount, kLimit, kChanges, kFieldCount };

  explicit Deque(Value object) : object_(object.as<NativeObject>()) {}
  Value value() const { return Value::from_cell(object_); }
  std::int64_t size() const { return field(kCount); }
  std::int64_t limit() const { return field(kLimit); }
  std::int64_t changes() const { return field(kChanges); }
  void set_limit(std::int64_t limit) { set_field(kLimit, limit); }
  /// \pre 0 <= index < size()
  Value at(std::int64_t index) const { return storage()->items[position(index)]; }
  Value operator[](std::uint64_t index) const { return at(static_cast<std::int64_t>(index)); }
  void set(Vm& vm, std::int64_t index, Value item);

  Result<void> append(Vm& vm, Value item);
  Result<void> append_left(Vm& vm, Value item);
  /// \pre size() > 0
  Value pop();
  Value pop_left();
  void clear();
  void rotate(Vm& vm, std::int64_t steps);
  void remove_at(Vm& vm, std::int64_t index);
  Result<void> insert(Vm& vm, std::int64_t index, Value item);
  void reverse(Vm& vm);

 private:
  std::int64_t field(Field which) const { return object_->values[which].as_int(); }
  void set_field(Field which, std::int64_t number) { object_->values[which] = Value::from_int(number); }
  void changed() { set_field(kChanges, changes() + 1); }
  Array* storage() const { return object_->values[kStorage].as<Array>(); }
  std::int64_t mask() const { return static_cast<std::int64_t>(storage()->capacity) - 1; }
  std::int64_t position(std::int64_t index) const { return (field(kHead) + index) & mask(); }
  void put(Vm& vm, std::int64_t index, Value item);
  Result<void> make_room(Vm& vm);

  NativeObject* object_;
};

/// An empty deque of the builtin type.
Result<Value> new_deque(Vm& vm, std::int64_t limit);
bool is_deque(Vm& vm, Value value);
Result<void> extend_deque(Vm& vm, Value deque, Value iterable);

}  // namespace tauraro::collections
