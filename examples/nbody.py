"""Planets around the sun, in steps of a hundredth of a year: `nbody.py [STEPS]`. Prints the energy before and after."""
import math
import sys

YEAR = 365.24
SOLAR_MASS = 4 * math.pi ** 2


class Body:
    def __init__(self, position, velocity, mass):
        self.x, self.y, self.z = position
        self.vx, self.vy, self.vz = (v * YEAR for v in velocity)
        self.mass = mass * SOLAR_MASS


def solar_system():
    sun = Body((0, 0, 0), (0, 0, 0), 1)
    planets = [
        Body((4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01),
             (1.66007664274403694e-03, 7.69901118419740425e-03, -6.90460016972063023e-05), 9.54791938424326609e-04),
        Body((8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01),
             (-2.76742510726411822e-03, 4.99852801234917238e-03, 2.30417297573763929e-05), 2.85885980666130812e-04),
        Body((1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01),
             (2.96460137564761618e-03, 2.37847173959480950e-03, -2.96589568540237556e-05), 4.36624404335156298e-05),
        Body((1.53796971148509165e+01, -2.59193146099879641e+01, 1.79258772950371181e-01),
             (2.68067772490389322e-03, 1.62824170038242295e-03, -9.51592254519715870e-05), 5.15138902046611451e-05),
    ]
    sun.vx = -sum(body.vx * body.mass for body in planets) / SOLAR_MASS
    sun.vy = -sum(body.vy * body.mass for body in planets) / SOLAR_MASS
    sun.vz = -sum(body.vz * body.mass for body in planets) / SOLAR_MASS
    return [sun] + planets


def energy(bodies):
    total = 0.0
    for i, a in enumerate(bodies):
        total += 0.5 * a.mass * (a.vx ** 2 + a.vy ** 2 + a.vz ** 2)
        for b in bodies[i + 1:]:
            total -= a.mass * b.mass / math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2)
    return total


def advance(bodies, pairs, dt):
    for a, b in pairs:
        dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
        square = dx * dx + dy * dy + dz * dz
        pull = dt / (square * math.sqrt(square))
        a.vx -= dx * b.mass * pull
        a.vy -= dy * b.mass * pull
        a.vz -= dz * b.mass * pull
        b.vx += dx * a.mass * pull
        b.vy += dy * a.mass * pull
        b.vz += dz * a.mass * pull
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy
        body.z += dt * body.vz


steps = int(sys.argv[1]) if len(sys.argv) > 1 else 50000
bodies = solar_system()
pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
print("%.9f" % energy(bodies))
for _ in range(steps):
    advance(bodies, pairs, 0.01)
print("%.9f" % energy(bodies))
