#include "syntax/error_grammar.h"

#include <cassert>
#include <cctype>
#include <cstdio>
#include <cstdlib>

namespace tauraro {

namespace {

constexpr std::string_view kGrammar =
#include "syntax/error_grammar.inc"
    ;

template <typename T>
struct Named {
  std::string_view name;
  T value;
};

using Tag = ErrorGrammar::Tag;
constexpr Named<Tag> kTags[] = {
    {"Seq", Tag::Seq}, {"Args", Tag::Args}, {"Keyword", Tag::Keyword}, {"Unpacking", Tag::Unpacking}, {"Clause", Tag::Clause},
    {"InPair", Tag::InPair}, {"Parameter", Tag::Parameter}, {"Pattern", Tag::Pattern}, {"Dotted", Tag::Dotted},
    {"True", Tag::True}, {"False", Tag::False}, {"None", Tag::None}, {"Ellipsis", Tag::Ellipsis}, {"Attribute", Tag::Attribute},
    {"Subscript", Tag::Subscript}, {"Starred", Tag::Starred}, {"List", Tag::List}, {"Tuple", Tag::Tuple},
    {"Lambda", Tag::Lambda}, {"Call", Tag::Call}, {"Operator", Tag::Operator}, {"GeneratorExp", Tag::GeneratorExp},
    {"Yield", Tag::Yield}, {"Await", Tag::Await}, {"ListComp", Tag::ListComp}, {"SetComp", Tag::SetComp},
    {"DictComp", Tag::DictComp}, {"Dict", Tag::Dict}, {"Set", Tag::Set}, {"Compare", Tag::Compare}, {"IfExp", Tag::IfExp},
    {"NamedExpr", Tag::NamedExpr}, {"Slice", Tag::Slice},
};

using Report = ErrorGrammar::Report;
constexpr Named<Report> kReports[] = {
    {"at", Report::At}, {"range", Report::Range}, {"here", Report::Here}, {"indent", Report::Indent}, {"from", Report::From},
    {"behind", Report::Behind}, {"star_target", Report::StarTarget}, {"for_target", Report::ForTarget},
    {"del_target", Report::DelTarget}, {"generator", Report::Generator}, {"generator_in_call", Report::GeneratorInCall},
    {"argument_order", Report::ArgumentOrder}, {"legacy", Report::Legacy}, {"forgotten_comma", Report::ForgottenComma},
    {"real", Report::Real}, {"imaginary", Report::Imaginary}, {"strings", Report::Strings}, {"no_input", Report::NoInput},
};

/// T's zero if the table has no such name.
template <typename T, std::size_t N>
T value_of(const Named<T> (&table)[N], std::string_view name) {
  for (const Named<T>& row : table) {
    if (row.name == name) return row.value;
  }
  return T{};
}

struct Punctuation {
  std::string_view text;
  TokenKind kind;
};
constexpr Punctuation kPunctuation[] = {
    {"(", TokenKind::LeftParen},      {")", TokenKind::RightParen},       {"[", TokenKind::LeftBracket},
    {"]", TokenKind::RightBracket},   {"{", TokenKind::LeftBrace},        {"}", TokenKind::RightBrace},
    {":", TokenKind::Colon},          {",", TokenKind::Comma},            {";", TokenKind::Semicolon},
    {"+", TokenKind::Plus},           {"-", TokenKind::Minus},            {"*", TokenKind::Star},
    {"/", TokenKind::Slash},          {"|", TokenKind::VerticalBar},      {"&", TokenKind::Ampersand},
    {"<", TokenKind::Less},           {">", TokenKind::Greater},          {"=", TokenKind::Equal},
    {".", TokenKind::Dot},            {"%", TokenKind::Percent},          {"==", TokenKind::EqEqual},
    {"!=", TokenKind::NotEqual},      {"<=", TokenKind::LessEqual},       {">=", TokenKind::GreaterEqual},
    {"~", TokenKind::Tilde},          {"^", TokenKind::Circumflex},       {"<<", TokenKind::LeftShift},
    {">>", TokenKind::RightShift},    {"**", TokenKind::DoubleStar},      {"+=", TokenKind::PlusEqual},
    {"-=", TokenKind::MinusEqual},    {"*=", TokenKind::StarEqual},       {"/=", TokenKind::SlashEqual},
    {"%=", TokenKind::PercentEqual},  {"&=", TokenKind::AmpersandEqual},  {"|=", TokenKind::VerticalBarEqual},
    {"^=", TokenKind::CircumflexEqual}, {"<<=", TokenKind::LeftShiftEqual}, {">>=", TokenKind::RightShiftEqual},
    {"**=", TokenKind::DoubleStarEqual}, {"//", TokenKind::DoubleSlash},  {"//=", TokenKind::DoubleSlashEqual},
    {"@", TokenKind::At},             {"@=", TokenKind::AtEqual},         {"->", TokenKind::Arrow},
    {"...", TokenKind::Ellipsis},     {":=", TokenKind::ColonEqual},
};

TokenKind token_named(std::string_view text) {
  for (const Punctuation& row : kPunctuation) {
    if (row.text == text) return row.kind;
  }
  return keyword_kind(text);
}

TokenKind class_named(std::string_view name) {
  if (name == "STRING") return TokenKind::String;
  if (name == "NEWLINE") return TokenKind::Newline;
  if (name == "INDENT") return TokenKind::Indent;
  if (name == "DEDENT") return TokenKind::Dedent;
  return name == "END" ? TokenKind::EndMarker : TokenKind::Error;
}

}  // namespace

/// Reads the notation. The grammar is our own text: what is wrong in it is a bug, found by any test.
class ErrorGrammar::Reader {
 public:
  Reader(ErrorGrammar& grammar, std::string_view text) : grammar_(grammar), text_(text) {}

