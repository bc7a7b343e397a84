#include "object/type.h"

#include <cstring>

#include "object/function.h"
#include "object/operations.h"
#include "object/type_layout.h"

namespace tauraro {
namespace {

struct TypeRow {
  TypeId id;
  const char* name;
  TypeId base;
  CellKind kind;
  std::uint32_t flags;
};

constexpr std::uint32_t Subclassable = kTypeSubclassable;
constexpr std::uint32_t Uninstantiable = kTypeUninstantiable;

constexpr TypeRow kTypeRows[] = {
#define TYPE(id, name, base, kind_name, flags) {TypeId::id, name, TypeId::base, kind::kind_name, flags},
#include "object/builtin_types.def"
};

const char* last_component(const char* name) {
  const char* dot = std::strrchr(name, '.');
  return dot ? dot + 1 : name;
}

constexpr TypeId kTypesWithDict[] = {TypeId::Function, TypeId::Module, TypeId::SimpleNamespace, TypeId::StaticMethod,
                                     TypeId::ClassMethod};

bool has_dict(TypeId id, CellKind kind) {
  if (kind == kind::Exception) return true;
  for (TypeId with : kTypesWithDict)
    if (with == id) return true;
  return false;
}

std::uint32_t pattern_flags(TypeId id) {
  switch (id) {
    case TypeId::List:
    case TypeId::Tuple:
    case TypeId::Range:
    case TypeId::MemoryView: return kTypeSequencePattern | (id == TypeId::List || id == TypeId::Tuple ? kTypeSelfMatch : 0);
    case TypeId::Dict: return kTypeMappingPattern | kTypeSelfMatch;
    case TypeId::MappingProxy: return kTypeMappingPattern;
    case TypeId::Bool:
    case TypeId::ByteArray:
    case TypeId::Bytes:
    case TypeId::Float:
    case TypeId::FrozenSet:
    case TypeId::Int:
    case TypeId::Set:
    case TypeId::Str: return kTypeSelfMatch;
    default: return 0;
  }
}

/// Names that are kept in the namespace of the type under another type's layout rules: layout of instances.
void lay_out_instances(Type* type, TypeId id, CellKind kind) {
  type->instance_kind = kind;
  type->instance_size = static_cast<std::uint32_t>(kind_size(kind));
  type->attributes_offset = 0;
  if (kind_is_variable(kind)) type->flags |= kTypeVariableSize;
  if (!has_dict(id, kind)) return;
  type->flags |= kTypeHasDict;
  type->attributes_offset = static_cast<std::uint32_t>(kind_attributes_offset(kind));
  if (type->attributes_offset == 0) {
    type->attributes_offset = type->instance_size;
    type->instance_size += sizeof(Value);
  }
}

bool keeps_attributes_in_dict(TypeId id) { return id == TypeId::Function || id == TypeId::Module; }

}  // namespace

void Vm::create_types() {
  for (const TypeRow& row : kTypeRows) shapes.add(nullptr, nullptr, nullptr, keeps_attributes_in_dict(row.id));
  for (const TypeRow& row : kTypeRows) {
    Type* type = allocate<Type>(kind::Type, builtin_shape(TypeId::Type));
    types[static_cast<int>(row.id)] = type;
    type->id = row.id;
    type->native_name = row.name;
    type->flags = row.flags | pattern_flags(row.id) | kTypeImmutable;
    type->instance_shape = builtin_shape(row.id);
    type->version = next_type_version++;
    shapes.at(builtin_shape(row.id))->type = type;
    lay_out_instances(type, row.id, row.kind);
  }
}

/// Second step: namespaces and MROs, which need strings, tuples and dicts.
void finish_builtin_types(Vm& vm) {
  for (const TypeRow& row : kTypeRows) {
    Type* type = vm.type(row.id);
    type->name = Value::from_cell(intern(vm, last_component(row.name)));
    type->qualname = type->name;
    type->dict = new_dict(vm).value();
    type->subclasses = new_list(vm).value();
    const bool is_root = row.id == TypeId::Object;
    type->base = is_root ? nullptr : vm.type(row.base);
    Value bases[2] = {Value::from_cell(vm.type(row.base)), Value::from_cell(vm.type(TypeId::Exception))};
    const std::size_t base_count = is_root ? 0 : row.id == TypeId::ExceptionGroup ? 2 : 1;
    Tuple* base_tuple = new_tuple(vm, std::span<const Value>(bases, base_count)).value();
    type->bases = Value::from_cell(base_tuple);
    type->mro = Value::from_cell(compute_mro(vm, type, base_tuple).value());
    for (std::size_t i = 0; i < base_count; ++i)
      (void)list_append(vm, bases[i].as<Type>()->subclasses, Value::from_cell(type));
    vm.barrier(type);
  }
}

Type* Vm::immediate_type(Value value) const {
  if (value.is_int()) return type(TypeId::Int);
  if (value.is_double()) return type(TypeId::Float);
  switch (value.bits()) {
    case Value::kNoneBits: return type(TypeId::NoneType);
    case Value::kFalseBits:
    case Value::kTrueBits: return type(TypeId::Bool);
    case Value::kNotImplementedBits: return type(TypeId::NotImplementedType);
    case Value::kEllipsisBits: return type(TypeId::EllipsisType);
    default: return type(TypeId::Internal);
  }
}

bool is_subtype(const Type* type, const Type* base) {
  if (type == base) return true;
  if (type->mro.is_empty()) {
    for (const Type* at = type; at; at = at->base)
      if (at == base) return true;
    return false;
  }
  const Tuple* mro = type->mro.as<Tuple>();
  const Value wanted = Value::from_cell(base);
  for (std::uint64_t i = 1; i < mro->length; ++i)
    if (mro->items[i] == wanted) return true;
  return false;
}

// ---- lookup ----

namespace {

Value lookup_uncached(Vm& vm, Type* type, Str* name) {
  if (type->mro.is_empty()) return Value();
  const Tuple* mro = type->mro.as<Tuple>();
  for (std::uint64_t i = 0; i < mro->length; ++i) {
    const Value found = dict_get_str(vm, mro->items[i].as<Type>()->dict, name);
    if (!found.is_not_found()) return found;
  }
  return Value();
}

}  // namespace

Value type_lookup(Vm& vm, Type* type, Str* name) {
  if (!(name->flags & kStrInterned)) name = intern(vm, name);
  const std::size_t hash = (reinterpret_cast<std::uintptr_t>(type) >> 4) * 31 + (reinterpret_cast<std::uintptr_t>(name) >> 4);
  MethodCacheEntry& entry = vm.method_cache[hash % std::size(vm.method_cache)];
  if (entry.type == type && entry.name == name && entry.version == type->version) return entry.value;
  const Value found = lookup_uncached(vm, type, name);
  entry = {type, name, type->version, found};
  return found;
}

// ---- MRO ----

namespace {

/// The sequences that C3 merges: each a Tuple with a position.
struct Merge {
  std::vector<Tuple*> sequences;  // kept alive by the types and the bases tuple that the caller holds
  std::vector<std::uint64_t> positions;

