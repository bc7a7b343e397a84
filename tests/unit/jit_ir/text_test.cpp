#include <gtest/gtest.h>

#include "jit/ir/block_order.h"
#include "jit/ir/parse.h"
#include "jit/ir/print.h"
#include "jit/ir/verify.h"

namespace tauraro::jit {
namespace {

constexpr RuntimeCall kCalls[] = {
    {"append", nullptr, TypeKind::Value, {TypeKind::Value, TypeKind::Value}, RaiseKind::ZeroResult, Effects::world()},
    {"hypot", nullptr, TypeKind::Double, {TypeKind::Double, TypeKind::Double}, RaiseKind::Never, Effects::none()},
};

std::string round_trip(const char* text) {
  Graph graph{kCalls};
  const std::string error = parse_graph(text, graph);
  if (!error.empty()) return error;
  const std::string bad = verify(graph);
  if (!bad.empty()) return bad;
  return print_graph(graph);
}

constexpr const char* kLoop = R"(layout0 size 24 header 0x5 fields 8:value 16:i64
block0:
    v0 = LoadField window +0 value Window:0 : Value
    v1 = CheckInt v0 : IntValue  exit {before 0:1 r0 = v0}
    v2 = UnboxInt v1
    Jump block1(0, v2)
block1(v3: Int64[0, 100], v4: Int64) frequency 10.5:
    Safepoint  exit {before 1:2 ->3:4 #7 r0 = v3, [v0 + 16 value] = v1; after 0:9 r1 = virtual0(None, v4)}
    v5 = LtInt v3, 100
    Branch v5, block2, block3
block2:
    v6 = AddInt v4, -1  exit {before 0:2}
    v7 = AddWrap v3, 1 : Int64[0, 100]
    v8 = CallRuntime hypot(1.5, double:0x7ff8000000000000) : Double
    v9 = CallRuntime append(v0, value:0x12340#6) : Value  exit {throw 0:5}
    v10 = LoadIndexed raw:0x10, v3 -8 u8 Buffer : Int64[0, 255]
    v11 = CheckIntRange v10 #[0, 5] : Int64[0, 5]  exit {before 0:2}
    Jump block1(v7, v6)
block3:
    v12 = BoxInt v4 : Value
    Return v12
)";

TEST(IrText, PrintsWhatItParsed) { EXPECT_EQ(round_trip(kLoop), kLoop); }

TEST(IrText, SaysWhatIsWrong) {
  EXPECT_EQ(round_trip("block0:\n    Return x\n"), "line 2: unknown value: x");
  EXPECT_EQ(round_trip("block0:\n    v1 = AddInt 1, 2\n    Return None\n"), "block 0, node 1 (AddInt): needs a frame state");
  EXPECT_EQ(round_trip("block0:\n    v1 = AddWrap 1, 2.5\n    Return None\n"),
            "block 0, node 1 (AddWrap): operand of type Double where 'i' is wanted");
  EXPECT_EQ(round_trip("block0:\n    Jump block1(None)\nblock1(v: Value):\n    Jump block1\n"),
            "block 1, node 3 (Jump): wrong number of edge arguments");
  EXPECT_EQ(round_trip("block0:\n    Branch true, block1, block2\nblock1:\n    a = BoxBool true\n    Return a\nblock2:\n    Return a\n"),
            "block 2, node 4 (Return): node 2 (BoxBool) does not dominate its use");
}

TEST(BlockOrder, FindsLoopsAndDominators) {
  Graph graph;
  ASSERT_EQ(parse_graph(R"(
block0:
    Jump block1
block1:
    Branch true, block2, block5
block2:
    Branch true, block3, block4
block3:
    Jump block2
block4:
    Jump block1
block5:
    Return None
)", graph), "");
  const Dominators dominators(graph);
  EXPECT_TRUE(dominators.dominates(1, 4));
  EXPECT_TRUE(dominators.dominates(2, 3));
  EXPECT_FALSE(dominators.dominates(3, 4));
  EXPECT_FALSE(dominators.dominates(4, 5));
  EXPECT_TRUE(dominators.dominates(4, 4));
  const LoopForest loops(graph, dominators);
  ASSERT_EQ(loops.loops().size(), 2u);
  EXPECT_EQ(loops.loops()[0].header, 1u);
  EXPECT_EQ(loops.loops()[0].blocks, (std::vector<BlockId>{1, 2, 3, 4}));
  EXPECT_EQ(loops.loops()[1].latches, (std::vector<BlockId>{3}));
  EXPECT_EQ(loops.depth(3), 2u);
  EXPECT_EQ(loops.depth(5), 0u);
  EXPECT_TRUE(loops.contains(0, 3));
}

}  // namespace
}  // namespace tauraro::jit
