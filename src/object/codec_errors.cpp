#include "object/codec_errors.h"

#include "base/unicode_names.h"
#include "object/exception.h"
#include "object/function.h"
#include "object/int.h"
#include "object/operations.h"

namespace tauraro {

namespace {

enum class Builtin { Other, Strict, Ignore, Replace, BackslashReplace, SurrogateEscape };

Builtin builtin_of(Vm& vm, Str* errors) {
  if (!errors || str_equal(vm, errors, "strict")) return Builtin::Strict;
  if (str_equal(vm, errors, "ignore")) return Builtin::Ignore;
  if (str_equal(vm, errors, "replace")) return Builtin::Replace;
  if (str_equal(vm, errors, "backslashreplace")) return Builtin::BackslashReplace;
  if (str_equal(vm, errors, "surrogateescape")) return Builtin::SurrogateEscape;
  return Builtin::Other;
}

/// Takes (replacement, position) from a handler's result.
Result<std::size_t> position_of(Vm& vm, Value position, std::size_t size) {
  std::int64_t number = TRY(index_to_int64(vm, position));
  if (number < 0) number += static_cast<std::int64_t>(size);
  if (number < 0 || number > static_cast<std::int64_t>(size))
    return vm.raise_error(TypeId::IndexError, "position ", number, " from error handler out of bounds");
  return static_cast<std::size_t>(number);
}

/// The fields of a UnicodeError, read by a handler.
struct ErrorFields {
  Value encoding, object;
  std::int64_t start, end;
};

Result<ErrorFields> fields_of(Vm& vm, Value exception) {
  const auto* error = exception.as<Exception>();
  ErrorFields fields{error->extra[0], error->extra[1], 0, 0};
  if (fields.object.is_empty() || !is_int_like(error->extra[2]) || !is_int_like(error->extra[3]))
    return vm.raise(TypeId::TypeError, "object attribute not set");
  int_to_int64(error->extra[2], &fields.start);
  int_to_int64(error->extra[3], &fields.end);
  const std::int64_t size = is_str(fields.object) ? fields.object.as<Str>()->length
                            : fields.object.is(kind::Bytes) ? static_cast<std::int64_t>(fields.object.as<Bytes>()->length) : 0;
  fields.start = std::clamp<std::int64_t>(fields.start, 0, std::max<std::int64_t>(0, size - 1));
  fields.end = std::clamp<std::int64_t>(fields.end, std::min<std::int64_t>(1, size), size);
  return fields;
}

bool is_error(Vm& vm, Value value, TypeId type) { return value.is(kind::Exception) && is_instance(vm, value, type); }

Raised wrong_exception(Vm& vm, Value value) {
  return vm.raise_error(TypeId::TypeError, "don't know how to handle ", full_type_name(vm, vm.type_of(value)), " in error callback");
}

Result<Value> handled(Vm& vm, Value replacement, std::int64_t position) {
  const Value items[] = {replacement, Value::from_int(position)};
  return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(items))));
}

Result<Value> strict_errors(Vm& vm, const Args& args) {
  if (args[0].is(kind::Exception)) return vm.raise_object(args[0]);
  return vm.raise(TypeId::TypeError, "codec must pass exception instance");
}

Result<Value> ignore_errors(Vm& vm, const Args& args) {
  if (!is_error(vm, args[0], TypeId::UnicodeError)) return wrong_exception(vm, args[0]);
  const ErrorFields fields = TRY(fields_of(vm, args[0]));
  return handled(vm, Value::from_cell(TRY(new_str(vm, ""))), fields.end);
}

