dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local function step(cells, size)
  local out = {}
  for i = 0, size * size - 1 do out[i] = 0 end
  for y = 0, size - 1 do
    local above, here, below = (y - 1) % size * size, y * size, (y + 1) % size * size
    for x = 0, size - 1 do
      local left, right = (x - 1) % size, (x + 1) % size
      local near = cells[above + left] + cells[above + x] + cells[above + right] + cells[here + left]
        + cells[here + right] + cells[below + left] + cells[below + x] + cells[below + right]
      if near == 3 or (near == 2 and cells[here + x] == 1) then out[here + x] = 1 end
    end
  end
  return out
end
main(function(n)
  local size, cells = 64, {}
  for i = 0, size * size - 1 do cells[i] = (i * i + i * 7) % 11 < 4 and 1 or 0 end
  for _ = 1, n do cells = step(cells, size) end
  local sum, total = 0, 0
  for i = 0, size * size - 1 do sum = sum + cells[i]; total = total + cells[i] * i end
  return string.format("%d %d", sum, total)
end, 1300, 130)
