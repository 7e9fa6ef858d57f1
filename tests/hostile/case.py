"""What a hostile fixture is: a few pages that mean harm, and how to lay them out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Files = dict[str, bytes]
"""Path below the specs folder → content."""
_HEADERS = {
    "en": ("Name", "Type", "Description"),
    "fr": ("Nom", "Type", "Description"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One hostile fixture."""

    files: Files
    """Its pages."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Symbolic links: path → target."""
    options: tuple[str, ...] = ()
    """Options of the command line."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """Limits lowered for it, so that the fixture stays small: name → value."""

    def lay_out(self, folder: Path) -> None:
        """Write it below a folder."""
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for name, target in self.links.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).symlink_to(target)


def table(rows: Sequence[Sequence[str]], locale: str = "en") -> str:
    """Write a pipe table of fields; what is given stands in the cells as it is."""
    header = _HEADERS[locale]
    lines = [header, ("---",) * len(header), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def page(  # noqa: PLR0913 - parts of a page
    rows: Sequence[Sequence[str]], *, heading: str = "Order {#order}", front: str = "",
    before: str = "What is ordered.", behind: str = "", locale: str = "en",
) -> str:  # fmt: skip
    """Write a page that documents one type."""
    head = f"---\n{front}\n---\n" if front else ""
    return f"{head}# {heading}\n\n{before}\n\n{table(rows, locale)}\n{behind}"


def both(rows: Sequence[Sequence[str]], **options: str) -> Files:
    """Give the same page in two editions, so that each confirms the other."""
    return {
        f"{locale}/order.md": page(rows, locale=locale, **options).encode() for locale in _HEADERS
    }


SOUND = (("itemCount", "xsd:int", "How many."), ("region", "xsd:string", "Where it goes."))
"""Rows without harm, which must survive what stands beside them."""


def spoiled(field: str, text: str) -> Case:  # noqa: PLR0911 - one a place
    """Put a text into one place of an otherwise sound page."""
    count, region = (list(row) for row in SOUND)
    values = f"One of: `Open`, `{text}`, `Lost`."
    match field:
        case "name":
            return Case(files=both((count, [text, "xsd:string", "A field."], region)))
        case "type":
            return Case(files=both((count, ["target", text, "A field."], region)))
        case "description":
            return Case(files=both((count, ["target", "xsd:string", text], region)))
        case "value":
            return Case(files=both((count, ["orderState", "xsd:string", values], region)))
        case "heading":
            return Case(files=both(SOUND, heading=text))
        case "anchor":
            return Case(files=both(SOUND, heading=f"Order {{#{text}}}"))
        case "front":
            return Case(files=both(SOUND, front=f"title: {text}\ndescription: {text}"))
        case _:
            raise ValueError(field)
