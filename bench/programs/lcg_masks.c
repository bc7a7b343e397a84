#include "harness.h"
static void run(int64_t n) {
  int64_t x = 12345, mix = 0, counts = 0;
  for (int64_t i = 0; i < n; i++) {
    x = x * 16807 % 2147483647;
    mix = (mix ^ x) & 0x3FFFFFFF;
    mix = ((mix << 3) | (mix >> 27)) & 0x3FFFFFFF;
    if (x & 64) counts += (x >> 7) & 15;
  }
  sprintf(result, "%" PRId64 " %" PRId64 " %" PRId64, x, mix, counts);
}
MAIN(run, 5000000, 500000)
