print([chr(n) for n in (65, 97, 233, 8364, 128512)], [ord(c) for c in "Aaé€😀"], ord(b"x"), ord(bytearray(b"y")))
for bad in ("chr(-1)", "chr(0x110000)", "ord('ab')", "ord('')", "ord(1)", "chr('a')", "chr(1.5)", "chr(2**70)", "ord(b'ab')"):
    try:
        print(eval(bad))
    except (ValueError, TypeError, OverflowError) as error:
        print(bad, type(error).__name__, error)
print(ascii("aé€😀\n"), ascii(["é"]), chr(True) == "\x01", ascii(chr(0x10ffff)))