  void read() {
    declare_rules();
    cursor_ = 0;
    skip();
    while (cursor_ < text_.size()) rule();
  }

 private:
  void skip() {
    while (cursor_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[cursor_]))) ++cursor_;
  }
  bool accept(char c) {
    if (cursor_ >= text_.size() || text_[cursor_] != c) return false;
    ++cursor_;
    skip();
    return true;
  }
  std::string_view word() {
    const std::size_t begin = cursor_;
    while (std::isalnum(static_cast<unsigned char>(text_[cursor_])) || text_[cursor_] == '_') ++cursor_;
    const std::string_view result = text_.substr(begin, cursor_ - begin);
    skip();
    return result;
  }
  std::string quoted() {
    const char quote = text_[cursor_++];
    std::string out;
    while (text_[cursor_] != quote) {
      if (text_[cursor_] == '\\') ++cursor_;
      out += text_[cursor_++];
    }
    ++cursor_;
    skip();
    return out;
  }

  /// Rules begin in the first column.
  void declare_rules() {
    for (std::size_t begin = 0; begin < text_.size();) {
      const std::size_t end = text_.find('\n', begin);
      if (std::isalpha(static_cast<unsigned char>(text_[begin]))) {
        Rule rule;
        rule.name = text_.substr(begin, text_.find_first_of(":!%", begin) - begin);
        rule.is_without_errors = rule.name.ends_with("_without_invalid");
        grammar_.rules_.push_back(std::move(rule));
      }
      begin = end + 1;
    }
  }

  void rule() {
    const int index = grammar_.rule_index(word());
    grammar_.rules_[index].is_shared = accept('!');
    accept('%');
    accept(':');
    std::vector<std::int16_t> tails;
    const std::vector<std::int16_t> found = alternatives(&tails);
    grammar_.rules_[index].alternatives = found;
    grammar_.rules_[index].tails = tails;
  }

  /// \p tails takes what comes behind `then`.
  std::vector<std::int16_t> alternatives(std::vector<std::int16_t>* tails) {
    std::vector<std::int16_t> found;
    bool is_tail = false;
    do {
      const std::int16_t index = alternative();
      (is_tail ? *tails : found).push_back(index);
      if (tails && !is_tail && at_word("then")) {
        word();
        is_tail = true;
        tails->push_back(alternative());
      }
    } while (accept('|'));
    return found;
  }

  bool at_word(std::string_view expected) const {
    return text_.substr(cursor_, expected.size()) == expected &&
           !std::isalnum(static_cast<unsigned char>(text_[cursor_ + expected.size()]));
  }

  /// A name and its colon begin the next rule.
  bool at_rule() const {
    if (cursor_ >= text_.size() || (cursor_ > 0 && text_[cursor_ - 1] != '\n')) return cursor_ >= text_.size();
    return true;
  }

  std::int16_t alternative() {
    Alternative result;
    while (!at_rule() && text_[cursor_] != '|' && text_[cursor_] != ')' && text_[cursor_] != '{' && !at_word("then")) {
      result.elements.push_back(element());
    }
    if (accept('{')) action(result);
    const Element& only = grammar_.elements_[result.elements[0]];
    result.is_for_errors_only =
        result.elements.size() == 1 && only.operation == Operation::Rule && grammar_.rules_[only.rule].name.starts_with("bad_");
    grammar_.alternatives_.push_back(std::move(result));
    return static_cast<std::int16_t>(grammar_.alternatives_.size() - 1);
  }

  static std::int8_t label_of(char c) { return static_cast<std::int8_t>(c == 'a' ? 0 : c == 'b' ? 1 : c == 'c' || c == 'y' ? 2 : 3); }

  void action(Alternative& result) {
    result.has_action = true;
    const bool is_report = accept('!');
    const std::string_view name = word();
    if (is_report) {
      result.report = value_of(kReports, name);
      assert(result.report != Report::None);
    } else if (name.size() == 1 && std::islower(static_cast<unsigned char>(name[0]))) {
      result.passed = label_of(name[0]);
    } else {
      result.tag = value_of(kTags, name);
      assert(result.tag != Tag::Other);
    }
    while (text_[cursor_] != '}') {
      if (text_[cursor_] == '"') {
        result.message = quoted();
      } else {
        result.labels.push_back(label_of(word()[0]));
      }
    }
    accept('}');
  }

  std::int16_t add(Element element) {
    grammar_.elements_.push_back(std::move(element));
    return static_cast<std::int16_t>(grammar_.elements_.size() - 1);
  }

  std::int16_t wrapped(Operation operation, std::int16_t child) {
    Element element;
    element.operation = operation;
    element.child = child;
    return add(std::move(element));
  }

  std::int16_t element() {
    if (accept('^')) return wrapped(Operation::Cut, -1);
    if (accept('&')) return wrapped(Operation::And, with_suffix());
    if (text_[cursor_] == '!') {
      accept('!');
      return wrapped(Operation::Not, with_suffix());
    }
    if (accept('@')) return wrapped(Operation::Forced, with_suffix());
    std::int8_t label = -1;
    if (std::islower(static_cast<unsigned char>(text_[cursor_])) && text_[cursor_ + 1] == ':') {
      label = label_of(text_[cursor_]);
      cursor_ += 2;
    }
    const std::int16_t index = with_suffix();
    grammar_.elements_[index].label = label;
    return index;
  }

  std::int16_t with_suffix() {
    std::int16_t index = item();
    for (;;) {
      if (accept('?')) {
        index = wrapped(Operation::Optional, index);
      } else if (accept('*')) {
        index = wrapped(Operation::Star, index);
      } else if (accept('+')) {
        index = wrapped(Operation::Plus, index);
      } else if (accept('%')) {
        const std::int16_t separator = item();
        index = wrapped(Operation::Separated, index);
        grammar_.elements_[index].separator = separator;
      } else {
        return index;
      }
    }
  }

  std::int16_t item() {
    Element element;
    if (accept('(')) {
      element.operation = Operation::Group;
      element.alternatives = alternatives(nullptr);
      accept(')');
    } else if (text_[cursor_] == '\'') {
      element.token = token_named(quoted());
      assert(element.token != TokenKind::Name);
    } else if (text_[cursor_] == '"') {
      const std::string name = quoted();
      element.operation = Operation::Soft;
      element.soft = name == "match" ? SoftKeyword::Match : name == "case" ? SoftKeyword::Case : SoftKeyword::Underscore;
    } else {
      const std::string_view name = word();
      if (name == "NAME") {
        element.operation = Operation::Name;
      } else if (name == "NUMBER") {
        element.operation = Operation::Number;
      } else if (name == "SOFT") {
        element.operation = Operation::AnySoft;
      } else if (name == "TYPE") {
        element.token = TokenKind::Error;  // never found
      } else if (class_named(name) != TokenKind::Error) {
        element.token = class_named(name);
      } else {
        element.operation = Operation::Rule;
        element.rule = static_cast<std::int16_t>(grammar_.rule_index(name));
      }
    }
    return add(std::move(element));
  }

  ErrorGrammar& grammar_;
  std::string_view text_;
  std::size_t cursor_ = 0;
};

