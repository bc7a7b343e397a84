#pragma once
#include <map>
#include <set>

#include "jit/build/environment.h"
#include "jit/build/unit.h"
#include "jit/target/runtime_calls.h"
#include "object/iteration_feedback.h"
#include "object/operations.h"

namespace tauraro::jit {

/// A loop of the bytecode: all between its header and the last jump back to it.
struct BytecodeLoop {
  std::uint32_t header, last;  ///< word indices: first instruction, and the backward jump that ends it
  std::vector<bool> writes;    ///< by register
};

/// What one build shares among its scopes, and keeps when it has to start again with less optimistic types.
struct UnitState {
  Vm& vm;
  const UnitRequest& request;
  FactsProvider& facts;
  Graph* graph = nullptr;
  std::vector<CodeReference> codes;
  Assumptions assumptions;
  std::uint32_t inlined_calls = 0;
  std::uint32_t bytecodes = 0;
  std::bitset<kOpcodeCount> opcodes;
  std::uint32_t node_budget = 6000;
  std::string failure;
  bool restart = false;
  std::unordered_map<NodeId, std::uint32_t> shapes;  ///< that objects were last known to have; they may change
  // Kept over restarts:
  std::map<std::uint64_t, std::set<std::uint32_t>> boxed_at_header;  ///< loop header (scope key, context, pc) -> variables that must be boxed
  std::set<std::uint64_t> world_loops;     ///< loops in which Python code may run between two iterations' uses of globals
  std::uint32_t most_inlined = 40;         ///< calls
  std::set<std::uint32_t> stored_globals;  ///< numbers of the globals that the unit assigns
  std::set<std::uint32_t> window_written;  ///< registers of the outermost frame that the unit stores into memory
  std::vector<GlobalCell*> globals;        ///< variables kept in registers, by number

  bool failed() const { return !failure.empty() || restart; }
};

/// Builds the graph of one activation: the unit's own, or that of an inlined call.
class Scope {
 public:
  /// `function` null: `function_node` is a function of this code that is only known at run time. `window`: word of its register 0 in the
  /// outermost activation's window.
  Scope(UnitState& unit, LinkedCode* code, Function* function, Scope* caller, std::uint32_t call_pc, std::uint64_t key, NodeId function_node = kNoNode,
        std::uint32_t window = 0);

  /// Builds everything reachable from `pc`, entered from `block`.
  void build(std::uint32_t pc, BlockId block, Environment environment);

  /// Of an inlined call, after build(): the block and state where its caller goes on, with the result; false when it never returns.
  bool continue_after(BlockId* block, Environment* environment, NodeId* result);

 private:
  friend class UnitBuilder;
  friend class Intrinsics;
  struct Place {  // of a bytecode block; contexts: see loop_context()
    std::uint32_t context, pc;
    auto operator<=>(const Place&) const = default;
  };
  struct Header {  // a loop header that has been begun
    BlockId block;
    std::vector<std::uint32_t> variables;  // by parameter: register, or register_count + global
  };
  struct Context {
    std::uint32_t start;  // pc where it was entered
  };
  struct Returned {
    BlockId block;
    Environment environment;
    NodeId value;
  };

  // scope.cpp: blocks and edges
  void find_structure();
  void run();
  void begin_block(Place place, std::vector<PendingEdge> edges);
  /// What a variable is at the start of a block; adds a parameter when its edges (or the loop) disagree.
  NodeId merge_variable(std::uint32_t variable, const std::vector<PendingEdge>& edges, const BytecodeLoop* loop, Place place, BlockId block,
                        std::vector<std::uint32_t>* parameters);
  bool varies_in_loop(std::uint32_t variable, const BytecodeLoop& loop) const;
  void edge_to(std::uint32_t pc);
  void edge_from(BlockId block, Environment environment, std::uint32_t pc);
  void finish_edge(BlockId block, Environment environment, std::uint32_t pc);
  void close_loop(const Header& header, Place place, BlockId block, Environment& environment);
  Place place_of(std::uint32_t pc);
  const BytecodeLoop* loop_at(std::uint32_t header) const;
  bool is_wanted(std::uint32_t reg, std::uint32_t pc) const;
  NodeId& variable_of(Environment& environment, std::uint32_t variable) const;
  std::uint64_t header_key(Place place) const { return key_ * 1000003 + place.context * 65537ull + place.pc; }
  NodeId convert(BlockId block, NodeId node, Representation wanted);
  void branch_to(NodeId condition, std::uint32_t if_true, std::uint32_t if_false);

