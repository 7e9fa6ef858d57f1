"""Fixtures of size, nesting, files and folders."""

from __future__ import annotations

from tests.hostile.case import SOUND, Case, both, page, table

_BOTH = ("en", "fr")


def _pages(name: str, heading: str = "") -> Case:
    """Put a type on a page of this name, beside a sound one."""
    files = both(SOUND)
    for locale in _BOTH:
        text = page(SOUND, heading=heading or name.partition(".")[0], locale=locale)
        files[f"{locale}/{name}"] = text.encode()
    return Case(files=files)


def _behind(text: str, **limits: int) -> Case:
    """Put a text behind a sound table."""
    return Case(files=both(SOUND, behind=text), limits=limits)


_WIDE = "| " + " | ".join(["x"] * 50) + " |\n"
_NESTED = "<table><tr><td>a</td><td>" * 30 + "</td></tr></table>" * 30
_TABLE = table([("carrier", "xsd:string", "Who brings it.")]).splitlines()
_DECLARED = (
    '```xml\n<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:complexType name="Crate">'
    '<xs:sequence><xs:element name="size" type="xs:int" maxOccurs="{}"/></xs:sequence>'
    "</xs:complexType></xs:schema>\n```\n"
)

CASES = {
    "page-too-large": _behind("x" * 2000, max_page_bytes=1000),
    "table-too-long": Case(
        files=both([(f"field{n}", "xsd:int", "A field.") for n in range(40)]),
        limits={"max_cells": 60},
    ),
    "table-too-wide": _behind("\n" + _WIDE + "|---" * 50 + "|\n" + _WIDE, max_cells=60),
    "html-table-too-long": _behind(
        "<table>" + "<tr><td>a</td><td>xsd:int</td></tr>\n" * 40 + "</table>\n", max_cells=60
    ),
    "cell-too-large": Case(
        files=both([("itemCount", "xsd:int", "many " * 400), SOUND[1]]),
        limits={"max_cell_chars": 1000},
    ),
    "html-cell-too-large": _behind(
        "<table><tr><td>Name</td></tr><tr><td>" + "many " * 400 + "</td></tr></table>\n",
        max_cell_chars=1000,
    ),
    "too-many-tables": _behind("\n\n".join([table(SOUND)] * 12), max_tables=8),
    "tables-nested-too-deep": _behind(_NESTED + "\n", max_depth=16),
    "elements-nested-too-deep": _behind("<div>" * 200 + "x" + "</div>" * 200 + "\n", max_depth=100),
    "quotes-nested-too-deep": _behind("> " * 400 + "x\n"),
    "lists-nested-too-deep": _behind("- " * 400 + "x\n"),
    "emphasis-nested-too-deep": _behind("*_" * 400 + "x" + "_*" * 400 + "\n"),
    "table-in-thirty-quotes": _behind("".join(f"{'> ' * 30}{line}\n" for line in _TABLE)),
    "occurrence-is-no-number": _behind(_DECLARED.format("\u00b2")),
    "occurrence-of-too-many-digits": _behind(_DECLARED.format("9" * 5000)),
    "type-name-too-long-for-a-file": _pages("a.md", f"{'A' * 300} {{#{'A' * 300}}}"),
    "type-name-longer-as-a-file": _pages("a.md", f"{'Aa' * 118} {{#{'Aa' * 118}}}"),
    "field-name-too-long-for-a-file": Case(
        files=both([("s" * 300, "xsd:string", "One of: `Aa`, `Bb`, `Cc`."), *SOUND])
    ),
    "marker-of-spaces": _behind("<p>[!DNL" + " " * 40_000 + "[</p>\n"),
    "lines-of-spaces": _behind(("a" + " " * 100 + "x\n") * 5_000),
    "cell-of-colons": Case(files=both([("itemCount", "xsd:int", ":" * 100_000), SOUND[1]])),
    "names-of-the-same-words": Case(
        files={
            f"{locale}/order.md": page(
                [(name.format(n), "xsd:int", f"Number {n}.") for n in range(300)], locale=locale
            ).encode()
            for locale, name in (("en", "alphaBeta{}"), ("fr", "alpha B\u00eata {}"))
        }
    ),
    "links-nested-too-deep": _behind("[" * 4000 + "x" + "](a)" * 4000 + "\n"),
    "spans-too-wide": _behind(
        '<table><tr><th colspan="999999999" rowspan="999999999">Name</th><th>Type</th></tr>'
        "<tr><td>a</td><td>xsd:int</td></tr></table>\n"
    ),
    "five-thousand-fields": Case(
        files={
            "en/order.md": page(
                [(f"field{n}", "xsd:int", f"Field {n}.") for n in range(5000)]
            ).encode()
        },
        # verifying a schema takes a time that is quadratic in the members of a type
        options=("--emit", "model,python,labels,monitor,typescript,jsonschema,ledger"),
    ),
    "a-thousand-fields": Case(
        files={
            "en/order.md": page(
                [(f"field{n}", "xsd:int", f"Field {n}.") for n in range(1000)]
            ).encode()
        },
    ),
    "hundreds-of-values": Case(
        files=both(
            [("code", "xsd:string", "One of: " + ", ".join(f"`V{n}`" for n in range(500)) + ".")]
        )
    ),
    "empty-pages": Case(files={**both(SOUND), "en/a.md": b"", "fr/a.md": b"", "fr/b.md": b"\n"}),
    "no-tables-at-all": Case(files={"en/a.md": b"# A\n\nText.\n"}),
    "reserved-file-names": _pages("con.md", "Con {#con}"),
    "reserved-file-name-nul": _pages("nul.md", "NUL"),
    "reserved-file-name-aux": _pages("aux.md", "aux"),
    "file-name-of-a-module": _pages("__init__.md", "__init__"),
    "type-named-init": _pages("x.md", "Init {#__init__}"),
    "file-names-apart-by-case": Case(
        files={
            f"{locale}/{name}.md": page(SOUND, heading=name, locale=locale).encode()
            for locale in _BOTH
            for name in ("Order", "ORDER", "order")
        }
    ),
    "file-name-with-shell": _pages("$(touch pwned).md"),
    "file-name-with-line-end": _pages("a\nb.md", "AB"),
    "file-name-with-quotes": _pages("a\"'<b>&.md", "AB"),
    "file-name-with-bidi": _pages("a\u202eb.md", "AB"),
    "file-name-of-dots": _pages("...md", "Dots"),
    "folder-of-dots": _pages("..x/..y/o.md", "Dots"),
    "link-out-of-specs": Case(files=both(SOUND), links={"en/passwd.md": "/etc/passwd"}),
    "configuration-link-out-of-specs": Case(
        files=both(SOUND), links={"gen-schema.toml": "/etc/passwd"}
    ),
    "configuration-is-a-folder": Case(files={**both(SOUND), "gen-schema.toml/a.md": b"x"}),
    "link-up": Case(files=both(SOUND), links={"en/up": ".."}),
    "link-to-itself": Case(files=both(SOUND), links={"en/loop.md": "loop.md", "en/self": "self"}),
    "link-to-another-page": Case(files=both(SOUND), links={"en/copy.md": "order.md"}),
    "html-page": Case(
        files={
            f"{locale}/order.html": (
                b"<html><head><title>Order</title><script>x()</script></head><body onload=x()>"
                b"<h1 id=order>Order</h1><table><tr><th>Name<th>Type<th>Description"
                b"<tr><td>itemCount<td>xsd:int<td><iframe src=evil></iframe>Many.</table>"
            )
            for locale in _BOTH
        }
    ),
    "html-unclosed-everything": Case(
        files={"en/o.html": b"<h1>Order<table><tr><td>Name<td>Type<tr><td>a<td>xsd:int<!-- <"}
    ),
    "fence-never-closed": _behind("````xml\n<Order>\n"),
    "comment-never-closed": _behind("<!-- gen-schema: ignore[GSC101 \n"),
    "service-address-injection": Case(
        files={
            **both(SOUND),
            "gen-schema.toml": b'service_address = "javascript:alert(1)//\\"><evil/>"\n'
            b'namespace = "urn:x\\" evil=\\"1"\n',
        }
    ),
    "api-name-injection": Case(
        files={**both(SOUND), "gen-schema.toml": b"name = \"../../evil\\\"\\n''' import os\"\n"}
    ),
    "api-name-is-a-keyword": Case(files={**both(SOUND), "gen-schema.toml": b'name = "class"\n'}),
    "api-name-is-reserved": Case(files={**both(SOUND), "gen-schema.toml": b'name = "con"\n'}),
    "configuration-deep": Case(
        files={**both(SOUND), "gen-schema.toml": b"name = " + b"[" * 5000 + b"\n"}
    ),
    "configuration-no-utf-8": Case(files={**both(SOUND), "gen-schema.toml": b'name = "\xff"\n'}),
}
"""Name → fixture."""
