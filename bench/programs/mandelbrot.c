#include "harness.h"
static void run(int64_t n) {
  int64_t inside = 0, steps = 0;
  for (int64_t y = 0; y < n; y++) {
    double ci = 2.0 * (double)y / (double)n - 1.0;
    for (int64_t x = 0; x < n; x++) {
      double cr = 2.0 * (double)x / (double)n - 1.5, zr = 0, zi = 0;
      int64_t k = 0;
      while (k < 50) {
        double r2 = zr * zr, i2 = zi * zi;
        if (r2 + i2 > 4.0) break;
        zi = 2.0 * zr * zi + ci;
        zr = r2 - i2 + cr;
        k++;
      }
      if (k == 50) inside++;
      steps += k;
    }
  }
  sprintf(result, "%" PRId64 " %" PRId64, inside, steps);
}
MAIN(run, 740, 230)
