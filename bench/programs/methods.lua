dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local Counter = {}
Counter.__index = Counter
function Counter.new(class, step) return setmetatable({value = 0, step = step}, class) end
function Counter:add(x) self.value = self.value + x * self.step; return self end
function Counter:get() return self.value end
local Doubling = setmetatable({}, {__index = Counter})
Doubling.__index = Doubling
function Doubling:add(x) self.value = (self.value + x * 2) % 1000003; return self end
main(function(n)
  local a, b, total = Counter.new(Counter, 3), Counter.new(Doubling, 1), 0
  for i = 0, n - 1 do
    a:add(i)
    b:add(i)
    total = total + b:get() - a:get() % 16
  end
  return string.format("%d %d %d", a.value, b.value, total)
end, 4000000, 400000)
