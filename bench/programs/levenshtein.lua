dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local function distance(a, la, b, lb)
  local previous = {}
  for j = 0, lb do previous[j] = j end
  for i = 1, la do
    local current, x = {[0] = i}, a[i - 1]
    for j = 1, lb do
      local cost = x == b[j - 1] and previous[j - 1] or previous[j - 1] + 1
      if previous[j] + 1 < cost then cost = previous[j] + 1 end
      if current[j - 1] + 1 < cost then cost = current[j - 1] + 1 end
      current[j] = cost
    end
    previous = current
  end
  return previous[lb]
end
main(function(n)
  local a, b = {}, {}
  for i = 0, n - 1 do a[i], b[i] = i * i % 17, i * 7 % 19 end
  return string.format("%d %d", distance(a, n, b, n), distance(b, math.floor(n / 2), a, n))
end, 2700, 800)
