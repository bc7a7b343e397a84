// Row: a tuple whose items are found by column name too.
#include "builtins/arguments.h"
#include "modules/sqlite3/sqlite3.h"

namespace tauraro::sqlite {
namespace {

Tuple* data_of(Value row) { return field_of(row, kRowData).as<Tuple>(); }

Result<Value> row_new(Vm& vm, const Args& args) {
  if (!is_of(vm, args[1], kCursorType)) return vm.raise_error(TypeId::TypeError, "Row() argument 1 must be sqlite3.Cursor, not ", full_type_name(vm, vm.type_of(args[1])));
  if (!args[2].is(kind::Tuple)) return vm.raise_error(TypeId::TypeError, "Row() argument 2 must be tuple, not ", full_type_name(vm, vm.type_of(args[2])));
  NativeObject* row = TRY(new_native_instance(vm, args[0].as<Type>(), kRowFields));
  row->values[kRowData] = args[2];
  row->values[kRowDescription] = field_of(args[1], kDescription);
  return value_of(row);
}

Result<bool> same_name(Vm& vm, Value column, Value key) {
  if (!column.is(kind::Str)) return false;
  const std::string left = text_of(vm, column), right = text_of(vm, key);
  return left.size() == right.size() && strncasecmp(left.data(), right.data(), left.size()) == 0;
}

Result<Value> row_getitem(Vm& vm, const Args& args) {
  const Value key = args[1];
  if (!key.is(kind::Str)) {
    if (is_index(vm, key) || key.is(kind::Slice)) return get_item(vm, field_of(args[0], kRowData), key);
    return vm.raise(TypeId::IndexError, "Index must be int or string");
  }
  const Value description = field_of(args[0], kRowDescription);
  if (description.is(kind::Tuple))
    for (std::uint64_t i = 0; i < description.as<Tuple>()->length && i < data_of(args[0])->length; ++i)
      if (TRY(same_name(vm, description.as<Tuple>()->items[i].as<Tuple>()->items[0], key))) return data_of(args[0])->items[i];
  return vm.raise(TypeId::IndexError, "No item with that key");
}

Result<Value> row_keys(Vm& vm, const Args& args) {
  List* names = TRY(new_list(vm));
  const Value description = field_of(args[0], kRowDescription);
  if (description.is(kind::Tuple))
    for (const Value column : description.as<Tuple>()->span()) TRY(list_append(vm, names, column.as<Tuple>()->items[0]));
  return value_of(names);
}

Result<Value> row_len(Vm&, const Args& args) { return Value::from_int(static_cast<std::int64_t>(data_of(args[0])->length)); }
Result<Value> row_iter(Vm& vm, const Args& args) { return get_iter(vm, field_of(args[0], kRowData)); }
Result<Value> row_hash(Vm& vm, const Args& args) {
  const std::uint64_t mixed = TRY(hash(vm, field_of(args[0], kRowDescription))) ^ TRY(hash(vm, field_of(args[0], kRowData)));
  return new_int(vm, static_cast<std::int64_t>(mixed == ~std::uint64_t{0} ? mixed - 1 : mixed));
}
template <bool kEqual>
Result<Value> row_compare(Vm& vm, const Args& args) {
  if (!is_of(vm, args[1], kRowType)) return Value::not_implemented();
  const bool same = TRY(equals(vm, field_of(args[0], kRowDescription), field_of(args[1], kRowDescription)));
  if (!same) return Value::from_bool(!kEqual);
  return Value::from_bool(TRY(equals(vm, field_of(args[0], kRowData), field_of(args[1], kRowData))) == kEqual);
}

constexpr NativeMethod kMethods[] = {
    {"__new__", row_new, "($type, cursor, data, /)", NativeMethod::Static},
    {"__hash__", row_hash, "($self, /)"},
    {"__eq__", row_compare<true>, "($self, value, /)"},
    {"__ne__", row_compare<false>, "($self, value, /)"},
    {"__iter__", row_iter, "($self, /)"},
    {"__len__", row_len, "($self, /)"},
    {"__getitem__", row_getitem, "($self, key, /)"},
    {"keys", row_keys, "($self, /)", NativeMethod::Plain, "Returns the keys of the row."},
};

}  // namespace

const NativeTypeSpec kRowType{"sqlite3.Row", kMethods};

}  // namespace tauraro::sqlite
