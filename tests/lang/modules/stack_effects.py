# _opcode.stack_effect for every instruction.
import dis, opcode
def effect(*args, **options):
    try: return dis.stack_effect(*args, **options)
    except (ValueError, TypeError) as error: return str(error)[:30]
for code in range(-12, 256):
    if code < opcode.HAVE_ARGUMENT: print(code, [effect(code, jump=jump) for jump in (None, True, False)], effect(code, 1))
    else: print(code, [[effect(code, argument, jump=jump) for argument in (0, 1, 2, 3, 4, 7, 15, 260, 1000)] for jump in (None, True, False)], effect(code))
print(effect("a"), effect(1, jump=5), effect(300), effect(10**9, 1), effect(100, "a"))
