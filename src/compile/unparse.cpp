#include "compile/unparse.h"

#include "compile/fold.h"

namespace tauraro {

using namespace ast;

std::string unparse(const Expr&) { return ""; }

}  // namespace tauraro
