import signal, os
try:
    os.kill(os.getpid(), signal.SIGINT)
    for i in range(10**7): pass
    print("not interrupted")
except KeyboardInterrupt as e:
    print("interrupted", repr(e))
