#include "modules/io/newlines.h"

#include <cstring>

#include "modules/io/io.h"
#include "object/codec.h"
#include "object/str_chars.h"

namespace tauraro::io {
namespace {

template <class Char>
bool has_return(const Char* text, std::uint32_t length) {
  if constexpr (sizeof(Char) == 1) return std::memchr(text, '\r', length) != nullptr;
  for (std::uint32_t i = 0; i < length; ++i)
    if (text[i] == '\r') return true;
  return false;
}
template <class Char>
bool has_feed(const Char* text, std::uint32_t length) {
  if constexpr (sizeof(Char) == 1) return std::memchr(text, '\n', length) != nullptr;
  for (std::uint32_t i = 0; i < length; ++i)
    if (text[i] == '\n') return true;
  return false;
}

}  // namespace

Result<Value> Newlines::decode(Vm& vm, Str* input, bool final) {
  if (pending_return && (final || input->length)) {
    input = TRY(str_concat(vm, char_str(vm, '\r'), input)).as<Str>();
    pending_return = false;
  }
  if (!flatten(vm, input)) return Raised{};
  StrView text = view(input);
  if (!final && text.length && text[text.length - 1] == '\r') {
    input = TRY(str_slice(vm, input, 0, text.length - 1)).as<Str>();
    if (!flatten(vm, input)) return Raised{};
    text = view(input);
    pending_return = true;
  }
  if (text.length == 0) return Value::from_cell(input);
  const bool returns = visit_chars(text, [&](auto* chars) { return has_return(chars, text.length); });
  if (!returns) {
    if (!(seen & kLineFeed) && visit_chars(text, [&](auto* chars) { return has_feed(chars, text.length); })) seen |= kLineFeed;
    return Value::from_cell(input);
  }
  StrBuilder out(vm);
  visit_chars(text, [&](auto* chars) {
    for (std::uint32_t i = 0; i < text.length; ++i) {
      const char32_t c = chars[i];
      if (c == '\n') seen |= kLineFeed;
      if (c != '\r') {
        if (translate) out.append(c);
        continue;
      }
      const bool both = i + 1 < text.length && chars[i + 1] == '\n';
      seen |= both ? kBoth : kCarriageReturn;
      if (both) ++i;
      if (translate) out.append(char32_t{'\n'});
    }
  });
  return translate ? out.finish() : Result<Value>(Value::from_cell(input));
}

Result<Value> Newlines::seen_value(Vm& vm) const {
  constexpr const char* kNames[] = {"\r", "\n", "\r\n"};
  Value found[3];
  std::size_t count = 0;
  for (int i = 0; i < 3; ++i)
    if (seen & (1 << i)) found[count++] = Value::from_cell(intern(vm, kNames[i]));
  if (count == 0) return Value::none();
  if (count == 1) return found[0];
  return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(found, count))));
}

std::int64_t LineEnds::find(StrView text, std::uint32_t start, std::uint32_t* scan) const {
  *scan = text.length;
  return visit_chars(text, [&](auto* chars) -> std::int64_t {
    using Char = std::remove_cvref_t<decltype(*chars)>;
    if (universal) {
      for (std::uint32_t i = start; i < text.length; ++i) {
        if (chars[i] == '\n') return i + 1;
        if (chars[i] != '\r') continue;
        return i + 1 < text.length && chars[i + 1] == '\n' ? i + 2 : i + 1;
      }
      return -1;
    }
    const char first = ending[0];
    for (std::uint32_t i = start; i < text.length; ++i) {
      if constexpr (sizeof(Char) == 1) {
        const void* at = std::memchr(chars + i, first, text.length - i);
        if (!at) return -1;
        i = static_cast<std::uint32_t>(static_cast<const Char*>(at) - chars);
      } else if (chars[i] != static_cast<Char>(first)) {
        continue;
      }
      if (ending.size() == 1) return i + 1;
      if (i + 1 == text.length) {
        *scan = i;
        return -1;
      }
      if (chars[i + 1] == '\n') return i + 2;
    }
    return -1;
  });
}

Result<void> check_newline(Vm& vm, Value newline) {
  if (newline.is_none()) return {};
  if (!newline.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "newline must be str or None, not ", type_name(vm, newline));
  const std::string text = text_of(vm, newline);
  if (text.empty() || text == "\n" || text == "\r" || text == "\r\n") return {};
  return vm.raise_error(TypeId::ValueError, "illegal newline value: ", TRY(repr_text(vm, newline)));
}

// ---- IncrementalNewlineDecoder ----

