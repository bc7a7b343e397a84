#include <vector>

#include "object/runtime.h"
#include "object/str.h"
#include "object/str_chars.h"

namespace tauraro {

namespace {

/// Shorter results are copied at once: a rope node takes more than the copy.
constexpr std::size_t kMinRopeBytes = 256;
/// Results of this size that grow at their front are ropes, so that `s = x + s` in a loop is linear.
constexpr std::size_t kLongBytes = 2048;
/// In Str::flags: a flat copy made by a concatenation. The next one to it makes room for more.
constexpr std::uint8_t kStrConcatenated = 8;

/// The Buffer of a flattened rope begins with the number of bytes in use, so that a rope whose left part is the last one in a
/// Buffer can be flattened by appending to it: `s += x` with looks at s between stays linear.
constexpr std::size_t kUsedBytes = 8;
std::uint64_t& used_bytes(Buffer* buffer) { return *reinterpret_cast<std::uint64_t*>(buffer->bytes); }
char* text_of_buffer(Buffer* buffer) { return reinterpret_cast<char*>(buffer->bytes) + kUsedBytes; }

Str* leftmost(Str* text) {
  while (!text->data) text = text->rope.left.as<Str>();
  return text;
}

/// The Buffer in which `text` is the last thing, or null.
Buffer* open_buffer_of(const Str* text) {
  if (!(text->flags & kStrRopeKind) || !text->rope.right.is(kind::Buffer)) return nullptr;
  Buffer* buffer = text->rope.right.as<Buffer>();
  return used_bytes(buffer) == std::uint64_t{text->length} * text->width ? buffer : nullptr;
}

/// Writes the leaves of a rope, the first `skip` characters excepted, to the end of `out` backwards.
void write_leaves(Str* root, std::uint32_t skip, char* out, std::uint8_t width) {
  std::vector<Str*> waiting{root};
  std::uint64_t end = root->length;
  while (end > skip) {
    Str* node = waiting.back();
    waiting.pop_back();
    if (node->data) {
      end -= node->length;
      if (end >= skip) copy_chars(out + (end - skip) * width, width, view(node));
      continue;
    }
    waiting.push_back(node->rope.left.as<Str>());
    waiting.push_back(node->rope.right.as<Str>());
  }
}

Result<Value> concat_flat(Vm& vm, Str* left, Str* right, std::uint8_t width) {
  if (!flatten(vm, left) || !flatten(vm, right)) return Raised{};
  Str* result = TRY(new_str_uninitialized(vm, left->length + right->length, width, is_ascii(left) && is_ascii(right)));
  copy_chars(result->data, width, view(left));
  copy_chars(static_cast<char*>(result->data) + std::size_t{left->length} * width, width, view(right));
  return Value::from_cell(result);
}

/// A Str of the first characters of the buffer, which it shares with those that end before.
Result<Value> str_in_buffer(Vm& vm, Buffer* buffer, std::uint32_t length, std::uint8_t width, std::uint8_t ascii) {
  Str* result = vm.allocate<Str>(kind::Str, builtin_shape(TypeId::Str));
  if (!result) return Raised{};
  result->length = length;
  result->width = width;
  result->flags = static_cast<std::uint8_t>(kStrRopeKind | ascii);
  result->data = text_of_buffer(buffer);
  result->rope.right = Value::from_cell(buffer);
  return Value::from_cell(result);
}

/// left + right in the buffer of `left`, behind it, if that has the room; otherwise in a new one with room to grow. \pre both flat
Result<Value> append_in_buffer(Vm& vm, Str* left, Str* right, std::uint8_t width) {
  const std::size_t old_bytes = std::size_t{left->length} * width, bytes = old_bytes + std::size_t{right->length} * width;
  Buffer* buffer = left->width == width ? open_buffer_of(left) : nullptr;
  if (!buffer || bytes + kUsedBytes > buffer->capacity) {
    buffer = new_buffer(vm, Heap::usable_bytes(sizeof(Buffer) + kUsedBytes + bytes + bytes / 2) - sizeof(Buffer));
    if (!buffer) return Raised{};
    copy_chars(text_of_buffer(buffer), width, view(left));
  }
  copy_chars(text_of_buffer(buffer) + old_bytes, width, view(right));
  const Value result = TRY(str_in_buffer(vm, buffer, left->length + right->length, width, left->flags & right->flags & kStrAscii));
  used_bytes(buffer) = bytes;
  return result;
}

}  // namespace

Result<Value> str_concat(Vm& vm, Str* left, Str* right) {
  if (left->length == 0) return Value::from_cell(TRY(exact_str(vm, right)));
  if (right->length == 0) return Value::from_cell(TRY(exact_str(vm, left)));
  if (std::uint64_t{left->length} + right->length > kMaxStrLength) return vm.raise(TypeId::MemoryError, "");
  const std::uint8_t width = std::max(left->width, right->width);
  const std::size_t bytes = std::size_t{left->length + right->length} * width;
  if (bytes < kMinRopeBytes) return concat_flat(vm, left, right, width);
  // A long string grows at its end, again and again: the copies are behind one another. What grows at its front stays a rope.
  const bool grows = left->data && right->data && (bytes < kLongBytes || right->length <= left->length);
  if (grows && left->shape == builtin_shape(TypeId::Str)) {
    if (open_buffer_of(left) || left->flags & kStrConcatenated) return append_in_buffer(vm, left, right, width);
    const Value result = TRY(concat_flat(vm, left, right, width));
    result.as<Str>()->flags |= kStrConcatenated;
    return result;
  }
  Str* rope = vm.allocate<Str>(kind::Str, builtin_shape(TypeId::Str));
  if (!rope) return Raised{};
  rope->length = left->length + right->length;
  rope->width = width;
  rope->flags = static_cast<std::uint8_t>(kStrRopeKind | (left->flags & right->flags & kStrAscii));
  rope->data = nullptr;
  rope->rope.left = Value::from_cell(left);
  rope->rope.right = Value::from_cell(right);
  return Value::from_cell(rope);
}

Str* flatten_slow(Vm& vm, Str* text) {
  assert(text->flags & kStrRopeKind && !text->data);
  const std::size_t bytes = std::size_t{text->length} * text->width;
  Str* first = leftmost(text);
  Buffer* buffer = first->width == text->width ? open_buffer_of(first) : nullptr;
  std::uint32_t skip = 0;
  if (buffer && bytes + kUsedBytes + text->width <= buffer->capacity) {
    skip = first->length;
  } else {
    const std::size_t spare = buffer ? bytes / 2 : text->width;
    buffer = new_buffer(vm, kUsedBytes + bytes + spare);
    if (!buffer) return nullptr;
  }
  char* data = text_of_buffer(buffer);
  write_leaves(text, skip, data + std::size_t{skip} * text->width, text->width);
  used_bytes(buffer) = bytes;
  text->data = data;
  text->rope.left = Value::empty();
  text->rope.right = Value::from_cell(buffer);
  vm.barrier(text);
  return text;
}

StrView view(Vm& vm, Str* text) {
  if (!flatten(vm, text)) return {"", 0, 1};
  return view(text);
}

}  // namespace tauraro
