#include "random_graph.h"

#include <bit>
#include <cstdlib>
#include <limits>

#include "ir_interpreter.h"

namespace tauraro::jit::test {
namespace {

double add_doubles(void*, double a, double b) { return a + b; }
std::uint64_t zero_if_odd(void*, std::uint64_t word) { return word % 41 == 0 ? 0 : word; }
std::uint64_t mix(void*, std::uint64_t a, std::uint64_t b, double c, std::uint64_t d, bool e) {
  return a * 3 + b * 5 + (c > 0) * 7 + d * 11 + e;
}
std::uint64_t change_memory(void*, std::uint64_t* memory, std::uint64_t index, std::uint64_t word) {
  memory[16 + index % 32] ^= word & 0xff;
  return 0;
}

const RuntimeCall kCalls[] = {
    {"add_doubles", reinterpret_cast<const void*>(&add_doubles), TypeKind::Double, {TypeKind::Double, TypeKind::Double}, RaiseKind::Never, {}},
    {"zero_if_odd", reinterpret_cast<const void*>(&zero_if_odd), TypeKind::Value, {TypeKind::Value}, RaiseKind::ZeroResult, Effects::world()},
    {"mix", reinterpret_cast<const void*>(&mix), TypeKind::Int64,
     {TypeKind::Int64, TypeKind::Int64, TypeKind::Double, TypeKind::Int64, TypeKind::Bool}, RaiseKind::Never, {}},
    {"change_memory", reinterpret_cast<const void*>(&change_memory), TypeKind::Void,
     {TypeKind::Raw, TypeKind::Int64, TypeKind::Int64}, RaiseKind::Never, Effects::world()},
};

class Generator {
 public:
  Generator(Graph& graph, std::uint64_t seed) : graph_(graph), random_(seed * 0x9e37'79b9'7f4a'7c15 + 1) {}

  void run(unsigned size) {
    block_ = graph_.add_block();
    for (unsigned i = 0; i < 4; ++i) {
      ints_.push_back(graph_.load_field(block_, graph_.window(), 8 * i, MemoryKind::Int64, {Region::Window, i}, Type::int64()));
      doubles_.push_back(
          graph_.load_field(block_, graph_.window(), 8 * (i + 4), MemoryKind::Double, {Region::Window, i + 4}, Type::float64()));
      values_.push_back(
          graph_.load_field(block_, graph_.window(), 8 * (i + 8), MemoryKind::Value, {Region::Window, i + 8}, Type::value()));
    }
    bools_.push_back(graph_.append(block_, Op::LtInt, {ints_[0], ints_[1]}));
    statements(size, 0);
    for (unsigned i = 0; i < 3; ++i) {
      graph_.store_field(block_, graph_.window(), 8 * (12 + i), MemoryKind::Int64, {Region::Window, 12 + i}, pick(ints_));
    }
    graph_.store_field(block_, graph_.window(), 8 * 15, MemoryKind::Double, {Region::Window, 15}, pick(doubles_));
    if (chance(8)) graph_.exit(block_, state());
    else graph_.return_(block_, graph_.append(block_, Op::BoxInt, Type::value(), {pick(ints_)}));
    graph_.compute_predecessors();
  }

 private:
  std::uint64_t next() {
    random_ ^= random_ << 13;
    random_ ^= random_ >> 7;
    random_ ^= random_ << 17;
    return random_ >> 11;
  }
  unsigned below(unsigned bound) { return static_cast<unsigned>(next() % bound); }
  bool chance(unsigned one_in) { return below(one_in) == 0; }
  /// Mostly what was made last.
  NodeId pick(const std::vector<NodeId>& from) {
    const auto size = static_cast<unsigned>(from.size());
    return chance(2) ? from[size - 1 - below(size < 6 ? size : 6)] : from[below(size)];
  }
  NodeId int_operand() {
    if (!chance(4)) return pick(ints_);
    static constexpr std::int64_t kNumbers[] = {0, 1, 2, 3, -1, 7, 8, 10, 64, 100, -3, 1 << 20, std::int64_t{1} << 47, std::int64_t{1} << 40,
                                                std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()};
    return graph_.const_int(kNumbers[chance(6) ? below(16) : below(10)]);
  }
  NodeId a_boxed_int() {
    return graph_.append(block_, Op::BoxInt, Type::value(), {chance(6) ? pick(ints_) : add(Op::AndInt, {pick(ints_), graph_.const_int(0xffff)})});
  }
  NodeId double_operand() {
    if (!chance(4)) return pick(doubles_);
    static constexpr double kNumbers[] = {0.0, 1.0, -1.0, 0.5, 2.0, 1e300, -0.0, std::numeric_limits<double>::infinity()};
    return graph_.const_double(kNumbers[below(8)]);
  }

  StateId state(StateKind kind = StateKind::Before) {
    std::vector<StateSlot> slots;
    for (unsigned i = below(7); i-- > 0;) {
      NodeId value = kNoNode;
      switch (below(4)) {
        case 0: value = pick(doubles_); break;
        case 1: value = pick(values_); break;
        case 2: value = chance(4) ? pick(bools_) : pick(ints_); break;
        default: value = pick(ints_); break;
      }
      slots.push_back({value, i});
    }
    FrameState s;
    s.pc = ++pc_;
    s.kind = kind;
    if (chance(6)) {
      FrameState outer;
      outer.code = 1;
      outer.pc = pc_;
      outer.kind = StateKind::After;
      const StateSlot slot{pick(ints_), 9};
      s.caller = graph_.add_state(outer, {&slot, 1});
    }
    return graph_.add_state(s, slots);
  }

  void statements(unsigned count, unsigned depth) {
    for (unsigned i = 0; i < count; ++i) {
      if (depth < 3 && chance(12)) branch(count / 3 + 1, depth + 1);
      else if (depth < 3 && chance(14)) loop(count / 3 + 1, depth + 1);
      else statement();
    }
  }

  void statement() {
    switch (below(16)) {
      case 0: case 1: case 2: case 3: int_op(); break;
      case 4: case 5: double_op(); break;
      case 6: compare(); break;
      case 7: select(); break;
      case 8: box(); break;
      case 9: case 10: memory(); break;
      case 11: call(); break;
      case 12: check(); break;
      case 13: object(); break;
      default: int_op(); break;
    }
  }

  NodeId add(Op op, std::initializer_list<NodeId> operands) {
    return graph_.append(block_, op, operands, info(op).may_exit() ? state() : kNoState);
  }

  void int_op() {
    const Op kOps[] = {Op::AddInt, Op::SubInt, Op::MulInt, Op::AddWrap, Op::SubWrap, Op::MulWrap, Op::AndInt, Op::OrInt,
                                  Op::XorInt, Op::MinInt, Op::MaxInt, chance(2) ? Op::MulHigh : Op::MulHighUnsigned, Op::FloorDivInt, Op::ModInt, Op::ShrInt, Op::ShlInt,
                                  Op::AddInt, Op::AddInt, Op::SubInt, Op::AddWrap};
    const Op op = kOps[below(20)];
    NodeId left = int_operand(), right = int_operand();
    if (op == Op::MulInt && !chance(8)) left = add(Op::AndInt, {left, graph_.const_int(0xffff)}), right = add(Op::AndInt, {right, graph_.const_int(0xffff)});
    if (op == Op::ShlInt || op == Op::ShrInt) {
      right = chance(2) ? graph_.const_int(below(chance(4) ? 66 : 20)) : add(Op::AndInt, {right, graph_.const_int(15)});
      if (!chance(6)) left = add(Op::AndInt, {left, graph_.const_int(0xfff)});
    }
    if ((op == Op::FloorDivInt || op == Op::ModInt) && !chance(8)) right = graph_.const_int(static_cast<std::int64_t>(below(20)) - (chance(3) ? 21 : -1));
    ints_.push_back(add(op, {left, right}));
    if (chance(8)) {
      const NodeId count = add(Op::AndInt, {int_operand(), graph_.const_int(63)});
      static constexpr Op kShifts[] = {Op::ShlWrap, Op::ShrWrap, Op::ShrLogical};
      ints_.push_back(add(kShifts[below(3)], {ints_.back(), chance(2) ? count : graph_.const_int(below(64))}));
    }
  }

  void double_op() {
    static constexpr Op kTwo[] = {Op::AddDouble, Op::SubDouble, Op::MulDouble, Op::DivDouble};
    static constexpr Op kOne[] = {Op::NegDouble, Op::AbsDouble, Op::SqrtDouble, Op::FloorDouble, Op::CeilDouble, Op::TruncDouble, Op::RoundDouble};
    switch (below(6)) {
      case 0: doubles_.push_back(add(kOne[below(7)], {double_operand()})); break;
      case 1: doubles_.push_back(add(Op::IntToDouble, {int_operand()})); break;
      case 2: ints_.push_back(add(Op::DoubleToInt, {double_operand()})); break;
      default: doubles_.push_back(add(kTwo[below(4)], {double_operand(), double_operand()})); break;
    }
  }

  void compare() {
    static constexpr Op kInts[] = {Op::EqInt, Op::NeInt, Op::LtInt, Op::LeInt, Op::GtInt, Op::GeInt, Op::LtUnsigned};
    static constexpr Op kDoubles[] = {Op::EqDouble, Op::NeDouble, Op::LtDouble, Op::LeDouble, Op::GtDouble, Op::GeDouble};
    static constexpr Op kBools[] = {Op::AndBool, Op::OrBool, Op::XorBool};
    switch (below(5)) {
      case 0: bools_.push_back(add(kDoubles[below(6)], {double_operand(), double_operand()})); break;
      case 1: bools_.push_back(add(kBools[below(3)], {pick(bools_), pick(bools_)})); break;
      case 2: bools_.push_back(add(Op::NotBool, {pick(bools_)})); break;
      case 3: ints_.push_back(add(Op::BoolToInt, {pick(bools_)})); break;
      default: bools_.push_back(add(kInts[below(7)], {int_operand(), int_operand()})); break;
    }
  }

  void select() {
    if (chance(3)) {
      doubles_.push_back(graph_.append(block_, Op::Select, Type::float64(), {pick(bools_), double_operand(), double_operand()}));
    } else {
      ints_.push_back(graph_.append(block_, Op::Select, Type::int64(), {pick(bools_), int_operand(), int_operand()}));
    }
  }

  void box() {
    switch (below(9)) {
      case 0: values_.push_back(graph_.append(block_, Op::BoxInt, Type::value(), {int_operand()})); break;
      case 1: values_.push_back(add(Op::BoxDouble, {double_operand()})); break;
      case 2: values_.push_back(add(Op::BoxBool, {pick(bools_)})); break;
      case 3: ints_.push_back(add(Op::UnboxInt, {add(Op::CheckInt, {chance(6) ? pick(values_) : a_boxed_int()})})); break;
      case 4: doubles_.push_back(add(Op::UnboxDouble, {add(Op::CheckDouble, {chance(6) ? pick(values_) : add(Op::BoxDouble, {double_operand()})})})); break;
      case 5: bools_.push_back(add(Op::IsInt, {pick(values_)})); break;
      case 6: bools_.push_back(add(chance(2) ? Op::IsDouble : Op::IsCell, {pick(values_)})); break;
      case 7: bools_.push_back(add(Op::EqWord, {pick(values_), pick(values_)})); break;
      default: values_.push_back(add(Op::CheckNotEmpty, {pick(values_)})); break;
    }
  }

  /// Words 16-31: fields, each its own location. Words 32-47: items.
  void memory() {
    const unsigned field = below(6);
    const Location location{Region::Field, field};
    switch (below(6)) {
      case 0: case 1:
        ints_.push_back(graph_.load_field(block_, graph_.window(), 8 * (16 + field), MemoryKind::Int64, location, Type::int64()));
        break;
      case 2: case 3: graph_.store_field(block_, graph_.window(), 8 * (16 + field), MemoryKind::Int64, location, int_operand()); break;
      default: {
        NodeId index = !chance(8) ? add(Op::AndInt, {int_operand(), graph_.const_int(chance(2) ? 15 : chance(6) ? 31 : 7)}) : int_operand();
        index = add(Op::CheckIndex, {index, chance(8) ? add(Op::AndInt, {pick(ints_), graph_.const_int(31)}) : graph_.const_int(16)});
        index = add(Op::CheckIndex, {index, graph_.const_int(16)});
        const Location items{Region::ListItems};
        if (chance(2)) ints_.push_back(graph_.load_indexed(block_, graph_.window(), index, 256, MemoryKind::Int64, items, Type::int64()));
        else graph_.store_indexed(block_, graph_.window(), index, 256, MemoryKind::Int64, items, int_operand());
      }
    }
  }

  void call() {
    switch (below(5)) {
      case 0: {
        const NodeId arguments[] = {double_operand(), double_operand()};
        doubles_.push_back(graph_.call_runtime(block_, 0, arguments));
        break;
      }
      case 1: {
        const NodeId arguments[] = {pick(values_)};
        values_.push_back(graph_.call_runtime(block_, 1, arguments, state(StateKind::Throw)));
        break;
      }
      case 2: {
        const NodeId arguments[] = {graph_.window(), int_operand(), int_operand()};
        graph_.call_runtime(block_, 3, arguments);
        break;
      }
      default: {
        const NodeId arguments[] = {int_operand(), int_operand(), double_operand(), int_operand(), pick(bools_)};
        ints_.push_back(graph_.call_runtime(block_, 2, arguments));
      }
    }
  }

  void check() {
    switch (below(5)) {
      case 0: add(Op::Safepoint, {}); break;
      case 1: if (chance(4)) add(chance(2) ? Op::CheckTrue : Op::CheckFalse, {pick(bools_)}); break;
      case 2: add(Op::CheckValid, {}); break;
      case 3: {
        const NodeId checked = add(Op::CheckIntRange, {pick(ints_)});
        graph_.node(checked).imm = -100'000'000;
        graph_.node(checked).imm2 = std::int64_t{1} << 48;
        graph_.node(checked).type.range = {-100'000'000, std::int64_t{1} << 48};
        ints_.push_back(checked);
        break;
      }
      default: break;
    }
  }

  /// A small object that lives for a few statements: allocated, written, read, perhaps named by an exit.
  void object() {
    const NodeId cell = graph_.append(block_, Op::Allocate, Type::cell(9), std::initializer_list<NodeId>{}, state(StateKind::Throw));
    graph_.node(cell).imm = 24;
    graph_.node(cell).imm2 = 9;
    const Location first{Region::Field, 100}, second{Region::Field, 101};
    graph_.store_field(block_, cell, 8, MemoryKind::Int64, first, int_operand());
    graph_.store_field(block_, cell, 16, MemoryKind::Double, second, double_operand());
    for (unsigned i = below(4); i-- > 0;) statement();
    if (chance(2)) graph_.store_field(block_, cell, 8, MemoryKind::Int64, first, int_operand());
    if (chance(3)) {
      StateSlot slot{cell, 3};
      FrameState s;
      s.pc = ++pc_;
      ints_.push_back(graph_.append(block_, Op::AddInt, {int_operand(), int_operand()}, graph_.add_state(s, {&slot, 1})));
    }
    ints_.push_back(graph_.load_field(block_, cell, 8, MemoryKind::Int64, first, Type::int64()));
    doubles_.push_back(graph_.load_field(block_, cell, 16, MemoryKind::Double, second, Type::float64()));
  }

  struct Pools {
    std::size_t ints, doubles, bools, values;
  };
  Pools save() const { return {ints_.size(), doubles_.size(), bools_.size(), values_.size()}; }
  void restore(const Pools& pools) {
    ints_.resize(pools.ints);
    doubles_.resize(pools.doubles);
    bools_.resize(pools.bools);
    values_.resize(pools.values);
  }

  void branch(unsigned size, unsigned depth) {
    const BlockId yes = graph_.add_block(), no = graph_.add_block(), join = graph_.add_block();
    graph_.branch(block_, pick(bools_), {yes, {}}, {no, {}});
    const Pools pools = save();
    block_ = yes;
    statements(size, depth);
    const NodeId i1 = pick(ints_), d1 = pick(doubles_), v1 = pick(values_);
    graph_.jump(block_, join, {i1, d1, v1});
    restore(pools);
    block_ = no;
    if (!chance(3)) statements(size / 2, depth);
    const NodeId i2 = pick(ints_), d2 = pick(doubles_), v2 = pick(values_);
    if (chance(10)) graph_.exit(block_, state());
    else graph_.jump(block_, join, {i2, d2, v2});
    restore(pools);
    block_ = join;
    ints_.push_back(graph_.add_param(join, Type::int64()));
    doubles_.push_back(graph_.add_param(join, Type::float64()));
    values_.push_back(graph_.add_param(join, Type::value()));
  }

  void loop(unsigned size, unsigned depth) {
    const BlockId header = graph_.add_block(), body = graph_.add_block(), after = graph_.add_block();
    const NodeId limit = graph_.const_int(1 + below(5));
    const NodeId i0 = pick(ints_), d0 = pick(doubles_), i1 = pick(ints_);
    const bool invariant = chance(2);
    graph_.jump(block_, header, {graph_.const_int(0), i0, d0, i1});
    const NodeId counter = graph_.add_param(header, Type::int64()), carried = graph_.add_param(header, Type::int64());
    const NodeId carried_double = graph_.add_param(header, Type::float64()), second = graph_.add_param(header, Type::int64());
    block_ = header;
    const Pools pools = save();
    ints_.insert(ints_.end(), {counter, carried, second});
    doubles_.push_back(carried_double);
    if (chance(2)) add(Op::Safepoint, {});
    const NodeId more = add(Op::LtInt, {counter, limit});
    graph_.branch(block_, more, {body, {}}, {after, {}});
    graph_.block(header).frequency = graph_.block(body).frequency = 10;
    block_ = body;
    statements(size, depth);
    const NodeId next_int = pick(ints_), next_double = pick(doubles_);
    const NodeId next = chance(2) ? add(Op::AddWrap, {counter, graph_.const_int(1)}) : add(Op::AddInt, {counter, graph_.const_int(1)});
    if (chance(4)) {  // leaves early, too
      const BlockId early = graph_.add_block();
      graph_.branch(block_, pick(bools_), {early, {}}, {after, {}});
      block_ = early;
    }
    graph_.jump(block_, header, {next, next_int, next_double, invariant ? second : pick(ints_)});
    restore(pools);
    block_ = after;
    ints_.insert(ints_.end(), {counter, carried});
    doubles_.push_back(carried_double);
  }

  Graph& graph_;
  std::uint64_t random_;
  BlockId block_ = 0;
  std::uint32_t pc_ = 0;
  std::vector<NodeId> ints_, doubles_, bools_, values_;
};

}  // namespace

RuntimeCallTable test_calls() { return kCalls; }

void make_random_graph(Graph& graph, std::uint64_t seed, unsigned size) { Generator(graph, seed).run(size); }

std::vector<std::uint64_t> make_random_memory(std::uint64_t seed) {
  std::vector<std::uint64_t> memory(kRandomMemoryWords);
  std::uint64_t random = seed * 0x2545'f491'4f6c'dd1d + 99;
  const auto next = [&] {
    random ^= random << 13;
    random ^= random >> 7;
    random ^= random << 17;
    return random >> 9;
  };
  for (std::size_t i = 0; i < memory.size(); ++i) {
    const std::uint64_t choice = next() % 8;
    memory[i] = choice < 5 ? next() % 100 : choice == 5 && next() % 4 == 0 ? next() : static_cast<std::uint64_t>(-static_cast<std::int64_t>(next() % 1000));
    if (i >= 4 && i < 8) memory[i] = std::bit_cast<std::uint64_t>(static_cast<double>(next() % 1000) / 8 - 50);
    if (i >= 8 && i < 12)
      memory[i] = choice < 3 ? next() % 1000 + kIntBias : choice < 5 ? std::bit_cast<std::uint64_t>(1.5 * static_cast<double>(next() % 100)) + kDoubleOffset
                                                                     : choice == 5 ? kNoneBits : kTrueBits;
  }
  return memory;
}

}  // namespace tauraro::jit::test
