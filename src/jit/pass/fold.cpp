#include "jit/pass/fold.h"

#include <bit>
#include <cmath>

#include "jit/ir/block_order.h"
#include "jit/pass/pass.h"

namespace tauraro::jit {
namespace {

/// Looks at one node after the other, operands before users. Each rule returns the node that replaces the present one, or kNoNode;
/// or it changes the present node in place.
class Folder {
 public:
  explicit Folder(Graph& graph) : graph_(graph) {}

  bool run() {
    for (const BlockId b : reverse_post_order(graph_)) {
      for (NodeId n = graph_.block(b).first; n != kNoNode;) {
        const NodeId next = graph_.node(n).next;
        for (NodeId& operand : graph_.operands(n)) operand = graph_.resolve(operand);
        visit(n);
        n = next;
      }
    }
    graph_.apply_forwards();
    unbox_state_values();
    return changed_;
  }

 private:
  /// Frame states name numbers, not their boxes: the exit boxes them.
  void unbox_state_values() {
    for (StateId s = 1; s < graph_.state_count(); ++s)
      for (StateSlot& slot : graph_.slots(s)) {
        if (graph_.node(slot.value).erased || !graph_.type(slot.value).is_boxed()) continue;
        const NodeId from = root(slot.value);
        const Op op = op_of(from);
        if (op == Op::BoxInt || op == Op::BoxDouble || op == Op::BoxBool) slot.value = graph_.operand(from, 0);
      }
  }

  void visit(NodeId n) {
    for (unsigned steps = 0; steps < 8; ++steps) {
      again_ = false;
      const NodeId by = simplify(n);
      if (by != kNoNode && by != n) {
        graph_.replace(n, by);
        changed_ = true;
        return;
      }
      if (graph_.node(n).erased || !again_) return;
    }
  }

  // ---- helpers ----
  NodeId a() const { return graph_.operand(now_, 0); }
  NodeId b() const { return graph_.operand(now_, 1); }
  bool int_constant(NodeId id, std::int64_t* number) const { return graph_.is_int_constant(id, number); }
  Op op_of(NodeId id) const { return graph_.node(id).op; }
  bool is_word_constant(NodeId id) const {
    switch (op_of(id)) {
      case Op::ConstInt: case Op::ConstBool: case Op::ConstValue: case Op::ConstRaw: return true;
      default: return false;
    }
  }
  std::uint64_t word(NodeId id) const { return static_cast<std::uint64_t>(graph_.node(id).imm); }
  /// The same value before checks and assumptions.
  NodeId root(NodeId id) const {
    while (graph_.node(id).info().is_check() || op_of(id) == Op::Assume) id = graph_.operand(id, 0);
    return id;
  }
  NodeId changed() {
    again_ = changed_ = true;
    return kNoNode;
  }
  /// The present node becomes another op on the given operands; its type is what the table says.
  NodeId become(Op op, std::initializer_list<NodeId> operands) {
    Node& node = graph_.node(now_);
    node.op = op;
    if (!info(op).may_exit()) node.state = kNoState;
    if (op == Op::ConstInt) return kNoNode;
    graph_.set_operands(now_, {operands.begin(), operands.size()});
    return changed();
  }
  NodeId insert(Op op, std::initializer_list<NodeId> operands) {
    const NodeId id = graph_.make(op, Type::void_type(), {operands.begin(), operands.size()});
    graph_.insert_before(now_, id);
    changed_ = true;
    return id;
  }
  NodeId insert_checked(Op op, std::initializer_list<NodeId> operands) {
    const NodeId id = graph_.make(op, Type::void_type(), {operands.begin(), operands.size()}, graph_.node(now_).state);
    graph_.insert_before(now_, id);
    changed_ = true;
    return id;
  }
  NodeId bool_constant(bool value) { return graph_.const_bool(value); }
  IntRange range(NodeId id) const { return graph_.type(id).range; }

