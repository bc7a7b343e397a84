#include <charconv>
#include <cmath>
#include <cstdio>

#include "builtins/str_methods.h"
#include "object/bytes.h"
#include "object/format_spec.h"
#include "object/number_format.h"

namespace tauraro {

namespace {

enum class Target { Str, Bytes };

/// One conversion: %(key)#0- +width.precision type
struct Conversion {
  bool left = false, plus = false, space = false, alternate = false, zero = false;
  std::int64_t width = -1, precision = -1;
  char32_t type = 0;
};

/// The % operator of str and bytes.
class PercentFormatter {
 public:
  PercentFormatter(Vm& vm, StrView format, Value values, Target target) : vm_(vm), format_(format), values_(values), target_(target), out_(vm) {
    if (values.is(kind::Tuple)) {
      arguments_ = values.as<Tuple>()->span();
    } else {
      single_ = values;
      arguments_ = {&single_, 1};
    }
    const bool is_text = is_str(values) || (target == Target::Bytes && (values.is(kind::Bytes) || values.is(kind::ByteArray)));
    if (!values.is(kind::Tuple) && !is_text && vm.type_of(values)->has(Special::GetItem)) mapping_ = values;
  }

  Result<Value> run() {
    while (place_ < format_.length) {
      const std::uint32_t start = place_;
      skip_literal();
      out_.append(sub_view(format_, start, place_ - start));
      if (place_ == format_.length) break;
      ++place_;
      TRY(convert());
    }
    if (next_ < arguments_.size() && mapping_.is_empty())
      return vm_.raise_error(TypeId::TypeError, "not all arguments converted during ", target_ == Target::Str ? "string" : "bytes", " formatting");
    return out_.finish();
  }

 private:
  void skip_literal() {
    if (format_.width == 1) {
      const void* sign = std::memchr(format_.latin1() + place_, '%', format_.length - place_);
      place_ = sign ? static_cast<std::uint32_t>(static_cast<const std::uint8_t*>(sign) - format_.latin1()) : format_.length;
      return;
    }
    while (place_ < format_.length && format_[place_] != '%') ++place_;
  }

  Raised incomplete() { return vm_.raise(TypeId::ValueError, "incomplete format"); }

  Result<Value> argument() {
    if (next_ < arguments_.size()) return arguments_[next_++];
    return vm_.raise(TypeId::TypeError, "not enough arguments for format string");
  }

  Result<void> convert() {
    Conversion conversion;
    if (place_ < format_.length && format_[place_] == '%') {
      ++place_;
      out_.append(U'%');
      return {};
    }
    if (place_ < format_.length && format_[place_] == '(') TRY(read_key());
    read_flags(&conversion);
    TRY(read_width(&conversion));
    TRY(read_precision(&conversion));
    if (place_ < format_.length && (format_[place_] == 'h' || format_[place_] == 'l' || format_[place_] == 'L' || (format_[place_] == 'z' && target_ == Target::Bytes))) ++place_;
    if (place_ >= format_.length) return incomplete();
    conversion.type = format_[place_++];
    return append(conversion);
  }

  Result<void> read_key() {
    if (mapping_.is_empty()) return vm_.raise(TypeId::TypeError, "format requires a mapping");
    const std::uint32_t start = ++place_;
    int depth = 1;
    while (place_ < format_.length) {
      const char32_t character = format_[place_++];
      if (character == '(') ++depth;
      if (character == ')' && --depth == 0) break;
    }
    if (depth > 0) return vm_.raise(TypeId::ValueError, "incomplete format key");
    const StrView name = sub_view(format_, start, place_ - 1 - start);
    const Value key = target_ == Target::Str
                          ? str_value(TRY(new_str_view(vm_, name)))
                          : Value::from_cell(TRY(new_bytes(vm_, {static_cast<const char*>(name.data), name.length})));
    single_ = TRY(get_item(vm_, mapping_, key));
    arguments_ = {&single_, 1};
    next_ = 0;
    return {};
  }

  void read_flags(Conversion* conversion) {
    for (; place_ < format_.length; ++place_) {
      switch (format_[place_]) {
        case '-': conversion->left = true; break;
        case '+': conversion->plus = true; break;
        case ' ': conversion->space = true; break;
        case '#': conversion->alternate = true; break;
        case '0': conversion->zero = true; break;
        default: return;
      }
    }
  }

