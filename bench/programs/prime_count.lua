dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local function is_prime(n)
  if n < 2 then return false end
  if n % 2 == 0 then return n == 2 end
  local d = 3
  while d * d <= n do
    if n % d == 0 then return false end
    d = d + 2
  end
  return true
end
main(function(n)
  local count = 0
  for i = 0, n - 1 do if is_prime(i) then count = count + 1 end end
  return string.format("%d", count)
end, 800000, 150000)
