#include "modules/csv/csv.h"

namespace tauraro::csv {

namespace {

constexpr const char* kNames[] = {"delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"};

char32_t character_of(Vm& vm, Value value) { return value.is_none() ? Rules::kNone : view(vm, value.as<Str>())[0]; }

Result<Value> character_setting(Vm& vm, const char* name, Value value, bool may_be_none) {
  if (value.is_none() && may_be_none) return value;
  if (!is_str(value))
    return vm.raise_error(TypeId::TypeError, "\"", name, "\" must be string", may_be_none ? " or None" : "", ", not ", full_type_name(vm, vm.type_of(value)));
  if (value.as<Str>()->length != 1) return vm.raise_error(TypeId::TypeError, "\"", name, "\" must be a 1-character string");
  return value;
}

Result<Value> checked_setting(Vm& vm, int which, Value value) {
  switch (which) {
    case kDelimiter: return character_setting(vm, "delimiter", value, false);
    case kEscapeChar: return character_setting(vm, "escapechar", value, true);
    case kQuoteChar: return character_setting(vm, "quotechar", value, true);
    case kLineTerminator:
      if (value.is_none() || is_str(value)) return value;
      return vm.raise(TypeId::TypeError, "\"lineterminator\" must be a string");
    case kQuoting:
      if (!vm.is_exact(value, TypeId::Int) && !value.is_int()) return vm.raise(TypeId::TypeError, "\"quoting\" must be an integer");
      return value;
    default: return Value::from_bool(TRY(truth(vm, value)));
  }
}

Result<Value> default_setting(Vm& vm, int which) {
  switch (which) {
    case kDelimiter: return make_str(vm, ",");
    case kLineTerminator: return make_str(vm, "\r\n");
    case kQuoteChar: return make_str(vm, "\"");
    case kQuoting: return Value::from_int(kQuoteMinimal);
    case kEscapeChar: return Value::none();
    default: return Value::from_bool(which == kDoubleQuote);
  }
}

/// What a setting is: a keyword, else an attribute of the other dialect, else the default.
Result<Value> setting(Vm& vm, int which, Value given, Value other) {
  if (given.is_empty() && !other.is_empty()) {
    const Value found = TRY(find_attr(vm, other, kNames[which]));
    if (!found.is_not_found()) given = found;
  }
  return given.is_empty() ? default_setting(vm, which) : checked_setting(vm, which, given);
}

Result<void> check_together(Vm& vm, NativeObject* dialect, bool quote_char_given, bool quoting_given) {
  std::int64_t quoting = dialect->values[kQuoting].is_int() ? dialect->values[kQuoting].as_int() : -1;
  if (quoting < kQuoteMinimal || quoting > kQuoteNone) return vm.raise(TypeId::TypeError, "bad \"quoting\" value");
  if (dialect->values[kQuoteChar].is_none() && quote_char_given && !quoting_given) {
    quoting = kQuoteNone;
    dialect->values[kQuoting] = Value::from_int(quoting);
  }
  if (quoting != kQuoteNone && dialect->values[kQuoteChar].is_none()) return vm.raise(TypeId::TypeError, "quotechar must be set if quoting enabled");
  if (dialect->values[kLineTerminator].is_none()) return vm.raise(TypeId::TypeError, "lineterminator must be set");
  return {};
}

template <DialectValue which>
Result<Value> get_setting(Vm&, Value self) {
  return self.as<NativeObject>()->values[which];
}

constexpr NativeMethod kDialectMethods[] = {
    {"__new__", new_dialect,
     "($type, dialect=<unset>, delimiter=<unset>, doublequote=<unset>, escapechar=<unset>, lineterminator=<unset>, quotechar=<unset>, quoting=<unset>, "
     "skipinitialspace=<unset>, strict=<unset>)",
     NativeMethod::Static},
};
constexpr NativeGetSet kDialectGetSets[] = {
    {"delimiter", get_setting<kDelimiter>},           {"doublequote", get_setting<kDoubleQuote>}, {"escapechar", get_setting<kEscapeChar>},
    {"lineterminator", get_setting<kLineTerminator>}, {"quotechar", get_setting<kQuoteChar>},     {"quoting", get_setting<kQuoting>},
    {"skipinitialspace", get_setting<kSkipSpace>},    {"strict", get_setting<kStrict>},
};

}  // namespace

const NativeTypeSpec kDialectType{"_csv.Dialect", kDialectMethods, kDialectGetSets, "CSV dialect\n\nThe Dialect type records CSV dialect options."};

Rules rules_of(Vm& vm, Value dialect) {
  const Value* values = dialect.as<NativeObject>()->values;
  return {character_of(vm, values[kDelimiter]), character_of(vm, values[kEscapeChar]), character_of(vm, values[kQuoteChar]),
          values[kDoubleQuote].as_bool(), values[kSkipSpace].as_bool(), values[kStrict].as_bool(), values[kQuoting].as_int(),
          values[kLineTerminator].as<Str>()};
}

Result<Value> new_dialect(Vm& vm, const Args& args) {
  Value other = args[1];
  if (other.is_none()) other = Value();
  if (is_str(other)) other = TRY(registered_dialect(vm, other));
  bool changed = false;
  for (int i = 0; i < kDialectValueCount; ++i) changed |= args.has(static_cast<std::size_t>(i) + 2);
  if (!changed && !other.is_empty() && vm.type_of(other) == vm.native_type(kDialectType)) return other;
  NativeObject* dialect = TRY(vm.new_instance<NativeObject>(args[0].as<Type>(), kDialectValueCount * sizeof(Value)));
  dialect->value_count = kDialectValueCount;
  for (int i = 0; i < kDialectValueCount; ++i) {
    dialect->values[i] = TRY(setting(vm, i, args[static_cast<std::size_t>(i) + 2], other));
    vm.barrier(dialect);
  }
  TRY(check_together(vm, dialect, args.has(kQuoteChar + 2) || !other.is_empty(), args.has(kQuoting + 2) || !other.is_empty()));
  return Value::from_cell(dialect);
}

Result<Value> dialect_from(Vm& vm, Value dialect, Dict* keywords) {
  std::vector<Value> arguments;
  if (!dialect.is_empty()) arguments.push_back(dialect);
  if (!keywords) return vm.call(Value::from_cell(vm.native_type(kDialectType)), std::span<const Value>(arguments));
  const Value rest = Value::from_cell(keywords);
  Tuple* positional = TRY(new_tuple(vm, std::span<const Value>(arguments)));
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(keywords, &position, &key, &value)) {
    bool known = str_equal(vm, key.as<Str>(), "dialect");
    for (const char* name : kNames) known |= str_equal(vm, key.as<Str>(), name);
    if (!known) return vm.raise_error(TypeId::TypeError, "'", to_utf8(vm, key.as<Str>()), "' is an invalid keyword argument for this function");
  }
  return vm.call_spread(Value::from_cell(vm.native_type(kDialectType)), positional, rest.as<Dict>());
}

Result<Dict*> module_dict(Vm& vm) {
  const Value module = dict_get_str(vm, vm.modules, intern(vm, "_csv"));
  if (!module.is(kind::Module)) return vm.raise(TypeId::RuntimeError, "_csv is not imported");
  return module.as<Module>()->dict;
}

Result<Dict*> dialect_registry(Vm& vm) {
  const Value found = dict_get_str(vm, TRY(module_dict(vm)), intern(vm, "_dialects"));
  if (!found.is(kind::Dict)) return vm.raise(TypeId::RuntimeError, "_csv._dialects is not a dict");
  return found.as<Dict>();
}

Result<Value> registered_dialect(Vm& vm, Value name) {
  const Value found = TRY(dict_get(vm, TRY(dialect_registry(vm)), name));
  return found.is_not_found() ? Result<Value>(raise_csv_error(vm, "unknown dialect")) : Result<Value>(found);
}

}  // namespace tauraro::csv
