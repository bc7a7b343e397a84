x: int = 1
y: str
class A:
    z: "t" = 2
    def f(self):
        w: int = 3
        self.q: int = w
