values = [0.0, -0.0, 1.0, -1.5, 0.1, 0.2, 0.1 + 0.2, 1 / 3, 2 / 3, 1e16, 1e15, 123456789012345678.0, 1e17, 1e-4, 1e-5, 0.00012345,
          1e22, 1e23, 1e100, 1e308, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308, float("inf"), -float("inf"), float("nan"),
          3.141592653589793, 2.718281828459045, 100.0, 1e5, 123456.789, 9007199254740993.0, 4.35, 0.5, 0.25, 1e-7, 12e3]
for value in values:
    print(repr(value), str(value), value.hex(), f"{value}", "%s" % value, "%r" % value)
    print("%f %e %g %.3f %.0f %10.2f %-10.2f| %+.1e %G" % ((value,) * 9))
    print(f"{value:f} {value:e} {value:g} {value:.2f} {value:.10g} {value:10.3f} {value:<10.3f}| {value:+} {value:%} {value:,.2f} {value:_.1f} {value:#.0f} {value:010.2f} {value:n}")
print([1.0, 2.5, -0.0], (1e100,), {1.5: 2.0})
