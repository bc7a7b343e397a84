#pragma once
#include "object/exception.h"
#include "object/operations.h"

namespace tauraro {

/// Which of a group's exceptions are meant: of a class (or one of a tuple of classes), those that a function says yes to, or some by identity.
struct GroupMatcher {
  enum class Kind : std::uint8_t { Type, Predicate, Identity };
  Value value;  ///< class or tuple of classes; callable; List of exceptions
  Kind kind;
};
/// What the condition of split() and subgroup() means.
Result<GroupMatcher> group_matcher(Vm& vm, Value condition);

struct GroupParts {
  Value match = Value::none(), rest = Value::none();
};
/// The exceptions that match and the others, in groups as the original ones. `rest` stays None when it is not wanted.
Result<GroupParts> split_group(Vm& vm, Value exception, const GroupMatcher& matcher, bool wants_rest);

}  // namespace tauraro
