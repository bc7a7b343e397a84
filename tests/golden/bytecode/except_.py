def f():
    try:
        g()
    except A:
        h()
    except (B, C) as e:
        return e
    except:
        raise
    else:
        i()
