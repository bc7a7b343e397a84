#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>

#include "object/value.h"

namespace tauraro {

/// Stable merge sort of keys, with values that move along (or none), that finds runs, merges them in an order that keeps the
/// merges balanced, and gallops where one run dominates. `Less` is called as less(left, right): 1, 0, or -1 for "raised";
/// after -1 all items are there, in some order.
template <class Less>
class MergeSort {
 public:
  /// `scratch_...` have room for (count + 1) / 2 items. values and scratch_values may both be null.
  MergeSort(Less less, Value* keys, Value* values, Value* scratch_keys, Value* scratch_values)
      : less_(less), keys_(keys), values_(values), scratch_keys_(scratch_keys), scratch_values_(scratch_values) {}

  /// False when a comparison has raised.
  bool sort(std::int64_t count) {
    count_ = count;
    const std::int64_t min_run = min_run_length(count);
    std::int64_t start = 0;
    while (start < count) {
      std::int64_t length = find_run(start, count);
      if (length < 0) return false;
      if (length < min_run) {
        const std::int64_t forced = std::min(min_run, count - start);
        if (!insertion_sort(start, start + forced, start + length)) return false;
        length = forced;
      }
      if (!push_run(start, length)) return false;
      start += length;
    }
    while (run_count_ > 1) {
      int at = run_count_ - 2;
      if (at > 0 && runs_[at - 1].length < runs_[at + 1].length) --at;
      if (!merge_at(at)) return false;
    }
    return true;
  }

 private:
  struct Run {
    std::int64_t start, length;
    int power;
  };
  static constexpr std::int64_t kMinGallop = 7;
  static constexpr int kMaxRuns = 90;

  static std::int64_t min_run_length(std::int64_t count) {
    std::int64_t remainder = 0;
    while (count >= 64) {
      remainder |= count & 1;
      count >>= 1;
    }
    return count + remainder;
  }

  // Item moves: keys and, where there are any, values.
  void move(std::int64_t to, std::int64_t from, std::int64_t count) {
    std::memmove(keys_ + to, keys_ + from, count * sizeof(Value));
    if (values_) std::memmove(values_ + to, values_ + from, count * sizeof(Value));
  }
  void move_one(std::int64_t to, std::int64_t from) {
    keys_[to] = keys_[from];
    if (values_) values_[to] = values_[from];
  }
  void to_scratch(std::int64_t from, std::int64_t count) {
    std::memcpy(scratch_keys_, keys_ + from, count * sizeof(Value));
    if (values_) std::memcpy(scratch_values_, values_ + from, count * sizeof(Value));
  }
  void from_scratch(std::int64_t to, std::int64_t from, std::int64_t count) {
    std::memcpy(keys_ + to, scratch_keys_ + from, count * sizeof(Value));
    if (values_) std::memcpy(values_ + to, scratch_values_ + from, count * sizeof(Value));
  }
  void from_scratch_one(std::int64_t to, std::int64_t from) {
    keys_[to] = scratch_keys_[from];
    if (values_) values_[to] = scratch_values_[from];
  }
  void reverse(std::int64_t start, std::int64_t end) {
    std::reverse(keys_ + start, keys_ + end);
    if (values_) std::reverse(values_ + start, values_ + end);
  }

  /// Length of the run at `start`, made ascending; -1: raised.
  std::int64_t find_run(std::int64_t start, std::int64_t end) {
    if (start + 1 == end) return 1;
    int order = less_(keys_[start + 1], keys_[start]);
    if (order < 0) return -1;
    const bool descending = order == 1;
    std::int64_t next = start + 2;
    for (; next < end; ++next) {
      order = less_(keys_[next], keys_[next - 1]);
      if (order < 0) return -1;
      if ((order == 1) != descending) break;
    }
    if (descending) reverse(start, next);
    return next - start;
  }

  /// Sorts [start, end), of which [start, sorted) is sorted already.
  bool insertion_sort(std::int64_t start, std::int64_t end, std::int64_t sorted) {
    for (; sorted < end; ++sorted) {
      const Value key = keys_[sorted];
      std::int64_t low = start, high = sorted;
      while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        const int order = less_(key, keys_[middle]);
        if (order < 0) return false;
        if (order) high = middle;
        else low = middle + 1;
      }
      const Value value = values_ ? values_[sorted] : Value();
      move(low + 1, low, sorted - low);
      keys_[low] = key;
      if (values_) values_[low] = value;
    }
    return true;
  }

