# binascii: encodings, padding, messages.
import binascii
from binascii import *
from binascii import Error, Incomplete


def show(text):
    try:
        print(text, "=>", repr(eval(text))[:200])
    except BaseException as error:
        print(text, "=>", type(error).__module__, type(error).__name__, error.args)


CASES = [
    "a2b_hex('a')",
    "a2b_hex('zz')",
    "a2b_hex('é')",
    'a2b_hex(1)',
    "a2b_hex(bytearray(b'ab'))",
    "b2a_hex('a')",
    "b2a_hex(b'abcd',':')",
    "b2a_hex(b'abcde',':',2)",
    "b2a_hex(b'abcde',b':',-2)",
    "b2a_hex(b'abc',':',0)",
    "b2a_hex(b'abc','::')",
    "b2a_hex(b'abc',1)",
    "b2a_hex(b'',':')",
    "b2a_hex(b'abc','-',100)",
    "b2a_hex(b'abcdefg','-',3)",
    "a2b_base64('YQ==')",
    "a2b_base64('YQ')",
    "a2b_base64('Y')",
    "a2b_base64('YWJj\\nZA==')",
    "a2b_base64('YQ==YQ==')",
    "a2b_base64('Y*Q==')",
    "a2b_base64('=')",
    "a2b_base64('YWJj=')",
    "a2b_base64('é')",
    "a2b_base64('YQ==\\n',strict_mode=True)",
    "a2b_base64('Y*Q==',strict_mode=True)",
    "a2b_base64('=YQ==',strict_mode=True)",
    "a2b_base64('YQ=a=',strict_mode=True)",
    "a2b_base64('YQ===',strict_mode=True)",
    "a2b_base64('YQ=',strict_mode=True)",
    "a2b_base64('YWJjZ')",
    "b2a_base64(b'abc')",
    "b2a_base64(b'abc',newline=False)",
    "b2a_uu(b'abc')",
    "b2a_uu(b'x'*46)",
    "b2a_uu(b'\\0\\0',backtick=True)",
    "a2b_uu(b'#86)C\\n')",
    "a2b_uu(b'')",
    "a2b_uu(b'#86)C$$')",
    "a2b_uu(b'#86\\x80C')",
    "a2b_uu(b'#86')",
    "a2b_qp(b'a=20b=\\n c')",
    "a2b_qp(b'a_b',header=True)",
    "a2b_qp(b'=ZZ=')",
    "a2b_qp(b'==3D')",
    "b2a_qp(b'a b\\t\\n=\\xff')",
    "b2a_qp(b'x'*100)",
    "b2a_qp(b'a_b c',header=True)",
    "b2a_qp(b'a b ',quotetabs=True)",
    "b2a_qp(b'a\\r\\nb\\n',istext=False)",
    "b2a_qp(b'.\\n')",
    "b2a_qp(b'a \\r\\n b')",
    "crc32(b'abc')",
    "crc32(b'abc',5)",
    "crc32(b'abc',-1)",
    "crc32(b'abc',2**70)",
    "crc_hqx(b'abc',2**20)",
    "crc_hqx(b'abc')",
    'Error.__mro__',
    'Incomplete.__mro__',
]
for case in CASES:
    show(case)
