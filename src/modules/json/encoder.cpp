// Writing JSON: the encoder behind json.JSONEncoder when it does not indent.
#include <cmath>

#include "modules/json/json.h"
#include "object/function.h"

namespace tauraro::json {

namespace {

enum EncoderValue {
  kMarkers, kDefault, kStringEncoder, kIndent, kKeySeparator, kItemSeparator, kSortKeys, kSkipKeys, kAllowNan, kEncoderValueCount
};

constexpr char kHexDigits[] = "0123456789abcdef";

void append_unit(StrBuilder& out, char32_t unit) {
  const char text[] = {'\\', 'u', kHexDigits[unit >> 12 & 15], kHexDigits[unit >> 8 & 15], kHexDigits[unit >> 4 & 15], kHexDigits[unit & 15]};
  out.append(StrView{text, 6, 1});
}

void append_escaped(StrBuilder& out, char32_t c) {
  switch (c) {
    case '"': return out.append("\\\"");
    case '\\': return out.append("\\\\");
    case '\n': return out.append("\\n");
    case '\r': return out.append("\\r");
    case '\t': return out.append("\\t");
    case '\f': return out.append("\\f");
    case '\b': return out.append("\\b");
    default: break;
  }
  if (c < 0x10000) return append_unit(out, c);
  append_unit(out, 0xd800 + ((c - 0x10000) >> 10));
  append_unit(out, 0xdc00 + (c & 0x3ff));
}

/// Writes one document.
class Writer {
 public:
  Writer(Vm& vm, const Value* values, StrBuilder& out) : vm_(vm), values_(values), out_(out) {
    const Value encoder = values[kStringEncoder];
    if (!encoder.is(kind::NativeFunction)) return;
    const NativeCall call = encoder.as<NativeFunction>()->definition->call;
    fast_ascii_ = call == encode_basestring_ascii;
    fast_plain_ = call == encode_basestring;
  }

  Result<void> write(Value value) {
    if (value.is_none()) return append("null");
    if (value.is_true()) return append("true");
    if (value.is_false()) return append("false");
    if (is_str(value)) return write_string(value);
    if (is_int_like(value)) return write_int(value);
    if (value.is_double() || value.is(kind::FloatObject)) return write_float(value);
    if (value.is(kind::List)) return write_items(value, value.as<List>());
    if (value.is(kind::Tuple)) return write_items(value, TRY(list_from(vm_, value)));
    if (value.is(kind::Dict)) return write_dict(value);
    return write_other(value);
  }

 private:
  Result<void> append(std::string_view text) {
    out_.append(StrView{text.data(), static_cast<std::uint32_t>(text.size()), 1});
    return {};
  }

  Result<void> write_string(Value text) {
    if (fast_ascii_ || fast_plain_) {
      append_quoted(out_, view(vm_, text.as<Str>()), fast_ascii_);
      return {};
    }
    const Value encoded = TRY(vm_.call(values_[kStringEncoder], {text}));
    if (!is_str(encoded)) return vm_.raise_error(TypeId::TypeError, "encoder() must return a string, not ", type_name(vm_, encoded));
    out_.append(encoded.as<Str>());
    return {};
  }

  Result<void> write_int(Value value) {
    out_.append(TRY(int_to_str(vm_, plain_int(value))).as<Str>());
    return {};
  }