Result<Value> replace_errors(Vm& vm, const Args& args) {
  StrBuilder out(vm);
  if (!is_error(vm, args[0], TypeId::UnicodeError)) return wrong_exception(vm, args[0]);
  const ErrorFields fields = TRY(fields_of(vm, args[0]));
  const auto count = static_cast<std::size_t>(std::max<std::int64_t>(0, fields.end - fields.start));
  if (is_error(vm, args[0], TypeId::UnicodeEncodeError)) {
    out.append_repeated('?', count);
  } else if (is_error(vm, args[0], TypeId::UnicodeDecodeError)) {
    out.append(U'\ufffd');
  } else if (is_error(vm, args[0], TypeId::UnicodeTranslateError)) {
    out.append_repeated(0xfffd, count);
  } else {
    return wrong_exception(vm, args[0]);
  }
  return handled(vm, TRY(out.finish()), fields.end);
}

void append_hex(StrBuilder& out, const char* lead, char32_t number, int digits) {
  out.append(lead);
  for (int i = digits - 1; i >= 0; --i) out.append(char32_t("0123456789abcdef"[number >> (4 * i) & 15]));
}

void append_backslashed(StrBuilder& out, char32_t character) {
  if (character < 0x100) return append_hex(out, "\\x", character, 2);
  if (character < 0x10000) return append_hex(out, "\\u", character, 4);
  append_hex(out, "\\U", character, 8);
}

/// Handlers that write each character of the bad range in some other way.
template <class Append>
Result<Value> each_character(Vm& vm, Value exception, Append append) {
  const ErrorFields fields = TRY(fields_of(vm, exception));
  if (!is_str(fields.object)) return vm.raise(TypeId::TypeError, "object attribute must be unicode");
  StrBuilder out(vm);
  const StrView text = view(vm, fields.object.as<Str>());
  for (std::int64_t i = fields.start; i < fields.end; ++i) append(out, text[static_cast<std::uint32_t>(i)]);
  return handled(vm, TRY(out.finish()), fields.end);
}

Result<Value> xmlcharrefreplace_errors(Vm& vm, const Args& args) {
  if (!is_error(vm, args[0], TypeId::UnicodeEncodeError)) return wrong_exception(vm, args[0]);
  return each_character(vm, args[0], [](StrBuilder& out, char32_t c) { out.append("&#" + std::to_string(static_cast<std::uint32_t>(c)) + ";"); });
}

Result<Value> backslashreplace_errors(Vm& vm, const Args& args) {
  if (is_error(vm, args[0], TypeId::UnicodeDecodeError)) {
    const ErrorFields fields = TRY(fields_of(vm, args[0]));
    StrBuilder out(vm);
    const std::string_view bytes = fields.object.as<Bytes>()->view();
    for (std::int64_t i = fields.start; i < fields.end; ++i) append_backslashed(out, static_cast<std::uint8_t>(bytes[static_cast<std::size_t>(i)]));
    return handled(vm, TRY(out.finish()), fields.end);
  }
  if (!is_error(vm, args[0], TypeId::UnicodeEncodeError) && !is_error(vm, args[0], TypeId::UnicodeTranslateError)) return wrong_exception(vm, args[0]);
  return each_character(vm, args[0], append_backslashed);
}

Result<Value> namereplace_errors(Vm& vm, const Args& args) {
  if (!is_error(vm, args[0], TypeId::UnicodeEncodeError)) return wrong_exception(vm, args[0]);
  return each_character(vm, args[0], [](StrBuilder& out, char32_t c) {
    const std::string name = unicode::name_of(c);
    if (name.empty()) return append_backslashed(out, c);
    out.append("\\N{" + name + "}");
  });
}

