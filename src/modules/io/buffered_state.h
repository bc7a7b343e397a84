#pragma once
#include <string>

#include "modules/io/io.h"

namespace tauraro::io {

/// A BufferedReader, BufferedWriter or BufferedRandom. What has been read ahead and what waits to be written are never there at the
/// same time, except within one operation. values[kRaw]: the raw stream.
struct BufferedState : State {
  bool ready = false, detached = false;
  bool can_read = false, can_write = false;
  bool native_raw = false;       ///< the raw stream is exactly a FileIO
  bool released = false;         ///< closed: the buffer is gone
  std::int64_t buffer_size = kDefaultBufferSize;
  std::int64_t raw_position = -1;  ///< of the raw stream; -1: unknown
  std::string ahead;             ///< read from the raw stream
  std::size_t position = 0;      ///< of the next byte in `ahead`
  std::string waiting;           ///< not yet written to it
  Thread* owner = nullptr;       ///< who is inside

  std::size_t available() const { return ahead.size() - position; }
  std::string_view rest() const { return std::string_view(ahead).substr(position); }
  void forget_ahead() {
    ahead.clear();
    position = 0;
  }
  /// Bytes between the position that the user sees and that of the raw stream.
  std::int64_t raw_offset() const { return static_cast<std::int64_t>(available()) - static_cast<std::int64_t>(waiting.size()); }
};
inline constexpr int kRaw = 0;
inline constexpr std::int64_t kWouldBlock = -2;

inline BufferedState* buffered_of(Value self) { return state_of<BufferedState>(self); }
/// "raw stream has been detached", "I/O operation on uninitialized object".
Result<BufferedState*> ready_state(Vm& vm, Value self);
/// The same, and ValueError (the message) when the raw stream is closed and nothing is buffered.
Result<BufferedState*> open_state(Vm& vm, Value self, const char* message);

// ---- one operation of the raw stream each (buffered_raw.cpp) ----

/// Bytes read; 0 at the end; kWouldBlock.
Result<std::int64_t> raw_read(Vm& vm, Value self, char* data, std::size_t length);
Result<std::int64_t> raw_write(Vm& vm, Value self, std::string_view content);
Result<std::int64_t> raw_tell(Vm& vm, Value self);
Result<std::int64_t> raw_seek(Vm& vm, Value self, std::int64_t offset, int whence);

/// Reads once into the empty buffer.
Result<std::int64_t> fill(Vm& vm, Value self);
/// Writes what waits. BlockingIOError when the raw stream would block.
Result<void> write_waiting(Vm& vm, Value self);
/// Before writing: the raw stream goes back to where the user is.
Result<void> undo_read_ahead(Vm& vm, Value self);
Raised raise_would_block(Vm& vm, const char* message, std::int64_t written);

}  // namespace tauraro::io
