#!/usr/bin/env python3
"""Finds texts whose reading and extraction take more than twice the time at twice the length.

    python benchmarks/growth.py [--shapes 200] [--seed 0] [--size 60000]

A shape is a few fragments of Markdown, HTML, samples and values, repeated to
the size, as a whole page or inside a cell or a sample. Each is measured at the
size and at twice the size, in CPU time of one process; what grew by more than
three times is measured once more at four times the size. Exit 0: all grow as
they should; 1: some do not, and are printed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.pages.read_page import PageBytes, read

_FRAGMENTS = (
    "a ",
    "A",
    "0",
    "é",
    "あ",
    "\u3000",
    "\n",
    "\n\n",
    "\r\n",
    "  \n",
    "\\\n",
    "    ",
    "\t",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "[",
    "]",
    "(",
    ")",
    "[a](b)",
    "![",
    "[a]: b\n",
    "[!NOTE]\n",
    "[!DNL ",
    "<",
    "<a>",
    "</a>",
    "<a name=n¤>",
    "<!--",
    "-->",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<ul><li>",
    "<pre>",
    "</pre>",
    "<code>",
    "<div>",
    "<p>",
    "<br>",
    "<dl><dt>a<dd>",
    "<h2>",
    "<![CDATA[",
    "]]>",
    "<?",
    "|",
    "| a ",
    "|---",
    "| a | b |\n|---|---|\n",
    "| f¤ | T¤ | text |\n",
    "> ",
    "- ",
    "- `v¤` text\n",
    "1. ",
    "# T¤\n",
    "===\n",
    "---\n",
    "```\n",
    "```xml\n",
    "```json\n",
    "{",
    "}",
    '"',
    "'",
    ":",
    '{"k¤":',
    "<k¤>1</k¤>",
    "&",
    "&amp;",
    "&#",
    "a: ",
    "one of: ",
    "values: a, ",
    "`a`, ",
    "`c¤` or ",
    "List<",
    "0..1",
    "→ ",
    "a.b",
    "&nbsp;",
    "http://a.b ",
    "{#a}",
    "xsd:",
    "class a {\n",
    "int f¤;\n",
    "a(b);\n",
    "//",
    "/*",
    "*/",
    "gen-schema:",
)
_FRAMES = (
    ("", ""),
    ("", ""),
    ("# A\n\n| Name | Type | Description |\n|---|---|---|\n| a | string | ", ""),
    ("# A\n\n```xml\n", "\n```\n"),
    ("# A\n\n```csharp\n", "\n```\n"),
    ("<table><tr><td>Name</td></tr><tr><td>", ""),
)
_LONG = 0.25
"""CPU seconds below which a ratio says nothing."""
_TOO_MUCH = 3.0
"""Growth at twice the length from which it is measured again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What is repeated, and what stands around it."""

    unit: str
    frame: tuple[str, str]
    suffix: str

    def text(self, size: int) -> str:
        """Repeat the unit to a size in characters, each time with another number."""
        count = max(size // len(self.unit), 1)
        body = "".join(self.unit.replace("¤", str(number)) for number in range(count))
        return f"{self.frame[0]}{body}{self.frame[1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How the time for a shape grows when its length doubles."""

    shape: Shape
    ratio: float


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print what grows too fast."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--shapes", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--size", type=int, default=60_000, help="characters")
    options = parser.parse_args(arguments)
    found = measure_growth(options.shapes, options.seed, options.size)
    for growth in found:
        print(f"{growth.ratio:.1f} times: {growth.shape!r}")
    print(f"{options.shapes} shapes, {len(found)} of which grow too fast")
    return 1 if found else 0


def measure_growth(count: int, seed: int, size: int) -> list[Growth]:
    """Give the shapes whose time grows by more than their length, the worst first."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    found = [_measure(_choose(chance), size) for _ in range(count)]
    return sorted((each for each in found if each), key=lambda each: -each.ratio)


def _choose(chance: random.Random) -> Shape:
    fragments = chance.choices(_FRAGMENTS, k=chance.choice((1, 2, 2, 3, 3, 4)))
    return Shape(
        unit="".join(fragments),
        frame=chance.choice(_FRAMES),
        suffix=chance.choice((".md", ".md", ".html")),
    )


def _measure(shape: Shape, size: int) -> Growth | None:
    first, second = _seconds(shape, size), _seconds(shape, 2 * size)
    if second < _LONG or second < _TOO_MUCH * first:
        return None
    ratio = _seconds(shape, 4 * size) / _seconds(shape, 2 * size)
    return Growth(shape=shape, ratio=ratio) if ratio > _TOO_MUCH else None


def _seconds(shape: Shape, size: int) -> float:
    source = PageBytes(
        data=shape.text(size).encode(), suffix=shape.suffix, path=f"en/a{shape.suffix}",
        page=f"a{shape.suffix}", locale="en",
    )  # fmt: skip
    return max(min(_time(source) for _ in range(2)), 1e-6)


def _time(source: PageBytes) -> float:
    began = time.process_time()
    read(source)
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
