print("a" + "b", "ab" * 3, 3 * "ab", "a" * 0, "a" * -1, "" + "", "é" + "€" + "😀", "a" "b" 'c' """d""")
print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a", "é" > "z", "😀" > "\uffff", "a" == "a", "a" != "b", "abc" >= "abc", "a" == 1, "a" != None)
print(max("hello"), min("hello"), sorted("hello"), len("😀€"), hash("") == hash(""), hash("abc") == hash("ab" + "c"))
for bad in ("'a' + 1", "1 + 'a'", "'a' * 'b'", "'a' * 1.5", "'a' < 1", "'a' - 'b'", "'a' + b'b'", "-'a'", "'a' + None", "'a' * 10**30"):
    try:
        print(eval(bad))
    except (TypeError, OverflowError, MemoryError) as error:
        print(bad, type(error).__name__, error)
s = "x"
for i in range(20):
    s += str(i)
    s = s * 2 if i % 7 == 3 else s
print(s)
t = s
s += "end"
print(t == s[:-3], t is s)
