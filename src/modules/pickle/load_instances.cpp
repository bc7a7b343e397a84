// Opcodes that find classes, call them and give instances their state.
#include "modules/pickle/unpickling.h"
#include "object/codec.h"
#include "object/codecs.h"
#include "object/instance.h"

namespace tauraro::pickle {
namespace {

Result<Value> registry(Vm& vm, const char* name) {
  const Value table = TRY(get_attr(vm, TRY(import_module(vm, "copyreg")), name));
  if (!table.is(kind::Dict)) return vm.raise_error(TypeId::RuntimeError, "copyreg.", name, " should be a dict, not ", name_of_type(vm, table));
  return table;
}

Result<Value> line_text(Unpickling& u, bool ascii) {
  const std::string_view line = TRY(u.read_line());
  if (line.size() < 2) return u.truncated();
  const std::string text(line.substr(0, line.size() - 1));
  if (!ascii) return value_of(TRY(decode_utf8(u.vm, text)));
  std::size_t consumed;
  return decode_ascii(u.vm, text, nullptr, true, &consumed);
}

Result<void> load_global(Unpickling& u) {
  const Value module_name = TRY(line_text(u, false)), name = TRY(line_text(u, false));
  return u.push(TRY(find_class(u, module_name, name)));
}

Result<void> load_stack_global(Unpickling& u) {
  const Value name = TRY(u.pop()), module_name = TRY(u.pop());
  if (!u.vm.is_exact(name, TypeId::Str) || !u.vm.is_exact(module_name, TypeId::Str)) return raise_pickling(u.vm, kUnpicklingError, "STACK_GLOBAL requires str");
  return u.push(TRY(find_class(u, module_name, name)));
}

Result<void> load_extension(Unpickling& u, std::size_t size) {
  Vm& vm = u.vm;
  const std::int64_t code = static_cast<std::int32_t>(TRY(read_number(u, size)));
  if (code <= 0) return raise_pickling(vm, kUnpicklingError, "EXT specifies code <= 0");
  const Value key = Value::from_int(code), cache = TRY(registry(vm, "_extension_cache"));
  const Value known = TRY(dict_get(vm, cache.as<Dict>(), key));
  if (!known.is_not_found()) return u.push(known);
  const Value pair = TRY(dict_get(vm, TRY(registry(vm, "_inverted_registry")).as<Dict>(), key));
  if (pair.is_not_found()) return vm.raise_error(TypeId::ValueError, "unregistered extension code ", code);
  const Tuple* names = pair.is(kind::Tuple) ? pair.as<Tuple>() : nullptr;
  if (!names || names->length != 2 || !names->items[0].is(kind::Str) || !names->items[1].is(kind::Str))
    return vm.raise_error(TypeId::ValueError, "_inverted_registry[", code, "] isn't a 2-tuple of strings");
  const Value found = TRY(find_class(u, names->items[0], names->items[1]));
  TRY(dict_set(vm, cache.as<Dict>(), key, found));
  return u.push(found);
}

Result<void> load_persistent(Unpickling& u, bool binary) {
  if (u.field(kPersistentLoad).is_empty())
    return raise_pickling(u.vm, kUnpicklingError, "A load persistent id instruction was encountered,\nbut no persistent_load function was specified.");
  Value id;
  if (binary) {
    id = TRY(u.pop());
  } else {
    const std::string_view line = TRY(u.read_line());
    std::size_t consumed;
    const Result<Value> text = decode_ascii(u.vm, std::string(line.substr(0, line.size() - 1)), nullptr, true, &consumed);
    if (text.is_raised()) {
      if (!u.vm.catch_if(TypeId::UnicodeDecodeError)) return Raised{};
      return raise_pickling(u.vm, kUnpicklingError, "persistent IDs in protocol 0 must be ASCII strings");
    }
    id = text.value();
  }
  return u.push(TRY(u.vm.call(u.field(kPersistentLoad), {id})));
}

Result<Value> call_new(Vm& vm, Value type, std::span<const Value> arguments, Dict* keywords) {
  Tuple* all = TRY(new_tuple(vm, arguments.size() + 1));
  all->items[0] = type;
  std::copy(arguments.begin(), arguments.end(), all->items + 1);
  const Value function = TRY(get_attr(vm, type, "__new__"));
  return keywords && keywords->count ? vm.call_spread(function, all, keywords) : vm.call(function, all->span());
}

/// INST and OBJ: the call of a class of Python 2.
Result<Value> instantiate(Vm& vm, Value type, Tuple* arguments) {
  if (arguments->length == 0 && type.is(kind::Type) && TRY(find_attr(vm, type, "__getinitargs__")).is_not_found()) return call_new(vm, type, {}, nullptr);
  return vm.call(type, arguments->span());
}

Result<void> load_obj(Unpickling& u) {
  const std::size_t start = TRY(u.marker());
  if (u.height() <= start) return u.underflow();
  Tuple* arguments = TRY(u.pop_tuple(start + 1));
  const Value type = TRY(u.pop());
  return u.push(TRY(instantiate(u.vm, type, arguments)));
}

Result<void> load_inst(Unpickling& u) {
  const std::size_t start = TRY(u.marker());
  const Value module_name = TRY(line_text(u, true)), name = TRY(line_text(u, true));
  const Value type = TRY(find_class(u, module_name, name));
  return u.push(TRY(instantiate(u.vm, type, TRY(u.pop_tuple(start)))));
}

Result<void> load_new(Unpickling& u, bool with_keywords) {
  Vm& vm = u.vm;
  const char* name = with_keywords ? "NEWOBJ_EX" : "NEWOBJ";
  const Value keywords = with_keywords ? TRY(u.pop()) : Value();
  const Value arguments = TRY(u.pop()), type = TRY(u.pop());
  if (!type.is(kind::Type)) return raise_pickling(vm, kUnpicklingError, name, " class argument must be a type, not ", name_of_type(vm, type));
  if (type.as<Type>()->flags & kTypeUninstantiable)
    return raise_pickling(vm, kUnpicklingError, name, " class argument '", full_type_name(vm, type.as<Type>()), "' doesn't have __new__");
  if (!arguments.is(kind::Tuple)) return raise_pickling(vm, kUnpicklingError, name, " args argument must be a tuple, not ", name_of_type(vm, arguments));
  if (with_keywords && !keywords.is(kind::Dict)) return raise_pickling(vm, kUnpicklingError, name, " kwargs argument must be a dict, not ", name_of_type(vm, keywords));
  return u.push(TRY(call_new(vm, type, arguments.as<Tuple>()->span(), with_keywords ? keywords.as<Dict>() : nullptr)));
}

Result<void> load_reduce(Unpickling& u) {
  const Value arguments = TRY(u.pop()), function = TRY(u.pop());
  if (!arguments.is(kind::Tuple)) return u.vm.raise(TypeId::TypeError, "argument list must be a tuple");
  return u.push(TRY(u.vm.call(function, arguments.as<Tuple>()->span())));
}

Result<void> set_state(Vm& vm, Value instance, Value state) {
  if (!state.is(kind::Dict)) return raise_pickling(vm, kUnpicklingError, "state is not a dictionary");
  const bool is_plain = instance.is(kind::Instance);
  Value target;
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(state.as<Dict>(), &position, &key, &value)) {
    if (is_plain && vm.is_exact(key, TypeId::Str) && target.is_empty() && TRY(set_instance_attribute(vm, instance.as_cell(), intern(vm, key.as<Str>()), value))) continue;
    if (target.is_empty()) target = TRY(get_attr(vm, instance, "__dict__"));
    if (vm.is_exact(key, TypeId::Str)) key = value_of(intern(vm, key.as<Str>()));
    TRY(set_item(vm, target, key, value));
  }
  if (state.as<Dict>()->count == 0 && !is_plain) TRY(get_attr(vm, instance, "__dict__"));
  return {};
}

Result<void> set_slots(Vm& vm, Value instance, Value slots) {
  if (!slots.is(kind::Dict)) return raise_pickling(vm, kUnpicklingError, "slot state is not a dictionary");
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(slots.as<Dict>(), &position, &key, &value)) TRY(set_attr(vm, instance, TRY(attribute_name(vm, key)), value));
  return {};
}

