# A large old list whose items are young: stores at its ends and in its middle, collections between them.
kept = [None] * 20000


def churn(count):
    made = 0
    for i in range(count):
        made += len([i, i + 1, str(i)])
    return made


state = 1
for step in range(3000):
    state = state * 16807 % 2147483647
    kept[state % len(kept)] = [step, "item %d" % step]
    kept[0] = {"step": step}
    kept[-1] = (step, [step])
    if step % 300 == 0:
        churn(20000)

found = [item for item in kept if item is not None]
print(len(found), kept[0], kept[-1], sum(item[0] for item in found if type(item) is list))
