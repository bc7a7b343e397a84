#pragma once
#include <cstdint>

namespace tauraro::datetime {

// The proleptic Gregorian calendar. Ordinals: January 1 of year 1 is day 1. Weekdays: Monday is 0.

inline constexpr int kMinYear = 1, kMaxYear = 9999, kMaxOrdinal = 3652059;

constexpr bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
constexpr int days_before_year(int year) {
  const int y = year - 1;
  return y * 365 + y / 4 - y / 100 + y / 400;
}
int days_in_month(int year, int month);
int days_before_month(int year, int month);
int ordinal_of(int year, int month, int day);
/// \pre 1 <= ordinal (up to a few years beyond kMaxOrdinal)
void date_of(int ordinal, int* year, int* month, int* day);
int weekday_of(int year, int month, int day);
/// Ordinal of the Monday of ISO week 1.
int iso_first_monday(int year);

enum class IsoWeekError { None, Week, Day, Year };
IsoWeekError date_of_iso_week(int iso_year, int week, int weekday, int* year, int* month, int* day);

}  // namespace tauraro::datetime