Result<void> load_build(Unpickling& u) {
  Vm& vm = u.vm;
  if (u.height() < u.fence() + 2) return u.underflow();
  Value state = TRY(u.pop()), slots;
  const Value instance = TRY(u.top());
  const Value setter = TRY(find_attr(vm, instance, "__setstate__"));
  if (!setter.is_not_found()) {
    TRY(vm.call(setter, {state}));
    return {};
  }
  if (state.is(kind::Tuple) && state.as<Tuple>()->length == 2) {
    slots = state.as<Tuple>()->items[1];
    state = state.as<Tuple>()->items[0];
  }
  if (!state.is_none()) TRY(set_state(vm, instance, state));
  return slots.is_empty() ? Result<void>() : set_slots(vm, instance, slots);
}

/// The names that Python 3 has for a global of Python 2.
Result<void> use_new_names(Vm& vm, Value* module_name, Value* name) {
  const Value compatible = TRY(import_module(vm, "_compat_pickle"));
  const Value pair = TRY(dict_get(vm, TRY(get_attr(vm, compatible, "NAME_MAPPING")).as<Dict>(), TRY(tuple_value(vm, {*module_name, *name}))));
  if (!pair.is_not_found()) {
    if (!pair.is(kind::Tuple) || pair.as<Tuple>()->length != 2)
      return vm.raise_error(TypeId::RuntimeError, "_compat_pickle.NAME_MAPPING values should be 2-tuples, not ", name_of_type(vm, pair));
    *module_name = pair.as<Tuple>()->items[0], *name = pair.as<Tuple>()->items[1];
    return {};
  }
  const Value module = TRY(dict_get(vm, TRY(get_attr(vm, compatible, "IMPORT_MAPPING")).as<Dict>(), *module_name));
  if (!module.is_not_found()) *module_name = module;
  return {};
}

}  // namespace

