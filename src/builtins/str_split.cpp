#include "base/text_search.h"
#include "base/unicode_data.h"
#include "builtins/str_methods.h"

namespace tauraro {

namespace {

/// One bit for each of the first characters that is white space: 9-13, 28-32.
constexpr std::uint64_t kLowSpaces = 0x1'f000'3e00;

[[gnu::always_inline]] inline bool is_space_char(char32_t c) {
  return c <= ' ' ? kLowSpaces >> c & 1 : c >= 0x80 && unicode::is_space(c);
}

/// Collects the pieces of a text in a list.
class Pieces {
 public:
  Pieces(Vm& vm, Str* text, List* list) : vm_(vm), text_(text), list_(list) {}
  Result<void> add(std::int64_t start, std::int64_t end) {
    const std::int64_t length = end - start;
    if (!is_ascii(text_) || length < 2 || length == text_->length) return list_append(vm_, list_, TRY(str_slice(vm_, text_, start, end)));
    Str* piece = TRY(new_str_uninitialized(vm_, static_cast<std::uint32_t>(length), 1, true));
    std::memcpy(piece->data, static_cast<const char*>(text_->data) + start, static_cast<std::size_t>(length));
    return list_append(vm_, list_, str_value(piece));
  }
  /// After pieces that were found from the end.
  Value reversed() {
    if (list_->length) std::reverse(list_->storage->items, list_->storage->items + list_->length);
    return Value::from_cell(list_);
  }
  Value list() const { return Value::from_cell(list_); }

 private:
  Vm& vm_;
  Str* text_;
  List* list_;
};

template <class Char>
Result<Value> split_spaces(Pieces pieces, const Char* text, std::int64_t length, std::int64_t limit) {
  std::int64_t place = 0;
  while (true) {
    while (place < length && is_space_char(text[place])) ++place;
    if (place == length) return pieces.list();
    const std::int64_t start = place;
    if (limit-- <= 0) {
      TRY(pieces.add(start, length));
      return pieces.list();
    }
    while (place < length && !is_space_char(text[place])) ++place;
    TRY(pieces.add(start, place));
  }
}

template <class Char>
Result<Value> rsplit_spaces(Pieces pieces, const Char* text, std::int64_t length, std::int64_t limit) {
  std::int64_t place = length;
  while (true) {
    while (place > 0 && is_space_char(text[place - 1])) --place;
    if (place == 0) return pieces.reversed();
    const std::int64_t end = place;
    if (limit-- <= 0) {
      TRY(pieces.add(0, end));
      return pieces.reversed();
    }
    while (place > 0 && !is_space_char(text[place - 1])) --place;
    TRY(pieces.add(place, end));
  }
}

template <class Char>
Result<Value> split_by(Pieces pieces, const Char* text, std::int64_t length, const Char* separator, std::int64_t width, std::int64_t limit) {
  std::int64_t place = 0;
  while (limit-- > 0) {
    const std::int64_t found = search::find(text + place, length - place, separator, width);
    if (found < 0) break;
    TRY(pieces.add(place, place + found));
    place += found + width;
  }
  TRY(pieces.add(place, length));
  return pieces.list();
}

template <class Char>
Result<Value> rsplit_by(Pieces pieces, const Char* text, std::int64_t length, const Char* separator, std::int64_t width, std::int64_t limit) {
  std::int64_t end = length;
  while (limit-- > 0) {
    const std::int64_t found = search::rfind(text, end, separator, width);
    if (found < 0) break;
    TRY(pieces.add(found + width, end));
    end = found;
  }
  TRY(pieces.add(0, end));
  return pieces.reversed();
}

enum class Direction { Forward, Backward };

Result<Value> split_arguments(Vm& vm, const Args& args, Direction direction) {
  Str* self = self_str(args);
  std::int64_t limit = TRY(index_to_int64(vm, args[2]));
  if (limit < 0) limit = INT64_MAX;
  if (!flatten(vm, self)) return Raised{};
  Pieces pieces(vm, self, TRY(new_list(vm)));
  if (args[1].is_none()) {
    return visit_chars(view(self), [&](const auto* text) {
      return direction == Direction::Forward ? split_spaces(pieces, text, self->length, limit) : rsplit_spaces(pieces, text, self->length, limit);
    });
  }
  Str* separator = TRY(str_argument(vm, args[1], "must be str or None"));
  if (separator->length == 0) return vm.raise(TypeId::ValueError, "empty separator");
  if (!flatten(vm, separator)) return Raised{};
  if (separator->width > self->width) {
    TRY(pieces.add(0, self->length));
    return pieces.list();
  }
  return with_same_width(view(self), view(separator), [&](const auto* text, const auto* wanted) {
    return direction == Direction::Forward ? split_by(pieces, text, self->length, wanted, separator->length, limit)
                                           : rsplit_by(pieces, text, self->length, wanted, separator->length, limit);
  });
}

// ---- strip ----

enum StripSide { kLeft = 1, kRight = 2 };

template <class Drop>
Result<Value> strip_where(Vm& vm, Str* self, int sides, Drop drop) {
  return visit_chars(view(self), [&](const auto* text) {
    std::int64_t start = 0, end = self->length;
    if (sides & kLeft)
      while (start < end && drop(text[start])) ++start;
    if (sides & kRight)
      while (end > start && drop(text[end - 1])) --end;
    return str_slice(vm, self, start, end);
  });
}

Result<Value> strip_arguments(Vm& vm, const Args& args, const char* name, int sides) {
  Str* self = self_str(args);
  if (!flatten(vm, self)) return Raised{};
  if (args[1].is_none()) return strip_where(vm, self, sides, [](char32_t c) { return is_space_char(c); });
  if (!is_str(args[1])) return vm.raise_error(TypeId::TypeError, name, " arg must be None or str");
  if (!flatten(vm, args[1].as<Str>())) return Raised{};
  const StrView drop = view(args[1].as<Str>());
  return strip_where(vm, self, sides, [&](char32_t c) {
    for (std::uint32_t i = 0; i < drop.length; ++i)
      if (drop[i] == c) return true;
    return false;
  });
}

// ---- join ----

struct JoinedSize {
  std::uint64_t length;
  std::uint8_t width;
  bool ascii;
};

Result<JoinedSize> measure_join(Vm& vm, Str* separator, std::span<const Value> items) {
  JoinedSize size{0, 1, true};
  const auto include = [&](Str* text) {
    size.length += text->length;
    size.width = std::max(size.width, text->width);
    size.ascii &= is_ascii(text);
  };
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!is_str(items[i]))
      return vm.raise_error(TypeId::TypeError, "sequence item ", i, ": expected str instance, ", type_name(vm, items[i]), " found");
    if (!flatten(vm, items[i].as<Str>())) return Raised{};
    include(items[i].as<Str>());
    if (i == 1) include(separator);
  }
  if (items.size() > 2) size.length += std::uint64_t{separator->length} * (items.size() - 2);
  if (size.length > kMaxStrLength) return vm.out_of_memory();
  return size;
}

