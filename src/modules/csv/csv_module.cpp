// The _csv module.
#include "modules/csv/csv.h"

namespace tauraro {

namespace csv {

const NativeTypeSpec kErrorType{"_csv.Error", {}};

Result<std::int64_t> field_limit(Vm& vm) {
  const Value limit = dict_get_str(vm, TRY(module_dict(vm)), intern(vm, "_field_limit"));
  return limit.is_int() ? limit.as_int() : INT64_MAX;
}

namespace {

constexpr std::int64_t kDefaultFieldLimit = 128 * 1024;

Result<Value> list_dialects(Vm& vm, const Args&) { return Value::from_cell(TRY(list_from(vm, Value::from_cell(TRY(dialect_registry(vm)))))); }

Result<Value> register_dialect(Vm& vm, const Args& args) {
  TRY(check_count(vm, "register_dialect", args, 1, 2));
  if (!is_str(args.rest[0])) return vm.raise(TypeId::TypeError, "dialect name must be a string");
  const Value dialect = TRY(dialect_from(vm, args.rest_count > 1 ? args.rest[1] : Value(), args.keywords));
  TRY(dict_set(vm, TRY(dialect_registry(vm)), args.rest[0], dialect));
  return Value::none();
}

Result<Value> unregister_dialect(Vm& vm, const Args& args) {
  if (!TRY(dict_delete(vm, TRY(dialect_registry(vm)), args[0]))) return raise_csv_error(vm, "unknown dialect");
  return Value::none();
}

Result<Value> get_dialect(Vm& vm, const Args& args) { return registered_dialect(vm, args[0]); }

Result<Value> field_size_limit(Vm& vm, const Args& args) {
  const Value old = TRY(new_int(vm, TRY(field_limit(vm))));
  if (!args.has(0)) return old;
  if (!args[0].is_int()) return vm.raise(TypeId::TypeError, "limit must be an integer");
  TRY(dict_set_str(vm, TRY(module_dict(vm)), intern(vm, "_field_limit"), args[0]));
  return old;
}

constexpr NativeMethod kFunctions[] = {
    {"reader", make_reader, "(*args, **kwargs)"},
    {"writer", make_writer, "(*args, **kwargs)"},
    {"list_dialects", list_dialects, "()"},
    {"register_dialect", register_dialect, "(*args, **kwargs)"},
    {"unregister_dialect", unregister_dialect, "(name)"},
    {"get_dialect", get_dialect, "(name)"},
    {"field_size_limit", field_size_limit, "(limit=<unset>)"},
};

Result<void> initialize(Vm& vm, Module* module) {
  TRY(add_type(vm, module, kDialectType, kind::NativeObject, sizeof(NativeObject)));
  Type* reader = TRY(ensure_native_type(vm, kReaderType, kind::NativeObject, sizeof(NativeObject), TypeId::Object, kTypeUninstantiable));
  Type* writer = TRY(ensure_native_type(vm, kWriterType, kind::NativeObject, sizeof(NativeObject), TypeId::Object, kTypeUninstantiable));
  TRY(add_to_module(vm, module, "Reader", Value::from_cell(reader)));
  TRY(add_to_module(vm, module, "Writer", Value::from_cell(writer)));
  TRY(add_to_module(vm, module, "Error", Value::from_cell(TRY(make_exception_type(vm, kErrorType, TypeId::Exception)))));
  TRY(add_to_module(vm, module, "_dialects", Value::from_cell(TRY(new_dict(vm)))));
  TRY(add_to_module(vm, module, "_field_limit", Value::from_int(kDefaultFieldLimit)));
  TRY(add_to_module(vm, module, "QUOTE_MINIMAL", Value::from_int(kQuoteMinimal)));
  TRY(add_to_module(vm, module, "QUOTE_ALL", Value::from_int(kQuoteAll)));
  TRY(add_to_module(vm, module, "QUOTE_NONNUMERIC", Value::from_int(kQuoteNonNumeric)));
  TRY(add_to_module(vm, module, "QUOTE_NONE", Value::from_int(kQuoteNone)));
  return add_to_module(vm, module, "__version__", TRY(make_str(vm, "1.0")));
}

constexpr NativeModuleSpec kModule{"_csv", kFunctions, initialize, "CSV parsing and writing.\n"};

}  // namespace

}  // namespace csv

const NativeModuleSpec& csv_module() { return csv::kModule; }

}  // namespace tauraro
