# Files that are let go unclosed: what was written is there for whoever looks next, and nothing is lost at the end.
import os, subprocess, sys, tempfile
folder = tempfile.mkdtemp()
path = os.path.join(folder, "a.txt")
open(path, "w").write("hello\n")
print(os.path.getsize(path))
open(path, "w").write("second\n")
print(open(path).read())
def drop(text):
    open(path, "w").write(text)
    print(os.stat(path).st_size)
drop("third text\n")
for i in range(4): open(path, "a").write("line %d\n" % i)
print(open(path).read())
open(path, "w").write("long text that is overwritten\n")
open(path, "w").write("short\n")
print(open(path).read())
program = """
class Log:
    def __init__(self, path): self.file = open(path, "w")
    def __del__(self): self.file.write("end of log\\n")
import sys
kept = open(sys.argv[1] + "/kept", "w"); kept.write("kept")
log = Log(sys.argv[1] + "/log")
def dropped():
    open(sys.argv[1] + "/dropped", "w").write("dropped")
    import gc
    gc.collect()
dropped()
"""
subprocess.run([sys.executable, "-c", program, folder], check=True)
for name in ("kept", "log", "dropped"): print(name, open(os.path.join(folder, name)).read().strip())
