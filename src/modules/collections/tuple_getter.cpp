// _tuplegetter: the descriptors of a namedtuple's fields. Its values are the index and the documentation.
#include "modules/collections/collections.h"
#include "object/int.h"

namespace tauraro::collections {

namespace {

NativeObject* self_of(const Args& args) { return args[0].as<NativeObject>(); }

Result<Value> getter_new(Vm& vm, const Args& args) {
  const std::int64_t index = TRY(index_to_int64(vm, args[1]));
  NativeObject* getter = TRY(new_native_instance(vm, args[0].as<Type>(), 2));
  getter->values[0] = Value::from_int(index);
  getter->values[1] = args[2];
  return Value::from_cell(getter);
}

Result<Value> getter_get(Vm& vm, const Args& args) {
  const Value object = args[1];
  if (object.is_none()) return args[0];
  const std::int64_t index = self_of(args)->values[0].as_int();
  if (!object.is(kind::Tuple))
    return vm.raise_error(TypeId::TypeError, "descriptor for index '", index, "' for tuple subclasses doesn't apply to '",
                          full_type_name(vm, vm.type_of(object)), "' object");
  const Tuple* tuple = object.as<Tuple>();
  if (index < 0 || static_cast<std::uint64_t>(index) >= tuple->length) return vm.raise(TypeId::IndexError, "tuple index out of range");
  return tuple->items[index];
}

Result<Value> getter_set(Vm& vm, const Args&) { return vm.raise(TypeId::AttributeError, "can't set attribute"); }
Result<Value> getter_delete(Vm& vm, const Args&) { return vm.raise(TypeId::AttributeError, "can't delete attribute"); }

Result<Value> getter_reduce(Vm& vm, const Args& args) {
  return make_pair(vm, Value::from_cell(vm.type_of(args[0])), TRY(make_pair(vm, self_of(args)->values[0], self_of(args)->values[1])));
}

Result<Value> getter_repr(Vm& vm, const Args& args) {
  StrBuilder text(vm);
  text.append(type_name(vm, args[0]));
  text.append(U'(');
  text.append(TRY(repr(vm, self_of(args)->values[0])).as<Str>());
  text.append(", ");
  text.append(TRY(repr(vm, self_of(args)->values[1])).as<Str>());
  text.append(U')');
  return text.finish();
}

constexpr NativeMethod kMethods[] = {
    {"__new__", getter_new, "($type, index, doc, /)", NativeMethod::Static},
    {"__get__", getter_get, "($self, instance, owner=None, /)"},
    {"__set__", getter_set, "($self, instance, value, /)"},
    {"__delete__", getter_delete, "($self, instance, /)"},
    {"__reduce__", getter_reduce, "($self, /)"},
    {"__repr__", getter_repr, "($self, /)"},
};

constexpr NativeGetSet kGetSets[] = {
    {"__doc__", [](Vm&, Value self) -> Result<Value> { return self.as<NativeObject>()->values[1]; },
     [](Vm& vm, Value self, Value value) -> Result<void> {
       self.as<NativeObject>()->values[1] = value.is_empty() ? Value::none() : value;
       vm.barrier(self.as_cell());
       return {};
     }},
};

}  // namespace

constexpr NativeTypeSpec kTupleGetter{"_collections._tuplegetter", kMethods, kGetSets};

}  // namespace tauraro::collections