Result<Value> surrogateescape_errors(Vm& vm, const Args& args) {
  if (is_error(vm, args[0], TypeId::UnicodeEncodeError)) {
    const ErrorFields fields = TRY(fields_of(vm, args[0]));
    const StrView text = view(vm, fields.object.as<Str>());
    std::string bytes;
    for (std::int64_t i = fields.start; i < fields.end; ++i) {
      const char32_t c = text[static_cast<std::uint32_t>(i)];
      if (c < 0xdc80 || c > 0xdcff) return vm.raise_object(args[0]);
      bytes += static_cast<char>(c - 0xdc00);
    }
    return handled(vm, Value::from_cell(TRY(new_bytes(vm, bytes))), fields.end);
  }
  if (!is_error(vm, args[0], TypeId::UnicodeDecodeError)) return wrong_exception(vm, args[0]);
  const ErrorFields fields = TRY(fields_of(vm, args[0]));
  const std::string_view bytes = fields.object.as<Bytes>()->view();
  StrBuilder out(vm);
  std::int64_t place = fields.start;
  for (; place < fields.end && place < fields.start + 4; ++place) {
    const auto byte = static_cast<std::uint8_t>(bytes[static_cast<std::size_t>(place)]);
    if (byte < 0x80) break;  // ASCII is never escaped
    out.append(char32_t{0xdc00u + byte});
  }
  if (place == fields.start) return vm.raise_object(args[0]);
  return handled(vm, TRY(out.finish()), place);
}

// ---- surrogatepass ----

enum class Form { Unknown, Utf8, Utf16Le, Utf16Be, Utf32Le, Utf32Be };

Form form_of(Vm& vm, Value encoding) {
  if (!is_str(encoding)) return Form::Unknown;
  std::string name;
  for (char c : to_utf8(vm, encoding.as<Str>())) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (c == '_') c = '-';
    name += c;
  }
  if (name == "utf-8" || name == "utf8" || name == "cp-utf8") return Form::Utf8;
  if (name == "utf-16" || name == "utf-16-le" || name == "utf-16le" || name == "utf16") return Form::Utf16Le;
  if (name == "utf-16-be" || name == "utf-16be") return Form::Utf16Be;
  if (name == "utf-32" || name == "utf-32-le" || name == "utf-32le" || name == "utf32") return Form::Utf32Le;
  if (name == "utf-32-be" || name == "utf-32be") return Form::Utf32Be;
  return Form::Unknown;
}

std::string surrogate_bytes(Form form, char32_t c) {
  const char low = static_cast<char>(c), high = static_cast<char>(c >> 8);
  switch (form) {
    case Form::Utf8: return {static_cast<char>(0xe0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3f)), static_cast<char>(0x80 | (c & 0x3f))};
    case Form::Utf16Le: return {low, high};
    case Form::Utf16Be: return {high, low};
    case Form::Utf32Le: return {low, high, 0, 0};
    default: return {0, 0, high, low};
  }
}

/// A surrogate that stands at the beginning of the bytes, or 0.
char32_t read_surrogate(Form form, std::string_view bytes) {
  const auto at = [&](std::size_t i) { return i < bytes.size() ? char32_t{static_cast<std::uint8_t>(bytes[i])} : 0; };
  char32_t c = 0;
  switch (form) {
    case Form::Utf8:
      if ((at(0) & 0xf0) == 0xe0 && (at(1) & 0xc0) == 0x80 && (at(2) & 0xc0) == 0x80) c = (at(0) & 15) << 12 | (at(1) & 0x3f) << 6 | (at(2) & 0x3f);
      break;
    case Form::Utf16Le: c = bytes.size() >= 2 ? at(1) << 8 | at(0) : 0; break;
    case Form::Utf16Be: c = bytes.size() >= 2 ? at(0) << 8 | at(1) : 0; break;
    case Form::Utf32Le: c = bytes.size() >= 4 ? at(3) << 24 | at(2) << 16 | at(1) << 8 | at(0) : 0; break;
    case Form::Utf32Be: c = bytes.size() >= 4 ? at(0) << 24 | at(1) << 16 | at(2) << 8 | at(3) : 0; break;
    default: break;
  }
  return is_surrogate(c) ? c : 0;
}

