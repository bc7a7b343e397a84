#pragma once
#include "object/int.h"
#include "object/native.h"
#include "object/operations.h"
#include "object/runtime.h"
#include "object/str.h"
#include "object/str_chars.h"

namespace tauraro {

// The methods of str, by topic; the table that names them is in str_type.cpp.

#define TAURARO_STR_METHODS(METHOD)                                                                                            \
  /* str_case.cpp */                                                                                                           \
  METHOD(capitalize) METHOD(casefold) METHOD(lower) METHOD(swapcase) METHOD(title) METHOD(upper)                               \
  METHOD(isalnum) METHOD(isalpha) METHOD(isascii) METHOD(isdecimal) METHOD(isdigit) METHOD(isidentifier) METHOD(islower)       \
  METHOD(isnumeric) METHOD(isprintable) METHOD(isspace) METHOD(istitle) METHOD(isupper)                                        \
  /* str_find.cpp */                                                                                                           \
  METHOD(contains) METHOD(count) METHOD(endswith) METHOD(find) METHOD(index) METHOD(rfind) METHOD(rindex) METHOD(startswith)   \
  METHOD(partition) METHOD(rpartition) METHOD(removeprefix) METHOD(removesuffix) METHOD(replace)                               \
  /* str_split.cpp */                                                                                                          \
  METHOD(join) METHOD(rsplit) METHOD(split) METHOD(splitlines) METHOD(strip) METHOD(lstrip) METHOD(rstrip)                     \
  /* str_pad.cpp */                                                                                                            \
  METHOD(center) METHOD(expandtabs) METHOD(ljust) METHOD(rjust) METHOD(zfill)                                                  \
  /* str_translate.cpp */                                                                                                      \
  METHOD(maketrans) METHOD(translate)                                                                                          \
  /* str_format.cpp */                                                                                                         \
  METHOD(format) METHOD(format_map)

#define METHOD(name) Result<Value> str_##name(Vm& vm, const Args& args);
namespace str_methods {
TAURARO_STR_METHODS(METHOD)
}
#undef METHOD

inline Str* self_str(const Args& args) { return args[0].as<Str>(); }
inline Value str_value(Str* text) { return Value::from_cell(text); }
inline Result<Value> str_result(Result<Str*> text) { return Value::from_cell(TRY(text)); }

/// The str argument of a method, or TypeError "name() argument must be str, not int" in the given words.
template <class... Pieces>
Result<Str*> str_argument(Vm& vm, Value value, Pieces&&... before) {
  if (is_str(value)) return value.as<Str>();
  return vm.raise_error(TypeId::TypeError, std::forward<Pieces>(before)..., ", not ", value.is_none() ? std::string("None") : type_name(vm, value));
}

/// Optional start and end arguments (None or an index) as positions in 0..length; start may stay above end.
struct Bounds {
  std::int64_t start, end;
};
Result<Bounds> bounds_of(Vm& vm, Value start, Value end, std::int64_t length);

/// Calls search(haystack characters, needle characters) with both in the width of the haystack. \pre needle not wider
template <class Visit>
auto with_same_width(StrView haystack, StrView needle, Visit visit) {
  return visit_chars(haystack, [&](const auto* characters) {
    using Char = std::remove_cvref_t<decltype(*characters)>;
    const WidenedText<Char> wanted(needle);
    return visit(characters, wanted.data());
  });
}

/// str % values (percent_format.cpp)
Result<Value> str_percent(Vm& vm, Str* format, Value values);
/// bytes % values: the new content as a str of characters below 256
Result<Value> bytes_percent(Vm& vm, std::string_view format, Value values);

}  // namespace tauraro
