#pragma once
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bytecode/assembler.h"
#include "compile/compile.h"
#include "compile/diagnostics.h"
#include "compile/fold.h"
#include "compile/local_set.h"
#include "compile/symbols.h"

namespace tauraro {

/// A stretch of code whose exceptions go to one handler. It may be left and entered again: every exit path through `finally`
/// runs outside of it.
struct Region {
  Label handler;
  Label start;
  int depth = 0;
  bool open = false;
  bool used = false;  ///< some code lies in it
};

/// A statement that is being generated and that `break`, `continue` or `return` may have to leave.
struct Block {
  enum class Kind : std::uint8_t {
    Loop,
    Try,             ///< the body of try/except
    Handlers,        ///< the except clauses: tests and bodies
    HandlerBody,     ///< one except clause: the handled exception is to be restored, the name to be cleared
    StarHandlers,    ///< except* clauses: must not be left
    Finally,         ///< the body (and handlers) of try/finally: the final body is to be run
    FinallyHandler,  ///< the final body after an exception
    With,
  };
  Kind kind = Kind::Loop;
  Label break_label, continue_label;          ///< Loop
  Region* region = nullptr;                   ///< open while the block's code runs, or null
  Register saved = 0;                         ///< HandlerBody, FinallyHandler: what EnterHandler saved; With: the exit function
  std::string_view name;                      ///< HandlerBody: the name to clear, or empty
  const Span<ast::Stmt*>* final_body = nullptr;  ///< Finally (points into the tree)
  bool is_async = false;                      ///< With
  Place place;                                ///< With
};

/// One code unit in the making.
struct Unit {
  Unit* parent = nullptr;
  Scope* scope = nullptr;
  CodeUnit::Kind kind = CodeUnit::Kind::Module;
  Assembler code;
  std::vector<Block> blocks;
  std::vector<LocalSet> bound_at;     ///< by label: the locals that are surely bound on every way to it
  std::vector<bool> bound_at_known;
  LocalSet bound;                     ///< the locals that are surely bound here
  LocalSet deletable;                 ///< the locals that may become unbound again
  Register next_temporary = kFirstTemporary;
  int region_depth = 0;
  std::string qualified_name;
  bool is_async_generator = false;
  bool is_async_function = false;     ///< `async def`
};

/// The comparison that decides a condition last: CPython's place of what follows the condition in its statement. Null: there is none.
const ast::Expr* last_comparison(const ast::Expr& node);

/// Generates code from a tree whose symbols are resolved.
class Generator {
 public:
  Generator(const CompileOptions& options, SymbolTable& symbols, ErrorSink& errors, std::vector<SyntaxWarningNote>& warnings);

  CodeUnitPtr generate(const ast::Root& root);
  void set_future(bool annotations, int last_line) {
    future_annotations_ = annotations;
    last_future_line_ = last_line;
  }

 private:
  static constexpr Register kNone = 0xffff;

  /// Sets the place of the instructions emitted in its lifetime.
  class At {
   public:
    At(Generator& generator, const ast::Position& position) : code_(generator.code()), outer_(code_.place()) {
      code_.set_place({position.line, position.end_line, position.column, position.end_column});
    }
    At(Generator& generator, const Place& place) : code_(generator.code()), outer_(code_.place()) { code_.set_place(place); }
    ~At() { code_.set_place(outer_); }
    At(const At&) = delete;

   private:
    Assembler& code_;
    Place outer_;
  };
  /// Gives back, at its end, the temporaries taken in its lifetime.
  class Temporaries {
   public:
    explicit Temporaries(Generator& generator) : generator_(generator), saved_(generator.unit_->next_temporary) {}
    ~Temporaries() { generator_.unit_->next_temporary = saved_; }
    Temporaries(const Temporaries&) = delete;

   private:
    Generator& generator_;
    Register saved_;
  };
  /// The room of a call window: the callee's register, then the header, then the arguments.
  struct Window {
    Register base;
    Register argument(std::uint32_t index) const { return static_cast<Register>(base + kFrameHeaderWords + index); }
  };