  Result<void> write_float(Value value) {
    const double number = value.is_double() ? value.as_double() : value.as<FloatObject>()->number;
    if (std::isfinite(number)) return append(double_repr(number));
    if (!values_[kAllowNan].as_bool()) return vm_.raise(TypeId::ValueError, "Out of range float values are not JSON compliant");
    return append(std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
  }

  /// Notes that a container is being written; ValueError when it is already.
  Result<Value> enter(Value container) {
    if (values_[kMarkers].is_none()) return Value::none();
    const Value id = TRY(vm_.call(TRY(builtin_named(vm_, "id")), {container}));
    Dict* markers = values_[kMarkers].as<Dict>();
    if (!TRY(dict_get(vm_, markers, id)).is_not_found()) return vm_.raise(TypeId::ValueError, "Circular reference detected");
    TRY(dict_set(vm_, markers, id, container));
    return id;
  }
  Result<void> leave(Value id) {
    if (!values_[kMarkers].is_none()) TRY(dict_delete(vm_, values_[kMarkers].as<Dict>(), id));
    return {};
  }

  Result<void> write_items(Value container, List* list) {
    TAURARO_ENTER_NATIVE(vm_, " while encoding a JSON object");
    if (list->length == 0) return append("[]");
    const Value id = TRY(enter(container));
    out_.append(U'[');
    for (std::uint64_t i = 0; i < list->length; ++i) {
      if (i > 0) out_.append(values_[kItemSeparator].as<Str>());
      TRY(write(list->storage->items[i]));
    }
    TRY(leave(id));
    out_.append(U']');
    return {};
  }

  /// False: the key is skipped.
  Result<bool> write_key(Value key) {
    if (is_str(key)) {
      TRY(write_string(key));
      return true;
    }
    StrBuilder text(vm_);
    Writer writer(vm_, values_, text);
    if (key.is_double() || key.is(kind::FloatObject)) {
      TRY(writer.write_float(key));
    } else if (key.is_none() || key.is_bool()) {
      TRY(writer.write(key));
    } else if (is_int_like(key)) {
      TRY(writer.write_int(key));
    } else if (values_[kSkipKeys].as_bool()) {
      return false;
    } else {
      return vm_.raise_error(TypeId::TypeError, "keys must be str, int, float, bool or None, not ", type_name(vm_, key));
    }
    TRY(write_string(TRY(text.finish())));
    return true;
  }

  Result<void> write_dict(Value container) {
    TAURARO_ENTER_NATIVE(vm_, " while encoding a JSON object");
    if (TRY(length(vm_, container)) == 0) return append("{}");
    const Value id = TRY(enter(container));
    out_.append(U'{');
    bool first = true;
    const auto write_pair = [&](Value key, Value value) -> Result<void> {
      const bool shown = is_str(key) || !values_[kSkipKeys].as_bool() || key.is_double() || key.is(kind::FloatObject) || key.is_none() || key.is_bool() || is_int_like(key);
      if (!shown) return {};
      if (!first) out_.append(values_[kItemSeparator].as<Str>());
      first = false;
      TRY(write_key(key));
      out_.append(values_[kKeySeparator].as<Str>());
      return write(value);
    };
    if (vm_.is_exact(container, TypeId::Dict) && !values_[kSortKeys].as_bool()) {
      std::uint32_t position = 0;
      Value key, value;
      while (dict_next(container.as<Dict>(), &position, &key, &value)) TRY(write_pair(key, value));
    } else {
      List* items = TRY(list_from(vm_, TRY(vm_.call_method(container, "items", {}))));
      if (values_[kSortKeys].as_bool()) TRY(list_sort(vm_, items, Value::none(), false));
      for (std::uint64_t i = 0; i < items->length; ++i) {
        const Value pair = items->storage->items[i];
        if (!pair.is(kind::Tuple) || pair.as<Tuple>()->length != 2) return vm_.raise(TypeId::ValueError, "items must return 2-tuples");
        TRY(write_pair(pair.as<Tuple>()->items[0], pair.as<Tuple>()->items[1]));
      }
    }
    TRY(leave(id));
    out_.append(U'}');
    return {};
  }

  Result<void> write_other(Value value) {
    const Value id = TRY(enter(value));
    const Value replaced = TRY(vm_.call(values_[kDefault], {value}));
    TAURARO_ENTER_NATIVE(vm_, " while encoding a JSON object");
    TRY(write(replaced));
    return leave(id);
  }

  Vm& vm_;
  const Value* values_;
  StrBuilder& out_;
  bool fast_ascii_ = false, fast_plain_ = false;
};

Result<Value> encoder_call(Vm& vm, const Args& args) {
  StrBuilder out(vm);
  TRY(Writer(vm, args[0].as<NativeObject>()->values, out).write(args[1]));
  return make_tuple(vm, {TRY(out.finish())});
}

template <EncoderValue which>
Result<Value> get_field(Vm&, Value self) {
  return self.as<NativeObject>()->values[which];
}

constexpr NativeMethod kEncoderMethods[] = {
    {"__new__", make_encoder, "($type, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)", NativeMethod::Static},
    {"__call__", encoder_call, "($self, obj, _current_indent_level)"},
};
constexpr NativeGetSet kEncoderGetSets[] = {
    {"markers", get_field<kMarkers>},       {"default", get_field<kDefault>},           {"encoder", get_field<kStringEncoder>},
    {"indent", get_field<kIndent>},         {"key_separator", get_field<kKeySeparator>}, {"item_separator", get_field<kItemSeparator>},
    {"sort_keys", get_field<kSortKeys>},    {"skipkeys", get_field<kSkipKeys>},
};

Result<Value> quoted(Vm& vm, const Args& args, bool ascii_only) {
  if (!is_str(args[0])) return vm.raise_error(TypeId::TypeError, "first argument must be a string, not ", full_type_name(vm, vm.type_of(args[0])));
  StrBuilder out(vm);
  append_quoted(out, view(vm, args[0].as<Str>()), ascii_only);
  return out.finish();
}

}  // namespace

const NativeTypeSpec kEncoderType{"_json.Encoder", kEncoderMethods, kEncoderGetSets, "_iterencode(obj, _current_indent_level) -> iterable"};

void append_quoted(StrBuilder& out, StrView text, bool ascii_only) {
  const char32_t limit = ascii_only ? 0x7e : 0x10ffff;
  out.append(U'"');
  std::uint32_t start = 0;
  for (std::uint32_t i = 0; i < text.length; ++i) {
    const char32_t c = text[i];
    if (c >= ' ' && c != '"' && c != '\\' && c <= limit) continue;
    out.append(sub_view(text, start, i - start));
    append_escaped(out, c);
    start = i + 1;
  }
  out.append(sub_view(text, start, text.length - start));
  out.append(U'"');
}

Result<Value> encode_basestring(Vm& vm, const Args& args) { return quoted(vm, args, false); }
Result<Value> encode_basestring_ascii(Vm& vm, const Args& args) { return quoted(vm, args, true); }

Result<Value> make_encoder(Vm& vm, const Args& args) {
  if (!args[1].is_none() && !args[1].is(kind::Dict))
    return vm.raise_error(TypeId::TypeError, "make_encoder() argument 1 must be dict or None, not ", full_type_name(vm, vm.type_of(args[1])));
  for (const int separator : {kKeySeparator, kItemSeparator})
    if (!is_str(args[static_cast<std::size_t>(separator) + 1]))
      return vm.raise_error(TypeId::TypeError, "make_encoder() argument ", separator + 1, " must be str, not ", type_name(vm, args[static_cast<std::size_t>(separator) + 1]));
  NativeObject* encoder = TRY(vm.new_instance<NativeObject>(args[0].as<Type>(), kEncoderValueCount * sizeof(Value)));
  encoder->value_count = kEncoderValueCount;
  for (int i = 0; i < kEncoderValueCount; ++i) {
    Value field = args[static_cast<std::size_t>(i) + 1];
    if (i >= kSortKeys) field = Value::from_bool(TRY(truth(vm, field)));
    encoder->values[i] = field;
    vm.barrier(encoder);
  }
  return Value::from_cell(encoder);
}

}  // namespace tauraro::json
