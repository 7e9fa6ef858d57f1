"""Editions begin names with a capital as sentences begin: several that do so say it once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.page_factory import pipe_table, reconcile

if TYPE_CHECKING:
    from generator.reconcile.verdict import Verdict

_HEADERS = {
    "fr": ["Nom", "Type", "Description"],
    "pl": ["Nazwa", "Typ", "Opis"],
    "tr": ["Ad", "Tür", "Açıklama"],
    "zh": ["名称", "类型", "描述"],
}
_WORDS = (
    "dueDate", "copyHandle", "loanState", "readerName", "branchCode", "shelfMark", "fineTotal",
    "pickupDate", "returnDate", "bookTitle", "authorName", "deskNumber", "cardNumber", "roomCode",
)  # fmt: skip


def _page(locale: str, number: int, name: str) -> str:
    rows = [[_WORDS[(number + i) % len(_WORDS)], "xsd:string", "…"] for i in range(4)]
    rows.insert(2, [name, "xsd:decimal", "…"])
    return f"# Type{number}Loan {{#Type{number}Loan}}\n\n{pipe_table(_HEADERS[locale], *rows)}"


def _decided(readings: dict[str, str]) -> Verdict:
    """Decide a name that editions read so on one of many pages of names that begin small."""
    editions = {
        locale: {
            f"t{number}.md": _page(locale, number, readings[locale] if number == 7 else "fineTotal")
            for number in range(14)
        }
        for locale in readings
    }
    found = reconcile(editions, reference=None)
    (row,) = [own for own in found.rows if own.place.page == "t7.md" and own.place.row == 2]
    return row.name


def test_a_capital_in_several_editions_is_one_custom() -> None:
    """The API's names begin small, and an edition that has no capitals renders the name."""
    for latin in (("fr", "pl"), ("fr", "pl", "tr")):
        verdict = _decided({**dict.fromkeys(latin, "Amount"), "zh": "金额"})
        assert verdict.canonical == "amount"
        assert verdict.confidence > 0.9
