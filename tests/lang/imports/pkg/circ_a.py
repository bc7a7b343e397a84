from . import circ_b
value = "a"
