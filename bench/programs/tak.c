#include "harness.h"
static int64_t tak(int64_t x, int64_t y, int64_t z) {
  if (y >= x) return z;
  return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
}
static void run(int64_t n) {
  int64_t total = 0;
  for (int64_t i = 0; i < n; i++) total += tak(15, 10, 5);
  sprintf(result, "%" PRId64, total);
}
MAIN(run, 3200, 320)
