// The class statement's work: type.__new__. Layout, namespace, method resolution order, hooks.
#include <algorithm>

#include "object/function.h"
#include "object/instance.h"
#include "object/operations.h"
#include "object/type_layout.h"
#include "object/weak_reference.h"

namespace tauraro {
namespace {

/// The type among the ancestors of `type` (itself included) that last added fixed fields: two bases conflict unless the one's is a
/// subtype of the other's.
const Type* layout_owner(const Type* type) {
  while (type->base) {
    const Type* base = type->base;
    const bool is_heap_type = type->flags & kTypeHeap;
    const bool grows = !is_heap_type && base->instance_size != type->instance_size;
    const bool same_kind = (base->instance_kind == type->instance_kind && !grows) || is_heap_type;
    const bool adds_members = type->flags & kTypeHeap && type->members_size != 0;
    if (!same_kind || adds_members) return type;
    type = base;
  }
  return type;
}

Result<Type*> best_base(Vm& vm, Tuple* bases) {
  Type* winner = nullptr;
  const Type* winning_layout = nullptr;
  for (std::uint64_t i = 0; i < bases->length; ++i) {
    if (!bases->items[i].is(kind::Type)) return vm.raise(TypeId::TypeError, "bases must be types");
    Type* candidate = bases->items[i].as<Type>();
    if (!(candidate->flags & kTypeSubclassable))
      return vm.raise_error(TypeId::TypeError, "type '", full_type_name(vm, candidate), "' is not an acceptable base type");
    const Type* layout = layout_owner(candidate);
    if (!winner || (layout != winning_layout && is_subtype(layout, winning_layout))) {
      winner = candidate;
      winning_layout = layout;
    } else if (!is_subtype(winning_layout, layout)) {
      return vm.raise(TypeId::TypeError, "multiple bases have instance lay-out conflict");
    }
  }
  return winner;
}

/// Names given by __slots__, mangled and checked.
struct Slots {
  bool given = false;
  bool wants_dict = false, wants_weakref = false;
  List* names = nullptr;  // Str, sorted
};

Str* mangle(Vm& vm, Str* class_name, Str* name) {
  const std::string text = to_utf8(vm, name);
  if (text.size() < 3 || text.compare(0, 2, "__") != 0 || text.compare(text.size() - 2, 2, "__") == 0) return name;
  std::string owner = to_utf8(vm, class_name);
  owner.erase(0, std::min(owner.find_first_not_of('_'), owner.size()));
  if (owner.empty()) return name;
  return intern(vm, "_" + owner + text);
}

Result<void> add_slot_name(Vm& vm, Slots& slots, Type* base, Str* class_name, Value item) {
  if (!item.is(kind::Str))
    return vm.raise_error(TypeId::TypeError, "__slots__ items must be strings, not '", full_type_name(vm, vm.type_of(item)), "'");
  if (!TRY(is_identifier(vm, item))) return vm.raise(TypeId::TypeError, "__slots__ must be identifiers");
  Str* name = intern(vm, item.as<Str>());
  if (str_equal(vm, name, "__dict__")) {
    if (base->flags & kTypeHasDict || slots.wants_dict)
      return vm.raise(TypeId::TypeError, "__dict__ slot disallowed: we already got one");
    slots.wants_dict = true;
    return {};
  }
  if (str_equal(vm, name, "__weakref__")) {
    if (base->flags & kTypeHasWeakref || slots.wants_weakref)
      return vm.raise(TypeId::TypeError, "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0");
    slots.wants_weakref = true;
    return {};
  }
  return list_append(vm, slots.names, Value::from_cell(mangle(vm, class_name, name)));
}

Result<Slots> read_slots(Vm& vm, Type* base, Str* class_name, Dict* namespace_dict) {
  Slots slots;
  slots.names = TRY(new_list(vm));
  const Value given = dict_get_str(vm, namespace_dict, intern(vm, "__slots__"));
  if (given.is_not_found()) return slots;
  slots.given = true;
  if (given.is(kind::Str)) {
    TRY(add_slot_name(vm, slots, base, class_name, given));
  } else {
    TRY(for_each(vm, given, [&](Value item) -> Result<bool> {
      TRY(add_slot_name(vm, slots, base, class_name, item));
      return true;
    }));
  }
  const bool varies = base->flags & kTypeVariableSize || is_subtype(base, vm.type(TypeId::Int)) || is_subtype(base, vm.type(TypeId::Type));
  if (slots.names->length && varies)
    return vm.raise_error(TypeId::TypeError, "nonempty __slots__ not supported for subtype of '", full_type_name(vm, base), "'");
  for (std::uint64_t i = 0; i < slots.names->length; ++i) {
    Str* name = slots.names->storage->items[i].as<Str>();
    if (!dict_get_str(vm, namespace_dict, name).is_not_found() && !str_equal(vm, name, "__qualname__") &&
        !str_equal(vm, name, "__classcell__"))
      return vm.raise_error(TypeId::ValueError, "'", to_utf8(vm, name), "' in __slots__ conflicts with class variable");
  }
  return slots;
}

/// Number of inline slots that the class statement's methods suggest (compile: attribute_hint), left by the class body in the thread.
std::uint16_t inline_slot_hint(Vm& vm) { return static_cast<std::uint16_t>(std::min<std::uint32_t>(vm.attribute_hint, 60)); }

/// Whether a base, also one that does not give the layout, has this flag.
bool any_base_has(const Type* type, std::uint32_t flag) {
  const auto bases = type->bases.as<Tuple>()->span();
  return std::any_of(bases.begin(), bases.end(), [&](Value base) { return base.is(kind::Type) && base.as<Type>()->flags & flag; });
}

void lay_out_instances(Vm& vm, Type* type, const Slots& slots) {
  Type* base = type->base;
  type->instance_kind = base->instance_kind;
  type->instance_size = base->instance_size;
  type->attributes_offset = base->attributes_offset;
  type->inline_slots = base->inline_slots;
  type->flags |= base->flags & (kTypeHasDict | kTypeHasWeakref | kTypeVariableSize | kTypeSequencePattern | kTypeMappingPattern);
  const bool wants_dict = !slots.given || slots.wants_dict || any_base_has(type, kTypeHasDict);
  if (!slots.given || slots.wants_weakref || any_base_has(type, kTypeHasWeakref)) type->flags |= kTypeHasWeakref;
  type->members_size = static_cast<std::uint16_t>(slots.names->length * sizeof(Value));
  type->instance_size += type->members_size;
  const bool dictionary = vm.shapes.at(base->instance_shape)->dictionary;
  if (wants_dict && !(type->flags & kTypeHasDict)) {
    type->flags |= kTypeHasDict;
    const std::size_t fixed = kind_attributes_offset(type->instance_kind);
    type->attributes_offset = static_cast<std::uint32_t>(fixed && kind_is_variable(type->instance_kind) ? fixed : type->instance_size);
    if (type->attributes_offset == type->instance_size) type->instance_size += sizeof(Value);
  }
  const bool slots_at_end = type->attributes_offset && !dictionary && !(type->flags & kTypeVariableSize) &&
                            type->attributes_offset + 8u + 8u * type->inline_slots == type->instance_size;
  if (slots_at_end && wants_dict) {
    const std::uint16_t hint = inline_slot_hint(vm);
    const std::uint16_t slots_wanted = std::max<std::uint16_t>(type->inline_slots, std::max<std::uint16_t>(hint, hint ? base->inline_slots + hint : 2));
    const std::uint16_t count = std::min<std::uint16_t>(slots_wanted, 60);
    type->instance_size += 8u * (count - type->inline_slots);
    type->inline_slots = count;
  }
  type->instance_shape = vm.shapes.add(type, nullptr, nullptr, dictionary)->index;
}

Result<void> make_members(Vm& vm, Type* type, const Slots& slots) {
  std::uint32_t offset = type->base->instance_size;
  for (std::uint64_t i = 0; i < slots.names->length; ++i, offset += sizeof(Value)) {
    Member* member = vm.allocate<Member>(kind::Member, builtin_shape(TypeId::MemberDescriptor));
    if (!member) return Raised{};
    member->owner = type;
    member->name = slots.names->storage->items[i];
    vm.barrier(member);
    member->offset = offset;
    TRY(dict_set_str(vm, type->dict, member->name.as<Str>(), Value::from_cell(member)));
  }
  return {};
}

/// Wraps a plain function of the namespace as __new__, __init_subclass__, __class_getitem__ are.
Result<void> wrap_if_function(Vm& vm, Type* type, std::string_view name, CellKind kind, TypeId id) {
  Str* key = intern(vm, name);
  const Value function = dict_get_str(vm, type->dict, key);
  if (!function.is(kind::Function)) return {};
  auto* wrapper = vm.allocate<StaticMethod>(kind, builtin_shape(id), sizeof(Value));
  if (!wrapper) return Raised{};
  wrapper->function = function;
  return dict_set_str(vm, type->dict, key, Value::from_cell(wrapper));
}

Result<void> fill_namespace(Vm& vm, Type* type) {
  Str* module_key = intern(vm, "__module__");
  if (dict_get_str(vm, type->dict, module_key).is_not_found()) {
    const Value module = current_module_name(vm);
    if (!module.is_empty()) TRY(dict_set_str(vm, type->dict, module_key, module));
  }
  Str* qualname_key = intern(vm, "__qualname__");
  const Value qualname = dict_get_str(vm, type->dict, qualname_key);
  type->qualname = type->name;
  if (!qualname.is_not_found()) {
    if (!qualname.is(kind::Str))
      return vm.raise_error(TypeId::TypeError, "type __qualname__ must be a str, not ", type_name(vm, qualname));
    type->qualname = qualname;
    vm.barrier(type);
    (void)TRY(dict_delete(vm, type->dict, Value::from_cell(qualname_key)));
  }
  TRY(wrap_if_function(vm, type, "__new__", kind::StaticMethod, TypeId::StaticMethod));
  TRY(wrap_if_function(vm, type, "__init_subclass__", kind::ClassMethod, TypeId::ClassMethod));
  TRY(wrap_if_function(vm, type, "__class_getitem__", kind::ClassMethod, TypeId::ClassMethod));
  Str* class_cell_key = intern(vm, "__classcell__");
  const Value cell = dict_get_str(vm, type->dict, class_cell_key);
  if (!cell.is_not_found()) {
    if (!cell.is(kind::Box))
      return vm.raise_error(TypeId::TypeError, "type.__new__(): __classcell__ must be a nonlocal cell, not <class '", type_name(vm, cell), "'>");
    cell.as<Box>()->value = Value::from_cell(type);
    vm.barrier(cell.as_cell());
    (void)TRY(dict_delete(vm, type->dict, Value::from_cell(class_cell_key)));
  }
  Str* hash_key = intern(vm, "__hash__");
  if (!dict_get_str(vm, type->dict, intern(vm, "__eq__")).is_not_found() && dict_get_str(vm, type->dict, hash_key).is_not_found())
    TRY(dict_set_str(vm, type->dict, hash_key, Value::none()));
  return {};
}

Result<void> call_set_names(Vm& vm, Type* type) {
  Dict* names = TRY(dict_copy(vm, type->dict));  // __set_name__ may change the namespace
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(names, &position, &key, &value)) {
    if (!vm.type_of(value)->has(Special::SetName)) continue;
    if (vm.call_special(value, Special::SetName, {Value::from_cell(type), key}).is_raised()) {
      const Value cause = vm.catch_pending();
      if (cause.is_empty()) return Raised{};
      (void)vm.raise_error(TypeId::RuntimeError, "Error calling __set_name__ on '", full_type_name(vm, vm.type_of(value)), "' instance ",
                           TRY(repr_text(vm, key)), " in '", type_name(vm, type), "'");
      vm.thread->pending.as<Exception>()->cause = cause;
      vm.thread->pending.as<Exception>()->context = cause;
      vm.thread->pending.as<Exception>()->suppress_context = Value::from_bool(true);
      vm.barrier(vm.thread->pending.as_cell());
      return Raised{};
    }
  }
  return {};
}

/// super(type, type).__init_subclass__(**keywords)
Result<void> call_init_subclass(Vm& vm, Type* type, Dict* keywords) {
  const Tuple* mro = type->mro.as<Tuple>();
  Str* name = intern(vm, "__init_subclass__");
  for (std::uint64_t i = 1; i < mro->length; ++i) {
    const Value found = dict_get_str(vm, mro->items[i].as<Type>()->dict, name);
    if (found.is_not_found()) continue;
    const Value bound = TRY(bind_descriptor(vm, found, Value(), type));
    (void)TRY(vm.call_spread(bound, empty_tuple(vm), keywords));
    return {};
  }
  return {};
}

// ---- __dict__ and __weakref__ of instances ----

Result<Value> get_instance_dict(Vm& vm, Value self) { return Value::from_cell(TRY(instance_dict(vm, self))); }

Result<void> set_instance_dict(Vm& vm, Value self, Value value) {
  if (value.is_empty()) {
    value = Value::from_cell(TRY(new_dict(vm)));
  } else if (!value.is(kind::Dict)) {
    return vm.raise_error(TypeId::TypeError, "__dict__ must be set to a dictionary, not a '", full_type_name(vm, vm.type_of(value)), "'");
  }
  Cell* cell = self.as_cell();
  (void)TRY(to_dictionary_mode(vm, cell));
  *reinterpret_cast<Value*>(reinterpret_cast<char*>(cell) + vm.type_of(self)->attributes_offset) = value;
  vm.barrier(cell);
  return {};
}

Result<Value> get_weak_references(Vm& vm, Value self) {
  const WeakReference* first = vm.weak_references ? vm.weak_references->first(self.as_cell()) : nullptr;
  return first ? Value::from_cell(first) : Value::none();
}

constexpr NativeGetSet kInstanceDict = {"__dict__", get_instance_dict, set_instance_dict, "dictionary for instance variables (if defined)"};
constexpr NativeGetSet kWeakReferences = {"__weakref__", get_weak_references, nullptr, "list of weak references to the object (if defined)"};

Result<void> add_getset(Vm& vm, Type* type, const NativeGetSet& definition) {
  Str* name = intern(vm, definition.name);
  if (!dict_get_str(vm, type->dict, name).is_not_found()) return {};
  GetSet* getset = vm.allocate<GetSet>(kind::GetSet, builtin_shape(TypeId::GetSetDescriptor));
  if (!getset) return Raised{};
  getset->owner = type;
  getset->name = Value::from_cell(name);
  getset->definition = &definition;
  return dict_set_str(vm, type->dict, name, Value::from_cell(getset));
}

}  // namespace

