"""Locale tags: read from folder names, spelled for gettext, grouped in families, chained.

Everything is worked out from the table of CLDR that comes with the program. The
chains are made at generation, so that generated code needs none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.cldr import load_cldr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})"
    r"(?:-(?P<script>[a-z]{4}|chs|cht))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
    r"(?:@(?P<modifier>[a-z]+))?",
    re.IGNORECASE | re.ASCII,
)
_SCRIPTS = {"chs": "Hans", "cht": "Hant", "latin": "Latn", "cyrillic": "Cyrl"}
_NO_LANGUAGES = frozenset({"mis", "mul", "und", "zxx"})
_TECHNICAL_WORDS = frozenset({"cad", "cop", "lag", "mic", "mus", "sms", "ses", "sid", "tok"})
_LANGUAGES_THAT_ARE_WORDS = frozenset(
    ["am", "an", "as", "be", "he", "id", "in", "is", "it", "my", "no", "or", "so", "to"]
)
_NORWEGIAN = frozenset({"nb", "nn", "no"})

_CLOSE_LANGUAGES = {
    "apc": ("ar",),
    "ars": ("ar",),
    "ary": ("ar",),
    "arz": ("ar",),
    "bs": ("hr", "sr"),
    "da": ("nb", "no"),
    "gsw": ("de",),
    "hr": ("bs", "sr"),
    "id": ("ms",),
    "lb": ("de",),
    "ltg": ("lv",),
    "nb": ("da",),
    "no": ("da",),
    "sr": ("hr", "bs"),
    "ssy": ("aa",),
    "yue": ("zh",),
}
"""CLDR's language matches at a distance of 10 at most (languageInfo.xml, `written_new`) between
languages that have locale data, which Babel does not carry. Only within one script."""

_FAMILIES = {
    "romance": "an ast ca co es ext fr frp fur gl ht it la lij lld lmo mo mwl nap oc pcd pms pt rm "
    "ro sc scn vec wa",
    "germanic": "af bar da de en fo frr fy gsw is ksh lb li nb nds nl nn no pdt sco sv wae yi",
    "slavic": "be bg bs cs csb cu dsb hr hsb mk pl ru rue sh sk sl sr szl uk",
    "baltic": "lt ltg lv prg sgs",
    "celtic": "br cy ga gd gv kw",
    "uralic": "et fi hu kv mdf myv se sma smj smn sms udm vep vro",
    "turkic": "az ba chv crh cv gag kaa kk krc ky nog sah tk tr tt tyv ug uz",
    "semitic": "aa am apc ar arc ars ary arz gez he iw mt so ssy syr ti tig",
    "iranian": "bal bgn ckb fa ku lrc mzn os ps sdh tg",
    "indic": "as bgc bho bn doi dv gu hi kok ks mai mr ne or pa raj rom sa sat sd si skr ur xnr",
    "dravidian": "kn ml ta tcy te",
    "austronesian": "ace ban ceb ch fil fj haw id ilo in jv jw mad mg mi min ms sm su tl to ty war",
    "sinitic": "cdo cjy gan hak hsn lzh nan wuu yue zh",
    "japanese": "ja ryu",
    "korean": "ko",
    "tai": "blt lo shn th za",
    "bantu": "bem kg ki kln lg ln lua luy ny nyn rn rw sn ss st sw tn ts ve xh zu",
    "tibetan": "bo dz my",
}
_FAMILY_OF = {code: family for family, codes in _FAMILIES.items() for code in codes.split()}


def parse_locale(folder_name: str) -> str | None:
    """Read a folder's name as a BCP 47 tag: `pt_BR` and `PT-br` give `pt-BR`.

    The language, the script, the region and the variants must be known to
    CLDR. A three-letter code needs locale data of its own, or a script or a
    region beside it, because hundreds of them are everyday words (`bin`,
    `new`, `min`); a tag of two words such as `to-do` needs a region where the
    language is spoken.

    Returns:
        The tag with `-` between its parts, or None for a name that is no locale.
    """
    match = _TAG.fullmatch(folder_name.replace("_", "-"))
    if match is None:
        return None
    language = match["language"].lower()
    script, region = _script(match), (match["region"] or "").upper()
    variants = [part.lower() for part in match["variants"].split("-")[1:]]
    if not _is_language(language, alone=not (script or region)):
        return None
    cldr = load_cldr()
    known = cldr.scripts | {""}, cldr.territories | {""}, cldr.variants
    if script not in known[0] or region not in known[1] or set(variants) - known[2]:
        return None
    if region and language in _LANGUAGES_THAT_ARE_WORDS and not _is_spoken(language, region):
        return None
    if match["modifier"] and match["modifier"].lower() not in _SCRIPTS:
        return None
    return "-".join(part for part in (language, script, region, *variants) if part)


def po_locale(tag: str) -> str:
    """Spell a tag as gettext names its folders: `zh-Hans` gives `zh_Hans`."""
    return (parse_locale(tag) or tag).replace("-", "_")


@cache
def language_family(tag: str) -> str:
    """Name the family whose languages share words, so that two of them are one voice.

    Coarse on purpose: a cognate or a loan word that two Romance languages
    have in common says nothing that one of them does not. A language of no
    listed family stands for itself.
    """
    language = re.split("[-_]", tag.lower(), maxsplit=1)[0]
    return _FAMILY_OF.get(language, language)


def _script(match: re.Match[str]) -> str:
    raw = match["script"] or ""
    modifier = (match["modifier"] or "").lower()
    return _SCRIPTS.get(raw.lower(), raw.title()) or _SCRIPTS.get(modifier, "")


@cache
def _located_languages() -> frozenset[str]:
    """Give the languages that CLDR has locale data for."""
    return frozenset(identifier.split("_")[0] for identifier in load_cldr().locales)


def _is_language(code: str, *, alone: bool) -> bool:
    if code in _NO_LANGUAGES:
        return False
    if len(code) == 2:
        return code in load_cldr().languages or code in load_cldr().aliases
    if alone:
        return code in _located_languages() and code not in _TECHNICAL_WORDS
    return code in load_cldr().languages or code in _located_languages()


def _is_spoken(language: str, region: str) -> bool:
    """Tell whether CLDR lists a language for a region, or the region is a group of them."""
    cldr = load_cldr()
    if not region.isalpha() or f"{language}_{region}" in cldr.locales:
        return True
    language = cldr.aliases.get(language, language)
    spoken = cldr.spoken.get(region, frozenset[str]())
    return any(code.split("_")[0] == language for code in spoken)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """A locale's place in CLDR's tree: the script only where it is not the usual one."""

    language: str
    script: str
    region: str
    variants: str

    def __str__(self) -> str:
        parts = (self.language, self.script, self.region, self.variants)
        return "-".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class FallbackTable:
    """What it takes to find any locale's chain without CLDR."""

    aliases: Mapping[str, str]
    """Former language codes: `iw` stands for `he`, `sh` for `sr-Latn`."""
    scripts: Mapping[str, str]
    """The usual script, by language and, where it differs there, by `language-REGION`."""
    chains: Mapping[str, tuple[str, ...]]
    """By language, script where it is not the language's usual one, region and variants: the
    locales to look in, one after the other, without the reference. A key that is not there has
    the chain of the key without its last part, of a language alone none."""
    reference: str
    """The last resort."""


