#include <gtest/gtest.h>

#include <string>

#include "compile/compile.h"
#include "compile/symbols.h"
#include "syntax/parser.h"

namespace tauraro {
namespace {

class SymbolsTest : public testing::Test {
 protected:
  Scope& build(std::string_view source) {
    parsed_ = parse(source);
    EXPECT_TRUE(parsed_.ok());
    table_.build(*parsed_.root, false, errors_);
    EXPECT_FALSE(errors_.failed()) << errors_.diagnostic().message;
    return table_.module();
  }
  static NameScope scope_of(Scope& scope, std::string_view name) {
    const Symbol* symbol = scope.find(name);
    return symbol ? symbol->scope : NameScope::Unresolved;
  }

  ParseResult parsed_;
  SymbolTable table_;
  ErrorSink errors_;
};

TEST_F(SymbolsTest, ClosuresPassThroughEveryBlockInBetween) {
  Scope& module = build("def f(a):\n  def g():\n    class C:\n      def h(self): return a\n");
  Scope& f = *module.children[0];
  Scope& g = *f.children[0];
  Scope& c = *g.children[0];
  EXPECT_EQ(scope_of(f, "a"), NameScope::Cell);
  EXPECT_EQ(scope_of(g, "a"), NameScope::Free);
  EXPECT_EQ(scope_of(c, "a"), NameScope::Free);
  EXPECT_EQ(scope_of(*c.children[0], "a"), NameScope::Free);
}

TEST_F(SymbolsTest, ClassScopesAreTransparent) {
  Scope& module = build("class C:\n  x = 1\n  def f(self): return x\n");
  Scope& c = *module.children[0];
  EXPECT_EQ(scope_of(c, "x"), NameScope::Local);
  EXPECT_EQ(scope_of(*c.children[0], "x"), NameScope::GlobalImplicit);
}

TEST_F(SymbolsTest, AClassMayBindANameThatItsMethodsTakeFromOutside) {
  Scope& module = build("def f(x):\n  class C:\n    x = 1\n    def g(self): return x\n");
  Scope& c = *module.children[0]->children[0];
  EXPECT_EQ(scope_of(c, "x"), NameScope::Local);
  EXPECT_TRUE(c.find("x")->free_class);
  EXPECT_EQ(c.names_of(NameScope::Free), std::vector<std::string>{"x"});
}

TEST_F(SymbolsTest, GlobalDeclarationsHideOuterVariables) {
  Scope& module = build("def f(x):\n  def g():\n    global x\n    def h(): return x\n");
  Scope& g = *module.children[0]->children[0];
  EXPECT_EQ(scope_of(g, "x"), NameScope::GlobalExplicit);
  EXPECT_EQ(scope_of(*g.children[0], "x"), NameScope::GlobalImplicit);
  EXPECT_EQ(scope_of(*module.children[0], "x"), NameScope::Local);
}

TEST_F(SymbolsTest, SuperNeedsTheCellOfItsClass) {
  Scope& module = build("class C:\n  def f(self): super().f()\n  def g(self): return [__class__ for _ in self]\n");
  Scope& c = *module.children[0];
  EXPECT_TRUE(c.needs_class_cell);
  EXPECT_EQ(scope_of(*c.children[0], "__class__"), NameScope::Free);
  EXPECT_EQ(scope_of(*c.children[1], "__class__"), NameScope::Free);
}

TEST_F(SymbolsTest, WalrusInAComprehensionBindsOutside) {
  Scope& module = build("def f(a): return [y := x for x in a]\n[z := x for x in q]\n");
  EXPECT_EQ(scope_of(*module.children[0], "y"), NameScope::Cell);
  EXPECT_EQ(scope_of(*module.children[0]->children[0], "y"), NameScope::Free);
  EXPECT_EQ(scope_of(*module.children[1], "z"), NameScope::GlobalExplicit);
}

TEST_F(SymbolsTest, ManglesPrivateNames) {
  Scope& module = build("class _C:\n  def f(self, __a): return __a, __b__, self.__c\n");
  EXPECT_NE(module.children[0]->children[0]->find("_C__a"), nullptr);
  EXPECT_NE(module.children[0]->children[0]->find("__b__"), nullptr);
  std::deque<std::string> storage;
  EXPECT_EQ(mangle("__", "__x", storage), "__x");
  EXPECT_EQ(mangle("A", "__x.y", storage), "__x.y");
}

TEST_F(SymbolsTest, TellsGeneratorsAndCoroutines) {
  Scope& module = build("def f(): yield\nasync def g(): return [x async for x in y]\ndef h(): return (x async for x in y)\n");
  EXPECT_TRUE(module.children[0]->is_generator);
  EXPECT_TRUE(module.children[1]->is_coroutine);
  EXPECT_FALSE(module.children[2]->is_coroutine);
  EXPECT_TRUE(module.children[2]->children[0]->is_coroutine);
}

const CodeUnit& child(const CodeUnit& unit, int index) { return *unit.children[static_cast<std::size_t>(index)]; }

TEST(CodeUnits, NameTheirVariablesAsCPythonDoes) {
  const CompileResult result = compile_source("def f(c, *v, k=1, **w):\n  z = y = c\n  a = 1\n  def g(): return z, v\n  return a\n");
  ASSERT_TRUE(result.ok());
  const CodeUnit& f = child(*result.code, 0);
  const std::vector<std::string> expected = {"c", "k", "v", "w", "y", "a", "g", "z"};
  EXPECT_EQ(f.local_names, expected);
  EXPECT_EQ(f.plain_local_count, 7u);
  EXPECT_EQ(f.cell_names, (std::vector<std::string>{"v", "z"}));
  EXPECT_EQ(f.cell_registers, (std::vector<std::uint16_t>{2, 7}));
  EXPECT_EQ(f.positional_count, 1u);
  EXPECT_EQ(f.keyword_only_count, 1u);
  EXPECT_TRUE(f.flags & CodeUnit::VarArgs);
  EXPECT_TRUE(f.flags & CodeUnit::VarKeywords);
}

TEST(CodeUnits, HaveQualifiedNames) {
  const CompileResult result =
      compile_source("def f():\n  class A:\n    def g(self): return lambda: [x for x in y]\n  global h\n  def h(): pass\n");
  ASSERT_TRUE(result.ok());
  const CodeUnit& f = child(*result.code, 0);
  const CodeUnit& g = child(child(f, 0), 0);
  EXPECT_EQ(g.qualified_name, "f.<locals>.A.g");
  EXPECT_EQ(child(g, 0).qualified_name, "f.<locals>.A.g.<locals>.<lambda>");
  EXPECT_EQ(child(child(g, 0), 0).qualified_name, "f.<locals>.A.g.<locals>.<lambda>.<locals>.<listcomp>");
  EXPECT_EQ(child(f, 1).qualified_name, "h");
}

TEST(CodeUnits, KeepDocstringsUnlessOptimized) {
  const std::string source = "def f():\n  'doc'\n  assert x\n";
  EXPECT_TRUE(child(*compile_source(source).code, 0).has_doc);
  CompileOptions options;
  options.optimize = 2;
  const CompileResult result = compile_source(source, options);
  EXPECT_FALSE(child(*result.code, 0).has_doc);
  EXPECT_EQ(child(*result.code, 0).code.size(), 2u);
}

TEST(CodeUnits, WarnAsCPythonDoes) {
  const auto warning_of = [](std::string_view source) {
    const CompileResult result = compile_source(source);
    return result.warnings.empty() ? std::string() : result.warnings[0].message;
  };
  EXPECT_EQ(warning_of("x is 1"), "\"is\" with a literal. Did you mean \"==\"?");
  EXPECT_EQ(warning_of("assert (x, 'y')"), "assertion is always true, perhaps remove parentheses?");
  EXPECT_EQ(warning_of("(1, 2) (3, 4)"), "'tuple' object is not callable; perhaps you missed a comma?");
  EXPECT_EQ(warning_of("[1, 2]['a']"), "list indices must be integers or slices, not str; perhaps you missed a comma?");
  EXPECT_EQ(warning_of("[1, 2][0]"), "");
}

}  // namespace
}  // namespace tauraro
