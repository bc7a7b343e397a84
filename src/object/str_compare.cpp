#include <cstring>

#include "base/siphash.h"
#include "base/text_search.h"
#include "object/intern.h"
#include "object/runtime.h"
#include "object/str.h"
#include "object/str_chars.h"

namespace tauraro {

std::uint64_t str_hash_slow(Vm& vm, Str* text) {
  const StrView characters = view(vm, text);
  return text->hash = hash_bytes(vm.hash_key, characters.data, std::size_t{characters.length} * characters.width);
}

bool str_equal(Vm& vm, Str* left, Str* right) {
  if (left == right) return true;
  if (left->length != right->length || left->width != right->width) return false;
  if (left->hash && right->hash && left->hash != right->hash) return false;
  if (left->flags & right->flags & kStrInterned) return false;
  if (!flatten(vm, left) || !flatten(vm, right)) return false;
  return std::memcmp(left->data, right->data, std::size_t{left->length} * left->width) == 0;
}

bool str_equal(Vm& vm, Str* left, std::string_view ascii) {
  if (left->length != ascii.size() || left->width != 1) return false;
  return flatten(vm, left) && std::memcmp(left->data, ascii.data(), ascii.size()) == 0;
}

int str_compare(Vm& vm, Str* left, Str* right) {
  const StrView a = view(vm, left), b = view(vm, right);
  const std::uint32_t common = std::min(a.length, b.length);
  const int order = a.length < b.length ? -1 : a.length > b.length;
  if (a.width == 1 && b.width == 1) {
    const int difference = std::memcmp(a.data, b.data, common);
    return difference ? (difference < 0 ? -1 : 1) : order;
  }
  return visit_chars(a, [&](const auto* x) {
    return visit_chars(b, [&](const auto* y) {
      for (std::uint32_t i = 0; i < common; ++i)
        if (x[i] != y[i]) return char32_t{x[i]} < char32_t{y[i]} ? -1 : 1;
      return order;
    });
  });
}

std::int64_t str_find(Vm& vm, Str* haystack, Str* needle, std::int64_t start, std::int64_t end) {
  if (end - start < needle->length || needle->width > haystack->width) return -1;
  if (!flatten(vm, haystack) || !flatten(vm, needle)) return -1;
  const std::int64_t place = visit_chars(view(haystack), [&](const auto* characters) {
    using Char = std::remove_cvref_t<decltype(*characters)>;
    const WidenedText<Char> wanted(view(needle));
    return search::find(characters + start, end - start, wanted.data(), std::int64_t{needle->length});
  });
  return place < 0 ? -1 : place + start;
}

// ---- interning ----

std::size_t InternTable::find(StrView text, std::uint64_t hash) const {
  const std::size_t mask = slots.size() - 1;
  for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    const Str* other = slots[slot];
    if (!other) return slot;
    if (other->hash == hash && other->length == text.length && other->width == text.width &&
        std::memcmp(other->data, text.data, std::size_t{text.length} * text.width) == 0)
      return slot;
  }
}

void InternTable::add(std::size_t slot, Str* text) {
  text->flags |= kStrInterned;
  slots[slot] = text;
  young_.push_back(text);
  if (++count * 2 > slots.size()) grow();
}

void InternTable::grow() {
  std::vector<Str*> old(slots.size() * 2);
  old.swap(slots);
  const std::size_t mask = slots.size() - 1;
  for (Str* text : old) {
    if (!text) continue;
    std::size_t slot = text->hash & mask;
    while (slots[slot]) slot = (slot + 1) & mask;
    slots[slot] = text;
  }
}

Str* intern(Vm& vm, Str* text) {
  if (text->flags & kStrInterned) return text;
  LimitPause pause(vm.heap);
  text = flatten(vm, exact_str(vm, text).value());
  const std::size_t slot = vm.interned->find(view(text), str_hash(vm, text));
  if (Str* known = vm.interned->slots[slot]) return known;
  vm.interned->add(slot, text);
  return text;
}

Str* intern(Vm& vm, std::string_view utf8) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  if (all_ascii(bytes, utf8.size())) {
    const StrView text{utf8.data(), static_cast<std::uint32_t>(utf8.size()), 1};
    const std::size_t slot = vm.interned->find(text, hash_bytes(vm.hash_key, utf8.data(), utf8.size()));
    if (Str* known = vm.interned->slots[slot]) return known;
  }
  LimitPause pause(vm.heap);
  return intern(vm, new_str(vm, utf8).value());
}

}  // namespace tauraro
