#include "builtins/bytes_methods.h"

namespace tauraro {

namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_alpha(char c) { return is_lower(c) || is_upper(c); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }
char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 32) : c; }

template <class Map>
Result<Value> mapped(Vm& vm, const Args& args, Map map) {
  std::string out(self_bytes(args));
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = map(i, out[i]);
  return like_self(vm, args, out);
}

template <class Test>
Result<Value> all_are(const Args& args, Test test) {
  for (const char c : self_bytes(args))
    if (!test(c)) return Value::from_bool(false);
  return Value::from_bool(!self_bytes(args).empty());
}

Result<Value> one_case(const Args& args, bool (*wanted)(char), bool (*excluded)(char)) {
  bool found = false;
  for (const char c : self_bytes(args)) {
    if (excluded(c)) return Value::from_bool(false);
    found |= wanted(c);
  }
  return Value::from_bool(found);
}

struct PadArguments {
  std::int64_t width;
  char fill;
};

Result<PadArguments> pad_arguments(Vm& vm, const Args& args, const char* name) {
  PadArguments pad{TRY(index_to_int64(vm, args[1])), ' '};
  if (!args.has(2)) return pad;
  const Value fill = args[2];
  const bool one_byte = (fill.is(kind::Bytes) || fill.is(kind::ByteArray)) && bytes_of(fill).size() == 1;
  if (!one_byte)
    return vm.raise_error(TypeId::TypeError, name, "() argument 2 must be a byte string of length 1, not ", fill.is_none() ? "None" : type_name(vm, fill));
  pad.fill = bytes_of(fill)[0];
  return pad;
}

Result<Value> padded(Vm& vm, const Args& args, std::int64_t left, std::int64_t right, char fill) {
  if (left <= 0 && right <= 0) return like_self(vm, args, self_bytes(args));
  if (left + right > static_cast<std::int64_t>(kMaxStrLength)) return vm.out_of_memory();
  std::string out(static_cast<std::size_t>(left), fill);
  out += self_bytes(args);
  out.append(static_cast<std::size_t>(right), fill);
  return like_self(vm, args, out);
}

std::int64_t self_length(const Args& args) { return static_cast<std::int64_t>(self_bytes(args).size()); }

}  // namespace

namespace bytes_methods {

Result<Value> bytes_lower(Vm& vm, const Args& args) { return mapped(vm, args, [](std::size_t, char c) { return to_lower(c); }); }
Result<Value> bytes_upper(Vm& vm, const Args& args) { return mapped(vm, args, [](std::size_t, char c) { return to_upper(c); }); }
Result<Value> bytes_swapcase(Vm& vm, const Args& args) {
  return mapped(vm, args, [](std::size_t, char c) { return is_lower(c) ? to_upper(c) : to_lower(c); });
}
Result<Value> bytes_capitalize(Vm& vm, const Args& args) {
  return mapped(vm, args, [](std::size_t i, char c) { return i == 0 ? to_upper(c) : to_lower(c); });
}
Result<Value> bytes_title(Vm& vm, const Args& args) {
  bool in_word = false;
  return mapped(vm, args, [&](std::size_t, char c) {
    const char out = in_word ? to_lower(c) : to_upper(c);
    in_word = is_alpha(c);
    return out;
  });
}

Result<Value> bytes_isalnum(Vm& vm, const Args& args) { return all_are(args, [](char c) { return is_alpha(c) || is_digit(c); }); }
Result<Value> bytes_isalpha(Vm& vm, const Args& args) { return all_are(args, is_alpha); }
Result<Value> bytes_isdigit(Vm& vm, const Args& args) { return all_are(args, is_digit); }
Result<Value> bytes_isspace(Vm& vm, const Args& args) { return all_are(args, is_ascii_space); }
Result<Value> bytes_islower(Vm& vm, const Args& args) { return one_case(args, is_lower, is_upper); }
Result<Value> bytes_isupper(Vm& vm, const Args& args) { return one_case(args, is_upper, is_lower); }
Result<Value> bytes_isascii(Vm& vm, const Args& args) {
  const std::string_view self = self_bytes(args);
  return Value::from_bool(all_ascii(reinterpret_cast<const std::uint8_t*>(self.data()), self.size()));
}
Result<Value> bytes_istitle(Vm& vm, const Args& args) {
  bool in_word = false, found = false;
  for (const char c : self_bytes(args)) {
    if (is_alpha(c) && is_upper(c) == in_word) return Value::from_bool(false);
    in_word = is_alpha(c);
    found |= in_word;
  }
  return Value::from_bool(found);
}

Result<Value> bytes_ljust(Vm& vm, const Args& args) {
  const PadArguments pad = TRY(pad_arguments(vm, args, "ljust"));
  return padded(vm, args, 0, std::max<std::int64_t>(0, pad.width - self_length(args)), pad.fill);
}
Result<Value> bytes_rjust(Vm& vm, const Args& args) {
  const PadArguments pad = TRY(pad_arguments(vm, args, "rjust"));
  return padded(vm, args, std::max<std::int64_t>(0, pad.width - self_length(args)), 0, pad.fill);
}
Result<Value> bytes_center(Vm& vm, const Args& args) {
  const PadArguments pad = TRY(pad_arguments(vm, args, "center"));
  const std::int64_t room = std::max<std::int64_t>(0, pad.width - self_length(args));
  const std::int64_t left = room / 2 + (room & pad.width & 1);
  return padded(vm, args, left, room - left, pad.fill);
}
Result<Value> bytes_zfill(Vm& vm, const Args& args) {
  const std::int64_t room = TRY(index_to_int64(vm, args[1])) - self_length(args);
  const std::string_view self = self_bytes(args);
  if (room <= 0 || self.empty() || (self[0] != '+' && self[0] != '-')) return padded(vm, args, std::max<std::int64_t>(0, room), 0, '0');
  std::string out(1, self[0]);
  out.append(static_cast<std::size_t>(room), '0');
  out += self.substr(1);
  return like_self(vm, args, out);
}
Result<Value> bytes_expandtabs(Vm& vm, const Args& args) {
  const std::int64_t tab_size = TRY(index_to_int64(vm, args[1]));
  if (tab_size > INT32_MAX) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C int");
  std::string out;
  std::int64_t column = 0;
  for (const char c : self_bytes(args)) {
    if (c != '\t') {
      out += c;
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    } else if (tab_size > 0) {
      const std::int64_t step = tab_size - column % tab_size;
      if (out.size() + static_cast<std::size_t>(step) > kMaxStrLength) return vm.raise(TypeId::OverflowError, "result too long");
      out.append(static_cast<std::size_t>(step), ' ');
      column += step;
    }
  }
  return like_self(vm, args, out);
}

}  // namespace bytes_methods
}  // namespace tauraro
