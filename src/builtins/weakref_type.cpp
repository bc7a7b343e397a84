// weakref.ref and the proxies: their methods.
#include "builtins/arguments.h"
#include "object/int.h"
#include "object/weak_reference.h"
#include "vm/services.h"

namespace tauraro {

namespace {

WeakReference* reference_of(Value value) { return value.as<WeakReference>(); }

std::string address_text(const void* address) {
  char text[32];
  std::snprintf(text, sizeof text, "%p", address);
  return text;
}

// ---- ref ----

Result<Value> ref_new(Vm& vm, const Args& args) {
  Type* type = args[0].as<Type>();
  const bool exact = type == vm.type(TypeId::WeakReference);
  if (exact) TRY(refuse_keywords(vm, "ref", args));
  TRY(check_count(vm, "__new__", args, 1, 2));
  const bool has_callback = args.rest_count == 2 && !args.rest[1].is_none();
  if (exact && !has_callback) return Value::from_cell(TRY(plain_weak_reference(vm, args.rest[0])));
  return Value::from_cell(TRY(new_weak_reference(vm, type, args.rest[0], has_callback ? args.rest[1] : Value())));
}

Result<Value> ref_init(Vm& vm, const Args& args) {
  TRY(check_count(vm, "__init__", args, 1, 2));
  return Value::none();
}

Result<Value> ref_call(Vm&, const Args& args) {
  const Value target = weak_target(reference_of(args[0]));
  return target.is_empty() ? Value::none() : target;
}

Result<Value> ref_repr(Vm& vm, const Args& args) {
  const Value target = weak_target(reference_of(args[0]));
  const std::string start = "<weakref at " + address_text(args[0].as_cell());
  if (target.is_empty()) return make_str(vm, start + "; dead>");
  std::string text = concat(start, "; to '", full_type_name(vm, vm.type_of(target)), "' at ", address_text(target.as_cell()));
  const Value name = TRY(find_attr(vm, target, intern(vm, "__name__")));
  if (name.is(kind::Str)) text += " (" + text_of(vm, name) + ")";
  return make_str(vm, text + ">");
}

Result<Value> ref_hash(Vm& vm, const Args& args) {
  WeakReference* reference = reference_of(args[0]);
  if (!reference->hash_known) {
    const Value target = weak_target(reference);
    if (target.is_empty()) return vm.raise(TypeId::TypeError, "weak object has gone away");
    reference->hash = static_cast<std::int64_t>(TRY(hash(vm, target)));
    reference->hash_known = 1;
  }
  return new_int(vm, reference->hash);
}

template <CompareOp op>
Result<Value> ref_compare(Vm& vm, const Args& args) {
  if (!is_instance(vm, args[1], TypeId::WeakReference)) return Value::not_implemented();
  const Value left = weak_target(reference_of(args[0])), right = weak_target(reference_of(args[1]));
  if (left.is_empty() || right.is_empty()) return Value::from_bool((args[0] == args[1]) == (op == CompareOp::Eq));
  return compare(vm, op, left, right);
}

constexpr NativeMethod kRefMethods[] = {
    {"__new__", ref_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__init__", ref_init, "($self, /, *args, **kwargs)"},
    {"__call__", ref_call, "($self, /)"},
    {"__repr__", ref_repr, "($self, /)"},
    {"__hash__", ref_hash, "($self, /)"},
    {"__eq__", ref_compare<CompareOp::Eq>, "($self, value, /)"},
    {"__ne__", ref_compare<CompareOp::Ne>, "($self, value, /)"},
    {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class},
};

constexpr NativeGetSet kRefGetSets[] = {
    {"__callback__",
     [](Vm&, Value self) -> Result<Value> {
       const Value callback = reference_of(self)->callback;
       return callback.is_empty() ? Value::none() : callback;
     }},
};

// ---- proxies: every operation is done on the object ----

bool is_proxy(Vm& vm, Value value) {
  return vm.is_exact(value, TypeId::WeakProxy) || vm.is_exact(value, TypeId::WeakCallableProxy);
}

/// The object of a proxy; other values as they are. ReferenceError when it is gone.
Result<Value> unwrap(Vm& vm, Value value) {
  if (!is_proxy(vm, value)) return value;
  const Value target = weak_target(reference_of(value));
  if (target.is_empty()) return vm.raise(TypeId::ReferenceError, "weakly-referenced object no longer exists");
  return target;
}

template <BinaryOp op>
Result<Value> proxy_binary(Vm& vm, const Args& args) {
  const Value left = TRY(unwrap(vm, args[0])), right = TRY(unwrap(vm, args[1]));
  return binary_op(vm, op, left, right);
}
template <BinaryOp op>
Result<Value> proxy_reflected(Vm& vm, const Args& args) {
  const Value left = TRY(unwrap(vm, args[1])), right = TRY(unwrap(vm, args[0]));
  return binary_op(vm, op, left, right);
}
template <BinaryOp op>
Result<Value> proxy_inplace(Vm& vm, const Args& args) {
  const Value left = TRY(unwrap(vm, args[0])), right = TRY(unwrap(vm, args[1]));
  return inplace_op(vm, op, left, right);
}
template <CompareOp op>
Result<Value> proxy_compare(Vm& vm, const Args& args) {
  const Value left = TRY(unwrap(vm, args[0])), right = TRY(unwrap(vm, args[1]));
  return compare(vm, op, left, right);
}
template <Result<Value> (*operation)(Vm&, Value)>
Result<Value> proxy_unary(Vm& vm, const Args& args) {
  return operation(vm, TRY(unwrap(vm, args[0])));
}

Result<Value> call_named(Vm& vm, Value object, const char* name) { return vm.call(TRY(builtin_named(vm, name)), {object}); }
Result<Value> absolute(Vm& vm, Value object) { return call_named(vm, object, "abs"); }
Result<Value> as_int(Vm& vm, Value object) { return call_named(vm, object, "int"); }
Result<Value> as_float(Vm& vm, Value object) { return call_named(vm, object, "float"); }
Result<Value> as_bool(Vm& vm, Value object) { return Value::from_bool(TRY(truth(vm, object))); }
Result<Value> length_of(Vm& vm, Value object) { return new_int(vm, TRY(length(vm, object))); }
Result<Value> as_bytes(Vm& vm, Value object) { return vm.call_method(object, "__bytes__", {}); }
Result<Value> reversed(Vm& vm, Value object) { return vm.call_method(object, "__reversed__", {}); }

Result<Value> proxy_next(Vm& vm, const Args& args) {
  const Value target = TRY(unwrap(vm, args[0]));
  if (!vm.type_of(target)->has(Special::Next))
    return vm.raise_error(TypeId::TypeError, "Weakref proxy referenced a non-iterator '", type_name(vm, target), "' object");
  const Value item = TRY(next(vm, target));
  if (item.is_done()) return vm.raise_stop_iteration(Value::none());
  return item;
}

Result<Value> proxy_repr(Vm& vm, const Args& args) {
  const Value target = weak_target(reference_of(args[0]));
  const Value shown = target.is_empty() ? Value::none() : target;
  const void* address = target.is_empty() ? static_cast<const void*>(vm.type(TypeId::NoneType)) : target.as_cell();
  return make_str(vm, concat("<weakproxy at ", address_text(args[0].as_cell()), " to ", full_type_name(vm, vm.type_of(shown)), " at ",
                             address_text(address), ">"));
}

Result<Value> proxy_getattribute(Vm& vm, const Args& args) { return get_attr(vm, TRY(unwrap(vm, args[0])), args[1].as<Str>()); }
Result<Value> proxy_setattr(Vm& vm, const Args& args) {
  TRY(set_attr(vm, TRY(unwrap(vm, args[0])), args[1].as<Str>(), args[2]));
  return Value::none();
}
Result<Value> proxy_delattr(Vm& vm, const Args& args) {
  TRY(delete_attr(vm, TRY(unwrap(vm, args[0])), args[1].as<Str>()));
  return Value::none();
}
Result<Value> proxy_getitem(Vm& vm, const Args& args) {
  const Value target = TRY(unwrap(vm, args[0]));
  return get_item(vm, target, TRY(unwrap(vm, args[1])));
}
Result<Value> proxy_setitem(Vm& vm, const Args& args) {
  TRY(set_item(vm, TRY(unwrap(vm, args[0])), args[1], args[2]));
  return Value::none();
}
Result<Value> proxy_delitem(Vm& vm, const Args& args) {
  TRY(delete_item(vm, TRY(unwrap(vm, args[0])), args[1]));
  return Value::none();
}
Result<Value> proxy_contains(Vm& vm, const Args& args) {
  return Value::from_bool(TRY(contains(vm, TRY(unwrap(vm, args[0])), args[1])));
}
Result<Value> proxy_call(Vm& vm, const Args& args) {
  const Value target = TRY(unwrap(vm, args[0]));
  Tuple* arguments = TRY(new_tuple(vm, args.rest_span()));
  return vm.call_spread(target, arguments, args.keywords);
}
Result<Value> proxy_divmod(Vm& vm, const Args& args) {
  const Value left = TRY(unwrap(vm, args[0])), right = TRY(unwrap(vm, args[1]));
  return vm.call(TRY(builtin_named(vm, "divmod")), {left, right});
}
Result<Value> proxy_rdivmod(Vm& vm, const Args& args) {
  const Value left = TRY(unwrap(vm, args[1])), right = TRY(unwrap(vm, args[0]));
  return vm.call(TRY(builtin_named(vm, "divmod")), {left, right});
}

#define PROXY_BINARY(name, op)                                                    \
  {"__" name "__", proxy_binary<BinaryOp::op>, "($self, value, /)"},              \
      {"__r" name "__", proxy_reflected<BinaryOp::op>, "($self, value, /)"},      \
      {"__i" name "__", proxy_inplace<BinaryOp::op>, "($self, value, /)"}

constexpr NativeMethod kProxyMethods[] = {
    PROXY_BINARY("add", Add),
    PROXY_BINARY("sub", Sub),
    PROXY_BINARY("mul", Mul),
    PROXY_BINARY("truediv", TrueDiv),
    PROXY_BINARY("floordiv", FloorDiv),
    PROXY_BINARY("mod", Mod),
    PROXY_BINARY("pow", Pow),
    PROXY_BINARY("matmul", MatMul),
    PROXY_BINARY("lshift", LShift),
    PROXY_BINARY("rshift", RShift),
    PROXY_BINARY("and", And),
    PROXY_BINARY("or", Or),
    PROXY_BINARY("xor", Xor),
    {"__divmod__", proxy_divmod, "($self, value, /)"},
    {"__rdivmod__", proxy_rdivmod, "($self, value, /)"},
    {"__lt__", proxy_compare<CompareOp::Lt>, "($self, value, /)"},
    {"__le__", proxy_compare<CompareOp::Le>, "($self, value, /)"},
    {"__eq__", proxy_compare<CompareOp::Eq>, "($self, value, /)"},
    {"__ne__", proxy_compare<CompareOp::Ne>, "($self, value, /)"},
    {"__gt__", proxy_compare<CompareOp::Gt>, "($self, value, /)"},
    {"__ge__", proxy_compare<CompareOp::Ge>, "($self, value, /)"},
    {"__neg__", proxy_unary<negative>, "($self, /)"},
    {"__pos__", proxy_unary<positive>, "($self, /)"},
    {"__invert__", proxy_unary<invert>, "($self, /)"},
    {"__abs__", proxy_unary<absolute>, "($self, /)"},
    {"__int__", proxy_unary<as_int>, "($self, /)"},
    {"__float__", proxy_unary<as_float>, "($self, /)"},
    {"__index__", proxy_unary<index_of>, "($self, /)"},
    {"__bool__", proxy_unary<as_bool>, "($self, /)"},
    {"__bytes__", proxy_unary<as_bytes>, "($self, /)"},
    {"__str__", proxy_unary<to_str>, "($self, /)"},
    {"__repr__", proxy_repr, "($self, /)"},
    {"__len__", proxy_unary<length_of>, "($self, /)"},
    {"__iter__", proxy_unary<get_iter>, "($self, /)"},
    {"__next__", proxy_next, "($self, /)"},
    {"__reversed__", proxy_unary<reversed>, "($self, /)"},
    {"__contains__", proxy_contains, "($self, key, /)"},
    {"__getitem__", proxy_getitem, "($self, key, /)"},
    {"__setitem__", proxy_setitem, "($self, key, value, /)"},
    {"__delitem__", proxy_delitem, "($self, key, /)"},
    {"__getattribute__", proxy_getattribute, "($self, name, /)"},
    {"__setattr__", proxy_setattr, "($self, name, value, /)"},
    {"__delattr__", proxy_delattr, "($self, name, /)"},
};
#undef PROXY_BINARY

constexpr NativeMethod kCallMethods[] = {
    {"__call__", proxy_call, "($self, /, *args, **kwargs)"},
};

/// The builtin types whose instances can be weakly referenced (heap types decide for themselves).
constexpr TypeId kReferable[] = {TypeId::Type,      TypeId::Set,        TypeId::FrozenSet,      TypeId::Function,
                                 TypeId::BoundMethod, TypeId::Module,   TypeId::BuiltinFunction, TypeId::Generator,
                                 TypeId::Coroutine, TypeId::AsyncGenerator, TypeId::Code,       TypeId::MemoryView,
                                 TypeId::GenericAlias};

}  // namespace

void define_weakref_type(Vm& vm) {
  vm.define_methods(TypeId::WeakReference, kRefMethods, kRefGetSets);
  for (const TypeId id : {TypeId::WeakProxy, TypeId::WeakCallableProxy}) {
    vm.define_methods(id, kProxyMethods);
    set_unhashable(vm, id);
  }
  vm.define_methods(TypeId::WeakCallableProxy, kCallMethods);
  for (const TypeId id : kReferable) vm.type(id)->flags |= kTypeHasWeakref;
  vm.services->weak_callbacks = run_weak_callbacks;
}

}  // namespace tauraro
