// The DB-API's exceptions.
#include "modules/module_support.h"
#include "modules/sqlite3/sqlite3.h"

namespace tauraro::sqlite {

const NativeTypeSpec kErrorSpecs[kErrorClasses] = {
    {"sqlite3.Warning", {}},         {"sqlite3.Error", {}},          {"sqlite3.InterfaceError", {}}, {"sqlite3.DatabaseError", {}},    {"sqlite3.DataError", {}},
    {"sqlite3.OperationalError", {}}, {"sqlite3.IntegrityError", {}}, {"sqlite3.InternalError", {}},  {"sqlite3.ProgrammingError", {}}, {"sqlite3.NotSupportedError", {}},
};

bool is_of(Vm& vm, Value value, const NativeTypeSpec& spec) {
  if (!value.is(kind::NativeObject)) return false;
  const Type* type = vm.native_type(spec);
  return type && is_instance(vm, value, const_cast<Type*>(type));
}

Raised raise_sqlite(Vm& vm, ErrorClass error, std::string_view message) { return raise_of_type(vm, vm.native_type(kErrorSpecs[error]), message); }

namespace {

ErrorClass class_of(int code) {
  switch (code) {
    case kInternal: case kNotFound: return kInternalError;
    case kTooBig: return kDataError;
    case kConstraint: case kMismatch: return kIntegrityError;
    case kMisuse: case kRange: return kInterfaceError;
    case kCorrupt: return kDatabaseError;
    default: return code >= kError && code <= kSchema ? kOperationalError : kDatabaseError;
  }
}

std::string name_of_code(int code) {
  for (std::size_t i = 0; i < kConstantCount; ++i) {
    const std::string_view name = kConstants[i].name;
    const bool is_result = !name.starts_with("LIMIT_") && kConstants[i].number == code && (code > 2 || name == "OK" || name == "ERROR" || name == "INTERNAL");
    const bool is_action = name.starts_with("CREATE_") || name.starts_with("DROP_") || name == "DELETE" || name == "INSERT" || name == "PRAGMA" || name == "READ" || name == "SELECT" ||
                           name == "TRANSACTION" || name == "UPDATE" || name == "ATTACH" || name == "DETACH" || name == "ALTER_TABLE" || name == "REINDEX" || name == "ANALYZE" ||
                           name == "FUNCTION" || name == "SAVEPOINT" || name == "RECURSIVE";
    if (is_result && !is_action) return concat("SQLITE_", name);
  }
  return "unknown";
}

Result<Value> make_error(Vm& vm, ErrorClass error, int code, const char* message) {
  const Value made = TRY(vm.call(value_of(vm.native_type(kErrorSpecs[error])), {TRY(str_value(vm, message))}));
  TRY(set_attr(vm, made, "sqlite_errorcode", Value::from_int(code)));
  TRY(set_attr(vm, made, "sqlite_errorname", TRY(str_value(vm, name_of_code(code)))));
  return made;
}

}  // namespace

Raised raise_database_error(Vm& vm, Database* database) {
  if (vm.has_pending()) return Raised{};  // a callback was stopped
  const int code = lib().errcode(database);
  if (code == kNoMemory) return vm.out_of_memory();
  const Result<Value> error = make_error(vm, class_of(code & 0xff), lib().extended_errcode(database), lib().errmsg(database));
  return error.is_raised() ? Raised{} : vm.raise_object(error.value());
}

}  // namespace tauraro::sqlite