  Result<std::int64_t> read_star(const char* too_big) {
    ++place_;
    const Value value = TRY(argument());
    if (!is_int_like(value)) return vm_.raise(TypeId::TypeError, "* wants int");
    std::int64_t number;
    if (!int_to_int64(value, &number)) return vm_.raise(TypeId::OverflowError, "Python int too large to convert to C ssize_t");
    (void)too_big;
    return number;
  }

  Result<std::int64_t> read_digits(const char* too_big) {
    std::int64_t number = 0;
    while (place_ < format_.length && format_[place_] >= '0' && format_[place_] <= '9') {
      if (number > (INT64_MAX - 9) / 10) return vm_.raise(TypeId::ValueError, too_big);
      number = number * 10 + (format_[place_++] - '0');
    }
    return number;
  }

  Result<void> read_width(Conversion* conversion) {
    if (place_ >= format_.length) return {};
    if (format_[place_] == '*') {
      conversion->width = TRY(read_star("width too big"));
      if (conversion->width < 0) {
        conversion->left = true;
        conversion->width = -conversion->width;
      }
    } else if (format_[place_] >= '0' && format_[place_] <= '9') {
      conversion->width = TRY(read_digits("width too big"));
    }
    return {};
  }

  Result<void> read_precision(Conversion* conversion) {
    if (place_ >= format_.length || format_[place_] != '.') return {};
    ++place_;
    if (place_ < format_.length && format_[place_] == '*') {
      conversion->precision = std::max<std::int64_t>(0, TRY(read_star("precision too big")));
      if (conversion->precision > INT32_MAX) return vm_.raise(TypeId::OverflowError, "Python int too large to convert to C int");
    } else {
      conversion->precision = TRY(read_digits("precision too big"));
      if (conversion->precision > INT32_MAX) return vm_.raise(TypeId::ValueError, target_ == Target::Str ? "precision too big" : "prec too big");
    }
    return {};
  }

  Result<void> append(Conversion& conversion) {
    switch (conversion.type) {
      case 's': case 'r': case 'a': case 'b':
        if (conversion.type == 'b' && target_ == Target::Str) break;
        return append_text(conversion);
      case 'd': case 'i': case 'u': case 'o': case 'x': case 'X': return append_int(conversion);
      case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': return append_float(conversion);
      case 'c': return append_char(conversion);
      default: break;
    }
    TRY(argument());
    return unsupported(conversion.type);
  }

  Raised unsupported(char32_t type) {
    char hex[16];
    std::snprintf(hex, sizeof hex, "%x", static_cast<unsigned>(type));
    const bool visible = type > 31 && (target_ == Target::Bytes || type < 127);
    return vm_.raise_error(TypeId::ValueError, "unsupported format character '", visible ? std::string(1, static_cast<char>(type)) : "?", "' (0x", hex,
                           ") at index ", place_ - 1);
  }

  void append_filled(const Conversion& conversion, StrView text) {
    FormatSpec spec;
    spec.align = conversion.left ? '<' : '>';
    spec.width = conversion.width;
    append_padded(out_, spec, text);
  }

  Result<void> check_width(const Conversion& conversion) {
    if (conversion.width > static_cast<std::int64_t>(kMaxStrLength) || conversion.precision > static_cast<std::int64_t>(kMaxStrLength))
      return vm_.raise(TypeId::MemoryError, "");
    return {};
  }

  // ---- %s %r %a %b ----

  Result<void> append_text(const Conversion& conversion) {
    TRY(check_width(conversion));
    const Value value = TRY(argument());
    if (target_ == Target::Bytes && (conversion.type == 's' || conversion.type == 'b')) return append_bytes(conversion, value);
    if (conversion.type == 's' && conversion.width < 0 && conversion.precision < 0) return append_text_of(vm_, out_, value);
    const bool as_ascii = conversion.type == 'a' || (target_ == Target::Bytes && conversion.type == 'r');
    Str* text = (conversion.type == 's' ? TRY(to_str(vm_, value)) : as_ascii ? TRY(ascii(vm_, value)) : TRY(repr(vm_, value))).as<Str>();
    StrView characters = view(vm_, text);
    if (conversion.precision >= 0 && conversion.precision < characters.length) characters.length = static_cast<std::uint32_t>(conversion.precision);
    append_filled(conversion, characters);
    return {};
  }

