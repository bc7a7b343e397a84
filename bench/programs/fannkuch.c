#include "harness.h"
static int64_t fannkuch(int64_t n, int64_t* most) {
  int64_t *perm1 = malloc(n * 8), *perm = malloc(n * 8), *count = calloc(n, 8);
  int64_t max_flips = 0, checksum = 0, permutations = 0, r = n;
  for (int64_t i = 0; i < n; i++) perm1[i] = i;
  for (;;) {
    for (; r != 1; r--) count[r - 1] = r;
    memcpy(perm, perm1, n * 8);
    int64_t flips = 0;
    for (int64_t k = perm[0]; k != 0; k = perm[0]) {
      for (int64_t i = 0, j = k; i < j; i++, j--) {
        int64_t t = perm[i];
        perm[i] = perm[j];
        perm[j] = t;
      }
      flips++;
    }
    if (flips > max_flips) max_flips = flips;
    checksum += permutations % 2 == 0 ? flips : -flips;
    for (;;) {
      if (r == n) {
        *most = max_flips;
        free(perm1), free(perm), free(count);
        return checksum;
      }
      int64_t first = perm1[0];
      for (int64_t i = 0; i < r; i++) perm1[i] = perm1[i + 1];
      perm1[r] = first;
      if (--count[r] > 0) break;
      r++;
    }
    permutations++;
  }
}
static void run(int64_t n) {
  int64_t total = 0, max_flips = 0;
  for (int64_t i = 0; i < n; i++) total += fannkuch(8, &max_flips);
  sprintf(result, "%" PRId64 " %" PRId64, total, max_flips);
}
MAIN(run, 28, 3)
