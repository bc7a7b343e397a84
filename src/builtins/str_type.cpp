#include "builtins/iterator_methods.h"
#include "builtins/str_methods.h"
#include "object/codecs.h"
#include "object/format_spec.h"
#include "object/iterators.h"

namespace tauraro {

namespace {

using namespace str_methods;

Result<Value> str_from(Vm& vm, Value object, Value encoding, Value errors) {
  if (encoding.is_empty() && errors.is_empty()) return object.is_empty() ? str_result(new_str(vm, "")) : to_str(vm, object);
  Str* codec = encoding.is_empty() ? nullptr : TRY(str_argument(vm, encoding, "str() argument 'encoding' must be str"));
  Str* handler = errors.is_empty() ? nullptr : TRY(str_argument(vm, errors, "str() argument 'errors' must be str"));
  if (object.is_empty()) return str_result(new_str(vm, ""));
  if (is_str(object)) return vm.raise(TypeId::TypeError, "decoding str is not supported");
  if (!is_bytes_like(vm, object)) return vm.raise_error(TypeId::TypeError, "decoding to str: need a bytes-like object, ", full_type_name(vm, vm.type_of(object)), " found");
  return decode_object(vm, object, codec, handler);
}

Result<Value> str_new(Vm& vm, const Args& args) {
  Type* type = args[0].as<Type>();
  const Value made = TRY(str_from(vm, args[1], args[2], args[3]));
  if (type == vm.type(TypeId::Str)) return made;
  return str_result(new_str_of_type(vm, type, made.as<Str>()));
}

Result<Value> str_self(Vm& vm, const Args& args) { return str_result(exact_str(vm, self_str(args))); }
Result<Value> str_repr_method(Vm& vm, const Args& args) { return str_repr(vm, self_str(args)); }
Result<Value> str_len(Vm& vm, const Args& args) { return Value::from_int(self_str(args)->length); }
Result<Value> str_hash_method(Vm& vm, const Args& args) {
  return new_int(vm, static_cast<std::int64_t>(str_hash(vm, self_str(args))));
}

Result<Value> str_add(Vm& vm, const Args& args) {
  if (!is_str(args[1])) return Value::not_implemented();
  return str_concat(vm, self_str(args), args[1].as<Str>());
}

Result<Value> str_multiply(Vm& vm, const Args& args) {
  if (!is_int_like(args[1]) && !vm.type_of(args[1])->has(Special::Index)) return Value::not_implemented();
  return str_repeat(vm, self_str(args), TRY(index_to_size(vm, args[1])));
}

Result<Value> str_mod(Vm& vm, const Args& args) { return str_percent(vm, self_str(args), args[1]); }
Result<Value> str_rmod(Vm& vm, const Args& args) {
  if (!is_str(args[1])) return Value::not_implemented();
  return str_percent(vm, args[1].as<Str>(), args[0]);
}

template <class Test>
Result<Value> compared(Vm& vm, const Args& args, Test test) {
  if (!is_str(args[1])) return Value::not_implemented();
  return Value::from_bool(test(str_compare(vm, self_str(args), args[1].as<Str>())));
}
Result<Value> str_lt(Vm& vm, const Args& args) { return compared(vm, args, [](int order) { return order < 0; }); }
Result<Value> str_le(Vm& vm, const Args& args) { return compared(vm, args, [](int order) { return order <= 0; }); }
Result<Value> str_gt(Vm& vm, const Args& args) { return compared(vm, args, [](int order) { return order > 0; }); }
Result<Value> str_ge(Vm& vm, const Args& args) { return compared(vm, args, [](int order) { return order >= 0; }); }
Result<Value> str_eq(Vm& vm, const Args& args) {
  if (!is_str(args[1])) return Value::not_implemented();
  return Value::from_bool(str_equal(vm, self_str(args), args[1].as<Str>()));
}
Result<Value> str_ne(Vm& vm, const Args& args) {
  if (!is_str(args[1])) return Value::not_implemented();
  return Value::from_bool(!str_equal(vm, self_str(args), args[1].as<Str>()));
}

Result<Value> stepped_slice(Vm& vm, Str* self, const SliceBounds& bounds) {
  std::int64_t place = bounds.start;
  if (is_ascii(self) && bounds.count > 1) {
    Str* result = TRY(new_str_uninitialized(vm, static_cast<std::uint32_t>(bounds.count), 1, true));
    const std::uint8_t* from = view(self).latin1();
    auto* to = static_cast<std::uint8_t*>(result->data);
    for (std::int64_t i = 0; i < bounds.count; ++i, place += bounds.step) to[i] = from[place];
    return str_value(result);
  }
  StrBuilder out(vm);
  for (std::int64_t i = 0; i < bounds.count; ++i, place += bounds.step) out.append(view(self)[static_cast<std::uint32_t>(place)]);
  return out.finish();
}

Result<Value> str_getitem(Vm& vm, const Args& args) {
  Str* self = self_str(args);
  if (!flatten(vm, self)) return Raised{};
  if (args[1].is(kind::Slice)) {
    const SliceBounds bounds = TRY(slice_bounds(vm, args[1].as<Slice>(), self->length));
    if (bounds.count <= 0) return str_slice(vm, self, 0, 0);
    if (bounds.step == 1) return str_slice(vm, self, bounds.start, bounds.start + bounds.count);
    return stepped_slice(vm, self, bounds);
  }
  if (!is_int_like(args[1]) && !vm.type_of(args[1])->has(Special::Index))
    return vm.raise_error(TypeId::TypeError, "string indices must be integers, not '", full_type_name(vm, vm.type_of(args[1])), "'");
  std::int64_t index;
  if (!int_to_int64(TRY(index_of(vm, args[1])), &index))
    return vm.raise_error(TypeId::IndexError, "cannot fit '", full_type_name(vm, vm.type_of(args[1])), "' into an index-sized integer");
  if (index < 0) index += self->length;
  if (index < 0 || index >= self->length) return vm.raise(TypeId::IndexError, "string index out of range");
  return str_char_at(vm, self, index);
}

Result<Value> str_format_method(Vm& vm, const Args& args) {
  Str* spec = TRY(str_argument(vm, args[1], "__format__() argument must be str"));
  if (spec->length == 0 && !vm.is_exact(args[0], TypeId::Str)) return to_str(vm, args[0]);
  return format_str(vm, self_str(args), spec);
}

Result<Value> str_getnewargs(Vm& vm, const Args& args) {
  const Value items[] = {str_value(TRY(exact_str(vm, self_str(args))))};
  return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(items))));
}