  Result<void> append_bytes(const Conversion& conversion, Value value) {
    const auto put = [&](std::string_view bytes) {
      if (conversion.precision >= 0) bytes = bytes.substr(0, static_cast<std::size_t>(conversion.precision));
      append_filled(conversion, {bytes.data(), static_cast<std::uint32_t>(bytes.size()), 1});
    };
    if (value.is(kind::Bytes)) return put(value.as<Bytes>()->view()), Result<void>();
    if (vm_.type_of(value)->has(Special::Bytes)) {
      const Value made = TRY(vm_.call_special(value, Special::Bytes));
      if (!made.is(kind::Bytes)) return vm_.raise_error(TypeId::TypeError, "__bytes__ returned non-bytes (type ", type_name(vm_, made), ")");
      return put(made.as<Bytes>()->view()), Result<void>();
    }
    if (!is_bytes_like(vm_, value))
      return vm_.raise_error(TypeId::TypeError, "%b requires a bytes-like object, or an object that implements __bytes__, not '",
                             full_type_name(vm_, vm_.type_of(value)), "'");
    BufferView buffer;
    TRY(buffer.open(vm_, value));
    return put(buffer.view()), Result<void>();
  }

  // ---- numbers ----

  void append_digits(const Conversion& conversion, const NumberPieces& number) {
    FormatSpec spec;
    spec.sign = conversion.plus ? '+' : conversion.space ? ' ' : 0;
    spec.align = conversion.left ? '<' : conversion.zero ? '=' : '>';
    spec.fill = conversion.zero && !conversion.left ? '0' : ' ';
    spec.width = conversion.width;
    append_number(out_, spec, number);
  }

  /// The int that %d and its like show.
  Result<Value> int_argument(const Conversion& conversion) {
    const Value value = TRY(argument());
    if (is_int_like(value)) return plain_int(value);
    const bool exact_only = conversion.type == 'o' || conversion.type == 'x' || conversion.type == 'X';
    const std::string code(1, target_ == Target::Bytes && conversion.type == 'i' ? 'd' : static_cast<char>(conversion.type));
    if (value.is_double() && !exact_only) return new_int_from_double(vm_, value.as_double());
    const Type* type = vm_.type_of(value);
    if (!exact_only && type->has(Special::Int)) {
      const Value number = TRY(vm_.call_special(value, Special::Int));
      if (is_int_like(number)) return plain_int(number);
      return vm_.raise_error(TypeId::TypeError, "__int__ returned non-int (type ", type_name(vm_, number), ")");
    }
    if (type->has(Special::Index)) return index_of(vm_, value);
    return vm_.raise_error(TypeId::TypeError, "%", code, " format: ", exact_only ? "an integer" : "a real number", " is required, not ",
                           full_type_name(vm_, type));
  }

  Result<void> append_int(const Conversion& conversion) {
    TRY(check_width(conversion));
    const Value number = TRY(int_argument(conversion));
    if (conversion.precision > INT32_MAX - 3) return vm_.raise(TypeId::OverflowError, "precision too large");
    const bool plain = conversion.width < 0 && conversion.precision < 0 && !conversion.plus && !conversion.space;
    if (plain && number.is_int() && (conversion.type == 'd' || conversion.type == 'i' || conversion.type == 'u')) {
      append_decimal(out_, number.as_int());
      return {};
    }
    const int base = conversion.type == 'o' ? 8 : conversion.type == 'x' || conversion.type == 'X' ? 16 : 10;
    std::string digits;
    if (number.is_int()) {
      char small[72];
      digits.assign(small, std::to_chars(small, small + sizeof small, number.as_int(), base).ptr);
    } else {
      digits = to_utf8(vm_, TRY(int_to_str(vm_, number, base)).as<Str>());
    }
    NumberPieces pieces;
    if (digits[0] == '-') {
      pieces.negative = true;
      digits.erase(0, 1);
    }
    if (conversion.precision > static_cast<std::int64_t>(digits.size()))
      digits.insert(0, static_cast<std::size_t>(conversion.precision) - digits.size(), '0');
    if (conversion.type == 'X')
      for (char& c : digits)
        if (c >= 'a') c = static_cast<char>(c - 32);
    if (conversion.alternate && base == 8) pieces.prefix = "0o";
    if (conversion.alternate && base == 16) pieces.prefix = conversion.type == 'X' ? "0X" : "0x";
    pieces.digits = digits;
    append_digits(conversion, pieces);
    return {};
  }

