// TextIOWrapper: making one, its attributes and its end.
#include "modules/io/text_state.h"
#include "object/codecs.h"
#include "vm/services.h"

namespace tauraro::io {

Result<TextState*> attached(Vm& vm, Value self) {
  TextState* state = text_of_value(self);
  if (state->ready) return state;
  if (state->detached) return vm.raise(TypeId::ValueError, "underlying buffer has been detached");
  return vm.raise(TypeId::ValueError, "I/O operation on uninitialized object");
}

Result<bool> text_is_closed(Vm& vm, Value self) {
  const Value buffer = value_at(self, kBuffer);
  if (text_of_value(self)->native_buffer) {
    const Value raw = value_at(buffer, 0);
    if (!raw.is_empty() && is_exactly(vm, raw, kFileIo)) return file_of(raw)->descriptor < 0;
  }
  return is_closed(vm, buffer);
}

Result<TextState*> open_text(Vm& vm, Value self) {
  TextState* state = TRY(attached(vm, self));
  if (TRY(text_is_closed(vm, self))) return raise_closed(vm);
  return state;
}

namespace {

/// The codecs whose decoding needs no state but an incomplete character.
const NativeCodec* stateless_codec(const std::string& encoding) {
  std::string name;
  for (const char c : encoding) name += c == '-' || c == ' ' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const NativeCodec* codec = find_native_codec(name);
  if (!codec) return nullptr;
  const std::string_view real = codec->name;
  return real == "utf_8" || real == "latin_1" || real == "ascii" ? codec : nullptr;
}

Result<void> set_newline(Vm& vm, TextState& state, Value newline) {
  const std::string text = newline.is(kind::Str) ? text_of(vm, newline) : std::string();
  const bool none = newline.is_none() || newline.is_empty();
  state.universal = none || text.empty();
  state.newlines.translate = none;
  state.ends.universal = !none && text.empty();
  state.ends.ending = none || text.empty() ? "\n" : text;
  state.written_newline = text == "\r" || text == "\r\n" ? text : std::string();
  return {};
}

/// Incremental coders of the registry's codec, where they are needed.
Result<void> set_codec(Vm& vm, Value self, Str* encoding, Str* errors) {
  TextState& state = *text_of_value(self);
  const std::string name = to_utf8(vm, encoding);
  if (name.find('\0') != std::string::npos) return vm.raise(TypeId::ValueError, "embedded null character");
  state.codec = stateless_codec(name);
  set_value(vm, self, kEncoding, Value::from_cell(encoding));
  set_value(vm, self, kErrors, Value::from_cell(errors));
  if (state.codec) return {};
  const Value info = TRY(lookup_codec(vm, encoding));
  const Value is_text = TRY(find_attr(vm, info, "_is_text_encoding"));
  if (!is_text.is_not_found() && !TRY(truth(vm, is_text)))
    return vm.raise_error(TypeId::LookupError, "'", name, "' is not a text encoding; use codecs.open() to handle arbitrary codecs");
  const Value errors_value = Value::from_cell(errors);
  if (state.can_decode) {
    Value decoder = TRY(vm.call(TRY(get_attr(vm, info, "incrementaldecoder")), {errors_value}));
    if (state.universal)
      decoder = TRY(vm.call(Value::from_cell(vm.native_type(kIncrementalNewlineDecoder)), {decoder, Value::from_bool(state.newlines.translate)}));
    set_value(vm, self, kDecoder, decoder);
  }
  if (state.can_encode) set_value(vm, self, kEncoder, TRY(vm.call(TRY(get_attr(vm, info, "incrementalencoder")), {errors_value})));
  return {};
}

/// In the middle of a stream no byte order mark is written.
Result<void> fix_encoder(Vm& vm, Value self) {
  TextState& state = *text_of_value(self);
  if (!state.seekable || !state.can_encode || state.codec) return {};
  const Value position = TRY(vm.call_method(value_at(self, kBuffer), "tell", {}));
  if (!TRY(compare_truth(vm, CompareOp::Eq, position, Value::from_int(0)))) (void)TRY(vm.call_method(value_at(self, kEncoder), "setstate", {Value::from_int(0)}));
  return {};
}

Result<bool> ask(Vm& vm, Value buffer, const char* method) { return truth(vm, TRY(vm.call_method(buffer, method, {}))); }

struct TextSettings {
  Value buffer;
  Str* encoding;
  Str* errors;
  Value newline;
  bool line_buffering, write_through;
};

Result<void> set_up(Vm& vm, Value self, const TextSettings& settings) {
  TextState& state = *text_of_value(self);
  state.~TextState();
  new (&state) TextState;
  set_value(vm, self, kBuffer, settings.buffer);
  for (const int index : {kDecoder, kEncoder, kDecoded}) native(self)->values[index] = Value();
  TRY(set_newline(vm, state, settings.newline));
  const bool native_buffered = is_exactly(vm, settings.buffer, kBufferedReader) || is_exactly(vm, settings.buffer, kBufferedWriter) || is_exactly(vm, settings.buffer, kBufferedRandom);
  state.native_buffer = native_buffered;
  state.can_decode = TRY(ask(vm, settings.buffer, "readable"));
  state.can_encode = TRY(ask(vm, settings.buffer, "writable"));
  state.line_buffering = settings.line_buffering;
  state.write_through = settings.write_through;
  TRY(set_codec(vm, self, settings.encoding, settings.errors));
  state.seekable = state.telling = TRY(ask(vm, settings.buffer, "seekable"));
  state.has_read1 = !TRY(find_attr(vm, settings.buffer, "read1")).is_not_found();
  TRY(fix_encoder(vm, self));
  state.ready = true;
  return {};
}

Result<Str*> encoding_argument(Vm& vm, Value encoding) {
  if (encoding.is_none() || encoding.is_empty()) return intern(vm, locale_encoding(vm));
  if (!encoding.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "TextIOWrapper() argument 'encoding' must be str or None, not ", full_type_name(vm, vm.type_of(encoding)));
  if (str_equal(vm, encoding.as<Str>(), "locale")) return intern(vm, "UTF-8");
  return encoding.as<Str>();
}

Result<void> check_text_newline(Vm& vm, Value newline) {
  if (newline.is_none() || newline.is_empty()) return {};
  if (!newline.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "TextIOWrapper() argument 'newline' must be str or None, not ", full_type_name(vm, vm.type_of(newline)));
  const std::string text = text_of(vm, newline);
  if (text.empty() || text == "\n" || text == "\r" || text == "\r\n") return {};
  return vm.raise_error(TypeId::ValueError, "illegal newline value: ", text);
}

Result<Value> init(Vm& vm, const Args& args) {
  TextState& state = *text_of_value(args[0]);
  state.ready = state.detached = false;
  if (!args[3].is_none() && !args[3].is(kind::Str))
    return vm.raise_error(TypeId::TypeError, "TextIOWrapper() argument 'errors' must be str or None, not ", full_type_name(vm, vm.type_of(args[3])));
  Str* encoding = TRY(encoding_argument(vm, args[2]));
  TRY(check_text_newline(vm, args[4]));
  Str* errors = args[3].is_none() ? intern(vm, "strict") : args[3].as<Str>();
  TRY(set_up(vm, args[0], {args[1], encoding, errors, args[4], TRY(truth(vm, args[5])), TRY(truth(vm, args[6]))}));
  return Value::none();
}

Result<Value> reconfigure(Vm& vm, const Args& args) {
  const Value self = args[0];
  TextState& state = *TRY(attached(vm, self));
  const Value encoding = args[1], errors = args[2], newline = args[3];
  const bool new_newline = args.has(3);
  if (state.can_decode && state.has_snapshot && value_at(self, kDecoded).is(kind::Str) && (!encoding.is_none() || !errors.is_none() || new_newline))
    return raise_unsupported(vm, "It is not possible to set the encoding or newline of stream after the first read");
  if (new_newline) TRY(check_text_newline(vm, newline));
  const bool line_buffering = args[4].is_none() ? state.line_buffering : TRY(truth(vm, args[4]));
  const bool write_through = args[5].is_none() ? state.write_through : TRY(truth(vm, args[5]));
  (void)TRY(vm.call_method(self, "flush", {}));
  if (!encoding.is_none() || !errors.is_none() || new_newline) {
    for (const Value value : {encoding, errors})
      if (!value.is_none() && !value.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "reconfigure() argument must be str or None, not ", full_type_name(vm, vm.type_of(value)));
    if (new_newline) TRY(set_newline(vm, state, newline));
    Str* new_encoding = encoding.is_none() ? value_at(self, kEncoding).as<Str>() : TRY(encoding_argument(vm, encoding));
    Str* new_errors = !errors.is_none() ? errors.as<Str>() : encoding.is_none() ? value_at(self, kErrors).as<Str>() : intern(vm, "strict");
    TRY(set_codec(vm, self, new_encoding, new_errors));
    TRY(fix_encoder(vm, self));
  }
  state.line_buffering = line_buffering;
  state.write_through = write_through;
  return Value::none();
}

Result<Value> write(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str)) {
    TRY(attached(vm, args[0]));
    return vm.raise_error(TypeId::TypeError, "write() argument must be str, not ", full_type_name(vm, vm.type_of(args[1])));
  }
  TRY(text_write(vm, args[0], args[1].as<Str>()));
  return Value::from_int(args[1].as<Str>()->length);
}

