#pragma once
#include <array>
#include <cstdint>

#include "object/feedback.h"

namespace tauraro {

/// What a ForIter has met first: the shape of its native iterator, then those of the iterators within it (an enumerate has one, a
/// zip all that follow). 0 ends the list, always.
using IterationKinds = std::array<std::uint16_t, 6>;

/// Notes the iterator of a site that is Empty.
void record_iteration(InlineCache& site, Value iterator);
IterationKinds iteration_kinds(const InlineCache& site);

}  // namespace tauraro
