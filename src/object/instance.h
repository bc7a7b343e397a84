#pragma once
#include "object/function.h"
#include "object/runtime.h"

namespace tauraro {

/// Moves the attributes of an instance to a Dict; returns it. \pre its type has an attribute word
Result<Dict*> to_dictionary_mode(Vm& vm, Cell* cell);
/// An attribute of the instance itself; empty when it has none of this name. `name` interned.
Value instance_attribute(Vm& vm, Cell* cell, Str* name);
/// False when instances have no attributes of their own.
Result<bool> set_instance_attribute(Vm& vm, Cell* cell, Str* name, Value value);
/// False when it was not there.
Result<bool> delete_instance_attribute(Vm& vm, Cell* cell, Str* name);

/// Whether its type defines __set__ or __delete__.
bool is_data_descriptor(Vm& vm, Value descriptor);
Result<Value> new_bound_method(Vm& vm, Value function, Value self);
Result<Value> get_native_property(Vm& vm, GetSet* property, Value object);
/// \pre is_data_descriptor. `value` empty: delete
Result<void> set_through_descriptor(Vm& vm, Value descriptor, Value object, Value value);
Result<Value> find_in_super(Vm& vm, Value object, Str* name);
/// What the classes after `self->type` in the MRO have, not bound; not_found: none.
Value lookup_above(Vm& vm, const Super* self, Str* name);
Result<Value> find_attr_hooked(Vm& vm, Value object, Str* name, bool must_exist);

/// AttributeError with name and obj set.
Raised raise_attribute_error(Vm& vm, Value object, Str* name);
std::string missing_module_attribute_message(Vm& vm, Module* module, Str* name);

}  // namespace tauraro
