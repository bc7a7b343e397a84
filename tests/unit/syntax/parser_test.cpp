#include "syntax/parser.h"

#include <gtest/gtest.h>

#include "syntax/ast_dump.h"

namespace tauraro {
namespace {

std::string dump(std::string_view source, ParseMode mode = ParseMode::Expression, bool include_attributes = false) {
  ParseOptions options;
  options.mode = mode;
  const ParseResult result = parse(source, options);
  return result.ok() ? dump_ast(*result.root, include_attributes) : "error: " + result.error.message;
}

/// The dump of the expression alone.
std::string expression(std::string_view source) {
  std::string text = dump(source);
  const std::string_view begin = "Expression(body=";
  if (!text.starts_with(begin)) return text;
  return text.substr(begin.size(), text.size() - begin.size() - 1);
}

TEST(Parser, BindsOperators) {
  EXPECT_EQ(expression("a+b*c"), "BinOp(left=Name(id='a', ctx=Load()), op=Add(), right=BinOp(left=Name(id='b', ctx=Load()), op=Mult(), "
                                 "right=Name(id='c', ctx=Load())))");
  EXPECT_EQ(expression("-a**-b"), "UnaryOp(op=USub(), operand=BinOp(left=Name(id='a', ctx=Load()), op=Pow(), right=UnaryOp(op=USub(), "
                                  "operand=Name(id='b', ctx=Load()))))");
  EXPECT_EQ(expression("a<b is not c"), "Compare(left=Name(id='a', ctx=Load()), ops=[Lt(), IsNot()], comparators=[Name(id='b', "
                                        "ctx=Load()), Name(id='c', ctx=Load())])");
}

TEST(Parser, MakesConstants) {
  EXPECT_EQ(expression("0x_ff"), "Constant(value=255)");
  EXPECT_EQ(expression("9223372036854775807"), "Constant(value=9223372036854775807)");
  EXPECT_EQ(expression("9223372036854775808"), "Constant(value=9223372036854775808)");
  EXPECT_EQ(expression("0xffffffffffffffffffff"), "Constant(value=1208925819614629174706175)");
  EXPECT_EQ(expression("1e22"), "Constant(value=1e+22)");
  EXPECT_EQ(expression("1e16"), "Constant(value=1e+16)");
  EXPECT_EQ(expression("123456789012345.0"), "Constant(value=123456789012345.0)");
  EXPECT_EQ(expression("1e999"), "Constant(value=inf)");
  EXPECT_EQ(expression("1e-999"), "Constant(value=0.0)");
  EXPECT_EQ(expression("2.0j"), "Constant(value=2j)");
  EXPECT_EQ(expression("'a' \"b\" '''c'''"), "Constant(value='abc')");
  EXPECT_EQ(expression(R"('\x41\u20ac\N{EM DASH}\101\q')"), "Constant(value='A\xe2\x82\xac\xe2\x80\x94""A\\\\q')");
  EXPECT_EQ(expression(R"(b'\x00\xff\q')"), "Constant(value=b'\\x00\\xff\\\\q')");
  EXPECT_EQ(expression(R"('\ud800')"), "Constant(value='\\ud800')");
  EXPECT_EQ(expression("u'x'"), "Constant(value='x', kind='u')");
}

TEST(Parser, TakesFStringsApart) {
  EXPECT_EQ(expression("f'a{b!r:>{c}}{{'"),
            "JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='b', ctx=Load()), conversion=114, "
            "format_spec=JoinedStr(values=[Constant(value='>'), FormattedValue(value=Name(id='c', ctx=Load()), conversion=-1)])), "
            "Constant(value='{')])");
  EXPECT_EQ(expression("f'{a = }'"), "JoinedStr(values=[Constant(value='a = '), FormattedValue(value=Name(id='a', ctx=Load()), "
                                     "conversion=114)])");
}

TEST(Parser, NormalizesIdentifiers) { EXPECT_EQ(expression("\xef\xac\x81"), "Name(id='fi', ctx=Load())"); }

TEST(Parser, GivesPositions) {
  EXPECT_EQ(dump("x = (1 +\n     2)\n", ParseMode::Module, true),
            "Module(body=[Assign(targets=[Name(id='x', ctx=Store(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1)], "
            "value=BinOp(left=Constant(value=1, lineno=1, col_offset=5, end_lineno=1, end_col_offset=6), op=Add(), "
            "right=Constant(value=2, lineno=2, col_offset=5, end_lineno=2, end_col_offset=6), lineno=1, col_offset=5, end_lineno=2, "
            "end_col_offset=6), lineno=1, col_offset=0, end_lineno=2, end_col_offset=7)], type_ignores=[])");
}

TEST(Parser, SoftKeywordsAreNamesElsewhere) {
  EXPECT_EQ(dump("match = case = _\nmatch(x)\nmatch[a:b]\nprint(match, case)\n", ParseMode::Module).substr(0, 7), "Module(");
  EXPECT_NE(dump("match (x):\n  case [1, *_] if y: pass\n", ParseMode::Module).find("MatchStar()"), std::string::npos);
}

TEST(Parser, ObeysTheCookie) {
  EXPECT_NE(dump("# coding: latin-1\nx = '\xe9'\n", ParseMode::Module).find("'\xc3\xa9'"), std::string::npos);
  EXPECT_NE(dump("\xef\xbb\xbfx = 1\n", ParseMode::Module).find("id='x'"), std::string::npos);
  EXPECT_EQ(dump("# coding: nonsense\n", ParseMode::Module), "error: unknown encoding: nonsense");
  EXPECT_EQ(dump(std::string_view("x\0y", 3), ParseMode::Module), "error: source code string cannot contain null bytes");
}

TEST(Parser, TellsIncompleteInput) {
  ParseOptions options;
  options.mode = ParseMode::Interactive;
  options.imply_dedent = false;
  for (const char* source : {"if x:", "if x:\n  y", "(1,", "'''abc", "def f(a,\n", "@a\n", "x = \\\n"}) {
    EXPECT_TRUE(parse(source, options).incomplete) << source;
  }
  for (const char* source : {"a b\n", ")", "'abc\n", "x = = 1\n"}) {
    const ParseResult result = parse(source, options);
    EXPECT_TRUE(!result.ok() && !result.incomplete) << source;
  }
  EXPECT_TRUE(parse("if x:\n  y\n", options).ok()) << "the empty line behind the block, its newline not yet added";
}

TEST(Parser, OneStatementOnlyWhenInteractive) {
  EXPECT_EQ(dump("x = 1\ny = 2\n", ParseMode::Interactive), "error: multiple statements found while compiling a single statement");
  EXPECT_EQ(dump("x = 1; y = 2 # c\n\n# d\n", ParseMode::Interactive).substr(0, 12), "Interactive(");
}

TEST(Parser, Warns) {
  const ParseResult result = parse("x = '\\d'\ny = 1if x else 2\n");
  ASSERT_TRUE(result.ok());
  ASSERT_EQ(result.warnings.size(), 2u);
  EXPECT_EQ(result.warnings[0].message, "invalid escape sequence '\\d'");
  EXPECT_EQ(result.warnings[0].as_error.offset, 5);
  EXPECT_EQ(result.warnings[1].line, 2);
}

TEST(Parser, LimitsIntegers) {
  EXPECT_EQ(dump(std::string(5000, '1')).substr(0, 40), "error: Exceeds the limit (4300 digits) f");
  ParseOptions options;
  options.max_int_digits = 0;
  EXPECT_TRUE(parse(std::string(5000, '1'), options).ok());
}

std::string repeated(std::string_view text, int count) {
  std::string out;
  for (int index = 0; index < count; ++index) out += text;
  return out;
}

TEST(Parser, SurvivesDeepNesting) {
  EXPECT_TRUE(parse(repeated("(", 200) + "1" + repeated(")", 200)).ok());
#ifndef __SANITIZE_ADDRESS__  // its larger frames reach the limit on the stack first
  EXPECT_EQ(parse(repeated("(", 201)).error.message, "too many nested parentheses");
#endif
  for (const char* text : {"-", "not ", "lambda: ", "a if b else ", "1**", "lambda a=", "print "}) {
    EXPECT_EQ(parse(repeated(text, 20000) + "1").error.kind, SyntaxErrorKind::MemoryError) << text;
  }
  EXPECT_TRUE(parse(repeated("lambda: ", 2000) + "1").ok());
  EXPECT_TRUE(parse("a" + repeated(".b", 50000)).ok());
  EXPECT_TRUE(parse("if a: pass\n" + repeated("elif b: pass\n", 20000)).ok());
}

TEST(Parser, IsNotExponential) {
  for (const char* text : {"(a, ", "[", "{1: ", "f(", "{a, ", "(a := ", "a[", "lambda x=(", "f(a for ", "print(*"}) {
    EXPECT_FALSE(parse(repeated(text, 150) + "b c").ok()) << text;
  }
}

}  // namespace
}  // namespace tauraro
