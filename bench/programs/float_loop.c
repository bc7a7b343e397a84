#include "harness.h"
static void run(int64_t n) {
  double x = 0.5, total = 0.0;
  for (int64_t i = 0; i < n; i++) {
    x = 3.9 * x * (1.0 - x);
    total += x / (1.0 + (double)i * 0.001);
    if (x < 0.1) total -= 0.25;
  }
  sprintf(result, "%.9f", total);
}
MAIN(run, 15000000, 1500000)