const NativeGetSet& instance_dict_getset() { return kInstanceDict; }

namespace {

/// The attributes that this type is the first to give to its instances.
Result<void> add_instance_getsets(Vm& vm, Type* type) {
  const std::uint32_t added = type->flags & ~type->base->flags;
  const bool is_metaclass = is_subtype(type->base, vm.type(TypeId::Type));  // classes have type.__dict__
  if (added & kTypeHasDict && !is_metaclass) TRY(add_getset(vm, type, kInstanceDict));
  if (added & kTypeHasWeakref) TRY(add_getset(vm, type, kWeakReferences));
  Str* doc_key = intern(vm, "__doc__");
  if (dict_get_str(vm, type->dict, doc_key).is_not_found()) TRY(dict_set_str(vm, type->dict, doc_key, Value::none()));
  return {};
}

/// The members of __slots__ that instances have, the base's first, as (offset, name).
Value slot_name_at(const Type* type, std::uint32_t offset) {
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(type->dict, &position, &key, &value))
    if (value.is(kind::Member) && value.as<Member>()->owner == type && value.as<Member>()->offset == offset) return value.as<Member>()->name;
  return Value();
}

const Type* last_with_members(const Type* type) {
  while (type && !(type->flags & kTypeHeap && type->members_size)) type = type->flags & kTypeHeap ? type->base : nullptr;
  return type;
}

