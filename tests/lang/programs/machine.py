"""A stack machine with an assembler, and a Brainfuck interpreter."""
class Machine:
    def __init__(self, code): self.code, self.stack, self.calls, self.memory, self.pc, self.out, self.steps = code, [], [], {}, 0, [], 0
    def run(self, limit=10**6):
        ops = {name[3:]: getattr(self, name) for name in dir(self) if name.startswith("op_")}
        while 0 <= self.pc < len(self.code):
            self.steps += 1
            if self.steps > limit: raise TimeoutError(f"after {limit} steps")
            op, *args = self.code[self.pc]
            self.pc += 1
            if ops[op](*args) == "halt": break
        return self.out
    def op_push(self, v): self.stack.append(v)
    def op_pop(self): self.stack.pop()
    def op_dup(self): self.stack.append(self.stack[-1])
    def op_swap(self): self.stack[-1], self.stack[-2] = self.stack[-2], self.stack[-1]
    def op_add(self): b = self.stack.pop(); self.stack[-1] += b
    def op_sub(self): b = self.stack.pop(); self.stack[-1] -= b
    def op_mul(self): b = self.stack.pop(); self.stack[-1] *= b
    def op_mod(self): b = self.stack.pop(); self.stack[-1] %= b
    def op_lt(self): b = self.stack.pop(); self.stack[-1] = self.stack[-1] < b
    def op_load(self, k): self.stack.append(self.memory.get(k, 0))
    def op_store(self, k): self.memory[k] = self.stack.pop()
    def op_jump(self, t): self.pc = t
    def op_jz(self, t):
        if not self.stack.pop(): self.pc = t
    def op_call(self, t): self.calls.append(self.pc); self.pc = t
    def op_ret(self): self.pc = self.calls.pop()
    def op_print(self): self.out.append(self.stack.pop())
    def op_halt(self): return "halt"
def assemble(text):
    lines, labels, code = [], {}, []
    for line in text.splitlines():
        line = line.split(";")[0].strip()
        if not line: continue
        if line.endswith(":"): labels[line[:-1]] = len(lines)
        else: lines.append(line.split())
    for op, *args in lines:
        code.append((op, *[labels[a] if a in labels else int(a) if a.lstrip("-").isdigit() else a for a in args]))
    return code
source = """
  push 0
  store i
loop:            ; sum of squares
  load i
  push 1000
  lt
  jz done
  load i
  call square
  load sum
  add
  store sum
  load i
  push 1
  add
  store i
  jump loop
square:
  dup
  mul
  ret
done:
  load sum
  print
  halt
"""
m = Machine(assemble(source))
print(m.run(), m.steps, m.memory)
try: Machine([("jump", 0)]).run(1000)
except TimeoutError as e: print(e)
for bad in ([("pop",)], [("nope",)], [("push", 1), ("push", 0), ("mod",)], [("push", "a"), ("push", 1), ("add",)], [("ret",)]):
    try: Machine(bad).run()
    except Exception as e: print(type(e).__name__, e)
def brainfuck(src, data=b""):
    src = [c for c in src if c in "+-<>[],."]
    jumps, stack = {}, []
    for i, c in enumerate(src):
        if c == "[": stack.append(i)
        elif c == "]":
            j = stack.pop()
            jumps[i], jumps[j] = j, i
    tape, p, pc, out, data = [0] * 300, 0, 0, [], iter(data)
    while pc < len(src):
        c = src[pc]
        if c == "+": tape[p] = (tape[p] + 1) % 256
        elif c == "-": tape[p] = (tape[p] - 1) % 256
        elif c == ">": p += 1
        elif c == "<": p -= 1
        elif c == ".": out.append(chr(tape[p]))
        elif c == ",": tape[p] = next(data, 0)
        elif c == "[" and not tape[p] or c == "]" and tape[p]: pc = jumps[pc]
        pc += 1
    return "".join(out)
print(brainfuck("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+."))
print(brainfuck(",[.,]", b"echo"), brainfuck(">,[>,]<[.<]", b"reverse"))
