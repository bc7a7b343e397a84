// Texts of dates and times.
#include <cstdarg>
#include <cstdio>

#include "modules/datetime/values.h"

namespace tauraro::datetime {

std::string format_text(const char* format, ...) {
  char buffer[128];
  va_list arguments;
  va_start(arguments, format);
  const int length = std::vsnprintf(buffer, sizeof buffer, format, arguments);
  va_end(arguments);
  return {buffer, static_cast<std::size_t>(length)};
}

std::string date_text(Packed packed) { return format_text("%04d-%02d-%02d", packed.year(), packed.month(), packed.day()); }

std::string ctime_text(Packed packed) {
  constexpr const char* kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return format_text("%s %s %2d %02d:%02d:%02d %04d", kDays[(packed.ordinal() + 6) % 7], kMonths[packed.month() - 1], packed.day(), packed.hour(),
                     packed.minute(), packed.second(), packed.year());
}

Result<std::string> clock_text(Vm& vm, Packed packed, Value timespec) {
  const int hour = packed.hour(), minute = packed.minute(), second = packed.second(), us = packed.microsecond();
  const std::string spec = timespec.is_empty() ? "auto" : text_of(vm, timespec);
  if (spec == "hours") return format_text("%02d", hour);
  if (spec == "minutes") return format_text("%02d:%02d", hour, minute);
  if (spec == "seconds" || (spec == "auto" && us == 0)) return format_text("%02d:%02d:%02d", hour, minute, second);
  if (spec == "milliseconds") return format_text("%02d:%02d:%02d.%03d", hour, minute, second, us / 1000);
  if (spec == "microseconds" || spec == "auto") return format_text("%02d:%02d:%02d.%06d", hour, minute, second, us);
  return vm.raise(TypeId::ValueError, "Unknown timespec value");
}

std::string format_offset(const Delta& offset, const char* separator) {
  const bool negative = offset.days < 0;
  const std::int64_t whole = offset.days * kMicrosecondsPerDay + offset.microseconds, size = negative ? -whole : whole;
  const int seconds = static_cast<int>(size / kMicrosecondsPerSecond), microseconds = static_cast<int>(size % kMicrosecondsPerSecond);
  std::string text = format_text("%c%02d%s%02d", negative ? '-' : '+', seconds / 3600, separator, seconds / 60 % 60);
  if (seconds % 60 || microseconds) text += format_text("%s%02d", separator, seconds % 60);
  if (microseconds) text += format_text(".%06d", microseconds);
  return text;
}

Result<std::string> offset_text(Vm& vm, Value zone, const char* separator, Value argument) {
  const Value offset = TRY(call_utcoffset(vm, zone, argument));
  return offset.is_none() ? std::string() : format_offset(delta_of(offset), separator);
}

Raised raise_invalid_isoformat(Vm& vm, Value text) {
  const Result<std::string> shown = repr_text(vm, text);
  return shown.is_raised() ? Raised{} : vm.raise_error(TypeId::ValueError, "Invalid isoformat string: ", shown.value());
}

Result<Value> make_struct_time(Vm& vm, Packed packed, int dst) {
  const int ordinal = packed.ordinal();
  const Value parts = TRY(tuple_value(
      vm, {Value::from_int(packed.year()), Value::from_int(packed.month()), Value::from_int(packed.day()), Value::from_int(packed.hour()), Value::from_int(packed.minute()),
           Value::from_int(packed.second()), Value::from_int((ordinal + 6) % 7), Value::from_int(ordinal - days_before_year(packed.year())), Value::from_int(dst)}));
  return vm.call_method(TRY(import_module(vm, "time")), "struct_time", {parts});
}

namespace {

/// UTF-8; UnicodeEncodeError for surrogates.
Result<std::string> encoded(Vm& vm, Value text) {
  if (is_ascii(text.as<Str>())) return text_of(vm, text);
  TRY(vm.call_method(text, "encode", {}));
  return text_of(vm, text);
}

/// The name of a moment's zone, with %% for %, for %Z.
Result<std::string> zone_name(Vm& vm, Value zone, Value argument) {
  if (zone.is_none()) return std::string();
  const Value name = TRY(call_tzname(vm, zone, argument));
  if (name.is_none()) return std::string();
  const Value doubled = TRY(vm.call_method(name, "replace", {interned(vm, "%"), interned(vm, "%%")}));
  if (!doubled.is(kind::Str)) return vm.raise(TypeId::TypeError, "tzname.replace() did not return a string");
  return encoded(vm, doubled);
}

}  // namespace

Result<Value> format_moment(Vm& vm, Value moment, Str* format, Value struct_time, Value argument) {
  const bool has_clock = is_time(vm, moment) || is_datetime(vm, moment);
  const Value zone = has_clock ? zone_of(moment) : Value::none();
  const std::string text = to_utf8(vm, format);
  std::string replaced;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%' || i + 1 == text.size()) {
      replaced += text[i];
      continue;
    }
    switch (text[++i]) {
      case 'z': replaced += TRY(offset_text(vm, zone, "", argument)); break;
      case 'Z': replaced += TRY(zone_name(vm, zone, argument)); break;
      case 'f': replaced += format_text("%06d", has_clock ? packed_of(moment).microsecond() : 0); break;
      default: replaced += '%', replaced += text[i];
    }
  }
  return vm.call_method(TRY(import_module(vm, "time")), "strftime", {TRY(str_value(vm, replaced)), struct_time});
}

}  // namespace tauraro::datetime
