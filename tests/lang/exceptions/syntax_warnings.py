x = 5
print("" is not None, x is 5)
if (x, "always"): pass
assert (x, "tuple")
print("\d")
