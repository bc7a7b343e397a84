#include "base/text_search.h"
#include "builtins/str_methods.h"

namespace tauraro {

namespace {

Result<std::int64_t> bound_of(Vm& vm, Value value) {
  if (value.is_int()) return value.as_int();
  if (!is_int_like(value) && !vm.type_of(value)->has(Special::Index))
    return vm.raise(TypeId::TypeError, "slice indices must be integers or None or have an __index__ method");
  return index_clamped(vm, value);
}

std::int64_t rfind_in(Str* self, Str* needle, std::int64_t start, std::int64_t end) {
  if (end - start < needle->length || needle->width > self->width) return -1;
  const std::int64_t place = with_same_width(view(self), view(needle), [&](const auto* text, const auto* wanted) {
    return search::rfind(text + start, end - start, wanted, std::int64_t{needle->length});
  });
  return place < 0 ? -1 : place + start;
}

enum class Direction { Forward, Backward };

Result<std::int64_t> find_arguments(Vm& vm, const Args& args, Direction direction) {
  Str* self = self_str(args);
  Str* needle = TRY(str_argument(vm, args[1], "must be str"));
  const Bounds bounds = TRY(bounds_of(vm, args[2], args[3], self->length));
  if (!flatten(vm, self) || !flatten(vm, needle)) return Raised{};
  return direction == Direction::Forward ? str_find(vm, self, needle, bounds.start, bounds.end)
                                         : rfind_in(self, needle, bounds.start, bounds.end);
}

Result<Value> index_arguments(Vm& vm, const Args& args, Direction direction) {
  const std::int64_t place = TRY(find_arguments(vm, args, direction));
  if (place < 0) return vm.raise(TypeId::ValueError, "substring not found");
  return Value::from_int(place);
}

bool has_at(Str* self, Str* part, std::int64_t place) {
  if (part->width > self->width) return false;
  return with_same_width(view(self), view(part),
                         [&](const auto* text, const auto* wanted) { return search::same(text + place, wanted, std::int64_t{part->length}); });
}

bool tail_matches(Str* self, Str* part, Bounds bounds, Direction direction) {
  if (bounds.end - bounds.start < part->length) return false;
  return has_at(self, part, direction == Direction::Forward ? bounds.start : bounds.end - part->length);
}

Result<Value> starts_or_ends(Vm& vm, const Args& args, const char* name, Direction direction) {
  Str* self = self_str(args);
  const Bounds bounds = TRY(bounds_of(vm, args[2], args[3], self->length));
  if (!flatten(vm, self)) return Raised{};
  if (args[1].is(kind::Tuple)) {
    for (const Value item : args[1].as<Tuple>()->span()) {
      if (!is_str(item)) return vm.raise_error(TypeId::TypeError, "tuple for ", name, " must only contain str, not ", full_type_name(vm, vm.type_of(item)));
      if (!flatten(vm, item.as<Str>())) return Raised{};
      if (tail_matches(self, item.as<Str>(), bounds, direction)) return Value::from_bool(true);
    }
    return Value::from_bool(false);
  }
  if (!is_str(args[1]))
    return vm.raise_error(TypeId::TypeError, name, " first arg must be str or a tuple of str, not ", full_type_name(vm, vm.type_of(args[1])));
  if (!flatten(vm, args[1].as<Str>())) return Raised{};
  return Value::from_bool(tail_matches(self, args[1].as<Str>(), bounds, direction));
}

Result<Value> triple(Vm& vm, Value first, Value second, Value third) {
  const Value items[] = {first, second, third};
  return Value::from_cell(TRY(new_tuple(vm, std::span<const Value>(items))));
}

Result<Value> partition_at(Vm& vm, const Args& args, Direction direction) {
  Str* self = self_str(args);
  Str* separator = TRY(str_argument(vm, args[1], "must be str"));
  if (separator->length == 0) return vm.raise(TypeId::ValueError, "empty separator");
  if (!flatten(vm, self) || !flatten(vm, separator)) return Raised{};
  const std::int64_t place = direction == Direction::Forward ? str_find(vm, self, separator, 0, self->length)
                                                             : rfind_in(self, separator, 0, self->length);
  const Value whole = args[0];
  if (place < 0) {
    const Value none = TRY(str_slice(vm, self, 0, 0));
    return direction == Direction::Forward ? triple(vm, whole, none, none) : triple(vm, none, none, whole);
  }
  const Value before = TRY(str_slice(vm, self, 0, place));
  const Value after = TRY(str_slice(vm, self, place + separator->length, self->length));
  return triple(vm, before, str_value(TRY(exact_str(vm, separator))), after);
}

// ---- replace ----

/// "abc".replace("", "-", limit)
Result<Value> interleave(Vm& vm, StrView text, Str* filler, std::int64_t limit) {
  StrBuilder out(vm);
  std::int64_t done = 0;
  for (std::uint32_t i = 0; i <= text.length; ++i) {
    if (done++ < limit) out.append(filler);
    if (i < text.length) out.append(text[i]);
  }
  return out.finish();
}

/// One text by another of the same length and at most the same width: in a copy, from `place` on, where it occurs.
Result<Value> replace_in_copy(Vm& vm, Str* self, Str* from, Str* to, std::int64_t place, std::int64_t limit) {
  Str* result = TRY(new_str_uninitialized(vm, self->length, self->width, is_ascii(self) && is_ascii(to)));
  return with_same_width(view(self), view(from), [&](const auto* text, const auto* wanted) -> Result<Value> {
    using Char = std::remove_cvref_t<decltype(*text)>;
    auto* out = static_cast<Char*>(result->data);
    copy_chars(out, text, self->length);
    const WidenedText<Char> filler(view(to));
    const std::int64_t length = self->length, width = from->length;
    while (true) {
      copy_chars(out + place, filler.data(), static_cast<std::size_t>(width));
      place += width;
      if (--limit == 0) break;
      const std::int64_t found = search::find(text + place, length - place, wanted, width);
      if (found < 0) break;
      place += found;
    }
    if (is_ascii(result)) return str_value(result);
    return str_value(TRY(new_str_view(vm, view(result))));
  });
}

/// \param first the first place of `from`
Result<Value> replace_found(Vm& vm, Str* self, Str* from, Str* to, std::int64_t first, std::int64_t limit) {
  StrBuilder out(vm);
  with_same_width(view(self), view(from), [&](const auto* text, const auto* wanted) {
    const std::int64_t length = self->length;
    std::int64_t place = 0;
    const auto append = [&](std::int64_t start, std::int64_t end) {
      out.append(sub_view(view(self), static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end - start)));
    };
    while (limit-- > 0) {
      const std::int64_t found = place == 0 ? first : search::find(text + place, length - place, wanted, std::int64_t{from->length});
      if (found < 0) break;
      append(place, place + found);
      out.append(view(to));
      place += found + from->length;
    }
    append(place, length);
    return 0;
  });
  return out.finish();
}

}  // namespace

