// displayhook, excepthook, unraisablehook; what happens when a program ends.
#include <unistd.h>

#include <cstdio>

#include "builtins/builtin_functions.h"
#include "builtins/support.h"
#include "builtins/sys_attribute.h"
#include "modules/exit_callbacks.h"
#include "modules/sys/sys.h"
#include "modules/sys/traceback_text.h"
#include "object/struct_sequence.h"
#include "vm/import.h"
#include "vm/services.h"

namespace tauraro {
namespace {

constexpr StructField kUnraisableFields[] = {{"exc_type"}, {"exc_value"}, {"exc_traceback"}, {"err_msg"}, {"object"}};
constexpr StructSequenceSpec kUnraisable("UnraisableHookArgs", kUnraisableFields, 5);

void write_descriptor(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

/// Finalizers at exit close the streams: there is nothing left to flush then.
bool is_closed_file(Vm& vm, Value file) {
  const Result<Value> closed = get_attr(vm, file, "closed");
  if (!closed.is_raised()) return closed.value().is_true();
  (void)vm.catch_pending();
  return false;
}

bool flush(Vm& vm, const char* name) {
  const Value file = sys_attribute(vm, name);
  if (file.is_empty() || is_closed_file(vm, file)) return true;
  if (!vm.call_method(file, "flush", {}).is_raised()) return true;
  (void)vm.catch_pending();
  return false;
}

/// sys.NAME(arguments) when it is callable; false (with nothing pending) when there is no such hook. What it raises stays pending.
Result<bool> call_hook(Vm& vm, const char* name, std::initializer_list<Value> arguments) {
  const Value hook = vm.sys ? dict_get_str(vm, vm.sys->dict, intern(vm, name)) : Value::not_found();
  if (hook.is_not_found()) return false;
  (void)TRY(vm.call(hook, arguments));
  return true;
}

int exit_code_of(Vm& vm, Value exception) {
  const Value code = exception.as<Exception>()->extra[0];
  if (code.is_empty() || code.is_none()) return 0;
  if (is_int_like(code)) {
    std::int64_t number = -1;
    if (!int_to_int64(plain_int(code), &number)) number = -1;
    return static_cast<int>(number) & 0xff;
  }
  (void)flush(vm, "stdout");
  const Result<Value> text = to_str(vm, code);
  if (text.is_raised()) (void)vm.catch_pending();
  (void)write_stderr(vm, (text.is_raised() ? std::string() : text_of(vm, text.value())) + "\n");
  return 1;
}

}  // namespace

bool write_stderr(Vm& vm, std::string_view text) {
  const Value file = sys_attribute(vm, "stderr");
  const bool wanted = vm.sys && !dict_get_str(vm, vm.sys->dict, intern(vm, "stderr")).is_none();
  if (!wanted) return true;
  if (file.is_empty()) return write_descriptor(2, text), true;
  const Result<Str*> str = new_str(vm, text);
  if (!str.is_raised() && !vm.call_method(file, "write", {value_of(str.value())}).is_raised()) return true;
  (void)vm.catch_pending();
  return false;
}

namespace {

/// The last flush, whose failure on standard output is told.
bool finish_standard_streams(Vm& vm) {
  const Value out = sys_attribute(vm, "stdout");
  bool fine = true;
  if (!out.is_empty() && !out.is_none() && !is_closed_file(vm, out) && vm.call_method(out, "flush", {}).is_raised()) {
    report_unraisable(vm, "Exception ignored in", out);
    fine = false;
  }
  return flush(vm, "stderr") && fine;
}

}  // namespace

bool flush_standard_streams(Vm& vm) {
  const bool out = flush(vm, "stdout");
  const bool err = flush(vm, "stderr");
  return out && err;
}

namespace {

/// Through sys.excepthook; 130 for KeyboardInterrupt, else 1.
int show_uncaught(Vm& vm, Value exception) {
  (void)flush(vm, "stdout");
  const Value traceback = none_if_empty(exception.as<Exception>()->traceback);
  const std::pair<const char*, Value> last[] = {{"last_type", type_value_of(vm, exception)}, {"last_value", exception}, {"last_traceback", traceback}};
  for (const auto& [name, value] : last)
    if (dict_set_str(vm, vm.sys->dict, intern(vm, name), value).is_raised()) (void)vm.catch_pending();
  const Result<bool> called = call_hook(vm, "excepthook", {type_value_of(vm, exception), exception, traceback});
  if (called.is_raised()) {
    const Value second = vm.catch_pending();
    if (!second.is_empty() && is_instance(vm, second, TypeId::SystemExit)) return exit_code_of(vm, second);
    if (!second.is_empty())
      write_stderr(vm, "Error in sys.excepthook:\n" + exception_text(vm, second) + "\nOriginal exception was:\n" + exception_text(vm, exception));
  } else if (!called.value()) {
    write_stderr(vm, "sys.excepthook is missing\n" + exception_text(vm, exception));
  }
  return is_instance(vm, exception, TypeId::KeyboardInterrupt) ? 130 : 1;
}

}  // namespace

int report_uncaught(Vm& vm) {
  const Value exception = vm.catch_pending();
  if (exception.is_empty()) {
    write_descriptor(2, "stopped\n");
    return 1;
  }
  if (is_instance(vm, exception, TypeId::SystemExit)) return exit_code_of(vm, exception);
  return show_uncaught(vm, exception);
}

int report_in_session(Vm& vm) {
  const Value exception = vm.catch_pending();
  return exception.is_empty() ? 1 : show_uncaught(vm, exception);
}

namespace {

/// Whether it is one of the layers of a standard stream, which stay open.
bool is_standard_layer(Vm& vm, Value object) {
  for (const char* name : {"stdout", "stderr", "__stdout__", "__stderr__"}) {
    Value layer = sys_attribute(vm, name);
    for (const char* inner : {"buffer", "raw", ""}) {
      if (!layer.is(kind::NativeObject)) break;
      if (layer == object) return true;
      if (!*inner) break;
      const Result<Value> found = get_attr(vm, layer, inner);
      layer = found.is_raised() ? Value() : found.value();
      if (found.is_raised()) (void)vm.catch_pending();
    }
  }
  return false;
}

/// The streams whose finalizers were put off until no other finalizer can use them: from the outer layer, made last, to the inner ones.
void close_streams(Vm& vm, std::size_t first) {
  const std::vector<Value>& roots = vm.services->roots;
  for (std::size_t i = roots.size(); i-- > first && !vm.thread->stop;) {
    const Value stream = roots[i];
    if (is_standard_layer(vm, stream)) continue;
    if (vm.call_special(stream, Special::Del).is_raised()) report_unraisable(vm, "Exception ignored in", stream);
  }
}

}  // namespace

bool shut_down(Vm& vm) {
  const Value threading = dict_get_str(vm, vm.modules, intern(vm, "threading"));
  if (threading.is(kind::Module) && vm.call_method(threading, "_shutdown", {}).is_raised()) report_unraisable(vm, "Exception ignored in", threading);
  run_exit_callbacks(vm);
  const bool flushed = finish_standard_streams(vm);
  vm.services->finalizing = true;
  vm.heap.queue_all_finalizers();
  vm.thread->safepoint = 1;
  const std::size_t first_stream = vm.services->roots.size();
  if (vm.poll().is_raised()) (void)vm.catch_pending();
  close_streams(vm, first_stream);
  if (flushed) (void)flush_standard_streams(vm);
  return flushed;
}

namespace {

/// What CPython's debugging aid prints of an exception that sys.stderr did not take.
void dump_lost_exception(Vm& vm, Value exception) {
  (void)flush(vm, "stderr");
  char text[256];
  const Type* type = vm.type_of(exception);
  std::snprintf(text, sizeof text, "object address  : %p\nobject refcount : 2\nobject type     : %p\nobject type name: ", static_cast<void*>(exception.as_cell()),
                static_cast<const void*>(type));
  const Result<Value> shown = repr(vm, exception);
  if (shown.is_raised()) (void)vm.catch_pending();
  write_descriptor(2, concat(text, type_name(vm, exception), "\nobject repr     : ", shown.is_raised() ? std::string() : text_of(vm, shown.value()), "\nlost sys.stderr\n"));
}

}  // namespace

Result<Value> sys_excepthook(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Exception)) {
    write_stderr(vm, concat("TypeError: print_exception(): Exception expected for value, ", full_type_name(vm, vm.type_of(args[1])), " found\n"));
    return Value::none();
  }
  (void)flush(vm, "stdout");
  const Value own = args[1].as<Exception>()->traceback;
  const Value traceback = own.is_empty() ? args[2] : own;
  if (!write_stderr(vm, exception_text(vm, args[1], traceback))) dump_lost_exception(vm, args[1]);
  (void)flush(vm, "stderr");
  return Value::none();
}

