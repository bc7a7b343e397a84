def compute(a, b,
            c):
    result = (a +
              b /
              c)
    return result
class Thing:
    def __init__(self, v):
        self.v = v
    @property
    def boom(self):
        return compute(
            1,
            self.v,
            0,
        )
t = Thing(5)
values = [x.boom
          for x in [t]]