  // values.cpp
  NodeId reg(std::uint32_t index);
  void set(std::uint32_t index, NodeId node) { environment_.registers[index] = node; }
  NodeId append(Op op, std::initializer_list<NodeId> operands, StateId state = kNoState) { return graph().append(block_, op, operands, state); }
  NodeId box(NodeId node) { return convert(block_, node, Representation::Value); }
  /// The same value as an Int64 (Double); checks and remembers when it is boxed. Reason: the assumption's.
  NodeId as_int(NodeId node, Reason reason = Reason::Operand);
  NodeId as_double(NodeId node, bool ints_too, Reason reason = Reason::Operand);
  NodeId as_cell(NodeId node, std::uint32_t exact_shape, Reason reason = Reason::Shape);
  void narrow(NodeId from, NodeId to);
  StateId state(Reason reason = Reason::None);
  StateId state_at(std::uint32_t pc, StateKind kind, Reason reason);
  StateId throw_state() { return state_at(pc_, StateKind::Throw, handler() || caught_inline() ? Reason::Raised : Reason::None); }
  void exit_here(Reason reason);
  NodeId constant_value(Value value);
  NodeId condition(NodeId value, const Instruction& at);
  bool is_hot_exit(Reason reason) const { return facts_.exits.is_hot(pc_, reason); }
  void store_pc();
  void store_register(std::uint32_t index, NodeId node);
  /// Frames can be looked at while others run: named variables go to memory where it is behind.
  void store_locals(Scope& here);
  void store_to_window(BlockId block, std::uint32_t index, NodeId node);
  /// A call was made from here: its callee's frame header and registers lie over these.
  void clobber_registers(std::uint32_t first);
  void note_window_write(std::uint32_t word);
  NodeId load_register(std::uint32_t index);
  /// Python code may have run: globals are in memory, and assumptions may have fallen. The state is that of the next bytecode.
  void before_world();
  void world_ran();
  void check_valid(BlockId block, std::uint32_t pc);
  void note_world_in_loops();
  /// Around runtime calls that look at frames: headers of the inlined calls that the builder stands in.
  void push_frames();
  void pop_frames();
  Scope& outermost() { return caller_ ? caller_->outermost() : *this; }
  NodeId window_address();  ///< of this activation's register 0
  void flush_globals(BlockId block, Environment& environment);
  NodeId runtime_call(Runtime which, std::initializer_list<NodeId> arguments, bool world);
  NodeId pc_constant() { return graph().const_raw(reinterpret_cast<std::uint64_t>(code_->instructions + pc_)); }
  NodeId global(std::uint32_t number);
  void watch_type(::tauraro::Type* type);
  /// A call that may run Python code, with all that goes around it; its exceptions go to their handler in this unit, or leave.
  NodeId world_call(bool compiled, std::uint32_t row, std::span<const NodeId> operands);

  // exceptions.cpp
  bool caught_inline() const;            ///< by a handler of an inlined function, which the unit leaves for
  bool catches_often(LinkedCode* code);  ///< whether its handlers are better compiled than left for
  const ExceptionRange* handler();  ///< in the outermost activation, of what the builder stands at; null: none
  bool catches() { return handler() && is_hot_exit(Reason::Raised); }
  void go_to_handler(StateId thrown);
  void raise();
  void enter_handler();
  void leave_handler();
  void jump_unless_matches();

  // suspensions.cpp
  void make_generator();
  void suspend();
  void save_in_generator(NodeId generator, std::uint32_t resumed_at);
  void save_in_window();
  bool is_as_entered(std::uint32_t index) const;
  void send();
  bool resume_inline(std::uint32_t item, std::uint32_t base, std::uint32_t if_item, std::uint32_t if_done);
  const Generator* sample_generator(std::uint32_t base) const;
  Value sample(std::uint32_t index) const;
  BlockId branch_unless_resumable(NodeId generator, const Instruction* resume_at);
  void enter_resumed(const Generator* generator, NodeId node);
  void refuse_inlining();
  void leave_resumed(std::vector<Returned>& ways, const Environment& before, std::uint32_t item, std::uint32_t target);

  // instructions.cpp
  void instruction();
  void generic();
  void load_global();
  void store_global();
  void return_value(NodeId value);
  std::uint32_t global_number(GlobalCell* cell);

  // numbers.cpp
  void arithmetic(BinaryOp op, NodeId left, NodeId right);
  NodeId int_arithmetic(BinaryOp op, NodeId left, NodeId right);
  NodeId double_arithmetic(BinaryOp op, NodeId left, NodeId right, bool ints_too);
  bool operator_call(BinaryOp op, NodeId left, NodeId right);
  NodeId any_arithmetic(BinaryOp op, NodeId left, NodeId right);
  NodeId double_operation(BinaryOp op, NodeId left, NodeId right);
  NodeId double_power(NodeId left, NodeId right, bool ints_too);
  NodeId compare(int op, NodeId left, NodeId right);
  void compare_jump(int op, NodeId right, bool jump_when);
  void identity(bool negate);
  void unary(Opcode op);
  NodeId truth(NodeId value);
  NodeId truth_of_anything(NodeId value);

