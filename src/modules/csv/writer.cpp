#include "modules/csv/csv.h"

namespace tauraro::csv {

namespace {

enum WriterValue { kWrite, kWriterDialect, kWriterValueCount };

bool contains(StrView text, char32_t character) {
  for (std::uint32_t i = 0; i < text.length; ++i)
    if (text[i] == character) return true;
  return false;
}

/// Puts one line together.
class Line {
 public:
  Line(Vm& vm, const Rules& rules) : vm_(vm), rules_(rules), ends_(view(vm, rules.line_terminator)), out_(vm) {}

  Result<void> add_field(Value field) {
    const bool quoted = rules_.quoting == kQuoteAll || (rules_.quoting == kQuoteNonNumeric && !is_number(field));
    if (field.is_none()) return add_text({"", 0, 1}, quoted);
    const Value text = is_str(field) ? field : TRY(to_str(vm_, field));
    return add_text(view(vm_, text.as<Str>()), quoted);
  }

  Result<Value> finish() {
    if (fields_ > 0 && out_.length() == 0) {
      if (rules_.quoting == kQuoteNone) return raise_csv_error(vm_, "single empty field record must be quoted");
      fields_ = 0;
      TRY(add_text({"", 0, 1}, true));
    }
    out_.append(rules_.line_terminator);
    return out_.finish();
  }

 private:
  bool is_number(Value field) const {
    const Type* type = vm_.type_of(field);
    return type->has(Special::Int) || type->has(Special::Float) || type->has(Special::Index);
  }

  Result<void> add_text(StrView text, bool quoted) {
    if (fields_++ > 0) out_.append(rules_.delimiter);
    StrBuilder field(vm_);
    for (std::uint32_t i = 0; i < text.length; ++i) TRY(add_character(field, text[i], &quoted));
    if (quoted) out_.append(rules_.quote);
    out_.append(field.view());
    if (quoted) out_.append(rules_.quote);
    return {};
  }

  Result<void> add_character(StrBuilder& field, char32_t c, bool* quoted) {
    if (c == rules_.delimiter || c == rules_.escape || c == rules_.quote || contains(ends_, c)) {
      bool escape = rules_.quoting == kQuoteNone;
      if (!escape) {
        if (c == rules_.quote) {
          if (rules_.double_quote) {
            field.append(rules_.quote);
          } else {
            escape = true;
          }
        } else if (c == rules_.escape) {
          escape = true;
        }
        if (!escape) *quoted = true;
      }
      if (escape) {
        if (rules_.escape == Rules::kNone) return raise_csv_error(vm_, "need to escape, but no escapechar set");
        field.append(rules_.escape);
      }
    }
    field.append(c);
    return {};
  }

  Vm& vm_;
  const Rules rules_;
  StrView ends_;
  StrBuilder out_;
  std::int64_t fields_ = 0;
};

Result<Value> write_row(Vm& vm, NativeObject* writer, Value row) {
  const Result<Value> iterator = get_iter(vm, row);
  if (iterator.is_raised()) {
    if (!vm.catch_if(TypeId::TypeError)) return Raised{};
    return raise_csv_error(vm, "iterable expected, not ", type_name(vm, row));
  }
  Line line(vm, rules_of(vm, writer->values[kWriterDialect]));
  while (true) {
    const Value field = TRY(next(vm, iterator.value()));
    if (field.is_done()) break;
    TRY(line.add_field(field));
  }
  return vm.call(writer->values[kWrite], {TRY(line.finish())});
}

Result<Value> writerow(Vm& vm, const Args& args) { return write_row(vm, args[0].as<NativeObject>(), args[1]); }

Result<Value> writerows(Vm& vm, const Args& args) {
  TRY(for_each(vm, args[1], [&](Value row) -> Result<bool> {
    TRY(write_row(vm, args[0].as<NativeObject>(), row));
    return true;
  }));
  return Value::none();
}

Result<Value> get_dialect(Vm&, Value self) { return self.as<NativeObject>()->values[kWriterDialect]; }

constexpr NativeMethod kWriterMethods[] = {
    {"writerow", writerow, "($self, row, /)", NativeMethod::Plain,
     "writerow(iterable)\n\nConstruct and write a CSV record from an iterable of fields.  Non-string\nelements will be converted to string."},
    {"writerows", writerows, "($self, rows, /)", NativeMethod::Plain,
     "writerows(iterable of iterables)\n\nConstruct and write a series of iterables to a csv file.  Non-string\nelements will be converted to string."},
};
constexpr NativeGetSet kWriterGetSets[] = {{"dialect", get_dialect}};

}  // namespace

const NativeTypeSpec kWriterType{"_csv.writer", kWriterMethods, kWriterGetSets,
                                 "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n"};

Result<Value> make_writer(Vm& vm, const Args& args) {
  TRY(check_count(vm, "", args, 1, 2));
  NativeObject* writer = TRY(vm.new_instance<NativeObject>(vm.native_type(kWriterType), kWriterValueCount * sizeof(Value)));
  writer->value_count = kWriterValueCount;
  writer->values[kWriterDialect] = TRY(dialect_from(vm, args.rest_count > 1 ? args.rest[1] : Value(), args.keywords));
  vm.barrier(writer);
  const Value write = TRY(find_attr(vm, args.rest[0], "write"));
  if (write.is_not_found() || !is_callable(vm, write)) return vm.raise(TypeId::TypeError, "argument 1 must have a \"write\" method");
  writer->values[kWrite] = write;
  vm.barrier(writer);
  return Value::from_cell(writer);
}

}  // namespace tauraro::csv
