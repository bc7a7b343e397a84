#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "modules/sre/codes.h"

namespace tauraro::sre {

/// Which of the characters below 256 a set holds.
struct Bitmap {
  bool holds[256];
};

/// What is known of a repeat of one item.
struct RepeatNote {
  std::int64_t next_literal = -1;  ///< the character that must follow (marks do not count), or -1
  bool exclusive = false;          ///< the item does not match it: giving back items is of no use
};

struct MatchMemory;

/// A checked pattern.
class Program {
 public:
  explicit Program(std::vector<std::uint32_t> code, std::uint32_t groups) : code_(std::move(code)), groups_(groups) {}
  /// Whether the code is well-formed; notes what the matcher wants to know. Once, before anything else.
  bool check();

  const std::uint32_t* code() const { return code_.data(); }
  std::size_t size() const { return code_.size(); }
  std::uint32_t groups() const { return groups_; }
  const std::vector<std::uint32_t>& words() const { return code_; }
  /// Of the set operation (IN...), or of the set in an INFO block, at this place.
  const Bitmap& bitmap_at(const std::uint32_t* place) const { return bitmaps_[notes_[static_cast<std::size_t>(place - code())]]; }
  const RepeatNote& repeat_at(const std::uint32_t* place) const { return repeats_[notes_[static_cast<std::size_t>(place - code())]]; }

  /// The operation that takes the first character of any match, or null when that is not known.
  const std::uint32_t* first_item() const { return first_item_ ? code() + first_item_ : nullptr; }
  /// Of first_item(). \pre it is known
  const Bitmap& first_bitmap() const { return first_bitmap_; }

  /// Stacks kept from one match to the next.
  mutable std::unique_ptr<MatchMemory, void (*)(MatchMemory*)> spare{nullptr, [](MatchMemory*) {}};

 private:
  bool check_range(std::size_t begin, std::size_t end);
  bool check_set(std::size_t begin, std::size_t end);
  bool check_info(std::size_t begin, std::size_t* end);
  bool check_branch(std::size_t* place, std::size_t end);
  bool check_repeat(std::size_t* place, std::size_t end);
  bool check_group_exists(std::size_t* place, std::size_t end);
  /// The end of the operand that starts with its length at `place`; 0 when it leaves `end`.
  std::size_t skip_end(std::size_t place, std::size_t end) const;
  void note_bitmap(std::size_t place, std::size_t set, std::uint32_t op);
  void note_repeats();
  std::int64_t literal_after(std::size_t place) const;
  void note_first_item();

  std::vector<std::uint32_t> code_;
  std::uint32_t groups_;
  std::vector<std::uint32_t> notes_;   // by place: index into bitmaps_ or repeats_
  std::vector<Bitmap> bitmaps_;
  std::vector<RepeatNote> repeats_;
  std::vector<std::size_t> repeat_places_;
  std::size_t first_item_ = 0;         // 0: none (an INFO block stands there)
  Bitmap first_bitmap_;
};

/// How an operation of the IN, LITERAL, NOT_LITERAL and GROUPREF families treats case.
Case case_of(std::uint32_t op);

}  // namespace tauraro::sre
