#include "vm/inline_cache.h"

#include <string_view>

#include "object/instance.h"
#include "object/operations.h"
#include "vm/services.h"

namespace tauraro {
namespace {

using State = InlineCache::State;
constexpr int kMoreEntries = 3;

/// The entry to overwrite: the one with the same guard, else a free one, else null (megamorphic).
InlineCache* entry_for(InlineCache& site, std::uint32_t shape, Value owner) {
  const auto same = [&](const InlineCache& entry) {
    if (entry.state == State::Module || entry.state == State::TypeAttribute || entry.state == State::TypeClassMethod) return entry.owner_bits == owner.bits();
    return entry.shape == shape && shape != 0;
  };
  if (site.state == State::Empty || same(site)) return &site;
  for (int i = 0; i < site.count; ++i)
    if (same(site.more[i])) return &site.more[i];
  if (site.misses != 0xffff) ++site.misses;
  if (site.count == kMoreEntries) return nullptr;
  if (!site.more) site.more = new InlineCache[kMoreEntries]{};
  return &site.more[site.count++];
}

/// Overwrites the guarded fields; `more` and its count belong to the site.
void fill(InlineCache* entry, State state, std::uint32_t shape, std::uint32_t offset, std::uint32_t version, Value value, std::uint64_t owner_bits) {
  if (!entry) return;
  entry->state = state;
  entry->shape = shape;
  entry->offset = offset;
  entry->version = version;
  entry->value = value;
  entry->owner_bits = owner_bits;
}

bool has_get(Vm& vm, Value value) { return value.is_cell() && vm.type_of(value)->has(Special::Get); }

void cache_module_attribute(Vm& vm, InlineCache& site, Value object, Str* name) {
  Dict* dict = object.as<Module>()->dict;
  if (dict->mode != static_cast<std::uint8_t>(DictMode::Cells)) return;
  const Value in_type = type_lookup(vm, vm.type(TypeId::Module), name);
  if (!in_type.is_empty() && is_data_descriptor(vm, in_type)) return;
  if (dict_get_str(vm, dict, name).is_not_found()) return;
  const Result<GlobalCell*> cell = dict_cell(vm, dict, name);
  if (cell.is_raised()) return (void)vm.catch_pending();
  fill(entry_for(site, 0, object), State::Module, 0, 0, 0, Value::from_cell(cell.value()), object.bits());
}

/// Of the field of a named tuple: the descriptor is collections' own, its first value the index. 0: something else.
std::uint32_t tuple_item_offset(Vm& vm, const Type* type, Value found) {
  if (type->instance_kind != kind::Tuple || !found.is(kind::NativeObject)) return 0;
  const Type* descriptor = vm.type_of(found);
  if (!descriptor->native_name || std::string_view(descriptor->native_name) != "_collections._tuplegetter") return 0;
  const std::int64_t index = found.as<NativeObject>()->values[0].as_int();
  return 0 <= index && index < 4096 ? static_cast<std::uint32_t>(offsetof(Tuple, items)) + 8 * static_cast<std::uint32_t>(index) : 0;
}

/// The Python function of an exact classmethod object; empty: something else.
Value classmethod_function(Vm& vm, Value found) {
  if (vm.type_of(found) != vm.type(TypeId::ClassMethod)) return Value();  // not is_exact: attributes change its shape
  const Value function = found.as<ClassMethod>()->function;
  return function.is(kind::Function) ? function : Value();
}

void cache_type_attribute(Vm& vm, InlineCache& site, Value object, Str* name, bool for_call) {
  Type* type = object.as<Type>();
  const Value in_metatype = type_lookup(vm, vm.type_of(object), name);
  if (!in_metatype.is_empty() && is_data_descriptor(vm, in_metatype)) return;
  Value found = type_lookup(vm, type, name);
  if (found.is_empty()) return;
  const Value function = classmethod_function(vm, found);
  if (!function.is_empty()) {
    if (for_call) fill(entry_for(site, 0, object), State::TypeClassMethod, 0, 0, type->version, function, object.bits());
    return;
  }
  if (vm.type_of(found) == vm.type(TypeId::StaticMethod)) found = found.as<StaticMethod>()->function;
  else if (!found.is(kind::Function) && has_get(vm, found)) return;
  fill(entry_for(site, 0, object), State::TypeAttribute, 0, 0, type->version, found, object.bits());
}

void cache_slot(Vm& vm, InlineCache& site, Shape* shape, std::uint32_t slot) {
  const Type* type = shape->type;
  InlineCache* entry = entry_for(site, shape->index, Value());
  if (slot < type->inline_slots) fill(entry, State::Slot, shape->index, type->attributes_offset + 8 + 8 * slot, 0, Value(), 0);
  else fill(entry, State::OverflowSlot, shape->index, slot - type->inline_slots, type->attributes_offset, Value(), 0);
  (void)vm;
}

bool is_method_function(Value found) {
  if (found.is(kind::Function)) return true;
  if (!found.is(kind::NativeFunction)) return false;
  const auto* native = found.as<NativeFunction>();
  return !native->owner.is_empty() && native->self.is_empty() && native->shape != builtin_shape(TypeId::ClassMethodDescriptor) &&
         native->definition->flags == NativeMethod::Plain;
}

}  // namespace

void cache_load(Vm& vm, InlineCache& site, Value object, Str* name, bool for_call) {
  if (!object.is_cell()) return;
  if (vm.is_exact(object, TypeId::Module)) return cache_module_attribute(vm, site, object, name);
  if (object.is(kind::Type)) {
    if (vm.type_of(object)->flags & kTypeDefaultGetAttribute || vm.is_exact(object, TypeId::Type)) cache_type_attribute(vm, site, object, name, for_call);
    return;
  }
  Shape* shape = vm.shape_of(object.as_cell());
  Type* type = shape->type;
  if (!(type->flags & kTypeDefaultGetAttribute) || object.is(kind::Module) || object.is(kind::Super)) return;
  const Value found = type_lookup(vm, type, name);
  const std::uint64_t owner = Value::from_cell(type).bits();
  if (!found.is_empty() && is_data_descriptor(vm, found)) {
    if (found.is(kind::Member))
      return fill(entry_for(site, shape->index, Value()), State::Member, shape->index, found.as<Member>()->offset, type->version, Value(), owner);
    const std::uint32_t item = tuple_item_offset(vm, type, found);
    if (item != 0) return fill(entry_for(site, shape->index, Value()), State::Member, shape->index, item, type->version, Value(), owner);
    if (vm.type_of(found) == vm.type(TypeId::Property) && found.as<Property>()->getter.is(kind::Function))
      return fill(entry_for(site, shape->index, Value()), State::Property, shape->index, 0, type->version, found.as<Property>()->getter, owner);
    return;
  }
  if (type->attributes_offset) {
    if (shape->dictionary) return;
    const std::uint32_t slot = vm.shapes.slot_of(shape, name);
    if (slot != kNoSlot) return cache_slot(vm, site, shape, slot);
  }
  if (found.is_empty()) return;
  if (is_method_function(found)) {
    if (for_call) fill(entry_for(site, shape->index, Value()), State::Method, shape->index, 0, type->version, found, owner);
    return;
  }
  const Value function = classmethod_function(vm, found);
  if (!function.is_empty() && for_call) return fill(entry_for(site, shape->index, Value()), State::ClassMethod, shape->index, 0, type->version, function, owner);
  if (vm.type_of(found) == vm.type(TypeId::StaticMethod))
    return fill(entry_for(site, shape->index, Value()), State::Constant, shape->index, 0, type->version, found.as<StaticMethod>()->function, owner);
  if (!has_get(vm, found)) fill(entry_for(site, shape->index, Value()), State::Constant, shape->index, 0, type->version, found, owner);
}

void cache_store(Vm& vm, InlineCache& site, Value object, Str* name) {
  if (!object.is_cell() || object.is(kind::Type) || object.is(kind::Module)) return;
  Shape* shape = vm.shape_of(object.as_cell());
  Type* type = shape->type;
  if (!(type->flags & kTypeDefaultSetAttr)) return;
  const Value found = type_lookup(vm, type, name);
  if (!found.is_empty() && is_data_descriptor(vm, found)) {
    if (found.is(kind::Member) && !found.as<Member>()->read_only)
      fill(entry_for(site, shape->index, Value()), State::Member, shape->index, found.as<Member>()->offset, type->version, Value(), Value::from_cell(type).bits());
    return;
  }
  if (!type->attributes_offset || shape->dictionary) return;
  const std::uint32_t slot = vm.shapes.slot_of(shape, name);
  if (slot != kNoSlot) return cache_slot(vm, site, shape, slot);
  if (shape->count >= type->inline_slots) return;
  Shape* next = vm.shapes.with_attribute(shape, name);
  InlineCache* entry = entry_for(site, shape->index, Value());
  fill(entry, State::AddSlot, shape->index, type->attributes_offset + 8 + 8 * shape->count, 0, Value(), next->index);
}

InlineCache* find_entry(Vm& vm, InlineCache& site, Value object) {
  (void)vm;
  if (!object.is_cell()) return nullptr;
  const auto holds = [&](const InlineCache& entry) {
    switch (entry.state) {
      case State::Module: return entry.owner_bits == object.bits();
      case State::TypeAttribute:
      case State::TypeClassMethod: return entry.owner_bits == object.bits() && object.as<Type>()->version == entry.version;
      case State::Slot:
      case State::OverflowSlot:
      case State::AddSlot: return entry.shape == object.as_cell()->shape;
      case State::Constant:
      case State::Method:
      case State::ClassMethod:
      case State::Property:
        return entry.shape == object.as_cell()->shape && Value::from_bits(entry.owner_bits).as<Type>()->version == entry.version;
      case State::Member:
        return entry.shape == object.as_cell()->shape && has_member(object.as_cell(), entry);
      default: return false;
    }
  };
  if (holds(site)) return &site;
  for (int i = 0; i < site.count; ++i)
    if (holds(site.more[i])) return &site.more[i];
  return nullptr;
}

Result<Value> load_through(Vm& vm, const InlineCache& entry, Value object) {
  switch (entry.state) {
    case State::Slot: return value_at(object.as_cell(), entry.offset);
    case State::OverflowSlot: return value_at(object.as_cell(), entry.version).as<Array>()->items[entry.offset];
    case State::Constant:
    case State::Method:
    case State::TypeAttribute: return entry.value;
    case State::Module: return entry.value.as<GlobalCell>()->value.is_empty() ? Value::not_found() : entry.value.as<GlobalCell>()->value;
    case State::Property: return vm.call(entry.value, {object});
    case State::Member: {
      const Value value = value_at(object.as_cell(), entry.offset);
      return value.is_empty() ? Value::not_found() : value;
    }
    default: return Value::not_found();
  }
}

Value super_method(Vm& vm, const Super* object, Str* name) {
  if (object->object.is_empty() || object->object == Value::from_cell(object->object_type)) return Value::not_found();
  const Value found = lookup_above(vm, object, name);
  return !found.is_not_found() && is_method_function(found) ? found : Value::not_found();
}

void cache_callee(InlineCache& site, Value callee) {
  if (site.state == State::Empty) {
    site.state = State::Callee;
    site.value = callee;
    return;
  }
  if (site.value == callee) return;
  for (int i = 0; i < site.count; ++i)
    if (site.more[i].value == callee) return;
  if (site.misses != 0xffff) ++site.misses;
  if (site.count == kMoreEntries) return;
  if (!site.more) site.more = new InlineCache[kMoreEntries]{};
  site.more[site.count].state = State::Callee;
  site.more[site.count++].value = callee;
}

void flush_inline_caches(Vm& vm) {
  for (LinkedCode* code : vm.services->linked_codes) {
    for (std::uint32_t i = 0; i < code->cache_count; ++i) {
      InlineCache& site = code->caches[i];
      if (site.state == State::Callee || site.state == State::Global || site.state == State::Iteration) continue;
      delete[] site.more;
      site = InlineCache{};
    }
  }
  if (vm.services->tier_up) vm.services->tier_up->invalidate_all(vm);
}

namespace {

/// Whether a layout that begins with this shape has the attribute.
bool leads_to_attribute(const Shape* shape, Str* name) {
  for (const auto& [added, next] : shape->transitions)
    if (added == name || leads_to_attribute(next, name)) return true;
  return false;
}

/// Whether an instance of the type or of a subclass may have had an attribute of its own of this name.
bool instances_have_attribute(Vm& vm, const Type* type, Str* name) {
  if (type->instance_shape == 0 || leads_to_attribute(vm.shapes.at(type->instance_shape), name)) return true;
  for (std::uint64_t i = 0; type->subclasses && i < type->subclasses->length; ++i)
    if (instances_have_attribute(vm, type->subclasses->storage->items[i].as<Type>(), name)) return true;
  return false;
}

bool hides_attributes(Vm& vm, Type* type, Value value) {
  if (is_subtype(type, vm.type(TypeId::Type))) return true;
  std::uint32_t position = 0;
  Value name, found;
  while (dict_next(type->dict, &position, &name, &found))
    if (found == value && (!name.is(kind::Str) || instances_have_attribute(vm, type, intern(vm, name.as<Str>())))) return true;
  return false;
}

}  // namespace

/// A data descriptor hides attributes of instances, whose cached slots are guarded by shape alone; one of a metaclass those of classes.
/// Most are set before there is such an instance.
void class_attribute_set(Vm& vm, Type* type, Value value) {
  if (is_data_descriptor(vm, value) && hides_attributes(vm, type, value)) flush_inline_caches(vm);
}

void watched_type_changed(Vm& vm, Type* type) {
  if (vm.services->tier_up) vm.services->tier_up->type_changed(vm, type);
}

void fire_global_watchpoint(Vm& vm, GlobalCell* cell) {
  if (vm.services->tier_up) vm.services->tier_up->global_changed(vm, cell);
}

namespace {

OperatorSite& operator_place(Vm& vm, const Instruction* pc) {
  const auto key = reinterpret_cast<std::uintptr_t>(pc) / sizeof(Instruction);
  return vm.services->operator_sites[(key ^ key >> 9) % vm.services->operator_sites.size()];
}

}  // namespace

void note_operator(Vm& vm, const Instruction* pc, Value left, Value right) {
  OperatorSite& site = operator_place(vm, pc);
  const auto shape = [](Value value) { return value.is_cell() ? value.as_cell()->shape : 0; };
  if (site.pc != pc) {
    site = {pc, shape(left), shape(right)};
    return;
  }
  constexpr std::uint32_t kMostChanges = 4;
  const auto update = [&](std::uint32_t& seen, std::uint32_t now) {
    if (seen == now || seen == OperatorSite::kMixed) return;
    seen = ++site.changes > kMostChanges ? OperatorSite::kMixed : now;
  };
  update(site.left, shape(left));
  update(site.right, shape(right));
}

const OperatorSite* operator_site(Vm& vm, const Instruction* pc) {
  const OperatorSite& site = operator_place(vm, pc);
  return site.pc == pc ? &site : nullptr;
}

}  // namespace tauraro
