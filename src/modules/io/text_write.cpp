// Writing to a TextIOWrapper.
#include <cstring>

#include "modules/io/text_state.h"
#include "object/instance.h"
#include "object/str_chars.h"

namespace tauraro::io {
namespace {

bool contains(StrView text, char character) {
  return visit_chars(text, [&](auto* chars) {
    using Char = std::remove_cvref_t<decltype(*chars)>;
    if constexpr (sizeof(Char) == 1) return std::memchr(chars, character, text.length) != nullptr;
    for (std::uint32_t i = 0; i < text.length; ++i)
      if (chars[i] == static_cast<Char>(character)) return true;
    return false;
  });
}

Result<Str*> with_newlines(Vm& vm, const TextState& state, Str* text) {
  const Value replaced = TRY(vm.call_method(Value::from_cell(text), "replace", {Value::from_cell(intern(vm, "\n")), Value::from_cell(intern(vm, state.written_newline))}));
  return replaced.as<Str>();
}

/// Appends the encoded text to `out`.
Result<void> encode(Vm& vm, Value self, Str* text, std::string& out) {
  const TextState& state = *text_of_value(self);
  if (!flatten(vm, text)) return Raised{};
  if (state.codec && text->flags & kStrAscii) {
    out.append(static_cast<const char*>(text->data), text->length);
    return {};
  }
  if (state.codec) {
    out.append(TRY(state.codec->encode(vm, text, errors_of(self)))->view());
    return {};
  }
  const Value bytes = TRY(vm.call_method(value_at(self, kEncoder), "encode", {Value::from_cell(text)}));
  if (!bytes.is(kind::Bytes)) return vm.raise_error(TypeId::TypeError, "encoder should return a bytes object, not '", full_type_name(vm, vm.type_of(bytes)), "'");
  out.append(bytes.as<Bytes>()->view());
  return {};
}

}  // namespace

Result<void> write_pending(Vm& vm, Value self) {
  TextState& state = *text_of_value(self);
  if (state.pending.empty()) return {};
  std::string content;
  content.swap(state.pending);
  const Value buffer = value_at(self, kBuffer);
  if (state.native_buffer) {
    (void)TRY(buffered_write(vm, buffer, content));
    if (state.pending.empty()) {  // keep the memory
      content.clear();
      state.pending.swap(content);
    }
    return {};
  }
  const Value bytes = Value::from_cell(TRY(new_bytes(vm, content)));
  (void)TRY(vm.call_method(buffer, "write", {bytes}));
  return {};
}

Result<void> text_write(Vm& vm, Value self, Str* text) {
  TextState& state = *TRY(open_text(vm, self));
  if (!state.can_encode) return raise_unsupported(vm, "not writable");
  if (!flatten(vm, text)) return Raised{};
  const StrView characters = view(text);
  bool flush_line = false;
  if (!state.written_newline.empty() || state.line_buffering) {
    const bool has_line_feed = contains(characters, '\n');
    if (has_line_feed && !state.written_newline.empty()) text = TRY(with_newlines(vm, state, text));
    flush_line = state.line_buffering && (has_line_feed || contains(characters, '\r'));
  }
  const std::size_t before = state.pending.size();
  if (before == 0 || before + characters.length <= static_cast<std::size_t>(state.chunk_size)) {
    if (encode(vm, self, text, state.pending).is_raised()) {
      state.pending.resize(before);
      return Raised{};
    }
  } else {
    std::string encoded;
    TRY(encode(vm, self, text, encoded));
    TRY(write_pending(vm, self));
    state.pending += encoded;
  }
  if (state.pending.size() >= static_cast<std::size_t>(state.chunk_size) || flush_line || state.write_through) TRY(write_pending(vm, self));
  if (flush_line) {
    if (state.native_buffer) TRY(buffered_flush(vm, value_at(self, kBuffer)));
    else (void)TRY(vm.call_method(value_at(self, kBuffer), "flush", {}));
  }
  if (state.can_decode) {
    forget_decoded(vm, self);
    state.has_snapshot = false;
    TRY(reset_decoder(vm, self));
  }
  return {};
}

Result<bool> text_write_fast(Vm& vm, Value stream, Value text) {
  if (!is_exactly(vm, stream, kTextIoWrapper)) return false;
  if (!instance_attribute(vm, stream.as_cell(), intern(vm, "write")).is_empty()) return false;
  TRY(text_write(vm, stream, text.as<Str>()));
  return true;
}

}  // namespace tauraro::io
