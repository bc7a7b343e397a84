#include "modules/sys/carets.h"

#include <algorithm>

#include "syntax/parser.h"

namespace tauraro {
namespace {

constexpr int kIndent = 4;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

/// Characters in the first `bytes` bytes.
int characters_before(const std::string& line, int bytes) {
  int count = 0;
  for (int i = 0; i < bytes && i < static_cast<int>(line.size()); ++i) count += (static_cast<unsigned char>(line[static_cast<std::size_t>(i)]) & 0xc0) != 0x80;
  return count;
}

/// The part of an expression that is marked ^ while the rest is marked ~: bytes [start, end) of the segment.
struct Anchors {
  int start = -1, end = -1;
};

/// The operator of a binary operation, or the brackets of a subscript.
Anchors anchors_of(const std::string& segment) {
  ParseOptions options;
  options.text_is_utf8 = true;
  const ParseResult parsed = parse(segment, options);
  if (!parsed.ok() || parsed.root->body.size != 1 || parsed.root->body[0]->kind != ast::StmtKind::Expr) return {};
  const ast::Expr& expression = *ast::as<ast::ExprStmt>(*parsed.root->body[0]).value;
  if (expression.kind == ast::ExprKind::Subscript) {
    const auto& subscript = ast::as<ast::Subscript>(expression);
    return {subscript.value->position.end_column, subscript.slice->position.end_column + 1};
  }
  if (expression.kind != ast::ExprKind::BinOp) return {};
  const auto& operation = ast::as<ast::BinOp>(expression);
  for (int i = operation.left->position.end_column; i < operation.right->position.column; ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (at >= segment.size() || is_blank(segment[at])) continue;
    const bool two = i + 1 < operation.right->position.column && at + 1 < segment.size() && !is_blank(segment[at + 1]);
    return {i, i + (two ? 2 : 1)};
  }
  return {};
}

}  // namespace

std::string caret_line(const std::string& line, const SourcePosition& position) {
  if (position.line < 0 || position.end_line < 0 || position.column < 0 || position.end_column < 0) return {};
  int start = characters_before(line, position.column);
  int end = characters_before(line, position.end_column);
  const int length = characters_before(line, static_cast<int>(line.size()));
  int left_end = -1, right_start = -1;
  bool has_anchors = false;
  if (position.line == position.end_line) {
    const std::string segment = line.substr(std::min<std::size_t>(static_cast<std::size_t>(position.column), line.size()),
                                            static_cast<std::size_t>(std::max(0, position.end_column - position.column)));
    const Anchors anchors = anchors_of(segment);
    has_anchors = anchors.start >= 0;
    if (has_anchors) {
      left_end = start + characters_before(segment, anchors.start);
      right_start = start + characters_before(segment, anchors.end);
    }
  } else {
    std::size_t last = line.size();
    while (last && is_blank(line[last - 1])) --last;
    end = characters_before(line, static_cast<int>(last));
  }
  int stripped = 0;
  while (static_cast<std::size_t>(stripped) < line.size() && is_blank(line[static_cast<std::size_t>(stripped)])) ++stripped;
  if (end - start == length - stripped && !has_anchors) return {};
  std::string carets;
  for (int at = stripped - kIndent + 1; at <= end; ++at) {
    if (at <= start) carets += ' ';
    else if (has_anchors) carets += left_end < at && at <= right_start ? '^' : '~';
    else carets += '^';
  }
  return carets + "\n";
}

}  // namespace tauraro
