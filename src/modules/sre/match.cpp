#include "builtins/str_methods.h"
#include "modules/sre/pattern.h"

namespace tauraro::sre {

namespace {

const Value* match_values(Value match) { return match.as<NativeObject>()->values; }
std::int64_t group_count(Value match) { return pattern_data(match_values(match)[kMatchPattern]).program.groups(); }
std::int64_t span_start(Value match, std::int64_t group) { return match_values(match)[kMatchSpans + 2 * group].as_int(); }
std::int64_t span_end(Value match, std::int64_t group) { return match_values(match)[kMatchSpans + 2 * group + 1].as_int(); }

/// The number of a group given by number or name: IndexError "no such group".
Result<std::int64_t> group_number(Vm& vm, Value match, Value key) {
  std::int64_t number = -1;
  if (is_index(vm, key)) {
    if (!int_to_int64(TRY(index_of(vm, key)), &number)) number = -1;
  } else {
    const Value index = match_values(match)[kMatchPattern];
    const Result<Value> found = get_item(vm, pattern_value(index, kPatternGroupIndex), key);
    if (found.is_raised()) {
      if (!vm.catch_if(TypeId::Exception)) return Raised{};
    } else if (!int_to_int64(found.value(), &number)) {
      number = -1;
    }
  }
  if (number < 0 || number > group_count(match)) return vm.raise(TypeId::IndexError, "no such group");
  return number;
}

Result<Value> match_group_method(Vm& vm, const Args& args) {
  if (args.rest_count == 0) return match_group(vm, args[0], 0, Value::none());
  if (args.rest_count == 1) return match_group(vm, args[0], TRY(group_number(vm, args[0], args.rest[0])), Value::none());
  Tuple* tuple = TRY(new_tuple(vm, args.rest_count));
  for (std::uint32_t i = 0; i < args.rest_count; ++i) {
    tuple->items[i] = TRY(match_group(vm, args[0], TRY(group_number(vm, args[0], args.rest[i])), Value::none()));
    vm.barrier(tuple);
  }
  return Value::from_cell(tuple);
}

Result<Value> match_getitem(Vm& vm, const Args& args) { return match_group(vm, args[0], TRY(group_number(vm, args[0], args[1])), Value::none()); }

Result<Value> match_groups(Vm& vm, const Args& args) {
  const std::int64_t count = group_count(args[0]);
  Tuple* tuple = TRY(new_tuple(vm, static_cast<std::uint64_t>(count)));
  for (std::int64_t i = 0; i < count; ++i) {
    tuple->items[i] = TRY(match_group(vm, args[0], i + 1, args[1]));
    vm.barrier(tuple);
  }
  return Value::from_cell(tuple);
}

Result<Value> match_groupdict(Vm& vm, const Args& args) {
  Dict* result = TRY(new_dict(vm));
  Dict* index = pattern_value(match_values(args[0])[kMatchPattern], kPatternGroupIndex).as<Dict>();
  std::uint32_t position = 0;
  Value key, number;
  while (dict_next(index, &position, &key, &number))
    TRY(dict_set(vm, result, key, TRY(match_group(vm, args[0], TRY(group_number(vm, args[0], key)), args[1]))));
  return Value::from_cell(result);
}

Result<Value> match_start_method(Vm& vm, const Args& args) { return Value::from_int(span_start(args[0], TRY(group_number(vm, args[0], args[1])))); }
Result<Value> match_end_method(Vm& vm, const Args& args) { return Value::from_int(span_end(args[0], TRY(group_number(vm, args[0], args[1])))); }
Result<Value> span_pair(Vm& vm, Value match, std::int64_t group) {
  return make_pair(vm, Value::from_int(span_start(match, group)), Value::from_int(span_end(match, group)));
}
Result<Value> match_span(Vm& vm, const Args& args) { return span_pair(vm, args[0], TRY(group_number(vm, args[0], args[1]))); }

Result<Value> match_expand(Vm& vm, const Args& args) {
  return expand_template(vm, args[0], TRY(compile_template(vm, match_values(args[0])[kMatchPattern], args[1])));
}

Result<Value> match_repr(Vm& vm, const Args& args) {
  const Value text = TRY(repr(vm, TRY(match_group(vm, args[0], 0, Value::none()))));
  StrView shown = view(vm, text.as<Str>());
  shown.length = std::min<std::uint32_t>(shown.length, 50);
  StrBuilder out(vm);
  out.append("<" + full_type_name(vm, vm.type_of(args[0])) + " object; span=(" + std::to_string(span_start(args[0], 0)) + ", " +
             std::to_string(span_end(args[0], 0)) + "), match=");
  out.append(shown);
  out.append(U'>');
  return out.finish();
}

Result<Value> get_string(Vm&, Value self) { return match_values(self)[kMatchString]; }
Result<Value> get_re(Vm&, Value self) { return match_values(self)[kMatchPattern]; }
Result<Value> get_pos(Vm&, Value self) { return match_values(self)[kMatchPos]; }
Result<Value> get_endpos(Vm&, Value self) { return match_values(self)[kMatchEndPos]; }
Result<Value> get_lastindex(Vm&, Value self) {
  const Value index = match_values(self)[kMatchLastIndex];
  return index.as_int() < 0 ? Value::none() : index;
}
Result<Value> get_lastgroup(Vm& vm, Value self) {
  const std::int64_t index = match_values(self)[kMatchLastIndex].as_int();
  const Value names = pattern_value(match_values(self)[kMatchPattern], kPatternIndexGroup);
  if (index < 0 || index >= static_cast<std::int64_t>(names.as<Tuple>()->length)) return Value::none();
  return names.as<Tuple>()->items[index];
}
Result<Value> get_regs(Vm& vm, Value self) {
  NativeObject* match = self.as<NativeObject>();
  if (!match->values[kMatchRegs].is_none()) return match->values[kMatchRegs];
  const std::int64_t count = group_count(self) + 1;
  Tuple* regs = TRY(new_tuple(vm, static_cast<std::uint64_t>(count)));
  for (std::int64_t i = 0; i < count; ++i) {
    regs->items[i] = TRY(span_pair(vm, self, i));
    vm.barrier(regs);
  }
  match->values[kMatchRegs] = Value::from_cell(regs);
  vm.barrier(match);
  return Value::from_cell(regs);
}

constexpr NativeMethod kMatchMethods[] = {
    {"group", match_group_method, "($self, *args)", NativeMethod::Plain,
     "group([group1, ...]) -> str or tuple.\n    Return subgroup(s) of the match by indices or names.\n    For 0 returns the entire match."},
    {"groups", match_groups, "($self, /, default=None)", NativeMethod::Plain, "Return a tuple containing all the subgroups of the match, from 1."},
    {"groupdict", match_groupdict, "($self, /, default=None)", NativeMethod::Plain,
     "Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name."},
    {"start", match_start_method, "($self, group=0, /)", NativeMethod::Plain, "Return index of the start of the substring matched by group."},
    {"end", match_end_method, "($self, group=0, /)", NativeMethod::Plain, "Return index of the end of the substring matched by group."},
    {"span", match_span, "($self, group=0, /)", NativeMethod::Plain, "For match object m, return the 2-tuple (m.start(group), m.end(group))."},
    {"expand", match_expand, "($self, /, template)", NativeMethod::Plain,
     "Return the string obtained by doing backslash substitution on the string template, as done by the sub() method."},
    {"__getitem__", match_getitem, "($self, key, /)"},
    {"__copy__", return_self, "($self, /)"},
    {"__deepcopy__", return_self, "($self, memo, /)"},
    {"__repr__", match_repr, "($self, /)"},
    {"__class_getitem__", class_getitem, "($type, item, /)", NativeMethod::Class, "See PEP 585"},
};
constexpr NativeGetSet kMatchGetSets[] = {
    {"string", get_string, nullptr, "The string passed to match() or search()."},
    {"re", get_re, nullptr, "The regular expression object."},
    {"pos", get_pos, nullptr, "The index into the string at which the RE engine started looking for a match."},
    {"endpos", get_endpos, nullptr, "The index into the string beyond which the RE engine will not go."},
    {"lastindex", get_lastindex, nullptr, "The integer index of the last matched capturing group."},
    {"lastgroup", get_lastgroup, nullptr, "The name of the last matched capturing group."},
    {"regs", get_regs},
};

}  // namespace

const NativeTypeSpec kMatchType{"re.Match", kMatchMethods, kMatchGetSets, "The result of re.match() and re.search().\nMatch objects always have a boolean value of True."};

Result<Value> match_group(Vm& vm, Value match, std::int64_t group, Value fallback) {
  const std::int64_t start = span_start(match, group);
  if (start < 0) return fallback;
  return slice_of_subject(vm, match_values(match)[kMatchString], start, span_end(match, group));
}

// ---- templates ----

Result<Value> compile_template(Vm& vm, Value pattern, Value replacement) {
  NativeObject* object = pattern.as<NativeObject>();
  if (object->values[kPatternTemplateKey] == replacement && !object->values[kPatternTemplate].is_none()) return object->values[kPatternTemplate];
  const Value import = dict_get_str(vm, vm.builtins, intern(vm, "__import__"));
  if (import.is_not_found()) return vm.raise(TypeId::ImportError, "__import__ not found");
  const Value module = TRY(vm.call(import, {Value::from_cell(intern(vm, "re"))}));
  const Value compiled = TRY(vm.call_method(module, "_compile_repl", {replacement, pattern}));
  const bool well_formed = compiled.is(kind::Tuple) && compiled.as<Tuple>()->length == 2 && compiled.as<Tuple>()->items[0].is(kind::List) &&
                           compiled.as<Tuple>()->items[1].is(kind::List);
  if (!well_formed) return vm.raise(TypeId::TypeError, "invalid template");
  if (vm.is_exact(replacement, TypeId::Str) || vm.is_exact(replacement, TypeId::Bytes)) {
    object->values[kPatternTemplateKey] = replacement;
    object->values[kPatternTemplate] = compiled;
    vm.barrier(object);
  }
  return compiled;
}

Result<void> append_expanded(Vm& vm, List* pieces, Value match, Value compiled) {
  const List* groups = compiled.as<Tuple>()->items[0].as<List>();
  const List* literals = compiled.as<Tuple>()->items[1].as<List>();
  std::uint64_t next_group = 0;
  for (std::uint64_t i = 0; i < literals->length; ++i) {
    const Value literal = literals->storage->items[i];
    if (!literal.is_none()) {
      TRY(list_append(vm, pieces, literal));
      continue;
    }
    // (index, group): in the order of the index
    while (next_group < groups->length && groups->storage->items[next_group].as<Tuple>()->items[0].as_int() < static_cast<std::int64_t>(i)) ++next_group;
    if (next_group >= groups->length) break;
    const Value number = groups->storage->items[next_group].as<Tuple>()->items[1];
    const std::int64_t group = number.is_int() ? number.as_int() : -1;
    if (group < 0 || group > group_count(match)) return vm.raise_error(TypeId::IndexError, "no such group");
    const Value text = TRY(match_group(vm, match, group, Value::none()));
    if (!text.is_none()) TRY(list_append(vm, pieces, text));
  }
  return {};
}

Result<Value> join_pieces(Vm& vm, Value empty, List* pieces) {
  if (pieces->length == 0) return empty;
  return vm.call_method(empty, "join", {Value::from_cell(pieces)});
}

Result<Value> expand_template(Vm& vm, Value match, Value compiled) {
  List* pieces = TRY(new_list(vm));
  TRY(append_expanded(vm, pieces, match, compiled));
  return join_pieces(vm, TRY(slice_of_subject(vm, match_values(match)[kMatchString], 0, 0)), pieces);
}

}  // namespace tauraro::sre
