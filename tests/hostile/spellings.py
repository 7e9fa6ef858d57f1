"""Fixtures of names and bytes: look-alikes, invisible characters, encodings, collisions."""

from __future__ import annotations

import keyword
import unicodedata

from tests.hostile.case import SOUND, Case, Files, both, page

_INT = "xsd:int"


def _named(*names: str, type_: str = _INT) -> Case:
    """Document fields of these names in two editions."""
    return Case(files=both([(name, type_, f"Field {n}.") for n, name in enumerate(names)]))


def _encoded(encoding: str, text: str | None = None) -> Case:
    """Give one sound edition, and one in another encoding."""
    content = (text or page(SOUND, locale="fr").replace("How many", "Combien, à peu près")).encode(
        encoding
    )
    return Case(files={"en/order.md": page(SOUND).encode(), "fr/order.md": content})


def _one_spoiled(name: str) -> Case:
    """Spoil the name in one edition only."""
    files: Files = both(SOUND)
    files["fr/order.md"] = files["fr/order.md"].replace(b"itemCount", name.encode())
    return Case(files=files)


def _types(**types: str) -> Case:
    """Document types, each with one field: type → the field's type."""
    files = {}
    for number, (name, own) in enumerate(types.items()):
        for locale in ("en", "fr"):
            text = page([("next", own, "The next.")], heading=f"{name} {{#{name}}}", locale=locale)
            files[f"{locale}/types/page{number}.md"] = text.encode()
    return Case(files=files)


_VALUES = "Values include {0}."

