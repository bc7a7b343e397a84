// Opcodes of numbers, texts, bytes, buffers and of the memo.
#include <cerrno>
#include <cstdlib>

#include "modules/pickle/unpickling.h"
#include "object/bytes.h"
#include "object/codec.h"
#include "object/codecs.h"
#include "object/memory_view.h"

namespace tauraro::pickle {
namespace {

/// A line without its end; at least one character before it.
Result<std::string> text_line(Unpickling& u) {
  const std::string_view line = TRY(u.read_line());
  if (line.size() < 2) return u.truncated();
  return std::string(line.substr(0, line.size() - 1));
}

Result<Value> parse_int(Unpickling& u, const std::string& text, int base) {
  return int_from_str(u.vm, TRY(str_value(u.vm, text)), base);
}

Result<Value> load_int(Unpickling& u) {
  const std::string text = TRY(text_line(u));
  char* end;
  errno = 0;
  const long long number = std::strtoll(text.c_str(), &end, 0);
  if (errno == 0 && *end == '\0') {
    if (text.size() == 2 && (number == 0 || number == 1)) return Value::from_bool(number == 1);
    return new_int(u.vm, number);
  }
  const Result<Value> big = parse_int(u, text, 0);
  if (!big.is_raised()) return big;
  if (u.vm.catch_pending().is_empty()) return Raised{};
  return u.vm.raise(TypeId::ValueError, "could not convert string to int");
}

Result<Value> load_long(Unpickling& u) {
  std::string text = TRY(text_line(u));
  if (text.back() == 'L') text.pop_back();
  return parse_int(u, text, 0);
}

Result<Value> load_counted_long(Unpickling& u, std::size_t size) {
  const std::int64_t length = size == 1 ? static_cast<std::int64_t>(TRY(read_number(u, 1))) : static_cast<std::int32_t>(TRY(read_number(u, 4)));
  if (length < 0) return raise_pickling(u.vm, kUnpicklingError, "LONG pickle has negative byte count");
  if (length == 0) return Value::from_int(0);
  const std::string_view bytes = TRY(u.read(static_cast<std::size_t>(length)));
  return int_from_bytes(u.vm, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), true, true);
}

Result<Value> load_float(Unpickling& u) {
  const std::string text = TRY(text_line(u));
  const Result<Value> number = float_from_str(u.vm, TRY(str_value(u.vm, text)));
  if (!number.is_raised()) return number;
  if (!u.vm.catch_if(TypeId::ValueError)) return Raised{};
  return u.vm.raise(TypeId::ValueError, "could not convert string to float");
}

Result<Value> load_bin_float(Unpickling& u) {
  std::uint64_t bits;
  std::memcpy(&bits, TRY(u.read(8)).data(), 8);
  return Value::from_any_double(std::bit_cast<double>(__builtin_bswap64(bits)));
}

/// A str of Python 2: decoded, or bytes when the encoding is "bytes".
Result<Value> old_text(Unpickling& u, Value bytes) {
  if (u.state.encoding == "bytes") return bytes;
  return decode_object(u.vm, bytes, intern(u.vm, u.state.encoding), intern(u.vm, u.state.errors));
}

Result<Value> load_string(Unpickling& u) {
  const std::string_view line = TRY(u.read_line());
  std::string text(line.substr(0, line.size() - 1));
  if (text.size() < 2 || text.front() != text.back() || (text.front() != '\'' && text.front() != '"'))
    return raise_pickling(u.vm, kUnpicklingError, "the STRING opcode argument must be quoted");
  text = text.substr(1, text.size() - 2);
  return old_text(u, value_of(TRY(decode_bytes_escape(u.vm, text, nullptr))));
}

Result<Value> load_counted_string(Unpickling& u, std::size_t size) {
  const std::int64_t length = size == 1 ? static_cast<std::int64_t>(TRY(read_number(u, 1))) : static_cast<std::int32_t>(TRY(read_number(u, 4)));
  if (length < 0) return raise_pickling(u.vm, kUnpicklingError, "BINSTRING pickle has negative byte count");
  return old_text(u, value_of(TRY(new_bytes(u.vm, TRY(u.read(static_cast<std::size_t>(length)))))));
}

Result<Value> load_unicode(Unpickling& u) {
  const std::string_view line = TRY(u.read_line());
  std::size_t consumed;
  return decode_raw_unicode_escape(u.vm, line.substr(0, line.size() - 1), nullptr, true, &consumed);
}

Result<std::string_view> counted(Unpickling& u, std::size_t size, const char* what) {
  const std::uint64_t length = TRY(read_number(u, size));
  if (length > INT64_MAX) return u.vm.raise_error(TypeId::OverflowError, what, " exceeds system's maximum size of ", INT64_MAX, " bytes");
  return u.read(length);
}

Result<Value> load_text(Unpickling& u, std::size_t size) {
  return value_of(TRY(decode_utf8(u.vm, TRY(counted(u, size, "BINUNICODE")), intern(u.vm, "surrogatepass"))));
}
Result<Value> load_bytes(Unpickling& u, std::size_t size) { return value_of(TRY(new_bytes(u.vm, TRY(counted(u, size, "BINBYTES"))))); }
Result<Value> load_bytearray(Unpickling& u) { return value_of(TRY(new_bytearray(u.vm, TRY(counted(u, 8, "BYTEARRAY8"))))); }

Result<Value> load_next_buffer(Unpickling& u) {
  if (u.field(kBuffers).is_empty())
    return raise_pickling(u.vm, kUnpicklingError, "pickle stream refers to out-of-band data but no *buffers* argument was given");
  const Value buffer = TRY(next(u.vm, u.field(kBuffers)));
  if (buffer.is_done()) return raise_pickling(u.vm, kUnpicklingError, "not enough out-of-band buffers");
  return buffer;
}

Result<void> make_read_only(Unpickling& u) {
  const Value buffer = TRY(u.top());
  const Value view = TRY(new_memory_view(u.vm, buffer));
  if (TRY(open_memory_view(u.vm, view))->read_only) return {};
  TRY(u.pop());
  return u.push(TRY(u.vm.call_method(view, "toreadonly", {})));
}

Result<std::int64_t> memo_number(Unpickling& u) {
  const Value number = TRY(parse_int(u, TRY(text_line(u)), 10));
  return index_to_int64(u.vm, number);
}

Result<void> load_put(Unpickling& u) {
  if (u.height() <= u.fence()) return u.underflow();
  const std::int64_t number = TRY(memo_number(u));
  if (number < 0) return u.vm.raise(TypeId::ValueError, "negative PUT argument");
  return memo_store(u, number, TRY(u.top()));
}
Result<void> load_binary_put(Unpickling& u, std::size_t size) {
  const std::uint64_t number = TRY(read_number(u, size));
  return memo_store(u, static_cast<std::int64_t>(number), TRY(u.top()));
}

Result<void> load_pop(Unpickling& u) {
  if (!u.state.marks.empty() && u.state.marks.back() == u.height()) {
    u.state.marks.pop_back();
    return {};
  }
  TRY(u.pop());
  return {};
}

/// Opcodes that push one value; empty: another opcode.
Result<Value> pushed(Unpickling& u, char opcode) {
  switch (opcode) {
    case kNone: return Value::none();
    case kNewTrue: return Value::from_bool(true);
    case kNewFalse: return Value::from_bool(false);
    case kBinInt: return Value::from_int(static_cast<std::int32_t>(TRY(read_number(u, 4))));
    case kBinInt1: return Value::from_int(static_cast<std::int64_t>(TRY(read_number(u, 1))));
    case kBinInt2: return Value::from_int(static_cast<std::int64_t>(TRY(read_number(u, 2))));
    case kInt: return load_int(u);
    case kLong: return load_long(u);
    case kLong1: return load_counted_long(u, 1);
    case kLong4: return load_counted_long(u, 4);
    case kFloat: return load_float(u);
    case kBinFloat: return load_bin_float(u);
    case kString: return load_string(u);
    case kBinString: return load_counted_string(u, 4);
    case kShortBinString: return load_counted_string(u, 1);
    case kUnicode: return load_unicode(u);
    case kShortBinUnicode: return load_text(u, 1);
    case kBinUnicode: return load_text(u, 4);
    case kBinUnicode8: return load_text(u, 8);
    case kShortBinBytes: return load_bytes(u, 1);
    case kBinBytes: return load_bytes(u, 4);
    case kBinBytes8: return load_bytes(u, 8);
    case kByteArray8: return load_bytearray(u);
    case kNextBuffer: return load_next_buffer(u);
    case kGet: return memo_item(u, TRY(memo_number(u)));
    case kBinGet: return memo_item(u, static_cast<std::int64_t>(TRY(read_number(u, 1))));
    case kLongBinGet: return memo_item(u, static_cast<std::int64_t>(TRY(read_number(u, 4))));
    case kDup: return u.top();
    default: return Value::not_found();
  }
}

}  // namespace

Result<bool> load_atom(Unpickling& u, unsigned char opcode) {
  const Value value = TRY(pushed(u, static_cast<char>(opcode)));
  if (!value.is_not_found()) {
    TRY(u.push(value));
    return true;
  }
  switch (static_cast<char>(opcode)) {
    case kMemoize: TRY(memo_store(u, u.state.memo_count, TRY(u.top()))); return true;
    case kPut: TRY(load_put(u)); return true;
    case kBinPut: TRY(load_binary_put(u, 1)); return true;
    case kLongBinPut: TRY(load_binary_put(u, 4)); return true;
    case kPop: TRY(load_pop(u)); return true;
    case kPopMark: u.drop_to(TRY(u.marker())); return true;
    case kReadOnlyBuffer: TRY(make_read_only(u)); return true;
    default: return false;
  }
}

}  // namespace tauraro::pickle
