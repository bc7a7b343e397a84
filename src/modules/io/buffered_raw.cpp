// How buffered streams use their raw stream.
#include <unistd.h>

#include "modules/io/buffered_state.h"
#include "object/memory_view.h"

namespace tauraro::io {
namespace {

FileState& native_raw(Value self) { return *file_of(value_at(self, kRaw)); }

Result<std::int64_t> checked_count(Vm& vm, Value answer, const char* method, std::size_t length) {
  if (answer.is_none()) return kWouldBlock;
  if (!is_int_like(answer) && !vm.type_of(answer)->has(Special::Index)) return vm.raise_error(TypeId::OSError, "raw ", method, "() failed");
  const std::int64_t count = TRY(index_to_int64(vm, answer));
  if (count < 0 || static_cast<std::size_t>(count) > length)
    return vm.raise_error(TypeId::OSError, "raw ", method, "() returned invalid length ", count, " (should have been between 0 and ", length, ")");
  return count;
}

/// raw.METHOD(view of the bytes); the view is released afterwards.
Result<Value> call_with_view(Vm& vm, Value raw, const char* method, Value bytes) {
  const Value view = TRY(new_memory_view(vm, bytes));
  const Result<Value> answer = vm.call_method(raw, method, {view});
  const Value error = answer.is_raised() ? vm.catch_pending() : Value();
  if (answer.is_raised() && error.is_empty()) return Raised{};
  if (release_memory_view(vm, view).is_raised()) (void)vm.catch_pending();
  if (!error.is_empty()) return vm.raise_object(error);
  return answer;
}

void advance(BufferedState& state, std::int64_t count) {
  if (count > 0 && state.raw_position >= 0) state.raw_position += count;
}

}  // namespace

Result<std::int64_t> raw_read(Vm& vm, Value self, char* data, std::size_t length) {
  BufferedState& state = *buffered_of(self);
  std::int64_t count;
  if (state.native_raw) {
    count = TRY(file_read(vm, native_raw(self), data, length));
    if (count < 0) return kWouldBlock;
  } else {
    const Value room = TRY(new_bytearray_value(vm, length));
    count = TRY(checked_count(vm, TRY(call_with_view(vm, value_at(self, kRaw), "readinto", room)), "readinto", length));
    if (count > 0) std::memcpy(data, room.as<ByteArray>()->view().data(), static_cast<std::size_t>(count));
  }
  advance(state, count);
  return count;
}

Result<std::int64_t> raw_write(Vm& vm, Value self, std::string_view content) {
  BufferedState& state = *buffered_of(self);
  std::int64_t count;
  if (state.native_raw) {
    count = TRY(file_write(vm, native_raw(self), content.data(), content.size()));
    if (count < 0) return kWouldBlock;
  } else {
    const Value bytes = Value::from_cell(TRY(new_bytes(vm, content)));
    count = TRY(checked_count(vm, TRY(call_with_view(vm, value_at(self, kRaw), "write", bytes)), "write", content.size()));
  }
  advance(state, count);
  return count;
}

namespace {

Result<std::int64_t> checked_position(Vm& vm, Value self, Value answer) {
  const std::int64_t position = TRY(offset_argument(vm, answer));
  if (position < 0) return vm.raise_error(TypeId::OSError, "Raw stream returned invalid position ", position);
  return buffered_of(self)->raw_position = position;
}

}  // namespace

Result<std::int64_t> raw_tell(Vm& vm, Value self) {
  BufferedState& state = *buffered_of(self);
  if (state.native_raw) return state.raw_position = TRY(file_seek(vm, native_raw(self), 0, SEEK_CUR));
  return checked_position(vm, self, TRY(vm.call_method(value_at(self, kRaw), "tell", {})));
}

Result<std::int64_t> raw_seek(Vm& vm, Value self, std::int64_t offset, int whence) {
  BufferedState& state = *buffered_of(self);
  state.raw_position = -1;
  if (state.native_raw) return state.raw_position = TRY(file_seek(vm, native_raw(self), offset, whence));
  return checked_position(vm, self, TRY(vm.call_method(value_at(self, kRaw), "seek", {TRY(new_int(vm, offset)), Value::from_int(whence)})));
}

Result<std::int64_t> fill(Vm& vm, Value self) {
  BufferedState& state = *buffered_of(self);
  state.position = 0;
  state.ahead.resize(static_cast<std::size_t>(state.buffer_size));
  const Result<std::int64_t> count = raw_read(vm, self, state.ahead.data(), state.ahead.size());
  state.ahead.resize(count.is_raised() || count.value() < 0 ? 0 : static_cast<std::size_t>(count.value()));
  return count;
}

Raised raise_would_block(Vm& vm, const char* message, std::int64_t written) {
  const Result<Str*> text = new_str(vm, message);
  if (text.is_raised()) return Raised{};
  const Result<Value> error = vm.call(Value::from_cell(vm.type(TypeId::BlockingIOError)), {Value::from_int(EAGAIN), Value::from_cell(text.value()), Value::from_int(written)});
  if (error.is_raised()) return Raised{};
  return vm.raise_object(error.value());
}

Result<void> write_waiting(Vm& vm, Value self) {
  BufferedState& state = *buffered_of(self);
  std::size_t done = 0;
  while (done < state.waiting.size()) {
    const Result<std::int64_t> count = raw_write(vm, self, std::string_view(state.waiting).substr(done));
    if (count.is_raised() || count.value() == kWouldBlock) {
      state.waiting.erase(0, done);
      if (count.is_raised()) return Raised{};
      return raise_would_block(vm, "write could not complete without blocking", 0);
    }
    done += static_cast<std::size_t>(count.value());
    if (done < state.waiting.size()) {
      const Result<void> polled = vm.poll();
      if (polled.is_raised()) {
        state.waiting.erase(0, done);
        return Raised{};
      }
    }
  }
  state.waiting.clear();
  return {};
}

Result<void> undo_read_ahead(Vm& vm, Value self) {
  BufferedState& state = *buffered_of(self);
  if (state.available()) (void)TRY(raw_seek(vm, self, -static_cast<std::int64_t>(state.available()), SEEK_CUR));
  state.forget_ahead();
  return {};
}

}  // namespace tauraro::io
