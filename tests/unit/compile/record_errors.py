"""Records what CPython 3.11 says of the programs in errors.txt: python3.11 record_errors.py [NEW_CASES...]

errors.txt holds cases separated by lines of `----`: a program, a line `=> message line:offset-end_line:end_offset`.
Files given as arguments (programs separated by `---`) are added to it.
"""
import pathlib
import sys
import warnings

warnings.simplefilter("ignore")
PATH = pathlib.Path(__file__).with_name("errors.txt")


def verdict(program):
    try:
        compile(program, "<test>", "exec")
    except SyntaxError as error:
        if error.text is not None:
            return None  # the parser's
        return f"{error.msg} {error.lineno}:{error.offset}-{error.end_lineno or 0}:{error.end_offset or 0}"
    return "fine"


programs = []
if PATH.exists():
    programs = [case.rsplit("=> ", 1)[0] for case in PATH.read_text().split("----\n") if case.strip()]
for name in sys.argv[1:]:
    programs += [case.lstrip("\n") for case in pathlib.Path(name).read_text().split("---\n")]

out = []
for program in dict.fromkeys(programs):
    said = verdict(program)
    if said is not None:
        out.append(f"{program}=> {said}\n")
PATH.write_text("----\n".join(out))
print(len(out), "cases")
