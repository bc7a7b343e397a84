import math
for name in ("sqrt", "sin", "cos", "tan", "exp", "log", "log2", "log10", "floor", "ceil", "trunc", "fabs", "atan", "asinh", "expm1", "log1p", "gamma", "lgamma", "erf", "erfc", "degrees", "radians", "isnan", "isinf", "isfinite", "cbrt", "exp2", "tanh"):
    function = getattr(math, name)
    row = []
    for x in (0.5, 1.0, 2.0, 10.0, 0, 1, 5):
        try:
            value = function(x)
            row.append(f"{value:.12g}" if isinstance(value, float) else repr(value))
        except (ValueError, OverflowError) as error:
            row.append(f"{type(error).__name__}: {error}")
    print(name, row)
print(math.pi, math.e, math.tau, math.inf, math.nan)
print(math.gcd(12, 18), math.gcd(), math.gcd(0, 5), math.gcd(12, 18, 27), math.lcm(4, 6), math.lcm(), math.lcm(2, 3, 5), math.factorial(20), math.factorial(30), math.comb(10, 3), math.comb(3, 10), math.perm(10, 3), math.perm(5), math.isqrt(10**30), math.isqrt(99))
print(math.hypot(3, 4), math.hypot(1, 2, 3), math.dist([1, 2], [4, 6]), math.fsum([0.1] * 10), sum([0.1] * 10), math.prod([1, 2, 3, 4]), math.prod([], start=5), math.copysign(1, -0.0), math.fmod(-7, 3), math.modf(-3.25), math.frexp(10.0), math.ldexp(0.5, 5), math.atan2(1, -1), math.pow(2, 0.5), math.remainder(7, 4), math.isclose(0.1 + 0.2, 0.3), math.nextafter(1.0, 2.0), math.ulp(1.0))
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.floor(1e20), math.log(8, 2), math.log(10**400), math.log2(2**1000))
for bad in ("math.sqrt(-1)", "math.log(0)", "math.log(-1)", "math.factorial(-1)", "math.factorial(2.5)", "math.exp(1000)", "math.acos(2)", "math.floor(float('nan'))", "math.ceil(math.inf)", "math.isqrt(-1)", "math.comb(-1, 2)", "math.sqrt('x')", "math.gcd(1.5)", "math.pow(0, -1)", "math.fmod(1, 0)", "math.sqrt()", "math.sqrt(1, 2)"):
    try:
        print(eval(bad))
    except (ValueError, OverflowError, TypeError) as error:
        print(bad, type(error).__name__, error)
