#include <cassert>

#include "compile/generator.h"
#include "compile/unwinding.h"

namespace tauraro {

using namespace ast;

namespace {
constexpr std::size_t kMostBlocks = 20;  // CPython's limit of statically nested blocks
constexpr Place place_of(const Position& position) { return {position.line, position.end_line, position.column, position.end_column}; }
constexpr Register after(Register reg) { return static_cast<Register>(reg + 1); }
}  // namespace

// ---- regions and blocks ----

Region Generator::open_region(Label handler) {
  Region region;
  region.handler = handler;
  region.depth = ++unit_->region_depth;
  reopen_region(region);
  return region;
}

void Generator::reopen_region(Region& region) {
  assert(!region.open);
  region.start = new_label();
  code().bind(region.start);
  region.open = true;
}

void Generator::close_region(Region& region) {
  assert(region.open);
  region.open = false;
  if (code().pc() <= code().pc_of(region.start)) return;
  const Label end = new_label();
  code().bind(end);
  code().add_range(region.start, end, region.handler, region.depth);
  region.used = true;
}

void Generator::end_region(Region& region) {
  close_region(region);
  --unit_->region_depth;
}

void Generator::push_block(const Block& block) {
  if (unit_->blocks.size() >= kMostBlocks) error("too many statically nested blocks");
  unit_->blocks.push_back(block);
}

void Generator::pop_block() { unit_->blocks.pop_back(); }

void Generator::unwind_and_jump(std::size_t keep, Label target) {
  unwind(keep, [&] { jump(target); });
}

bool Generator::unwinding_runs_code() const {
  for (const Block& block : unit_->blocks)
    if (block.kind == Block::Kind::Finally || block.kind == Block::Kind::With || !block.name.empty()) return true;
  return false;
}

void Generator::unwind_block(const Block& block) {
  switch (block.kind) {
    case Block::Kind::Loop:
    case Block::Kind::Try:
    case Block::Kind::Handlers: return;
    case Block::Kind::HandlerBody:
      code().emit(Opcode::LeaveHandler, block.saved);
      if (!block.name.empty()) clear_name(block.name);
      return;
    case Block::Kind::StarHandlers: return error("'break', 'continue' and 'return' cannot appear in an except* block");
    case Block::Kind::Finally: return body(*block.final_body);
    case Block::Kind::FinallyHandler: return code().emit(Opcode::LeaveHandler, block.saved);
    case Block::Kind::With: return exit_normally(block);
  }
}

/// What is surely bound when a handler starts: what was so at the start of its region, unless the code there may unbind it.
LocalSet Generator::bound_in_handler() const {
  LocalSet bound = unit_->bound;
  bound.subtract(unit_->deletable);
  return bound;
}

/// The handler of a handler: what it raises goes on, with the state that `saved` keeps restored and the name cleared.
void Generator::restore_and_reraise(Label label, Register saved, std::string_view name, const LocalSet& bound) {
  const Temporaries temporaries(*this);
  const At at(*this, Place{});
  bind_handler(label, bound);
  const Register raised = new_temporary(2);
  code().emit(Opcode::EnterHandler, raised);
  if (!name.empty()) clear_name(name);
  code().emit(Opcode::LeaveHandler, saved);
  code().emit(Opcode::Reraise, after(raised));
}

// ---- try ----

void Generator::try_statement(const Try& node) {
  code().emit(Opcode::Nop);
  if (node.finalbody.empty()) return try_handlers(node);
  try_finally(node);
}

void Generator::try_finally(const Try& node) {
  const Temporaries temporaries(*this);
  const LocalSet bound = bound_in_handler();
  const Label handler = new_label(), end = new_label();
  Region region = open_region(handler);
  Block block;
  block.kind = Block::Kind::Finally;
  block.region = &region;
  block.final_body = &node.finalbody;
  push_block(block);
  if (node.handlers.empty())
    body(node.body);
  else
    try_handlers(node);
  pop_block();
  end_region(region);
  body(node.finalbody);
  jump_silently(end);
  if (region.used) {
    const At nowhere(*this, Place{});
    bind_handler(handler, bound);
    const Register saved = new_temporary(2);
    code().emit(Opcode::EnterHandler, saved);
    const Label cleanup = new_label();
    Region inner = open_region(cleanup);
    Block final_block;
    final_block.kind = Block::Kind::FinallyHandler;
    final_block.saved = saved;
    final_block.region = &inner;
    push_block(final_block);
    body(node.finalbody);
    pop_block();
    end_region(inner);
    code().emit(Opcode::LeaveHandler, saved);
    code().emit(Opcode::Reraise, after(saved));
    if (inner.used) restore_and_reraise(cleanup, saved, {}, bound);
  }
  bind(end);
}

/// try/except and try/except*, without their finally.
void Generator::try_handlers(const Try& node) {
  if (node.kind == StmtKind::TryStar) return try_star_handlers(node);
  const Temporaries temporaries(*this);
  const LocalSet bound = bound_in_handler();
  const Label handler = new_label(), end = new_label();
  Region region = open_region(handler);
  Block block;
  block.kind = Block::Kind::Try;
  block.region = &region;
  push_block(block);
  body(node.body);
  pop_block();
  end_region(region);
  body(node.orelse);
  jump_silently(end);
  const bool was_reachable = region.used;
  const Register saved = new_temporary(2);
  const Label cleanup = new_label();
  {
    const At nowhere(*this, Place{});
    if (was_reachable) bind_handler(handler, bound);
    code().emit(Opcode::EnterHandler, saved);
  }
  Region inner = open_region(cleanup);
  Block handlers;
  handlers.kind = Block::Kind::Handlers;
  handlers.region = &inner;
  push_block(handlers);
  for (std::uint32_t i = 0; i < node.handlers.size; ++i) {
    const ExceptHandler& clause = *node.handlers[i];
    if (!clause.type && i + 1 < node.handlers.size) {
      error_at(clause.position, "default 'except:' must be last");
      break;
    }
    except_clause(clause, saved, bound, end);
  }
  pop_block();
  end_region(inner);
  {
    const At nowhere(*this, Place{});
    code().emit(Opcode::LeaveHandler, saved);
    code().emit(Opcode::Reraise, after(saved));
  }
  if (inner.used) restore_and_reraise(cleanup, saved, {}, bound);
  bind(end);
}

void Generator::except_clause(const ExceptHandler& clause, Register saved, const LocalSet& bound, Label end) {
  const Temporaries temporaries(*this);
  const At at(*this, clause.position);
  const Label next = new_label();
  if (clause.type) {
    const Register type = value(*clause.type);
    jump_wide(Opcode::JumpUnlessMatches, after(saved), type, 0, next);
  }
  Block block;
  block.kind = Block::Kind::HandlerBody;
  block.saved = saved;
  block.name = clause.name;
  const Label cleanup = new_label();
  Region region;
  if (!clause.name.empty()) {
    store_name(clause.name, after(saved));
    region = open_region(cleanup);
    block.region = &region;
  } else if (!clause.type) {
    code().emit(Opcode::Nop);
  }
  push_block(block);
  body(clause.body);
  pop_block();
  if (block.region) end_region(region);
  {
    const At last(*this, clause.body.empty() ? clause.position : clause.body.back()->position);
    code().emit(Opcode::LeaveHandler, saved);
    if (!clause.name.empty()) clear_name(clause.name);
    jump(end);
  }
  if (region.used) restore_and_reraise(cleanup, saved, clause.name, bound);
  bind(next);
}

/// try/except*: the exception is split among the clauses; what they raise, and what none takes, is raised at the end.
void Generator::try_star_handlers(const Try& node) {
  const Temporaries temporaries(*this);
  const LocalSet bound = bound_in_handler();
  const Label handler = new_label(), end = new_label();
  Region region = open_region(handler);
  Block block;
  block.kind = Block::Kind::Try;
  block.region = &region;
  push_block(block);
  body(node.body);
  pop_block();
  end_region(region);
  body(node.orelse);
  jump_silently(end);
  const Register saved = new_temporary(2), raised = new_temporary(), parts = new_temporary(2);
  const Register rest = after(parts), original = after(saved);
  const Label cleanup = new_label(), nothing = new_label(), no_rest = new_label();
  {
    const At nowhere(*this, Place{});
    if (region.used) bind_handler(handler, bound);
    code().emit(Opcode::EnterHandler, saved);
    code().emit(Opcode::BuildList, raised, raised, 0);
    code().emit(Opcode::Move, rest, original);
  }
  Region inner = open_region(cleanup);
  Block handlers;
  handlers.kind = Block::Kind::StarHandlers;
  handlers.region = &inner;
  push_block(handlers);
  for (const ExceptHandler* clause : node.handlers) star_clause(*clause, parts, raised, original, bound);
  pop_block();
  {
    const At nowhere(*this, Place{});
    jump_on(Opcode::JumpIfNone, rest, no_rest);
    code().emit(Opcode::ListAppend, raised, rest);
    bind(no_rest);
    code().emit(Opcode::PrepareReraiseStar, raised, original, raised);
    end_region(inner);
    code().emit(Opcode::LeaveHandler, saved);
    jump_on(Opcode::JumpIfNone, raised, nothing);
    code().emit(Opcode::Reraise, raised);
  }
  if (inner.used) restore_and_reraise(cleanup, saved, {}, bound);
  bind(nothing);
  bind(end);
}

/// `parts`: two registers, the part that matched and the rest. The part is the handled exception while the body runs.
void Generator::star_clause(const ExceptHandler& clause, Register parts, Register raised, Register original, const LocalSet& bound) {
  const Temporaries temporaries(*this);
  const At at(*this, clause.position);
  const Label next = new_label(), no_rest = new_label();
  const Register rest = after(parts);
  const Register type = value(*clause.type);
  jump_on(Opcode::JumpIfNone, rest, no_rest);
  code().emit(Opcode::MatchStar, parts, rest, type);
  jump_on(Opcode::JumpIfNone, parts, next);
  code().emit(Opcode::LeaveHandler, parts);
  if (!clause.name.empty()) store_name(clause.name, parts);
  const Label failed = new_label();
  Region region = open_region(failed);
  body(clause.body);
  end_region(region);
  code().emit(Opcode::LeaveHandler, original);
  if (!clause.name.empty()) clear_name(clause.name);
  jump(next);
  if (region.used) {
    const At nowhere(*this, Place{});
    bind_handler(failed, bound);
    const Register caught = new_temporary(2);
    code().emit(Opcode::EnterHandler, caught);
    code().emit(Opcode::LeaveHandler, original);
    if (!clause.name.empty()) clear_name(clause.name);
    code().emit(Opcode::ListAppend, raised, after(caught));
    jump(next);
  }
  bind(next);
  bind(no_rest);
}

// ---- with ----

/// Calls the exit function with three None.
void Generator::exit_normally(const Block& block) {
  const Temporaries temporaries(*this);
  const At at(*this, block.place);
  const Register none = new_temporary(), result = new_temporary();
  load_none(none);
  code().emit(Opcode::CallExit, result, block.saved, none);
  if (block.is_async) await_register(result, 2);
}

void Generator::with_statement(const With& node, std::uint32_t index) {
  const Temporaries temporaries(*this);
  const WithItem& item = *node.items[index];
  const bool is_async = node.kind == StmtKind::AsyncWith;
  if (is_async && !may_await()) return error("'async with' outside async function");
  const LocalSet bound = bound_in_handler();
  const Register exit = new_temporary(2);
  {
    const Temporaries inner(*this);
    const Register manager = operand(*item.context_expr, {}, exit);
    code().emit(is_async ? Opcode::BeforeAsyncWith : Opcode::BeforeWith, exit, manager);
    if (is_async) code().emit(Opcode::Move, after(exit), await_register(after(exit), 1));
  }
  const Label handler = new_label(), cleanup = new_label(), suppressed = new_label(), end = new_label();
  Region region = open_region(handler);
  Block block;
  block.kind = Block::Kind::With;
  block.region = &region;
  block.saved = exit;
  block.is_async = is_async;
  block.place = place_of(node.position);
  push_block(block);
  if (item.optional_vars) assign(*item.optional_vars, after(exit));
  if (index + 1 == node.items.size)
    body(node.body);
  else
    with_statement(node, index + 1);
  pop_block();
  end_region(region);
  exit_normally(block);
  jump_silently(end);
  if (region.used) {
    bind_handler(handler, bound);
    const Register saved = new_temporary(2);
    code().emit(Opcode::EnterHandler, saved);
    Region inner = open_region(cleanup);
    Register verdict = new_temporary();
    code().emit(Opcode::CallExit, verdict, exit, after(saved));
    if (is_async) verdict = await_register(verdict, 2);
    jump_on(Opcode::JumpIfTrue, verdict, suppressed);
    end_region(inner);
    code().emit(Opcode::LeaveHandler, saved);
    code().emit(Opcode::Reraise, after(saved));
    restore_and_reraise(cleanup, saved, {}, bound);
    bind(suppressed);
    code().emit(Opcode::LeaveHandler, saved);
  }
  bind(end);
}

}  // namespace tauraro
