// What sys tells of the build, the machine and the settings.
#include <cfloat>

#include "builtins/support.h"
#include "modules/sys/sys.h"
#include "object/struct_sequence.h"
#include "vm/services.h"

namespace tauraro {
namespace {

constexpr StructField kVersionFields[] = {{"major", "Major release number"}, {"minor", "Minor release number"}, {"micro", "Patch release number"},
                                          {"releaselevel", "'alpha', 'beta', 'candidate', or 'final'"}, {"serial", "Serial release number"}};
constexpr StructSequenceSpec kVersion("sys.version_info", kVersionFields, 5, "sys.version_info\n\nVersion information as a named tuple.", false);

constexpr StructField kFlagsFields[] = {{"debug"}, {"inspect"}, {"interactive"}, {"optimize"}, {"dont_write_bytecode"}, {"no_user_site"}, {"no_site"},
                                        {"ignore_environment"}, {"verbose"}, {"bytes_warning"}, {"quiet"}, {"hash_randomization"}, {"isolated"},
                                        {"dev_mode"}, {"utf8_mode"}, {"warn_default_encoding"}, {"safe_path"}, {"int_max_str_digits"}};
constexpr StructSequenceSpec kFlags("sys.flags", kFlagsFields, 18, "sys.flags\n\nFlags provided through command line arguments or environment vars.", false);

constexpr StructField kFloatFields[] = {{"max"}, {"max_exp"}, {"max_10_exp"}, {"min"}, {"min_exp"}, {"min_10_exp"}, {"dig"}, {"mant_dig"}, {"epsilon"}, {"radix"}, {"rounds"}};
constexpr StructSequenceSpec kFloat("sys.float_info", kFloatFields, 11, "sys.float_info\n\nA named tuple holding information about the float type.");

constexpr StructField kIntFields[] = {{"bits_per_digit"}, {"sizeof_digit"}, {"default_max_str_digits"}, {"str_digits_check_threshold"}};
constexpr StructSequenceSpec kInt("sys.int_info", kIntFields, 4, "sys.int_info\n\nA named tuple that holds information about Python's\ninternal representation of integers.");

constexpr StructField kHashFields[] = {{"width"}, {"modulus"}, {"inf"}, {"nan"}, {"imag"}, {"algorithm"}, {"hash_bits"}, {"seed_bits"}, {"cutoff"}};
constexpr StructSequenceSpec kHash("sys.hash_info", kHashFields, 9, "hash_info\n\nA named tuple providing parameters used for computing hashes.");

constexpr StructField kThreadFields[] = {{"name"}, {"lock"}, {"version"}};
constexpr StructSequenceSpec kThread("sys.thread_info", kThreadFields, 3, "sys.thread_info\n\nA named tuple holding information about the thread implementation.");

constexpr std::int64_t kHexVersion = 0x030b02f0;

constexpr const char* kStandardModules[] = {
#define STDLIB_MODULE(name) name,
#include "modules/sys/stdlib_names.def"
};

Value number(std::int64_t value) { return Value::from_int(value); }

Result<void> put(Vm& vm, Dict* dict, const char* name, Result<Value> value) { return dict_set_str(vm, dict, intern(vm, name), TRY(value)); }

Result<Value> version_info(Vm& vm) {
  const Value values[] = {number(3), number(11), number(2), interned(vm, "final"), number(0)};
  return new_struct_sequence(vm, kVersion, values);
}

Result<Value> flags(Vm& vm) {
  Value values[18];
  const Settings& settings = vm.services->settings;
  const int numbers[] = {settings.debug, settings.inspect, settings.interactive, settings.optimize, settings.dont_write_bytecode, settings.no_user_site,
                         settings.no_site, settings.ignore_environment, settings.verbose, settings.bytes_warning, settings.quiet,
                         vm.services->hash_randomized, settings.isolated, 0, settings.utf8_mode, settings.warn_default_encoding};
  for (std::size_t i = 0; i < std::size(numbers); ++i) values[i] = number(numbers[i]);
  values[13] = Value::from_bool(settings.dev_mode);
  values[16] = Value::from_bool(settings.safe_path);
  values[17] = number(settings.int_max_str_digits);
  return new_struct_sequence(vm, kFlags, values);
}

Result<Value> warning_options(Vm& vm) {
  List* list = TRY(new_list(vm));
  for (const std::string& option : vm.services->settings.warnings) TRY(list_append(vm, list, TRY(str_value(vm, option))));
  return value_of(list);
}

/// {name: value, or True where none was given}
Result<Value> x_options(Vm& vm) {
  Dict* dict = TRY(new_dict(vm));
  for (const std::string& option : vm.services->settings.x_options) {
    const std::size_t equals = option.find('=');
    const Value value = equals == std::string::npos ? Value::from_bool(true) : TRY(str_value(vm, option.substr(equals + 1)));
    TRY(dict_set_str(vm, dict, intern(vm, option.substr(0, equals)), value));
  }
  return value_of(dict);
}

Result<Value> float_info(Vm& vm) {
  const Value values[] = {Value::from_double(DBL_MAX), number(DBL_MAX_EXP), number(DBL_MAX_10_EXP), Value::from_double(DBL_MIN), number(DBL_MIN_EXP),
                          number(DBL_MIN_10_EXP), number(DBL_DIG), number(DBL_MANT_DIG), Value::from_double(DBL_EPSILON), number(FLT_RADIX), number(1)};
  return new_struct_sequence(vm, kFloat, values);
}

Result<Value> hash_info(Vm& vm) {
  const Value values[] = {number(64), TRY(new_int(vm, (std::int64_t{1} << 61) - 1)), number(314159), number(0), number(1000003), interned(vm, "siphash13"), number(64), number(128), number(0)};
  return new_struct_sequence(vm, kHash, values);
}

Result<Value> implementation(Vm& vm, Value version) {
  const Value space = TRY(vm.call(type_value(vm, TypeId::SimpleNamespace), {}));
  TRY(set_attr(vm, space, "name", interned(vm, "tauraro")));
  TRY(set_attr(vm, space, "cache_tag", interned(vm, "tauraro-311")));
  TRY(set_attr(vm, space, "version", version));
  TRY(set_attr(vm, space, "hexversion", number(kHexVersion)));
  TRY(set_attr(vm, space, "_multiarch", interned(vm, "x86_64-linux-gnu")));
  return space;
}

Result<Value> standard_module_names(Vm& vm) {
  Set* names = TRY(new_frozenset(vm));
  for (const char* name : kStandardModules) TRY(set_add(vm, names, interned(vm, name)));
  return value_of(names);
}

Result<Value> native_module_names(Vm& vm) {
  List* names = TRY(new_list(vm));
  for (const NativeModuleSpec* spec : vm.services->native_modules) TRY(list_append(vm, names, interned(vm, spec->name)));
  TRY(list_sort(vm, names, Value::none(), false));
  return value_of(TRY(new_tuple(vm, names->span())));
}

}  // namespace

Result<void> add_sys_information(Vm& vm, Dict* dict) {
  const Value version = TRY(version_info(vm));
  TRY(put(vm, dict, "version_info", version));
  TRY(put(vm, dict, "version", str_value(vm, "3.11.2 (Tauraro 0.1.0) [GCC " __VERSION__ "]")));
  TRY(put(vm, dict, "hexversion", number(kHexVersion)));
  TRY(put(vm, dict, "api_version", number(1013)));
  TRY(put(vm, dict, "copyright", str_value(vm, "Copyright (c) the authors of Tauraro.\nAll Rights Reserved.")));
  TRY(put(vm, dict, "platform", interned(vm, "linux")));
  TRY(put(vm, dict, "byteorder", interned(vm, "little")));
  TRY(put(vm, dict, "maxsize", new_int(vm, INT64_MAX)));
  TRY(put(vm, dict, "maxunicode", number(0x10ffff)));
  TRY(put(vm, dict, "float_repr_style", interned(vm, "short")));
  TRY(put(vm, dict, "abiflags", interned(vm, "")));
  TRY(put(vm, dict, "dont_write_bytecode", Value::from_bool(vm.services->settings.dont_write_bytecode)));
  TRY(put(vm, dict, "pycache_prefix", Value::none()));
  TRY(put(vm, dict, "warnoptions", warning_options(vm)));
  TRY(put(vm, dict, "_xoptions", x_options(vm)));
  TRY(put(vm, dict, "_git", tuple_value(vm, {interned(vm, "Tauraro"), interned(vm, ""), interned(vm, "")})));
  TRY(put(vm, dict, "_framework", interned(vm, "")));
  TRY(put(vm, dict, "flags", flags(vm)));
  TRY(put(vm, dict, "float_info", float_info(vm)));
  const Value int_values[] = {number(30), number(4), number(4300), number(640)};
  TRY(put(vm, dict, "int_info", new_struct_sequence(vm, kInt, int_values)));
  TRY(put(vm, dict, "hash_info", hash_info(vm)));
  const Value thread_values[] = {interned(vm, "pthread"), interned(vm, "semaphore"), interned(vm, "NPTL 2.36")};
  TRY(put(vm, dict, "thread_info", new_struct_sequence(vm, kThread, thread_values)));
  TRY(put(vm, dict, "implementation", implementation(vm, version)));
  TRY(put(vm, dict, "stdlib_module_names", standard_module_names(vm)));
  return put(vm, dict, "builtin_module_names", native_module_names(vm));
}

}  // namespace tauraro
