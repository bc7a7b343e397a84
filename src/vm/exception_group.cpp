// Taking exception groups apart: split, subgroup, except*.
#include "vm/exception_group.h"

#include <algorithm>

namespace tauraro {
namespace {

constexpr int kMembers = 1;  // of Exception::extra

Exception* as_exception(Value value) { return value.as<Exception>(); }
bool is_group(Vm& vm, Value value) { return is_instance(vm, value, TypeId::BaseExceptionGroup); }
bool is_exception_class(Vm& vm, Value value) { return value.is(kind::Type) && is_subtype(value.as<Type>(), vm.type(TypeId::BaseException)); }

Result<bool> matches(Vm& vm, const GroupMatcher& matcher, Value exception) {
  if (matcher.kind == GroupMatcher::Kind::Predicate) return truth(vm, TRY(vm.call(matcher.value, {exception})));
  if (matcher.kind == GroupMatcher::Kind::Identity) {
    const auto items = matcher.value.as<List>()->span();
    return std::find(items.begin(), items.end(), exception) != items.end();
  }
  if (matcher.value.is(kind::Type)) return is_instance(vm, exception, matcher.value.as<Type>());
  for (Value type : matcher.value.as<Tuple>()->span())
    if (is_instance(vm, exception, type.as<Type>())) return true;
  return false;
}

/// A group of these members with the original's message, chain, traceback and notes.
Result<Value> subset_of(Vm& vm, Value group, List* members) {
  if (members->length == 0) return Value::none();
  const Value made = TRY(vm.call_method(group, "derive", {Value::from_cell(members)}));
  if (!is_group(vm, made)) return vm.raise(TypeId::TypeError, "derive must return an instance of BaseExceptionGroup");
  const Exception* original = as_exception(group);
  Exception* copy = as_exception(made);
  copy->traceback = original->traceback;
  copy->context = original->context;
  copy->cause = original->cause;
  if (!original->cause.is_empty()) copy->suppress_context = Value::from_bool(true);
  vm.barrier(copy);
  const Value notes = TRY(find_attr(vm, group, "__notes__"));
  const bool is_sequence = notes.is(kind::List) || notes.is(kind::Tuple);
  if (is_sequence) TRY(set_attr(vm, made, "__notes__", Value::from_cell(TRY(list_from(vm, notes)))));
  return made;
}

}  // namespace

Result<GroupMatcher> group_matcher(Vm& vm, Value value) {
  if (value.is(kind::Function)) return GroupMatcher{value, GroupMatcher::Kind::Predicate};
  if (is_exception_class(vm, value)) return GroupMatcher{value, GroupMatcher::Kind::Type};
  bool all_types = vm.is_exact(value, TypeId::Tuple);
  for (std::uint64_t i = 0; all_types && i < value.as<Tuple>()->length; ++i) all_types = is_exception_class(vm, value.as<Tuple>()->items[i]);
  if (all_types) return GroupMatcher{value, GroupMatcher::Kind::Type};
  return vm.raise(TypeId::TypeError, "expected a function, exception type or tuple of exception types");
}

Result<GroupParts> split_group(Vm& vm, Value exception, const GroupMatcher& matcher, bool wants_rest) {
  GroupParts parts;
  if (TRY(matches(vm, matcher, exception))) {
    parts.match = exception;
    return parts;
  }
  if (!is_group(vm, exception)) {
    if (wants_rest) parts.rest = exception;
    return parts;
  }
  TAURARO_ENTER_NATIVE(vm, " in exceptiongroup_split_recursive");
  List* matched = TRY(new_list(vm));
  List* rest = TRY(new_list(vm));
  const Tuple* members = as_exception(exception)->extra[kMembers].as<Tuple>();
  for (std::uint64_t i = 0; i < members->length; ++i) {
    const GroupParts inner = TRY(split_group(vm, members->items[i], matcher, wants_rest));
    if (!inner.match.is_none()) TRY(list_append(vm, matched, inner.match));
    if (!inner.rest.is_none()) TRY(list_append(vm, rest, inner.rest));
  }
  parts.match = TRY(subset_of(vm, exception, matched));
  if (wants_rest) parts.rest = TRY(subset_of(vm, exception, rest));
  return parts;
}

}  // namespace tauraro
