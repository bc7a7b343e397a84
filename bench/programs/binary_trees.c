#include "harness.h"
typedef struct Tree { struct Tree *left, *right; } Tree;
static Tree* make(int64_t depth) {
  Tree* t = malloc(sizeof(Tree));
  if (depth == 0) {
    t->left = t->right = NULL;
  } else {
    t->left = make(depth - 1);
    t->right = make(depth - 1);
  }
  return t;
}
static int64_t check(Tree* t) { return t->left ? 1 + check(t->left) + check(t->right) : 1; }
static void drop(Tree* t) {
  if (t->left) drop(t->left), drop(t->right);
  free(t);
}
static void run(int64_t n) {
  Tree* long_lived = make(n);
  int64_t total = 0;
  for (int64_t depth = 4; depth <= n; depth += 4)
    for (int64_t i = 0; i < (int64_t)1 << (n - depth + 4); i++) {
      Tree* t = make(depth);
      total += check(t);
      drop(t);
    }
  sprintf(result, "%" PRId64 " %" PRId64, total, check(long_lived));
  drop(long_lived);
}
MAIN(run, 14, 12)
