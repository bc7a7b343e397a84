import os, tempfile, io, sys
path = os.path.join(tempfile.mkdtemp(), "t.txt")
with open(path, "w") as f:
    print(f.write("line 1\nline 2\nlast é"), f.name == path, f.mode, f.closed, f.writable(), f.readable())
print(f.closed, os.path.getsize(path))
with open(path, encoding="utf-8") as f:
    print(f.readline(), f.read(3), f.tell() > 0, f.readlines(), f.read())
with open(path) as f:
    for line in f: print(repr(line))
    f.seek(0)
    print(next(f), list(f))
print(open(path).read().splitlines(), open(path, "rb").read(), open(path, "rb").readline())
with open(path, "a") as f: f.writelines(["\n", "x\n"]); print("more", file=f)
with open(path, "rb") as f:
    f.seek(-5, 2)
    print(f.read(), f.seek(2), f.read(2), f.tell())
with open(path, "wb") as f: f.write(b"\x00\xff\r\n"); f.write(bytearray(b"z"))
print(open(path, "rb").read(), repr(open(path, newline="", encoding="latin-1").read()), repr(open(path, encoding="latin-1").read()))
for bad in (lambda: open("/no/such"), lambda: open(path, "q"), lambda: open(path, "rw"), lambda: open("/"), lambda: open(path).write("x"), lambda: f.read(), lambda: open(path, "rb", encoding="utf-8"), lambda: open(path, encoding="utf-8").read(), lambda: open(path, "w").read(), lambda: open(path, "w").write(b"x"), lambda: open(path, "wb").write("x"), lambda: open(None), lambda: open(path, "x"), lambda: open(path, encoding="nope")):
    try: bad()
    except (OSError, ValueError, TypeError, LookupError) as e: print(type(e).__name__, str(e).replace(path, "PATH"))
s = io.StringIO("a\nb\n")
print(s.readline(), s.read(), s.getvalue(), s.seek(0), list(s))
b = io.BytesIO(b"abc")
b.seek(0, 2); b.write(b"d")
print(b.getvalue(), b.tell(), b.read(), sys.stdout.encoding, sys.stdout.name)
os.remove(path); os.rmdir(os.path.dirname(path))
print(os.path.exists(path))
