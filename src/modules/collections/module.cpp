// The module _collections.
#include "modules/collections/collections.h"

#include "modules/collections/deque.h"

namespace tauraro {

namespace {

using namespace collections;

constexpr Value kOne = Value::from_int(1);

/// Whether counting may go straight to the table: a dict whose class changes neither get nor __setitem__.
bool counts_directly(Vm& vm, Value mapping) {
  if (!mapping.is(kind::Dict)) return false;
  Type* type = vm.type_of(mapping);
  Type* dict = vm.type(TypeId::Dict);
  Str* get = intern(vm, "get");
  return type_lookup(vm, type, get) == type_lookup(vm, dict, get) && type->special(Special::SetItem) == dict->special(Special::SetItem);
}

Result<void> count_one(Vm& vm, Dict* dict, Value key) {
  const std::uint64_t hash = TRY(hash_key(vm, key));
  const Value count = TRY(dict_get_hashed(vm, dict, key, hash));
  const bool small = count.is_int() && count.as_int() < Value::kMaxInt;
  Value sum = kOne;
  if (small) sum = Value::from_int(count.as_int() + 1);
  else if (!count.is_not_found()) sum = TRY(binary_op(vm, BinaryOp::Add, count, kOne));
  return dict_set_hashed(vm, dict, key, hash, sum);
}

Result<Value> count_elements(Vm& vm, const Args& args) {
  const Value mapping = args[0];
  const bool direct = counts_directly(vm, mapping);
  const Value get = direct ? Value::none() : TRY(get_attr(vm, mapping, "get"));
  TRY(for_each(vm, args[1], [&](Value key) -> Result<bool> {
    if (direct) {
      TRY(count_one(vm, mapping.as<Dict>(), key));
      return true;
    }
    const Value count = TRY(vm.call(get, {key, Value::from_int(0)}));
    TRY(set_item(vm, mapping, key, TRY(binary_op(vm, BinaryOp::Add, count, kOne))));
    return true;
  }));
  return Value::none();
}

constexpr NativeMethod kFunctions[] = {
    {"_count_elements", count_elements, "(mapping, iterable, /)"},
};

Result<void> initialize(Vm& vm, Module* module) {
  Type* deque = TRY(add_type(vm, module, kDeque, kind::NativeObject, native_object_size(Deque::kFieldCount), TypeId::Object,
                             kTypeSubclassable | kTypeHasWeakref | kTypeSequencePattern));
  TRY(type_set_attr(vm, deque, intern(vm, "__hash__"), Value::none()));
  for (const NativeTypeSpec* spec : {&kDequeIterator, &kDequeReverseIterator})
    TRY(add_type(vm, module, *spec, kind::Iterator, sizeof(Iterator), TypeId::Object, 0));
  TRY(add_type(vm, module, kDefaultDict, kind::Dict, sizeof(DefaultDict), TypeId::Dict));
  Type* ordered = TRY(add_type(vm, module, kOrderedDict, kind::Dict, sizeof(Dict), TypeId::Dict,
                               kTypeSubclassable | kTypeHasDict | kTypeHasWeakref));
  TRY(type_set_attr(vm, ordered, intern(vm, "__hash__"), Value::none()));
  TRY(make_ordered_dict_views(vm));
  TRY(add_type(vm, module, kTupleGetter, kind::NativeObject, native_object_size(2), TypeId::Object, 0));
  return {};
}

constexpr NativeModuleSpec kSpec{"_collections", kFunctions, initialize};

}  // namespace

const NativeModuleSpec& collections_module() { return kSpec; }

}  // namespace tauraro