Result<Value> flush(Vm& vm, const Args& args) {
  TextState& state = *TRY(open_text(vm, args[0]));
  state.telling = state.seekable;
  TRY(write_pending(vm, args[0]));
  return vm.call_method(value_at(args[0], kBuffer), "flush", {});
}

Result<Value> close(Vm& vm, const Args& args) {
  TRY(attached(vm, args[0]));
  if (TRY(text_is_closed(vm, args[0]))) return Value::none();
  const Value buffer = value_at(args[0], kBuffer);
  const Value finalizing = TRY(find_attr(vm, args[0], "_finalizing"));
  if (!finalizing.is_not_found() && text_of_value(args[0])->native_buffer) TRY(set_attr(vm, buffer, "_finalizing", finalizing));
  const Result<Value> flushed = vm.call_method(args[0], "flush", {});
  const Value first = flushed.is_raised() ? vm.catch_pending() : Value();
  if (flushed.is_raised() && first.is_empty()) return Raised{};
  const Result<Value> closed = vm.call_method(buffer, "close", {});
  if (first.is_empty()) return closed;
  if (closed.is_raised()) {
    const Value second = vm.catch_pending();
    if (second.is_empty()) return Raised{};
    if (second.is(kind::Exception) && second.as<Exception>()->context.is_empty()) {
      second.as<Exception>()->context = first;
      vm.barrier(second.as_cell());
    }
    return vm.raise_object(second);
  }
  return vm.raise_object(first);
}