  bool in_some_tail(Value candidate) const {
    for (std::size_t i = 0; i < sequences.size(); ++i)
      for (std::uint64_t at = positions[i] + 1; at < sequences[i]->length; ++at)
        if (sequences[i]->items[at] == candidate) return true;
    return false;
  }
  /// The next type, empty when all is merged, not_found when there is no consistent order.
  Value take() {
    bool any = false;
    for (std::size_t i = 0; i < sequences.size(); ++i) {
      if (positions[i] >= sequences[i]->length) continue;
      any = true;
      const Value candidate = sequences[i]->items[positions[i]];
      if (in_some_tail(candidate)) continue;
      for (std::size_t j = 0; j < sequences.size(); ++j)
        if (positions[j] < sequences[j]->length && sequences[j]->items[positions[j]] == candidate) ++positions[j];
      return candidate;
    }
    return any ? Value::not_found() : Value();
  }
};

Raised raise_no_mro(Vm& vm, const Merge& merge) {
  std::string names;
  std::vector<Value> named;
  for (std::size_t i = 0; i < merge.sequences.size(); ++i) {
    if (merge.positions[i] >= merge.sequences[i]->length) continue;
    const Value head = merge.sequences[i]->items[merge.positions[i]];
    bool seen = false;
    for (Value other : named) seen |= other == head;
    if (seen) continue;
    named.push_back(head);
    if (!names.empty()) names += ", ";
    names += type_name(vm, head.as<Type>());
  }
  return vm.raise_error(TypeId::TypeError, "Cannot create a consistent method resolution\norder (MRO) for bases ", names);
}

}  // namespace

Result<Tuple*> compute_mro(Vm& vm, Type* type, Tuple* bases) {
  Merge merge;
  for (std::uint64_t i = 0; i < bases->length; ++i) {
    for (std::uint64_t j = i + 1; j < bases->length; ++j)
      if (bases->items[i] == bases->items[j])
        return vm.raise_error(TypeId::TypeError, "duplicate base class ", type_name(vm, bases->items[i].as<Type>()));
    merge.sequences.push_back(bases->items[i].as<Type>()->mro.as<Tuple>());
  }
  merge.sequences.push_back(bases);
  merge.positions.assign(merge.sequences.size(), 0);
  std::vector<Value> order = {Value::from_cell(type)};  // all reachable from the bases
  while (true) {
    const Value next = merge.take();
    if (next.is_empty()) break;
    if (next.is_not_found()) return raise_no_mro(vm, merge);
    order.push_back(next);
  }
  return new_tuple(vm, order);
}

// ---- changes ----

namespace {

/// Puts what a class's own dictionary says of the specials over what its bases said: one pass over the dictionary, far
/// cheaper than a lookup of every special in every class of the MRO.
void overlay_specials(Vm& vm, Type* type, const Dict* own) {
  for (std::uint32_t i = own->first; i < own->used; ++i) {
    const DictEntry& row = own->entries->rows[i];
    if (row.key.is_empty() || !vm.is_exact(row.key, TypeId::Str)) continue;
    Str* name = row.key.as<Str>();
    if (!(name->flags & kStrInterned)) name = intern(vm, name);
    const int special = special_index(name);
    if (special < kSpecialCount) type->specials[special] = row.value;
  }
}

}  // namespace

void refresh_type(Vm& vm, Type* type) {
  for (Value& special : type->specials) special = Value();
  if (!type->mro.is_empty()) {
    const Tuple* mro = type->mro.as<Tuple>();
    for (std::uint64_t i = mro->length; i-- > 0;) overlay_specials(vm, type, mro->items[i].as<Type>()->dict);
  }
  vm.barrier(type);
  const Type* object = vm.type(TypeId::Object);
  const auto same = [&](Special which) { return type->special(which) == object->special(which); };
  type->flags &= ~(kTypeDefaultGetAttribute | kTypeDefaultSetAttr | kTypeHasFinalizer);
  if (same(Special::GetAttribute) && !type->has(Special::GetAttr)) type->flags |= kTypeDefaultGetAttribute;
  if (same(Special::SetAttr) && same(Special::DelAttr)) type->flags |= kTypeDefaultSetAttr;
  if (type->has(Special::Del)) type->flags |= kTypeHasFinalizer;
}

void type_changed(Vm& vm, Type* type, Str* name) {
  type->version = vm.next_type_version++;
  const int special = name ? special_index(name) : 0;
  if (!name || special < kSpecialCount) refresh_type(vm, type);
  if (type->watched) watched_type_changed(vm, type);
  List* subclasses = type->subclasses;
  if (!subclasses) return;
  for (std::uint64_t i = 0; i < subclasses->length; ++i) type_changed(vm, subclasses->storage->items[i].as<Type>(), name);
}

Result<void> type_set_attr(Vm& vm, Type* type, Str* name, Value value) {
  name = intern(vm, name);
  const Value before = dict_get_str(vm, type->dict, name);
  if (value.is_empty()) {
    if (before.is_not_found()) return {};
    (void)TRY(dict_delete(vm, type->dict, Value::from_cell(name)));
  } else {
    TRY(dict_set_str(vm, type->dict, name, value));
  }
  type_changed(vm, type, name);
  if (!value.is_empty()) class_attribute_set(vm, type, value);
  return {};
}

std::string type_name(Vm& vm, const Type* type) { return text_of(vm, type->name); }
std::string type_name(Vm& vm, Value value) { return type_name(vm, vm.type_of(value)); }

std::string full_type_name(Vm& vm, const Type* type) {
  if (type->native_name) return type->native_name;
  return type_name(vm, type);
}

}  // namespace tauraro
