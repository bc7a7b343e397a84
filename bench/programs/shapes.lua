dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local Shape = {}
Shape.__index = Shape
function Shape:scaled(k) return self:area() * k end
local function class()
  local c = setmetatable({}, {__index = Shape})
  c.__index = c
  return c
end
local Square, Circle, Triangle = class(), class(), class()
function Square:area() return self.side * self.side end
function Circle:area() return 3.14159 * self.radius * self.radius end
function Triangle:area() return 0.5 * self.base * self.height end
main(function(n)
  local shapes = {}
  for i = 0, 99 do
    if i % 3 == 0 then shapes[i + 1] = setmetatable({side = i * 0.5}, Square)
    elseif i % 3 == 1 then shapes[i + 1] = setmetatable({radius = i * 0.25}, Circle)
    else shapes[i + 1] = setmetatable({base = i * 0.5, height = i * 2.0}, Triangle) end
  end
  local total = 0.0
  for _ = 1, n do
    for i = 1, 100 do total = total + shapes[i]:scaled(0.001) end
  end
  return string.format("%.6f", total)
end, 100000, 11000)