Result<Value> detach(Vm& vm, const Args& args) {
  TextState& state = *TRY(attached(vm, args[0]));
  (void)TRY(vm.call_method(args[0], "flush", {}));
  const Value buffer = value_at(args[0], kBuffer);
  native(args[0])->values[kBuffer] = Value();
  state.detached = true;
  state.ready = false;
  return buffer;
}

#define FORWARD(name)                                        \
  Result<Value> forward_##name(Vm& vm, const Args& args) {   \
    TRY(attached(vm, args[0]));                              \
    return vm.call_method(value_at(args[0], kBuffer), #name, {}); \
  }
FORWARD(fileno) FORWARD(seekable) FORWARD(readable) FORWARD(writable) FORWARD(isatty)
#undef FORWARD

Result<std::string> attribute_text(Vm& vm, Value self, const char* name, const char* label) {
  const Result<Value> found = get_attr(vm, self, name);
  if (found.is_raised()) {
    if (!vm.catch_if(TypeId::AttributeError) && !vm.catch_if(TypeId::ValueError)) return Raised{};
    return std::string();
  }
  return concat(" ", label, "=", TRY(repr_text(vm, found.value())));
}

Result<Value> show(Vm& vm, const Args& args) {
  TRY(attached(vm, args[0]));
  if (repr_enter(vm, args[0])) return vm.raise_error(TypeId::RuntimeError, "reentrant call inside ", full_type_name(vm, vm.type_of(args[0])), ".__repr__");
  const Result<std::string> name = attribute_text(vm, args[0], "name", "name");
  const Result<std::string> mode = name.is_raised() ? Result<std::string>(Raised{}) : attribute_text(vm, args[0], "mode", "mode");
  repr_leave(vm, args[0]);
  const std::string encoding = TRY(repr_text(vm, value_at(args[0], kEncoding)));
  return Value::from_cell(TRY(new_str(vm, concat("<_io.TextIOWrapper", TRY(name), TRY(mode), " encoding=", encoding, ">"))));
}

Result<Value> refuse_pickle(Vm& vm, const Args& args) { return vm.raise_error(TypeId::TypeError, "cannot pickle '", full_type_name(vm, vm.type_of(args[0])), "' object"); }

