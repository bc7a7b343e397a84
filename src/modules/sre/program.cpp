#include "modules/sre/program.h"

#include "modules/sre/characters.h"

namespace tauraro::sre {

bool set_holds(const std::uint32_t* set, char32_t c) {
  bool found = true;
  while (true) {
    switch (*set++) {
      case kFailure: return !found;
      case kLiteral:
        if (c == *set++) return found;
        break;
      case kCategory:
        if (in_category(*set++, c)) return found;
        break;
      case kCharset:
        if (c < 256 && set[c >> 5] >> (c & 31) & 1) return found;
        set += 8;
        break;
      case kRange:
        if (set[0] <= c && c <= set[1]) return found;
        set += 2;
        break;
      case kRangeUniIgnore: {
        const char32_t upper = unicode_upper(c);
        if ((set[0] <= c && c <= set[1]) || (set[0] <= upper && upper <= set[1])) return found;
        set += 2;
        break;
      }
      case kNegate: found = !found; break;
      case kBigCharset: {
        const std::uint32_t blocks = *set++;
        if (c < 0x10000) {
          const std::uint32_t block = reinterpret_cast<const std::uint8_t*>(set)[c >> 8];
          if (set[64 + block * 8 + ((c & 255) >> 5)] >> (c & 31) & 1) return found;
        }
        set += 64 + blocks * 8;
        break;
      }
      default: return false;
    }
  }
}

bool set_holds_any_case(const std::uint32_t* set, char32_t c) {
  const char32_t small = ascii_lower(c);
  if (set_holds(set, small)) return true;
  const char32_t large = ascii_upper(c);
  return large != small && set_holds(set, large);
}

bool item_holds(const std::uint32_t* item, char32_t c) {
  switch (*item) {
    case kAny: return c != '\n';
    case kAnyAll: return true;
    case kLiteral: return c == item[1];
    case kNotLiteral: return c != item[1];
    case kCategory: return in_category(item[1], c);
    case kIn: case kInIgnore: case kInUniIgnore: return set_holds(item + 2, lower(c, case_of(*item)));
    case kInLocIgnore: return set_holds_any_case(item + 2, c);
    case kLiteralIgnore: case kLiteralUniIgnore: return lower(c, case_of(*item)) == item[1];
    case kNotLiteralIgnore: case kNotLiteralUniIgnore: return lower(c, case_of(*item)) != item[1];
    case kLiteralLocIgnore: return c == item[1] || ascii_lower(c) == item[1] || ascii_upper(c) == item[1];
    case kNotLiteralLocIgnore: return !(c == item[1] || ascii_lower(c) == item[1] || ascii_upper(c) == item[1]);
    default: return false;
  }
}

Case case_of(std::uint32_t op) {
  switch (op) {
    case kInIgnore: case kLiteralIgnore: case kNotLiteralIgnore: case kGroupRefIgnore: return Case::Ascii;
    case kInLocIgnore: case kLiteralLocIgnore: case kNotLiteralLocIgnore: case kGroupRefLocIgnore: return Case::Locale;
    case kInUniIgnore: case kLiteralUniIgnore: case kNotLiteralUniIgnore: case kGroupRefUniIgnore: return Case::Unicode;
    default: return Case::Exact;
  }
}

bool Program::check() {
  notes_.assign(code_.size(), 0);
  if (code_.empty() || code_.back() != kSuccess) return false;
  if (!check_range(0, code_.size() - 1)) return false;
  note_repeats();
  note_first_item();
  return true;
}

std::size_t Program::skip_end(std::size_t place, std::size_t end) const {
  if (place >= end) return 0;
  const std::size_t skip = code_[place];
  return skip == 0 || skip > end - place ? 0 : place + skip;
}

bool Program::check_range(std::size_t begin, std::size_t end) {
  for (std::size_t place = begin; place < end;) {
    const std::uint32_t op = code_[place];
    switch (op) {
      case kAny: case kAnyAll: case kFailure: ++place; break;
      case kLiteral: case kNotLiteral: case kLiteralIgnore: case kNotLiteralIgnore: case kLiteralLocIgnore:
      case kNotLiteralLocIgnore: case kLiteralUniIgnore: case kNotLiteralUniIgnore:
        if (place + 2 > end) return false;
        place += 2;
        break;
      case kAt:
        if (place + 2 > end || code_[place + 1] >= kPlaceCount) return false;
        place += 2;
        break;
      case kCategory:
        if (place + 2 > end || code_[place + 1] >= kCategoryCount) return false;
        place += 2;
        break;
      case kMark:
        if (place + 2 > end || code_[place + 1] >= 2 * groups_) return false;
        place += 2;
        break;
      case kGroupRef: case kGroupRefIgnore: case kGroupRefLocIgnore: case kGroupRefUniIgnore:
        if (place + 2 > end || code_[place + 1] >= groups_) return false;
        place += 2;
        break;
      case kIn: case kInIgnore: case kInLocIgnore: case kInUniIgnore: {
        const std::size_t after = skip_end(place + 1, end);
        if (!after || !check_set(place + 2, after)) return false;
        note_bitmap(place, place + 2, op);
        place = after;
        break;
      }
      case kInfo: {
        std::size_t after = 0;
        if (!check_info(place, &after)) return false;
        place = after;
        break;
      }
      case kBranch:
        if (!check_branch(&place, end)) return false;
        break;
      case kRepeatOne: case kMinRepeatOne: case kPossessiveRepeatOne: case kRepeat: case kPossessiveRepeat:
        if (!check_repeat(&place, end)) return false;
        break;
      case kAtomicGroup: {
        const std::size_t after = skip_end(place + 1, end);
        if (!after || after < place + 3 || code_[after - 1] != kSuccess || !check_range(place + 2, after - 1)) return false;
        place = after;
        break;
      }
      case kAssert: case kAssertNot: {
        const std::size_t after = skip_end(place + 1, end);
        if (!after || after < place + 4 || code_[after - 1] != kSuccess || !check_range(place + 3, after - 1)) return false;
        place = after;
        break;
      }
      case kGroupRefExists:
        if (!check_group_exists(&place, end)) return false;
        break;
      default: return false;
    }
  }
  return true;
}

bool Program::check_set(std::size_t begin, std::size_t end) {
  if (begin >= end || code_[end - 1] != kFailure) return false;
  for (std::size_t place = begin; place < end - 1;) {
    switch (code_[place]) {
      case kNegate: ++place; break;
      case kLiteral: place += 2; break;
      case kCategory:
        if (code_[place + 1] >= kCategoryCount) return false;
        place += 2;
        break;
      case kRange: case kRangeUniIgnore: place += 3; break;
      case kCharset: place += 9; break;
      case kBigCharset: {
        if (place + 66 > end - 1) return false;
        const std::uint32_t blocks = code_[place + 1];
        if (blocks > 256 || place + 66 + blocks * 8 > end - 1) return false;
        const auto* numbers = reinterpret_cast<const std::uint8_t*>(&code_[place + 2]);
        for (int i = 0; i < 256; ++i)
          if (numbers[i] >= blocks) return false;
        place += 66 + blocks * 8;
        break;
      }
      default: return false;
    }
    if (place > end - 1) return false;
  }
  return true;
}

bool Program::check_info(std::size_t begin, std::size_t* end) {
  const std::size_t after = skip_end(begin + 1, code_.size());
  if (!after || after < begin + 5) return false;
  const std::uint32_t flags = code_[begin + 2];
  const std::size_t operand = begin + 5;
  if (flags & kInfoPrefix) {
    if (operand + 2 > after) return false;
    const std::uint32_t length = code_[operand], skip = code_[operand + 1];
    if (length == 0 || skip > length || operand + 2 + std::uint64_t{length} * 2 != after) return false;
  } else if (flags & kInfoCharset) {
    if (!check_set(operand, after)) return false;
    note_bitmap(begin, operand, kIn);
  }
  *end = after;
  return true;
}

bool Program::check_branch(std::size_t* place, std::size_t end) {
  std::size_t target = 0;
  for (std::size_t alternative = *place + 1;;) {
    if (alternative >= end) return false;
    if (code_[alternative] == 0) {  // kFailure: no further one
      *place = alternative + 1;
      return target == 0 || target == alternative + 1;
    }
    const std::size_t next = skip_end(alternative, end);
    if (!next || next < alternative + 3 || code_[next - 2] != kJump) return false;
    const std::size_t jump = skip_end(next - 1, end + 1);
    if (!jump || (target && jump != target)) return false;
    target = jump;
    if (!check_range(alternative + 1, next - 2)) return false;
    alternative = next;
  }
}

bool Program::check_repeat(std::size_t* place, std::size_t end) {
  const std::uint32_t op = code_[*place];
  const std::size_t after = skip_end(*place + 1, end);
  if (!after || after < *place + 4 || code_[*place + 2] > code_[*place + 3]) return false;
  const std::size_t body = *place + 4;
  if (op == kRepeat || op == kPossessiveRepeat) {
    if (after >= end) return false;
    const std::uint32_t closing = code_[after];
    if (op == kRepeat ? closing != kMaxUntil && closing != kMinUntil : closing != kSuccess) return false;
    if (!check_range(body, after)) return false;
    *place = after + 1;
    return true;
  }
  if (after < body + 1 || code_[after - 1] != kSuccess || !check_range(body, after - 1)) return false;
  repeat_places_.push_back(*place);
  *place = after;
  return true;
}

bool Program::check_group_exists(std::size_t* place, std::size_t end) {
  if (*place + 3 > end || code_[*place + 1] >= groups_) return false;
  const std::size_t skip = code_[*place + 2];
  if (skip == 0 || skip - 1 > end - (*place + 2)) return false;
  const std::size_t no = *place + 2 + skip - 1;  // the first word of the other part, or the end
  if (no >= *place + 5 && code_[no - 2] == kJump) {
    const std::size_t after = skip_end(no - 1, end + 1);
    // What looks like a jump may be a character of that number.
    if (after && check_range(no, after) && check_range(*place + 3, no - 2)) {
      *place = after;
      return true;
    }
  }
  if (!check_range(*place + 3, no)) return false;
  *place = no;
  return true;
}

void Program::note_bitmap(std::size_t place, std::size_t set, std::uint32_t op) {
  Bitmap bitmap;
  const Case mode = case_of(op);
  for (char32_t c = 0; c < 256; ++c)
    bitmap.holds[c] = op == kInLocIgnore ? set_holds_any_case(&code_[set], c) : set_holds(&code_[set], lower(c, mode));
  notes_[place] = static_cast<std::uint32_t>(bitmaps_.size());
  bitmaps_.push_back(bitmap);
}

std::int64_t Program::literal_after(std::size_t place) const {
  while (place < code_.size() && code_[place] == kMark) place += 2;
  return place < code_.size() && code_[place] == kLiteral ? std::int64_t{code_[place + 1]} : -1;
}

void Program::note_first_item() {
  if (code_[0] != kInfo) return;
  std::size_t place = 1 + code_[1];
  while (code_[place] == kMark) place += 2;
  const std::uint32_t op = code_[place];
  if ((op == kRepeatOne || op == kMinRepeatOne || op == kPossessiveRepeatOne) && code_[place + 2] > 0) place += 4;
  switch (code_[place]) {
    case kAny: case kLiteral: case kNotLiteral: case kCategory: case kIn: case kInIgnore: case kInUniIgnore: case kInLocIgnore:
    case kLiteralIgnore: case kLiteralUniIgnore: case kLiteralLocIgnore: case kNotLiteralIgnore: case kNotLiteralUniIgnore: case kNotLiteralLocIgnore:
      break;
    default: return;
  }
  first_item_ = place;
  for (char32_t c = 0; c < 256; ++c) first_bitmap_.holds[c] = item_holds(&code_[place], c);
}

void Program::note_repeats() {
  for (const std::size_t place : repeat_places_) {
    RepeatNote note;
    note.next_literal = literal_after(place + 1 + code_[place + 1]);
    note.exclusive = note.next_literal >= 0 && !item_holds(&code_[place + 4], static_cast<char32_t>(note.next_literal));
    notes_[place] = static_cast<std::uint32_t>(repeats_.size());
    repeats_.push_back(note);
  }
}

}  // namespace tauraro::sre
