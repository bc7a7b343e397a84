// BufferedReader, BufferedWriter, BufferedRandom: state, reading, writing, seeking.
#include <unistd.h>

#include "modules/c_arguments.h"
#include "modules/io/buffered_state.h"

namespace tauraro::io {

Result<BufferedState*> ready_state(Vm& vm, Value self) {
  BufferedState* state = buffered_of(self);
  if (state && state->ready) return state;
  if (state && state->detached) return vm.raise(TypeId::ValueError, "raw stream has been detached");
  return vm.raise(TypeId::ValueError, "I/O operation on uninitialized object");
}

namespace {

Result<bool> raw_is_closed(Vm& vm, Value self) {
  if (buffered_of(self)->released) return true;
  const Value raw = value_at(self, kRaw);
  if (buffered_of(self)->native_raw) return file_of(raw)->descriptor < 0;
  return is_closed(vm, raw);
}

Value raw_of(Value self) { return value_at(self, kRaw); }
Result<Value> bytes_value(Vm& vm, std::string_view content) { return Value::from_cell(TRY(new_bytes(vm, content))); }

Result<void> init(Vm& vm, Value self, Value raw, Value size_value, bool reads, bool writes) {
  BufferedState* state = buffered_of(self);
  state->ready = state->detached = false;
  if (reads && writes) TRY(check_seekable(vm, raw));
  if (reads) TRY(check_readable(vm, raw));
  if (writes) TRY(check_writable(vm, raw));
  const std::int64_t size = TRY(index_to_int64(vm, size_value));
  if (size <= 0) return vm.raise(TypeId::ValueError, "buffer size must be strictly positive");
  set_value(vm, self, kRaw, raw);
  *state = BufferedState();
  state->buffer_size = size;
  state->can_read = reads;
  state->can_write = writes;
  state->native_raw = is_exactly(vm, raw, kFileIo) && file_of(raw);
  state->ready = true;
  if (!state->native_raw && raw_tell(vm, self).is_raised()) {  // streams that cannot seek have no position
    if (!vm.catch_if(TypeId::Exception)) return Raised{};
  }
  return {};
}

template <bool Reads, bool Writes>
Result<Value> buffered_init(Vm& vm, const Args& args) {
  TRY(init(vm, args[0], args[1], args[2], Reads, Writes));
  return Value::none();
}

// ---- reading ----

/// What waits to be written goes out before anything is read.
Result<void> prepare_read(Vm& vm, Value self) {
  if (buffered_of(self)->waiting.empty()) return {};
  return write_waiting(vm, self);
}

/// Appends to `out` until it has `wanted` bytes or the stream ends. False: it would block before that.
Result<bool> read_up_to(Vm& vm, Value self, std::string& out, std::size_t wanted) {
  BufferedState& state = *buffered_of(self);
  while (out.size() < wanted) {
    const std::size_t left = wanted - out.size();
    if (state.available()) {
      const std::size_t take = std::min(left, state.available());
      out.append(state.ahead, state.position, take);
      state.position += take;
      continue;
    }
    std::int64_t count;
    if (left >= static_cast<std::size_t>(state.buffer_size)) {
      const std::size_t have = out.size(), blocks = left - left % static_cast<std::size_t>(state.buffer_size);
      if (vm.heap.would_pass_limit(have + blocks)) return vm.out_of_memory();
      state.forget_ahead();
      out.resize(have + blocks);
      const Result<std::int64_t> result = raw_read(vm, self, out.data() + have, blocks);
      out.resize(have + (result.is_raised() || result.value() < 0 ? 0 : static_cast<std::size_t>(result.value())));
      count = TRY(result);
    } else {
      count = TRY(fill(vm, self));
    }
    if (count == kWouldBlock) return false;
    if (count == 0) return true;
    TRY(vm.poll());
  }
  return true;
}

Result<Value> read_everything(Vm& vm, Value self) {
  BufferedState& state = *buffered_of(self);
  std::string all(state.rest());
  state.forget_ahead();
  TRY(prepare_read(vm, self));
  const Value readall = TRY(find_attr(vm, raw_of(self), "readall"));
  if (!readall.is_not_found()) {
    const Value rest = TRY(vm.call(readall, {}));
    if (!rest.is_none() && !rest.is(kind::Bytes)) return vm.raise(TypeId::TypeError, "readall() should return bytes");
    if (state.raw_position >= 0) state.raw_position = -1;
    if (rest.is_none()) return all.empty() ? Result<Value>(rest) : bytes_value(vm, all);
    if (all.empty()) return rest;
    all += rest.as<Bytes>()->view();
    return bytes_value(vm, all);
  }
  while (true) {
    const Value part = TRY(vm.call_method(raw_of(self), "read", {}));
    if (!part.is_none() && !part.is(kind::Bytes)) return vm.raise(TypeId::TypeError, "read() should return bytes");
    if (part.is_none() && all.empty()) return part;
    if (part.is_none() || part.as<Bytes>()->length == 0) break;
    all += part.as<Bytes>()->view();
  }
  state.raw_position = -1;
  return bytes_value(vm, all);
}

Result<Value> read_sized(Vm& vm, Value self, std::size_t size) {
  BufferedState& state = *buffered_of(self);
  if (size <= state.available()) {
    const Value result = TRY(bytes_value(vm, state.rest().substr(0, size)));
    state.position += size;
    return result;
  }
  TRY(prepare_read(vm, self));
  std::string out;
  const bool complete = TRY(read_up_to(vm, self, out, size));
  if (!complete && out.empty() && size) return Value::none();
  return bytes_value(vm, out);
}

Result<Value> read(Vm& vm, const Args& args) {
  TRY(ready_state(vm, args[0]));
  const std::int64_t size = TRY(size_argument(vm, args[1]));
  if (size < -1) return vm.raise(TypeId::ValueError, "read length must be non-negative or -1");
  TRY(open_state(vm, args[0], "read of closed file"));
  StreamLock lock(vm, args[0], &buffered_of(args[0])->owner);
  TRY(lock.enter());
  return size < 0 ? read_everything(vm, args[0]) : read_sized(vm, args[0], static_cast<std::size_t>(size));
}

Result<Value> read1(Vm& vm, const Args& args) {
  TRY(ready_state(vm, args[0]));
  return buffered_read1(vm, args[0], TRY(index_to_int64(vm, args[1])));
}

Result<Value> peek(Vm& vm, const Args& args) {
  BufferedState* state = TRY(open_state(vm, args[0], "peek of closed file"));
  StreamLock lock(vm, args[0], &state->owner);
  TRY(lock.enter());
  TRY(prepare_read(vm, args[0]));
  if (!state->available()) (void)TRY(fill(vm, args[0]));
  return bytes_value(vm, state->rest());
}

Result<Value> readinto_generic(Vm& vm, const Args& args, bool once) {
  BufferedState* state = TRY(open_state(vm, args[0], "readinto of closed file"));
  BufferView room;
  TRY(room.open(vm, args[1], true));
  StreamLock lock(vm, args[0], &state->owner);
  TRY(lock.enter());
  TRY(prepare_read(vm, args[0]));
  std::size_t done = 0;
  while (done < room.length()) {
    if (state->available()) {
      const std::size_t take = std::min(room.length() - done, state->available());
      std::memcpy(room.data() + done, state->rest().data(), take);
      state->position += take;
      done += take;
      if (once) break;
      continue;
    }
    const std::size_t left = room.length() - done;
    std::int64_t count;
    if (left > static_cast<std::size_t>(state->buffer_size)) {
      state->forget_ahead();
      count = TRY(raw_read(vm, args[0], room.data() + done, left));
      if (count > 0) done += static_cast<std::size_t>(count);
      if (count > 0 && once) break;
    } else {
      count = TRY(fill(vm, args[0]));
    }
    if (count == kWouldBlock && done == 0) return Value::none();
    if (count <= 0) break;
  }
  return Value::from_int(static_cast<std::int64_t>(done));
}
Result<Value> readinto(Vm& vm, const Args& args) { return readinto_generic(vm, args, false); }
Result<Value> readinto1(Vm& vm, const Args& args) { return readinto_generic(vm, args, true); }

Result<Value> read_line(Vm& vm, Value self, std::int64_t limit) {
  BufferedState* state = TRY(open_state(vm, self, "readline of closed file"));
  const std::size_t most = limit < 0 ? SIZE_MAX : static_cast<std::size_t>(limit);
  const std::string_view rest = state->rest().substr(0, most);
  if (const void* newline = std::memchr(rest.data(), '\n', rest.size())) {  // the usual case: no lock is needed
    const std::size_t length = static_cast<std::size_t>(static_cast<const char*>(newline) - rest.data()) + 1;
    const Value line = TRY(bytes_value(vm, rest.substr(0, length)));
    state->position += length;
    return line;
  }
  StreamLock lock(vm, self, &state->owner);
  TRY(lock.enter());
  TRY(prepare_read(vm, self));
  std::string line;
  while (line.size() < most) {
    const std::string_view part = state->rest().substr(0, most - line.size());
    const std::size_t newline = part.find('\n');
    const std::size_t take = newline == std::string_view::npos ? part.size() : newline + 1;
    line.append(part.substr(0, take));
    state->position += take;
    if (newline != std::string_view::npos) break;
    if (line.size() < most && TRY(fill(vm, self)) <= 0) break;
  }
  return bytes_value(vm, line);
}

Result<Value> readline(Vm& vm, const Args& args) {
  TRY(ready_state(vm, args[0]));
  return read_line(vm, args[0], TRY(size_argument(vm, args[1])));
}

Result<Value> next_line(Vm& vm, const Args& args) {
  TRY(ready_state(vm, args[0]));
  const bool exact = !(vm.type_of(args[0])->flags & kTypeHeap);
  Value line;
  if (exact) {
    line = TRY(read_line(vm, args[0], -1));
  } else {
    line = TRY(vm.call_method(args[0], "readline", {}));
    if (!line.is(kind::Bytes)) return vm.raise_error(TypeId::OSError, "readline() should have returned a bytes object, not '", full_type_name(vm, vm.type_of(line)), "'");
  }
  if (line.as<Bytes>()->length == 0) return vm.raise_stop_iteration(Value::none());
  return line;
}

// ---- writing ----

/// The buffer is full: writes what fits no more. The number of bytes of `content` that were taken.
Result<std::int64_t> write_slowly(Vm& vm, Value self, std::string_view content) {
  BufferedState& state = *buffered_of(self);
  const std::size_t size = static_cast<std::size_t>(state.buffer_size);
  if (write_waiting(vm, self).is_raised()) {
    if (!vm.pending_is(TypeId::BlockingIOError)) return Raised{};
    (void)vm.catch_pending();
    const std::size_t room = size - std::min(size, state.waiting.size()), take = std::min(room, content.size());
    state.waiting.append(content.substr(0, take));
    if (take == content.size()) return static_cast<std::int64_t>(take);
    return raise_would_block(vm, "write could not complete without blocking", static_cast<std::int64_t>(take));
  }
  std::size_t done = 0;
  while (content.size() - done > size) {
    const std::int64_t count = TRY(raw_write(vm, self, content.substr(done)));
    if (count == kWouldBlock) {
      const std::size_t take = std::min(size, content.size() - done);
      state.waiting.append(content.substr(done, take));
      if (done + take == content.size()) return static_cast<std::int64_t>(content.size());
      return raise_would_block(vm, "write could not complete without blocking", static_cast<std::int64_t>(done + take));
    }
    done += static_cast<std::size_t>(count);
    TRY(vm.poll());
  }
  state.waiting.append(content.substr(done));
  return static_cast<std::int64_t>(content.size());
}

Result<Value> write(Vm& vm, const Args& args) {
  TRY(ready_state(vm, args[0]));
  if (args[1].is(kind::Str)) return vm.raise(TypeId::TypeError, "a bytes-like object is required, not 'str'");
  BufferView content;
  TRY(content.open(vm, args[1]));
  return Value::from_int(TRY(buffered_write(vm, args[0], content.view())));
}

Result<Value> flush(Vm& vm, const Args& args) {
  TRY(buffered_flush(vm, args[0]));
  return Value::none();
}
/// A reader has nothing to write: the raw stream may.
Result<Value> reader_flush(Vm& vm, const Args& args) {
  TRY(ready_state(vm, args[0]));
  if (buffered_of(args[0])->native_raw && file_of(raw_of(args[0]))->descriptor >= 0) return Value::none();
  return vm.call_method(raw_of(args[0]), "flush", {});
}

// ---- seeking ----

Result<Value> tell(Vm& vm, const Args& args) {
  BufferedState* state = TRY(ready_state(vm, args[0]));
  const std::int64_t position = TRY(raw_tell(vm, args[0])) - state->raw_offset();
  return new_int(vm, std::max<std::int64_t>(position, 0));
}

Result<Value> seek(Vm& vm, const Args& args) {
  BufferedState* state = TRY(ready_state(vm, args[0]));
  const int whence = TRY(clinic_c_int(vm, args[2]));
  if (whence < 0 || (whence > 2 && whence != SEEK_HOLE && whence != SEEK_DATA)) return vm.raise_error(TypeId::ValueError, "whence value ", whence, " unsupported");
  TRY(open_state(vm, args[0], "seek of closed file"));
  TRY(check_seekable(vm, raw_of(args[0])));
  std::int64_t target = TRY(offset_argument(vm, args[1]));
  if (whence <= 1 && state->can_read && state->waiting.empty() && state->available()) {
    const std::int64_t raw = state->raw_position >= 0 ? state->raw_position : TRY(raw_tell(vm, args[0]));
    const std::int64_t start = raw - static_cast<std::int64_t>(state->ahead.size());  // of the buffer
    const std::int64_t wanted = whence == 0 ? target : raw - state->raw_offset() + target;
    if (wanted >= start && wanted <= raw) {
      state->position = static_cast<std::size_t>(wanted - start);
      return new_int(vm, wanted);
    }
  }
  StreamLock lock(vm, args[0], &state->owner);
  TRY(lock.enter());
  if (state->can_write) TRY(write_waiting(vm, args[0]));
  if (whence == 1) target -= state->raw_offset();
  const std::int64_t reached = TRY(raw_seek(vm, args[0], target, whence));
  state->forget_ahead();
  return new_int(vm, reached);
}

Result<Value> truncate(Vm& vm, const Args& args) {
  BufferedState* state = TRY(ready_state(vm, args[0]));
  TRY(open_state(vm, args[0], "truncate of closed file"));
  if (!state->can_write) return raise_unsupported(vm, "truncate");
  StreamLock lock(vm, args[0], &state->owner);
  TRY(lock.enter());
  TRY(write_waiting(vm, args[0]));
  TRY(undo_read_ahead(vm, args[0]));
  const Value result = TRY(vm.call_method(raw_of(args[0]), "truncate", {args[1]}));
  if (raw_tell(vm, args[0]).is_raised()) (void)vm.catch_pending();
  return result;
}

// ---- ends ----

Result<Value> close(Vm& vm, const Args& args) {
  BufferedState* state = TRY(ready_state(vm, args[0]));
  if (TRY(raw_is_closed(vm, args[0]))) return Value::none();
  const Value finalizing = TRY(find_attr(vm, args[0], "_finalizing"));
  if (!finalizing.is_not_found() && state->native_raw) TRY(set_attr(vm, raw_of(args[0]), "_finalizing", finalizing));
  const Result<Value> flushed = vm.call_method(args[0], "flush", {});
  const Value first = flushed.is_raised() ? vm.catch_pending() : Value();
  if (flushed.is_raised() && first.is_empty()) return Raised{};
  const Result<Value> closed = vm.call_method(raw_of(args[0]), "close", {});
  state->released = true;
  state->ahead = std::string();
  state->waiting = std::string();
  state->position = 0;
  if (closed.is_raised()) {
    const Value second = vm.catch_pending();
    if (second.is_empty()) return Raised{};
    if (!first.is_empty() && second.is(kind::Exception)) {
      second.as<Exception>()->context = first;
      vm.barrier(second.as_cell());
    }
    return vm.raise_object(second);
  }
  if (!first.is_empty()) return vm.raise_object(first);
  return closed;
}

Result<Value> detach(Vm& vm, const Args& args) {
  BufferedState* state = TRY(ready_state(vm, args[0]));
  (void)TRY(vm.call_method(args[0], "flush", {}));
  const Value raw = raw_of(args[0]);
  native(args[0])->values[kRaw] = Value();
  state->detached = true;
  state->ready = false;
  return raw;
}

Result<Value> dealloc_warn(Vm& vm, const Args& args) {
  (void)vm;
  (void)args;
  return Value::none();
}

#define FORWARD(name)                                              \
  Result<Value> forward_##name(Vm& vm, const Args& args) {         \
    TRY(ready_state(vm, args[0]));                                 \
    return vm.call_method(raw_of(args[0]), #name, {});             \
  }
FORWARD(seekable) FORWARD(readable) FORWARD(writable) FORWARD(fileno) FORWARD(isatty)
#undef FORWARD

Result<Value> get_closed(Vm& vm, Value self) {
  TRY(ready_state(vm, self));
  if (buffered_of(self)->native_raw) return Value::from_bool(file_of(raw_of(self))->descriptor < 0);
  return get_attr(vm, raw_of(self), "closed");
}
Result<Value> get_name(Vm& vm, Value self) {
  TRY(ready_state(vm, self));
  return get_attr(vm, raw_of(self), "name");
}
Result<Value> get_mode(Vm& vm, Value self) {
  TRY(ready_state(vm, self));
  return get_attr(vm, raw_of(self), "mode");
}
Result<Value> get_raw(Vm& vm, Value self) {
  const Value raw = raw_of(self);
  return raw.is_empty() ? Value::none() : raw;
}

Result<Value> show(Vm& vm, const Args& args) {
  const std::string type = full_type_name(vm, vm.type_of(args[0]));
  Value name = Value::not_found();
  const Result<Value> found = get_attr(vm, args[0], "name");
  if (!found.is_raised()) name = found.value();
  else if (!vm.catch_if(TypeId::AttributeError) && !vm.catch_if(TypeId::ValueError)) return Raised{};
  if (name.is_not_found()) return Value::from_cell(TRY(new_str(vm, concat("<", type, ">"))));
  if (repr_enter(vm, args[0])) return vm.raise_error(TypeId::RuntimeError, "reentrant call inside ", type, ".__repr__");
  const Result<std::string> shown = repr_text(vm, name);
  repr_leave(vm, args[0]);
  return Value::from_cell(TRY(new_str(vm, concat("<", type, " name=", TRY(shown), ">"))));
}

Result<Value> refuse_pickle(Vm& vm, const Args& args) { return vm.raise_error(TypeId::TypeError, "cannot pickle '", full_type_name(vm, vm.type_of(args[0])), "' object"); }

Result<Value> size_of(Vm&, const Args& args) { return Value::from_int(static_cast<std::int64_t>(sizeof(NativeObject)) + buffered_of(args[0])->buffer_size + 96); }

#define COMMON_METHODS                                                                                                    \
  {"__new__", object_new_with<BufferedState>, "($type, /, *args, **kwargs)", NativeMethod::Static},                       \
  {"detach", detach, "($self, /)"}, {"close", close, "($self, /)"}, {"seekable", forward_seekable, "($self, /)"},          \
  {"fileno", forward_fileno, "($self, /)"}, {"isatty", forward_isatty, "($self, /)"}, {"__repr__", show, "($self, /)"},    \
  {"_dealloc_warn", dealloc_warn, "($self, source, /)"}, {"__getstate__", refuse_pickle, "($self, /)"},                    \
  {"tell", tell, "($self, /)"}, {"seek", seek, "($self, target, whence=0, /)"}, {"__sizeof__", size_of, "($self, /)"},     \
  {"truncate", truncate, "($self, pos=None, /)"}
#define READ_METHODS                                                                                                      \
  {"readable", forward_readable, "($self, /)"}, {"read", read, "($self, size=-1, /)"}, {"read1", read1, "($self, size=-1, /)"}, \
  {"peek", peek, "($self, size=0, /)"}, {"readinto", readinto, "($self, buffer, /)"},                                      \
  {"readinto1", readinto1, "($self, buffer, /)"}, {"readline", readline, "($self, size=-1, /)"}, {"__next__", next_line, "($self, /)"}
#define WRITE_METHODS {"writable", forward_writable, "($self, /)"}, {"write", write, "($self, buffer, /)"}, {"flush", flush, "($self, /)"}

constexpr NativeMethod kReaderMethods[] = {
    {"__init__", buffered_init<true, false>, "($self, /, raw, buffer_size=8192)"}, COMMON_METHODS, READ_METHODS, {"flush", reader_flush, "($self, /)"}};
constexpr NativeMethod kWriterMethods[] = {{"__init__", buffered_init<false, true>, "($self, /, raw, buffer_size=8192)"}, COMMON_METHODS, WRITE_METHODS};
constexpr NativeMethod kRandomMethods[] = {
    {"__init__", buffered_init<true, true>, "($self, /, raw, buffer_size=8192)"}, COMMON_METHODS, READ_METHODS, WRITE_METHODS};
constexpr NativeGetSet kGetSets[] = {{"closed", get_closed}, {"name", get_name}, {"mode", get_mode}, {"raw", get_raw}};

}  // namespace

Result<BufferedState*> open_state(Vm& vm, Value self, const char* message) {
  BufferedState* state = TRY(ready_state(vm, self));
  if (state->available() == 0 && TRY(raw_is_closed(vm, self))) return raise_closed(vm, message);
  return state;
}

Result<Value> new_buffered(Vm& vm, const NativeTypeSpec& spec, Value raw, std::int64_t buffer_size) {
  const Value self = Value::from_cell(TRY(new_object(vm, vm.native_type(spec))));
  set_state(self, new BufferedState);
  TRY(init(vm, self, raw, TRY(new_int(vm, buffer_size)), &spec != &kBufferedWriter, &spec != &kBufferedReader));
  return self;
}

Result<Value> buffered_read1(Vm& vm, Value self, std::int64_t size) {
  BufferedState* state = TRY(open_state(vm, self, "read of closed file"));
  const std::size_t wanted = static_cast<std::size_t>(size < 0 ? state->buffer_size : size);
  if (wanted == 0) return bytes_value(vm, {});
  StreamLock lock(vm, self, &state->owner);
  TRY(lock.enter());
  TRY(prepare_read(vm, self));
  if (state->available()) return read_sized(vm, self, std::min(wanted, state->available()));
  state->forget_ahead();
  Bytes* bytes = TRY(new_bytes_uninitialized(vm, wanted));
  const std::int64_t count = std::max<std::int64_t>(TRY(raw_read(vm, self, bytes->data, wanted)), 0);
  return static_cast<std::size_t>(count) == wanted ? Value::from_cell(bytes) : bytes_value(vm, {bytes->data, static_cast<std::size_t>(count)});
}

Result<std::int64_t> buffered_read1_into(Vm& vm, Value self, char* data, std::size_t length) {
  BufferedState* state = TRY(open_state(vm, self, "read of closed file"));
  StreamLock lock(vm, self, &state->owner);
  TRY(lock.enter());
  TRY(prepare_read(vm, self));
  if (!state->available()) {
    state->forget_ahead();
    return std::max<std::int64_t>(TRY(raw_read(vm, self, data, length)), 0);
  }
  const std::size_t take = std::min(length, state->available());
  std::memcpy(data, state->rest().data(), take);
  state->position += take;
  return static_cast<std::int64_t>(take);
}

Result<std::int64_t> buffered_write(Vm& vm, Value self, std::string_view content) {
  BufferedState* state = TRY(ready_state(vm, self));
  StreamLock lock(vm, self, &state->owner);
  TRY(lock.enter());
  if (TRY(raw_is_closed(vm, self))) return raise_closed(vm, "write to closed file");
  if (state->can_read) TRY(undo_read_ahead(vm, self));
  if (state->waiting.size() + content.size() <= static_cast<std::size_t>(state->buffer_size)) {
    state->waiting.append(content);
    return static_cast<std::int64_t>(content.size());
  }
  return write_slowly(vm, self, content);
}

Result<void> buffered_flush(Vm& vm, Value self) {
  BufferedState* state = TRY(ready_state(vm, self));
  if (TRY(raw_is_closed(vm, self))) return raise_closed(vm, "flush of closed file");
  StreamLock lock(vm, self, &state->owner);
  TRY(lock.enter());
  TRY(write_waiting(vm, self));
  if (state->can_read) TRY(undo_read_ahead(vm, self));
  return {};
}

constexpr NativeTypeSpec kBufferedReader{"_io.BufferedReader", kReaderMethods, kGetSets, "Create a new buffered reader using the given readable raw IO object."};
constexpr NativeTypeSpec kBufferedWriter{"_io.BufferedWriter", kWriterMethods, kGetSets, "A buffer for a writeable sequential RawIO object."};
constexpr NativeTypeSpec kBufferedRandom{"_io.BufferedRandom", kRandomMethods, kGetSets, "A buffered interface to random access streams."};

}  // namespace tauraro::io
