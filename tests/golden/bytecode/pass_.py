def f(): pass
class A: pass
for i in range(3): pass
if x: pass
