// Lists, tuples, dicts and sets: their items in batches.
#include <algorithm>

#include "modules/pickle/pickling.h"

namespace tauraro::pickle {
namespace {

constexpr std::uint64_t kBatch = 1000;
constexpr std::size_t kFastNestingLimit = 50;

/// In fast mode there is no memo: cycles are noticed here once the nesting is deep.
class FastNesting {
 public:
  FastNesting(Pickling& p, Value object) : p_(p), entered_(p.state.fast) {
    if (!entered_) return;
    auto& nest = p.state.fast_nest;
    if (nest.size() >= kFastNestingLimit && std::find(nest.begin(), nest.end(), object.bits()) != nest.end()) {
      (void)p.vm.raise_error(TypeId::ValueError, "fast mode: can't pickle cyclic objects including object type ", name_of_type(p.vm, object), " at ", identity_text(object));
      failed_ = true;
    }
    nest.push_back(object.bits());
  }
  ~FastNesting() {
    if (entered_) p_.state.fast_nest.pop_back();
  }
  bool failed() const { return failed_; }

 private:
  Pickling& p_;
  bool entered_;
  bool failed_ = false;
};

Result<void> batch_exact_list(Pickling& p, List* list) {
  if (list->length == 1) {
    TRY(save(p, list->storage->items[0]));
    p.put(kAppend);
    return {};
  }
  std::uint64_t total = 0;
  do {
    p.put(kMark);
    for (std::uint64_t count = 0; count < kBatch && total < list->length; ++count) TRY(save(p, list->storage->items[total++]));
    p.put(kAppends);
  } while (total < list->length);
  return {};
}

Result<void> save_item(Pickling& p, Value key, Value value) {
  TRY(save(p, key));
  return save(p, value);
}

Result<void> batch_exact_dict(Pickling& p, Dict* dict) {
  const std::uint64_t size = dict->count;
  std::uint32_t position = 0;
  Value key, value;
  if (size == 1) {
    dict_next(dict, &position, &key, &value);
    TRY(save_item(p, key, value));
    p.put(kSetItem);
    return {};
  }
  std::uint64_t count;
  do {
    count = 0;
    p.put(kMark);
    while (dict_next(dict, &position, &key, &value)) {
      TRY(save_item(p, key, value));
      if (++count == kBatch) break;
    }
    p.put(kSetItems);
    if (dict->count != size) return p.vm.raise(TypeId::RuntimeError, "dictionary changed size during iteration");
  } while (count == kBatch);
  return {};
}

Result<void> save_pair(Pickling& p, Value pair) {
  if (!pair.is(kind::Tuple) || pair.as<Tuple>()->length != 2) return p.vm.raise(TypeId::TypeError, "dict items iterator must return 2-tuples");
  return save_item(p, pair.as<Tuple>()->items[0], pair.as<Tuple>()->items[1]);
}
Result<void> save_one(Pickling& p, Value item) { return save(p, item); }

/// Items of an iterator, each saved by `each`: one at a time, or in batches.
Result<void> batch(Pickling& p, Value iterator, Result<void> (*each)(Pickling& p, Value item), char single, char several) {
  Value item = TRY(next(p.vm, iterator));
  if (p.state.protocol == 0) {
    for (; !item.is_done(); item = TRY(next(p.vm, iterator))) {
      TRY(each(p, item));
      p.put(single);
    }
    return {};
  }
  while (!item.is_done()) {
    Value following = TRY(next(p.vm, iterator));
    if (following.is_done()) {
      TRY(each(p, item));
      p.put(single);
      return {};
    }
    p.put(kMark);
    TRY(each(p, item));
    std::uint64_t count = 1;
    while (!following.is_done()) {
      TRY(each(p, following));
      if (++count == kBatch) break;
      following = TRY(next(p.vm, iterator));
    }
    p.put(several);
    if (count < kBatch) return {};
    item = TRY(next(p.vm, iterator));
  }
  return {};
}

/// The object turned out to contain itself and has been saved meanwhile: drops what was pushed and takes it from the memo.
Result<void> drop_and_get(Pickling& p, Value object, std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) p.put(kPop);
  return memo_get(p, object);
}

Result<void> save_short_tuple(Pickling& p, Value object, std::uint64_t length) {
  for (std::uint64_t i = 0; i < length; ++i) TRY(save(p, object.as<Tuple>()->items[i]));
  if (p.knows(object)) return drop_and_get(p, object, length);
  constexpr char kOpcodes[] = {0, kTuple1, kTuple2, kTuple3};
  p.put(kOpcodes[length]);
  return memo_put(p, object);
}

Result<Value> list_of(Pickling& p, Value object) { return value_of(TRY(list_from(p.vm, object))); }

}  // namespace

