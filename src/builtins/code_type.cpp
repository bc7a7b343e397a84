// types.CodeType.
#include <cstring>

#include "builtins/support.h"
#include "object/bytes.h"
#include "vm/frame_object.h"
#include "vm/link.h"

namespace tauraro {
namespace {

Code* code_of(Value self) { return self.as<Code>(); }
const CodeUnit& unit_of(Value self) { return **code_of(self)->unit; }

template <class Texts>
Result<Value> names_tuple(Vm& vm, const Texts& texts, std::size_t count) {
  Tuple* tuple = TRY(new_tuple(vm, count));
  for (std::size_t i = 0; i < count; ++i) {
    tuple->items[i] = interned(vm, texts[i]);
    vm.barrier(tuple);
  }
  return value_of(count ? tuple : empty_tuple(vm));
}

// ---- attributes ----

Result<Value> get_argcount(Vm&, Value self) { return Value::from_int(unit_of(self).positional_count); }
Result<Value> get_posonlyargcount(Vm&, Value self) { return Value::from_int(unit_of(self).positional_only_count); }
Result<Value> get_kwonlyargcount(Vm&, Value self) { return Value::from_int(unit_of(self).keyword_only_count); }
Result<Value> get_nlocals(Vm&, Value self) { return Value::from_int(unit_of(self).plain_local_count); }
Result<Value> get_stacksize(Vm&, Value self) { return Value::from_int(unit_of(self).register_count); }
Result<Value> get_flags(Vm&, Value self) { return Value::from_int(unit_of(self).flags & ~CodeUnit::NoFree); }
Result<Value> get_names(Vm&, Value self) { return code_of(self)->names; }
Result<Value> get_filename(Vm&, Value self) { return code_of(self)->filename; }
Result<Value> get_name(Vm&, Value self) { return code_of(self)->name; }
Result<Value> get_qualname(Vm&, Value self) { return code_of(self)->qualname; }
Result<Value> get_firstlineno(Vm&, Value self) { return Value::from_int(unit_of(self).first_line); }
Result<Value> get_varnames(Vm& vm, Value self) { return names_tuple(vm, unit_of(self).local_names, unit_of(self).plain_local_count); }
Result<Value> get_freevars(Vm& vm, Value self) { return names_tuple(vm, unit_of(self).free_names, unit_of(self).free_names.size()); }
Result<Value> get_cellvars(Vm& vm, Value self) { return names_tuple(vm, unit_of(self).cell_names, unit_of(self).cell_names.size()); }

/// Constants, then nested code: programs look for code objects here.
Result<Value> get_consts(Vm& vm, Value self) {
  const Tuple* constants = code_of(self)->constants.as<Tuple>();
  const Tuple* children = code_of(self)->children.as<Tuple>();
  const bool is_function = unit_of(self).flags & CodeUnit::Optimized;
  const std::uint64_t lead = is_function && !unit_of(self).has_doc ? 1 : 0;  // None stands for the missing docstring
  Tuple* all = TRY(new_tuple(vm, lead + constants->length + children->length));
  if (lead) all->items[0] = Value::none();
  std::copy_n(constants->items, constants->length, all->items + lead);
  std::copy_n(children->items, children->length, all->items + lead + constants->length);
  vm.barrier(all);
  return value_of(all);
}

std::string code_bytes(const CodeUnit& unit) {
  std::string text(unit.code.size() * sizeof(Instruction), '\0');
  std::memcpy(text.data(), unit.code.data(), text.size());
  return text;
}
Result<Value> get_code(Vm& vm, Value self) { return value_of(TRY(new_bytes(vm, code_bytes(unit_of(self))))); }
Result<Value> get_no_table(Vm& vm, Value) { return value_of(TRY(new_bytes(vm, ""))); }

// ---- positions: two units an instruction word, so that tb_lasti // 2 finds its row ----

Value number_or_none(int number) { return number < 0 ? Value::none() : Value::from_int(number); }

Result<Value> code_positions(Vm& vm, const Args& args) {
  const CodeUnit& unit = unit_of(args[0]);
  List* rows = TRY(new_list(vm));
  for (std::uint32_t pc = 0; pc < unit.code.size(); ++pc) {
    const SourcePosition* at = position_of(unit, pc);
    const Value row = at ? TRY(tuple_value(vm, {number_or_none(at->line), number_or_none(at->end_line), number_or_none(at->column), number_or_none(at->end_column)}))
                         : TRY(tuple_value(vm, {Value::none(), Value::none(), Value::none(), Value::none()}));
    TRY(list_append(vm, rows, row));
  }
  return get_iter(vm, value_of(rows));
}

Result<Value> code_lines(Vm& vm, const Args& args) {
  const CodeUnit& unit = unit_of(args[0]);
  List* rows = TRY(new_list(vm));
  std::uint32_t start = 0;
  const std::uint32_t size = static_cast<std::uint32_t>(unit.code.size());
  int line = size ? line_of(unit, 0) : -1;
  for (std::uint32_t pc = 1; pc <= size; ++pc) {
    const int here = pc < size ? line_of(unit, pc) : -2;
    if (here == line) continue;
    TRY(list_append(vm, rows, TRY(tuple_value(vm, {Value::from_int(2 * start), Value::from_int(2 * pc), number_or_none(line)}))));
    start = pc;
    line = here;
  }
  return get_iter(vm, value_of(rows));
}

// ---- replace ----

enum ReplaceField {
  kArgCount = 1, kPosOnly, kKwOnly, kNLocals, kStackSize, kFlags, kFirstLine, kCode, kConsts, kNames, kVarNames, kFreeVars, kCellVars,
  kFilename, kName, kQualname, kLineTable, kExceptionTable,
};

Result<void> replace_number(Vm& vm, const Args& args, int field, std::uint32_t* to) {
  if (!args.has(field)) return {};
  const std::int64_t number = TRY(index_to_int64(vm, args[field]));
  *to = static_cast<std::uint32_t>(number);
  return {};
}

Result<void> replace_text(Vm& vm, const Args& args, int field, const char* name, std::string* to) {
  if (!args.has(field)) return {};
  if (!args[field].is(kind::Str))
    return vm.raise_error(TypeId::TypeError, "replace() argument '", name, "' must be str, not ", full_type_name(vm, vm.type_of(args[field])));
  *to = text_of(vm, args[field]);
  return {};
}

Result<void> replace_names(Vm& vm, const Args& args, int field, const char* name, std::vector<std::string>* to) {
  if (!args.has(field)) return {};
  if (!args[field].is(kind::Tuple))
    return vm.raise_error(TypeId::TypeError, "replace() argument '", name, "' must be tuple, not ", full_type_name(vm, vm.type_of(args[field])));
  const Tuple* names = args[field].as<Tuple>();
  for (std::uint64_t i = 0; i < names->length; ++i) {
    if (!names->items[i].is(kind::Str))
      return vm.raise_error(TypeId::TypeError, "name tuples must contain only strings, not '", full_type_name(vm, vm.type_of(names->items[i])), "'");
    if (i < to->size()) (*to)[i] = text_of(vm, names->items[i]);
  }
  return {};
}

/// \param original the constants before
Result<void> replace_constants(Vm& vm, Code* code, const Tuple* original, const Tuple* given) {
  const std::uint64_t lead = (*code->unit)->flags & CodeUnit::Optimized && !(*code->unit)->has_doc ? 1 : 0;
  Tuple* constants = code->constants.as<Tuple>();
  Tuple* children = code->children.as<Tuple>();
  if (given->length != lead + constants->length + children->length)
    return vm.raise(TypeId::ValueError, "code: co_consts of another length cannot be replaced");
  for (std::uint64_t i = 0; i < constants->length; ++i) constants->items[i] = given->items[lead + i];
  for (std::uint64_t i = 0; i < children->length; ++i) {
    const Value child = given->items[lead + constants->length + i];
    if (!child.is(kind::Code)) return vm.raise(TypeId::ValueError, "code: nested code must stay code");
    children->items[i] = child;
  }
  vm.barrier(constants);
  vm.barrier(children);
  for (std::uint64_t i = 0; i < constants->length; ++i)
    if (constants->items[i] != original->items[i]) code->overrides = Value::from_bool(true);
  return {};
}

Result<Value> code_replace(Vm& vm, const Args& args) {
  const CodeUnit& old = unit_of(args[0]);
  auto unit = std::make_shared<CodeUnit>(old);
  unit->name = text_of(vm, code_of(args[0])->name);
  unit->filename = text_of(vm, code_of(args[0])->filename);
  unit->qualified_name = text_of(vm, code_of(args[0])->qualname);
  TRY(replace_number(vm, args, kArgCount, &unit->positional_count));
  TRY(replace_number(vm, args, kPosOnly, &unit->positional_only_count));
  TRY(replace_number(vm, args, kKwOnly, &unit->keyword_only_count));
  TRY(replace_number(vm, args, kFlags, &unit->flags));
  std::uint32_t first_line = static_cast<std::uint32_t>(unit->first_line);
  TRY(replace_number(vm, args, kFirstLine, &first_line));
  unit->first_line = static_cast<std::int32_t>(first_line);
  TRY(replace_text(vm, args, kFilename, "co_filename", &unit->filename));
  TRY(replace_text(vm, args, kName, "co_name", &unit->name));
  TRY(replace_text(vm, args, kQualname, "co_qualname", &unit->qualified_name));
  TRY(replace_names(vm, args, kNames, "co_names", &unit->names));
  TRY(replace_names(vm, args, kVarNames, "co_varnames", &unit->local_names));
  TRY(replace_names(vm, args, kFreeVars, "co_freevars", &unit->free_names));
  TRY(replace_names(vm, args, kCellVars, "co_cellvars", &unit->cell_names));
  if (args.has(kCode) && !(args[kCode].is(kind::Bytes) && args[kCode].as<Bytes>()->view() == code_bytes(old)))
    return vm.raise(TypeId::ValueError, "code: co_code cannot be replaced");
  Code* made = TRY(new_code(vm, std::move(unit)));
  const Tuple* constants = code_of(args[0])->constants.as<Tuple>();
  std::copy_n(constants->items, constants->length, made->constants.as<Tuple>()->items);
  made->overrides = code_of(args[0])->overrides;
  made->children = value_of(TRY(new_tuple(vm, code_of(args[0])->children.as<Tuple>()->span())));
  vm.barrier(made->constants.as_cell());
  vm.barrier(made);
  if (args.has(kConsts) && args[kConsts].is(kind::Tuple)) TRY(replace_constants(vm, made, constants, args[kConsts].as<Tuple>()));
  return value_of(made);
}

// ---- the rest ----

Result<Value> code_new(Vm& vm, const Args&) { return vm.raise(TypeId::TypeError, "code objects are made by compile()"); }

Result<Value> code_repr(Vm& vm, const Args& args) {
  const Code* code = code_of(args[0]);
  return str_value(vm, concat("<code object ", text_of(vm, code->name), " at ", identity_text(args[0]), ", file \"", text_of(vm, code->filename),
                              "\", line ", unit_of(args[0]).first_line, ">"));
}

bool same_instructions(const CodeUnit& left, const CodeUnit& right) {
  return left.code.size() == right.code.size() && std::memcmp(left.code.data(), right.code.data(), left.code.size() * sizeof(Instruction)) == 0;
}
bool same_positions(const CodeUnit& left, const CodeUnit& right) {
  return left.positions.size() == right.positions.size() &&
         std::memcmp(left.positions.data(), right.positions.data(), left.positions.size() * sizeof(SourcePosition)) == 0;
}

Result<bool> codes_equal(Vm& vm, Value left, Value right) {
  if (left == right) return true;
  const CodeUnit& a = unit_of(left);
  const CodeUnit& b = unit_of(right);
  if (text_of(vm, code_of(left)->name) != text_of(vm, code_of(right)->name)) return false;
  if (a.positional_count != b.positional_count || a.positional_only_count != b.positional_only_count || a.keyword_only_count != b.keyword_only_count)
    return false;
  if (a.flags != b.flags || a.first_line != b.first_line || !same_instructions(a, b) || !same_positions(a, b)) return false;
  if (a.names != b.names || a.local_names != b.local_names || a.free_names != b.free_names || a.cell_names != b.cell_names) return false;
  const Tuple* constants = code_of(left)->constants.as<Tuple>();
  const Tuple* others = code_of(right)->constants.as<Tuple>();
  if (constants->length != others->length) return false;
  for (std::uint64_t i = 0; i < constants->length; ++i) {
    if (vm.type_of(constants->items[i]) != vm.type_of(others->items[i])) return false;
    if (!TRY(equals(vm, constants->items[i], others->items[i]))) return false;
  }
  return equals(vm, code_of(left)->children, code_of(right)->children);
}

Result<Value> code_eq(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Code)) return Value::not_implemented();
  return Value::from_bool(TRY(codes_equal(vm, args[0], args[1])));
}
Result<Value> code_ne(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Code)) return Value::not_implemented();
  return Value::from_bool(!TRY(codes_equal(vm, args[0], args[1])));
}
Result<Value> code_hash(Vm& vm, const Args& args) {
  const CodeUnit& unit = unit_of(args[0]);
  std::uint64_t mixed = TRY(hash(vm, code_of(args[0])->name)) ^ (unit.code.size() << 20) ^ static_cast<std::uint64_t>(unit.first_line);
  return new_int(vm, static_cast<std::int64_t>(mixed == ~std::uint64_t{0} ? 0 : mixed));
}