  // ---- rules ----
  NodeId simplify(NodeId n) {
    now_ = n;
    const Node& node = graph_.node(n);
    if (const NodeId known = evaluate(node)) return known;
    if (node.info().is_commutative() && node.operand_count == 2) order_operands();
    switch (graph_.node(n).op) {
      case Op::AddInt: case Op::AddWrap: case Op::SubInt: case Op::SubWrap: return add_or_subtract();
      case Op::MulInt: case Op::MulWrap: return multiply();
      case Op::FloorDivInt: case Op::FloorDivWrap: case Op::ModInt: case Op::ModWrap: return divide();
      case Op::AndInt: case Op::OrInt: case Op::XorInt: return bitwise();
      case Op::MinInt: case Op::MaxInt: return min_or_max();
      case Op::ShlInt: case Op::ShrInt: case Op::ShlWrap: case Op::ShrWrap: case Op::ShrLogical: return shift();
      case Op::EqInt: case Op::NeInt: case Op::LtInt: case Op::LeInt: case Op::GtInt: case Op::GeInt: case Op::LtUnsigned:
        return compare_ints();
      case Op::EqWord: case Op::NeWord: return compare_words();
      case Op::NotBool: case Op::AndBool: case Op::OrBool: case Op::XorBool: case Op::BoolToInt: return bools();
      case Op::Select: return select();
      case Op::AddDouble: case Op::SubDouble: case Op::MulDouble: case Op::DivDouble: case Op::NegDouble: case Op::AbsDouble:
      case Op::IntToDouble: case Op::DoubleToInt:
        return doubles();
      case Op::BoxInt: case Op::BoxDouble: case Op::BoxBool: case Op::UnboxInt: case Op::UnboxDouble: case Op::UnboxBool:
        return boxes();
      case Op::IsInt: case Op::IsDouble: case Op::IsBool: case Op::IsCell: return tests();
      case Op::CheckInt: case Op::CheckDouble: case Op::CheckBool: case Op::CheckCell: case Op::CheckExact: case Op::CheckWord:
      case Op::CheckNotEmpty: case Op::CheckIndex: case Op::CheckIntRange: case Op::CheckTrue: case Op::CheckFalse: case Op::Assume:
        return checks();
      case Op::LoadField: case Op::StoreField: case Op::LoadIndexed: case Op::StoreIndexed: return addresses();
      case Op::WriteBarrier: case Op::WriteBarrierSlot:
        if (!graph_.type(graph_.operands(n).back()).may_be_cell()) {
          graph_.erase(n);
          changed_ = true;
        }
        return kNoNode;
      case Op::Branch: return branch();
      default: return kNoNode;
    }
  }

  NodeId evaluate(const Node& node) {
    if (node.operand_count == 0 || node.operand_count > 2 || node.info().is_terminator()) return kNoNode;
    if (op_of(a()) == Op::ConstDouble && (node.operand_count == 1 || op_of(b()) == Op::ConstDouble)) {
      const double x = std::bit_cast<double>(word(a())), y = node.operand_count == 2 ? std::bit_cast<double>(word(b())) : 0;
      if (const auto result = evaluate_double(node.op, x, y)) return graph_.const_double(*result);
      if (const auto result = compare_doubles(node.op, x, y)) return bool_constant(*result);
      return kNoNode;
    }
    if (node.operand_count != 2 || !is_word_constant(a()) || !is_word_constant(b())) return kNoNode;
    const auto result = evaluate_int(node.op, graph_.node(a()).imm, graph_.node(b()).imm);
    if (!result) return kNoNode;
    return node.type.kind == TypeKind::Bool ? bool_constant(*result != 0) : graph_.const_int(*result);
  }

  /// Constants to the right, else the older node to the left.
  void order_operands() {
    const bool swap = graph_.node(a()).info().is_constant() != graph_.node(b()).info().is_constant()
                          ? graph_.node(a()).info().is_constant()
                          : a() > b();
    if (swap) std::swap(graph_.operands(now_)[0], graph_.operands(now_)[1]);
  }

  NodeId add_or_subtract() {
    const Op op = op_of(now_);
    const bool subtracts = op == Op::SubInt || op == Op::SubWrap, wraps = op == Op::AddWrap || op == Op::SubWrap;
    std::int64_t c = 0, inner = 0;
    if (subtracts && a() == b()) return graph_.const_int(0);
    if (!int_constant(b(), &c)) return kNoNode;
    if (c == 0) return a();
    if (subtracts && c != std::numeric_limits<std::int64_t>::min())
      return become(wraps ? Op::AddWrap : Op::AddInt, {a(), graph_.const_int(-c)});
    if (wraps && !subtracts && op_of(a()) == Op::AddWrap && int_constant(graph_.operand(a(), 1), &inner)) {
      const auto sum = static_cast<std::int64_t>(static_cast<std::uint64_t>(c) + static_cast<std::uint64_t>(inner));
      return become(Op::AddWrap, {graph_.operand(a(), 0), graph_.const_int(sum)});
    }
    return kNoNode;
  }

