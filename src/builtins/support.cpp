#include "builtins/support.h"

#include <cstdio>
#include <cstring>

namespace tauraro {

Result<Type*> checked_new_type(Vm& vm, Value first, TypeId id) {
  Type* own = vm.type(id);
  const std::string name = full_type_name(vm, own);
  if (!first.is(kind::Type))
    return vm.raise_error(TypeId::TypeError, name, ".__new__(X): X is not a type object (", full_type_name(vm, vm.type_of(first)), ")");
  Type* type = first.as<Type>();
  if (!is_subtype(type, own))
    return vm.raise_error(TypeId::TypeError, name, ".__new__(", full_type_name(vm, type), "): ", full_type_name(vm, type),
                          " is not a subtype of ", name);
  const Type* native = type;
  while (native->flags & kTypeHeap) native = native->base;
  if (native != own && native->special(Special::New) != own->special(Special::New))
    return vm.raise_error(TypeId::TypeError, name, ".__new__(", full_type_name(vm, type), ") is not safe, use ", full_type_name(vm, native),
                          ".__new__()");
  return type;
}

Result<Value> object_id(Vm& vm, Value object) {
  if (!object.is_cell()) return new_int_unsigned(vm, object.bits());
  if (!vm.is_exact(object, TypeId::Int)) return Value::from_int(static_cast<std::int64_t>(object.bits()));
  const bool negative = int_compare(object, Value::from_int(0)) < 0;
  const Value magnitude = negative ? TRY(int_negative(vm, object)) : object;
  return int_add(vm, TRY(int_lshift(vm, magnitude, Value::from_int(64))), Value::from_int(negative ? 3 : 1));
}

std::string identity_text(Value object) {
  char text[32];
  std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(object.bits()));
  return text;
}

Result<Str*> attribute_name(Vm& vm, Value name) {
  if (!name.is(kind::Str))
    return vm.raise_error(TypeId::TypeError, "attribute name must be string, not '", full_type_name(vm, vm.type_of(name)), "'");
  return intern(vm, name.as<Str>());
}

Result<void> refuse_read_only(Vm& vm, Value, Value) { return vm.raise(TypeId::AttributeError, "readonly attribute"); }

Value type_module(Vm& vm, Type* type) {
  if (!(type->flags & kTypeHeap) && type->native_name) {
    const char* dot = std::strrchr(type->native_name, '.');
    return interned(vm, dot ? std::string_view(type->native_name, dot - type->native_name) : std::string_view("builtins"));
  }
  const Value module = dict_get_str(vm, type->dict, intern(vm, "__module__"));
  return module.is_not_found() ? Value() : module;
}

Result<std::string> qualified_type_name(Vm& vm, Type* type) {
  const Value module = type_module(vm, type);
  const std::string name = text_of(vm, type->qualname);
  if (!module.is(kind::Str)) return name;
  const std::string module_name = text_of(vm, module);
  return module_name == "builtins" ? name : module_name + "." + name;
}

Result<Value> text_signature_value(Vm& vm, const char* signature) {
  if (!signature || std::strstr(signature, "<no-signature>")) return Value::none();
  std::string text;
  for (const char* at = signature; *at;) {  // "=<unset>" is not for eyes that parse it
    if (std::strncmp(at, "=<unset>", 8) == 0) {
      text += "=<unrepresentable>";
      at += 8;
    } else {
      text += *at++;
    }
  }
  return str_value(vm, text);
}

}  // namespace tauraro
