x, y, name, d, l = 5, 2.5, "world", {"k": "v", 'q"': 1}, [1, 2, 3]
print(f"{x} {y} {name!r} {x + y} {x * 2:>5} {name:^10}| {d['k']} {l[0]} {l[-1:]}")
print(f"{x=} {y = } {x + 1=} {name=} {name=!s} {y=:.3f} {x = :>5}|", f"{{}} {{{x}}} {x}{{", f'{"nested"} {"a" + "b"}', f"{f'{x}'} {f'{name!r:>10}'}")
width, prec = 10, 3
print(f"{y:{width}.{prec}f}|{y:{'>'}{width}}|{x:{'0'}>{width}}|{name:{'*'}^{width + 5}}|")
print(f"{(lambda a: a * 2)(x)} {x if x > 3 else y} {[i for i in l]} {{1, 2}} { {1: 2}[1] } {x,} {x!s:>4} {'a' 'b'}")
print(f'''multi
{x}
line {
    x + 1
}''', f"a" "b" f"{x}" 'c', rf"\n{x}\d", fr'{x}\{y}', F"{x}", f"")
print(f"{3.0:.0f} {1e10:g} {255:#x} {-7:+d} {7:+d} {1234567:,} {0.5:%} {'é':>3} {True} {None} {True:d} {1+2j:.1f}")
class C:
    def __format__(self, spec): return "F" + spec
    def __str__(self): return "S"
    def __repr__(self): return "R"
c = C()
print(f"{c} {c:x} {c!s} {c!r} {c!a} {c=} {c=:y} {c!s:>3} {c:{x}} {c:%H:%M}")
def g():
    yield 1
    return 2
print(f"{next(g())} {x:d}{y}{x!r}", f"{x}" f"{y}", f"{'{'}" f"{'}'}")
for bad in ("f'{x'", "f'}'", "f'{}'", "f'{x!z}'", "f'{x:{y:{z}}}'", "f'{x y}'", "f'{lambda x: 1}'", "f'{*l}'", "f'{x!}'", "f'{\\'a\\'}'", "f'{#}'", "f'{a b}'", "f'{x:d'", "f'{!r}'", "f'{=}'", "f'{x=!z}'", "f'{(x}'"):
    try:
        eval(bad)
        print(bad, "ok")
    except SyntaxError as error:
        print(bad, error.msg)
try:
    f"{undefined_name}"
except NameError as error:
    print(error)
try:
    f"{x:s}"
except ValueError as error:
    print(error)
