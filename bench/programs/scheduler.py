# class: other
# A small operating system: tasks with priorities pass packets through queues. In the manner of Richards, written anew.
from harness import main

class Packet:
    def __init__(self, kind, owner):
        self.kind = kind
        self.owner = owner
        self.datum = 0
        self.link = None

class Task:
    def __init__(self, system, name, priority):
        self.system = system
        self.name = name
        self.priority = priority
        self.inbox = []
        self.waiting = False
        self.runs = 0

    def send(self, task, packet):
        task.inbox.append(packet)
        task.waiting = False
        self.system.sent += 1

    def ready(self):
        return not self.waiting

    def step(self):
        raise NotImplementedError

class Idle(Task):
    def __init__(self, system, steps):
        Task.__init__(self, system, "idle", 0)
        self.control = 1
        self.left = steps

    def step(self):
        self.left -= 1
        if self.left <= 0:
            self.system.running = False
            return
        if self.control & 1:
            self.control = (self.control >> 1) ^ 0xD008
            self.system.devices[0].waiting = False
        else:
            self.control >>= 1
            self.system.devices[1].waiting = False

class Worker(Task):
    def __init__(self, system, handlers):
        Task.__init__(self, system, "worker", 2)
        self.handlers = handlers
        self.turn = 0

    def step(self):
        if not self.inbox:
            self.waiting = True
            return
        packet = self.inbox.pop(0)
        self.turn = 1 - self.turn
        packet.datum = (packet.datum * 3 + self.turn) % 26
        self.send(self.handlers[self.turn], packet)

class Handler(Task):
    def __init__(self, system, name, device):
        Task.__init__(self, system, name, 3)
        self.device = device

    def step(self):
        if not self.inbox:
            self.waiting = True
            return
        packet = self.inbox.pop(0)
        if packet.kind == 1:
            self.system.handled += packet.datum
            packet.kind = 0
            self.send(self.device, packet)
        else:
            packet.kind = 1
            packet.datum += 1
            self.send(packet.owner, packet)

class Device(Task):
    def __init__(self, system, name):
        Task.__init__(self, system, name, 4)
        self.pending = None

    def ready(self):
        return not self.waiting and (self.inbox or self.pending is not None)

    def step(self):
        if self.pending is not None:
            packet = self.pending
            self.pending = None
            self.send(packet.owner, packet)
            self.waiting = True
        elif self.inbox:
            self.pending = self.inbox.pop(0)
            self.system.held += 1
            self.waiting = True

class System:
    def __init__(self, steps):
        self.sent = self.handled = self.held = 0
        self.running = True
        self.devices = [Device(self, "disk"), Device(self, "net")]
        handlers = [Handler(self, "h0", self.devices[0]), Handler(self, "h1", self.devices[1])]
        worker = Worker(self, handlers)
        self.tasks = [Idle(self, steps), worker] + handlers + self.devices
        for i in range(4):
            worker.inbox.append(Packet(i & 1, worker))
        self.tasks.sort(key=lambda task: -task.priority)

    def run(self):
        tasks = self.tasks
        while self.running:
            for task in tasks:
                if task.ready():
                    task.runs += 1
                    task.step()
                    break

def run(n):
    system = System(n)
    system.run()
    return "%d %d %d %s" % (system.sent, system.handled, system.held, [task.runs for task in system.tasks])

main(run, default=330000, small=37000)
