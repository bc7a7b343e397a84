// Reading JSON: the scanner behind json.JSONDecoder.
#include "modules/json/json.h"

namespace tauraro::json {

namespace {

enum ScannerValue { kStrict, kObjectHook, kPairsHook, kParseFloat, kParseInt, kParseConstant, kScannerValueCount };
constexpr const char* kContextNames[] = {"strict", "object_hook", "object_pairs_hook", "parse_float", "parse_int", "parse_constant"};

/// json.JSONDecodeError(message, document, position)
Raised decode_error(Vm& vm, const char* message, Value document, std::int64_t position) {
  const Value import = dict_get_str(vm, vm.builtins, intern(vm, "__import__"));
  if (import.is_not_found()) return vm.raise(TypeId::ValueError, message);
  const Value names[] = {Value::from_cell(intern(vm, "JSONDecodeError"))};
  const Result<Tuple*> from = new_tuple(vm, std::span<const Value>(names));
  if (from.is_raised()) return Raised{};
  const Result<Value> module = vm.call(import, {Value::from_cell(intern(vm, "json.decoder")), Value::none(), Value::none(), Value::from_cell(from.value())});
  if (module.is_raised()) return Raised{};
  const Result<Value> type = get_attr(vm, module.value(), "JSONDecodeError");
  if (type.is_raised()) return Raised{};
  const Result<Str*> text = new_str(vm, message);
  if (text.is_raised()) return Raised{};
  const Result<Value> error = vm.call(type.value(), {Value::from_cell(text.value()), document, Value::from_int(position)});
  return error.is_raised() ? Raised{} : vm.raise_object(error.value());
}

int hex_digit(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<int>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<int>(c - 'A' + 10);
  return -1;
}

/// Reads one document of characters of type Char.
template <class Char>
class Reader {
 public:
  Reader(Vm& vm, Value document, const Char* text, std::int64_t length, bool strict) : vm_(vm), document_(document), text_(text), length_(length), strict_(strict) {}

  void set_hooks(const Value* values) { hooks_ = values; }
  std::int64_t place() const { return place_; }
  void go_to(std::int64_t place) { place_ = place; }

  /// The value at place_. StopIteration(place) where there is none.
  Result<Value> value() {
    const std::int64_t start = place_;
    if (start >= length_) return none_at(start);
    switch (text_[start]) {
      case '"': ++place_; return string();
      case '{': ++place_; return object();
      case '[': ++place_; return array();
      case 'n': return word("null", Value::none());
      case 't': return word("true", Value::from_bool(true));
      case 'f': return word("false", Value::from_bool(false));
      case 'N': return constant("NaN");
      case 'I': return constant("Infinity");
      case '-':
        if (matches("-Infinity")) return constant("-Infinity");
        break;
      default: break;
    }
    return number();
  }

  /// The string whose opening quote is before place_.
  Result<Value> string() {
    const std::int64_t begin = place_ - 1;
    std::int64_t run = place_;
    while (run < length_ && text_[run] != '"' && text_[run] != '\\' && text_[run] > 0x1f) ++run;
    if (run < length_ && text_[run] == '"') {
      const Value text = Value::from_cell(TRY(new_str_view(vm_, part(place_, run))));
      place_ = run + 1;
      return text;
    }
    StrBuilder out(vm_);
    while (true) {
      std::int64_t next = place_;
      while (next < length_ && text_[next] != '"' && text_[next] != '\\') {
        if (text_[next] <= 0x1f && strict_) return error("Invalid control character at", next);
        ++next;
      }
      out.append(part(place_, next));
      if (next >= length_) return error("Unterminated string starting at", begin);
      place_ = next + 1;
      if (text_[next] == '"') return out.finish();
      if (place_ >= length_) return error("Unterminated string starting at", begin);
      TRY(escape(out, begin));
    }
  }

 private:
  StrView part(std::int64_t start, std::int64_t end) const { return {text_ + start, static_cast<std::uint32_t>(end - start), sizeof(Char)}; }
  Raised error(const char* message, std::int64_t position) { return decode_error(vm_, message, document_, position); }
  Raised none_at(std::int64_t place) { return vm_.raise_stop_iteration(Value::from_int(place)); }
  void skip_space() {
    while (place_ < length_ && (text_[place_] == ' ' || text_[place_] == '\t' || text_[place_] == '\n' || text_[place_] == '\r')) ++place_;
  }
  bool is_at(char c) const { return place_ < length_ && text_[place_] == static_cast<Char>(c); }

  bool matches(const char* word) const {
    std::int64_t i = place_;
    for (; *word; ++word, ++i)
      if (i >= length_ || text_[i] != static_cast<Char>(*word)) return false;
    return true;
  }
  Result<Value> word(const char* name, Value value) {
    if (!matches(name)) return none_at(place_);
    place_ += static_cast<std::int64_t>(std::strlen(name));
    return value;
  }
  Result<Value> constant(const char* name) {
    if (!matches(name)) return none_at(place_);
    place_ += static_cast<std::int64_t>(std::strlen(name));
    return vm_.call(hooks_[kParseConstant], {Value::from_cell(TRY(new_str(vm_, name)))});
  }

