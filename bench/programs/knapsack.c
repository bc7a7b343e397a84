#include "harness.h"
static void run(int64_t n) {
  int64_t capacity = 10 * n;
  int64_t* best = calloc(capacity + 1, 8);
  for (int64_t item = 0; item < n; item++) {
    int64_t weight = item * 37 % 91 + 5, value = item * 53 % 97 + 1;
    for (int64_t c = capacity; c > weight - 1; c--) {
      int64_t candidate = best[c - weight] + value;
      if (candidate > best[c]) best[c] = candidate;
    }
  }
  sprintf(result, "%" PRId64 " %" PRId64, best[capacity], best[capacity / 2]);
  free(best);
}
MAIN(run, 1500, 480)
