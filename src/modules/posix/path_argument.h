#pragma once
#include <string>

#include "object/operations.h"

namespace tauraro {

/// The bytes of a file name as the system wants them: str is encoded (surrogateescape), os.PathLike asked.
struct PathArgument {
  std::string text;
  bool is_bytes = false;      ///< results are bytes too
  bool is_descriptor = false;
  int descriptor = -1;
  Value object;               ///< as it was given: what errors name
  const char* c_str() const { return text.c_str(); }
};

/// What the messages say of the function and of the argument.
struct PathWanted {
  const char* function = nullptr;  ///< "stat": "stat: path should be string, ..."
  const char* argument = "path";
  bool nullable = false;     ///< None is the current directory
  bool allow_descriptor = false;
};

Result<PathArgument> path_argument(Vm& vm, Value value, const PathWanted& wanted);
/// os.fsencode(os.fspath(value)) with the messages of PyUnicode_FSConverter.
Result<std::string> file_system_path(Vm& vm, Value value);
/// str, or bytes when the argument was bytes, of what the system gave.
Result<Value> path_result(Vm& vm, std::string_view text, bool as_bytes);
/// os.fsdecode
Result<Value> decode_path(Vm& vm, std::string_view text);
/// Bytes of a str, lone surrogates of surrogateescape as bytes.
Result<std::string> encode_path(Vm& vm, Str* text);

}  // namespace tauraro