  // ---- generator.cpp: units, names, emission ----
  Assembler& code() { return unit_->code; }
  void enter_unit(Unit& unit, Scope& scope, CodeUnit::Kind kind, std::string_view name, int first_line);
  CodeUnitPtr leave_unit();
  void emit_prologue();
  std::string qualified_name_of(std::string_view name);
  std::string_view mangled(std::string_view name) { return mangle(unit_->scope->private_name, name, symbols_.storage()); }
  std::uint32_t name_index(std::string_view name) { return code().name(mangled(name)); }

  Label new_label();
  void bind(Label label);
  /// The target of a backward jump.
  void bind_back(Label label);
  /// The entry of a handler, with the locals bound that were bound at the start of its region.
  void bind_handler(Label label, const LocalSet& bound);
  void merge_bound(Label label);
  void jump(Label target);
  void jump_back(Label target);
  void jump_on(Opcode op, Register a, Label target);
  void jump_wide(Opcode op, Register a, std::uint32_t b, std::uint32_t c, Label target, std::uint32_t e = 0);

  Register new_temporary(std::uint32_t count = 1);
  Window new_window(std::uint32_t argument_count);
  /// A window for a call whose result goes to `to`: it begins there when `to` is the topmost temporary.
  Window new_window_for(Register to, std::uint32_t argument_count);

  /// The register of a plain local, or kNone when the name is something else in this block.
  Register local_of(const Symbol& symbol);
  Symbol& symbol_of(std::string_view mangled_name);
  void set_bound(Register local) {
    if (code().reachable()) unit_->bound.insert(local);
  }
  std::uint32_t declared_global(const Symbol& symbol) const;
  void load_name_to(std::string_view name, Register to);
  void check_bound(Register local, std::string_view name);
  void store_name(std::string_view name, Register from);
  void delete_name(std::string_view name);
  void clear_name(std::string_view name);
  bool refuses_name(std::string_view name, bool deletes = false);
  /// The register of the name when it is a plain local that may be stored to directly; kNone otherwise.
  Register direct_target(const ast::Expr& target);

  void load_constant(Register to, const Constant& constant);
  void load_none(Register to);
  void load_text(Register to, std::string_view text);
  void error(std::string message);
  void error_at(const ast::Position& place, std::string message) { errors_.error(place, std::move(message)); }
  void warn(const ast::Position& place, std::string message);

  // ---- expressions.cpp ----
  /// Evaluates into any register: a local's own, or a temporary.
  Register value(const ast::Expr& node);
  /// As value(), for an operand that must keep its value while `later` is evaluated. `hint`: a temporary to use, or kNone.
  Register operand(const ast::Expr& node, std::initializer_list<const ast::Expr*> later, Register hint = kNone);
  /// Evaluates into `to`, which is written by the last instruction only (a temporary may be used as scratch before).
  void value_to(const ast::Expr& node, Register to);
  void effect(const ast::Expr& node);
  void name_to(const ast::Name& node, Register to);
  bool value_may_be_constant(const ast::Expr& node, Register to);
  void bool_op_to(const ast::BoolOp& node, Register to);
  bool percent_format_to(const ast::BinOp& node, Register to);
  void binary_to(const ast::BinOp& node, Register to);
  void unary_to(const ast::UnaryOp& node, Register to);
  void if_expression_to(const ast::IfExp& node, Register to);
  void compare_to(const ast::Compare& node, Register to);
  void compare_pair(ast::CompareOperator op, Register to, Register left, Register right);
  Register compare_operand(const ast::Expr& node, ast::CompareOperator op, std::initializer_list<const ast::Expr*> later);
  void attribute_to(const ast::Attribute& node, Register to);
  void subscript_to(const ast::Subscript& node, Register to);
  void slice_to(const ast::Slice& node, Register to);
  void sequence_to(Span<ast::Expr*> items, Opcode build, Register to);
  void spread_list(Span<ast::Expr*> items, Register list);
  void list_to(const ast::List& node, Register to);
  void tuple_to(const ast::Tuple& node, Register to);
  void set_to(const ast::Set& node, Register to);
  void dict_to(const ast::Dict& node, Register to);
  void joined_to(const ast::JoinedStr& node, Register to);
  void formatted_to(const ast::FormattedValue& node, Register to);
  void named_to(const ast::NamedExpr& node, Register to);
  void adjust_to_attribute(const ast::Attribute& node);
  bool all_constant(Span<ast::Expr*> items) const;
  const Constant* fold(const ast::Expr& node) { return folder_.fold(node); }
  bool small_int(const ast::Expr& node, std::int32_t& number);
  void check_subscript(const ast::Subscript& node);
  void check_compare(const ast::Compare& node);
  void check_caller(const ast::Expr& callee);

