#pragma once
#include <string>

#include "modules/native_module.h"
#include "modules/sre/matcher.h"
#include "object/bytes.h"
#include "object/str_chars.h"

namespace tauraro::sre {

/// What stands behind a re.Pattern (a NativeObject).
struct PatternData {
  explicit PatternData(Program checked) : program(std::move(checked)) {}
  Program program;
  std::uint32_t flags = 0;
  enum { Any, Text, Binary } subject = Any;  ///< what it may be matched with
};
enum PatternValue { kPatternSource, kPatternGroupIndex, kPatternIndexGroup, kPatternTemplateKey, kPatternTemplate, kPatternValueCount };

inline PatternData& pattern_data(Value pattern) { return *static_cast<PatternData*>(pattern.as<NativeObject>()->raw); }
inline Value pattern_value(Value pattern, PatternValue which) { return pattern.as<NativeObject>()->values[which]; }

/// The values of a re.Match: these, then start and end of each group from 0 on, -1 when unset.
enum MatchValue { kMatchString, kMatchPattern, kMatchRegs, kMatchLastIndex, kMatchPos, kMatchEndPos, kMatchSpans };

/// The text that is matched, open for reading.
class Subject {
 public:
  /// TypeError when the pattern does not match this kind of object.
  Result<void> open(Vm& vm, Value pattern, Value object, Value pos, Value endpos);
  Value object() const { return object_; }
  std::int64_t pos() const { return pos_; }
  std::int64_t endpos() const { return endpos_; }
  /// object[start:end]
  Result<Value> slice(Vm& vm, std::int64_t start, std::int64_t end) const;
  Result<Value> empty(Vm& vm) const { return slice(vm, 0, 0); }
  /// Calls visit(first character).
  template <class Visit>
  decltype(auto) visit(Visit&& visit) const { return visit_chars(text_, std::forward<Visit>(visit)); }
  StrView text() const { return text_; }

 private:
  Value object_;
  BufferView buffer_;
  StrView text_{};
  std::int64_t pos_ = 0, endpos_ = 0;
};

/// object[start:end] as groups are: exact str or bytes.
Result<Value> slice_of_subject(Vm& vm, Value object, std::int64_t start, std::int64_t end);

/// The match that `matcher` has found.
template <class Char>
Result<Value> new_match(Vm& vm, Value pattern, const Subject& subject, const Matcher<Char>& matcher, const Char* begin);

/// Match.expand and sub: the template of a replacement, compiled by the library: (groups, literals).
Result<Value> compile_template(Vm& vm, Value pattern, Value replacement);
/// Appends the expanded template to `pieces`. `spans`: a Match.
Result<void> append_expanded(Vm& vm, List* pieces, Value match, Value compiled);
Result<Value> expand_template(Vm& vm, Value match, Value compiled);
/// Joins pieces of the subject's type.
Result<Value> join_pieces(Vm& vm, Value empty, List* pieces);
/// One group of a match by number; `fallback` when unset. \pre in range
Result<Value> match_group(Vm& vm, Value match, std::int64_t group, Value fallback);

extern const NativeTypeSpec kPatternType, kMatchType, kScannerType;

}  // namespace tauraro::sre
