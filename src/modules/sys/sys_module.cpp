// The module sys.
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "builtins/support.h"
#include "builtins/sys_attribute.h"
#include "modules/io/io.h"
#include "modules/sys/sys.h"
#include "vm/module_spec.h"
#include "vm/services.h"

namespace tauraro {
namespace {

Result<void> put(Vm& vm, Dict* dict, const char* name, Result<Value> value) { return dict_set_str(vm, dict, intern(vm, name), TRY(value)); }

Result<Value> text_list(Vm& vm, const std::vector<std::string>& texts) {
  List* list = TRY(new_list(vm));
  for (const std::string& text : texts) TRY(list_append(vm, list, TRY(str_value(vm, text))));
  return value_of(list);
}

bool is_directory(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

/// The directory of the pure-Python standard library; empty when there is none.
std::string library_directory() {
  const char* chosen = getenv("TAURARO_LIB");
  for (const char* candidate : {chosen, "/usr/lib/python3.11", "/usr/local/lib/python3.11"})
    if (candidate && is_directory(candidate)) return candidate;
  return {};
}

std::vector<std::string> split_path(const char* text) {
  std::vector<std::string> parts;
  std::string rest = text ? text : "";
  while (!rest.empty()) {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    if (colon) parts.push_back(rest.substr(0, colon));
    rest.erase(0, colon + 1);
  }
  return parts;
}

/// A module's functions that stand under a second name, as sys.__excepthook__.
Result<void> copy_entry(Vm& vm, Dict* dict, const char* from, const char* to) {
  return dict_set_str(vm, dict, intern(vm, to), dict_get_str(vm, dict, intern(vm, from)));
}

/// __del__ of a dead object; generators are closed through theirs.
void finalize_object(Vm& vm, Value object) {
  const Value method = vm.type_of(object)->special(Special::Del);
  if (method.is_empty() || method.is_none()) return;
  const bool is_stream = is_instance(vm, object, vm.native_type(io::kIoBase));
  if (is_stream && vm.services->finalizing) return vm.services->roots.push_back(object);  // later
  if (is_stream && io::has_outer_stream(vm, object)) return;  // which ends it
  if (vm.call_special(object, Special::Del).is_raised()) report_unraisable(vm, "Exception ignored in", method);
}

constexpr NativeMethod kFunctions[] = {
    {"displayhook", sys_displayhook, "(object, /)", NativeMethod::Plain, "Print an object to sys.stdout and also save it in builtins._"},
    {"excepthook", sys_excepthook, "(exctype, value, traceback, /)", NativeMethod::Plain, "Handle an exception by displaying it with a traceback on sys.stderr."},
    {"unraisablehook", sys_unraisablehook, "(unraisable, /)", NativeMethod::Plain, "Handle an unraisable exception."},
    {"breakpointhook", sys_breakpointhook, "(*args, **kwargs)", NativeMethod::Plain, "This hook function is called by built-in breakpoint()."},
    {"exc_info", sys_exc_info, "()", NativeMethod::Plain, "Return current exception information: (type, value, traceback)."},
    {"exception", sys_exception, "()", NativeMethod::Plain, "Return the current exception."},
    {"exit", sys_exit, "(status=None, /)", NativeMethod::Plain, "Exit the interpreter by raising SystemExit(status)."},
    {"_getframe", sys_getframe, "(depth=0, /)", NativeMethod::Plain, "Return a frame object from the call stack."},
    {"_current_frames", sys_current_frames, "()", NativeMethod::Plain, "Return a dict mapping each thread's thread id to its current stack frame."},
    {"_current_exceptions", sys_current_exceptions, "()"},
    {"settrace", sys_settrace, "(function, /)", NativeMethod::Plain, "settrace(function)\n\nSet the global debug tracing function."},
    {"gettrace", sys_gettrace, "()", NativeMethod::Plain, "Return the global debug tracing function set with sys.settrace."},
    {"setprofile", sys_setprofile, "(function, /)", NativeMethod::Plain, "setprofile(function)\n\nSet the profiling function."},
    {"getprofile", sys_getprofile, "()", NativeMethod::Plain, "Return the profiling function set with sys.setprofile."},
    {"call_tracing", sys_call_tracing, "(func, args, /)", NativeMethod::Plain, "Call func(*args), while tracing is enabled."},
    {"set_asyncgen_hooks", sys_set_asyncgen_hooks, "(firstiter=<unset>, finalizer=<unset>)", NativeMethod::Plain, "set_asyncgen_hooks(* [, firstiter] [, finalizer])\n\nSet a finalizer for async generators objects."},
    {"get_asyncgen_hooks", sys_get_asyncgen_hooks, "()", NativeMethod::Plain, "Return the installed asynchronous generators hooks."},
    {"set_coroutine_origin_tracking_depth", sys_set_origin_depth, "(depth)", NativeMethod::Plain, "Enable or disable origin tracking for coroutine objects in this thread."},
    {"get_coroutine_origin_tracking_depth", sys_get_origin_depth, "()", NativeMethod::Plain, "Check status of origin tracking for coroutine objects in this thread."},
    {"getrecursionlimit", sys_getrecursionlimit, "()", NativeMethod::Plain, "Return the current value of the recursion limit."},
    {"setrecursionlimit", sys_setrecursionlimit, "(limit, /)", NativeMethod::Plain, "Set the maximum depth of the Python interpreter stack to n."},
    {"getsizeof", sys_getsizeof, "(object, default=<unset>)", NativeMethod::Plain, "getsizeof(object [, default]) -> int\n\nReturn the size of object in bytes."},
    {"getrefcount", sys_getrefcount, "(object, /)", NativeMethod::Plain, "Return the reference count of object."},
    {"intern", sys_intern, "(string, /)", NativeMethod::Plain, "``Intern'' the given string."},
    {"getdefaultencoding", sys_getdefaultencoding, "()", NativeMethod::Plain, "Return the current default encoding used by the Unicode implementation."},
    {"getfilesystemencoding", sys_getfilesystemencoding, "()", NativeMethod::Plain, "Return the encoding used to convert Unicode filenames to OS filenames."},
    {"getfilesystemencodeerrors", sys_getfilesystemencodeerrors, "()", NativeMethod::Plain, "Return the error mode used for Unicode to OS filename conversion."},
    {"getswitchinterval", sys_getswitchinterval, "()", NativeMethod::Plain, "Return the current thread switch interval; see sys.setswitchinterval()."},
    {"setswitchinterval", sys_setswitchinterval, "(interval, /)", NativeMethod::Plain, "Set the ideal thread switching delay inside the Python interpreter."},
    {"get_int_max_str_digits", sys_get_int_max_str_digits, "()", NativeMethod::Plain, "Return the maximum string digits limit for non-binary int<->str conversions."},
    {"set_int_max_str_digits", sys_set_int_max_str_digits, "(maxdigits)", NativeMethod::Plain, "Set the maximum string digits limit for non-binary int<->str conversions."},
    {"is_finalizing", sys_is_finalizing, "()", NativeMethod::Plain, "Return True if Python is exiting."},
    {"audit", sys_audit, "(*args)", NativeMethod::Plain, "audit(event, *args)\n\nPasses the event to any hooks that are attached."},
    {"addaudithook", sys_addaudithook, "(hook)", NativeMethod::Plain, "Adds a new audit hook callback."},
    {"getallocatedblocks", sys_getallocatedblocks, "()", NativeMethod::Plain, "Return the number of memory blocks currently allocated."},
    {"_clear_type_cache", sys_clear_type_cache, "()", NativeMethod::Plain, "Clear the internal type lookup cache."},
    {"_debugmallocstats", sys_nothing, "()"},
    {"getdlopenflags", sys_getdlopenflags, "()", NativeMethod::Plain, "Return the current value of the flags that are used for dlopen calls."},
    {"setdlopenflags", sys_setdlopenflags, "(flags, /)", NativeMethod::Plain, "Set the flags used by the interpreter for dlopen calls."},
};

Result<void> initialize(Vm& vm, Module* module) {
  vm.sys = module;
  Dict* dict = module->dict;
  TRY(add_sys_information(vm, dict));
  TRY(add_sys_paths(vm, dict));
  TRY(put(vm, dict, "modules", value_of(vm.modules)));
  for (const char* name : {"displayhook", "excepthook", "unraisablehook", "breakpointhook"}) TRY(copy_entry(vm, dict, name, concat("__", name, "__").c_str()));
  vm.services->finalize_object = finalize_object;
  return {};
}

constexpr NativeModuleSpec kModule = {"sys", kFunctions, initialize,
                                      "This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter."};

}  // namespace

Result<void> add_sys_paths(Vm& vm, Dict* dict) {
  const VmServices& services = *vm.services;
  const std::string library = library_directory();
  std::vector<std::string> path = services.search_path;
  for (std::string& part : split_path(services.settings.ignore_environment ? nullptr : getenv("PYTHONPATH"))) path.push_back(std::move(part));
  if (!library.empty()) path.insert(path.end(), {"/usr/lib/python311.zip", library, library + "/lib-dynload"});
  for (const char* packages : {"/usr/local/lib/python3.11/dist-packages", "/usr/lib/python3/dist-packages"})
    if (!library.empty() && !services.settings.no_site && is_directory(packages)) path.push_back(packages);
  TRY(put(vm, dict, "path", text_list(vm, path)));
  TRY(put(vm, dict, "argv", text_list(vm, services.arguments)));
  TRY(put(vm, dict, "orig_argv", text_list(vm, services.original_arguments)));
  TRY(put(vm, dict, "meta_path", default_finders(vm)));
  TRY(put(vm, dict, "path_hooks", value_of(TRY(new_list(vm)))));
  TRY(put(vm, dict, "path_importer_cache", value_of(TRY(new_dict(vm)))));
  TRY(put(vm, dict, "executable", str_value(vm, services.executable)));
  TRY(put(vm, dict, "_base_executable", str_value(vm, services.executable)));
  for (const char* name : {"prefix", "exec_prefix", "base_prefix", "base_exec_prefix"}) TRY(put(vm, dict, name, interned(vm, "/usr")));
  TRY(put(vm, dict, "platlibdir", interned(vm, "lib")));
  TRY(put(vm, dict, "_home", Value::none()));
  return put(vm, dict, "_stdlib_dir", library.empty() ? Result<Value>(Value::none()) : str_value(vm, library));
}

const NativeModuleSpec& sys_module() { return kModule; }

}  // namespace tauraro
