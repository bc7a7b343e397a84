// Making native functions, methods and types from their tables.
#include <algorithm>
#include <cstring>

#include "object/function.h"
#include "object/operations.h"
#include "object/signature.h"
#include "object/type_layout.h"
#include "vm/services.h"

namespace tauraro {

namespace {

const Signature* signature_of(Vm& vm, const char* text) {
  std::unique_ptr<Signature>& entry = vm.services->signatures[text];
  if (!entry) {
    const NoCollectionScope scope(vm.heap);  // parsing allocates what nothing else names
    entry = std::make_unique<Signature>();
    parse_signature(vm, text, entry.get());
    for (const Parameter& parameter : entry->parameters) {
      if (parameter.name && !(parameter.name->flags & kStrInterned)) vm.services->roots.push_back(Value::from_cell(parameter.name));
      if (parameter.fallback.is_cell()) vm.services->roots.push_back(parameter.fallback);
    }
  }
  return entry.get();
}

Result<NativeFunction*> new_native_function(Vm& vm, const NativeMethod& definition, TypeId type) {
  auto* function = vm.allocate<NativeFunction>(kind::NativeFunction, builtin_shape(type));
  if (!function) return Raised{};
  function->definition = &definition;
  function->signature = signature_of(vm, definition.signature);
  function->module = Value::none();
  return function;
}

/// Whether CPython keeps this method in a slot of the type: a wrapper_descriptor then, else a method_descriptor.
bool is_slot_method(Str* name) {
  const int index = special_index(name);
  if (index >= kSpecialCount) return false;
  switch (static_cast<Special>(index)) {
    case Special::New: case Special::Format: case Special::Bytes: case Special::LengthHint: case Special::SetName:
    case Special::Missing: case Special::ClassGetItem: case Special::Reversed: case Special::Complex: case Special::Round:
    case Special::Trunc: case Special::Floor: case Special::Ceil: case Special::Enter: case Special::Exit:
    case Special::AEnter: case Special::AExit: case Special::InstanceCheck: case Special::SubclassCheck:
    case Special::InitSubclass: case Special::Prepare: case Special::MroEntries: case Special::Mro: case Special::Dir:
    case Special::Sizeof: case Special::Reduce: case Special::ReduceEx: case Special::GetState: case Special::SetState:
    case Special::Copy: case Special::DeepCopy: case Special::Fspath: return false;
    default: return true;
  }
}

TypeId method_type(const NativeMethod& definition, Str* name) {
  if (definition.flags & NativeMethod::Class) return TypeId::ClassMethodDescriptor;
  if (definition.flags & NativeMethod::Static) return TypeId::BuiltinFunction;
  if (definition.flags & NativeMethod::Coexist) return TypeId::MethodDescriptor;
  return is_slot_method(name) ? TypeId::WrapperDescriptor : TypeId::MethodDescriptor;
}

Result<Value> static_method(Vm& vm, Value function) {
  auto* wrapper = TRY(vm.new_instance<StaticMethod>(vm.type(TypeId::StaticMethod)));
  wrapper->function = function;
  return Value::from_cell(wrapper);
}

Result<void> add_methods(Vm& vm, Type* type, std::span<const NativeMethod> methods, std::span<const NativeGetSet> getsets,
                         const char* doc) {
  for (const NativeMethod& definition : methods) {
    Str* name = intern(vm, definition.name);
    NativeFunction* method = TRY(new_native_function(vm, definition, method_type(definition, name)));
    method->owner = Value::from_cell(type);
    Value entry = Value::from_cell(method);
    if (definition.flags & NativeMethod::Static) {
      method->self = Value::from_cell(type);
      if (special_index(name) != static_cast<int>(Special::New)) entry = TRY(static_method(vm, entry));
    }
    TRY(dict_set_str(vm, type->dict, name, entry));
  }
  Str* hash_name = intern(vm, "__hash__");
  const bool has_eq = !dict_get_str(vm, type->dict, intern(vm, "__eq__")).is_not_found();
  if (has_eq && dict_get_str(vm, type->dict, hash_name).is_not_found()) TRY(dict_set_str(vm, type->dict, hash_name, Value::none()));
  for (const NativeGetSet& definition : getsets) {
    auto* property = vm.allocate<GetSet>(kind::GetSet, builtin_shape(TypeId::GetSetDescriptor));
    if (!property) return Raised{};
    Str* name = intern(vm, definition.name);
    property->owner = type;
    property->name = Value::from_cell(name);
    property->definition = &definition;
    TRY(dict_set_str(vm, type->dict, name, Value::from_cell(property)));
  }
  Str* doc_name = intern(vm, "__doc__");
  if (dict_get_str(vm, type->dict, doc_name).is(kind::GetSet)) return {};  // instances have one of their own
  if (doc) TRY(dict_set_str(vm, type->dict, doc_name, Value::from_cell(TRY(new_str(vm, doc)))));
  else if (dict_get_str(vm, type->dict, doc_name).is_not_found()) TRY(dict_set_str(vm, type->dict, doc_name, Value::none()));
  return {};
}

void lay_out_instances(Vm& vm, Type* type, CellKind kind, std::size_t size) {
  const Type* base = type->base;
  type->instance_kind = kind;
  type->instance_size = static_cast<std::uint32_t>(std::max<std::size_t>(size, base->instance_size));
  type->attributes_offset = base->attributes_offset;
  const bool fixed_size = kind == kind::NativeObject && size > sizeof(NativeObject);
  if (kind_is_variable(kind) && !fixed_size) type->flags |= kTypeVariableSize;
  if ((type->flags & kTypeHasDict) && type->attributes_offset == 0) {
    type->attributes_offset = static_cast<std::uint32_t>(kind_attributes_offset(kind));
    if (type->attributes_offset == 0) {
      type->attributes_offset = type->instance_size;
      type->instance_size += sizeof(Value);
    }
  }
  type->instance_shape = vm.shapes.add(type, nullptr, nullptr, false)->index;
}

}  // namespace

void Vm::define_methods(TypeId id, std::span<const NativeMethod> methods, std::span<const NativeGetSet> getsets, const char* doc) {
  (void)add_methods(*this, type(id), methods, getsets, doc);
  type_changed(*this, type(id), nullptr);
}

Result<NativeFunction*> Vm::make_native_function(const NativeMethod& definition, Value module_name) {
  NativeFunction* function = TRY(new_native_function(*this, definition, TypeId::BuiltinFunction));
  function->module = module_name;
  return function;
}

Result<Type*> Vm::make_native_type(const NativeTypeSpec& spec, CellKind kind, std::size_t size, TypeId base, std::uint32_t flags) {
  return make_native_type(spec, kind, size, type(base), flags);
}

Result<Type*> Vm::make_native_type(const NativeTypeSpec& spec, CellKind kind, std::size_t size, Type* base, std::uint32_t flags) {
  auto* made = static_cast<Type*>(allocate_instance(type(TypeId::Type), 0));
  if (!made) return Raised{};
  made->id = TypeId::Count;
  made->flags = flags | kTypeImmutable | (base->flags & (kTypeSequencePattern | kTypeMappingPattern | kTypeHasDict | kTypeHasWeakref));
  made->native_name = spec.name;
  const char* dot = std::strrchr(spec.name, '.');
  made->name = Value::from_cell(intern(*this, dot ? dot + 1 : spec.name));
  made->qualname = made->name;
  made->base = base;
  const Value base_value = Value::from_cell(base);
  made->bases = Value::from_cell(TRY(new_tuple(*this, std::span<const Value>(&base_value, 1))));
  made->dict = TRY(new_dict(*this));
  made->subclasses = TRY(new_list(*this));
  made->version = next_type_version++;
  barrier(made);
  lay_out_instances(*this, made, kind, size);
  Str* module = intern(*this, dot ? std::string_view(spec.name, static_cast<std::size_t>(dot - spec.name)) : "builtins");
  TRY(dict_set_str(*this, made->dict, intern(*this, "__module__"), Value::from_cell(module)));
  TRY(add_methods(*this, made, spec.methods, spec.getsets, spec.doc));
  if (made->flags & ~base->flags & kTypeHasDict) TRY(add_methods(*this, made, {}, {&instance_dict_getset(), 1}, spec.doc));
  made->mro = Value::from_cell(TRY(compute_mro(*this, made, made->bases.as<Tuple>())));
  barrier(made);
  refresh_type(*this, made);
  TRY(list_append(*this, base->subclasses, Value::from_cell(made)));
  auto& entries = services->native_types;  // by address of the spec
  const auto place = std::lower_bound(entries.begin(), entries.end(), &spec, [](const NativeTypeEntry& entry, const NativeTypeSpec* key) { return entry.spec < key; });
  entries.insert(place, {&spec, std::make_unique<Root<Type>>(heap, made)});
  return made;
}

Type* Vm::native_type(const NativeTypeSpec& spec) const {
  const auto& entries = services->native_types;
  const auto place = std::lower_bound(entries.begin(), entries.end(), &spec, [](const NativeTypeEntry& entry, const NativeTypeSpec* key) { return entry.spec < key; });
  return place != entries.end() && place->spec == &spec ? place->type->get() : nullptr;
}

}  // namespace tauraro
