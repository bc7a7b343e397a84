dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
main(function(n)
  local a, state = {}, {}
  for i = 0, n - 1 do a[i], state[i] = i, 0 end
  local total, count, i = 0, 1, 0
  while i < n do
    if state[i] < i then
      local j = i % 2 == 0 and 0 or state[i]
      a[j], a[i] = a[i], a[j]
      count = count + 1
      total = total + a[0] * count % 7 + a[n - 1]
      state[i] = state[i] + 1
      i = 0
    else
      state[i] = 0
      i = i + 1
    end
  end
  return string.format("%d %d", count, total)
end, 10, 9)
