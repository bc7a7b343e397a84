#pragma once
#include "modules/pyexpat/parser.h"

namespace tauraro::pyexpat {

/// ParserCreate(encoding=None, namespace_separator=None, intern=...)
Result<Value> parser_create(Vm& vm, const Args& args);

}  // namespace tauraro::pyexpat
