#pragma once
#include "jit/ir/block_order.h"

namespace tauraro::jit {

/// A block that runs just before the loop is entered, and only then: its only successor is the header, whose only predecessor
/// outside of the loop it is. Made if there is none; predecessors are up to date afterwards.
BlockId make_preheader(Graph& graph, const Loop& loop);

}  // namespace tauraro::jit