Result<Value> default_find_class(Vm& vm, const UnpicklerState& state, Value module_name, Value name) {
  if (state.protocol < 3 && state.fix_imports) TRY(use_new_names(vm, &module_name, &name));
  if (!module_name.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "module name must be str, not ", name_of_type(vm, module_name));
  TRY(import_name(vm, module_name.as<Str>(), Value::none(), Value::none(), 0));  // waits while another thread imports it
  const Value module = TRY(dict_get(vm, vm.modules, module_name));
  if (module.is_not_found()) return vm.raise_key_error(module_name);
  Value found;
  if (state.protocol >= 4) found = TRY(deep_attribute(vm, module, TRY(dotted_path(vm, module, name.as<Str>())), nullptr));
  else found = TRY(find_attr(vm, module, intern(vm, name.as<Str>())));
  if (!found.is_not_found()) return found;
  return vm.raise_error(TypeId::AttributeError, "Can't get attribute ", TRY(repr_text(vm, name)), " on ", TRY(repr_text(vm, module)));
}

Result<Value> find_class(Unpickling& u, Value module_name, Value name) {
  if (u.vm.type_of(value_of(u.self)) == u.vm.native_type(kUnpicklerType)) return default_find_class(u.vm, u.state, module_name, name);
  return u.vm.call_method(value_of(u.self), "find_class", {module_name, name});
}

Result<bool> load_instance(Unpickling& u, unsigned char opcode) {
  switch (static_cast<char>(opcode)) {
    case kGlobal: TRY(load_global(u)); return true;
    case kStackGlobal: TRY(load_stack_global(u)); return true;
    case kExt1: TRY(load_extension(u, 1)); return true;
    case kExt2: TRY(load_extension(u, 2)); return true;
    case kExt4: TRY(load_extension(u, 4)); return true;
    case kPersId: TRY(load_persistent(u, false)); return true;
    case kBinPersId: TRY(load_persistent(u, true)); return true;
    case kNewObj: TRY(load_new(u, false)); return true;
    case kNewObjEx: TRY(load_new(u, true)); return true;
    case kReduce: TRY(load_reduce(u)); return true;
    case kBuild: TRY(load_build(u)); return true;
    case kObj: TRY(load_obj(u)); return true;
    case kInst: TRY(load_inst(u)); return true;
    default: return false;
  }
}

}  // namespace tauraro::pickle
