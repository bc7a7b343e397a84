// The types of native functions, methods and attributes as Python sees them.
#include <cstring>

#include "builtins/support.h"

namespace tauraro {
namespace {

NativeFunction* native_of(Value self) { return self.as<NativeFunction>(); }

// ---- native functions and methods ----

Result<Value> native_call(Vm& vm, const Args& args) { return forward_call(vm, args[0], args.rest_span(), args.keywords); }

Result<Value> get_name(Vm& vm, Value self) { return interned(vm, native_of(self)->definition->name); }

Result<Value> get_doc(Vm& vm, Value self) {
  const char* doc = native_of(self)->definition->doc;
  return doc ? str_value(vm, doc) : Value::none();
}

Result<Value> get_text_signature(Vm& vm, Value self) {
  const NativeFunction* native = native_of(self);
  std::string text = native->definition->signature ? native->definition->signature : "";
  const bool of_module = native->owner.is_empty() && text.size() > 2 && text[1] != '$';
  if (of_module && (text == "(*args, **kwargs)" || text.find("=<unset>") != text.npos)) {
    const std::string_view name = native->definition->name;  // with an argument that has no default to show, most have no signature
    if (name == "input") return str_value(vm, "($module, prompt='', /)");
    if (name != "anext") return Value::none();
  }
  const bool says_which = text[1] == '*' || text.find('/') != std::string::npos;  // parameters that are positional only
  if (of_module) text = (says_which ? "($module, " : "($module, /, ") + text.substr(1);
  else if (text == "()") text = "($module, /)";
  return text_signature_value(vm, native->definition->signature ? text.c_str() : nullptr);
}

/// The object that a native is bound to; a __new__ shows its type.
Value bound_to(const NativeFunction* native) { return native->self.is_empty() ? native->owner : native->self; }

Result<Value> get_self(Vm&, Value self) { return none_if_empty(bound_to(native_of(self))); }
Result<Value> get_owner(Vm&, Value self) { return none_if_empty(native_of(self)->owner); }
Result<Value> get_module(Vm&, Value self) { return none_if_empty(native_of(self)->module); }

/// The qualified name of the class that a bound native belongs to, a dot after it; empty for functions of modules.
Result<std::string> owner_prefix(Vm& vm, NativeFunction* native) {
  const Value self = bound_to(native);
  if (self.is_empty() || self.is_none() || self.is(kind::Module)) return std::string();
  const Type* owner = self.is(kind::Type) ? self.as<Type>() : vm.type_of(self);
  return text_of(vm, owner->qualname) + ".";
}

Result<Value> get_bound_qualname(Vm& vm, Value self) {
  return str_value(vm, TRY(owner_prefix(vm, native_of(self))) + native_of(self)->definition->name);
}
Result<Value> get_descriptor_qualname(Vm& vm, Value self) {
  return str_value(vm, text_of(vm, native_of(self)->owner.as<Type>()->qualname) + "." + native_of(self)->definition->name);
}

Result<Value> builtin_repr(Vm& vm, const Args& args) {
  const NativeFunction* native = native_of(args[0]);
  const Value self = bound_to(native);
  if (self.is_empty() || self.is(kind::Module) || self.is_none()) return str_value(vm, concat("<built-in function ", native->definition->name, ">"));
  return str_value(vm, concat("<built-in method ", native->definition->name, " of ", full_type_name(vm, vm.type_of(self)), " object at ",
                              identity_text(self), ">"));
}
Result<Value> method_repr(Vm& vm, const Args& args) {
  const NativeFunction* native = native_of(args[0]);
  return str_value(vm, concat("<method '", native->definition->name, "' of '", full_type_name(vm, native->owner.as<Type>()), "' objects>"));
}
Result<Value> slot_wrapper_repr(Vm& vm, const Args& args) {
  const NativeFunction* native = native_of(args[0]);
  return str_value(vm, concat("<slot wrapper '", native->definition->name, "' of '", full_type_name(vm, native->owner.as<Type>()), "' objects>"));
}
Result<Value> method_wrapper_repr(Vm& vm, const Args& args) {
  const NativeFunction* native = native_of(args[0]);
  return str_value(vm, concat("<method-wrapper '", native->definition->name, "' of ", full_type_name(vm, vm.type_of(native->self)), " object at ",
                              identity_text(native->self), ">"));
}

Result<Value> native_eq(Vm& vm, const Args& args) {
  if (!args[1].is(kind::NativeFunction) || vm.type_of(args[0]) != vm.type_of(args[1])) return Value::not_implemented();
  const NativeFunction* left = native_of(args[0]);
  const NativeFunction* right = native_of(args[1]);
  return Value::from_bool(left->definition == right->definition && left->self == right->self);
}
Result<Value> native_ne(Vm& vm, const Args& args) {
  const Value equal = TRY(native_eq(vm, args));
  return equal.is_not_implemented() ? equal : Value::from_bool(!equal.is_true());
}
Result<Value> native_hash(Vm& vm, const Args& args) {
  const NativeFunction* native = native_of(args[0]);
  const std::uint64_t self_hash = native->self.is_empty() ? 0 : identity_hash(native->self);
  const std::uint64_t mixed = self_hash ^ reinterpret_cast<std::uintptr_t>(native->definition) >> 4;
  return new_int(vm, static_cast<std::int64_t>(mixed == ~std::uint64_t{0} ? mixed - 1 : mixed));
}

Result<Value> reduce_as_attribute(Vm& vm, Value owner, const char* name) {
  const Value getter = dict_get_str(vm, vm.builtins, intern(vm, "getattr"));
  return tuple_value(vm, {getter.is_not_found() ? Value::none() : getter, TRY(tuple_value(vm, {owner, interned(vm, name)}))});
}
Result<Value> builtin_reduce(Vm& vm, const Args& args) {
  const NativeFunction* native = native_of(args[0]);
  const Value self = bound_to(native);
  if (self.is_empty() || self.is(kind::Module)) return interned(vm, native->definition->name);
  return reduce_as_attribute(vm, self, native->definition->name);
}
Result<Value> descriptor_reduce(Vm& vm, const Args& args) {
  return reduce_as_attribute(vm, native_of(args[0])->owner, native_of(args[0])->definition->name);
}

/// __get__ of every descriptor of this file.
Result<Value> descriptor_get(Vm& vm, const Args& args) {
  if (args[1].is_none() && args[2].is_none()) return vm.raise(TypeId::TypeError, "__get__(None, None) is invalid");
  Type* type = args[2].is(kind::Type) ? args[2].as<Type>() : vm.type_of(args[1]);
  return bind_descriptor(vm, args[0], args[1].is_none() && !args[2].is_none() && args[2] != type_value(vm, TypeId::NoneType) ? Value() : args[1], type);
}

Result<Value> descriptor_set(Vm& vm, const Args& args) {
  TRY(set_through_descriptor(vm, args[0], args[1], args[2]));
  return Value::none();
}
Result<Value> descriptor_delete(Vm& vm, const Args& args) {
  TRY(set_through_descriptor(vm, args[0], args[1], Value()));
  return Value::none();
}

// ---- getset and member descriptors ----

Result<Value> getset_name(Vm&, Value self) { return self.as<GetSet>()->name; }
Result<Value> getset_owner(Vm&, Value self) { return value_of(self.as<GetSet>()->owner); }
Result<Value> getset_doc(Vm& vm, Value self) {
  const char* doc = self.as<GetSet>()->definition->doc;
  return doc ? str_value(vm, doc) : Value::none();
}
Result<Value> getset_qualname(Vm& vm, Value self) {
  return str_value(vm, text_of(vm, self.as<GetSet>()->owner->qualname) + "." + text_of(vm, self.as<GetSet>()->name));
}
Result<Value> getset_repr(Vm& vm, const Args& args) {
  const GetSet* getset = args[0].as<GetSet>();
  return str_value(vm, concat(getset->definition->set == refuse_read_only ? "<member '" : "<attribute '", text_of(vm, getset->name), "' of '",
                              full_type_name(vm, getset->owner), "' objects>"));
}
Result<Value> getset_reduce(Vm& vm, const Args& args) {
  return reduce_as_attribute(vm, value_of(args[0].as<GetSet>()->owner), text_of(vm, args[0].as<GetSet>()->name).c_str());
}

Result<Value> member_name(Vm&, Value self) { return self.as<Member>()->name; }
Result<Value> member_owner(Vm&, Value self) { return value_of(self.as<Member>()->owner); }
Result<Value> member_doc(Vm&, Value) { return Value::none(); }
Result<Value> member_qualname(Vm& vm, Value self) {
  return str_value(vm, text_of(vm, self.as<Member>()->owner->qualname) + "." + text_of(vm, self.as<Member>()->name));
}
Result<Value> member_repr(Vm& vm, const Args& args) {
  const Member* member = args[0].as<Member>();
  return str_value(vm, concat("<member '", text_of(vm, member->name), "' of '", full_type_name(vm, member->owner), "' objects>"));
}
Result<Value> member_reduce(Vm& vm, const Args& args) {
  return reduce_as_attribute(vm, value_of(args[0].as<Member>()->owner), text_of(vm, args[0].as<Member>()->name).c_str());
}

constexpr const char* kReprDoc = "Return repr(self).";
constexpr const char* kCallDoc = "Call self as a function.";
constexpr const char* kGetDoc = "Return an attribute of instance, which is of type owner.";

constexpr NativeMethod kBuiltinMethods[] = {
    {"__call__", native_call, "($self, /, *args, **kwargs)", NativeMethod::Plain, kCallDoc},
    {"__repr__", builtin_repr, "($self, /)", NativeMethod::Plain, kReprDoc},
    {"__eq__", native_eq, "($self, value, /)", NativeMethod::Plain, "Return self==value."},
    {"__ne__", native_ne, "($self, value, /)", NativeMethod::Plain, "Return self!=value."},
    {"__hash__", native_hash, "($self, /)", NativeMethod::Plain, "Return hash(self)."},
    {"__reduce__", builtin_reduce, "($self, /)"},
};
constexpr NativeGetSet kBuiltinGetSets[] = {
    {"__name__", get_name}, {"__qualname__", get_bound_qualname}, {"__doc__", get_doc}, {"__self__", get_self},
    {"__text_signature__", get_text_signature}, {"__module__", get_module, refuse_read_only},
};
constexpr NativeMethod kMethodWrapperMethods[] = {
    {"__call__", native_call, "($self, /, *args, **kwargs)", NativeMethod::Plain, kCallDoc},
    {"__repr__", method_wrapper_repr, "($self, /)", NativeMethod::Plain, kReprDoc},
    {"__eq__", native_eq, "($self, value, /)", NativeMethod::Plain, "Return self==value."},
    {"__ne__", native_ne, "($self, value, /)", NativeMethod::Plain, "Return self!=value."},
    {"__hash__", native_hash, "($self, /)", NativeMethod::Plain, "Return hash(self)."},
    {"__reduce__", builtin_reduce, "($self, /)"},
};
constexpr NativeGetSet kMethodWrapperGetSets[] = {
    {"__name__", get_name}, {"__qualname__", get_descriptor_qualname}, {"__doc__", get_doc}, {"__self__", get_self, refuse_read_only},
    {"__objclass__", get_owner}, {"__text_signature__", get_text_signature},
};
constexpr NativeMethod kMethodDescriptorMethods[] = {
    {"__call__", native_call, "($self, /, *args, **kwargs)", NativeMethod::Plain, kCallDoc},
    {"__get__", descriptor_get, "($self, instance, owner=None, /)", NativeMethod::Plain, kGetDoc},
    {"__repr__", method_repr, "($self, /)", NativeMethod::Plain, kReprDoc},
    {"__reduce__", descriptor_reduce, "($self, /)"},
};
constexpr NativeMethod kClassMethodDescriptorMethods[] = {  // not to be pickled
    {"__call__", native_call, "($self, /, *args, **kwargs)", NativeMethod::Plain, kCallDoc},
    {"__get__", descriptor_get, "($self, instance, owner=None, /)", NativeMethod::Plain, kGetDoc},
    {"__repr__", method_repr, "($self, /)", NativeMethod::Plain, kReprDoc},
};
constexpr NativeMethod kSlotWrapperMethods[] = {
    {"__call__", native_call, "($self, /, *args, **kwargs)", NativeMethod::Plain, kCallDoc},
    {"__get__", descriptor_get, "($self, instance, owner=None, /)", NativeMethod::Plain, kGetDoc},
    {"__repr__", slot_wrapper_repr, "($self, /)", NativeMethod::Plain, kReprDoc},
    {"__reduce__", descriptor_reduce, "($self, /)"},
};
constexpr NativeGetSet kDescriptorGetSets[] = {
    {"__name__", get_name, refuse_read_only}, {"__qualname__", get_descriptor_qualname}, {"__doc__", get_doc},
    {"__objclass__", get_owner, refuse_read_only}, {"__text_signature__", get_text_signature},
};
constexpr NativeMethod kGetSetMethods[] = {
    {"__get__", descriptor_get, "($self, instance, owner=None, /)", NativeMethod::Plain, kGetDoc},
    {"__set__", descriptor_set, "($self, instance, value, /)", NativeMethod::Plain, "Set an attribute of instance to value."},
    {"__delete__", descriptor_delete, "($self, instance, /)", NativeMethod::Plain, "Delete an attribute of instance."},
    {"__repr__", getset_repr, "($self, /)", NativeMethod::Plain, kReprDoc},
    {"__reduce__", getset_reduce, "($self, /)"},
};
constexpr NativeGetSet kGetSetGetSets[] = {
    {"__name__", getset_name, refuse_read_only}, {"__qualname__", getset_qualname}, {"__doc__", getset_doc}, {"__objclass__", getset_owner, refuse_read_only},
};
constexpr NativeMethod kMemberMethods[] = {
    {"__get__", descriptor_get, "($self, instance, owner=None, /)", NativeMethod::Plain, kGetDoc},
    {"__set__", descriptor_set, "($self, instance, value, /)", NativeMethod::Plain, "Set an attribute of instance to value."},
    {"__delete__", descriptor_delete, "($self, instance, /)", NativeMethod::Plain, "Delete an attribute of instance."},
    {"__repr__", member_repr, "($self, /)", NativeMethod::Plain, kReprDoc},
    {"__reduce__", member_reduce, "($self, /)"},
};
constexpr NativeGetSet kMemberGetSets[] = {
    {"__name__", member_name, refuse_read_only}, {"__qualname__", member_qualname}, {"__doc__", member_doc}, {"__objclass__", member_owner, refuse_read_only},
};

}  // namespace

void define_descriptor_type(Vm& vm) {
  vm.define_methods(TypeId::BuiltinFunction, kBuiltinMethods, kBuiltinGetSets);
  vm.define_methods(TypeId::MethodWrapper, kMethodWrapperMethods, kMethodWrapperGetSets);
  vm.define_methods(TypeId::MethodDescriptor, kMethodDescriptorMethods, kDescriptorGetSets);
  vm.define_methods(TypeId::WrapperDescriptor, kSlotWrapperMethods, kDescriptorGetSets);
  vm.define_methods(TypeId::ClassMethodDescriptor, kClassMethodDescriptorMethods, kDescriptorGetSets);
  vm.define_methods(TypeId::GetSetDescriptor, kGetSetMethods, kGetSetGetSets);
  vm.define_methods(TypeId::MemberDescriptor, kMemberMethods, kMemberGetSets);
}

}  // namespace tauraro
