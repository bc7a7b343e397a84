#include <algorithm>

#include "base/text_search.h"
#include "builtins/bytes_methods.h"

namespace tauraro {

namespace {

/// Collects parts of self in a list.
class Pieces {
 public:
  Pieces(Vm& vm, const Args& args, List* list) : vm_(vm), args_(args), list_(list) {}
  Result<void> add(std::string_view part) { return list_append(vm_, list_, TRY(like_self(vm_, args_, part))); }
  Value list() const { return Value::from_cell(list_); }
  Value reversed() {
    if (list_->length) std::reverse(list_->storage->items, list_->storage->items + list_->length);
    return list();
  }

 private:
  Vm& vm_;
  const Args& args_;
  List* list_;
};

std::string_view without_spaces_left(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
  return text;
}
std::string_view without_spaces_right(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

Result<Value> split_spaces(Pieces pieces, std::string_view text, std::int64_t limit) {
  while (true) {
    text = without_spaces_left(text);
    if (text.empty()) return pieces.list();
    if (limit-- <= 0) {
      TRY(pieces.add(text));
      return pieces.list();
    }
    std::size_t end = 0;
    while (end < text.size() && !is_ascii_space(text[end])) ++end;
    TRY(pieces.add(text.substr(0, end)));
    text.remove_prefix(end);
  }
}

Result<Value> rsplit_spaces(Pieces pieces, std::string_view text, std::int64_t limit) {
  while (true) {
    text = without_spaces_right(text);
    if (text.empty()) return pieces.reversed();
    if (limit-- <= 0) {
      TRY(pieces.add(text));
      return pieces.reversed();
    }
    std::size_t start = text.size();
    while (start > 0 && !is_ascii_space(text[start - 1])) --start;
    TRY(pieces.add(text.substr(start)));
    text.remove_suffix(text.size() - start);
  }
}

Result<Value> split_by(Pieces pieces, std::string_view text, std::string_view separator, std::int64_t limit) {
  while (limit-- > 0) {
    const std::int64_t found =
        search::find(text.data(), static_cast<std::int64_t>(text.size()), separator.data(), static_cast<std::int64_t>(separator.size()));
    if (found < 0) break;
    TRY(pieces.add(text.substr(0, static_cast<std::size_t>(found))));
    text.remove_prefix(static_cast<std::size_t>(found) + separator.size());
  }
  TRY(pieces.add(text));
  return pieces.list();
}

Result<Value> rsplit_by(Pieces pieces, std::string_view text, std::string_view separator, std::int64_t limit) {
  while (limit-- > 0) {
    const std::size_t found = text.rfind(separator);
    if (found == text.npos) break;
    TRY(pieces.add(text.substr(found + separator.size())));
    text.remove_suffix(text.size() - found);
  }
  TRY(pieces.add(text));
  return pieces.reversed();
}

enum class Direction { Forward, Backward };

Result<Value> split_arguments(Vm& vm, const Args& args, Direction direction) {
  std::int64_t limit = TRY(index_to_int64(vm, args[2]));
  if (limit < 0) limit = INT64_MAX;
  Pieces pieces(vm, args, TRY(new_list(vm)));
  const std::string_view self = self_bytes(args);
  if (args[1].is_none()) return direction == Direction::Forward ? split_spaces(pieces, self, limit) : rsplit_spaces(pieces, self, limit);
  BufferView separator;
  TRY(separator.open(vm, args[1]));
  if (separator.length() == 0) return vm.raise(TypeId::ValueError, "empty separator");
  return direction == Direction::Forward ? split_by(pieces, self, separator.view(), limit) : rsplit_by(pieces, self, separator.view(), limit);
}

enum StripSide { kLeft = 1, kRight = 2 };

Result<Value> strip_arguments(Vm& vm, const Args& args, int sides) {
  std::string_view self = self_bytes(args);
  BufferView dropped;
  if (!args[1].is_none()) TRY(dropped.open(vm, args[1]));
  const auto drop = [&](char c) { return args[1].is_none() ? is_ascii_space(c) : dropped.view().find(c) != std::string_view::npos; };
  if (sides & kLeft)
    while (!self.empty() && drop(self.front())) self.remove_prefix(1);
  if (sides & kRight)
    while (!self.empty() && drop(self.back())) self.remove_suffix(1);
  return like_self(vm, args, self);
}

}  // namespace

namespace bytes_methods {

Result<Value> bytes_split(Vm& vm, const Args& args) { return split_arguments(vm, args, Direction::Forward); }
Result<Value> bytes_rsplit(Vm& vm, const Args& args) { return split_arguments(vm, args, Direction::Backward); }
Result<Value> bytes_strip(Vm& vm, const Args& args) { return strip_arguments(vm, args, kLeft | kRight); }
Result<Value> bytes_lstrip(Vm& vm, const Args& args) { return strip_arguments(vm, args, kLeft); }
Result<Value> bytes_rstrip(Vm& vm, const Args& args) { return strip_arguments(vm, args, kRight); }

Result<Value> bytes_splitlines(Vm& vm, const Args& args) {
  const bool keep_ends = TRY(index_to_int64(vm, args[1])) != 0;
  Pieces pieces(vm, args, TRY(new_list(vm)));
  std::string_view text = self_bytes(args);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::size_t mark = end == text.size() ? 0 : text.substr(end, 2) == "\r\n" ? 2 : 1;
    TRY(pieces.add(text.substr(0, keep_ends ? end + mark : end)));
    text.remove_prefix(end + mark);
  }
  return pieces.list();
}

static bool all_bytes(Vm& vm, std::span<const Value> items) {
  for (const Value item : items)
    if (!vm.is_exact(item, TypeId::Bytes)) return false;
  return true;
}

/// \pre all items are exactly bytes
static Result<Value> join_bytes(Vm& vm, std::string_view separator, std::span<const Value> items) {
  if (items.empty()) return vm.empty_bytes;
  std::size_t size = separator.size() * (items.size() - 1);
  for (const Value item : items) size += item.as<Bytes>()->view().size();
  Bytes* joined = TRY(new_bytes_uninitialized(vm, size));
  char* out = joined->data;
  const auto put = [&](std::string_view part) { out = std::copy(part.begin(), part.end(), out); };
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) put(separator);
    put(items[i].as<Bytes>()->view());
  }
  return Value::from_cell(joined);
}

