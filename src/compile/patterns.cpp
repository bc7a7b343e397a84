#include <algorithm>

#include "bytecode/constant_text.h"
#include "compile/generator.h"

namespace tauraro {

using namespace ast;
using Value = tauraro::Constant;

/// What a pattern has bound so far, in order; stored when the whole pattern has matched.
struct Generator::Captures {
  struct Entry {
    std::string_view name;
    Register from;
  };
  std::vector<Entry> entries;

  const Entry* find(std::string_view name) const {
    for (const Entry& entry : entries)
      if (entry.name == name) return &entry;
    return nullptr;
  }
};

namespace {

bool is_wildcard(const Pattern& node) {
  return node.kind == PatternKind::MatchAs && as<MatchAs>(node).name.empty() && !as<MatchAs>(node).pattern;
}
bool is_star_wildcard(const Pattern& node) { return node.kind == PatternKind::MatchStar && as<MatchStar>(node).name.empty(); }

}  // namespace

void Generator::match_statement(const Match& node) {
  const Register subject = new_temporary();
  value_to(*node.subject, subject);
  const Label end = new_label();
  for (std::uint32_t i = 0; i < node.cases.size; ++i) {
    const MatchCase& each = *node.cases[i];
    const Temporaries temporaries(*this);
    const bool is_last = i + 1 == node.cases.size;
    const Label fail = new_label();
    Captures captures;
    irrefutable_allowed_ = each.guard || is_last;
    pattern(*each.pattern, subject, fail, captures);
    {
      const At at(*this, each.pattern->position);
      if (is_wildcard(*each.pattern)) code().emit(Opcode::Nop);
      for (const Captures::Entry& entry : captures.entries) store_name(entry.name, entry.from);
    }
    if (each.guard) jump_if(*each.guard, fail, false);
    body(each.body);
    if (!is_last) jump_silently(end);
    bind(fail);
  }
  bind(end);
}

void Generator::capture(std::string_view name, Register from, Captures& captures) {
  if (name.empty()) return;
  const At at(*this, last_pattern_);
  if (refuses_name(name)) return;
  if (captures.find(name)) return error("multiple assignments to name '" + std::string(name) + "' in pattern");
  captures.entries.push_back({name, from});
}

/// Jumps to `fail` unless the subject matches. Temporaries that captures refer to stay taken until the case ends.
void Generator::pattern(const Pattern& node, Register subject, Label fail, Captures& captures) {
  const At at(*this, node.position);
  last_pattern_ = node.position;
  switch (node.kind) {
    case PatternKind::MatchValue: return pattern_value(as<MatchValue>(node), subject, fail);
    case PatternKind::MatchSingleton: {
      const ConstantKind kind = as<MatchSingleton>(node).value;
      if (kind == ConstantKind::None) return jump_on(Opcode::JumpIfNotNone, subject, fail);
      const Temporaries temporaries(*this);
      const Register singleton = new_temporary();
      Value constant;
      constant.kind = kind == ConstantKind::True ? Value::Kind::True : Value::Kind::False;
      load_constant(singleton, constant);
      code().emit(Opcode::Is, singleton, subject, singleton);
      return jump_on(Opcode::JumpIfFalse, singleton, fail);
    }
    case PatternKind::MatchSequence: return pattern_sequence(as<MatchSequence>(node), subject, fail, captures);
    case PatternKind::MatchMapping: return pattern_mapping(as<MatchMapping>(node), subject, fail, captures);
    case PatternKind::MatchClass: return pattern_class(as<MatchClass>(node), subject, fail, captures);
    case PatternKind::MatchStar: return capture(as<MatchStar>(node).name, subject, captures);
    case PatternKind::MatchOr: return pattern_or(as<MatchOr>(node), subject, fail, captures);
    case PatternKind::MatchAs: {
      const auto& each = as<MatchAs>(node);
      if (!each.pattern && !irrefutable_allowed_) {
        if (each.name.empty()) return error("wildcard makes remaining patterns unreachable");
        return error("name capture '" + std::string(each.name) + "' makes remaining patterns unreachable");
      }
      if (each.pattern) pattern(*each.pattern, subject, fail, captures);
      return capture(each.name, subject, captures);
    }
  }
}

void Generator::pattern_value(const MatchValue& node, Register subject, Label fail) {
  const bool is_fitting = node.value->kind == ExprKind::Attribute || fold(*node.value);
  if (!is_fitting) return error("patterns may only match literals and attribute lookups");
  jump_if_pair(CompareOperator::Eq, subject, node.value, kNone, fail, false);
}

/// The items of `from`, `count` of them, in fresh temporaries.
Register Generator::unpacked(Register from, std::uint32_t count) {
  const Register items = count == 0 ? from : new_temporary(count);
  code().emit(Opcode::UnpackSequence, items, from, count);
  return items;
}

void Generator::subpatterns(Span<Pattern*> patterns, Register items, Label fail, Captures& captures) {
  for (std::uint32_t i = 0; i < patterns.size; ++i) {
    if (is_wildcard(*patterns[i])) continue;
    const bool allowed = irrefutable_allowed_;
    irrefutable_allowed_ = true;
    pattern(*patterns[i], static_cast<Register>(items + i), fail, captures);
    irrefutable_allowed_ = allowed;
  }
}

void Generator::pattern_sequence(const MatchSequence& node, Register subject, Label fail, Captures& captures) {
  const std::uint32_t size = node.patterns.size;
  std::uint32_t star = size;
  bool only_wildcards = true, star_is_wildcard = false;
  for (std::uint32_t i = 0; i < size; ++i) {
    const Pattern& each = *node.patterns[i];
    only_wildcards &= is_wildcard(each) || is_star_wildcard(each);
    if (each.kind != PatternKind::MatchStar) continue;
    if (star != size) return error("multiple starred names in sequence pattern");
    star = i;
    star_is_wildcard = is_star_wildcard(each);
  }
  const Register scratch = new_temporary();
  code().emit(Opcode::MatchSequence, scratch, subject);
  jump_on(Opcode::JumpIfFalse, scratch, fail);
  if (star == size) {
    code().emit(Opcode::GetLength, scratch, subject);
    jump_wide(Opcode::JumpUnlessEqImm, scratch, size, 0, fail);
  } else if (size > 1) {
    code().emit(Opcode::GetLength, scratch, subject);
    jump_wide(Opcode::JumpUnlessGeImm, scratch, size - 1, 0, fail);
  }
  if (only_wildcards) return;
  if (star == size) return subpatterns(node.patterns, unpacked(subject, size), fail, captures);
  if (!star_is_wildcard) {
    const Register items = new_temporary(size);
    code().emit_wide(Opcode::UnpackStar, items, subject, star, static_cast<std::int32_t>(size - star - 1));
    return subpatterns(node.patterns, items, fail, captures);
  }
  // The starred part is not wanted: only the items around it are fetched.
  for (std::uint32_t i = 0; i < size; ++i) {
    if (i == star || is_wildcard(*node.patterns[i])) continue;
    const Register item = new_temporary();
    if (i < star) {
      code().emit(Opcode::GetItemImm, item, subject, i);
    } else {
      code().emit(Opcode::GetLength, item, subject);
      code().emit(Opcode::SubImm, item, item, size - i);
      code().emit(Opcode::GetItem, item, subject, item);
    }
    subpatterns({node.patterns.data + i, 1}, item, fail, captures);
  }
}

void Generator::pattern_mapping(const MatchMapping& node, Register subject, Label fail, Captures& captures) {
  const std::uint32_t size = node.keys.size;
  const Register scratch = new_temporary();
  code().emit(Opcode::MatchMapping, scratch, subject);
  jump_on(Opcode::JumpIfFalse, scratch, fail);
  if (size == 0 && node.rest.empty()) return;
  if (size > 0) {
    code().emit(Opcode::GetLength, scratch, subject);
    jump_wide(Opcode::JumpUnlessGeImm, scratch, size, 0, fail);
  }
  Value constants;
  constants.kind = Value::Kind::Tuple;
  for (std::uint32_t i = 0; i < size; ++i) {
    const Value* key = fold(*node.keys[i]);
    if (!key && node.keys[i]->kind != ExprKind::Attribute)
      return error("mapping pattern keys may only match literals and attribute lookups");
    if (!key) continue;
    for (const Value& known : constants.items)
      if (equal_keys(known, *key)) return error("mapping pattern checks duplicate key (" + repr_of(*key) + ")");
    constants.items.push_back(*key);
  }
  const Register keys = new_temporary();
  if (constants.items.size() == size)
    load_constant(keys, constants);
  else
    sequence_to(node.keys, Opcode::BuildTuple, keys);
  const Register values = new_temporary();
  code().emit(Opcode::MatchKeys, values, subject, keys);
  jump_on(Opcode::JumpIfNone, values, fail);
  if (size > 0) subpatterns(node.patterns, unpacked(values, size), fail, captures);
  if (node.rest.empty()) return;
  const Register rest = new_temporary();
  code().emit(Opcode::CopyWithoutKeys, rest, subject, keys);
  capture(node.rest, rest, captures);
}

void Generator::pattern_class(const MatchClass& node, Register subject, Label fail, Captures& captures) {
  const std::uint32_t positional = node.patterns.size, named = node.kwd_attrs.size;
  for (std::uint32_t i = 0; i < named; ++i) {
    const At at(*this, node.kwd_patterns[i]->position);
    if (refuses_name(node.kwd_attrs[i])) return;
    for (std::uint32_t j = i + 1; j < named; ++j)
      if (node.kwd_attrs[i] == node.kwd_attrs[j])
        return error_at(node.kwd_patterns[j]->position, "attribute name repeated in class pattern: " + std::string(node.kwd_attrs[j]));
  }
  const Register attributes = new_temporary();
  {
    const Temporaries temporaries(*this);
    const Register type = value(*node.cls);
    Value names;
    names.kind = Value::Kind::Tuple;
    for (const Identifier& name : node.kwd_attrs) {
      Value text;
      text.kind = Value::Kind::Str;
      text.text = mangled(name);
      names.items.push_back(std::move(text));
    }
    code().emit_wide(Opcode::MatchClass, attributes, subject, type, static_cast<std::int32_t>(positional), code().constant(names));
  }
  jump_on(Opcode::JumpIfNone, attributes, fail);
  if (positional + named == 0) return;
  const Register items = unpacked(attributes, positional + named);
  subpatterns(node.patterns, items, fail, captures);
  subpatterns(node.kwd_patterns, static_cast<Register>(items + positional), fail, captures);
}

void Generator::pattern_or(const MatchOr& node, Register subject, Label fail, Captures& captures) {
  const Label matched = new_label();
  const bool allowed = irrefutable_allowed_;
  Captures common;
  for (std::uint32_t i = 0; i < node.patterns.size; ++i) {
    const bool is_last = i + 1 == node.patterns.size;
    const Label next = is_last ? fail : new_label();
    Captures found;
    irrefutable_allowed_ = is_last && allowed;
    pattern(*node.patterns[i], subject, next, found);
    const At at(*this, last_pattern_);
    if (i == 0) {
      for (const Captures::Entry& entry : found.entries) common.entries.push_back({entry.name, new_temporary()});
    } else if (found.entries.size() != common.entries.size()) {
      return error("alternative patterns bind different names");
    }
    for (const Captures::Entry& entry : common.entries) {
      const Captures::Entry* same = found.find(entry.name);
      if (!same) return error("alternative patterns bind different names");
      code().emit(Opcode::Move, entry.from, same->from);
    }
    if (is_last) break;
    jump(matched);
    bind(next);
  }
  irrefutable_allowed_ = allowed;
  bind(matched);
  for (const Captures::Entry& entry : common.entries) capture(entry.name, entry.from, captures);
}

}  // namespace tauraro
