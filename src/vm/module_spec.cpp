#include "vm/module_spec.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdio>

#include "compile/compile.h"
#include "object/bytes.h"
#include "object/function.h"
#include "object/instance.h"
#include "object/int.h"
#include "object/operations.h"
#include "vm/call.h"
#include "vm/code_store.h"
#include "vm/import.h"
#include "vm/link.h"
#include "vm/services.h"

namespace tauraro {
namespace {

Result<Value> text(Vm& vm, std::string_view utf8) { return Value::from_cell(TRY(new_str(vm, utf8))); }
Value name_value(Vm& vm, std::string_view name) { return Value::from_cell(intern(vm, name)); }

Result<void> put(Vm& vm, Value object, std::string_view name, Value value) {
  (void)TRY(set_instance_attribute(vm, object.as_cell(), intern(vm, name), value));
  return {};
}
Value own(Vm& vm, Value object, std::string_view name) {
  const Value value = instance_attribute(vm, object.as_cell(), intern(vm, name));
  return value.is_empty() ? Value::none() : value;
}

bool is_kind(const std::string& path, mode_t wanted) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && (info.st_mode & S_IFMT) == wanted;
}

/// The directory that a submodule of this package, or the package of this module, has as name.
std::string parent_name(const std::string& name, bool is_package) {
  if (is_package) return name;
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos ? std::string() : name.substr(0, dot);
}

// ---- ModuleSpec: its fields are attributes ----

Result<Value> spec_init(Vm& vm, const Args& args) {
  const Value self = args[0];
  TRY(put(vm, self, "name", args[1]));
  TRY(put(vm, self, "loader", args[2]));
  TRY(put(vm, self, "origin", args[3]));
  TRY(put(vm, self, "loader_state", args[4]));
  const bool is_package = !args[5].is_none() && TRY(truth(vm, args[5]));
  TRY(put(vm, self, "submodule_search_locations", is_package ? Value::from_cell(TRY(new_list(vm))) : Value::none()));
  TRY(put(vm, self, "_uninitialized_submodules", Value::from_cell(TRY(new_list(vm)))));
  TRY(put(vm, self, "_set_fileattr", Value::from_bool(false)));
  TRY(put(vm, self, "_cached", Value::none()));
  return Value::none();
}

Result<Value> spec_repr(Vm& vm, const Args& args) {
  std::string shown = "ModuleSpec(name=" + TRY(repr_text(vm, own(vm, args[0], "name"))) + ", loader=" + TRY(repr_text(vm, own(vm, args[0], "loader")));
  const Value origin = own(vm, args[0], "origin"), locations = own(vm, args[0], "submodule_search_locations");
  if (!origin.is_none()) shown += ", origin=" + TRY(repr_text(vm, origin));
  if (!locations.is_none()) shown += ", submodule_search_locations=" + TRY(repr_text(vm, locations));
  return text(vm, shown + ")");
}

Result<Value> spec_eq(Vm& vm, const Args& args) {
  for (const char* name : {"name", "loader", "origin", "submodule_search_locations", "cached", "has_location"}) {
    const Value other = TRY(find_attr(vm, args[1], intern(vm, name)));
    if (other.is_not_found()) return Value::not_implemented();
    if (!TRY(equals(vm, TRY(get_attr(vm, args[0], name)), other))) return Value::from_bool(false);
  }
  return Value::from_bool(true);
}

Result<Value> get_cached(Vm& vm, Value self) { return own(vm, self, "_cached"); }
Result<void> set_cached(Vm& vm, Value self, Value value) { return put(vm, self, "_cached", value.is_empty() ? Value::none() : value); }
Result<Value> get_has_location(Vm& vm, Value self) { return own(vm, self, "_set_fileattr"); }
Result<void> set_has_location(Vm& vm, Value self, Value value) { return put(vm, self, "_set_fileattr", Value::from_bool(!value.is_empty() && TRY(truth(vm, value)))); }
Result<Value> get_parent(Vm& vm, Value self) {
  return text(vm, parent_name(text_of(vm, own(vm, self, "name")), !own(vm, self, "submodule_search_locations").is_none()));
}
Result<Value> get_dict(Vm& vm, Value self) { return Value::from_cell(TRY(instance_dict(vm, self))); }

constexpr NativeMethod kSpecMethods[] = {
    {"__init__", spec_init, "($self, /, name, loader, *, origin=None, loader_state=None, is_package=None)"},
    {"__repr__", spec_repr, "($self, /)"},
    {"__eq__", spec_eq, "($self, value, /)"},
};
constexpr NativeGetSet kSpecGetSets[] = {
    {"cached", get_cached, set_cached}, {"has_location", get_has_location, set_has_location}, {"parent", get_parent}, {"__dict__", get_dict},
};
constexpr NativeTypeSpec kSpec = {"_frozen_importlib.ModuleSpec", kSpecMethods, kSpecGetSets};

/// An instance of one of this file's types, its __init__ not run.
Result<Value> new_object(Vm& vm, const NativeTypeSpec& spec) {
  Type* type = vm.native_type(spec);
  if (!type) type = TRY(vm.make_native_type(spec, kind::Instance, sizeof(Cell), TypeId::Object, kTypeSubclassable | kTypeHasDict));
  return Value::from_cell(TRY(vm.new_instance<Cell>(type)));
}

Result<Value> new_spec(Vm& vm, std::string_view name, Value loader, Value origin, Value locations) {
  const Value spec = TRY(new_object(vm, kSpec));
  TRY(put(vm, spec, "name", name_value(vm, name)));
  TRY(put(vm, spec, "loader", loader));
  TRY(put(vm, spec, "origin", origin));
  TRY(put(vm, spec, "loader_state", Value::none()));
  TRY(put(vm, spec, "submodule_search_locations", locations));
  TRY(put(vm, spec, "_uninitialized_submodules", Value::from_cell(TRY(new_list(vm)))));
  TRY(put(vm, spec, "_set_fileattr", Value::from_bool(false)));
  TRY(put(vm, spec, "_cached", Value::none()));
  return spec;
}

// ---- loaders ----

Result<Value> none_method(Vm&, const Args&) { return Value::none(); }
Result<Value> false_method(Vm&, const Args&) { return Value::from_bool(false); }

bool is_native_name(Vm& vm, std::string_view name) {
  for (const NativeModuleSpec* spec : vm.services->native_modules)
    if (name == spec->name) return true;
  return false;
}

Result<Value> builtin_find_spec(Vm& vm, const Args& args) {
  const std::string name = text_of(vm, args[1]);
  return is_native_name(vm, name) ? native_spec(vm, name) : Result<Value>(Value::none());
}
Result<Value> builtin_create_module(Vm& vm, const Args& args) {
  const std::string name = text_of(vm, TRY(get_attr(vm, args[1], "name")));
  const Value loaded = dict_get_str(vm, vm.modules, intern(vm, name));
  if (!loaded.is_not_found()) return loaded;
  const Value module = TRY(import_native(vm, name));
  if (!module.is_not_found()) return module;
  return vm.raise_error(TypeId::ImportError, "'", name, "' is not a built-in module");
}
Result<Value> builtin_load_module(Vm& vm, const Args& args) { return import_module(vm, text_of(vm, args[1])); }

constexpr NativeMethod kBuiltinMethods[] = {
    {"find_spec", builtin_find_spec, "($type, fullname, path=None, target=None)", NativeMethod::Class},
    {"create_module", builtin_create_module, "($type, spec)", NativeMethod::Class}, {"exec_module", none_method, "($type, module)", NativeMethod::Class},
    {"get_code", none_method, "($type, fullname)", NativeMethod::Class}, {"get_source", none_method, "($type, fullname)", NativeMethod::Class},
    {"is_package", false_method, "($type, fullname)", NativeMethod::Class}, {"load_module", builtin_load_module, "($type, fullname)", NativeMethod::Class},
};
constexpr NativeTypeSpec kBuiltinImporter = {"_frozen_importlib.BuiltinImporter", kBuiltinMethods};

constexpr NativeMethod kFrozenMethods[] = {{"find_spec", none_method, "($type, fullname, path=None, target=None)", NativeMethod::Class}};
constexpr NativeTypeSpec kFrozenImporter = {"_frozen_importlib.FrozenImporter", kFrozenMethods};

Result<Value> path_find_spec(Vm& vm, const Args& args) {
  const std::string name = text_of(vm, args[1]);
  Value path = args[2];
  if (path.is_none()) path = vm.sys ? dict_get_str(vm, vm.sys->dict, intern(vm, "path")) : Value::none();
  if (!path.is(kind::List)) path = Value::from_cell(TRY(list_from(vm, path)));
  FoundModule found;
  const std::size_t dot = name.rfind('.');
  if (!find_source(vm, std::string_view(name).substr(dot == std::string::npos ? 0 : dot + 1), path, &found)) {
    const Value spec = TRY(spec_in_archives(vm, name, path));
    return spec.is_not_found() ? Value::none() : spec;
  }
  return source_spec(vm, name, found);
}

/// The installed distributions, for importlib.metadata, which has the finder.
Result<Value> path_find_distributions(Vm& vm, const Args& args) {
  (void)TRY(import_module(vm, "importlib.metadata"));
  const Value module = dict_get_str(vm, vm.modules, intern(vm, "importlib.metadata"));
  if (module.is_not_found()) return vm.raise(TypeId::ImportError, "importlib.metadata is not a module");
  const Value find = TRY(get_attr(vm, TRY(get_attr(vm, module, "MetadataPathFinder")), "find_distributions"));
  return args.has(1) ? vm.call(find, {args[1]}) : vm.call(find, {});
}

constexpr NativeMethod kPathMethods[] = {
    {"find_spec", path_find_spec, "($type, fullname, path=None, target=None)", NativeMethod::Class},
    {"find_distributions", path_find_distributions, "($type, context=<unset>)", NativeMethod::Class},
    {"invalidate_caches", none_method, "($type)", NativeMethod::Class},
};
constexpr NativeTypeSpec kPathFinder = {"_frozen_importlib_external.PathFinder", kPathMethods};

std::string path_of(Vm& vm, Value self) { return text_of(vm, own(vm, self, "path")); }

Result<void> check_name(Vm& vm, Value self, Value name) {
  const std::string wanted = text_of(vm, own(vm, self, "name"));
  if (name.is_none() || text_of(vm, name) == wanted) return {};
  return vm.raise_error(TypeId::ImportError, "loader for ", wanted, " cannot handle ", text_of(vm, name));
}

Result<Value> loader_init(Vm& vm, const Args& args) {
  TRY(put(vm, args[0], "name", args[1]));
  TRY(put(vm, args[0], "path", args[2]));
  return Value::none();
}
Result<Value> loader_get_filename(Vm& vm, const Args& args) {
  TRY(check_name(vm, args[0], args[1]));
  return own(vm, args[0], "path");
}
Result<Value> loader_get_data(Vm& vm, const Args& args) { return Value::from_cell(TRY(new_bytes(vm, TRY(read_file(vm, text_of(vm, args[1])))))); }
Result<Value> loader_get_source(Vm& vm, const Args& args) {
  TRY(check_name(vm, args[0], args[1]));
  const Value bytes = Value::from_cell(TRY(new_bytes(vm, TRY(read_file(vm, path_of(vm, args[0]))))));
  return vm.call_method(bytes, "decode", {name_value(vm, "utf-8")});
}
Result<Value> loader_is_package(Vm& vm, const Args& args) {
  const std::string path = path_of(vm, args[0]), wanted = "/__init__.py";
  return Value::from_bool(path.size() >= wanted.size() && path.compare(path.size() - wanted.size(), wanted.size(), wanted) == 0);
}
/// What the code of a module calls its file: the library's modules that CPython has frozen are <frozen os> in tracebacks.
std::string code_filename(Vm& vm, const std::string& name, const std::string& path) {
  constexpr std::string_view kFrozen[] = {"abc", "codecs", "io", "_collections_abc", "_sitebuiltins", "genericpath", "ntpath", "posixpath", "os",
                                          "site", "stat", "zipimport", "importlib.util", "importlib.machinery", "runpy"};
  if (std::find(std::begin(kFrozen), std::end(kFrozen), name) == std::end(kFrozen)) return path;
  const Value library = dict_get_str(vm, vm.sys->dict, intern(vm, "_stdlib_dir"));
  if (!library.is(kind::Str)) return path;
  std::string frozen_path = name;
  std::replace(frozen_path.begin(), frozen_path.end(), '.', '/');
  return path == text_of(vm, library) + "/" + frozen_path + ".py" ? "<frozen " + name + ">" : path;
}

Result<Value> loader_get_code(Vm& vm, const Args& args) {
  TRY(check_name(vm, args[0], args[1]));
  const std::string path = path_of(vm, args[0]);
  return Value::from_cell(TRY(load_module_code(vm, path, code_filename(vm, text_of(vm, own(vm, args[0], "name")), path))));
}
Result<Value> loader_exec_module(Vm& vm, const Args& args) {
  const std::string path = path_of(vm, args[0]);
  const std::string filename = code_filename(vm, text_of(vm, own(vm, args[0], "name")), path);
  Code* code = TRY(load_module_code(vm, path, filename));
  if (!args[1].is(kind::Module)) return vm.raise(TypeId::TypeError, "exec_module() argument must be a module");
  Dict* globals = args[1].as<Module>()->dict;
  Str* builtins = intern(vm, "__builtins__");
  if (dict_get_str(vm, globals, builtins).is_not_found()) TRY(dict_set_str(vm, globals, builtins, Value::from_cell(vm.builtins)));
  return run_code(vm, TRY(link_code(vm, code, globals)), nullptr, Value());
}
Result<Value> loader_load_module(Vm& vm, const Args& args) { return import_module(vm, text_of(vm, args[1].is_none() ? own(vm, args[0], "name") : args[1])); }
Result<Value> loader_path_stats(Vm& vm, const Args& args) {
  struct stat info;
  if (stat(text_of(vm, args[1]).c_str(), &info) != 0) return vm.raise_os_error(errno, args[1]);
  Dict* stats = TRY(new_dict(vm));
  TRY(dict_set_str(vm, stats, intern(vm, "mtime"), Value::from_double(static_cast<double>(info.st_mtim.tv_sec) + 1e-9 * static_cast<double>(info.st_mtim.tv_nsec))));
  TRY(dict_set_str(vm, stats, intern(vm, "size"), TRY(new_int(vm, info.st_size))));
  return Value::from_cell(stats);
}
/// importlib.readers.FileReader(self)
Result<Value> loader_resource_reader(Vm& vm, const Args& args) {
  const Value readers = TRY(import_module(vm, "importlib.readers"));
  return vm.call_method(readers, "FileReader", {args[0]});
}
Result<Value> loader_eq(Vm& vm, const Args& args) {
  if (vm.type_of(args[0]) != vm.type_of(args[1])) return Value::not_implemented();
  return Value::from_bool(TRY(equals(vm, own(vm, args[0], "path"), own(vm, args[1], "path"))) && TRY(equals(vm, own(vm, args[0], "name"), own(vm, args[1], "name"))));
}
Result<Value> loader_hash(Vm& vm, const Args& args) {
  const std::uint64_t mixed = TRY(hash(vm, own(vm, args[0], "path"))) ^ TRY(hash(vm, own(vm, args[0], "name")));
  return new_int(vm, static_cast<std::int64_t>(mixed == ~std::uint64_t{0} ? 0 : mixed));
}

constexpr NativeMethod kLoaderMethods[] = {
    {"__init__", loader_init, "($self, /, fullname, path)"}, {"get_filename", loader_get_filename, "($self, name=None)"},
    {"get_data", loader_get_data, "($self, path)"}, {"get_source", loader_get_source, "($self, fullname)"},
    {"is_package", loader_is_package, "($self, fullname)"}, {"get_code", loader_get_code, "($self, fullname)"},
    {"create_module", none_method, "($self, spec)"}, {"exec_module", loader_exec_module, "($self, module)"},
    {"load_module", loader_load_module, "($self, fullname=None)"}, {"path_stats", loader_path_stats, "($self, path)"},
    {"get_resource_reader", loader_resource_reader, "($self, name)"}, {"__eq__", loader_eq, "($self, value, /)"}, {"__hash__", loader_hash, "($self, /)"},
};
constexpr NativeGetSet kLoaderGetSets[] = {{"__dict__", get_dict}};
constexpr NativeTypeSpec kSourceLoader = {"_frozen_importlib_external.SourceFileLoader", kLoaderMethods, kLoaderGetSets};

Result<Type*> finder_type(Vm& vm, const NativeTypeSpec& spec) {
  if (Type* made = vm.native_type(spec)) return made;
  return vm.make_native_type(spec, kind::Instance, sizeof(Cell), TypeId::Object, kTypeSubclassable);
}

/// The name of the compiled file that CPython would keep beside the source.
std::string cache_path(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  const std::string directory = slash == std::string::npos ? "" : file.substr(0, slash + 1);
  const std::string base = file.substr(slash == std::string::npos ? 0 : slash + 1);
  return directory + "__pycache__/" + base.substr(0, base.rfind('.')) + ".tauraro-311.pyc";
}

}  // namespace

