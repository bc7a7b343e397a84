class Problem(Exception):
    def __str__(self): return "described\non two lines"
class Outer:
    class Inner(Problem): pass
try:
    raise Outer.Inner(1, 2)
except Problem as e:
    print(repr(e))
e = Outer.Inner()
e.add_note("a note")
e.__cause__ = KeyError("cause not raised")
raise e
