// Statements: preparing, parameters, rows.
#include <cstring>

#include "builtins/number_methods.h"
#include "modules/sqlite3/sqlite3.h"
#include "object/bytes.h"
#include "object/codecs.h"

namespace tauraro::sqlite {
namespace {

/// Where the SQL begins after white space and comments; null: there is none.
const char* skip_blank(const char* sql) {
  while (true) {
    while (*sql && std::strchr(" \t\n\r\f", *sql)) ++sql;
    if (sql[0] == '-' && sql[1] == '-') {
      sql = std::strchr(sql, '\n');
      if (!sql) return nullptr;
    } else if (sql[0] == '/' && sql[1] == '*') {
      sql = std::strstr(sql + 2, "*/");
      if (!sql) return nullptr;
      sql += 2;
    } else {
      return *sql ? sql : nullptr;
    }
  }
}

bool begins_with_word(const char* sql, const char* word) { return strncasecmp(sql, word, std::strlen(word)) == 0; }

Result<std::string> sql_text(Vm& vm, Value sql) {
  const std::string text(TRY(encode_utf8(vm, sql.as<Str>()))->view());
  if (text.find('\0') != std::string::npos) return raise_sqlite(vm, kProgrammingError, "the query contains a null character");
  return text;
}

/// Numbers and texts are bound as they are unless somebody has registered an adapter for their type.
bool needs_adapting(Vm& vm, Value value) {
  if (vm.native_type(kProtocolType)->native_data) return true;
  return !(value.is_int() || value.is_double() || vm.is_exact(value, TypeId::Int) || vm.is_exact(value, TypeId::Str) || vm.is_exact(value, TypeId::ByteArray));
}

/// False: a value of this type cannot be bound.
Result<bool> bind_value(Vm& vm, Prepared* prepared, int place, Value value, int* status) {
  if (value.is_none()) {
    *status = lib().bind_null(prepared, place);
  } else if (is_int_like(value)) {
    std::int64_t number;
    if (!int_to_int64(value, &number)) return vm.raise(TypeId::OverflowError, "Python int too large to convert to SQLite INTEGER");
    *status = lib().bind_int64(prepared, place, number);
  } else if (is_float(value)) {
    *status = lib().bind_double(prepared, place, float_value(value));
  } else if (value.is(kind::Str)) {
    const std::string_view text = TRY(encode_utf8(vm, value.as<Str>()))->view();
    if (text.size() > INT32_MAX) return vm.raise(TypeId::OverflowError, "string longer than INT_MAX bytes");
    *status = lib().bind_text(prepared, place, text.data(), static_cast<int>(text.size()), kTransient);
  } else if (is_bytes_like(vm, value)) {
    BufferView data;
    TRY(data.open(vm, value));
    if (data.length() > INT32_MAX) return vm.raise(TypeId::OverflowError, "BLOB longer than INT_MAX bytes");
    *status = lib().bind_blob(prepared, place, data.length() ? data.view().data() : "", static_cast<int>(data.length()), kTransient);
  } else {
    return false;
  }
  return true;
}

Result<void> bind_one(Vm& vm, Prepared* prepared, int place, Value value, const std::string& name) {
  if (needs_adapting(vm, value)) value = TRY(adapt(vm, value, value_of(vm.native_type(kProtocolType)), value));
  int status = kOk;
  if (!TRY(bind_value(vm, prepared, place, value, &status)))
    return raise_sqlite(vm, kProgrammingError, concat("Error binding parameter ", name, ": type '", full_type_name(vm, vm.type_of(value)), "' is not supported"));
  if (status != kOk) return raise_sqlite(vm, kInterfaceError, concat("Error binding parameter ", name, ": ", lib().errstr(status)));
  return {};
}

Result<void> bind_sequence(Vm& vm, Prepared* prepared, Value parameters, int needed) {
  const std::int64_t given = TRY(length(vm, parameters));
  if (given != needed)
    return raise_sqlite(vm, kProgrammingError, concat("Incorrect number of bindings supplied. The current statement uses ", needed, ", and there are ", given, " supplied."));
  for (int i = 0; i < needed; ++i) TRY(bind_one(vm, prepared, i + 1, TRY(get_item(vm, parameters, Value::from_int(i))), std::to_string(i + 1)));
  return {};
}

Result<void> bind_mapping(Vm& vm, Prepared* prepared, Value parameters, int needed) {
  for (int i = 1; i <= needed; ++i) {
    const char* name = lib().bind_parameter_name(prepared, i);
    if (!name) return raise_sqlite(vm, kProgrammingError, concat("Binding ", i, " has no name, but you supplied a dictionary (which has only names)."));
    const Result<Value> value = get_item(vm, parameters, TRY(str_value(vm, name + 1)));
    if (value.is_raised()) {
      if (!vm.catch_if(TypeId::LookupError)) return Raised{};
      return raise_sqlite(vm, kProgrammingError, concat("You did not supply a value for binding parameter :", name + 1, "."));
    }
    TRY(bind_one(vm, prepared, i, value.value(), concat(":", name + 1)));
  }
  return {};
}

std::string_view column_data(Prepared* prepared, int column) {
  const auto* data = static_cast<const char*>(lib().column_blob(prepared, column));
  return data ? std::string_view(data, static_cast<std::size_t>(lib().column_bytes(prepared, column))) : std::string_view();
}

Result<Value> column_text(Vm& vm, Value connection, Prepared* prepared, int column) {
  const auto* data = reinterpret_cast<const char*>(lib().column_text(prepared, column));
  const std::string_view text(data ? data : "", static_cast<std::size_t>(lib().column_bytes(prepared, column)));
  const Value factory = field_of(connection, kTextFactory);
  if (factory == type_value(vm, TypeId::Str)) {
    const Result<Str*> decoded = decode_utf8(vm, text);
    if (!decoded.is_raised()) return value_of(decoded.value());
    if (!vm.catch_if(TypeId::UnicodeDecodeError)) return Raised{};
    const Str* shown = TRY(decode_utf8(vm, text, intern(vm, "replace")));
    return raise_sqlite(vm, kOperationalError, concat("Could not decode to UTF-8 column '", lib().column_name(prepared, column), "' with text '", to_utf8(vm, const_cast<Str*>(shown)), "'"));
  }
  if (factory == type_value(vm, TypeId::Bytes)) return value_of(TRY(new_bytes(vm, text)));
  if (factory == type_value(vm, TypeId::ByteArray)) return value_of(TRY(new_bytearray(vm, text)));
  return vm.call(factory, {value_of(TRY(new_bytes(vm, text)))});
}

Result<Value> column_value(Vm& vm, Value connection, Value converter, Prepared* prepared, int column) {
  if (!converter.is_none()) {
    if (!lib().column_blob(prepared, column)) return Value::none();  // an empty blob too
    return vm.call(converter, {value_of(TRY(new_bytes(vm, column_data(prepared, column))))});
  }
  switch (lib().column_type(prepared, column)) {
    case kNull: return Value::none();
    case kInteger: return new_int(vm, lib().column_int64(prepared, column));
    case kFloat: return Value::from_any_double(lib().column_double(prepared, column));
    case kText: return column_text(vm, connection, prepared, column);
    default: return value_of(TRY(new_bytes(vm, column_data(prepared, column))));
  }
}

Result<Value> converter_named(Vm& vm, std::string name) {
  for (char& c : name) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  const Value found = TRY(dict_get(vm, TRY(converters(vm)).as<Dict>(), TRY(str_value(vm, name))));
  return found.is_not_found() ? Result<Value>(Value::none()) : found;
}

Result<Value> module_dict(Vm& vm, const char* name) { return get_attr(vm, TRY(import_module(vm, "_sqlite3")), name); }

}  // namespace

Result<Value> adapters(Vm& vm) { return module_dict(vm, "adapters"); }
Result<Value> converters(Vm& vm) { return module_dict(vm, "converters"); }

Result<Value> adapt(Vm& vm, Value object, Value protocol, Value fallback) {
  const Value key = TRY(tuple_value(vm, {type_value_of(vm, object), protocol}));
  const Value adapter = TRY(dict_get(vm, TRY(adapters(vm)).as<Dict>(), key));
  if (!adapter.is_not_found()) return vm.call(adapter, {object});
  const std::pair<Value, const char*> asked[] = {{protocol, "__adapt__"}, {object, "__conform__"}};
  for (const auto& [owner, name] : asked) {
    const Value method = TRY(find_attr(vm, owner, name));
    if (method.is_not_found()) continue;
    const Result<Value> adapted = vm.call(method, {owner == object ? protocol : object});
    if (adapted.is_raised()) {
      if (!vm.catch_if(TypeId::TypeError)) return Raised{};
    } else if (!adapted.value().is_none()) {
      return adapted;
    }
  }
  return fallback.is_empty() ? Result<Value>(raise_sqlite(vm, kProgrammingError, "can't adapt")) : fallback;
}

Result<Value> new_statement(Vm& vm, Value connection, Value sql) {
  Database* database = state_of<ConnectionState>(connection).database;
  const std::string text = TRY(sql_text(vm, sql));
  constexpr int kLengthLimit = 1;
  if (text.size() > static_cast<std::size_t>(lib().limit(database, kLengthLimit, -1))) return raise_sqlite(vm, kDataError, "query string is too large");
  Prepared* prepared = nullptr;
  const char* tail = nullptr;
  if (lib().prepare_v2(database, text.c_str(), static_cast<int>(text.size()) + 1, &prepared, &tail) != kOk) return raise_database_error(vm, database);
  if (tail && skip_blank(tail)) {
    lib().finalize(prepared);
    return raise_sqlite(vm, kProgrammingError, "You can only execute one statement at a time.");
  }
  NativeObject* made = TRY(new_with_state<StatementState>(vm, vm.native_type(kStatementType), 1));
  StatementState& state = state_of<StatementState>(value_of(made));
  state.holder = std::make_shared<PreparedHolder>(prepared);
  state.prepared = prepared;
  const char* start = skip_blank(text.c_str());
  for (const char* word : {"insert", "update", "delete", "replace"}) state.changes_data |= start && begins_with_word(start, word);
  return value_of(made);
}

Result<Value> statement_for(Vm& vm, Value connection, Value sql) {
  Dict* known = field_of(connection, kStatements).as<Dict>();
  const Value found = TRY(dict_get(vm, known, sql));
  if (!found.is_not_found()) {
    Prepared* prepared = state_of<StatementState>(found).prepared;
    if (!prepared || !lib().stmt_busy(prepared)) return found;
    return new_statement(vm, connection, sql);
  }
  const Value made = TRY(new_statement(vm, connection, sql));
  const std::uint64_t most = state_of<ConnectionState>(connection).cached_statements;
  if (known->count >= std::max<std::uint64_t>(most, 5)) dict_clear(vm, known);
  TRY(dict_set(vm, known, sql, made));
  return made;
}

Result<void> bind_parameters(Vm& vm, Prepared* prepared, Value parameters) {
  const int needed = prepared ? lib().bind_parameter_count(prepared) : 0;
  const bool is_row = parameters.is(kind::Tuple) || parameters.is(kind::List);
  if (is_row || (!parameters.is(kind::Dict) && vm.type_of(parameters)->has(Special::GetItem) && vm.type_of(parameters)->has(Special::Len) &&
                 TRY(find_attr(vm, parameters, "keys")).is_not_found()))
    return bind_sequence(vm, prepared, parameters, needed);
  if (vm.type_of(parameters)->has(Special::GetItem)) return bind_mapping(vm, prepared, parameters, needed);
  return raise_sqlite(vm, kProgrammingError, "parameters are of unsupported type");
}

Result<Value> fetch_row(Vm& vm, Value cursor, Prepared* prepared) {
  const int count = lib().data_count(prepared);
  const Value connection = field_of(cursor, kConnection), found = field_of(cursor, kConverters);
  List* items = TRY(new_list(vm, static_cast<std::uint64_t>(count)));
  for (int i = 0; i < count; ++i) {
    const Value converter = found.is(kind::List) && static_cast<std::uint64_t>(i) < found.as<List>()->length ? found.as<List>()->storage->items[i] : Value::none();
    TRY(list_append(vm, items, TRY(column_value(vm, connection, converter, prepared, i))));
  }
  return value_of(TRY(new_tuple(vm, items->span())));
}

Result<Value> find_converters(Vm& vm, int detect_types, Prepared* prepared) {
  if (!detect_types || !prepared) return Value::none();
  List* found = TRY(new_list(vm));
  for (int i = 0; i < lib().column_count(prepared); ++i) {
    Value converter = Value::none();
    if (detect_types & kParseColumnNames) {
      const std::string_view name = lib().column_name(prepared, i);
      const std::size_t open = name.find('['), close = name.find(']', open == std::string_view::npos ? 0 : open);
      if (open != std::string_view::npos && close != std::string_view::npos) converter = TRY(converter_named(vm, std::string(name.substr(open + 1, close - open - 1))));
    }
    const char* declared = lib().column_decltype(prepared, i);
    if (converter.is_none() && detect_types & kParseDeclaredTypes && declared) converter = TRY(converter_named(vm, std::string(declared, std::strcspn(declared, " ("))));
    TRY(list_append(vm, found, converter));
  }
  return value_of(found);
}

Result<Value> column_title(Vm& vm, int detect_types, const char* name) {
  std::string_view title = name;
  if (detect_types & kParseColumnNames) {
    std::size_t end = title.find('[');
    if (end != std::string_view::npos && end > 0 && title[end - 1] == ' ') --end;
    title = title.substr(0, end);
  }
  return str_value(vm, title);
}

}  // namespace tauraro::sqlite
