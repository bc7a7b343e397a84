#include "harness.h"
typedef struct Adder { int64_t (*call)(struct Adder*, int64_t); int64_t k; } Adder;
static int64_t add(Adder* self, int64_t x) { return x + self->k; }
static int64_t step(Adder* self, int64_t by) { return self->k += by; }
static void run(int64_t n) {
  Adder* adders = malloc(9 * sizeof(Adder));
  for (int64_t i = 0; i < 8; i++) adders[i] = (Adder){add, i};
  adders[8] = (Adder){step, 0};
  int64_t total = 0;
  for (int64_t i = 0; i < n; i++) total += adders[i & 7].call(&adders[i & 7], i) - adders[8].call(&adders[8], 1);
  sprintf(result, "%" PRId64 " %" PRId64, total, adders[8].k);
  free(adders);
}
MAIN(run, 10000000, 1000000)
