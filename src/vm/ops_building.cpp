// Out-of-line opcodes: making and taking apart containers and text.
#include <algorithm>

#include "object/feedback.h"
#include "object/operations.h"
#include "vm/call.h"
#include "vm/out_of_line.h"

namespace tauraro {

bool op_BuildList(Vm& vm, Value* R, Instruction* pc) {
  const Result<List*> list = new_list(vm, std::span<const Value>(R + pc->b, pc->c));
  if (list.is_raised()) return false;
  R[pc->a] = Value::from_cell(list.value());
  return true;
}

bool op_BuildTuple(Vm& vm, Value* R, Instruction* pc) {
  if (pc->c == 0) {
    R[pc->a] = vm.empty_tuple;
    return true;
  }
  const Result<Tuple*> tuple = new_tuple(vm, std::span<const Value>(R + pc->b, pc->c));
  if (tuple.is_raised()) return false;
  R[pc->a] = Value::from_cell(tuple.value());
  return true;
}

bool op_BuildSet(Vm& vm, Value* R, Instruction* pc) {
  const Result<Set*> set = new_set(vm);
  if (set.is_raised()) return false;
  for (int i = 0; i < pc->c; ++i)
    if (set_add(vm, set.value(), R[pc->b + i]).is_raised()) return false;
  R[pc->a] = Value::from_cell(set.value());
  return true;
}

bool op_BuildDict(Vm& vm, Value* R, Instruction* pc) {
  const Result<Dict*> dict = new_dict(vm);
  if (dict.is_raised()) return false;
  for (int i = 0; i < pc->c; ++i)
    if (dict_set(vm, dict.value(), R[pc->b + 2 * i], R[pc->b + 2 * i + 1]).is_raised()) return false;
  R[pc->a] = Value::from_cell(dict.value());
  return true;
}

bool op_BuildSlice(Vm& vm, Value* R, Instruction* pc) {
  return put(R[pc->a], new_slice(vm, R[pc->b], R[pc->b + 1], pc->c == 3 ? R[pc->b + 2] : Value::none()));
}

bool op_BuildString(Vm& vm, Value* R, Instruction* pc) {
  StrBuilder builder(vm);
  for (int i = 0; i < pc->c; ++i) {
    Str* piece = flatten(vm, R[pc->b + i].as<Str>());
    if (!piece) return false;
    builder.append(piece);
  }
  return put(R[pc->a], builder.finish());
}

bool op_FormatValue(Vm& vm, Value* R, Instruction* pc) {
  Value value = R[pc->b];
  bool ok = true;
  if (pc->c == 1) ok = put(value, to_str(vm, value));
  if (pc->c == 2) ok = put(value, repr(vm, value));
  if (pc->c == 3) ok = put(value, ascii(vm, value));
  const int spec = extension(pc).d;
  return ok && put(R[pc->a], format(vm, value, spec < 0 ? Value() : R[spec]));
}

bool op_ListAppend(Vm& vm, Value* R, Instruction* pc) { return !list_append(vm, R[pc->a].as<List>(), R[pc->b]).is_raised(); }
bool op_SetAdd(Vm& vm, Value* R, Instruction* pc) { return !set_add(vm, R[pc->a].as<Set>(), R[pc->b]).is_raised(); }
bool op_DictSet(Vm& vm, Value* R, Instruction* pc) { return !dict_set(vm, R[pc->a].as<Dict>(), R[pc->b], R[pc->c]).is_raised(); }

bool op_ListExtend(Vm& vm, Value* R, Instruction* pc) {
  const Value iterable = R[pc->b];
  const Type* type = vm.type_of(iterable);
  if (pc->c == 1 && !type->has(Special::Iter) && !type->has(Special::GetItem)) {
    (void)vm.raise_error(TypeId::TypeError, "Value after * must be an iterable, not ", full_type_name(vm, type));
    return false;
  }
  return !list_extend(vm, R[pc->a].as<List>(), iterable).is_raised();
}
bool op_SetUpdate(Vm& vm, Value* R, Instruction* pc) { return !set_update(vm, R[pc->a].as<Set>(), R[pc->b]).is_raised(); }

bool op_DictUpdate(Vm& vm, Value* R, Instruction* pc) {
  const Value other = R[pc->b];
  if (!other.is(kind::Dict)) {
    Value keys;
    if (!put(keys, find_attr(vm, other, intern(vm, "keys")))) return false;
    if (keys.is_not_found()) {
      (void)vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, vm.type_of(other)), "' object is not a mapping");
      return false;
    }
  }
  return !dict_update(vm, R[pc->a].as<Dict>(), other).is_raised();
}

