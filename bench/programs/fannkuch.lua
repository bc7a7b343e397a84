dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local function fannkuch(n)
  local perm1, perm, count = {}, {}, {}
  for i = 0, n - 1 do perm1[i], perm[i], count[i] = i, 0, 0 end
  local max_flips, checksum, permutations, r = 0, 0, 0, n
  while true do
    while r ~= 1 do count[r - 1] = r; r = r - 1 end
    for i = 0, n - 1 do perm[i] = perm1[i] end
    local flips, k = 0, perm[0]
    while k ~= 0 do
      local i, j = 0, k
      while i < j do
        perm[i], perm[j] = perm[j], perm[i]
        i, j = i + 1, j - 1
      end
      flips = flips + 1
      k = perm[0]
    end
    if flips > max_flips then max_flips = flips end
    if permutations % 2 == 0 then checksum = checksum + flips else checksum = checksum - flips end
    while true do
      if r == n then return checksum, max_flips end
      local first = perm1[0]
      for i = 0, r - 1 do perm1[i] = perm1[i + 1] end
      perm1[r] = first
      count[r] = count[r] - 1
      if count[r] > 0 then break end
      r = r + 1
    end
    permutations = permutations + 1
  end
end
main(function(n)
  local total, most = 0, 0
  for _ = 1, n do
    local checksum, max_flips = fannkuch(8)
    total, most = total + checksum, max_flips
  end
  return string.format("%d %d", total, most)
end, 28, 3)
