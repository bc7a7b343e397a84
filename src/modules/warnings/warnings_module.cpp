// The module _warnings: filters and registries of warnings.
#include "builtins/support.h"
#include "builtins/sys_attribute.h"
#include "modules/sys/source_lines.h"
#include "modules/sys/sys.h"
#include "vm/frame_object.h"

namespace tauraro {
namespace {

constexpr const char* kVersionName = "_filters_version";

Result<Dict*> own_dict(Vm& vm) {
  const Value module = dict_get_str(vm, vm.modules, intern(vm, "_warnings"));
  if (!module.is(kind::Module)) return vm.raise(TypeId::RuntimeError, "lost _warnings");
  return module.as<Module>()->dict;
}

/// The attribute of the module warnings when that has been imported, else ours.
Result<Value> setting(Vm& vm, const char* name, const char* own_name) {
  const Value module = dict_get_str(vm, vm.modules, intern(vm, "warnings"));
  if (!module.is_not_found() && !module.is_none()) {
    const Value found = TRY(find_attr(vm, module, name));
    if (!found.is_not_found()) return found;
  }
  return dict_get_str(vm, TRY(own_dict(vm)), intern(vm, own_name));
}

// ---- registries ----

/// Whether the registry has the key already; it is forgotten when the filters have changed since.
Result<bool> already_warned(Vm& vm, Dict* registry, Value key, bool set) {
  const Value version = dict_get_str(vm, TRY(own_dict(vm)), intern(vm, kVersionName));
  Str* version_key = intern(vm, "version");
  const Value known = dict_get_str(vm, registry, version_key);
  if (known != version) {
    dict_clear(vm, registry);
    TRY(dict_set_str(vm, registry, version_key, version));
  } else {
    const Value warned = TRY(dict_get(vm, registry, key));
    if (!warned.is_not_found() && TRY(truth(vm, warned))) return true;
  }
  if (set) TRY(dict_set(vm, registry, key, Value::from_bool(true)));
  return false;
}

// ---- filters ----

Result<bool> pattern_matches(Vm& vm, Value pattern, Value text) {
  if (pattern.is_none()) return true;
  if (vm.is_exact(pattern, TypeId::Str)) return equals(vm, pattern, text);
  return truth(vm, TRY(vm.call_method(pattern, "match", {text})));
}

struct Filter {
  Value action, item;
};

Result<Filter> find_filter(Vm& vm, Value category, Value text, std::int64_t line, Value module) {
  const Value filters = TRY(setting(vm, "filters", "filters"));
  if (!filters.is(kind::List)) return vm.raise(TypeId::ValueError, "_warnings.filters must be a list");
  List* list = filters.as<List>();
  for (std::uint64_t i = 0; i < list->length; ++i) {
    const Value item = list->storage->items[i];
    if (!item.is(kind::Tuple) || item.as<Tuple>()->length != 5) return vm.raise_error(TypeId::ValueError, "_warnings.filters item ", i, " isn't a 5-tuple");
    const Value* parts = item.as<Tuple>()->items;
    const std::int64_t wanted_line = TRY(index_to_int64(vm, parts[4]));
    if (wanted_line != 0 && wanted_line != line) continue;
    if (!TRY(pattern_matches(vm, parts[1], text)) || !TRY(is_subclass_of(vm, category, parts[2])) || !TRY(pattern_matches(vm, parts[3], module))) continue;
    return Filter{parts[0], item};
  }
  const Value fallback = TRY(setting(vm, "defaultaction", "_defaultaction"));
  return Filter{fallback, Value::none()};
}

// ---- showing ----

Result<void> show_text(Vm& vm, Value filename, std::int64_t line, Value text, Value category, Value source_line) {
  const std::string name = text_of(vm, TRY(to_str(vm, filename)));
  std::string shown = concat(name, ":", line, ": ", text_of(vm, TRY(get_attr(vm, category, "__name__"))), ": ", text_of(vm, TRY(to_str(vm, text))), "\n");
  SourceLines lines(vm);
  const std::string* read = lines.line(name, static_cast<int>(line));
  std::string source = source_line.is(kind::Str) ? text_of(vm, source_line) : read ? *read : std::string();
  source.erase(0, std::min(source.find_first_not_of(" \t\f"), source.size()));
  if (!source.empty()) shown += "  " + source + (source.back() == '\n' ? "" : "\n");
  write_stderr(vm, shown);
  return {};
}

Result<void> show(Vm& vm, Value category, Value text, Value message, Value filename, std::int64_t line, Value source_line, Value source) {
  const Value module = dict_get_str(vm, vm.modules, intern(vm, "warnings"));
  const Value hook = module.is_not_found() || module.is_none() ? Value::not_found() : TRY(find_attr(vm, module, "_showwarnmsg"));
  if (hook.is_not_found()) return show_text(vm, filename, line, text, category, source_line);
  if (!is_callable(vm, hook)) return vm.raise(TypeId::TypeError, "warnings._showwarnmsg() must be set to a callable");
  const Value make = TRY(get_attr(vm, module, "WarningMessage"));
  const Value shown = TRY(vm.call(make, {message, category, filename, TRY(new_int(vm, line)), Value::none(), Value::none(), none_if_empty(source)}));
  (void)TRY(vm.call(hook, {shown}));
  return {};
}

struct Place {
  Value filename, module, registry;  ///< registry: Dict or None
  std::int64_t line;
};

/// What `module` defaults to: the file's name without .py.
Result<Value> module_of_file(Vm& vm, Value filename) {
  std::string name = text_of(vm, filename);
  if (name.empty()) name = "<unknown>";
  if (name.size() >= 3 && name.compare(name.size() - 3, 3, ".py") == 0) name.resize(name.size() - 3);
  return str_value(vm, name);
}

Result<Value> warn_at(Vm& vm, Value category, Value message, Place place, Value source_line, Value source) {
  if (place.module.is_none()) return Value::none();
  if (!place.registry.is_none() && !place.registry.is(kind::Dict))
    return vm.raise_error(TypeId::TypeError, "'registry' must be a dict or None, not '", full_type_name(vm, vm.type_of(place.registry)), "'");
  Dict* registry = place.registry.is(kind::Dict) ? place.registry.as<Dict>() : nullptr;
  if (place.module.is_empty()) place.module = TRY(module_of_file(vm, place.filename));
  Value text = message;
  if (is_instance(vm, message, TypeId::Warning)) {
    text = TRY(to_str(vm, message));
    category = type_value_of(vm, message);
  } else {
    message = TRY(vm.call(category, {message}));
  }
  const Value key = TRY(tuple_value(vm, {text, category, TRY(new_int(vm, place.line))}));
  if (registry && TRY(already_warned(vm, registry, key, false))) return Value::none();
  const Filter filter = TRY(find_filter(vm, category, text, place.line, place.module));
  const std::string action = text_of(vm, filter.action);
  if (action == "error") return vm.raise_object(message);
  if (action == "ignore") return Value::none();
  bool seen = false;
  if (action != "always") {
    if (registry) TRY(dict_set(vm, registry, key, Value::from_bool(true)));
    if (action == "once") {
      const Value once = registry ? value_of(registry) : TRY(setting(vm, "onceregistry", "_onceregistry"));
      if (!once.is(kind::Dict)) return vm.raise(TypeId::TypeError, "_warnings.onceregistry must be a dict");
      seen = TRY(already_warned(vm, once.as<Dict>(), TRY(tuple_value(vm, {text, category})), true));
    } else if (action == "module") {
      if (registry) seen = TRY(already_warned(vm, registry, TRY(tuple_value(vm, {text, category, Value::from_int(0)})), true));
    } else if (action != "default") {
      return vm.raise_error(TypeId::RuntimeError, "Unrecognized action (", TRY(repr_text(vm, filter.action)), ") in warnings.filters:\n ", TRY(repr_text(vm, filter.item)));
    }
  }
  if (!seen) TRY(show(vm, category, text, message, place.filename, place.line, source_line, source));
  return Value::none();
}

// ---- where the warning is due ----

bool is_internal(Vm& vm, const Frame* frame) {
  const std::string name = text_of(vm, frame->code->code->filename);
  return name.find("importlib") != std::string::npos && name.find("_bootstrap") != std::string::npos;
}

const Frame* frame_at(Vm& vm, std::int64_t level) {
  const Frame* frame = vm.thread->frame;
  if (level <= 0 || !frame || is_internal(vm, frame)) {
    while (--level > 0 && frame) frame = frame->caller;
    return frame;
  }
  while (--level > 0 && frame) {
    do frame = frame->caller;
    while (frame && is_internal(vm, frame));
  }
  return frame;
}

Result<Place> place_at(Vm& vm, std::int64_t level) {
  const Frame* frame = frame_at(vm, level);
  Dict* globals = frame ? frame->code->globals : vm.sys->dict;
  Place place;
  place.filename = frame ? frame->code->code->filename : interned(vm, "sys");
  place.line = frame ? line_of(**frame->code->code->unit, word_index(frame->code, frame->pc)) : 1;
  Str* registry_name = intern(vm, "__warningregistry__");
  place.registry = dict_get_str(vm, globals, registry_name);
  if (place.registry.is_not_found()) {
    place.registry = value_of(TRY(new_dict(vm)));
    TRY(dict_set_str(vm, globals, registry_name, place.registry));
  }
  place.module = dict_get_str(vm, globals, intern(vm, "__name__"));
  if (!place.module.is(kind::Str)) place.module = interned(vm, "<string>");
  return place;
}

Result<Value> category_of(Vm& vm, Value message, Value category) {
  if (is_instance(vm, message, TypeId::Warning)) return type_value_of(vm, message);
  if (category.is_empty() || category.is_none()) return type_value(vm, TypeId::UserWarning);
  if (category.is(kind::Type) && is_subtype(category.as<Type>(), vm.type(TypeId::Warning))) return category;
  return vm.raise_error(TypeId::TypeError, "category must be a Warning subclass, not '", full_type_name(vm, vm.type_of(category)), "'");
}

Result<Value> warnings_warn(Vm& vm, const Args& args) {
  const Value category = TRY(category_of(vm, args[0], args[1]));
  const Place place = TRY(place_at(vm, TRY(index_to_int64(vm, args[2]))));
  return warn_at(vm, category, args[0], place, Value(), empty_if_none(args[3]));
}

/// The line that module_globals' loader gives, or None.
Result<Value> line_from_loader(Vm& vm, Value globals, std::int64_t line) {
  if (!globals.is(kind::Dict)) return vm.raise_error(TypeId::TypeError, "module_globals must be a dict, not '", full_type_name(vm, vm.type_of(globals)), "'");
  const Value loader = dict_get_str(vm, globals.as<Dict>(), intern(vm, "__loader__"));
  const Value name = dict_get_str(vm, globals.as<Dict>(), intern(vm, "__name__"));
  if (loader.is_not_found() || name.is_not_found()) return Value::none();
  const Value get_source = TRY(find_attr(vm, loader, "get_source"));
  if (get_source.is_not_found() || get_source.is_none()) return Value::none();
  const Value source = TRY(vm.call(get_source, {name}));
  if (source.is_none()) return source;
  const Value lines = TRY(vm.call_method(source, "splitlines", {}));
  return get_item(vm, lines, TRY(new_int(vm, line - 1)));
}

Result<Value> warnings_warn_explicit(Vm& vm, const Args& args) {
  Place place;
  place.filename = args[2];
  place.line = TRY(index_to_int64(vm, args[3]));
  place.module = args[4];
  place.registry = args[5];
  if (!place.filename.is(kind::Str))
    return vm.raise_error(TypeId::TypeError, "warn_explicit() argument 'filename' must be str, not ", full_type_name(vm, vm.type_of(place.filename)));
  const Value source_line = args[6].is_none() ? Value::none() : TRY(line_from_loader(vm, args[6], place.line));
  return warn_at(vm, args[1], args[0], place, source_line, empty_if_none(args[7]));
}

Result<Value> warnings_mutated(Vm& vm, const Args&) {
  Dict* dict = TRY(own_dict(vm));
  Str* name = intern(vm, kVersionName);
  TRY(dict_set_str(vm, dict, name, Value::from_int(dict_get_str(vm, dict, name).as_int() + 1)));
  return Value::none();
}

constexpr NativeMethod kFunctions[] = {
    {"warn", warnings_warn, "(message, category=None, stacklevel=1, source=None)", NativeMethod::Plain, "Issue a warning, or maybe ignore it or raise an exception."},
    {"warn_explicit", warnings_warn_explicit, "(message, category, filename, lineno, module=<unset>, registry=None, module_globals=None, source=None)", NativeMethod::Plain, "Issue a warning, or maybe ignore it or raise an exception."},
    {"_filters_mutated", warnings_mutated, "()"},
};

Result<void> add_filter(Vm& vm, List* filters, const char* action, TypeId category, Value module) {
  return list_append(vm, filters, TRY(tuple_value(vm, {interned(vm, action), Value::none(), type_value(vm, category), module, Value::from_int(0)})));
}

Result<void> initialize(Vm& vm, Module* module) {
  List* filters = TRY(new_list(vm));
  TRY(add_filter(vm, filters, "default", TypeId::DeprecationWarning, interned(vm, "__main__")));
  for (TypeId id : {TypeId::DeprecationWarning, TypeId::PendingDeprecationWarning, TypeId::ImportWarning, TypeId::ResourceWarning})
    TRY(add_filter(vm, filters, "ignore", id, Value::none()));
  TRY(dict_set_str(vm, module->dict, intern(vm, "filters"), value_of(filters)));
  TRY(dict_set_str(vm, module->dict, intern(vm, "_onceregistry"), value_of(TRY(new_dict(vm)))));
  TRY(dict_set_str(vm, module->dict, intern(vm, "_defaultaction"), interned(vm, "default")));
  return dict_set_str(vm, module->dict, intern(vm, kVersionName), Value::from_int(0));
}

constexpr NativeModuleSpec kModule = {"_warnings", kFunctions, initialize, "_warnings provides basic warning filtering support.\nIt is a helper module to speed up interpreter start-up."};

}  // namespace

const NativeModuleSpec& _warnings_module() { return kModule; }

}  // namespace tauraro