namespace {

Result<void> merge_keywords(Vm& vm, Dict* target, Value other, Value callee) {
  Dict* source = nullptr;
  if (other.is(kind::Dict)) {
    source = other.as<Dict>();
  } else {
    if (TRY(find_attr(vm, other, intern(vm, "keys"))).is_not_found())
      return vm.raise_error(TypeId::TypeError, callee_text(vm, callee), " argument after ** must be a mapping, not ", full_type_name(vm, vm.type_of(other)));
    source = TRY(new_dict(vm));
    TRY(dict_update(vm, source, other));
  }
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(source, &position, &key, &value)) {
    if (!key.is(kind::Str)) return vm.raise(TypeId::TypeError, "keywords must be strings");
    if (!TRY(dict_get(vm, target, key)).is_not_found())
      return vm.raise_error(TypeId::TypeError, callee_text(vm, callee), " got multiple values for keyword argument '", text_of(vm, key), "'");
    TRY(dict_set(vm, target, key, value));
  }
  return {};
}

}  // namespace

bool spread_arguments(Vm& vm, Value callee, Value& arguments) {
  const Type* type = vm.type_of(arguments);
  if (!type->has(Special::Iter) && !type->has(Special::GetItem)) {
    (void)vm.raise_error(TypeId::TypeError, callee_text(vm, callee), " argument after * must be an iterable, not ", full_type_name(vm, type));
    return false;
  }
  const Result<List*> items = list_from(vm, arguments);
  if (items.is_raised()) return false;
  const Result<Tuple*> tuple = new_tuple(vm, items.value()->span());
  if (tuple.is_raised()) return false;
  arguments = Value::from_cell(tuple.value());
  return true;
}

bool op_DictMerge(Vm& vm, Value* R, Instruction* pc) { return !merge_keywords(vm, R[pc->a].as<Dict>(), R[pc->b], R[pc->c]).is_raised(); }

bool op_ListToTuple(Vm& vm, Value* R, Instruction* pc) {
  const Result<Tuple*> tuple = new_tuple(vm, R[pc->b].as<List>()->span());
  if (tuple.is_raised()) return false;
  R[pc->a] = Value::from_cell(tuple.value());
  return true;
}

namespace {

bool raise_unpack_count(Vm& vm, std::uint64_t wanted, std::uint64_t got, bool at_least) {
  if (got < wanted)
    (void)vm.raise_error(TypeId::ValueError, "not enough values to unpack (expected ", at_least ? "at least " : "", wanted, ", got ", got, ")");
  else
    (void)vm.raise_error(TypeId::ValueError, "too many values to unpack (expected ", wanted, ")");
  return false;
}

Result<Value> iterator_for_unpacking(Vm& vm, Value source) {
  const Type* type = vm.type_of(source);
  if (!type->has(Special::Iter) && !type->has(Special::GetItem))
    return vm.raise_error(TypeId::TypeError, "cannot unpack non-iterable ", full_type_name(vm, type), " object");
  return get_iter(vm, source);
}

}  // namespace

bool op_UnpackSequence(Vm& vm, Value* R, Instruction* pc) {
  const Value source = R[pc->b];
  const std::uint64_t wanted = pc->c;
  const bool is_list = vm.is_exact(source, TypeId::List);
  if (is_list || vm.is_exact(source, TypeId::Tuple)) {
    pc->feedback |= is_list ? kSawList : kSawTuple;
    const std::span<const Value> items = is_list ? source.as<List>()->span() : source.as<Tuple>()->span();
    if (items.size() != wanted) return raise_unpack_count(vm, wanted, items.size(), false);
    std::copy(items.begin(), items.end(), R + pc->a);
    return true;
  }
  pc->feedback |= kSawOther;
  Value iterator;
  if (!put(iterator, iterator_for_unpacking(vm, source))) return false;
  const Result<List*> collected = new_list(vm, wanted + 1);
  if (collected.is_raised()) return false;
  List* items = collected.value();
  for (std::uint64_t i = 0; i <= wanted; ++i) {
    Value item;
    if (!put(item, next(vm, iterator))) return false;
    if (item.is_done()) {
      if (i < wanted) return raise_unpack_count(vm, wanted, i, false);
      std::copy_n(items->storage ? items->storage->items : nullptr, wanted, R + pc->a);
      return true;
    }
    if (i == wanted) return raise_unpack_count(vm, wanted, i + 1, false);
    if (list_append(vm, items, item).is_raised()) return false;
  }
  return false;
}

bool op_UnpackStar(Vm& vm, Value* R, Instruction* pc) {
  const std::uint64_t before = pc->c, after = extension(pc).d;
  Value iterator;
  if (!put(iterator, iterator_for_unpacking(vm, R[pc->b]))) return false;
  const Result<List*> all = list_from(vm, iterator);
  if (all.is_raised()) return false;
  const std::span<const Value> items = all.value()->span();
  if (items.size() < before + after) return raise_unpack_count(vm, before + after, items.size(), true);
  const std::uint64_t middle = items.size() - before - after;
  const Result<List*> rest = new_list(vm, items.subspan(before, middle));
  if (rest.is_raised()) return false;
  std::copy_n(items.begin(), before, R + pc->a);
  R[pc->a + before] = Value::from_cell(rest.value());
  std::copy_n(items.begin() + before + middle, after, R + pc->a + before + 1);
  return true;
}

}  // namespace tauraro
