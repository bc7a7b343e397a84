#include "modules/sre/pattern.h"

#include "builtins/str_methods.h"
#include "object/iterators.h"

namespace tauraro::sre {

Result<void> Subject::open(Vm& vm, Value pattern, Value object, Value pos, Value endpos) {
  object_ = object;
  const auto wanted = pattern_data(pattern).subject;
  if (is_str(object)) {
    if (wanted == PatternData::Binary) return vm.raise(TypeId::TypeError, "cannot use a bytes pattern on a string-like object");
    if (!flatten(vm, object.as<Str>())) return Raised{};
    text_ = view(object.as<Str>());
  } else {
    if (!is_bytes_like(vm, object)) return vm.raise_error(TypeId::TypeError, "expected string or bytes-like object, got '", full_type_name(vm, vm.type_of(object)), "'");
    if (wanted == PatternData::Text) return vm.raise(TypeId::TypeError, "cannot use a string pattern on a bytes-like object");
    TRY(buffer_.open(vm, object));
    text_ = {buffer_.data() ? buffer_.data() : "", static_cast<std::uint32_t>(buffer_.length()), 1};
  }
  const std::int64_t length = text_.length;
  endpos_ = endpos.is_empty() ? length : std::clamp<std::int64_t>(TRY(index_to_int64(vm, endpos)), 0, length);
  pos_ = pos.is_empty() ? 0 : std::clamp<std::int64_t>(TRY(index_to_int64(vm, pos)), 0, length);
  return {};
}

Result<Value> slice_of_subject(Vm& vm, Value object, std::int64_t start, std::int64_t end) {
  if (is_str(object)) return str_slice(vm, object.as<Str>(), start, end);
  BufferView buffer;
  TRY(buffer.open(vm, object));
  const auto length = static_cast<std::int64_t>(buffer.length());
  start = std::min(start, length);
  end = std::min(end, length);
  if (vm.is_exact(object, TypeId::Bytes) && start == 0 && end == length) return object;
  return Value::from_cell(TRY(new_bytes(vm, buffer.view().substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start)))));
}

Result<Value> Subject::slice(Vm& vm, std::int64_t start, std::int64_t end) const {
  if (is_str(object_)) return str_slice(vm, object_.as<Str>(), start, end);
  if (vm.is_exact(object_, TypeId::Bytes) && start == 0 && end == text_.length) return object_;
  return Value::from_cell(TRY(new_bytes(vm, buffer_.view().substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start)))));
}

template <class Char>
Result<Value> new_match(Vm& vm, Value pattern, const Subject& subject, const Matcher<Char>& matcher, const Char* begin) {
  const std::size_t groups = pattern_data(pattern).program.groups();
  const std::size_t count = kMatchSpans + 2 * (groups + 1);
  NativeObject* match = TRY(vm.new_instance<NativeObject>(vm.native_type(kMatchType), count * sizeof(Value)));
  match->value_count = count;
  match->values[kMatchString] = subject.object();
  match->values[kMatchPattern] = pattern;
  match->values[kMatchRegs] = Value::none();
  match->values[kMatchLastIndex] = Value::from_int(matcher.last_group());
  match->values[kMatchPos] = Value::from_int(subject.pos());
  match->values[kMatchEndPos] = Value::from_int(subject.endpos());
  Value* spans = match->values + kMatchSpans;
  spans[0] = Value::from_int(matcher.match_start() - begin);
  spans[1] = Value::from_int(matcher.match_end() - begin);
  for (std::size_t i = 0; i < groups; ++i) {
    const Char *start = matcher.mark(2 * i), *end = matcher.mark(2 * i + 1);
    const bool set = start && end && start <= end;
    spans[2 * i + 2] = Value::from_int(set ? start - begin : -1);
    spans[2 * i + 3] = Value::from_int(set ? end - begin : -1);
  }
  return Value::from_cell(match);
}
template Result<Value> new_match(Vm&, Value, const Subject&, const Matcher<std::uint8_t>&, const std::uint8_t*);
template Result<Value> new_match(Vm&, Value, const Subject&, const Matcher<char16_t>&, const char16_t*);
template Result<Value> new_match(Vm&, Value, const Subject&, const Matcher<char32_t>&, const char32_t*);

