# time: conversions, ranges, messages.
import time


def show(text):
    try:
        print(text, "=>", repr(eval(text))[:200])
    except BaseException as error:
        print(text, "=>", type(error).__module__, type(error).__name__, error.args)


CASES = [
    'time.sleep(-1)',
    "time.sleep('a')",
    "time.sleep(float('nan'))",
    'time.sleep(1e100)',
    'time.gmtime(1e100)',
    "time.gmtime('a')",
    "time.gmtime(float('nan'))",
    'time.gmtime(2**63)',
    'time.gmtime(10**18)',
    'time.asctime(1)',
    'time.asctime((1,2))',
    'time.asctime((2020,13,1,0,0,0,0,1,0))',
    'time.asctime((2020,12,32,0,0,0,0,1,0))',
    'time.asctime((2020,12,3,24,0,0,0,1,0))',
    'time.asctime((2020,12,3,4,60,0,0,1,0))',
    'time.asctime((2020,12,3,4,6,62,0,1,0))',
    'time.asctime((2020,12,3,4,6,2,-2,1,0))',
    'time.asctime((2020,12,3,4,6,2,0,367,0))',
    'time.asctime((2020,0,0,4,6,2,0,0,0))',
    'time.asctime((2**40,0,0,4,6,2,0,0,0))',
    'time.asctime((2**31-1,0,0,4,6,2,0,0,0))',
    "time.asctime(('a',0,0,4,6,2,0,0,0))",
    "time.strftime('%Y',(1,2))",
    'time.strftime(1)',
    "time.strftime('%Y\\0%Y',time.gmtime(0))",
    "time.strftime('',time.gmtime(0))",
    "time.strftime('%Z %z',time.gmtime(0))",
    "time.strftime('%Y-é%m',time.gmtime(0))",
    "time.strftime('%a %A %b %B %d %H %I %j %m %M %p %S %U %w %W %y %%',time.gmtime(1e9))",
    'time.mktime((1,2))',
    'time.mktime((2**31,1,1,0,0,0,0,0,0))',
    'time.mktime(1)',
    "time.get_clock_info('time')",
    "time.get_clock_info('x')",
    'time.clock_gettime(99)',
    "time.clock_gettime('a')",
    'time.struct_time((1,2))',
    'time.struct_time(range(12))',
    'time.struct_time(range(9))',
    'time.struct_time(range(9)).tm_zone',
    'time.struct_time(1)',
    "time.struct_time(range(9),{'tm_zone':'x'}).tm_zone",
    'time.gmtime(0).__reduce__()',
    'time.gmtime(0).tm_zone',
    'time.gmtime(0).n_fields',
    'time.struct_time.__match_args__',
    'time.gmtime(-1.5)',
    "time.ctime('a')",
    'time.time_ns()>0',
    'time.gmtime(None)[0]>2000',
    'time.asctime(None)',
    "time.strftime('%Y',None)",
    'time.struct_time.tm_year',
    'time.gmtime(0)[0:2]',
    'time.gmtime(0)+(1,)',
    'time.gmtime(0).tm_foo',
    'time.perf_counter()<=time.perf_counter()',
    'time.monotonic_ns()<=time.monotonic_ns()',
    'time.process_time()>=0',
    'time.thread_time_ns()>0',
    "sorted(n for n in dir(time.gmtime(0)) if n[:2]!='__')",
]
for case in CASES:
    show(case)
