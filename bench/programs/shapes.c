#include "harness.h"
typedef struct Shape Shape;
struct Shape { double (*area)(Shape*); double p, q; };
static double square(Shape* s) { return s->p * s->p; }
static double circle(Shape* s) { return 3.14159 * s->p * s->p; }
static double triangle(Shape* s) { return 0.5 * s->p * s->q; }
static double scaled(Shape* s, double k) { return s->area(s) * k; }
static void run(int64_t n) {
  Shape** shapes = malloc(100 * sizeof(Shape*));
  for (int i = 0; i < 100; i++) {
    shapes[i] = malloc(sizeof(Shape));
    if (i % 3 == 0) *shapes[i] = (Shape){square, i * 0.5, 0};
    else if (i % 3 == 1) *shapes[i] = (Shape){circle, i * 0.25, 0};
    else *shapes[i] = (Shape){triangle, i * 0.5, i * 2.0};
  }
  double total = 0;
  for (int64_t k = 0; k < n; k++)
    for (int i = 0; i < 100; i++) total += scaled(shapes[i], 0.001);
  sprintf(result, "%.6f", total);
  for (int i = 0; i < 100; i++) free(shapes[i]);
  free(shapes);
}
MAIN(run, 100000, 11000)
