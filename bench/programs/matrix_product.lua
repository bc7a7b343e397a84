dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
main(function(n)
  local a, b, c = {}, {}, {}
  for i = 0, n - 1 do
    local ra, rb = {}, {}
    for j = 0, n - 1 do
      ra[j] = (i * j) % 7 + 0.5
      rb[j] = (i + j) % 5 - 1.5
    end
    a[i], b[i] = ra, rb
  end
  for i = 0, n - 1 do
    local row, out = a[i], {}
    for j = 0, n - 1 do
      local total = 0.0
      for k = 0, n - 1 do total = total + row[k] * b[k][j] end
      out[j] = total
    end
    c[i] = out
  end
  local trace = 0.0
  for i = 0, n - 1 do trace = trace + c[i][i] + c[i][n - 1 - i] end
  return string.format("%.6f", trace)
end, 320, 155)
