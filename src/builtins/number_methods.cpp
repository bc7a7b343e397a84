#include "builtins/number_methods.h"

#include "builtins/warn.h"
#include "object/bytes.h"
#include "object/number_text.h"
#include "object/operations.h"
#include "object/str.h"

namespace tauraro {

namespace {

std::size_t keyword_count(const Args& args) { return args.keywords ? args.keywords->count : 0; }

Result<Value> convert_text(Vm& vm, Value value) {
  if (value.is(kind::Str)) return int_from_str(vm, value, 10);
  if (!is_bytes_like(vm, value)) return Value::not_found();
  BufferView bytes;
  TRY(bytes.open(vm, value));
  const Value number = TRY(parse_int(vm, bytes.view(), 10));
  if (!number.is_not_found()) return number;
  const bool is_bytes = value.is(kind::Bytes) || value.is(kind::ByteArray);
  if (is_bytes) return raise_invalid_int(vm, value, 10);
  Bytes* copy = TRY(new_bytes(vm, bytes.view()));
  return raise_invalid_int(vm, Value::from_cell(copy), 10);
}

Result<Value> check_int_result(Vm& vm, Value result) {
  if (!is_int_like(result)) return vm.raise_error(TypeId::TypeError, "__int__ returned non-int (type ", full_type_name(vm, vm.type_of(result)), ")");
  if (result.is_int() || vm.is_exact(result, TypeId::Int)) return result;
  TRY(warn(vm, TypeId::DeprecationWarning,
           concat("__int__ returned non-int (type ", full_type_name(vm, vm.type_of(result)),
                  ").  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.")));
  return plain_int(result);
}

Result<Value> convert_through_trunc(Vm& vm, Value value) {
  TRY(warn(vm, TypeId::DeprecationWarning, "The delegation of int() to __trunc__ is deprecated."));
  const Value result = TRY(vm.call_special(value, Special::Trunc));
  if (is_int_like(result)) return plain_int(result);
  if (vm.type_of(result)->has(Special::Index)) return index_of(vm, result);
  return vm.raise_error(TypeId::TypeError, "__trunc__ returned non-Integral (type ", full_type_name(vm, vm.type_of(result)), ")");
}

}  // namespace

Result<Type*> check_new_type(Vm& vm, Value cls, TypeId base) {
  Type* base_type = vm.type(base);
  if (cls == Value::from_cell(base_type)) return base_type;
  const std::string name = full_type_name(vm, base_type);
  if (!cls.is(kind::Type)) return vm.raise_error(TypeId::TypeError, name, ".__new__(X): X is not a type object (", full_type_name(vm, vm.type_of(cls)), ")");
  Type* type = cls.as<Type>();
  if (!is_subtype(type, base_type)) {
    const std::string given = full_type_name(vm, type);
    return vm.raise_error(TypeId::TypeError, name, ".__new__(", given, "): ", given, " is not a subtype of ", name);
  }
  if (base == TypeId::Int && is_subtype(type, vm.type(TypeId::Bool)))
    return vm.raise(TypeId::TypeError, "int.__new__(bool) is not safe, use bool.__new__()");
  return type;
}

Result<void> bind_new(Vm& vm, const Args& args, const char* function, std::span<const NewParameter> parameters, Value* values) {
  const std::size_t given = args.rest_count + keyword_count(args);
  if (given > parameters.size())
    return vm.raise_error(TypeId::TypeError, function, "() takes at most ", parameters.size(), " argument", parameters.size() == 1 ? "" : "s", " (", given, " given)");
  for (std::size_t i = 0; i < parameters.size(); ++i) values[i] = i < args.rest_count ? args.rest[i] : Value();
  std::uint32_t position = 0;
  Value key, value;
  while (args.keywords && dict_next(args.keywords, &position, &key, &value)) {
    std::size_t found = parameters.size();
    for (std::size_t i = 0; i < parameters.size(); ++i)
      if (!parameters[i].positional_only && str_equal(vm, key.as<Str>(), parameters[i].name)) found = i;
    if (found == parameters.size())
      return vm.raise_error(TypeId::TypeError, "'", text_of(vm, key), "' is an invalid keyword argument for ", function, "()");
    if (!values[found].is_empty())
      return vm.raise_error(TypeId::TypeError, "argument for ", function, "() given by name ('", parameters[found].name, "') and position (", found + 1, ")");
    values[found] = value;
  }
  return {};
}

Result<Value> bind_new_single(Vm& vm, const Args& args, Type* type, TypeId base) {
  const Type* base_type = vm.type(base);
  const bool checks_keywords = type == base_type || type->special(Special::Init) == base_type->special(Special::Init);
  if (keyword_count(args) && checks_keywords)
    return vm.raise_error(TypeId::TypeError, full_type_name(vm, base_type), "() takes no keyword arguments");
  if (args.rest_count > 1)
    return vm.raise_error(TypeId::TypeError, full_type_name(vm, base_type), " expected at most 1 argument, got ", args.rest_count);
  return args.rest_count ? args.rest[0] : Value::not_found();
}

Result<Value> to_int(Vm& vm, Value value) {
  if (value.is_int() || vm.is_exact(value, TypeId::Int)) return value;
  if (value.is_double()) return new_int_from_double(vm, value.as_double());
  if (value.is_bool()) return plain_int(value);
  if (vm.is_exact(value, TypeId::Str)) return int_from_str(vm, value, 10);
  const Type* type = vm.type_of(value);
  if (type->has(Special::Int)) return check_int_result(vm, TRY(vm.call_special(value, Special::Int)));
  if (type->has(Special::Index)) return index_of(vm, value);
  if (type->has(Special::Trunc)) return convert_through_trunc(vm, value);
  const Value number = TRY(convert_text(vm, value));
  if (!number.is_not_found()) return number;
  return vm.raise_error(TypeId::TypeError, "int() argument must be a string, a bytes-like object or a real number, not '", full_type_name(vm, type), "'");
}

Result<double> to_double(Vm& vm, Value value) {
  if (value.is_double()) return value.as_double();
  if (value.is_int()) return static_cast<double>(value.as_int());
  if (value.is(kind::FloatObject)) {
    const Type* type = vm.type_of(value);
    if (type->special(Special::Float) == vm.type(TypeId::Float)->special(Special::Float)) return value.as<FloatObject>()->number;
  } else if (vm.is_exact(value, TypeId::Int) || value.is_bool()) {
    return int_to_double(vm, value);
  }
  const Type* type = vm.type_of(value);
  if (type->has(Special::Float)) {
    const Value result = TRY(vm.call_special(value, Special::Float));
    if (result.is_double()) return result.as_double();
    const std::string name = full_type_name(vm, type), returned = full_type_name(vm, vm.type_of(result));
    if (!is_float(result)) return vm.raise_error(TypeId::TypeError, name, ".__float__ returned non-float (type ", returned, ")");
    TRY(warn(vm, TypeId::DeprecationWarning,
             concat(name, ".__float__ returned non-float (type ", returned,
                    ").  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.")));
    return float_value(result);
  }
  if (type->has(Special::Index)) return int_to_double(vm, TRY(index_of(vm, value)));
  return vm.raise_error(TypeId::TypeError, "must be real number, not ", full_type_name(vm, type));
}

Result<Value> new_int_of(Vm& vm, Type* type, Value plain) {
  if (type == vm.type(TypeId::Int)) return plain;
  IntCell* cell = TRY(vm.new_instance<IntCell>(type));
  std::int64_t number;
  if (int_to_int64(plain, &number)) cell->number = number;
  if (!plain.is_int()) cell->big = plain;
  return Value::from_cell(cell);
}

Result<Value> new_float_of(Vm& vm, Type* type, double number) {
  if (type == vm.type(TypeId::Float)) return Value::from_any_double(number);
  FloatObject* cell = TRY(vm.new_instance<FloatObject>(type));
  cell->number = number;
  return Value::from_cell(cell);
}

Result<Value> new_pair(Vm& vm, Value first, Value second) {
  const Value items[] = {first, second};
  return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(items))));
}

}  // namespace tauraro