  Result<double> float_argument() {
    const Value value = TRY(argument());
    if (value.is_double()) return value.as_double();
    if (value.is(kind::FloatObject)) return value.as<FloatObject>()->number;
    if (is_int_like(value)) return int_to_double(vm_, value);
    const Type* type = vm_.type_of(value);
    if (type->has(Special::Float)) {
      const Value number = TRY(vm_.call_special(value, Special::Float));
      if (number.is_double()) return number.as_double();
      if (number.is(kind::FloatObject)) return number.as<FloatObject>()->number;
      return vm_.raise_error(TypeId::TypeError, full_type_name(vm_, type), ".__float__ returned non-float (type ", type_name(vm_, number), ")");
    }
    if (type->has(Special::Index)) return int_to_double(vm_, TRY(index_of(vm_, value)));
    if (target_ == Target::Bytes) return vm_.raise_error(TypeId::TypeError, "float argument required, not ", full_type_name(vm_, type));
    return vm_.raise_error(TypeId::TypeError, "must be real number, not ", full_type_name(vm_, type));
  }

  Result<void> append_float(const Conversion& conversion) {
    TRY(check_width(conversion));
    const double number = TRY(float_argument());
    NumberPieces pieces;
    pieces.negative = std::signbit(number) && !std::isnan(number);
    const bool upper = conversion.type < 'a';
    if (!std::isfinite(number)) {
      pieces.rest = std::isnan(number) ? (upper ? "NAN" : "nan") : (upper ? "INF" : "inf");
      append_digits(conversion, pieces);
      return {};
    }
    DoubleFormat format;
    format.code = static_cast<char>(conversion.type);
    format.precision = conversion.precision < 0 ? 6 : static_cast<int>(conversion.precision);
    format.alternate = conversion.alternate;
    const std::string text = double_to_text(std::fabs(number), format);
    std::size_t whole = 0;
    while (whole < text.size() && text[whole] >= '0' && text[whole] <= '9') ++whole;
    pieces.digits = std::string_view(text).substr(0, whole);
    pieces.rest = std::string_view(text).substr(whole);
    append_digits(conversion, pieces);
    return {};
  }

  // ---- %c ----

  Result<void> append_char(const Conversion& conversion) {
    TRY(check_width(conversion));
    const Value value = TRY(argument());
    const char32_t character = target_ == Target::Str ? TRY(char_argument(value)) : TRY(byte_argument(value));
    append_filled(conversion, {&character, 1, 4});
    return {};
  }

  Result<char32_t> char_argument(Value value) {
    if (is_str(value) && value.as<Str>()->length == 1) return view(vm_, value.as<Str>())[0];
    if (!is_str(value) && (is_int_like(value) || vm_.type_of(value)->has(Special::Index))) {
      std::int64_t code;
      if (!int_to_int64(TRY(index_of(vm_, value)), &code) || code < 0 || code > 0x10ffff)
        return vm_.raise(TypeId::OverflowError, "%c arg not in range(0x110000)");
      return static_cast<char32_t>(code);
    }
    return vm_.raise(TypeId::TypeError, "%c requires int or char");
  }

  Result<char32_t> byte_argument(Value value) {
    const std::string_view bytes = value.is(kind::Bytes) ? value.as<Bytes>()->view() : value.is(kind::ByteArray) ? value.as<ByteArray>()->view() : "";
    if (bytes.size() == 1) return char32_t{static_cast<std::uint8_t>(bytes[0])};
    if (is_int_like(value) || vm_.type_of(value)->has(Special::Index)) {
      std::int64_t code;
      if (!int_to_int64(TRY(index_of(vm_, value)), &code) || code < 0 || code > 255) return vm_.raise(TypeId::OverflowError, "%c arg not in range(256)");
      return static_cast<char32_t>(code);
    }
    return vm_.raise_error(TypeId::TypeError, "%c requires an integer in range(256) or a single byte");
  }

  Vm& vm_;
  StrView format_;
  Value values_, single_, mapping_;
  Target target_;
  StrBuilder out_;
  std::span<const Value> arguments_;
  std::size_t next_ = 0;
  std::uint32_t place_ = 0;
};

}  // namespace

Result<Value> str_percent(Vm& vm, Str* format, Value values) {
  if (!flatten(vm, format)) return Raised{};
  return PercentFormatter(vm, view(format), values, Target::Str).run();
}

Result<Value> bytes_percent(Vm& vm, std::string_view format, Value values) {
  return PercentFormatter(vm, {format.data(), static_cast<std::uint32_t>(format.size()), 1}, values, Target::Bytes).run();
}

}  // namespace tauraro
