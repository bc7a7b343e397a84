// Attribute access: object.__getattribute__ and object.__setattr__, shapes and dictionary mode, the descriptor protocol.
#include "object/function.h"
#include "object/instance.h"
#include "object/operations.h"

namespace tauraro {
namespace {

Value& word_at(Cell* cell, std::uint32_t offset) { return *reinterpret_cast<Value*>(reinterpret_cast<char*>(cell) + offset); }

/// Attributes beyond this number turn an instance to dictionary mode.
constexpr std::uint32_t kMaxShapeAttributes = 128;

Value* slot_address(Cell* cell, const Type* type, std::uint32_t slot) {
  if (slot < type->inline_slots) return &word_at(cell, type->attributes_offset + 8 + 8 * slot);
  return &word_at(cell, type->attributes_offset).as<Array>()->items[slot - type->inline_slots];
}

Result<Dict*> dictionary_of(Vm& vm, Cell* cell, const Type* type) {
  Value& word = word_at(cell, type->attributes_offset);
  if (word.is_empty()) {
    word = Value::from_cell(TRY(new_dict(vm)));
    vm.barrier(cell);
  }
  return word.as<Dict>();
}

Result<void> add_to_shape(Vm& vm, Cell* cell, Type* type, Shape* shape, Str* name, Value value) {
  const std::uint32_t slot = shape->count;
  Shape* next = vm.shapes.with_attribute(shape, name);
  if (slot >= type->inline_slots) {
    const std::uint32_t needed = slot - type->inline_slots + 1;
    Value& word = word_at(cell, type->attributes_offset);
    const std::uint64_t capacity = word.is_empty() ? 0 : word.as<Array>()->capacity;
    if (needed > capacity) {
      Array* grown = new_array(vm, capacity ? capacity * 2 : 4);
      if (!grown) return Raised{};
      for (std::uint64_t i = 0; i < capacity; ++i) grown->items[i] = word.as<Array>()->items[i];
      word = Value::from_cell(grown);
      vm.barrier(cell);
    }
    word.as<Array>()->items[slot - type->inline_slots] = value;
    vm.barrier(word.as_cell());
  } else {
    *slot_address(cell, type, slot) = value;
    vm.barrier(cell);
  }
  cell->shape = next->index;
  return {};
}

}  // namespace

Result<Dict*> to_dictionary_mode(Vm& vm, Cell* cell) {
  Shape* shape = vm.shape_of(cell);
  Type* type = shape->type;
  if (shape->dictionary) return dictionary_of(vm, cell, type);
  Dict* dict = TRY(new_dict(vm));
  std::vector<Str*> names(shape->count);
  for (Shape* at = shape; at->last_name; at = at->parent) names[at->count - 1] = at->last_name;
  for (std::uint32_t slot = 0; slot < shape->count; ++slot)
    TRY(dict_set_str(vm, dict, names[slot], *slot_address(cell, type, slot)));
  for (std::uint32_t slot = 0; slot < type->inline_slots; ++slot)
    word_at(cell, type->attributes_offset + 8 + 8 * slot) = Value();
  word_at(cell, type->attributes_offset) = Value::from_cell(dict);
  cell->shape = vm.shapes.dictionary_shape(type)->index;
  vm.barrier(cell);
  return dict;
}

Value instance_attribute(Vm& vm, Cell* cell, Str* name) {
  Shape* shape = vm.shape_of(cell);
  const Type* type = shape->type;
  if (type->attributes_offset == 0) return Value();
  if (shape->dictionary) {
    const Value word = word_at(cell, type->attributes_offset);
    if (word.is_empty()) return Value();
    const Value found = dict_get_str(vm, word.as<Dict>(), name);
    return found.is_not_found() ? Value() : found;
  }
  const std::uint32_t slot = vm.shapes.slot_of(shape, name);
  return slot == kNoSlot ? Value() : *slot_address(cell, type, slot);
}

Result<bool> set_instance_attribute(Vm& vm, Cell* cell, Str* name, Value value) {
  Shape* shape = vm.shape_of(cell);
  Type* type = shape->type;
  if (type->attributes_offset == 0) return false;
  if (!shape->dictionary && shape->count >= kMaxShapeAttributes) {
    (void)TRY(to_dictionary_mode(vm, cell));
    shape = vm.shape_of(cell);
  }
  if (shape->dictionary) {
    TRY(dict_set_str(vm, TRY(dictionary_of(vm, cell, type)), name, value));
    return true;
  }
  const std::uint32_t slot = vm.shapes.slot_of(shape, name);
  if (slot == kNoSlot) {
    TRY(add_to_shape(vm, cell, type, shape, name, value));
    return true;
  }
  *slot_address(cell, type, slot) = value;
  vm.barrier(slot < type->inline_slots ? cell : word_at(cell, type->attributes_offset).as_cell());
  return true;
}

Result<bool> delete_instance_attribute(Vm& vm, Cell* cell, Str* name) {
  if (vm.shape_of(cell)->type->attributes_offset == 0 || instance_attribute(vm, cell, name).is_empty()) return false;
  return dict_delete(vm, TRY(to_dictionary_mode(vm, cell)), Value::from_cell(name));
}

Result<Dict*> instance_dict(Vm& vm, Value object) {
  if (object.is(kind::Type)) return object.as<Type>()->dict;
  if (!object.is_cell() || vm.shape_of(object.as_cell())->type->attributes_offset == 0) return static_cast<Dict*>(nullptr);
  return to_dictionary_mode(vm, object.as_cell());
}

// ---- descriptors ----

bool is_data_descriptor(Vm& vm, Value descriptor) {
  if (!descriptor.is_cell()) return false;
  const CellKind kind = descriptor.as_cell()->kind;
  if (kind == kind::Function || kind == kind::NativeFunction) return false;
  const Type* type = vm.type_of(descriptor);
  return type->has(Special::Set) || type->has(Special::Delete);
}

Result<Value> new_bound_method(Vm& vm, Value function, Value self) {
  auto* bound = vm.allocate<BoundMethod>(kind::BoundMethod, builtin_shape(TypeId::BoundMethod));
  if (!bound) return Raised{};
  bound->function = function;
  bound->self = self;
  return Value::from_cell(bound);
}

namespace {

Result<Value> bind_native(Vm& vm, NativeFunction* method, Value self, TypeId id) {
  auto* bound = vm.allocate<NativeFunction>(kind::NativeFunction, builtin_shape(id));
  if (!bound) return Raised{};
  bound->definition = method->definition;
  bound->signature = method->signature;
  bound->self = self;
  bound->owner = method->owner;
  bound->module = method->module;
  return Value::from_cell(bound);
}

Result<Value> bind_native_descriptor(Vm& vm, Value found, Value object, Type* type) {
  auto* method = found.as<NativeFunction>();
  const std::uint32_t shape = found.as_cell()->shape;
  if (shape == builtin_shape(TypeId::ClassMethodDescriptor))
    return bind_native(vm, method, Value::from_cell(type), TypeId::BuiltinFunction);
  if (shape == builtin_shape(TypeId::BuiltinFunction)) return found;
  if (object.is_empty() || method->owner.is_empty() || !method->self.is_empty()) return found;
  if (!is_instance(vm, object, method->owner.as<Type>()))
    return vm.raise_error(TypeId::TypeError, "descriptor '", method->definition->name, "' for '", full_type_name(vm, method->owner.as<Type>()),
                          "' objects doesn't apply to a '", full_type_name(vm, vm.type_of(object)), "' object");
  return bind_native(vm, method, object, shape == builtin_shape(TypeId::WrapperDescriptor) ? TypeId::MethodWrapper : TypeId::BuiltinFunction);
}

Result<Value> get_member(Vm& vm, Member* member, Value object) {
  if (!is_instance(vm, object, member->owner))
    return vm.raise_error(TypeId::TypeError, "descriptor '", text_of(vm, member->name), "' for '", type_name(vm, member->owner),
                          "' objects doesn't apply to a '", full_type_name(vm, vm.type_of(object)), "' object");
  const Value value = word_at(object.as_cell(), member->offset);
  if (!value.is_empty()) return value;
  return raise_attribute_error(vm, object, member->name.as<Str>());
}

}  // namespace

Result<Value> bind_descriptor(Vm& vm, Value found, Value object, Type* type) {
  if (!found.is_cell()) return found;
  switch (static_cast<CellKindName>(found.as_cell()->kind)) {
    case CellKindName::Function:
      if (object.is_empty()) return found;
      return new_bound_method(vm, found, object);
    case CellKindName::NativeFunction: return bind_native_descriptor(vm, found, object, type);
    case CellKindName::Member:
      if (object.is_empty()) return found;
      return get_member(vm, found.as<Member>(), object);
    case CellKindName::GetSet:
      if (object.is_empty()) return found;
      return get_native_property(vm, found.as<GetSet>(), object);
    case CellKindName::StaticMethod:
      if (vm.type_of(found) == vm.type(TypeId::StaticMethod)) return found.as<StaticMethod>()->function;
      break;
    case CellKindName::ClassMethod:
      if (vm.type_of(found) == vm.type(TypeId::ClassMethod)) {
        const Value inner = found.as<ClassMethod>()->function;
        if (inner.is(kind::Function)) return new_bound_method(vm, inner, Value::from_cell(type));
      }
      break;
    case CellKindName::Property:
      if (vm.type_of(found) == vm.type(TypeId::Property)) {
        if (object.is_empty()) return found;
        const Value getter = found.as<Property>()->getter;
        if (!getter.is_none() && !getter.is_empty()) return vm.call(getter, {object});
      }
      break;
    default: break;
  }
  const Type* descriptor_type = vm.type_of(found);
  const Value get = descriptor_type->special(Special::Get);
  if (get.is_empty()) return found;
  return vm.call(get, {found, object.is_empty() ? Value::none() : object, Value::from_cell(type)});
}

Result<Value> get_native_property(Vm& vm, GetSet* property, Value object) {
  if (!is_instance(vm, object, property->owner))
    return vm.raise_error(TypeId::TypeError, "descriptor '", property->definition->name, "' for '", full_type_name(vm, property->owner),
                          "' objects doesn't apply to a '", full_type_name(vm, vm.type_of(object)), "' object");
  if (!property->definition->get)
    return vm.raise_error(TypeId::AttributeError, "attribute '", property->definition->name, "' of '", full_type_name(vm, property->owner),
                          "' objects is not readable");
  return property->definition->get(vm, object);
}

namespace {

Result<void> set_native_property(Vm& vm, GetSet* property, Value object, Value value) {
  if (!is_instance(vm, object, property->owner))
    return vm.raise_error(TypeId::TypeError, "descriptor '", property->definition->name, "' for '", full_type_name(vm, property->owner),
                          "' objects doesn't apply to a '", full_type_name(vm, vm.type_of(object)), "' object");
  if (!property->definition->set)
    return vm.raise_error(TypeId::AttributeError, "attribute '", property->definition->name, "' of '", full_type_name(vm, property->owner),
                          "' objects is not writable");
  return property->definition->set(vm, object, value);
}

Result<void> set_member(Vm& vm, Member* member, Value object, Value value) {
  if (!is_instance(vm, object, member->owner))
    return vm.raise_error(TypeId::TypeError, "descriptor '", text_of(vm, member->name), "' for '", type_name(vm, member->owner),
                          "' objects doesn't apply to a '", full_type_name(vm, vm.type_of(object)), "' object");
  if (member->read_only) return vm.raise(TypeId::AttributeError, "readonly attribute");
  Value& word = word_at(object.as_cell(), member->offset);
  if (value.is_empty() && word.is_empty()) return vm.raise(TypeId::AttributeError, text_of(vm, member->name));
  word = value;
  vm.barrier(object.as_cell());
  return {};
}

/// Raises in the manner of CPython for an attribute that cannot be set.
Raised raise_not_settable(Vm& vm, Value object, Str* name, bool found_in_class, bool deleting) {
  const std::string text = to_utf8(vm, name);
  if (found_in_class)
    return vm.raise_error(TypeId::AttributeError, "'", full_type_name(vm, vm.type_of(object)), "' object attribute '", text, "' is read-only");
  (void)deleting;
  return raise_attribute_error(vm, object, name);
}

}  // namespace

Result<void> set_through_descriptor(Vm& vm, Value descriptor, Value object, Value value) {
  if (descriptor.is(kind::Member)) return set_member(vm, descriptor.as<Member>(), object, value);
  if (descriptor.is(kind::GetSet)) return set_native_property(vm, descriptor.as<GetSet>(), object, value);
  const Type* type = vm.type_of(descriptor);
  if (value.is_empty()) {
    if (!type->has(Special::Delete)) return vm.raise(TypeId::AttributeError, "__delete__");
    (void)TRY(vm.call_special(descriptor, Special::Delete, {object}));
    return {};
  }
  if (!type->has(Special::Set)) return vm.raise(TypeId::AttributeError, "__set__");
  (void)TRY(vm.call_special(descriptor, Special::Set, {object, value}));
  return {};
}

// ---- generic access ----

Raised raise_attribute_error(Vm& vm, Value object, Str* name) {
  std::string message;
  if (object.is(kind::Type)) {
    message = concat("type object '", type_name(vm, object.as<Type>()), "' has no attribute '", to_utf8(vm, name), "'");
  } else if (object.is(kind::Module)) {
    message = missing_module_attribute_message(vm, object.as<Module>(), name);
  } else {
    message = concat("'", full_type_name(vm, vm.type_of(object)), "' object has no attribute '", to_utf8(vm, name), "'");
  }
  (void)vm.raise(TypeId::AttributeError, message);
  if (vm.thread->pending.is(kind::Exception)) {
    Exception* error = vm.thread->pending.as<Exception>();
    error->extra[0] = Value::from_cell(name);
    error->extra[1] = object;
    vm.barrier(error);
  }
  return Raised{};
}

namespace {

/// The attribute or not_found, without raising for absence.
Result<Value> find_generic(Vm& vm, Value object, Str* name) {
  Type* type = vm.type_of(object);
  const Value in_type = type_lookup(vm, type, name);
  if (!in_type.is_empty() && is_data_descriptor(vm, in_type) && vm.type_of(in_type)->has(Special::Get))
    return bind_descriptor(vm, in_type, object, type);
  if (object.is_cell()) {
    const Value own = instance_attribute(vm, object.as_cell(), name);
    if (!own.is_empty()) return own;
  }
  if (!in_type.is_empty()) return bind_descriptor(vm, in_type, object, type);
  return Value::not_found();
}

Result<Value> find_in_type_object(Vm& vm, Value object, Str* name) {
  Type* self = object.as<Type>();
  Type* metatype = vm.type_of(object);
  const Value in_metatype = type_lookup(vm, metatype, name);
  if (!in_metatype.is_empty() && is_data_descriptor(vm, in_metatype) && vm.type_of(in_metatype)->has(Special::Get))
    return bind_descriptor(vm, in_metatype, object, metatype);
  const Value own = type_lookup(vm, self, name);
  if (!own.is_empty()) return bind_descriptor(vm, own, Value(), self);
  if (!in_metatype.is_empty()) return bind_descriptor(vm, in_metatype, object, metatype);
  return Value::not_found();
}

/// PEP 562: __getattr__ in the module's namespace.
Result<Value> find_in_module(Vm& vm, Value object, Str* name) {
  const Value found = TRY(find_generic(vm, object, name));
  if (!found.is_not_found()) return found;
  const Value hook = dict_get_str(vm, object.as<Module>()->dict, intern(vm, "__getattr__"));
  if (hook.is_not_found()) return hook;
  return vm.call(hook, {Value::from_cell(name)});
}

Result<Value> find_default(Vm& vm, Value object, Str* name) {
  if (object.is(kind::Type)) return find_in_type_object(vm, object, name);
  if (object.is(kind::Module)) return find_in_module(vm, object, name);
  if (object.is(kind::Super)) return find_in_super(vm, object, name);
  return find_generic(vm, object, name);
}

}  // namespace

Value lookup_above(Vm& vm, const Super* self, Str* name) {
  if (!self->object_type || str_equal(vm, name, "__class__")) return Value::not_found();
  const Tuple* mro = self->object_type->mro.as<Tuple>();
  std::uint64_t i = 0;
  while (i < mro->length && mro->items[i] != Value::from_cell(self->type)) ++i;
  for (++i; i < mro->length; ++i) {
    const Value found = dict_get_str(vm, mro->items[i].as<Type>()->dict, name);
    if (!found.is_not_found()) return found;
  }
  return Value::not_found();
}

Result<Value> find_in_super(Vm& vm, Value object, Str* name) {
  const Super* self = object.as<Super>();
  const Value found = lookup_above(vm, self, name);
  if (found.is_not_found()) return find_generic(vm, object, name);
  const bool unbound = self->object == Value::from_cell(self->object_type);
  return bind_descriptor(vm, found, unbound ? Value() : self->object, self->object_type);
}

Result<Value> generic_get_attr(Vm& vm, Value object, Str* name) {
  const Value found = TRY(find_default(vm, object, name));
  if (found.is_not_found()) return raise_attribute_error(vm, object, name);
  return found;
}

Result<Value> get_attr(Vm& vm, Value object, Str* name) {
  const Type* type = vm.type_of(object);
  if (type->flags & kTypeDefaultGetAttribute) return generic_get_attr(vm, object, name);
  const Value found = TRY(find_attr_hooked(vm, object, name, true));
  return found;
}

/// __getattribute__, then __getattr__ when that raises AttributeError.
Result<Value> find_attr_hooked(Vm& vm, Value object, Str* name, bool must_exist) {
  Type* type = vm.type_of(object);
  const bool default_lookup = type->special(Special::GetAttribute) == vm.type(TypeId::Object)->special(Special::GetAttribute);
  const bool has_hook = type->has(Special::GetAttr);
  if (default_lookup && has_hook) {
    const Result<Value> found = find_default(vm, object, name);
    if (!found.is_raised() && !found.value().is_not_found()) return found;
    if (found.is_raised() && (!type->has(Special::GetAttr) || !vm.catch_if(TypeId::AttributeError))) return Raised{};
    return vm.call_special(object, Special::GetAttr, {Value::from_cell(name)});
  }
  const Result<Value> found = default_lookup ? generic_get_attr(vm, object, name)
                                             : vm.call_special(object, Special::GetAttribute, {Value::from_cell(name)});
  if (!found.is_raised()) return found;
  if (has_hook && type->has(Special::GetAttr) && vm.pending_is(TypeId::AttributeError)) {  // the look-up may have deleted it
    if (!vm.catch_if(TypeId::AttributeError)) return Raised{};
    return vm.call_special(object, Special::GetAttr, {Value::from_cell(name)});
  }
  (void)must_exist;
  return Raised{};
}

Result<Value> find_attr(Vm& vm, Value object, Str* name) {
  const Type* type = vm.type_of(object);
  const Result<Value> found = type->flags & kTypeDefaultGetAttribute ? find_default(vm, object, name)
                                                                     : find_attr_hooked(vm, object, name, false);
  if (!found.is_raised()) return found;
  if (vm.catch_if(TypeId::AttributeError)) return Value::not_found();
  return Raised{};
}

Result<Value> get_attr(Vm& vm, Value object, std::string_view name) { return get_attr(vm, object, intern(vm, name)); }
Result<Value> find_attr(Vm& vm, Value object, std::string_view name) { return find_attr(vm, object, intern(vm, name)); }
Result<void> set_attr(Vm& vm, Value object, std::string_view name, Value value) { return set_attr(vm, object, intern(vm, name), value); }

namespace {

Result<void> set_on_type(Vm& vm, Value object, Str* name, Value value) {
  Type* self = object.as<Type>();
  if (self->flags & kTypeImmutable)
    return vm.raise_error(TypeId::TypeError, "cannot set '", to_utf8(vm, name), "' attribute of immutable type '", full_type_name(vm, self), "'");
  const Value in_metatype = type_lookup(vm, vm.type_of(object), name);
  if (!in_metatype.is_empty() && is_data_descriptor(vm, in_metatype)) return set_through_descriptor(vm, in_metatype, object, value);
  if (value.is_empty() && dict_get_str(vm, self->dict, name).is_not_found()) return raise_attribute_error(vm, object, name);
  return type_set_attr(vm, self, name, value);
}

}  // namespace

Result<void> generic_set_attr(Vm& vm, Value object, Str* name, Value value) {
  if (!(name->flags & kStrInterned)) name = intern(vm, name);
  if (object.is(kind::Type)) return set_on_type(vm, object, name, value);
  Type* type = vm.type_of(object);
  const Value in_type = type_lookup(vm, type, name);
  if (!in_type.is_empty() && is_data_descriptor(vm, in_type)) return set_through_descriptor(vm, in_type, object, value);
  if (object.is_cell()) {
    const bool done = value.is_empty() ? TRY(delete_instance_attribute(vm, object.as_cell(), name))
                                       : TRY(set_instance_attribute(vm, object.as_cell(), name, value));
    if (done) return {};
    if (type->attributes_offset) return raise_attribute_error(vm, object, name);
  }
  return raise_not_settable(vm, object, name, !in_type.is_empty(), value.is_empty());
}

Result<void> set_attr(Vm& vm, Value object, Str* name, Value value) {
  const Type* type = vm.type_of(object);
  if (type->flags & kTypeDefaultSetAttr || object.is(kind::Type)) {
    if (!object.is(kind::Type) || type->flags & kTypeDefaultSetAttr || type == vm.type(TypeId::Type))
      return generic_set_attr(vm, object, name, value);
  }
  (void)TRY(vm.call_special(object, Special::SetAttr, {Value::from_cell(name), value}));
  return {};
}

Result<void> delete_attr(Vm& vm, Value object, Str* name) {
  const Type* type = vm.type_of(object);
  if (type->flags & kTypeDefaultSetAttr || type == vm.type(TypeId::Type)) return generic_set_attr(vm, object, name, Value());
  (void)TRY(vm.call_special(object, Special::DelAttr, {Value::from_cell(name)}));
  return {};
}

}  // namespace tauraro
