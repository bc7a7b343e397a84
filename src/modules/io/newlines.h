#pragma once
#include <cstdint>

#include "object/runtime.h"
#include "object/str.h"

namespace tauraro::io {

/// What line ends mean: the state of universal newlines, and the lines' ends of a text stream.
struct Newlines {
  static constexpr std::uint8_t kCarriageReturn = 1, kLineFeed = 2, kBoth = 4;

  bool translate = false;   ///< \r and \r\n become \n
  bool pending_return = false;  ///< a \r at the end of the last piece was held back
  std::uint8_t seen = 0;

  /// Text as it is read, translated; a \r at its end waits for the next piece unless this is the last.
  Result<Value> decode(Vm& vm, Str* text, bool final);
  /// The attribute `newlines`: None, a str or a tuple of them.
  Result<Value> seen_value(Vm& vm) const;
};

/// How lines of a stream end.
struct LineEnds {
  bool universal = false;   ///< any of \n, \r, \r\n, untranslated
  std::string ending = "\n";  ///< else

  /// Where the line that begins at `start` ends (behind its ending), or -1. `*scan` is where a search in more text may begin.
  std::int64_t find(StrView text, std::uint32_t start, std::uint32_t* scan) const;
};

/// Checks an argument `newline`: None or one of '', \n, \r, \r\n.
Result<void> check_newline(Vm& vm, Value newline);

}  // namespace tauraro::io
