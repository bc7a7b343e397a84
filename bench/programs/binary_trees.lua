dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local function make(depth)
  if depth == 0 then return {left = nil, right = nil} end
  return {left = make(depth - 1), right = make(depth - 1)}
end
local function check(tree)
  if tree.left == nil then return 1 end
  return 1 + check(tree.left) + check(tree.right)
end
main(function(n)
  local long_lived, total = make(n), 0
  for depth = 4, n, 4 do
    for _ = 1, 2 ^ (n - depth + 4) do total = total + check(make(depth)) end
  end
  return string.format("%d %d", total, check(long_lived))
end, 14, 12)