Result<Value> default_finders(Vm& vm) {
  List* finders = TRY(new_list(vm));
  for (const NativeTypeSpec* spec : {&kBuiltinImporter, &kFrozenImporter, &kPathFinder})
    TRY(list_append(vm, finders, Value::from_cell(TRY(finder_type(vm, *spec)))));
  return Value::from_cell(finders);
}

bool is_default_finder(Vm& vm, Value finder) {
  for (const NativeTypeSpec* spec : {&kBuiltinImporter, &kFrozenImporter, &kPathFinder})
    if (finder == Value::from_cell(vm.native_type(*spec))) return true;
  if (!finder.is(kind::Type)) return false;  // importlib's own, once it has installed them
  const std::string name = type_name(vm, finder.as<Type>());
  const Value module = dict_get_str(vm, finder.as<Type>()->dict, intern(vm, "__module__"));
  return module.is(kind::Str) && text_of(vm, module).rfind("importlib._bootstrap", 0) == 0 &&
         (name == "BuiltinImporter" || name == "FrozenImporter" || name == "PathFinder");
}

Result<Value> native_spec(Vm& vm, std::string_view name) {
  return new_spec(vm, name, Value::from_cell(TRY(finder_type(vm, kBuiltinImporter))), name_value(vm, "built-in"), Value::none());
}

