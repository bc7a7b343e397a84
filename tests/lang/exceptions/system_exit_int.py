import atexit
atexit.register(print, "atexit 1")
atexit.register(print, "atexit 2")
try:
    raise SystemExit
except SystemExit as e:
    print(e.code)
raise SystemExit(7)
