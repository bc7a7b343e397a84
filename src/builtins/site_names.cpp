// exit, quit, copyright, credits, license, help: the names that an interactive session gets.
#include "builtins/builtin_functions.h"
#include "builtins/generator_support.h"
#include "builtins/support.h"
#include "builtins/sys_attribute.h"
#include "vm/import.h"

namespace tauraro {
namespace {

enum { kName, kText, kValues };

Value name_of(Value self) { return self.as<NativeObject>()->values[kName]; }
Value text_of_self(Value self) { return self.as<NativeObject>()->values[kText]; }

Result<Value> quitter_repr(Vm& vm, const Args& args) {
  return str_value(vm, concat("Use ", text_of(vm, name_of(args[0])), "() or Ctrl-D (i.e. EOF) to exit"));
}
Result<Value> quitter_call(Vm& vm, const Args& args) {
  const Value in = sys_attribute(vm, "stdin");
  if (!in.is_empty() && vm.call_method(in, "close", {}).is_raised() && vm.catch_pending().is_empty()) return Raised{};
  return vm.raise_object(TRY(vm.call(type_value(vm, TypeId::SystemExit), {args[1]})));
}
Result<Value> get_name(Vm&, Value self) { return name_of(self); }
Result<Value> get_eof(Vm& vm, Value) { return str_value(vm, "Ctrl-D (i.e. EOF)"); }

Result<Value> printer_repr(Vm&, const Args& args) { return text_of_self(args[0]); }
Result<Value> printer_call(Vm& vm, const Args& args) {
  const Value out = sys_attribute(vm, "stdout");
  if (out.is_empty()) return Value::none();
  (void)TRY(vm.call_method(out, "write", {TRY(str_concat(vm, text_of_self(args[0]).as<Str>(), char_str(vm, '\n')))}));
  return Value::none();
}

Result<Value> helper_repr(Vm& vm, const Args&) {
  return str_value(vm, "Type help() for interactive help, or help(object) for help about object.");
}
Result<Value> helper_call(Vm& vm, const Args& args) {
  const Value pydoc = TRY(import_module(vm, "pydoc"));
  return forward_call(vm, TRY(get_attr(vm, pydoc, "help")), args.rest_span(), args.keywords);
}

constexpr NativeMethod kQuitterMethods[] = {
    {"__repr__", quitter_repr, "($self, /)"}, {"__call__", quitter_call, "($self, /, code=None)"},
};
constexpr NativeGetSet kQuitterGetSets[] = {{"name", get_name}, {"eof", get_eof}};
constexpr NativeMethod kPrinterMethods[] = {{"__repr__", printer_repr, "($self, /)"}, {"__call__", printer_call, "($self, /)"}};
constexpr NativeMethod kHelperMethods[] = {{"__repr__", helper_repr, "($self, /)"}, {"__call__", helper_call, "($self, /, *args, **kwds)"}};
constexpr NativeTypeSpec kQuitter = {"_sitebuiltins.Quitter", kQuitterMethods, kQuitterGetSets};
constexpr NativeTypeSpec kPrinter = {"_sitebuiltins._Printer", kPrinterMethods};
constexpr NativeTypeSpec kHelper = {"_sitebuiltins._Helper", kHelperMethods};

Result<void> add(Vm& vm, Dict* builtins, Type* type, const char* name, const char* text) {
  NativeObject* object = TRY(vm.new_instance<NativeObject>(type, kValues * sizeof(Value)));
  object->value_count = kValues;
  object->values[kName] = interned(vm, name);
  object->values[kText] = TRY(str_value(vm, text));
  vm.barrier(object);
  return dict_set_str(vm, builtins, intern(vm, name), value_of(object));
}

}  // namespace

Result<void> add_site_names(Vm& vm, Dict* builtins) {
  Type* quitter = TRY(vm.make_native_type(kQuitter, kind::NativeObject, sizeof(NativeObject)));
  Type* printer = TRY(vm.make_native_type(kPrinter, kind::NativeObject, sizeof(NativeObject)));
  Type* helper = TRY(vm.make_native_type(kHelper, kind::NativeObject, sizeof(NativeObject)));
  TRY(add(vm, builtins, quitter, "quit", ""));
  TRY(add(vm, builtins, quitter, "exit", ""));
  TRY(add(vm, builtins, printer, "copyright", "Copyright (c) the authors of Tauraro.\nAll Rights Reserved."));
  TRY(add(vm, builtins, printer, "credits", "    Thanks to everyone who made Python the language that it is."));
  TRY(add(vm, builtins, printer, "license", "Tauraro is under the MIT license: see the file LICENSE."));
  return add(vm, builtins, helper, "help", "");
}

}  // namespace tauraro
