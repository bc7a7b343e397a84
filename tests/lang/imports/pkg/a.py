from . import NAME as _name
hidden_import = 1
def public(): return "public " + _name
def _private(): pass
def sibling():
    from .sub import value
    from . import sub
    return value, sub.__name__
