#include "jit/ir/block_order.h"
#include "jit/pass/pass.h"

namespace tauraro::jit {
namespace {

/// What all values that reach a boxed parameter are boxed from; `Any` until something is known.
enum class Form : std::uint8_t { Any, Int, Double, Bool, Mixed };

Form meet(Form a, Form b) {
  if (a == Form::Any) return b;
  if (b == Form::Any || a == b) return a;
  return Form::Mixed;
}

class ParamUnboxer {
 public:
  explicit ParamUnboxer(Graph& graph) : graph_(graph), form_(graph.node_count()), wanted_(graph.node_count()), needs_box_(graph.node_count()), raw_(graph.node_count()) {}

  bool run() {
    find_params();
    solve();
    find_wanted();
    find_boxes();
    std::vector<NodeId> chosen;
    for (const NodeId p : params_)
      if ((wanted_[p] || !needs_box_[p] || only_boxes_[p]) && form_[p] != Form::Any && form_[p] != Form::Mixed) chosen.push_back(p);
    if (chosen.empty()) return false;
    for (const NodeId p : chosen) {
      const BlockId block = graph_.node(p).block;
      raw_[p] = graph_.add_param(block, raw_type(form_[p]));
      if (graph_.type(p).kind == TypeKind::IntValue) graph_.node(raw_[p]).type.range = kInlineIntRange;
    }
    for (const NodeId p : chosen) add_arguments(p);
    rewrite_states();
    for (const NodeId p : chosen) rebox(p);
    graph_.apply_forwards();
    return true;
  }

 private:
  void find_params() {
    for (BlockId b = 0; b < graph_.block_count(); ++b)
      for (const NodeId p : graph_.block(b).params)
        if (graph_.type(p).is_boxed()) params_.push_back(p);
  }

  NodeId root(NodeId id) const {
    while (graph_.node(id).info().is_check() || graph_.node(id).op == Op::Assume) id = graph_.operand(id, 0);
    return id;
  }

  Form form_of(NodeId value) const {
    const NodeId from = root(value);
    switch (graph_.node(from).op) {
      case Op::BoxInt: return Form::Int;
      case Op::BoxDouble: return Form::Double;
      case Op::BoxBool: return Form::Bool;
      case Op::Param: if (form_[from] != Form::Mixed) return form_[from]; break;
      default: break;
    }
    for (const NodeId id : {value, from}) {
      switch (graph_.type(id).kind) {
        case TypeKind::IntValue: return Form::Int;
        case TypeKind::DoubleValue: return Form::Double;
        case TypeKind::BoolValue: return Form::Bool;
        default: break;
      }
    }
    return Form::Mixed;
  }

  template <class F>
  void for_each_argument(NodeId param, F&& f) {
    const BlockId block = graph_.node(param).block;
    const auto index = static_cast<std::size_t>(graph_.node(param).imm);
    BlockId last = kNoBlock;
    for (const BlockId from : std::vector<BlockId>(graph_.block(block).predecessors)) {
      if (from == last) continue;  // both edges of a branch are handled at once
      last = from;
      for (unsigned e = 0; e < graph_.block(from).edge_count; ++e)
        if (graph_.block(from).edges[e].to == block) f(from, e, graph_.block(from).edges[e].arguments[index]);
    }
  }

  void solve() {
    for (bool changed = true; changed;) {
      changed = false;
      for (const NodeId p : params_) {
        Form form = Form::Any;
        for_each_argument(p, [&](BlockId, unsigned, NodeId argument) { form = meet(form, form_of(argument)); });
        if (form == form_[p]) continue;
        form_[p] = form;
        changed = true;
      }
    }
  }

  /// Parameters that something unboxes, or that reach such a one; and those that something else than frame states wants boxed.
  void find_wanted() {
    for (BlockId b = 0; b < graph_.block_count(); ++b)
      for (NodeId n = graph_.block(b).first; n != kNoNode; n = graph_.node(n).next) {
        const Op op = graph_.node(n).op;
        if (op == Op::UnboxInt || op == Op::UnboxDouble || op == Op::UnboxBool || op == Op::CheckInt || op == Op::CheckDouble ||
            op == Op::CheckBool)
          wanted_[root(graph_.operand(n, 0))] = 1;
        else
          for (const NodeId operand : graph_.operands(n)) needs_box_[root(operand)] = 1;
      }
    for (bool changed = true; changed;) {
      changed = false;
      for (const NodeId p : params_) {
        if (!wanted_[p]) continue;
        for_each_argument(p, [&](BlockId, unsigned, NodeId argument) {
          const NodeId from = root(argument);
          if (graph_.node(from).op == Op::Param && !wanted_[from]) wanted_[from] = changed = true;
        });
      }
    }
  }

