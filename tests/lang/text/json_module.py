"""json through its native scanner and encoder: values, hooks, errors and their positions."""
import json


def show(function, *args, **kwargs):
    try:
        print(ascii(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


for text in ["null", "true", "false", "0", "-0", "12", "-12345678901234567890", "1.5", "-1e5", "1E+2", "0.1e-3", '""', '"a\\u00e9\\n\\"\\/\\b\\f\\r\\t\\\\"', '"\\ud83d\\ude00"', '"\\ud83d"',
             '"\\ud83dx"', '"\\udc00\\ud800"', '"é日😀"', "[]", "[ ]", "{}", "{ }", "[1, 2, [3], {}]", '{"a": 1, "b": [true, null], "a": 2}', ' \n\t[1 ,2 ] ', '{"a" : {"b" : "c"}}', "NaN", "Infinity",
             "-Infinity", "[NaN]", "", " ", "nul", "tru", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', "{1:2}", '{"a" 1}', '{"a":1 "b":2}', '"abc', '"a\\',
             '"\\u12"', '"\\uzzzz"', '"\\x"', '"a\nb"', "01", "1.", ".5", "-", "+1", "1e", "--1", "[1]x", "'a'", "True", '{"a":}', "[" * 5 + "]" * 5, '{"a":[{"b":[1,2,{"c":null}]}]}', '\ufeff1']:
    show(json.loads, text)
show(json.loads, b'{"a": "\xc3\xa9"}')
show(json.loads, bytearray(b"[1]"))
show(json.loads, '"\x01"', strict=False)
show(json.loads, 1)
show(json.loads, '{"a": 1, "b": {"c": 2}}', object_hook=lambda d: sorted(d.items()))
show(json.loads, '{"a": 1, "b": {"c": 2}}', object_pairs_hook=tuple)
show(json.loads, "[1.5, 2, NaN]", parse_float=lambda s: "f" + s, parse_int=lambda s: "i" + s, parse_constant=lambda s: "c" + s)
try:
    json.loads('{"a": 1,\n "b" 2}')
except json.JSONDecodeError as error:
    print(error.msg, error.pos, error.lineno, error.colno, error)
try:
    json.loads("[" * 100000)
except RecursionError as error:
    print("RecursionError")
for value in [None, True, False, 0, -5, 10 ** 20, 1.5, -0.0, 1e100, float("nan"), float("inf"), float("-inf"), "", "a\"\\\n\r\t\f\b\x00\x1f\x7f", "é日😀\ud800", [], [1, [2, []]], (), (1, 2), {}, {"a": 1, "b": [True]},
              {1: 2, 1.5: 3, True: 4, None: 5, "x": 6}, {"é": "é"}, [{"a": {}}], {"b": 1, "a": 2}]:
    show(json.dumps, value)
    show(json.dumps, value, ensure_ascii=False)
    show(json.dumps, value, sort_keys=True)
    show(json.dumps, value, indent=2)
    show(json.dumps, value, separators=(",", ":"))
show(json.dumps, float("nan"), allow_nan=False)
show(json.dumps, {(1, 2): 3})
show(json.dumps, {(1, 2): 3, "a": 1}, skipkeys=True)
show(json.dumps, object)
show(json.dumps, {1, 2})
show(json.dumps, {1, 2}, default=sorted)
show(json.dumps, 1j, default=lambda z: [z.real, z.imag])
loop = []
loop.append(loop)
show(json.dumps, loop)
mapping = {}
mapping["x"] = mapping
show(json.dumps, mapping)


class Str(str):
    pass


class Int(int):
    def __repr__(self):
        return "Int"


class Float(float):
    def __repr__(self):
        return "Float"


class Pairs(dict):
    def items(self):
        return [("k", "v")]


show(json.dumps, [Str("s"), Int(5), Float(2.5), Pairs(a=1), {Str("k"): Int(1)}])
show(lambda: json.JSONEncoder().encode({"a": [1, 2.5, "x"]}))
show(lambda: list(json.JSONEncoder().iterencode({"a": [1]})))
show(json.JSONDecoder().raw_decode, '{"a": 1} tail')
show(json.JSONDecoder().raw_decode, "[1] x", 0)
document = {"list": list(range(20)), "text": ["é" * 3, "x" * 50], "nested": {str(i): {"v": i / 4} for i in range(10)}}
print(json.loads(json.dumps(document)) == document, json.loads(json.dumps(document, indent=1, ensure_ascii=False)) == document)
from json.encoder import encode_basestring, encode_basestring_ascii
from json.decoder import scanstring
print(ascii(encode_basestring('é"\n')), encode_basestring_ascii('é"\n😀'), scanstring('"abc"x', 1))
show(encode_basestring_ascii, 1)
show(scanstring, '"a', 1)
show(scanstring, '"a"', 10)
show(scanstring, "a", -1)