/// Recomputes the MROs of a type and its subclasses.
Result<void> update_mros(Vm& vm, Type* type) {
  Tuple* mro = TRY(compute_mro(vm, type, type->bases.as<Tuple>()));
  if (vm.type_of(Value::from_cell(type)) != vm.type(TypeId::Type)) mro = TRY(custom_mro(vm, type, mro));
  type->mro = Value::from_cell(mro);
  vm.barrier(type);
  List* subclasses = type->subclasses;
  for (std::uint64_t i = 0; subclasses && i < subclasses->length; ++i) TRY(update_mros(vm, subclasses->storage->items[i].as<Type>()));
  return {};
}

void forget_subclass(Vm& vm, Type* base, Type* type) {
  List* subclasses = base->subclasses;
  for (std::uint64_t i = 0; subclasses && i < subclasses->length; ++i) {
    if (subclasses->storage->items[i] != Value::from_cell(type)) continue;
    (void)list_remove_at(vm, subclasses, static_cast<std::int64_t>(i));
    return;
  }
}

}  // namespace

bool instance_layouts_agree(const Type* before, const Type* after) {
  constexpr std::uint32_t kLayoutFlags = kTypeHasDict | kTypeHasWeakref | kTypeVariableSize;
  if (before->instance_kind != after->instance_kind || (before->flags ^ after->flags) & kLayoutFlags) return false;
  if (before->attributes_offset != after->attributes_offset) return false;
  const Type* a = last_with_members(before);
  const Type* b = last_with_members(after);
  while (a && b && a != b) {
    if (a->members_size != b->members_size) return false;
    for (std::uint32_t at = 0; at < a->members_size; at += sizeof(Value)) {
      const Value name = slot_name_at(a, a->base->instance_size + at);
      if (name.is_empty() || a->base->instance_size != b->base->instance_size || slot_name_at(b, b->base->instance_size + at) != name) return false;
    }
    a = last_with_members(a->base);
    b = last_with_members(b->base);
  }
  return a == b;
}

