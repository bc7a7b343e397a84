values = [True, False, 2, -3, 2.5, -0.5, 1 + 2j]
import operator
for name in ("add", "sub", "mul", "truediv", "pow", "floordiv", "mod", "and_", "or_", "lshift"):
    op = getattr(operator, name)
    for a in values:
        for b in values:
            try:
                result = op(a, b)
                print(name, a, b, type(result).__name__, result)
            except (TypeError, ZeroDivisionError, ValueError) as error:
                print(name, a, b, type(error).__name__, error)
