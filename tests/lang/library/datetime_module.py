from datetime import date, datetime, timedelta, time, timezone
import calendar
d, dt = date(2024, 2, 28), datetime(2024, 2, 28, 23, 59, 30, 123456)
print(d, repr(d), dt, repr(dt), d + timedelta(days=2), dt + timedelta(seconds=45), d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), date.fromordinal(738000), d.replace(year=2023), date(2024, 12, 31) - d, dt.date(), dt.time(), d.strftime("%Y/%m/%d %A %j %b"), dt.isoformat(), dt.isoformat(" ", "minutes"))
print(datetime.strptime("2023-07-04 05:06:07", "%Y-%m-%d %H:%M:%S"), datetime.fromisoformat("2024-01-02T03:04:05+02:00"), datetime(2024, 1, 1, tzinfo=timezone.utc).astimezone(timezone(timedelta(hours=5, minutes=30))), timedelta(days=-1, hours=5), repr(timedelta(1, 2, 3)), timedelta(hours=25) // timedelta(hours=2), timedelta(days=3) / 2, abs(timedelta(-1)), timedelta(minutes=90).total_seconds(), time(5, 6).isoformat(), sorted([date(2024, 1, 2), date(2023, 1, 1)]), date.min, datetime.max, timezone.utc, dt.timestamp() > 0, datetime(1970, 1, 2, tzinfo=timezone.utc).timestamp())
for bad in (lambda: date(2023, 2, 29), lambda: date(0, 1, 1), lambda: datetime(2024, 1, 1, 25), lambda: d + 1, lambda: d < dt, lambda: datetime.strptime("x", "%Y"), lambda: date.fromisoformat("2024-13-01"), lambda: date.max + timedelta(1), lambda: dt - datetime(2024, 1, 1, tzinfo=timezone.utc)):
    try: print(bad())
    except (ValueError, TypeError, OverflowError) as e: print(type(e).__name__, e)
print(calendar.month(2024, 2), calendar.isleap(2100), calendar.monthrange(2024, 2), calendar.weekday(2024, 7, 4))
print({date(2024, 1, 1): "x"}[date(2024, 1, 1)], hash(d) == hash(date(2024, 2, 28)), [str(d + timedelta(i)) for i in range(3)], f"{dt:%H:%M} {d:%d.%m.%y} {d}", date(2024, 3, 1) > d, max(d, date(2025, 1, 1)))
