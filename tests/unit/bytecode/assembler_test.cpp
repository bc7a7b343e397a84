#include <gtest/gtest.h>

#include <bit>

#include "bytecode/assembler.h"
#include "bytecode/code_file.h"
#include "bytecode/code_flow.h"
#include "bytecode/disassembler.h"
#include "bytecode/liveness.h"
#include "bytecode/verifier.h"

namespace tauraro {
namespace {

constexpr Register kT0 = kFirstTemporary, kT1 = kFirstTemporary + 1, kT2 = kFirstTemporary + 2;

Constant int_constant(std::int64_t number) {
  Constant constant;
  constant.kind = Constant::Kind::Int;
  constant.integer = number;
  return constant;
}
Constant double_constant(double number) {
  Constant constant;
  constant.kind = Constant::Kind::Double;
  constant.real = number;
  return constant;
}

/// i = 0; while i < 10: i += 1; return i. Returns the unit; a local and a temporary.
CodeUnitPtr counting_loop() {
  Assembler code;
  code.unit().name = code.unit().qualified_name = "f";
  code.reserve(kT0);
  const Register i = code.local("i");
  const Label head = code.new_label(), end = code.new_label();
  code.emit_int(Opcode::LoadInt, i, 0);
  code.bind(head);
  code.emit_wide_jump(Opcode::JumpUnlessLtImm, i, 10, 0, end);
  code.emit(Opcode::InplaceAddImm, i, i, 1);
  code.emit_jump(Opcode::JumpLoop, 0, head);
  code.bind(end);
  code.emit(Opcode::Move, kT0, i);
  code.emit(Opcode::Return, kT0);
  return code.finish();
}

TEST(OpcodeTable, RowsAreConsistent) {
  for (const OpcodeInfo& info : kOpcodes) {
    const std::size_t expected[] = {1, 3, 2, 5};
    EXPECT_EQ(info.operands.size(), expected[static_cast<int>(info.format)]) << info.name;
    EXPECT_EQ(info.operands.find('j') != info.operands.npos, info.jumps()) << info.name;
  }
}

TEST(AssemblerTest, ResolvesJumpsAndRegisters) {
  const CodeUnitPtr unit = counting_loop();
  EXPECT_EQ(verify(*unit), "");
  EXPECT_EQ(unit->register_count, 2u);
  EXPECT_EQ(jump_target(unit->code.data(), 1), 5u);
  EXPECT_EQ(jump_target(unit->code.data(), 4), 1u);
  EXPECT_EQ(loop_headers(*unit), std::vector<std::uint32_t>{1});
  EXPECT_EQ(disassemble_instruction(*unit, 3), "InplaceAddImm      i, i, 1");
}

TEST(AssemblerTest, KeepsConstantsOfDifferentTypesAndSignsApart) {
  Assembler code;
  EXPECT_EQ(code.constant(int_constant(1)), code.constant(int_constant(1)));
  EXPECT_NE(code.constant(int_constant(1)), code.constant(double_constant(1.0)));
  EXPECT_NE(code.constant(double_constant(0.0)), code.constant(double_constant(-0.0)));
  Constant truth;
  truth.kind = Constant::Kind::True;
  EXPECT_NE(code.constant(int_constant(1)), code.constant(truth));
  Constant text, bytes;
  text.kind = Constant::Kind::Str;
  bytes.kind = Constant::Kind::Bytes;
  EXPECT_NE(code.constant(text), code.constant(bytes));
  Constant one, other;
  one.kind = other.kind = Constant::Kind::Tuple;
  one.items = {int_constant(1)};
  other.items = {double_constant(1)};
  EXPECT_NE(code.constant(one), code.constant(other));
}

TEST(AssemblerTest, DropsUnreachableCodeAndEmptyJumps) {
  Assembler code;
  code.reserve(kT0);
  const Label end = code.new_label(), next = code.new_label();
  code.emit(Opcode::Clear, kT0);
  code.emit_jump(Opcode::Jump, 0, next);
  code.bind(next);
  code.emit_jump(Opcode::JumpIfTrue, kT0, end);
  code.emit(Opcode::Return, kT0);
  code.emit(Opcode::Nop);
  code.bind(end);
  code.emit(Opcode::Return, kT0);
  const CodeUnitPtr unit = code.finish();
  EXPECT_EQ(unit->code.size(), 4u);
  EXPECT_EQ(verify(*unit), "");
}

TEST(AssemblerTest, OrdersExceptionRangesInnermostFirst) {
  Assembler code;
  code.reserve(static_cast<Register>(kT0 + 1));
  const Label outer = code.new_label(), inner = code.new_label(), end = code.new_label(), start = code.new_label(), stop = code.new_label();
  code.bind(start);
  code.emit(Opcode::LoadBuildClass, kT0);
  code.bind(stop);
  code.emit_jump(Opcode::Jump, 0, end);
  code.bind_handler(outer);
  code.emit(Opcode::EnterHandler, kT0);
  code.emit(Opcode::Reraise, kT1);
  code.bind_handler(inner);
  code.emit(Opcode::EnterHandler, kT0);
  code.emit(Opcode::Reraise, kT1);
  code.bind(end);
  code.emit_int(Opcode::LoadInt, kT0, 1);
  code.emit(Opcode::Return, kT0);
  code.add_range(start, stop, outer, 1);
  code.add_range(start, stop, inner, 2);
  const CodeUnitPtr unit = code.finish();
  ASSERT_EQ(unit->exceptions.size(), 2u);
  EXPECT_EQ(unit->exceptions[0].handler, 4u);
  EXPECT_EQ(CodeFlow(*unit).handler_of(0), 4u);
  EXPECT_EQ(verify(*unit), "");
}

// ---- verifier ----

TEST(VerifierTest, RefusesReadsBeforeWrites) {
  Assembler code;
  code.reserve(kT1);
  code.emit(Opcode::Move, kT0, kT1);
  code.emit(Opcode::Return, kT0);
  EXPECT_NE(verify(*code.finish()).find("before it is written"), std::string::npos);
}

TEST(VerifierTest, KnowsThatCallsClobberTheirWindow) {
  Assembler code;
  code.reserve(static_cast<Register>(kT0 + 20));
  code.emit(Opcode::LoadBuildClass, kT1);
  code.emit(Opcode::LoadBuildClass, static_cast<Register>(kT0 + 15));
  code.emit_wide(Opcode::Call, kT0, kT1, 0, static_cast<std::int32_t>(code.new_cache()), kNoNames);
  code.emit(Opcode::Return, static_cast<Register>(kT0 + 15));
  EXPECT_NE(verify(*code.finish()), "");
}

TEST(VerifierTest, JoinsThePathsToAPlace) {
  Assembler code;
  code.reserve(kT2);
  const Label join = code.new_label();
  code.emit_int(Opcode::LoadInt, kT0, 1);
  code.emit_jump(Opcode::JumpIfTrue, kT0, join);
  code.emit_int(Opcode::LoadInt, kT1, 1);
  code.bind(join);
  code.emit(Opcode::Return, kT1);
  EXPECT_NE(verify(*code.finish()), "");
}

TEST(VerifierTest, NamedLocalsMustBeBoundOrChecked) {
  for (const bool checked : {false, true}) {
    Assembler code;
    const Register x = code.local("x");
    if (checked) code.emit(Opcode::CheckBound, x, code.name("x"));
    code.emit(Opcode::Return, x);
    EXPECT_EQ(verify(*code.finish()).empty(), checked);
  }
}

TEST(VerifierTest, RefusesOperandsOutOfRange) {
  const CodeUnitPtr good = counting_loop();
  const auto broken = [&](auto&& change) {
    CodeUnit unit = *good;
    change(unit);
    return !verify(unit).empty();
  };
  EXPECT_TRUE(broken([](CodeUnit& unit) { unit.code[0].a = 99; }));
  EXPECT_TRUE(broken([](CodeUnit& unit) { unit.code[4].i = 100; }));
  EXPECT_TRUE(broken([](CodeUnit& unit) { unit.code[4].i = -3; }));  // into the middle of an instruction
  EXPECT_TRUE(broken([](CodeUnit& unit) { unit.code.pop_back(); }));
  EXPECT_TRUE(broken([](CodeUnit& unit) { unit.code[0].op = static_cast<Opcode>(kOpcodeCount); }));
  EXPECT_TRUE(broken([](CodeUnit& unit) { unit.exceptions.push_back({0, 1, 3}); }));
  EXPECT_TRUE(broken([](CodeUnit& unit) { unit.register_count = 1; }));
  EXPECT_FALSE(broken([](CodeUnit&) {}));
}

// ---- liveness ----

TEST(LivenessTest, FollowsLoops) {
  const CodeUnitPtr unit = counting_loop();
  const Liveness live(*unit);
  EXPECT_FALSE(live.is_live_before(0, 0));
  EXPECT_TRUE(live.is_live_before(1, 0));
  EXPECT_TRUE(live.is_live_before(4, 0));
  EXPECT_TRUE(live.is_live_before(5, 0));
  EXPECT_FALSE(live.is_live_before(6, 0));
  EXPECT_TRUE(live.is_live_before(6, 1));
}

TEST(LivenessTest, KeepsWhatAHandlerReads) {
  Assembler code;
  const Register x = code.local("x");
  code.reserve(static_cast<Register>(kT0 + 1));
  const Label handler = code.new_label(), start = code.new_label(), stop = code.new_label();
  code.emit_int(Opcode::LoadInt, x, 1);
  code.bind(start);
  code.emit(Opcode::LoadBuildClass, kT0);
  code.bind(stop);
  code.emit(Opcode::Return, kT0);
  code.bind_handler(handler);
  code.emit(Opcode::EnterHandler, kT0);
  code.emit(Opcode::Return, x);
  code.add_range(start, stop, handler, 1);
  const CodeUnitPtr unit = code.finish();
  EXPECT_EQ(verify(*unit), "");
  const Liveness live(*unit);
  EXPECT_TRUE(live.is_live_before(1, 0));
  EXPECT_FALSE(live.is_live_before(2, 0));
}

// ---- files ----

TEST(CodeFileTest, KeepsEverything) {
  CodeUnit unit = *counting_loop();
  unit.filename = "a.py";
  unit.doc = "text";
  unit.has_doc = true;
  Constant tuple;
  tuple.kind = Constant::Kind::Tuple;
  tuple.items = {int_constant(-5), double_constant(-0.0), {}};
  unit.constants.push_back(tuple);
  unit.children.push_back(counting_loop());
  const CodeFileKey key{12, 34, 5};
  const CodeUnitPtr read = read_code_file(write_code_file(unit, key), key);
  ASSERT_NE(read, nullptr);
  EXPECT_EQ(disassemble(*read, {true, false}), disassemble(unit, {true, false}));
  EXPECT_EQ(read->filename, "a.py");
  EXPECT_EQ(read->children[0]->filename, "a.py");
  EXPECT_EQ(read->constants.back().items[0].integer, -5);
  EXPECT_EQ(std::bit_cast<std::uint64_t>(read->constants.back().items[1].real), std::bit_cast<std::uint64_t>(-0.0));
  EXPECT_EQ(read->doc, "text");
}

TEST(CodeFileTest, IgnoresAnotherKey) {
  const std::string bytes = write_code_file(*counting_loop(), {1, 2, 3});
  EXPECT_NE(read_code_file(bytes, {1, 2, 3}), nullptr);
  EXPECT_EQ(read_code_file(bytes, {1, 2, 4}), nullptr);
  EXPECT_EQ(read_code_file(bytes, {2, 2, 3}), nullptr);
}

TEST(CodeFileTest, SurvivesDamage) {
  const std::string bytes = write_code_file(*counting_loop(), {});
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_EQ(read_code_file(bytes.substr(0, size), {}), nullptr);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x41);
    EXPECT_EQ(read_code_file(damaged, {}), nullptr);
  }
}

}  // namespace
}  // namespace tauraro
