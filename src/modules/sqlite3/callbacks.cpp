// What SQLite calls back: functions, aggregates, collations, handlers; and backups.
#include <unistd.h>

#include "builtins/number_methods.h"
#include "modules/c_arguments.h"
#include "modules/sqlite3/sqlite3.h"
#include "object/bytes.h"
#include "object/codecs.h"
#include "vm/blocking.h"

namespace tauraro::sqlite {
namespace {

/// What SQLite is given as user data: a Python callable that the connection keeps alive.
struct Callback {
  Vm* vm;
  Value callable;
};
void delete_callback(void* data) { delete static_cast<Callback*>(data); }

/// Kept by the connection as long as it lives.
Result<Callback*> keep(Vm& vm, Value connection, Value callable) {
  TRY(list_append(vm, field_of(connection, kKept).as<List>(), callable));
  return new Callback{&vm, callable};
}

Result<Value> argument_value(Vm& vm, SqlValue* value) {
  const auto size = [&] { return static_cast<std::size_t>(lib().value_bytes(value)); };
  switch (lib().value_type(value)) {
    case kInteger: return new_int(vm, lib().value_int64(value));
    case kFloat: return Value::from_any_double(lib().value_double(value));
    case kText: {
      const auto* text = reinterpret_cast<const char*>(lib().value_text(value));
      return value_of(TRY(decode_utf8(vm, {text, size()})));
    }
    case kBlob: {
      const auto* data = static_cast<const char*>(lib().value_blob(value));
      return value_of(TRY(new_bytes(vm, {data ? data : "", size()})));
    }
    default: return Value::none();
  }
}

Result<List*> argument_values(Vm& vm, int count, SqlValue** values) {
  List* list = TRY(new_list(vm));
  for (int i = 0; i < count; ++i) TRY(list_append(vm, list, TRY(argument_value(vm, values[i]))));
  return list;
}

Result<void> set_result(Vm& vm, Context* context, Value value) {
  if (value.is_none()) return lib().result_null(context), Result<void>();
  if (is_int_like(value)) {
    std::int64_t number;
    if (!int_to_int64(value, &number)) return vm.raise(TypeId::OverflowError, "Python int too large to convert to SQLite INTEGER");
    return lib().result_int64(context, number), Result<void>();
  }
  if (is_float(value)) return lib().result_double(context, float_value(value)), Result<void>();
  if (value.is(kind::Str)) {
    const std::string_view text = TRY(encode_utf8(vm, value.as<Str>()))->view();
    return lib().result_text(context, text.data(), static_cast<int>(text.size()), kTransient), Result<void>();
  }
  BufferView data;
  TRY(data.open(vm, value));
  return lib().result_blob(context, data.length() ? data.view().data() : "", static_cast<int>(data.length()), kTransient), Result<void>();
}

Result<void> call_function(Vm& vm, Context* context, Value callable, int count, SqlValue** values) {
  const List* arguments = TRY(argument_values(vm, count, values));
  return set_result(vm, context, TRY(vm.call(callable, arguments->span())));
}

/// The exception of a callback goes, unless it is a stop; it is shown when the program has asked for that.
void drop_error(const Callback& callback) {
  Vm& vm = *callback.vm;
  if (vm.native_type(kStatementType)->native_data) report_unraisable(vm, "", callback.callable);
  else (void)vm.catch_pending();
}

/// Tells SQLite of a failure.
void fail(const Callback& callback, Context* context, const char* message) {
  if (callback.vm->pending_is(TypeId::MemoryError)) lib().result_error_nomem(context);
  else if (callback.vm->pending_is(TypeId::OverflowError)) lib().result_error_toobig(context);
  else lib().result_error(context, message, -1);
  drop_error(callback);
}

void function_callback(Context* context, int count, SqlValue** values) {
  const auto& callback = *static_cast<Callback*>(lib().user_data(context));
  if (call_function(*callback.vm, context, callback.callable, count, values).is_raised()) fail(callback, context, "user-defined function raised exception");
}

// ---- aggregates: the instance's place is a root while SQLite works on the group ----

using Instance = Root<Cell>;

Result<void> step(Vm& vm, Value method, int count, SqlValue** values) {
  const List* arguments = TRY(argument_values(vm, count, values));
  TRY(vm.call(method, arguments->span()));
  return {};
}

void step_callback(Context* context, int count, SqlValue** values) {
  const auto& callback = *static_cast<Callback*>(lib().user_data(context));
  Vm& vm = *callback.vm;
  auto** place = static_cast<Instance**>(lib().aggregate_context(context, sizeof(Instance*)));
  if (!place) return;
  if (!*place) {
    const Result<Value> made = vm.call(callback.callable, {});
    if (made.is_raised() || !made.value().is_cell()) return fail(callback, context, "user-defined aggregate's '__init__' method raised error");
    *place = new Instance(vm.heap, made.value().as_cell());
  }
  const Result<Value> method = find_attr(vm, value_of((*place)->get()), "step");
  if (!method.is_raised() && method.value().is_not_found()) return lib().result_error(context, "user-defined aggregate's 'step' method not defined", -1);
  if (method.is_raised() || step(vm, method.value(), count, values).is_raised()) fail(callback, context, "user-defined aggregate's 'step' method raised error");
}

void final_callback(Context* context) {
  const auto& callback = *static_cast<Callback*>(lib().user_data(context));
  Vm& vm = *callback.vm;
  auto** place = static_cast<Instance**>(lib().aggregate_context(context, sizeof(Instance*)));
  if (!place || !*place) return;  // no row, or __init__ has failed
  const Result<Value> method = find_attr(vm, value_of((*place)->get()), "finalize");
  const bool is_missing = !method.is_raised() && method.value().is_not_found();
  if (is_missing) lib().result_error(context, "user-defined aggregate's 'finalize' method not defined", -1);
  const Result<Value> value = method.is_raised() ? method : is_missing ? Result<Value>(Value::none()) : vm.call(method.value(), {});
  if (is_missing) {
  } else if (value.is_raised() || set_result(vm, context, value.value()).is_raised()) fail(callback, context, "user-defined aggregate's 'finalize' method raised error");
  delete *place;
  *place = nullptr;
}

Result<int> compare_texts(Vm& vm, Value callable, std::string_view left, std::string_view right) {
  const Value first = value_of(TRY(decode_utf8(vm, left))), second = value_of(TRY(decode_utf8(vm, right)));
  const Value order = TRY(vm.call(callable, {first, second}));
  return int_compare(TRY(index_of(vm, order)), Value::from_int(0));
}
int collation_callback(void* data, int left_size, const void* left, int right_size, const void* right) {
  const auto& callback = *static_cast<Callback*>(data);
  const Result<int> order = compare_texts(*callback.vm, callback.callable, {static_cast<const char*>(left), static_cast<std::size_t>(left_size)},
                                          {static_cast<const char*>(right), static_cast<std::size_t>(right_size)});
  if (!order.is_raised()) return order.value();
  drop_error(callback);
  return 0;
}

Result<int> ask_authorizer(const Callback& callback, int action, const char* const (&texts)[4]) {
  Value values[4];
  for (int i = 0; i < 4; ++i) values[i] = texts[i] ? TRY(str_value(*callback.vm, texts[i])) : Value::none();
  const Value answer = TRY(callback.vm->call(callback.callable, {Value::from_int(action), values[0], values[1], values[2], values[3]}));
  if (!is_int_like(answer)) return kDeny;
  return parse_c_int(*callback.vm, answer);
}
int authorizer_callback(void* data, int action, const char* first, const char* second, const char* database, const char* source) {
  const auto& callback = *static_cast<Callback*>(data);
  const Result<int> answer = ask_authorizer(callback, action, {first, second, database, source});
  if (!answer.is_raised()) return answer.value();
  drop_error(callback);
  return kDeny;
}

int progress_callback(void* data) {
  const auto& callback = *static_cast<Callback*>(data);
  const Result<Value> answer = callback.vm->call(callback.callable, {});
  const Result<bool> stops = answer.is_raised() ? Result<bool>(Raised{}) : truth(*callback.vm, answer.value());
  if (!stops.is_raised()) return stops.value();
  drop_error(callback);
  return -1;
}

int trace_callback(unsigned, void* data, void* prepared, void* sql) {
  const auto& callback = *static_cast<Callback*>(data);
  char* expanded = lib().expanded_sql(static_cast<Prepared*>(prepared));
  const Result<Value> text = str_value(*callback.vm, expanded ? expanded : static_cast<const char*>(sql));
  lib().free(expanded);
  if (text.is_raised() || callback.vm->call(callback.callable, {text.value()}).is_raised()) drop_error(callback);
  return 0;
}

Result<std::string> name_argument(Vm& vm, const char* function, Value name) {
  if (!name.is(kind::Str)) return vm.raise_error(TypeId::TypeError, function, "() argument 'name' must be str, not ", full_type_name(vm, vm.type_of(name)));
  return std::string(TRY(encode_utf8(vm, name.as<Str>()))->view());
}

}  // namespace

void set_callback_tracebacks(Vm& vm, bool on) { vm.native_type(kStatementType)->native_data = on ? &vm : nullptr; }

Result<Value> create_function(Vm& vm, const Args& args) {
  ConnectionState& state = *TRY(open_connection(vm, args[0]));
  const std::string name = TRY(name_argument(vm, "create_function", args[1]));
  const int flags = kUtf8 | (TRY(truth(vm, args[4])) ? kDeterministic : 0), count = TRY(parse_c_int(vm, args[2]));
  int outcome;
  if (args[3].is_none()) outcome = lib().create_function_v2(state.database, name.c_str(), count, flags, nullptr, nullptr, nullptr, nullptr, nullptr);
  else outcome = lib().create_function_v2(state.database, name.c_str(), count, flags, TRY(keep(vm, args[0], args[3])), function_callback, nullptr, nullptr, delete_callback);
  if (outcome != kOk) return raise_sqlite(vm, kOperationalError, "Error creating function");
  return Value::none();
}

Result<Value> create_aggregate(Vm& vm, const Args& args) {
  ConnectionState& state = *TRY(open_connection(vm, args[0]));
  const std::string name = TRY(name_argument(vm, "create_aggregate", args[1]));
  const int count = TRY(parse_c_int(vm, args[2]));
  int outcome;
  if (args[3].is_none()) outcome = lib().create_function_v2(state.database, name.c_str(), count, kUtf8, nullptr, nullptr, nullptr, nullptr, nullptr);
  else outcome = lib().create_function_v2(state.database, name.c_str(), count, kUtf8, TRY(keep(vm, args[0], args[3])), nullptr, step_callback, final_callback, delete_callback);
  if (outcome != kOk) return raise_sqlite(vm, kOperationalError, "Error creating aggregate");
  return Value::none();
}

Result<Value> create_collation(Vm& vm, const Args& args) {
  ConnectionState& state = *TRY(open_connection(vm, args[0]));
  const std::string name = TRY(name_argument(vm, "create_collation", args[1]));
  int outcome;
  if (args[2].is_none()) {
    outcome = lib().create_collation_v2(state.database, name.c_str(), kUtf8, nullptr, nullptr, nullptr);
  } else {
    if (!is_callable(vm, args[2])) return vm.raise(TypeId::TypeError, "parameter must be callable");
    outcome = lib().create_collation_v2(state.database, name.c_str(), kUtf8, TRY(keep(vm, args[0], args[2])), collation_callback, delete_callback);
  }
  return outcome == kOk ? Result<Value>(Value::none()) : Result<Value>(raise_database_error(vm, state.database));
}

Result<Value> set_authorizer(Vm& vm, const Args& args) {
  ConnectionState& state = *TRY(open_connection(vm, args[0]));
  if (args[1].is_none()) lib().set_authorizer(state.database, nullptr, nullptr);
  else lib().set_authorizer(state.database, authorizer_callback, TRY(keep(vm, args[0], args[1])));
  return Value::none();
}
Result<Value> set_progress_handler(Vm& vm, const Args& args) {
  ConnectionState& state = *TRY(open_connection(vm, args[0]));
  const int count = TRY(parse_c_int(vm, args[2]));
  if (args[1].is_none()) lib().progress_handler(state.database, 0, nullptr, nullptr);
  else lib().progress_handler(state.database, count, progress_callback, TRY(keep(vm, args[0], args[1])));
  return Value::none();
}
Result<Value> set_trace_callback(Vm& vm, const Args& args) {
  constexpr unsigned kTraceStatement = 1;
  ConnectionState& state = *TRY(open_connection(vm, args[0]));
  if (args[1].is_none()) lib().trace_v2(state.database, 0, nullptr, nullptr);
  else lib().trace_v2(state.database, kTraceStatement, trace_callback, TRY(keep(vm, args[0], args[1])));
  return Value::none();
}

namespace {

/// Copies in steps; the last step's status.
Result<int> copy_pages(Vm& vm, Backup* handle, int pages, Value progress, double sleep) {
  int status;
  do {
    status = lib().backup_step(handle, pages);
    if (!progress.is_none())
      TRY(vm.call(progress, {Value::from_int(status), Value::from_int(lib().backup_remaining(handle)), Value::from_int(lib().backup_pagecount(handle))}));
    if (status == kBusy || status == kLocked) {
      const Blocking blocking(vm);
      usleep(static_cast<unsigned>(sleep * 1e6));
    }
    TRY(vm.poll());
  } while (status == kOk || status == kBusy || status == kLocked);
  return status;
}

}  // namespace

Result<Value> backup(Vm& vm, const Args& args) {
  ConnectionState& source = *TRY(open_connection(vm, args[0]));
  if (!is_of(vm, args[1], kConnectionType)) return vm.raise_error(TypeId::TypeError, "backup() argument 1 must be sqlite3.Connection, not ", full_type_name(vm, vm.type_of(args[1])));
  if (args[1] == args[0]) return vm.raise(TypeId::ValueError, "target cannot be the same connection instance");
  ConnectionState& target = *TRY(open_connection(vm, args[1]));
  const int pages = TRY(parse_c_int(vm, args[2]));
  if (!args[3].is_none() && !is_callable(vm, args[3])) return vm.raise(TypeId::TypeError, "progress argument must be a callable");
  const std::string name = TRY(name_argument(vm, "backup", args[4]));
  const double sleep = args.has(5) ? TRY(to_double(vm, args[5])) : 0.25;
  Backup* handle = lib().backup_init(target.database, "main", source.database, name.c_str());
  if (!handle) return raise_database_error(vm, target.database);
  const Result<int> outcome = copy_pages(vm, handle, pages == 0 ? -1 : pages, args[3], sleep);
  const int status = lib().backup_finish(handle);
  if (outcome.is_raised()) return Raised{};
  return status == kOk ? Result<Value>(Value::none()) : Result<Value>(raise_database_error(vm, target.database));
}

}  // namespace tauraro::sqlite
