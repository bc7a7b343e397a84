"""A small Lisp: reader, evaluator with closures and tail calls, printer."""
class Symbol(str): pass
class LispError(Exception): pass
class Env(dict):
    def __init__(self, names=(), values=(), outer=None):
        super().__init__(zip(names, values))
        self.outer = outer
    def find(self, name):
        env = self
        while env is not None:
            if name in env: return env
            env = env.outer
        raise LispError(f"undefined: {name}")
class Lambda:
    def __init__(self, params, body, env): self.params, self.body, self.env = params, body, env
def tokenize(text): return text.replace("(", " ( ").replace(")", " ) ").replace("'", " ' ").split()
def read(tokens):
    if not tokens: raise LispError("unexpected end")
    token = tokens.pop(0)
    if token == "(":
        out = []
        while tokens and tokens[0] != ")": out.append(read(tokens))
        if not tokens: raise LispError("missing )")
        tokens.pop(0)
        return out
    if token == ")": raise LispError("unexpected )")
    if token == "'": return [Symbol("quote"), read(tokens)]
    for kind in (int, float):
        try: return kind(token)
        except ValueError: pass
    return Symbol(token)
def show(x):
    if isinstance(x, bool): return "#t" if x else "#f"
    if isinstance(x, list): return "(" + " ".join(map(show, x)) + ")"
    if isinstance(x, Lambda): return "<lambda>"
    return str(x)
def evaluate(x, env):
    while True:
        if isinstance(x, Symbol): return env.find(x)[x]
        if not isinstance(x, list): return x
        if not x: return []
        head = x[0]
        if head == "quote": return x[1]
        if head == "if":
            x = x[2] if evaluate(x[1], env) is not False else (x[3] if len(x) > 3 else [])
        elif head == "define":
            if isinstance(x[1], list): env[x[1][0]] = Lambda(x[1][1:], x[2:], env)
            else: env[x[1]] = evaluate(x[2], env)
            return None
        elif head == "set!":
            env.find(x[1])[x[1]] = evaluate(x[2], env)
            return None
        elif head == "lambda": return Lambda(x[1], x[2:], env)
        elif head == "let":
            env = Env([n for n, _ in x[1]], [evaluate(v, env) for _, v in x[1]], env)
            for e in x[2:-1]: evaluate(e, env)
            x = x[-1]
        elif head == "begin":
            for e in x[1:-1]: evaluate(e, env)
            x = x[-1]
        else:
            f, *args = [evaluate(e, env) for e in x]
            if isinstance(f, Lambda):
                if len(args) != len(f.params): raise LispError(f"wanted {len(f.params)} arguments, got {len(args)}")
                env = Env(f.params, args, f.env)
                for e in f.body[:-1]: evaluate(e, env)
                x = f.body[-1]
            elif callable(f): return f(*args)
            else: raise LispError(f"not a function: {show(f)}")
import operator as op
from functools import reduce
G = Env()
G.update({"+": lambda *a: sum(a), "-": lambda a, *b: a - sum(b) if b else -a, "*": lambda *a: reduce(op.mul, a, 1), "/": op.truediv, "<": op.lt, ">": op.gt, "=": op.eq, "mod": op.mod,
          "car": lambda l: l[0], "cdr": lambda l: l[1:], "cons": lambda a, l: [a] + l, "list": lambda *a: list(a), "null?": lambda l: l == [], "length": len, "eq?": op.is_, "not": lambda a: a is False})
program = """
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))
(fact 20) (fact 30)
(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(fib 15)
(define (loop i acc) (if (= i 0) acc (loop (- i 1) (+ acc i))))
(loop 3000 0)
(define (map f l) (if (null? l) '() (cons (f (car l)) (map f (cdr l)))))
(map (lambda (x) (* x x)) '(1 2 3 4 5))
(define (compose f g) (lambda (x) (f (g x))))
((compose fact (lambda (x) (+ x 1))) 5)
(define counter (let ((n 0)) (lambda () (begin (set! n (+ n 1)) n))))
(counter) (counter) (counter)
(let ((a 1) (b 2.5)) (list a b (+ a b)))
'(a (b c) ()) (/ 7 2) (mod -7 3) (undefined-thing) (fact) (car '()) (5 5)
(define (primes n) (define (p? k d) (if (> (* d d) k) (= 1 1) (if (= 0 (mod k d)) (= 1 2) (p? k (+ d 1))))) (define (go i) (if (> i n) '() (if (p? i 2) (cons i (go (+ i 1))) (go (+ i 1))))) (go 2))
(primes 60) ) (+ 1
"""
tokens = tokenize(program)
while tokens:
    try:
        value = evaluate(read(tokens), G)
        if value is not None: print(show(value))
    except LispError as e: print("error:", e)
    except Exception as e: print(type(e).__name__, e)