def build_fallbacks(available: tuple[str, ...], reference: str) -> FallbackTable:
    """Work out the chains of every locale that CLDR knows."""
    languages = _languages_served(available)
    chains: dict[str, tuple[str, ...]] = {}
    nodes = {_resolve(tag) for tag in (*served_tags(available), *available)}
    for node in sorted(nodes, key=lambda node: (str(node).count("-"), str(node))):
        chain = _chain(node, available, reference)
        if chain != derive_chain(chains, str(node).rpartition("-")[0]):
            chains[str(node)] = chain
    aliases = {
        old: new.replace("_", "-")
        for old, new in sorted(load_cldr().aliases.items())
        if new.split("_")[0] in languages
    }
    return FallbackTable(
        aliases=aliases, scripts=_usual_scripts(languages), chains=chains, reference=reference
    )


@cache
def known_tags() -> tuple[str, ...]:
    """Give every locale that CLDR has data or a likely script for, sorted."""
    found = {*load_cldr().locales, *load_cldr().likely_subtags}
    return tuple(sorted(tag.replace("_", "-") for tag in found))


@cache
def served_tags(available: tuple[str, ...]) -> tuple[str, ...]:
    """Give the known tags whose chains may hold an available locale, sorted."""
    languages = _languages_served(available)
    former = {old for old, new in load_cldr().aliases.items() if new.split("_")[0] in languages}
    return tuple(tag for tag in known_tags() if tag.partition("-")[0] in languages | former)


def derive_chain(chains: Mapping[str, tuple[str, ...]], key: str) -> tuple[str, ...]:
    """Look a key up as `FallbackTable.chains` says: its own chain, or that of its first parts."""
    while key:
        if key in chains:
            return chains[key]
        key = key.rpartition("-")[0]
    return ()


