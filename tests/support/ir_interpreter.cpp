#include "ir_interpreter.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace tauraro::jit::test {
namespace {

std::string hex(std::uint64_t word) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%llx", static_cast<unsigned long long>(word));
  return buffer;
}

std::uint64_t boxed(Representation representation, std::uint64_t word) {
  switch (representation) {
    case Representation::Int64: return kInlineIntRange.contains(static_cast<std::int64_t>(word)) ? word + kIntBias : boxed_word(static_cast<std::int64_t>(word));
    case Representation::Double: return word + kDoubleOffset;
    case Representation::Bool: return word + kFalseBits;
    default: return word;
  }
}
std::uint64_t in_memory(MemoryKind memory, Representation representation, std::uint64_t word) {
  return memory == MemoryKind::Value ? boxed(representation, word) : word;
}

std::string words_text(const std::vector<std::uint64_t>& words) {
  std::string text = "object{";
  for (const std::uint64_t word : words) text += hex(word) + ",";
  return text + "}";
}

std::string value_text(const TestThread& thread, Representation representation, std::uint64_t word) {
  const std::uint64_t value = boxed(representation, word);
  for (const TestThread::Allocated& object : thread.allocated) {
    if (object.address != value) continue;
    std::vector<std::uint64_t> words(object.size / 8);
    std::memcpy(words.data(), reinterpret_cast<const void*>(value), object.size);
    return words_text(words);
  }
  return hex(value);
}

void store_pending(std::uint64_t at, MemoryKind memory, Representation representation, std::uint64_t word) {
  const std::uint64_t value = in_memory(memory, representation, word);
  std::memcpy(reinterpret_cast<void*>(at), &value, memory_size(memory));
}

std::string frame_text(std::uint32_t code, std::uint32_t pc, StateKind kind, std::uint32_t continuation, std::uint32_t operand) {
  return "(" + std::to_string(code) + ":" + std::to_string(pc) + "/" + std::to_string(static_cast<int>(kind)) + ">" +
         std::to_string(continuation) + ":" + std::to_string(operand) + ")";
}

double as_double(std::uint64_t word) { return std::bit_cast<double>(word); }
std::uint64_t bits(double number) { return std::bit_cast<std::uint64_t>(number); }

class Interpreter {
 public:
  Interpreter(const Graph& graph, TestThread& thread, std::uint64_t* window, bool stress)
      : graph_(graph), thread_(thread), window_(window), stress_(stress), values_(graph.node_count()) {}

  std::uint64_t run(unsigned steps) {
    BlockId block = 0;
    for (;;) {
      NodeId n = graph_.block(block).first;
      for (; !graph_.node(n).info().is_terminator(); n = graph_.node(n).next) {
        if (steps-- == 0) return kStuck;
        exits_ = false;
        const Node& node = graph_.node(n);
        if (stress_ && node.state != kNoState && node.info().may_exit() && graph_.state(node.state).kind != StateKind::Throw &&
            --thread_.exit_countdown == 0)
          return leave(node.state);
        const std::uint64_t result = evaluate(n, node);
        if (exits_) return leave(node.state);
        values_[n] = result;
      }
      const Node& last = graph_.node(n);
      if (steps-- == 0) return kStuck;
      unsigned edge = 0;
      switch (last.op) {
        case Op::Return: return get(graph_.operand(n, 0));
        case Op::Exit: return leave(last.state);
        case Op::Branch: edge = get(graph_.operand(n, 0)) & 1 ? 0 : 1; break;
        case Op::Unreachable: return kStuck;
        default: break;
      }
      const Edge& taken = graph_.block(block).edges[edge];
      std::vector<std::uint64_t> arguments;
      for (const NodeId argument : taken.arguments) arguments.push_back(get(argument));
      block = taken.to;
      for (std::size_t i = 0; i < arguments.size(); ++i) values_[graph_.block(block).params[i]] = arguments[i];
    }
  }

 private:
  std::uint64_t get(NodeId id) const {
    const Node& node = graph_.node(id);
    if (node.op == Op::Window) return reinterpret_cast<std::uint64_t>(window_);
    if (node.op == Op::Thread) return reinterpret_cast<std::uint64_t>(&thread_);
    return node.info().is_constant() ? static_cast<std::uint64_t>(node.imm) : values_[id];
  }
  std::uint64_t op(NodeId id, unsigned i) const { return get(graph_.operand(id, i)); }

