#include "harness.h"
#define PI 3.141592653589793
#define DAYS 365.24
typedef struct { double x, y, z, vx, vy, vz, mass; } Body;
static const double start[5][7] = {
    {0, 0, 0, 0, 0, 0, 1.0},
    {4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609},
    {8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -0.00276742510726411899, 0.00499852801234917238, 0.0000230417297573763929, 0.000285885980666130812},
    {12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556, 0.0000436624404335156298},
    {15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870, 0.0000515138902046611451}};
static double energy(Body* bodies, int count) {
  double e = 0;
  for (int i = 0; i < count; i++) {
    Body* b = &bodies[i];
    e += 0.5 * b->mass * (b->vx * b->vx + b->vy * b->vy + b->vz * b->vz);
    for (int j = i + 1; j < count; j++) {
      Body* c = &bodies[j];
      double dx = b->x - c->x, dy = b->y - c->y, dz = b->z - c->z;
      e -= b->mass * c->mass / sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return e;
}
static void advance(Body* bodies, int count, double dt) {
  for (int i = 0; i < count; i++) {
    Body* b = &bodies[i];
    for (int j = i + 1; j < count; j++) {
      Body* c = &bodies[j];
      double dx = b->x - c->x, dy = b->y - c->y, dz = b->z - c->z;
      double d2 = dx * dx + dy * dy + dz * dz;
      double mag = dt / (d2 * sqrt(d2));
      double bm = b->mass * mag, cm = c->mass * mag;
      b->vx -= dx * cm;
      b->vy -= dy * cm;
      b->vz -= dz * cm;
      c->vx += dx * bm;
      c->vy += dy * bm;
      c->vz += dz * bm;
    }
  }
  for (int i = 0; i < count; i++) {
    Body* b = &bodies[i];
    b->x += dt * b->vx;
    b->y += dt * b->vy;
    b->z += dt * b->vz;
  }
}
static void run(int64_t n) {
  Body* bodies = malloc(5 * sizeof(Body));
  for (int i = 0; i < 5; i++)
    bodies[i] = (Body){start[i][0], start[i][1], start[i][2], start[i][3] * DAYS, start[i][4] * DAYS, start[i][5] * DAYS, start[i][6] * (4 * PI * PI)};
  double before = energy(bodies, 5);
  for (int64_t i = 0; i < n; i++) advance(bodies, 5, 0.01);
  sprintf(result, "%.8f %.8f", before, energy(bodies, 5));
  free(bodies);
}
MAIN(run, 300000, 30000)