  // memory.cpp
  /// The entries of a site that an object of this node can meet: one when its shape is known. Empty: none is of use.
  std::vector<const InlineCache*> entries_for(const InlineCache& site, NodeId object);
  NodeId load_entry(const InlineCache& entry, NodeId object);
  BlockId branch_on_shape(NodeId cell, const InlineCache& entry, bool last, NodeId* checked);
  void load_from_one_of(const std::vector<const InlineCache*>& entries, NodeId object);
  void load_method_of_one(const std::vector<const InlineCache*>& entries, NodeId object);
  void load_attribute();
  void load_property(const InlineCache& entry, NodeId object);
  void store_attribute();
  void load_method();
  void get_item(NodeId key);
  void set_item();
  /// bytes and bytearray
  struct Bytes {
    NodeId length, base, start;  ///< start: of a bytearray's bytes in its storage
  };
  Bytes bytes_of(NodeId container, bool mutable_bytes);
  void get_byte(NodeId container, NodeId key, bool mutable_bytes);
  void set_byte(NodeId container, NodeId key, NodeId value);
  void unpack_sequence();
  void unpack_known();
  void append_to_list(NodeId list, NodeId value);
  NodeId checked_index(NodeId key, NodeId length);
  NodeId check_shape(NodeId object, std::uint32_t shape);

  // calls.cpp
  struct Callee {  // of a call that is being built
    LinkedCode* code;
    Function* function;    // null: only the code is known
    NodeId node;           // the function
    Continuation continuation = Continuation::Store;  // of its frame, when the unit leaves in its middle
  };
  void call();
  bool bind_parameters(const Callee& callee, std::vector<NodeId>& arguments, const Tuple* names);
  void check_depth();
  bool is_list_append(const NativeFunction* native, std::span<const NodeId> arguments) const;
  void call_native_function(NativeFunction* native, NodeId callee, std::vector<NodeId> arguments, std::uint32_t window);
  void call_unknown(NodeId callee, std::span<const NodeId> arguments, std::uint32_t window);
  bool call_by_feedback(NodeId callee, std::span<const NodeId> arguments, std::uint32_t window);
  bool call_one_of(NodeId callee, const std::vector<Value>& candidates, std::span<const NodeId> arguments, std::uint32_t window);
  bool call_by_code(NodeId callee, LinkedCode* code, std::span<const NodeId> arguments, std::uint32_t window);
  bool call_python(const Callee& callee, std::span<const NodeId> arguments, std::uint32_t window, std::uint16_t destination, const Tuple* names = nullptr);
  bool call_class(::tauraro::Type* type, std::span<const NodeId> arguments, std::uint32_t window, std::uint16_t destination);
  bool call_builtin_class(::tauraro::Type* type, std::span<const NodeId> arguments, std::uint32_t window);
  bool may_inline(LinkedCode* code, std::uint32_t window);
  /// `instance`: the callee is its __init__, and the result the instance.
  bool inline_call(const Callee& callee, std::span<const NodeId> arguments, std::uint32_t window, std::uint16_t destination, NodeId instance = kNoNode);
  NodeId allocate_instance(const ::tauraro::Type* type);
  /// Registers over which the frame of a callee has lain.
  void clobber_call_window() {
    if (is_call(at().op)) clobber_registers(at().b);
  }
  void call_out(std::uint32_t window, std::span<const NodeId> arguments, std::uint16_t destination);
  void merge_ways(std::vector<Returned>& ways, BlockId* block, Environment* environment, NodeId* result);

  // intrinsics.cpp
  /// A call of a builtin that is an operation of the IR for what the arguments are known to be. False: nothing has been built.
  bool intrinsic_call(Value callee, std::span<const NodeId> arguments, std::uint16_t destination);

  // allocate.cpp
  NodeId allocate(std::size_t bytes, CellKind kind, std::uint32_t shape);
  void store_fresh(NodeId cell, std::int64_t offset, Region region, NodeId value);
  void build_tuple();
  NodeId new_tuple_of(std::vector<NodeId> items);  ///< 1 or more, few
  void build_list();

  // loops.cpp
  NodeId check_int_range(NodeId number, std::int64_t low, std::int64_t high, Reason reason);
  void range_prepare();
  void range_next(bool at_bottom);
  void iterator_next(bool at_bottom);
  bool native_next(std::uint32_t item, NodeId value, std::uint32_t if_item, std::uint32_t if_done);

