dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local function a(i, j) return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1) end
local function multiply(v, out, n)
  for i = 0, n - 1 do
    local total = 0
    for j = 0, n - 1 do total = total + a(i, j) * v[j] end
    out[i] = total
  end
end
local function multiply_transposed(v, out, n)
  for i = 0, n - 1 do
    local total = 0
    for j = 0, n - 1 do total = total + a(j, i) * v[j] end
    out[i] = total
  end
end
main(function(n)
  local u, v, t = {}, {}, {}
  for i = 0, n - 1 do u[i], v[i], t[i] = 1, 0, 0 end
  for _ = 1, 5 do
    multiply(u, t, n)
    multiply_transposed(t, v, n)
    multiply(v, t, n)
    multiply_transposed(t, u, n)
  end
  local vbv, vv = 0, 0
  for i = 0, n - 1 do
    vbv = vbv + u[i] * v[i]
    vv = vv + v[i] * v[i]
  end
  return string.format("%.9f", math.sqrt(vbv / vv))
end, 640, 200)
