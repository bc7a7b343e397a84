#include "modules/keyword_arguments.h"

#include "object/operations.h"
#include "object/str.h"

namespace tauraro {
namespace {

std::string call_name(const KeywordParameters& parameters, const char* nameless) {
  return parameters.function ? std::string(parameters.function) + "()" : nameless;
}

Result<void> check_counts(Vm& vm, const Args& args, const KeywordParameters& parameters, std::size_t keywords) {
  const std::size_t given = args.rest_count + keywords, most = parameters.names.size();
  if (given > most)
    return vm.raise_error(TypeId::TypeError, call_name(parameters, "function"), " takes at most ", most, args.rest_count ? " argument" : " keyword argument",
                          most == 1 ? "" : "s", " (", given, " given)");
  if (args.rest_count > parameters.positional)
    return vm.raise_error(TypeId::TypeError, call_name(parameters, "function"), " takes at most ", parameters.positional, " positional argument",
                          parameters.positional == 1 ? "" : "s", " (", args.rest_count, " given)");
  return {};
}

/// Number of the parameter with this name, or names.size().
std::size_t find_parameter(Vm& vm, const KeywordParameters& parameters, Str* name) {
  for (std::size_t i = 0; i < parameters.names.size(); ++i)
    if (str_equal(vm, name, parameters.names[i])) return i;
  return parameters.names.size();
}

Result<void> bind_names(Vm& vm, const Args& args, const KeywordParameters& parameters, Value* values) {
  std::uint32_t position = 0;
  Value key, value, unknown;
  std::size_t twice = parameters.names.size();
  while (dict_next(args.keywords, &position, &key, &value)) {
    const std::size_t found = find_parameter(vm, parameters, key.as<Str>());
    if (found == parameters.names.size()) unknown = unknown.is_empty() ? key : unknown;
    else if (!values[found].is_empty()) twice = std::min(twice, found);
    else values[found] = value;
  }
  for (std::size_t i = 0; i < parameters.required; ++i)
    if (values[i].is_empty())
      return vm.raise_error(TypeId::TypeError, call_name(parameters, "function"), " missing required argument '", parameters.names[i], "' (pos ", i + 1, ")");
  if (twice < parameters.names.size())
    return vm.raise_error(TypeId::TypeError, "argument for ", call_name(parameters, "function"), " given by name ('", parameters.names[twice], "') and position (", twice + 1, ")");
  if (!unknown.is_empty())
    return vm.raise_error(TypeId::TypeError, "'", text_of(vm, unknown), "' is an invalid keyword argument for ", call_name(parameters, "this function"));
  return {};
}

}  // namespace

Result<void> bind_keywords(Vm& vm, const Args& args, const KeywordParameters& parameters, Value* values) {
  const std::size_t keywords = args.keywords ? args.keywords->count : 0;
  if (args.rest_count + keywords > parameters.names.size() || args.rest_count > parameters.positional) [[unlikely]]
    return check_counts(vm, args, parameters, keywords);
  for (std::size_t i = 0; i < parameters.names.size(); ++i) values[i] = i < args.rest_count ? args.rest[i] : Value();
  if (keywords) return bind_names(vm, args, parameters, values);
  if (args.rest_count < parameters.required) [[unlikely]]
    return vm.raise_error(TypeId::TypeError, call_name(parameters, "function"), " missing required argument '", parameters.names[args.rest_count], "' (pos ",
                          args.rest_count + 1, ")");
  return {};
}

Raised raise_argument_type(Vm& vm, const char* function, int position, const char* wanted, Value given) {
  return vm.raise_error(TypeId::TypeError, function, "() argument ", position, " must be ", wanted, ", not ",
                        given.is_none() ? "None" : full_type_name(vm, vm.type_of(given)));
}

}  // namespace tauraro
