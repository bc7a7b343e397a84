#include "harness.h"
static int is_prime(int64_t n) {
  if (n < 2) return 0;
  if (n % 2 == 0) return n == 2;
  for (int64_t d = 3; d * d <= n; d += 2)
    if (n % d == 0) return 0;
  return 1;
}
static void run(int64_t n) {
  int64_t count = 0;
  for (int64_t i = 0; i < n; i++)
    if (is_prime(i)) count++;
  sprintf(result, "%" PRId64, count);
}
MAIN(run, 800000, 150000)
