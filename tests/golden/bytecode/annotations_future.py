from __future__ import annotations
x: int | None = 1
def f(a: list[int], *b: c.d) -> "e": pass