Result<Value> surrogatepass_errors(Vm& vm, const Args& args) {
  const bool encoding = is_error(vm, args[0], TypeId::UnicodeEncodeError);
  if (!encoding && !is_error(vm, args[0], TypeId::UnicodeDecodeError)) return wrong_exception(vm, args[0]);
  const ErrorFields fields = TRY(fields_of(vm, args[0]));
  const Form form = form_of(vm, fields.encoding);
  if (form == Form::Unknown) return vm.raise_object(args[0]);
  if (encoding) {
    const StrView text = view(vm, fields.object.as<Str>());
    std::string bytes;
    for (std::int64_t i = fields.start; i < fields.end; ++i) {
      const char32_t c = text[static_cast<std::uint32_t>(i)];
      if (!is_surrogate(c)) return vm.raise_object(args[0]);
      bytes += surrogate_bytes(form, c);
    }
    return handled(vm, Value::from_cell(TRY(new_bytes(vm, bytes))), fields.end);
  }
  const char32_t c = read_surrogate(form, fields.object.as<Bytes>()->view().substr(static_cast<std::size_t>(fields.start)));
  if (c == 0) return vm.raise_object(args[0]);
  const int size = form == Form::Utf8 ? 3 : form == Form::Utf16Le || form == Form::Utf16Be ? 2 : 4;
  return handled(vm, Value::from_cell(char_str(vm, c)), fields.start + size);
}

constexpr NativeMethod kHandlers[] = {
    {"strict_errors", strict_errors, "(exception, /)"},
    {"ignore_errors", ignore_errors, "(exception, /)"},
    {"replace_errors", replace_errors, "(exception, /)"},
    {"xmlcharrefreplace_errors", xmlcharrefreplace_errors, "(exception, /)"},
    {"backslashreplace_errors", backslashreplace_errors, "(exception, /)"},
    {"namereplace_errors", namereplace_errors, "(exception, /)"},
    {"surrogateescape", surrogateescape_errors, "(exception, /)"},
    {"surrogatepass", surrogatepass_errors, "(exception, /)"},
};
constexpr std::string_view kSuffix = "_errors";

Result<Dict*> error_registry(Vm& vm) {
  if (!vm.codec_errors.is_empty()) return vm.codec_errors.as<Dict>();
  Dict* registry = TRY(new_dict(vm));
  vm.codec_errors = Value::from_cell(registry);
  for (const NativeMethod& handler : kHandlers) {
    std::string_view name = handler.name;
    if (name.ends_with(kSuffix)) name.remove_suffix(kSuffix.size());
    TRY(dict_set_str(vm, registry, intern(vm, name), Value::from_cell(TRY(vm.make_native_function(handler, Value::none())))));
  }
  return registry;
}

}  // namespace

Result<Value> find_error_handler(Vm& vm, Str* name) {
  if (!name) name = intern(vm, "strict");
  const Value found = dict_get_str(vm, TRY(error_registry(vm)), name);
  if (found.is_not_found()) return vm.raise_error(TypeId::LookupError, "unknown error handler name '", to_utf8(vm, name), "'");
  return found;
}

Result<void> register_error_handler(Vm& vm, Str* name, Value handler) {
  if (!is_callable(vm, handler)) return vm.raise(TypeId::TypeError, "handler must be callable");
  return dict_set_str(vm, TRY(error_registry(vm)), name, handler);
}

Result<Value> new_unicode_error(Vm& vm, TypeId type, std::span<const Value> arguments) {
  return vm.call(Value::from_cell(vm.type(type)), arguments);
}

// ---- decoding ----

Result<std::size_t> DecodeContext::error(StrBuilder& out, std::size_t start, std::size_t end, const char* reason) {
  switch (builtin_of(vm_, errors_)) {
    case Builtin::Ignore: return end;
    case Builtin::Replace: return out.append(U'\ufffd'), end;
    case Builtin::BackslashReplace:
      for (std::size_t i = start; i < end; ++i) append_backslashed(out, byte(i));
      return end;
    case Builtin::SurrogateEscape: {
      std::size_t place = start;
      for (; place < end && byte(place) >= 0x80; ++place) out.append(char32_t{0xdc00u + byte(place)});
      if (place > start) return place;
      break;
    }
    default: break;
  }
  return call_handler(out, start, end, reason);
}

