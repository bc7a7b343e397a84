#include "modules/sre/matcher.h"

#include "base/text_search.h"
#include "modules/sre/characters.h"

namespace tauraro::sre {

namespace {

constexpr std::uint32_t kStepsBetweenPolls = 1 << 16;
constexpr std::size_t kMaxStackBytes = std::size_t{1} << 31;

}  // namespace

template <class Char>
Matcher<Char>::Matcher(Vm& vm, const Program& program, const Char* begin, const Char* end)
    : vm_(vm), program_(program), begin_(begin), end_(end), memory_(program.spare.release()) {
  if (!memory_) memory_ = std::make_unique<MatchMemory>();
  memory_->marks.assign(std::size_t{program.groups()} * 2, nullptr);
}

template <class Char>
Matcher<Char>::~Matcher() {
  constexpr std::size_t kMostKept = 1 << 16;
  if (memory_->choices.capacity() > kMostKept || memory_->trail.capacity() > kMostKept || memory_->repeats.used() > kMostKept) return;
  program_.spare = {memory_.release(), [](MatchMemory* memory) { delete memory; }};
}

template <class Char>
void Matcher<Char>::reset() {
  std::fill(memory_->marks.begin(), memory_->marks.end(), nullptr);
  memory_->choices.clear();
  memory_->trail.clear();
  memory_->repeats.give_back(0);
  memory_->nested.give_back(0);
  repeat_ = nullptr;
  nested_ = nullptr;
  last_group_ = -1;
}

template <class Char>
Result<bool> Matcher<Char>::outcome(bool matched) {
  if (failed_) return Raised{};
  return matched;
}

template <class Char>
bool Matcher<Char>::run_at(Code code, const Char* start, const Char* at, bool advance) {
  reset();
  not_at_ = advance ? start : nullptr;
  match_start_ = start;
  return run(code, at);
}

template <class Char>
Result<bool> Matcher<Char>::match(const Char* start, Scope scope, bool advance) {
  whole_ = scope == Scope::Whole;
  Code code = program_.code();
  if (*code == kInfo) {
    if (code[3] > static_cast<std::uint64_t>(end_ - start)) return false;
    code += code[1] + 1;
  }
  return outcome(run_at(code, start, start, advance));
}

// ---- search ----

template <class Char>
const Char* Matcher<Char>::find_prefix(Code info, const Char* from, const Char* last) const {
  const std::uint32_t length = info[5];
  Code prefix = info + 7;
  for (std::uint32_t i = 0; i < length; ++i)
    if (prefix[i] > static_cast<Char>(-1)) return nullptr;
  const auto first = static_cast<Char>(prefix[0]);
  for (const Char* at = from; at <= last; ++at) {
    const std::int64_t found = search::find_char(at, last - at + 1, first);
    if (found < 0) return nullptr;
    at += found;
    std::uint32_t same = 1;
    while (same < length && at[same] == static_cast<Char>(prefix[same])) ++same;
    if (same == length) return at;
  }
  return nullptr;
}

template <class Char>
Result<bool> Matcher<Char>::search_with_prefix(Code info, Code body, const Char* start, const Char* last, bool advance) {
  const std::uint32_t length = info[5], skip = info[6];
  last = std::min(last, end_ - length);
  for (const Char* at = start; at <= last; ++at) {
    at = find_prefix(info, at, last);
    if (!at) return false;
    if (info[2] & kInfoLiteral) {
      reset();
      match_start_ = at;
      match_end_ = at + length;
      return true;
    }
    const bool matched = run_at(body + 2 * skip, at, at + skip, advance && at == start);
    if (matched || failed_) return outcome(matched);
  }
  return false;
}

template <class Char>
Result<bool> Matcher<Char>::search(const Char* start, bool advance) {
  whole_ = false;
  Code code = program_.code(), info = nullptr;
  const Char* last = end_;
  if (*code == kInfo) {
    info = code;
    if (code[3] > static_cast<std::uint64_t>(end_ - start)) return false;
    last = end_ - code[3];
    code += code[1] + 1;
    if (info[2] & kInfoPrefix) return search_with_prefix(info, code, start, last, advance);
    if (!(info[2] & kInfoCharset)) info = nullptr;
  }
  const bool anchored = *code == kAt && (code[1] == kAtBeginning || code[1] == kAtBeginningString);
  if (anchored && last > start) last = start;
  const Code first = program_.first_item();
  for (const Char* at = start; at <= last; ++at) {
    if (info) {
      const bool* holds = program_.bitmap_at(info).holds;
      at = skip_while(at, last, [&](Char c) { return !(sizeof(Char) == 1 || c < 256 ? holds[c] : set_holds(info + 5, c)); });
      if (at == end_) return false;
    } else if (first) {
      const bool* holds = program_.first_bitmap().holds;
      at = skip_while(at, last, [&](Char c) { return !(sizeof(Char) == 1 || c < 256 ? holds[c] : item_holds(first, c)); });
      if (at == end_) return false;
    }
    const bool matched = run_at(code, at, at, advance && at == start);
    if (matched || failed_) return outcome(matched);
  }
  return false;
}

// ---- single characters ----

template <class Char>
bool Matcher<Char>::set_matches_wide(Code in, char32_t c) const {
  return set_holds(in + 2, *in == kInUniIgnore ? lower(c, Case::Unicode) : c);
}

template <class Char>
bool Matcher<Char>::item_matches(Code item, char32_t c) const {
  switch (*item) {
    case kIn: case kInIgnore: case kInLocIgnore: case kInUniIgnore: return set_matches(item, c);
    default: return item_holds(item, c);
  }
}

template <class Char>
const Char* Matcher<Char>::skip_set(Code item, const Char* at, const Char* stop) const {
  const bool* holds = program_.bitmap_at(item).holds;
  if constexpr (sizeof(Char) == 1) return skip_while(at, stop, [=](Char c) { return holds[c]; });
  return skip_while(at, stop, [&](Char c) { return c < 256 ? holds[c] : *item != kInLocIgnore && set_matches_wide(item, c); });
}

template <class Char>
const Char* Matcher<Char>::count_item(Code item, const Char* at, std::uint64_t most) const {
  const Char* stop = most < static_cast<std::uint64_t>(end_ - at) ? at + most : end_;
  switch (*item) {
    case kAnyAll: return stop;
    case kAny: {
      const std::int64_t found = search::find_char(at, stop - at, static_cast<Char>('\n'));
      return found < 0 ? stop : at + found;
    }
    case kLiteral: return skip_while(at, stop, [c = item[1]](Char x) { return x == c; });
    case kNotLiteral: {
      if (item[1] > static_cast<Char>(-1)) return stop;
      const std::int64_t found = search::find_char(at, stop - at, static_cast<Char>(item[1]));
      return found < 0 ? stop : at + found;
    }
    case kIn: case kInIgnore: case kInLocIgnore: case kInUniIgnore: return skip_set(item, at, stop);
    default: return skip_while(at, stop, [&](Char c) { return item_matches(item, c); });
  }
}

// ---- places ----

template <class Char>
bool Matcher<Char>::is_boundary(const Char* at, bool (*is_word)(char32_t)) const {
  const bool before = at > begin_ && is_word(at[-1]), after = at < end_ && is_word(at[0]);
  return before != after;
}

template <class Char>
bool Matcher<Char>::is_at(std::uint32_t place, const Char* at) const {
  switch (place) {
    case kAtBeginning: case kAtBeginningString: return at == begin_;
    case kAtBeginningLine: return at == begin_ || at[-1] == '\n';
    case kAtEnd: return at == end_ || (at + 1 == end_ && *at == '\n');
    case kAtEndLine: return at == end_ || *at == '\n';
    case kAtEndString: return at == end_;
    default: break;
  }
  if (begin_ == end_) return false;  // no boundary, and no place that is none, in nothing
  switch (place) {
    case kAtBoundary: case kAtLocBoundary: return is_boundary(at, is_ascii_word);
    case kAtNonBoundary: case kAtLocNonBoundary: return !is_boundary(at, is_ascii_word);
    case kAtUniBoundary: return is_boundary(at, is_unicode_word);
    default: return !is_boundary(at, is_unicode_word);
  }
}

template <class Char>
bool Matcher<Char>::group_matches(std::uint32_t op, std::uint32_t group, const Char** at) const {
  const Char *from = mark(2 * group), *to = mark(2 * group + 1);
  if (!from || !to || to < from || to - from > end_ - *at) return false;
  const Case mode = case_of(op);
  for (const Char* place = *at; from < to; ++from, ++place)
    if (lower(*from, mode) != lower(*place, mode)) return false;
  *at += mark(2 * group + 1) - mark(2 * group);
  return true;
}

template <class Char>
const Char* Matcher<Char>::last_before(const Char* at, const Char* least, std::uint32_t literal) const {
  if (literal > static_cast<Char>(-1)) return nullptr;
  if (at == end_) {
    if (at == least) return nullptr;
    --at;
  }
  const std::int64_t found = search::rfind_char(least, at - least + 1, static_cast<Char>(literal));
  return found < 0 ? nullptr : least + found;
}

// ---- the machine ----

template <class Char>
void Matcher<Char>::start_nested(typename Nested::Kind kind, Code operand, const Char* at) {
  Nested* nested = memory_->nested.take();
  *nested = {kind, operand, at, memory_->choices.size(), 0, nested_, repeat_};
  nested_ = nested;
}

/// Takes up the last choice.
template <class Char>
Resume Matcher<Char>::backtrack(Code* code, const Char** at) {
  auto& choices = memory_->choices;
  while (true) {
    if (choices.empty()) return Resume::Nowhere;
    if (++steps_ >= kStepsBetweenPolls) {
      steps_ = 0;
      if (choices.capacity() * sizeof(Choice) > kMaxStackBytes) {
        vm_.raise(TypeId::MemoryError, "");
        failed_ = true;
        return Resume::Nowhere;
      }
      if (vm_.poll().is_raised()) {
        failed_ = true;
        return Resume::Nowhere;
      }
    }
    Choice& choice = choices.back();
    undo_to(choice.trail);
    repeat_ = choice.repeat;
    nested_ = choice.nested;
    last_group_ = choice.last_group;
    memory_->repeats.give_back(choice.repeats_used);
    memory_->nested.give_back(choice.nested_used);
    switch (choice.kind) {
      case Choice::Alternative:  // also what follows a loop that has had enough
        *code = choice.code;
        *at = static_cast<const Char*>(choice.at);
        choices.pop_back();
        return Resume::AtCode;
      case Choice::Branch:
        *code = choice.code;
        *at = static_cast<const Char*>(choice.at);
        choices.pop_back();
        return Resume::AtAlternative;
      case Choice::Greedy: {  // code: behind REPEAT_ONE
        const RepeatNote& note = program_.repeat_at(choice.code - 1);
        const Char* least = static_cast<const Char*>(choice.limit);
        const Char* next = static_cast<const Char*>(choice.at);
        if (note.next_literal >= 0) next = last_before(next, least, static_cast<std::uint32_t>(note.next_literal));
        *code = choice.code + *choice.code;
        if (!next) {
          choices.pop_back();
          continue;
        }
        *at = next;
        if (next == least) {
          choices.pop_back();
        } else {
          choice.at = next - 1;
        }
        return Resume::AtCode;
      }
      case Choice::Lazy: {  // code: behind MIN_REPEAT_ONE; limit: how many more items are allowed
        const Char* next = static_cast<const Char*>(choice.at);
        auto more = reinterpret_cast<std::uint64_t>(choice.limit);
        const std::int64_t literal = program_.repeat_at(choice.code - 1).next_literal;
        bool found = false;
        while (more > 0 && next < end_ && item_matches(choice.code + 3, *next)) {
          ++next;
          if (more != kMaxRepeat) --more;
          if (literal < 0 || (next < end_ && *next == static_cast<std::uint64_t>(literal))) {
            found = true;
            break;
          }
        }
        *code = choice.code + *choice.code;
        *at = next;
        if (!found) {
          choices.pop_back();
          continue;
        }
        choice.at = next;
        choice.limit = reinterpret_cast<const void*>(more);
        return Resume::AtCode;
      }
      case Choice::LazyBody: {  // code: the body of the loop repeat_, which has met its end without success
        Repeat* repeat = repeat_;
        const Char* here = static_cast<const Char*>(choice.at);
        const Code body = choice.code;
        choices.pop_back();
        if ((repeat->count + 1 >= repeat->code[2] && repeat->code[2] != kMaxRepeat) || here == repeat->last) continue;
        change(&repeat->count, repeat->count + 1);
        change(&repeat->last, static_cast<const void*>(here));
        *code = body;
        *at = here;
        return Resume::AtCode;
      }
      case Choice::NotFound:  // the body of a negative assertion has no match: go on behind it
        *code = choice.code + *choice.code;
        *at = static_cast<const Char*>(choice.at);
        choices.pop_back();
        return Resume::AtCode;
      case Choice::PossessiveEnd:  // no further turn
        *code = choice.code + *choice.code + 1;
        *at = static_cast<const Char*>(choice.at);
        choices.pop_back();
        return Resume::AtCode;
    }
  }
}

/// Code by code from `code`; `at` is the place in the subject. Failure goes on with the last choice.
template <class Char>
bool Matcher<Char>::run(Code code, const Char* at) {
  auto& choices = memory_->choices;
  while (true) {
    switch (*code++) {
      case kFailure: goto fail;

      case kSuccess: {
        Nested* nested = nested_;
        if (!nested) {
          if ((whole_ && at != end_) || at == not_at_) goto fail;
          match_end_ = at;
          return true;
        }
        switch (nested->kind) {
          case Nested::Assert:
            choices.resize(nested->choices);
            at = static_cast<const Char*>(nested->start);
            break;
          case Nested::AssertNot:
            undo_to(choices[nested->choices - 1].trail);  // its NotFound choice is the one below
            choices.resize(nested->choices - 1);
            repeat_ = nested->repeat;
            nested_ = nested->outer;
            goto fail;
          case Nested::Atomic: choices.resize(nested->choices); break;
          case Nested::Possessive: {
            const std::uint64_t turns = nested->count + 1;
            choices.resize(nested->choices - (nested->count >= nested->code[1] ? 1 : 0));
            const bool stuck = at == nested->start && nested->count >= nested->code[1];  // a turn beyond the least ones that took nothing
            repeat_ = nested->repeat;
            nested_ = nested->outer;
            code = nested->code;
            if (stuck || (turns >= code[2] && code[2] != kMaxRepeat)) {
              code += *code + 1;
              continue;
            }
            if (turns >= code[1]) push(Choice::PossessiveEnd, code, at);
            start_nested(Nested::Possessive, code, at);
            nested_->count = turns;
            code += 3;
            continue;
          }
        }
        repeat_ = nested->repeat;
        code = nested->code + *nested->code;
        nested_ = nested->outer;
        continue;
      }

      case kMark:
        if (*code & 1) last_group_ = static_cast<std::int32_t>(*code / 2 + 1);
        change(&memory_->marks[*code], static_cast<const void*>(at));
        ++code;
        continue;

      case kLiteral:
        if (at >= end_ || *at != *code) goto fail;
        ++code, ++at;
        continue;
      case kNotLiteral:
        if (at >= end_ || *at == *code) goto fail;
        ++code, ++at;
        continue;
      case kAny:
        if (at >= end_ || *at == '\n') goto fail;
        ++at;
        continue;
      case kAnyAll:
        if (at >= end_) goto fail;
        ++at;
        continue;
      case kIn: case kInIgnore: case kInLocIgnore: case kInUniIgnore:
        if (at >= end_ || !set_matches(code - 1, *at)) goto fail;
        code += *code, ++at;
        continue;
      case kCategory: case kLiteralIgnore: case kNotLiteralIgnore: case kLiteralLocIgnore: case kNotLiteralLocIgnore:
      case kLiteralUniIgnore: case kNotLiteralUniIgnore:
        if (at >= end_ || !item_matches(code - 1, *at)) goto fail;
        ++code, ++at;
        continue;

      case kAt:
        if (!is_at(*code, at)) goto fail;
        ++code;
        continue;
      case kGroupRef: case kGroupRefIgnore: case kGroupRefLocIgnore: case kGroupRefUniIgnore:
        if (!group_matches(code[-1], *code, &at)) goto fail;
        ++code;
        continue;
      case kGroupRefExists:
        code += mark(2 * *code) && mark(2 * *code + 1) ? 2 : code[1];
        continue;

      case kInfo: case kJump: code += *code; continue;

      case kBranch:
      branch: {
        // The alternatives that cannot match here are skipped without a choice.
        Code alternative = code;
        while (*alternative) {
          const std::uint32_t op = alternative[1];
          if ((op == kLiteral && (at >= end_ || *at != alternative[2])) || (op == kIn && (at >= end_ || !set_matches(alternative + 1, *at)))) {
            alternative += *alternative;
            continue;
          }
          break;
        }
        if (!*alternative) goto fail;
        if (alternative[*alternative]) push(Choice::Branch, alternative + *alternative, at);
        code = alternative + 1;
        continue;
      }

      case kRepeatOne: {
        const std::uint64_t least = code[1];
        if (least > static_cast<std::uint64_t>(end_ - at)) goto fail;
        const Char* stop = count_item(code + 3, at, code[2] == kMaxRepeat ? UINT64_MAX : code[2]);
        if (static_cast<std::uint64_t>(stop - at) < least) goto fail;
        const RepeatNote& note = program_.repeat_at(code - 1);
        const Char* lowest = at + least;
        if (note.next_literal >= 0) {
          if (note.exclusive && (stop == end_ || *stop != static_cast<std::uint64_t>(note.next_literal))) goto fail;
          stop = last_before(stop, lowest, static_cast<std::uint32_t>(note.next_literal));
          if (!stop) goto fail;
        } else if (code[*code] == kSuccess && !nested_ && !whole_ && stop != not_at_) {
          match_end_ = stop;  // the end of the pattern: nothing can make it give back
          return true;
        }
        if (stop > lowest && !note.exclusive) push(Choice::Greedy, code, stop - 1, lowest);
        at = stop;
        code += *code;
        continue;
      }

      case kMinRepeatOne: {
        const std::uint64_t least = code[1];
        if (least > static_cast<std::uint64_t>(end_ - at)) goto fail;
        if (least) {
          const Char* stop = count_item(code + 3, at, least);
          if (static_cast<std::uint64_t>(stop - at) < least) goto fail;
          at = stop;
        }
        const std::uint64_t more = code[2] == kMaxRepeat ? kMaxRepeat : code[2] - least;
        if (more) push(Choice::Lazy, code, at, reinterpret_cast<const void*>(more));
        code += *code;
        continue;
      }

      case kPossessiveRepeatOne: {
        const Char* stop = count_item(code + 3, at, code[2] == kMaxRepeat ? UINT64_MAX : code[2]);
        if (static_cast<std::uint64_t>(stop - at) < code[1]) goto fail;
        at = stop;
        code += *code;
        continue;
      }

      case kRepeat: {
        Repeat* repeat = memory_->repeats.take();
        *repeat = {~std::uint64_t{0}, nullptr, code, repeat_};
        repeat_ = repeat;
        code += *code;
        continue;
      }

      case kMaxUntil: {
        Repeat* repeat = repeat_;
        if (!repeat) goto fail;
        const std::uint64_t count = repeat->count + 1;
        if (count < repeat->code[1]) {
          change(&repeat->count, count);
          code = repeat->code + 3;
          continue;
        }
        if ((count < repeat->code[2] || repeat->code[2] == kMaxRepeat) && at != repeat->last) {
          repeat_ = repeat->outer;
          push(Choice::Alternative, code, at);
          repeat_ = repeat;
          change(&repeat->count, count);
          change(&repeat->last, static_cast<const void*>(at));
          code = repeat->code + 3;
          continue;
        }
        repeat_ = repeat->outer;
        continue;
      }

      case kMinUntil: {
        Repeat* repeat = repeat_;
        if (!repeat) goto fail;
        const std::uint64_t count = repeat->count + 1;
        if (count < repeat->code[1]) {
          change(&repeat->count, count);
          code = repeat->code + 3;
          continue;
        }
        push(Choice::LazyBody, repeat->code + 3, at);
        repeat_ = repeat->outer;
        continue;
      }

      case kAssert: case kAssertNot: {
        const std::uint32_t back = code[1];
        const bool negative = code[-1] == kAssertNot;
        if (static_cast<std::uint64_t>(at - begin_) < back) {
          if (!negative) goto fail;
          code += *code;
          continue;
        }
        if (negative) push(Choice::NotFound, code, at);
        start_nested(negative ? Nested::AssertNot : Nested::Assert, code, at);
        at -= back;
        code += 2;
        continue;
      }

      case kAtomicGroup:
        start_nested(Nested::Atomic, code, at);
        code += 1;
        continue;

      case kPossessiveRepeat:
        if (code[2] == 0) {
          code += *code + 1;
          continue;
        }
        if (code[1] == 0) push(Choice::PossessiveEnd, code, at);
        start_nested(Nested::Possessive, code, at);
        code += 3;
        continue;

      default: goto fail;
    }
  fail:
    switch (backtrack(&code, &at)) {
      case Resume::Nowhere: return false;
      case Resume::AtCode: break;
      case Resume::AtAlternative: goto branch;
    }
  }
}

template class Matcher<std::uint8_t>;
template class Matcher<char16_t>;
template class Matcher<char32_t>;

}  // namespace tauraro::sre