  // containers.cpp
  void dict_get_item(NodeId container, NodeId key);
  void dict_set_item(NodeId container, NodeId key);
  void membership(bool negate);
  bool slice_item();
  bool method_call(const NativeFunction* method, std::span<const NodeId> arguments, std::uint16_t destination);
  NodeId build_method(const NativeFunction* method, std::span<const NodeId> arguments);
  NodeId str_equality(NodeId left, NodeId right);

  // iterators.cpp
  struct NativeIterator {
    std::uint32_t shape = 0;
    NodeId cell = kNoNode, source = kNoNode;
    int length_offset = 0;  // sequences: where the source has its length
    MemoryKind length_memory = MemoryKind::Int64;
    Location length_at;
    std::vector<NativeIterator> inner;
  };
  struct CheckStates {
    StateId shape, exhausted, changed;
  };
  NodeId iterator_field(const NativeIterator& iterator, int offset, MemoryKind memory, jit::Type type);
  void set_iterator_field(const NativeIterator& iterator, int offset, MemoryKind memory, NodeId value);
  NodeId iterator_source(const NativeIterator& iterator, StateId exhausted);
  static bool has_native_steps(const IterationKinds& kinds);
  void prepare_iterator(NodeId value, const std::uint16_t*& kinds, const CheckStates& states, NativeIterator& made);
  void prepare_table(const CheckStates& states, NativeIterator& made);
  void prepare_zip(const std::uint16_t*& kinds, const CheckStates& states, NativeIterator& made);
  std::vector<NodeId> step_iterator(const NativeIterator& iterator, std::vector<BlockId>& ends);
  NodeId step_range(const NativeIterator& iterator, std::vector<BlockId>& ends);
  NodeId step_sequence(const NativeIterator& iterator, std::vector<BlockId>& ends);
  std::vector<NodeId> step_table(const NativeIterator& iterator, std::vector<BlockId>& ends);
  NodeId sequence_item(const NativeIterator& iterator, NodeId index);
  void end_iterator(const NativeIterator& iterator, BlockId block, std::vector<BlockId>& ends);
  NodeId one_char_string(NodeId character);
  NodeId as_item(const std::vector<NodeId>& items);
  bool unpacks_early(std::uint32_t pc) const;
  std::uint32_t first_pc(std::uint32_t pc) const;
  void edge_with_items(std::vector<NodeId> items, std::uint32_t item, std::uint32_t pc);
  bool unpack_on_edge(std::uint32_t pc);

  Graph& graph() const { return *unit_.graph; }
  const Instruction& at() const { return code_->instructions[pc_]; }
  const Extension& more() const { return *reinterpret_cast<const Extension*>(code_->instructions + pc_ + 1); }
  std::uint32_t register_count() const { return code_->register_count; }

  UnitState& unit_;
  LinkedCode* code_;
  Function* function_;
  Scope* caller_;
  std::uint32_t call_pc_;  // in the caller
  std::uint64_t key_;      // tells this inlined activation from others, the same in each restart
  NodeId function_node_;   // kNoNode: function_ is the function
  NodeId instance_ = kNoNode;  // of an inlined __init__: what its call gives
  std::uint32_t window_;   // word of register 0, from the outermost window
  std::uint32_t code_number_;
  CodeFacts& facts_;
  const CodeUnit& source_;
  std::vector<bool> leaders_;
  std::vector<BytecodeLoop> loops_;
  std::vector<Context> contexts_;
  std::map<Place, std::vector<PendingEdge>> waiting_;
  std::map<Place, Header> headers_;
  std::vector<Returned> returns_;
  std::map<NodeId, std::vector<Value>> callees_;  // what a node made by LoadMethod can be
  StateId caller_state_ = kNoState;
  Continuation continuation_ = Continuation::Store;
  // A generator that is resumed inline, in the loop of its caller:
  NodeId generator_ = kNoNode;
  std::uint32_t resumed_at_ = 0;             // pc
  const Generator* sample_ = nullptr;        // one like it, as it was when compiling began
  std::vector<Returned> yields_;
  std::uint32_t depth_ = 0;  // of inlining

  // Where the builder stands
  Place place_{0, 0};
  std::uint32_t pc_ = 0;
  BlockId block_ = kNoBlock;  // kNoBlock: what follows cannot be reached
  bool unreachable_ = false;  // an exit has been built; the rest of the bytecode goes nowhere
  bool ran_python_ = false;   // in this bytecode: assumptions must be checked at its end
  Environment environment_;
  std::vector<NodeId> entry_loads_;  // outermost frame: the node of each register as it was at entry; memory still holds it
};

}  // namespace tauraro::jit
