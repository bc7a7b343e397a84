// Reading from a TextIOWrapper: chunks are read from the buffer, decoded, and handed out by characters and lines.
#include "modules/io/text_state.h"
#include "object/str_chars.h"

namespace tauraro::io {

void forget_decoded(Vm& vm, Value self) {
  (void)vm;
  native(self)->values[kDecoded] = Value();
  text_of_value(self)->used = 0;
}

Result<void> reset_decoder(Vm& vm, Value self) {
  TextState& state = *text_of_value(self);
  if (state.codec) {
    state.undecoded.clear();
    state.newlines.pending_return = false;
    state.newlines.seen = 0;
    return {};
  }
  (void)TRY(vm.call_method(value_at(self, kDecoder), "reset", {}));
  return {};
}

Result<Value> decode_chunk(Vm& vm, Value self, std::string_view input, bool final) {
  TextState& state = *text_of_value(self);
  if (!state.codec) {
    const Value bytes = Value::from_cell(TRY(new_bytes(vm, input)));
    const Value text = TRY(vm.call_method(value_at(self, kDecoder), "decode", {bytes, Value::from_bool(final)}));
    if (!text.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "decoder should return a string result, not '", full_type_name(vm, vm.type_of(text)), "'");
    return text;
  }
  std::string joined;
  if (!state.undecoded.empty()) {
    joined = state.undecoded;
    joined += input;
    input = joined;
  }
  std::size_t consumed = input.size();
  const Value text = TRY(state.codec->decode(vm, input, errors_of(self), final, &consumed));
  state.undecoded = std::string(input.substr(std::min(consumed, input.size())));
  return state.universal ? state.newlines.decode(vm, text.as<Str>(), final) : Result<Value>(text);
}

Result<void> decoder_state(Vm& vm, Value self, std::string* held, Value* flags) {
  const TextState& state = *text_of_value(self);
  if (state.codec) {
    *held = state.undecoded;
    *flags = Value::from_int(state.newlines.pending_return);
    return {};
  }
  const Value pair = TRY(vm.call_method(value_at(self, kDecoder), "getstate", {}));
  if (!pair.is(kind::Tuple) || pair.as<Tuple>()->length != 2 || !is_int_like(pair.as<Tuple>()->items[1])) return vm.raise(TypeId::TypeError, "illegal decoder state");
  const Value bytes = pair.as<Tuple>()->items[0];
  if (!bytes.is(kind::Bytes))
    return vm.raise_error(TypeId::TypeError, "illegal decoder state: the first item should be a bytes object, not '", full_type_name(vm, vm.type_of(bytes)), "'");
  *held = std::string(bytes.as<Bytes>()->view());
  *flags = pair.as<Tuple>()->items[1];
  return {};
}

Result<void> set_decoder_state(Vm& vm, Value self, std::string_view held, Value flags) {
  TextState& state = *text_of_value(self);
  if (state.codec) {
    state.undecoded = std::string(held);
    state.newlines.pending_return = flags.is_int() && flags.as_int() & 1;
    return {};
  }
  const Value pair = TRY(new_tuple_of(vm, {Value::from_cell(TRY(new_bytes(vm, held))), flags}));
  (void)TRY(vm.call_method(value_at(self, kDecoder), "setstate", {pair}));
  return {};
}

namespace {

Str* decoded_of(Value self) {
  const Value decoded = value_at(self, kDecoded);
  return decoded.is(kind::Str) ? decoded.as<Str>() : nullptr;
}
std::uint32_t left_of(Value self) {
  const Str* decoded = decoded_of(self);
  return decoded ? decoded->length - text_of_value(self)->used : 0;
}

/// The next characters that have been decoded: at most so many (negative: all).
Result<Value> take_decoded(Vm& vm, Value self, std::int64_t count) {
  Str* decoded = decoded_of(self);
  if (!decoded) return vm.empty_str;
  TextState& state = *text_of_value(self);
  const std::int64_t left = left_of(self), take = count < 0 ? left : std::min(count, left);
  const std::uint32_t start = state.used;
  state.used += static_cast<std::uint32_t>(take);
  if (start == 0 && take == static_cast<std::int64_t>(decoded->length)) return Value::from_cell(decoded);
  return str_slice(vm, decoded, start, start + take);
}

/// One read of the buffer, in `content`.
Result<void> read_bytes(Vm& vm, Value self, std::int64_t size, std::string& content) {
  const TextState& state = *text_of_value(self);
  const Value buffer = value_at(self, kBuffer);
  if (state.native_buffer) {
    content.resize(static_cast<std::size_t>(size));
    const Result<std::int64_t> count = buffered_read1_into(vm, buffer, content.data(), content.size());
    content.resize(count.is_raised() ? 0 : static_cast<std::size_t>(count.value()));
    if (count.is_raised()) return Raised{};
    return {};
  }
  const char* method = state.has_read1 ? "read1" : "read";
  const Value bytes = TRY(vm.call_method(buffer, method, {Value::from_int(size)}));
  if (!is_bytes_like(vm, bytes))
    return vm.raise_error(TypeId::TypeError, "underlying ", method, "() should have returned a bytes-like object, not '", full_type_name(vm, vm.type_of(bytes)), "'");
  BufferView view;
  TRY(view.open(vm, bytes));
  content = std::string(view.view());
  return {};
}

/// Reads and decodes a chunk. False: the end.
Result<bool> read_chunk(Vm& vm, Value self, std::int64_t hint) {
  TextState& state = *text_of_value(self);
  std::string held;
  Value flags;
  if (state.telling) TRY(decoder_state(vm, self, &held, &flags));
  std::int64_t size = state.chunk_size;
  if (hint > 0) size = std::max(size, static_cast<std::int64_t>(std::max(state.bytes_per_character, 1.0) * static_cast<double>(hint)) + 1);
  std::string content;
  TRY(read_bytes(vm, self, size, content));
  const bool end = content.empty();
  const Value text = TRY(decode_chunk(vm, self, content, end));
  if (!flatten(vm, text.as<Str>())) return Raised{};
  set_value(vm, self, kDecoded, text);
  state.used = 0;
  const std::uint32_t length = text.as<Str>()->length;
  state.bytes_per_character = length ? static_cast<double>(content.size()) / length : 0;
  if (state.telling) {
    state.has_snapshot = true;
    state.snapshot_flags = flags.is_int() ? flags : Value::from_int(0);
    state.snapshot_input = held + content;
  }
  return !end || length > 0;
}

Result<TextState*> readable_text(Vm& vm, Value self) {
  TextState* state = TRY(open_text(vm, self));
  if (!state->can_decode) return raise_unsupported(vm, "not readable");
  TRY(write_pending(vm, self));
  return state;
}

Result<Value> read_all(Vm& vm, Value self) {
  TextState& state = *text_of_value(self);
  const Value bytes = TRY(vm.call_method(value_at(self, kBuffer), "read", {}));
  if (bytes.is_none()) return vm.raise(TypeId::TypeError, "a bytes-like object is required, not 'NoneType'");
  Value rest;
  if (state.codec) {
    BufferView view;
    TRY(view.open(vm, bytes));
    rest = TRY(decode_chunk(vm, self, view.view(), true));
  } else {
    rest = TRY(vm.call_method(value_at(self, kDecoder), "decode", {bytes, Value::from_bool(true)}));
    if (!rest.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "decoder should return a string result, not '", full_type_name(vm, vm.type_of(rest)), "'");
  }
  Value result = TRY(take_decoded(vm, self, -1));
  result = result.as<Str>()->length ? TRY(str_concat(vm, result.as<Str>(), rest.as<Str>())) : rest;
  forget_decoded(vm, self);
  state.has_snapshot = false;
  return result;
}

Result<Value> read_line(Vm& vm, Value self, std::int64_t limit) {
  TextState& state = *TRY(readable_text(vm, self));
  Value line;  // pieces before the present chunk
  std::int64_t have = 0;
  while (true) {
    if (left_of(self) == 0) {
      forget_decoded(vm, self);
      bool more = true;
      while (more && left_of(self) == 0) more = TRY(read_chunk(vm, self, 0));
      if (!more) {
        forget_decoded(vm, self);
        state.has_snapshot = false;
        break;
      }
    }
    Str* decoded = decoded_of(self);
    if (!line.is_empty() && !state.ends.universal && state.ends.ending.size() == 2) {
      // the ending may be cut in two by the chunk's border
      const StrView before = view(vm, line.as<Str>()), after = view(vm, decoded);
      if (before[before.length - 1] == U'\r' && after[0] == U'\n' && state.used == 0 && (limit < 0 || have < limit)) {
        state.used = 1;
        return str_concat(vm, line.as<Str>(), char_str(vm, '\n'));
      }
    }
    std::uint32_t scan;
    const StrView text = view(vm, decoded);
    std::int64_t end = state.ends.find(text, state.used, &scan);
    const bool found = end >= 0;
    if (!found) end = text.length;
    bool full = false;
    if (limit >= 0 && end - state.used >= limit - have) {
      end = state.used + (limit - have);
      full = true;
    }
    const std::uint32_t start = state.used;
    state.used = static_cast<std::uint32_t>(end);
    const Value piece = TRY(str_slice(vm, decoded, start, end));
    have += end - start;
    line = line.is_empty() ? piece : TRY(str_concat(vm, line.as<Str>(), piece.as<Str>()));
    if (found || full) return line;
  }
  return line.is_empty() ? Result<Value>(vm.empty_str) : Result<Value>(line);
}

}  // namespace

Result<Value> text_read(Vm& vm, const Args& args) {
  const std::int64_t size = TRY(size_argument(vm, args[1]));
  TextState& state = *TRY(readable_text(vm, args[0]));
  if (size < 0) return read_all(vm, args[0]);
  Value result = TRY(take_decoded(vm, args[0], size));
  std::int64_t left = size - result.as<Str>()->length;
  while (left > 0) {
    if (!TRY(read_chunk(vm, args[0], left))) {
      forget_decoded(vm, args[0]);
      (void)state;
      break;
    }
    const Value part = TRY(take_decoded(vm, args[0], left));
    left -= part.as<Str>()->length;
    result = TRY(str_concat(vm, result.as<Str>(), part.as<Str>()));
  }
  return result;
}

Result<Value> text_readline(Vm& vm, const Args& args) { return read_line(vm, args[0], args[1].is_int() ? args[1].as_int() : TRY(index_to_int64(vm, args[1]))); }

Result<Value> text_next_line(Vm& vm, const Args& args) {
  TextState& state = *TRY(attached(vm, args[0]));
  state.telling = false;
  Value line;
  if (vm.type_of(args[0])->flags & kTypeHeap) {
    line = TRY(vm.call_method(args[0], "readline", {}));
    if (!line.is(kind::Str)) return vm.raise_error(TypeId::OSError, "readline() should have returned a str object, not '", full_type_name(vm, vm.type_of(line)), "'");
  } else {
    line = TRY(read_line(vm, args[0], -1));
  }
  if (line.as<Str>()->length) return line;
  state.has_snapshot = false;
  state.telling = state.seekable;
  return vm.raise_stop_iteration(Value::none());
}

}  // namespace tauraro::io
