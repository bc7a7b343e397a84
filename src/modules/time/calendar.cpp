// Dates: conversions between seconds, parts and text, by the C library.
#include <cerrno>
#include <cstring>
#include <vector>

#include "modules/module_support.h"
#include "modules/time/time_values.h"

namespace tauraro::time {

namespace {

Result<std::time_t> seconds_or_now(Vm& vm, Value value) {
  if (value.is_empty() || value.is_none()) return std::time(nullptr);
  return time_t_of(vm, value);
}

using Breakdown = std::tm* (*)(const std::time_t*, std::tm*);
Result<void> break_down(Vm& vm, std::time_t seconds, Breakdown function, std::tm* parts) {
  errno = 0;
  if (!function(&seconds, parts)) return vm.raise_os_error(errno ? errno : EINVAL);
  return {};
}

std::string asctime_text(const std::tm& parts) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char text[64];
  std::snprintf(text, sizeof text, "%s %s%3d %.2d:%.2d:%.2d %lld", kDays[parts.tm_wday], kMonths[parts.tm_mon], parts.tm_mday, parts.tm_hour, parts.tm_min,
                parts.tm_sec, 1900LL + parts.tm_year);
  return text;
}

/// The offset from UTC and name of the zone at a moment.
struct ZoneAt {
  long seconds_west = 0;
  std::string name;
  explicit ZoneAt(std::time_t moment) {
    std::tm parts{};
    if (!localtime_r(&moment, &parts)) return;
    seconds_west = -parts.tm_gmtoff;
    name = parts.tm_zone ? parts.tm_zone : "   ";
  }
};

}  // namespace

Result<Value> gmtime_function(Vm& vm, const Args& args) {
  std::tm parts{};
  TRY(break_down(vm, TRY(seconds_or_now(vm, args[0])), gmtime_r, &parts));
  return new_struct_time(vm, parts);
}

Result<Value> localtime_function(Vm& vm, const Args& args) {
  std::tm parts{};
  TRY(break_down(vm, TRY(seconds_or_now(vm, args[0])), localtime_r, &parts));
  return new_struct_time(vm, parts);
}

Result<Value> asctime_function(Vm& vm, const Args& args) {
  std::tm parts{};
  if (!args.has(0)) {
    TRY(break_down(vm, std::time(nullptr), localtime_r, &parts));
  } else {
    TRY(parts_of(vm, args[0], "asctime", &parts));
    TRY(check_parts(vm, &parts));
  }
  return Value::from_cell(TRY(new_str(vm, asctime_text(parts))));
}

Result<Value> ctime_function(Vm& vm, const Args& args) {
  std::tm parts{};
  TRY(break_down(vm, TRY(seconds_or_now(vm, args[0])), localtime_r, &parts));
  return Value::from_cell(TRY(new_str(vm, asctime_text(parts))));
}

Result<Value> mktime_function(Vm& vm, const Args& args) {
  std::tm parts{};
  TRY(parts_of(vm, args[0], "mktime", &parts));
  parts.tm_wday = -1;  // stays so when the C library fails
  const std::time_t seconds = mktime(&parts);
  if (seconds == static_cast<std::time_t>(-1) && parts.tm_wday == -1) return vm.raise(TypeId::OverflowError, "mktime argument out of range");
  return Value::from_double(static_cast<double>(seconds));
}

Result<Value> strftime_function(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "strftime() argument 1 must be str, not ", full_type_name(vm, vm.type_of(args[0])));
  std::tm parts{};
  if (!args.has(1)) {
    TRY(break_down(vm, std::time(nullptr), localtime_r, &parts));
  } else {
    TRY(parts_of(vm, args[1], "strftime", &parts));
    TRY(check_parts(vm, &parts));
  }
  parts.tm_isdst = parts.tm_isdst < -1 ? -1 : parts.tm_isdst > 1 ? 1 : parts.tm_isdst;
  const std::string format = to_utf8(vm, args[0].as<Str>());
  if (format.find('\0') != std::string::npos) return vm.raise(TypeId::ValueError, "embedded null character");
  // An empty result cannot be told from a buffer that is too small: one that is 256 times as long as the format is large enough.
  std::vector<char> buffer(1024);
  while (true) {
    const std::size_t length = std::strftime(buffer.data(), buffer.size(), format.c_str(), &parts);
    if (length > 0 || buffer.size() >= 256 * format.size()) return Value::from_cell(TRY(new_str(vm, std::string_view(buffer.data(), length))));
    buffer.resize(buffer.size() * 2);
  }
}

Result<Value> strptime_function(Vm& vm, const Args& args) {
  const Value module = TRY(import_top_module(vm, "_strptime"));
  const Value parse = TRY(get_attr(vm, module, "_strptime_time"));
  return vm.call(parse, args.rest_span());
}

Result<void> set_zone_names(Vm& vm, Module* module) {
  tzset();
  constexpr std::time_t kYear = (365 * 24 + 6) * 3600;
  const std::time_t first = std::time(nullptr) / kYear * kYear;
  const ZoneAt january(first), july(first + kYear / 2);
  const bool january_is_standard = january.seconds_west >= july.seconds_west;  // summer is in the north in July
  const ZoneAt& standard = january_is_standard ? january : july;
  const ZoneAt& summer = january_is_standard ? july : january;
  TRY(set_module_int(vm, module, "timezone", standard.seconds_west));
  TRY(set_module_int(vm, module, "altzone", summer.seconds_west));
  TRY(set_module_int(vm, module, "daylight", january.seconds_west != july.seconds_west));
  const Value name = Value::from_cell(TRY(new_str(vm, standard.name)));
  const Value summer_name = Value::from_cell(TRY(new_str(vm, summer.name)));
  return set_module_value(vm, module, "tzname", TRY(new_tuple_of(vm, {name, summer_name})));
}

Result<Value> tzset_function(Vm& vm, const Args&) {
  const Value module = dict_get_str(vm, vm.modules, intern(vm, "time"));
  if (module.is(kind::Module))
    TRY(set_zone_names(vm, module.as<Module>()));
  else
    tzset();
  return Value::none();
}

}  // namespace tauraro::time