  /// How deep in a balanced tree of merges the border of two neighbouring runs lies.
  int power_of(std::int64_t start, std::int64_t left, std::int64_t right) const {
    std::int64_t a = 2 * start + left;
    std::int64_t b = a + left + right;
    for (int power = 1;; ++power) {
      if (a >= count_) {
        a -= count_;
        b -= count_;
      } else if (b >= count_) {
        return power;
      }
      a *= 2;
      b *= 2;
    }
  }

  bool push_run(std::int64_t start, std::int64_t length) {
    if (run_count_ > 0) {
      const Run& top = runs_[run_count_ - 1];
      const int power = power_of(top.start, top.length, length);
      while (run_count_ > 1 && runs_[run_count_ - 2].power > power)
        if (!merge_at(run_count_ - 2)) return false;
      runs_[run_count_ - 1].power = power;
    }
    runs_[run_count_++] = {start, length, 0};
    return true;
  }

  bool merge_at(int at) {
    std::int64_t left = runs_[at].start, left_length = runs_[at].length;
    const std::int64_t right = runs_[at + 1].start;
    std::int64_t right_length = runs_[at + 1].length;
    runs_[at].length = left_length + right_length;
    if (at == run_count_ - 3) runs_[at + 1] = runs_[at + 2];
    --run_count_;
    const std::int64_t skipped = gallop_right(keys_[right], keys_ + left, left_length, 0);
    if (skipped < 0) return false;
    left += skipped;
    left_length -= skipped;
    if (left_length == 0) return true;
    right_length = gallop_left(keys_[left + left_length - 1], keys_ + right, right_length, right_length - 1);
    if (right_length <= 0) return right_length == 0;
    return left_length <= right_length ? merge_low(left, left_length, right, right_length)
                                       : merge_high(left, left_length, right, right_length);
  }

  /// Where `key` goes in the sorted items before equal ones; the search begins at `hint`. -1: raised.
  std::int64_t gallop_left(Value key, const Value* items, std::int64_t count, std::int64_t hint) {
    std::int64_t last = 0, offset = 1;
    int order = less_(items[hint], key);
    if (order < 0) return -1;
    if (order) {
      const std::int64_t limit = count - hint;
      while (offset < limit) {
        order = less_(items[hint + offset], key);
        if (order < 0) return -1;
        if (!order) break;
        last = offset;
        offset = offset * 2 + 1;
      }
      offset = std::min(offset, limit);
      last += hint;
      offset += hint;
    } else {
      const std::int64_t limit = hint + 1;
      while (offset < limit) {
        order = less_(items[hint - offset], key);
        if (order < 0) return -1;
        if (order) break;
        last = offset;
        offset = offset * 2 + 1;
      }
      offset = std::min(offset, limit);
      const std::int64_t swapped = last;
      last = hint - offset;
      offset = hint - swapped;
    }
    ++last;
    while (last < offset) {
      const std::int64_t middle = last + (offset - last) / 2;
      order = less_(items[middle], key);
      if (order < 0) return -1;
      if (order) last = middle + 1;
      else offset = middle;
    }
    return offset;
  }

  /// The same, after equal items.
  std::int64_t gallop_right(Value key, const Value* items, std::int64_t count, std::int64_t hint) {
    std::int64_t last = 0, offset = 1;
    int order = less_(key, items[hint]);
    if (order < 0) return -1;
    if (order) {
      const std::int64_t limit = hint + 1;
      while (offset < limit) {
        order = less_(key, items[hint - offset]);
        if (order < 0) return -1;
        if (!order) break;
        last = offset;
        offset = offset * 2 + 1;
      }
      offset = std::min(offset, limit);
      const std::int64_t swapped = last;
      last = hint - offset;
      offset = hint - swapped;
    } else {
      const std::int64_t limit = count - hint;
      while (offset < limit) {
        order = less_(key, items[hint + offset]);
        if (order < 0) return -1;
        if (order) break;
        last = offset;
        offset = offset * 2 + 1;
      }
      offset = std::min(offset, limit);
      last += hint;
      offset += hint;
    }
    ++last;
    while (last < offset) {
      const std::int64_t middle = last + (offset - last) / 2;
      order = less_(key, items[middle]);
      if (order < 0) return -1;
      if (order) offset = middle;
      else last = middle + 1;
    }
    return offset;
  }