  std::string slot_value(NodeId value) const {
    const Node& node = graph_.node(value);
    if (node.op != Op::VirtualObject) return value_text(thread_, representation(node.type.kind), get(value));
    const VirtualLayout& layout = graph_.virtual_layout(static_cast<std::uint32_t>(node.imm));
    std::vector<std::uint64_t> words(layout.size / 8);
    words[0] = layout.header;
    for (std::size_t i = 0; i < layout.fields.size(); ++i) {
      const NodeId field = graph_.operand(value, static_cast<unsigned>(i));
      if (graph_.node(field).op == Op::VirtualObject) return "object with " + slot_value(field);
      words[layout.fields[i].offset / 8] = in_memory(layout.fields[i].memory, representation(graph_.type(field).kind), get(field));
    }
    return words_text(words);
  }

  std::uint64_t leave(StateId id) {
    thread_.exit.clear();
    for (StateId s = id; s != kNoState; s = graph_.state(s).caller)
      for (const StateSlot& slot : graph_.slots(s))
        if (slot.kind == StateSlot::Kind::PendingStore)
          store_pending(get(slot.base) + slot.index, slot.memory, representation(graph_.type(slot.value).kind), get(slot.value));
    for (; id != kNoState; id = graph_.state(id).caller) {
      const FrameState& s = graph_.state(id);
      thread_.exit += frame_text(s.code, s.pc, s.kind, s.continuation, s.continuation_operand);
      for (const StateSlot& slot : graph_.slots(id))
        if (slot.kind == StateSlot::Kind::Register) thread_.exit += " r" + std::to_string(slot.index) + "=" + slot_value(slot.value);
    }
    return kExited;
  }

  std::uint64_t exit() {
    exits_ = true;
    return 0;
  }
  std::uint64_t check(bool holds, std::uint64_t value) { return holds ? value : exit(); }

  std::uint64_t address(NodeId id, const Node& node) const {
    std::uint64_t at = op(id, 0) + static_cast<std::uint64_t>(node.imm);
    if (node.op == Op::LoadIndexed || node.op == Op::StoreIndexed) at += op(id, 1) * memory_size(node.memory);
    return at;
  }
  template <class T>
  static T read(std::uint64_t at) {
    T value;
    std::memcpy(&value, reinterpret_cast<const void*>(at), sizeof value);
    return value;
  }
  static std::uint64_t load(std::uint64_t at, MemoryKind kind) {
    switch (kind) {
      case MemoryKind::Int32: return static_cast<std::uint64_t>(std::int64_t{read<std::int32_t>(at)});
      case MemoryKind::UInt32: return read<std::uint32_t>(at);
      case MemoryKind::Int16: return static_cast<std::uint64_t>(std::int64_t{read<std::int16_t>(at)});
      case MemoryKind::UInt16: return read<std::uint16_t>(at);
      case MemoryKind::Int8: return static_cast<std::uint64_t>(std::int64_t{read<std::int8_t>(at)});
      case MemoryKind::UInt8: case MemoryKind::Bool: return read<std::uint8_t>(at);
      case MemoryKind::Float: return bits(static_cast<double>(read<float>(at)));
      default: return read<std::uint64_t>(at);
    }
  }
  static void store(std::uint64_t at, MemoryKind kind, std::uint64_t word) {
    if (kind == MemoryKind::Float) {
      const auto narrow = static_cast<float>(as_double(word));
      std::memcpy(reinterpret_cast<void*>(at), &narrow, 4);
    } else {
      std::memcpy(reinterpret_cast<void*>(at), &word, memory_size(kind));
    }
  }

  std::uint64_t call(NodeId id, const Node& node) {
    const RuntimeCall& callee = graph_.call_of(node);
    const unsigned first = node.op == Op::CallPointer ? 1 : 0;
    std::uint64_t words[5] = {};
    double doubles[8] = {};
    unsigned w = 0, d = 0;
    for (unsigned i = 0; i < callee.argument_count; ++i) {
      if (callee.arguments[i] == TypeKind::Double) doubles[d++] = as_double(op(id, first + i));
      else words[w++] = op(id, first + i);
    }
    const void* function = first ? reinterpret_cast<const void*>(op(id, 0)) : callee.function;
    std::uint64_t result;
    if (callee.result == TypeKind::Double) {
      using F = double (*)(void*, std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, double, double, double, double);
      result = bits(reinterpret_cast<F>(const_cast<void*>(function))(&thread_, words[0], words[1], words[2], words[3], words[4],
                                                                    doubles[0], doubles[1], doubles[2], doubles[3]));
    } else {
      using F = std::uint64_t (*)(void*, std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, double, double, double,
                                  double);
      result = reinterpret_cast<F>(const_cast<void*>(function))(&thread_, words[0], words[1], words[2], words[3], words[4], doubles[0],
                                                               doubles[1], doubles[2], doubles[3]);
      if (callee.result == TypeKind::Bool) result &= 0xff;
    }
    if (node.op != Op::CallRaw && callee.raise == RaiseKind::ZeroResult && node.state != kNoState && result == 0) return exit();
    return result;
  }