  NodeId multiply() {
    const bool wraps = op_of(now_) == Op::MulWrap;
    std::int64_t c = 0;
    if (!int_constant(b(), &c)) return kNoNode;
    if (c == 0) return b();
    if (c == 1) return a();
    if (c == -1) return become(wraps ? Op::SubWrap : Op::SubInt, {graph_.const_int(0), a()});
    if (c == 2) return become(wraps ? Op::AddWrap : Op::AddInt, {a(), a()});
    if (wraps && c > 0 && std::has_single_bit(static_cast<std::uint64_t>(c)))
      return become(Op::ShlWrap, {a(), graph_.const_int(std::countr_zero(static_cast<std::uint64_t>(c)))});
    return kNoNode;
  }

  NodeId divide() {
    const Op op = op_of(now_);
    const bool wants_quotient = op == Op::FloorDivInt || op == Op::FloorDivWrap;
    std::int64_t c = 0;
    if (!int_constant(b(), &c) || c == 0) return kNoNode;
    if (c == 1) return wants_quotient ? a() : graph_.const_int(0);
    if (c == -1) return wants_quotient ? become(op == Op::FloorDivInt ? Op::SubInt : Op::SubWrap, {graph_.const_int(0), a()}) : graph_.const_int(0);
    if (c < 0) return kNoNode;
    if (std::has_single_bit(static_cast<std::uint64_t>(c))) {
      if (!wants_quotient) return become(Op::AndInt, {a(), graph_.const_int(c - 1)});
      return become(Op::ShrWrap, {a(), graph_.const_int(std::countr_zero(static_cast<std::uint64_t>(c)))});
    }
    if (range(a()).is_within({0, c - 1})) return wants_quotient ? graph_.const_int(0) : a();
    const NodeId number = a(), divisor = b();
    const NodeId quotient = divide_by_constant(graph_, now_, number, c);
    changed_ = true;
    if (wants_quotient) {
      graph_.node(quotient).type.range = graph_.type(now_).range.meet({number_low(number, c), number_high(number, c)});
      return quotient;
    }
    const NodeId product = insert(Op::MulWrap, {quotient, divisor});
    const NodeId rest = insert(Op::SubWrap, {number, product});
    graph_.node(rest).type.range = IntRange{0, c - 1}.meet(graph_.type(now_).range);
    return rest;
  }

  std::int64_t number_low(NodeId number, std::int64_t divisor) const { return *evaluate_int(Op::FloorDivWrap, range(number).low, divisor); }
  std::int64_t number_high(NodeId number, std::int64_t divisor) const { return *evaluate_int(Op::FloorDivWrap, range(number).high, divisor); }

  NodeId bitwise() {
    const Op op = op_of(now_);
    if (a() == b()) return op == Op::XorInt ? graph_.const_int(0) : a();
    std::int64_t c = 0, inner = 0;
    if (!int_constant(b(), &c)) return kNoNode;
    if (c == 0) return op == Op::AndInt ? b() : a();
    if (c == -1 && op == Op::AndInt) return a();
    if (op == Op::AndInt && c > 0 && std::has_single_bit(static_cast<std::uint64_t>(c) + 1) && range(a()).is_within({0, c})) return a();
    if (op_of(a()) == op && int_constant(graph_.operand(a(), 1), &inner))
      return become(op, {graph_.operand(a(), 0), graph_.const_int(*evaluate_int(op, inner, c))});
    return kNoNode;
  }

  NodeId min_or_max() {
    if (a() == b()) return a();
    const bool takes_less = op_of(now_) == Op::MinInt;
    if (range(a()).high <= range(b()).low) return takes_less ? a() : b();
    if (range(b()).high <= range(a()).low) return takes_less ? b() : a();
    return kNoNode;
  }

  NodeId shift() {
    const Op op = op_of(now_);
    std::int64_t c = 0;
    if (!int_constant(b(), &c)) return kNoNode;
    if (c == 0) return a();
    if (op == Op::ShrInt && c > 0) return become(Op::ShrWrap, {a(), graph_.const_int(c > 63 ? 63 : c)});
    return kNoNode;
  }

