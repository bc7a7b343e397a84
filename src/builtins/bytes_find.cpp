#include "base/text_search.h"
#include "builtins/bytes_methods.h"
#include "builtins/str_methods.h"

namespace tauraro {

namespace {

enum class Direction { Forward, Backward };

Result<std::int64_t> find_arguments(Vm& vm, const Args& args, Direction direction) {
  Needle needle;
  TRY(needle.open(vm, args[1]));
  const std::string_view self = self_bytes(args), wanted = needle.view();
  const Bounds bounds = TRY(bounds_of(vm, args[2], args[3], static_cast<std::int64_t>(self.size())));
  const std::int64_t length = bounds.end - bounds.start, width = static_cast<std::int64_t>(wanted.size());
  if (length < width) return std::int64_t{-1};
  const char* from = self.data() + bounds.start;
  const std::int64_t place =
      direction == Direction::Forward ? search::find(from, length, wanted.data(), width) : search::rfind(from, length, wanted.data(), width);
  return place < 0 ? -1 : place + bounds.start;
}

Result<Value> index_arguments(Vm& vm, const Args& args, Direction direction) {
  const std::int64_t place = TRY(find_arguments(vm, args, direction));
  if (place < 0) return vm.raise(TypeId::ValueError, "subsection not found");
  return Value::from_int(place);
}

Result<bool> tail_matches(Vm& vm, std::string_view part, Value affix, Direction direction) {
  BufferView buffer;
  TRY(buffer.open(vm, affix));
  return direction == Direction::Forward ? part.starts_with(buffer.view()) : part.ends_with(buffer.view());
}

Result<Value> starts_or_ends(Vm& vm, const Args& args, const char* name, Direction direction) {
  const std::string_view self = self_bytes(args);
  const Bounds bounds = TRY(bounds_of(vm, args[2], args[3], static_cast<std::int64_t>(self.size())));
  if (!args[1].is(kind::Tuple) && !is_bytes_like(vm, args[1]))
    return vm.raise_error(TypeId::TypeError, name, " first arg must be bytes or a tuple of bytes, not ", full_type_name(vm, vm.type_of(args[1])));
  const bool possible = bounds.start <= bounds.end;
  const std::string_view part =
      possible ? self.substr(static_cast<std::size_t>(bounds.start), static_cast<std::size_t>(bounds.end - bounds.start)) : std::string_view();
  if (!args[1].is(kind::Tuple)) return Value::from_bool(TRY(tail_matches(vm, part, args[1], direction)) && possible);
  for (const Value item : args[1].as<Tuple>()->span())
    if (TRY(tail_matches(vm, part, item, direction)) && possible) return Value::from_bool(true);
  return Value::from_bool(false);
}

/// self[start:end) as an object of self's type.
Result<Value> part_of(Vm& vm, const Args& args, std::size_t start, std::size_t end) {
  return like_self(vm, args, self_bytes(args).substr(start, end - start));
}

Result<Value> partition_at(Vm& vm, const Args& args, Direction direction) {
  BufferView separator;
  TRY(separator.open(vm, args[1]));
  const std::string_view self = self_bytes(args), wanted = separator.view();
  if (wanted.empty()) return vm.raise(TypeId::ValueError, "empty separator");
  const std::size_t place = direction == Direction::Forward ? self.find(wanted) : self.rfind(wanted);
  if (place == self.npos) {
    const Value whole = TRY(like_self(vm, args, self));
    const Value first = TRY(like_self(vm, args, "")), second = TRY(like_self(vm, args, ""));
    return direction == Direction::Forward ? make_tuple(vm, {whole, first, second}) : make_tuple(vm, {first, second, whole});
  }
  const Value before = TRY(part_of(vm, args, 0, place));
  const Value middle = is_bytearray(args) ? TRY(like_self(vm, args, wanted)) : args[1];
  return make_tuple(vm, {before, middle, TRY(part_of(vm, args, place + wanted.size(), self.size()))});
}

Result<Value> replaced(Vm& vm, const Args& args, std::string_view from, std::string_view to, std::int64_t limit) {
  const std::string_view self = self_bytes(args);
  std::string out;
  std::size_t place = 0;
  if (from.empty()) {
    for (; place <= self.size() && limit-- > 0; ++place) {
      out += to;
      if (place < self.size()) out += self[place];
    }
    if (place < self.size()) out += self.substr(place);
    return like_self(vm, args, out);
  }
  while (limit-- > 0) {
    const std::int64_t found = search::find(self.data() + place, static_cast<std::int64_t>(self.size() - place), from.data(), static_cast<std::int64_t>(from.size()));
    if (found < 0) break;
    out += self.substr(place, static_cast<std::size_t>(found));
    out += to;
    place += static_cast<std::size_t>(found) + from.size();
  }
  if (place == 0) return like_self(vm, args, self);
  out += self.substr(place);
  return like_self(vm, args, out);
}

}  // namespace

namespace bytes_methods {

Result<Value> bytes_find(Vm& vm, const Args& args) { return Value::from_int(TRY(find_arguments(vm, args, Direction::Forward))); }
Result<Value> bytes_rfind(Vm& vm, const Args& args) { return Value::from_int(TRY(find_arguments(vm, args, Direction::Backward))); }
Result<Value> bytes_index(Vm& vm, const Args& args) { return index_arguments(vm, args, Direction::Forward); }
Result<Value> bytes_rindex(Vm& vm, const Args& args) { return index_arguments(vm, args, Direction::Backward); }
Result<Value> bytes_startswith(Vm& vm, const Args& args) { return starts_or_ends(vm, args, "startswith", Direction::Forward); }
Result<Value> bytes_endswith(Vm& vm, const Args& args) { return starts_or_ends(vm, args, "endswith", Direction::Backward); }
Result<Value> bytes_partition(Vm& vm, const Args& args) { return partition_at(vm, args, Direction::Forward); }
Result<Value> bytes_rpartition(Vm& vm, const Args& args) { return partition_at(vm, args, Direction::Backward); }

Result<Value> bytes_contains(Vm& vm, const Args& args) {
  if (is_index(vm, args[1]) && !is_bytes_like(vm, args[1])) {
    const std::uint8_t byte = TRY(byte_argument(vm, args[1]));
    return Value::from_bool(self_bytes(args).find(static_cast<char>(byte)) != std::string_view::npos);
  }
  BufferView wanted;
  TRY(wanted.open(vm, args[1]));
  const std::string_view self = self_bytes(args);
  return Value::from_bool(search::find(self.data(), static_cast<std::int64_t>(self.size()), wanted.view().data(), static_cast<std::int64_t>(wanted.length())) >= 0);
}

Result<Value> bytes_count(Vm& vm, const Args& args) {
  Needle needle;
  TRY(needle.open(vm, args[1]));
  const std::string_view self = self_bytes(args), wanted = needle.view();
  const Bounds bounds = TRY(bounds_of(vm, args[2], args[3], static_cast<std::int64_t>(self.size())));
  const std::int64_t length = bounds.end - bounds.start, width = static_cast<std::int64_t>(wanted.size());
  if (length < width) return Value::from_int(0);
  if (width == 0) return Value::from_int(length + 1);
  return Value::from_int(search::count(self.data() + bounds.start, length, wanted.data(), width, INT64_MAX));
}

Result<Value> bytes_removeprefix(Vm& vm, const Args& args) {
  BufferView affix;
  TRY(affix.open(vm, args[1]));
  std::string_view self = self_bytes(args);
  if (self.starts_with(affix.view())) self.remove_prefix(affix.length());
  return like_self(vm, args, self);
}

Result<Value> bytes_removesuffix(Vm& vm, const Args& args) {
  BufferView affix;
  TRY(affix.open(vm, args[1]));
  std::string_view self = self_bytes(args);
  if (self.ends_with(affix.view())) self.remove_suffix(affix.length());
  return like_self(vm, args, self);
}

Result<Value> bytes_replace(Vm& vm, const Args& args) {
  BufferView from, to;
  TRY(from.open(vm, args[1]));
  TRY(to.open(vm, args[2]));
  const std::int64_t limit = TRY(index_to_int64(vm, args[3]));
  return replaced(vm, args, from.view(), to.view(), limit < 0 ? INT64_MAX : limit);
}

Result<Value> bytes_translate(Vm& vm, const Args& args) {
  BufferView table, removed;
  if (!args[1].is_none()) {
    TRY(table.open(vm, args[1]));
    if (table.length() != 256) return vm.raise(TypeId::ValueError, "translation table must be 256 characters long");
  }
  bool drop[256] = {};
  if (args.has(2)) {
    TRY(removed.open(vm, args[2]));
    for (const char c : removed.view()) drop[static_cast<std::uint8_t>(c)] = true;
  }
  const std::string_view self = self_bytes(args);
  std::string out;
  out.reserve(self.size());
  for (const char c : self) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (!drop[byte]) out += args[1].is_none() ? c : table.view()[byte];
  }
  if (out == self) return like_self(vm, args, self);
  return like_self(vm, args, out);
}

Result<Value> bytes_maketrans(Vm& vm, const Args& args) {
  BufferView from, to;
  TRY(from.open(vm, args[0]));
  TRY(to.open(vm, args[1]));
  if (from.length() != to.length()) return vm.raise(TypeId::ValueError, "maketrans arguments must have same length");
  Bytes* table = TRY(new_bytes_uninitialized(vm, 256));
  for (int i = 0; i < 256; ++i) table->data[i] = static_cast<char>(i);
  for (std::size_t i = 0; i < from.length(); ++i) table->data[static_cast<std::uint8_t>(from.view()[i])] = to.view()[i];
  return Value::from_cell(table);
}

}  // namespace bytes_methods
}  // namespace tauraro
