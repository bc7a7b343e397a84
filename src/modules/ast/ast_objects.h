#pragma once
#include "base/arena.h"
#include "builtins/support.h"
#include "syntax/ast.h"

namespace tauraro {

/// Makes the classes of the module.
Result<void> add_node_classes(Vm& vm, Module* module);
/// A class of _ast by name.
Result<Type*> node_class(Vm& vm, const char* name);
/// The one instance of an operator or context class that trees share.
Result<Value> shared_instance(Vm& vm, const char* name);
/// Whether the object is a node.
bool is_node(Vm& vm, Value value);

/// The tree as objects.
Result<Value> tree_to_objects(Vm& vm, const ast::Root& root);
/// Objects as a tree in `arena`: TypeError and ValueError as CPython has them for trees that make no sense.
Result<ast::Root*> objects_to_tree(Vm& vm, Value object, Arena& arena);

}  // namespace tauraro
