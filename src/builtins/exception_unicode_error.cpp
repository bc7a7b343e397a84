// UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError.
#include <cstdio>

#include "builtins/exception_support.h"
#include "object/bytes.h"

namespace tauraro {
namespace {

enum { kEncoding, kObject, kStart, kEnd, kReason };

Raised raise_argument(Vm& vm, int number, const char* wanted, Value got) {
  return vm.raise_error(TypeId::TypeError, "argument ", number, " must be ", wanted, ", not ", full_type_name(vm, vm.type_of(got)));
}

/// The object, start, end and reason that stand from rest[first] on.
Result<void> take_place(Vm& vm, Exception* self, const Args& args, std::uint32_t first) {
  for (int i = 0; i < 2; ++i) self->extra[kStart + i] = TRY(new_int(vm, TRY(index_to_int64(vm, args.rest[first + 1 + i]))));
  const Value reason = args.rest[first + 3];
  if (!reason.is(kind::Str)) return raise_argument(vm, static_cast<int>(first) + 4, "str", reason);
  self->extra[kObject] = args.rest[first];
  self->extra[kReason] = reason;
  vm.barrier(self);
  return {};
}

Result<Exception*> begin(Vm& vm, const Args& args, std::uint32_t wanted) {
  TRY(refuse_exception_keywords(vm, args[0], args));
  (void)TRY(base_exception_init(vm, args[0], args.rest_span()));
  if (args.rest_count != wanted)
    return vm.raise_error(TypeId::TypeError, "function takes exactly ", wanted, " arguments (", args.rest_count, " given)");
  return exception_of(args[0]);
}

Result<Value> encode_error_init(Vm& vm, const Args& args) {
  Exception* self = TRY(begin(vm, args, 5));
  if (!args.rest[0].is(kind::Str)) return raise_argument(vm, 1, "str", args.rest[0]);
  if (!args.rest[1].is(kind::Str)) return raise_argument(vm, 2, "str", args.rest[1]);
  TRY(take_place(vm, self, args, 1));
  self->extra[kEncoding] = args.rest[0];
  return Value::none();
}

Result<Value> decode_error_init(Vm& vm, const Args& args) {
  Exception* self = TRY(begin(vm, args, 5));
  if (!args.rest[0].is(kind::Str)) return raise_argument(vm, 1, "str", args.rest[0]);
  TRY(take_place(vm, self, args, 1));
  self->extra[kEncoding] = args.rest[0];
  if (!args.rest[1].is(kind::Bytes)) {
    BufferView content;
    TRY(content.open(vm, args.rest[1]));
    self->extra[kObject] = value_of(TRY(new_bytes(vm, content.view())));
    vm.barrier(self);
  }
  return Value::none();
}

Result<Value> translate_error_init(Vm& vm, const Args& args) {
  Exception* self = TRY(begin(vm, args, 4));
  if (!args.rest[0].is(kind::Str)) return raise_argument(vm, 1, "str", args.rest[0]);
  TRY(take_place(vm, self, args, 0));
  return Value::none();
}

/// '\x41', 'é' or '\U0001f600'
std::string escaped(char32_t character) {
  char text[16];
  std::snprintf(text, sizeof text, character <= 0xff ? "\\x%02x" : character <= 0xffff ? "\\u%04x" : "\\U%08x", static_cast<unsigned>(character));
  return text;
}

struct Place {
  std::int64_t start = 0, end = 0;
};
Place place_of(const Exception* self) {
  Place place;
  (void)int_to_int64(self->extra[kStart], &place.start);
  (void)int_to_int64(self->extra[kEnd], &place.end);
  return place;
}

Result<Value> text_error_text(Vm& vm, const Exception* self, const std::string& before, const char* verb) {
  const Place place = place_of(self);
  Str* object = flatten(vm, self->extra[kObject].as<Str>());
  if (!object) return Raised{};
  const std::string reason = text_of(vm, TRY(to_str(vm, self->extra[kReason])));
  if (place.start >= 0 && place.start < object->length && place.end == place.start + 1)
    return str_value(vm, concat(before, "can't ", verb, " character '", escaped(view(object)[static_cast<std::uint32_t>(place.start)]), "' in position ", place.start, ": ", reason));
  return str_value(vm, concat(before, "can't ", verb, " characters in position ", place.start, "-", place.end - 1, ": ", reason));
}

Result<Value> encode_error_str(Vm& vm, const Args& args) {
  const Exception* self = exception_of(args[0]);
  if (!self->extra[kObject].is(kind::Str)) return vm.empty_str;
  return text_error_text(vm, self, concat("'", text_of(vm, TRY(to_str(vm, self->extra[kEncoding]))), "' codec "), "encode");
}
Result<Value> translate_error_str(Vm& vm, const Args& args) {
  const Exception* self = exception_of(args[0]);
  if (!self->extra[kObject].is(kind::Str)) return vm.empty_str;
  return text_error_text(vm, self, "", "translate");
}
Result<Value> decode_error_str(Vm& vm, const Args& args) {
  const Exception* self = exception_of(args[0]);
  if (!self->extra[kObject].is(kind::Bytes)) return vm.empty_str;
  const Place place = place_of(self);
  const std::string_view bytes = self->extra[kObject].as<Bytes>()->view();
  const std::string encoding = text_of(vm, TRY(to_str(vm, self->extra[kEncoding])));
  const std::string reason = text_of(vm, TRY(to_str(vm, self->extra[kReason])));
  if (place.start >= 0 && static_cast<std::size_t>(place.start) < bytes.size() && place.end == place.start + 1) {
    char byte[8];
    std::snprintf(byte, sizeof byte, "0x%02x", static_cast<unsigned char>(bytes[static_cast<std::size_t>(place.start)]));
    return str_value(vm, concat("'", encoding, "' codec can't decode byte ", byte, " in position ", place.start, ": ", reason));
  }
  return str_value(vm, concat("'", encoding, "' codec can't decode bytes in position ", place.start, "-", place.end - 1, ": ", reason));
}

constexpr const char* kInit = "($self, /, *args, **kwargs)";
constexpr const char* kInitDoc = "Initialize self.  See help(type(self)) for accurate signature.";

constexpr NativeMethod kEncodeMethods[] = {{"__init__", encode_error_init, kInit, NativeMethod::Plain, kInitDoc}, {"__str__", encode_error_str, "($self, /)", NativeMethod::Plain, "Return str(self)."}};
constexpr NativeMethod kDecodeMethods[] = {{"__init__", decode_error_init, kInit, NativeMethod::Plain, kInitDoc}, {"__str__", decode_error_str, "($self, /)", NativeMethod::Plain, "Return str(self)."}};
constexpr NativeMethod kTranslateMethods[] = {{"__init__", translate_error_init, kInit, NativeMethod::Plain, kInitDoc}, {"__str__", translate_error_str, "($self, /)", NativeMethod::Plain, "Return str(self)."}};
constexpr NativeGetSet kGetSets[] = {
    extra_field<kEncoding>("encoding", "exception encoding"), extra_field<kObject>("object", "exception object"),
    extra_field<kStart>("start", "exception start"), extra_field<kEnd>("end", "exception end"), extra_field<kReason>("reason", "exception reason"),
};

}  // namespace

void define_unicode_errors(Vm& vm) {
  vm.define_methods(TypeId::UnicodeEncodeError, kEncodeMethods, kGetSets, "Unicode encoding error.");
  vm.define_methods(TypeId::UnicodeDecodeError, kDecodeMethods, kGetSets, "Unicode decoding error.");
  vm.define_methods(TypeId::UnicodeTranslateError, kTranslateMethods, kGetSets, "Unicode translation error.");
}

}  // namespace tauraro
