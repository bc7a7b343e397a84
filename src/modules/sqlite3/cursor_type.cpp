// Cursor.
#include "modules/c_arguments.h"
#include "modules/keyword_arguments.h"
#include "modules/sqlite3/sqlite3.h"
#include "object/codecs.h"
#include "object/bytes.h"

namespace tauraro::sqlite {
namespace {

CursorState& state_of_cursor(Value cursor) { return state_of<CursorState>(cursor); }
Value connection_of(Value cursor) { return field_of(cursor, kConnection); }

/// The prepared statement that the cursor stands in; null: none.
StatementState* statement_of(Value cursor) {
  const Value statement = field_of(cursor, kStatement);
  return statement.is_none() ? nullptr : &state_of<StatementState>(statement);
}
void drop_statement(Vm& vm, Value cursor) {
  if (const StatementState* statement = statement_of(cursor); statement && statement->prepared) lib().reset(statement->prepared);
  set_field(vm, cursor, kStatement, Value::none());
  state_of_cursor(cursor).running = nullptr;
}

Result<void> check_cursor(Vm& vm, Value cursor) {
  const CursorState& state = state_of_cursor(cursor);
  if (!state.initialized) return raise_sqlite(vm, kProgrammingError, "Base Cursor.__init__ not called.");
  if (state.closed) return raise_sqlite(vm, kProgrammingError, "Cannot operate on a closed cursor.");
  if (state.locked) return raise_sqlite(vm, kProgrammingError, "Recursive use of cursors not allowed.");
  TRY(open_connection(vm, connection_of(cursor)));
  return {};
}

/// Holds the cursor while Python may run.
class Locked {
 public:
  explicit Locked(Value cursor) : state_(state_of_cursor(cursor)) { state_.locked = true; }
  ~Locked() { state_.locked = false; }