Result<std::size_t> DecodeContext::call_handler(StrBuilder& out, std::size_t start, std::size_t end, const char* reason) {
  if (object_.is_empty()) object_ = Value::from_cell(TRY(new_bytes(vm_, input_)));
  const Value arguments[] = {Value::from_cell(TRY(new_str(vm_, encoding_))), object_, Value::from_int(static_cast<std::int64_t>(start)),
                             Value::from_int(static_cast<std::int64_t>(end)), Value::from_cell(TRY(new_str(vm_, reason)))};
  const Value handler = TRY(find_error_handler(vm_, errors_));
  exception_ = TRY(new_unicode_error(vm_, TypeId::UnicodeDecodeError, arguments));
  const Value result = TRY(vm_.call(handler, {exception_}));
  if (!result.is(kind::Tuple) || result.as<Tuple>()->length != 2 || !is_str(result.as<Tuple>()->items[0]) || !is_int_like(result.as<Tuple>()->items[1]))
    return vm_.raise(TypeId::TypeError, "decoding error handler must return (str, int) tuple");
  object_ = exception_.as<Exception>()->extra[1];
  if (!object_.is(kind::Bytes)) return vm_.raise(TypeId::TypeError, "exception attribute object must be bytes");
  input_ = object_.as<Bytes>()->view();
  const std::size_t position = TRY(position_of(vm_, result.as<Tuple>()->items[1], input_.size()));
  out.append(result.as<Tuple>()->items[0].as<Str>());
  return position;
}

// ---- encoding ----

Raised EncodeContext::raise(std::size_t start, std::size_t end, const char* reason) {
  const Result<Str*> encoding = new_str(vm_, encoding_);
  if (encoding.is_raised()) return Raised{};
  const Result<Str*> why = new_str(vm_, reason);
  if (why.is_raised()) return Raised{};
  const Value arguments[] = {Value::from_cell(encoding.value()), Value::from_cell(text_), Value::from_int(static_cast<std::int64_t>(start)),
                             Value::from_int(static_cast<std::int64_t>(end)), Value::from_cell(why.value())};
  const Result<Value> exception = new_unicode_error(vm_, TypeId::UnicodeEncodeError, arguments);
  if (exception.is_raised()) return Raised{};
  return vm_.raise_object(exception.value());
}

Result<EncodeContext::Replacement> EncodeContext::error(std::size_t start, std::size_t end, const char* reason) {
  switch (builtin_of(vm_, errors_)) {
    case Builtin::Strict: return raise(start, end, reason);
    case Builtin::Ignore: return Replacement{Value::from_cell(TRY(new_bytes(vm_, ""))), end};
    default: break;
  }
  const Value handler = TRY(find_error_handler(vm_, errors_));
  const Value arguments[] = {Value::from_cell(TRY(new_str(vm_, encoding_))), Value::from_cell(text_), Value::from_int(static_cast<std::int64_t>(start)),
                             Value::from_int(static_cast<std::int64_t>(end)), Value::from_cell(TRY(new_str(vm_, reason)))};
  exception_ = TRY(new_unicode_error(vm_, TypeId::UnicodeEncodeError, arguments));
  const Value result = TRY(vm_.call(handler, {exception_}));
  if (!result.is(kind::Tuple) || result.as<Tuple>()->length != 2 || !is_int_like(result.as<Tuple>()->items[1]) ||
      !(is_str(result.as<Tuple>()->items[0]) || result.as<Tuple>()->items[0].is(kind::Bytes)))
    return vm_.raise(TypeId::TypeError, "encoding error handler must return (str/bytes, int) tuple");
  const std::size_t position = TRY(position_of(vm_, result.as<Tuple>()->items[1], text_->length));
  return Replacement{result.as<Tuple>()->items[0], position};
}

}  // namespace tauraro
