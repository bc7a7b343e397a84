#include "compile/generator.h"

namespace tauraro {

using namespace ast;

namespace {

bool is_plain_target(const Expr& target) {
  return target.kind == ExprKind::Name || target.kind == ExprKind::Attribute || target.kind == ExprKind::Subscript;
}

constexpr Opcode inplace_opcode(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Add: return Opcode::InplaceAdd;
    case BinaryOperator::Sub: return Opcode::InplaceSub;
    case BinaryOperator::Mult: return Opcode::InplaceMul;
    case BinaryOperator::MatMult: return Opcode::InplaceMatMul;
    case BinaryOperator::Div: return Opcode::InplaceTrueDiv;
    case BinaryOperator::Mod: return Opcode::InplaceMod;
    case BinaryOperator::Pow: return Opcode::InplacePow;
    case BinaryOperator::LShift: return Opcode::InplaceLShift;
    case BinaryOperator::RShift: return Opcode::InplaceRShift;
    case BinaryOperator::BitOr: return Opcode::InplaceOr;
    case BinaryOperator::BitXor: return Opcode::InplaceXor;
    case BinaryOperator::BitAnd: return Opcode::InplaceAnd;
    case BinaryOperator::FloorDiv: return Opcode::InplaceFloorDiv;
  }
  return Opcode::InplaceAdd;
}

}  // namespace

void Generator::assign(const Expr& target, Register from) {
  const At at(*this, target.position);
  const Temporaries temporaries(*this);
  switch (target.kind) {
    case ExprKind::Name: return store_name(as<Name>(target).id, from);
    case ExprKind::Attribute: {
      const auto& attribute = as<Attribute>(target);
      const Register object = value(*attribute.value);
      adjust_to_attribute(attribute);
      if (refuses_name(attribute.attr)) return;
      return code().emit_wide(Opcode::StoreAttr, object, from, name_index(attribute.attr), static_cast<std::int32_t>(code().new_cache()));
    }
    case ExprKind::Subscript: {
      const auto& subscript = as<Subscript>(target);
      const Register object = operand(*subscript.value, {subscript.slice});
      const Register index = value(*subscript.slice);
      return code().emit(Opcode::SetItem, object, index, from);
    }
    case ExprKind::Tuple: return unpack(target, as<Tuple>(target).elts, from);
    case ExprKind::List: return unpack(target, as<List>(target).elts, from);
    case ExprKind::Starred: return error("starred assignment target must be in a list or tuple");
    default: return error("cannot assign to expression");
  }
}

/// The items of `from` go to the targets from left to right.
void Generator::unpack(const Expr& whole, Span<Expr*> targets, Register from) {
  std::uint32_t star = targets.size;
  for (std::uint32_t i = 0; i < targets.size; ++i) {
    if (targets[i]->kind != ExprKind::Starred) continue;
    if (star != targets.size) return error("multiple starred expressions in assignment");
    if (i >= 256 || targets.size - i - 1 >= 0x7fff) return error("too many expressions in star-unpacking assignment");
    star = i;
  }
  // Straight into the locals, when they lie in a row.
  bool in_a_row = star == targets.size && !targets.empty();
  Register first = kNone;
  for (std::uint32_t i = 0; in_a_row && i < targets.size; ++i) {
    const Register local = direct_target(*targets[i]);
    if (i == 0) first = local;
    in_a_row = local != kNone && local == first + i;
  }
  if (in_a_row) {
    code().emit(Opcode::UnpackSequence, first, from, targets.size);
    for (std::uint32_t i = 0; i < targets.size; ++i) set_bound(static_cast<Register>(first + i));
    return;
  }
  const Register items = targets.empty() ? kFirstTemporary : new_temporary(targets.size);
  if (targets.empty()) code().reserve(kFirstTemporary);
  if (star == targets.size)
    code().emit(Opcode::UnpackSequence, items, from, targets.size);
  else
    code().emit_wide(Opcode::UnpackStar, items, from, star, static_cast<std::int32_t>(targets.size - star - 1));
  for (std::uint32_t i = 0; i < targets.size; ++i) {
    const Expr& target = i == star ? *as<Starred>(*targets[i]).value : *targets[i];
    assign(target, static_cast<Register>(items + i));
  }
}

