// Out-of-line opcodes: match statements.
#include "object/operations.h"
#include "vm/out_of_line.h"

namespace tauraro {

bool op_MatchSequence(Vm& vm, Value* R, Instruction* pc) {
  R[pc->a] = Value::from_bool(vm.type_of(R[pc->b])->flags & kTypeSequencePattern);
  return true;
}
bool op_MatchMapping(Vm& vm, Value* R, Instruction* pc) {
  R[pc->a] = Value::from_bool(vm.type_of(R[pc->b])->flags & kTypeMappingPattern);
  return true;
}

bool op_GetLength(Vm& vm, Value* R, Instruction* pc) {
  const Result<std::int64_t> count = length(vm, R[pc->b]);
  if (count.is_raised()) return false;
  R[pc->a] = Value::from_int(count.value());
  return true;
}

namespace {

/// The values for the keys through mapping.get(key, sentinel); None when one is missing.
Result<Value> match_keys(Vm& vm, Value mapping, Tuple* keys) {
  Tuple* values = TRY(new_tuple(vm, keys->length));
  Set* seen = TRY(new_set(vm));
  const Value get = TRY(get_attr(vm, mapping, "get"));
  const Value sentinel = Value::from_cell(TRY(new_list(vm)));
  for (std::uint64_t i = 0; i < keys->length; ++i) {
    const Value key = keys->items[i];
    if (TRY(set_contains(vm, seen, key)))
      return vm.raise_error(TypeId::ValueError, "mapping pattern checks duplicate key (", TRY(repr_text(vm, key)), ")");
    TRY(set_add(vm, seen, key));
    const Value value = TRY(vm.call(get, {key, sentinel}));
    if (value == sentinel) return Value::none();
    values->items[i] = value;
    vm.barrier(values);
  }
  return Value::from_cell(values);
}

struct ClassMatch {
  Vm& vm;
  Value subject;
  Type* type;
  List* found;
  Set* seen;

  Result<bool> take(Value name) {
    if (TRY(set_contains(vm, seen, name)))
      return vm.raise_error(TypeId::TypeError, type_name(vm, type), "() got multiple sub-patterns for attribute ", TRY(repr_text(vm, name)));
    TRY(set_add(vm, seen, name));
    const Value value = TRY(find_attr(vm, subject, intern(vm, name.as<Str>())));
    if (value.is_not_found()) return false;
    TRY(list_append(vm, found, value));
    return true;
  }

  Result<bool> take_positional(std::uint64_t count) {
    const Value names = TRY(find_attr(vm, Value::from_cell(type), intern(vm, "__match_args__")));
    if (names.is_not_found() && type->flags & kTypeSelfMatch) {
      if (count > 1) return raise_too_many(1, count);
      TRY(list_append(vm, found, subject));
      return true;
    }
    std::uint64_t allowed = 0;
    if (!names.is_not_found()) {
      if (!names.is(kind::Tuple))
        return vm.raise_error(TypeId::TypeError, type_name(vm, type), ".__match_args__ must be a tuple (got ", type_name(vm, names), ")");
      allowed = names.as<Tuple>()->length;
    }
    if (allowed < count) return raise_too_many(allowed, count);
    for (std::uint64_t i = 0; i < count; ++i) {
      const Value name = names.as<Tuple>()->items[i];
      if (!name.is(kind::Str))
        return vm.raise_error(TypeId::TypeError, "__match_args__ elements must be strings (got ", type_name(vm, name), ")");
      if (!TRY(take(name))) return false;
    }
    return true;
  }

  Raised raise_too_many(std::uint64_t allowed, std::uint64_t given) {
    return vm.raise_error(TypeId::TypeError, type_name(vm, type), "() accepts ", allowed, " positional sub-pattern", allowed == 1 ? "" : "s", " (", given, " given)");
  }
};

Result<Value> match_class(Vm& vm, Value subject, Value type, std::uint64_t positional, Tuple* names) {
  if (!type.is(kind::Type)) return vm.raise(TypeId::TypeError, "called match pattern must be a type");
  if (!TRY(is_instance_of(vm, subject, type))) return Value::none();
  ClassMatch match{vm, subject, type.as<Type>(), TRY(new_list(vm)), TRY(new_set(vm))};
  if (positional && !TRY(match.take_positional(positional))) return Value::none();
  for (std::uint64_t i = 0; i < names->length; ++i)
    if (!TRY(match.take(names->items[i]))) return Value::none();
  return Value::from_cell(TRY(new_tuple(vm, match.found->span())));
}

Result<Value> copy_without(Vm& vm, Value mapping, Tuple* keys) {
  Dict* rest = TRY(new_dict(vm));
  TRY(dict_update(vm, rest, mapping));
  for (std::uint64_t i = 0; i < keys->length; ++i) (void)TRY(dict_delete(vm, rest, keys->items[i]));
  return Value::from_cell(rest);
}

}  // namespace

bool op_MatchKeys(Vm& vm, Value* R, Instruction* pc) { return put(R[pc->a], match_keys(vm, R[pc->b], R[pc->c].as<Tuple>())); }
bool op_MatchClass(Vm& vm, Value* R, Instruction* pc) {
  Tuple* names = vm.thread->frame->code->constants[extension(pc).e].as<Tuple>();
  return put(R[pc->a], match_class(vm, R[pc->b], R[pc->c], extension(pc).d, names));
}
bool op_CopyWithoutKeys(Vm& vm, Value* R, Instruction* pc) { return put(R[pc->a], copy_without(vm, R[pc->b], R[pc->c].as<Tuple>())); }

}  // namespace tauraro
