#include "harness.h"
static int64_t place(int64_t row, int64_t n, int64_t* columns, int64_t* up, int64_t* down) {
  if (row == n) return 1;
  int64_t count = 0;
  for (int64_t c = 0; c < n; c++)
    if (!columns[c] && !up[row + c] && !down[row - c + n]) {
      columns[c] = up[row + c] = down[row - c + n] = 1;
      count += place(row + 1, n, columns, up, down);
      columns[c] = up[row + c] = down[row - c + n] = 0;
    }
  return count;
}
static void run(int64_t n) {
  int64_t *columns = calloc(n, 8), *up = calloc(2 * n, 8), *down = calloc(2 * n + 1, 8);
  sprintf(result, "%" PRId64, place(0, n, columns, up, down));
  free(columns), free(up), free(down);
}
MAIN(run, 12, 11)
