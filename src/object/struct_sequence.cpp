#include "object/struct_sequence.h"

#include <string>

#include "object/function.h"
#include "object/int.h"
#include "object/operations.h"
#include "object/str.h"

namespace tauraro {

namespace {

const StructSequenceSpec& spec_of(const Type* type) { return *static_cast<const StructSequenceSpec*>(type->native_data); }

std::uint32_t count_unnamed(const StructSequenceSpec& spec) {
  std::uint32_t count = 0;
  for (const StructField& field : spec.fields) count += field.name == nullptr;
  return count;
}

/// Fills an instance. All fields stand in a row after the tuple's struct, so that members find them at fixed offsets; the tuple
/// ends after the visible ones, and the others are kept alive by a second tuple in the attribute word.
Result<Value> make_instance(Vm& vm, Type* type, std::span<const Value> values) {
  const StructSequenceSpec& spec = spec_of(type);
  const std::size_t count = spec.fields.size();
  Tuple* hidden = nullptr;
  if (count > spec.visible) {
    hidden = TRY(new_tuple(vm, count - spec.visible));
    for (std::size_t i = spec.visible; i < count; ++i) hidden->items[i - spec.visible] = i < values.size() ? values[i] : Value::none();
  }
  Tuple* tuple = TRY(vm.new_instance<Tuple>(type, count * sizeof(Value)));
  tuple->length = spec.visible;
  for (std::size_t i = 0; i < count; ++i) tuple->items[i] = i < values.size() ? values[i] : Value::none();
  if (hidden) tuple->attributes = Value::from_cell(hidden);
  return Value::from_cell(tuple);
}

Raised raise_length(Vm& vm, const Type* type, std::uint64_t given) {
  const StructSequenceSpec& spec = spec_of(type);
  const std::size_t most = spec.fields.size();
  const char* how = most == spec.visible ? "a " : given < spec.visible ? "an at least " : "an at most ";
  return vm.raise_error(TypeId::TypeError, full_type_name(vm, type), "() takes ", how, given < spec.visible ? spec.visible : most, "-sequence (", given,
                        "-sequence given)");
}

Result<Value> new_method(Vm& vm, const Args& args) {
  Type* type = args[0].as<Type>();
  const StructSequenceSpec& spec = spec_of(type);
  const Value sequence = args[1];
  const Value fields = args.has(2) ? args[2] : Value();
  const Type* given_type = vm.type_of(sequence);
  if (!given_type->has(Special::Len) && !given_type->has(Special::Iter) && !given_type->has(Special::GetItem))
    return vm.raise(TypeId::TypeError, "constructor requires a sequence");
  Tuple* items = TRY(tuple_from(vm, sequence));
  if (!fields.is_empty() && !fields.is(kind::Dict))
    return vm.raise_error(TypeId::TypeError, full_type_name(vm, type), "() takes a dict as second arg, if any");
  if (items->length < spec.visible || items->length > spec.fields.size()) return raise_length(vm, type, items->length);
  Tuple* values = TRY(new_tuple(vm, spec.fields.size()));
  for (std::size_t i = 0; i < spec.fields.size(); ++i) {
    Value value = Value::none();
    if (i < items->length) {
      value = items->items[i];
    } else if (!fields.is_empty() && spec.fields[i].name) {
      const Value found = dict_get_str(vm, fields.as<Dict>(), intern(vm, spec.fields[i].name));
      if (!found.is_not_found()) value = found;
    }
    values->items[i] = value;
  }
  return make_instance(vm, type, values->span());
}

Result<Value> repr_method(Vm& vm, const Args& args) {
  const Tuple* tuple = args[0].as<Tuple>();
  const Type* type = vm.type_of(args[0]);
  const StructSequenceSpec& spec = spec_of(type);
  TAURARO_ENTER_NATIVE(vm, " while getting the repr of an object");
  StrBuilder out(vm);
  out.append(full_type_name(vm, type));
  out.append("(");
  std::size_t field = 0;
  for (std::uint32_t i = 0; i < spec.visible; ++i, ++field) {
    while (field < spec.fields.size() && !spec.fields[field].name) ++field;  // CPython pairs items with named fields in this way
    if (i) out.append(", ");
    out.append(spec.fields[field].name);
    out.append("=");
    const Value text = TRY(repr(vm, tuple->items[i]));
    out.append(text.as<Str>());
  }
  out.append(")");
  return out.finish();
}

Result<Value> reduce_method(Vm& vm, const Args& args) {
  const Tuple* tuple = args[0].as<Tuple>();
  const StructSequenceSpec& spec = spec_of(vm.type_of(args[0]));
  Dict* hidden = TRY(new_dict(vm));
  for (std::size_t i = spec.visible; i < spec.fields.size(); ++i)
    if (spec.fields[i].name) TRY(dict_set_str(vm, hidden, intern(vm, spec.fields[i].name), tuple->items[i]));
  const Value state[] = {Value::from_cell(TRY(new_tuple(vm, tuple->span()))), Value::from_cell(hidden)};
  const Value result[] = {Value::from_cell(vm.type_of(args[0])), Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(state))))};
  return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(result))));
}

