// The module _sqlite3.
#include "modules/module_support.h"
#include "modules/native_module.h"
#include "modules/sqlite3/sqlite3.h"

namespace tauraro {
namespace sqlite {
namespace {

/// connect(database, ..., factory=Connection, ...): the factory gets all arguments.
Result<Value> connect(Vm& vm, const Args& args) {
  constexpr std::uint32_t kFactoryPlace = 5;
  Value factory = Value::not_found();
  if (args.rest_count > kFactoryPlace) factory = args.rest[kFactoryPlace];
  else if (args.keywords) factory = dict_get_str(vm, args.keywords, intern(vm, "factory"));
  if (factory.is_not_found()) factory = value_of(vm.native_type(kConnectionType));
  return forward_call(vm, factory, args.rest_span(), args.keywords);
}

Result<Value> complete_statement(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "complete_statement() argument 'statement' must be str, not ", full_type_name(vm, vm.type_of(args[0])));
  return Value::from_bool(lib().complete(text_of(vm, args[0]).c_str()) != 0);
}
Result<Value> enable_callback_tracebacks(Vm& vm, const Args& args) {
  set_callback_tracebacks(vm, TRY(truth(vm, args[0])));
  return Value::none();
}
Result<Value> enable_shared_cache(Vm& vm, const Args& args) {
  if (lib().enable_shared_cache(TRY(truth(vm, args[0]))) != kOk) return raise_sqlite(vm, kOperationalError, "Changing the shared_cache flag failed");
  return Value::none();
}

/// The protocol's type remembers that int, float, str or bytearray have got an adapter.
void note_adapted_type(Vm& vm, Value type) {
  for (const TypeId id : {TypeId::Int, TypeId::Float, TypeId::Str, TypeId::ByteArray})
    if (type == type_value(vm, id)) vm.native_type(kProtocolType)->native_data = type.as_cell();
}

Result<Value> register_adapter(Vm& vm, const Args& args) {
  note_adapted_type(vm, args[0]);
  const Value key = TRY(tuple_value(vm, {args[0], value_of(vm.native_type(kProtocolType))}));
  TRY(dict_set(vm, TRY(adapters(vm)).as<Dict>(), key, args[1]));
  return Value::none();
}
Result<Value> register_converter(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "register_converter() argument 1 must be str, not ", full_type_name(vm, vm.type_of(args[0])));
  TRY(dict_set(vm, TRY(converters(vm)).as<Dict>(), TRY(vm.call_method(args[0], "upper", {})), args[1]));
  return Value::none();
}
Result<Value> adapt_function(Vm& vm, const Args& args) {
  return adapt(vm, args[0], args.has(1) ? args[1] : value_of(vm.native_type(kProtocolType)), args[2]);
}

constexpr NativeMethod kFunctions[] = {
    {"connect", connect, "(*args, **kwargs)", NativeMethod::Plain, "Opens a connection to the SQLite database file database."},
    {"complete_statement", complete_statement, "(statement)", NativeMethod::Plain, "Checks if a string contains a complete SQL statement."},
    {"enable_callback_tracebacks", enable_callback_tracebacks, "(enable, /)", NativeMethod::Plain, "Enable or disable callback functions throwing errors to stderr."},
    {"enable_shared_cache", enable_shared_cache, "(do_enable)", NativeMethod::Plain, "Enable or disable shared cache mode for the calling thread."},
    {"register_adapter", register_adapter, "(type, adapter, /)", NativeMethod::Plain, "Register a function to adapt Python objects to SQLite values."},
    {"register_converter", register_converter, "(typename, converter, /)", NativeMethod::Plain, "Register a function to convert SQLite values to Python objects."},
    {"adapt", adapt_function, "(obj, proto=<unset>, alt=<unset>, /)", NativeMethod::Plain, "Adapt given object to given protocol."},
};

/// The base of each exception, in the order of ErrorClass; itself: Exception.
constexpr ErrorClass kErrorBases[] = {kWarning, kErrorBase, kErrorBase, kErrorBase, kDatabaseError, kDatabaseError, kDatabaseError, kDatabaseError, kDatabaseError, kDatabaseError};

Result<void> add_exceptions(Vm& vm, Module* module) {
  for (int i = 0; i < kErrorClasses; ++i) {
    const NativeTypeSpec& spec = kErrorSpecs[i];
    Type* base = kErrorBases[i] == i ? vm.type(TypeId::Exception) : vm.native_type(kErrorSpecs[kErrorBases[i]]);
    Type* type = vm.native_type(spec);
    if (!type) type = TRY(vm.make_native_type(spec, kind::Exception, sizeof(Exception), base));
    TRY(dict_set_str(vm, module->dict, type->name.as<Str>(), value_of(type)));
  }
  return {};
}

Result<void> initialize(Vm& vm, Module* module) {
  if (!lib().library.loaded()) return compression::raise_not_loaded(vm, "libsqlite3.so.0");
  TRY(add_type(vm, module, kConnectionType, kind::NativeObject, native_object_size(kConnectionFields)));
  TRY(add_type(vm, module, kCursorType, kind::NativeObject, native_object_size(kCursorFields), TypeId::Object, kTypeSubclassable | kTypeHasWeakref));
  TRY(add_type(vm, module, kRowType, kind::NativeObject, native_object_size(kRowFields)));
  TRY(add_type(vm, module, kProtocolType, kind::NativeObject, native_object_size(1)));
  TRY(ensure_native_type(vm, kStatementType, kind::NativeObject, native_object_size(1), TypeId::Object, kTypeUninstantiable));
  TRY(add_exceptions(vm, module));
  for (std::size_t i = 0; i < kConstantCount; ++i) TRY(set_module_int(vm, module, concat("SQLITE_", kConstants[i].name), kConstants[i].number));
  TRY(set_module_int(vm, module, "PARSE_DECLTYPES", kParseDeclaredTypes));
  TRY(set_module_int(vm, module, "PARSE_COLNAMES", kParseColumnNames));
  TRY(set_module_int(vm, module, "threadsafety", 3));
  TRY(set_module_text(vm, module, "version", "2.6.0"));
  TRY(set_module_text(vm, module, "sqlite_version", lib().libversion()));
  TRY(set_module_value(vm, module, "adapters", value_of(TRY(new_dict(vm)))));
  return set_module_value(vm, module, "converters", value_of(TRY(new_dict(vm))));
}

}  // namespace

const NativeTypeSpec kStatementType{"sqlite3.Statement", {}};
const NativeTypeSpec kProtocolType{"sqlite3.PrepareProtocol", {}, {}, "PEP 246 style object adaption protocol type."};

}  // namespace sqlite

const NativeModuleSpec& _sqlite3_module() {
  static constexpr NativeModuleSpec kModule{"_sqlite3", sqlite::kFunctions, sqlite::initialize};
  return kModule;
}

}  // namespace tauraro
