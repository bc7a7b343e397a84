#include "harness.h"
static void run(int64_t n) {
  int64_t *a = malloc(n * 8), *state = calloc(n, 8);
  for (int64_t i = 0; i < n; i++) a[i] = i;
  int64_t total = 0, count = 1, i = 0;
  while (i < n) {
    if (state[i] < i) {
      int64_t j = i % 2 == 0 ? 0 : state[i], t = a[j];
      a[j] = a[i];
      a[i] = t;
      count++;
      total += a[0] * count % 7 + a[n - 1];
      state[i]++;
      i = 0;
    } else {
      state[i] = 0;
      i++;
    }
  }
  sprintf(result, "%" PRId64 " %" PRId64, count, total);
  free(a), free(state);
}
MAIN(run, 10, 9)
