// BytesIO: a binary stream in memory. Its content is a bytearray cell, whose exports are those of getbuffer().
#include "modules/c_arguments.h"
#include "modules/io/io.h"
#include "object/memory_view.h"

namespace tauraro::io {
namespace {

struct BytesState : State {
  std::int64_t position = 0;
  bool closed = false;
};
enum { kContent };

BytesState& state(Value self) { return *state_of<BytesState>(self); }
ByteArray* content_of(Value self) { return value_at(self, kContent).as<ByteArray>(); }
std::string_view view_of(Value self) { return content_of(self)->view(); }
std::size_t length_of(Value self) { return content_of(self)->length; }
Result<Value> bytes_value(Vm& vm, std::string_view content) { return Value::from_cell(TRY(new_bytes(vm, content))); }

Result<void> check_open(Vm& vm, Value self) {
  if (state(self).closed) return raise_closed(vm);
  return {};
}

Result<Value> new_stream(Vm& vm, const Args& args) {
  const Value self = TRY(object_new_with<BytesState>(vm, args));
  set_value(vm, self, kContent, Value::from_cell(TRY(new_bytearray(vm, {}))));
  return self;
}

std::string_view rest_of(Value self) {
  const std::string_view all = view_of(self);
  return state(self).position >= static_cast<std::int64_t>(all.size()) ? std::string_view() : all.substr(static_cast<std::size_t>(state(self).position));
}

Result<void> write_at_position(Vm& vm, Value self, std::string_view bytes) {
  TRY(bytearray_check_exports(vm, content_of(self)));
  if (bytes.empty()) return {};
  const std::size_t position = static_cast<std::size_t>(state(self).position), end = position + bytes.size();
  const std::size_t old = length_of(self);
  if (end > old) TRY(bytearray_resize(vm, content_of(self), end));
  char* data = const_cast<char*>(view_of(self).data());
  if (position > old) std::memset(data + old, 0, position - old);
  std::memmove(data + position, bytes.data(), bytes.size());
  state(self).position = static_cast<std::int64_t>(end);
  return {};
}

Result<void> write_object(Vm& vm, Value self, Value object, std::int64_t* count) {
  TRY(check_open(vm, self));
  BufferView bytes;
  TRY(bytes.open(vm, object));
  TRY(check_open(vm, self));
  *count = static_cast<std::int64_t>(bytes.length());
  return write_at_position(vm, self, bytes.view());
}

Result<Value> init(Vm& vm, const Args& args) {
  TRY(bytearray_check_exports(vm, content_of(args[0])));
  set_value(vm, args[0], kContent, Value::from_cell(TRY(new_bytearray(vm, {}))));
  state(args[0]) = BytesState();
  if (args.has(1) && !args[1].is_none()) {
    std::int64_t count;
    TRY(write_object(vm, args[0], args[1], &count));
    state(args[0]).position = 0;
  }
  return Value::none();
}

Result<Value> read_part(Vm& vm, Value self, std::int64_t size) {
  std::string_view rest = rest_of(self);
  if (size >= 0) rest = rest.substr(0, static_cast<std::size_t>(size));
  const Value part = TRY(bytes_value(vm, rest));
  state(self).position += static_cast<std::int64_t>(rest.size());
  return part;
}

Result<Value> read(Vm& vm, const Args& args) {
  TRY(check_open(vm, args[0]));
  return read_part(vm, args[0], TRY(size_argument(vm, args[1])));
}

std::size_t line_length(std::string_view rest, std::int64_t limit) {
  if (limit >= 0) rest = rest.substr(0, static_cast<std::size_t>(limit));
  const std::size_t newline = rest.find('\n');
  return newline == std::string_view::npos ? rest.size() : newline + 1;
}

Result<Value> readline(Vm& vm, const Args& args) {
  TRY(check_open(vm, args[0]));
  return read_part(vm, args[0], static_cast<std::int64_t>(line_length(rest_of(args[0]), TRY(size_argument(vm, args[1])))));
}

Result<Value> readlines(Vm& vm, const Args& args) {
  TRY(check_open(vm, args[0]));
  const std::int64_t hint = TRY(size_argument(vm, args[1]));
  List* lines = TRY(new_list(vm));
  std::int64_t total = 0;
  while (const std::size_t length = line_length(rest_of(args[0]), -1)) {
    TRY(list_append(vm, lines, TRY(read_part(vm, args[0], static_cast<std::int64_t>(length)))));
    total += static_cast<std::int64_t>(length);
    if (hint > 0 && total >= hint) break;
  }
  return Value::from_cell(lines);
}

Result<Value> next_line(Vm& vm, const Args& args) {
  TRY(check_open(vm, args[0]));
  const std::size_t length = line_length(rest_of(args[0]), -1);
  if (length == 0) return vm.raise_stop_iteration(Value::none());
  return read_part(vm, args[0], static_cast<std::int64_t>(length));
}

Result<Value> readinto(Vm& vm, const Args& args) {
  TRY(check_open(vm, args[0]));
  BufferView room;
  TRY(room.open(vm, args[1], true));
  const std::string_view rest = rest_of(args[0]).substr(0, room.length());
  std::memcpy(room.data(), rest.data(), rest.size());
  state(args[0]).position += static_cast<std::int64_t>(rest.size());
  return Value::from_int(static_cast<std::int64_t>(rest.size()));
}

Result<Value> write(Vm& vm, const Args& args) {
  std::int64_t count = 0;
  TRY(write_object(vm, args[0], args[1], &count));
  return new_int(vm, count);
}
Result<Value> writelines(Vm& vm, const Args& args) {
  TRY(check_open(vm, args[0]));
  TRY(for_each(vm, args[1], [&](Value line) -> Result<bool> {
    std::int64_t count;
    TRY(write_object(vm, args[0], line, &count));
    return true;
  }));
  return Value::none();
}

Result<Value> seek(Vm& vm, const Args& args) {
  TRY(check_open(vm, args[0]));
  std::int64_t position = TRY(index_to_int64(vm, args[1]));
  const int whence = TRY(clinic_c_int(vm, args[2]));
  if (position < 0 && whence == 0) return vm.raise_error(TypeId::ValueError, "negative seek value ", position);
  if (whence < 0 || whence > 2) return vm.raise_error(TypeId::ValueError, "invalid whence (", whence, ", should be 0, 1 or 2)");
  const std::int64_t base = whence == 0 ? 0 : whence == 1 ? state(args[0]).position : static_cast<std::int64_t>(length_of(args[0]));
  if (position > INT64_MAX - base) return vm.raise(TypeId::OverflowError, "new position too large");
  state(args[0]).position = std::max<std::int64_t>(position + base, 0);
  return new_int(vm, state(args[0]).position);
}
Result<Value> tell(Vm& vm, const Args& args) {
  TRY(check_open(vm, args[0]));
  return new_int(vm, state(args[0]).position);
}

Result<Value> truncate(Vm& vm, const Args& args) {
  TRY(check_open(vm, args[0]));
  TRY(bytearray_check_exports(vm, content_of(args[0])));
  const std::int64_t size = args[1].is_none() ? state(args[0]).position : TRY(index_to_int64(vm, args[1]));
  if (size < 0) return vm.raise_error(TypeId::ValueError, "negative size value ", size);
  if (static_cast<std::size_t>(size) < length_of(args[0])) TRY(bytearray_resize(vm, content_of(args[0]), static_cast<std::uint64_t>(size)));
  return new_int(vm, size);
}

Result<Value> getvalue(Vm& vm, const Args& args) {
  TRY(check_open(vm, args[0]));
  return bytes_value(vm, view_of(args[0]));
}
Result<Value> getbuffer(Vm& vm, const Args& args) {
  TRY(check_open(vm, args[0]));
  return new_memory_view(vm, value_at(args[0], kContent));
}

Result<Value> close(Vm& vm, const Args& args) {
  TRY(bytearray_check_exports(vm, content_of(args[0])));
  state(args[0]).closed = true;
  set_value(vm, args[0], kContent, Value::from_cell(TRY(new_bytearray(vm, {}))));
  return Value::none();
}
Result<Value> flush(Vm& vm, const Args& args) {
  TRY(check_open(vm, args[0]));
  return Value::none();
}
template <bool Answer>
Result<Value> answer(Vm& vm, const Args& args) {
  TRY(check_open(vm, args[0]));
  return Value::from_bool(Answer);
}

Result<Value> getstate(Vm& vm, const Args& args) {
  TRY(check_open(vm, args[0]));
  const Value attributes = TRY(find_attr(vm, args[0], "__dict__"));
  const Value kept = attributes.is(kind::Dict) && attributes.as<Dict>()->count ? Value::from_cell(TRY(dict_copy(vm, attributes.as<Dict>()))) : Value::none();
  return new_tuple_of(vm, {TRY(bytes_value(vm, view_of(args[0]))), TRY(new_int(vm, state(args[0]).position)), kept});
}

Result<Value> setstate(Vm& vm, const Args& args) {
  const Value given = args[1];
  if (!given.is(kind::Tuple) || given.as<Tuple>()->length < 3)
    return vm.raise_error(TypeId::TypeError, full_type_name(vm, vm.type_of(args[0])), ".__setstate__ argument should be 3-tuple, got ", full_type_name(vm, vm.type_of(given)));
  TRY(bytearray_check_exports(vm, content_of(args[0])));
  const Value* items = given.as<Tuple>()->items;
  set_value(vm, args[0], kContent, Value::from_cell(TRY(new_bytearray(vm, {}))));
  state(args[0]).position = 0;
  std::int64_t count;
  TRY(write_object(vm, args[0], items[0], &count));
  if (!is_int_like(items[1])) return vm.raise_error(TypeId::TypeError, "second item of state must be an integer, not ", full_type_name(vm, vm.type_of(items[1])));
  const std::int64_t position = TRY(index_to_int64(vm, items[1]));
  if (position < 0) return vm.raise(TypeId::ValueError, "position value cannot be negative");
  state(args[0]).position = position;
  if (items[2].is_none()) return Value::none();
  if (!items[2].is(kind::Dict)) return vm.raise_error(TypeId::TypeError, "third item of state should be a dict, got a ", full_type_name(vm, vm.type_of(items[2])));
  TRY(dict_update(vm, TRY(get_attr(vm, args[0], "__dict__")).as<Dict>(), items[2]));
  return Value::none();
}

Result<Value> size_of(Vm& vm, const Args& args) { return new_int(vm, static_cast<std::int64_t>(96 + length_of(args[0]))); }

Result<Value> get_closed(Vm&, Value self) { return Value::from_bool(state(self).closed); }

constexpr NativeMethod kMethods[] = {
    {"__new__", new_stream, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__init__", init, "($self, /, initial_bytes=b'')"},
    {"read", read, "($self, size=-1, /)", NativeMethod::Plain, "Read at most size bytes, returned as a bytes object."},
    {"read1", read, "($self, size=-1, /)", NativeMethod::Plain, "Read at most size bytes, returned as a bytes object."},
    {"readinto", readinto, "($self, buffer, /)", NativeMethod::Plain, "Read bytes into buffer."},
    {"readline", readline, "($self, size=-1, /)", NativeMethod::Plain, "Next line from the file, as a bytes object."},
    {"readlines", readlines, "($self, size=None, /)", NativeMethod::Plain, "List of bytes objects, each a line from the file."},
    {"__next__", next_line, "($self, /)"},
    {"write", write, "($self, b, /)", NativeMethod::Plain, "Write bytes to file."},
    {"writelines", writelines, "($self, lines, /)", NativeMethod::Plain, "Write lines to the file."},
    {"seek", seek, "($self, pos, whence=0, /)", NativeMethod::Plain, "Change stream position."},
    {"tell", tell, "($self, /)", NativeMethod::Plain, "Current file position, an integer."},
    {"truncate", truncate, "($self, size=None, /)", NativeMethod::Plain, "Truncate the file to at most size bytes."},
    {"getvalue", getvalue, "($self, /)", NativeMethod::Plain, "Retrieve the entire contents of the BytesIO object."},
    {"getbuffer", getbuffer, "($self, /)", NativeMethod::Plain, "Get a read-write view over the contents of the BytesIO object."},
    {"close", close, "($self, /)", NativeMethod::Plain, "Disable all I/O operations."},
    {"flush", flush, "($self, /)", NativeMethod::Plain, "Does nothing."},
    {"isatty", answer<false>, "($self, /)", NativeMethod::Plain, "Always returns False."},
    {"readable", answer<true>, "($self, /)", NativeMethod::Plain, "Returns True if the IO object can be read."},
    {"writable", answer<true>, "($self, /)", NativeMethod::Plain, "Returns True if the IO object can be written."},
    {"seekable", answer<true>, "($self, /)", NativeMethod::Plain, "Returns True if the IO object can be seeked."},
    {"__getstate__", getstate, "($self, /)"},
    {"__setstate__", setstate, "($self, state, /)"},
    {"__sizeof__", size_of, "($self, /)"},
};
constexpr NativeGetSet kGetSets[] = {{"closed", get_closed, nullptr, "True if the file is closed."}};

}  // namespace

constexpr NativeTypeSpec kBytesIo{"_io.BytesIO", kMethods, kGetSets, "Buffered I/O implementation using an in-memory bytes buffer."};

}  // namespace tauraro::io
