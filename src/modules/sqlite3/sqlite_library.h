#pragma once
#include <cstdint>

#include "modules/compression/shared_library.h"

namespace tauraro::sqlite {

// libsqlite3's interface, as far as it is used.

struct Database;   ///< sqlite3
struct Prepared;   ///< sqlite3_stmt
struct Context;    ///< sqlite3_context
struct SqlValue;   ///< sqlite3_value
struct Backup;     ///< sqlite3_backup
using Destructor = void (*)(void*);

inline constexpr int kOk = 0, kError = 1, kInternal = 2, kBusy = 5, kLocked = 6, kNoMemory = 7, kNotFound = 12, kSchema = 17, kCorrupt = 11, kTooBig = 18, kConstraint = 19,
                     kMismatch = 20, kMisuse = 21, kRange = 25, kRow = 100, kDone = 101, kDeny = 1;
inline constexpr int kInteger = 1, kFloat = 2, kText = 3, kBlob = 4, kNull = 5;
inline constexpr int kUtf8 = 1, kDeterministic = 0x800, kOpenReadWrite = 2, kOpenCreate = 4, kOpenUri = 0x40;
inline const Destructor kTransient = reinterpret_cast<Destructor>(-1);  ///< the data is copied

/// SYMBOL(result, name without sqlite3_, parameters)
#define TAURARO_SQLITE_FUNCTIONS(SYMBOL)                                                                                      \
  SYMBOL(const char*, libversion, ()) SYMBOL(int, open_v2, (const char*, Database**, int, const char*)) SYMBOL(int, close_v2, (Database*))        \
  SYMBOL(int, prepare_v2, (Database*, const char*, int, Prepared**, const char**)) SYMBOL(int, finalize, (Prepared*)) SYMBOL(int, reset, (Prepared*)) \
  SYMBOL(int, step, (Prepared*)) SYMBOL(int, stmt_busy, (Prepared*)) SYMBOL(int, stmt_readonly, (Prepared*)) SYMBOL(int, clear_bindings, (Prepared*))  \
  SYMBOL(int, bind_parameter_count, (Prepared*)) SYMBOL(const char*, bind_parameter_name, (Prepared*, int)) SYMBOL(int, bind_null, (Prepared*, int))   \
  SYMBOL(int, bind_int64, (Prepared*, int, std::int64_t)) SYMBOL(int, bind_double, (Prepared*, int, double))                                        \
  SYMBOL(int, bind_text, (Prepared*, int, const char*, int, Destructor)) SYMBOL(int, bind_blob, (Prepared*, int, const void*, int, Destructor))      \
  SYMBOL(int, column_count, (Prepared*)) SYMBOL(int, data_count, (Prepared*)) SYMBOL(const char*, column_name, (Prepared*, int))                     \
  SYMBOL(const char*, column_decltype, (Prepared*, int)) SYMBOL(int, column_type, (Prepared*, int)) SYMBOL(std::int64_t, column_int64, (Prepared*, int)) \
  SYMBOL(double, column_double, (Prepared*, int)) SYMBOL(const unsigned char*, column_text, (Prepared*, int))                                        \
  SYMBOL(const void*, column_blob, (Prepared*, int)) SYMBOL(int, column_bytes, (Prepared*, int)) SYMBOL(int, errcode, (Database*))                   \
  SYMBOL(int, extended_errcode, (Database*)) SYMBOL(const char*, errmsg, (Database*)) SYMBOL(const char*, errstr, (int)) SYMBOL(int, changes, (Database*)) \
  SYMBOL(int, total_changes, (Database*)) SYMBOL(std::int64_t, last_insert_rowid, (Database*)) SYMBOL(int, get_autocommit, (Database*))               \
  SYMBOL(void, interrupt, (Database*)) SYMBOL(int, complete, (const char*)) SYMBOL(int, limit, (Database*, int, int))                                \
  SYMBOL(int, busy_handler, (Database*, int (*)(void*, int), void*)) SYMBOL(int, enable_shared_cache, (int))                                         \
  SYMBOL(int, create_function_v2, (Database*, const char*, int, int, void*, void (*)(Context*, int, SqlValue**), void (*)(Context*, int, SqlValue**), void (*)(Context*), Destructor)) \
  SYMBOL(int, create_collation_v2, (Database*, const char*, int, void*, int (*)(void*, int, const void*, int, const void*), Destructor))             \
  SYMBOL(void*, user_data, (Context*)) SYMBOL(void*, aggregate_context, (Context*, int)) SYMBOL(int, value_type, (SqlValue*))                        \
  SYMBOL(std::int64_t, value_int64, (SqlValue*)) SYMBOL(double, value_double, (SqlValue*)) SYMBOL(const unsigned char*, value_text, (SqlValue*))       \
  SYMBOL(const void*, value_blob, (SqlValue*)) SYMBOL(int, value_bytes, (SqlValue*)) SYMBOL(void, result_null, (Context*))                           \
  SYMBOL(void, result_int64, (Context*, std::int64_t)) SYMBOL(void, result_double, (Context*, double))                                               \
  SYMBOL(void, result_text, (Context*, const char*, int, Destructor)) SYMBOL(void, result_blob, (Context*, const void*, int, Destructor))             \
  SYMBOL(void, result_error, (Context*, const char*, int)) SYMBOL(void, result_error_nomem, (Context*)) SYMBOL(void, result_error_toobig, (Context*))                                                                                           \
  SYMBOL(int, set_authorizer, (Database*, int (*)(void*, int, const char*, const char*, const char*, const char*), void*))                           \
  SYMBOL(void, progress_handler, (Database*, int, int (*)(void*), void*)) SYMBOL(int, trace_v2, (Database*, unsigned, int (*)(unsigned, void*, void*, void*), void*)) \
  SYMBOL(char*, expanded_sql, (Prepared*)) SYMBOL(void, free, (void*)) SYMBOL(Backup*, backup_init, (Database*, const char*, Database*, const char*))  \
  SYMBOL(int, backup_step, (Backup*, int)) SYMBOL(int, backup_finish, (Backup*)) SYMBOL(int, backup_remaining, (Backup*)) SYMBOL(int, backup_pagecount, (Backup*))

struct SqliteLibrary {
  SqliteLibrary();
  compression::SharedLibrary library{"libsqlite3.so.0"};
#define SYMBOL(result, name, parameters) result(*name) parameters;
  TAURARO_SQLITE_FUNCTIONS(SYMBOL)
#undef SYMBOL
};

/// Loaded at the first use in this process.
const SqliteLibrary& lib();

}  // namespace tauraro::sqlite
