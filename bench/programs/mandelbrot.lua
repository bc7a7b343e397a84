dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
main(function(n)
  local inside, steps = 0, 0
  for y = 0, n - 1 do
    local ci = 2.0 * y / n - 1.0
    for x = 0, n - 1 do
      local cr = 2.0 * x / n - 1.5
      local zr, zi, k = 0.0, 0.0, 0
      while k < 50 do
        local r2, i2 = zr * zr, zi * zi
        if r2 + i2 > 4.0 then break end
        zi = 2.0 * zr * zi + ci
        zr = r2 - i2 + cr
        k = k + 1
      end
      if k == 50 then inside = inside + 1 end
      steps = steps + k
    end
  end
  return string.format("%d %d", inside, steps)
end, 740, 230)
