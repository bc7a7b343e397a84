// MAIN(run, default, small): the same command line as harness.py. run writes its result as text into `result`.
#pragma once
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char result[256];

static double now_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

static int harness_main(int argc, char** argv, void (*run)(int64_t), int64_t default_size, int64_t small) {
  int64_t size = default_size;
  long repeat = 0;
  for (int i = 1; i < argc; i++) {
    if (!strcmp(argv[i], "--repeat"))
      repeat = atol(argv[++i]);
    else if (!strcmp(argv[i], "--small"))
      size = small;
    else
      size = atoll(argv[i]);
  }
  if (!repeat) run(size);
  for (long i = 0; i < repeat; i++) {
    double start = now_seconds();
    run(size);
    fprintf(stderr, "%.9f\n", now_seconds() - start);
  }
  puts(result);
  return 0;
}

#define MAIN(run, default_size, small) \
  int main(int argc, char** argv) { return harness_main(argc, argv, run, default_size, small); }