 private:
  CursorState& state_;
};

Result<Value> describe(Vm& vm, int detect_types, Prepared* prepared) {
  const int count = lib().column_count(prepared);
  if (count == 0) return Value::none();
  List* columns = TRY(new_list(vm));
  for (int i = 0; i < count; ++i) {
    const Value none = Value::none(), name = TRY(column_title(vm, detect_types, lib().column_name(prepared, i)));
    TRY(list_append(vm, columns, TRY(tuple_value(vm, {name, none, none, none, none, none, none}))));
  }
  return value_of(TRY(new_tuple(vm, columns->span())));
}

/// One run of the statement with these parameters, up to its first row.
Result<void> run_once(Vm& vm, Value cursor, ConnectionState& connection, StatementState& statement, Value parameters, std::int64_t* row_count) {
  TRY(bind_parameters(vm, statement.prepared, parameters));
  if (!statement.prepared) return {};
  int outcome = lib().step(statement.prepared);
  if (outcome == kLocked) {  // by a cursor that nobody has any more, perhaps
    lib().reset(statement.prepared);
    TRY(vm.call_method(TRY(import_module(vm, "gc")), "collect", {}));
    outcome = lib().step(statement.prepared);
  }
  if (vm.has_pending()) return Raised{};
  if (outcome != kDone && outcome != kRow) {
    const Raised raised = raise_database_error(vm, connection.database);
    lib().reset(statement.prepared);
    return raised;
  }
  set_field(vm, cursor, kConverters, TRY(find_converters(vm, connection.detect_types, statement.prepared)));
  if (field_of(cursor, kDescription).is_none()) set_field(vm, cursor, kDescription, TRY(describe(vm, connection.detect_types, statement.prepared)));
  if (outcome == kDone) {
    if (statement.changes_data) *row_count += lib().changes(connection.database);
    lib().reset(statement.prepared);
  }
  return {};
}

Result<void> run_all(Vm& vm, Value cursor, Value sql, Value parameters, bool many) {
  ConnectionState& connection = state_of<ConnectionState>(connection_of(cursor));
  const Value rows = many ? TRY(get_iter(vm, parameters)) : parameters;
  set_field(vm, cursor, kDescription, Value::none());
  drop_statement(vm, cursor);
  const Value made = TRY(statement_for(vm, connection_of(cursor), sql));
  set_field(vm, cursor, kStatement, made);
  StatementState& statement = state_of<StatementState>(made);
  state_of_cursor(cursor).running = statement.holder;
  if (many && statement.prepared && lib().stmt_readonly(statement.prepared)) return raise_sqlite(vm, kProgrammingError, "executemany() can only execute DML statements.");
  if (statement.prepared) lib().reset(statement.prepared);
  std::int64_t row_count = statement.changes_data ? 0 : -1;
  if (!connection.begin.empty() && statement.changes_data && lib().get_autocommit(connection.database)) TRY(run_simple(vm, connection, connection.begin.c_str()));
  if (!many) {
    TRY(run_once(vm, cursor, connection, statement, parameters, &row_count));
    set_field(vm, cursor, kLastRowId, TRY(new_int(vm, lib().last_insert_rowid(connection.database))));
  } else {
    for (Value row = TRY(next(vm, rows)); !row.is_done(); row = TRY(next(vm, rows))) {
      TRY(open_connection(vm, connection_of(cursor)));
      TRY(run_once(vm, cursor, connection, statement, row, &row_count));
    }
  }
  set_field(vm, cursor, kRowCount, Value::from_int(row_count));
  if (!statement.prepared || !lib().stmt_busy(statement.prepared)) {
    set_field(vm, cursor, kStatement, Value::none());
    state_of_cursor(cursor).running = nullptr;
  }
  return {};
}

Result<Value> next_row(Vm& vm, Value cursor) {
  TRY(check_cursor(vm, cursor));
  StatementState* statement = statement_of(cursor);
  if (!statement || !statement->prepared) return Value::done();
  Prepared* prepared = statement->prepared;
  if (lib().data_count(prepared) == 0) {
    drop_statement(vm, cursor);
    return Value::done();
  }
  Value row;
  {
    const Locked locked(cursor);
    row = TRY(fetch_row(vm, cursor, prepared));
  }
  const int outcome = lib().step(prepared);
  if (vm.has_pending()) return Raised{};
  Database* database = state_of<ConnectionState>(connection_of(cursor)).database;
  if (outcome == kDone) {
    if (statement->changes_data) set_field(vm, cursor, kRowCount, Value::from_int(lib().changes(database)));
    drop_statement(vm, cursor);
  } else if (outcome != kRow) {
    const Raised raised = raise_database_error(vm, database);
    drop_statement(vm, cursor);
    return raised;
  }
  const Value factory = field_of(cursor, kCursorRowFactory);
  return factory.is_none() ? Result<Value>(row) : vm.call(factory, {cursor, row});
}

Result<Value> cursor_new(Vm& vm, const Args& args) {
  NativeObject* cursor = TRY(new_with_state<CursorState>(vm, args[0].as<Type>(), kCursorFields));
  return value_of(cursor);
}

Result<Value> cursor_init(Vm& vm, const Args& args) {
  const Value self = args[0], connection = args[1];
  if (!is_of(vm, connection, kConnectionType)) return vm.raise_error(TypeId::TypeError, "Cursor() argument 1 must be sqlite3.Connection, not ", full_type_name(vm, vm.type_of(connection)));
  CursorState& state = state_of_cursor(self);
  if (state.locked) return raise_sqlite(vm, kProgrammingError, "Recursive use of cursors not allowed.");
  set_field(vm, self, kConnection, connection);
  set_field(vm, self, kArraySize, Value::from_int(1));
  set_field(vm, self, kRowCount, Value::from_int(-1));
  for (const int field : {kDescription, kLastRowId, kCursorRowFactory, kStatement, kConverters}) set_field(vm, self, field, Value::none());
  state.closed = false;
  TRY(check_thread(vm, state_of<ConnectionState>(connection)));
  state.initialized = true;
  return Value::none();
}

Result<void> check_sql(Vm& vm, const char* function, Value sql) {
  if (sql.is(kind::Str)) return {};
  return raise_argument_type(vm, function, 1, "str", sql);
}

Result<Value> execute_method(Vm& vm, const Args& args) {
  TRY(check_sql(vm, "execute", args[1]));
  return cursor_execute(vm, args[0], args[1], args.has(2) ? args[2] : value_of(empty_tuple(vm)), false);
}
Result<Value> executemany_method(Vm& vm, const Args& args) {
  TRY(check_sql(vm, "executemany", args[1]));
  return cursor_execute(vm, args[0], args[1], args[2], true);
}
Result<Value> executescript_method(Vm& vm, const Args& args) {
  TRY(check_sql(vm, "executescript", args[1]));
  return cursor_script(vm, args[0], args[1]);
}

Result<Value> cursor_next(Vm& vm, const Args& args) {
  const Value row = TRY(next_row(vm, args[0]));
  return row.is_done() ? Result<Value>(vm.raise_stop_iteration(Value::none())) : row;
}
Result<Value> fetchone(Vm& vm, const Args& args) {
  const Value row = TRY(next_row(vm, args[0]));
  return row.is_done() ? Value::none() : row;
}
Result<Value> fetch_rows(Vm& vm, Value cursor, std::int64_t most) {
  List* rows = TRY(new_list(vm));
  for (std::int64_t count = 0; most <= 0 || count < most; ++count) {
    const Value row = TRY(next_row(vm, cursor));
    if (row.is_done()) break;
    TRY(list_append(vm, rows, row));
  }
  return value_of(rows);
}
Result<Value> fetchmany(Vm& vm, const Args& args) {
  return fetch_rows(vm, args[0], TRY(parse_c_int(vm, args.has(1) ? args[1] : field_of(args[0], kArraySize))));
}
Result<Value> fetchall(Vm& vm, const Args& args) { return fetch_rows(vm, args[0], 0); }
Result<Value> return_none(Vm&, const Args&) { return Value::none(); }

Result<Value> close_method(Vm& vm, const Args& args) {
  CursorState& state = state_of_cursor(args[0]);
  if (!state.initialized) return raise_sqlite(vm, kProgrammingError, "Base Cursor.__init__ not called.");
  if (state.locked) return raise_sqlite(vm, kProgrammingError, "Recursive use of cursors not allowed.");
  TRY(open_connection(vm, connection_of(args[0])));
  drop_statement(vm, args[0]);
  state.closed = true;
  return Value::none();
}

template <int kField>
Result<Value> get_field(Vm&, Value self) { return field_of(self, kField); }
template <int kField>
Result<void> set_member(Vm& vm, Value self, Value value) {
  set_field(vm, self, kField, none_if_empty(value));
  return {};
}
Result<void> set_array_size(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "can't delete numeric/char attribute");
  set_field(vm, self, kArraySize, Value::from_int(TRY(parse_c_int(vm, value))));
  return {};
}

constexpr NativeMethod kMethods[] = {
    {"__new__", cursor_new, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__init__", cursor_init, "($self, connection, /)"},
    {"__iter__", [](Vm&, const Args& args) -> Result<Value> { return args[0]; }, "($self, /)"},
    {"__next__", cursor_next, "($self, /)"},
    {"execute", execute_method, "($self, sql, parameters=<unset>, /)", NativeMethod::Plain, "Executes an SQL statement."},
    {"executemany", executemany_method, "($self, sql, seq_of_parameters, /)", NativeMethod::Plain, "Repeatedly executes an SQL statement."},
    {"executescript", executescript_method, "($self, sql_script, /)", NativeMethod::Plain, "Executes multiple SQL statements at once."},
    {"fetchone", fetchone, "($self, /)", NativeMethod::Plain, "Fetches one row from the resultset."},
    {"fetchmany", fetchmany, "($self, /, size=<unset>)", NativeMethod::Plain, "Fetches several rows from the resultset."},
    {"fetchall", fetchall, "($self, /)", NativeMethod::Plain, "Fetches all rows from the resultset."},
    {"close", close_method, "($self, /)", NativeMethod::Plain, "Closes the cursor."},
    {"setinputsizes", return_none, "($self, sizes, /)", NativeMethod::Plain, "Required by DB-API. Does nothing in sqlite3."},
    {"setoutputsize", return_none, "($self, size, column=None, /)", NativeMethod::Plain, "Required by DB-API. Does nothing in sqlite3."},
};
constexpr NativeGetSet kGetSets[] = {
    {"connection", get_field<kConnection>, refuse_read_only}, {"description", get_field<kDescription>, refuse_read_only},
    {"arraysize", get_field<kArraySize>, set_array_size},     {"lastrowid", get_field<kLastRowId>, refuse_read_only},
    {"rowcount", get_field<kRowCount>, refuse_read_only},     {"row_factory", get_field<kCursorRowFactory>, set_member<kCursorRowFactory>},
};

}  // namespace

const NativeTypeSpec kCursorType{"sqlite3.Cursor", kMethods, kGetSets, "SQLite database cursor class."};

Result<Value> cursor_execute(Vm& vm, Value cursor, Value sql, Value parameters, bool many) {
  TRY(check_cursor(vm, cursor));
  const Locked locked(cursor);
  const Result<void> outcome = run_all(vm, cursor, sql, parameters, many);
  if (!outcome.is_raised()) return cursor;
  drop_statement(vm, cursor);
  set_field(vm, cursor, kRowCount, Value::from_int(-1));
  return Raised{};
}

Result<Value> cursor_script(Vm& vm, Value cursor, Value script) {
  TRY(check_cursor(vm, cursor));
  const std::string text(TRY(encode_utf8(vm, script.as<Str>()))->view());
  if (text.find('\0') != std::string::npos) return vm.raise(TypeId::ValueError, "embedded null character");
  ConnectionState& connection = state_of<ConnectionState>(connection_of(cursor));
  if (!lib().get_autocommit(connection.database)) TRY(run_simple(vm, connection, "COMMIT"));
  for (const char* rest = text.c_str(); *rest;) {
    Prepared* prepared = nullptr;
    if (lib().prepare_v2(connection.database, rest, -1, &prepared, &rest) != kOk) return raise_database_error(vm, connection.database);
    int outcome = kRow;
    while (prepared && outcome == kRow && !vm.has_pending()) outcome = lib().step(prepared);
    if (lib().finalize(prepared) != kOk || vm.has_pending()) return raise_database_error(vm, connection.database);
  }
  return cursor;
}

}  // namespace tauraro::sqlite
