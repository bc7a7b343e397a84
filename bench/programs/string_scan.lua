dofile((arg[0]:match("^.*/") or "") .. "harness.lua")
local band, byte, sub = require("bit").band, string.byte, string.sub
main(function(n)
  local text = string.rep("The quick brown fox, 42 years old, jumps over 17 lazy dogs; again & again. ", n)
  local letters, digits, spaces, words, in_word, checksum = 0, 0, 0, 0, false, 0
  for i = 1, #text do
    local c = sub(text, i, i)
    if c >= "a" and c <= "z" or c >= "A" and c <= "Z" then
      letters = letters + 1
      if not in_word then words = words + 1; in_word = true end
    else
      in_word = false
      if c >= "0" and c <= "9" then digits = digits + 1 elseif c == " " then spaces = spaces + 1 end
    end
  end
  for i = 0, #text - 1, 3 do checksum = band(checksum * 31 + byte(text, i + 1), 0xFFFFFF) end
  return string.format("%d %d %d %d %d", letters, digits, spaces, words, checksum)
end, 140000, 15000)
