#pragma once
#include <string_view>
#include <vector>

#include "object/result.h"

namespace tauraro {
class Vm;
struct Type;
}

namespace tauraro::structs {

/// What one letter of a format means.
struct ItemFormat {
  char code;
  std::uint8_t size;
  std::uint8_t alignment;  ///< 0: none
};

/// A run of equal items in a format.
struct FormatRun {
  const ItemFormat* item;
  std::size_t offset;
  std::size_t repeat;  ///< of 's' and 'p': the length of the one item
};

/// A parsed format.
struct Format {
  std::vector<FormatRun> runs;
  std::size_t size = 0;
  std::size_t count = 0;  ///< values packed or unpacked
  bool big_endian = false;
  bool native = false;    ///< '@': the machine's sizes and alignments, and C's conversions
};

/// struct.error
Type* error_type(Vm& vm);
Raised raise_struct_error(Vm& vm, std::string_view message);

Result<void> parse_format(Vm& vm, std::string_view text, Format* format);

/// Writes one item. Converts as struct.pack does.
Result<void> pack_item(Vm& vm, const Format& format, const FormatRun& run, Value value, char* target);
/// Reads one item.
Result<Value> unpack_item(Vm& vm, const Format& format, const FormatRun& run, const char* source);

}  // namespace tauraro::structs
