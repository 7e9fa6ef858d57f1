"""Builds small models by hand, so that emitters are tested without pages.

Every function fills in what a test does not care about. Texts are given by
locale, the reference locale (`en`) first: `texts(en="State", fr="État")`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, TypeVar

from generator.model.schema import (
    ComplexType,
    Enumeration,
    EnumerationValue,
    Field,
    Kind,
    LocalizedText,
    Operation,
    Schema,
    StateGroup,
    Status,
    TypeKind,
    TypeRef,
)

if TYPE_CHECKING:
    from typing import Unpack

Texts = tuple[LocalizedText, ...]
Part = TypeVar("Part", ComplexType, Enumeration, Operation)

HOSTILE_TEXTS = (
    '""" + __import__("os").abort() + """',
    "ends in a backslash \\",
    "'''; raise SystemExit #",
    "\\N{BULLET} \\x41 \\u0041 %s {0} {{ 7 * 7 }} {% raise %}",
    "]]></xs:documentation><script>&amp;&lt;--><!-- ?>",
    "nul \x00 escape \x1b[31m newline \n carriage \r next \x85 separator \u2028",
    "lone \ud800 surrogate, not a character \ufffe, bidi \u202e\u2066 override",
    'ends in a quote "',
)
"""Texts that try to break out of the literal, the comment or the element they stand in."""


class Common(TypedDict, total=False):
    """What most records of the model have."""

    status: Status
    confidence: float
    labels: Texts
    documentation: Texts
    sources: tuple[str, ...]


class FieldRest(Common, total=False):
    """What a field has besides its name and its type."""

    min_occurs: int
    max_occurs: int | None
    is_attribute: bool
    enumeration: str


class Described(TypedDict, total=False):
    """What a record without a status of its own has."""

    labels: Texts
    documentation: Texts
    sources: tuple[str, ...]


class SchemaRest(TypedDict, total=False):
    """What a schema has besides its types, enumerations and operations."""

    api: str
    title: str
    namespace: str
    service_address: str
    reference_locale: str
    locales: tuple[str, ...]
    digest: str


def texts(**by_locale: str) -> Texts:
    """Give texts by locale, in the order given; `pt_BR` stands for `pt-BR`."""
    return tuple(
        LocalizedText(locale=locale.replace("_", "-"), text=text)
        for locale, text in by_locale.items()
    )


def builtin(name: str) -> TypeRef:
    """Refer to an XML Schema built-in."""
    return TypeRef(kind=TypeKind.BUILTIN, name=name, text=f"xsd:{name}")


def complex_ref(name: str) -> TypeRef:
    """Refer to a complex type."""
    return TypeRef(kind=TypeKind.COMPLEX, name=name, text=f"types:{name}")


def unknown(name: str = "") -> TypeRef:
    """Refer to something that the pages do not define."""
    return TypeRef(kind=TypeKind.UNKNOWN, name=name, text=name and f"types:{name}")


def field(name: str, ref: TypeRef | None = None, **rest: Unpack[FieldRest]) -> Field:
    """Build a field, an optional string unless told otherwise."""
    return Field(
        name=name,
        type=ref or builtin("string"),
        min_occurs=rest.get("min_occurs", 0),
        max_occurs=rest.get("max_occurs", 1),
        is_attribute=rest.get("is_attribute", False),
        enumeration=rest.get("enumeration", ""),
        status=rest.get("status", Status.INTACT),
        confidence=rest.get("confidence", 0.99),
        labels=rest.get("labels", ()),
        documentation=rest.get("documentation", ()),
        sources=rest.get("sources", ()),
    )


def complex_type(
    name: str,
    *fields: Field,
    kind: Kind = Kind.RECORD,
    is_open: bool = False,
    namespace: str = "",
    **rest: Unpack[Common],
) -> ComplexType:
    """Build a complex type, a record unless told otherwise."""
    return ComplexType(
        name=name,
        kind=kind,
        fields=fields,
        is_open=is_open,
        status=rest.get("status", Status.INTACT),
        confidence=rest.get("confidence", 0.99),
        labels=rest.get("labels", ()),
        documentation=rest.get("documentation", ()),
        sources=rest.get("sources", ()),
        namespace=namespace,
    )


def value(
    text: str, group: StateGroup | None = None, reason: str = "", **rest: Unpack[Common]
) -> EnumerationValue:
    """Build a value of an enumeration."""
    return EnumerationValue(
        value=text,
        status=rest.get("status", Status.INTACT),
        confidence=rest.get("confidence", 0.99),
        labels=rest.get("labels", ()),
        documentation=rest.get("documentation", ()),
        sources=rest.get("sources", ()),
        group=group,
        group_reason=reason,
    )


def enumeration(
    name: str,
    *values: EnumerationValue | str,
    is_open: bool = False,
    used_by: tuple[str, ...] = (),
    **rest: Unpack[Described],
) -> Enumeration:
    """Build an enumeration of values, or of plain texts."""
    return Enumeration(
        name=name,
        values=tuple(value(each) if isinstance(each, str) else each for each in values),
        is_open=is_open,
        used_by=used_by,
        labels=rest.get("labels", ()),
        documentation=rest.get("documentation", ()),
        sources=rest.get("sources", ()),
    )


def operation(
    name: str,
    request: str = "",
    response: str = "",
    faults: tuple[str, ...] = (),
    **rest: Unpack[Described],
) -> Operation:
    """Build an operation."""
    return Operation(
        name=name,
        request=request,
        response=response,
        faults=faults,
        labels=rest.get("labels", ()),
        documentation=rest.get("documentation", ()),
        sources=rest.get("sources", ()),
    )


def schema(*parts: ComplexType | Enumeration | Operation, **rest: Unpack[SchemaRest]) -> Schema:
    """Build a schema of types, enumerations and operations, in any order."""
    return Schema(
        api=rest.get("api", "freight"),
        title=rest.get("title", "freight"),
        namespace=rest.get("namespace", "http://example.org/freight/2020"),
        service_address=rest.get("service_address", ""),
        reference_locale=rest.get("reference_locale", "en"),
        locales=rest.get("locales", ("en", "fr", "ko")),
        types=_of(ComplexType, parts),
        enumerations=_of(Enumeration, parts),
        operations=_of(Operation, parts),
        digest=rest.get("digest", "0" * 64),
    )


def _of(wanted: type[Part], parts: tuple[object, ...]) -> tuple[Part, ...]:
    """Pick the parts of one kind, sorted by name as the model wants them."""
    found = [part for part in parts if isinstance(part, wanted)]
    return tuple(sorted(found, key=lambda part: part.name))


def freight_schema() -> Schema:
    """Build a small API that has one of everything: messages, arrays, cycles, open and closed."""
    return schema(
        *_freight_messages(),
        *_freight_records(),
        enumeration(
            "ShipmentState",
            value(
                "WaitingCustoms",
                labels=texts(en="Waiting for customs", fr="En attente de la douane"),
                documentation=texts(en="Held at the border.", fr="Retenu à la frontière."),
                sources=("en/data/shipment.md:21",),
            ),
            value("Moving", labels=texts(en="Moving", fr="En route", ko="이동 중")),
            "Delivered",
            used_by=("Shipment.state",),
            labels=texts(en="Shipment state", fr="État de l’envoi", ko="배송 상태"),
            documentation=texts(en="Where a shipment stands."),
            sources=("en/data/shipment.md:20",),
        ),
        enumeration(
            "ParcelKind", "Box", "Tube", "x-long/roll", is_open=True, used_by=("Parcel.kind",)
        ),
        enumeration("Priority", "1", "2", "3", used_by=("Shipment.priority",)),
        operation(
            "sendShipment",
            "sendShipmentParam",
            "sendShipmentReturn",
            ("freightFault",),
            labels=texts(en="Send shipment", fr="Envoyer un colis"),
            documentation=texts(en="Hands a shipment over.", fr="Remet un envoi."),
            sources=("en/operations/send-shipment.md:1",),
        ),
        operation("ping", "pingParam", "pingReturn"),
    )


def _freight_messages() -> tuple[ComplexType, ...]:
    return (
        complex_type(
            "sendShipmentParam",
            field("shipment", complex_ref("Shipment"), min_occurs=1),
            field("dryRun", builtin("boolean")),
            kind=Kind.REQUEST,
            sources=("en/operations/send-shipment.md:8",),
        ),
        complex_type("sendShipmentReturn", field("handle", min_occurs=1), kind=Kind.RESPONSE),
        complex_type("pingParam", kind=Kind.REQUEST),
        complex_type("pingReturn", kind=Kind.RESPONSE),
        complex_type(
            "freightFault", field("code", builtin("int")), field("message"), kind=Kind.FAULT
        ),
        complex_type("authHeader", field("user"), field("password"), kind=Kind.HEADER),
    )


def _freight_records() -> tuple[ComplexType, ...]:
    return (
        complex_type(
            "Shipment",
            field(
                "numParcels",
                builtin("int"),
                min_occurs=1,
                labels=texts(en="Num parcels", fr="Nombre de colis", ko="소포 수"),
                documentation=texts(
                    en="How many parcels it has.", fr="Nombre de colis de l’envoi.", ko="소포 수."
                ),
                sources=("en/data/shipment.md:9", "fr/data/shipment.md:9"),
            ),
            field("state", enumeration="ShipmentState"),
            field("priority", builtin("int"), enumeration="Priority"),
            field("parcels", complex_ref("ParcelArray")),
            field("sentAt", builtin("dateTime"), status=Status.PROVISIONAL, confidence=0.6),
            field("weight", builtin("decimal")),
            field("picture", builtin("base64Binary")),
            field("insured", builtin("boolean")),
            field("extra", unknown("Extra")),
            field("version", builtin("string"), is_attribute=True),
            labels=texts(en="Shipment", fr="Envoi", ko="배송"),
            documentation=texts(en="Goods on their way.", fr="Marchandises en chemin."),
            sources=("en/data/shipment.md:1", "fr/data/shipment.md:1"),
        ),
        complex_type(
            "ParcelArray",
            field("items", complex_ref("Parcel"), max_occurs=None),
            kind=Kind.ARRAY,
        ),
        complex_type(
            "Parcel",
            field("kind", enumeration="ParcelKind"),
            field("tags", max_occurs=None),
            field("length", builtin("double")),
            field("shipment", complex_ref("Shipment")),
            field("inner", complex_ref("Parcel")),
        ),
        complex_type("Customs", field("country"), is_open=True),
        complex_type("Anything", is_open=True, status=Status.UNRESOLVED, confidence=0.0),
    )


def hostile_schema() -> Schema:
    """Build an API whose every text tries to break out, and whose names collide."""
    nasty = tuple(
        Nasty(labels=texts(en=text, fr=text), documentation=texts(en=text, fr=text))
        for text in HOSTILE_TEXTS
    )
    names = ("list", "str", "field", "self", "class", "from_xml", "datetime", "None")
    return schema(
        complex_type(
            "Trap",
            *(field(name, **each) for name, each in zip(names, nasty, strict=True)),
            **nasty[0],
            sources=(HOSTILE_TEXTS[0],),
        ),
        complex_type("trap", field("Trap", complex_ref("trap")), field("trap"), **nasty[1]),
        complex_type("list", field("list", complex_ref("list"), max_occurs=None)),
        complex_type(
            "Enum-1", field("annotations"), field("dataclass"), field("a.b"), field("a-b")
        ),
        enumeration(
            "TrapState",
            *(value(text, **each) for text, each in zip(HOSTILE_TEXTS[:5], nasty, strict=False)),
            *("name", "value", "label", "mro", "upper", "", " ", "1st", "é", "A b", "a b", "_x_"),
            used_by=("Trap.list",),
        ),
        operation("trap", **nasty[2]),
        namespace="http://example.org/?a=1&b=quote'",
        title=HOSTILE_TEXTS[0],
    )


class Nasty(TypedDict):
    """The texts of a record of the hostile schema."""

    labels: Texts
    documentation: Texts


def large_schema(count: int = 600) -> Schema:
    """Build an API of many types that refer to earlier ones, some of them in a circle."""
    enumerations = [
        enumeration(f"State{number}", *(f"Value{each}" for each in range(8)))
        for number in range(count // 10)
    ]
    return schema(*enumerations, *(_large_type(number, count) for number in range(count)))


def _large_type(number: int, count: int) -> ComplexType:
    """Build one of many records: it refers to earlier ones; the first two of ten to each other."""
    refers = {number // 2, number // 3, number - number % 10 + 1 - number % 2}
    return complex_type(
        f"Record{number}",
        *(field(f"member{each}", documentation=texts(en=f"Member {each}.")) for each in range(6)),
        *(field(f"other{each}", complex_ref(f"Record{each}")) for each in sorted(refers)),
        field("state", enumeration=f"State{number % (count // 10)}"),
    )