/// `a, b = x, y` without a tuple: all values are evaluated, then stored from left to right.
bool Generator::assign_in_parallel(const Expr& target, const Expr& source) {
  const auto items_of = [](const Expr& node) { return node.kind == ExprKind::Tuple ? as<Tuple>(node).elts : as<List>(node).elts; };
  if (target.kind != ExprKind::Tuple && target.kind != ExprKind::List) return false;
  if (source.kind != ExprKind::Tuple && source.kind != ExprKind::List) return false;
  const Span<Expr*> targets = items_of(target), sources = items_of(source);
  if (targets.size != sources.size || targets.size > 30 || targets.empty()) return false;
  for (std::uint32_t i = 0; i < targets.size; ++i)
    if (!is_plain_target(*targets[i]) || sources[i]->kind == ExprKind::Starred) return false;

  Register from[30];  // kNone: a constant, loaded when it is stored
  const bool may_rebind = unit_->scope->has_walrus;  // some later value or subscript might rebind a local
  for (std::uint32_t i = 0; i < sources.size; ++i) {
    if (fold(*sources[i])) {
      from[i] = kNone;
      continue;
    }
    from[i] = value(*sources[i]);
    if (may_rebind && is_local_register(from[i])) {
      const Register copy = new_temporary();
      code().emit(Opcode::Move, copy, from[i]);
      from[i] = copy;
    }
  }
  for (std::uint32_t i = 0; i < targets.size; ++i) {
    const Register local = direct_target(*targets[i]);
    for (std::uint32_t j = i + 1; local != kNone && j < targets.size; ++j) {
      if (from[j] != local) continue;
      const Register copy = new_temporary();
      code().emit(Opcode::Move, copy, local);
      for (std::uint32_t k = j; k < targets.size; ++k)
        if (from[k] == local) from[k] = copy;
      break;
    }
    if (from[i] != kNone)
      assign(*targets[i], from[i]);
    else
      assign_value(*targets[i], *sources[i]);
  }
  return true;
}

/// Straight into a local, if the target is one.
void Generator::assign_value(const Expr& target, const Expr& source) {
  const Register local = direct_target(target);
  if (local == kNone) return assign(target, value(source));
  value_to(source, local);
  set_bound(local);
}

void Generator::assign_statement(const Assign& node) {
  const Temporaries temporaries(*this);
  const Expr& source = *node.value;
  if (node.targets.size == 1) {
    const Expr& target = *node.targets[0];
    if (!assign_in_parallel(target, source)) assign_value(target, source);
    return;
  }
  bool all_names = true;
  for (const Expr* target : node.targets) all_names &= target->kind == ExprKind::Name;
  Register from = value(source);
  if (!all_names && is_local_register(from)) {
    const Register copy = new_temporary();
    code().emit(Opcode::Move, copy, from);
    from = copy;
  }
  for (const Expr* target : node.targets) assign(*target, from);
}

// ---- augmented assignment ----

void Generator::inplace(const AugAssign& node, Register to, Register left) {
  std::int32_t number = 0;
  const bool immediate = node.op == BinaryOperator::Add || node.op == BinaryOperator::Sub;
  if (immediate && small_int(*node.value, number)) {
    const Opcode op = node.op == BinaryOperator::Add ? Opcode::InplaceAddImm : Opcode::InplaceSubImm;
    return code().emit(op, to, left, static_cast<std::uint16_t>(number));
  }
  const Register right = value(*node.value);
  code().emit(inplace_opcode(node.op), to, left, right);
}

