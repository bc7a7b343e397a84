// _IOBase and the three abstract classes under it.
#include "builtins/warn.h"
#include "modules/io/io.h"

namespace tauraro::io {
namespace {

Str* closed_name(Vm& vm) { return intern(vm, "__IOBase_closed"); }

Raised unsupported(Vm& vm, const char* name) { return raise_unsupported(vm, name); }

#define REFUSE(name)                   \
  constexpr const char* k_##name = #name; \
  Result<Value> refuse_##name(Vm& vm, const Args&) { return unsupported(vm, k_##name); }
REFUSE(seek) REFUSE(truncate) REFUSE(fileno) REFUSE(detach) REFUSE(read) REFUSE(read1) REFUSE(write) REFUSE(readline)
#undef REFUSE

Result<Value> base_tell(Vm& vm, const Args& args) { return vm.call_method(args[0], "seek", {Value::from_int(0), Value::from_int(1)}); }

Result<bool> closed_by_base(Vm& vm, Value self) { return !TRY(find_attr(vm, self, closed_name(vm))).is_not_found(); }

Result<Value> base_get_closed(Vm& vm, Value self) { return Value::from_bool(TRY(closed_by_base(vm, self))); }

Result<Value> base_flush(Vm& vm, const Args& args) {
  if (TRY(closed_by_base(vm, args[0]))) return raise_closed(vm);
  return Value::none();
}

Result<Value> base_close(Vm& vm, const Args& args) {
  if (TRY(closed_by_base(vm, args[0]))) return Value::none();
  const Result<Value> flushed = vm.call_method(args[0], "flush", {});
  if (!flushed.is_raised()) {
    TRY(set_attr(vm, args[0], closed_name(vm), Value::from_bool(true)));
    return Value::none();
  }
  const Value error = vm.catch_pending();
  if (error.is_empty()) return Raised{};
  TRY(set_attr(vm, args[0], closed_name(vm), Value::from_bool(true)));
  return vm.raise_object(error);
}

Result<Value> answer_false(Vm& vm, const Args& args) {
  (void)vm;
  (void)args;
  return Value::from_bool(false);
}

Result<Value> base_isatty(Vm& vm, const Args& args) {
  TRY(check_closed(vm, args[0]));
  return Value::from_bool(false);
}

Result<Value> base_enter(Vm& vm, const Args& args) {
  TRY(check_closed(vm, args[0]));
  return args[0];
}
Result<Value> base_exit(Vm& vm, const Args& args) { return vm.call_method(args[0], "close", {}); }

Result<Value> base_check_closed(Vm& vm, const Args& args) {
  TRY(check_closed(vm, args[0]));
  return Value::none();
}
Result<Value> base_check_seekable(Vm& vm, const Args& args) {
  TRY(check_seekable(vm, args[0]));
  return Value::from_bool(true);
}
Result<Value> base_check_readable(Vm& vm, const Args& args) {
  TRY(check_readable(vm, args[0]));
  return Value::from_bool(true);
}
Result<Value> base_check_writable(Vm& vm, const Args& args) {
  TRY(check_writable(vm, args[0]));
  return Value::from_bool(true);
}

/// How many bytes to ask for so as not to read beyond the line, if the stream can peek.
Result<std::int64_t> ready_for_line(Vm& vm, Value peek, std::int64_t limit) {
  if (peek.is_not_found()) return 1;
  const Value ahead = TRY(vm.call(peek, {Value::from_int(1)}));
  if (!ahead.is(kind::Bytes))
    return vm.raise_error(TypeId::OSError, "peek() should have returned a bytes object, not '", type_name(vm, ahead), "'");
  std::string_view content = ahead.as<Bytes>()->view();
  if (content.empty()) return 1;
  if (limit >= 0) content = content.substr(0, static_cast<std::size_t>(limit));
  const std::size_t newline = content.find('\n');
  return static_cast<std::int64_t>(newline == std::string_view::npos ? content.size() : newline + 1);
}

Result<Value> base_readline(Vm& vm, const Args& args) {
  const std::int64_t limit = TRY(size_argument(vm, args[1]));
  const Value peek = TRY(find_attr(vm, args[0], "peek"));
  std::string line;
  while (limit < 0 || static_cast<std::int64_t>(line.size()) < limit) {
    const std::int64_t left = limit < 0 ? -1 : limit - static_cast<std::int64_t>(line.size());
    const std::int64_t wanted = TRY(ready_for_line(vm, peek, left));
    const Value part = TRY(vm.call_method(args[0], "read", {Value::from_int(wanted)}));
    if (!part.is(kind::Bytes))
      return vm.raise_error(TypeId::OSError, "read() should have returned a bytes object, not '", type_name(vm, part), "'");
    if (part.as<Bytes>()->length == 0) break;
    line += part.as<Bytes>()->view();
    if (line.back() == '\n') break;
  }
  return Value::from_cell(TRY(new_bytes(vm, line)));
}

Result<Value> base_readlines(Vm& vm, const Args& args) {
  const std::int64_t hint = TRY(size_argument(vm, args[1]));
  List* lines = TRY(new_list(vm));
  std::int64_t total = 0;
  TRY(for_each(vm, args[0], [&](Value line) -> Result<bool> {
    TRY(list_append(vm, lines, line));
    if (hint <= 0) return true;
    total += TRY(length(vm, line));
    return total < hint;
  }));
  return Value::from_cell(lines);
}

Result<Value> base_writelines(Vm& vm, const Args& args) {
  TRY(check_closed(vm, args[0]));
  TRY(for_each(vm, args[1], [&](Value line) -> Result<bool> {
    (void)TRY(vm.call_method(args[0], "write", {line}));
    return true;
  }));
  return Value::none();
}

Result<Value> base_iter(Vm& vm, const Args& args) {
  TRY(check_closed(vm, args[0]));
  return args[0];
}
Result<Value> base_next(Vm& vm, const Args& args) {
  const Value line = TRY(vm.call_method(args[0], "readline", {}));
  if (TRY(length(vm, line)) == 0) return vm.raise_stop_iteration(Value::none());
  return line;
}

/// A stream that dies open is closed; errors of that are nobody's.
Result<Value> base_del(Vm& vm, const Args& args) {
  const Result<bool> closed = is_closed(vm, args[0]);
  if (closed.is_raised()) {
    (void)vm.catch_pending();
    return Value::none();
  }
  if (closed.value()) return Value::none();
  if (set_attr(vm, args[0], "_finalizing", Value::from_bool(true)).is_raised()) (void)vm.catch_pending();
  if (vm.call_method(args[0], "close", {}).is_raised()) (void)vm.catch_pending();
  return Value::none();
}

constexpr NativeMethod kBaseMethods[] = {
    {"__new__", object_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"seek", refuse_seek, "($self, offset, whence=0, /)"},
    {"tell", base_tell, "($self, /)", NativeMethod::Plain, "Return current stream position."},
    {"truncate", refuse_truncate, "($self, pos=None, /)"},
    {"flush", base_flush, "($self, /)", NativeMethod::Plain, "Flush write buffers, if applicable."},
    {"close", base_close, "($self, /)", NativeMethod::Plain, "Flush and close the IO object."},
    {"seekable", answer_false, "($self, /)", NativeMethod::Plain, "Return whether object supports random access."},
    {"readable", answer_false, "($self, /)", NativeMethod::Plain, "Return whether object was opened for reading."},
    {"writable", answer_false, "($self, /)", NativeMethod::Plain, "Return whether object was opened for writing."},
    {"_checkClosed", base_check_closed, "($self, /, *args)"},
    {"_checkSeekable", base_check_seekable, "($self, /, *args)"},
    {"_checkReadable", base_check_readable, "($self, /, *args)"},
    {"_checkWritable", base_check_writable, "($self, /, *args)"},
    {"fileno", refuse_fileno, "($self, /)", NativeMethod::Plain, "Returns underlying file descriptor if one exists."},
    {"isatty", base_isatty, "($self, /)", NativeMethod::Plain, "Return whether this is an 'interactive' stream."},
    {"__enter__", base_enter, "($self, /)"},
    {"__exit__", base_exit, "($self, /, *args)"},
    {"readline", base_readline, "($self, size=-1, /)", NativeMethod::Plain, "Read and return a line from the stream."},
    {"readlines", base_readlines, "($self, hint=-1, /)", NativeMethod::Plain, "Return a list of lines from the stream."},
    {"writelines", base_writelines, "($self, lines, /)", NativeMethod::Plain, "Write a list of lines to stream."},
    {"__iter__", base_iter, "($self, /)"},
    {"__next__", base_next, "($self, /)"},
    {"__del__", base_del, "($self, /)"},
};
constexpr NativeGetSet kBaseGetSets[] = {{"closed", base_get_closed}};

// ---- raw ----

Result<Value> raw_readall(Vm& vm, const Args& args) {
  std::string all;
  while (true) {
    const Value part = TRY(vm.call_method(args[0], "read", {Value::from_int(kDefaultBufferSize)}));
    if (part.is_none()) {
      if (all.empty()) return part;
      break;
    }
    if (!part.is(kind::Bytes)) return vm.raise(TypeId::TypeError, "read() should return bytes");
    if (part.as<Bytes>()->length == 0) break;
    all += part.as<Bytes>()->view();
  }
  return Value::from_cell(TRY(new_bytes(vm, all)));
}

Result<Value> raw_read(Vm& vm, const Args& args) {
  const std::int64_t size = TRY(size_argument(vm, args[1]));
  if (size < 0) return vm.call_method(args[0], "readall", {});
  const Value room = TRY(new_bytearray_value(vm, static_cast<std::uint64_t>(size)));
  const Value count = TRY(vm.call_method(args[0], "readinto", {room}));
  if (count.is_none()) return count;
  const std::int64_t length = TRY(index_to_int64(vm, count));
  const std::string_view content = room.as<ByteArray>()->view();
  if (length < 0) return vm.raise(TypeId::SystemError, "Negative size passed to PyBytes_FromStringAndSize");
  return Value::from_cell(TRY(new_bytes(vm, content.substr(0, static_cast<std::size_t>(length)))));
}

constexpr NativeMethod kRawMethods[] = {
    {"__new__", object_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"read", raw_read, "($self, size=-1, /)"},
    {"readall", raw_readall, "($self, /)", NativeMethod::Plain, "Read until EOF, using multiple read() call."},
};

// ---- buffered ----

Result<Value> readinto_by(Vm& vm, const Args& args, const char* method) {
  BufferView room;
  TRY(room.open(vm, args[1], true));
  const Value part = TRY(vm.call_method(args[0], method, {Value::from_int(static_cast<std::int64_t>(room.length()))}));
  if (!part.is(kind::Bytes)) return vm.raise(TypeId::TypeError, "read() should return bytes");
  const std::string_view content = part.as<Bytes>()->view();
  if (content.size() > room.length())
    return vm.raise_error(TypeId::ValueError, "read() returned too much data: ", room.length(), " bytes requested, ", content.size(), " returned");
  std::memcpy(room.data(), content.data(), content.size());
  return Value::from_int(static_cast<std::int64_t>(content.size()));
}
Result<Value> buffered_base_readinto(Vm& vm, const Args& args) { return readinto_by(vm, args, "read"); }
Result<Value> buffered_base_readinto1(Vm& vm, const Args& args) { return readinto_by(vm, args, "read1"); }

constexpr NativeMethod kBufferedMethods[] = {
    {"__new__", object_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"detach", refuse_detach, "($self, /)", NativeMethod::Plain, "Disconnect this buffer from its underlying raw stream and return it."},
    {"read", refuse_read, "($self, /, *args)", NativeMethod::Plain, "Read and return up to n bytes."},
    {"read1", refuse_read1, "($self, /, *args)"},
    {"readinto", buffered_base_readinto, "($self, buffer, /)"},
    {"readinto1", buffered_base_readinto1, "($self, buffer, /)"},
    {"write", refuse_write, "($self, /, *args)", NativeMethod::Plain, "Write the given buffer to the IO stream."},
};

// ---- text ----

Result<Value> none_attribute(Vm&, Value) { return Value::none(); }

constexpr NativeMethod kTextMethods[] = {
    {"__new__", object_new, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"detach", refuse_detach, "($self, /, *args)", NativeMethod::Plain, "Separate the underlying buffer from the TextIOBase and return it."},
    {"read", refuse_read, "($self, /, *args)", NativeMethod::Plain, "Read at most n characters from stream."},
    {"readline", refuse_readline, "($self, /, *args)", NativeMethod::Plain, "Read until newline or EOF."},
    {"write", refuse_write, "($self, /, *args)", NativeMethod::Plain, "Write string to stream."},
};
constexpr NativeGetSet kTextGetSets[] = {
    {"encoding", none_attribute, nullptr, "Encoding of the text stream."}, {"newlines", none_attribute, nullptr, "Line endings translated so far."},
    {"errors", none_attribute, nullptr, "The error setting of the decoder or encoder."}};

}  // namespace

constexpr NativeTypeSpec kIoBase{"_io._IOBase", kBaseMethods, kBaseGetSets, "The abstract base class for all I/O classes."};
constexpr NativeTypeSpec kRawIoBase{"_io._RawIOBase", kRawMethods, {}, "Base class for raw binary I/O."};
constexpr NativeTypeSpec kBufferedIoBase{"_io._BufferedIOBase", kBufferedMethods, {}, "Base class for buffered IO objects."};
constexpr NativeTypeSpec kTextIoBase{"_io._TextIOBase", kTextMethods, kTextGetSets, "Base class for text I/O."};

}  // namespace tauraro::io
