#include "harness.h"
static int64_t ackermann(int64_t m, int64_t n) {
  if (m == 0) return n + 1;
  if (n == 0) return ackermann(m - 1, 1);
  return ackermann(m - 1, ackermann(m, n - 1));
}
static void run(int64_t n) {
  int64_t total = 0;
  for (int64_t i = 0; i < n; i++) total += ackermann(2, 60 + i % 10);
  sprintf(result, "%" PRId64, total);
}
MAIN(run, 1300, 130)
