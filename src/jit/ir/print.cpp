#include "jit/ir/print.h"

#include <bit>
#include <charconv>
#include <cmath>

#include "jit/ir/block_order.h"

namespace tauraro::jit {
namespace {

std::string hex(std::uint64_t bits) {
  char buffer[20];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, bits, 16).ptr;
  return "0x" + std::string(buffer, end);
}

std::string double_text(std::uint64_t bits) {
  const double number = std::bit_cast<double>(bits);
  if (!std::isfinite(number)) return "double:" + hex(bits);
  char buffer[40];
  std::string text(buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

class Printer {
 public:
  explicit Printer(const Graph& graph) : graph_(graph), node_names_(graph.node_count()), block_names_(graph.block_count()) {}

  std::string run() {
    order_ = reverse_post_order(graph_);
    for (std::uint32_t i = 0; i < order_.size(); ++i) block_names_[order_[i]] = i;
    name_nodes();
    print_layouts();
    for (const BlockId id : order_) print_block(id);
    return std::move(out_);
  }

 private:
  void name_nodes() {
    for (const BlockId id : order_) {
      for (const NodeId param : graph_.block(id).params) node_names_[param] = ++last_name_;
      for (NodeId n = graph_.block(id).first; n != kNoNode; n = graph_.node(n).next)
        if (graph_.node(n).type.kind != TypeKind::Void) node_names_[n] = ++last_name_;
    }
  }

  void print_layouts() {
    std::vector<bool> used;
    const auto mark = [&](NodeId value) {
      if (value == kNoNode || graph_.node(value).op != Op::VirtualObject) return;
      const auto index = static_cast<std::size_t>(graph_.node(value).imm);
      if (used.size() <= index) used.resize(index + 1);
      used[index] = true;
      for (const NodeId field : graph_.operands(value))
        if (graph_.node(field).op == Op::VirtualObject) {
          const auto inner = static_cast<std::size_t>(graph_.node(field).imm);
          if (used.size() <= inner) used.resize(inner + 1);
          used[inner] = true;
        }
    };
    for (const BlockId id : order_)
      for (NodeId n = graph_.block(id).first; n != kNoNode; n = graph_.node(n).next)
        if (graph_.node(n).state != kNoState) graph_.for_each_state_value(graph_.node(n).state, mark);
    for (std::uint32_t i = 0; i < used.size(); ++i) {
      const VirtualLayout& layout = graph_.virtual_layout(i);
      out_ += "layout" + std::to_string(i) + " size " + std::to_string(layout.size) + " header " + hex(layout.header) + " fields";
      for (const VirtualLayout::Field& field : layout.fields)
        out_ += " " + std::to_string(field.offset) + ":" + memory_kind_name(field.memory);
      out_ += "\n";
    }
  }

  void print_block(BlockId id) {
    const Block& block = graph_.block(id);
    out_ += block_name(id);
    if (!block.params.empty()) {
      out_ += "(";
      for (std::size_t i = 0; i < block.params.size(); ++i)
        out_ += (i ? ", " : "") + name(block.params[i]) + ": " + print_type(graph_.type(block.params[i]));
      out_ += ")";
    }
    if (block.frequency != 1) out_ += " frequency " + double_text(std::bit_cast<std::uint64_t>(block.frequency));
    out_ += ":\n";
    for (NodeId n = block.first; n != kNoNode; n = graph_.node(n).next) print_node(block, n);
  }

  void print_node(const Block& block, NodeId id) {
    const Node& node = graph_.node(id);
    const OpInfo& op = node.info();
    out_ += "    ";
    if (node.type.kind != TypeKind::Void) out_ += name(id) + " = ";
    out_ += op.name;
    const bool is_call = op.payload == Payload::Call;
    if (is_call) out_ += std::string(" ") + graph_.call_of(node).name + "(";
    const char* separator = is_call ? "" : " ";
    for (const NodeId operand : graph_.operands(node)) {
      out_ += separator + name(operand);
      separator = ", ";
    }
    if (is_call) out_ += ")";
    for (unsigned i = 0; i < block.edge_count && op.is_terminator(); ++i) {
      out_ += separator;
      separator = ", ";
      print_edge(block.edges[i]);
    }
    print_payload(node);
    Type plain;
    plain.kind = op.result;
    if (op.result_rule != ResultRule::Fixed || !(node.type == plain)) out_ += " : " + print_type(node.type);
    if (node.state != kNoState) print_state(node.state);
    out_ += "\n";
  }

  void print_edge(const Edge& edge) {
    out_ += block_name(edge.to);
    if (edge.arguments.empty()) return;
    out_ += "(";
    for (std::size_t i = 0; i < edge.arguments.size(); ++i) out_ += (i ? ", " : "") + name(edge.arguments[i]);
    out_ += ")";
  }

  void print_payload(const Node& node) {
    switch (node.info().payload) {
      case Payload::None:
      case Payload::Call: break;
      case Payload::Imm: out_ += " #" + std::to_string(node.imm); break;
      case Payload::Range: out_ += " #[" + std::to_string(node.imm) + ", " + std::to_string(node.imm2) + "]"; break;
      case Payload::Alloc: out_ += " #" + std::to_string(node.imm) + " header " + hex(static_cast<std::uint64_t>(node.imm2)); break;
      case Payload::Field:
        out_ += (node.imm < 0 ? " " : " +") + std::to_string(node.imm) + " " + memory_kind_name(node.memory) + " " +
                region_name(node.location.region);
        if (node.location.id != kAnyId) out_ += ":" + std::to_string(node.location.id);
        break;
    }
  }

  void print_state(StateId id) {
    out_ += "  exit {";
    for (bool first = true; id != kNoState; id = graph_.state(id).caller, first = false) {
      const FrameState& state = graph_.state(id);
      static constexpr const char* kKinds[] = {"before ", "after ", "throw "};
      if (!first) out_ += "; ";
      out_ += kKinds[static_cast<unsigned>(state.kind)] + std::to_string(state.code) + ":" + std::to_string(state.pc);
      if (state.continuation || state.continuation_operand)
        out_ += " ->" + std::to_string(state.continuation) + ":" + std::to_string(state.continuation_operand);
      if (state.reason) out_ += " #" + std::to_string(state.reason);
      const char* separator = " ";
      for (const StateSlot& slot : graph_.slots(id)) {
        out_ += separator;
        separator = ", ";
        if (slot.kind == StateSlot::Kind::Register) {
          out_ += "r" + std::to_string(slot.index);
        } else {
          out_ += "[" + name(slot.base) + " + " + std::to_string(slot.index) + " " + memory_kind_name(slot.memory) + "]";
        }
        out_ += " = " + name(slot.value);
      }
    }
    out_ += "}";
  }

  std::string block_name(BlockId id) const { return "block" + std::to_string(block_names_[id]); }

  std::string name(NodeId id) const {
    const Node& node = graph_.node(id);
    switch (node.op) {
      case Op::ConstInt: return std::to_string(node.imm);
      case Op::ConstDouble: return double_text(static_cast<std::uint64_t>(node.imm));
      case Op::ConstBool: return node.imm ? "true" : "false";
      case Op::ConstRaw: return "raw:" + hex(static_cast<std::uint64_t>(node.imm));
      case Op::ConstValue: return value_text(node);
      case Op::Window: return "window";
      case Op::Thread: return "thread";
      case Op::VirtualObject: {
        std::string text = "virtual" + std::to_string(node.imm) + "(";
        for (std::size_t i = 0; i < node.operand_count; ++i) text += (i ? ", " : "") + name(graph_.operands(node)[i]);
        return text + ")";
      }
      default: return node_names_[id] ? "v" + std::to_string(node_names_[id] - 1) : "?" + std::to_string(id);
    }
  }

  static std::string value_text(const Node& node) {
    const auto bits = static_cast<std::uint64_t>(node.imm);
    if (bits == kNoneBits) return "None";
    if (bits == kFalseBits) return "False";
    if (bits == kTrueBits) return "True";
    return "value:" + hex(bits) + (node.type.shape ? "#" + std::to_string(node.type.shape) : "");
  }

  const Graph& graph_;
  std::vector<BlockId> order_;
  std::vector<std::uint32_t> node_names_;  // by NodeId; 0: none
  std::vector<std::uint32_t> block_names_;
  std::uint32_t last_name_ = 0;
  std::string out_;
};

}  // namespace

std::string print_type(const Type& type) {
  std::string text = type_kind_name(type.kind);
  if (type.kind == TypeKind::Int64 && !type.range.is_full())
    text += "[" + std::to_string(type.range.low) + ", " + std::to_string(type.range.high) + "]";
  if (type.kind == TypeKind::Cell && type.shape) text += "#" + std::to_string(type.shape);
  return text;
}

std::string print_graph(const Graph& graph) { return Printer(graph).run(); }

}  // namespace tauraro::jit
