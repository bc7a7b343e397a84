@d
class A(B, metaclass=M):
    """doc"""
    x = 1
    def f(self):
        self.a = self.b = 1
        self.c, self.a = 2, 3
