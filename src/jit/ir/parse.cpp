#include "jit/ir/parse.h"

#include <cctype>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <map>

namespace tauraro::jit {
namespace {

/// Two walks over the text: the first makes blocks, parameters and nodes without operands; the second fills operands, edges and
/// states, so that names may be used before their definition.
class Parser {
 public:
  Parser(std::string_view text, Graph& graph) : text_(text), graph_(graph) {}

  std::string run() {
    for (pass_ = 1; pass_ <= 2; ++pass_) {
      position_ = 0;
      line_ = 0;
      next_node_ = 0;
      block_ = kNoBlock;
      while (error_.empty() && position_ < text_.size()) parse_line();
      if (!error_.empty()) return "line " + std::to_string(line_) + ": " + error_;
    }
    graph_.compute_predecessors();
    return "";
  }

 private:
  void parse_line() {
    ++line_;
    const std::size_t end = std::min(text_.find('\n', position_), text_.size());
    rest_ = text_.substr(position_, end - position_);
    position_ = end + 1;
    skip();
    if (rest_.empty() || rest_[0] == '#') return;
    if (rest_.starts_with("layout") && rest_.size() > 6 && std::isdigit(static_cast<unsigned char>(rest_[6]))) return parse_layout();
    if (rest_.starts_with("block") && rest_.size() > 5 && std::isdigit(static_cast<unsigned char>(rest_[5]))) return parse_header();
    parse_node();
    skip();
    if (error_.empty() && pass_ == 2 && !rest_.empty()) fail("left over: " + std::string(rest_));
  }

