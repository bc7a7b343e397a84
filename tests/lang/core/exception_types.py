# Constructors, fields and texts of the exception types.
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
t(lambda: ImportError('a', foo=1)); t(lambda: ImportError('a', name=1, path=2).__reduce__()); t(lambda: NameError('a', foo=1)); t(lambda: AttributeError('a', foo=1, name=3))
t(lambda: ValueError('a', foo=1)); t(lambda: OSError(2, foo=1)); t(lambda: SyntaxError('a', (1,2,3))); t(lambda: SyntaxError('a', (1,2,3,4,5))); t(lambda: SyntaxError('a', 5))
t(lambda: SyntaxError('a', ('/x/f.py',2,3,4)).__str__()); t(lambda: UnicodeDecodeError('a')); t(lambda: UnicodeDecodeError(1,b'',1,1,'x')); t(lambda: UnicodeDecodeError('1','',1,1,'x'))
t(lambda: UnicodeEncodeError('1',b'',1,1,'x')); t(lambda: UnicodeEncodeError('1','',1,'',5)); t(lambda: UnicodeTranslateError('1',1,2,5)); t(lambda: str(UnicodeTranslateError('1',0,100,'5')))
t(lambda: str(UnicodeTranslateError('1',0,1,'5'))); t(lambda: str(UnicodeDecodeError('a', b'abc', 1,2,'5'))); t(lambda: str(UnicodeDecodeError('a', b'abc', -10,2,'5'))); t(lambda: str(UnicodeEncodeError('a', 'a\u20acb', 1,2,'5')))
t(lambda: str(UnicodeEncodeError('a', '', 0,1,'5'))); t(lambda: ExceptionGroup('a')); t(lambda: ExceptionGroup(1,[])); t(lambda: ExceptionGroup('1',5)); t(lambda: ExceptionGroup('1',[])); t(lambda: ExceptionGroup('1',[5]))
t(lambda: ExceptionGroup('1',[KeyboardInterrupt()])); t(lambda: BaseExceptionGroup('1',[ValueError()])); t(lambda: BaseExceptionGroup('1',[ValueError()], x=1)); t(lambda: ExceptionGroup('1',[ValueError()]).split(5))
t(lambda: str(OSError(2,'no','f', None, 'g'))); t(lambda: OSError(2,'no','f', None, 'g').__reduce__()); t(lambda: BlockingIOError(2,'no',5).characters_written); t(lambda: BlockingIOError(2,'no').characters_written)
t(lambda: StopIteration(1,2).value); t(lambda: SystemExit(1,2).code); t(lambda: ValueError().with_traceback(5)); t(lambda: ValueError().add_note(5)); t(lambda: setattr(ValueError(),'args',5))
t(lambda: setattr(ValueError(),'__cause__',5)); t(lambda: delattr(ValueError(),'args')); t(lambda: ValueError().__setstate__(5)); t(lambda: [OSError(n, 'x').__class__.__name__ for n in (1, 2, 3, 4, 10, 11, 13, 17, 20, 21, 32, 104, 110, 111, 999)])
t(lambda: KeyError('a b')); t(lambda: str(KeyError('a b'))); t(lambda: str(KeyError())); t(lambda: str(KeyError(1, 2))); t(lambda: repr(ValueError(1, 'x'))); t(lambda: str(ValueError(1, 'x'))); t(lambda: ValueError(1) == ValueError(1))
class E(OSError):
    def __init__(self, *args, extra=None):
        super().__init__(*args)
        self.extra = extra
e = E(2, 'text', 'file', extra=7)
print(e, repr(e), e.errno, e.filename, e.extra, e.args)
class P(Exception):
    def __new__(cls, *args, **kw):
        self = super().__new__(cls, *args)
        self.kw = kw
        return self
    def __init__(self, *args, **kw): pass
print(P(1, a=2).args, P(1, a=2).kw)
x = ValueError('v')
x.add_note('one'); x.add_note('two')
print(x.__notes__, x.__dict__, x.__reduce__())
g = ExceptionGroup('top', [ValueError(1), ExceptionGroup('in', [TypeError(2), ValueError(3)]), OSError(4)])
print(g.split(ValueError)); print(g.subgroup((TypeError, OSError))); print(g.subgroup(lambda e: isinstance(e, KeyError))); print(g.derive([KeyError(1)]), g.message, g.exceptions)
class G(ExceptionGroup):
    def derive(self, excs): return G(self.message + '!', excs)
print(repr(G('m', [ValueError(1), TypeError(2)]).split(TypeError)))
try:
    try: 1/0
    except ZeroDivisionError as z: raise KeyError('k') from z
except KeyError as k:
    print(repr(k.__cause__), repr(k.__context__), k.__suppress_context__, k.__traceback__.tb_lineno)
