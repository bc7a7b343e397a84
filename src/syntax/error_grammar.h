#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/token.h"

namespace tauraro {

/// The grammar in error_grammar.inc as data.
class ErrorGrammar {
 public:
  static constexpr int kLabels = 4;  ///< a, b and helpers

  enum class Operation : std::uint8_t {
    Token, Soft, AnySoft, Name, Number, Rule, Group, Optional, Star, Plus, Separated, And, Not, Cut, Forced,
  };
  /// What a node is. Those behind Seq are expressions, with a name for messages.
  enum class Tag : std::uint8_t {
    Other, Token, Seq, Args, Keyword, Unpacking, Clause, InPair, Parameter, Pattern, Dotted,
    Name, Literal, True, False, None, Ellipsis, FormatString, Attribute, Subscript, Starred, List, Tuple, Lambda, Call, Operator,
    GeneratorExp, Yield, Await, ListComp, SetComp, DictComp, Dict, Set, Compare, IfExp, NamedExpr, Slice,
  };
  enum class Report : std::uint8_t {
    None, At, Range, Here, Indent, From, Behind, StarTarget, ForTarget, DelTarget, Generator, GeneratorInCall, ArgumentOrder, Legacy,
    ForgottenComma, Real, Imaginary, Strings, NoInput,
  };

  /// A set of token kinds.
  struct TokenSet {
    std::uint64_t bits[2] = {0, 0};
    void add(TokenKind kind) { bits[static_cast<int>(kind) / 64] |= std::uint64_t{1} << (static_cast<int>(kind) % 64); }
    bool has(TokenKind kind) const { return bits[static_cast<int>(kind) / 64] >> (static_cast<int>(kind) % 64) & 1; }
    bool add_all(const TokenSet& other) {
      const TokenSet before = *this;
      bits[0] |= other.bits[0];
      bits[1] |= other.bits[1];
      return bits[0] != before.bits[0] || bits[1] != before.bits[1];
    }
  };

  struct Element {
    Operation operation = Operation::Token;
    TokenKind token = TokenKind::EndMarker;
    SoftKeyword soft = SoftKeyword::None;
    std::int8_t label = -1;
    std::int16_t rule = -1;                ///< Rule
    std::int16_t child = -1;               ///< element: Optional, Star, Plus, Separated, And, Not, Forced
    std::int16_t separator = -1;           ///< element: Separated
    std::vector<std::int16_t> alternatives;  ///< Group
    TokenSet first;
    bool is_nullable = false;
  };
  struct Alternative {
    std::vector<std::int16_t> elements;
    TokenSet first;
    bool is_nullable = false;
    bool is_for_errors_only = false;  ///< one bad_ rule and nothing else
    bool has_action = false;
    Report report = Report::None;
    std::int8_t passed = -1;  ///< label of the node that is the result; -1: a new node
    Tag tag = Tag::Other;
    std::vector<std::int8_t> labels;  ///< children of the new node, or what the report is about
    std::string message;
  };
  struct Rule {
    std::string name;
    bool is_shared = false;           ///< one result for both modes
    bool is_without_errors = false;   ///< bad_ rules are not tried within it
    std::vector<std::int16_t> alternatives;
    std::vector<std::int16_t> tails;  ///< of a left-recursive rule
    TokenSet first;
    bool is_nullable = false;
  };

  static const ErrorGrammar& get();

  const Rule& rule(int index) const { return rules_[index]; }
  const Alternative& alternative(int index) const { return alternatives_[index]; }
  const Element& element(int index) const { return elements_[index]; }
  int rule_index(std::string_view name) const;

 private:
  class Reader;
  ErrorGrammar();
  void compute_first_sets();
  bool update(Element& element);
  bool update(Alternative& alternative);

  std::vector<Rule> rules_;
  std::vector<Alternative> alternatives_;
  std::vector<Element> elements_;
};

}  // namespace tauraro
