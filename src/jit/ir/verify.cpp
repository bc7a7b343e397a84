#include "jit/ir/verify.h"

#include "jit/ir/block_order.h"
#include "jit/ir/print.h"

namespace tauraro::jit {
namespace {

class Verifier {
 public:
  explicit Verifier(const Graph& graph) : graph_(graph) {}

  std::string run() {
    if (graph_.block_count() == 0) return "no blocks";
    if (!graph_.block(0).params.empty()) return "the entry has parameters";
    for (BlockId id = 0; id < graph_.block_count() && error_.empty(); ++id)
      if (!graph_.block(id).erased) check_block(id);
    if (error_.empty()) check_predecessors();
    if (error_.empty()) check_dominance();
    return error_;
  }

 private:
  void fail(BlockId block, NodeId node, const std::string& what) {
    if (!error_.empty()) return;
    error_ = "block " + std::to_string(block);
    if (node != kNoNode) error_ += ", node " + std::to_string(node) + " (" + graph_.node(node).info().name + ")";
    error_ += ": " + what;
  }

  void check_block(BlockId id) {
    const Block& block = graph_.block(id);
    if (block.last == kNoNode || !graph_.node(block.last).info().is_terminator()) return fail(id, kNoNode, "no terminator");
    for (std::size_t i = 0; i < block.params.size(); ++i) {
      const Node& param = graph_.node(block.params[i]);
      if (param.op != Op::Param || param.block != id || param.imm != static_cast<std::int64_t>(i) || param.erased)
        return fail(id, block.params[i], "bad parameter");
    }
    NodeId previous = kNoNode;
    for (NodeId n = block.first; n != kNoNode && error_.empty(); previous = n, n = graph_.node(n).next) {
      const Node& node = graph_.node(n);
      if (node.previous != previous || node.block != id || node.erased) return fail(id, n, "broken list");
      if (node.info().is_constant() || node.op == Op::Param) return fail(id, n, "cannot stand in a block");
      if (node.info().is_terminator() != (n == block.last)) return fail(id, n, "terminator and end of block differ");
      check_node(id, n);
    }
    check_edges(id);
  }

  void check_node(BlockId block, NodeId id) {
    const Node& node = graph_.node(id);
    check_operands(block, id);
    const bool raises = node.info().payload != Payload::Call || graph_.call_of(node).raise != RaiseKind::Never;
    if (node.info().may_exit() && node.state == kNoState && raises) fail(block, id, "needs a frame state");
    if (node.info().result_rule == ResultRule::Fixed && node.type.kind != node.info().result) fail(block, id, "wrong type");
    if (node.info().result_rule == ResultRule::Same && node.operand_count &&
        representation(node.type.kind) != representation(graph_.type(graph_.operand(id, 0)).kind))
      fail(block, id, "a check changes the representation");
    if (node.op == Op::Assume && representation(node.type.kind) != representation(graph_.type(graph_.operand(id, 0)).kind))
      fail(block, id, "an assumption changes the representation");
    if (node.type.kind == TypeKind::Int64 && node.type.range.low > node.type.range.high) fail(block, id, "empty range");
    if (node.op == Op::Select)
      for (unsigned i = 1; i <= 2; ++i)
        if (representation(graph_.type(graph_.operand(id, i)).kind) != representation(node.type.kind)) fail(block, id, "mixed select");
    if (node.info().payload == Payload::Field && node.type.kind != TypeKind::Void && !fits(node.memory, node.type.kind))
      fail(block, id, "memory kind and type differ");
    if (node.info().payload == Payload::Field && node.type.kind == TypeKind::Void &&
        !fits(node.memory, graph_.type(graph_.operands(node).back()).kind))
      fail(block, id, "memory kind and stored value differ");
    for (StateId state = node.state; state != kNoState; state = graph_.state(state).caller)
      for (const StateSlot& slot : graph_.slots(state)) {
        const Representation held = representation(graph_.type(slot.value).kind);
        if (held == Representation::None || (held == Representation::Raw && slot.kind == StateSlot::Kind::Register))
          fail(block, id, "its frame state names what is no value");
      }
  }

  static bool fits(MemoryKind memory, TypeKind type) {
    switch (memory) {
      case MemoryKind::Value: return representation(type) == Representation::Value;
      case MemoryKind::Raw: return type == TypeKind::Raw;
      case MemoryKind::Double:
      case MemoryKind::Float: return type == TypeKind::Double;
      case MemoryKind::Bool: return type == TypeKind::Bool;
      default: return type == TypeKind::Int64;
    }
  }

  void check_operands(BlockId block, NodeId id) {
    const Node& node = graph_.node(id);
    if (node.info().payload == Payload::Call) return check_call(block, id);
    const char* letter = node.info().operands;
    for (const NodeId operand : graph_.operands(node)) {
      if (*letter == '\0') return fail(block, id, "too many operands");
      if (operand == kNoNode || operand >= graph_.node_count()) return fail(block, id, "bad operand");
      if (graph_.node(operand).erased) return fail(block, id, "uses an erased node " + std::to_string(operand));
      if (!matches(*letter, graph_.type(operand).kind))
        return fail(block, id, "operand of type " + print_type(graph_.type(operand)) + " where '" + *letter + "' is wanted");
      if (*letter != '*') ++letter;
    }
    if (*letter != '\0' && *letter != '*') fail(block, id, "too few operands");
  }

