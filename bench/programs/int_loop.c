#include "harness.h"
static void run(int64_t n) {
  int64_t total = 0, odd = 0;
  for (int64_t i = 0; i < n; i++) {
    total += i * 3 - (i >> 2);
    if (i % 7 == 3) odd += i & 255;
  }
  sprintf(result, "%" PRId64 " %" PRId64, total, odd);
}
MAIN(run, 16000000, 1600000)
