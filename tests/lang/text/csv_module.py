"""csv: reading, writing, dialects, errors."""
import csv


class Out:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text
        return len(text)


def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__,e)
r=lambda s,**k: list(csv.reader(s.splitlines(True),**k))
t(lambda: r('a,b\n"c",d\n'))
for kw in [dict(delimiter=''),dict(delimiter='ab'),dict(delimiter=1),dict(quotechar=None),dict(quotechar='ab'),dict(quotechar=1),dict(quoting=5),dict(quoting='a'),dict(escapechar='ab'),dict(lineterminator=None),dict(lineterminator=1),dict(bad=1),dict(dialect='nope'),dict(quotechar='',quoting=csv.QUOTE_ALL),dict(delimiter='\n'),dict(delimiter=None),dict(quoting=csv.QUOTE_MINIMAL,quotechar=None)]:
    print(kw,end=' '); t(lambda: r('a,b',**kw))
t(lambda: r('"a"b,c',strict=True)); t(lambda: r('"a',strict=True)); t(lambda: r('a\0b')); t(lambda: r('a"b,c"'))
t(lambda: list(csv.reader(['a\rb']))); t(lambda: list(csv.reader([b'a']))); t(lambda: list(csv.reader([1]))); t(lambda: csv.reader(1)); t(lambda: csv.reader())
t(lambda: r('1,"2",a',quoting=csv.QUOTE_NONNUMERIC)); t(lambda: r('a\\,b,c',escapechar='\\')); t(lambda:r('a\\',escapechar='\\')); t(lambda:r("a, b",skipinitialspace=True))
def w(rows,**k):
    s=Out(); x=csv.writer(s,**k)
    for row in rows: x.writerow(row)
    return s.text
for kw in [{},dict(quoting=1),dict(quoting=2),dict(quoting=3),dict(quoting=3,escapechar='\\'),dict(doublequote=False),dict(doublequote=False,escapechar='\\'),dict(delimiter=';',lineterminator='\n')]:
    for row in [['a','b c',1,2.5,None],['a,b','c"d','e\nf'],[''],[],['"'],[None],'abc',[' x '],['a;b']]:
        print(kw,row,end=' '); t(lambda: w([row],**kw))
t(lambda: w([1])); t(lambda: csv.writer(1)); t(lambda: csv.field_size_limit()); t(lambda: csv.field_size_limit('a'))
t(lambda: csv.get_dialect('excel').delimiter); t(lambda: csv.list_dialects()); t(lambda: csv.register_dialect(1,'x')); t(lambda: csv.unregister_dialect('zz')); t(lambda: csv.get_dialect('zz'))
csv.register_dialect('p',delimiter='|'); t(lambda: r('a|b','p') if 0 else list(csv.reader(['a|b'],'p')))
d=csv.get_dialect('excel'); print(type(d), d.quotechar,d.quoting,d.strict,d.escapechar,repr(d.lineterminator),d.skipinitialspace,d.doublequote)
x=csv.reader(['a','b']); next(x); print(x.line_num, type(x)); import _csv; print([n for n in dir(_csv) if n[0] != '_'], type(csv.writer(Out())))
rows = [["a", "b,c", 'd"e'], ["1", "", "x\ny"]]
out = Out()
csv.writer(out).writerows(rows)
print(repr(out.text), list(csv.reader(out.text.splitlines(True))) == rows)
reader = csv.DictReader(["k,v", "1,2", "3,4,5", "6"])
print(list(reader), reader.fieldnames)
out = Out()
writer = csv.DictWriter(out, ["a", "b"], restval="-")
print(writer.writeheader(), writer.writerow({"a": 1}), repr(out.text))
t(lambda: writer.writerow({"z": 1}))
t(lambda: list(csv.reader(["x" * 200000])))
print(csv.field_size_limit(10), csv.field_size_limit())
t(lambda: list(csv.reader(["x" * 11])))