  void check_call(BlockId block, NodeId id) {
    const Node& node = graph_.node(id);
    if (node.imm < 0 || static_cast<std::size_t>(node.imm) >= graph_.calls().size()) return fail(block, id, "no such runtime call");
    const RuntimeCall& call = graph_.call_of(node);
    const unsigned first = node.op == Op::CallPointer ? 1 : 0;
    const unsigned more = node.op == Op::CallCompiled || node.op == Op::CallCompiledRaw ? 6 : 0;
    if (node.operand_count != call.argument_count + first + more) return fail(block, id, "wrong number of arguments");
    for (unsigned i = 0; i < call.argument_count; ++i)
      if (representation(graph_.type(graph_.operand(id, first + i)).kind) != representation(call.arguments[i]))
        return fail(block, id, "argument " + std::to_string(i) + " has the wrong type");
    if (representation(node.type.kind) != representation(call.result)) fail(block, id, "wrong type of result");
  }

  static bool matches(char letter, TypeKind kind) {
    switch (letter) {
      case 'i': return kind == TypeKind::Int64;
      case 'd': return kind == TypeKind::Double;
      case 'b': return kind == TypeKind::Bool;
      case 'v': return kind >= TypeKind::Value;
      case 'c': return kind == TypeKind::Cell || kind == TypeKind::Value;
      case 'r': return kind == TypeKind::Raw;
      case 'p': return kind == TypeKind::Raw || kind >= TypeKind::Value;
      case 'w': return kind == TypeKind::Int64 || kind == TypeKind::Raw || kind >= TypeKind::Value;
      default: return kind != TypeKind::Void;
    }
  }

  void check_edges(BlockId id) {
    const Block& block = graph_.block(id);
    const Op op = graph_.node(block.last).op;
    const unsigned wanted = op == Op::Jump ? 1 : op == Op::Branch ? 2 : 0;
    if (block.edge_count != wanted) return fail(id, block.last, "wrong number of edges");
    for (unsigned i = 0; i < wanted; ++i) {
      const Edge& edge = block.edges[i];
      if (edge.to == 0 || edge.to >= graph_.block_count() || graph_.block(edge.to).erased) return fail(id, block.last, "bad target");
      const Block& to = graph_.block(edge.to);
      if (edge.arguments.size() != to.params.size()) return fail(id, block.last, "wrong number of edge arguments");
      for (std::size_t k = 0; k < edge.arguments.size(); ++k) {
        const NodeId argument = edge.arguments[k];
        if (argument == kNoNode || argument >= graph_.node_count() || graph_.node(argument).erased)
          return fail(id, block.last, "bad edge argument");
        // Ranges are facts about values, not about nodes: an equal value under another node may know less.
        Type wanted = graph_.type(to.params[k]);
        wanted.range = IntRange{};
        if (!is_subtype(graph_.type(argument), wanted))
          return fail(id, block.last, "edge argument " + std::to_string(k) + " is " + print_type(graph_.type(argument)) +
                                          ", the parameter " + print_type(graph_.type(to.params[k])));
      }
    }
  }

  void check_predecessors() {
    std::vector<std::uint32_t> edges(graph_.block_count());
    for (BlockId id = 0; id < graph_.block_count(); ++id)
      for (unsigned i = 0; i < graph_.block(id).edge_count; ++i) ++edges[graph_.block(id).edges[i].to];
    for (BlockId id = 0; id < graph_.block_count(); ++id)
      if (!graph_.block(id).erased && graph_.block(id).predecessors.size() != edges[id]) fail(id, kNoNode, "predecessors are stale");
  }
  void check_dominance() {
    const Dominators dominators(graph_);
    std::vector<std::uint32_t> place(graph_.node_count());
    for (const BlockId id : dominators.order()) {
      std::uint32_t next = 1;
      for (NodeId n = graph_.block(id).first; n != kNoNode; n = graph_.node(n).next) place[n] = next++;
    }
    for (const BlockId id : dominators.order()) {
      for (NodeId n = graph_.block(id).first; n != kNoNode; n = graph_.node(n).next) {
        const auto check = [&](NodeId use) { check_use(dominators, place, id, n, use); };
        for (const NodeId operand : graph_.operands(n)) check(operand);
        if (graph_.node(n).state != kNoState) graph_.for_each_state_value(graph_.node(n).state, check);
      }
      for (unsigned i = 0; i < graph_.block(id).edge_count; ++i)
        for (const NodeId argument : graph_.block(id).edges[i].arguments)
          check_use(dominators, place, id, graph_.block(id).last, argument);
    }
  }

  void check_use(const Dominators& dominators, const std::vector<std::uint32_t>& place, BlockId block, NodeId user, NodeId use) {
    const Node& definition = graph_.node(use);
    if (definition.erased) return fail(block, user, "uses an erased node " + std::to_string(use));
    if (definition.op == Op::VirtualObject) {
      for (const NodeId field : graph_.operands(use)) check_use(dominators, place, block, user, field);
      return;
    }
    if (definition.info().is_constant()) return;
    const bool good = definition.block == block ? place[use] < place[user]
                                                : definition.block != kNoBlock && dominators.dominates(definition.block, block);
    if (!good) fail(block, user, "node " + std::to_string(use) + " (" + definition.info().name + ") does not dominate its use");
  }

  const Graph& graph_;
  std::string error_;
};

}  // namespace

std::string verify(const Graph& graph) { return Verifier(graph).run(); }

}  // namespace tauraro::jit
