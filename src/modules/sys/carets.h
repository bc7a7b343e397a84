#pragma once
#include <string>

#include "bytecode/code_unit.h"

namespace tauraro {

/// The line of ~~~^^^ under a source line of a traceback ("\n" at its end); empty when it would say nothing. `line` is the whole
/// line, `position` what the instruction spans.
std::string caret_line(const std::string& line, const SourcePosition& position);

}  // namespace tauraro
