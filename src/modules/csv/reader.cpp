#include <string>

#include "modules/csv/csv.h"

namespace tauraro::csv {

namespace {

enum class State { StartRecord, StartField, EscapedChar, InField, InQuotedField, EscapeInQuotedField, QuoteInQuotedField, EatNewline, AfterEscapedNewline };

enum ReaderValue { kIterator, kReaderDialect, kLineNumber, kReaderValueCount };

constexpr char32_t kEndOfLine = 0xffff'fffe;
bool ends_line(char32_t c) { return c == '\n' || c == '\r' || c == kEndOfLine; }

/// Puts the fields of one record together.
class Record {
 public:
  Record(Vm& vm, const Rules& rules, List* fields, std::int64_t limit) : vm_(vm), rules_(rules), fields_(fields), limit_(limit) {}
  bool is_complete() const { return state_ == State::StartRecord; }
  /// Whether the input may not end here.
  bool is_open() const { return !field_.empty() || state_ == State::InQuotedField; }
  List* fields() const { return fields_; }

  Result<void> save_field() {
    const Value text = Value::from_cell(TRY(new_str_ucs4(vm_, field_.data(), field_.size())));
    field_.clear();
    if (!numeric_) return list_append(vm_, fields_, text);
    numeric_ = false;
    return list_append(vm_, fields_, TRY(vm_.call(Value::from_cell(vm_.type(TypeId::Float)), {text})));
  }

  Result<void> take(char32_t c) {
    switch (state_) {
      case State::StartRecord:
        if (c == kEndOfLine) return {};
        if (ends_line(c)) return go(State::EatNewline);
        [[fallthrough]];
      case State::StartField: return start_field(c);
      case State::EscapedChar:
        if (c == '\n' || c == '\r') return add(c, State::AfterEscapedNewline);
        return add(c == kEndOfLine ? '\n' : c, State::InField);
      case State::AfterEscapedNewline:
        if (c == kEndOfLine) return {};
        [[fallthrough]];
      case State::InField:
        if (ends_line(c)) return end_field(c);
        if (c == rules_.escape) return go(State::EscapedChar);
        if (c == rules_.delimiter) return save_and(State::StartField);
        return add(c, State::InField);
      case State::InQuotedField:
        if (c == kEndOfLine) return {};
        if (c == rules_.escape) return go(State::EscapeInQuotedField);
        if (c == rules_.quote && rules_.quoting != kQuoteNone) return go(rules_.double_quote ? State::QuoteInQuotedField : State::InField);
        return add(c, State::InQuotedField);
      case State::EscapeInQuotedField: return add(c == kEndOfLine ? '\n' : c, State::InQuotedField);
      case State::QuoteInQuotedField:
        if (rules_.quoting != kQuoteNone && c == rules_.quote) return add(c, State::InQuotedField);
        if (c == rules_.delimiter) return save_and(State::StartField);
        if (ends_line(c)) return end_field(c);
        if (!rules_.strict) return add(c, State::InField);
        return raise_csv_error(vm_, "'", utf8_of(rules_.delimiter), "' expected after '", utf8_of(rules_.quote), "'");
      case State::EatNewline:
        if (c == '\n' || c == '\r') return {};
        if (c == kEndOfLine) return go(State::StartRecord);
        return raise_csv_error(vm_, "new-line character seen in unquoted field - do you need to open the file in universal-newline mode?");
    }
    return {};
  }

 private:
  std::string utf8_of(char32_t c) { return to_utf8(vm_, char_str(vm_, c)); }
  Result<void> go(State state) {
    state_ = state;
    return {};
  }
  Result<void> add(char32_t c, State next) {
    if (static_cast<std::int64_t>(field_.size()) >= limit_) return raise_csv_error(vm_, "field larger than field limit (", limit_, ")");
    field_ += c;
    return go(next);
  }
  Result<void> save_and(State next) {
    TRY(save_field());
    return go(next);
  }
  Result<void> end_field(char32_t c) { return save_and(c == kEndOfLine ? State::StartRecord : State::EatNewline); }

  Result<void> start_field(char32_t c) {
    if (ends_line(c)) return end_field(c);
    if (c == rules_.quote && rules_.quoting != kQuoteNone) return go(State::InQuotedField);
    if (c == rules_.escape) return go(State::EscapedChar);
    if (c == ' ' && rules_.skip_space) return go(State::StartField);
    if (c == rules_.delimiter) return save_and(State::StartField);
    numeric_ = rules_.quoting == kQuoteNonNumeric;
    return add(c, State::InField);
  }

  Vm& vm_;
  const Rules rules_;
  List* fields_;
  std::int64_t limit_;
  State state_ = State::StartRecord;
  std::u32string field_;
  bool numeric_ = false;
};

Result<Value> reader_next(Vm& vm, const Args& args) {
  NativeObject* reader = args[0].as<NativeObject>();
  const Rules rules = rules_of(vm, reader->values[kReaderDialect]);
  Record record(vm, rules, TRY(new_list(vm)), TRY(field_limit(vm)));
  do {
    const Value line = TRY(next(vm, reader->values[kIterator]));
    if (line.is_done()) {
      if (!record.is_open()) return vm.raise_stop_iteration(Value::none());
      if (rules.strict) return raise_csv_error(vm, "unexpected end of data");
      TRY(record.save_field());
      break;
    }
    if (!is_str(line))
      return raise_csv_error(vm, "iterator should return strings, not ", type_name(vm, line), " (the file should be opened in text mode)");
    reader->values[kLineNumber] = Value::from_int(reader->values[kLineNumber].as_int() + 1);
    const StrView text = view(vm, line.as<Str>());
    for (std::uint32_t i = 0; i < text.length; ++i) TRY(record.take(text[i]));
    TRY(record.take(kEndOfLine));
  } while (!record.is_complete());
  return Value::from_cell(record.fields());
}

template <ReaderValue which>
Result<Value> get_field(Vm&, Value self) {
  return self.as<NativeObject>()->values[which];
}

constexpr NativeMethod kReaderMethods[] = {
    {"__iter__", return_self, "($self, /)"},
    {"__next__", reader_next, "($self, /)"},
};
constexpr NativeGetSet kReaderGetSets[] = {{"dialect", get_field<kReaderDialect>}, {"line_num", get_field<kLineNumber>}};

}  // namespace

const NativeTypeSpec kReaderType{"_csv.reader", kReaderMethods, kReaderGetSets,
                                 "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n"};

Result<Value> make_reader(Vm& vm, const Args& args) {
  TRY(check_count(vm, "", args, 1, 2));
  NativeObject* reader = TRY(vm.new_instance<NativeObject>(vm.native_type(kReaderType), kReaderValueCount * sizeof(Value)));
  reader->value_count = kReaderValueCount;
  reader->values[kLineNumber] = Value::from_int(0);
  reader->values[kIterator] = TRY(get_iter(vm, args.rest[0]));
  vm.barrier(reader);
  reader->values[kReaderDialect] = TRY(dialect_from(vm, args.rest_count > 1 ? args.rest[1] : Value(), args.keywords));
  vm.barrier(reader);
  return Value::from_cell(reader);
}

}  // namespace tauraro::csv
