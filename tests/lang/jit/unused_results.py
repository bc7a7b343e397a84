# Operations whose results nobody uses still raise.
def division(n):
    caught = 0
    for i in range(n):
        try: 1 // (i % 3)
        except ZeroDivisionError: caught += 1
    return caught
def modulo(n):
    caught = 0
    for i in range(n):
        try: i % (i & 3)
        except ZeroDivisionError: caught += 1
    return caught
def left_shift(n):
    caught = 0
    for i in range(n):
        try: i << (i % 5 - 1)
        except ValueError: caught += 1
    return caught
def right_shift(n):
    caught = 0
    for i in range(n):
        try: i >> (i % 5 - 1)
        except ValueError: caught += 1
    return caught
def true_division(n):
    caught = 0
    for i in range(n):
        try: i / (i % 7)
        except ZeroDivisionError: caught += 1
        try: 1.5 / (i % 7 * 0.5)
        except ZeroDivisionError: caught += 1
    return caught
def subscript(n):
    caught, items, text = 0, [1, 2, 3], "abc"
    for i in range(n):
        try: items[i % 5]
        except IndexError: caught += 1
        try: text[i % 4]
        except IndexError: caught += 1
        try: (1, 2)[i % 3]
        except IndexError: caught += 1
    return caught
def addition(n):
    caught, values = 0, [1, 2.5, "s", None]
    for i in range(n):
        try: values[i % 4] + 1
        except TypeError: caught += 1
    return caught
def comparison(n):
    caught, values = 0, [1, 2.5, "s", None]
    for i in range(n):
        try: values[i % 4] < 1
        except TypeError: caught += 1
    return caught
def name(n):
    caught = 0
    for i in range(n):
        if i % 2: x = i
        try: x
        except UnboundLocalError: caught += 1
        if i % 2: del x
    return caught
class C: pass
def attribute(n):
    caught, objects = 0, [C(), C()]
    objects[0].x = 1
    for i in range(n):
        try: objects[i % 2].x
        except AttributeError: caught += 1
    return caught
for f in division, modulo, left_shift, right_shift, true_division, subscript, addition, comparison, name, attribute:
    print(f.__name__, f(1000), f(1001))
i, caught = 0, 0
while i < 2000:
    try: 7 // (i % 4)
    except ZeroDivisionError: caught += 1
    i += 1
print(i, caught)
