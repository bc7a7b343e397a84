#include "modules/posix/path_argument.h"

#include "modules/c_arguments.h"
#include "builtins/warn.h"
#include "object/bytes.h"
#include "object/codec.h"
#include "object/codecs.h"
#include "object/str.h"

namespace tauraro {

Result<std::string> encode_path(Vm& vm, Str* text) {
  if (!flatten(vm, text)) return Raised{};
  if (text->flags & kStrAscii) return std::string(static_cast<const char*>(text->data), text->length);
  const Bytes* bytes = TRY(encode_utf8_with(vm, text, intern(vm, "surrogateescape")));
  return std::string(bytes->view());
}

Result<Value> decode_path(Vm& vm, std::string_view text) {
  std::size_t consumed;
  return decode_utf8_part(vm, text, intern(vm, "surrogateescape"), true, &consumed);
}

Result<Value> path_result(Vm& vm, std::string_view text, bool as_bytes) {
  if (as_bytes) return Value::from_cell(TRY(new_bytes(vm, text)));
  return decode_path(vm, text);
}

namespace {

Result<Value> fs_path(Vm& vm, Value value) {
  if (value.is(kind::Str) || value.is(kind::Bytes)) return value;
  const Value method = vm.type_of(value)->special(Special::Fspath);
  if (method.is_empty()) return Value::not_found();
  const Value path = TRY(vm.call_special(value, Special::Fspath));
  if (path.is(kind::Str) || path.is(kind::Bytes)) return path;
  return vm.raise_error(TypeId::TypeError, "expected ", full_type_name(vm, vm.type_of(value)), ".__fspath__() to return str or bytes, not ", type_name(vm, path));
}

Result<std::string> path_bytes(Vm& vm, Value path) {
  return path.is(kind::Bytes) ? Result<std::string>(std::string(path.as<Bytes>()->view())) : encode_path(vm, path.as<Str>());
}

}  // namespace

Result<std::string> file_system_path(Vm& vm, Value value) {
  const Value path = TRY(fs_path(vm, value));
  if (path.is_not_found())
    return vm.raise_error(TypeId::TypeError, "expected str, bytes or os.PathLike object, not ", full_type_name(vm, vm.type_of(value)));
  std::string text = TRY(path_bytes(vm, path));
  if (text.find('\0') != std::string::npos) return vm.raise(TypeId::ValueError, "embedded null byte");
  return text;
}

namespace {

std::string path_function(const PathWanted& wanted) { return wanted.function ? std::string(wanted.function) + ": " : std::string(); }

/// "path should be string, bytes or os.PathLike"
std::string path_kinds(const PathWanted& wanted) {
  const char* kinds = wanted.allow_descriptor && wanted.nullable ? "string, bytes, os.PathLike, integer or None"
                      : wanted.allow_descriptor                  ? "string, bytes, os.PathLike or integer"
                      : wanted.nullable                          ? "string, bytes, os.PathLike or None"
                                                                 : "string, bytes or os.PathLike";
  return std::string(wanted.argument) + " should be " + kinds;
}

}  // namespace

Result<PathArgument> path_argument(Vm& vm, Value value, const PathWanted& wanted) {
  PathArgument result;
  result.object = value;
  if (value.is_empty() || value.is_none()) {
    if (wanted.nullable) {
      result.object = Value::none();
      result.text = ".";
      return result;
    }
  }
  Value path = Value::not_found();
  if (!value.is_empty()) {
    if (wanted.allow_descriptor && !value.is(kind::Str) && !value.is(kind::Bytes) && (is_int_like(value) || vm.type_of(value)->has(Special::Index))) {
      const Value number = TRY(index_of(vm, value));
      std::int64_t wide;
      if (!int_to_int64(number, &wide) || wide > INT32_MAX) return vm.raise(TypeId::OverflowError, "fd is greater than maximum");
      if (wide < INT32_MIN) return vm.raise(TypeId::OverflowError, "fd is less than minimum");
      result.is_descriptor = true;
      result.descriptor = static_cast<int>(wide);
      return result;
    }
    path = TRY(fs_path(vm, value));
    if (path.is_not_found() && is_bytes_like(vm, value)) {  // deprecated
      BufferView view;
      TRY(view.open(vm, value));
      TRY(warn(vm, TypeId::DeprecationWarning, path_function(wanted) + path_kinds(wanted) + ", not " + full_type_name(vm, vm.type_of(value))));
      path = Value::from_cell(TRY(new_bytes(vm, view.view())));
    }
  }
  const std::string function = path_function(wanted);
  if (path.is_not_found()) return vm.raise_error(TypeId::TypeError, function, path_kinds(wanted), ", not ", full_type_name(vm, vm.type_of(value)));
  result.is_bytes = path.is(kind::Bytes);
  result.text = TRY(path_bytes(vm, path));
  if (result.text.find('\0') != std::string::npos)
    return vm.raise_error(TypeId::ValueError, function, result.is_bytes ? "embedded null character in " : "embedded null character in ", wanted.argument);
  return result;
}

}  // namespace tauraro
