#include "object/dict_views.h"

namespace tauraro {

Result<NativeObject*> new_native_object(Vm& vm, TypeId type, std::initializer_list<Value> values) {
  NativeObject* object =
      vm.allocate<NativeObject>(kind::NativeObject, builtin_shape(type), values.size() * sizeof(Value));
  if (!object) return Raised{};
  object->value_count = values.size();
  std::uint64_t i = 0;
  for (const Value value : values) object->values[i++] = value;
  return object;
}

Result<Value> new_dict_view(Vm& vm, Dict* dict, DictPart part) {
  const TypeId type = part == DictPart::Keys ? TypeId::DictKeys : part == DictPart::Values ? TypeId::DictValues : TypeId::DictItems;
  return Value::from_cell(TRY(new_native_object(vm, type, {Value::from_cell(dict)})));
}

Result<Value> new_mapping_proxy(Vm& vm, Value mapping) {
  return Value::from_cell(TRY(new_native_object(vm, TypeId::MappingProxy, {mapping})));
}

}  // namespace tauraro
