# class: other
# One-way constraints kept satisfied by a planner that walks strengths. In the manner of DeltaBlue, written anew.
from harness import main

class Strength:
    def __init__(self, value, name):
        self.value = value
        self.name = name
    def stronger(self, other):
        return self.value < other.value

REQUIRED, STRONG, MEDIUM, WEAK = Strength(0, "required"), Strength(1, "strong"), Strength(2, "medium"), Strength(3, "weak")

class Variable:
    def __init__(self, value):
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.strength = WEAK
        self.mark = 0

class Constraint:
    def __init__(self, strength):
        self.strength = strength
    def add(self, planner):
        for variable in self.variables():
            variable.constraints.append(self)
        planner.enforce(self)

class Stay(Constraint):
    def __init__(self, variable, strength):
        Constraint.__init__(self, strength)
        self.variable = variable
    def variables(self):
        return [self.variable]
    def output(self):
        return self.variable
    def inputs(self):
        return []
    def execute(self):
        pass

class Edit(Stay):
    pass

class Scale(Constraint):
    def __init__(self, source, factor, offset, target, strength):
        Constraint.__init__(self, strength)
        self.source, self.factor, self.offset, self.target = source, factor, offset, target
    def variables(self):
        return [self.source, self.target]
    def output(self):
        return self.target
    def inputs(self):
        return [self.source]
    def execute(self):
        self.target.value = self.source.value * self.factor + self.offset

class Equal(Scale):
    def __init__(self, source, target, strength):
        Scale.__init__(self, source, 1, 0, target, strength)
    def execute(self):
        self.target.value = self.source.value

class Planner:
    def __init__(self):
        self.mark = 0
    def enforce(self, constraint):
        output = constraint.output()
        if output.determined_by is None or constraint.strength.stronger(output.strength):
            output.determined_by = constraint
            output.strength = constraint.strength
            constraint.execute()
    def plan(self, edit):
        self.mark += 1
        plan = []
        work = [edit.output()]
        while work:
            variable = work.pop()
            for constraint in variable.constraints:
                target = constraint.output()
                if target is not variable and target.determined_by is constraint and target.mark != self.mark:
                    target.mark = self.mark
                    plan.append(constraint)
                    work.append(target)
        return plan
    def change(self, edit, values):
        variable = edit.output()
        plan = self.plan(edit)
        for value in values:
            variable.value = value
            for constraint in plan:
                constraint.execute()

def chain(planner, n):
    variables = [Variable(i) for i in range(n)]
    for i in range(n - 1):
        Equal(variables[i], variables[i + 1], REQUIRED).add(planner)
    edit = Edit(variables[0], STRONG)
    edit.add(planner)
    planner.change(edit, range(20))
    return variables[-1].value

def projection(planner, n):
    sources, targets = [], []
    for i in range(n):
        source, target = Variable(i), Variable(0)
        Stay(source, MEDIUM).add(planner)
        Scale(source, 3, 7, target, REQUIRED).add(planner)
        sources.append(source)
        targets.append(target)
    for source in sources[:n // 4]:
        edit = Edit(source, STRONG)
        edit.add(planner)
        planner.change(edit, (source.value + 1, source.value + 2))
    return sum([target.value for target in targets])

def run(n):
    planner = Planner()
    total = 0
    for i in range(n):
        total += chain(planner, 60) + projection(planner, 60) + i % 3
    return str(total)

main(run, default=1900, small=200)
