class Shape:
    def area(self): raise NotImplementedError
    def describe(self): return f"{type(self).__name__} with area {self.area():.2f}"
class Circle(Shape):
    def __init__(self, r): self.r = r
    def area(self): return 3.14159 * self.r ** 2
class Rect(Shape):
    def __init__(self, w, h): self.w, self.h = w, h
    def area(self): return self.w * self.h
class Square(Rect):
    def __init__(self, s): super().__init__(s, s)
class Custom(Shape):
    area = staticmethod(lambda: 7)
class Prop(Shape):
    @property
    def area(self): return lambda: 3.5
shapes = [Circle(1), Rect(2, 3), Square(2), Custom(), Prop()]
for s in shapes: print(s.describe())
total = 0
for i in range(3000):
    total += shapes[i % 5].area()
print(round(total, 6))
try:
    Shape().describe()
except NotImplementedError as error:
    print(type(error).__name__, str(error) == "")
class Dog:
    def speak(self): return "woof"
class Cat:
    speak = lambda self: "meow"
class Robot:
    def __getattr__(self, name): return lambda: f"beep {name}"
print([a.speak() for a in (Dog(), Cat(), Robot())] * 2)
class Node:
    def eval(self): pass
class Num(Node):
    def __init__(self, v): self.v = v
    def eval(self): return self.v
class Bin(Node):
    def __init__(self, op, l, r): self.op, self.l, self.r = op, l, r
    def eval(self):
        l, r = self.l.eval(), self.r.eval()
        return l + r if self.op == "+" else l * r if self.op == "*" else l - r
def build(d, n):
    return Num(n) if d == 0 else Bin("+*-"[(d + n) % 3], build(d - 1, n * 2), build(d - 1, n * 2 + 1))
print(build(8, 1).eval())
import abc
class Abstract(abc.ABC):
    @abc.abstractmethod
    def a(self): ...
    @abc.abstractmethod
    def b(self): ...
class Part(Abstract):
    def a(self): return 1
class Full(Part):
    def b(self): return 2
for c in (Abstract, Part, Full):
    try:
        print(c().b())
    except TypeError as error:
        print(error)