  // ---- conditions.cpp ----
  /// Jumps when the truth of `node` is `sense`, falls through otherwise.
  void jump_if(const ast::Expr& node, Label target, bool sense);
  void jump_if_compare(const ast::Compare& node, Label target, bool sense);
  void jump_if_pair(ast::CompareOperator op, Register left, const ast::Expr* right_node, Register right, Label target, bool sense);
  void jump_if_bool_op(const ast::BoolOp& node, Label target, bool sense);

  // ---- calls.cpp ----
  void call_to(const ast::Call& node, Register to);
  bool method_call_to(const ast::Call& node, Register to);
  void spread_call_to(Window window, std::uint32_t given, Span<ast::Expr*> args, Span<ast::Keyword*> keywords, Register to);
  void simple_arguments(Window window, std::uint32_t first, Span<ast::Expr*> args, Span<ast::Keyword*> keywords);
  void call_arguments_to(Window window, std::uint32_t given, Span<ast::Expr*> args, Span<ast::Keyword*> keywords, Register to);
  void keywords_to_dict(Span<ast::Keyword*> keywords, Register dict, Register callee);
  std::uint32_t keyword_names(Span<ast::Keyword*> keywords);
  void check_keywords(Span<ast::Keyword*> keywords);
  static bool needs_spread(Span<ast::Expr*> args, Span<ast::Keyword*> keywords);

  // ---- targets.cpp ----
  void assign(const ast::Expr& target, Register from);
  void assign_value(const ast::Expr& target, const ast::Expr& source);
  void assign_statement(const ast::Assign& node);
  bool assign_in_parallel(const ast::Expr& target, const ast::Expr& value);
  void unpack(const ast::Expr& whole, Span<ast::Expr*> targets, Register from);
  void augmented_assign(const ast::AugAssign& node);
  void inplace(const ast::AugAssign& node, Register to, Register left);
  void annotated_assign(const ast::AnnAssign& node);
  void annotation_to(const ast::Expr& annotation, Register to);
  void delete_target(const ast::Expr& target);

  // ---- statements.cpp ----
  void body(Span<ast::Stmt*> statements);
  void module_body(const ast::Root& root);
  std::uint32_t skip_docstring(Span<ast::Stmt*> statements, const ast::Constant*& doc);
  void statement(const ast::Stmt& node);
  void expression_statement(const ast::ExprStmt& node);
  void if_statement(const ast::If& node);
  void while_statement(const ast::While& node);
  void for_statement(const ast::For& node);
  void prepare_range(const ast::Expr& iterable, Register state);
  Register begin_loop(const ast::Expr& iterable, bool& is_range);
  /// A loop over the iterator in `state` (RangeNext: three registers): the target gets each item, `inside` makes the body.
  template <typename Inside>
  void loop_over(const ast::Expr& target, Register state, bool is_range, const Place& place, Label continue_label, Label end, Inside&& inside);
  void leave_error(const char* message);
  void break_statement();
  void continue_statement();
  void return_statement(const ast::Return& node);
  void raise_statement(const ast::Raise& node);
  void assert_statement(const ast::Assert& node);
  void import_statement(const ast::Import& node);
  void import_from_statement(const ast::ImportFrom& node);
  void import_name(Register to, std::string_view module, std::int32_t level, const Constant& from_list);
  void emit_return_none();

  // ---- functions.cpp ----
  void function_statement(const ast::FunctionDef& node);
  void class_statement(const ast::ClassDef& node);
  void lambda_to(const ast::Lambda& node, Register to);
  void make_function(Register to, Register group, const CodeUnitPtr& child);
  void defaults_to(const ast::Arguments& args, Register group);
  bool annotations_to(const ast::FunctionDef& node, Register to);
  bool closure_to(const CodeUnit& child, Register to);
  Register cell_register(std::string_view name);
  void set_parameters(const ast::Arguments& args);
  void check_parameters(const ast::Arguments& args);
  CodeUnitPtr function_unit(const ast::FunctionDef& node, int first_line);
  CodeUnitPtr class_unit(const ast::ClassDef& node, int first_line);
  Register begin_decorators(Span<ast::Expr*> decorators);
  void apply_decorators(Span<ast::Expr*> decorators, Register first, Register to);
  void comprehension_to(const ast::Expr& node, Span<ast::Comprehension*> generators, const ast::Expr& element, const ast::Expr* value,
                        Register to);
  CodeUnitPtr comprehension_unit(const ast::Expr& node, Span<ast::Comprehension*> generators, const ast::Expr& element,
                                 const ast::Expr* value);
  void comprehension_loop(Span<ast::Comprehension*> generators, std::uint32_t index, const ast::Expr& element, const ast::Expr* value,
                          Register result, Scope::Comprehension kind);
  void comprehension_element(const ast::Expr& element, const ast::Expr* value, Register result, Scope::Comprehension kind);

