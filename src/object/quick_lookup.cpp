#include "object/quick_lookup.h"

#include <algorithm>

#include "object/dict_table.h"
#include "object/runtime.h"

namespace tauraro {
namespace {

bool is_flat_str(Vm& vm, Value value) { return vm.is_exact(value, TypeId::Str) && value.as<Str>()->data; }
bool is_plain(const Dict* dict) { return dict->mode == static_cast<std::uint8_t>(DictMode::Plain); }

/// The row of a key; false: unsure.
bool find_row(Vm& vm, const Dict* dict, Value key, std::uint64_t hash, std::int64_t* found) {
  bool sure = true;
  *found = dict_table::find_row(dict, hash, [&](std::uint32_t row) {
    const Value candidate = dict_table::rows(dict)[row].key;
    if (candidate == key) return dict_table::Match::Yes;
    switch (quick_equals(vm, candidate, key)) {
      case Quick::No: return dict_table::Match::No;
      case Quick::Yes: return dict_table::Match::Yes;
      default: sure = false; return dict_table::Match::Stop;
    }
  });
  return sure;
}

Quick contains_item(Vm& vm, std::span<const Value> items, Value key) {
  for (const Value item : items) {
    const Quick equal = quick_equals(vm, item, key);
    if (equal != Quick::No) return equal;
  }
  return Quick::No;
}

}  // namespace

Quick quick_equals(Vm& vm, Value left, Value right) {
  if (left == right) return Quick::Yes;
  if (left.is_int() && right.is_int()) return Quick::No;
  const bool left_str = is_flat_str(vm, left), right_str = is_flat_str(vm, right);
  if (left_str && right_str) return str_equal(vm, left.as<Str>(), right.as<Str>()) ? Quick::Yes : Quick::No;
  if ((left_str && right.is_int()) || (right_str && left.is_int())) return Quick::No;
  return Quick::Unsure;
}

bool quick_hash(Vm& vm, Value key, std::uint64_t* hash) {
  if (key.is_int()) {
    *hash = static_cast<std::uint64_t>(key.as_int() == -1 ? -2 : key.as_int());
    return true;
  }
  if (!is_flat_str(vm, key)) return false;
  *hash = str_hash(vm, key.as<Str>());
  return true;
}

Value quick_dict_get(Vm& vm, Value container, Value key) {
  std::uint64_t hash;
  if (!vm.is_exact(container, TypeId::Dict) || !quick_hash(vm, key, &hash)) return Value();
  const Dict* dict = container.as<Dict>();
  std::int64_t row;
  if (!is_plain(dict) || !find_row(vm, dict, key, hash, &row)) return Value();
  return row == dict_table::kNoRow ? Value::not_found() : dict_table::rows(dict)[row].value;
}

Quick quick_dict_set(Vm& vm, Value container, Value key, Value value) {
  std::uint64_t hash;
  if (!vm.is_exact(container, TypeId::Dict) || !quick_hash(vm, key, &hash)) return Quick::Unsure;
  Dict* dict = container.as<Dict>();
  std::int64_t row;
  if (!is_plain(dict) || !find_row(vm, dict, key, hash, &row)) return Quick::Unsure;
  if (row != dict_table::kNoRow) {
    dict_table::rows(dict)[row].value = value;
    if (value.is_cell()) dict_table::row_barrier(vm, dict, static_cast<std::uint32_t>(row));
    return Quick::Yes;
  }
  return dict_set_hashed(vm, dict, key, hash, value).is_raised() ? Quick::Raised : Quick::Yes;
}

Quick quick_contains(Vm& vm, Value container, Value key) {
  if (!container.is_cell()) return Quick::Unsure;
  switch (container.as_cell()->shape) {
    case builtin_shape(TypeId::Dict): {
      const Value value = quick_dict_get(vm, container, key);
      return value.is_empty() ? Quick::Unsure : value.is_not_found() ? Quick::No : Quick::Yes;
    }
    case builtin_shape(TypeId::Set):
    case builtin_shape(TypeId::FrozenSet): return quick_set_contains(vm, container, key);
    case builtin_shape(TypeId::List): return contains_item(vm, container.as<List>()->span(), key);
    case builtin_shape(TypeId::Tuple): return contains_item(vm, container.as<Tuple>()->span(), key);
    case builtin_shape(TypeId::Str): {
      if (!is_flat_str(vm, container) || !is_flat_str(vm, key)) return Quick::Unsure;
      Str* text = container.as<Str>();
      return str_find(vm, text, key.as<Str>(), 0, text->length) >= 0 ? Quick::Yes : Quick::No;
    }
    default: return Quick::Unsure;
  }
}

Result<Value> quick_slice(Vm& vm, Value container, Value start, Value stop) {
  const auto is_bound = [](Value bound) { return bound.is_int() || bound.is_none(); };
  if (!container.is_cell() || !is_bound(start) || !is_bound(stop)) return Value::not_found();
  std::span<const Value> items;
  std::int64_t length;
  const bool is_str = is_flat_str(vm, container);
  if (is_str) length = container.as<Str>()->length;
  else if (vm.is_exact(container, TypeId::List)) items = container.as<List>()->span();
  else if (vm.is_exact(container, TypeId::Tuple)) items = container.as<Tuple>()->span();
  else return Value::not_found();
  if (!is_str) length = static_cast<std::int64_t>(items.size());
  const auto bound = [&](Value given, std::int64_t otherwise) {
    if (given.is_none()) return otherwise;
    const std::int64_t number = given.as_int() < 0 ? given.as_int() + length : given.as_int();
    return std::clamp<std::int64_t>(number, 0, length);
  };
  const std::int64_t from = bound(start, 0), to = std::max(from, bound(stop, length));
  if (is_str) return str_slice(vm, container.as<Str>(), from, to);
  const auto part = items.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
  if (container.is(kind::Tuple)) {
    if (part.size() == items.size()) return container;
    return Value::from_cell(TRY(new_tuple(vm, part)));
  }
  return Value::from_cell(TRY(new_list(vm, part)));
}

Value quick_list_pop(Vm& vm, List* list) {
  return list_remove_at(vm, list, static_cast<std::int64_t>(list->length) - 1);
}

}  // namespace tauraro
