import json, csv, io, configparser
print(json.dumps({"a": [1, 2.5, True, None, "é\u2028\"\\/\n"], 1: {}, None: []}), json.dumps([1, [2, {"k": "v"}]], indent=1), json.dumps({"b": 1, "a": 2}, sort_keys=True, separators=(",", ":")), json.dumps("é", ensure_ascii=False), json.dumps([float("inf"), float("nan"), 1e100, -0.0]))
print(json.loads('{"a": [1, -2.5e3, true, null, "\\u00e9\\ud83d\\ude00\\n"], "b": {}}'), json.loads(" [ ] "), json.loads("1E400"), json.loads("[1]", parse_int=str), json.loads('{"a": 1}', object_pairs_hook=list), json.loads(b'"bytes"'))
for bad in ("", "{", "[1,", '{"a"}', "tru", "'a'", "[1 2]", '"\x01"', "01", "1.", "[,]", '{"a":1,}', '"\\x"', "nan"):
    try: print(bad, json.loads(bad))
    except json.JSONDecodeError as e: print(repr(bad), e, e.pos)
for bad in ({1, 2}, object, {(1,): 2}, 1j):
    try: json.dumps(bad)
    except TypeError as e: print(e)
class Enc(json.JSONEncoder):
    def default(self, o): return sorted(o) if isinstance(o, set) else super().default(o)
print(json.dumps({"s": {3, 1}}, cls=Enc), json.dumps([1j], default=str))
loop = []
loop.append(loop)
try: json.dumps(loop)
except ValueError as e: print(e)
out = io.StringIO()
w = csv.writer(out)
w.writerows([["a", "b c", 'q"q', "x,y"], [1, 2.5, None, "line\nbreak"]])
print(repr(out.getvalue()), list(csv.reader(io.StringIO(out.getvalue()))), list(csv.reader(["a;b;'c;d'"], delimiter=";", quotechar="'")))
d = csv.DictReader(io.StringIO("x,y\n1,2\n3\n4,5,6\n"))
print(list(d), d.fieldnames)
c = configparser.ConfigParser()
c.read_string("[main]\nname = test\npath = %(name)s/x\nflag: yes\n[other]\nn=5 ; not comment\n")
print(c.sections(), dict(c["main"]), c.getboolean("main", "flag"), c.get("other", "n"), c.has_option("main", "zz"), c.get("other", "q", fallback="fb"))