  static Op negated(Op op) {
    switch (op) {
      case Op::EqInt: return Op::NeInt;
      case Op::NeInt: return Op::EqInt;
      case Op::LtInt: return Op::GeInt;
      case Op::LeInt: return Op::GtInt;
      case Op::GtInt: return Op::LeInt;
      case Op::GeInt: return Op::LtInt;
      case Op::EqWord: return Op::NeWord;
      case Op::NeWord: return Op::EqWord;
      case Op::EqDouble: return Op::NeDouble;
      case Op::NeDouble: return Op::EqDouble;
      default: return op;
    }
  }
  static Op exchanged(Op op) {
    switch (op) {
      case Op::LtInt: return Op::GtInt;
      case Op::LeInt: return Op::GeInt;
      case Op::GtInt: return Op::LtInt;
      case Op::GeInt: return Op::LeInt;
      default: return op;
    }
  }

  NodeId compare_ints() {
    const Op op = op_of(now_);
    if (a() == b()) return bool_constant(op == Op::EqInt || op == Op::LeInt || op == Op::GeInt);
    const IntRange l = range(a()), r = range(b());
    switch (op) {
      case Op::EqInt: case Op::NeInt:
        if (l.high < r.low || r.high < l.low) return bool_constant(op == Op::NeInt);
        break;
      case Op::LtInt:
        if (l.high < r.low) return bool_constant(true);
        if (l.low >= r.high) return bool_constant(false);
        break;
      case Op::LeInt:
        if (l.high <= r.low) return bool_constant(true);
        if (l.low > r.high) return bool_constant(false);
        break;
      case Op::GtInt:
        if (l.low > r.high) return bool_constant(true);
        if (l.high <= r.low) return bool_constant(false);
        break;
      case Op::GeInt:
        if (l.low >= r.high) return bool_constant(true);
        if (l.high < r.low) return bool_constant(false);
        break;
      default: break;
    }
    std::int64_t c = 0;
    if (op != Op::LtUnsigned && graph_.node(a()).info().is_constant() && !graph_.node(b()).info().is_constant())
      return become(exchanged(op), {b(), a()});
    if ((op == Op::EqInt || op == Op::NeInt) && op_of(a()) == Op::BoolToInt && int_constant(b(), &c) && (c == 0 || c == 1)) {
      const NodeId condition = graph_.operand(a(), 0);
      if ((op == Op::EqInt) == (c == 1)) return condition;
      return become(Op::NotBool, {condition});
    }
    return kNoNode;
  }

  NodeId compare_words() {
    const bool equal = op_of(now_) == Op::EqWord;
    if (a() == b()) return bool_constant(equal);
    const TypeKind x = graph_.type(a()).kind, y = graph_.type(b()).kind;
    const bool disjoint = x > TypeKind::Value && y > TypeKind::Value && x != y;
    // `empty` is none of the narrower kinds.
    const auto is_empty = [&](NodeId id) { return is_word_constant(id) && word(id) == 0; };
    if (disjoint || (is_empty(b()) && x > TypeKind::Value) || (is_empty(a()) && y > TypeKind::Value)) return bool_constant(!equal);
    if (x == TypeKind::BoolValue && op_of(a()) == Op::BoxBool && op_of(b()) == Op::ConstValue) {
      const bool wanted = word(b()) == kTrueBits;
      if (wanted == equal) return graph_.operand(a(), 0);
      return become(Op::NotBool, {graph_.operand(a(), 0)});
    }
    return kNoNode;
  }

  NodeId bools() {
    const Op op = op_of(now_);
    if (op == Op::BoolToInt) return op_of(a()) == Op::ConstBool ? graph_.const_int(graph_.node(a()).imm) : kNoNode;
    if (op == Op::NotBool) {
      if (op_of(a()) == Op::ConstBool) return bool_constant(!graph_.node(a()).imm);
      if (op_of(a()) == Op::NotBool) return graph_.operand(a(), 0);
      const Op opposite = negated(op_of(a()));
      if (opposite != op_of(a())) return become(opposite, {graph_.operand(a(), 0), graph_.operand(a(), 1)});
      return kNoNode;
    }
    if (a() == b()) return op == Op::XorBool ? bool_constant(false) : a();
    if (op_of(b()) != Op::ConstBool) return kNoNode;
    const bool c = graph_.node(b()).imm != 0;
    if (op == Op::AndBool) return c ? a() : b();
    if (op == Op::OrBool) return c ? b() : a();
    return c ? become(Op::NotBool, {a()}) : a();
  }

