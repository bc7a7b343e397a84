// Classes and functions: saved by name.
#include "modules/pickle/pickling.h"

#include "object/bytes.h"
#include "object/codec.h"

namespace tauraro::pickle {
namespace {

Result<bool> is_found_in(Vm& vm, Value module, List* path, Value object) {
  if (module.is_none()) return false;
  return TRY(deep_attribute(vm, module, path, nullptr)) == object;
}

/// The module that an object is found in: __module__, or the first one that has it.
Result<Value> which_module(Vm& vm, Value object, List* path) {
  const Value own = TRY(find_attr(vm, object, "__module__"));
  if (!own.is_not_found() && !own.is_none()) return own;
  Dict* modules = TRY(dict_copy(vm, vm.modules));
  std::uint32_t position = 0;
  Value name, module;
  while (dict_next(modules, &position, &name, &module)) {
    if (name.is(kind::Str) && str_equal(vm, name.as<Str>(), "__main__")) continue;
    if (TRY(is_found_in(vm, module, path, object))) return name;
  }
  return interned(vm, "__main__");
}

/// What stands for a name in copyreg's registry of extensions; not_found: nothing.
Result<Value> extension_code(Pickling& p, Value module_name, Value name) {
  const Value registry = TRY(get_attr(p.vm, TRY(import_module(p.vm, "copyreg")), "_extension_registry"));
  if (!registry.is(kind::Dict)) return p.vm.raise_error(TypeId::RuntimeError, "copyreg._extension_registry should be a dict, not ", name_of_type(p.vm, registry));
  if (registry.as<Dict>()->count == 0) return Value::not_found();
  return dict_get(p.vm, registry.as<Dict>(), TRY(tuple_value(p.vm, {module_name, name})));
}

Result<void> put_extension(Pickling& p, Value object, Value code) {
  if (!is_int_like(code))
    return raise_pickling(p.vm, kPicklingError, "Can't pickle ", TRY(repr_text(p.vm, object)), ": extension code ", TRY(repr_text(p.vm, code)), " isn't an integer");
  std::int64_t number;
  if (!int_to_int64(code, &number)) return p.vm.raise(TypeId::OverflowError, "Python int too large to convert to C long");
  if (number <= 0 || number > 0x7fffffff)
    return raise_pickling(p.vm, kPicklingError, "Can't pickle ", TRY(repr_text(p.vm, object)), ": extension code ", number, " is out of range");
  const auto bits = static_cast<std::uint64_t>(number);
  if (number <= 0xff) p.state.output.put_number(kExt1, bits, 1);
  else if (number <= 0xffff) p.state.output.put_number(kExt2, bits, 2);
  else p.state.output.put_number(kExt4, bits, 4);
  return {};
}

Result<Value> compatible_table(Vm& vm, const char* name) {
  const Value table = TRY(get_attr(vm, TRY(import_module(vm, "_compat_pickle")), name));
  if (!table.is(kind::Dict)) return vm.raise_error(TypeId::RuntimeError, "_compat_pickle.", name, " should be a dict, not ", name_of_type(vm, table));
  return table;
}

/// The names that Python 2 has for a global.
Result<void> use_old_names(Vm& vm, Value* module_name, Value* name) {
  const Value pair = TRY(dict_get(vm, TRY(compatible_table(vm, "REVERSE_NAME_MAPPING")).as<Dict>(), TRY(tuple_value(vm, {*module_name, *name}))));
  if (!pair.is_not_found()) {
    if (!pair.is(kind::Tuple) || pair.as<Tuple>()->length != 2)
      return vm.raise_error(TypeId::RuntimeError, "_compat_pickle.REVERSE_NAME_MAPPING values should be 2-tuples, not ", name_of_type(vm, pair));
    const Value* items = pair.as<Tuple>()->items;
    if (!items[0].is(kind::Str) || !items[1].is(kind::Str))
      return vm.raise_error(TypeId::RuntimeError, "_compat_pickle.REVERSE_NAME_MAPPING values should be pairs of str, not (", name_of_type(vm, items[0]), ", ", name_of_type(vm, items[1]), ")");
    *module_name = items[0], *name = items[1];
    return {};
  }
  const Value module = TRY(dict_get(vm, TRY(compatible_table(vm, "REVERSE_IMPORT_MAPPING")).as<Dict>(), *module_name));
  if (module.is_not_found()) return {};
  if (!module.is(kind::Str)) return vm.raise_error(TypeId::RuntimeError, "_compat_pickle.REVERSE_IMPORT_MAPPING values should be strings, not ", name_of_type(vm, module));
  *module_name = module;
  return {};
}

/// A line with a name: UTF-8 for protocol 3, else ASCII.
Result<void> put_name(Pickling& p, Value name, const char* what) {
  const bool ascii_only = p.state.protocol != 3;
  const Result<Bytes*> encoded = ascii_only ? encode_ascii(p.vm, name.as<Str>(), nullptr) : encode_utf8_with(p.vm, name.as<Str>(), nullptr);
  if (encoded.is_raised()) {
    if (!p.vm.catch_if(TypeId::UnicodeEncodeError)) return Raised{};
    return raise_pickling(p.vm, kPicklingError, "can't pickle ", what, " identifier '", text_of(p.vm, name), "' using pickle protocol ", p.state.protocol);
  }
  p.state.output.put(encoded.value()->view());
  p.put('\n');
  return {};
}

Result<void> put_global(Pickling& p, Value module_name, Value name) {
  p.put(kGlobal);
  if (p.state.protocol < 3 && p.state.fix_imports) TRY(use_old_names(p.vm, &module_name, &name));
  TRY(put_name(p, module_name, "module"));
  return put_name(p, name, "global");
}

Result<Value> global_name(Vm& vm, Value object) {
  const Value qualified = TRY(find_attr(vm, object, "__qualname__"));
  return qualified.is_not_found() ? get_attr(vm, object, "__name__") : Result<Value>(qualified);
}

}  // namespace

Result<void> save_global(Pickling& p, Value object, Value name) {
  Vm& vm = p.vm;
  if (name.is_empty()) name = TRY(global_name(vm, object));
  if (!name.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "must be str, not ", name_of_type(vm, name));
  List* path = TRY(dotted_path(vm, Value(), name.as<Str>()));
  const Value module_name = TRY(which_module(vm, object, path));
  const auto shown = [&] { return repr_text(vm, object); };
  if (!module_name.is(kind::Str)) return vm.raise(TypeId::TypeError, "module name must be a string");
  const Result<Value> imported = import_module(vm, text_of(vm, module_name));
  if (imported.is_raised()) {
    if (vm.catch_pending().is_empty()) return Raised{};
    return raise_pickling(vm, kPicklingError, "Can't pickle ", TRY(shown()), ": import of module ", TRY(repr_text(vm, module_name)), " failed");
  }
  const Value module = imported.value();
  Value parent;
  const Value found = TRY(deep_attribute(vm, module, path, &parent));
  if (found.is_not_found())
    return raise_pickling(vm, kPicklingError, "Can't pickle ", TRY(shown()), ": attribute lookup ", text_of(vm, name), " on ", text_of(vm, module_name), " failed");
  if (found != object)
    return raise_pickling(vm, kPicklingError, "Can't pickle ", TRY(shown()), ": it's not the same object as ", text_of(vm, module_name), ".", text_of(vm, name));
  if (p.state.protocol >= 2) {
    const Value code = TRY(extension_code(p, module_name, name));
    if (!code.is_not_found()) return put_extension(p, object, code);
  }
  const Value last_name = path->storage->items[path->length - 1];
  if (parent == module) name = last_name;
  if (p.state.protocol >= 4) {
    TRY(save(p, module_name));
    TRY(save(p, name));
    p.put(kStackGlobal);
  } else if (parent != module) {
    const Value getattr = TRY(get_attr(vm, TRY(import_module(vm, "builtins")), "getattr"));
    TRY(save_call(p, getattr, {parent, last_name}, Value()));
  } else {
    TRY(put_global(p, module_name, name));
  }
  return memo_put(p, object);
}

}  // namespace tauraro::pickle
