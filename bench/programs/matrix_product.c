#include "harness.h"
static double** rows(int64_t n) {
  double** m = malloc(n * sizeof(double*));
  for (int64_t i = 0; i < n; i++) m[i] = calloc(n, 8);
  return m;
}
static void run(int64_t n) {
  double **a = rows(n), **b = rows(n), **c = rows(n);
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j < n; j++) {
      a[i][j] = (double)(i * j % 7) + 0.5;
      b[i][j] = (double)((i + j) % 5) - 1.5;
    }
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j < n; j++) {
      double total = 0;
      for (int64_t k = 0; k < n; k++) total += a[i][k] * b[k][j];
      c[i][j] = total;
    }
  double trace = 0;
  for (int64_t i = 0; i < n; i++) trace += c[i][i] + c[i][n - 1 - i];
  sprintf(result, "%.6f", trace);
  for (int64_t i = 0; i < n; i++) free(a[i]), free(b[i]), free(c[i]);
  free(a), free(b), free(c);
}
MAIN(run, 320, 155)