Result<void> add_member(Vm& vm, Type* type, const StructField& field, std::size_t index) {
  Member* member = vm.allocate<Member>(kind::Member, builtin_shape(TypeId::MemberDescriptor));
  if (!member) return Raised{};
  Str* name = intern(vm, field.name);
  member->owner = type;
  member->name = Value::from_cell(name);
  member->offset = static_cast<std::uint32_t>(offsetof(Tuple, items) + index * sizeof(Value));
  member->read_only = 1;
  return type_set_attr(vm, type, name, Value::from_cell(member));
}

Result<void> add_attributes(Vm& vm, Type* type, const StructSequenceSpec& spec) {
  for (std::size_t i = 0; i < spec.fields.size(); ++i)
    if (spec.fields[i].name) TRY(add_member(vm, type, spec.fields[i], i));
  List* names = TRY(new_list(vm));
  for (std::uint32_t i = 0; i < spec.visible; ++i)
    if (spec.fields[i].name) TRY(list_append(vm, names, Value::from_cell(intern(vm, spec.fields[i].name))));
  TRY(type_set_attr(vm, type, intern(vm, "__match_args__"), Value::from_cell(TRY(new_tuple(vm, names->span())))));
  TRY(type_set_attr(vm, type, intern(vm, "n_sequence_fields"), Value::from_int(spec.visible)));
  TRY(type_set_attr(vm, type, intern(vm, "n_fields"), Value::from_int(static_cast<std::int64_t>(spec.fields.size()))));
  return type_set_attr(vm, type, intern(vm, "n_unnamed_fields"), Value::from_int(count_unnamed(spec)));
}

}  // namespace

const NativeMethod kStructSequenceMethods[3] = {
    {"__new__", new_method, "($type, sequence, dict=<unset>)", NativeMethod::Static},
    {"__repr__", repr_method, "($self, /)"},
    {"__reduce__", reduce_method, "($self, /)"},
};

Result<Type*> struct_sequence_type(Vm& vm, const StructSequenceSpec& spec) {
  if (Type* type = vm.native_type(spec.type)) return type;
  Type* type = TRY(vm.make_native_type(spec.type, kind::Tuple, sizeof(Tuple), TypeId::Tuple, spec.instantiable ? 0 : kTypeUninstantiable));
  type->native_data = const_cast<StructSequenceSpec*>(&spec);
  TRY(add_attributes(vm, type, spec));
  return type;
}

Result<Value> new_struct_sequence(Vm& vm, const StructSequenceSpec& spec, std::span<const Value> values) {
  Type* type = TRY(struct_sequence_type(vm, spec));
  return make_instance(vm, type, values);
}

}  // namespace tauraro
