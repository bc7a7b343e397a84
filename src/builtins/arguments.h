#pragma once
#include "object/operations.h"

namespace tauraro {

// Checks that CPython's functions do on arguments that their text signature does not describe.

/// "NAME() takes no keyword arguments"
Result<void> refuse_keywords(Vm& vm, const char* name, const Args& args);
/// "NAME expected at most 2 arguments, got 3" for the *args of a call.
Result<void> check_count(Vm& vm, const char* name, const Args& args, std::uint32_t least, std::uint32_t most);
/// The same when `type`'s constructor takes `name`'s arguments: a subclass with its own __new__ or __init__ may be given others.
bool has_inherited(Vm& vm, const Type* type, TypeId base, Special which);
/// A keyword argument, removed from args.keywords; empty when it was not given.
Result<Value> take_keyword(Vm& vm, const Args& args, const char* keyword);
/// TypeError for keywords that are left: "'x' is an invalid keyword argument for NAME()"
Result<void> refuse_other_keywords(Vm& vm, const char* name, const Args& args);

/// Whether an object can be used as an index (int, bool, __index__).
bool is_index(Vm& vm, Value value);
/// The 64-bit value of an index; IndexError "cannot fit 'int' into an index-sized integer".
Result<std::int64_t> item_index(Vm& vm, Value value);
/// Start or stop of list.index and the like: clamped to 64 bits, negative ones count from the end.
Result<std::int64_t> search_bound(Vm& vm, Value value, std::int64_t length);
/// "X indices must be integers or slices, not Y"
Raised raise_bad_index(Vm& vm, const char* what, Value key);

/// Raises with `before`, repr(value), `after` as the message.
Raised raise_with_repr(Vm& vm, TypeId type, std::string_view before, Value value, std::string_view after);

/// builtins.NAME, for __reduce__.
Result<Value> builtin_named(Vm& vm, const char* name);
/// A tuple of these.
Result<Value> make_tuple(Vm& vm, std::initializer_list<Value> items);
inline Result<Value> make_pair(Vm& vm, Value first, Value second) { return make_tuple(vm, {first, second}); }
/// `Value(new_str(...))`
Result<Value> make_str(Vm& vm, std::string_view text);

/// __class_getitem__ of generic types: types.GenericAlias(type, key)
Result<Value> class_getitem(Vm& vm, const Args& args);
/// Makes a type unhashable: __hash__ = None.
void set_unhashable(Vm& vm, TypeId id);
/// x.__length_hint__ and x.__reduce__ for any self: `return self`
Result<Value> return_self(Vm& vm, const Args& args);

/// Compares two rows of items as lists and tuples do. The rows are read anew at each step, since == may change them.
/// `Items` has size() and operator[].
template <class Items>
Result<Value> compare_sequences(Vm& vm, CompareOp op, const Items& left, const Items& right) {
  if (left.size() != right.size() && (op == CompareOp::Eq || op == CompareOp::Ne)) return Value::from_bool(op == CompareOp::Ne);
  std::uint64_t i = 0;
  for (; i < left.size() && i < right.size(); ++i) {
    const Value a = left[i], b = right[i];
    if (a == b) continue;
    if (!TRY(equals(vm, a, b))) {
      if (i >= left.size() || i >= right.size()) break;  // emptied by ==: the lengths decide
      if (op == CompareOp::Eq) return Value::from_bool(false);
      if (op == CompareOp::Ne) return Value::from_bool(true);
      return compare(vm, op, a, b);
    }
  }
  const std::uint64_t a = left.size(), b = right.size();
  switch (op) {
    case CompareOp::Lt: return Value::from_bool(a < b);
    case CompareOp::Le: return Value::from_bool(a <= b);
    case CompareOp::Eq: return Value::from_bool(a == b);
    case CompareOp::Ne: return Value::from_bool(a != b);
    case CompareOp::Gt: return Value::from_bool(a > b);
    default: return Value::from_bool(a >= b);
  }
}

}  // namespace tauraro
