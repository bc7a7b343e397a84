# class: call
from harness import main

class Shape:
    def area(self):
        return 0.0
    def scaled(self, k):
        return self.area() * k

class Square(Shape):
    def __init__(self, side):
        self.side = side
    def area(self):
        return self.side * self.side

class Circle(Shape):
    def __init__(self, radius):
        self.radius = radius
    def area(self):
        return 3.14159 * self.radius * self.radius

class Triangle(Shape):
    def __init__(self, base, height):
        self.base = base
        self.height = height
    def area(self):
        return 0.5 * self.base * self.height

def run(n):
    shapes = []
    for i in range(100):
        if i % 3 == 0:
            shapes.append(Square(i * 0.5))
        elif i % 3 == 1:
            shapes.append(Circle(i * 0.25))
        else:
            shapes.append(Triangle(i * 0.5, i * 2.0))
    total = 0.0
    for _ in range(n):
        for shape in shapes:
            total += shape.scaled(0.001)
    return "%.6f" % total

main(run, default=100000, small=11000)
