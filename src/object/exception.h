#pragma once
#include "object/containers.h"

namespace tauraro {

/// BaseException and subclasses. `extra` are the named fields of some (builtins/exception_types.cpp):
/// StopIteration.value, SystemExit.code, OSError: errno strerror filename filename2; SyntaxError: msg filename lineno offset text print_file_and_line end_lineno end_offset;
/// ImportError: msg name path; NameError: name; AttributeError: name obj; UnicodeError: encoding object start end reason; groups: message exceptions.
struct Exception : Cell {
  Value args;         ///< Tuple
  Value traceback;    ///< Traceback or empty
  Value context, cause;  ///< Exception or empty
  Value suppress_context;  ///< Bool
  Value extra[8];
};

struct Traceback : Cell {
  Value next;          ///< Traceback towards the place of raising, or None
  Value frame;         ///< FrameObject
  std::int64_t pc;     ///< word index: tb_lasti
  std::int64_t line;
};

}  // namespace tauraro
