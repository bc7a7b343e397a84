#pragma once
#include <string>

#include "builtins/arguments.h"
#include "object/bytes.h"
#include "object/int.h"
#include "object/native.h"
#include "object/operations.h"
#include "object/runtime.h"
#include "object/str_chars.h"

namespace tauraro {

// The methods that bytes and bytearray share, by topic. Results are of the type of self: bytes or bytearray, never a subclass.

#define TAURARO_BYTES_METHODS(METHOD)                                                                                        \
  /* bytes_find.cpp */                                                                                                       \
  METHOD(contains) METHOD(count) METHOD(endswith) METHOD(find) METHOD(index) METHOD(rfind) METHOD(rindex) METHOD(startswith) \
  METHOD(partition) METHOD(rpartition) METHOD(removeprefix) METHOD(removesuffix) METHOD(replace) METHOD(translate)           \
  METHOD(maketrans)                                                                                                          \
  /* bytes_split.cpp */                                                                                                      \
  METHOD(join) METHOD(rsplit) METHOD(split) METHOD(splitlines) METHOD(strip) METHOD(lstrip) METHOD(rstrip)                   \
  /* bytes_case.cpp */                                                                                                       \
  METHOD(capitalize) METHOD(lower) METHOD(swapcase) METHOD(title) METHOD(upper)                                              \
  METHOD(isalnum) METHOD(isalpha) METHOD(isascii) METHOD(isdigit) METHOD(islower) METHOD(isspace) METHOD(istitle)            \
  METHOD(isupper) METHOD(center) METHOD(expandtabs) METHOD(ljust) METHOD(rjust) METHOD(zfill)                                \
  /* bytes_common.cpp */                                                                                                     \
  METHOD(len) METHOD(mod) METHOD(rmod) METHOD(lt) METHOD(le) METHOD(eq) METHOD(ne) METHOD(gt) METHOD(ge) METHOD(hex)         \
  METHOD(decode) METHOD(add)

#define METHOD(name) Result<Value> bytes_##name(Vm& vm, const Args& args);
namespace bytes_methods {
TAURARO_BYTES_METHODS(METHOD)
}
#undef METHOD

/// The rows of both method tables.
#define TAURARO_BYTES_METHOD_ROWS                                                                                          \
  {"__len__", bytes_len, "($self, /)"}, {"__contains__", bytes_contains, "($self, key, /)"},                               \
      {"__add__", bytes_add, "($self, value, /)"}, {"__mod__", bytes_mod, "($self, value, /)"},                            \
      {"__rmod__", bytes_rmod, "($self, value, /)"}, {"__lt__", bytes_lt, "($self, value, /)"},                            \
      {"__le__", bytes_le, "($self, value, /)"}, {"__eq__", bytes_eq, "($self, value, /)"},                                \
      {"__ne__", bytes_ne, "($self, value, /)"}, {"__gt__", bytes_gt, "($self, value, /)"},                                \
      {"__ge__", bytes_ge, "($self, value, /)"}, {"capitalize", bytes_capitalize, "($self, /)"},                           \
      {"center", bytes_center, "($self, width, fillchar=b' ', /)"},                                                        \
      {"count", bytes_count, "($self, sub, start=<no-signature>~, end=<unset>, /)"},                                                     \
      {"decode", bytes_decode, "($self, /, encoding='utf-8', errors='strict')"},                                           \
      {"endswith", bytes_endswith, "($self, suffix, start=<no-signature>~, end=<unset>, /)"},                                            \
      {"expandtabs", bytes_expandtabs, "($self, /, tabsize=8)"},                                                           \
      {"find", bytes_find, "($self, sub, start=<no-signature>~, end=<unset>, /)"},                                                       \
      {"hex", bytes_hex, "($self, /, sep=<unrepresentable>, bytes_per_sep=1)"},                                            \
      {"index", bytes_index, "($self, sub, start=<no-signature>~, end=<unset>, /)"}, {"isalnum", bytes_isalnum, "($self, /)"},           \
      {"isalpha", bytes_isalpha, "($self, /)"}, {"isascii", bytes_isascii, "($self, /)"},                                  \
      {"isdigit", bytes_isdigit, "($self, /)"}, {"islower", bytes_islower, "($self, /)"},                                  \
      {"isspace", bytes_isspace, "($self, /)"}, {"istitle", bytes_istitle, "($self, /)"},                                  \
      {"isupper", bytes_isupper, "($self, /)"}, {"join", bytes_join, "($self, iterable_of_bytes, /)"},                     \
      {"ljust", bytes_ljust, "($self, width, fillchar=b' ', /)"}, {"lower", bytes_lower, "($self, /)"},                    \
      {"lstrip", bytes_lstrip, "($self, bytes=None, /)"},                                                                  \
      {"maketrans", bytes_maketrans, "(frm, to, /)", NativeMethod::Static},                                                \
      {"partition", bytes_partition, "($self, sep, /)"}, {"removeprefix", bytes_removeprefix, "($self, prefix, /)"},       \
      {"removesuffix", bytes_removesuffix, "($self, suffix, /)"},                                                          \
      {"replace", bytes_replace, "($self, old, new, count=-1, /)"},                                                        \
      {"rfind", bytes_rfind, "($self, sub, start=<no-signature>~, end=<unset>, /)"},                                                     \
      {"rindex", bytes_rindex, "($self, sub, start=<no-signature>~, end=<unset>, /)"},                                                   \
      {"rjust", bytes_rjust, "($self, width, fillchar=b' ', /)"}, {"rpartition", bytes_rpartition, "($self, sep, /)"},     \
      {"rsplit", bytes_rsplit, "($self, /, sep=None, maxsplit=-1)"}, {"rstrip", bytes_rstrip, "($self, bytes=None, /)"},   \
      {"split", bytes_split, "($self, /, sep=None, maxsplit=-1)"},                                                         \
      {"splitlines", bytes_splitlines, "($self, /, keepends=False)"},                                                      \
      {"startswith", bytes_startswith, "($self, prefix, start=<no-signature>~, end=<unset>, /)"},                                        \
      {"strip", bytes_strip, "($self, bytes=None, /)"}, {"swapcase", bytes_swapcase, "($self, /)"},                        \
      {"title", bytes_title, "($self, /)"}, {"translate", bytes_translate, "($self, table, /, delete=b'')"},               \
      {"upper", bytes_upper, "($self, /)"}, {"zfill", bytes_zfill, "($self, width, /)"}

/// The content of a bytes or bytearray. Stays readable while Python runs, though a bytearray may then have another.
inline std::string_view bytes_of(Value self) { return self.is(kind::Bytes) ? self.as<Bytes>()->view() : self.as<ByteArray>()->view(); }
inline std::string_view self_bytes(const Args& args) { return bytes_of(args[0]); }
inline bool is_bytearray(const Args& args) { return args[0].is(kind::ByteArray); }

/// A new object of self's type; self itself when that is exactly bytes with this very content.
Result<Value> like_self(Vm& vm, const Args& args, std::string_view content);

/// One byte as a number 0..255: ValueError "byte must be in range(0, 256)".
Result<std::uint8_t> byte_argument(Vm& vm, Value value);

/// What find, count and `in` look for: bytes, or a number that stands for one byte.
class Needle {
 public:
  Result<void> open(Vm& vm, Value value);
  std::string_view view() const { return is_byte_ ? std::string_view(&byte_, 1) : buffer_.view(); }

 private:
  BufferView buffer_;
  char byte_ = 0;
  bool is_byte_ = false;
};

/// bytes.hex and memoryview.hex.
Result<Value> hex_text(Vm& vm, std::string_view bytes, Value separator, Value group);
/// The content that bytes(...) and bytearray(...) are made of, as a Bytes.
Result<Bytes*> bytes_from_arguments(Vm& vm, const char* type, Value source, Value encoding, Value errors);
/// The bytes of any iterable of ints, buffers included.
Result<Bytes*> bytes_from_object(Vm& vm, const char* type, Value source);
/// bytes.fromhex
Result<Bytes*> bytes_from_hex_text(Vm& vm, Value text);
bool is_ascii_space(char c);

}  // namespace tauraro
