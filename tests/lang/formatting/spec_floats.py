for x in (0.0, -0.0, 1.0, -1.5, 3.14159265, 1e-10, 123456789.123, 1e16, 1e22, 1.5e300, float("inf"), -float("inf"), float("nan"), 0.1, 99.995, 2.5, 1e-5):
    for spec in ("", "f", ".0f", ".1f", ".10f", "e", ".0e", ".3e", "g", ".3g", ".0g", "G", "E", "F", "%", ".1%", ",", ",.2f", "_.3f", "10", "<10", "^12.3f", "+.2f", " .2f", "010.3f", "+010.2e", "#.0f", "#g", "=+12.1f", ".17g", ".20f", "n", "z.1f" if False else "r" if False else ".2", "*>15,.1f", "z.0f", "z"):
        print(f"{x:{spec}}", end="|")
    print()
for bad in ("d", "x", "c", "s", ".2n3", "zd", "q"):
    try:
        print(f"{1.5:{bad}}")
    except ValueError as error:
        print(bad, error)