Result<void> batch_list(Pickling& p, Value iterator) { return batch(p, iterator, save_one, kAppend, kAppends); }
Result<void> batch_dict(Pickling& p, Value iterator) { return batch(p, iterator, save_pair, kSetItem, kSetItems); }

Result<void> save_tuple(Pickling& p, Value object) {
  const std::uint64_t length = object.as<Tuple>()->length;
  if (length == 0) {
    if (p.state.binary) return p.put(kEmptyTuple), Result<void>();
    return p.put(kMark), p.put(kTuple), Result<void>();
  }
  if (length <= 3 && p.state.protocol >= 2) return save_short_tuple(p, object, length);
  p.put(kMark);
  for (std::uint64_t i = 0; i < length; ++i) TRY(save(p, object.as<Tuple>()->items[i]));
  if (p.knows(object)) {
    if (!p.state.binary) return drop_and_get(p, object, length + 1);
    p.put(kPopMark);
    return memo_get(p, object);
  }
  p.put(kTuple);
  return memo_put(p, object);
}

Result<void> save_list(Pickling& p, Value object) {
  FastNesting nesting(p, object);
  if (nesting.failed()) return Raised{};
  if (p.state.binary) p.put(kEmptyList);
  else p.put(kMark), p.put(kList);
  TRY(memo_put(p, object));
  if (object.as<List>()->length == 0) return {};
  return p.state.binary ? batch_exact_list(p, object.as<List>()) : batch_list(p, TRY(get_iter(p.vm, object)));
}

Result<void> save_dict(Pickling& p, Value object) {
  FastNesting nesting(p, object);
  if (nesting.failed()) return Raised{};
  if (p.state.binary) p.put(kEmptyDict);
  else p.put(kMark), p.put(kDict);
  TRY(memo_put(p, object));
  if (object.as<Dict>()->count == 0) return {};
  if (p.state.binary) return batch_exact_dict(p, object.as<Dict>());
  return batch_dict(p, TRY(get_iter(p.vm, TRY(p.vm.call_method(object, "items", {})))));
}

Result<void> save_set(Pickling& p, Value object) {
  if (p.state.protocol < 4) return save_call(p, type_value(p.vm, TypeId::Set), {TRY(list_of(p, object))}, object);
  p.put(kEmptySet);
  TRY(memo_put(p, object));
  Set* set = object.as<Set>();
  const std::uint64_t size = set->count;
  if (size == 0) return {};
  std::uint64_t position = 0, count;
  Value item;
  do {
    count = 0;
    p.put(kMark);
    while (set_next(set, &position, &item)) {
      TRY(save(p, item));
      if (++count == kBatch) break;
    }
    p.put(kAddItems);
    if (set->count != size) return p.vm.raise(TypeId::RuntimeError, "set changed size during iteration");
  } while (count == kBatch);
  return {};
}

Result<void> save_frozenset(Pickling& p, Value object) {
  FastNesting nesting(p, object);
  if (nesting.failed()) return Raised{};
  if (p.state.protocol < 4) return save_call(p, type_value(p.vm, TypeId::FrozenSet), {TRY(list_of(p, object))}, object);
  p.put(kMark);
  std::uint64_t position = 0;
  Value item;
  while (set_next(object.as<Set>(), &position, &item)) TRY(save(p, item));
  if (p.knows(object)) {
    p.put(kPopMark);
    return memo_get(p, object);
  }
  p.put(kFrozenSet);
  return memo_put(p, object);
}

}  // namespace tauraro::pickle