/// All of width 1, flattened.
void join_latin1(char* out, const Str* separator, std::span<const Value> items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0 && separator->length == 1) *out++ = static_cast<const char*>(separator->data)[0];
    else if (i > 0 && separator->length) out = static_cast<char*>(::mempcpy(out, separator->data, separator->length));
    const Str* text = items[i].as<Str>();
    out = static_cast<char*>(::mempcpy(out, text->data, text->length));
  }
}

Result<Value> join_items(Vm& vm, Str* separator, std::span<const Value> items) {
  if (items.size() == 1 && vm.is_exact(items[0], TypeId::Str)) return items[0];
  const JoinedSize size = TRY(measure_join(vm, separator, items));
  if (size.length == 0) return Value::from_cell(TRY(new_str(vm, "")));
  Str* result = TRY(new_str_uninitialized(vm, static_cast<std::uint32_t>(size.length), size.width, size.ascii));
  char* out = static_cast<char*>(result->data);
  const auto append = [&](Str* text) {
    copy_chars(out, size.width, view(text));
    out += std::size_t{text->length} * size.width;
  };
  if (size.width == 1) {
    join_latin1(out, separator, items);
    return str_value(result);
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0 && separator->length) append(separator);
    append(items[i].as<Str>());
  }
  return str_value(result);
}

}  // namespace

namespace str_methods {

Result<Value> str_split(Vm& vm, const Args& args) { return split_arguments(vm, args, Direction::Forward); }
Result<Value> str_rsplit(Vm& vm, const Args& args) { return split_arguments(vm, args, Direction::Backward); }
Result<Value> str_strip(Vm& vm, const Args& args) { return strip_arguments(vm, args, "strip", kLeft | kRight); }
Result<Value> str_lstrip(Vm& vm, const Args& args) { return strip_arguments(vm, args, "lstrip", kLeft); }
Result<Value> str_rstrip(Vm& vm, const Args& args) { return strip_arguments(vm, args, "rstrip", kRight); }

Result<Value> str_splitlines(Vm& vm, const Args& args) {
  Str* self = self_str(args);
  const bool keep_ends = TRY(index_to_int64(vm, args[1])) != 0;
  if (!flatten(vm, self)) return Raised{};
  Pieces pieces(vm, self, TRY(new_list(vm)));
  const StrView text = view(self);
  const auto is_break = [](char32_t c) { return c < 0x80 ? (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e) : unicode::is_line_break(c); };
  for (std::uint32_t place = 0; place < text.length;) {
    std::uint32_t end = place;
    if (text.width == 1) {
      const std::uint8_t* characters = text.latin1();
      while (end < text.length && !is_break(characters[end])) ++end;
    } else {
      while (end < text.length && !is_break(text[end])) ++end;
    }
    std::uint32_t next = end;
    if (next < text.length) next += text[next] == '\r' && next + 1 < text.length && text[next + 1] == '\n' ? 2 : 1;
    TRY(pieces.add(place, keep_ends ? next : end));
    place = next;
  }
  return pieces.list();
}

Result<Value> str_join(Vm& vm, const Args& args) {
  Str* separator = self_str(args);
  if (!flatten(vm, separator)) return Raised{};
  if (vm.is_exact(args[1], TypeId::List)) return join_items(vm, separator, args[1].as<List>()->span());
  if (vm.is_exact(args[1], TypeId::Tuple)) return join_items(vm, separator, args[1].as<Tuple>()->span());
  if (!vm.type_of(args[1])->has(Special::Iter) && !vm.type_of(args[1])->has(Special::GetItem))
    return vm.raise(TypeId::TypeError, "can only join an iterable");
  List* items = TRY(list_from(vm, args[1]));
  return join_items(vm, separator, items->span());
}

}  // namespace str_methods
}  // namespace tauraro