  /// Four hexadecimal digits at place_, or -1.
  std::int32_t unit() {
    if (place_ + 4 > length_) return -1;
    std::int32_t number = 0;
    for (int i = 0; i < 4; ++i) {
      const int digit = hex_digit(text_[place_ + i]);
      if (digit < 0) return -1;
      number = number << 4 | digit;
    }
    place_ += 4;
    return number;
  }

  Result<void> escape(StrBuilder& out, std::int64_t begin) {
    const char32_t c = text_[place_++];
    switch (c) {
      case '"': case '\\': case '/': out.append(c); return {};
      case 'b': out.append(U'\b'); return {};
      case 'f': out.append(U'\f'); return {};
      case 'n': out.append(U'\n'); return {};
      case 'r': out.append(U'\r'); return {};
      case 't': out.append(U'\t'); return {};
      case 'u': break;
      default: return error("Invalid \\escape", place_ - 2);
    }
    (void)begin;
    const std::int64_t digits = place_;
    std::int32_t first = unit();
    if (first < 0) return error("Invalid \\uXXXX escape", digits - 1);
    if ((first & 0xfc00) == 0xd800 && matches("\\u")) {
      const std::int64_t here = place_;
      place_ += 2;
      const std::int32_t second = unit();
      if (second >= 0 && (second & 0xfc00) == 0xdc00) {
        out.append(static_cast<char32_t>(0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff)));
        return {};
      }
      place_ = here;
    }
    out.append(static_cast<char32_t>(first));
    return {};
  }

  Result<Value> number() {
    const std::int64_t start = place_;
    std::int64_t at = start;
    const auto digit = [&](std::int64_t i) { return i < length_ && text_[i] >= '0' && text_[i] <= '9'; };
    if (at < length_ && text_[at] == '-') ++at;
    if (!digit(at)) return none_at(start);
    if (text_[at] == '0') {
      ++at;
    } else {
      while (digit(at)) ++at;
    }
    bool is_float = false;
    if (at < length_ && text_[at] == '.' && digit(at + 1)) {
      is_float = true;
      for (++at; digit(at);) ++at;
    }
    if (at < length_ && (text_[at] == 'e' || text_[at] == 'E')) {
      std::int64_t exponent = at + 1;
      if (exponent < length_ && (text_[exponent] == '-' || text_[exponent] == '+')) ++exponent;
      if (digit(exponent)) {
        is_float = true;
        for (at = exponent; digit(at);) ++at;
      }
    }
    place_ = at;
    return is_float ? convert(start, at, kParseFloat, TypeId::Float) : convert(start, at, kParseInt, TypeId::Int);
  }

  Result<Value> convert(std::int64_t start, std::int64_t end, ScannerValue hook, TypeId own) {
    if (hooks_[hook] != Value::from_cell(vm_.type(own)))
      return vm_.call(hooks_[hook], {Value::from_cell(TRY(new_str_view(vm_, part(start, end))))});
    if (own == TypeId::Int && end - start < 15) {
      std::int64_t number = 0;
      for (std::int64_t i = start + (text_[start] == '-'); i < end; ++i) number = number * 10 + (text_[i] - '0');
      return Value::from_int(text_[start] == '-' ? -number : number);
    }
    const Value text = Value::from_cell(TRY(new_str_view(vm_, part(start, end))));
    return own == TypeId::Int ? int_from_str(vm_, text, 10) : float_from_str(vm_, text);
  }

  Result<Value> array() {
    TAURARO_ENTER_NATIVE(vm_, " while decoding a JSON array from a unicode string");
    List* list = TRY(new_list(vm_));
    skip_space();
    if (is_at(']')) {
      ++place_;
      return Value::from_cell(list);
    }
    while (true) {
      TRY(list_append(vm_, list, TRY(value())));
      skip_space();
      if (is_at(']')) break;
      if (!is_at(',')) return error("Expecting ',' delimiter", place_);
      ++place_;
      skip_space();
    }
    ++place_;
    return Value::from_cell(list);
  }

  /// One key of many equal ones.
  Result<Value> shared_key(Value key) {
    if (!memo_) memo_ = TRY(new_dict(vm_));
    const Value known = dict_get_str(vm_, memo_, key.as<Str>());
    if (!known.is_not_found()) return known;
    TRY(dict_set_str(vm_, memo_, key.as<Str>(), key));
    return key;
  }

