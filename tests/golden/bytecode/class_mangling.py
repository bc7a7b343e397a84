class A:
    __x = 1
    def f(self, __y): return self.__x, __y, __z__
