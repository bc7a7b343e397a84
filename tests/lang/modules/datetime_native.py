# _datetime: values, messages and pickles as CPython's C module has them.
import copy, datetime as D, pickle, random

def show(f):
    try: print(repr(f()))
    except Exception as error: print(type(error).__name__, error)

calls = [(D.date, ()), (D.date, (1, 2)), (D.date, ("a", 1, 1)), (D.date, (2023, 2, 29)), (D.datetime, (1, 1, 1.5)), (D.datetime, (1,) * 9), (D.time, (25,)), (D.time, (1, 2, 3, 10**6)),
         (D.timedelta, ("x",)), (D.timedelta, (10**9,)), (D.timedelta, (float("inf"),)), (D.timezone, (5,)), (D.timezone, (D.timedelta(1),)), (D.timezone, (D.timedelta(0), 5))]
for function, arguments in calls: show(lambda: function(*arguments))
d, t = D.datetime(2020, 1, 31, 12, 30, 15, 250), D.timedelta(1, 2, 3)
for f in (lambda: D.date(1, 1, 1, year=3), lambda: D.datetime(1, 1, 1, foo=2), lambda: D.datetime(1, 1, 1, year=3), lambda: d.replace(bad=1), lambda: d.isoformat("ab"), lambda: d.isoformat("T", "x"), lambda: d.strftime(5),
          lambda: D.datetime.combine(1, 2), lambda: D.datetime.fromtimestamp(1e40), lambda: D.datetime.now(5), lambda: D.date.fromordinal(0), lambda: D.date.fromisocalendar(2020, 60, 1), lambda: D.date.fromisocalendar(2020, 1, 9),
          lambda: t / 0, lambda: t // 0, lambda: t % D.timedelta(0), lambda: t * 1e300, lambda: t * float("nan"), lambda: t < 1, lambda: t + 1, lambda: d < D.date(1, 1, 1), lambda: d - d.replace(tzinfo=D.timezone.utc),
          lambda: d < d.replace(tzinfo=D.timezone.utc), lambda: D.timezone.utc.utcoffset(5), lambda: D.timezone.utc.fromutc(d), lambda: D.tzinfo().dst(1), lambda: setattr(d, "year", 1), lambda: setattr(t, "days", 1),
          lambda: type("X", (D.timezone,), {}), lambda: D.date.max + D.timedelta(1), lambda: D.datetime.strptime("x"), lambda: d.isocalendar().__reduce__(), lambda: D.tzinfo().__reduce__()): show(f)

class Zone(D.tzinfo):
    def utcoffset(self, moment): return D.timedelta(hours=2 if moment is None or moment.fold == 0 else 1)
    def dst(self, moment): return D.timedelta(hours=1)
    def tzname(self, moment): return "a%b"
class Broken(D.tzinfo):
    def utcoffset(self, moment): return 5
    def dst(self, moment): return D.timedelta(2)
    def tzname(self, moment): return 7
class Moment(D.datetime):
    def __new__(cls, *args, **kwargs): return super().__new__(cls, *args, **kwargs)
    extra = 3
z = Zone()
m = Moment(2021, 3, 4, 5, 6, 7, 8, z)
for f in (lambda: m + t, lambda: type(m - t), lambda: m.replace(day=9), lambda: m.strftime("%z|%Z|%f|%%|%"), lambda: m.astimezone(D.timezone.utc), lambda: m == m.replace(fold=1), lambda: m.replace(tzinfo=D.timezone.utc) == m,
          lambda: m.isoformat(timespec="milliseconds"), lambda: m.timetz().isoformat(), lambda: z.fromutc(m), lambda: hash(m) == hash(m.astimezone(D.timezone.utc)), lambda: D.datetime(1, 1, 1, tzinfo=Broken()).utcoffset(),
          lambda: D.datetime(1, 1, 1, tzinfo=Broken()).dst(), lambda: D.datetime(1, 1, 1, tzinfo=Broken()).tzname(), lambda: m.timestamp(), lambda: m.utctimetuple(), lambda: m.timetuple().tm_isdst, lambda: Moment.fromordinal(700000).extra,
          lambda: f"{D.date(2020, 1, 2):%d.%m} {t} {-t}"): show(f)
for value in (d, d.replace(fold=1), d.date(), d.time(), d.timetz(), t, D.timezone.utc, D.timezone(t / 2, "x"), d.isocalendar(), D.datetime(1, 1, 1, tzinfo=D.timezone(-t / 3))):
    print([pickle.loads(pickle.dumps(value, protocol)) == value for protocol in range(6)], copy.deepcopy(value) == value, value.__reduce_ex__(4))
print(D.datetime(b"\x07\xe4\x01\x1f\x0c\x1e\x0f\x00\x00\xfa"), D.date("\x07\xe4\x01\x1f"), D.time(b"\x8c\x1e\x0f\x00\x00\xfa").fold)
r = random.Random(5)
forms = "2020-02-29 20200229 2020-W09-6 2020W096 2020W09 2020-W53 2021-W53-1 1900-02-29 2020-02-29T12 20200229T123045.5-0800 2020-02-29T12:30:45,12Z 2020-02-29T12:30:45.123456789+05:30:15.123456 2020-02-29T 202002290 T12:30 1230.5 12:30:45. 2020-W09-612".split()
for form in forms:
    for _ in range(4):
        for c in (D.date, D.datetime, D.time): show(lambda: c.fromisoformat(form))
        place = r.randrange(len(form))
        form = form[:place] + r.choice("0123456789-:.,WTZ+ é") + form[place + 1:]
numbers = [0, 1, -1, .5, -2.5e-6, 0.0000005, 0.0000015, 1e-7, 86400, 3600.000001, True, 10**25, 123456789.987654321]
names = "days seconds microseconds milliseconds minutes hours weeks".split()
for _ in range(60):
    show(lambda: D.timedelta(**{name: r.choice(numbers) for name in r.sample(names, 3)}))
    show(lambda: t * r.choice(numbers)); show(lambda: t / r.choice(numbers)); show(lambda: divmod(t * r.randrange(99), D.timedelta(hours=r.randrange(9))))
