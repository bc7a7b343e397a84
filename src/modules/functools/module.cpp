// The module _functools.
#include "modules/functools/functools.h"
#include "object/direct_call.h"

namespace tauraro {

namespace {

using namespace functools;

Result<Value> reduce(Vm& vm, const Args& args) {
  const Result<Value> iterator = get_iter(vm, args[1]);
  if (iterator.is_raised()) {
    if (vm.catch_if(TypeId::TypeError)) return vm.raise(TypeId::TypeError, "reduce() arg 2 must support iteration");
    return Raised{};
  }
  Value result = args[2];
  while (true) {
    const Value item = TRY(next(vm, iterator.value()));
    if (item.is_done()) break;
    if (result.is_empty()) {
      result = item;
      continue;
    }
    Value pair[] = {result, item};
    result = TRY(call_repeatedly(vm, args[0], pair));
  }
  if (result.is_empty()) return vm.raise(TypeId::TypeError, "reduce() of empty iterable with no initial value");
  return result;
}

constexpr NativeMethod kFunctions[] = {
    {"reduce", reduce, "(function, iterable, initial=<unset>, /)"},
    {"cmp_to_key", cmp_to_key, "(mycmp)"},
};

Result<void> initialize(Vm& vm, Module* module) {
  constexpr std::uint32_t kFlags = kTypeSubclassable | kTypeHasDict | kTypeHasWeakref;
  TRY(add_type(vm, module, kPartial, kind::NativeObject, native_object_size(kPartialFields), TypeId::Object, kFlags));
  TRY(add_type(vm, module, kLruCache, kind::NativeObject, native_object_size(kLruCacheFields), TypeId::Object, kFlags));
  Type* wrapper = TRY(ensure_native_type(vm, kKeyWrapper, kind::NativeObject, native_object_size(kKeyWrapperFields),
                                         TypeId::Object, kTypeUninstantiable));
  return type_set_attr(vm, wrapper, intern(vm, "__hash__"), Value::none());
}

constexpr NativeModuleSpec kSpec{"_functools", kFunctions, initialize};

}  // namespace

const NativeModuleSpec& functools_module() { return kSpec; }

}  // namespace tauraro
