#include "builtins/arguments.h"

#include "object/int.h"

namespace tauraro {

Result<void> refuse_keywords(Vm& vm, const char* name, const Args& args) {
  if (!args.keywords || args.keywords->count == 0) return {};
  return vm.raise_error(TypeId::TypeError, name, "() takes no keyword arguments");
}

Result<void> check_count(Vm& vm, const char* name, const Args& args, std::uint32_t least, std::uint32_t most) {
  const std::uint32_t given = args.rest_count;
  if (given >= least && given <= most) return {};
  const std::uint32_t bound = given < least ? least : most;
  const char* relation = least == most ? "" : given < least ? "at least " : "at most ";
  return vm.raise_error(TypeId::TypeError, name, " expected ", relation, bound, bound == 1 ? " argument, got " : " arguments, got ",
                        given);
}

bool has_inherited(Vm& vm, const Type* type, TypeId base, Special which) {
  return type->special(which) == vm.type(base)->special(which);
}

Result<Value> take_keyword(Vm& vm, const Args& args, const char* keyword) {
  if (!args.keywords) return Value::not_found();
  return dict_pop(vm, args.keywords, Value::from_cell(intern(vm, keyword)));
}

Result<void> refuse_other_keywords(Vm& vm, const char* name, const Args& args) {
  if (!args.keywords || args.keywords->count == 0) return {};
  std::uint32_t position = 0;
  Value key, value;
  dict_next(args.keywords, &position, &key, &value);
  return vm.raise_error(TypeId::TypeError, "'", text_of(vm, key), "' is an invalid keyword argument for ", name, "()");
}

bool is_index(Vm& vm, Value value) { return value.is_int() || is_int_like(value) || vm.type_of(value)->has(Special::Index); }

Result<std::int64_t> item_index(Vm& vm, Value value) {
  if (value.is_int()) return value.as_int();
  const Value plain = TRY(index_of(vm, value));
  std::int64_t number;
  if (int_to_int64(plain, &number)) return number;
  return vm.raise_error(TypeId::IndexError, "cannot fit '", full_type_name(vm, vm.type_of(value)), "' into an index-sized integer");
}

Result<std::int64_t> search_bound(Vm& vm, Value value, std::int64_t length) {
  if (!is_index(vm, value))
    return vm.raise(TypeId::TypeError, "slice indices must be integers or have an __index__ method");
  std::int64_t bound = TRY(index_clamped(vm, value));
  if (bound < 0) bound = bound + length < 0 ? 0 : bound + length;
  return bound;
}

Raised raise_bad_index(Vm& vm, const char* what, Value key) {
  return vm.raise_error(TypeId::TypeError, what, " indices must be integers or slices, not ", full_type_name(vm, vm.type_of(key)));
}

Raised raise_with_repr(Vm& vm, TypeId type, std::string_view before, Value value, std::string_view after) {
  const Result<Value> text = repr(vm, value);
  if (text.is_raised()) return Raised{};
  return vm.raise_error(type, before, to_utf8(vm, text.value().as<Str>()), after);
}

Result<Value> builtin_named(Vm& vm, const char* name) {
  const Value found = dict_get_str(vm, vm.builtins, intern(vm, name));
  if (found.is_not_found()) return vm.raise_error(TypeId::AttributeError, "module 'builtins' has no attribute '", name, "'");
  return found;
}

Result<Value> make_tuple(Vm& vm, std::initializer_list<Value> items) {
  return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(items.begin(), items.size()))));
}

Result<Value> make_str(Vm& vm, std::string_view text) { return Value::from_cell(TRY(new_str(vm, text))); }

Result<Value> class_getitem(Vm& vm, const Args& args) { return new_generic_alias(vm, args[0], args[1]); }

void set_unhashable(Vm& vm, TypeId id) { (void)type_set_attr(vm, vm.type(id), intern(vm, "__hash__"), Value::none()); }

Result<Value> return_self(Vm&, const Args& args) { return args[0]; }

}  // namespace tauraro
