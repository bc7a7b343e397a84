#pragma once
#include <cassert>
#include <type_traits>
#include <utility>

#include "object/value.h"

namespace tauraro {

/// Returned where a Result is wanted: exactly one exception (or stop) is pending in the current thread.
struct Raised {};

/// A T, or Raised. Never ignored.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)), raised_(false) {}
  Result(Raised) : value_(), raised_(true) {}
  bool is_raised() const { return raised_; }
  const T& value() const {
    assert(!raised_);
    return value_;
  }

 private:
  T value_;
  bool raised_;
};

/// One register; `empty` means Raised.
template <>
class [[nodiscard]] Result<Value> {
 public:
  Result(Value value) : value_(value) {}
  Result(Raised) : value_() {}
  bool is_raised() const { return value_.is_empty(); }
  Value value() const {
    assert(!is_raised());
    return value_;
  }
  /// The value, or empty when raised: what compiled code and the interpreter's handlers look at.
  Value value_or_empty() const { return value_; }

 private:
  Value value_;
};

/// One register; null means Raised.
template <class T>
class [[nodiscard]] Result<T*> {
 public:
  Result(T* value) : value_(value) {}
  Result(Raised) : value_(nullptr) {}
  bool is_raised() const { return value_ == nullptr; }
  T* value() const {
    assert(value_);
    return value_;
  }

 private:
  T* value_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() : raised_(false) {}
  Result(Raised) : raised_(true) {}
  bool is_raised() const { return raised_; }
  void value() const { assert(!raised_); }

 private:
  bool raised_;
};

/// The value of a Result; returns Raised from the current function when there is none.
#define TRY(expression)                                                  \
  ({                                                                     \
    auto try_result = (expression);                                      \
    if (try_result.is_raised()) [[unlikely]] return ::tauraro::Raised{}; \
    try_result.value();                                                  \
  })

}  // namespace tauraro
