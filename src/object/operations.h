#pragma once
#include <span>

#include "object/runtime.h"

namespace tauraro {

// What Python's operators and protocols do, on any values. Everything here may run Python code unless it says otherwise.

enum class BinaryOp : std::uint8_t { Add, Sub, Mul, TrueDiv, FloorDiv, Mod, Pow, MatMul, LShift, RShift, And, Or, Xor };
enum class CompareOp : std::uint8_t { Lt, Le, Eq, Ne, Gt, Ge };

Result<Value> binary_op(Vm& vm, BinaryOp op, Value left, Value right);
Result<Value> inplace_op(Vm& vm, BinaryOp op, Value left, Value right);
Result<Value> negative(Vm& vm, Value operand);
Result<Value> positive(Vm& vm, Value operand);
Result<Value> invert(Vm& vm, Value operand);
Result<Value> compare(Vm& vm, CompareOp op, Value left, Value right);  ///< any object
Result<bool> compare_truth(Vm& vm, CompareOp op, Value left, Value right);
/// left == right as containers do it: identity first.
Result<bool> equals(Vm& vm, Value left, Value right);
/// `is`: exact ints and floats by value. Runs nothing.
bool is_same(Value left, Value right);
Result<bool> truth(Vm& vm, Value value);
Result<std::uint64_t> hash(Vm& vm, Value value);
/// hash() of a tuple of hashes etc.: combine as CPython 3.11 (xxHash based).
Result<std::uint64_t> hash_tuple(Vm& vm, std::span<const Value> items);
Result<bool> contains(Vm& vm, Value container, Value item);
Result<std::int64_t> length(Vm& vm, Value value);
/// operator.length_hint
Result<std::int64_t> length_hint(Vm& vm, Value value, std::int64_t fallback);

Result<Value> get_item(Vm& vm, Value container, Value key);
Result<void> set_item(Vm& vm, Value container, Value key, Value value);
Result<void> delete_item(Vm& vm, Value container, Value key);

/// Attribute by interned name. AttributeError as CPython's.
Result<Value> get_attr(Vm& vm, Value object, Str* name);
Result<Value> get_attr(Vm& vm, Value object, std::string_view name);
/// not_found instead of an AttributeError (one raised by __getattr__ or a property is swallowed).
Result<Value> find_attr(Vm& vm, Value object, Str* name);
Result<Value> find_attr(Vm& vm, Value object, std::string_view name);
Result<void> set_attr(Vm& vm, Value object, Str* name, Value value);
Result<void> set_attr(Vm& vm, Value object, std::string_view name, Value value);
Result<void> delete_attr(Vm& vm, Value object, Str* name);
/// object.__getattribute__, object.__setattr__ (value empty: delete)
Result<Value> generic_get_attr(Vm& vm, Value object, Str* name);
Result<void> generic_set_attr(Vm& vm, Value object, Str* name, Value value);
/// Looks along the MRO; no binding; empty when absent. Runs nothing.
Value type_lookup(Vm& vm, Type* type, Str* name);
/// The `__dict__` of an object; null when it has none. Switches an instance to dictionary mode.
Result<Dict*> instance_dict(Vm& vm, Value object);
/// Sets an attribute of a type from native code (also of immutable ones).
Result<void> type_set_attr(Vm& vm, Type* type, Str* name, Value value);
bool is_subtype(const Type* type, const Type* base);
bool is_instance_exactly_of(Vm& vm, Value value, TypeId id);
/// By MRO, without __instancecheck__.
inline bool is_instance(Vm& vm, Value value, Type* type) { return is_subtype(vm.type_of(value), type); }
inline bool is_instance(Vm& vm, Value value, TypeId id) { return is_subtype(vm.type_of(value), vm.type(id)); }
/// isinstance(), issubclass(): tuples, unions, __instancecheck__.
Result<bool> is_instance_of(Vm& vm, Value value, Value classes);
Result<bool> is_subclass_of(Vm& vm, Value type, Value classes);

/// What type.__instancecheck__ and type.__subclasscheck__ do.
Result<bool> default_instance_check(Vm& vm, Value type, Value value);
Result<bool> default_subclass_check(Vm& vm, Value base, Value derived);
/// Along __bases__ of objects that only look like classes.
Result<bool> abstract_is_subclass(Vm& vm, Value derived, Value base);

/// hash() of objects that do not define it: by identity.
std::uint64_t identity_hash(Value value);

Result<Value> get_iter(Vm& vm, Value iterable);
/// iter() of an object that only has __getitem__.
Result<Value> new_sequence_iterator(Vm& vm, Value sequence);
/// Resumes a generator with None: the yielded value, done, or raised.
Result<Value> generator_next(Vm& vm, Generator* generator);
/// types.GenericAlias(origin, key)
Result<Value> new_generic_alias(Vm& vm, Value origin, Value key);
/// The next item, done, or raised.
Result<Value> next(Vm& vm, Value iterator);
/// Calls `each(item)` -> Result<bool> (false: stop) for every item of any iterable; fast for lists, tuples and native iterators.
template <class Each>
Result<void> for_each(Vm& vm, Value iterable, Each each);
/// list(iterable), as the temporary of natives.
Result<List*> list_from(Vm& vm, Value iterable);
Result<Tuple*> tuple_from(Vm& vm, Value iterable);

Result<Value> repr(Vm& vm, Value value);   ///< a Str
Result<Value> to_str(Vm& vm, Value value); ///< str(value), a Str
Result<Value> ascii(Vm& vm, Value value);
/// format(value, spec); spec a Str or empty.
Result<Value> format(Vm& vm, Value value, Value spec);
/// The text with everything beyond ASCII escaped, as ascii() does. \pre flattened
Result<Value> escape_non_ascii(Vm& vm, Str* text);
/// repr as UTF-8 for messages; "?" when it raises is not done: raises.
Result<std::string> repr_text(Vm& vm, Value value);
/// __name__ of the type, for messages.
std::string type_name(Vm& vm, Value value);
std::string type_name(Vm& vm, const Type* type);
/// Name as CPython's messages print it (module-qualified for some): tp_name.
std::string full_type_name(Vm& vm, const Type* type);

/// The builtin `print` (a hint of CPython 2 to 3 in error messages).
bool str_is_print(Vm& vm, Value function);
bool is_callable(Vm& vm, Value value);
/// For Result-free interest in text: \pre value is a Str (or subclass)
std::string text_of(Vm& vm, Value str);

/// "(a, b, ...)" recursion in repr: true when `object` is being printed already (Py_ReprEnter).
bool repr_enter(Vm& vm, Value object);
void repr_leave(Vm& vm, Value object);

/// Reports the pending exception, which nobody can handle, through sys.unraisablehook; takes it. `message` may be empty:
/// "Exception ignored in" then. Where `object` is what raised.
void report_unraisable(Vm& vm, std::string_view message, Value object);

template <class Each>
Result<void> for_each(Vm& vm, Value iterable, Each each) {
  if (vm.is_exact(iterable, TypeId::List)) {
    List* list = iterable.as<List>();
    for (std::uint64_t i = 0; i < list->length; ++i)
      if (!TRY(each(list->storage->items[i]))) break;
    return {};
  }
  if (vm.is_exact(iterable, TypeId::Tuple)) {
    Tuple* tuple = iterable.as<Tuple>();
    for (std::uint64_t i = 0; i < tuple->length; ++i)
      if (!TRY(each(tuple->items[i]))) break;
    return {};
  }
  const Value iterator = TRY(get_iter(vm, iterable));
  while (true) {
    const Value item = TRY(next(vm, iterator));
    if (item.is_done()) return {};
    if (!TRY(each(item))) return {};
  }
}

}  // namespace tauraro
