x = y
del x
print(x)
