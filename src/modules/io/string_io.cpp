// StringIO: a text stream in memory.
#include <memory>

#include "modules/c_arguments.h"
#include "modules/io/io.h"
#include "modules/io/newlines.h"
#include "object/str_chars.h"

namespace tauraro::io {
namespace {

/// The text is collected in `appended` as long as it is only written at its end; a seek or a read moves it to `characters`.
struct StringState : State {
  std::unique_ptr<StrBuilder> appended;
  std::u32string characters;
  std::int64_t position = 0;
  bool ready = false, closed = false;
  bool decodes = false;       ///< newlines are read or written universally
  Newlines newlines;
  LineEnds ends;
  std::string written_newline;  ///< what \n becomes; empty: \n
  Heap* heap = nullptr;
  std::size_t accounted = 0;  ///< bytes told to the heap

  ~StringState() override {
    if (accounted) heap->release_external(accounted);
  }
  std::int64_t length() const { return static_cast<std::int64_t>(appended ? appended->length() : characters.size()); }
};
enum { kNewline };

StringState& state(Value self) { return *state_of<StringState>(self); }

Result<StringState*> open_string(Vm& vm, Value self) {
  StringState* string = state_of<StringState>(self);
  if (!string->ready) return vm.raise(TypeId::ValueError, "I/O operation on uninitialized object");
  if (string->closed) return raise_closed(vm, "I/O operation on closed file");
  return string;
}

/// To an array of characters, for anything but appending.
void settle(StringState& string) {
  if (!string.appended) return;
  const StrView text = string.appended->view();
  string.characters.resize(text.length);
  copy_chars(string.characters.data(), 4, text);
  string.appended.reset();
}

Result<void> account(Vm& vm, StringState& string, std::size_t characters) {
  const std::size_t bytes = characters * (string.appended ? string.appended->view().width : 4);
  if (bytes <= string.accounted) return {};
  const std::size_t more = bytes * 2 - string.accounted;
  if (!vm.heap.account_external(static_cast<std::int64_t>(more))) return vm.out_of_memory();
  string.accounted += more;
  return {};
}

Result<void> write_text(Vm& vm, Value self, Value object) {
  StringState& string = state(self);
  if (!object.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "string argument expected, got '", full_type_name(vm, vm.type_of(object)), "'");
  Value text = object;
  if (string.decodes) text = TRY(string.newlines.decode(vm, text.as<Str>(), true));
  if (!string.written_newline.empty())
    text = TRY(vm.call_method(text, "replace", {Value::from_cell(intern(vm, "\n")), Value::from_cell(intern(vm, string.written_newline))}));
  if (!flatten(vm, text.as<Str>())) return Raised{};
  const StrView characters = view(text.as<Str>());
  if (string.appended && string.position == string.length()) {
    TRY(account(vm, string, string.appended->length() + characters.length));
    string.appended->append(text.as<Str>());
    string.position += characters.length;
    return {};
  }
  settle(string);
  const std::size_t position = static_cast<std::size_t>(string.position), end = position + characters.length;
  TRY(account(vm, string, end));
  if (end > string.characters.size()) string.characters.resize(end, U'\0');
  copy_chars(string.characters.data() + position, 4, characters);
  string.position = static_cast<std::int64_t>(end);
  return {};
}

Result<void> set_newline(Vm& vm, Value self, Value newline) {
  StringState& string = state(self);
  set_value(vm, self, kNewline, newline);
  const std::string text = newline.is_none() ? std::string() : text_of(vm, newline);
  string.decodes = newline.is_none() || text.empty();
  string.newlines.translate = newline.is_none();
  string.ends.universal = !newline.is_none() && text.empty();
  string.ends.ending = newline.is_none() || text.empty() ? "\n" : text;
  string.written_newline = text == "\r" || text == "\r\n" ? text : std::string();
  return {};
}

void reset(Vm& vm, StringState& string) {
  string.appended = std::make_unique<StrBuilder>(vm);
  string.characters.clear();
  string.position = 0;
  string.closed = false;
  string.newlines = Newlines();
  string.heap = &vm.heap;
}

Result<Value> init(Vm& vm, const Args& args) {
  StringState& string = state(args[0]);
  string.ready = false;
  const Value newline = args.has(2) ? args[2] : Value::from_cell(intern(vm, "\n"));
  TRY(check_newline(vm, newline));
  const Value initial = args[1];
  if (!initial.is_none() && !initial.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "initial_value must be str or None, not ", type_name(vm, initial));
  reset(vm, string);
  TRY(set_newline(vm, args[0], newline));
  if (!initial.is_none() && initial.as<Str>()->length) TRY(write_text(vm, args[0], initial));
  settle(string);
  string.position = 0;
  if (string.characters.empty()) string.appended = std::make_unique<StrBuilder>(vm);
  string.ready = true;
  return Value::none();
}

Result<Value> text_between(Vm& vm, StringState& string, std::int64_t start, std::int64_t end) {
  return Value::from_cell(TRY(new_str_ucs4(vm, string.characters.data() + start, static_cast<std::size_t>(end - start))));
}

Result<Value> whole(Vm& vm, StringState& string) {
  if (string.appended) return Value::from_cell(TRY(new_str_view(vm, string.appended->view())));
  return text_between(vm, string, 0, string.length());
}

Result<Value> getvalue(Vm& vm, const Args& args) { return whole(vm, *TRY(open_string(vm, args[0]))); }

Result<Value> read(Vm& vm, const Args& args) {
  StringState* string = TRY(open_string(vm, args[0]));
  const std::int64_t size = TRY(size_argument(vm, args[1]));
  if (string->position == 0 && (size < 0 || size >= string->length())) {
    const Value all = TRY(whole(vm, *string));
    string->position = string->length();
    return all;
  }
  settle(*string);
  const std::int64_t start = std::min(string->position, string->length()), left = string->length() - start;
  const std::int64_t count = size < 0 ? left : std::min(size, left);
  string->position += count;
  return text_between(vm, *string, start, start + count);
}

Result<Value> next_line(Vm& vm, StringState& string, std::int64_t limit) {
  settle(string);
  const std::int64_t length = string.length();
  if (string.position >= length) return vm.empty_str;
  const std::int64_t most = limit < 0 ? length : std::min(length, string.position + std::min(limit, length));
  const StrView text{string.characters.data(), static_cast<std::uint32_t>(most), 4};
  std::uint32_t scan;
  const std::int64_t found = string.ends.find(text, static_cast<std::uint32_t>(string.position), &scan);
  const std::int64_t start = string.position;
  string.position = found < 0 ? most : found;
  return text_between(vm, string, start, string.position);
}

Result<Value> readline(Vm& vm, const Args& args) {
  StringState* string = TRY(open_string(vm, args[0]));
  return next_line(vm, *string, TRY(size_argument(vm, args[1])));
}

Result<Value> next_item(Vm& vm, const Args& args) {
  StringState* string = TRY(open_string(vm, args[0]));
  const bool exact = !(vm.type_of(args[0])->flags & kTypeHeap);
  const Value line = exact ? TRY(next_line(vm, *string, -1)) : TRY(vm.call_method(args[0], "readline", {}));
  if (!line.is(kind::Str)) return vm.raise_error(TypeId::OSError, "readline() should have returned a str object, not '", full_type_name(vm, vm.type_of(line)), "'");
  if (line.as<Str>()->length == 0) return vm.raise_stop_iteration(Value::none());
  return line;
}

Result<Value> write(Vm& vm, const Args& args) {
  TRY(open_string(vm, args[0]));
  TRY(write_text(vm, args[0], args[1]));
  return Value::from_int(args[1].as<Str>()->length);
}

Result<Value> tell(Vm& vm, const Args& args) { return new_int(vm, TRY(open_string(vm, args[0]))->position); }

Result<Value> seek(Vm& vm, const Args& args) {
  StringState* string = TRY(open_string(vm, args[0]));
  const std::int64_t position = TRY(index_to_int64(vm, args[1]));
  const int whence = TRY(clinic_c_int(vm, args[2]));
  if (whence < 0 || whence > 2) return vm.raise_error(TypeId::ValueError, "Invalid whence (", whence, ", should be 0, 1 or 2)");
  if (position < 0 && whence == 0) return vm.raise_error(TypeId::ValueError, "Negative seek position ", position);
  if (whence != 0 && position != 0) return vm.raise(TypeId::OSError, "Can't do nonzero cur-relative seeks");
  if (whence == 0) string->position = position;
  if (whence == 2) string->position = string->length();
  return new_int(vm, string->position);
}

Result<Value> truncate(Vm& vm, const Args& args) {
  StringState* string = TRY(open_string(vm, args[0]));
  const std::int64_t size = args[1].is_none() ? string->position : TRY(index_to_int64(vm, args[1]));
  if (size < 0) return vm.raise_error(TypeId::ValueError, "Negative size value ", size);
  settle(*string);
  if (size < string->length()) string->characters.resize(static_cast<std::size_t>(size));
  return new_int(vm, size);
}

Result<Value> close(Vm& vm, const Args& args) {
  StringState& string = state(args[0]);
  string.closed = true;
  string.appended.reset();
  string.characters = std::u32string();
  (void)vm;
  return Value::none();
}

template <bool Answer>
Result<Value> answer(Vm& vm, const Args& args) {
  TRY(open_string(vm, args[0]));
  return Value::from_bool(Answer);
}

Result<Value> getstate(Vm& vm, const Args& args) {
  StringState* string = TRY(open_string(vm, args[0]));
  const Value attributes = TRY(find_attr(vm, args[0], "__dict__"));
  const Value kept = attributes.is(kind::Dict) && attributes.as<Dict>()->count ? Value::from_cell(TRY(dict_copy(vm, attributes.as<Dict>()))) : Value::none();
  return new_tuple_of(vm, {TRY(whole(vm, *string)), value_at(args[0], kNewline), TRY(new_int(vm, string->position)), kept});
}

Result<Value> setstate(Vm& vm, const Args& args) {
  StringState& string = state(args[0]);
  if (string.closed) return raise_closed(vm, "I/O operation on closed file");
  if (!args[1].is(kind::Tuple) || args[1].as<Tuple>()->length < 4)
    return vm.raise_error(TypeId::TypeError, full_type_name(vm, vm.type_of(args[0])), ".__setstate__ argument should be 4-tuple, got ", full_type_name(vm, vm.type_of(args[1])));
  const Value* items = args[1].as<Tuple>()->items;
  if (!items[0].is(kind::Str) && !items[0].is_none()) return vm.raise_error(TypeId::TypeError, "initial_value must be str or None, not ", type_name(vm, items[0]));
  TRY(check_newline(vm, items[1]));
  reset(vm, string);
  TRY(set_newline(vm, args[0], items[1]));
  string.ready = true;
  if (items[0].is(kind::Str)) string.appended->append(items[0].as<Str>());
  settle(string);
  if (!is_int_like(items[2])) return vm.raise_error(TypeId::TypeError, "third item of state must be an integer, got ", full_type_name(vm, vm.type_of(items[2])));
  const std::int64_t position = TRY(index_to_int64(vm, items[2]));
  if (position < 0) return vm.raise(TypeId::ValueError, "position value cannot be negative");
  string.position = position;
  if (items[3].is_none()) return Value::none();
  if (!items[3].is(kind::Dict)) return vm.raise_error(TypeId::TypeError, "fourth item of state should be a dict, got a ", full_type_name(vm, vm.type_of(items[3])));
  TRY(dict_update(vm, TRY(get_attr(vm, args[0], "__dict__")).as<Dict>(), items[3]));
  return Value::none();
}

Result<Value> get_closed(Vm& vm, Value self) {
  if (!state(self).ready) return vm.raise(TypeId::ValueError, "I/O operation on uninitialized object");
  return Value::from_bool(state(self).closed);
}
Result<Value> get_newlines(Vm& vm, Value self) {
  StringState* string = TRY(open_string(vm, self));
  return string->decodes ? string->newlines.seen_value(vm) : Result<Value>(Value::none());
}
Result<Value> get_line_buffering(Vm& vm, Value self) {
  TRY(open_string(vm, self));
  return Value::from_bool(false);
}

constexpr NativeMethod kMethods[] = {
    {"__new__", object_new_with<StringState>, "($type, /, *args, **kwargs)", NativeMethod::Static},
    {"__init__", init, "($self, /, initial_value='', newline=<unset>)"},
    {"getvalue", getvalue, "($self, /)", NativeMethod::Plain, "Retrieve the entire contents of the object."},
    {"read", read, "($self, size=-1, /)", NativeMethod::Plain, "Read at most size characters, returned as a string."},
    {"readline", readline, "($self, size=-1, /)", NativeMethod::Plain, "Read until newline or EOF."},
    {"__next__", next_item, "($self, /)"},
    {"write", write, "($self, s, /)", NativeMethod::Plain, "Write string to file."},
    {"tell", tell, "($self, /)", NativeMethod::Plain, "Tell the current file position."},
    {"seek", seek, "($self, pos, whence=0, /)", NativeMethod::Plain, "Change stream position."},
    {"truncate", truncate, "($self, pos=None, /)", NativeMethod::Plain, "Truncate size to pos."},
    {"close", close, "($self, /)", NativeMethod::Plain, "Close the IO object."},
    {"readable", answer<true>, "($self, /)", NativeMethod::Plain, "Returns True if the IO object can be read."},
    {"writable", answer<true>, "($self, /)", NativeMethod::Plain, "Returns True if the IO object can be written."},
    {"seekable", answer<true>, "($self, /)", NativeMethod::Plain, "Returns True if the IO object can be seeked."},
    {"__getstate__", getstate, "($self, /)"},
    {"__setstate__", setstate, "($self, state, /)"},
};
constexpr NativeGetSet kGetSets[] = {{"closed", get_closed}, {"newlines", get_newlines}, {"line_buffering", get_line_buffering}};

}  // namespace

constexpr NativeTypeSpec kStringIo{"_io.StringIO", kMethods, kGetSets, "Text I/O implementation using an in-memory buffer."};

}  // namespace tauraro::io