Result<Value> source_spec(Vm& vm, std::string_view name, const FoundModule& found) {
  Value locations = Value::none();
  if (!found.portions.empty() || found.is_package) {
    List* list = TRY(new_list(vm));
    if (found.is_package) TRY(list_append(vm, list, TRY(text(vm, found.directory))));
    for (const std::string& portion : found.portions) TRY(list_append(vm, list, TRY(text(vm, portion))));
    locations = Value::from_cell(list);
  }
  if (found.file.empty()) return new_spec(vm, name, Value::none(), Value::none(), locations);
  const Value file = TRY(text(vm, found.file));
  const Value loader = TRY(new_object(vm, kSourceLoader));
  TRY(put(vm, loader, "name", name_value(vm, name)));
  TRY(put(vm, loader, "path", file));
  const Value spec = TRY(new_spec(vm, name, loader, file, locations));
  TRY(put(vm, spec, "_set_fileattr", Value::from_bool(true)));
  TRY(put(vm, spec, "_cached", TRY(text(vm, cache_path(found.file)))));
  return spec;
}

Result<void> set_initializing(Vm& vm, Value spec, bool initializing) {
  return set_attr(vm, spec, "_initializing", Value::from_bool(initializing));
}

Result<void> set_module_attributes(Vm& vm, Value module, Value spec) {
  const Value loader = TRY(get_attr(vm, spec, "loader"));
  TRY(set_attr(vm, module, "__spec__", spec));
  TRY(set_attr(vm, module, "__loader__", loader));
  TRY(set_attr(vm, module, "__package__", TRY(get_attr(vm, spec, "parent"))));
  const Value locations = TRY(get_attr(vm, spec, "submodule_search_locations"));
  if (!locations.is_none()) TRY(set_attr(vm, module, "__path__", locations));
  if (TRY(truth(vm, TRY(get_attr(vm, spec, "has_location"))))) {
    TRY(set_attr(vm, module, "__file__", TRY(get_attr(vm, spec, "origin"))));
    const Value cached = TRY(get_attr(vm, spec, "cached"));
    if (!cached.is_none()) TRY(set_attr(vm, module, "__cached__", cached));
  }
  return {};
}

