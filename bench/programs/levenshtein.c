#include "harness.h"
static int64_t distance(const int64_t* a, int64_t la, const int64_t* b, int64_t lb) {
  int64_t *previous = malloc((lb + 1) * 8), *current = malloc((lb + 1) * 8);
  for (int64_t j = 0; j <= lb; j++) previous[j] = j;
  for (int64_t i = 1; i <= la; i++) {
    current[0] = i;
    int64_t x = a[i - 1];
    for (int64_t j = 1; j <= lb; j++) {
      int64_t cost = x == b[j - 1] ? previous[j - 1] : previous[j - 1] + 1;
      if (previous[j] + 1 < cost) cost = previous[j] + 1;
      if (current[j - 1] + 1 < cost) cost = current[j - 1] + 1;
      current[j] = cost;
    }
    int64_t* t = previous;
    previous = current;
    current = t;
  }
  int64_t out = previous[lb];
  free(previous), free(current);
  return out;
}
static void run(int64_t n) {
  int64_t *a = malloc(n * 8), *b = malloc(n * 8);
  for (int64_t i = 0; i < n; i++) a[i] = i * i % 17, b[i] = i * 7 % 19;
  sprintf(result, "%" PRId64 " %" PRId64, distance(a, n, b, n), distance(b, n / 2, a, n));
  free(a), free(b);
}
MAIN(run, 2700, 800)
