dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
main(function(n)
  local counts, x, size = {}, 1, 0
  for _ = 1, n do
    x = x * 16807 % 2147483647
    local key = x % 5003
    if counts[key] then counts[key] = counts[key] + 1 else counts[key] = 1; size = size + 1 end
  end
  local total = 0
  for key, value in pairs(counts) do total = total + key * value % 1009 end
  for key = 0, 5002 do total = total + (counts[key] or -1) end
  return string.format("%d %d", size, total)
end, 7000000, 750000)
