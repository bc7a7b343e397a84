#pragma once
#include "object/containers.h"
#include "object/feedback.h"
#include "object/function.h"
#include "object/runtime.h"

namespace tauraro {

struct OperatorSite;

/// The value at a byte offset of a cell.
inline Value& value_at(Cell* cell, std::uint32_t offset) { return *reinterpret_cast<Value*>(reinterpret_cast<char*>(cell) + offset); }
inline Value& attribute_word(Vm& vm, Cell* cell) { return value_at(cell, vm.shape_of(cell)->type->attributes_offset); }

/// Records at a LoadAttr or LoadMethod site how `object.name` was found. After the lookup has succeeded.
void cache_load(Vm& vm, InlineCache& site, Value object, Str* name, bool for_call);
/// Before the store: how `object.name = ...` will be done, given the shape that the object has now.
void cache_store(Vm& vm, InlineCache& site, Value object, Str* name);
/// The entry of a site (itself or one of `more`) whose guard holds for the object; null when none does.
InlineCache* find_entry(Vm& vm, InlineCache& site, Value object);
/// What an entry gives; empty: look it up in full. Property entries run Python.
Result<Value> load_through(Vm& vm, const InlineCache& entry, Value object);
/// The function that super().name() calls with the object in front; not_found: none, or it takes the long way.
Value super_method(Vm& vm, const Super* object, Str* name);
/// Records the callee of a Call or CallMethod site.
void cache_callee(InlineCache& site, Value callee);
/// A data descriptor has been put over possibly cached slots: all sites forget.
void flush_inline_caches(Vm& vm);

/// Whether an object of the site's shape has a value in the member that the site (state Member) remembers: an item of a named tuple
/// may lie beyond its end.
inline bool has_member(const Cell* cell, const InlineCache& site) {
  if (Value::from_bits(site.owner_bits).as<Type>()->version != site.version) return false;
  if (cell->kind == kind::Tuple) return site.offset < offsetof(Tuple, items) + 8 * static_cast<const Tuple*>(cell)->length;
  return !value_at(const_cast<Cell*>(cell), site.offset).is_empty();
}
/// Records the operands of an arithmetic instruction that runs a method.
void note_operator(Vm& vm, const Instruction* pc, Value left, Value right);
/// What was recorded; null: nothing.
const OperatorSite* operator_site(Vm& vm, const Instruction* pc);
/// The TypeError of an arithmetic instruction whose method has given NotImplemented. `R`: its frame's registers
void unsupported_operator(Vm& vm, const Instruction* pc, const Value* R);
/// ... whose operands are these.
void unsupported_operator(Vm& vm, const Instruction* pc, Value left, Value right);

}  // namespace tauraro
