#include "object/signature.h"

#include <alloca.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "object/function.h"
#include "object/int.h"
#include "object/native_call.h"
#include "object/operations.h"

namespace tauraro {
namespace {

/// Splits "(a, /, b=1)" at its commas and hands out trimmed pieces.
class Pieces {
 public:
  explicit Pieces(std::string_view text) : text_(text) {
    assert(!text.empty() && text.front() == '(' && text.find(')') != std::string_view::npos);
    text_ = text.substr(1, text.rfind(')') - 1);
  }
  bool next(std::string_view* piece) {
    while (!text_.empty() && (text_.front() == ' ' || text_.front() == ',')) text_.remove_prefix(1);
    if (text_.empty()) return false;
    std::size_t end = 0;
    bool quoted = false;
    while (end < text_.size() && (quoted || text_[end] != ',')) quoted ^= text_[end++] == '\'';
    *piece = text_.substr(0, end);
    while (!piece->empty() && piece->back() == ' ') piece->remove_suffix(1);
    text_.remove_prefix(end);
    return true;
  }

 private:
  std::string_view text_;
};

Value parse_default(Vm& vm, std::string_view text) {
  if (text == "None") return Value::none();
  if (text == "True") return Value::from_bool(true);
  if (text == "False") return Value::from_bool(false);
  if (text == "'\\n'") return Value::from_cell(intern(vm, "\n"));
  if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'')
    return Value::from_cell(intern(vm, text.substr(1, text.size() - 2)));
  const bool number = !text.empty() && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9')) && text.find_first_of(".e") == std::string_view::npos;
  if (number) return new_int(vm, std::strtoll(std::string(text).c_str(), nullptr, 10)).value();
  return Value();  // <unset>, and defaults that only the function knows
}

Parameter parse_parameter(Vm& vm, std::string_view piece) {
  const std::size_t equals = piece.find('=');
  std::string_view name = piece.substr(0, equals);
  if (name.front() == '$') name.remove_prefix(1);
  Parameter parameter{intern(vm, name), Value(), equals == std::string_view::npos};
  if (!parameter.required) parameter.fallback = parse_default(vm, piece.substr(equals + 1));
  return parameter;
}

}  // namespace

void parse_signature(Vm& vm, const char* text, Signature* signature) {
  signature->text = text;
  Pieces pieces(text);
  std::string_view piece;
  bool keyword_only = false;
  while (pieces.next(&piece)) {
    if (piece == "/") {
      signature->positional_only = signature->positional;
    } else if (piece == "*") {
      keyword_only = true;
    } else if (piece.substr(0, 2) == "**") {
      signature->has_keywords = true;
    } else if (piece[0] == '*') {
      signature->has_rest = true;
      keyword_only = true;
    } else {
      if (piece[0] == '$') signature->self = 1;
      signature->parameters.push_back(parse_parameter(vm, piece));
      if (keyword_only) continue;
      ++signature->positional;
      if (signature->parameters.back().required) ++signature->required;
    }
  }
  if (signature->self && signature->positional_only == 0) signature->positional_only = 1;
  signature->only_positional = signature->positional_only == signature->parameters.size() && !signature->has_rest && !signature->has_keywords;
}

namespace {

/// Name in messages: "list.append" for methods, "len" for functions; the bare name in some.
std::string qualified(Vm& vm, const NativeFunction* function) {
  const Value self = function->self;
  if (self.is(kind::Type)) return text_of(vm, self.as<Type>()->qualname) + "." + function->definition->name;
  if (function->owner.is_empty()) {
    const bool named = function->module.is(kind::Str) && !str_equal(vm, function->module.as<Str>(), "builtins");
    return named ? text_of(vm, function->module) + "." + function->definition->name : function->definition->name;
  }
  return type_name(vm, function->owner.as<Type>()) + "." + function->definition->name;
}

/// How argument errors name a function: some forms with its type, some without, as CPython's different call paths do.
struct CallErrors {
  Vm& vm;
  const NativeFunction* function;
  const Signature& signature;

