#include "builtins/text_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "builtins/generator_support.h"
#include "builtins/support.h"

namespace tauraro {

namespace {
constexpr std::size_t kBufferBytes = 8192;
}

void TextStream::write(std::string_view utf8) {
  pending.append(utf8);
  const bool line_ended = line_buffered && utf8.find('\n') != std::string_view::npos;
  if (line_ended || pending.size() >= kBufferBytes) (void)flush();
}

bool TextStream::flush() {
  std::size_t done = 0;
  while (done < pending.size()) {
    const ssize_t count = ::write(descriptor, pending.data() + done, pending.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const int error = errno;
      pending.clear();
      errno = error;
      return false;
    }
    done += static_cast<std::size_t>(count);
  }
  pending.clear();
  return true;
}

std::string TextStream::read_line() {
  while (true) {
    const std::size_t newline = pending.find('\n');
    if (newline != std::string::npos) {
      std::string line = pending.substr(0, newline + 1);
      pending.erase(0, newline + 1);
      return line;
    }
    char chunk[4096];
    ssize_t count;
    do count = at_end ? 0 : ::read(descriptor, chunk, sizeof chunk);
    while (count < 0 && errno == EINTR);
    if (count <= 0) {
      at_end = true;
      return std::exchange(pending, std::string());
    }
    pending.append(chunk, static_cast<std::size_t>(count));
  }
}

Value sys_attribute(Vm& vm, const char* name) {
  if (!vm.sys) return Value();
  const Value found = dict_get_str(vm, vm.sys->dict, intern(vm, name));
  return found.is_not_found() || found.is_none() ? Value() : found;
}

namespace {

enum { kName, kStreamValues };

TextStream* stream_of(Value self) { return static_cast<TextStream*>(self.as<NativeObject>()->raw); }
void delete_stream(void* raw) {
  auto* stream = static_cast<TextStream*>(raw);
  if (stream->writable) (void)stream->flush();
  delete stream;
}

Raised raise_errno(Vm& vm) { return vm.raise_os_error(errno); }

Result<Value> stream_write(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "write() argument must be str, not ", full_type_name(vm, vm.type_of(args[1])));
  if (!stream_of(args[0])->writable) return vm.raise(TypeId::OSError, "not writable");
  Str* text = flatten(vm, args[1].as<Str>());
  if (!text) return Raised{};
  if (text->flags & kStrAscii) stream_of(args[0])->write({static_cast<const char*>(text->data), text->length});
  else stream_of(args[0])->write(to_utf8(vm, text));
  return Value::from_int(text->length);
}
Result<Value> stream_flush(Vm& vm, const Args& args) {
  if (stream_of(args[0])->writable && !stream_of(args[0])->flush()) return raise_errno(vm);
  return Value::none();
}
Result<Value> stream_fileno(Vm&, const Args& args) { return Value::from_int(stream_of(args[0])->descriptor); }
Result<Value> stream_isatty(Vm&, const Args& args) { return Value::from_bool(isatty(stream_of(args[0])->descriptor)); }
Result<Value> stream_readable(Vm&, const Args& args) { return Value::from_bool(!stream_of(args[0])->writable); }
Result<Value> stream_writable(Vm&, const Args& args) { return Value::from_bool(stream_of(args[0])->writable); }
Result<Value> stream_seekable(Vm&, const Args&) { return Value::from_bool(false); }
Result<Value> stream_close(Vm&, const Args& args) {
  if (stream_of(args[0])->writable) (void)stream_of(args[0])->flush();
  return Value::none();
}
Result<Value> stream_readline(Vm& vm, const Args& args) { return str_value(vm, stream_of(args[0])->read_line()); }
Result<Value> stream_read(Vm& vm, const Args& args) {
  std::string all;
  while (true) {
    const std::string line = stream_of(args[0])->read_line();
    if (line.empty()) return str_value(vm, all);
    all += line;
  }
}
Result<Value> stream_next(Vm& vm, const Args& args) {
  const std::string line = stream_of(args[0])->read_line();
  if (line.empty()) return vm.raise_stop_iteration(Value::none());
  return str_value(vm, line);
}
Result<Value> stream_iter(Vm&, const Args& args) { return args[0]; }
Result<Value> stream_writelines(Vm& vm, const Args& args) {
  TRY(for_each(vm, args[1], [&](Value line) -> Result<bool> {
    (void)TRY(vm.call_method(args[0], "write", {line}));
    return true;
  }));
  return Value::none();
}
Result<Value> stream_repr(Vm& vm, const Args& args) {
  return str_value(vm, concat("<_io.TextIOWrapper name=", TRY(repr_text(vm, args[0].as<NativeObject>()->values[kName])), " mode='",
                              stream_of(args[0])->writable ? "w" : "r", "' encoding='utf-8'>"));
}

Result<Value> get_name(Vm&, Value self) { return self.as<NativeObject>()->values[kName]; }
Result<Value> get_encoding(Vm& vm, Value) { return interned(vm, "utf-8"); }
Result<Value> get_errors(Vm& vm, Value self) { return interned(vm, stream_of(self)->backslash_errors ? "backslashreplace" : "strict"); }
Result<Value> get_mode(Vm& vm, Value self) { return interned(vm, stream_of(self)->writable ? "w" : "r"); }
Result<Value> get_closed(Vm&, Value) { return Value::from_bool(false); }
Result<Value> get_line_buffering(Vm&, Value self) { return Value::from_bool(stream_of(self)->line_buffered); }

constexpr NativeMethod kMethods[] = {
    {"write", stream_write, "($self, text, /)"}, {"flush", stream_flush, "($self, /)"}, {"fileno", stream_fileno, "($self, /)"},
    {"isatty", stream_isatty, "($self, /)"}, {"readable", stream_readable, "($self, /)"}, {"writable", stream_writable, "($self, /)"},
    {"seekable", stream_seekable, "($self, /)"}, {"close", stream_close, "($self, /)"}, {"readline", stream_readline, "($self, size=-1, /)"},
    {"read", stream_read, "($self, size=-1, /)"}, {"__next__", stream_next, "($self, /)"}, {"__iter__", stream_iter, "($self, /)"},
    {"writelines", stream_writelines, "($self, lines, /)"}, {"__repr__", stream_repr, "($self, /)"},
};
constexpr NativeGetSet kGetSets[] = {
    {"name", get_name}, {"encoding", get_encoding}, {"errors", get_errors}, {"mode", get_mode}, {"closed", get_closed}, {"line_buffering", get_line_buffering},
};
constexpr NativeTypeSpec kSpec = {"_tauraro.TextStream", kMethods, kGetSets};

}  // namespace

TextStream* text_stream(Vm& vm, Value object) {
  if (!object.is(kind::NativeObject)) return nullptr;
  const Type* type = vm.type_of(object);
  return type->native_name == kSpec.name ? stream_of(object) : nullptr;
}

Result<Value> new_text_stream(Vm& vm, int descriptor, const char* name, bool writable) {
  Type* type = vm.native_type(kSpec);
  if (!type) type = TRY(vm.make_native_type(kSpec, kind::NativeObject, sizeof(NativeObject), TypeId::Object, 0));
  NativeObject* object = TRY(vm.new_instance<NativeObject>(type, kStreamValues * sizeof(Value)));
  object->value_count = kStreamValues;
  object->values[kName] = interned(vm, name);
  auto* stream = new TextStream;
  stream->descriptor = descriptor;
  stream->writable = writable;
  stream->backslash_errors = descriptor == 2;
  stream->line_buffered = descriptor == 2 || isatty(descriptor);
  object->raw = stream;
  object->finalize = delete_stream;
  return value_of(object);
}

}  // namespace tauraro
