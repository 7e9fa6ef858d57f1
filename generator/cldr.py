"""What the program knows of the world's locales: a table of CLDR, the same on every machine.

The table lies in `cldr.json`, taken once from the CLDR data that Babel
carries. Were the installed Babel asked, its next release would change what is
generated. `python -m generator.cldr` takes the table anew.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = "cldr.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cldr:
    """Codes and their relations, spelled with `_` as CLDR's files have them."""

    babel: str
    """Version of the Babel it was taken from."""
    languages: frozenset[str]
    """Languages that have an English name."""
    scripts: frozenset[str]
    """Scripts that have one."""
    territories: frozenset[str]
    """Countries and groups of them that have one."""
    variants: frozenset[str]
    """Variants that have one, in lower case."""
    locales: frozenset[str]
    """Locales that have data of their own."""
    aliases: Mapping[str, str]
    """Former language code → the one in use, with a script where that follows."""
    likely_subtags: Mapping[str, str]
    """Tag → language, script and region that it most likely means (UTS 35, likely subtags)."""
    parents: Mapping[str, str]
    """Locale → its parent, where that is not the locale without its last part (UTS 35)."""
    spoken: Mapping[str, frozenset[str]]
    """Country → languages spoken there."""


@cache
def load_cldr() -> Cldr:
    """Give the table that comes with the program."""
    raw = json.loads(files("generator").joinpath(_FILE).read_text("utf-8"))
    return Cldr(
        babel=raw["babel"],
        languages=frozenset(raw["languages"].split()),
        scripts=frozenset(raw["scripts"].split()),
        territories=frozenset(raw["territories"].split()),
        variants=frozenset(raw["variants"].split()),
        locales=frozenset(raw["locales"].split()),
        aliases=_pairs(raw["aliases"]),
        likely_subtags=_pairs(raw["likely_subtags"]),
        parents=_pairs(raw["parents"]),
        spoken=MappingProxyType({k: frozenset(v.split()) for k, v in raw["spoken"].items()}),
    )


def _pairs(text: str) -> Mapping[str, str]:
    """Read `old=new` pairs."""
    pairs = (pair.partition("=") for pair in text.split())
    return MappingProxyType({old: new for old, _, new in pairs})


def collect_cldr() -> dict[str, Any]:
    """Take the table from the installed Babel, in the form in which the file has it."""
    import babel  # noqa: PLC0415 - only to make the table
    from babel.core import get_global  # noqa: PLC0415
    from babel.localedata import locale_identifiers  # noqa: PLC0415

    english = babel.Locale("en")
    likely = get_global("likely_subtags").items()
    return {
        "babel": babel.__version__,
        "languages": " ".join(sorted(english.languages)),
        "scripts": " ".join(sorted(english.scripts)),
        "territories": " ".join(sorted(english.territories)),
        "variants": " ".join(sorted(str(code).lower() for code in english.variants)),
        "locales": " ".join(sorted(locale_identifiers())),
        "aliases": _joined(get_global("language_aliases").items()),
        "likely_subtags": _joined(pair for pair in likely if not pair[0].startswith("und")),
        "parents": _joined(get_global("parent_exceptions").items()),
        "spoken": {
            region: " ".join(sorted(languages))
            for region, languages in sorted(get_global("territory_languages").items())
        },
    }


def _joined(pairs: Any) -> str:  # noqa: ANN401 - Babel gives no types
    return " ".join(f"{old}={new}" for old, new in sorted(pairs))


if __name__ == "__main__":
    Path(__file__).with_name(_FILE).write_text(
        json.dumps(collect_cldr(), indent=1) + "\n", encoding="utf-8", newline="\n"
    )
