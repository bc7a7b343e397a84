# Parent and child compile different code at the same time: neither may see the other's machine code.
import os

SOURCE = """
def work_{name}(n):
    total = {start}
    for i in range(n):
        total = total * {factor} % 1000003 + i
    return total
"""


def expected(start, factor, n):
    total = start
    i = 0
    while i < n:
        total = total * factor % 1000003 + i
        i += 1
    return total


def run(name, start, factor):
    namespace = {}
    exec(SOURCE.format(name=name, start=start, factor=factor), namespace)
    function = namespace["work_" + name]
    results = {function(1500) for _ in range(3)}
    return results == {expected(start, factor, 1500)}


good = []
for round in range(12):
    pid = os.fork()
    if pid == 0:
        os._exit(0 if all([run("child%d" % k, k, 31 + k) for k in range(6)]) else 1)
    good.append(all([run("parent%d" % k, 7 * k + round, 57 + k) for k in range(6)]))
    good.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0)
print(all(good), len(good))