Result<Value> str_sizeof(Vm& vm, const Args& args) {
  const Str* self = self_str(args);
  const std::int64_t header = is_ascii(self) ? 48 : 72;
  return Value::from_int(header + (std::int64_t{self->length} + 1) * self->width);
}

Result<Value> str_encode(Vm& vm, const Args& args) {
  Str* encoding = TRY(str_argument(vm, args[1], "encode() argument 'encoding' must be str"));
  Str* errors = TRY(str_argument(vm, args[2], "encode() argument 'errors' must be str"));
  return encode_text(vm, self_str(args), encoding, errors);
}

// ---- iteration ----

Result<Value> str_iter(Vm& vm, const Args& args) { return new_str_iterator(vm, args[0]); }

Result<Value> iterator_length_hint(Vm&, const Args& args) {
  const Iterator* self = args[0].as<Iterator>();
  return Value::from_int(self->source.is_empty() ? 0 : self->source.as<Str>()->length - self->index);
}

Result<Value> iterator_reduce(Vm& vm, const Args& args) {
  const Iterator* self = args[0].as<Iterator>();
  const Value function = dict_get_str(vm, vm.builtins, intern(vm, "iter"));
  const Value source = self->source.is_empty() ? str_value(TRY(new_str(vm, ""))) : self->source;
  const Value inner[] = {source};
  const Value arguments = Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(inner))));
  if (self->source.is_empty()) {
    const Value outer[] = {function, arguments};
    return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(outer))));
  }
  const Value outer[] = {function, arguments, Value::from_int(self->index)};
  return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(outer))));
}

Result<Value> iterator_setstate(Vm& vm, const Args& args) {
  Iterator* self = args[0].as<Iterator>();
  const std::int64_t index = TRY(index_to_int64(vm, args[1]));
  if (!self->source.is_empty()) self->index = std::clamp<std::int64_t>(index, 0, self->source.as<Str>()->length);
  return Value::none();
}

constexpr NativeMethod kIteratorMethods[] = {
    kIterMethod,
    kNextMethod,
    {"__length_hint__", iterator_length_hint, "($self, /)"},
    {"__reduce__", iterator_reduce, "($self, /)"},
    {"__setstate__", iterator_setstate, "($self, state, /)"},
};

