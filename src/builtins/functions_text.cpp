// print, input, open.
#include "builtins/arguments.h"
#include "builtins/builtin_functions.h"
#include "builtins/support.h"
#include "builtins/sys_attribute.h"
#include "vm/import.h"
#include "vm/services.h"

namespace tauraro {
namespace {

Result<void> check_separator(Vm& vm, Value* text, const char* name) {
  if (text->is_none()) *text = Value();
  if (text->is_empty() || text->is(kind::Str)) return {};
  return vm.raise_error(TypeId::TypeError, name, " must be None or a string, not ", full_type_name(vm, vm.type_of(*text)));
}

/// Writes to one file, a plain text file at once, others through their method `write`.
class Printer {
 public:
  Printer(Vm& vm, Value file) : vm_(vm), file_(file) {}

  Result<void> print(Value value) {
    const Value text = TRY(to_str(vm_, value));
    if (method_.is_empty() && vm_.services->write_text) {
      if (TRY(vm_.services->write_text(vm_, file_, text))) return {};
    }
    if (method_.is_empty()) method_ = TRY(get_attr(vm_, file_, "write"));
    (void)TRY(vm_.call(method_, {text}));
    return {};
  }

 private:
  Vm& vm_;
  Value file_;
  Value method_;
};

}  // namespace

Result<Value> builtin_print(Vm& vm, const Args& args) {
  Value separator = args[0], end = args[1], file = args[2];
  TRY(check_separator(vm, &separator, "sep"));
  TRY(check_separator(vm, &end, "end"));
  if (file.is_none()) {
    if (vm.sys && dict_get_str(vm, vm.sys->dict, intern(vm, "stdout")).is_not_found()) return vm.raise(TypeId::RuntimeError, "lost sys.stdout");
    file = sys_attribute(vm, "stdout");
    if (file.is_empty()) return Value::none();
  }
  Printer printer(vm, file);
  const Value space = value_of(char_str(vm, ' ')), newline = value_of(char_str(vm, '\n'));
  for (std::uint32_t i = 0; i < args.rest_count; ++i) {
    if (i) TRY(printer.print(separator.is_empty() ? space : separator));
    TRY(printer.print(args.rest[i]));
  }
  TRY(printer.print(end.is_empty() ? newline : end));
  if (TRY(truth(vm, args[3]))) (void)TRY(vm.call_method(file, "flush", {}));
  return Value::none();
}

Result<Value> builtin_input(Vm& vm, const Args& args) {
  for (const char* name : {"stdin", "stdout", "stderr"})
    if (sys_attribute(vm, name).is_empty()) return vm.raise_error(TypeId::RuntimeError, "input(): lost sys.", name);
  const Value in = sys_attribute(vm, "stdin"), out = sys_attribute(vm, "stdout");
  (void)TRY(vm.call_method(sys_attribute(vm, "stderr"), "flush", {}));
  if (args.has(0)) (void)TRY(vm.call_method(out, "write", {TRY(to_str(vm, args[0]))}));
  (void)TRY(vm.call_method(out, "flush", {}));
  const Value line = TRY(vm.call_method(in, "readline", {}));
  if (!line.is(kind::Str)) return vm.raise(TypeId::TypeError, "object.readline() returned non-string");
  Str* text = line.as<Str>();
  if (text->length == 0) return vm.raise(TypeId::EOFError, "EOF when reading a line");
  if (!flatten(vm, text)) return Raised{};
  return view(text)[text->length - 1] == '\n' ? str_slice(vm, text, 0, text->length - 1) : Result<Value>(line);
}

/// io.open, whatever it is.
Result<Value> builtin_open(Vm& vm, const Args& args) {
  const Value io = TRY(import_module(vm, "_io"));
  const Value function = TRY(get_attr(vm, io, "open"));
  return vm.call(function, std::span<const Value>(args.values, 8));
}

}  // namespace tauraro
