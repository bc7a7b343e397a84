#pragma once
#include <string>

#include "modules/io/io.h"
#include "modules/io/newlines.h"
#include "object/codec.h"

namespace tauraro::io {

/// A TextIOWrapper. UTF-8, ASCII and Latin-1 are decoded and encoded here (`codec`); others by the incremental codec objects of the
/// registry in values[kDecoder] and values[kEncoder].
struct TextState : State {
  bool ready = false, detached = false;
  bool can_decode = false, can_encode = false;
  const NativeCodec* codec = nullptr;
  bool native_buffer = false;     ///< the buffer is exactly one of this module's
  bool has_read1 = false;
  bool line_buffering = false, write_through = false;
  bool seekable = false, telling = false;
  bool universal = false;         ///< reading: all line ends are known ones
  bool finalizing = false;
  std::int64_t chunk_size = kDefaultBufferSize;
  std::string written_newline;    ///< what \n becomes in writing; empty: \n
  LineEnds ends;
  Newlines newlines;              ///< of native decoding
  std::string undecoded;          ///< an incomplete character at the end of what was read
  std::string pending;            ///< encoded, not yet given to the buffer
  std::uint32_t used = 0;         ///< characters of values[kDecoded] that have been read
  double bytes_per_character = 0;
  /// For tell(): the decoder's state before the last chunk, and the bytes that it has been given since (its own rest included).
  bool has_snapshot = false;
  Value snapshot_flags;           ///< a small int, except for strange codecs: those have no exact tell()
  std::string snapshot_input;
};
enum { kBuffer, kEncoding, kErrors, kDecoder, kEncoder, kDecoded };

inline TextState* text_of_value(Value self) { return state_of<TextState>(self); }

/// "I/O operation on uninitialized object", "underlying buffer has been detached".
Result<TextState*> attached(Vm& vm, Value self);
/// The same, and not closed.
Result<TextState*> open_text(Vm& vm, Value self);
Result<bool> text_is_closed(Vm& vm, Value self);

inline Str* errors_of(Value self) {
  const Value errors = value_at(self, kErrors);
  return errors.is(kind::Str) ? errors.as<Str>() : nullptr;
}
/// Gives `pending` to the buffer.
Result<void> write_pending(Vm& vm, Value self);
Result<void> text_write(Vm& vm, Value self, Str* text);
/// Forgets what has been decoded.
void forget_decoded(Vm& vm, Value self);
Result<void> reset_decoder(Vm& vm, Value self);
/// One decoding step; `final`: nothing follows.
Result<Value> decode_chunk(Vm& vm, Value self, std::string_view input, bool final);
/// The decoder's state as (bytes it holds, flags).
Result<void> decoder_state(Vm& vm, Value self, std::string* held, Value* flags);
Result<void> set_decoder_state(Vm& vm, Value self, std::string_view held, Value flags);

#define TEXT_READ_METHODS(F) F(read) F(readline) F(next_line)
#define TEXT_SEEK_METHODS(F) F(tell) F(seek) F(truncate)
#define DECLARE(name) Result<Value> text_##name(Vm& vm, const Args& args);
TEXT_READ_METHODS(DECLARE)
TEXT_SEEK_METHODS(DECLARE)
#undef DECLARE

}  // namespace tauraro::io
