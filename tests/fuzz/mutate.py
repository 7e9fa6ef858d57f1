"""Seeds and mutations: hostile texts out of sound ones, the same for the same number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile import injections, shapes, spellings
from tests.schema_factory import HOSTILE_TEXTS

if TYPE_CHECKING:
    from random import Random

CANARY = "canaryPwned"
"""A word that may stand in literals, comments and text, and nowhere as code."""
_TOKENS = (
    CANARY, f'"""{CANARY}', f"'''{CANARY}", f"*/{CANARY}/*", f"-->{CANARY}<!--",
    f"]]>{CANARY}", f'"{CANARY}="', f"\\{CANARY}", f"\n{CANARY}\n", f"${{{CANARY}}}",
    "|", "| --- |", "\n| a | b |\n|---|---|\n", "`", "``", "```xml\n", "```json\n", "<", ">", "&",
    "&lt;", "&#0;", "&#xD800;", "<table>", "<tr>", "<td>", "</td>", "</table>", "<br>", "<!--",
    "-->", "<![CDATA[", "<pre>", "<a name=x>", "[", "](", ")", "[!DNL ", "[!UICONTROL ", "{#", "}",
    "*", "_", "**", "#", "# ", "- ", "> ", "1. ", "---\n", "...\n", "\\", "\x00", "\x1b", "\u202e",
    "\u2028", "\ufeff", "\ufffe", "\ud800", "\u200b", "é", "e\u0301", "а", "ａ", "한글", "😀", "\r",
    "\r\n", "\t", "\x85", "\x0b", " ", "xsd:", "types:", "[]", "One of:", "=", ":", "%s", "{0}",
)  # fmt: skip
_LONGEST = 6000


def load_seeds() -> tuple[str, ...]:
    """Give the pages of the hostile fixtures, as far as they are small."""
    cases = {**injections.CASES, **spellings.CASES, **shapes.CASES}
    texts = [
        content.decode("utf-8", "replace")
        for case in cases.values()
        for name, content in sorted(case.files.items())
        if len(content) < _LONGEST and not name.startswith("fr/")
    ]
    return tuple(dict.fromkeys([*texts, *HOSTILE_TEXTS]))


def mutate(text: str, seeds: tuple[str, ...], random: Random) -> str:
    """Change a text in one to eight places."""
    for _ in range(random.randint(1, 8)):
        start = random.randint(0, len(text))
        end = min(len(text), start + random.choice((0, 0, 1, 2, 8, 64)))
        match random.randrange(6):
            case 0 | 1 | 2:
                middle = random.choice(_TOKENS)
            case 3:
                other = random.choice(seeds)
                at = random.randint(0, len(other))
                middle = other[at : at + random.choice((4, 40, 400))]
            case 4:
                middle = text[start:end] * random.randint(0, 40)
            case _:
                middle = random.choice(_TOKENS) * random.choice((2, 3, 50))
        text = text[:start] + middle + text[end:]
    return text[:_LONGEST]


def snippet(random: Random) -> str:
    """Make a short hostile text."""
    parts = [random.choice(_TOKENS) for _ in range(random.randint(0, 5))]
    return "".join(parts) if random.random() < 0.8 else random.choice(HOSTILE_TEXTS)
