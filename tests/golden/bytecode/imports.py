import a
import a.b.c
import a.b.c as d, e as f
from a import b, c as d
from ..a import b
from . import *
