"""Yes and no are understood in any edition, from its column or from notes beside the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.diagnostics import render_diagnostic
from generator.reconcile.decide_required import decide_occurrences
from generator.reconcile.places import RowPlace, collect_rows
from tests.page_factory import align, pipe_table

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADERS = {
    "en": ["Name", "Type", "Required", "Description"],
    "fr": ["Nom", "Type", "Obligatoire", "Description"],
    "ko": ["이름", "유형", "필수", "설명"],
    "eu": ["Izena", "Mota", "Obligatoire", "Azalpena"],
}


def rows(**answers: list[str]) -> tuple[RowPlace, ...]:
    """Collect the rows of a table with these cells in the column of yes and no."""
    return rows_below("", answers)


def rows_below(header: str, answers: Mapping[str, list[str]]) -> tuple[RowPlace, ...]:
    """Collect the rows of a table with these cells below a header, or the edition's usual one."""
    pages = {}
    for locale, cells in answers.items():
        body = [
            [f"fieldNumber{i}", "xsd:string", cell, "It says what is in the field."]
            for i, cell in enumerate(cells)
        ]
        headers = _HEADERS[locale]
        headers = [*headers[:2], header or headers[2], headers[3]]
        pages[locale] = {"page.md": pipe_table(headers, *body)}
    return collect_rows(align(pages)[0])


def decided(**answers: list[str]) -> list[bool | None]:
    """Decide rows with these cells in the column of yes and no."""
    return [found.is_required for found in decide_occurrences(rows(**answers))[0]]


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        ("Yes", True), ("no", False), ("YES.", True), ("No, but see below", False),
        ("Required", True), ("Optional", False), ("Yes (since 2)", True), ("true", True),
    ],
)  # fmt: skip
def test_yes_and_no_are_understood(answer: str, meaning: bool) -> None:
    """In whatever case and with stops or notes behind them."""
    assert decided(en=[*["Yes", "No"] * 8, answer])[-1] is meaning


def test_localized_answers_are_understood() -> None:
    """Each edition alone suffices."""
    assert decided(fr=["Oui", "Non", "Obligatoire"]) == [True, False, True]
    assert decided(ko=["예", "아니요", "필수"]) == [True, False, True]


def test_the_majority_of_the_editions_decides() -> None:
    """One of them may have lost a no."""
    assert decided(en=["Yes", "No"], fr=["Oui", "Oui"], ko=["예", "아니요"]) == [True, False]


def test_an_empty_cell_says_nothing() -> None:
    """And is no fault."""
    found, findings = decide_occurrences(rows(en=["Yes", "", "No"]))
    assert ([own.is_required for own in found], findings) == ([True, None, False], ())


def test_words_that_no_list_knows_are_learned() -> None:
    """Where another edition's word is known, the same row teaches this one's."""
    answers = ["Yes", "No", "Yes", "No", "Yes", ""]
    unknown = ["Zuppa", "Brodo", "Zuppa", "Brodo", "Zuppa", "Zuppa"]
    assert decided(en=answers, eu=unknown)[-1] is True


def test_a_word_that_nobody_understands_is_told() -> None:
    """The field counts as optional."""
    found, findings = decide_occurrences(rows(en=["Yes", "Sometimes", "No"]))
    assert [own.is_required for own in found] == [True, None, False]
    assert [render_diagnostic(finding) for finding in findings] == [
        (
            "en/page.md:4:31: warning[GS404]: 'Sometimes' says neither yes nor no;"
            " the field counts as optional\n"
            "    | fieldNumber1 | xsd:string | Sometimes | It says what is in the field. |\n"
            "                                  ^^^^^^^^^\n"
            "  help: write yes or no, or explain a condition in the description"
        )
    ]


@pytest.mark.parametrize(
    ("note", "occurrence"),
    [
        ('minOccurs="0"', (False, False)),
        ("minOccurs = 1", (True, False)),
        ('minOccurs="0" maxOccurs="unbounded"', (False, True)),
        ('maxOccurs="1"', (None, False)),
        ("maxOccurs=\u201cunbounded\u201d", (None, True)),
        ("MAXOCCURS=12", (None, True)),
        ("\u0645inOccurs", (None, False)),
        ("Required", (True, False)),
        ("obligatoire", (True, False)),
        ("since version 2", (None, False)),
    ],
)
def test_notes_beside_the_name_are_understood(
    note: str, occurrence: tuple[bool | None, bool]
) -> None:
    """In the notation of XML Schema, or in one word."""
    body = f"""<table>
<tr><th>Name</th><th>Type</th><th>Description</th></tr>
<tr><td><p>dueDate</p><p>{note.replace('"', "&quot;")}</p></td><td>xsd:date</td>
<td>The day on which the copy is due.</td></tr>
<tr><td>lentOn</td><td>xsd:date</td><td>The day on which the copy was lent.</td></tr>
</table>"""
    (own, _) = decide_occurrences(collect_rows(align({"en": {"page.md": body}})[0]))[0]
    assert (own.is_required, own.is_repeated) == occurrence


@pytest.mark.parametrize("header", ["Required", "M/O", "Presence", "Whatever"])
@pytest.mark.parametrize(("must", "may"), [("M", "O"), ("R", "O"), ("m", "c"), ("1..1", "0..1")])
def test_letters_and_ranges_say_it_below_any_header(header: str, must: str, may: str) -> None:
    """O stands for optional beside M or R, whatever it stands for elsewhere."""
    assert decided_below(header, [must, may, may, must, may]) == [True, False, False, True, False]


def test_a_circle_says_yes_beside_a_cross() -> None:
    """As tables in Japanese have it."""
    assert decided(en=["o", "-", "o"]) == [True, False, True]


@pytest.mark.parametrize(
    ("cell", "is_repeated"),
    [("0..n", True), ("1..*", True), ("[0..*]", True), ("1..99", True), ("0-n", True),
     ("0..1", False), ("1", False), ("1..1", False)],
)  # fmt: skip
def test_a_range_says_whether_a_field_repeats(cell: str, is_repeated: bool) -> None:
    """Its end does."""
    found, findings = decide_occurrences(rows(en=[cell, "0..1", "1..1"]))
    assert [own.is_repeated for own in found] == [is_repeated, False, False]
    assert not findings


def test_a_column_may_ask_whether_a_field_is_optional() -> None:
    """Then yes says that it may be missing; a range says what it says anywhere."""
    assert decided_below("Optional", ["Yes", "No", "1..1"]) == [False, True, True]
    assert decided_below("Optional?", ["true", "false", "Required"]) == [False, True, True]


def decided_below(header: str, answers: list[str]) -> list[bool | None]:
    """Decide rows with these cells below a header."""
    return [
        found.is_required for found in decide_occurrences(rows_below(header, {"en": answers}))[0]
    ]