  static std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    const std::int64_t q = a / b;
    return a % b != 0 && (a % b < 0) != (b < 0) ? q - 1 : q;
  }
  static std::int64_t floor_mod(std::int64_t a, std::int64_t b) {
    const std::int64_t r = a % b;
    return r != 0 && (r < 0) != (b < 0) ? r + b : r;
  }

  std::uint64_t evaluate(NodeId id, const Node& node) {
    const unsigned n = node.operand_count;
    const std::uint64_t ua = n > 0 ? op(id, 0) : 0, ub = n > 1 ? op(id, 1) : 0;
    const auto a = static_cast<std::int64_t>(ua), b = static_cast<std::int64_t>(ub);
    const double da = as_double(ua), db = as_double(ub);
    constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
    std::int64_t r = 0;
    const auto word = [](std::int64_t number) { return static_cast<std::uint64_t>(number); };
    switch (node.op) {
      case Op::AddInt: return __builtin_add_overflow(a, b, &r) ? exit() : word(r);
      case Op::SubInt: return __builtin_sub_overflow(a, b, &r) ? exit() : word(r);
      case Op::MulInt: return __builtin_mul_overflow(a, b, &r) ? exit() : word(r);
      case Op::AddWrap: case Op::AddRaw: return ua + ub;
      case Op::SubWrap: return ua - ub;
      case Op::MulWrap: return ua * ub;
      case Op::FloorDivInt: return b == 0 || (a == kMin && b == -1) ? exit() : word(floor_div(a, b));
      case Op::ModInt: return b == 0 || (a == kMin && b == -1) ? exit() : word(floor_mod(a, b));
      case Op::FloorDivWrap: return word(floor_div(a, b));
      case Op::ModWrap: return word(floor_mod(a, b));
      case Op::ShlInt:
        if (ub > 63 || static_cast<std::int64_t>(ua << ub) >> ub != a) return exit();
        return ua << ub;
      case Op::ShrInt: return b < 0 ? exit() : word(a >> (b > 63 ? 63 : b));
      case Op::ShlWrap: return ua << (ub & 63);
      case Op::ShrWrap: return word(a >> (ub & 63));
      case Op::ShrLogical: return ua >> (ub & 63);
      case Op::MulHigh: return static_cast<std::uint64_t>((static_cast<__int128>(a) * b) >> 64);
      case Op::MulHighUnsigned: return static_cast<std::uint64_t>((static_cast<unsigned __int128>(ua) * ub) >> 64);
      case Op::AndInt: case Op::AndBool: return ua & ub;
      case Op::OrInt: case Op::OrBool: return ua | ub;
      case Op::XorInt: case Op::XorBool: return ua ^ ub;
      case Op::MinInt: return word(a < b ? a : b);
      case Op::MaxInt: return word(a > b ? a : b);
      case Op::EqInt: case Op::EqWord: return ua == ub;
      case Op::NeInt: case Op::NeWord: return ua != ub;
      case Op::LtInt: return a < b;
      case Op::LeInt: return a <= b;
      case Op::GtInt: return a > b;
      case Op::GeInt: return a >= b;
      case Op::LtUnsigned: return ua < ub;
      case Op::EqDouble: return da == db;
      case Op::NeDouble: return da != db;
      case Op::LtDouble: return da < db;
      case Op::LeDouble: return da <= db;
      case Op::GtDouble: return da > db;
      case Op::GeDouble: return da >= db;
      case Op::NotBool: return !ua;
      case Op::BoolToInt: return ua;
      case Op::Select: return ua & 1 ? ub : op(id, 2);
      case Op::AddDouble: return bits(da + db);
      case Op::SubDouble: return bits(da - db);
      case Op::MulDouble: return bits(da * db);
      case Op::DivDouble: return bits(da / db);
      case Op::NegDouble: return ua ^ (std::uint64_t{1} << 63);
      case Op::AbsDouble: return ua & ~(std::uint64_t{1} << 63);
      case Op::SqrtDouble: return bits(std::sqrt(da));
      case Op::FloorDouble: return bits(std::floor(da));
      case Op::CeilDouble: return bits(std::ceil(da));
      case Op::TruncDouble: return bits(std::trunc(da));
      case Op::RoundDouble: return bits(std::nearbyint(da));
      case Op::IntToDouble: return bits(static_cast<double>(a));
      case Op::DoubleToInt: return da > -9223372036854775808.0 && da < 9223372036854775808.0 ? word(static_cast<std::int64_t>(da)) : exit();
      case Op::BoxInt: return kInlineIntRange.contains(a) ? ua + kIntBias : (thread_.boxed.push_back(a), boxed_word(a));
      case Op::BoxDouble: return ua + kDoubleOffset;
      case Op::BoxBool: return ua + kFalseBits;
      case Op::UnboxInt: return ua - kIntBias;
      case Op::UnboxDouble: return ua - kDoubleOffset;
      case Op::UnboxBool: return ua & 1;
      case Op::IsInt: return is_inline_int_bits(ua);
      case Op::IsDouble: return is_double_bits(ua);
      case Op::IsBool: return is_bool_bits(ua);
      case Op::IsCell: return is_cell_bits(ua);
      case Op::HasShape: return read<std::uint32_t>(ua) == static_cast<std::uint32_t>(node.imm);
      case Op::CheckInt: return check(is_inline_int_bits(ua), ua);
      case Op::CheckDouble: return check(is_double_bits(ua), ua);
      case Op::CheckBool: return check(is_bool_bits(ua), ua);
      case Op::CheckCell: return check(is_cell_bits(ua), ua);
      case Op::CheckShape: case Op::CheckExact: return check(read<std::uint32_t>(ua) == static_cast<std::uint32_t>(node.imm), ua);
      case Op::CheckWord: return check(a == node.imm, ua);
      case Op::CheckNotEmpty: return check(ua != 0, ua);
      case Op::CheckIndex: return check(a >= 0 && a < b, ua);
      case Op::CheckIntRange: return check(node.imm <= a && a <= node.imm2, ua);
      case Op::CheckTrue: return check(ua & 1, ua);
      case Op::CheckFalse: return check(!(ua & 1), ua);
      case Op::Assume: return ua;
      case Op::LoadField: case Op::LoadIndexed: return load(address(id, node), node.memory);
      case Op::StoreField: store(address(id, node), node.memory, ub); return 0;
      case Op::StoreIndexed: store(address(id, node), node.memory, op(id, 2)); return 0;
      case Op::CallRuntime: case Op::CallPointer: case Op::CallRaw: return call(id, node);
      case Op::Safepoint:
        if (!thread_.request) return 0;
        ++thread_.safepoints;
        return thread_.safepoint_result ? exit() : 0;
      case Op::Allocate: {
        auto* cell = static_cast<std::uint64_t*>(std::calloc(1, static_cast<std::size_t>(node.imm) + 8));
        cell[0] = static_cast<std::uint64_t>(node.imm2);
        thread_.allocated.push_back({reinterpret_cast<std::uint64_t>(cell), static_cast<std::uint64_t>(node.imm)});
        return reinterpret_cast<std::uint64_t>(cell);
      }
      default: return 0;  // barriers, stack and validity checks that hold
    }
  }

  const Graph& graph_;
  TestThread& thread_;
  std::uint64_t* window_;
  bool stress_;
  bool exits_ = false;
  std::vector<std::uint64_t> values_;
};