Result<Value> get_encoding(Vm& vm, Value self) {
  TRY(attached(vm, self));
  return value_at(self, kEncoding);
}
Result<Value> get_errors(Vm& vm, Value self) {
  TRY(attached(vm, self));
  return value_at(self, kErrors);
}
Result<Value> get_buffer(Vm& vm, Value self) {
  TRY(attached(vm, self));
  return value_at(self, kBuffer);
}
Result<Value> get_name(Vm& vm, Value self) {
  TRY(attached(vm, self));
  return get_attr(vm, value_at(self, kBuffer), "name");
}
Result<Value> get_closed(Vm& vm, Value self) {
  TRY(attached(vm, self));
  return Value::from_bool(TRY(text_is_closed(vm, self)));
}
Result<Value> get_line_buffering(Vm&, Value self) { return Value::from_bool(text_of_value(self)->line_buffering); }
Result<Value> get_write_through(Vm&, Value self) { return Value::from_bool(text_of_value(self)->write_through); }
Result<Value> get_newlines(Vm& vm, Value self) {
  TextState& state = *TRY(attached(vm, self));
  if (state.codec) return state.universal ? state.newlines.seen_value(vm) : Result<Value>(Value::none());
  const Value decoder = value_at(self, kDecoder);
  if (decoder.is_empty()) return Value::none();
  const Value newlines = TRY(find_attr(vm, decoder, "newlines"));
  return newlines.is_not_found() ? Value::none() : newlines;
}
Result<Value> get_chunk_size(Vm& vm, Value self) { return new_int(vm, TRY(attached(vm, self))->chunk_size); }
Result<void> set_chunk_size(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::AttributeError, "cannot delete attribute");
  const std::int64_t size = TRY(index_to_int64(vm, value));
  if (size <= 0) return vm.raise(TypeId::ValueError, "a strictly positive integer is required");
  text_of_value(self)->chunk_size = size;
  return {};
}

constexpr NativeMethod kMethods[] = {
    {"__new__", object_new_with<TextState>, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__init__", init, "($self, /, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)"},
    {"reconfigure", reconfigure, "($self, /, *, encoding=None, errors=None, newline=<unset>, line_buffering=None, write_through=None)", NativeMethod::Plain, "Reconfigure the text stream with new parameters."},
    {"write", write, "($self, text, /)"},
    {"read", text_read, "($self, size=-1, /)"},
    {"readline", text_readline, "($self, size=-1, /)"},
    {"__next__", text_next_line, "($self, /)"},
    {"tell", text_tell, "($self, /)"},
    {"seek", text_seek, "($self, cookie, whence=0, /)"},
    {"truncate", text_truncate, "($self, pos=None, /)"},
    {"flush", flush, "($self, /)"},
    {"close", close, "($self, /)"},
    {"detach", detach, "($self, /)"},
    {"fileno", forward_fileno, "($self, /)"},
    {"seekable", forward_seekable, "($self, /)"},
    {"readable", forward_readable, "($self, /)"},
    {"writable", forward_writable, "($self, /)"},
    {"isatty", forward_isatty, "($self, /)"},
    {"__repr__", show, "($self, /)"},
    {"__getstate__", refuse_pickle, "($self, /)"},
};
constexpr NativeGetSet kGetSets[] = {{"encoding", get_encoding}, {"errors", get_errors}, {"buffer", get_buffer}, {"name", get_name}, {"closed", get_closed},
                                     {"line_buffering", get_line_buffering}, {"write_through", get_write_through}, {"newlines", get_newlines}, {"_CHUNK_SIZE", get_chunk_size, set_chunk_size}};

}  // namespace

Result<Value> new_text(Vm& vm, Value buffer, const TextOptions& options) {
  const Value self = Value::from_cell(TRY(new_object(vm, vm.native_type(kTextIoWrapper))));
  set_state(self, new TextState);
  Str* encoding = intern(vm, options.encoding.empty() ? locale_encoding(vm) : options.encoding);
  const Value newline = options.newline.is_empty() ? Value::none() : options.newline;
  TRY(set_up(vm, self, {buffer, encoding, intern(vm, options.errors), newline, options.line_buffering, options.write_through}));
  return self;
}

constexpr NativeTypeSpec kTextIoWrapper{"_io.TextIOWrapper", kMethods, kGetSets, "Character and line based layer over a BufferedIOBase object, buffer."};

}  // namespace tauraro::io