namespace {

/// An entry of a search path as an absolute one, as FileFinder has it; empty: the working directory is gone.
std::string absolute_directory(const std::string& entry) {
  if (entry.starts_with('/')) return entry;
  char working[PATH_MAX];
  if (!getcwd(working, sizeof working)) return "";
  return entry.empty() || entry == "." ? working : std::string(working) + "/" + entry;
}

}  // namespace

bool find_source(Vm& vm, std::string_view last_name, Value path, FoundModule* found) {
  for (std::uint64_t i = 0; i < path.as<List>()->length; ++i) {
    const Value entry = path.as<List>()->storage->items[i];
    if (!entry.is(kind::Str)) continue;
    const std::string directory = absolute_directory(to_utf8(vm, entry.as<Str>()));
    if (directory.empty()) continue;
    const std::string base = directory + "/" + std::string(last_name);
    if (is_kind(base + "/__init__.py", S_IFREG)) {
      *found = {base + "/__init__.py", base, true, {}};
      return true;
    }
    if (is_kind(base + ".py", S_IFREG)) {
      *found = {base + ".py", directory, false, {}};
      return true;
    }
    if (is_kind(base, S_IFDIR)) found->portions.push_back(base);
  }
  return !found->portions.empty();
}

}  // namespace tauraro