Result<Value> code_varname(Vm& vm, const Args& args) {
  const std::int64_t index = TRY(index_to_int64(vm, args[1]));
  const CodeUnit& unit = unit_of(args[0]);
  if (index < 0 || static_cast<std::size_t>(index) >= unit.local_names.size()) return vm.raise(TypeId::IndexError, "tuple index out of range");
  return interned(vm, unit.local_names[index]);
}

constexpr NativeMethod kMethods[] = {
    {"__new__", code_new, "($type, /, *args, **kwargs)", NativeMethod::Static, "Create and return a new object.  See help(type) for accurate signature."},
    {"__repr__", code_repr, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
    {"__eq__", code_eq, "($self, value, /)", NativeMethod::Plain, "Return self==value."},
    {"__ne__", code_ne, "($self, value, /)", NativeMethod::Plain, "Return self!=value."},
    {"__hash__", code_hash, "($self, /)", NativeMethod::Plain, "Return hash(self)."},
    {"co_positions", code_positions, "($self, /)"},
    {"co_lines", code_lines, "($self, /)"},
    {"_varname_from_oparg", code_varname, "($self, /, oparg)"},
    {"replace", code_replace,
     "($self, /, *, co_argcount=<unset>, co_posonlyargcount=<unset>, co_kwonlyargcount=<unset>, co_nlocals=<unset>, co_stacksize=<unset>, "
     "co_flags=<unset>, co_firstlineno=<unset>, co_code=<unset>, co_consts=<unset>, co_names=<unset>, co_varnames=<unset>, co_freevars=<unset>, "
     "co_cellvars=<unset>, co_filename=<unset>, co_name=<unset>, co_qualname=<unset>, co_linetable=<unset>, co_exceptiontable=<unset>)",
     NativeMethod::Plain, "Return a copy of the code object with new values for the specified fields."},
};
constexpr NativeGetSet kGetSets[] = {
    {"co_argcount", get_argcount, refuse_read_only}, {"co_posonlyargcount", get_posonlyargcount, refuse_read_only},
    {"co_kwonlyargcount", get_kwonlyargcount, refuse_read_only}, {"co_nlocals", get_nlocals}, {"co_stacksize", get_stacksize, refuse_read_only},
    {"co_flags", get_flags, refuse_read_only}, {"co_code", get_code}, {"co_consts", get_consts, refuse_read_only}, {"co_names", get_names, refuse_read_only},
    {"co_varnames", get_varnames}, {"co_freevars", get_freevars}, {"co_cellvars", get_cellvars}, {"co_filename", get_filename, refuse_read_only},
    {"co_name", get_name, refuse_read_only}, {"co_qualname", get_qualname, refuse_read_only}, {"co_firstlineno", get_firstlineno, refuse_read_only},
    {"co_linetable", get_no_table, refuse_read_only}, {"co_lnotab", get_no_table}, {"co_exceptiontable", get_no_table, refuse_read_only},
};

}  // namespace

void define_code_type(Vm& vm) { vm.define_methods(TypeId::Code, kMethods, kGetSets, "Create a code object.  Not for mere mortals."); }

}  // namespace tauraro
