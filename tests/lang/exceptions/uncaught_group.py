def bad(n): raise ValueError(n)
errors = []
for i in range(3):
    try:
        bad(i)
    except ValueError as e:
        e.add_note(f"note {i}")
        errors.append(e)
errors.append(ExceptionGroup("inner", [TypeError("t")]))
raise ExceptionGroup("many", errors)
