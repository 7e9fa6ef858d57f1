"""A member that a path leads to is labelled by what the path ends with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.pipeline import generate
from tests.page_factory import pipe_table, write_editions

if TYPE_CHECKING:
    from pathlib import Path

_HEADERS = {"en": ["Name", "Type", "Description"], "tr": ["Ad", "Tür", "Açıklama"]}
_ROWS = {
    "en": [["owner", "object", "Who."], ["owner.{0}", "string", "When."], ["total", "int", "…"]],
    "tr": [["owner", "object", "Kim."], ["{0}", "string", "Ne zaman."], ["total", "int", "…"]],
}


@pytest.mark.parametrize(
    ("path", "label"),
    [("sahip.son tarih", "Son tarih"), ("owner.sonTarih", "Son tarih"), ("sonTarih", "Son tarih")],
)
def test_the_last_step_is_the_label(tmp_path: Path, path: str, label: str) -> None:
    """As far as an edition has as many steps; else all that it has."""
    steps = {"en": "expiryDate", "tr": path}
    pages = {
        locale: {
            "account.md": "# LoanAccount {#LoanAccount}\n\n"
            + pipe_table(
                _HEADERS[locale],
                *([cell.format(steps[locale]) for cell in row] for row in _ROWS[locale]),
            )
        }
        for locale in ("en", "tr")
    }
    specs = write_editions(tmp_path / "s", pages)
    made = generate(specs, emit=("labels",))
    catalog = next(a for a in made.artifacts if a.path.endswith("tr/LC_MESSAGES/s.po"))
    assert f'msgstr "{label}"' in catalog.content.decode()
