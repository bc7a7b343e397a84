import os, sys, tempfile, shutil, glob, pathlib, io, time, stat, subprocess, zipfile, pickle, marshal, shelve
folder = tempfile.mkdtemp()
os.chdir(folder)
os.makedirs("a/b"); open("a/x.txt", "w").write("hello\n"); pathlib.Path("a/b/y.py").write_text("y = 1\n")
print(sorted(os.listdir("a")), os.path.isdir("a"), os.path.isfile("a/x.txt"), os.path.exists("zz"), os.stat("a/x.txt").st_size, stat.S_ISDIR(os.stat("a").st_mode), sorted(glob.glob("**/*.*", recursive=True)), [(os.path.relpath(d), sorted(s), sorted(f)) for d, s, f in os.walk(".")])
p = pathlib.Path("a") / "b" / "y.py"
print(p, p.name, p.stem, p.suffix, p.parent, p.parts, p.exists(), p.read_text(), p.with_suffix(".txt"), sorted(str(q) for q in pathlib.Path(".").rglob("*")), p.resolve().is_absolute(), pathlib.PurePosixPath("/a/../b"), p.relative_to("a"))
os.rename("a/x.txt", "a/z.txt"); shutil.copy("a/z.txt", "c.txt"); shutil.copytree("a", "d"); shutil.rmtree("a"); os.remove("c.txt")
print(sorted(os.listdir(".")), os.environ.get("HOME") is not None, os.getcwd() == os.path.realpath(folder), os.path.split("/a/b.c"), os.path.splitext("x.tar.gz"), os.path.join("a", "/b"), os.path.normpath("a/../b//c"), os.path.commonprefix(["abc", "abd"]), os.path.expanduser("x"), os.getpid() > 0, os.cpu_count() > 0, os.name, os.linesep == "\n")
for bad in (lambda: open("nope"), lambda: os.remove("nope"), lambda: os.mkdir("d"), lambda: os.rmdir("d"), lambda: os.listdir("nope"), lambda: os.chdir("nope"), lambda: os.rename("nope", "x"), lambda: os.stat("nope")):
    try: bad()
    except OSError as e: print(type(e).__name__, e.errno, e)
print(subprocess.run(["echo", "hi"], capture_output=True, text=True), subprocess.check_output("printf abc; exit 0", shell=True), subprocess.run(["sh", "-c", "exit 3"]).returncode, subprocess.run(["cat"], input=b"data", stdout=subprocess.PIPE).stdout)
try: subprocess.run(["false"], check=True)
except subprocess.CalledProcessError as e: print(e)
try: subprocess.run(["no-such-program-here"])
except FileNotFoundError as e: print(e)
with zipfile.ZipFile("t.zip", "w", zipfile.ZIP_DEFLATED) as z: z.writestr("in/a.txt", "zipped" * 100)
with zipfile.ZipFile("t.zip") as z: print(z.namelist(), len(z.read("in/a.txt")), z.testzip())
class K:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
data = {"a": [1, 2.5, None, True, "é", b"b", (1,), {3}, 2**100, K([1])], "f": len, "t": int}
for protocol in range(6): print(protocol, pickle.loads(pickle.dumps(data, protocol)) == data)
try: pickle.dumps(lambda: 0)
except (pickle.PicklingError, AttributeError) as e: print(str(e)[:20])
print(marshal.loads(marshal.dumps([1, "a", (2.5, None), {"k": b"v"}])))
with shelve.open("s") as s: s["k"] = [1, 2]
with shelve.open("s") as s: print(dict(s))
with tempfile.TemporaryDirectory() as t: print(os.path.isdir(t))
print(os.path.isdir(t))
f = io.open("bin", "w+b"); f.write(b"0123456789"); f.seek(3); print(f.read(2), f.tell(), f.truncate(5), f.seek(0, 2)); f.close()
r, w = os.pipe(); os.write(w, b"piped"); os.close(w); print(os.read(r, 10), os.read(r, 10)); os.close(r)
b = io.BufferedReader(io.BytesIO(b"line1\nline2\n")); print(b.peek(3)[:3], b.readline(), b.read()); t = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\r\n"); t.write("a\nb"); t.flush(); print(t.buffer.getvalue())
os.chdir("/"); shutil.rmtree(folder); print(os.path.exists(folder))
