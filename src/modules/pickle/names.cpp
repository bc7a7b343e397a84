// Names with dots, as __qualname__ gives them.
#include "modules/module_support.h"
#include "modules/pickle/pickling.h"

namespace tauraro::pickle {

Result<List*> dotted_path(Vm& vm, Value object, Str* name) {
  List* path = TRY(vm.call_method(value_of(name), "split", {interned(vm, ".")})).as<List>();
  for (const Value part : path->span()) {
    if (!str_equal(vm, part.as<Str>(), "<locals>")) continue;
    const std::string shown = TRY(repr_text(vm, value_of(name)));
    if (object.is_empty()) return vm.raise_error(TypeId::AttributeError, "Can't pickle local object ", shown);
    return vm.raise_error(TypeId::AttributeError, "Can't pickle local attribute ", shown, " on ", TRY(repr_text(vm, object)));
  }
  return path;
}

Result<Value> deep_attribute(Vm& vm, Value object, List* path, Value* parent) {
  Value holder;
  for (std::uint64_t i = 0; i < path->length; ++i) {
    holder = object;
    object = TRY(find_attr(vm, object, intern(vm, path->storage->items[i].as<Str>())));
    if (object.is_not_found()) return object;
  }
  if (parent) *parent = holder;
  return object;
}

Raised raise_of_spec(Vm& vm, const NativeTypeSpec& type, const std::string& message) { return raise_of_type(vm, vm.native_type(type), message); }

}  // namespace tauraro::pickle
