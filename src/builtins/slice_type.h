#pragma once
#include "object/operations.h"

namespace tauraro {

/// slice.indices() in plain ints of any size.
struct SliceIndices {
  Value start, stop, step;
};
Result<SliceIndices> slice_indices(Vm& vm, Slice* slice, Value length);

}  // namespace tauraro