namespace {

struct DecoderState : State {
  Newlines newlines;
  bool ready = false;
};
enum { kDecoder, kErrors };

Result<DecoderState*> ready(Vm& vm, Value self) {
  DecoderState* state = state_of<DecoderState>(self);
  if (!state->ready) return vm.raise(TypeId::ValueError, "IncrementalNewlineDecoder.__init__() not called");
  return state;
}

Result<Value> init(Vm& vm, const Args& args) {
  DecoderState* state = state_of<DecoderState>(args[0]);
  set_value(vm, args[0], kDecoder, args[1]);
  set_value(vm, args[0], kErrors, args[3]);
  state->newlines = Newlines();
  state->newlines.translate = TRY(truth(vm, args[2]));
  state->ready = true;
  return Value::none();
}

Result<Value> decode(Vm& vm, const Args& args) {
  DecoderState* state = TRY(ready(vm, args[0]));
  const bool final = TRY(truth(vm, args[2]));
  const Value decoder = value_at(args[0], kDecoder);
  Value text = args[1];
  if (!decoder.is_none()) text = TRY(vm.call_method(decoder, "decode", {text, Value::from_bool(final)}));
  if (!text.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "decoder should return a string result, not '", type_name(vm, text), "'");
  return state->newlines.decode(vm, text.as<Str>(), final);
}

Result<Value> getstate(Vm& vm, const Args& args) {
  const DecoderState* state = TRY(ready(vm, args[0]));
  const Value decoder = value_at(args[0], kDecoder);
  Value buffer = vm.empty_bytes, flag = Value::from_int(0);
  if (!decoder.is_none()) {
    const Value inner = TRY(vm.call_method(decoder, "getstate", {}));
    if (!inner.is(kind::Tuple) || inner.as<Tuple>()->length != 2) return vm.raise(TypeId::TypeError, "illegal decoder state");
    buffer = inner.as<Tuple>()->items[0];
    flag = inner.as<Tuple>()->items[1];
    if (!is_int_like(flag)) return vm.raise(TypeId::TypeError, "illegal decoder state");
  }
  flag = TRY(int_lshift(vm, flag, Value::from_int(1)));
  if (state->newlines.pending_return) flag = TRY(int_or(vm, flag, Value::from_int(1)));
  return new_tuple_of(vm, {buffer, flag});
}

Result<Value> setstate(Vm& vm, const Args& args) {
  DecoderState* state = TRY(ready(vm, args[0]));
  if (!args[1].is(kind::Tuple)) return vm.raise(TypeId::TypeError, "state argument must be a tuple");
  if (args[1].as<Tuple>()->length != 2 || !is_int_like(args[1].as<Tuple>()->items[1])) return vm.raise(TypeId::TypeError, "setstate(): illegal state argument");
  const Value flag = args[1].as<Tuple>()->items[1];
  state->newlines.pending_return = TRY(truth(vm, TRY(int_and(vm, flag, Value::from_int(1)))));
  const Value decoder = value_at(args[0], kDecoder);
  if (decoder.is_none()) return Value::none();
  const Value inner = TRY(new_tuple_of(vm, {args[1].as<Tuple>()->items[0], TRY(int_rshift(vm, flag, Value::from_int(1)))}));
  return vm.call_method(decoder, "setstate", {inner});
}

Result<Value> reset(Vm& vm, const Args& args) {
  DecoderState* state = TRY(ready(vm, args[0]));
  state->newlines.seen = 0;
  state->newlines.pending_return = false;
  const Value decoder = value_at(args[0], kDecoder);
  return decoder.is_none() ? Result<Value>(Value::none()) : vm.call_method(decoder, "reset", {});
}

Result<Value> get_newlines(Vm& vm, Value self) { return TRY(ready(vm, self))->newlines.seen_value(vm); }

constexpr NativeMethod kMethods[] = {
    {"__new__", object_new_with<DecoderState>, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__init__", init, "($self, /, decoder, translate, errors='strict')"},
    {"decode", decode, "($self, /, input, final=False)"},
    {"getstate", getstate, "($self, /)"},
    {"setstate", setstate, "($self, state, /)"},
    {"reset", reset, "($self, /)"},
};
constexpr NativeGetSet kGetSets[] = {{"newlines", get_newlines}};

}  // namespace

constexpr NativeTypeSpec kIncrementalNewlineDecoder{"_io.IncrementalNewlineDecoder", kMethods, kGetSets, "Codec used when reading a file in universal newlines mode."};

}  // namespace tauraro::io
