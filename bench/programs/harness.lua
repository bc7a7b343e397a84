-- main(run, default, small): the same command line as harness.py.
local clock = os.clock
do
  local ok, ffi = pcall(require, "ffi")
  if ok then
    ffi.cdef [[ typedef struct { long sec; long nsec; } bench_time; int clock_gettime(int, bench_time*); ]]
    local now = ffi.new("bench_time")
    clock = function()
      ffi.C.clock_gettime(1, now)
      return tonumber(now.sec) + tonumber(now.nsec) * 1e-9
    end
  end
end
function main(run, default, small)
  local size, count, i = default, 0, 1
  while i <= #arg do
    if arg[i] == "--repeat" then
      count = tonumber(arg[i + 1])
      i = i + 1
    elseif arg[i] == "--small" then
      size = small
    else
      size = tonumber(arg[i])
    end
    i = i + 1
  end
  if count == 0 then
    print(run(size))
    return
  end
  local result
  for _ = 1, count do
    local start = clock()
    result = run(size)
    io.stderr:write(string.format("%.9f\n", clock() - start))
  end
  print(result)
end