Result<Value> sys_displayhook(Vm& vm, const Args& args) {
  if (args[0].is_none()) return Value::none();
  Str* name = intern(vm, "_");
  TRY(dict_set_str(vm, vm.builtins, name, Value::none()));
  const Value out = sys_attribute(vm, "stdout");
  if (out.is_empty()) return vm.raise(TypeId::RuntimeError, "lost sys.stdout");
  (void)TRY(vm.call_method(out, "write", {TRY(repr(vm, args[0]))}));
  (void)TRY(vm.call_method(out, "write", {value_of(char_str(vm, '\n'))}));
  TRY(dict_set_str(vm, vm.builtins, name, args[0]));
  return Value::none();
}

// ---- exceptions that nobody can receive ----

namespace {

void print_unraisable(Vm& vm, Value exception, Value traceback, Value message, Value object) {
  std::string text;
  const std::string intro = message.is(kind::Str) ? text_of(vm, message) : std::string("Exception ignored in");
  if (object.is_none()) {
    text = intro + ":\n";
  } else {
    const Result<Value> shown = repr(vm, object);
    if (shown.is_raised()) (void)vm.catch_pending();
    text = concat(intro, ": ", shown.is_raised() ? std::string("<object repr() failed>") : text_of(vm, shown.value()), "\n");
  }
  if (exception.is(kind::Exception)) {
    Exception* error = exception.as<Exception>();
    const Value context = error->context, cause = error->cause;
    error->context = error->cause = Value();  // only the exception itself is shown
    text += exception_text(vm, exception, empty_if_none(traceback));
    error->context = context;
    error->cause = cause;
  }
  write_stderr(vm, text);
  (void)flush(vm, "stderr");
}

}  // namespace

