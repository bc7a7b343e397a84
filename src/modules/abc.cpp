// The module _abc: abstract base classes. Each class has an _abc_data with a registry, a cache and a negative cache: sets of
// weak references to classes.
#include "modules/native_module.h"
#include "object/int.h"
#include "object/weak_reference.h"

namespace tauraro {

namespace {

enum Field : int { kRegistry, kCache, kNegativeCache, kNegativeVersion, kFieldCount };

constexpr NativeTypeSpec kAbcData{"_abc._abc_data", {}};

/// How often a class has been registered: negative caches of older versions are void.
std::int64_t& invalidation_counter(Vm& vm) {
  return reinterpret_cast<std::int64_t&>(vm.native_type(kAbcData)->native_data);
}

// ---- sets of weak references ----

Set* set_of(const NativeObject* data, Field field) { return data->values[field].as<Set>(); }

Result<bool> has_class(Vm& vm, Set* set, Value type) {
  if (set->count == 0) return false;
  return set_contains(vm, set, Value::from_cell(TRY(plain_weak_reference(vm, type))));
}

/// Takes the references to classes that are gone out of a set that is about to grow.
Result<void> drop_dead(Vm& vm, Set* set) {
  List* references = TRY(new_list(vm));
  std::uint64_t position = 0;
  Value key;
  while (set_next(set, &position, &key))
    if (weak_target(key.as<WeakReference>()).is_empty()) TRY(list_append(vm, references, key));
  for (const Value dead : references->span()) TRY(set_discard(vm, set, dead));
  return {};
}

Result<void> add_class(Vm& vm, Set* set, Value type) {
  const WeakReference* reference = TRY(plain_weak_reference(vm, type));
  (void)TRY(hash(vm, Value::from_cell(reference)));
  if (set->count >= 8 && (set->fill + 1) * 5 >= set->mask * 3) TRY(drop_dead(vm, set));
  return set_add(vm, set, Value::from_cell(reference));
}

// ---- the data of a class ----

Result<NativeObject*> data_of(Vm& vm, Value self) {
  const Value data = TRY(get_attr(vm, self, "_abc_impl"));
  if (vm.type_of(data) == vm.native_type(kAbcData)) return data.as<NativeObject>();
  return vm.raise(TypeId::TypeError, "_abc_impl is set to a wrong type");
}

Result<bool> is_abstract(Vm& vm, Value value) {
  const Value flag = TRY(find_attr(vm, value, intern(vm, "__isabstractmethod__")));
  return !flag.is_not_found() && TRY(truth(vm, flag));
}

Result<void> compute_abstract_methods(Vm& vm, Type* type) {
  Set* abstract = TRY(new_frozenset(vm));
  Dict* names = TRY(dict_copy(vm, type->dict));
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(names, &position, &key, &value))
    if (TRY(is_abstract(vm, value))) TRY(set_add(vm, abstract, key));
  for (const Value base : type->bases.as<Tuple>()->span()) {
    const Value inherited = TRY(find_attr(vm, base, intern(vm, "__abstractmethods__")));
    if (inherited.is_not_found()) continue;
    TRY(for_each(vm, inherited, [&](Value name) -> Result<bool> {
      if (!name.is(kind::Str)) return true;
      const Value attribute = TRY(find_attr(vm, Value::from_cell(type), name.as<Str>()));
      if (!attribute.is_not_found() && TRY(is_abstract(vm, attribute))) TRY(set_add(vm, abstract, name));
      return true;
    }));
  }
  return set_attr(vm, Value::from_cell(type), intern(vm, "__abstractmethods__"), Value::from_cell(abstract));
}

constexpr std::uint32_t kPatternFlags = kTypeSequencePattern | kTypeMappingPattern;

/// __abc_tpflags__ of collections.abc: which patterns instances match.
Result<void> take_pattern_flags(Vm& vm, Type* type) {
  constexpr std::int64_t kSequence = 1 << 5, kMapping = 1 << 6;  // CPython's bits
  Str* name = intern(vm, "__abc_tpflags__");
  const Value given = dict_get_str(vm, type->dict, name);
  if (given.is_not_found() || !given.is_int()) return {};
  type->flags &= ~kPatternFlags;
  if (given.as_int() & kSequence) type->flags |= kTypeSequencePattern;
  else if (given.as_int() & kMapping) type->flags |= kTypeMappingPattern;
  return type_set_attr(vm, type, name, Value());
}

void give_pattern_flags(Type* type, std::uint32_t flags) {
  if (flags == 0 || type->flags & kTypeImmutable || (type->flags & kPatternFlags) == flags) return;
  type->flags = (type->flags & ~kPatternFlags) | flags;
  if (!type->subclasses) return;
  for (const Value derived : type->subclasses->span()) give_pattern_flags(derived.as<Type>(), flags);
}

Result<Value> abc_init(Vm& vm, const Args& args) {
  Type* type = args[0].as<Type>();
  TRY(compute_abstract_methods(vm, type));
  NativeObject* data = TRY(new_native_instance(vm, vm.native_type(kAbcData), kFieldCount));
  data->values[kNegativeVersion] = Value::from_int(invalidation_counter(vm));
  for (const Field field : {kRegistry, kCache, kNegativeCache}) {
    data->values[field] = Value::from_cell(TRY(new_set(vm)));
    vm.barrier(data);
  }
  TRY(set_attr(vm, args[0], intern(vm, "_abc_impl"), Value::from_cell(data)));
  TRY(take_pattern_flags(vm, type));
  return Value::none();
}

Result<Value> abc_register(Vm& vm, const Args& args) {
  const Value self = args[0], derived = args[1];
  if (!derived.is(kind::Type)) return vm.raise(TypeId::TypeError, "Can only register classes");
  if (TRY(is_subclass_of(vm, derived, self))) return derived;
  if (TRY(is_subclass_of(vm, self, derived))) return vm.raise(TypeId::RuntimeError, "Refusing to create an inheritance cycle");
  NativeObject* data = TRY(data_of(vm, self));
  TRY(add_class(vm, set_of(data, kRegistry), derived));
  ++invalidation_counter(vm);
  if (self.is(kind::Type)) give_pattern_flags(derived.as<Type>(), self.as<Type>()->flags & kPatternFlags);
  return derived;
}

Result<Value> call_subclasscheck(Vm& vm, Value self, Value derived) { return vm.call_method(self, "__subclasscheck__", {derived}); }

bool negative_cache_is_current(Vm& vm, const NativeObject* data) {
  return data->values[kNegativeVersion].as_int() == invalidation_counter(vm);
}

Result<Value> abc_instancecheck(Vm& vm, const Args& args) {
  const Value self = args[0], instance = args[1];
  const NativeObject* data = TRY(data_of(vm, self));
  const Value declared = TRY(get_attr(vm, instance, "__class__"));
  if (declared.is(kind::Type) && TRY(has_class(vm, set_of(data, kCache), declared))) return Value::from_bool(true);
  const Value actual = Value::from_cell(vm.type_of(instance));
  if (actual == declared) {
    if (negative_cache_is_current(vm, data) && TRY(has_class(vm, set_of(data, kNegativeCache), declared)))
      return Value::from_bool(false);
    return call_subclasscheck(vm, self, declared);
  }
  const Value result = TRY(call_subclasscheck(vm, self, declared));
  if (TRY(truth(vm, result))) return result;
  return call_subclasscheck(vm, self, actual);
}

/// What __subclasshook__ says: True, False, or not_implemented.
Result<Value> ask_hook(Vm& vm, Value self, Value derived) {
  const Value answer = TRY(vm.call_method(self, "__subclasshook__", {derived}));
  if (answer.is_bool() || answer.is_not_implemented()) return answer;
  return vm.raise(TypeId::AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
}

Result<bool> is_registered(Vm& vm, const NativeObject* data, Value derived) {
  if (set_of(data, kRegistry)->count == 0) return false;
  const List* references = TRY(list_from(vm, data->values[kRegistry]));
  for (const Value reference : references->span()) {
    const Value registered = weak_target(reference.as<WeakReference>());
    if (!registered.is_empty() && TRY(is_subclass_of(vm, derived, registered))) return true;
  }
  return false;
}

Result<bool> is_derived_from_subclass(Vm& vm, Value self, Value derived) {
  const Value subclasses = TRY(vm.call_method(self, "__subclasses__", {}));
  if (!subclasses.is(kind::List)) return vm.raise(TypeId::TypeError, "__subclasses__() must return a list");
  const List* list = subclasses.as<List>();
  for (std::uint64_t i = 0; i < list->length; ++i)
    if (TRY(is_subclass_of(vm, derived, list->storage->items[i]))) return true;
  return false;
}

Result<bool> check_subclass(Vm& vm, Value self, Value derived, const NativeObject* data) {
  const Value answer = TRY(ask_hook(vm, self, derived));
  if (answer.is_bool()) return answer.is_true();
  if (is_subtype(derived.as<Type>(), self.as<Type>())) return true;
  if (TRY(is_registered(vm, data, derived))) return true;
  return is_derived_from_subclass(vm, self, derived);
}

Result<Value> abc_subclasscheck(Vm& vm, const Args& args) {
  const Value self = args[0], derived = args[1];
  if (!derived.is(kind::Type)) return vm.raise(TypeId::TypeError, "issubclass() arg 1 must be a class");
  NativeObject* data = TRY(data_of(vm, self));
  if (TRY(has_class(vm, set_of(data, kCache), derived))) return Value::from_bool(true);
  if (!negative_cache_is_current(vm, data)) {
    set_clear(vm, set_of(data, kNegativeCache));
    data->values[kNegativeVersion] = Value::from_int(invalidation_counter(vm));
  } else if (TRY(has_class(vm, set_of(data, kNegativeCache), derived))) {
    return Value::from_bool(false);
  }
  const bool result = TRY(check_subclass(vm, self, derived, data));
  TRY(add_class(vm, set_of(data, result ? kCache : kNegativeCache), derived));
  return Value::from_bool(result);
}

Result<Value> get_cache_token(Vm& vm, const Args&) { return Value::from_int(invalidation_counter(vm)); }

Result<Value> get_dump(Vm& vm, const Args& args) {
  const NativeObject* data = TRY(data_of(vm, args[0]));
  Tuple* dump = TRY(new_tuple(vm, kFieldCount));
  for (const Field field : {kRegistry, kCache, kNegativeCache}) {
    Set* copy = TRY(new_set(vm));
    TRY(set_update(vm, copy, data->values[field]));
    dump->items[field] = Value::from_cell(copy);
    vm.barrier(dump);
  }
  dump->items[kNegativeVersion] = data->values[kNegativeVersion];
  return Value::from_cell(dump);
}

Result<Value> reset_registry(Vm& vm, const Args& args) {
  set_clear(vm, set_of(TRY(data_of(vm, args[0])), kRegistry));
  return Value::none();
}
Result<Value> reset_caches(Vm& vm, const Args& args) {
  const NativeObject* data = TRY(data_of(vm, args[0]));
  set_clear(vm, set_of(data, kCache));
  set_clear(vm, set_of(data, kNegativeCache));
  return Value::none();
}

constexpr NativeMethod kFunctions[] = {
    {"_abc_init", abc_init, "(self, /)"},
    {"_abc_register", abc_register, "(self, subclass, /)"},
    {"_abc_instancecheck", abc_instancecheck, "(self, instance, /)"},
    {"_abc_subclasscheck", abc_subclasscheck, "(self, subclass, /)"},
    {"get_cache_token", get_cache_token, "()"},
    {"_get_dump", get_dump, "(self, /)"},
    {"_reset_registry", reset_registry, "(self, /)"},
    {"_reset_caches", reset_caches, "(self, /)"},
};

Result<void> initialize(Vm& vm, Module*) {
  TRY(ensure_native_type(vm, kAbcData, kind::NativeObject, native_object_size(kFieldCount), TypeId::Object, kTypeUninstantiable));
  return {};
}

constexpr NativeModuleSpec kSpec{"_abc", kFunctions, initialize};

}  // namespace

const NativeModuleSpec& abc_module() { return kSpec; }

}  // namespace tauraro
