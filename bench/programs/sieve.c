#include "harness.h"
static void run(int64_t n) {
  int64_t* flags = malloc((n + 1) * 8);
  for (int64_t i = 0; i <= n; i++) flags[i] = 1;
  flags[0] = flags[1] = 0;
  for (int64_t i = 2; i * i <= n; i++)
    if (flags[i])
      for (int64_t j = i * i; j <= n; j += i) flags[j] = 0;
  int64_t count = 0;
  for (int64_t i = 0; i <= n; i++)
    if (flags[i]) count++;
  sprintf(result, "%" PRId64, count);
  free(flags);
}
MAIN(run, 16000000, 2200000)
