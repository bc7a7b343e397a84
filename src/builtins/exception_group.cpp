// BaseExceptionGroup and ExceptionGroup.
#include "builtins/exception_support.h"
#include "object/generic_alias.h"
#include "vm/exception_group.h"

namespace tauraro {
namespace {

enum { kMessage, kExceptions };

Tuple* members_of(Value group) { return exception_of(group)->extra[kExceptions].as<Tuple>(); }

/// The members as a tuple, checked; `nested_base` tells whether one of them is no Exception.
Result<Tuple*> check_members(Vm& vm, Value given, bool* nested_base) {
  const Type* type = vm.type_of(given);
  const bool is_sequence = !given.is(kind::Dict) && (given.is(kind::List) || given.is(kind::Tuple) || type->has(Special::GetItem));
  if (!is_sequence) return vm.raise(TypeId::TypeError, "second argument (exceptions) must be a sequence");
  Tuple* members = TRY(tuple_from(vm, given));
  if (members->length == 0) return vm.raise(TypeId::ValueError, "second argument (exceptions) must be a non-empty sequence");
  for (std::uint64_t i = 0; i < members->length; ++i) {
    if (!is_exception(members->items[i])) return vm.raise_error(TypeId::ValueError, "Item ", i, " of second argument (exceptions) is not an exception");
    if (!is_instance(vm, members->items[i], TypeId::Exception)) *nested_base = true;
  }
  return members;
}

/// ExceptionGroup instead of BaseExceptionGroup when all members are Exceptions.
Result<Type*> group_type(Vm& vm, Type* type, bool nested_base) {
  if (type == vm.type(TypeId::BaseExceptionGroup)) return nested_base ? type : vm.type(TypeId::ExceptionGroup);
  if (!nested_base || !is_subtype(type, vm.type(TypeId::Exception))) return type;
  if (type == vm.type(TypeId::ExceptionGroup)) return vm.raise(TypeId::TypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
  return vm.raise_error(TypeId::TypeError, "Cannot nest BaseExceptions in '", type_name(vm, type), "'");
}

Result<Value> group_new(Vm& vm, const Args& args) {
  Type* type = TRY(checked_new_type(vm, args[0], TypeId::BaseExceptionGroup));
  if (args.rest_count != 2)
    return vm.raise_error(TypeId::TypeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (", args.rest_count, " given)");
  const Value message = args.rest[0];
  if (!message.is(kind::Str))
    return vm.raise_error(TypeId::TypeError, "BaseExceptionGroup.__new__() argument 1 must be str, not ", full_type_name(vm, vm.type_of(message)));
  bool nested_base = false;
  Tuple* members = TRY(check_members(vm, args.rest[1], &nested_base));
  type = TRY(group_type(vm, type, nested_base));
  Exception* group = TRY(new_exception(vm, type, TRY(new_tuple(vm, args.rest_span()))));
  group->extra[kMessage] = message;
  group->extra[kExceptions] = value_of(members);
  return value_of(group);
}

Result<Value> group_init(Vm& vm, const Args& args) {
  TRY(refuse_exception_keywords(vm, args[0], args));
  return base_exception_init(vm, args[0], args.rest_span());
}

Result<Value> group_str(Vm& vm, const Args& args) {
  const std::uint64_t count = members_of(args[0])->length;
  return str_value(vm, concat(text_of(vm, TRY(to_str(vm, exception_of(args[0])->extra[kMessage]))), " (", count, " sub-exception", count > 1 ? "s)" : ")"));
}

Result<Value> group_derive(Vm& vm, const Args& args) {
  return vm.call(type_value(vm, TypeId::BaseExceptionGroup), {exception_of(args[0])->extra[kMessage], args[1]});
}

Result<Value> group_split(Vm& vm, const Args& args) {
  const GroupMatcher matcher = TRY(group_matcher(vm, args[1]));
  const GroupParts parts = TRY(split_group(vm, args[0], matcher, true));
  return tuple_value(vm, {parts.match, parts.rest});
}

Result<Value> group_subgroup(Vm& vm, const Args& args) {
  const GroupMatcher matcher = TRY(group_matcher(vm, args[1]));
  return TRY(split_group(vm, args[0], matcher, false)).match;
}

Result<Value> group_class_getitem(Vm& vm, const Args& args) { return new_generic_alias(vm, args[0], args[1]); }

constexpr NativeMethod kMethods[] = {
    {"__new__", group_new, "($type, /, *args, **kwargs)", NativeMethod::Static, "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", group_init, "($self, /, *args, **kwargs)", NativeMethod::Plain, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__str__", group_str, "($self, /)", NativeMethod::Plain, "Return str(self)."},
    {"derive", group_derive, "($self, excs, /)"},
    {"split", group_split, "($self, condition, /)"},
    {"subgroup", group_subgroup, "($self, condition, /)"},
    {"__class_getitem__", group_class_getitem, "($type, item, /)", NativeMethod::Class, "See PEP 585"},
};
constexpr NativeGetSet kGetSets[] = {
    {"message", get_extra<kMessage>, refuse_read_only, "exception message"}, {"exceptions", get_extra<kExceptions>, refuse_read_only, "nested exceptions"},
};

}  // namespace

void define_exception_groups(Vm& vm) {
  vm.define_methods(TypeId::BaseExceptionGroup, kMethods, kGetSets, "A combination of multiple unrelated exceptions.");
}

}  // namespace tauraro