  // ---- pieces of text ----
  void skip() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\t')) rest_.remove_prefix(1);
  }
  bool accept(std::string_view token) {
    skip();
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  void expect(std::string_view token) {
    if (!accept(token)) fail("expected '" + std::string(token) + "' before '" + std::string(rest_.substr(0, 20)) + "'");
  }
  void fail(std::string message) {
    if (error_.empty()) error_ = std::move(message);
  }
  std::string_view word() {
    skip();
    std::size_t size = 0;
    while (size < rest_.size() && (std::isalnum(static_cast<unsigned char>(rest_[size])) || rest_[size] == '_')) ++size;
    const std::string_view result = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return result;
  }
  std::int64_t integer() {
    skip();
    if (rest_.starts_with("0x")) return static_cast<std::int64_t>(hex());
    std::int64_t number = 0;
    const auto result = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
    if (result.ec != std::errc()) fail("expected a number");
    rest_.remove_prefix(static_cast<std::size_t>(result.ptr - rest_.data()));
    return number;
  }
  std::uint64_t hex() {
    expect("0x");
    std::uint64_t bits = 0;
    const auto result = std::from_chars(rest_.data(), rest_.data() + rest_.size(), bits, 16);
    if (result.ec != std::errc()) fail("expected hexadecimal digits");
    rest_.remove_prefix(static_cast<std::size_t>(result.ptr - rest_.data()));
    return bits;
  }

  // ---- layouts and blocks ----
  void parse_layout() {
    accept("layout");
    integer();
    VirtualLayout layout;
    expect("size");
    layout.size = static_cast<std::uint32_t>(integer());
    expect("header");
    layout.header = hex();
    expect("fields");
    for (skip(); !rest_.empty() && error_.empty(); skip()) {
      const auto offset = static_cast<std::uint32_t>(integer());
      expect(":");
      layout.fields.push_back({offset, memory()});
    }
    if (pass_ == 1) graph_.add_virtual_layout(std::move(layout));
  }

  void parse_header() {
    accept("block");
    const std::int64_t number = integer();
    if (pass_ == 2) {
      ++block_;
      return;
    }
    block_ = graph_.add_block();
    if (number != block_) fail("blocks must be numbered from 0 in order");
    if (accept("(")) {
      while (error_.empty() && !accept(")")) {
        const std::string name(word());
        expect(":");
        define(name, graph_.add_param(block_, type()));
        accept(",");
      }
    }
    if (accept("frequency")) {
      char* end = nullptr;
      const std::string copy(rest_);
      graph_.block(block_).frequency = std::strtod(copy.c_str(), &end);
      rest_.remove_prefix(static_cast<std::size_t>(end - copy.c_str()));
    }
    expect(":");
  }

  void define(const std::string& name, NodeId node) {
    if (!values_.emplace(name, node).second) fail("defined twice: " + name);
  }

  Type type() {
    const std::string_view name = word();
    Type result;
    unsigned kind = 0;
    while (kind <= static_cast<unsigned>(TypeKind::Cell) && name != type_kind_name(static_cast<TypeKind>(kind))) ++kind;
    if (kind > static_cast<unsigned>(TypeKind::Cell)) fail("no such type: " + std::string(name));
    result.kind = static_cast<TypeKind>(kind);
    if (result.kind == TypeKind::Int64 && rest_.starts_with("[")) result.range = range();
    if (result.kind == TypeKind::Cell && rest_.starts_with("#")) {
      accept("#");
      result.shape = static_cast<std::uint32_t>(integer());
    }
    return result;
  }
  IntRange range() {
    IntRange result;
    expect("[");
    result.low = integer();
    expect(",");
    result.high = integer();
    expect("]");
    return result;
  }
  MemoryKind memory() {
    const std::string_view name = word();
    for (unsigned i = 0; i <= static_cast<unsigned>(MemoryKind::Bool); ++i)
      if (name == memory_kind_name(static_cast<MemoryKind>(i))) return static_cast<MemoryKind>(i);
    fail("no such memory kind: " + std::string(name));
    return MemoryKind::Value;
  }

  // ---- nodes ----
  void parse_node() {
    std::string name;
    const std::string_view before = rest_;
    std::string_view first = word();
    if (accept("=")) {
      name = first;
      first = word();
    } else {
      rest_ = before;
      first = word();
    }
    unsigned op = 0;
    while (op < kOpCount && first != kOpInfos[op].name) ++op;
    if (op == kOpCount) return fail("no such op: " + std::string(first));
    if (block_ == kNoBlock) return fail("a node outside of a block");
    if (pass_ == 1) {
      made_.push_back(graph_.append(block_, static_cast<Op>(op), Type{info(static_cast<Op>(op)).result}, std::span<const NodeId>{}));
      if (!name.empty()) define(name, made_.back());
      return;
    }
    fill(made_[next_node_++], !name.empty());
  }

  void fill(NodeId id, bool has_name) {
    const OpInfo& op = graph_.node(id).info();
    std::vector<NodeId> operands;
    std::vector<Edge> edges;
    if (op.payload == Payload::Call) {
      graph_.node(id).imm = call();
      expect("(");
      while (error_.empty() && !accept(")")) {
        operands.push_back(operand());
        accept(",");
      }
    } else {
      for (skip(); starts_operand(); skip()) {
        if (rest_.starts_with("block")) {
          edges.push_back(edge());
        } else {
          operands.push_back(operand());
        }
        if (!accept(",")) break;
      }
    }
    if (!error_.empty()) return;
    graph_.set_operands(id, operands);
    set_edges(std::move(edges));
    payload(id);
    set_type(id, has_name);
    if (accept("exit")) graph_.node(id).state = state();
  }

  bool starts_operand() const {
    return !rest_.empty() && (std::isalnum(static_cast<unsigned char>(rest_[0])) || rest_[0] == '-' || rest_[0] == '_') &&
           !rest_.starts_with("exit {");
  }

  void set_edges(std::vector<Edge> edges) {
    Block& block = graph_.block(block_);
    if (edges.size() > 2) return fail("too many edges");
    if (edges.empty()) return;
    block.edge_count = static_cast<std::uint8_t>(edges.size());
    for (std::size_t i = 0; i < edges.size(); ++i) block.edges[i] = std::move(edges[i]);
  }

  void set_type(NodeId id, bool has_name) {
    Node& node = graph_.node(id);
    if (node.info().result_rule == ResultRule::Same && node.operand_count) {
      node.type = graph_.type(graph_.operand(id, 0));
      if (node.op == Op::CheckInt) node.type = Type::int_value();
      if (node.op == Op::CheckDouble) node.type = Type::double_value();
      if (node.op == Op::CheckBool) node.type = Type::bool_value();
      if (node.op == Op::CheckCell) node.type = Type::cell();
      if (node.op == Op::CheckShape || node.op == Op::CheckExact) node.type = Type::cell(static_cast<std::uint32_t>(node.imm));
    }
    if (node.info().payload == Payload::Call) node.type = Type{graph_.call_of(node).result};
    if (accept(":")) node.type = type();
    if (node.type.kind == TypeKind::Void && has_name) fail("a result needs a type");
  }

  std::int64_t call() {
    const std::string_view name = word();
    for (std::size_t i = 0; i < graph_.calls().size(); ++i)
      if (name == graph_.calls()[i].name) return static_cast<std::int64_t>(i);
    fail("no such runtime call: " + std::string(name));
    return 0;
  }

  void payload(NodeId id) {
    switch (graph_.node(id).info().payload) {
      case Payload::None:
      case Payload::Call: return;
      case Payload::Imm:
        expect("#");
        graph_.node(id).imm = integer();
        return;
      case Payload::Range: {
        expect("#");
        const IntRange bounds = range();
        graph_.node(id).imm = bounds.low;
        graph_.node(id).imm2 = bounds.high;
        return;
      }
      case Payload::Alloc:
        expect("#");
        graph_.node(id).imm = integer();
        expect("header");
        graph_.node(id).imm2 = static_cast<std::int64_t>(hex());
        return;
      case Payload::Field: {
        accept("+");
        graph_.node(id).imm = integer();
        graph_.node(id).memory = memory();
        graph_.node(id).location = location();
        return;
      }
    }
  }

  Location location() {
    const std::string_view name = word();
    Location result;
    unsigned region = 0;
    while (region < kRegionCount && name != region_name(static_cast<Region>(region))) ++region;
    if (region == kRegionCount) fail("no such region: " + std::string(name));
    result.region = static_cast<Region>(region);
    if (rest_.starts_with(":")) {
      accept(":");
      result.id = static_cast<std::uint32_t>(integer());
    }
    return result;
  }

  Edge edge() {
    Edge result;
    expect("block");
    result.to = static_cast<BlockId>(integer());
    if (result.to >= graph_.block_count()) fail("no such block");
    if (!rest_.starts_with("(")) return result;
    accept("(");
    while (error_.empty() && !accept(")")) {
      result.arguments.push_back(operand());
      accept(",");
    }
    return result;
  }

  NodeId operand() {
    skip();
    if (rest_.empty()) return missing();
    if (accept("double:")) return graph_.const_double_bits(hex());
    if (accept("raw:")) return graph_.const_raw(hex());
    if (accept("value:")) {
      const std::uint64_t bits = hex();
      std::uint32_t shape = 0;
      if (rest_.starts_with("#")) {
        rest_.remove_prefix(1);
        shape = static_cast<std::uint32_t>(integer());
      }
      return graph_.const_value(bits, shape);
    }
    if (rest_[0] == '-' || std::isdigit(static_cast<unsigned char>(rest_[0]))) return number();
    const std::string name(word());
    if (name == "true" || name == "false") return graph_.const_bool(name == "true");
    if (name == "None") return graph_.const_value(kNoneBits);
    if (name == "False") return graph_.const_value(kFalseBits);
    if (name == "True") return graph_.const_value(kTrueBits);
    if (name == "window") return graph_.window();
    if (name == "thread") return graph_.thread();
    if (name.starts_with("virtual") && rest_.starts_with("(")) return virtual_object(name);
    const auto found = values_.find(name);
    if (found == values_.end()) {
      fail("unknown value: " + name);
      return missing();
    }
    return found->second;
  }
  NodeId missing() {
    fail("expected a value");
    return graph_.const_int(0);
  }
  NodeId number() {
    std::size_t size = 1;
    bool is_double = false;
    while (size < rest_.size() && (std::isalnum(static_cast<unsigned char>(rest_[size])) || std::strchr(".+-", rest_[size]))) {
      if (std::strchr("+-", rest_[size]) && rest_[size - 1] != 'e') break;
      if (std::strchr(".e", rest_[size])) is_double = true;
      ++size;
    }
    if (!is_double) return graph_.const_int(integer());
    const std::string text(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return graph_.const_double(std::strtod(text.c_str(), nullptr));
  }
  NodeId virtual_object(const std::string& name) {
    const auto layout = static_cast<std::uint32_t>(std::strtoul(name.c_str() + 7, nullptr, 10));
    std::vector<NodeId> fields;
    accept("(");
    while (error_.empty() && !accept(")")) {
      fields.push_back(operand());
      accept(",");
    }
    return graph_.virtual_object(layout, fields);
  }

  // ---- frame states: innermost first in the text, callers made first ----
  StateId state() {
    struct Frame {
      FrameState state;
      std::vector<StateSlot> slots;
    };
    std::vector<Frame> frames;
    expect("{");
    do {
      Frame& frame = frames.emplace_back();
      const std::string_view kind = word();
      if (kind == "after") frame.state.kind = StateKind::After;
      else if (kind == "throw") frame.state.kind = StateKind::Throw;
      else if (kind != "before") fail("no such kind of state: " + std::string(kind));
      frame.state.code = static_cast<std::uint32_t>(integer());
      expect(":");
      frame.state.pc = static_cast<std::uint32_t>(integer());
      if (accept("->")) {
        frame.state.continuation = static_cast<std::uint8_t>(integer());
        expect(":");
        frame.state.continuation_operand = static_cast<std::uint32_t>(integer());
      }
      if (accept("#")) frame.state.reason = static_cast<std::uint32_t>(integer());
      for (skip(); error_.empty() && !rest_.empty() && rest_[0] != ';' && rest_[0] != '}'; skip()) {
        frame.slots.push_back(slot());
        if (!accept(",")) break;
      }
    } while (error_.empty() && accept(";"));
    expect("}");
    StateId caller = kNoState;
    for (std::size_t i = frames.size(); i-- > 0;) {
      frames[i].state.caller = caller;
      caller = graph_.add_state(frames[i].state, frames[i].slots);
    }
    return caller;
  }

  StateSlot slot() {
    StateSlot result;
    if (accept("[")) {
      result.kind = StateSlot::Kind::PendingStore;
      result.base = operand();
      expect("+");
      result.index = static_cast<std::uint32_t>(integer());
      result.memory = memory();
      expect("]");
    } else {
      expect("r");
      result.index = static_cast<std::uint32_t>(integer());
    }
    expect("=");
    result.value = operand();
    return result;
  }

  std::string_view text_, rest_;
  Graph& graph_;
  int pass_ = 1;
  std::size_t position_ = 0;
  unsigned line_ = 0;
  BlockId block_ = kNoBlock;
  std::vector<NodeId> made_;
  std::size_t next_node_ = 0;
  std::map<std::string, NodeId> values_;
  std::string error_;
};

}  // namespace

std::string parse_graph(std::string_view text, Graph& graph) { return Parser(text, graph).run(); }

}  // namespace tauraro::jit
