#include "compile/generator.h"
#include "compile/unparse.h"

namespace tauraro {

using namespace ast;

/// The value of an annotation: its text under `from __future__ import annotations`.
void Generator::annotation_to(const Expr& annotation, Register to) {
  const At at(*this, annotation.position);
  if (future_annotations_) return load_text(to, unparse(annotation));
  if (annotation.kind == ExprKind::Starred) {  // *args: *Ts
    const Temporaries temporaries(*this);
    const Register spread = value(*as<Starred>(annotation).value);
    return code().emit(Opcode::UnpackSequence, to, spread, 1);
  }
  value_to(annotation, to);
}

}  // namespace tauraro
