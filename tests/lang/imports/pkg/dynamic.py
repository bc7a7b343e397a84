known = "known"
def __getattr__(name):
    if name == "forbidden": raise AttributeError("forbidden!")
    return f"dynamic {name}"
def __dir__(): return ["b", "a"]
