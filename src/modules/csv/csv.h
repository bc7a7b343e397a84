#pragma once
#include "builtins/str_methods.h"
#include "modules/module_support.h"
#include "modules/native_module.h"

namespace tauraro::csv {

enum Quoting { kQuoteMinimal, kQuoteAll, kQuoteNonNumeric, kQuoteNone };

/// The values of a Dialect (a NativeObject).
enum DialectValue { kDelimiter, kDoubleQuote, kEscapeChar, kLineTerminator, kQuoteChar, kQuoting, kSkipSpace, kStrict, kDialectValueCount };

/// A dialect as the parser and the writer use it. A character that is not set is kNone.
struct Rules {
  static constexpr char32_t kNone = 0xffff'ffff;
  char32_t delimiter, escape, quote;
  bool double_quote, skip_space, strict;
  std::int64_t quoting;
  Str* line_terminator;
};
Rules rules_of(Vm& vm, Value dialect);

extern const NativeTypeSpec kDialectType, kReaderType, kWriterType, kErrorType;

/// _csv.Error(message)
template <class... Pieces>
Raised raise_csv_error(Vm& vm, Pieces&&... pieces) {
  return raise_of_type(vm, vm.native_type(kErrorType), concat(std::forward<Pieces>(pieces)...));
}

Result<Value> new_dialect(Vm& vm, const Args& args);
/// The Dialect of reader()'s and writer()'s arguments: `dialect` (empty: none given) changed by keywords.
Result<Value> dialect_from(Vm& vm, Value dialect, Dict* keywords);
/// The dialects that have names: a dict of the module.
Result<Dict*> dialect_registry(Vm& vm);
Result<Value> registered_dialect(Vm& vm, Value name);

Result<Value> make_reader(Vm& vm, const Args& args);
Result<Value> make_writer(Vm& vm, const Args& args);

/// The longest field that a reader takes.
Result<std::int64_t> field_limit(Vm& vm);
Result<Dict*> module_dict(Vm& vm);

}  // namespace tauraro::csv
