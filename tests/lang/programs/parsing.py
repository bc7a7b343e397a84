"""A Pratt parser with an evaluator and a simplifier; a regular expression matcher; a JSON round trip."""
import re
TOKEN = re.compile(r"\s*(?:(\d+\.?\d*)|(\w+)|(\*\*|[-+*/^(),=<>]))")
class Parser:
    POWER = {"=": 1, "<": 3, ">": 3, "+": 5, "-": 5, "*": 7, "/": 7, "**": 9}
    def __init__(self, text):
        self.tokens, at = [], 0
        text = text.rstrip()
        while at < len(text):
            m = TOKEN.match(text, at)
            if not m: raise SyntaxError(f"bad character {text[at]!r} at {at}")
            self.tokens.append((("num", "name", "op")[m.lastindex - 1], m.group(m.lastindex)))
            at = m.end()
        self.tokens.append(("end", ""))
        self.at = 0
    def next(self):
        token = self.tokens[self.at]
        self.at += 1
        return token
    def expect(self, text):
        kind, value = self.next()
        if value != text: raise SyntaxError(f"wanted {text!r}, got {value!r}")
    def expression(self, power=0):
        kind, value = self.next()
        if kind == "num": left = float(value) if "." in value else int(value)
        elif kind == "name":
            if self.tokens[self.at][1] == "(":
                self.next()
                args = []
                while self.tokens[self.at][1] != ")":
                    args.append(self.expression())
                    if self.tokens[self.at][1] == ",": self.next()
                self.next()
                left = ("call", value, *args)
            else: left = ("var", value)
        elif value == "-": left = ("neg", self.expression(8))
        elif value == "(":
            left = self.expression()
            self.expect(")")
        else: raise SyntaxError(f"unexpected {value or 'end'!r}")
        while (p := self.POWER.get(self.tokens[self.at][1], 0)) > power:
            op = self.next()[1]
            left = (op, left, self.expression(p - (op in ("**", "="))))
        return left
def ev(tree, env):
    match tree:
        case int() | float(): return tree
        case ("var", name): return env[name]
        case ("=", ("var", name), value): env[name] = ev(value, env); return env[name]
        case ("neg", x): return -ev(x, env)
        case ("call", name, *args): return env[name](*[ev(a, env) for a in args])
        case (op, a, b):
            a, b = ev(a, env), ev(b, env)
            return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b, "**": lambda: a ** b, "<": lambda: a < b, ">": lambda: a > b}[op]()
def simplify(t):
    if not isinstance(t, tuple) or t[0] in ("var",): return t
    t = (t[0], *[simplify(x) if not isinstance(x, str) else x for x in t[1:]])
    match t:
        case ("+", 0, x) | ("+", x, 0) | ("*", 1, x) | ("*", x, 1) | ("-", x, 0) | ("**", x, 1): return x
        case ("*", 0, _) | ("*", _, 0): return 0
        case ("neg", ("neg", x)): return x
        case (op, int(a), int(b)) if op in "+-*": return ev(t, {})
    return t
env = {"max": max, "abs": abs, "pi": 3.14159}
for text in ("1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-2 ** 2", "10 - 4 - 3", "x = y = 5", "x * y + pi", "max(1, x, 3) < abs(-9)", "8 / 4 / 2", "f(", "1 +", "3 $ 4", "undefined + 1", "1 / 0", ")", "a = ", "max(1 2)"):
    try:
        tree = Parser(text).expression()
        print(text, "->", tree, "=", ev(tree, env))
    except Exception as e: print(text, "->", type(e).__name__, e)
for text in ("x * 1 + 0", "0 * (x + y)", "--x + 2 * 3", "x ** 1 - 0", "(1 + 2) * (3 + 4) * z"): print(text, "->", simplify(Parser(text).expression()))
def match(pattern, text):
    def here(p, t):
        if not p: return True
        if len(p) > 1 and p[1] == "*": return star(p[0], p[2:], t)
        if p == "$": return not t
        return bool(t) and p[0] in (".", t[0]) and here(p[1:], t[1:])
    def star(c, p, t):
        while True:
            if here(p, t): return True
            if not t or c not in (".", t[0]): return False
            t = t[1:]
    if pattern[:1] == "^": return here(pattern[1:], text)
    return any(here(pattern, text[i:]) for i in range(len(text) + 1))
print([(p, t, match(p, t)) for p, t in (("a*b", "aaab"), ("^a*$", "aaa"), ("^a*$", "aab"), ("x.z", "wxyz"), (".*end$", "the end"), ("", ""), ("^$", "a"))])
total = 0
for i in range(300): total += ev(Parser(f"({i} + x) * 2 - {i} / 4").expression(), env)
print(total)
import json
data = {"a": [1, 2.5, None, True, "é€\n\"q\"", {"n": []}], "b": {"c": -1e10, "d": ""}}
text = json.dumps(data)
print(text, json.loads(text) == data, json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False))
for bad in ("{", "[1,]", "nul", '{"a" 1}', '"abc', "1 2", "[1 2]", ""):
    try: json.loads(bad)
    except json.JSONDecodeError as e: print(e)
