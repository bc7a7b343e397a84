// Opcodes that make and fill lists, tuples, dicts and sets.
#include "modules/pickle/unpickling.h"

namespace tauraro::pickle {
namespace {

Result<void> load_short_tuple(Unpickling& u, std::size_t count) {
  if (u.height() < count) return u.underflow();
  return u.push(value_of(TRY(u.pop_tuple(u.height() - count))));
}

Result<void> load_dict(Unpickling& u) {
  const std::size_t start = TRY(u.marker());
  if ((u.height() - start) % 2 != 0) return raise_pickling(u.vm, kUnpicklingError, "odd number of items for DICT");
  Dict* dict = TRY(new_dict(u.vm));
  for (std::size_t i = start; i + 1 < u.height(); i += 2) TRY(dict_set(u.vm, dict, u.at(i), u.at(i + 1)));
  u.drop_to(start);
  return u.push(value_of(dict));
}

/// The items from `start` on go into what stands before them. False: there are none.
Result<bool> check_items(Unpickling& u, std::size_t start) {
  if (start > u.height() || start <= u.fence()) return u.underflow();
  return start < u.height();
}

Result<void> append_items(Unpickling& u, std::size_t start) {
  if (!TRY(check_items(u, start))) return {};
  const Value list = u.at(start - 1);
  if (u.vm.is_exact(list, TypeId::List)) {
    for (std::size_t i = start; i < u.height(); ++i) TRY(list_append(u.vm, list.as<List>(), u.at(i)));
    u.drop_to(start);
    return {};
  }
  const Value extend = TRY(find_attr(u.vm, list, "extend"));
  List* items = TRY(u.pop_list(start));
  if (!extend.is_not_found()) {
    TRY(u.vm.call(extend, {value_of(items)}));
    return {};
  }
  const Value append = TRY(get_attr(u.vm, list, "append"));
  for (std::uint64_t i = 0; i < items->length; ++i) TRY(u.vm.call(append, {items->storage->items[i]}));
  return {};
}

Result<void> set_items(Unpickling& u, std::size_t start) {
  if (!TRY(check_items(u, start))) return {};
  if ((u.height() - start) % 2 != 0) return raise_pickling(u.vm, kUnpicklingError, "odd number of items for SETITEMS");
  const Value dict = u.at(start - 1);
  const bool is_plain = u.vm.is_exact(dict, TypeId::Dict);
  for (std::size_t i = start; i + 1 < u.height(); i += 2) TRY(is_plain ? dict_set(u.vm, dict.as<Dict>(), u.at(i), u.at(i + 1)) : set_item(u.vm, dict, u.at(i), u.at(i + 1)));
  u.drop_to(start);
  return {};
}

Result<void> add_items(Unpickling& u) {
  const std::size_t start = TRY(u.marker());
  if (!TRY(check_items(u, start))) return {};
  const Value set = u.at(start - 1);
  List* items = TRY(u.pop_list(start));
  if (set.is(kind::Set) && is_subtype(u.vm.type_of(set), u.vm.type(TypeId::Set))) {
    for (std::uint64_t i = 0; i < items->length; ++i) {
      const Value item = items->storage->items[i];
      TRY(set_add_hashed(u.vm, set.as<Set>(), item, TRY(hash(u.vm, item))));
    }
    return {};
  }
  const Value add = TRY(get_attr(u.vm, set, "add"));
  for (std::uint64_t i = 0; i < items->length; ++i) TRY(u.vm.call(add, {items->storage->items[i]}));
  return {};
}

Result<void> load_frozenset(Unpickling& u) {
  List* items = TRY(u.pop_list(TRY(u.marker())));
  return u.push(TRY(u.vm.call(type_value(u.vm, TypeId::FrozenSet), {value_of(items)})));
}

}  // namespace

Result<bool> load_container(Unpickling& u, unsigned char opcode) {
  Vm& vm = u.vm;
  switch (static_cast<char>(opcode)) {
    case kEmptyList: TRY(u.push(value_of(TRY(new_list(vm))))); return true;
    case kEmptyDict: TRY(u.push(value_of(TRY(new_dict(vm))))); return true;
    case kEmptyTuple: TRY(u.push(value_of(empty_tuple(vm)))); return true;
    case kEmptySet: TRY(u.push(value_of(TRY(new_set(vm))))); return true;
    case kList: TRY(u.push(value_of(TRY(u.pop_list(TRY(u.marker())))))); return true;
    case kTuple: TRY(u.push(value_of(TRY(u.pop_tuple(TRY(u.marker())))))); return true;
    case kTuple1: TRY(load_short_tuple(u, 1)); return true;
    case kTuple2: TRY(load_short_tuple(u, 2)); return true;
    case kTuple3: TRY(load_short_tuple(u, 3)); return true;
    case kDict: TRY(load_dict(u)); return true;
    case kFrozenSet: TRY(load_frozenset(u)); return true;
    case kAppend:
      if (u.height() <= u.fence()) return u.underflow();
      TRY(append_items(u, u.height() - 1));
      return true;
    case kAppends: TRY(append_items(u, TRY(u.marker()))); return true;
    case kSetItem:
      if (u.height() < 2) return u.underflow();
      TRY(set_items(u, u.height() - 2));
      return true;
    case kSetItems: TRY(set_items(u, TRY(u.marker()))); return true;
    case kAddItems: TRY(add_items(u)); return true;
    default: return false;
  }
}

}  // namespace tauraro::pickle
