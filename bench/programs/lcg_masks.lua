dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local bit = require("bit")
local band, bor, bxor, shl, shr = bit.band, bit.bor, bit.bxor, bit.lshift, bit.rshift
main(function(n)
  local x, mix, counts = 12345, 0, 0
  for i = 1, n do
    x = x * 16807 % 2147483647
    mix = band(bxor(mix, x), 0x3FFFFFFF)
    mix = band(bor(shl(mix, 3), shr(mix, 27)), 0x3FFFFFFF)
    if band(x, 64) ~= 0 then counts = counts + band(shr(x, 7), 15) end
  end
  return string.format("%d %d %d", x, mix, counts)
end, 5000000, 500000)
