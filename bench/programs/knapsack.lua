dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
main(function(n)
  local capacity, best = 10 * n, {}
  for c = 0, capacity do best[c] = 0 end
  for item = 0, n - 1 do
    local weight, value = item * 37 % 91 + 5, item * 53 % 97 + 1
    for c = capacity, weight, -1 do
      local candidate = best[c - weight] + value
      if candidate > best[c] then best[c] = candidate end
    end
  end
  return string.format("%d %d", best[capacity], best[math.floor(capacity / 2)])
end, 1500, 480)
