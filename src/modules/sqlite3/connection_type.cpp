// Connection.
#include <pthread.h>
#include <unistd.h>

#include "builtins/number_methods.h"
#include "modules/c_arguments.h"
#include "modules/keyword_arguments.h"
#include "modules/sqlite3/sqlite3.h"
#include "object/codecs.h"
#include "object/bytes.h"
#include "vm/blocking.h"

namespace tauraro::sqlite {
namespace {

ConnectionState& connection_state(Value connection) { return state_of<ConnectionState>(connection); }
std::uint64_t this_thread() { return static_cast<std::uint64_t>(pthread_self()); }

/// Waits for another connection's lock while other threads of this VM run. 0: has waited long enough.
int wait_for_lock(void* data, int count) {
  constexpr int kStep = 5;  // milliseconds
  const auto& state = *static_cast<ConnectionState*>(data);
  if (count * kStep >= state.timeout * 1000) return 0;
  const Blocking blocking(*state.vm);
  usleep(kStep * 1000);
  return 1;
}

Result<void> set_isolation(Vm& vm, Value connection, Value level) {
  ConnectionState& state = connection_state(connection);
  if (level.is_none()) {
    state.begin.clear();
    set_field(vm, connection, kIsolationLevel, level);
    if (state.database && !lib().get_autocommit(state.database)) return run_simple(vm, state, "COMMIT");
    return {};
  }
  if (!level.is(kind::Str)) return vm.raise(TypeId::TypeError, "isolation_level must be str or None");
  const std::string text = text_of(vm, level);
  if (text.find('\0') != std::string::npos) return vm.raise(TypeId::ValueError, "embedded null character");
  for (const char* known : {"", "DEFERRED", "IMMEDIATE", "EXCLUSIVE"}) {
    if (strcasecmp(text.c_str(), known) != 0) continue;
    state.begin = concat("BEGIN ", known);
    set_field(vm, connection, kIsolationLevel, interned(vm, known));
    return {};
  }
  return vm.raise(TypeId::ValueError, "isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or 'EXCLUSIVE'");
}

Result<Value> connection_new(Vm& vm, const Args& args) {
  return value_of(TRY(new_with_state<ConnectionState>(vm, args[0].as<Type>(), kConnectionFields)));
}

/// A path as SQLite wants it.
Result<std::string> path_text(Vm& vm, Value path) {
  const Value plain = TRY(vm.call_method(TRY(import_module(vm, "os")), "fsencode", {path}));
  const std::string text(plain.as<Bytes>()->view());
  if (text.find('\0') != std::string::npos) return vm.raise(TypeId::ValueError, "embedded null byte");
  return text;
}

void close_database(Vm& vm, Value connection) {
  ConnectionState& state = connection_state(connection);
  if (field_of(connection, kStatements).is(kind::Dict)) dict_clear(vm, field_of(connection, kStatements).as<Dict>());
  if (state.database) {
    lib().trace_v2(state.database, 0, nullptr, nullptr);
    lib().close_v2(state.database);
  }
  state.database = nullptr;
}

constexpr const char* kInitNames[] = {"database", "timeout", "detect_types", "isolation_level", "check_same_thread", "factory", "cached_statements", "uri"};

Result<Value> connection_init(Vm& vm, const Args& args) {
  Value given[8];
  TRY(bind_keywords(vm, args, {"Connection", kInitNames, 1, 8}, given));
  const Value self = args[0];
  ConnectionState& state = connection_state(self);
  const std::string path = TRY(path_text(vm, given[0]));
  close_database(vm, self);
  state.vm = &vm;
  state.timeout = given[1].is_empty() ? 5.0 : TRY(to_double(vm, given[1]));
  state.detect_types = given[2].is_empty() ? 0 : TRY(parse_c_int(vm, given[2]));
  state.checks_thread = given[4].is_empty() || TRY(truth(vm, given[4]));
  state.cached_statements = given[6].is_empty() ? 128 : static_cast<std::uint64_t>(std::max(0, TRY(parse_c_int(vm, given[6]))));
  const bool is_uri = !given[7].is_empty() && TRY(truth(vm, given[7]));
  state.thread = this_thread();
  TRY(set_isolation(vm, self, given[3].is_empty() ? interned(vm, "") : given[3]));
  Database* database = nullptr;
  const int outcome = lib().open_v2(path.c_str(), &database, kOpenReadWrite | kOpenCreate | (is_uri ? kOpenUri : 0), nullptr);
  if (outcome != kOk) {
    const Raised raised = database ? raise_database_error(vm, database) : vm.out_of_memory();
    lib().close_v2(database);
    return raised;
  }
  state.database = database;
  lib().busy_handler(database, wait_for_lock, &state);
  set_field(vm, self, kStatements, value_of(TRY(new_dict(vm))));
  set_field(vm, self, kKept, value_of(TRY(new_list(vm))));
  set_field(vm, self, kRowFactory, Value::none());
  set_field(vm, self, kTextFactory, type_value(vm, TypeId::Str));
  state.initialized = true;
  return Value::none();
}

Result<Value> connection_call(Vm& vm, const Args& args) {
  TRY(open_connection(vm, args[0]));
  if (!args[1].is(kind::Str)) return raise_argument_type(vm, "Connection", 1, "str", args[1]);
  return new_statement(vm, args[0], args[1]);
}

Result<Value> new_cursor(Vm& vm, Value connection, Value factory) {
  TRY(open_connection(vm, connection));
  const Value cursor = TRY(vm.call(factory.is_empty() ? value_of(vm.native_type(kCursorType)) : factory, {connection}));
  if (!is_of(vm, cursor, kCursorType))
    return vm.raise_error(TypeId::TypeError, "factory must return a cursor, not ", full_type_name(vm, vm.type_of(cursor)));
  if (!field_of(connection, kRowFactory).is_none()) set_field(vm, cursor, kCursorRowFactory, field_of(connection, kRowFactory));
  return cursor;
}

Result<Value> cursor_method(Vm& vm, const Args& args) { return new_cursor(vm, args[0], args[1]); }
Result<Value> execute_method(Vm& vm, const Args& args) {
  const Value cursor = TRY(vm.call_method(args[0], "cursor", {}));
  return args.has(2) ? vm.call_method(cursor, "execute", {args[1], args[2]}) : vm.call_method(cursor, "execute", {args[1]});
}
Result<Value> executemany_method(Vm& vm, const Args& args) { return vm.call_method(TRY(vm.call_method(args[0], "cursor", {})), "executemany", {args[1], args[2]}); }
Result<Value> executescript_method(Vm& vm, const Args& args) { return vm.call_method(TRY(vm.call_method(args[0], "cursor", {})), "executescript", {args[1]}); }

Result<Value> end_transaction(Vm& vm, Value connection, const char* sql) {
  ConnectionState& state = *TRY(open_connection(vm, connection));
  if (!lib().get_autocommit(state.database)) TRY(run_simple(vm, state, sql));
  return Value::none();
}
Result<Value> commit(Vm& vm, const Args& args) { return end_transaction(vm, args[0], "COMMIT"); }
Result<Value> rollback(Vm& vm, const Args& args) { return end_transaction(vm, args[0], "ROLLBACK"); }

Result<Value> close_method(Vm& vm, const Args& args) {
  ConnectionState& state = connection_state(args[0]);
  TRY(check_thread(vm, state));
  if (!state.initialized) return raise_sqlite(vm, kProgrammingError, "Base Connection.__init__ not called.");
  close_database(vm, args[0]);
  return Value::none();
}

Result<Value> enter(Vm& vm, const Args& args) {
  TRY(open_connection(vm, args[0]));
  return args[0];
}
Result<Value> exit_method(Vm& vm, const Args& args) {
  const bool failed = !(args[1].is_none() && args[2].is_none() && args[3].is_none());
  const Result<Value> outcome = vm.call_method(args[0], failed ? "rollback" : "commit", {});
  if (!outcome.is_raised()) return Value::from_bool(false);
  if (failed || !vm.has_pending()) return Raised{};
  const Value error = vm.catch_pending();
  if (error.is_empty()) return Raised{};
  if (vm.call_method(args[0], "rollback", {}).is_raised()) return Raised{};
  return vm.raise_object(error);
}

Result<Value> interrupt(Vm& vm, const Args& args) {
  ConnectionState& state = connection_state(args[0]);
  if (!state.initialized) return raise_sqlite(vm, kProgrammingError, "Base Connection.__init__ not called.");
  if (!state.database) return raise_sqlite(vm, kProgrammingError, "Cannot operate on a closed database.");
  lib().interrupt(state.database);
  return Value::none();
}
Result<Value> iterdump(Vm& vm, const Args& args) {
  TRY(open_connection(vm, args[0]));
  return vm.call_method(TRY(import_module(vm, "sqlite3.dump")), "_iterdump", {args[0]});
}
Result<Value> change_limit(Vm& vm, Value connection, Value category, int limit) {
  ConnectionState& state = *TRY(open_connection(vm, connection));
  const int before = lib().limit(state.database, TRY(parse_c_int(vm, category)), limit);
  return before < 0 ? Result<Value>(raise_sqlite(vm, kProgrammingError, "'category' is out of bounds")) : Result<Value>(Value::from_int(before));
}
Result<Value> setlimit(Vm& vm, const Args& args) { return change_limit(vm, args[0], args[1], TRY(parse_c_int(vm, args[2]))); }
Result<Value> getlimit(Vm& vm, const Args& args) { return change_limit(vm, args[0], args[1], -1); }

Result<Value> get_isolation(Vm& vm, Value self) {
  TRY(open_connection(vm, self));
  return field_of(self, kIsolationLevel);
}
Result<void> set_isolation_attribute(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::AttributeError, "cannot delete attribute");
  return set_isolation(vm, self, value);
}
Result<Value> get_total_changes(Vm& vm, Value self) { return Value::from_int(lib().total_changes(TRY(open_connection(vm, self))->database)); }
Result<Value> get_in_transaction(Vm& vm, Value self) { return Value::from_bool(!lib().get_autocommit(TRY(open_connection(vm, self))->database)); }
template <int kField>
Result<Value> get_member(Vm&, Value self) { return field_of(self, kField); }
template <int kField>
Result<void> set_member(Vm& vm, Value self, Value value) {
  set_field(vm, self, kField, none_if_empty(value));
  return {};
}
template <int kClass>
Result<Value> get_error_class(Vm& vm, Value) { return value_of(vm.native_type(kErrorSpecs[kClass])); }

constexpr NativeMethod kMethods[] = {
    {"__new__", connection_new, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__init__", connection_init, "($self, *args, **kwargs)"},
    {"__call__", connection_call, "($self, sql, /)"},
    {"backup", backup, "($self, /, target, *, pages=-1, progress=None, name='main', sleep=<unset>)", NativeMethod::Plain, "Makes a backup of the database."},
    {"close", close_method, "($self, /)", NativeMethod::Plain, "Close the database connection.\n\nAny pending transaction is not committed implicitly."},
    {"commit", commit, "($self, /)", NativeMethod::Plain, "Commit any pending transaction to the database.\n\nIf there is no open transaction, this method is a no-op."},
    {"create_aggregate", create_aggregate, "($self, /, name, n_arg, aggregate_class)", NativeMethod::Plain, "Creates a new aggregate."},
    {"create_collation", create_collation, "($self, name, callback, /)", NativeMethod::Plain, "Creates a collation function."},
    {"create_function", create_function, "($self, /, name, narg, func, *, deterministic=False)", NativeMethod::Plain, "Creates a new function."},
    {"cursor", cursor_method, "($self, /, factory=<unset>)", NativeMethod::Plain, "Return a cursor for the connection."},
    {"__enter__", enter, "($self, /)"},
    {"__exit__", exit_method, "($self, type, value, traceback, /)"},
    {"execute", execute_method, "($self, sql, parameters=<unset>, /)", NativeMethod::Plain, "Executes an SQL statement."},
    {"executemany", executemany_method, "($self, sql, parameters, /)", NativeMethod::Plain, "Repeatedly executes an SQL statement."},
    {"executescript", executescript_method, "($self, sql_script, /)", NativeMethod::Plain, "Executes multiple SQL statements at once."},
    {"interrupt", interrupt, "($self, /)", NativeMethod::Plain, "Abort any pending database operation."},
    {"iterdump", iterdump, "($self, /)", NativeMethod::Plain, "Returns iterator to the dump of the database in an SQL text format."},
    {"rollback", rollback, "($self, /)", NativeMethod::Plain, "Roll back to the start of any pending transaction.\n\nIf there is no open transaction, this method is a no-op."},
    {"set_authorizer", set_authorizer, "($self, /, authorizer_callback)", NativeMethod::Plain, "Sets authorizer callback."},
    {"set_progress_handler", set_progress_handler, "($self, /, progress_handler, n)", NativeMethod::Plain, "Sets progress handler callback."},
    {"set_trace_callback", set_trace_callback, "($self, /, trace_callback)", NativeMethod::Plain, "Sets a trace callback called for each SQL statement (passed as unicode)."},
    {"setlimit", setlimit, "($self, category, limit, /)", NativeMethod::Plain, "Set connection run-time limits."},
    {"getlimit", getlimit, "($self, category, /)", NativeMethod::Plain, "Get connection run-time limits."},
};
constexpr NativeGetSet kGetSets[] = {
    {"Warning", get_error_class<kWarning>, refuse_read_only}, {"Error", get_error_class<kErrorBase>, refuse_read_only},
    {"InterfaceError", get_error_class<kInterfaceError>, refuse_read_only}, {"DatabaseError", get_error_class<kDatabaseError>, refuse_read_only},
    {"DataError", get_error_class<kDataError>, refuse_read_only}, {"OperationalError", get_error_class<kOperationalError>, refuse_read_only},
    {"IntegrityError", get_error_class<kIntegrityError>, refuse_read_only}, {"InternalError", get_error_class<kInternalError>, refuse_read_only},
    {"ProgrammingError", get_error_class<kProgrammingError>, refuse_read_only}, {"NotSupportedError", get_error_class<kNotSupportedError>, refuse_read_only},
    {"row_factory", get_member<kRowFactory>, set_member<kRowFactory>}, {"text_factory", get_member<kTextFactory>, set_member<kTextFactory>},
    {"isolation_level", get_isolation, set_isolation_attribute}, {"total_changes", get_total_changes}, {"in_transaction", get_in_transaction},
};

}  // namespace

const NativeTypeSpec kConnectionType{"sqlite3.Connection", kMethods, kGetSets, "SQLite database connection object."};

Result<void> check_thread(Vm& vm, const ConnectionState& state) {
  if (!state.initialized || !state.checks_thread || state.thread == this_thread()) return {};
  return raise_sqlite(vm, kProgrammingError, concat("SQLite objects created in a thread can only be used in that same thread. The object was created in thread id ", state.thread,
                                                    " and this is thread id ", this_thread(), "."));
}

Result<ConnectionState*> open_connection(Vm& vm, Value connection) {
  ConnectionState& state = connection_state(connection);
  TRY(check_thread(vm, state));
  if (!state.initialized) return raise_sqlite(vm, kProgrammingError, "Base Connection.__init__ not called.");
  if (!state.database) return raise_sqlite(vm, kProgrammingError, "Cannot operate on a closed database.");
  return &state;
}

Result<void> run_simple(Vm& vm, ConnectionState& state, const char* sql) {
  Prepared* prepared = nullptr;
  int outcome = lib().prepare_v2(state.database, sql, -1, &prepared, nullptr);
  if (outcome == kOk) {
    lib().step(prepared);
    outcome = lib().finalize(prepared);
  }
  if (outcome != kOk || vm.has_pending()) return raise_database_error(vm, state.database);
  return {};
}

}  // namespace tauraro::sqlite
