import sys
print(sys.get_int_max_str_digits())
n = 10 ** 4299
print(len(str(n)))
try:
    str(n * 10)
except ValueError as error:
    print(error)
try:
    int("1" * 4301)
except ValueError as error:
    print(error)
print(int("1" * 4300) % 97)
print(len(hex(10 ** 6000)))
sys.set_int_max_str_digits(0)
print(len(str(10 ** 9000)), int("7" * 9000) % 1000007)
print(str(3 ** 20000)[:40], str(3 ** 20000)[-40:])
