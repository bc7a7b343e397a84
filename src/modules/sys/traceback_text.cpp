#include "modules/sys/traceback_text.h"

#include <algorithm>

#include "builtins/support.h"
#include "builtins/sys_attribute.h"
#include "modules/sys/carets.h"
#include "modules/sys/source_lines.h"
#include "modules/sys/suggestions.h"
#include "vm/frame_object.h"

namespace tauraro {
namespace {

constexpr int kRepeatsShown = 3;
constexpr std::int64_t kMaxEntries = 1000;
constexpr int kMaxGroupWidth = 15, kMaxGroupDepth = 10;

enum { kGroupMembers = 1 };
enum { kSyntaxMessage, kSyntaxFilename, kSyntaxLine, kSyntaxOffset, kSyntaxText, kSyntaxPrintPlace, kSyntaxEndLine, kSyntaxEndOffset };

/// Collects the text; knows how deep in exception groups it is.
class Printer {
 public:
  explicit Printer(Vm& vm) : vm_(vm), lines_(vm) {}

  void chain(Value exception);
  void entries(Value traceback);
  void emit(std::string_view text, char margin = '|');
  std::string text;
  /// Replaces the traceback of the outermost exception.
  bool traceback_given = false;
  Value given_traceback, given_for;

 private:
  void single(Value exception, const char* heading, char heading_margin);
  void group(Value exception);
  void member(Value exception, int number, bool truncated, std::size_t remaining);
  void syntax_place(const Exception* error);
  void syntax_text(const std::string& source, int offset, int end_offset);
  void notes(Value exception);
  std::string message_of(Value exception);
  std::string class_name(Value exception);
  bool seen(Value exception);
  void entry(const Traceback* at);

  /// The str of a value, or `fallback` when that raises.
  std::string text_or(Value value, const char* fallback) {
    const Result<Value> shown = to_str(vm_, value);
    if (!shown.is_raised()) return text_of(vm_, shown.value());
    (void)vm_.catch_pending();
    return fallback;
  }

