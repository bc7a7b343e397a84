#include "harness.h"
static void run(int64_t n) {
  int64_t size = 64;
  int64_t *cells = malloc(size * size * 8), *out = malloc(size * size * 8);
  for (int64_t i = 0; i < size * size; i++) cells[i] = (i * i + i * 7) % 11 < 4;
  for (int64_t k = 0; k < n; k++) {
    memset(out, 0, size * size * 8);
    for (int64_t y = 0; y < size; y++) {
      int64_t above = (y + size - 1) % size * size, here = y * size, below = (y + 1) % size * size;
      for (int64_t x = 0; x < size; x++) {
        int64_t left = (x + size - 1) % size, right = (x + 1) % size;
        int64_t near = cells[above + left] + cells[above + x] + cells[above + right] + cells[here + left] +
                       cells[here + right] + cells[below + left] + cells[below + x] + cells[below + right];
        if (near == 3 || (near == 2 && cells[here + x])) out[here + x] = 1;
      }
    }
    int64_t* t = cells;
    cells = out;
    out = t;
  }
  int64_t sum = 0, total = 0;
  for (int64_t i = 0; i < size * size; i++) sum += cells[i], total += cells[i] * i;
  sprintf(result, "%" PRId64 " %" PRId64, sum, total);
  free(cells), free(out);
}
MAIN(run, 1300, 130)
