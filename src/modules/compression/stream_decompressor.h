#pragma once
#include <string>

#include "modules/compression/output.h"

namespace tauraro::compression {

/// What the decompressor objects of bz2 and lzma share: input that is kept between calls, and what follows the end.
struct PendingInput {
  std::string pending;  ///< given, but not yet read by the library
  std::string unused;   ///< after the end of the stream
  bool at_end = false;
  bool needs_input = true;
};

/// One call of decompress(data, max_length). `step(text, &consumed, out)` reads from `text` and writes until the text or
/// the room ends; it returns whether the stream has ended. \pre !state.at_end
template <class Step>
Result<Value> decompress_step(Vm& vm, PendingInput& state, std::string_view data, std::int64_t max_length, Step step) {
  std::string joined;
  std::string_view text = data;
  if (!state.pending.empty()) {
    joined = state.pending;
    joined.append(data);
    text = joined;
  }
  Output out(vm, max_length);
  std::size_t consumed = 0;
  const bool ended = TRY(step(text, &consumed, out));
  const std::string_view rest = text.substr(consumed);
  state.at_end = ended;
  if (ended) {
    state.unused = rest;
    state.pending.clear();
    state.needs_input = false;
  } else {
    const bool full = out.at_limit();
    std::string kept(rest);
    state.pending = std::move(kept);
    state.needs_input = state.pending.empty() && !full;
  }
  return out.finish();
}

}  // namespace tauraro::compression
