# pyexpat, and what stands on it.
import io, plistlib, re, pyexpat, xml.sax
import xml.etree.ElementTree as etree
from xml.dom import minidom
from xml.parsers import expat

def show(f):
    try: print(repr(f()))
    except Exception as error: print(type(error).__name__, error, {k: v for k, v in sorted(vars(error).items()) if k not in ("_exception", "_locator")})

DOCUMENT = """<?xml version="1.0" encoding="iso-8859-1" standalone="yes"?>
<!DOCTYPE doc SYSTEM "doc.dtd" [
<!ELEMENT doc (a|b+)*><!ELEMENT a EMPTY><!ATTLIST a x CDATA #REQUIRED y (u|v) "u">
<!ENTITY e "entity"><!ENTITY pic SYSTEM "p.gif" NDATA gif><!NOTATION gif PUBLIC "gif"><!ENTITY ext SYSTEM "ext.xml">
]>
<doc xmlns:n="urn:n"><?pi some data?><!-- comment --><a x="1"/>text &e; &lt;\xe9&ext;<![CDATA[raw <>]]>
<n:b n:q="z">tail</n:b></doc>""".encode("latin-1")
names = [name for name in dir(expat.XMLParserType) if name.endswith("Handler") or name == "DefaultHandlerExpand"]
for options in ({}, {"namespace_separator": "!"}):
    for attributes in ({}, {"buffer_text": True, "ordered_attributes": True, "specified_attributes": True, "namespace_prefixes": True}):
        parser, events = expat.ParserCreate(**options), []
        for name, value in attributes.items(): setattr(parser, name, value)
        for name in names:
            if name != "DefaultHandler": setattr(parser, name, lambda *args, name=name: events.append((name, args)) or 1)
        parser.SetBase("base"); print(parser.GetBase(), parser.Parse(DOCUMENT, True))
        for name, args in events: print(name, args[1:] if name == "ExternalEntityRefHandler" else args)
        print(parser.CurrentLineNumber, parser.CurrentColumnNumber, parser.CurrentByteIndex, parser.ErrorCode, parser.buffer_used, sorted(map(str, parser.intern)))
for data in (b"", b"<a>", b"<a></b>", b"<a x='1' x='2'/>", b"<a>&u;</a>", b"\xff", b"<a/>junk", "<?xml version='1.0' encoding='nosuch'?><a/>".encode(), "<?xml version='1.0' encoding='cp1252'?><a>\x80</a>".encode("latin-1"), "<a>é</a>", 5):
    show(lambda: expat.ParserCreate().Parse(data, True))
p = expat.ParserCreate()
for f in (lambda: expat.ParserCreate(5), lambda: expat.ParserCreate(None, "ab"), lambda: expat.ParserCreate(intern=5), lambda: p.SetBase(1), lambda: setattr(p, "intern", 4), lambda: setattr(p, "ErrorCode", 4), lambda: setattr(p, "foo", 4), lambda: delattr(p, "StartElementHandler"),
          lambda: setattr(p, "buffer_size", 0), lambda: setattr(p, "buffer_size", "x"), lambda: p.ParseFile(4), lambda: expat.XMLParserType(), lambda: expat.ErrorString(3), lambda: expat.ErrorString(999), lambda: expat.errors.messages[4], lambda: expat.errors.codes[expat.errors.XML_ERROR_SYNTAX], lambda: expat.model.XML_CQUANT_PLUS): show(f)
def broken(*args): raise LookupError(args)
p.StartElementHandler = broken; show(lambda: p.Parse("<a b='c'><d/></a>", True))
p = expat.ParserCreate(); seen = []; p.buffer_text = True; p.CharacterDataHandler = seen.append
print(p.ParseFile(io.BytesIO(b"<a>" + b"line\n" * 5000 + b"</a>")), len(seen), sum(map(len, seen)))
p = expat.ParserCreate(); q = []
def external(context, base, system_id, public_id):
    child = p.ExternalEntityParserCreate(context); child.CharacterDataHandler = q.append; child.Parse("inside"); return 1
p.ExternalEntityRefHandler = external; p.Parse('<!DOCTYPE d [<!ENTITY x SYSTEM "s">]><d>&x;</d>', True); print(q)

root = etree.fromstring("<r a='1'><i>x</i>t<i n='2'/>é</r>")
print(etree.tostring(root), etree.tostring(root, encoding="unicode"), [e.attrib for e in root.iter("i")], root.find("i").text, [e.attrib for e in root.findall("i[@n='2']")], "".join(root.itertext()))
print([(event, element.tag) for event, element in etree.iterparse(io.BytesIO(b"<a><b/><c>t</c></a>"), ("start", "end"))])
show(lambda: etree.fromstring("<a><b></a>"))
class Count(xml.sax.ContentHandler):
    def __init__(self): self.log = []
    def startElement(self, name, attrs): self.log.append((name, dict(attrs)))
    def characters(self, content): self.log.append(content)
handler = Count(); xml.sax.parseString(b"<a x='1'>t<b/></a>", handler); print(handler.log)
show(lambda: xml.sax.parseString(b"<a>", Count()))
print(minidom.parseString("<a><!--c--><b c='d'>t</b></a>").toprettyxml(indent=" "))
value = {"a": [1, 2.5, True, b"bytes", "é<"], "d": {"n": -5}}
print(plistlib.loads(plistlib.dumps(value)) == value, plistlib.dumps({"k": [1, "x"]}).decode())