Result<void> set_type_bases(Vm& vm, Type* type, Tuple* bases) {
  Type* base = TRY(best_base(vm, bases));
  if (layout_owner(base) != layout_owner(type->base) || base->instance_kind != type->instance_kind)
    return vm.raise_error(TypeId::TypeError, "__bases__ assignment: '", full_type_name(vm, base), "' object layout differs from '",
                          full_type_name(vm, type->base), "'");
  Tuple* old_bases = type->bases.as<Tuple>();
  Type* old_base = type->base;
  type->bases = Value::from_cell(bases);
  type->base = base;
  vm.barrier(type);
  const auto still_ours = [&] { return type->bases == Value::from_cell(bases); };  // mro() may assign __bases__ too: then that holds
  if (update_mros(vm, type).is_raised()) {
    if (!still_ours()) return Raised{};
    const Value error = vm.thread->pending;
    vm.thread->pending = Value();
    type->bases = Value::from_cell(old_bases);
    type->base = old_base;
    (void)update_mros(vm, type);
    vm.thread->pending = error;
    return Raised{};
  }
  if (!still_ours()) return {};
  for (std::uint64_t i = 0; i < old_bases->length; ++i) forget_subclass(vm, old_bases->items[i].as<Type>(), type);
  for (std::uint64_t i = 0; i < bases->length; ++i) TRY(list_append(vm, bases->items[i].as<Type>()->subclasses, Value::from_cell(type)));
  type_changed(vm, type, nullptr);
  return {};
}