Result<Bounds> bounds_of(Vm& vm, Value start, Value end, std::int64_t length) {
  Bounds bounds{0, length};
  if (!start.is_empty() && !start.is_none()) {
    bounds.start = TRY(bound_of(vm, start));
    if (bounds.start < 0) bounds.start = std::max<std::int64_t>(0, bounds.start + length);
  }
  if (!end.is_empty() && !end.is_none()) {
    bounds.end = TRY(bound_of(vm, end));
    if (bounds.end < 0) bounds.end = std::max<std::int64_t>(0, bounds.end + length);
    bounds.end = std::min(bounds.end, length);
  }
  return bounds;
}

namespace str_methods {

Result<Value> str_find(Vm& vm, const Args& args) { return Value::from_int(TRY(find_arguments(vm, args, Direction::Forward))); }
Result<Value> str_rfind(Vm& vm, const Args& args) { return Value::from_int(TRY(find_arguments(vm, args, Direction::Backward))); }
Result<Value> str_index(Vm& vm, const Args& args) { return index_arguments(vm, args, Direction::Forward); }
Result<Value> str_rindex(Vm& vm, const Args& args) { return index_arguments(vm, args, Direction::Backward); }
Result<Value> str_startswith(Vm& vm, const Args& args) { return starts_or_ends(vm, args, "startswith", Direction::Forward); }
Result<Value> str_endswith(Vm& vm, const Args& args) { return starts_or_ends(vm, args, "endswith", Direction::Backward); }
Result<Value> str_partition(Vm& vm, const Args& args) { return partition_at(vm, args, Direction::Forward); }
Result<Value> str_rpartition(Vm& vm, const Args& args) { return partition_at(vm, args, Direction::Backward); }

Result<Value> str_contains(Vm& vm, const Args& args) {
  Str* self = self_str(args);
  if (!is_str(args[1]))
    return vm.raise_error(TypeId::TypeError, "'in <string>' requires string as left operand, not ", full_type_name(vm, vm.type_of(args[1])));
  return Value::from_bool(tauraro::str_find(vm, self, args[1].as<Str>(), 0, self->length) >= 0);
}

Result<Value> str_count(Vm& vm, const Args& args) {
  Str* self = self_str(args);
  Str* needle = TRY(str_argument(vm, args[1], "must be str"));
  const Bounds bounds = TRY(bounds_of(vm, args[2], args[3], self->length));
  if (!flatten(vm, self) || !flatten(vm, needle)) return Raised{};
  const std::int64_t length = bounds.end - bounds.start;
  if (length < needle->length || needle->width > self->width) return Value::from_int(0);
  if (needle->length == 0) return Value::from_int(length + 1);
  return Value::from_int(with_same_width(view(self), view(needle), [&](const auto* text, const auto* wanted) {
    return search::count(text + bounds.start, length, wanted, std::int64_t{needle->length}, INT64_MAX);
  }));
}

Result<Value> str_removeprefix(Vm& vm, const Args& args) {
  Str* self = self_str(args);
  Str* prefix = TRY(str_argument(vm, args[1], "removeprefix() argument must be str"));
  if (!flatten(vm, self) || !flatten(vm, prefix)) return Raised{};
  const bool found = tail_matches(self, prefix, {0, self->length}, Direction::Forward);
  return str_slice(vm, self, found ? prefix->length : 0, self->length);
}

Result<Value> str_removesuffix(Vm& vm, const Args& args) {
  Str* self = self_str(args);
  Str* suffix = TRY(str_argument(vm, args[1], "removesuffix() argument must be str"));
  if (!flatten(vm, self) || !flatten(vm, suffix)) return Raised{};
  const bool found = tail_matches(self, suffix, {0, self->length}, Direction::Backward);
  return str_slice(vm, self, 0, self->length - (found ? suffix->length : 0));
}

Result<Value> str_replace(Vm& vm, const Args& args) {
  Str* self = self_str(args);
  Str* from = TRY(str_argument(vm, args[1], "replace() argument 1 must be str"));
  Str* to = TRY(str_argument(vm, args[2], "replace() argument 2 must be str"));
  std::int64_t limit = TRY(index_to_int64(vm, args[3]));
  if (limit < 0) limit = INT64_MAX;
  if (!flatten(vm, self) || !flatten(vm, from) || !flatten(vm, to)) return Raised{};
  if (limit > 0 && from->length == 0 && (self->length > 0 || to->length > 0)) {
    const auto result_length = self->length + static_cast<std::uint64_t>(to->length) * (std::uint64_t{self->length} + 1);
    if (limit == INT64_MAX && result_length > kMaxStrLength) return vm.out_of_memory();
    return interleave(vm, view(self), to, limit);
  }
  const std::int64_t first = limit == 0 || from->length == 0 ? -1 : tauraro::str_find(vm, self, from, 0, self->length);
  if (first < 0) return str_result(exact_str(vm, self));
  if (from->length == to->length && from->length > 0 && to->width <= self->width) return replace_in_copy(vm, self, from, to, first, limit);
  return replace_found(vm, self, from, to, first, limit);
}

}  // namespace str_methods
}  // namespace tauraro