Result<Value> bytes_join(Vm& vm, const Args& args) {
  const Type* type = vm.type_of(args[1]);
  if (!type->has(Special::Iter) && !type->has(Special::GetItem)) return vm.raise(TypeId::TypeError, "can only join an iterable");
  List* items = vm.is_exact(args[1], TypeId::List) ? args[1].as<List>() : TRY(list_from(vm, args[1]));
  const std::string_view separator = self_bytes(args);
  if (items->length == 1 && vm.is_exact(items->storage->items[0], TypeId::Bytes) && !is_bytearray(args)) return items->storage->items[0];
  if (!is_bytearray(args) && all_bytes(vm, items->span())) return join_bytes(vm, separator, items->span());
  // Two passes: what is made is asked for in one piece, which the heap's limit can refuse.
  std::size_t size = 0;
  for (std::uint64_t i = 0; i < items->length; ++i) {
    const Value item = items->storage->items[i];
    if (!is_bytes_like(vm, item))
      return vm.raise_error(TypeId::TypeError, "sequence item ", i, ": expected a bytes-like object, ", full_type_name(vm, vm.type_of(item)), " found");
    BufferView buffer;
    TRY(buffer.open(vm, item));
    size += buffer.view().size() + (i > 0 ? separator.size() : 0);
  }
  Bytes* joined = TRY(new_bytes_uninitialized(vm, size));
  char* out = joined->data;
  const auto put = [&](std::string_view part) { out = std::copy(part.begin(), part.end(), out); };
  for (std::uint64_t i = 0; i < items->length; ++i) {
    BufferView buffer;
    TRY(buffer.open(vm, items->storage->items[i]));
    if (i > 0) put(separator);
    put(buffer.view());
  }
  if (!is_bytearray(args)) return Value::from_cell(joined);
  return like_self(vm, args, joined->view());
}

}  // namespace bytes_methods
}  // namespace tauraro
