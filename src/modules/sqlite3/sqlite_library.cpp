#include "modules/sqlite3/sqlite_library.h"

namespace tauraro::sqlite {

SqliteLibrary::SqliteLibrary() {
#define SYMBOL(result, name, parameters) library.find(name, "sqlite3_" #name);
  TAURARO_SQLITE_FUNCTIONS(SYMBOL)
#undef SYMBOL
}

const SqliteLibrary& lib() {
  static const SqliteLibrary library;
  return library;
}

}  // namespace tauraro::sqlite