def fallback_chain(tag: str, available: tuple[str, ...], reference: str) -> tuple[str, ...]:
    """Order the available locales that may stand in for one, the reference last.

    The parents of CLDR's tree come first (es-MX, es-419, es), then what
    stands below the nearest of them (fr-FR for fr-CA), the usual region
    before others, then CLDR's close languages. A locale in another script
    never stands in.
    """
    own = parse_locale(tag) or tag.replace("_", "-")
    chain = _chain(_resolve(own), available, reference)
    if own in available:
        chain = (own, *(other for other in chain if other != own))
    if reference in chain:
        chain = chain[: chain.index(reference)]
    return (*chain, reference)


def _languages_served(available: tuple[str, ...]) -> frozenset[str]:
    """Give the languages whose chains may hold an available locale."""
    served = {_resolve(tag).language for tag in available}
    served |= {near for near, others in _CLOSE_LANGUAGES.items() if served.intersection(others)}
    exceptions = load_cldr().parents.items()
    served |= {
        child.split("_")[0] for child, parent in exceptions if parent.split("_")[0] in served
    }
    return frozenset(served | _NORWEGIAN if served & _NORWEGIAN else served)


def _usual_scripts(languages: frozenset[str]) -> dict[str, str]:
    usual: dict[str, str] = {}
    for tag, full in sorted(load_cldr().likely_subtags.items()):
        language, _, region = tag.partition("_")
        if language not in languages or len(region) > 3:
            continue
        script = full.split("_")[1]
        if script != usual.get(language):
            usual[tag.replace("_", "-")] = script
    return usual


@cache
def _resolve(tag: str) -> _Node:
    """Place a tag in the tree: former codes replaced, the script worked out from the region."""
    match = _TAG.fullmatch(tag.replace("_", "-"))
    if match is None:
        return _Node(language=tag.lower(), script="", region="", variants="")
    language, script = match["language"].lower(), _script(match)
    language, _, implied = load_cldr().aliases.get(language, language).partition("_")
    region = (match["region"] or "").upper()
    if len(implied) == 4:
        script = script or implied
    else:
        region = region or implied
    script = script or _likely_script(language, region)
    usual = _likely_script(language, "")
    return _Node(
        language=language,
        script="" if script == usual else script,
        region=region,
        variants=match["variants"].lstrip("-").lower(),
    )


def _likely_script(language: str, region: str) -> str:
    likely = load_cldr().likely_subtags
    full = likely.get(f"{language}_{region}") or likely.get(language) or "__"
    return full.split("_")[1]


@cache
def _ancestors(node: _Node) -> tuple[_Node, ...]:
    """Give a node and its parents, up to its language in its script, or beyond as CLDR says."""
    path = [node]
    while (parent := _parent(path[-1])) is not None and parent not in path:
        path.append(parent)
    return tuple(path)


def _parent(node: _Node) -> _Node | None:
    if node.variants:
        return _Node(language=node.language, script=node.script, region=node.region, variants="")
    exception = load_cldr().parents.get(str(node).replace("-", "_"))
    if exception is not None:
        return _resolve(exception)
    if node.region:
        return _Node(language=node.language, script=node.script, region="", variants="")
    return None


@cache
def _chain(node: _Node, available: tuple[str, ...], reference: str) -> tuple[str, ...]:
    """Order the available locales for a node, without the reference unless it is one of them."""
    chain: dict[str, None] = {}
    for near in (node, *_close_nodes(node)):
        ranked = sorted((*rank, tag) for tag in available if (rank := _rank(near, _resolve(tag))))
        chain |= dict.fromkeys(entry[-1] for entry in ranked)
    order = tuple(chain)
    return order[: order.index(reference)] if reference in order else order


def _close_nodes(node: _Node) -> Iterator[_Node]:
    script = node.script or _likely_script(node.language, "")
    for language in _CLOSE_LANGUAGES.get(node.language, ()):
        region = f"-{node.region}" if node.region else ""
        yield _resolve(f"{language}-{script}{region}")


def _rank(wanted: _Node, offered: _Node) -> tuple[int, int, bool] | None:
    """Say how far a locale is from the wanted one: by their nearest common parent."""
    above, below = _ancestors(wanted), _ancestors(offered)
    common = next((node for node in above if node in below), None)
    if common is None or not {common.language, offered.language} <= _one_language(common):
        return None
    return above.index(common), below.index(common), not _is_usual_region(common, offered)


def _one_language(node: _Node) -> frozenset[str]:
    return _NORWEGIAN if node.language in _NORWEGIAN else frozenset({node.language})


def _is_usual_region(common: _Node, offered: _Node) -> bool:
    if offered.language != common.language:
        return offered.language == "nb"
    tag = "_".join(part for part in (common.language, common.script) if part)
    full = load_cldr().likely_subtags.get(tag, "")
    return full.rpartition("_")[2] == offered.region
