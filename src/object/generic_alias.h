#pragma once
#include "object/operations.h"

namespace tauraro {

/// What a NativeObject of types.GenericAlias holds.
enum GenericAliasField : int { kAliasOrigin, kAliasArguments, kAliasParameters, kAliasStarred, kAliasFieldCount };

/// The type variables among arguments, in order of appearance: a tuple.
Result<Value> type_parameters_of(Vm& vm, Value arguments);
/// `arguments` with the type variables replaced by `item`; `alias` and `parameters` belong to the subscripted object.
Result<Value> substitute_type_parameters(Vm& vm, Value alias, Value arguments, Value parameters, Value item);

/// left | right for types: a types.UnionType, one type when both are the same, or not_implemented.
Result<Value> new_union_type(Vm& vm, Value left, Value right);

}  // namespace tauraro