CASES = {
    "lookalike-cyrillic": _named("itemCount", "tаrget", "region"),
    "lookalike-cyrillic-in-one-edition": _one_spoiled("itemCоunt"),
    "lookalike-greek": _named("itemCount", "τarget", "region"),
    "lookalike-in-type": Case(
        files=both([("itemCount", _INT, "How many."), ("parent", "types:Оrder", "Parent.")])
    ),
    "lookalike-whole-word": _named("itemCount", "сосо", "region"),
    "full-width-letters": _one_spoiled("ｉｔｅｍＣｏｕｎｔ"),
    "bidi-override": _one_spoiled("item\u202eCount\u202c"),
    "bidi-isolate-in-description": Case(
        files=both([("itemCount", _INT, "How \u2066many\u2069 \u202eevil\u202c."), SOUND[1]])
    ),
    "zero-width": _one_spoiled("item\u200bCo\u200dunt"),
    "soft-hyphen": _one_spoiled("item\u00adCount"),
    "combining-marks": _named("itemCount", "ta" + "\u0301" * 40 + "rget", "region"),
    "nul": _one_spoiled("item\x00Count"),
    "forbidden-controls": _one_spoiled("item\x01\x0b\x1fCount"),
    "noncharacters": _one_spoiled("item\ufffe\uffffCount"),
    "surrogate-entities": Case(
        files=both([("itemCount", _INT, "A &#xD800;&#xDFFF;&#0;&#x110000;&#xFFFE; b."), SOUND[1]])
    ),
    "surrogate-bytes": Case(
        files={
            "en/order.md": page(SOUND).encode(),
            "fr/order.md": page(SOUND, locale="fr").encode() + b"\xed\xa0\x80\n",
        }
    ),
    "utf-16": _encoded("utf-16"),
    "utf-16-be-without-mark": _encoded("utf-16-be"),
    "utf-32": _encoded("utf-32"),
    "latin-1": _encoded("latin-1"),
    "mixed-encodings-in-one-page": Case(
        files={
            "en/order.md": page(SOUND).encode(),
            "fr/order.md": page(SOUND, locale="fr").encode() + "naïve ".encode() + b"na\xefve\n",
        }
    ),
    "byte-order-marks": Case(files={k: b"\xef\xbb\xbf" + v for k, v in both(SOUND).items()}),
    "old-mac-line-ends": Case(files={k: v.replace(b"\n", b"\r") for k, v in both(SOUND).items()}),
    "strange-line-ends": Case(
        files={
            k: v.replace(b"many.", "many\u0085\u2028\x0c.".encode()) for k, v in both(SOUND).items()
        }
    ),
    "nfc-and-nfd": Case(
        files={
            "en/order.md": page([("größe", _INT, "Size."), SOUND[1]]).encode(),
            "fr/order.md": page(
                [(unicodedata.normalize("NFD", "größe"), _INT, "Taille."), SOUND[1]], locale="fr"
            ).encode(),
        }
    ),
    "nfc-and-nfd-in-one-table": _named("größe", unicodedata.normalize("NFD", "größe"), "region"),
    "one-name-in-python": _named("itemCount", "ItemCount", "item_count", "item-count"),
    "one-name-in-typescript": _named("item", "Item", "item2", "item_2"),
    "one-class-in-python": _types(order="types:Order", Order="types:order"),
    "one-module-in-python": _types(OrderLine="types:orderLine", orderLine="types:OrderLine"),
    "one-member-in-python": Case(
        files=both(
            [("orderState", "xsd:string", "One of: `open`, `Open`, `OPEN`, `o-pen`, `o_pen`.")]
        )
    ),
    "python-keywords": _named(*sorted(keyword.kwlist)),
    "python-soft-keywords": _named(
        "match", "case", "type", "`_`", "`__`", "`__class__`", "`__init__`"
    ),
    "names-of-containers": _named(
        *["self", "cls", "items", "keys", "values", "get", "pop", "update", "copy", "mro", "name"]
    ),
    "names-of-builtins": _named(
        "int",
        "str",
        "list",
        "dict",
        "object",
        "type",
        "bool",
        "float",
        "bytes",
        "property",
        "field",
    ),
    "names-of-ours": _named(
        "label",
        "description",
        "from_xml",
        "to_xml",
        "Meta",
        "metadata",
        "Order",
        "render",
        "datetime",
    ),
    "names-of-javascript": _named(
        "constructor", "prototype", "`__proto__`", "toString", "hasOwnProperty", "export", "default"
    ),
    "types-named-as-python-s": _types(
        Enum="types:Type",
        Type="types:List",
        List="types:Optional",
        Optional="types:None_",
        None_="types:Meta",
        Meta="types:Enum",
    ),
    "types-named-as-xsd-s": _types(string="types:int", int="types:anyType", anyType="types:string"),
    "field-named-like-its-type": Case(
        files=both([("Order", "types:Order", "Itself."), ("order", "types:Order", "Itself too.")])
    ),
    "recursive-types": _types(Alpha="types:Beta", Beta="types:Gamma", Gamma="types:Alpha[]"),
    "digits-first": _named("3dModel", "2", "1st", "007", "9lives"),
    "punctuation-only": _named("itemCount", "...", "--", "&", "()"),
    "spaces-and-dots": _named("itemCount", "item count", "item.count", ".item", "-item"),
    "empty-names": _named("itemCount", "", "", "region"),
    "empty-enumeration": Case(
        files=both([("orderState", "xsd:string", "One of:"), SOUND[0], SOUND[1]])
    ),
    "enumeration-of-nothing": Case(
        files=both([("orderState", "xsd:string", "One of: ``, ` `, `-`."), SOUND[0]])
    ),
    "enumeration-of-odd-values": Case(
        files=both(
            [("orderState", "xsd:string", "One of: `1`, `1.0`, `None`, `true`, `mro`, `a b`, `é`.")]
        )
    ),
    "enumeration-of-repeated-values": Case(
        files=both([("orderState", "xsd:string", "One of: `Open`, `Open`, `Open`.")])
    ),
    "very-long-name": _named("itemCount", "x" * 5000, "region"),
    "long-file-name": Case(
        files={
            f"{locale}/{'o' * 240}.md": page(SOUND, heading="O" * 240, locale=locale).encode()
            for locale in ("en", "fr")
        }
    ),
    "emoji": _named("itemCount", "😀", "👩‍👩‍👧", "region"),
    "astral-letters": _named("itemCount", "𝒳𝓎", "𠀀", "region"),
}
"""Name → fixture."""