Result<Value> sys_unraisablehook(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Tuple) || args[0].as<Tuple>()->length != 5) return vm.raise(TypeId::TypeError, "sys.unraisablehook argument type must be UnraisableHookArgs");
  const Value* fields = args[0].as<Tuple>()->items;
  print_unraisable(vm, fields[1], fields[2], fields[3], fields[4]);
  return Value::none();
}

void report_unraisable(Vm& vm, std::string_view message, Value object) {
  const Value exception = vm.catch_pending();
  if (exception.is_empty()) return;
  const Value traceback = none_if_empty(exception.as<Exception>()->traceback);
  const Value text = message.empty() || message == "Exception ignored in" ? Value::none() : value_of(intern(vm, message));
  const Value fields[] = {type_value_of(vm, exception), exception, traceback, text, object};
  const Result<Value> arguments = new_struct_sequence(vm, kUnraisable, fields);
  if (!arguments.is_raised()) {
    const Result<bool> called = call_hook(vm, "unraisablehook", {arguments.value()});
    if (!called.is_raised() && called.value()) return;
  }
  (void)vm.catch_pending();
  print_unraisable(vm, exception, traceback, text, object);
}

Result<Value> sys_breakpointhook(Vm& vm, const Args& args) {
  const char* name = getenv("PYTHONBREAKPOINT");
  std::string target = name && *name ? name : "pdb.set_trace";
  if (target == "0") return Value::none();
  const std::size_t dot = target.rfind('.');
  const std::string module_name = dot == std::string::npos ? "builtins" : target.substr(0, dot);
  const Value module = TRY(import_module(vm, module_name));
  const Value hook = TRY(get_attr(vm, module, target.substr(dot == std::string::npos ? 0 : dot + 1)));
  return forward_call(vm, hook, args.rest_span(), args.keywords);
}

}  // namespace tauraro
