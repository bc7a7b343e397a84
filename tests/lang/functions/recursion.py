def fact(n): return 1 if n < 2 else n * fact(n - 1)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def ack(m, n):
    if m == 0: return n + 1
    if n == 0: return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))
def even(n): return True if n == 0 else odd(n - 1)
def odd(n): return False if n == 0 else even(n - 1)
def hanoi(n, a, b, c): return [] if n == 0 else hanoi(n - 1, a, c, b) + [(a, b)] + hanoi(n - 1, c, b, a)
print(fact(30), fib(20), ack(2, 6), even(300), odd(301), len(hanoi(8, "A", "B", "C")), hanoi(3, 1, 2, 3))
def flatten(x):
    for item in x:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item
print(list(flatten([1, [2, [3, [4], 5]], [[6]]])))
def permutations(items):
    if not items: return [[]]
    return [[x] + rest for i, x in enumerate(items) for rest in permutations(items[:i] + items[i + 1:])]
print(len(permutations([1, 2, 3, 4, 5])), permutations("abc"))