  Vm& vm_;
  SourceLines lines_;
  std::vector<Value> seen_;  // alive: reachable from the exception that the caller holds
  int group_depth_ = 0;
  bool need_close_ = false;
};

/// Every line of the text, behind the margin of the group that it stands in.
void Printer::emit(std::string_view added, char margin) {
  std::string prefix(static_cast<std::size_t>(2 * group_depth_), ' ');
  if (group_depth_) prefix += {margin, ' '};
  while (!added.empty()) {
    const std::size_t end = std::min(added.find('\n'), added.size() - 1) + 1;
    text += prefix;
    text += added.substr(0, end);
    added.remove_prefix(end);
  }
}

bool Printer::seen(Value exception) {
  if (std::find(seen_.begin(), seen_.end(), exception) != seen_.end()) return true;
  seen_.push_back(exception);
  return false;
}

void Printer::chain(Value outermost) {
  std::vector<std::pair<Value, const char*>> links;  // and what introduces the exception before it
  for (Value at = outermost; at.is(kind::Exception);) {
    if (seen(at) && at != outermost) break;  // a member of a group is shown although it was met as a context
    const Exception* exception = at.as<Exception>();
    const bool has_cause = exception->cause.is(kind::Exception);
    const bool has_context = !exception->suppress_context.is_true() && exception->context.is(kind::Exception);
    const Value before = has_cause ? exception->cause : has_context ? exception->context : Value();
    const bool repeated = std::find(seen_.begin(), seen_.end(), before) != seen_.end();
    links.push_back({at, before.is_empty() || repeated ? nullptr : has_cause ? "The above exception was the direct cause of the following exception:" : "During handling of the above exception, another exception occurred:"});
    at = before;
  }
  for (auto link = links.rbegin(); link != links.rend(); ++link) {
    if (link->second) emit(std::string("\n") + link->second + "\n\n");
    if (is_instance(vm_, link->first, TypeId::BaseExceptionGroup)) group(link->first);
    else single(link->first, "Traceback (most recent call last):\n", '|');
  }
}

void Printer::single(Value value, const char* heading, char heading_margin) {
  const Exception* exception = value.as<Exception>();
  const Value traceback = traceback_given && value == given_for ? given_traceback : exception->traceback;
  const Value limit = sys_attribute(vm_, "tracebacklimit");
  if (traceback.is(kind::Traceback) && !(limit.is_int() && limit.as_int() <= 0)) {
    emit(heading, heading_margin);
    entries(traceback);
  }
  std::string message = class_name(value);
  bool has_place = false;
  if (is_instance(vm_, value, TypeId::SyntaxError) && exception->extra[kSyntaxLine].is_int()) {
    syntax_place(exception);
    has_place = true;
  }
  const std::string shown = has_place ? text_or(none_if_empty(exception->extra[kSyntaxMessage]), "<exception str() failed>") : message_of(value);
  if (!shown.empty()) message += ": " + shown;
  const std::string suggestion = suggested_name(vm_, value);
  if (!suggestion.empty()) message += ". Did you mean: '" + suggestion + "'?";
  emit(message + "\n");
  notes(value);
}

std::string Printer::message_of(Value exception) { return text_or(exception, "<exception str() failed>"); }

std::string Printer::class_name(Value exception) {
  Type* type = vm_.type_of(exception);
  const Value module = type_module(vm_, type);
  const std::string name = text_of(vm_, type->qualname);
  if (!module.is(kind::Str)) return "<unknown>." + name;
  const std::string module_name = text_of(vm_, module);
  return module_name == "builtins" || module_name == "__main__" ? name : module_name + "." + name;
}

// ---- groups ----

void Printer::group(Value value) {
  if (group_depth_ > kMaxGroupDepth) return emit("... (max_group_depth is 10)\n");
  const bool outermost = group_depth_ == 0;
  if (outermost) ++group_depth_;
  single(value, "Exception Group Traceback (most recent call last):\n", outermost ? '+' : '|');
  const Tuple* members = value.as<Exception>()->extra[kGroupMembers].as<Tuple>();
  const int count = static_cast<int>(members->length);
  const int shown = std::min(count, kMaxGroupWidth + 1);
  need_close_ = false;
  for (int i = 0; i < shown; ++i) {
    const bool last = i == shown - 1;
    if (last) need_close_ = true;
    const bool truncated = i >= kMaxGroupWidth;
    text += std::string(static_cast<std::size_t>(2 * group_depth_), ' ') + (i == 0 ? "+-" : "  ") + "+---------------- " +
            (truncated ? std::string("...") : std::to_string(i + 1)) + " ----------------\n";
    ++group_depth_;
    member(truncated ? Value() : members->items[i], i, truncated, static_cast<std::size_t>(count - kMaxGroupWidth));
    if (last && need_close_) {
      text += std::string(static_cast<std::size_t>(2 * group_depth_), ' ') + "+------------------------------------\n";
      need_close_ = false;
    }
    --group_depth_;
  }
  if (outermost) group_depth_ = 0;
}

void Printer::member(Value exception, int, bool truncated, std::size_t remaining) {
  if (truncated) return emit(concat("and ", remaining, " more exception", remaining > 1 ? "s\n" : "\n"));
  const RecursionGuard guard(vm_, " while printing an exception");
  if (!guard.entered()) return (void)vm_.catch_pending();
  chain(exception);
}

// ---- tracebacks ----

void Printer::entry(const Traceback* at) {
  const LinkedCode* linked = at->frame.as<FrameObject>()->code;
  const std::string filename = text_of(vm_, linked->code->filename);
  emit(concat("  File \"", filename, "\", line ", at->line, ", in ", text_of(vm_, linked->code->name), "\n"));
  const std::string* line = lines_.line(filename, static_cast<int>(at->line));
  if (!line) return;
  const std::size_t start = std::min(line->find_first_not_of(" \t\f"), line->size());
  emit("    " + line->substr(start) + "\n");
  const SourcePosition* position = position_of(**linked->code->unit, static_cast<std::uint32_t>(at->pc));
  if (!position || position->line != at->line) return;
  emit(caret_line(*line, *position));
}

void Printer::entries(Value traceback) {
  std::int64_t limit = kMaxEntries;
  const Value given = sys_attribute(vm_, "tracebacklimit");
  if (given.is_int()) limit = given.as_int();
  std::int64_t count = 0;
  for (Value at = traceback; at.is(kind::Traceback); at = at.as<Traceback>()->next) ++count;
  const Traceback* last = nullptr;
  std::int64_t repeats = 0;
  const auto end_repeats = [&] {
    if (repeats > kRepeatsShown) emit(concat("  [Previous line repeated ", repeats - kRepeatsShown, " more time", repeats - kRepeatsShown == 1 ? "]\n" : "s]\n"));
  };
  for (Value at = traceback; at.is(kind::Traceback); at = at.as<Traceback>()->next, --count) {
    if (count > limit) continue;
    const Traceback* here = at.as<Traceback>();
    const Code* code = here->frame.as<FrameObject>()->code->code;
    const bool same = last && last->frame.as<FrameObject>()->code->code == code && last->line == here->line;
    if (!same) {
      end_repeats();
      repeats = 0;
    }
    last = here;
    if (++repeats <= kRepeatsShown) entry(here);
  }
  end_repeats();
}

// ---- SyntaxError ----

int field_or(Value value, int fallback) { return value.is_int() ? static_cast<int>(value.as_int()) : fallback; }

void Printer::syntax_place(const Exception* error) {
  const Value filename = error->extra[kSyntaxFilename];
  const int line = field_or(error->extra[kSyntaxLine], 0);
  emit(concat("  File \"", filename.is_empty() || filename.is_none() ? std::string("<string>") : text_or(filename, "?"), "\", line ", line, "\n"));
  if (!error->extra[kSyntaxText].is(kind::Str)) return;
  const std::string source = text_of(vm_, error->extra[kSyntaxText]);
  const bool shows_end = vm_.type_of(Value::from_cell(const_cast<Exception*>(error))) == vm_.type(TypeId::SyntaxError);  // not for its subclasses
  int end_offset = shows_end ? field_or(error->extra[kSyntaxEndOffset], -1) : -1;
  if (shows_end && field_or(error->extra[kSyntaxEndLine], line) > line) end_offset = static_cast<int>(source.size());
  syntax_text(source, field_or(error->extra[kSyntaxOffset], -1), end_offset);
}

/// The line, and carets under the characters [offset, end_offset), which count from 1.
void Printer::syntax_text(const std::string& source, int offset, int end_offset) {
  end_offset = std::min(end_offset, static_cast<int>(source.size()) + 1);
  const int carets = end_offset > 0 && end_offset > offset ? end_offset - offset : 1;
  std::string_view shown = source;
  --offset;
  while (!shown.empty() && (shown.front() == ' ' || shown.front() == '\t' || shown.front() == '\f')) {
    shown.remove_prefix(1);
    --offset;
  }
  if (!shown.empty() && shown.back() == '\n') shown.remove_suffix(1);
  offset = std::min(offset, static_cast<int>(shown.size()));
  for (std::size_t newline; (newline = shown.find('\n')) != std::string_view::npos && static_cast<int>(newline) < offset;) {
    offset -= static_cast<int>(newline) + 1;
    shown.remove_prefix(newline + 1);
  }
  emit("    " + std::string(shown) + "\n");
  if (offset < 0) return;
  emit("    " + std::string(static_cast<std::size_t>(offset), ' ') + std::string(static_cast<std::size_t>(carets), '^') + "\n");
}

// ---- notes ----

void Printer::notes(Value exception) {
  const Result<Value> found = find_attr(vm_, exception, "__notes__");
  if (found.is_raised()) return (void)vm_.catch_pending();
  const Value notes = found.value();
  if (notes.is_not_found()) return;
  if (!notes.is(kind::List) && !notes.is(kind::Tuple)) {
    const Result<Value> shown = repr(vm_, notes);
    if (shown.is_raised()) return (void)vm_.catch_pending(), emit("<__notes__ repr() failed>\n");
    return emit(text_of(vm_, shown.value()));
  }
  const auto items = notes.is(kind::List) ? notes.as<List>()->span() : notes.as<Tuple>()->span();
  for (Value note : items) {
    std::string lines = note.is(kind::Str) ? text_of(vm_, note) : text_or(note, "<note str() failed>");
    if (lines.empty() || lines.back() != '\n') lines += '\n';
    emit(lines);
  }
}

}  // namespace

std::string exception_text(Vm& vm, Value exception) {
  Printer printer(vm);
  printer.chain(exception);
  return std::move(printer.text);
}

std::string exception_text(Vm& vm, Value exception, Value traceback) {
  Printer printer(vm);
  printer.traceback_given = true;
  printer.given_for = exception;
  printer.given_traceback = traceback;
  printer.chain(exception);
  return std::move(printer.text);
}

std::string traceback_text(Vm& vm, Value traceback) {
  Printer printer(vm);
  printer.emit("Traceback (most recent call last):\n");
  printer.entries(traceback);
  return std::move(printer.text);
}

}  // namespace tauraro