  /// Parameters that only get what was boxed on the way: boxing it after them costs no more. What enters a loop may be of any kind.
  void find_boxes() {
    std::vector<std::uint32_t> position(graph_.block_count());
    std::uint32_t next = 0;
    for (const BlockId b : reverse_post_order(graph_)) position[b] = next++;
    const auto enters_loop = [&](BlockId from, BlockId header) {
      if (position[from] >= position[header]) return false;
      for (const BlockId other : graph_.block(header).predecessors)
        if (position[other] >= position[header]) return true;
      return false;
    };
    only_boxes_.assign(graph_.node_count(), 0);
    for (const NodeId p : params_) only_boxes_[p] = 1;
    for (bool changed = true; changed;) {
      changed = false;
      for (const NodeId p : params_) {
        if (!only_boxes_[p]) continue;
        bool only = true;
        for_each_argument(p, [&](BlockId from, unsigned, NodeId argument) {
          if (enters_loop(from, graph_.node(p).block)) return;
          const Op op = graph_.node(root(argument)).op;
          const bool is_box = op == Op::BoxInt || op == Op::BoxDouble || op == Op::BoxBool || op == Op::ConstValue;
          only = only && (is_box || (op == Op::Param && only_boxes_[root(argument)]));
        });
        if (!only) only_boxes_[p] = 0, changed = true;
      }
    }
  }

  static Type raw_type(Form form) {
    return form == Form::Int ? Type::int64() : form == Form::Double ? Type::float64() : Type::boolean();
  }

  void add_arguments(NodeId p) {
    const Form form = form_[p];
    for_each_argument(p, [&](BlockId from, unsigned edge, NodeId argument) {
      const NodeId value = unboxed(from, argument, form);
      graph_.block(from).edges[edge].arguments.push_back(value);
    });
  }

  NodeId unboxed(BlockId block, NodeId value, Form form) {
    const NodeId from = root(value);
    const Node& node = graph_.node(from);
    if (node.op == Op::Param && from < raw_.size() && raw_[from] != kNoNode) return raw_[from];
    if (node.op == Op::BoxInt || node.op == Op::BoxDouble || node.op == Op::BoxBool) return graph_.operand(from, 0);
    const Op op = form == Form::Int ? Op::UnboxInt : form == Form::Double ? Op::UnboxDouble : Op::UnboxBool;
    const NodeId result = graph_.make(op, Type::void_type(), {{value}});
    if (form == Form::Int) graph_.node(result).type.range = kInlineIntRange;
    graph_.insert_before(graph_.block(block).last, result);
    return result;
  }

  void rewrite_states() {
    const auto rewritten = [&](NodeId value) {
      const NodeId from = root(value);
      return from < raw_.size() && raw_[from] != kNoNode ? raw_[from] : value;
    };
    for (StateId s = 1; s < graph_.state_count(); ++s)
      for (StateSlot& slot : graph_.slots(s))
        if (graph_.node(slot.value).op != Op::VirtualObject) slot.value = rewritten(slot.value);
  }

  /// Other uses get it boxed again; boxes that only unboxing used are dead then.
  void rebox(NodeId p) {
    const Op op = form_[p] == Form::Int ? Op::BoxInt : form_[p] == Form::Double ? Op::BoxDouble : Op::BoxBool;
    const NodeId box = graph_.make(op, op == Op::BoxInt ? graph_.type(p) : Type::void_type(), {{raw_[p]}});
    const BlockId block = graph_.node(p).block;
    graph_.insert_before(graph_.block(block).first, box);
    const auto index = static_cast<unsigned>(graph_.node(p).imm);
    graph_.replace(p, box);
    graph_.remove_param(block, index);
  }

  Graph& graph_;
  std::vector<NodeId> params_;
  std::vector<Form> form_;              // by NodeId
  std::vector<std::uint8_t> wanted_, needs_box_, only_boxes_;
  std::vector<NodeId> raw_;             // the unboxed parameter
};

}  // namespace

/// A boxed parameter that only gets boxed ints (or doubles, or bools) and is unboxed somewhere becomes an unboxed one. Frame states
/// name the unboxed value.
bool unbox_params(Graph& graph, const PassLimits&) { return ParamUnboxer(graph).run(); }

}  // namespace tauraro::jit
