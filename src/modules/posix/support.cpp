#include <fcntl.h>

#include "modules/posix/posix.h"

namespace tauraro::posix {

Result<std::int64_t> long_argument(Vm& vm, Value value) {
  if (value.is_int()) return value.as_int();
  const Value number = TRY(index_of(vm, value));
  std::int64_t wide;
  if (!int_to_int64(number, &wide)) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C long");
  return wide;
}

Result<int> descriptor_argument(Vm& vm, Value value) {
  Value number = value;
  if (!is_int_like(value)) {
    const Value method = TRY(find_attr(vm, value, "fileno"));
    if (method.is_not_found()) return vm.raise(TypeId::TypeError, "argument must be an int, or have a fileno() method.");
    number = TRY(vm.call(method, {}));
    if (!is_int_like(number)) return vm.raise(TypeId::TypeError, "fileno() returned a non-integer");
  }
  const int descriptor = TRY(clinic_c_int(vm, number));
  if (descriptor < 0) return vm.raise_error(TypeId::ValueError, "file descriptor cannot be a negative integer (", descriptor, ")");
  return descriptor;
}

Result<int> directory_argument(Vm& vm, Value value) {
  if (value.is_none() || value.is_empty()) return AT_FDCWD;
  if (!is_int_like(value) && !vm.type_of(value)->has(Special::Index))
    return vm.raise_error(TypeId::TypeError, "argument should be integer or None, not ", full_type_name(vm, vm.type_of(value)));
  const Value number = TRY(index_of(vm, value));
  std::int64_t wide;
  if (!int_to_int64(number, &wide) || wide > INT32_MAX) return vm.raise(TypeId::OverflowError, "fd is greater than maximum");
  if (wide < INT32_MIN) return vm.raise(TypeId::OverflowError, "fd is less than minimum");
  return static_cast<int>(wide);
}

Result<std::uint32_t> id_argument(Vm& vm, Value value, const char* what) {
  if (!is_int_like(value) && !vm.type_of(value)->has(Special::Index))
    return vm.raise_error(TypeId::TypeError, what, " should be integer, not ", full_type_name(vm, vm.type_of(value)));
  const Value number = TRY(index_of(vm, value));
  std::int64_t wide;
  const bool fits = int_to_int64(number, &wide);
  const bool negative = int_compare(number, Value::from_int(0)) < 0;
  if (fits && wide == -1) return static_cast<std::uint32_t>(-1);
  if (negative) return vm.raise_error(TypeId::OverflowError, what, " is less than minimum");
  if (!fits || wide > UINT32_MAX - 1) return vm.raise_error(TypeId::OverflowError, what, " is greater than maximum");
  return static_cast<std::uint32_t>(wide);
}

Result<void> refuse_directory_with_descriptor(Vm& vm, const char* function, int directory, const PathArgument& path) {
  if (directory != AT_FDCWD && path.is_descriptor) return vm.raise_error(TypeId::ValueError, function, ": can't specify dir_fd without matching path");
  return {};
}

Result<void> refuse_follow_with_descriptor(Vm& vm, const char* function, const PathArgument& path, bool follow) {
  if (path.is_descriptor && !follow) return vm.raise_error(TypeId::ValueError, function, ": cannot use fd and follow_symlinks together");
  return {};
}

Result<void> read_arguments(Vm& vm, Value sequence, const char* function, TextArray& out) {
  if (!sequence.is(kind::List) && !sequence.is(kind::Tuple)) return vm.raise_error(TypeId::TypeError, function, "() arg 2 must be a tuple or list");
  TRY(for_each(vm, sequence, [&](Value item) -> Result<bool> {
    out.texts.push_back(TRY(file_system_path(vm, item)));
    return true;
  }));
  if (out.texts.empty()) return vm.raise_error(TypeId::ValueError, function, "() arg 2 must not be empty");
  if (out.texts[0].empty()) return vm.raise_error(TypeId::ValueError, function, "() arg 2 first element cannot be empty");
  out.finish();
  return {};
}

Result<void> read_environment(Vm& vm, Value mapping, TextArray& out) {
  const Value keys = TRY(vm.call_method(mapping, "keys", {})), values = TRY(vm.call_method(mapping, "values", {}));
  List* names = TRY(list_from(vm, keys));
  List* texts = TRY(list_from(vm, values));
  for (std::uint64_t i = 0; i < names->length && i < texts->length; ++i) {
    const std::string name = TRY(file_system_path(vm, names->storage->items[i])), text = TRY(file_system_path(vm, texts->storage->items[i]));
    if (name.empty() || name.find('=', 1) != std::string::npos) return vm.raise(TypeId::ValueError, "illegal environment variable name");
    out.texts.push_back(name + "=" + text);
  }
  out.finish();
  return {};
}

Result<int> named_number(Vm& vm, Value value, std::span<const NamedNumber> table) {
  if (value.is(kind::Str)) {
    const std::string name = text_of(vm, value);
    for (const NamedNumber& row : table)
      if (name == row.name) return row.number;
    return vm.raise(TypeId::ValueError, "unrecognized configuration name");
  }
  if (!is_int_like(value)) return vm.raise(TypeId::TypeError, "configuration names must be strings or integers");
  return int_argument(vm, value);
}

Result<Value> names_dict(Vm& vm, std::span<const NamedNumber> table) {
  Dict* dict = TRY(new_dict(vm));
  for (const NamedNumber& row : table) TRY(dict_set_str(vm, dict, intern(vm, row.name), Value::from_int(row.number)));
  return Value::from_cell(dict);
}

}  // namespace tauraro::posix
