#pragma once
#include "compile/diagnostics.h"
#include "syntax/ast.h"

namespace tauraro {

struct FutureFeatures {
  bool annotations = false;
  int last_line = -1;  ///< of the last __future__ import at the top of the module; -1: there is none
};

/// The __future__ imports at the top of a module. Unknown features are errors.
FutureFeatures find_future_features(const ast::Root& root, ErrorSink& errors);

}  // namespace tauraro