void Generator::augmented_assign(const AugAssign& node) {
  const Temporaries temporaries(*this);
  const Expr& target = *node.target;
  switch (target.kind) {
    case ExprKind::Name: {
      const auto& name = as<Name>(target);
      if (const Register local = direct_target(target); local != kNone) {
        const Register left = operand(target, {node.value});
        inplace(node, local, left);
        return set_bound(local);
      }
      const Register left = new_temporary();
      {
        const At at(*this, target.position);
        load_name_to(name.id, left);
      }
      inplace(node, left, left);
      const At at(*this, target.position);
      return store_name(name.id, left);
    }
    case ExprKind::Attribute: {
      const auto& attribute = as<Attribute>(target);
      const Register object = operand(*attribute.value, {node.value});
      const Register left = new_temporary();
      {
        const At at(*this, target.position);
        adjust_to_attribute(attribute);
        code().emit_wide(Opcode::LoadAttr, left, object, name_index(attribute.attr), static_cast<std::int32_t>(code().new_cache()));
      }
      inplace(node, left, left);
      const At at(*this, target.position);
      adjust_to_attribute(attribute);
      return code().emit_wide(Opcode::StoreAttr, object, left, name_index(attribute.attr), static_cast<std::int32_t>(code().new_cache()));
    }
    case ExprKind::Subscript: {
      const auto& subscript = as<Subscript>(target);
      const Register object = operand(*subscript.value, {subscript.slice, node.value});
      const Register index = operand(*subscript.slice, {node.value});
      const Register left = new_temporary();
      {
        const At at(*this, target.position);
        code().emit(Opcode::GetItem, left, object, index);
      }
      inplace(node, left, left);
      const At at(*this, target.position);
      return code().emit(Opcode::SetItem, object, index, left);
    }
    default: return error("illegal expression for augmented assignment");
  }
}

// ---- annotated assignment, deletion ----

void Generator::annotated_assign(const AnnAssign& node) {
  const Temporaries temporaries(*this);
  const Expr& target = *node.target;
  if (node.value) {
    assign_value(target, *node.value);
  }
  const bool is_evaluated = unit_->scope->kind != Scope::Kind::Function;
  switch (target.kind) {
    case ExprKind::Name: {
      if (refuses_name(as<Name>(target).id)) return;
      if (!node.simple || !is_evaluated) break;
      const Register annotation = new_temporary(), annotations = new_temporary(), key = new_temporary();
      annotation_to(*node.annotation, annotation);
      load_name_to("__annotations__", annotations);
      load_text(key, mangled(as<Name>(target).id));
      return code().emit(Opcode::SetItem, annotations, key, annotation);
    }
    case ExprKind::Attribute:
      if (refuses_name(as<Attribute>(target).attr)) return;
      if (!node.value) effect(*as<Attribute>(target).value);
      break;
    case ExprKind::Subscript:
      if (!node.value) {
        effect(*as<Subscript>(target).value);
        effect(*as<Subscript>(target).slice);
      }
      break;
    default: return error("invalid node type for annotated assignment");
  }
  if (!node.simple && is_evaluated && !future_annotations_) effect(*node.annotation);
}

void Generator::delete_target(const Expr& target) {
  const At at(*this, target.position);
  const Temporaries temporaries(*this);
  switch (target.kind) {
    case ExprKind::Name: return delete_name(as<Name>(target).id);
    case ExprKind::Attribute: {
      const auto& attribute = as<Attribute>(target);
      const Register object = value(*attribute.value);
      adjust_to_attribute(attribute);
      return code().emit(Opcode::DelAttr, object, name_index(attribute.attr));
    }
    case ExprKind::Subscript: {
      const auto& subscript = as<Subscript>(target);
      const Register object = operand(*subscript.value, {subscript.slice});
      const Register index = value(*subscript.slice);
      return code().emit(Opcode::DelItem, object, index);
    }
    case ExprKind::Tuple:
      for (const Expr* each : as<Tuple>(target).elts) delete_target(*each);
      return;
    case ExprKind::List:
      for (const Expr* each : as<List>(target).elts) delete_target(*each);
      return;
    default: return error("cannot delete expression");
  }
}

}  // namespace tauraro
