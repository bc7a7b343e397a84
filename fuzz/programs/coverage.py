"""What generated programs made the compiler do, read from --jit-stats; and the record of long runs in docs/fuzzing.md."""
import collections
import dataclasses
import os
import re
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def all_opcodes():
    """The rows of opcodes.def, those that its own macros make included."""
    names, lists, maker = [], {}, {}
    with open(os.path.join(ROOT, "src/bytecode/opcodes.def"), encoding="utf-8") as file:
        for line in file.read().replace("\\\n", " ").split("\n"):
            if match := re.match(r"OPCODE\((\w+)", line):
                names.append(match[1])
            elif match := re.match(r"#define (\w+_OPCODES)\(OP\)(.*)", line):
                lists[match[1]] = re.findall(r"OP\((\w+)\)", match[2])
            elif match := re.match(r"#define (\w+)\(name\) OPCODE\(([\w#]+),", line):
                maker[match[1]] = match[2]
            elif match := re.match(r"(\w+_OPCODES)\((\w+)\)", line):
                names += [maker[match[2]].replace("##name", name).replace("name##", name).replace("name", name).replace("##", "") for name in lists[match[1]]]
    return names


def all_operations():
    with open(os.path.join(ROOT, "src/jit/ir/ops.def"), encoding="utf-8") as file:
        return re.findall(r"^IR_OP\((\w+)", file.read(), re.M)


@dataclasses.dataclass
class Coverage:
    """Sums over programs run in one mode."""

    programs: int = 0
    entered: int = 0  # ran compiled code
    left: int = 0  # left compiled code by an exit
    opcodes: set = dataclasses.field(default_factory=set)
    built: set = dataclasses.field(default_factory=set)
    lowered: set = dataclasses.field(default_factory=set)
    reasons: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    places: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    refused: collections.Counter = dataclasses.field(default_factory=collections.Counter)

    def read(self, stderr):
        """Adds the programs of a batch, from what it wrote to stderr."""
        for part in stderr.split("\x01BEGIN ")[1:]:
            self.read_program(part)

    def read_program(self, text):
        self.programs += 1
        entered = left = 0
        for line in text.split("\n"):
            if not line.startswith("JIT: "):
                continue
            line = line[5:]
            if match := re.match(r"\d+ units \(\d+ loops, (\d+) functions(?:, (\d+) resumptions)?\)", line):
                entered += int(match[1]) + int(match[2] or 0)  # compiled because it was called often: the call that asked goes on calling it
            elif match := re.match(r"(\d+) entries into loops", line):
                entered += int(match[1])
            elif match := re.match(r"(\d+) exits,", line):
                left += int(match[1])
            elif line.startswith("opcodes compiled:"):
                self.opcodes.update(line.split()[2:])
            elif line.startswith("operations built:"):
                self.built.update(line.split()[2:])
            elif line.startswith("operations lowered:"):
                self.lowered.update(line.split()[2:])
            elif match := re.match(r"exits by (.*): (\d+)$", line):
                self.reasons[match[1]] += int(match[2])
            elif match := re.match(r"exits at (.*): (\d+)$", line):
                self.places[match[1]] += int(match[2])
            elif match := re.match(r"not compiled: (.*): (\d+)$", line):
                self.refused[match[1]] += int(match[2])
        self.entered += entered > 0
        self.left += left > 0

    def add(self, other):
        for field in dataclasses.fields(self):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            if isinstance(mine, int):
                setattr(self, field.name, mine + theirs)
            else:
                mine.update(theirs)

    def share(self, count):
        return f"{100 * count / max(1, self.programs):.1f} %"


def summary(by_mode):
    lines = []
    for mode, seen in by_mode.items():
        lines.append(f"{mode}: {seen.share(seen.entered)} of {seen.programs} programs entered compiled code, {seen.share(seen.left)} left it by an exit; "
                     f"{len(seen.opcodes)} of {len(all_opcodes())} opcodes, {len(seen.built)} of {len(all_operations())} operations built")
    return "\n".join(lines)


HEAD = """\
# Long runs of the generator of programs

Each row is one run of `fuzz/programs/run.py build/release/tauraro --batch 200 --mode all --record docs/fuzzing.md`, written by
that command: every program is run by CPython 3.11 and by Tauraro in the modes named, and output and exception are compared.
Entered and left: the share of programs that ran compiled code, and that left it by an exit, in the mode `default`.

| date | commit | seeds | modes | programs | differ | entered | left | runs a second |
|---|---|---|---|---|---|---|---|---|
"""


def record(path, row, by_mode):
    """Adds the row to the table and writes what the run reached below it."""
    rows = []
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            rows = [line for line in file.read().split("\n") if line.startswith("| 2")]
    rows.append("| " + " | ".join([time.strftime("%Y-%m-%d"), *row]) + " |")
    everything = Coverage()
    for seen in by_mode.values():
        everything.add(seen)
    opcodes, operations = all_opcodes(), all_operations()
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEAD + "\n".join(rows) + "\n\n## What the last of them reached, in all its modes\n\n")
        file.write(f"- Opcodes compiled as more than an exit: {len(everything.opcodes)} of {len(opcodes)}. Never: {' '.join(sorted(set(opcodes) - everything.opcodes))}.\n")
        file.write(f"- Operations built: {len(everything.built)} of {len(operations)}; not built, although passes may make them: "
                   f"{' '.join(sorted(set(operations) - everything.built))}.\n")
        file.write(f"- Operations lowered to machine code: {len(everything.lowered)} of {len(operations)}. Never: {' '.join(sorted(set(operations) - everything.lowered))}.\n")
        file.write("- Exits taken, by reason: " + ", ".join(f"{name} {count:,}" for name, count in everything.reasons.most_common()) + ".\n")
        file.write("- Exits taken, by operation: " + ", ".join(f"{name} {count:,}" for name, count in everything.places.most_common()) + ".\n")
        file.write("- Not compiled: " + ", ".join(f"{name} {count:,}" for name, count in everything.refused.most_common()) + ".\n")
        for mode, seen in by_mode.items():
            file.write(f"- Mode `{mode}`: {seen.share(seen.entered)} entered compiled code, {seen.share(seen.left)} left it by an exit.\n")
