#pragma once
#include <string>
#include <string_view>

#include "object/operations.h"

namespace tauraro {

/// A text file on a descriptor, in UTF-8: sys.stdin, sys.stdout and sys.stderr of a program that does without the module io.
struct TextStream {
  int descriptor = -1;
  bool writable = false;
  bool line_buffered = false;   ///< a terminal, or stderr
  bool backslash_errors = false;  ///< stderr: what cannot be encoded is escaped
  std::string pending;          ///< written, not yet given to the system; or read and not yet asked for
  bool at_end = false;          ///< stdin

  /// Appends; gives everything to the system when the buffer is full or a line ends on a terminal.
  void write(std::string_view utf8);
  /// False with errno set when the system refuses.
  bool flush();
  /// One line with its newline; empty at the end.
  std::string read_line();
};

/// The stream behind a Python object; null when it is something else.
TextStream* text_stream(Vm& vm, Value object);
/// A Python object for a standard descriptor: "<stdin>", "<stdout>", "<stderr>".
Result<Value> new_text_stream(Vm& vm, int descriptor, const char* name, bool writable);

/// sys.NAME, or empty when there is none (or None).
Value sys_attribute(Vm& vm, const char* name);

}  // namespace tauraro