  bool is_initializer() const {
    const std::string_view text = function->definition->name;
    return text == "__new__" || text == "__init__";
  }
  /// The function's name; the class's for what its call runs.
  std::string name() const {
    const std::string_view text = function->definition->name;
    if (!is_initializer()) return std::string(text);
    return function->owner.is_empty() ? std::string(text) : type_name(vm, function->owner.as<Type>());
  }
  std::uint32_t self() const { return signature.self; }
  static const char* plural(std::uint64_t n) { return n == 1 ? "" : "s"; }
  bool is_wrapper() const {
    return function->shape == builtin_shape(TypeId::WrapperDescriptor) || function->shape == builtin_shape(TypeId::MethodWrapper);
  }

  Raised wrong_count(std::uint32_t given) const {
    const std::uint32_t most = signature.positional - self(), least = signature.required - std::min<std::uint32_t>(self(), signature.required);
    given -= std::min(given, self());
    if (signature.parameters.size() == self() && !signature.has_rest)
      return is_wrapper() ? vm.raise_error(TypeId::TypeError, "expected 0 arguments, got ", given)
                          : vm.raise_error(TypeId::TypeError, qualified(vm, function), "() takes no arguments (", given, " given)");
    if (signature.only_positional && most == 1 && least == 1 && !is_initializer())
      return is_wrapper() ? vm.raise_error(TypeId::TypeError, "expected 1 argument, got ", given)
                          : vm.raise_error(TypeId::TypeError, qualified(vm, function), "() takes exactly one argument (", given, " given)");
    const bool few = given < least;
    const std::uint32_t bound = few ? least : most;
    const bool bare = is_wrapper() && !is_initializer();
    if (signature.only_positional && std::strstr(signature.text, "<no-signature>~"))
      return vm.raise_error(TypeId::TypeError, name(), "() takes ", few ? "at least " : "at most ", bound, " argument", plural(bound), " (", given, " given)");
    if (signature.only_positional)
      return vm.raise_error(TypeId::TypeError, bare ? std::string() : name(), bare ? "expected " : " expected ",
                            least == most ? "" : few ? "at least " : "at most ", bound, " argument", plural(bound), ", got ", given);
    if (name() == "sorted")  // takes its positional arguments apart as a tuple, the others are list.sort's
      return vm.raise_error(TypeId::TypeError, "sorted expected 1 argument, got ", given);
    const bool keyword_only = signature.parameters.size() > signature.positional;
    if (keyword_only && most == 0) return vm.raise_error(TypeId::TypeError, name(), "() takes no positional arguments");
    return vm.raise_error(TypeId::TypeError, name(), "() takes ", least == most && !keyword_only ? "exactly " : few ? "at least " : "at most ", bound,
                          keyword_only || few ? " positional" : "", " argument", plural(bound), " (", given, " given)");
  }
  Raised no_keywords() const { return vm.raise_error(TypeId::TypeError, is_wrapper() ? std::string("wrapper ") + name() : qualified(vm, function), "() takes no keyword arguments"); }
  Raised missing(std::size_t index) const {
    return vm.raise_error(TypeId::TypeError, name(), "() missing required argument '", to_utf8(vm, signature.parameters[index].name), "' (pos ",
                          index + 1 - self(), ")");
  }
  Raised unexpected(Str* keyword) const {
    return vm.raise_error(TypeId::TypeError, "'", to_utf8(vm, keyword), "' is an invalid keyword argument for ", name() == "sorted" ? std::string("sort") : std::string(name()), "()");
  }
  Raised repeated(std::size_t index) const {
    return vm.raise_error(TypeId::TypeError, "argument for ", name(), "() given by name ('", to_utf8(vm, signature.parameters[index].name),
                          "') and position (", index + 1 - self(), ")");
  }
  Raised no_self(std::uint32_t given) const {
    const std::string owner = type_name(vm, function->owner.as<Type>());
    (void)given;
    if (function->definition->flags & NativeMethod::Static) return vm.raise_error(TypeId::TypeError, owner, ".__new__(): not enough arguments");
    if (is_wrapper()) return vm.raise_error(TypeId::TypeError, "descriptor '", name(), "' of '", owner, "' object needs an argument");
    return vm.raise_error(TypeId::TypeError, "unbound method ", owner, ".", name(), "() needs an argument");
  }
};

std::size_t find_parameter(Vm& vm, const Signature& signature, Str* name) {
  for (std::size_t i = signature.positional_only; i < signature.parameters.size(); ++i)
    if (signature.parameters[i].name == name || str_equal(vm, signature.parameters[i].name, name)) return i;
  return signature.parameters.size();
}

/// Sets values from keyword arguments; what fits no parameter goes to **kwargs.
Result<void> bind_keywords(const CallErrors& errors, Value* values, Tuple* names, const Value* keyword_values, Dict** rest) {
  const Signature& signature = errors.signature;
  for (std::uint64_t i = 0; i < names->length; ++i) {
    Str* name = names->items[i].as<Str>();
    const std::size_t index = find_parameter(errors.vm, signature, name);
    if (index < signature.parameters.size()) {
      if (!values[index].is_empty()) return errors.repeated(index);
      values[index] = keyword_values[i];
      continue;
    }
    if (!signature.has_keywords) return signature.positional_only == signature.parameters.size() ? errors.no_keywords() : errors.unexpected(name);
    if (!*rest) *rest = TRY(new_dict(errors.vm));
    TRY(dict_set_str(errors.vm, *rest, name, keyword_values[i]));
  }
  return {};
}

Result<void> check_self(Vm& vm, const CallErrors& errors, Value self) {
  if (errors.function->owner.is_empty() || !errors.function->self.is_empty() || errors.function->definition->flags != NativeMethod::Plain) return {};
  Type* owner = errors.function->owner.as<Type>();
  if (is_instance(vm, self, owner)) return {};
  if (errors.is_wrapper())
    return vm.raise_error(TypeId::TypeError, "descriptor '", errors.name(), "' requires a '", full_type_name(vm, owner), "' object but received a '",
                          full_type_name(vm, vm.type_of(self)), "'");
  return vm.raise_error(TypeId::TypeError, "descriptor '", errors.name(), "' for '", full_type_name(vm, owner), "' objects doesn't apply to a '",
                        full_type_name(vm, vm.type_of(self)), "' object");
}

Result<Value> call_general(const CallErrors& errors, Value* arguments, std::uint32_t positional, Tuple* names) {
  const Signature& signature = errors.signature;
  const std::size_t parameter_count = signature.parameters.size();
  const std::size_t room = (parameter_count + 2) & ~std::size_t{1};  // of 16 bytes, as the stack is aligned: no old values in between
  auto* values = static_cast<Value*>(alloca(room * sizeof(Value)));
  for (std::size_t i = 0; i < room; ++i) values[i] = Value();
  if (positional > signature.positional && !signature.has_rest) return errors.wrong_count(positional);
  const std::uint32_t taken = std::min<std::uint32_t>(positional, signature.positional);
  for (std::uint32_t i = 0; i < taken; ++i) values[i] = arguments[i];
  Args args{values, static_cast<std::uint32_t>(parameter_count), positional - taken, arguments + taken, nullptr};
  if (names) TRY(bind_keywords(errors, values, names, arguments + positional, &args.keywords));
  for (std::size_t i = taken; i < parameter_count; ++i) {
    if (!values[i].is_empty()) continue;
    const Parameter& parameter = signature.parameters[i];
    if (parameter.required) {
      if (i < signature.positional_only) return errors.wrong_count(positional);
      return errors.missing(i);
    }
    values[i] = parameter.fallback;
  }
  return run_native(errors.vm, errors.function->definition->call, args);
}

}  // namespace

Result<Value> call_native(Vm& vm, NativeFunction* function, Value* arguments, std::uint32_t count, Tuple* keyword_names) {
  const Signature& signature = *function->signature;
  const std::uint32_t keywords = keyword_names ? static_cast<std::uint32_t>(keyword_names->length) : 0;
  const std::uint32_t positional = count - keywords;
  const CallErrors errors{vm, function, signature};
  if (!function->owner.is_empty() && signature.self) {
    if (positional == 0) return errors.no_self(count);
    TRY(check_self(vm, errors, arguments[0]));
  }
  if (keywords) return call_general(errors, arguments, positional, keyword_names);
  const std::uint32_t named = signature.positional;
  const bool bound_in_place = named == signature.parameters.size() && (positional == named || (positional > named && signature.has_rest));
  if (bound_in_place) return run_native(vm, function->definition->call, Args{arguments, named, positional - named, arguments + named, nullptr});
  if (signature.only_positional && (positional < signature.required || positional > named)) return errors.wrong_count(positional);
  return call_general(errors, arguments, positional, nullptr);
}

}  // namespace tauraro
