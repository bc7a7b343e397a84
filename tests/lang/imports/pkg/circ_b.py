from . import circ_a
value = "b"
def get_a(): return circ_a.value
