dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
main(function(n)
  local total = 0
  for k = 0, n - 1 do
    local head = nil
    for i = 0, 999 do head = {value = i * k, next = head} end
    local previous = nil
    while head do
      local following = head.next
      head.next = previous
      previous = head
      head = following
    end
    local node = previous
    while node do
      total = (total * 3 + node.value) % 1000003
      node = node.next
    end
  end
  return string.format("%d", total)
end, 4200, 450)
