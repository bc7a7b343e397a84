from .. import NAME
from ..a import public
from . import value
def up(): return NAME, public(), value
