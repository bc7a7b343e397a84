#include "modules/datetime/calendar.h"

namespace tauraro::datetime {
namespace {

constexpr int kDaysInMonth[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr int kDaysBeforeMonth[] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
constexpr int kDaysIn4Years = 1461, kDaysIn100Years = 36524, kDaysIn400Years = 146097;

}  // namespace

int days_in_month(int year, int month) { return month == 2 && is_leap(year) ? 29 : kDaysInMonth[month]; }
int days_before_month(int year, int month) { return kDaysBeforeMonth[month] + (month > 2 && is_leap(year)); }
int ordinal_of(int year, int month, int day) { return days_before_year(year) + days_before_month(year, month) + day; }

void date_of(int ordinal, int* year, int* month, int* day) {
  int n = ordinal - 1;
  const int n400 = n / kDaysIn400Years;
  n %= kDaysIn400Years;
  const int n100 = n / kDaysIn100Years;
  n %= kDaysIn100Years;
  const int n4 = n / kDaysIn4Years;
  n %= kDaysIn4Years;
  const int n1 = n / 365;
  n %= 365;
  *year = n400 * 400 + 1 + n100 * 100 + n4 * 4 + n1;
  if (n1 == 4 || n100 == 4) {  // December 31 of a leap year
    *year -= 1, *month = 12, *day = 31;
    return;
  }
  *month = (n + 50) >> 5;
  int before = days_before_month(*year, *month);
  if (before > n) {
    *month -= 1;
    before = days_before_month(*year, *month);
  }
  *day = n - before + 1;
}

int weekday_of(int year, int month, int day) { return (ordinal_of(year, month, day) + 6) % 7; }

int iso_first_monday(int year) {
  const int first_day = ordinal_of(year, 1, 1), first_weekday = (first_day + 6) % 7;
  return first_day - first_weekday + (first_weekday > 3 ? 7 : 0);
}

IsoWeekError date_of_iso_week(int iso_year, int week, int weekday, int* year, int* month, int* day) {
  if (iso_year < kMinYear || iso_year > kMaxYear) return IsoWeekError::Year;
  const int first_weekday = weekday_of(iso_year, 1, 1);
  const bool long_year = first_weekday == 3 || (first_weekday == 2 && is_leap(iso_year));
  if (week <= 0 || week > (long_year ? 53 : 52)) return IsoWeekError::Week;
  if (weekday <= 0 || weekday >= 8) return IsoWeekError::Day;
  date_of(iso_first_monday(iso_year) + (week - 1) * 7 + weekday - 1, year, month, day);
  return IsoWeekError::None;
}

}  // namespace tauraro::datetime
