dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local function make_adder(k) return function(x) return x + k end end
local function make_counter()
  local count = 0
  return function(by) count = count + by; return count end
end
main(function(n)
  local adders, counter, total = {}, make_counter(), 0
  for i = 0, 7 do adders[i] = make_adder(i) end
  for i = 0, n - 1 do total = total + adders[i % 8](i) - counter(1) end
  return string.format("%d %d", total, counter(0))
end, 10000000, 1000000)
