dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local function ackermann(m, n)
  if m == 0 then return n + 1 end
  if n == 0 then return ackermann(m - 1, 1) end
  return (ackermann(m - 1, (ackermann(m, n - 1))))
end
main(function(n)
  local total = 0
  for i = 0, n - 1 do total = total + ackermann(2, 60 + i % 10) end
  return string.format("%d", total)
end, 1300, 130)
