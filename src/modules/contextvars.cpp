// The module _contextvars. The running thread's context is Thread::context_vars; a Context's variables are a dict by identity of the
// variable, copied by copy_context.
#include "builtins/arguments.h"
#include "builtins/support.h"
#include "modules/module_support.h"
#include "modules/native_module.h"

namespace tauraro {
namespace {

enum ContextField { kVariables, kPrevious, kEntered, kContextFields };
enum VariableField { kName, kDefault, kVariableFields };               // no default: empty
enum TokenField { kContext, kVariable, kOldValue, kUsed, kTokenFields };  // no old value: empty

extern const NativeTypeSpec kContextType, kVariableType, kTokenType, kMissingType;

Value* fields_of(Value object) { return object.as<NativeObject>()->values; }
bool is_of(Vm& vm, Value value, const NativeTypeSpec& spec) { return value.is(kind::NativeObject) && vm.type_of(value) == vm.native_type(spec); }
Dict* variables_of(Value context) { return fields_of(context)[kVariables].as<Dict>(); }

Result<Value> new_context(Vm& vm, Dict* variables) {
  NativeObject* context = TRY(new_native_instance(vm, vm.native_type(kContextType), kContextFields));
  context->values[kVariables] = value_of(variables);
  context->values[kPrevious] = Value::none();
  context->values[kEntered] = Value::from_bool(false);
  return value_of(context);
}

Result<Value> current_context(Vm& vm) {
  if (vm.thread->context_vars.is_empty()) vm.thread->context_vars = TRY(new_context(vm, TRY(new_dict(vm))));
  return vm.thread->context_vars;
}

Result<Value> copy_of(Vm& vm, Value context) { return new_context(vm, TRY(dict_copy(vm, variables_of(context)))); }

// ---- Context ----

Result<Value> context_new(Vm& vm, const Args& args) {
  if (args.rest_count || args.keywords) return vm.raise(TypeId::TypeError, "Context() does not accept any arguments");
  return new_context(vm, TRY(new_dict(vm)));
}

Result<void> check_key(Vm& vm, Value key) {
  if (is_of(vm, key, kVariableType)) return {};
  return raise_with_repr(vm, TypeId::TypeError, "a ContextVar key was expected, got ", key, "");
}

Result<Value> context_getitem(Vm& vm, const Args& args) {
  TRY(check_key(vm, args[1]));
  const Value found = TRY(dict_get(vm, variables_of(args[0]), args[1]));
  return found.is_not_found() ? Result<Value>(vm.raise_key_error(args[1])) : found;
}
Result<Value> context_get(Vm& vm, const Args& args) {
  TRY(check_key(vm, args[1]));
  const Value found = TRY(dict_get(vm, variables_of(args[0]), args[1]));
  return found.is_not_found() ? args[2] : found;
}
Result<Value> context_contains(Vm& vm, const Args& args) {
  TRY(check_key(vm, args[1]));
  return Value::from_bool(!TRY(dict_get(vm, variables_of(args[0]), args[1])).is_not_found());
}
Result<Value> context_len(Vm&, const Args& args) { return Value::from_int(static_cast<std::int64_t>(variables_of(args[0])->count)); }
Result<Value> context_eq(Vm& vm, const Args& args) {
  if (!is_of(vm, args[1], kContextType)) return Value::not_implemented();
  return compare(vm, CompareOp::Eq, fields_of(args[0])[kVariables], fields_of(args[1])[kVariables]);
}
Result<Value> context_ne(Vm& vm, const Args& args) {
  if (!is_of(vm, args[1], kContextType)) return Value::not_implemented();
  return compare(vm, CompareOp::Ne, fields_of(args[0])[kVariables], fields_of(args[1])[kVariables]);
}
Result<Value> context_iter(Vm& vm, const Args& args) { return get_iter(vm, fields_of(args[0])[kVariables]); }
Result<Value> context_keys(Vm& vm, const Args& args) { return get_iter(vm, TRY(vm.call_method(fields_of(args[0])[kVariables], "keys", {}))); }
Result<Value> context_values(Vm& vm, const Args& args) { return get_iter(vm, TRY(vm.call_method(fields_of(args[0])[kVariables], "values", {}))); }
Result<Value> context_items(Vm& vm, const Args& args) { return get_iter(vm, TRY(vm.call_method(fields_of(args[0])[kVariables], "items", {}))); }
Result<Value> context_copy(Vm& vm, const Args& args) { return copy_of(vm, args[0]); }

Result<Value> context_run(Vm& vm, const Args& args) {
  const Value self = args[0];
  if (args.rest_count == 0) return vm.raise(TypeId::TypeError, "run() missing 1 required positional argument");
  if (fields_of(self)[kEntered].is_true()) return raise_with_repr(vm, TypeId::RuntimeError, "cannot enter context: ", self, " is already entered");
  fields_of(self)[kPrevious] = none_if_empty(vm.thread->context_vars);
  fields_of(self)[kEntered] = Value::from_bool(true);
  vm.barrier(self.as_cell());
  vm.thread->context_vars = self;
  const Result<Value> outcome = forward_call(vm, args.rest[0], args.rest_span().subspan(1), args.keywords);
  vm.thread->context_vars = empty_if_none(fields_of(self)[kPrevious]);
  fields_of(self)[kPrevious] = Value::none();
  fields_of(self)[kEntered] = Value::from_bool(false);
  return outcome;
}

constexpr NativeMethod kContextMethods[] = {
    {"__new__", context_new, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__getitem__", context_getitem, "($self, key, /)"},
    {"__contains__", context_contains, "($self, key, /)"},
    {"__len__", context_len, "($self, /)"},
    {"__iter__", context_iter, "($self, /)"},
    {"__eq__", context_eq, "($self, value, /)"},
    {"__ne__", context_ne, "($self, value, /)"},
    {"get", context_get, "($self, key, default=None, /)"},
    {"items", context_items, "($self, /)"},
    {"keys", context_keys, "($self, /)"},
    {"values", context_values, "($self, /)"},
    {"copy", context_copy, "($self, /)"},
    {"run", context_run, "($self, /, *args, **kwargs)"},
};
const NativeTypeSpec kContextType{"_contextvars.Context", kContextMethods};

// ---- ContextVar ----

Result<Value> variable_new(Vm& vm, const Args& args) {
  if (!args.has(1)) return vm.raise(TypeId::TypeError, "ContextVar() takes exactly 1 positional argument (0 given)");
  if (!is_instance(vm, args[1], TypeId::Str)) return vm.raise(TypeId::TypeError, "context variable name must be a str");
  NativeObject* variable = TRY(new_native_instance(vm, vm.native_type(kVariableType), kVariableFields));
  variable->values[kName] = args[1];
  variable->values[kDefault] = args[2];
  return value_of(variable);
}

Result<Value> variable_get(Vm& vm, const Args& args) {
  if (!vm.thread->context_vars.is_empty()) {
    const Value found = TRY(dict_get(vm, variables_of(vm.thread->context_vars), args[0]));
    if (!found.is_not_found()) return found;
  }
  if (args.has(1)) return args[1];
  if (!fields_of(args[0])[kDefault].is_empty()) return fields_of(args[0])[kDefault];
  return vm.raise_with(TypeId::LookupError, args[0]);
}

Result<Value> variable_set(Vm& vm, const Args& args) {
  const Value context = TRY(current_context(vm));
  const Value before = TRY(dict_get(vm, variables_of(context), args[0]));
  NativeObject* token = TRY(new_native_instance(vm, vm.native_type(kTokenType), kTokenFields));
  token->values[kContext] = context;
  token->values[kVariable] = args[0];
  token->values[kOldValue] = before.is_not_found() ? Value() : before;
  token->values[kUsed] = Value::from_bool(false);
  TRY(dict_set(vm, variables_of(context), args[0], args[1]));
  return value_of(token);
}

Result<Value> variable_reset(Vm& vm, const Args& args) {
  const Value self = args[0], token = args[1];
  if (!is_of(vm, token, kTokenType)) return raise_with_repr(vm, TypeId::TypeError, "expected an instance of Token, got ", token, "");
  Value* fields = fields_of(token);
  if (fields[kUsed].is_true()) return raise_with_repr(vm, TypeId::RuntimeError, "", token, " has already been used once");
  if (fields[kVariable] != self) return raise_with_repr(vm, TypeId::ValueError, "", token, " was created by a different ContextVar");
  const Value context = TRY(current_context(vm));
  if (fields[kContext] != context) return raise_with_repr(vm, TypeId::ValueError, "", token, " was created in a different Context");
  fields[kUsed] = Value::from_bool(true);
  if (!fields[kOldValue].is_empty()) {
    TRY(dict_set(vm, variables_of(context), self, fields[kOldValue]));
  } else {
    if (!TRY(dict_delete(vm, variables_of(context), self))) return vm.raise_with(TypeId::LookupError, self);
  }
  return Value::none();
}

Result<Value> variable_repr(Vm& vm, const Args& args) {
  TAURARO_ENTER_NATIVE(vm, " while getting the repr of an object");
  const Value* fields = fields_of(args[0]);
  std::string text = "<ContextVar name=" + TRY(repr_text(vm, fields[kName]));
  if (!fields[kDefault].is_empty()) text += " default=" + TRY(repr_text(vm, fields[kDefault]));
  return str_value(vm, text + " at " + identity_text(args[0]) + ">");
}

Result<Value> variable_name(Vm&, Value self) { return fields_of(self)[kName]; }

constexpr NativeMethod kVariableMethods[] = {
    {"__new__", variable_new, "($type, name=<unset>, /, *, default=<unset>)", NativeMethod::Static},
    {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class, "See PEP 585"},
    {"__repr__", variable_repr, "($self, /)"},
    {"get", variable_get, "($self, default=<unset>, /)"},
    {"set", variable_set, "($self, value, /)"},
    {"reset", variable_reset, "($self, token, /)"},
};
constexpr NativeGetSet kVariableGetSets[] = {{"name", variable_name}};
const NativeTypeSpec kVariableType{"_contextvars.ContextVar", kVariableMethods, kVariableGetSets};

// ---- Token ----

Result<Value> token_new(Vm& vm, const Args&) { return vm.raise(TypeId::RuntimeError, "Tokens can only be created by ContextVars"); }

Result<Value> token_repr(Vm& vm, const Args& args) {
  const Value* fields = fields_of(args[0]);
  const std::string variable = TRY(repr_text(vm, fields[kVariable]));
  return str_value(vm, concat("<Token", fields[kUsed].is_true() ? " used" : "", " var=", variable, " at ", identity_text(args[0]), ">"));
}

Result<Value> token_variable(Vm&, Value self) { return fields_of(self)[kVariable]; }
Result<Value> token_old_value(Vm& vm, Value self) {
  const Value old = fields_of(self)[kOldValue];
  return old.is_empty() ? get_attr(vm, value_of(vm.native_type(kTokenType)), "MISSING") : old;
}

constexpr NativeMethod kTokenMethods[] = {
    {"__new__", token_new, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class, "See PEP 585"},
    {"__repr__", token_repr, "($self, /)"},
};
constexpr NativeGetSet kTokenGetSets[] = {{"var", token_variable}, {"old_value", token_old_value}};
const NativeTypeSpec kTokenType{"_contextvars.Token", kTokenMethods, kTokenGetSets};

Result<Value> missing_repr(Vm& vm, const Args&) { return str_value(vm, "<Token.MISSING>"); }
constexpr NativeMethod kMissingMethods[] = {{"__repr__", missing_repr, "($self, /)"}};
const NativeTypeSpec kMissingType{"Token.MISSING", kMissingMethods};

Result<Value> copy_context(Vm& vm, const Args&) { return copy_of(vm, TRY(current_context(vm))); }

constexpr NativeMethod kFunctions[] = {{"copy_context", copy_context, "()"}};

Result<void> initialize(Vm& vm, Module* module) {
  TRY(add_type(vm, module, kContextType, kind::NativeObject, native_object_size(kContextFields), TypeId::Object, kTypeHasWeakref));
  TRY(add_type(vm, module, kVariableType, kind::NativeObject, native_object_size(kVariableFields), TypeId::Object, 0));
  Type* token = TRY(add_type(vm, module, kTokenType, kind::NativeObject, native_object_size(kTokenFields), TypeId::Object, 0));
  Type* missing = TRY(ensure_native_type(vm, kMissingType, kind::NativeObject, native_object_size(0), TypeId::Object, kTypeUninstantiable));
  TRY(type_set_attr(vm, token, intern(vm, "MISSING"), value_of(TRY(new_native_instance(vm, missing, 0)))));
  return type_set_attr(vm, token, intern(vm, "__hash__"), Value::none());
}

constexpr NativeModuleSpec kSpec{"_contextvars", kFunctions, initialize, "Context Variables"};

}  // namespace

const NativeModuleSpec& _contextvars_module() { return kSpec; }

}  // namespace tauraro
