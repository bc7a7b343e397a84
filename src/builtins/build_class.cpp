// __build_class__: what a class statement calls.
#include "builtins/arguments.h"
#include "builtins/builtin_functions.h"
#include "builtins/support.h"
#include "vm/call.h"

namespace tauraro {
namespace {

/// Bases that are not types are replaced by what their __mro_entries__ gives.
Result<Tuple*> resolve_bases(Vm& vm, Tuple* bases) {
  List* resolved = nullptr;
  for (std::uint64_t i = 0; i < bases->length; ++i) {
    const Value base = bases->items[i];
    const Value hook = base.is(kind::Type) ? Value::not_found() : TRY(find_attr(vm, base, "__mro_entries__"));
    if (hook.is_not_found()) {
      if (resolved) TRY(list_append(vm, resolved, base));
      continue;
    }
    if (!resolved) resolved = TRY(new_list(vm, std::span<const Value>(bases->items, i)));
    const Value entries = TRY(vm.call(hook, {value_of(bases)}));
    if (!entries.is(kind::Tuple)) return vm.raise(TypeId::TypeError, "__mro_entries__ must return a tuple");
    TRY(list_extend(vm, resolved, entries));
  }
  return resolved ? new_tuple(vm, resolved->span()) : Result<Tuple*>(bases);
}

/// The metaclass asked for, or that of the bases.
Result<Value> metaclass_of(Vm& vm, const Args& args, Tuple* bases) {
  Value metaclass = TRY(take_keyword(vm, args, "metaclass"));
  if (metaclass.is_not_found()) metaclass = bases->length ? type_value_of(vm, bases->items[0]) : type_value(vm, TypeId::Type);
  if (!metaclass.is(kind::Type)) return metaclass;
  return value_of(TRY(calculate_metatype(vm, metaclass.as<Type>(), bases)));
}

Result<Value> prepare_namespace(Vm& vm, Value metaclass, Value name, Tuple* bases, Dict* keywords) {
  const Value plain = type_value(vm, TypeId::Type);
  if (metaclass == plain) return value_of(TRY(new_dict(vm)));
  const Value prepare = TRY(find_attr(vm, metaclass, "__prepare__"));
  if (prepare.is_not_found()) return value_of(TRY(new_dict(vm)));
  const Value arguments[] = {name, value_of(bases)};
  const Value made = TRY(forward_call(vm, prepare, arguments, keywords));
  if (made.is(kind::Dict) || vm.type_of(made)->has(Special::GetItem)) return made;
  return vm.raise_error(TypeId::TypeError, metaclass.is(kind::Type) ? type_name(vm, metaclass.as<Type>()) : std::string("<metaclass>"),
                        ".__prepare__() must return a mapping, not ", full_type_name(vm, vm.type_of(made)));
}

/// type.__new__ must have put the class into the cell that its methods' super() reads.
Result<void> check_class_cell(Vm& vm, Value cell, Value made, Value name) {
  if (!made.is(kind::Type) || !cell.is(kind::Box)) return {};
  const Value content = cell.as<Box>()->value;
  if (content == made) return {};
  if (content.is_empty())
    return vm.raise_error(TypeId::RuntimeError, "__class__ not set defining ", TRY(repr_text(vm, name)), " as ", TRY(repr_text(vm, made)),
                          ". Was __classcell__ propagated to type.__new__?");
  return vm.raise_error(TypeId::TypeError, "__class__ set to ", TRY(repr_text(vm, content)), " defining ", TRY(repr_text(vm, name)), " as ",
                        TRY(repr_text(vm, made)));
}

}  // namespace

Result<Type*> calculate_metatype(Vm& vm, Type* metatype, Tuple* bases) {
  Type* winner = metatype;
  for (std::uint64_t i = 0; i < bases->length; ++i) {
    Type* of_base = vm.type_of(bases->items[i]);
    if (is_subtype(winner, of_base)) continue;
    if (!is_subtype(of_base, winner))
      return vm.raise(TypeId::TypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the "
                                         "metaclasses of all its bases");
    winner = of_base;
  }
  return winner;
}

Result<Value> builtin_build_class(Vm& vm, const Args& args) {
  if (args.rest_count < 2) return vm.raise(TypeId::TypeError, "__build_class__: not enough arguments");
  const Value body = args.rest[0], name = args.rest[1];
  if (!body.is(kind::Function)) return vm.raise(TypeId::TypeError, "__build_class__: func must be a function");
  if (!name.is(kind::Str)) return vm.raise(TypeId::TypeError, "__build_class__: name is not a string");
  Tuple* written_bases = args.rest_count == 2 ? empty_tuple(vm) : TRY(new_tuple(vm, args.rest_span().subspan(2)));
  Tuple* bases = TRY(resolve_bases(vm, written_bases));
  const Value metaclass = TRY(metaclass_of(vm, args, bases));
  const Value namespace_object = TRY(prepare_namespace(vm, metaclass, name, bases, args.keywords));
  Function* function = body.as<Function>();
  const Value cell = TRY(run_code(vm, function->code, function, namespace_object));
  if (bases != written_bases) TRY(set_item(vm, namespace_object, interned(vm, "__orig_bases__"), value_of(written_bases)));
  const std::uint32_t outer_hint = vm.attribute_hint;
  vm.attribute_hint = (*function->code->code->unit)->attribute_hint;
  const Value arguments[] = {name, value_of(bases), namespace_object};
  const Result<Value> made = forward_call(vm, metaclass, arguments, args.keywords);
  vm.attribute_hint = outer_hint;
  if (made.is_raised()) return Raised{};
  TRY(check_class_cell(vm, cell, made.value(), name));
  return made;
}

}  // namespace tauraro
