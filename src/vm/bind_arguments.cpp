// Binding the arguments of a call to a Python function's parameters.
#include <alloca.h>

#include <algorithm>

#include "object/operations.h"
#include "vm/call.h"

namespace tauraro {
namespace {

struct Binding {
  Vm& vm;
  Function* function;
  const CodeUnit& unit;
  Value* window;

  Str* parameter_name(std::uint32_t index) const { return function->code->code->local_names.as<Tuple>()->items[index].as<Str>(); }
  std::string name() const { return text_of(vm, function->qualname); }
  std::uint32_t positional() const { return unit.positional_count; }
  std::uint32_t named() const { return unit.positional_count + unit.keyword_only_count; }
  bool has_rest() const { return unit.flags & CodeUnit::VarArgs; }
  bool has_keywords() const { return unit.flags & CodeUnit::VarKeywords; }
  std::uint32_t default_count() const { return function->defaults.is(kind::Tuple) ? function->defaults.as<Tuple>()->length : 0; }
};

/// 'a', 'b', and 'c'
std::string quoted_list(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i) text += names.size() == 2 ? " and " : i + 1 == names.size() ? ", and " : ", ";
    text += "'" + names[i] + "'";
  }
  return text;
}

Raised raise_missing(const Binding& binding, std::uint32_t begin, std::uint32_t end, const char* what) {
  std::vector<std::string> names;
  for (std::uint32_t i = begin; i < end; ++i)
    if (binding.window[i].is_empty()) names.push_back(to_utf8(binding.vm, binding.parameter_name(i)));
  return binding.vm.raise_error(TypeId::TypeError, binding.name(), "() missing ", names.size(), " required ", what, " argument",
                                names.size() == 1 ? "" : "s", ": ", quoted_list(names));
}

Raised raise_too_many(const Binding& binding, std::uint32_t given) {
  std::uint32_t keyword_given = 0;
  for (std::uint32_t i = binding.positional(); i < binding.named(); ++i) keyword_given += !binding.window[i].is_empty();
  const std::uint32_t most = binding.positional(), defaults = binding.default_count();
  const bool plural = defaults ? true : most != 1;
  const std::string takes = defaults ? concat("from ", most - defaults, " to ", most) : concat(most);
  std::string keyword_text;
  if (keyword_given)
    keyword_text = concat(" positional argument", given == 1 ? "" : "s", " (and ", keyword_given, " keyword-only argument", keyword_given == 1 ? "" : "s", ")");
  return binding.vm.raise_error(TypeId::TypeError, binding.name(), "() takes ", takes, " positional argument", plural ? "s" : "", " but ", given,
                                keyword_text, given == 1 && !keyword_given ? " was" : " were", " given");
}

/// Index of the parameter that can be given by this name, or named().
std::uint32_t find_parameter(const Binding& binding, Str* name, bool positional_only) {
  const std::uint32_t begin = positional_only ? 0 : binding.unit.positional_only_count;
  const std::uint32_t end = positional_only ? binding.unit.positional_only_count : binding.named();
  for (std::uint32_t i = begin; i < end; ++i)
    if (binding.parameter_name(i) == name) return i;
  for (std::uint32_t i = begin; i < end; ++i)
    if (str_equal(binding.vm, binding.parameter_name(i), name)) return i;
  return binding.named();
}

/// f() got some positional-only arguments passed as keyword arguments: 'a, b'
Result<void> check_positional_only(const Binding& binding, Tuple* names) {
  std::string wrong;
  for (std::uint64_t i = 0; i < names->length; ++i) {
    if (find_parameter(binding, names->items[i].as<Str>(), true) == binding.named()) continue;
    if (!wrong.empty()) wrong += ", ";
    wrong += to_utf8(binding.vm, names->items[i].as<Str>());
  }
  if (wrong.empty()) return {};
  return binding.vm.raise_error(TypeId::TypeError, binding.name(), "() got some positional-only arguments passed as keyword arguments: '", wrong, "'");
}

Result<void> bind_keywords(const Binding& binding, Tuple* names, const Value* values, Dict* rest) {
  for (std::uint64_t i = 0; i < names->length; ++i) {
    if (!names->items[i].is(kind::Str)) return binding.vm.raise_error(TypeId::TypeError, binding.name(), "() keywords must be strings");
    Str* name = names->items[i].as<Str>();
    const std::uint32_t index = find_parameter(binding, name, false);
    if (index < binding.named()) {
      if (!binding.window[index].is_empty())
        return binding.vm.raise_error(TypeId::TypeError, binding.name(), "() got multiple values for argument '", to_utf8(binding.vm, name), "'");
      binding.window[index] = values[i];
    } else if (rest) {
      TRY(dict_set_str(binding.vm, rest, name, values[i]));
    } else {
      TRY(check_positional_only(binding, names));
      return binding.vm.raise_error(TypeId::TypeError, binding.name(), "() got an unexpected keyword argument '", to_utf8(binding.vm, name), "'");
    }
  }
  return {};
}

Result<void> fill_defaults(const Binding& binding, std::uint32_t given) {
  const std::uint32_t defaults = binding.default_count();
  const std::uint32_t required = binding.positional() - std::min(defaults, binding.positional());
  for (std::uint32_t i = given; i < required; ++i)
    if (binding.window[i].is_empty()) return raise_missing(binding, 0, required, "positional");
  for (std::uint32_t i = std::max(given, required); i < binding.positional(); ++i)
    if (binding.window[i].is_empty()) binding.window[i] = binding.function->defaults.as<Tuple>()->items[i - required];
  return {};
}

Result<void> fill_keyword_defaults(const Binding& binding) {
  bool missing = false;
  for (std::uint32_t i = binding.positional(); i < binding.named(); ++i) {
    if (!binding.window[i].is_empty()) continue;
    Value fallback = Value::not_found();
    if (binding.function->kwdefaults.is(kind::Dict))
      fallback = dict_get_str(binding.vm, binding.function->kwdefaults.as<Dict>(), binding.parameter_name(i));
    if (fallback.is_not_found()) missing = true;
    else binding.window[i] = fallback;
  }
  if (missing) return raise_missing(binding, binding.positional(), binding.named(), "keyword-only");
  return {};
}

}  // namespace

Result<void> bind_arguments(Vm& vm, Function* function, Value* window, std::uint32_t count, Tuple* names) {
  const Binding binding{vm, function, **function->code->code->unit, window};
  const std::uint32_t keyword_count = names ? static_cast<std::uint32_t>(names->length) : 0;
  const std::uint32_t given = count - keyword_count;
  auto* values = static_cast<Value*>(alloca((count + 1) * sizeof(Value)));
  std::copy_n(window, count, values);
  const std::uint32_t taken = std::min(given, binding.positional());
  const std::uint32_t total = binding.named() + binding.has_rest() + binding.has_keywords();
  for (std::uint32_t i = taken; i < total; ++i) window[i] = Value();
  if (binding.has_rest()) {
    Tuple* rest = given > taken ? TRY(new_tuple(vm, std::span<const Value>(values + taken, given - taken))) : empty_tuple(vm);
    window[binding.named()] = Value::from_cell(rest);
  }
  Dict* rest_keywords = nullptr;
  if (binding.has_keywords()) {
    rest_keywords = TRY(new_dict(vm));
    window[total - 1] = Value::from_cell(rest_keywords);
  }
  if (names) TRY(bind_keywords(binding, names, values + given, rest_keywords));
  if (given > binding.positional() && !binding.has_rest()) return raise_too_many(binding, given);
  TRY(fill_defaults(binding, taken));
  return fill_keyword_defaults(binding);
}

}  // namespace tauraro
