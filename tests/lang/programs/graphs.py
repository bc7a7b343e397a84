import heapq
from collections import defaultdict, deque
def make_graph(n, seed):
    g = defaultdict(dict)
    x = seed
    for i in range(n):
        for _ in range(3):
            x = (x * 1103515245 + 12345) & 0x7FFFFFFF
            j = x % n
            if i != j: g[i][j] = g[j][i] = x % 50 + 1
    return g
def dijkstra(g, source):
    dist, prev, heap = {source: 0}, {}, [(0, source)]
    while heap:
        d, u = heapq.heappop(heap)
        if d > dist[u]: continue
        for v, w in g[u].items():
            if d + w < dist.get(v, float("inf")):
                dist[v], prev[v] = d + w, u
                heapq.heappush(heap, (d + w, v))
    return dist, prev
def bfs(g, source):
    level, queue = {source: 0}, deque([source])
    while queue:
        u = queue.popleft()
        for v in sorted(g[u]):
            if v not in level:
                level[v] = level[u] + 1
                queue.append(v)
    return level
class UnionFind:
    def __init__(self, n): self.parent, self.rank = list(range(n)), [0] * n
    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x
    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b: return False
        if self.rank[a] < self.rank[b]: a, b = b, a
        self.parent[b] = a
        self.rank[a] += self.rank[a] == self.rank[b]
        return True
def kruskal(g, n):
    uf = UnionFind(n)
    return sum(w for w, u, v in sorted((w, u, v) for u in g for v, w in g[u].items() if u < v) if uf.union(u, v))
def topological(deps):
    order, state = [], {}
    def visit(n):
        if state.get(n) == 1: raise ValueError(f"cycle at {n}")
        if state.get(n) == 2: return
        state[n] = 1
        for m in deps.get(n, ()): visit(m)
        state[n] = 2
        order.append(n)
    for n in sorted(deps): visit(n)
    return order
def floyd(n, g):
    INF = 10**9
    d = [[0 if i == j else g[i].get(j, INF) for j in range(n)] for i in range(n)]
    for k in range(n):
        for i in range(n):
            dik = d[i][k]
            for j in range(n):
                if dik + d[k][j] < d[i][j]: d[i][j] = dik + d[k][j]
    return d
g = make_graph(200, 7)
dist, prev = dijkstra(g, 0)
path, node = [], 150
while node != 0: path.append(node); node = prev[node]
print(sum(dist.values()), len(dist), max(dist.values()), path[::-1])
print(sorted(bfs(g, 0).values())[-5:], kruskal(g, 200))
print(topological({"app": ["lib", "io"], "lib": ["core"], "io": ["core", "os"], "core": []}))
try: topological({"a": ["b"], "b": ["c"], "c": ["a"]})
except ValueError as e: print(e)
small = make_graph(40, 3)
f = floyd(40, small)
print(f[0][:10], all(f[0][k] == v for k, v in dijkstra(small, 0)[0].items()))
def astar(width, height, walls, start, goal):
    def h(p): return abs(p[0] - goal[0]) + abs(p[1] - goal[1])
    heap, cost, came = [(h(start), start)], {start: 0}, {}
    while heap:
        _, (x, y) = heapq.heappop(heap)
        if (x, y) == goal:
            out = [goal]
            while out[-1] != start: out.append(came[out[-1]])
            return out[::-1]
        for dx, dy in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            q = x + dx, y + dy
            if 0 <= q[0] < width and 0 <= q[1] < height and q not in walls and cost[x, y] + 1 < cost.get(q, 10**9):
                cost[q], came[q] = cost[x, y] + 1, (x, y)
                heapq.heappush(heap, (cost[q] + h(q), q))
    return None
walls = {(x, 5) for x in range(0, 18)} | {(x, 10) for x in range(2, 20)}
route = astar(20, 15, walls, (0, 0), (19, 14))
print(len(route), route[:5], route[-3:], astar(5, 5, {(x, 2) for x in range(5)}, (0, 0), (4, 4)))
for y in range(15): print("".join("#" if (x, y) in walls else "*" if (x, y) in route else "." for x in range(20)))
