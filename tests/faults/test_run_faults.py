"""Every fault that pages and folders may have, through the command line: message, exit, rest."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from click.testing import Result

    MakeTree = Callable[[Mapping[str, str | bytes]], Path]
    Outcome = tuple[int, list[str], dict[str, list[str]] | None]
    RunOn = Callable[..., Outcome]

_PARCEL = """\
# Parcel {#parcel}

| Name | Type | Description |
| --- | --- | --- |
| weight | xsd:int | Grams on the scales. |
| sender | xsd:string | Who sends it. |
"""
_COLIS = """\
# Parcel {#parcel}

| Nom | Type | Description |
| --- | --- | --- |
| weight | xsd:int | Grammes sur la balance. |
| sender | xsd:string | Qui l’envoie. |
"""
_BOTH = {"s/en/parcel.md": _PARCEL, "s/fr/parcel.md": _COLIS}
_WHOLE = {"Parcel": ["weight", "sender"]}


@pytest.fixture
def run_on(
    run_cli: Callable[..., Result], make_tree: MakeTree, monkeypatch: pytest.MonkeyPatch
) -> RunOn:
    """Give a function that writes files, generates, and gives exit code, messages and types."""

    def run(files: Mapping[str, str | bytes], *options: str) -> Outcome:
        monkeypatch.chdir(make_tree(files))
        result = run_cli("s", "-o", "out", *options)
        messages = _messages(result.stderr)
        path = Path("out/s/schema.json")
        return result.exit_code, messages, _types(path) if Path("out").exists() else None

    return run


def _messages(text: str) -> list[str]:
    """Split what was said into messages; the last is the count of them."""
    messages: list[str] = []
    for line in text.splitlines():
        if line.startswith(" "):
            messages[-1] += "\n" + line
        else:
            messages.append(line)
    return messages


def _types(path: Path) -> dict[str, list[str]]:
    model: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return {own["name"]: [field["name"] for field in own["fields"]] for own in model["types"]}


def test_nothing_is_said_of_sound_pages(run_on: RunOn) -> None:
    """Without faults there is no message."""
    assert run_on(_BOTH) == (0, [], _WHOLE)


def test_a_missing_folder_writes_nothing(run_on: RunOn) -> None:
    """The call makes no sense: exit code 2."""
    assert run_on({}) == (
        2,
        ["s: error[GS101]: specs folder does not exist", "1 error", "nothing was written"],
        None,
    )


@pytest.mark.parametrize(
    ("files", "found"),
    [
        pytest.param({"s/": ""}, "nothing", id="empty"),
        pytest.param(
            {"s/pages/parcel.md": _PARCEL}, "folder 'pages'", id="folders-that-are-no-languages"
        ),
        pytest.param({"s/parcel.md": _PARCEL}, "1 page outside any folder", id="loose-page"),
    ],
)
def test_a_folder_without_locales_writes_nothing(
    run_on: RunOn, files: dict[str, str], found: str
) -> None:
    """The message says what was looked for and what is there."""
    message = f"""\
s: error[GS102]: neither an API nor a folder of APIs: no sub-folder is named after a language
  looked for: folders such as 'en', 'fr-FR' or 'zh-Hans', here and one level down
  found: {found}
  help: name each edition's folder after its language, or say in gen-schema.toml which it is:\
 [editions] english = "en\""""
    assert run_on(files) == (2, [message, "1 error", "nothing was written"], None)


