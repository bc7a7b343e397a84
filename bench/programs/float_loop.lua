dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
main(function(n)
  local x, total = 0.5, 0.0
  for i = 0, n - 1 do
    x = 3.9 * x * (1.0 - x)
    total = total + x / (1.0 + i * 0.001)
    if x < 0.1 then total = total - 0.25 end
  end
  return string.format("%.9f", total)
end, 15000000, 1500000)