  NodeId select() {
    const NodeId yes = graph_.operand(now_, 1), no = graph_.operand(now_, 2);
    if (yes == no) return yes;
    if (op_of(a()) == Op::ConstBool) return graph_.node(a()).imm ? yes : no;
    if (op_of(a()) == Op::NotBool) {
      graph_.operands(now_)[0] = graph_.operand(a(), 0);
      std::swap(graph_.operands(now_)[1], graph_.operands(now_)[2]);
      return changed();
    }
    if (graph_.type(now_).kind == TypeKind::Bool && op_of(yes) == Op::ConstBool && op_of(no) == Op::ConstBool)
      return graph_.node(yes).imm ? a() : become(Op::NotBool, {a()});
    return kNoNode;
  }

  NodeId doubles() {
    const Op op = op_of(now_);
    std::int64_t c = 0;
    switch (op) {
      case Op::NegDouble: return op_of(a()) == Op::NegDouble ? graph_.operand(a(), 0) : kNoNode;
      case Op::AbsDouble:
        if (op_of(a()) != Op::NegDouble && op_of(a()) != Op::AbsDouble) return kNoNode;
        return op_of(a()) == Op::AbsDouble ? a() : become(Op::AbsDouble, {graph_.operand(a(), 0)});
      case Op::IntToDouble: return int_constant(a(), &c) ? graph_.const_double(static_cast<double>(c)) : kNoNode;
      case Op::DoubleToInt: {
        if (op_of(a()) == Op::IntToDouble && range(graph_.operand(a(), 0)).is_within({-(std::int64_t{1} << 53), std::int64_t{1} << 53}))
          return graph_.operand(a(), 0);
        if (op_of(a()) != Op::ConstDouble) return kNoNode;
        const double number = std::bit_cast<double>(word(a()));
        if (!(number > -0x1p63 && number < 0x1p63)) return kNoNode;
        return graph_.const_int(static_cast<std::int64_t>(number));
      }
      default: break;
    }
    if (op_of(b()) != Op::ConstDouble) return kNoNode;
    const double d = std::bit_cast<double>(word(b()));
    if ((op == Op::MulDouble || op == Op::DivDouble) && d == 1) return a();
    if (op == Op::SubDouble && d == 0 && !std::signbit(d)) return a();
    if (op == Op::AddDouble && d == 0 && std::signbit(d)) return a();
    int exponent = 0;
    if (op == Op::DivDouble && std::isfinite(d) && std::fabs(std::frexp(d, &exponent)) == 0.5 && exponent > -1000 && exponent < 1000)
      return become(Op::MulDouble, {a(), graph_.const_double(1 / d)});
    return kNoNode;
  }

  NodeId boxes() {
    const NodeId from = root(a());
    switch (op_of(now_)) {
      case Op::UnboxInt:
        // A range that the check gave to this node may have been used: the number itself must have it.
        if (op_of(from) == Op::BoxInt && range(graph_.operand(from, 0)).is_within(range(now_))) return graph_.operand(from, 0);
        if (op_of(from) == Op::ConstValue && is_inline_int_bits(word(from)))
          return graph_.const_int(static_cast<std::int64_t>(word(from) - kIntBias));
        return kNoNode;
      case Op::UnboxDouble:
        if (op_of(from) == Op::BoxDouble) return graph_.operand(from, 0);
        if (op_of(from) == Op::ConstValue && is_double_bits(word(from))) return graph_.const_double_bits(word(from) - kDoubleOffset);
        return kNoNode;
      case Op::UnboxBool:
        if (op_of(from) == Op::BoxBool) return graph_.operand(from, 0);
        if (op_of(from) == Op::ConstValue && is_bool_bits(word(from))) return bool_constant(word(from) & 1);
        return kNoNode;
      case Op::BoxInt: {
        std::int64_t c = 0;
        if (int_constant(a(), &c) && kInlineIntRange.contains(c)) return graph_.const_value(static_cast<std::uint64_t>(c) + kIntBias);
        if (op_of(a()) == Op::UnboxInt && graph_.type(graph_.operand(a(), 0)).kind == TypeKind::IntValue) return graph_.operand(a(), 0);
        if (range(a()).is_within(kInlineIntRange)) graph_.node(now_).type = Type::int_value();
        return kNoNode;
      }
      case Op::BoxDouble:
        if (op_of(a()) == Op::ConstDouble) return graph_.const_value(word(a()) + kDoubleOffset);
        if (op_of(a()) == Op::UnboxDouble && graph_.type(graph_.operand(a(), 0)).kind == TypeKind::DoubleValue) return graph_.operand(a(), 0);
        return kNoNode;
      default:
        if (op_of(a()) == Op::ConstBool) return graph_.const_value(graph_.node(a()).imm ? kTrueBits : kFalseBits);
        if (op_of(a()) == Op::UnboxBool && graph_.type(graph_.operand(a(), 0)).kind == TypeKind::BoolValue) return graph_.operand(a(), 0);
        return kNoNode;
    }
  }