Result<Type*> new_heap_type(Vm& vm, Type* metatype, Str* name, Tuple* bases, Dict* namespace_dict, Dict* keywords) {
  if (bases->length == 0) {
    const Value object = Value::from_cell(vm.type(TypeId::Object));
    bases = TRY(new_tuple(vm, std::span<const Value>(&object, 1)));
  }
  Type* base = TRY(best_base(vm, bases));
  const Slots slots = TRY(read_slots(vm, base, name, namespace_dict));
  Type* type = static_cast<Type*>(vm.allocate_instance(metatype, 0));
  if (!type) return Raised{};
  type->id = TypeId::Count;
  type->flags = kTypeHeap | kTypeSubclassable;
  type->name = Value::from_cell(name);
  type->bases = Value::from_cell(bases);
  type->base = base;
  type->native_data = base->native_data;
  type->dict = TRY(dict_copy(vm, namespace_dict));
  vm.barrier(type);
  type->subclasses = TRY(new_list(vm));
  type->version = vm.next_type_version++;
  vm.barrier(type);
  lay_out_instances(vm, type, slots);
  TRY(fill_namespace(vm, type));
  TRY(make_members(vm, type, slots));
  TRY(add_instance_getsets(vm, type));
  Tuple* mro = TRY(compute_mro(vm, type, bases));
  if (vm.type_of(Value::from_cell(type)) != vm.type(TypeId::Type)) mro = TRY(custom_mro(vm, type, mro));
  type->mro = Value::from_cell(mro);
  vm.barrier(type);
  refresh_type(vm, type);
  for (std::uint64_t i = 0; i < mro->length; ++i)
    type->flags |= mro->items[i].as<Type>()->flags & (kTypeSequencePattern | kTypeMappingPattern);
  for (std::uint64_t i = 0; i < bases->length; ++i)
    TRY(list_append(vm, bases->items[i].as<Type>()->subclasses, Value::from_cell(type)));
  TRY(call_set_names(vm, type));
  TRY(call_init_subclass(vm, type, keywords));
  return type;
}

}  // namespace tauraro