  // ---- exceptions.cpp ----
  Region open_region(Label handler);
  void close_region(Region& region);
  void end_region(Region& region);
  void reopen_region(Region& region);
  void push_block(const Block& block);
  void pop_block();
  /// Runs what leaving the innermost blocks demands, down to block number `keep`, then `leave` outside of their regions.
  template <typename Leave>
  void unwind(std::size_t keep, Leave&& leave);
  /// A jump that belongs to no line: what a debugger shows goes on from where it was.
  void jump_silently(Label target);
  void unwind_and_jump(std::size_t keep, Label target);
  void unwind_block(const Block& block);
  /// Whether leaving the unit runs code that may rebind or clear a local.
  bool unwinding_runs_code() const;
  void restore_and_reraise(Label label, Register saved, std::string_view name, const LocalSet& bound);
  void try_statement(const ast::Try& node);
  void try_handlers(const ast::Try& node);
  void except_clause(const ast::ExceptHandler& handler, Register saved, const LocalSet& bound, Label end);
  void try_star_handlers(const ast::Try& node);
  void star_clause(const ast::ExceptHandler& handler, Register parts, Register raised, Register original, const LocalSet& bound);
  void try_finally(const ast::Try& node);
  void with_statement(const ast::With& node, std::uint32_t index);
  void exit_normally(const Block& block);
  LocalSet bound_in_handler() const;

  // ---- suspensions.cpp ----
  void yield_to(const ast::Yield& node, Register to);
  void yield_from_to(const ast::YieldFrom& node, Register to);
  void await_to(const ast::Await& node, Register to);
  void yield_value(Register to, Register from);
  /// Sends through the iterator until it is done; its result is in the temporary that is returned.
  Register delegate(Register iterator);
  /// Awaits what is in `awaitable`; kind as for GetAwaitable.
  Register await_register(Register awaitable, std::uint32_t kind);
  void async_for_statement(const ast::For& node);
  template <typename Inside>
  void async_loop_over(const ast::Expr& target, Register iterator, Label continue_label, Label end, Inside&& inside);
  bool may_await() const;
  bool top_level_await() const;

  // ---- patterns.cpp ----
  struct Captures;
  void match_statement(const ast::Match& node);
  void pattern(const ast::Pattern& node, Register subject, Label fail, Captures& captures);
  void pattern_value(const ast::MatchValue& node, Register subject, Label fail);
  void pattern_sequence(const ast::MatchSequence& node, Register subject, Label fail, Captures& captures);
  void pattern_mapping(const ast::MatchMapping& node, Register subject, Label fail, Captures& captures);
  void pattern_class(const ast::MatchClass& node, Register subject, Label fail, Captures& captures);
  void pattern_or(const ast::MatchOr& node, Register subject, Label fail, Captures& captures);
  void capture(std::string_view name, Register from, Captures& captures);
  void subpatterns(Span<ast::Pattern*> patterns, Register items, Label fail, Captures& captures);
  Register unpacked(Register from, std::uint32_t count);

  const CompileOptions& options_;
  SymbolTable& symbols_;
  ErrorSink& errors_;
  std::vector<SyntaxWarningNote>& warnings_;
  Folder folder_;
  Unit* unit_ = nullptr;
  bool future_annotations_ = false;
  int last_future_line_ = -1;  // of the last line that holds a __future__ import
  bool interactive_ = false;
  bool irrefutable_allowed_ = false;  // patterns.cpp: the last case, where a pattern may match everything
  ast::Position last_pattern_;        // patterns.cpp: the pattern begun last, where CPython reports some errors
};

}  // namespace tauraro
