#include "object/containers.h"
#include "object/dict_table.h"
#include "object/operations.h"

namespace tauraro {

namespace {

/// Whether the items may be taken from the table: a dict whose class does not iterate in its own way.
bool is_plain_mapping(Vm& vm, Value value) {
  if (!value.is(kind::Dict)) return false;
  if (vm.is_exact(value, TypeId::Dict)) return true;
  const Type* type = vm.type_of(value);
  return type->special(Special::Iter) == vm.type(TypeId::Dict)->special(Special::Iter);
}

bool is_plain(const Dict* dict) { return dict->mode == static_cast<std::uint8_t>(DictMode::Plain); }

/// Whether a table as other's, without holes and not much too large, is what an empty dict gets.
bool can_clone(const Dict* dict, const Dict* other) {
  return !dict->entries && is_plain(dict) && is_plain(other) && other->count == other->used && (other->entries->capacity <= 5 || other->count * 2 > other->entries->capacity);
}

Result<void> merge_dict(Vm& vm, Dict* dict, Dict* other) {
  if (other == dict || other->count == 0) return {};
  if (can_clone(dict, other)) return dict_table::clone(vm, dict, other);
  const std::uint64_t room = dict->entries ? dict->entries->capacity : 0;
  if (is_plain(dict) && room < other->count) TRY(dict_table::rebuild(vm, dict, dict->count + other->count));
  const std::uint64_t count = other->count;
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(other, &position, &key, &value)) {
    const std::uint64_t hash = dict_table::rows(other)[position - 1].hash;
    TRY(dict_set_hashed(vm, dict, key, hash, value));
    if (other->count != count) return vm.raise(TypeId::RuntimeError, "dict mutated during update");
    if ((position & 0xffff) == 0) TRY(vm.poll());
  }
  return {};
}

Result<void> merge_by_keys(Vm& vm, Dict* dict, Value other, Value keys_method) {
  List* keys = TRY(list_from(vm, TRY(vm.call(keys_method, {}))));  // of its own: `other` may change while it is read
  return for_each(vm, Value::from_cell(keys), [&](Value key) -> Result<bool> {
    TRY(dict_set(vm, dict, key, TRY(get_item(vm, other, key))));
    return true;
  });
}

Result<void> merge_pairs(Vm& vm, Dict* dict, Value pairs) {
  std::int64_t number = 0;
  return for_each(vm, pairs, [&](Value pair) -> Result<bool> {
    if (vm.is_exact(pair, TypeId::Tuple) && pair.as<Tuple>()->length == 2) {
      TRY(dict_set(vm, dict, pair.as<Tuple>()->items[0], pair.as<Tuple>()->items[1]));
      ++number;
      return true;
    }
    Result<List*> items = list_from(vm, pair);
    if (items.is_raised()) {
      if (vm.catch_if(TypeId::TypeError))
        return vm.raise_error(TypeId::TypeError, "cannot convert dictionary update sequence element #", number,
                              " to a sequence");
      return Raised{};
    }
    List* list = items.value();
    if (list->length != 2)
      return vm.raise_error(TypeId::ValueError, "dictionary update sequence element #", number, " has length ",
                            list->length, "; 2 is required");
    TRY(dict_set(vm, dict, list->storage->items[0], list->storage->items[1]));
    ++number;
    return true;
  });
}

}  // namespace

Result<void> dict_update(Vm& vm, Dict* dict, Value other) {
  if (is_plain_mapping(vm, other)) return merge_dict(vm, dict, other.as<Dict>());
  const Value keys_method = TRY(find_attr(vm, other, "keys"));
  if (!keys_method.is_not_found()) return merge_by_keys(vm, dict, other, keys_method);
  return merge_pairs(vm, dict, other);
}

}  // namespace tauraro
