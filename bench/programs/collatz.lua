dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
main(function(n)
  local best, best_start = 0, 0
  for start = 1, n - 1 do
    local x, steps = start, 0
    while x ~= 1 do
      if x % 2 == 0 then x = x / 2 else x = 3 * x + 1 end
      steps = steps + 1
    end
    if steps > best then best, best_start = steps, start end
  end
  return string.format("%d %d", best, best_start)
end, 200000, 22000)
