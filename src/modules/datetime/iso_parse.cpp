// What fromisoformat accepts, as CPython 3.11's C parser does, its oddities included. Texts are UTF-8; the end reads as NUL.
#include "modules/datetime/values.h"

namespace tauraro::datetime {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `count` digits at p; null when there are fewer.
const char* parse_digits(const char* p, int* number, std::size_t count) {
  *number = 0;
  for (std::size_t i = 0; i < count; ++i, ++p) {
    if (!is_digit(*p)) return nullptr;
    *number = *number * 10 + (*p - '0');
  }
  return p;
}

bool parse_week(const char* p, const char* end, bool has_separator, int iso_year, int* year, int* month, int* day) {
  int week, weekday = 1;
  p = parse_digits(p, &week, 2);
  if (!p) return false;
  if (p < end) {
    if (has_separator && *p++ != '-') return false;
    p = parse_digits(p, &weekday, 1);
    if (!p) return false;
  }
  return date_of_iso_week(iso_year, week, weekday, year, month, day) == IsoWeekError::None;
}

enum class ClockEnd { Failed, Complete, MoreFollows };

/// HH[:?MM[:?SS[.fraction]]] in [p, end).
ClockEnd parse_clock_parts(const char* p, const char* end, int* hour, int* minute, int* second, int* microsecond) {
  *hour = *minute = *second = *microsecond = 0;
  int* parts[] = {hour, minute, second};
  bool has_separator = true;
  for (int i = 0; i < 3; ++i) {
    p = parse_digits(p, parts[i], 2);
    if (!p) return ClockEnd::Failed;
    const char c = *p++;
    if (i == 0) has_separator = c == ':';
    if (p >= end) return c != '\0' ? ClockEnd::MoreFollows : ClockEnd::Complete;
    if (has_separator && c == ':') continue;
    if (c == '.' || c == ',') break;
    if (has_separator) return ClockEnd::Failed;
    --p;
  }
  const std::size_t rest = static_cast<std::size_t>(end - p), digits = rest >= 6 ? 6 : rest;
  p = parse_digits(p, microsecond, digits);
  if (!p) return ClockEnd::Failed;
  constexpr int kScale[] = {0, 100000, 10000, 1000, 100, 10, 1};
  *microsecond *= kScale[digits];
  while (is_digit(*p)) ++p;  // beyond microseconds: cut off
  return *p != '\0' ? ClockEnd::MoreFollows : ClockEnd::Complete;
}

/// Where the date ends and the separator stands. \pre length >= 7
std::size_t find_separator(const char* text, std::size_t length) {
  if (length == 7) return 7;
  if (text[4] == '-') {
    if (text[5] != 'W') return 10;
    if (length > 8 && text[8] == '-') {
      if (length == 9) return std::string::npos;
      return length > 10 && is_digit(text[10]) ? 8 : 10;
    }
    return 8;
  }
  if (text[4] != 'W') return 8;
  std::size_t place = 7;
  while (place < length && is_digit(text[place])) ++place;
  if (place < 9) return place;
  return place % 2 == 0 ? 7 : 8;
}

std::size_t utf8_length(char first) {
  const unsigned byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : (byte & 0xf0) == 0xe0 ? 3 : (byte & 0xf0) == 0xf0 ? 4 : 2;
}

}  // namespace

bool parse_iso_date(const std::string& text, std::size_t length, int* year, int* month, int* day) {
  const char* p = parse_digits(text.c_str(), year, 4);
  if (!p) return false;
  const bool has_separator = *p == '-';
  if (has_separator) ++p;
  if (*p == 'W') return parse_week(p + 1, text.c_str() + length, has_separator, *year, year, month, day);
  p = parse_digits(p, month, 2);
  if (!p || (has_separator && *p++ != '-')) return false;
  return parse_digits(p, day, 2) != nullptr;
}

bool parse_iso_clock(const std::string& text, std::size_t start, ParsedClock* clock) {
  const char* p = text.c_str() + start;
  const char* end = text.c_str() + text.size();
  const char* zone = p;
  do {
    if (*zone == '+' || *zone == '-' || *zone == 'Z') break;
  } while (++zone < end);
  const ClockEnd outcome = parse_clock_parts(p, zone, &clock->hour, &clock->minute, &clock->second, &clock->microsecond);
  if (outcome == ClockEnd::Failed) return false;
  if (zone >= end) return outcome == ClockEnd::Complete;
  clock->has_zone = true;
  if (*zone == 'Z') return zone[1] == '\0';
  const int sign = *zone == '-' ? -1 : 1;
  int hour, minute, second;
  if (parse_clock_parts(zone + 1, end, &hour, &minute, &second, &clock->offset_microseconds) != ClockEnd::Complete) return false;
  clock->offset_seconds = sign * (hour * 3600 + minute * 60 + second);
  clock->offset_microseconds *= sign;
  return true;
}

bool parse_iso_datetime(const std::string& text, int* year, int* month, int* day, ParsedClock* clock) {
  if (text.size() < 7) return false;
  const std::size_t separator = find_separator(text.c_str(), text.size());
  if (separator == std::string::npos || !parse_iso_date(text, separator, year, month, day)) return false;
  if (text.size() <= separator) return true;
  return parse_iso_clock(text, separator + utf8_length(text[separator]), clock);
}

Result<Value> parsed_zone(Vm& vm, const ParsedClock& clock) {
  if (!clock.has_zone) return Value::none();
  if (clock.offset_seconds == 0) return utc_of(vm);
  return new_timezone(vm, TRY(new_delta(vm, 0, clock.offset_seconds * kMicrosecondsPerSecond + clock.offset_microseconds)), Value());
}

}  // namespace tauraro::datetime
