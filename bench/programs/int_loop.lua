dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local bit = require("bit")
main(function(n)
  local total, odd = 0, 0
  for i = 0, n - 1 do
    total = total + i * 3 - bit.rshift(i, 2)
    if i % 7 == 3 then odd = odd + bit.band(i, 255) end
  end
  return string.format("%d %d", total, odd)
end, 16000000, 1600000)
