#include <gtest/gtest.h>

#include <cstdlib>

#include "ir_interpreter.h"
#include "jit/ir/parse.h"
#include "jit/ir/print.h"
#include "jit/ir/verify.h"
#include "machine_runner.h"

namespace tauraro::jit::test {
namespace {

double add_doubles(void*, double a, double b) { return a + b; }
std::uint64_t zero_if_odd(void*, std::uint64_t word) { return word & 1 ? 0 : word + 2; }
std::uint64_t mix(void*, std::uint64_t a, std::uint64_t b, double c, std::uint64_t d, bool e) {
  return a * 3 + b * 5 + static_cast<std::uint64_t>(c) * 7 + d * 11 + e;
}

const RuntimeCall kCalls[] = {
    {"add_doubles", reinterpret_cast<const void*>(&add_doubles), TypeKind::Double, {TypeKind::Double, TypeKind::Double}, RaiseKind::Never, {}},
    {"zero_if_odd", reinterpret_cast<const void*>(&zero_if_odd), TypeKind::Value, {TypeKind::Value}, RaiseKind::ZeroResult, Effects::world()},
    {"mix", reinterpret_cast<const void*>(&mix), TypeKind::Int64,
     {TypeKind::Int64, TypeKind::Int64, TypeKind::Double, TypeKind::Raw, TypeKind::Bool}, RaiseKind::Never, Effects::world()},
};

std::uint64_t boxed(std::int64_t number) { return static_cast<std::uint64_t>(number) + kIntBias; }

/// Runs the text compiled, plain and forced to leave at each of its exits in turn, beside the interpreter.
void expect_same(const std::string& text, std::vector<std::uint64_t> window, const char* show = std::getenv("SHOW_CODE")) {
  window.resize(32);
  for (std::uint32_t countdown = 0; countdown < 200; ++countdown) {
    const bool stress = countdown != 0;
    Graph graph{kCalls};
    ASSERT_EQ(parse_graph(text, graph), "");
    ASSERT_EQ(verify(graph), "");
    TestThread expected, actual;
    expected.exit_countdown = actual.exit_countdown = countdown;
    std::vector<std::uint64_t> memory = window;
    const std::uint64_t result1 = interpret(graph, expected, memory.data(), stress);
    const std::vector<std::uint64_t> window1 = memory;
    std::copy(window.begin(), window.end(), memory.begin());
    MachineRunner runner(stress);
    ASSERT_TRUE(runner.compile(graph)) << runner.error;
    if (show && !stress) std::fputs(runner.disassemble().c_str(), stderr);
    const std::uint64_t result2 = runner.run(actual, memory.data());
    ASSERT_EQ(result1, result2) << text << "countdown " << countdown << "\n" << actual.exit;
    ASSERT_EQ(expected.exit, actual.exit) << "countdown " << countdown;
    ASSERT_EQ(window1, memory);
    ASSERT_EQ(expected.boxed, actual.boxed);
    if (stress && expected.exit_countdown != 0) break;
  }
}

TEST(Machine, ReturnsAConstant) { expect_same("block0:\n    Return None\n", {}); }

TEST(Machine, SumLoop) {
  expect_same(R"(
block0:
    w0 = LoadField window +0 value Window:0 : Value
    c0 = CheckInt w0 exit {before 0:0 r0 = w0}
    n = UnboxInt c0
    more = LtInt 0, n
    Branch more, block1(0, 0), block2(0)
block1(i: Int64, total: Int64) frequency 100.0:
    Safepoint exit {before 0:1 r0 = n, r1 = i, r2 = total}
    total2 = AddInt total, i exit {before 0:2 r0 = n, r1 = i, r2 = total}
    i2 = AddWrap i, 1
    c = LtInt i2, n
    Branch c, block1(i2, total2), block2(total2)
block2(result: Int64):
    b = BoxInt result : Value
    Return b
)", {boxed(10)});
}

TEST(Machine, OverflowUndoesTheAddition) {
  expect_same(R"(
block0:
    x = LoadField window +0 i64 Window:0 : Int64
    Jump block1(x, 1)
block1(a: Int64, b: Int64):
    a2 = AddInt a, b exit {before 0:2 r0 = a, r1 = b}
    b2 = SubInt b, a2 exit {before 0:3 r0 = a2, r1 = b}
    b3 = MulInt b2, -3 exit {before 0:4 r0 = a2, r1 = b2}
    Jump block1(a2, b3)
)", {5});
}

TEST(Machine, CallsKeepValues) {
  expect_same(R"(
block0:
    v = LoadField window +0 value Window:0 : Value
    x = LoadField window +8 i64 Window:1 : Int64
    d = LoadField window +16 f64 Window:2 : Double
    e = CallRuntime add_doubles(d, 2.5)
    r = CallRuntime zero_if_odd(v) exit {throw 0:3 r0 = v, r1 = x, r2 = d, r3 = e}
    m = CallRuntime mix(x, 7, e, raw:0x20, true) : Int64
    s = AddInt m, x exit {before 0:4 r0 = v, r1 = x, r2 = d, r3 = e, r4 = r}
    StoreField window, s +40 i64 Window:5
    f = CallRuntime add_doubles(e, d)
    StoreField window, f +48 f64 Window:6
    q = CallRaw zero_if_odd(r) : Value
    Return q
)", {0x10000, 42, 0x4008000000000000});
}

TEST(Machine, ChecksAndMemory) {
  for (const std::uint64_t word : {std::uint64_t{0}, kNoneBits, kTrueBits, kFalseBits, boxed(0), boxed(-1), boxed(kInlineIntRange.low),
                                   boxed(kInlineIntRange.high), kDoubleOffset, kFirstInt - 1, std::uint64_t{1} << 47}) {
    for (const char* check : {"CheckInt", "CheckDouble", "CheckBool", "CheckCell", "CheckNotEmpty"})
      expect_same(std::string("block0:\n    v = LoadField window +0 value Window:0 : Value\n    c = ") + check +
                      " v exit {before 0:1 r0 = v}\n    Return c\n", {word});
    for (const char* test : {"IsInt", "IsDouble", "IsBool", "IsCell"})
      expect_same(std::string("block0:\n    v = LoadField window +0 value Window:0 : Value\n    c = ") + test +
                      " v\n    b = BoxBool c\n    Return b\n", {word});
  }
}

TEST(Machine, BoxesWideInts) {
  for (const std::int64_t number : {std::int64_t{0}, kInlineIntRange.high, kInlineIntRange.high + 1, kInlineIntRange.low, kInlineIntRange.low - 1})
    expect_same("block0:\n    x = LoadField window +0 i64 Window:0 : Int64\n    b = BoxInt x : Value\n    StoreField window, x +8 i64 Window:1\n"
                "    Return b\n", {static_cast<std::uint64_t>(number)});
}

TEST(Machine, VirtualObjects) {
  expect_same(R"(layout0 size 24 header 0x5 fields 8:value 16:i64
block0:
    x = LoadField window +0 i64 Window:0 : Int64
    s = AddInt x, 1 exit {before 0:1 r0 = virtual0(None, x), r1 = x}
    Exit exit {before 1:2 ->3:4 r0 = s; after 0:9 r1 = virtual0(virtual0(True, s), s), [window + 16 value] = True}
)", {41});
}

TEST(Machine, MemoryKinds) {
  expect_same(R"(
block0:
    a = LoadField window +0 i32 Window:0 : Int64
    b = LoadField window +3 u8 Window:0 : Int64[0, 255]
    c = LoadIndexed window, b +0 i16 Window : Int64
    d = LoadIndexed window, 3 +1 i8 Window : Int64
    e = LoadField window +8 f32 Window:1 : Double
    f = LoadIndexed window, b +0 value Window : Value
    s = AddWrap a, c
    t = AddWrap s, d
    StoreField window, t +64 i32 Window
    StoreIndexed window, b, t +64 u8 Window
    StoreField window, e +72 f32 Window
    StoreField window, e +80 f64 Window
    StoreIndexed window, 11, f +0 value Window
    StoreField window, 7 +96 i16 Window
    Return f
)", {0x0000000003fffffe, 0x3fc00000, 5, 0xfff3});
}

TEST(Machine, ManyLiveValuesSpill) {
  std::string text = "block0:\n";
  for (int i = 0; i < 24; ++i)
    text += "    a" + std::to_string(i) + " = LoadField window +" + std::to_string(8 * i) + " i64 Window:" + std::to_string(i) + " : Int64\n" +
            "    d" + std::to_string(i) + " = IntToDouble a" + std::to_string(i) + "\n";
  text += "    Jump block1(0, a0, d0)\nblock1(i: Int64, s: Int64, f: Double):\n";
  std::string last = "s", last_double = "f";
  for (int i = 0; i < 24; ++i) {
    const std::string n = std::to_string(i);
    text += "    s" + n + " = AddInt " + last + ", a" + n + " exit {before 0:" + n + " r0 = i, r1 = s, r2 = a3, r3 = d4, r4 = " + last_double + "}\n";
    text += "    f" + n + " = AddDouble " + last_double + ", d" + n + "\n";
    last = "s" + n;
    last_double = "f" + n;
  }
  text += "    m = CallRuntime mix(s3, s23, f7, raw:0x1, false) : Int64\n    i2 = AddWrap i, 1\n    c = LtInt i2, 3\n    s99 = XorInt s23, m\n"
          "    Branch c, block1(i2, s99, f23), block2\nblock2:\n    r = AddWrap s99, a11\n    b = BoxInt r : Value\n    Return b\n";
  std::vector<std::uint64_t> window;
  for (std::uint64_t i = 0; i < 24; ++i) window.push_back(i * i + 3);
  expect_same(text, window);
}

}  // namespace
}  // namespace tauraro::jit::test
