"""Fixtures whose pages try to become code, markup, a catalog, a path or a command."""

from __future__ import annotations

from tests.hostile.case import SOUND, Case, both, page, spoiled

_CANARY = "pwned"
"""The file that any code of a page would make; nothing may."""
_PYTHON = f"__import__('pathlib').Path('{_CANARY}').touch()"

_TEXTS = {
    "python-docstring": f'""" + {_PYTHON} + """',
    "python-quotes": f"'; {_PYTHON}; '",
    "python-backslash": "ends in a backslash \\\\",
    "python-line-end": f"a<br>{_PYTHON}",
    "python-f-string": "{" + _PYTHON + "}",
    "python-comment": f"# {_PYTHON}",
    "python-unicode-escape": "\\N{LATIN SMALL LETTER A}\\x41\\u0041",
    "jinja": "{{ ''.__class__.__mro__ }}{% raw %}{#",
    "xml-element": "</xs:documentation><xs:element name=&quot;evil&quot;/>",
    "xml-entity": "&lt;!ENTITY x SYSTEM &quot;file:///etc/passwd&quot;&gt; &amp;x;",
    "xml-cdata": "]]&gt;&lt;![CDATA[",
    "xml-comment": "--&gt;&lt;evil/&gt;&lt;!--",
    "html-script": "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;",
    "html-handler": '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
    "typescript-comment": "*/ export const evil = 1; /*",
    "typescript-line-separator": "a\u2028export const evil = 1;\u2029b",
    "po-entry": 'x" \\nmsgid "evil" msgstr "evil',
    "po-header": "Content-Type: text/plain; charset=UTF-7\\\\nPlural-Forms: nplurals=99;",
    "po-python-format": "%(x)s %s %d {0} {name!r}",
    "shell": "$(touch pwned) `touch pwned`; touch pwned | touch pwned && touch pwned",
    "regex": "(a+)+$ [ ( ? *** \\\\1 (?P<x>",
    "path": "../../../../pwned",
    "path-absolute": "/etc/../pwned",
    "path-windows": "C:\\\\pwned\\\\..\\\\x",
    "terminal": "\x1b]0;evil\x07\x1b[2J",
    "github-command": "::error file=x::forged",
}


def _spoiled() -> dict[str, Case]:
    """Put the texts where they would do the most harm, and some of them everywhere."""
    places = {
        "python-docstring": ("name", "type", "description", "value", "heading", "front"),
        "python-line-end": ("name", "description"),
        "jinja": ("name", "description", "heading"),
        "xml-element": ("type", "description"),
        "path": ("name", "type", "value", "heading", "anchor"),
        "path-absolute": ("type", "heading"),
        "regex": ("name", "type", "value", "anchor"),
        "shell": ("heading", "front"),
        "python-quotes": ("name", "value", "anchor"),
        "html-script": ("name", "description", "heading"),
        "typescript-comment": ("name", "description", "value"),
        "po-entry": ("description", "value"),
    }
    return {
        f"{name}-in-{place}": spoiled(place, text.replace("|", "\\|"))
        for name, text in _TEXTS.items()
        for place in places.get(name, ("description",))
    }


_FENCE = "```xml\n{0}\n```\n"
_BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE Order [<!ENTITY a "aaaaaaaaaa">'
    '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>\n'
    "<Order><itemCount>&c;</itemCount><region>&c;</region></Order>"
)
_FETCH = (
    '<!DOCTYPE Order SYSTEM "http://127.0.0.1:9/evil.dtd" '
    '[<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
    "<Order><itemCount>&x;</itemCount></Order>"
)
_INCLUDE = (
    '<Order xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" '
    'parse="text"/><itemCount>1</itemCount></Order>'
)
_SCHEMA = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
    '<xs:import namespace="urn:x" schemaLocation="file:///etc/passwd"/>'
    '<xs:include schemaLocation="http://127.0.0.1:9/evil.xsd"/>'
    '<xs:complexType name="Crate"><xs:sequence><xs:element name="size" type="xs:int"/>'
    "</xs:sequence></xs:complexType></xs:schema>"
)
_CONTRACT = b"""<?xml version="1.0"?>
<!DOCTYPE schema [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x">
<xs:complexType name="Order"><xs:sequence><xs:element name="&b;" type="xs:int"/></xs:sequence>
</xs:complexType></xs:schema>
"""
_FAR_CONTRACT = b"""<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x">
<xs:include schemaLocation="http://127.0.0.1:9/evil.xsd"/>
<xs:include schemaLocation="../../../../../etc/passwd"/>
<xs:complexType name="Order"><xs:sequence><xs:element name="itemCount" type="xs:int"/>
</xs:sequence></xs:complexType></xs:schema>
"""
_TBX = b"""<?xml version="1.0"?>
<!DOCTYPE martif [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<martif><text><body><termEntry><langSet xml:lang="en"><tig><term>&x;</term></tig></langSet>
</termEntry></body></text></martif>
"""


def _with_sample(sample: str) -> Case:
    return Case(files=both(SOUND, behind=_FENCE.format(sample)))


def _configured(name: str, content: bytes, key: str) -> Case:
    value = f'"{name}"' if key == "reference" else f'["{name}"]'
    return Case(
        files={
            **both(SOUND),
            "gen-schema.toml": f"{key} = {value}\n".encode(),
            name: content,
        }
    )


def _deep(open_tag: str, count: int) -> str:
    return open_tag * count


CASES = {
    **_spoiled(),
    "sample-entity-bomb": _with_sample(_BOMB),
    "sample-external-entity": _with_sample(_FETCH),
    "sample-xinclude": _with_sample(_INCLUDE),
    "sample-schema-imports": _with_sample(_SCHEMA),
    "sample-deep": _with_sample(_deep("<a>", 3000)),
    "sample-json-deep": Case(files=both(SOUND, behind="```json\n" + "[" * 5000 + "\n```\n")),
    "sample-json-constants": Case(
        files=both(SOUND, behind='```json\n{"itemCount": 1e999999, "region": NaN}\n```\n')
    ),
    "sample-namespace-injection": _with_sample(
        '<Order xmlns="urn:x&quot; evil=&quot;1&lt;/&gt;"><itemCount>1</itemCount></Order>'
    ),
    "contract-entities": _configured("contract.xsd", _CONTRACT, "reference"),
    "contract-far-includes": _configured("contract.xsd", _FAR_CONTRACT, "reference"),
    "glossary-entities": _configured("terms.tbx", _TBX, "glossary"),
    "glossary-formula": _configured("terms.csv", b"term,fr\n=cmd|calc!A1,pwned\n", "glossary"),
    "front-matter-python-tag": Case(
        files=both(SOUND, front=f"title: !!python/object/apply:os.system ['touch {_CANARY}']")
    ),
    "front-matter-aliases": Case(
        files=both(SOUND, front="a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b, *b]\ntitle: Order")
    ),
    "front-matter-never-ends": Case(
        files={"en/order.md": ("---\ntitle: x\n" + page(SOUND)).encode()}
    ),
}
"""Name → fixture."""
