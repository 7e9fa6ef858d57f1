"""`generator.configuration`: what a file may say, and how two files settle."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.configuration import (
    Configuration,
    Erratum,
    ReferenceContract,
    merge_configurations,
    read_configuration,
)
from generator.configuration.locate_keys import locate_keys
from generator.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

_FULL = """\
name = "Media Services"
namespace = "http://example.com/media"
service_address = "https://example.com/media/soap"
reference_locale = "en_us"
locales = ["en", "fr"]
glossary = ["terms.csv"]
reference = "contract/official.xsd"

[columns]
name = ["Field", "Champ"]
required = "Req."

[sections]
input = ["Parameters"]

[editions]
english = "en"

[[errata]]
reading = "numPagse"
canonical = "numPages"
reason = "two letters swapped"
page = "types/book.md"
locale = "fr-fr"

[[errata]]
page = "types/book.md"
table = 0
row = 3
role = "type"
canonical = "xsd:int"
reason = "the cell is empty in every edition"
"""


def _span(text: str, word: str, path: str = "gen-schema.toml", nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(word, start + 1)
    begin = text.rfind("\n", 0, start) + 1
    return Span(
        path=path,
        line=text.count("\n", 0, start) + 1,
        column=start - begin + 1,
        start=start,
        end=start + len(word),
        context=text[begin : text.index("\n", start)],
    )


def test_every_key_is_read(make_tree: Callable[..., Path]) -> None:
    """Each key of a full file arrives in its field, tags normalised."""
    folder = make_tree({"gen-schema.toml": _FULL, "terms.csv": "", "contract/official.xsd": ""})
    path = folder / "gen-schema.toml"
    keys = ("name", "namespace", "service_address", "reference_locale", "locales", "glossary")
    places = [(key, _span(_FULL, key)) for key in keys]
    places += [("reference", _span(_FULL, "reference", nth=1))]
    places += [("columns", _span(_FULL, "columns")), ("sections", _span(_FULL, "sections"))]
    places += [("editions", _span(_FULL, "editions")), ("errata", _span(_FULL, "errata"))]
    expected = Configuration(
        name="Media Services",
        namespace="http://example.com/media",
        service_address="https://example.com/media/soap",
        reference_locale="en-US",
        locales=("en", "fr"),
        glossary=(folder / "terms.csv",),
        reference=ReferenceContract(
            file=folder / "contract/official.xsd",
            folder=folder,
            display="contract/official.xsd",
        ),
        columns=(("Field", "name"), ("Champ", "name"), ("Req.", "required")),
        sections=(("Parameters", "input"),),
        editions=(("english", "en"),),
        errata=(
            Erratum(
                reading="numPagse",
                identifier="",
                role="name",
                canonical="numPages",
                reason="two letters swapped",
                page="types/book.md",
                locale="fr-FR",
                span=_span(_FULL, "errata"),
            ),
            Erratum(
                reading="",
                identifier="",
                role="type",
                canonical="xsd:int",
                reason="the cell is empty in every edition",
                page="types/book.md",
                table=0,
                row=3,
                span=_span(_FULL, "errata", nth=1),
            ),
        ),
        places=tuple(places),
        files=(path,),
    )
    assert (expected, ()) == read_configuration(path, "gen-schema.toml")


def test_a_file_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    """Configuration is optional."""
    assert (Configuration(), ()) == read_configuration(tmp_path / "gen-schema.toml", "x")


def test_a_file_in_a_folder_that_cannot_be_read_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever lists the folder says so."""

    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", refuse)
    assert (Configuration(), ()) == read_configuration(tmp_path / "gen-schema.toml", "x")


def test_a_byte_order_mark_and_crlf_are_read_over(make_tree: Callable[..., Path]) -> None:
    """A file from a Windows editor is the same configuration."""
    folder = make_tree({"gen-schema.toml": b'\xef\xbb\xbfname = "a"\r\nlocales = ["fr"]\r\n'})
    configuration, findings = read_configuration(folder / "gen-schema.toml", "gen-schema.toml")
    assert (configuration.name, configuration.locales, findings) == ("a", ("fr",), ())


def test_own_keys_win_tables_settle_by_entry_and_errata_add_up() -> None:
    """An API's file overrides the common one key by key."""
    common = Configuration(
        name="common",
        namespace="urn:common",
        columns=(("Field", "name"), ("Kind", "type")),
        errata=(_erratum("a"),),
    )
    own = Configuration(
        name="own",
        columns=(("Field", "value"), ("Need", "required")),
        errata=(_erratum("b"),),
    )
    expected = Configuration(
        name="own",
        namespace="urn:common",
        columns=(("Field", "value"), ("Kind", "type"), ("Need", "required")),
        errata=(_erratum("a"), _erratum("b")),
    )
    assert expected == merge_configurations(common, own)


def _erratum(reading: str) -> Erratum:
    span = Span(path="x", line=1, column=1, start=0, end=0, context="")
    return Erratum(
        reading=reading, identifier="", role="name", canonical="c", reason="r", span=span
    )


def test_keys_are_located_in_every_spelling_of_toml() -> None:
    """Quoted, dotted and inline keys, arrays over lines and all kinds of strings."""
    text = (
        '# [no]\n"a b" = """x\ny = 1"""\nc.d = \'it\'\'s\'[0:1]'.replace("''s'[0:1]", "'")
        + " # e = 1\nf = [ # g\n  1, {h = '}', i = [2]},\n]\n"
        "[j.'k']\nl = 1979-05-27 07:32:00\n[[m]]\nn = 1\n[[m]]\nn = 2\n[m.o]\np = '''\nq = 1'''\n"
    )
    located = {
        path: text[start:end]
        for path, (start, end) in locate_keys(text).items()
        if isinstance(path[-1], str)
    }
    expected = {
        ("a b",): '"a b"',
        ("c",): "c",
        ("c", "d"): "d",
        ("f",): "f",
        ("f", 1, "h"): "h",
        ("f", 1, "i"): "i",
        ("j",): "j",
        ("j", "k"): "'k'",
        ("j", "k", "l"): "l",
        ("m",): "m",
        ("m", 0, "n"): "n",
        ("m", 1, "n"): "n",
        ("m", 1, "o"): "o",
        ("m", 1, "o", "p"): "p",
    }
    assert expected == located


def test_groups_of_states_settle_value_by_value(tmp_path: Path) -> None:
    """An API's own file wins for the states that it names."""
    common_file, own_file = tmp_path / "common.toml", tmp_path / "own.toml"
    common_file.write_text('[groups.OrderState]\nsuccess = ["Shipped", "Paid"]\n')
    own_file.write_text('[groups.OrderState]\nin-progress = ["Paid"]\n')
    common, _ = read_configuration(common_file, "common.toml")
    own, findings = read_configuration(own_file, "own.toml")

    merged = merge_configurations(common, own).groups

    assert findings == ()
    assert [(each.enumeration, each.value, each.group, each.span.path) for each in merged] == [
        ("OrderState", "Shipped", "success", "common.toml"),
        ("OrderState", "Paid", "in-progress", "own.toml"),
    ]