int ErrorGrammar::rule_index(std::string_view name) const {
  for (std::size_t index = 0; index < rules_.size(); ++index) {
    if (rules_[index].name == name) return static_cast<int>(index);
  }
  std::fprintf(stderr, "no grammar rule %.*s\n", static_cast<int>(name.size()), name.data());
  std::abort();
}

bool ErrorGrammar::update(Element& element) {
  TokenSet first;
  bool is_nullable = false;
  switch (element.operation) {
    case Operation::Token: first.add(element.token); break;
    case Operation::Soft:
    case Operation::AnySoft:
    case Operation::Name: first.add(TokenKind::Name); break;
    case Operation::Number: first.add(TokenKind::Number); break;
    case Operation::Rule:
      first = rules_[element.rule].first;
      is_nullable = rules_[element.rule].is_nullable;
      break;
    case Operation::Group:
      for (const std::int16_t index : element.alternatives) {
        first.add_all(alternatives_[index].first);
        is_nullable = is_nullable || alternatives_[index].is_nullable;
      }
      break;
    case Operation::Optional:
    case Operation::Star:
      first = elements_[element.child].first;
      is_nullable = true;
      break;
    case Operation::Plus:
    case Operation::Separated:
      first = elements_[element.child].first;
      is_nullable = elements_[element.child].is_nullable;
      break;
    default: is_nullable = true; break;  // lookaheads, cuts and forced tokens decide nothing here
  }
  const bool is_changed = element.first.add_all(first) || element.is_nullable != is_nullable;
  element.is_nullable = is_nullable;
  return is_changed;
}

