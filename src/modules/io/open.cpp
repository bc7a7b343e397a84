// io.open(): the layers that a mode and a buffering ask for.
#include <unistd.h>

#include "builtins/warn.h"
#include "modules/io/io.h"

namespace tauraro::io {
namespace {

struct Mode {
  bool creating = false, reading = false, writing = false, appending = false, updating = false, text = false, binary = false;
  std::string raw;  ///< as FileIO wants it
};

Result<Mode> parse(Vm& vm, const std::string& text) {
  Mode mode;
  const auto invalid = [&]() -> Raised { return vm.raise_error(TypeId::ValueError, "invalid mode: '", text, "'"); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.find(text[i], i + 1) != std::string::npos) return invalid();
    switch (text[i]) {
      case 'x': mode.creating = true; break;
      case 'r': mode.reading = true; break;
      case 'w': mode.writing = true; break;
      case 'a': mode.appending = true; break;
      case '+': mode.updating = true; break;
      case 't': mode.text = true; break;
      case 'b': mode.binary = true; break;
      default: return invalid();
    }
  }
  for (const auto& [flag, letter] : {std::pair(mode.creating, 'x'), {mode.reading, 'r'}, {mode.writing, 'w'}, {mode.appending, 'a'}, {mode.updating, '+'}})
    if (flag) mode.raw += letter;
  return mode;
}

Result<void> check(Vm& vm, const Mode& mode, const OpenArguments& arguments) {
  const auto error = [&](const char* message) -> Raised { return vm.raise(TypeId::ValueError, message); };
  if (mode.text && mode.binary) return error("can't have text and binary mode at once");
  if (mode.creating + mode.reading + mode.writing + mode.appending != 1) return error("must have exactly one of create/read/write/append mode");
  if (!mode.binary) return {};
  if (!arguments.encoding.is_none()) return error("binary mode doesn't take an encoding argument");
  if (!arguments.errors.is_none()) return error("binary mode doesn't take an errors argument");
  if (!arguments.newline.is_none()) return error("binary mode doesn't take a newline argument");
  return {};
}

/// Closes a stream that will not be handed out, and raises what is pending again.
Raised close_and_reraise(Vm& vm, Value stream) {
  const Value error = vm.catch_pending();
  if (error.is_empty()) return Raised{};
  if (vm.call_method(stream, "close", {}).is_raised()) (void)vm.catch_pending();
  return vm.raise_object(error);
}

Result<Value> add_layers(Vm& vm, Value raw, const Mode& mode, const OpenArguments& arguments, std::int64_t buffering, bool line_buffering) {
  if (buffering == 0) {
    if (!mode.binary) return vm.raise(TypeId::ValueError, "can't have unbuffered text I/O");
    return raw;
  }
  const NativeTypeSpec& spec = mode.updating ? kBufferedRandom : mode.reading ? kBufferedReader : kBufferedWriter;
  const Value buffer = TRY(new_buffered(vm, spec, raw, buffering));
  if (mode.binary) return buffer;
  const Value arguments_of_text[] = {buffer, arguments.encoding, arguments.errors, arguments.newline, Value::from_bool(line_buffering)};
  const Value text = TRY(vm.call(Value::from_cell(vm.native_type(kTextIoWrapper)), arguments_of_text));
  TRY(set_attr(vm, text, "mode", Value::from_cell(intern(vm, arguments.mode))));
  return text;
}

}  // namespace

Result<Value> open_stream(Vm& vm, const OpenArguments& arguments) {
  Value file = arguments.file;
  if (!is_int_like(file) && !file.is(kind::Str) && !file.is(kind::Bytes)) {
    const Type* type = vm.type_of(file);
    if (type->has(Special::Fspath)) {
      const Value path = TRY(vm.call_special(file, Special::Fspath));
      if (!path.is(kind::Str) && !path.is(kind::Bytes))
        return vm.raise_error(TypeId::TypeError, "expected ", type_name(vm, file), ".__fspath__() to return str or bytes, not ", type_name(vm, path));
      file = path;
    } else if (!type->has(Special::Index)) {
      return vm.raise_error(TypeId::TypeError, "expected str, bytes or os.PathLike object, not ", full_type_name(vm, type));
    }
  }
  const Mode mode = TRY(parse(vm, arguments.mode));
  TRY(check(vm, mode, arguments));
  if (mode.binary && arguments.buffering == 1)
    TRY(warn(vm, TypeId::RuntimeWarning, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used"));
  const Value raw = Value::from_cell(TRY(new_object(vm, vm.native_type(kFileIo))));
  TRY(file_init(vm, raw, file, mode.raw, arguments.close_descriptor, arguments.opener));
  std::int64_t buffering = arguments.buffering;
  const bool line_buffering = !mode.binary && (buffering == 1 || (buffering < 0 && isatty(file_of(raw)->descriptor)));
  if (buffering == 1 || buffering < 0) buffering = file_of(raw)->block_size > 1 ? file_of(raw)->block_size : kDefaultBufferSize;
  if (arguments.buffering < -1) {
    (void)vm.raise(TypeId::ValueError, "invalid buffering size");
    return close_and_reraise(vm, raw);
  }
  const Result<Value> stream = add_layers(vm, raw, mode, arguments, buffering, line_buffering);
  if (stream.is_raised()) return close_and_reraise(vm, raw);
  if (file_of(raw)->writer && stream.value() != raw) set_value(vm, raw, kOutermost, stream.value());
  if (file_of(raw)->writer && !mode.binary) set_value(vm, value_at(stream.value(), 0), kOutermost, stream.value());
  return stream;
}

}  // namespace tauraro::io
