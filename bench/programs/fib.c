#include "harness.h"
static int64_t fib(int64_t n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
static void run(int64_t n) { sprintf(result, "%" PRId64, fib(n)); }
MAIN(run, 35, 30)