constexpr NativeMethod kMethods[] = {
    {"__new__", str_new, "($type, object=<unset>, encoding=<unset>, errors=<unset>)", NativeMethod::Static},
    {"__repr__", str_repr_method, "($self, /)"},
    {"__str__", str_self, "($self, /)"},
    {"__hash__", str_hash_method, "($self, /)"},
    {"__len__", str_len, "($self, /)"},
    {"__getitem__", str_getitem, "($self, key, /)"},
    {"__iter__", str_iter, "($self, /)"},
    {"__contains__", str_contains, "($self, key, /)"},
    {"__add__", str_add, "($self, value, /)"},
    {"__mul__", str_multiply, "($self, value, /)"},
    {"__rmul__", str_multiply, "($self, value, /)"},
    {"__mod__", str_mod, "($self, value, /)"},
    {"__rmod__", str_rmod, "($self, value, /)"},
    {"__lt__", str_lt, "($self, value, /)"},
    {"__le__", str_le, "($self, value, /)"},
    {"__eq__", str_eq, "($self, value, /)"},
    {"__ne__", str_ne, "($self, value, /)"},
    {"__gt__", str_gt, "($self, value, /)"},
    {"__ge__", str_ge, "($self, value, /)"},
    {"__format__", str_format_method, "($self, format_spec, /)", NativeMethod::Plain, "Return a formatted version of the string as described by format_spec."},
    {"__getnewargs__", str_getnewargs, "($self, /)"},
    {"__sizeof__", str_sizeof, "($self, /)", NativeMethod::Plain, "Return the size of the string in memory, in bytes."},
    {"capitalize", str_capitalize, "($self, /)"},
    {"casefold", str_casefold, "($self, /)"},
    {"center", str_center, "($self, width, fillchar=' ', /)"},
    {"count", str_count, "($self, sub, start=<no-signature>~, end=<unset>, /)"},
    {"encode", str_encode, "($self, /, encoding='utf-8', errors='strict')"},
    {"endswith", str_endswith, "($self, suffix, start=<no-signature>~, end=<unset>, /)"},
    {"expandtabs", str_expandtabs, "($self, /, tabsize=8)"},
    {"find", str_find, "($self, sub, start=<no-signature>~, end=<unset>, /)"},
    {"format", str_format, "($self, *args, **kwargs)"},
    {"format_map", str_format_map, "($self, mapping, /)"},
    {"index", str_index, "($self, sub, start=<no-signature>~, end=<unset>, /)"},
    {"isalnum", str_isalnum, "($self, /)"},
    {"isalpha", str_isalpha, "($self, /)"},
    {"isascii", str_isascii, "($self, /)"},
    {"isdecimal", str_isdecimal, "($self, /)"},
    {"isdigit", str_isdigit, "($self, /)"},
    {"isidentifier", str_isidentifier, "($self, /)"},
    {"islower", str_islower, "($self, /)"},
    {"isnumeric", str_isnumeric, "($self, /)"},
    {"isprintable", str_isprintable, "($self, /)"},
    {"isspace", str_isspace, "($self, /)"},
    {"istitle", str_istitle, "($self, /)"},
    {"isupper", str_isupper, "($self, /)"},
    {"join", str_join, "($self, iterable, /)"},
    {"ljust", str_ljust, "($self, width, fillchar=' ', /)"},
    {"lower", str_lower, "($self, /)"},
    {"lstrip", str_lstrip, "($self, chars=None, /)"},
    {"maketrans", str_maketrans, "(x, y=<unset>, z=<unset>, /)", NativeMethod::Static},
    {"partition", str_partition, "($self, sep, /)"},
    {"removeprefix", str_removeprefix, "($self, prefix, /)"},
    {"removesuffix", str_removesuffix, "($self, suffix, /)"},
    {"replace", str_replace, "($self, old, new, count=-1, /)"},
    {"rfind", str_rfind, "($self, sub, start=<no-signature>~, end=<unset>, /)"},
    {"rindex", str_rindex, "($self, sub, start=<no-signature>~, end=<unset>, /)"},
    {"rjust", str_rjust, "($self, width, fillchar=' ', /)"},
    {"rpartition", str_rpartition, "($self, sep, /)"},
    {"rsplit", str_rsplit, "($self, /, sep=None, maxsplit=-1)"},
    {"rstrip", str_rstrip, "($self, chars=None, /)"},
    {"split", str_split, "($self, /, sep=None, maxsplit=-1)"},
    {"splitlines", str_splitlines, "($self, /, keepends=False)"},
    {"startswith", str_startswith, "($self, prefix, start=<no-signature>~, end=<unset>, /)"},
    {"strip", str_strip, "($self, chars=None, /)"},
    {"swapcase", str_swapcase, "($self, /)"},
    {"title", str_title, "($self, /)"},
    {"translate", str_translate, "($self, table, /)"},
    {"upper", str_upper, "($self, /)"},
    {"zfill", str_zfill, "($self, width, /)"},
};

}  // namespace

void define_str_type(Vm& vm) {
  vm.define_methods(TypeId::Str, kMethods, {},
                    "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from the given object. If encoding or\n"
                    "errors is specified, then the object must expose a data buffer\nthat will be decoded using the given encoding and error handler.\n"
                    "Otherwise, returns the result of object.__str__() (if defined)\nor repr(object).\nencoding defaults to sys.getdefaultencoding().\n"
                    "errors defaults to 'strict'.");
  vm.define_methods(TypeId::StrIterator, kIteratorMethods);
  vm.define_methods(TypeId::StrAsciiIterator, kIteratorMethods);
}

}  // namespace tauraro
