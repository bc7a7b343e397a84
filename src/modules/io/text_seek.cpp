// Positions in a TextIOWrapper. A position is a number that holds the byte position of a point where decoding can begin, and what
// must be done from there: the decoder's flags, bytes to feed, characters to skip (64 bits each, the position lowest).
#include "modules/c_arguments.h"
#include "modules/io/text_state.h"

namespace tauraro::io {
namespace {

struct Cookie {
  std::uint64_t start = 0;      ///< 64 bits
  std::uint32_t flags = 0;      ///< 32 bits each from here on
  std::uint32_t bytes_to_feed = 0;
  std::uint32_t characters_to_skip = 0;
  bool needs_end = false;       ///< 8 bits
};
constexpr int kFlagsShift = 64, kFeedShift = 96, kSkipShift = 128, kEndShift = 160;

Result<Value> to_number(Vm& vm, const Cookie& cookie) {
  Value number = TRY(new_int_unsigned(vm, cookie.start));
  const auto add = [&](std::uint32_t part, int shift) -> Result<void> {
    if (part) number = TRY(int_or(vm, number, TRY(int_lshift(vm, Value::from_int(part), Value::from_int(shift)))));
    return {};
  };
  TRY(add(cookie.flags, kFlagsShift));
  TRY(add(cookie.bytes_to_feed, kFeedShift));
  TRY(add(cookie.characters_to_skip, kSkipShift));
  TRY(add(cookie.needs_end, kEndShift));
  return number;
}

Result<std::uint64_t> bits_of(Vm& vm, Value number, int shift, int count) {
  Value part = TRY(int_rshift(vm, number, Value::from_int(shift)));
  const Value mask = TRY(int_sub(vm, TRY(int_lshift(vm, Value::from_int(1), Value::from_int(count))), Value::from_int(1)));
  part = TRY(int_and(vm, part, mask));
  std::int64_t bits;
  if (!int_to_int64(part, &bits)) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C long");
  return static_cast<std::uint64_t>(bits);
}

Result<Cookie> from_number(Vm& vm, Value number) {
  Cookie cookie;
  cookie.start = TRY(bits_of(vm, number, 0, 64));
  cookie.flags = static_cast<std::uint32_t>(TRY(bits_of(vm, number, kFlagsShift, 32)));
  cookie.bytes_to_feed = static_cast<std::uint32_t>(TRY(bits_of(vm, number, kFeedShift, 32)));
  cookie.characters_to_skip = static_cast<std::uint32_t>(TRY(bits_of(vm, number, kSkipShift, 32)));
  cookie.needs_end = TRY(bits_of(vm, number, kEndShift, 8)) != 0;
  return cookie;
}

Result<std::int64_t> buffer_tell(Vm& vm, Value self) { return offset_argument(vm, TRY(vm.call_method(value_at(self, kBuffer), "tell", {}))); }

std::uint32_t small_flags(Value flags) { return flags.is_int() ? static_cast<std::uint32_t>(flags.as_int()) : 0; }

/// How many bytes the first characters of well-formed text without \r take; npos when it cannot be told so simply.
std::size_t plain_bytes(const TextState& state, std::uint32_t characters) {
  const std::string_view input = state.snapshot_input;
  const bool multibyte = state.codec == find_native_codec("utf_8");
  std::size_t at = 0;
  for (; characters > 0; --characters) {
    if (at >= input.size()) return std::string_view::npos;
    const auto lead = static_cast<unsigned char>(input[at]);
    if (lead == '\r' && state.universal) return std::string_view::npos;
    if (lead < 0x80 || !multibyte) {
      ++at;
      continue;
    }
    const std::size_t length = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    if (length == 0 || lead >= 0xf5 || at + length > input.size()) return std::string_view::npos;
    for (std::size_t i = 1; i < length; ++i)
      if ((static_cast<unsigned char>(input[at + i]) & 0xc0) != 0x80) return std::string_view::npos;
    at += length;
  }
  return at;
}

/// Feeds the snapshot's bytes anew, byte by byte, until the characters that were read are out; the last point on the way where the
/// decoder held nothing is the start. Leaves the decoder changed.
Result<Value> locate(Vm& vm, Value self, std::int64_t chunk_start, std::uint32_t characters) {
  TextState& state = *text_of_value(self);
  Cookie cookie;
  cookie.start = static_cast<std::uint64_t>(chunk_start);
  cookie.flags = small_flags(state.snapshot_flags);
  const std::string input = state.snapshot_input;
  TRY(set_decoder_state(vm, self, {}, Value::from_int(cookie.flags)));
  std::uint32_t fed = 0, decoded = 0;
  for (std::size_t i = 0; decoded < characters && i < input.size(); ++i) {
    ++fed;
    decoded += TRY(decode_chunk(vm, self, std::string_view(input).substr(i, 1), false)).as<Str>()->length;
    std::string held;
    Value flags;
    TRY(decoder_state(vm, self, &held, &flags));
    if (!held.empty() || decoded > characters) continue;
    cookie.start += fed;
    characters -= decoded;
    cookie.flags = small_flags(flags);
    fed = decoded = 0;
  }
  if (characters > 0 && decoded < characters) {
    decoded += TRY(decode_chunk(vm, self, {}, true)).as<Str>()->length;
    cookie.needs_end = true;
    if (decoded < characters) return vm.raise(TypeId::OSError, "can't reconstruct logical file position");
  }
  cookie.bytes_to_feed = characters ? fed : 0;
  cookie.characters_to_skip = characters;
  return to_number(vm, cookie);
}

Result<void> encoder_at(Vm& vm, Value self, bool at_start) {
  const TextState& state = *text_of_value(self);
  if (!state.can_encode || state.codec) return {};
  const Value encoder = value_at(self, kEncoder);
  if (at_start) (void)TRY(vm.call_method(encoder, "reset", {}));
  else (void)TRY(vm.call_method(encoder, "setstate", {Value::from_int(0)}));
  return {};
}

Result<Value> seek_to_end(Vm& vm, Value self) {
  TextState& state = *text_of_value(self);
  (void)TRY(vm.call_method(self, "flush", {}));
  forget_decoded(vm, self);
  state.has_snapshot = false;
  if (state.can_decode) TRY(reset_decoder(vm, self));
  const Value position = TRY(vm.call_method(value_at(self, kBuffer), "seek", {Value::from_int(0), Value::from_int(2)}));
  TRY(encoder_at(vm, self, position == Value::from_int(0)));
  return position;
}

Result<void> restore(Vm& vm, Value self, const Cookie& cookie) {
  TextState& state = *text_of_value(self);
  const Value buffer = value_at(self, kBuffer);
  (void)TRY(vm.call_method(buffer, "seek", {TRY(new_int_unsigned(vm, cookie.start))}));
  forget_decoded(vm, self);
  state.has_snapshot = false;
  if (state.can_decode) {
    if (cookie.start == 0 && cookie.flags == 0) TRY(reset_decoder(vm, self));
    else TRY(set_decoder_state(vm, self, {}, Value::from_int(cookie.flags)));
  }
  state.has_snapshot = true;
  state.snapshot_flags = Value::from_int(cookie.flags);
  state.snapshot_input.clear();
  if (!cookie.characters_to_skip) return {};
  const Value bytes = TRY(vm.call_method(buffer, "read", {Value::from_int(cookie.bytes_to_feed)}));
  if (!bytes.is(kind::Bytes)) return vm.raise_error(TypeId::TypeError, "underlying read() should have returned a bytes object, not '", full_type_name(vm, vm.type_of(bytes)), "'");
  state.snapshot_input = std::string(bytes.as<Bytes>()->view());
  const Value text = TRY(decode_chunk(vm, self, state.snapshot_input, cookie.needs_end));
  if (!flatten(vm, text.as<Str>())) return Raised{};
  set_value(vm, self, kDecoded, text);
  if (text.as<Str>()->length < cookie.characters_to_skip) return vm.raise(TypeId::OSError, "can't restore logical file position");
  state.used = cookie.characters_to_skip;
  return {};
}

}  // namespace

Result<Value> text_tell(Vm& vm, const Args& args) {
  const Value self = args[0];
  TextState& state = *TRY(open_text(vm, self));
  if (!state.seekable) return raise_unsupported(vm, "underlying stream is not seekable");
  if (!state.telling) return vm.raise(TypeId::OSError, "telling position disabled by next() call");
  TRY(write_pending(vm, self));
  (void)TRY(vm.call_method(self, "flush", {}));
  const std::int64_t position = TRY(buffer_tell(vm, self));
  if (!state.can_decode || !state.has_snapshot) return new_int(vm, position);
  const std::int64_t chunk_start = position - static_cast<std::int64_t>(state.snapshot_input.size());
  if (state.used == 0) {
    Cookie cookie;
    cookie.start = static_cast<std::uint64_t>(chunk_start);
    cookie.flags = small_flags(state.snapshot_flags);
    return to_number(vm, cookie);
  }
  if (state.codec && small_flags(state.snapshot_flags) == 0) {
    const std::size_t bytes = plain_bytes(state, state.used);
    if (bytes != std::string_view::npos) return new_int(vm, chunk_start + static_cast<std::int64_t>(bytes));
  }
  std::string held;
  Value flags;
  TRY(decoder_state(vm, self, &held, &flags));
  const std::uint8_t seen = state.newlines.seen;
  const Result<Value> number = locate(vm, self, chunk_start, state.used);
  const Value error = number.is_raised() ? vm.catch_pending() : Value();
  if (number.is_raised() && error.is_empty()) return Raised{};
  TRY(set_decoder_state(vm, self, held, flags));
  state.newlines.seen = seen;
  if (!error.is_empty()) return vm.raise_object(error);
  return number;
}

Result<Value> text_seek(Vm& vm, const Args& args) {
  const Value self = args[0];
  TextState& state = *TRY(open_text(vm, self));
  const int whence = TRY(clinic_c_int(vm, args[2]));
  if (!state.seekable) return raise_unsupported(vm, "underlying stream is not seekable");
  Value target = args[1];
  if (whence == 1) {
    if (TRY(truth(vm, target))) return raise_unsupported(vm, "can't do nonzero cur-relative seeks");
    target = TRY(vm.call_method(self, "tell", {}));
  } else if (whence == 2) {
    if (TRY(truth(vm, target))) return raise_unsupported(vm, "can't do nonzero end-relative seeks");
    return seek_to_end(vm, self);
  } else if (whence != 0) {
    return vm.raise_error(TypeId::ValueError, "invalid whence (", whence, ", should be 0, 1 or 2)");
  }
  target = TRY(index_of(vm, target));
  if (int_compare(target, Value::from_int(0)) < 0) return vm.raise_error(TypeId::ValueError, "negative seek position ", TRY(repr_text(vm, target)));
  (void)TRY(vm.call_method(self, "flush", {}));
  const Cookie cookie = TRY(from_number(vm, target));
  TRY(restore(vm, self, cookie));
  TRY(encoder_at(vm, self, cookie.start == 0 && cookie.flags == 0));
  return target;
}

Result<Value> text_truncate(Vm& vm, const Args& args) {
  TRY(attached(vm, args[0]));
  (void)TRY(vm.call_method(args[0], "flush", {}));
  return vm.call_method(value_at(args[0], kBuffer), "truncate", {args[1]});
}

}  // namespace tauraro::io
