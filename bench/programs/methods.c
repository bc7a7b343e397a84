#include "harness.h"
typedef struct Counter Counter;
struct Counter { Counter* (*add)(Counter*, int64_t); int64_t value, step; };
static Counter* add(Counter* c, int64_t x) { c->value += x * c->step; return c; }
static Counter* add_doubling(Counter* c, int64_t x) { c->value = (c->value + x * 2) % 1000003; return c; }
static int64_t get(Counter* c) { return c->value; }
static void run(int64_t n) {
  Counter *a = malloc(sizeof *a), *b = malloc(sizeof *b);
  *a = (Counter){add, 0, 3};
  *b = (Counter){add_doubling, 0, 1};
  int64_t total = 0;
  for (int64_t i = 0; i < n; i++) {
    a->add(a, i);
    b->add(b, i);
    total += get(b) - (get(a) & 15);
  }
  sprintf(result, "%" PRId64 " %" PRId64 " %" PRId64, a->value, b->value, total);
  free(a), free(b);
}
MAIN(run, 4000000, 400000)