  Result<Value> object() {
    TAURARO_ENTER_NATIVE(vm_, " while decoding a JSON object from a unicode string");
    const bool as_pairs = !hooks_[kPairsHook].is_none();
    List* pairs = as_pairs ? TRY(new_list(vm_)) : nullptr;
    Dict* dict = as_pairs ? nullptr : TRY(new_dict(vm_));
    skip_space();
    if (!is_at('}')) TRY(members(pairs, dict));
    ++place_;
    if (as_pairs) return vm_.call(hooks_[kPairsHook], {Value::from_cell(pairs)});
    if (hooks_[kObjectHook].is_none()) return Value::from_cell(dict);
    return vm_.call(hooks_[kObjectHook], {Value::from_cell(dict)});
  }

  Result<void> members(List* pairs, Dict* dict) {
    while (true) {
      if (!is_at('"')) return error("Expecting property name enclosed in double quotes", place_);
      ++place_;
      const Value key = TRY(shared_key(TRY(string())));
      skip_space();
      if (!is_at(':')) return error("Expecting ':' delimiter", place_);
      ++place_;
      skip_space();
      const Value item = TRY(value());
      if (pairs) {
        TRY(list_append(vm_, pairs, TRY(make_pair(vm_, key, item))));
      } else {
        TRY(dict_set_str(vm_, dict, key.as<Str>(), item));
      }
      skip_space();
      if (is_at('}')) return {};
      if (!is_at(',')) return error("Expecting ',' delimiter", place_);
      ++place_;
      skip_space();
    }
  }

  Vm& vm_;
  Value document_;
  const Char* text_;
  std::int64_t length_;
  std::int64_t place_ = 0;
  bool strict_;
  const Value* hooks_ = nullptr;
  Dict* memo_ = nullptr;
};

Result<Value> scanner_call(Vm& vm, const Args& args) {
  if (!is_str(args[1])) return vm.raise_error(TypeId::TypeError, "first argument must be a string, not ", full_type_name(vm, vm.type_of(args[1])));
  const std::int64_t index = TRY(index_to_int64(vm, args[2]));
  if (index < 0) return vm.raise(TypeId::ValueError, "idx cannot be negative");
  const StrView text = view(vm, args[1].as<Str>());
  const Value* values = args[0].as<NativeObject>()->values;
  return visit_chars(text, [&](const auto* characters) -> Result<Value> {
    using Char = std::remove_cvref_t<decltype(*characters)>;
    Reader<Char> reader(vm, args[1], characters, text.length, values[kStrict].as_bool());
    reader.set_hooks(values);
    reader.go_to(index);
    const Value value = TRY(reader.value());
    return make_pair(vm, value, Value::from_int(reader.place()));
  });
}

template <ScannerValue which>
Result<Value> get_field(Vm&, Value self) {
  return self.as<NativeObject>()->values[which];
}

constexpr NativeMethod kScannerMethods[] = {
    {"__new__", make_scanner, "($type, context)", NativeMethod::Static},
    {"__call__", scanner_call, "($self, string, idx)"},
};
constexpr NativeGetSet kScannerGetSets[] = {
    {"strict", get_field<kStrict>},           {"object_hook", get_field<kObjectHook>}, {"object_pairs_hook", get_field<kPairsHook>},
    {"parse_float", get_field<kParseFloat>}, {"parse_int", get_field<kParseInt>},     {"parse_constant", get_field<kParseConstant>},
};

}  // namespace

const NativeTypeSpec kScannerType{"_json.Scanner", kScannerMethods, kScannerGetSets, "JSON scanner object"};

Result<Value> make_scanner(Vm& vm, const Args& args) {
  NativeObject* scanner = TRY(vm.new_instance<NativeObject>(args[0].as<Type>(), kScannerValueCount * sizeof(Value)));
  scanner->value_count = kScannerValueCount;
  for (int i = 0; i < kScannerValueCount; ++i) {
    Value field = TRY(get_attr(vm, args[1], kContextNames[i]));
    if (i == kStrict) field = Value::from_bool(TRY(truth(vm, field)));
    scanner->values[i] = field;
    vm.barrier(scanner);
  }
  return Value::from_cell(scanner);
}

Result<Value> scan_string(Vm& vm, const Args& args) {
  const std::int64_t end = TRY(index_to_int64(vm, args[1]));
  if (!is_str(args[0])) return vm.raise_error(TypeId::TypeError, "first argument must be a string, not ", full_type_name(vm, vm.type_of(args[0])));
  const bool strict = TRY(truth(vm, args[2]));
  const StrView text = view(vm, args[0].as<Str>());
  if (end < 0 || end > text.length) return vm.raise(TypeId::ValueError, "end is out of bounds");
  return visit_chars(text, [&](const auto* characters) -> Result<Value> {
    using Char = std::remove_cvref_t<decltype(*characters)>;
    Reader<Char> reader(vm, args[0], characters, text.length, strict);
    reader.go_to(end);
    const Value string = TRY(reader.string());
    return make_pair(vm, string, Value::from_int(reader.place()));
  });
}

}  // namespace tauraro::json