bool ErrorGrammar::update(Alternative& alternative) {
  TokenSet first;
  bool is_nullable = true;
  for (const std::int16_t index : alternative.elements) {
    first.add_all(elements_[index].first);
    if (!elements_[index].is_nullable) {
      is_nullable = false;
      break;
    }
  }
  const bool is_changed = alternative.first.add_all(first) || alternative.is_nullable != is_nullable;
  alternative.is_nullable = is_nullable;
  return is_changed;
}

void ErrorGrammar::compute_first_sets() {
  for (bool is_changed = true; is_changed;) {
    is_changed = false;
    for (Element& element : elements_) is_changed = update(element) || is_changed;
    for (Alternative& alternative : alternatives_) is_changed = update(alternative) || is_changed;
    for (Rule& rule : rules_) {
      for (const std::int16_t index : rule.alternatives) {
        is_changed = rule.first.add_all(alternatives_[index].first) || is_changed;
        if (alternatives_[index].is_nullable && !rule.is_nullable) rule.is_nullable = is_changed = true;
      }
    }
  }
}

ErrorGrammar::ErrorGrammar() {
  Reader(*this, kGrammar.substr(1)).read();
  compute_first_sets();
}

const ErrorGrammar& ErrorGrammar::get() {
  static const ErrorGrammar grammar;
  return grammar;
}

}  // namespace tauraro