  /// Merges neighbouring runs of which the left one is not longer, from the left.
  bool merge_low(std::int64_t left, std::int64_t left_length, std::int64_t right, std::int64_t right_length) {
    to_scratch(left, left_length);
    std::int64_t to = left, from = 0;
    move_one(to++, right++);
    --right_length;
    const bool good = merge_low_loop(to, from, left_length, right, right_length);
    from_scratch(to, from, left_length);  // what is left of the left run; the right run's rest is in place
    return good;
  }
  bool merge_low_loop(std::int64_t& to, std::int64_t& from, std::int64_t& left_length, std::int64_t& right,
                      std::int64_t& right_length) {
    while (left_length > 0 && right_length > 0) {
      std::int64_t left_wins = 0, right_wins = 0;
      while (left_wins < min_gallop_ && right_wins < min_gallop_) {
        const int order = less_(keys_[right], scratch_keys_[from]);
        if (order < 0) return false;
        if (order) {
          move_one(to++, right++);
          ++right_wins;
          left_wins = 0;
          if (--right_length == 0) return true;
        } else {
          from_scratch_one(to++, from++);
          ++left_wins;
          right_wins = 0;
          if (--left_length == 0) return true;
        }
      }
      ++min_gallop_;
      do {
        min_gallop_ -= min_gallop_ > 1;
        left_wins = gallop_right(keys_[right], scratch_keys_ + from, left_length, 0);
        if (left_wins < 0) return false;
        from_scratch(to, from, left_wins);
        to += left_wins;
        from += left_wins;
        left_length -= left_wins;
        if (left_length == 0) return true;
        right_wins = gallop_left(scratch_keys_[from], keys_ + right, right_length, 0);
        if (right_wins < 0) return false;
        move(to, right, right_wins);
        to += right_wins;
        right += right_wins;
        right_length -= right_wins;
        if (right_length == 0) return true;
      } while (left_wins >= kMinGallop || right_wins >= kMinGallop);
      ++min_gallop_;
    }
    return true;
  }

  /// Merges neighbouring runs of which the right one is shorter, from the right.
  bool merge_high(std::int64_t left, std::int64_t left_length, std::int64_t right, std::int64_t right_length) {
    to_scratch(right, right_length);
    std::int64_t to = right + right_length;  // one after the next item
    std::int64_t left_end = left + left_length;
    move_one(--to, --left_end);
    const bool good = merge_high_loop(to, left, left_end, right_length);
    from_scratch(to - right_length, 0, right_length);  // the left run's rest is in place
    return good;
  }
  bool merge_high_loop(std::int64_t& to, std::int64_t left, std::int64_t& left_end, std::int64_t& right_length) {
    while (left_end > left && right_length > 0) {
      std::int64_t left_wins = 0, right_wins = 0;
      while (left_wins < min_gallop_ && right_wins < min_gallop_) {
        const int order = less_(scratch_keys_[right_length - 1], keys_[left_end - 1]);
        if (order < 0) return false;
        if (order) {
          move_one(--to, --left_end);
          ++left_wins;
          right_wins = 0;
          if (left_end == left) return true;
        } else {
          from_scratch_one(--to, --right_length);
          ++right_wins;
          left_wins = 0;
          if (right_length == 0) return true;
        }
      }
      ++min_gallop_;
      do {
        min_gallop_ -= min_gallop_ > 1;
        const std::int64_t length = left_end - left;
        const std::int64_t keep = gallop_right(scratch_keys_[right_length - 1], keys_ + left, length, length - 1);
        if (keep < 0) return false;
        left_wins = length - keep;
        to -= left_wins;
        left_end -= left_wins;
        move(to, left_end, left_wins);
        if (left_end == left) return true;
        const std::int64_t stay = gallop_left(keys_[left_end - 1], scratch_keys_, right_length, right_length - 1);
        if (stay < 0) return false;
        right_wins = right_length - stay;
        to -= right_wins;
        right_length -= right_wins;
        from_scratch(to, right_length, right_wins);
        if (right_length == 0) return true;
      } while (left_wins >= kMinGallop || right_wins >= kMinGallop);
      ++min_gallop_;
    }
    return true;
  }

  Less less_;
  Value* keys_;
  Value* values_;
  Value* scratch_keys_;
  Value* scratch_values_;
  std::int64_t count_ = 0;
  std::int64_t min_gallop_ = kMinGallop;
  Run runs_[kMaxRuns];
  int run_count_ = 0;
};

}  // namespace tauraro
