#pragma once
#include "object/operations.h"

namespace tauraro {

// Makers and `next` functions of the native iterators. An exhausted iterator has an empty source.

Result<Value> new_list_iterator(Vm& vm, Value list);
Result<Value> new_list_reverse_iterator(Vm& vm, Value list);
Result<Value> new_tuple_iterator(Vm& vm, Value tuple);
Result<Value> new_range_iterator(Vm& vm, Range* range);
/// Of the numbers start + i * step for 0 <= i < length, in plain ints of any size.
Result<Value> new_range_iterator(Vm& vm, Value start, Value step, Value length);
Result<Value> new_str_iterator(Vm& vm, Value text);
/// Of bytes or a bytearray.
Result<Value> new_bytes_iterator(Vm& vm, Value bytes);
Result<Value> new_set_iterator(Vm& vm, Set* set);
Result<Value> new_callable_iterator(Vm& vm, Value callee, Value sentinel);

enum class DictPart : std::uint8_t { Keys, Values, Items };
Result<Value> new_dict_iterator(Vm& vm, Dict* dict, DictPart part);
Result<Value> new_dict_reverse_iterator(Vm& vm, Dict* dict, DictPart part);

/// A native iterator of a builtin type with these fields.
Result<Iterator*> new_iterator(Vm& vm, TypeId type, Result<Value> (*next)(Vm&, Iterator*), Value source,
                               std::int64_t index = 0, std::int64_t limit = 0, Value extra = Value());

}  // namespace tauraro
