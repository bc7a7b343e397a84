dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local function sift(a, start, last)
  local root = start
  while true do
    local child = 2 * root + 1
    if child > last then return end
    if child + 1 <= last and a[child] < a[child + 1] then child = child + 1 end
    if a[root] >= a[child] then return end
    a[root], a[child] = a[child], a[root]
    root = child
  end
end
main(function(n)
  local x, a = 42, {}
  for i = 0, n - 1 do
    x = x * 16807 % 2147483647
    a[i] = x
  end
  for start = math.floor((n - 2) / 2), 0, -1 do sift(a, start, n - 1) end
  for last = n - 1, 1, -1 do
    a[0], a[last] = a[last], a[0]
    sift(a, 0, last - 1)
  end
  local check = 0
  for i = 0, n - 1 do check = (check * 31 + a[i]) % 1000003 end
  return string.format("%d %d %d", a[0], a[n - 1], check)
end, 280000, 45000)
