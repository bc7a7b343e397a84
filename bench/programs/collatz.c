#include "harness.h"
static void run(int64_t n) {
  int64_t best = 0, best_start = 0;
  for (int64_t start = 1; start < n; start++) {
    int64_t x = start, steps = 0;
    while (x != 1) {
      if (x % 2 == 0)
        x = x >> 1;
      else
        x = 3 * x + 1;
      steps++;
    }
    if (steps > best) best = steps, best_start = start;
  }
  sprintf(result, "%" PRId64 " %" PRId64, best, best_start);
}
MAIN(run, 200000, 22000)