namespace {

// ---- match, fullmatch, search ----

enum class Mode { Match, FullMatch, Search };

Result<Value> find_one(Vm& vm, Value pattern, const Subject& subject, Mode mode, bool advance = false) {
  if (subject.pos() > subject.endpos()) return Value::none();
  return subject.visit([&](const auto* begin) -> Result<Value> {
    using Char = std::remove_cvref_t<decltype(*begin)>;
    Matcher<Char> matcher(vm, pattern_data(pattern).program, begin, begin + subject.endpos());
    const Char* start = begin + subject.pos();
    const bool found = mode == Mode::Search ? TRY(matcher.search(start, advance))
                                            : TRY(matcher.match(start, mode == Mode::FullMatch ? Scope::Whole : Scope::Prefix, advance));
    return found ? new_match(vm, pattern, subject, matcher, begin) : Result<Value>(Value::none());
  });
}

template <Mode mode>
Result<Value> pattern_find(Vm& vm, const Args& args) {
  Subject subject;
  TRY(subject.open(vm, args[0], args[1], args[2], args[3]));
  return find_one(vm, args[0], subject, mode);
}

/// Calls found(matcher, begin) -> Result<bool> (false: stop) for each match from left to right, as findall does.
template <class Char, class Found>
Result<void> each_match(Vm& vm, Value pattern, const Subject& subject, const Char* begin, Found found) {
  if (subject.pos() > subject.endpos()) return {};
  Matcher<Char> matcher(vm, pattern_data(pattern).program, begin, begin + subject.endpos());
  const Char *start = begin + subject.pos(), *end = begin + subject.endpos();
  bool advance = false;
  while (start <= end && TRY(matcher.search(start, advance))) {
    const Char *match_start = matcher.match_start(), *match_end = matcher.match_end();
    if (!TRY(found(matcher))) return {};
    advance = match_start == match_end;
    start = match_end;
  }
  return {};
}

template <class Char>
Result<Value> group_slice(Vm& vm, const Subject& subject, const Matcher<Char>& matcher, const Char* begin, std::size_t group, Value unset) {
  const Char *start = matcher.mark(2 * group), *end = matcher.mark(2 * group + 1);
  if (!start || !end || end < start) return unset;
  return subject.slice(vm, start - begin, end - begin);
}

Result<Value> pattern_findall(Vm& vm, const Args& args) {
  Subject subject;
  TRY(subject.open(vm, args[0], args[1], args[2], args[3]));
  List* list = TRY(new_list(vm));
  const std::size_t groups = pattern_data(args[0]).program.groups();
  const Value empty = TRY(subject.empty(vm));
  TRY(subject.visit([&](const auto* begin) -> Result<void> {
    return each_match(vm, args[0], subject, begin, [&](const auto& matcher) -> Result<bool> {
      Value item;
      if (groups == 0) {
        item = TRY(subject.slice(vm, matcher.match_start() - begin, matcher.match_end() - begin));
      } else if (groups == 1) {
        item = TRY(group_slice(vm, subject, matcher, begin, 0, empty));
      } else {
        Tuple* tuple = TRY(new_tuple(vm, groups));
        item = Value::from_cell(tuple);
        for (std::size_t i = 0; i < groups; ++i) {
          tuple->items[i] = TRY(group_slice(vm, subject, matcher, begin, i, empty));
          vm.barrier(tuple);
        }
      }
      TRY(list_append(vm, list, item));
      return true;
    });
  }));
  return Value::from_cell(list);
}

Result<Value> pattern_split(Vm& vm, const Args& args) {
  Subject subject;
  TRY(subject.open(vm, args[0], args[1], Value(), Value()));
  const std::int64_t limit = TRY(index_to_int64(vm, args[2]));
  List* list = TRY(new_list(vm));
  const std::size_t groups = pattern_data(args[0]).program.groups();
  std::int64_t last = 0, count = 0;
  if (limit >= 0) {
    TRY(subject.visit([&](const auto* begin) -> Result<void> {
      return each_match(vm, args[0], subject, begin, [&](const auto& matcher) -> Result<bool> {
        TRY(list_append(vm, list, TRY(subject.slice(vm, last, matcher.match_start() - begin))));
        for (std::size_t i = 0; i < groups; ++i) TRY(list_append(vm, list, TRY(group_slice(vm, subject, matcher, begin, i, Value::none()))));
        last = matcher.match_end() - begin;
        return ++count != limit;
      });
    }));
  }
  TRY(list_append(vm, list, TRY(subject.slice(vm, last, subject.endpos()))));
  return Value::from_cell(list);
}

// ---- sub ----

/// What replaces a match.
struct Replacement {
  enum { Literal, Template, Function } kind;
  Value value;  ///< text, compiled template, or callable
};

bool has_backslash(Value text) {
  if (is_str(text)) {
    const StrView view = tauraro::view(text.as<Str>());
    for (std::uint32_t i = 0; i < view.length; ++i)
      if (view[i] == '\\') return true;
    return false;
  }
  return !text.is(kind::Bytes) || text.as<Bytes>()->view().find('\\') != std::string_view::npos;
}

Result<Replacement> replacement_of(Vm& vm, Value pattern, Value given) {
  if (is_callable(vm, given)) return Replacement{Replacement::Function, given};
  if (given.is(kind::ByteArray)) given = Value::from_cell(TRY(new_bytes(vm, given.as<ByteArray>()->view())));
  const bool plain = is_str(given) ? flatten(vm, given.as<Str>()) && !has_backslash(given) : given.is(kind::Bytes) && !has_backslash(given);
  if (plain) return Replacement{Replacement::Literal, given};
  const Value compiled = TRY(compile_template(vm, pattern, given));
  Tuple* parts = compiled.as<Tuple>();
  const List* literals = parts->items[1].as<List>();
  if (parts->items[0].as<List>()->length == 0 && literals->length == 1) return Replacement{Replacement::Literal, literals->storage->items[0]};
  return Replacement{Replacement::Template, compiled};
}

template <class Char>
Result<void> append_replacement(Vm& vm, List* pieces, Value pattern, const Subject& subject, const Replacement& replacement, const Matcher<Char>& matcher,
                                const Char* begin) {
  if (replacement.kind == Replacement::Literal) return list_append(vm, pieces, replacement.value);
  const Value match = TRY(new_match(vm, pattern, subject, matcher, begin));
  if (replacement.kind == Replacement::Template) return append_expanded(vm, pieces, match, replacement.value);
  const Value made = TRY(vm.call(replacement.value, {match}));
  return made.is_none() ? Result<void>() : list_append(vm, pieces, made);
}

struct Substituted {
  Value text;
  std::int64_t count;
};

Result<Substituted> substitute(Vm& vm, const Args& args) {
  const Value pattern = args[0];
  const Replacement replacement = TRY(replacement_of(vm, pattern, args[1]));
  Subject subject;
  TRY(subject.open(vm, pattern, args[2], Value(), Value()));
  const std::int64_t limit = TRY(index_to_int64(vm, args[3]));
  List* pieces = TRY(new_list(vm));
  std::int64_t last = 0, count = 0;
  if (limit >= 0) {
    TRY(subject.visit([&](const auto* begin) -> Result<void> {
      return each_match(vm, pattern, subject, begin, [&](const auto& matcher) -> Result<bool> {
        const std::int64_t start = matcher.match_start() - begin, end = matcher.match_end() - begin;
        if (last < start) TRY(list_append(vm, pieces, TRY(subject.slice(vm, last, start))));
        TRY(append_replacement(vm, pieces, pattern, subject, replacement, matcher, begin));
        last = end;
        return ++count != limit;
      });
    }));
  }
  if (count == 0) return Substituted{TRY(subject.slice(vm, 0, subject.endpos())), 0};
  if (last < subject.endpos()) TRY(list_append(vm, pieces, TRY(subject.slice(vm, last, subject.endpos()))));
  return Substituted{TRY(join_pieces(vm, TRY(subject.empty(vm)), pieces)), count};
}

Result<Value> pattern_sub(Vm& vm, const Args& args) { return TRY(substitute(vm, args)).text; }
Result<Value> pattern_subn(Vm& vm, const Args& args) {
  const Substituted done = TRY(substitute(vm, args));
  return make_pair(vm, done.text, Value::from_int(done.count));
}

// ---- scanner, finditer ----

enum ScannerValue { kScannerPattern, kScannerString, kScannerStart, kScannerEnd, kScannerAdvance, kScannerDone, kScannerPos, kScannerValueCount };

Result<NativeObject*> new_scanner(Vm& vm, const Args& args) {
  Subject subject;
  TRY(subject.open(vm, args[0], args[1], args[2], args[3]));
  NativeObject* scanner = TRY(vm.new_instance<NativeObject>(vm.native_type(kScannerType), kScannerValueCount * sizeof(Value)));
  scanner->value_count = kScannerValueCount;
  scanner->values[kScannerPattern] = args[0];
  scanner->values[kScannerString] = args[1];
  scanner->values[kScannerStart] = scanner->values[kScannerPos] = Value::from_int(subject.pos());
  scanner->values[kScannerEnd] = Value::from_int(subject.endpos());
  scanner->values[kScannerAdvance] = scanner->values[kScannerDone] = Value::from_bool(false);
  return scanner;
}

/// The next match, or None.
Result<Value> scan(Vm& vm, NativeObject* scanner, Mode mode) {
  Value* values = scanner->values;
  if (values[kScannerDone].as_bool()) return Value::none();
  Subject subject;
  TRY(subject.open(vm, values[kScannerPattern], values[kScannerString], values[kScannerStart], values[kScannerEnd]));
  const Value match = TRY(find_one(vm, values[kScannerPattern], subject, mode, values[kScannerAdvance].as_bool()));
  if (match.is_none()) {
    values[kScannerDone] = Value::from_bool(true);
    return match;
  }
  Value* found = match.as<NativeObject>()->values;
  found[kMatchPos] = values[kScannerPos];
  values[kScannerAdvance] = Value::from_bool(found[kMatchSpans] == found[kMatchSpans + 1]);
  values[kScannerStart] = found[kMatchSpans + 1];
  return match;
}

Result<Value> finditer_next(Vm& vm, Iterator* self) {
  if (self->source.is_empty()) return Value::done();
  const Value match = TRY(scan(vm, self->source.as<NativeObject>(), Mode::Search));
  if (!match.is_none()) return match;
  self->source = Value::empty();
  return Value::done();
}

Result<Value> pattern_finditer(Vm& vm, const Args& args) {
  return Value::from_cell(TRY(new_iterator(vm, TypeId::CallableIterator, finditer_next, Value::from_cell(TRY(new_scanner(vm, args))))));
}
Result<Value> pattern_scanner(Vm& vm, const Args& args) { return Value::from_cell(TRY(new_scanner(vm, args))); }

template <Mode mode>
Result<Value> scanner_find(Vm& vm, const Args& args) {
  return scan(vm, args[0].as<NativeObject>(), mode);
}
Result<Value> scanner_pattern(Vm&, Value self) { return self.as<NativeObject>()->values[kScannerPattern]; }

// ---- the rest ----

Result<Value> pattern_repr(Vm& vm, const Args& args) {
  constexpr struct {
    const char* name;
    std::uint32_t flag;
  } kNames[] = {{"re.TEMPLATE", kFlagTemplate}, {"re.IGNORECASE", kFlagIgnoreCase}, {"re.LOCALE", kFlagLocale},   {"re.MULTILINE", kFlagMultiLine},
                {"re.DOTALL", kFlagDotAll},     {"re.UNICODE", kFlagUnicode},       {"re.VERBOSE", kFlagVerbose}, {"re.DEBUG", kFlagDebug},
                {"re.ASCII", kFlagAscii}};
  std::uint32_t flags = pattern_data(args[0]).flags;
  if (pattern_data(args[0]).subject == PatternData::Text && (flags & (kFlagLocale | kFlagUnicode | kFlagAscii)) == kFlagUnicode) flags &= ~kFlagUnicode;
  StrBuilder out(vm);
  out.append("re.compile(");
  const Value source = TRY(repr(vm, pattern_value(args[0], kPatternSource)));
  StrView text = view(vm, source.as<Str>());
  text.length = std::min<std::uint32_t>(text.length, 200);
  out.append(text);
  bool first = true;
  const auto put = [&](std::string_view name) {
    out.append(first ? ", " : "|");
    out.append(name);
    first = false;
  };
  for (const auto& row : kNames) {
    if (!(flags & row.flag)) continue;
    put(row.name);
    flags &= ~row.flag;
  }
  if (flags) {
    char hex[16];
    std::snprintf(hex, sizeof hex, "0x%x", flags);
    put(hex);
  }
  out.append(U')');
  return out.finish();
}

bool is_pattern(Vm& vm, Value value) { return vm.type_of(value) == vm.native_type(kPatternType); }

Result<bool> patterns_equal(Vm& vm, Value left, Value right) {
  if (left == right) return true;
  const PatternData &a = pattern_data(left), &b = pattern_data(right);
  if (a.flags != b.flags || a.subject != b.subject || a.program.words() != b.program.words()) return false;
  return equals(vm, pattern_value(left, kPatternSource), pattern_value(right, kPatternSource));
}
Result<Value> pattern_eq(Vm& vm, const Args& args) {
  if (!is_pattern(vm, args[1])) return Value::not_implemented();
  return Value::from_bool(TRY(patterns_equal(vm, args[0], args[1])));
}
Result<Value> pattern_ne(Vm& vm, const Args& args) {
  if (!is_pattern(vm, args[1])) return Value::not_implemented();
  return Value::from_bool(!TRY(patterns_equal(vm, args[0], args[1])));
}
Result<Value> pattern_hash(Vm& vm, const Args& args) {
  std::uint64_t mixed = TRY(hash(vm, pattern_value(args[0], kPatternSource)));
  for (const std::uint32_t word : pattern_data(args[0]).program.words()) mixed = mixed * 1000003 ^ word;
  mixed ^= pattern_data(args[0]).flags;
  return new_int(vm, static_cast<std::int64_t>(mixed == ~std::uint64_t{0} ? mixed - 1 : mixed));
}

Result<Value> get_pattern(Vm&, Value self) { return pattern_value(self, kPatternSource); }
Result<Value> get_flags(Vm&, Value self) { return Value::from_int(pattern_data(self).flags); }
Result<Value> get_groups(Vm&, Value self) { return Value::from_int(pattern_data(self).program.groups()); }
Result<Value> get_groupindex(Vm& vm, Value self) {
  const Value index = pattern_value(self, kPatternGroupIndex);
  return vm.call(Value::from_cell(vm.type(TypeId::MappingProxy)), {index});
}

#define SUBJECT_SIGNATURE "($self, /, string, pos=0, endpos=sys.maxsize)"

constexpr NativeMethod kPatternMethods[] = {
    {"match", pattern_find<Mode::Match>, SUBJECT_SIGNATURE, NativeMethod::Plain, "Matches zero or more characters at the beginning of the string."},
    {"fullmatch", pattern_find<Mode::FullMatch>, SUBJECT_SIGNATURE, NativeMethod::Plain, "Matches against all of the string."},
    {"search", pattern_find<Mode::Search>, SUBJECT_SIGNATURE, NativeMethod::Plain,
     "Scan through string looking for a match, and return a corresponding match object instance.\n\nReturn None if no position in the string matches."},
    {"findall", pattern_findall, SUBJECT_SIGNATURE, NativeMethod::Plain, "Return a list of all non-overlapping matches of pattern in string."},
    {"finditer", pattern_finditer, SUBJECT_SIGNATURE, NativeMethod::Plain,
     "Return an iterator over all non-overlapping matches for the RE pattern in string.\n\nFor each match, the iterator returns a match object."},
    {"scanner", pattern_scanner, SUBJECT_SIGNATURE},
    {"split", pattern_split, "($self, /, string, maxsplit=0)", NativeMethod::Plain, "Split string by the occurrences of pattern."},
    {"sub", pattern_sub, "($self, /, repl, string, count=0)", NativeMethod::Plain,
     "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl."},
    {"subn", pattern_subn, "($self, /, repl, string, count=0)", NativeMethod::Plain,
     "Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl."},
    {"__copy__", return_self, "($self, /)"},
    {"__deepcopy__", return_self, "($self, memo, /)"},
    {"__repr__", pattern_repr, "($self, /)"},
    {"__eq__", pattern_eq, "($self, value, /)"},
    {"__ne__", pattern_ne, "($self, value, /)"},
    {"__hash__", pattern_hash, "($self, /)"},
    {"__class_getitem__", class_getitem, "($type, item, /)", NativeMethod::Class, "See PEP 585"},
};
constexpr NativeGetSet kPatternGetSets[] = {
    {"pattern", get_pattern, nullptr, "The pattern string from which the RE object was compiled."},
    {"flags", get_flags, nullptr, "The regex matching flags."},
    {"groups", get_groups, nullptr, "The number of capturing groups in the pattern."},
    {"groupindex", get_groupindex, nullptr, "A dictionary mapping group names to group numbers."},
};
constexpr NativeMethod kScannerMethods[] = {
    {"match", scanner_find<Mode::Match>, "($self, /)"},
    {"search", scanner_find<Mode::Search>, "($self, /)"},
};
constexpr NativeGetSet kScannerGetSets[] = {{"pattern", scanner_pattern}};

}  // namespace

const NativeTypeSpec kPatternType{"re.Pattern", kPatternMethods, kPatternGetSets, "Compiled regular expression object."};
const NativeTypeSpec kScannerType{"_sre.SRE_Scanner", kScannerMethods, kScannerGetSets};

}  // namespace tauraro::sre
