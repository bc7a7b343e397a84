#pragma once
#include <memory>
#include <string>

#include "builtins/support.h"
#include "modules/native_module.h"
#include "modules/sqlite3/sqlite_library.h"

namespace tauraro::sqlite {

extern const NativeTypeSpec kConnectionType, kCursorType, kRowType, kStatementType, kProtocolType;

/// The exceptions, in this order: attributes of connections too.
enum ErrorClass { kWarning, kErrorBase, kInterfaceError, kDatabaseError, kDataError, kOperationalError, kIntegrityError, kInternalError, kProgrammingError, kNotSupportedError, kErrorClasses };
extern const NativeTypeSpec kErrorSpecs[kErrorClasses];

struct NamedNumber {
  const char* name;  ///< without SQLITE_
  int number;
};
extern const NamedNumber kConstants[];
extern const std::size_t kConstantCount;

inline constexpr int kParseDeclaredTypes = 1, kParseColumnNames = 2;

/// values[] of a connection; isolation None: no transactions by themselves.
enum ConnectionField { kIsolationLevel, kRowFactory, kTextFactory, kStatements, kKept, kConnectionFields };
struct ConnectionState {
  Vm* vm = nullptr;
  Database* database = nullptr;
  bool initialized = false;
  bool checks_thread = true;
  std::uint64_t thread = 0;
  int detect_types = 0;
  double timeout = 5.0;
  std::uint64_t cached_statements = 128;
  std::string begin;  ///< "BEGIN ..." or empty
  ~ConnectionState() {
    if (database) lib().close_v2(database);
  }
};

/// values[] of a cursor. Statement, converters: None when there is none.
enum CursorField { kConnection, kDescription, kArraySize, kLastRowId, kRowCount, kCursorRowFactory, kStatement, kConverters, kCursorFields };
/// A prepared statement, shared by its object and the cursor that stands in it.
struct PreparedHolder {
  explicit PreparedHolder(Prepared* owned) : prepared(owned) {}
  ~PreparedHolder() { lib().finalize(prepared); }
  PreparedHolder(const PreparedHolder&) = delete;
  PreparedHolder& operator=(const PreparedHolder&) = delete;
  Prepared* prepared;
};

/// A cursor that dies lets go of its statement, which would keep its tables locked.
struct CursorState {
  bool initialized = false, closed = false, locked = false;
  std::shared_ptr<PreparedHolder> running;
  ~CursorState() {
    if (running && running->prepared) lib().reset(running->prepared);
  }
};

/// A statement has one unused value. `raw` of it:
struct StatementState {
  std::shared_ptr<PreparedHolder> holder;
  Prepared* prepared = nullptr;  ///< the holder's; null: there was only white space or a comment
  bool changes_data = false;     ///< INSERT, UPDATE, DELETE, REPLACE
};

/// values[] of a row
enum RowField { kRowData, kRowDescription, kRowFields };

template <class State>
State& state_of(Value object) { return *static_cast<State*>(object.as<NativeObject>()->raw); }
template <class State>
Result<NativeObject*> new_with_state(Vm& vm, Type* type, std::uint64_t values) {
  NativeObject* object = TRY(new_native_instance(vm, type, values));
  object->raw = new State;
  object->finalize = [](void* raw) { delete static_cast<State*>(raw); };
  for (std::uint64_t i = 0; i < values; ++i) object->values[i] = Value::none();
  return object;
}
inline void set_field(Vm& vm, Value object, int field, Value value) {
  object.as<NativeObject>()->values[field] = value;
  vm.barrier(object.as_cell());
}
inline Value field_of(Value object, int field) { return object.as<NativeObject>()->values[field]; }
bool is_of(Vm& vm, Value value, const NativeTypeSpec& spec);

// ---- errors.cpp ----
Raised raise_sqlite(Vm& vm, ErrorClass error, std::string_view message);
/// The database's last error.
Raised raise_database_error(Vm& vm, Database* database);

// ---- statement.cpp ----
Result<Value> new_statement(Vm& vm, Value connection, Value sql);
/// From the connection's store of statements, or new.
Result<Value> statement_for(Vm& vm, Value connection, Value sql);
Result<void> bind_parameters(Vm& vm, Prepared* prepared, Value parameters);
/// The row that the statement stands on, as a tuple.
Result<Value> fetch_row(Vm& vm, Value cursor, Prepared* prepared);
/// What detect_types says of each column: a list of converters and None.
Result<Value> find_converters(Vm& vm, int detect_types, Prepared* prepared);
Result<Value> column_title(Vm& vm, int detect_types, const char* name);
/// sqlite3.adapt(); fallback empty: ProgrammingError
Result<Value> adapt(Vm& vm, Value object, Value protocol, Value fallback);
Result<Value> adapters(Vm& vm);
Result<Value> converters(Vm& vm);

// ---- connection_type.cpp ----
/// Initialized, open, and of this thread.
Result<ConnectionState*> open_connection(Vm& vm, Value connection);
Result<void> check_thread(Vm& vm, const ConnectionState& state);
/// Runs a statement without results: "COMMIT".
Result<void> run_simple(Vm& vm, ConnectionState& state, const char* sql);

// ---- cursor_type.cpp ----
Result<Value> cursor_execute(Vm& vm, Value cursor, Value sql, Value parameters, bool many);
Result<Value> cursor_script(Vm& vm, Value cursor, Value script);

// ---- callbacks.cpp ----
/// enable_callback_tracebacks()
void set_callback_tracebacks(Vm& vm, bool on);
Result<Value> create_function(Vm& vm, const Args& args);
Result<Value> create_aggregate(Vm& vm, const Args& args);
Result<Value> create_collation(Vm& vm, const Args& args);
Result<Value> set_authorizer(Vm& vm, const Args& args);
Result<Value> set_progress_handler(Vm& vm, const Args& args);
Result<Value> set_trace_callback(Vm& vm, const Args& args);
Result<Value> backup(Vm& vm, const Args& args);

}  // namespace tauraro::sqlite
