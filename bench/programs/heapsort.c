#include "harness.h"
static void sift(int64_t* a, int64_t start, int64_t end) {
  int64_t root = start;
  for (;;) {
    int64_t child = 2 * root + 1;
    if (child > end) return;
    if (child + 1 <= end && a[child] < a[child + 1]) child++;
    if (a[root] >= a[child]) return;
    int64_t t = a[root];
    a[root] = a[child];
    a[child] = t;
    root = child;
  }
}
static void run(int64_t n) {
  int64_t* a = malloc(n * 8);
  int64_t x = 42;
  for (int64_t i = 0; i < n; i++) a[i] = x = x * 16807 % 2147483647;
  for (int64_t start = (n - 2) / 2; start >= 0; start--) sift(a, start, n - 1);
  for (int64_t end = n - 1; end > 0; end--) {
    int64_t t = a[0];
    a[0] = a[end];
    a[end] = t;
    sift(a, 0, end - 1);
  }
  int64_t check = 0;
  for (int64_t i = 0; i < n; i++) check = (check * 31 + a[i]) % 1000003;
  sprintf(result, "%" PRId64 " %" PRId64 " %" PRId64, a[0], a[n - 1], check);
  free(a);
}
MAIN(run, 280000, 45000)
