#pragma once
#include "builtins/support.h"
#include "modules/posix/posix.h"

namespace tauraro::select {

// What select(), poll and epoll share.

/// A moment until which something waits; none: for ever.
class Deadline {
 public:
  static constexpr std::int64_t kNever = -1;
  /// \param nanoseconds from now; negative: for ever
  explicit Deadline(std::int64_t nanoseconds);
  /// Nanoseconds that are left, at least 0; kNever.
  std::int64_t left() const;
  /// The same rounded up to milliseconds; -1: for ever.
  int left_milliseconds() const;

 private:
  std::int64_t moment_;
};

/// A timeout in units of `unit` nanoseconds, or None (negative). \param type_message of the TypeError
Result<std::int64_t> timeout_of(Vm& vm, Value timeout, std::int64_t unit, const char* type_message);

Result<void> add_poll_type(Vm& vm);
Result<Value> new_poll(Vm& vm);
Result<void> add_epoll_type(Vm& vm, Module* module);

}  // namespace tauraro::select
