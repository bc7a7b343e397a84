dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local function place(row, n, columns, up, down)
  if row == n then return 1 end
  local count = 0
  for c = 0, n - 1 do
    if not columns[c] and not up[row + c] and not down[row - c + n] then
      columns[c], up[row + c], down[row - c + n] = true, true, true
      count = count + place(row + 1, n, columns, up, down)
      columns[c], up[row + c], down[row - c + n] = false, false, false
    end
  end
  return count
end
main(function(n)
  local columns, up, down = {}, {}, {}
  for i = 0, 2 * n do columns[i], up[i], down[i] = false, false, false end
  return string.format("%d", place(0, n, columns, up, down))
end, 12, 11)
