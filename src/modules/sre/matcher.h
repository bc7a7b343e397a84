#pragma once
#include <cstring>
#include <memory>
#include <vector>

#include "modules/sre/program.h"
#include "object/runtime.h"

namespace tauraro::sre {

/// A loop over a body that is more than one item: REPEAT ... UNTIL.
struct Repeat {
  std::uint64_t count;         ///< times the body has been entered, less one; trailed
  const void* last;            ///< where the last turn began: no endless loop over nothing; trailed
  const std::uint32_t* code;   ///< behind the REPEAT word
  Repeat* outer;
};

/// A part that is matched as a whole: its choices are dropped when it has matched.
struct Nested {
  enum Kind : std::uint8_t { Assert, AssertNot, Atomic, Possessive } kind;
  const std::uint32_t* code;   ///< behind the operation's word
  const void* start;           ///< where the subject stood
  std::size_t choices;         ///< height of the stack of choices at its begin
  std::uint64_t count;         ///< turns of a possessive loop
  Nested* outer;
  Repeat* repeat;
};

/// Where matching goes on after a failure.
struct Choice {
  enum Kind : std::uint8_t { Alternative, Greedy, Lazy, Branch, LazyBody, NotFound, PossessiveEnd } kind;
  std::int32_t last_group;
  const std::uint32_t* code;
  const void* at;
  const void* limit;           ///< greedy: the least end; lazy: how often the item may still match
  Repeat* repeat;
  Nested* nested;
  std::size_t trail;
  std::uint32_t repeats_used, nested_used;
};

/// A word that has been changed, and what it was.
struct TrailEntry {
  std::uint64_t* word;
  std::uint64_t old;
};

/// Rows of T whose addresses stay: taken and given back in order.
template <class T>
class Chunks {
 public:
  T* take() {
    if (used_ / kChunk == chunks_.size()) chunks_.push_back(std::make_unique<T[]>(kChunk));
    T* item = &chunks_[used_ / kChunk][used_ % kChunk];
    ++used_;
    return item;
  }
  std::uint32_t used() const { return used_; }
  void give_back(std::uint32_t used) { used_ = used; }

 private:
  static constexpr std::uint32_t kChunk = 64;
  std::vector<std::unique_ptr<T[]>> chunks_;
  std::uint32_t used_ = 0;
};

/// The stacks of a matcher.
struct MatchMemory {
  std::vector<Choice> choices;
  std::vector<TrailEntry> trail;
  std::vector<const void*> marks;
  Chunks<Repeat> repeats;
  Chunks<Nested> nested;
};

enum class Scope { Prefix, Whole };

/// What backtracking has found: an operation, or the length word of an alternative.
enum class Resume { Nowhere, AtCode, AtAlternative };

/// Runs a program over one subject of characters of type Char.
template <class Char>
class Matcher {
 public:
  /// \param end what the subject seems to end at (endpos)
  Matcher(Vm& vm, const Program& program, const Char* begin, const Char* end);
  ~Matcher();
  Matcher(const Matcher&) = delete;
  Matcher& operator=(const Matcher&) = delete;

  /// Matches at `start`. \param advance: a match of nothing does not count
  Result<bool> match(const Char* start, Scope scope, bool advance = false);
  /// Finds the first match at or after `start`.
  Result<bool> search(const Char* start, bool advance = false);

  const Char* match_start() const { return match_start_; }
  const Char* match_end() const { return match_end_; }
  /// 2 * group and 2 * group + 1, groups from 0: null when unset.
  const Char* mark(std::size_t index) const { return static_cast<const Char*>(memory_->marks[index]); }
  std::int32_t last_group() const { return last_group_; }  ///< from 1; -1: none

 private:
  using Code = const std::uint32_t*;
  bool run(Code code, const Char* at);
  bool run_at(Code code, const Char* start, const Char* at, bool advance);
  Resume backtrack(Code* code, const Char** at);
  void start_nested(typename Nested::Kind kind, Code operand, const Char* at);

  const Char* find_prefix(Code info, const Char* from, const Char* last) const;
  Result<bool> search_with_prefix(Code info, Code body, const Char* start, const Char* last, bool advance);
  Result<bool> outcome(bool matched);

  bool is_at(std::uint32_t place, const Char* at) const;
  bool is_boundary(const Char* at, bool (*is_word)(char32_t)) const;
  bool item_matches(Code item, char32_t c) const;
  const Char* count_item(Code item, const Char* at, std::uint64_t most) const;
  const Char* skip_set(Code item, const Char* at, const Char* stop) const;
  template <class Test>
  static const Char* skip_while(const Char* at, const Char* stop, Test test) {
    while (at < stop && test(*at)) ++at;
    return at;
  }
  bool set_matches(Code in, char32_t c) const {
    if (c < 256) return program_.bitmap_at(in).holds[c];
    return *in == kInLocIgnore ? false : set_matches_wide(in, c);
  }
  bool set_matches_wide(Code in, char32_t c) const;
  bool group_matches(std::uint32_t op, std::uint32_t group, const Char** at) const;
  /// First place at or before `at`, not before `least`, where the literal stands; null when there is none.
  const Char* last_before(const Char* at, const Char* least, std::uint32_t literal) const;

  template <class T>
  void change(T* word, T value) {
    if (!memory_->choices.empty()) memory_->trail.push_back({reinterpret_cast<std::uint64_t*>(word), to_word(*word)});
    *word = value;
  }
  static std::uint64_t to_word(std::uint64_t word) { return word; }
  static std::uint64_t to_word(const void* word) { return reinterpret_cast<std::uint64_t>(word); }

  void push(typename Choice::Kind kind, Code code, const Char* at, const void* limit = nullptr) {
    memory_->choices.push_back({kind, last_group_, code, at, limit, repeat_, nested_, memory_->trail.size(), memory_->repeats.used(), memory_->nested.used()});
  }
  void undo_to(std::size_t height) {
    auto& trail = memory_->trail;
    while (trail.size() > height) {
      *trail.back().word = trail.back().old;
      trail.pop_back();
    }
  }
  void reset();

  Vm& vm_;
  const Program& program_;
  const Char* const begin_;
  const Char* const end_;
  std::unique_ptr<MatchMemory> memory_;
  Repeat* repeat_ = nullptr;
  Nested* nested_ = nullptr;
  std::int32_t last_group_ = -1;
  const Char* match_start_ = nullptr;
  const Char* match_end_ = nullptr;
  const Char* not_at_ = nullptr;   // where a match must not end
  bool whole_ = false;             // a match must end at end_
  bool failed_ = false;            // an exception is pending
  std::uint32_t steps_ = 0;
};

}  // namespace tauraro::sre
