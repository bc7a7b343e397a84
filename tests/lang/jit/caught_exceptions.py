# Exceptions raised and caught within compiled code: tracebacks, the handled exception, nesting, finally, else, what handlers see.
import sys


class Refused(Exception):
    pass


class Worse(Refused):
    pass


def check(i):
    if i % 3 == 0:
        raise Refused(i, "by check")
    if i % 7 == 0:
        raise Worse(i)
    return i


def lines_of(error):
    lines = []
    tb = error.__traceback__
    while tb is not None:
        lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    return lines


def simple(n):
    good = bad = worse = 0
    last = None
    for i in range(n):
        try:
            good += check(i)
        except Worse as error:
            worse += error.args[0]
            last = error
        except Refused as error:
            bad += error.args[0]
            if i == n - 1:
                print(lines_of(error), sys.exc_info()[1] is error)
        assert sys.exc_info() == (None, None, None)
    return good, bad, worse, lines_of(last)


def direct(n):
    seen = {}
    total = 0
    for i in range(n):
        try:
            seen[i & 7] += 1
        except KeyError as error:
            seen[i & 7] = 100
            total += len(str(error))
        finally:
            total += 1
        try:
            if i % 5 == 2:
                raise ValueError(i)
            total += 2
        except ValueError:
            total += sys.exc_info()[1].args[0]
        else:
            total += 3
        try:
            total += 100 // (i % 4)
        except ZeroDivisionError:
            total -= 1
    return total, sorted(seen.items())


def nested(n):
    out = []
    count = 0
    for i in range(n):
        try:
            try:
                check(i)
            except Worse:
                count += 1000
                raise
            except Refused as first:
                try:
                    [][i]
                except IndexError as second:
                    count += second.__context__ is first
                    raise KeyError(i) from second
            finally:
                count += 1
        except KeyError as error:
            count += error.__cause__ is error.__context__
            if i > n - 4:
                out.append(lines_of(error))
        except Refused:
            count += 5
            if i > n - 8:
                out.append(sys.exc_info()[1].args)
    return count, out


def leaving(n):
    def find(k):
        for i in range(1000):
            try:
                if i == k:
                    raise StopIteration(i)
                if i == 900:
                    return "none"
            except StopIteration as stop:
                if stop.value % 2:
                    continue
                break
        return i
    return [find(k) for k in range(0, n, 7)][-3:], sum(1 for k in range(n) if find(k) == "none")


def types_change(n):
    total = 0.0
    data = [1, 2, "x", 4.5, None] * (n // 5)
    for x in data:
        try:
            total += x
        except TypeError as error:
            total += len(error.args)
            x = error
    return total, type(x).__name__


def uncaught(n):
    k = 0
    try:
        for i in range(n):
            try:
                k += 1
                if i > n - 5:
                    {}[i]
            except ZeroDivisionError:
                k = -1
    except KeyError as error:
        return k, error.args, lines_of(error)


def with_items(n):
    class Swallow:
        def __enter__(self):
            return self
        def __exit__(self, kind, value, tb):
            return kind is Refused
    done = 0
    for i in range(n):
        try:
            with Swallow():
                check(i)
                done += 1
        except Worse:
            done += 10
    return done


print(simple(3000))
print(direct(3000))
print(nested(3000))
print(leaving(300))
print(types_change(3000))
print(uncaught(2000))
print(with_items(3000))
