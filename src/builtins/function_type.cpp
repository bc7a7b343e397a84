// Functions, bound methods and cells.
#include "builtins/support.h"
#include "vm/link.h"
#include "vm/services.h"

namespace tauraro {
namespace {

// ---- function ----

Function* function_of(Value self) { return self.as<Function>(); }

std::size_t free_name_count(const Code* code) { return (*code->unit)->free_names.size(); }
std::uint64_t closure_length(Value closure) { return closure.is(kind::Tuple) ? closure.as<Tuple>()->length : 0; }

void touch(Vm& vm, Function* function) {
  ++function->version;
  vm.barrier(function);
}

Result<void> check_closure(Vm& vm, const Code* code, Value closure) {
  const std::size_t wanted = free_name_count(code);
  if (!closure.is(kind::Tuple)) {
    if (wanted && closure.is_none()) return vm.raise(TypeId::TypeError, "arg 5 (closure) must be tuple");
    if (!closure.is_none()) return vm.raise(TypeId::TypeError, "arg 5 (closure) must be None or tuple");
    return {};
  }
  const Tuple* cells = closure.as<Tuple>();
  if (cells->length != wanted)
    return vm.raise_error(TypeId::ValueError, text_of(vm, code->name), " requires closure of length ", wanted, ", not ", cells->length);
  for (std::uint64_t i = 0; i < cells->length; ++i)
    if (!cells->items[i].is(kind::Box))
      return vm.raise_error(TypeId::TypeError, "arg 5 (closure) expected cell, found ", full_type_name(vm, vm.type_of(cells->items[i])));
  return {};
}

Raised raise_constructor_argument(Vm& vm, const char* name, const char* wanted, Value got) {
  return vm.raise_error(TypeId::TypeError, "function() argument '", name, "' must be ", wanted, ", not ", full_type_name(vm, vm.type_of(got)));
}

Result<Value> function_new(Vm& vm, const Args& args) {
  const Value code = args[1], globals = args[2], name = args[3], defaults = args[4], closure = args[5];
  if (!code.is(kind::Code)) return raise_constructor_argument(vm, "code", "code", code);
  if (!globals.is(kind::Dict)) return raise_constructor_argument(vm, "globals", "dict", globals);
  if (!name.is_none() && !name.is(kind::Str)) return vm.raise(TypeId::TypeError, "arg 3 (name) must be None or string");
  if (!defaults.is_none() && !defaults.is(kind::Tuple)) return vm.raise(TypeId::TypeError, "arg 4 (defaults) must be None or tuple");
  TRY(check_closure(vm, code.as<Code>(), closure));
  LinkedCode* linked = TRY(link_code(vm, code.as<Code>(), globals.as<Dict>()));
  Function* function = TRY(new_function(vm, linked, name.is_none() ? code.as<Code>()->qualname : name));
  if (!name.is_none()) function->name = name;
  function->qualname = code.as<Code>()->qualname;
  function->defaults = defaults;
  if (closure.is(kind::Tuple) && closure.as<Tuple>()->length) function->closure = closure;
  vm.barrier(function);
  return value_of(function);
}

Result<Value> function_call(Vm& vm, const Args& args) { return forward_call(vm, args[0], args.rest_span(), args.keywords); }

Result<Value> function_get(Vm& vm, const Args& args) {
  if (args[1].is_none()) {
    if (args[2].is_none()) return vm.raise(TypeId::TypeError, "__get__(None, None) is invalid");
    return args[0];
  }
  return new_bound_method(vm, args[0], args[1]);
}

Result<Value> function_repr(Vm& vm, const Args& args) {
  return str_value(vm, concat("<function ", text_of(vm, function_of(args[0])->qualname), " at ", identity_text(args[0]), ">"));
}

Result<Value> get_code(Vm&, Value self) { return value_of(function_of(self)->code->code); }
Result<void> set_code(Vm& vm, Value self, Value value) {
  Function* function = function_of(self);
  if (!value.is(kind::Code)) return vm.raise(TypeId::TypeError, "__code__ must be set to a code object");
  const std::size_t wanted = free_name_count(value.as<Code>());
  const std::uint64_t given = closure_length(function->closure);
  if (wanted != given)
    return vm.raise_error(TypeId::ValueError, text_of(vm, function->name), "() requires a code object with ", given, " free vars, not ", wanted);
  function->code = TRY(link_code(vm, value.as<Code>(), function->code->globals));
  touch(vm, function);
  if (vm.services->tier_up) vm.services->tier_up->invalidate_all(vm);  // it may be inlined anywhere
  return {};
}

Result<Value> get_defaults(Vm&, Value self) { return none_if_empty(function_of(self)->defaults); }
Result<void> set_defaults(Vm& vm, Value self, Value value) {
  value = none_if_empty(value);
  if (!value.is_none() && !value.is(kind::Tuple)) return vm.raise(TypeId::TypeError, "__defaults__ must be set to a tuple object");
  function_of(self)->defaults = value;
  touch(vm, function_of(self));
  return {};
}

Result<Value> get_kwdefaults(Vm&, Value self) { return none_if_empty(function_of(self)->kwdefaults); }
Result<void> set_kwdefaults(Vm& vm, Value self, Value value) {
  value = none_if_empty(value);
  if (!value.is_none() && !value.is(kind::Dict)) return vm.raise(TypeId::TypeError, "__kwdefaults__ must be set to a dict object");
  function_of(self)->kwdefaults = value;
  touch(vm, function_of(self));
  return {};
}

Result<Value> get_closure(Vm&, Value self) { return none_if_empty(function_of(self)->closure); }
Result<Value> get_globals(Vm&, Value self) { return value_of(function_of(self)->code->globals); }
Result<Value> get_builtins(Vm&, Value self) { return function_of(self)->code->builtins; }

Result<Value> get_name(Vm&, Value self) { return function_of(self)->name; }
Result<void> set_name(Vm& vm, Value self, Value value) {
  if (!value.is(kind::Str)) return vm.raise(TypeId::TypeError, "__name__ must be set to a string object");
  function_of(self)->name = value;
  touch(vm, function_of(self));
  return {};
}
Result<Value> get_qualname(Vm&, Value self) { return function_of(self)->qualname; }
Result<void> set_qualname(Vm& vm, Value self, Value value) {
  if (!value.is(kind::Str)) return vm.raise(TypeId::TypeError, "__qualname__ must be set to a string object");
  function_of(self)->qualname = value;
  touch(vm, function_of(self));
  return {};
}

Result<Value> get_doc(Vm&, Value self) { return none_if_empty(function_of(self)->doc); }
Result<void> set_doc(Vm& vm, Value self, Value value) {
  function_of(self)->doc = none_if_empty(value);
  vm.barrier(self.as_cell());
  return {};
}
Result<Value> get_module(Vm&, Value self) { return none_if_empty(function_of(self)->module); }
Result<void> set_module(Vm& vm, Value self, Value value) {
  function_of(self)->module = none_if_empty(value);
  vm.barrier(self.as_cell());
  return {};
}

Result<Value> get_dict(Vm& vm, Value self) { return value_of(TRY(instance_dict(vm, self))); }
Result<void> set_dict(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "cannot delete __dict__");
  if (!value.is(kind::Dict))
    return vm.raise_error(TypeId::TypeError, "__dict__ must be set to a dictionary, not a '", full_type_name(vm, vm.type_of(value)), "'");
  function_of(self)->attributes = value;
  vm.barrier(self.as_cell());
  return {};
}

Result<Value> get_annotations(Vm& vm, Value self) {
  Function* function = function_of(self);
  if (function->annotations.is(kind::Dict)) return function->annotations;
  Dict* made = TRY(new_dict(vm));
  if (function->annotations.is(kind::Tuple)) {
    const Tuple* pairs = function->annotations.as<Tuple>();
    for (std::uint64_t i = 0; i + 1 < pairs->length; i += 2) TRY(dict_set(vm, made, pairs->items[i], pairs->items[i + 1]));
  }
  function->annotations = value_of(made);
  vm.barrier(function);
  return function->annotations;
}
Result<void> set_annotations(Vm& vm, Value self, Value value) {
  value = empty_if_none(value);
  if (!value.is_empty() && !value.is(kind::Dict)) return vm.raise(TypeId::TypeError, "__annotations__ must be set to a dict object");
  function_of(self)->annotations = value;
  vm.barrier(self.as_cell());
  return {};
}

constexpr NativeMethod kFunctionMethods[] = {
    {"__new__", function_new, "($type, code, globals, name=None, argdefs=None, closure=None)", NativeMethod::Static, "Create and return a new object.  See help(type) for accurate signature."},
    {"__call__", function_call, "($self, /, *args, **kwargs)", NativeMethod::Plain, "Call self as a function."},
    {"__get__", function_get, "($self, instance, owner=None, /)", NativeMethod::Plain, "Return an attribute of instance, which is of type owner."},
    {"__repr__", function_repr, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
};
constexpr NativeGetSet kFunctionGetSets[] = {
    {"__code__", get_code, set_code}, {"__defaults__", get_defaults, set_defaults}, {"__kwdefaults__", get_kwdefaults, set_kwdefaults},
    {"__closure__", get_closure, refuse_read_only}, {"__globals__", get_globals, refuse_read_only}, {"__builtins__", get_builtins, refuse_read_only},
    {"__name__", get_name, set_name}, {"__qualname__", get_qualname, set_qualname}, {"__doc__", get_doc, set_doc},
    {"__module__", get_module, set_module}, {"__dict__", get_dict, set_dict}, {"__annotations__", get_annotations, set_annotations},
};

// ---- method ----

BoundMethod* method_of(Value self) { return self.as<BoundMethod>(); }

Result<Value> method_new(Vm& vm, const Args& args) {
  if (!is_callable(vm, args[1])) return vm.raise(TypeId::TypeError, "first argument must be callable");
  if (args[2].is_none()) return vm.raise(TypeId::TypeError, "instance must not be None");
  return new_bound_method(vm, args[1], args[2]);
}

Result<Value> method_call(Vm& vm, const Args& args) { return forward_call(vm, args[0], args.rest_span(), args.keywords); }
Result<Value> method_get(Vm&, const Args& args) { return args[0]; }

/// The name for repr(): __qualname__, else __name__, of the function.
Result<std::string> method_display_name(Vm& vm, Value function) {
  Value name = TRY(find_attr(vm, function, "__qualname__"));
  if (name.is_not_found()) name = TRY(find_attr(vm, function, "__name__"));
  return name.is(kind::Str) ? text_of(vm, name) : std::string("?");
}

Result<Value> method_repr(Vm& vm, const Args& args) {
  const BoundMethod* method = method_of(args[0]);
  return str_value(vm, concat("<bound method ", TRY(method_display_name(vm, method->function)), " of ", TRY(repr_text(vm, method->self)), ">"));
}

Result<Value> method_eq(Vm& vm, const Args& args) {
  if (!args[1].is(kind::BoundMethod)) return Value::not_implemented();
  const BoundMethod* left = method_of(args[0]);
  const BoundMethod* right = method_of(args[1]);
  return Value::from_bool(is_same(left->self, right->self) && TRY(equals(vm, left->function, right->function)));
}
Result<Value> method_ne(Vm& vm, const Args& args) {
  const Value equal = TRY(method_eq(vm, args));
  return equal.is_not_implemented() ? equal : Value::from_bool(!equal.is_true());
}
Result<Value> method_hash(Vm& vm, const Args& args) {
  const BoundMethod* method = method_of(args[0]);
  std::uint64_t mixed = identity_hash(method->self) ^ TRY(hash(vm, method->function));
  if (mixed == ~std::uint64_t{0}) --mixed;
  return new_int(vm, static_cast<std::int64_t>(mixed));
}

/// Attributes of the function show through.
Result<Value> method_getattribute(Vm& vm, const Args& args) {
  Str* name = TRY(attribute_name(vm, args[1]));
  const Value in_type = type_lookup(vm, vm.type(TypeId::BoundMethod), name);
  if (!in_type.is_empty()) return bind_descriptor(vm, in_type, args[0], vm.type(TypeId::BoundMethod));
  return get_attr(vm, method_of(args[0])->function, name);
}

Result<Value> method_reduce(Vm& vm, const Args& args) {
  const BoundMethod* method = method_of(args[0]);
  const Value getter = dict_get_str(vm, vm.builtins, intern(vm, "getattr"));
  const Value name = TRY(get_attr(vm, method->function, "__name__"));
  return tuple_value(vm, {getter, TRY(tuple_value(vm, {method->self, name}))});
}

Result<Value> get_method_function(Vm&, Value self) { return method_of(self)->function; }
Result<Value> get_method_self(Vm&, Value self) { return method_of(self)->self; }
Result<Value> get_method_doc(Vm& vm, Value self) {
  const Value doc = TRY(find_attr(vm, method_of(self)->function, "__doc__"));
  return doc.is_not_found() ? Value::none() : doc;
}

constexpr NativeMethod kMethodMethods[] = {
    {"__new__", method_new, "($type, function, instance, /)", NativeMethod::Static, "Create and return a new object.  See help(type) for accurate signature."},
    {"__call__", method_call, "($self, /, *args, **kwargs)", NativeMethod::Plain, "Call self as a function."},
    {"__get__", method_get, "($self, instance, owner=None, /)", NativeMethod::Plain, "Return an attribute of instance, which is of type owner."},
    {"__repr__", method_repr, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
    {"__eq__", method_eq, "($self, value, /)", NativeMethod::Plain, "Return self==value."},
    {"__ne__", method_ne, "($self, value, /)", NativeMethod::Plain, "Return self!=value."},
    {"__hash__", method_hash, "($self, /)", NativeMethod::Plain, "Return hash(self)."},
    {"__getattribute__", method_getattribute, "($self, name, /)", NativeMethod::Plain, "Return getattr(self, name)."},
    {"__reduce__", method_reduce, "($self, /)"},
};
constexpr NativeGetSet kMethodGetSets[] = {
    {"__func__", get_method_function, refuse_read_only, "the function (or other callable) implementing a method"},
    {"__self__", get_method_self, refuse_read_only, "the instance to which a method is bound"},
    {"__doc__", get_method_doc},
};

// ---- cell ----

Result<Value> cell_new(Vm& vm, const Args& args) {
  Box* box = TRY(vm.new_instance<Box>(vm.type(TypeId::Cell)));
  box->value = args[1];
  return value_of(box);
}

Result<Value> cell_repr(Vm& vm, const Args& args) {
  const Value content = args[0].as<Box>()->value;
  if (content.is_empty()) return str_value(vm, concat("<cell at ", identity_text(args[0]), ": empty>"));
  return str_value(vm, concat("<cell at ", identity_text(args[0]), ": ", full_type_name(vm, vm.type_of(content)), " object at ", identity_text(content), ">"));
}

template <CompareOp op>
Result<Value> cell_compare(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Box)) return Value::not_implemented();
  const Value left = args[0].as<Box>()->value, right = args[1].as<Box>()->value;
  if (!left.is_empty() && !right.is_empty()) return compare(vm, op, left, right);
  return compare(vm, op, Value::from_int(right.is_empty()), Value::from_int(left.is_empty()));
}

Result<Value> get_contents(Vm& vm, Value self) {
  const Value content = self.as<Box>()->value;
  if (content.is_empty()) return vm.raise(TypeId::ValueError, "Cell is empty");
  return content;
}
Result<void> set_contents(Vm& vm, Value self, Value value) {
  self.as<Box>()->value = value;
  vm.barrier(self.as_cell());
  return {};
}

constexpr NativeMethod kCellMethods[] = {
    {"__new__", cell_new, "($type, contents=<unset>, /)", NativeMethod::Static, "Create and return a new object.  See help(type) for accurate signature."},
    {"__repr__", cell_repr, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
    {"__lt__", cell_compare<CompareOp::Lt>, "($self, value, /)"}, {"__le__", cell_compare<CompareOp::Le>, "($self, value, /)"},
    {"__eq__", cell_compare<CompareOp::Eq>, "($self, value, /)"}, {"__ne__", cell_compare<CompareOp::Ne>, "($self, value, /)"},
    {"__gt__", cell_compare<CompareOp::Gt>, "($self, value, /)"}, {"__ge__", cell_compare<CompareOp::Ge>, "($self, value, /)"},
};
constexpr NativeGetSet kCellGetSets[] = {{"cell_contents", get_contents, set_contents}};

}  // namespace

/// What CPython has as members: types.MemberDescriptorType is the type of function.__globals__.
void show_as_members(Vm& vm, Type* type) {
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(type->dict, &position, &key, &value))
    if (value.is(kind::GetSet) && value.as<GetSet>()->definition->set == refuse_read_only) value.as_cell()->shape = builtin_shape(TypeId::MemberDescriptor);
}

void define_function_type(Vm& vm) {
  vm.define_methods(TypeId::Function, kFunctionMethods, kFunctionGetSets,
                    "Create a function object.\n\n  code\n    a code object\n  globals\n    the globals dictionary\n  name\n    a string that "
                    "overrides the name from the code object\n  argdefs\n    a tuple that specifies the default argument values\n  closure\n    a tuple "
                    "that supplies the bindings for free variables");
  show_as_members(vm, vm.type(TypeId::Function));
  vm.define_methods(TypeId::BoundMethod, kMethodMethods, kMethodGetSets, "Create a bound instance method object.");
  vm.define_methods(TypeId::Cell, kCellMethods, kCellGetSets);
  (void)type_set_attr(vm, vm.type(TypeId::Cell), intern(vm, "__hash__"), Value::none());
}

}  // namespace tauraro