  NodeId tests() {
    const TypeKind kind = graph_.type(a()).kind;
    if (kind == TypeKind::Value) return kNoNode;
    switch (op_of(now_)) {
      case Op::IsInt: return bool_constant(kind == TypeKind::IntValue);
      case Op::IsDouble: return bool_constant(kind == TypeKind::DoubleValue);
      case Op::IsBool: return bool_constant(kind == TypeKind::BoolValue);
      default: return bool_constant(kind == TypeKind::Cell);
    }
  }

  NodeId pass_if(bool holds) { return holds ? a() : kNoNode; }

  NodeId checks() {
    const Node& node = graph_.node(now_);
    const Type& type = graph_.type(a());
    switch (node.op) {
      case Op::CheckInt: return pass_if(type.kind == TypeKind::IntValue);
      case Op::CheckDouble: return pass_if(type.kind == TypeKind::DoubleValue);
      case Op::CheckBool: return pass_if(type.kind == TypeKind::BoolValue);
      case Op::CheckCell: return pass_if(type.kind == TypeKind::Cell);
      case Op::CheckExact: return pass_if(type.kind == TypeKind::Cell && type.shape != 0 && type.shape == node.imm);
      case Op::CheckWord: return pass_if(is_word_constant(a()) && graph_.node(a()).imm == node.imm);
      case Op::CheckNotEmpty:
        return pass_if(type.kind > TypeKind::Value || op_of(a()) == Op::BoxInt || (op_of(a()) == Op::ConstValue && word(a()) != 0) ||
                       op_of(a()) == Op::CheckNotEmpty);
      case Op::CheckIndex: return pass_if(type.range.low >= 0 && type.range.high < range(b()).low);
      case Op::CheckIntRange: return pass_if(type.range.is_within({node.imm, node.imm2}));
      case Op::Assume: return pass_if(is_subtype(type, node.type));
      default: break;
    }
    // CheckTrue and CheckFalse
    if (op_of(a()) == Op::ConstBool && (graph_.node(a()).imm != 0) == (node.op == Op::CheckTrue)) {
      graph_.erase(now_);
      changed_ = true;
      return kNoNode;
    }
    if (op_of(a()) == Op::NotBool) {
      const NodeId inner = graph_.operand(a(), 0);
      return become(node.op == Op::CheckTrue ? Op::CheckFalse : Op::CheckTrue, {inner});
    }
    return kNoNode;
  }

  /// Constant parts of an index or base go into the offset.
  NodeId addresses() {
    const Op op = op_of(now_);
    const bool indexed = op == Op::LoadIndexed || op == Op::StoreIndexed;
    std::int64_t c = 0;
    if (indexed && op_of(b()) == Op::AddWrap && int_constant(graph_.operand(b(), 1), &c) && std::abs(c) < (1 << 24)) {
      graph_.node(now_).imm += c * memory_size(graph_.node(now_).memory);
      graph_.operands(now_)[1] = graph_.operand(b(), 0);
      return changed();
    }
    if (op_of(a()) == Op::AddRaw && int_constant(graph_.operand(a(), 1), &c) && std::abs(c) < (1 << 24)) {
      graph_.node(now_).imm += c;
      graph_.operands(now_)[0] = graph_.operand(a(), 0);
      return changed();
    }
    return kNoNode;
  }

  NodeId branch() {
    if (op_of(a()) != Op::NotBool) return kNoNode;
    Block& block = graph_.block(graph_.node(now_).block);
    std::swap(block.edges[0], block.edges[1]);
    graph_.operands(now_)[0] = graph_.operand(a(), 0);
    return changed();
  }

  Graph& graph_;
  NodeId now_ = kNoNode;
  bool again_ = false, changed_ = false;
};

}  // namespace

/// Constants and algebra: every rule holds for all operands that the op's contract allows. Divisions by constants become
/// multiplications; conversions that undo each other, checks that types prove and barriers for what is no cell go.
bool fold(Graph& graph, const PassLimits&) { return Folder(graph).run(); }

}  // namespace tauraro::jit
