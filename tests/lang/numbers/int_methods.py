for n in (0, 1, -1, 5, -5, 255, 256, -256, 2**47, 2**63, -2**63, 2**64 - 1, 10**30):
    print(n, n.bit_length(), n.bit_count(), n.conjugate(), n.real, n.imag, n.numerator, n.denominator, n.as_integer_ratio())
    print(n.__index__(), n.__int__(), n.__float__(), n.__bool__(), abs(n), n.__neg__(), hash(n))
print((1024).to_bytes(2, "big"), (1024).to_bytes(4, "little"), (-1024).to_bytes(4, "big", signed=True), (5).to_bytes())
print(int.from_bytes(b"\x04\x00", "big"), int.from_bytes(b"\xff\xfc", "big", signed=True), int.from_bytes(b"\x01\x02\x03\x04\x05\x06\x07\x08\x09", "little"))
print(int.from_bytes([1, 2, 3], "big"))
for bad in (lambda: (256).to_bytes(1, "big"), lambda: (-1).to_bytes(1, "big"), lambda: (1).to_bytes(1, "middle")):
    try:
        print(bad())
    except (OverflowError, ValueError) as error:
        print(type(error).__name__, error)
print(round(12345, -2), round(15, -1), round(25, -1), round(-15, -1), round(5), round(7, 3), round(10**30, -29))
print((5).__add__(3), (5).__add__(3.0), (5).__radd__(3), (5).__eq__("5"), (5).__lt__(6))