def test_a_page_that_is_no_utf_8_is_left_out(run_on: RunOn) -> None:
    """The rest is generated; the message shows the byte's place."""
    page = b"# Crate\n\nna\xefve\n"
    assert run_on({**_BOTH, "s/en/crate.md": page}) == (
        0,
        [
            (
                "en/crate.md:3:3: warning[GS104]: byte 0xEF is no UTF-8, the page is left out\n"
                "    na\ufffdve\n      ^\n  help: save the page as UTF-8"
            ),
            "1 warning",
        ],
        _WHOLE,
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_page_that_may_not_be_read_is_left_out(run_on: RunOn, tmp_path: Path) -> None:
    """The rest is generated."""
    page = tmp_path / "s/en/crate.md"
    page.parent.mkdir(parents=True)
    page.write_text(_PARCEL)
    page.chmod(0)
    code, messages, types = run_on(_BOTH)
    assert (code, types) == (0, _WHOLE)
    assert messages == [
        "en/crate.md: warning[GS103]: page cannot be read: Permission denied",
        "1 warning",
    ]


def test_a_page_that_leads_nowhere_is_left_out(run_on: RunOn, tmp_path: Path) -> None:
    """A link to a file that is gone is a page that cannot be read."""
    page = tmp_path / "s/en/crate.md"
    page.parent.mkdir(parents=True)
    page.symlink_to("gone.md")
    code, messages, types = run_on(_BOTH)
    assert (code, types) == (0, _WHOLE)
    assert [message.partition(": ")[2].partition(":")[0] for message in messages[:-1]] == [
        "warning[GS103]"
    ]
    assert messages[0].startswith("en/crate.md: ")


def test_a_ragged_row_is_kept_and_located(run_on: RunOn) -> None:
    """Too few cells and too many: the row still gives its field."""
    ragged = "| height | xsd:int |\n| depth | xsd:int | Millimetres. | spare |\n"
    files = {"s/en/parcel.md": _PARCEL + ragged, "s/fr/parcel.md": _COLIS + ragged}
    help_ = "\n  help: give the row one cell for every column; an empty cell will do"
    few = "{0}/parcel.md:7:2: warning[GS201]: row has 2 cells where the header has 3\n"
    many = "{0}/parcel.md:8:2: warning[GS201]: row has 4 cells where the header has 3\n"
    few += "    | height | xsd:int |\n     ^^^^^^^^^^^^^^^^^^" + help_
    many += "    | depth | xsd:int | Millimetres. | spare |\n     " + "^" * 40 + help_
    assert run_on(files) == (
        0,
        [*(text.format(locale) for locale in ("en", "fr") for text in (few, many)), "4 warnings"],
        {"Parcel": ["weight", "sender", "height", "depth"]},
    )


def test_broken_html_is_read_as_far_as_it_goes(run_on: RunOn) -> None:
    """Cells that are never closed are cells all the same."""
    page = """\
# Crate {#crate}

<table>
<tr><th>Name<th>Type<th>Description</tr>
<tr><td>size<td>xsd:int<td>Litres it holds.
<tr><td>lid</td><td>xsd:boolean</td><td>Whether it closes.</td></tr>
</table
"""
    code, messages, types = run_on({"s/en/crate.md": page})
    assert (code, types) == (0, {"Crate": ["size", "lid"]})
    assert messages == [
        (
            "en/crate.md:4:13: warning[GS202]: table is broken HTML: <th> begins in a cell\n"
            "    <tr><th>Name<th>Type<th>Description</tr>\n                ^^^^"
        ),
        "1 warning",
    ]


def test_a_table_that_is_cut_off_keeps_its_rows(run_on: RunOn) -> None:
    """The end of the page ends the table."""
    page = "# Crate {#crate}\n\n<table>\n<tr><th>Name</th><th>Type</th></tr>\n"
    page += "<tr><td>size</td><td>xsd:int</td></tr>\n<tr><td>lid</td><td>xsd:boolean"
    code, _, types = run_on({"s/en/crate.md": page})
    assert (code, types) == (0, {"Crate": ["size", "lid"]})


def test_a_row_that_stands_twice_is_told_once(run_on: RunOn) -> None:
    """The type has the field once; both places are named."""
    twice = "| sender | xsd:string | {0} |\n"
    files = {
        "s/en/parcel.md": _PARCEL + twice.format("Where it comes from."),
        "s/fr/parcel.md": _COLIS + twice.format("D’où il vient."),
    }
    assert run_on(files) == (
        0,
        [
            (
                "en/parcel.md:7:3: warning[GS406]: another row of the table is 'sender' already\n"
                "    | sender | xsd:string | Where it comes from. |\n      ^^^^^^\n"
                "  the other stands at en/parcel.md:6:3\n  readings: 'sender' (en, fr)"
            ),
            "1 warning",
        ],
        _WHOLE,
    )


def test_a_page_in_one_edition_only_is_told(run_on: RunOn) -> None:
    """It is generated on one witness's word."""
    crate = _PARCEL.replace("Parcel", "Crate").replace("parcel", "crate")
    code, messages, types = run_on({**_BOTH, "s/fr/crate.md": crate})
    assert (code, types) == (0, {"Crate": ["weight", "sender"], **_WHOLE})
    assert messages == [
        (
            "fr/crate.md: warning[GS301]: page is in 'fr' only\n"
            "  help: nothing else can confirm what it says"
        ),
        "1 warning",
    ]


def test_an_unknown_configuration_key_writes_nothing(run_on: RunOn) -> None:
    """A wish that nobody heard would make the output wrong."""
    message = """\
gen-schema.toml:1:1: error[GS108]: unknown key 'namespce'
    namespce = "urn:x"
    ^^^^^^^^
  help: did you mean 'namespace'?"""
    assert run_on({**_BOTH, "s/gen-schema.toml": 'namespce = "urn:x"\n'}) == (
        1,
        [message, "1 error", "nothing was written"],
        None,
    )


def test_a_warning_is_an_error_when_strict(run_on: RunOn) -> None:
    """`--strict` writes nothing where anything had to be guessed."""
    ragged = {**_BOTH, "s/en/parcel.md": _PARCEL + "| height | xsd:int |\n"}
    code, messages, types = run_on(ragged, "--strict")
    assert (code, types, messages[-1]) == (1, None, "nothing was written")


def test_every_fault_of_a_run_is_told_in_order_of_place(run_on: RunOn) -> None:
    """One run reports all there is, by path and line."""
    files = {
        **_BOTH,
        "s/en/b.md": b"\xff",
        "s/en/a.md": "# A\n\n| Name | Type |\n| --- | --- |\n| size |\n| lid | xsd:int |\n",
        "s/fr/c.md": "# C\n\nText.\n",
    }
    code, messages, types = run_on(files)
    assert (code, types) == (0, {"A": ["size", "lid"], **_WHOLE})
    assert [message.partition("]")[0] for message in messages] == [
        "en/a.md: warning[GS301",
        "en/a.md:5:2: warning[GS201",
        "en/b.md:1:1: warning[GS104",
        "fr/c.md: warning[GS301",
        "4 warnings",
    ]
