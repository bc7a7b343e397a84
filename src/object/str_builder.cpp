#include "object/runtime.h"
#include "object/str.h"
#include "object/str_chars.h"

namespace tauraro {

bool StrBuilder::make_room(std::size_t count, char32_t largest) {
  constexpr std::size_t kLargeBytes = 1 << 20;  // smaller ones are not worth the question
  if (failed_) return false;
  const std::uint8_t width = std::max(width_, width_of(largest));
  const std::size_t needed = (length_ + count) * width;
  if (needed <= bytes_ && width == width_) return true;
  const std::size_t bytes = std::max(needed, std::min(bytes_ * 2, (length_ + count) * width * 2));
  const bool refused = bytes > bytes_ && bytes >= kLargeBytes && vm_.heap.would_pass_limit(bytes);
  char* data = refused ? nullptr : bytes > bytes_ ? static_cast<char*>(std::malloc(bytes)) : data_;
  if (!data) {
    failed_ = true;
    length_ = 0;
    return false;
  }
  if (data != data_ || width != width_) {
    if (data == data_) {  // widen in place, from the end
      for (std::size_t i = length_; i-- > 0;) {
        const char32_t c = view()[static_cast<std::uint32_t>(i)];
        if (width == 2) reinterpret_cast<char16_t*>(data)[i] = static_cast<char16_t>(c);
        if (width == 4) reinterpret_cast<char32_t*>(data)[i] = c;
      }
    } else {
      copy_chars(data, width, view());
      if (data_ != small_) std::free(data_);
      data_ = data;
      bytes_ = bytes;
    }
  }
  width_ = width;
  capacity_ = bytes_ / width;
  return true;
}

void StrBuilder::append(std::string_view utf8) {
  if (all_ascii(reinterpret_cast<const std::uint8_t*>(utf8.data()), utf8.size()))
    return append(StrView{utf8.data(), static_cast<std::uint32_t>(utf8.size()), 1});
  Result<Str*> text = new_str(vm_, utf8);
  if (!text.is_raised()) append(text.value());
}

void StrBuilder::append(StrView text) {
  if (text.width == 1 && width_ == 1 && length_ + text.length <= capacity_) [[likely]] {
    if (text.length != 0) std::memcpy(data_ + length_, text.data, text.length);  // empty text may have no address
    length_ += text.length;
    return;
  }
  if (text.length == 0) return;
  const char32_t largest = text.width <= width_ ? 0 : max_class(text);
  if ((width_of(largest) > width_ || length_ + text.length > capacity_) && !make_room(text.length, largest)) return;
  copy_chars(data_ + length_ * width_, width_, text);
  length_ += text.length;
}

void StrBuilder::append(Str* text) { append(tauraro::view(vm_, text)); }

void StrBuilder::append_repeated(char32_t character, std::size_t count) {
  if (count == 0) return;
  if ((width_of(character) > width_ || length_ + count > capacity_) && !make_room(count, character)) return;
  if (width_ == 1) {
    std::memset(data_ + length_, static_cast<int>(character), count);
    length_ += count;
    return;
  }
  for (std::size_t i = 0; i < count; ++i) append(character);
}

Result<Value> StrBuilder::finish() {
  if (failed_) return vm_.out_of_memory();
  if (length_ > kMaxStrLength) return vm_.raise(TypeId::MemoryError, "");
  if (width_ == 1 || truncated_ || length_ <= 1) return Value::from_cell(TRY(new_str_view(vm_, view())));
  Str* text = TRY(new_str_uninitialized(vm_, static_cast<std::uint32_t>(length_), width_, false));
  std::memcpy(text->data, data_, length_ * width_);
  return Value::from_cell(text);
}

}  // namespace tauraro
