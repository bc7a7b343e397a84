// The import system: sys.modules, native modules, source files and packages on sys.path.
#include "vm/import.h"

#include <sys/stat.h>

#include <cstdio>

#include "compile/compile.h"
#include "object/exceptions.h"
#include "object/function.h"
#include "object/instance.h"
#include "object/operations.h"
#include "vm/call.h"
#include "vm/compile_source.h"
#include "vm/link.h"
#include "vm/module_spec.h"
#include "vm/services.h"

namespace tauraro {

Result<Module*> new_module(Vm& vm, std::string_view name) {
  Module* module = TRY(vm.new_instance<Module>(vm.type(TypeId::Module)));
  module->dict = TRY(new_dict(vm));
  vm.barrier(module);
  TRY(dict_use_cells(vm, module->dict));
  TRY(dict_set_str(vm, module->dict, intern(vm, "__name__"), Value::from_cell(intern(vm, name))));
  for (const char* attribute : {"__doc__", "__package__", "__loader__", "__spec__"})
    TRY(dict_set_str(vm, module->dict, intern(vm, attribute), Value::none()));
  return module;
}

namespace {

/// The names that CPython's built-in import machinery has: here they are the library's own modules, once importlib has made them.
Result<Value> import_machinery(Vm& vm, std::string_view name) {
  const char* real = name == "_frozen_importlib" ? "importlib._bootstrap" : name == "_frozen_importlib_external" ? "importlib._bootstrap_external" : nullptr;
  if (!real) return Value::not_found();
  if (dict_get_str(vm, vm.modules, intern(vm, "importlib")).is_not_found()) (void)TRY(import_module(vm, "importlib"));
  const Value module = dict_get_str(vm, vm.modules, intern(vm, real));
  if (!module.is_not_found()) TRY(dict_set_str(vm, vm.modules, intern(vm, name), module));
  return module;
}

}  // namespace

Result<Value> import_native(Vm& vm, std::string_view name) {
  for (const NativeModuleSpec* spec : vm.services->native_modules) {
    if (name != spec->name) continue;
    Module* module = TRY(new_module(vm, name));
    Str* key = intern(vm, name);
    const Value module_name = Value::from_cell(key);
    TRY(dict_set_str(vm, module->dict, intern(vm, "__package__"), vm.empty_str));
    if (spec->doc) TRY(dict_set_str(vm, module->dict, intern(vm, "__doc__"), Value::from_cell(TRY(new_str(vm, spec->doc)))));
    for (const NativeMethod& method : spec->functions) {
      NativeFunction* function = TRY(vm.make_native_function(method, module_name));
      function->self = Value::from_cell(module);
      TRY(dict_set_str(vm, module->dict, intern(vm, method.name), Value::from_cell(function)));
    }
    TRY(dict_set_str(vm, vm.modules, key, Value::from_cell(module)));
    if (spec->initialize) TRY(spec->initialize(vm, module));
    const Value module_spec = TRY(native_spec(vm, name));
    TRY(dict_set_str(vm, module->dict, intern(vm, "__spec__"), module_spec));
    TRY(dict_set_str(vm, module->dict, intern(vm, "__loader__"), TRY(get_attr(vm, module_spec, "loader"))));
    return Value::from_cell(module);
  }
  return import_machinery(vm, name);
}

namespace {

/// The module's code runs; a module that failed is forgotten.
Result<Value> run_module(Vm& vm, Str* key, Value module, Value spec, bool run_loader) {
  TRY(dict_set_str(vm, vm.modules, key, module));
  TRY(set_initializing(vm, spec, true));
  const Value loader = TRY(get_attr(vm, spec, "loader"));
  const Result<Value> outcome = run_loader ? vm.call_method(loader, "exec_module", {module}) : Result<Value>(Value::none());
  if (outcome.is_raised()) {
    const Value error = vm.thread->pending;
    vm.thread->pending = Value();
    (void)set_initializing(vm, spec, false);
    (void)dict_delete(vm, vm.modules, Value::from_cell(key));
    vm.thread->pending = error;
    return Raised{};
  }
  TRY(set_initializing(vm, spec, false));
  const Value current = dict_get_str(vm, vm.modules, key);
  return current.is_not_found() ? module : current;
}

/// Loads what a finder found, as importlib does: create_module, attributes, exec_module.
Result<Value> load_from_spec(Vm& vm, std::string_view name, Value spec) {
  const Value loader = TRY(get_attr(vm, spec, "loader"));
  Value module = Value::none();
  if (!loader.is_none() && !TRY(find_attr(vm, loader, intern(vm, "create_module"))).is_not_found())
    module = TRY(vm.call_method(loader, "create_module", {spec}));
  if (module.is_none()) module = Value::from_cell(TRY(new_module(vm, name)));
  TRY(set_module_attributes(vm, module, spec));
  if (!loader.is_none() && TRY(find_attr(vm, loader, intern(vm, "exec_module"))).is_not_found())
    return vm.call_method(loader, "load_module", {Value::from_cell(intern(vm, name))});
  return run_module(vm, intern(vm, name), module, spec, !loader.is_none());
}

bool is_file(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

}  // namespace

Result<Value> spec_in_archives(Vm& vm, std::string_view full_name, Value path) {
  List* entries = path.as<List>();
  for (std::uint64_t i = 0; i < entries->length; ++i) {
    const Value entry = entries->storage->items[i];
    if (!entry.is(kind::Str) || !is_file(text_of(vm, entry))) continue;
    const Value zipimport = TRY(import_module(vm, "zipimport"));
    const Result<Value> importer = vm.call_method(zipimport, "zipimporter", {entry});
    if (importer.is_raised()) {
      if (!vm.catch_if(TypeId::ImportError)) return Raised{};
      continue;
    }
    const Value spec = TRY(vm.call_method(importer.value(), "find_spec", {Value::from_cell(intern(vm, full_name))}));
    if (!spec.is_none()) return spec;
  }
  return Value::not_found();
}

namespace {

Result<Value> find_in_archives(Vm& vm, std::string_view full_name, Value path) {
  const Value spec = TRY(spec_in_archives(vm, full_name, path));
  return spec.is_not_found() ? spec : load_from_spec(vm, full_name, spec);
}

/// Sources on a list of directories; zip files through zipimport; not_found when there is none.
Result<Value> find_on_path(Vm& vm, std::string_view full_name, std::string_view last_name, Value path) {
  if (!path.is(kind::List)) {
    if (path.is_not_found() || path.is_none()) return Value::not_found();
    path = Value::from_cell(TRY(list_from(vm, path)));
  }
  FoundModule found;
  if (!find_source(vm, last_name, path, &found)) return find_in_archives(vm, full_name, path);
  const Value spec = TRY(source_spec(vm, full_name, found));
  Module* module = TRY(new_module(vm, full_name));
  TRY(set_module_attributes(vm, Value::from_cell(module), spec));
  return run_module(vm, intern(vm, full_name), Value::from_cell(module), spec, !found.file.empty());
}

Raised raise_not_found(Vm& vm, std::string_view name, std::string_view extra = "") {
  (void)vm.raise_error(TypeId::ModuleNotFoundError, "No module named '", name, "'", extra);
  if (vm.thread->pending.is(kind::Exception)) {
    vm.thread->pending.as<Exception>()->extra[1] = Value::from_cell(intern(vm, name));
    vm.barrier(vm.thread->pending.as_cell());
  }
  return Raised{};
}

Raised raise_halted(Vm& vm, std::string_view name) {
  (void)vm.raise_error(TypeId::ModuleNotFoundError, "import of ", name, " halted; None in sys.modules");
  if (vm.thread->pending.is(kind::Exception)) vm.thread->pending.as<Exception>()->extra[1] = Value::from_cell(intern(vm, name));
  return Raised{};
}

Value search_path(Vm& vm) { return vm.sys ? dict_get_str(vm, vm.sys->dict, intern(vm, "path")) : Value::not_found(); }

}  // namespace

namespace {

/// The VM's own search: native modules, then sources.
Result<Value> find_natively(Vm& vm, std::string_view name, std::string_view last_name, Value path, bool is_submodule) {
  if (!is_submodule) {
    const Value native = TRY(import_native(vm, name));
    if (!native.is_not_found()) return native;
  }
  return find_on_path(vm, name, last_name, path);
}

/// Asks the finders of sys.meta_path in order; the default ones together are the VM's own search.
Result<Value> find_and_load(Vm& vm, std::string_view name, std::string_view last_name, Value path, bool is_submodule) {
  const Value finders = vm.sys ? dict_get_str(vm, vm.sys->dict, intern(vm, "meta_path")) : Value::not_found();
  if (!finders.is(kind::List)) return find_natively(vm, name, last_name, path, is_submodule);
  bool searched = false;
  for (std::uint64_t i = 0; i < finders.as<List>()->length; ++i) {
    const Value finder = finders.as<List>()->storage->items[i];
    if (is_default_finder(vm, finder)) {
      if (searched) continue;
      searched = true;
      const Value module = TRY(find_natively(vm, name, last_name, path, is_submodule));
      if (!module.is_not_found()) return module;
      continue;
    }
    const Value find = TRY(find_attr(vm, finder, intern(vm, "find_spec")));
    if (find.is_not_found()) continue;
    const Value spec = TRY(vm.call(find, {Value::from_cell(intern(vm, name)), is_submodule ? path : Value::none(), Value::none()}));
    if (!spec.is_none()) return load_from_spec(vm, name, spec);
  }
  return Value::not_found();
}

/// Once importlib's Python part is there: path hooks for what walks packages with it.
Result<void> after_import(Vm& vm, std::string_view name) {
  if (name != "importlib" || !vm.sys) return {};
  const Value external = dict_get_str(vm, vm.modules, intern(vm, "importlib._bootstrap_external"));
  const Value hooks = dict_get_str(vm, vm.sys->dict, intern(vm, "path_hooks"));
  if (external.is_not_found() || !hooks.is(kind::List) || hooks.as<List>()->length) return {};
  const Value loaders = TRY(vm.call_method(external, "_get_supported_file_loaders", {}));
  const Value finder = TRY(get_attr(vm, external, "FileFinder"));
  const Value make_hook = TRY(get_attr(vm, finder, "path_hook"));
  return list_append(vm, hooks.as<List>(), TRY(vm.call_spread(make_hook, TRY(tuple_from(vm, loaders)), nullptr)));
}

}  // namespace

Result<Value> import_module(Vm& vm, std::string_view name) {
  Str* key = intern(vm, name);
  const Value loaded = dict_get_str(vm, vm.modules, key);
  if (loaded.is_none()) return raise_halted(vm, name);
  if (!loaded.is_not_found()) return loaded;
  const std::size_t dot = name.rfind('.');
  Value path = search_path(vm);
  Value parent = Value::not_found();
  if (dot != std::string_view::npos) {
    parent = TRY(import_module(vm, name.substr(0, dot)));
    const Value again = dict_get_str(vm, vm.modules, key);
    if (!again.is_not_found()) return again;
    path = TRY(find_attr(vm, parent, "__path__"));
    if (path.is_not_found()) return raise_not_found(vm, name, "; '" + std::string(name.substr(0, dot)) + "' is not a package");
  }
  const Value module = TRY(find_and_load(vm, name, name.substr(dot == std::string_view::npos ? 0 : dot + 1), path, dot != std::string_view::npos));
  if (module.is_not_found()) return raise_not_found(vm, name);
  TRY(after_import(vm, name));
  if (!parent.is_not_found()) TRY(set_attr(vm, parent, name.substr(dot + 1), module));
  return module;
}

namespace {

/// The absolute name of a relative import.
Result<std::string> resolve_relative(Vm& vm, Value globals, std::string_view name, std::int64_t level) {
  const auto get = [&](const char* key) {
    return globals.is(kind::Dict) ? dict_get_str(vm, globals.as<Dict>(), intern(vm, key)) : Value::not_found();
  };
  std::string package;
  const Value package_value = get("__package__");
  if (package_value.is(kind::Str)) {
    package = text_of(vm, package_value);
  } else {
    const Value module_name = get("__name__");
    if (!module_name.is(kind::Str)) return vm.raise(TypeId::KeyError, "'__name__' not in globals");
    package = text_of(vm, module_name);
    if (get("__path__").is_not_found()) package.erase(package.rfind('.') == std::string::npos ? 0 : package.rfind('.'));
  }
  if (package.empty()) return vm.raise(TypeId::ImportError, "attempted relative import with no known parent package");
  for (std::int64_t i = 1; i < level; ++i) {
    const std::size_t dot = package.rfind('.');
    if (dot == std::string::npos) return vm.raise(TypeId::ImportError, "attempted relative import beyond top-level package");
    package.erase(dot);
  }
  return name.empty() ? package : package + "." + std::string(name);
}

/// `from package import name`: submodules that are not attributes yet are imported.
Result<void> import_submodules(Vm& vm, Value module, std::string_view module_name, Value from_list) {
  if (TRY(find_attr(vm, module, "__path__")).is_not_found()) return {};
  return for_each(vm, from_list, [&](Value item) -> Result<bool> {
    if (!item.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "Item in ``from list'' must be str, not ", full_type_name(vm, vm.type_of(item)));
    if (str_equal(vm, item.as<Str>(), "*")) {
      const Value all = TRY(find_attr(vm, module, "__all__"));
      if (!all.is_not_found()) TRY(import_submodules(vm, module, module_name, all));
      return true;
    }
    if (!TRY(find_attr(vm, module, intern(vm, item.as<Str>()))).is_not_found()) return true;
    const std::string full = std::string(module_name) + "." + text_of(vm, item);
    if (import_module(vm, full).is_raised()) {
      const Value missing = vm.thread->pending.is(kind::Exception) ? vm.thread->pending.as<Exception>()->extra[1] : Value();
      if (!vm.pending_is(TypeId::ModuleNotFoundError) || !missing.is(kind::Str) || text_of(vm, missing) != full) return Raised{};
      (void)vm.catch_pending();
    }
    return true;
  });
}

}  // namespace

Result<Value> import_name(Vm& vm, Str* name, Value globals, Value from_list, std::int64_t level) {
  std::string full = to_utf8(vm, name);
  if (level > 0) full = TRY(resolve_relative(vm, globals, full, level));
  if (level < 0) return vm.raise(TypeId::ValueError, "level must be >= 0");
  if (full.empty()) return vm.raise(TypeId::ValueError, "Empty module name");
  const Value module = TRY(import_module(vm, full));
  const bool has_from = !from_list.is_empty() && !from_list.is_none() && TRY(truth(vm, from_list));
  if (has_from) {
    TRY(import_submodules(vm, module, full, from_list));
    return module;
  }
  if (level > 0) {
    const std::string given = to_utf8(vm, name);
    if (given.empty()) return module;
    const std::size_t cut = full.size() - (given.size() - std::min(given.find('.'), given.size()));
    return import_module(vm, std::string_view(full).substr(0, cut));
  }
  const std::size_t dot = full.find('.');
  return dot == std::string::npos ? Result<Value>(module) : import_module(vm, std::string_view(full).substr(0, dot));
}

namespace {

Result<bool> is_initializing_spec(Vm& vm, Value spec) {
  if (spec.is_not_found() || spec.is_none()) return false;
  const Value flag = TRY(find_attr(vm, spec, "_initializing"));
  return !flag.is_not_found() && TRY(truth(vm, flag));
}

}  // namespace

Result<bool> is_initializing(Vm& vm, Value module) {
  const Value spec = TRY(find_attr(vm, module, "__spec__"));
  return spec.is_not_found() ? Result<bool>(false) : is_initializing_spec(vm, spec);
}

std::string missing_module_attribute_message(Vm& vm, Module* module, Str* name) {
  const Value module_name = dict_get_str(vm, module->dict, intern(vm, "__name__"));
  const std::string attribute = to_utf8(vm, name);
  if (!module_name.is(kind::Str)) return concat("module has no attribute '", attribute, "'");
  const Value spec = dict_get_str(vm, module->dict, intern(vm, "__spec__"));  // not by attribute: that may lead here again
  const Result<bool> partial = spec.is_not_found() ? Result<bool>(false) : is_initializing_spec(vm, spec);
  if (partial.is_raised()) (void)vm.catch_pending();
  if (!partial.is_raised() && partial.value())
    return concat("partially initialized module '", text_of(vm, module_name), "' has no attribute '", attribute, "' (most likely due to a circular import)");
  return concat("module '", text_of(vm, module_name), "' has no attribute '", attribute, "'");
}

}  // namespace tauraro
