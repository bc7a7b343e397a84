dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local function tak(x, y, z)
  if y >= x then return z end
  return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))
end
main(function(n)
  local total = 0
  for i = 1, n do total = total + tak(15, 10, 5) end
  return string.format("%d", total)
end, 3200, 320)
