def f(a, b=2):
    c = 3
    print(sorted(locals().items()))
    for i in range(2):
        d = i
    return locals()
print(f(1))
print(eval("1 + 2"), eval("x * 2", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval(" 5 "))
exec("z = 10\nw = z * 2")
print(z, w)
ns = {}
exec("def g(): return h() + 1\ndef h(): return 5\nr = g()", ns)
print(ns["r"], sorted(k for k in ns if not k.startswith("__")))
def local_exec():
    x = 1
    exec("x = 2; y = 3")
    try:
        y
    except NameError as error:
        print(error)
    return x, eval("x + 10"), "y" in locals()
print(local_exec())
code = compile("a + b", "<here>", "eval")
print(eval(code, {"a": 1, "b": 2}), code.co_filename, code.co_name)
exec(compile("for i in range(3): print(i, end=' ')\nprint()", "<x>", "exec"))
exec(compile("5 + 5", "<x>", "single"))
exec(compile("x = 5; 'text'", "<x>", "single"))
for bad in (("1 +", "eval"), ("x = 1", "eval"), ("a b", "exec"), ("1\n2", "single"), ("", "eval")):
    try:
        compile(bad[0], "<s>", bad[1])
    except SyntaxError as error:
        print(bad, error.msg)
for bad in (lambda: compile("1", "f", "bad"), lambda: eval(5), lambda: exec(5), lambda: eval("1", 5), lambda: exec("1", {}, 5), lambda: eval("a\x00b")):
    try:
        bad()
    except (TypeError, ValueError, SyntaxError) as error:
        print(type(error).__name__, error)
class M(dict):
    def __missing__(self, key): return key.upper()
    def __getitem__(self, key):
        if key == "magic": return 42
        return super().__getitem__(key)
print(eval("magic, foo", {"__builtins__": {}}, M()))
print(globals()["z"], "f" in globals(), globals() is locals())
globals()["dynamic"] = "made"
print(dynamic, vars() is globals(), sorted(vars(type("T", (), {"a": 1})()).items()))
print((lambda: [k for k in locals()])(), [sorted(locals()) for q in range(1)][0])
