def f(a):
    return a + 1, a - 1, a * 3, a // 2, a % 7, a << 1, a >> 2, a & 255, a | 1, 1 + a, a + 40000
