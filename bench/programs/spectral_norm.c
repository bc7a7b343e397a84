#include "harness.h"
static double a(int64_t i, int64_t j) { return 1.0 / (double)((((i + j) * (i + j + 1)) >> 1) + i + 1); }
static void multiply(const double* v, double* out, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    double total = 0;
    for (int64_t j = 0; j < n; j++) total += a(i, j) * v[j];
    out[i] = total;
  }
}
static void multiply_transposed(const double* v, double* out, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    double total = 0;
    for (int64_t j = 0; j < n; j++) total += a(j, i) * v[j];
    out[i] = total;
  }
}
static void run(int64_t n) {
  double *u = malloc(n * 8), *v = calloc(n, 8), *t = calloc(n, 8);
  for (int64_t i = 0; i < n; i++) u[i] = 1.0;
  for (int k = 0; k < 5; k++) {
    multiply(u, t, n);
    multiply_transposed(t, v, n);
    multiply(v, t, n);
    multiply_transposed(t, u, n);
  }
  double vbv = 0, vv = 0;
  for (int64_t i = 0; i < n; i++) {
    vbv += u[i] * v[i];
    vv += v[i] * v[i];
  }
  sprintf(result, "%.9f", sqrt(vbv / vv));
  free(u), free(v), free(t);
}
MAIN(run, 640, 200)