std::string place_text(const TestThread& thread, const ExitTable& table, const ExitValue& value, const SavedRegisters& saved) {
  if (value.place != ExitValue::Place::Virtual) return value_text(thread, value.representation, value.read(saved));
  const ExitVirtual& object = table.virtuals[value.index];
  const VirtualLayout& layout = table.layouts[object.layout];
  std::vector<std::uint64_t> words(layout.size / 8);
  words[0] = layout.header;
  for (std::size_t i = 0; i < layout.fields.size(); ++i) {
    const ExitValue& field = table.fields[object.first_field + i];
    if (field.place == ExitValue::Place::Virtual) return "object with " + place_text(thread, table, field, saved);
    words[layout.fields[i].offset / 8] = in_memory(layout.fields[i].memory, field.representation, field.read(saved));
  }
  return words_text(words);
}

}  // namespace

std::uint64_t boxed_word(std::int64_t number) {
  return 0x7f00'0000'0000 + (static_cast<std::uint64_t>(number) * 0x9e37'79b9'7f4a'7c15 >> 34 << 4);
}

std::uint64_t interpret(const Graph& graph, TestThread& thread, std::uint64_t* window, bool exit_stress, unsigned steps) {
  return Interpreter(graph, thread, window, exit_stress).run(steps);
}

ExitRecord describe_exit(const TestThread& thread, const ExitTable& table, std::uint32_t exit, const SavedRegisters& saved) {
  std::string text;
  for (const ExitFrame& frame : table.frames_of(table.exits[exit]))
    for (const ExitSlot& slot : table.slots_of(frame))
      if (slot.kind == StateSlot::Kind::PendingStore)
        store_pending(slot.base.read(saved) + slot.index, slot.memory, slot.value.representation, slot.value.read(saved));
  for (const ExitFrame& frame : table.frames_of(table.exits[exit])) {
    text += frame_text(frame.code, frame.pc, frame.kind, frame.continuation, frame.continuation_operand);
    for (const ExitSlot& slot : table.slots_of(frame))
      if (slot.kind == StateSlot::Kind::Register)
        text += " r" + std::to_string(slot.index) + "=" + place_text(thread, table, slot.value, saved);
  }
  return text;
}

}  // namespace tauraro::jit::test
