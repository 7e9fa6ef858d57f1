"""Locale tags, families and fallback chains."""

from __future__ import annotations

import pytest
from babel.core import get_global
from babel.localedata import locale_identifiers

from generator.locales import (
    build_fallbacks,
    derive_chain,
    fallback_chain,
    known_tags,
    language_family,
    parse_locale,
    po_locale,
    served_tags,
)


@pytest.mark.parametrize(
    ("folder", "tag"),
    [
        ("fr", "fr"),
        ("fr-FR", "fr-FR"),
        ("pt_BR", "pt-BR"),
        ("zh-cn", "zh-CN"),
        ("ZH_hant_tw", "zh-Hant-TW"),
        ("zh-Hans", "zh-Hans"),
        ("zh-CHT", "zh-Hant"),
        ("sr-Latn-RS", "sr-Latn-RS"),
        ("sr@latin", "sr-Latn"),
        ("es-419", "es-419"),
        ("ca-ES-valencia", "ca-ES-valencia"),
        ("in", "in"),
        ("it", "it"),
        ("is", "is"),
        ("no", "no"),
        ("iw", "iw"),
        ("fil", "fil"),
        ("yue", "yue"),
        ("ceb", "ceb"),
        ("sms-FI", "sms-FI"),
        ("bin-NG", "bin-NG"),
        ("en-KR", "en-KR"),
        ("it-CH", "it-CH"),
    ],
)
def test_tags_in_any_common_spelling_are_read(folder: str, tag: str) -> None:
    """Case and separator do not matter; the parts come out as BCP 47 writes them."""
    assert parse_locale(folder) == tag


@pytest.mark.parametrize(
    "folder",
    [
        *[
            "ips-2021",
            "images",
            "media",
            "types",
            "en-old",
            "api",
            "ips",
            "faq",
            "dev",
            "src",
            "bin",
            "new",
            "min",
            "sms",
            "cad",
        ],
        *[
            "to-do",
            "as-is",
            "it-is",
            "md",
            "js",
            "go",
            "py",
            "ui",
            "db",
            "ai",
            "qa",
            "und",
            "mul",
            "xx",
            "v1",
            "2021",
            "en-US-old",
        ],
        *["en-", "-en", "en--US", "en.old", "en/US", "fr-XY", "fr-Zzzy"],
        *("", "fr\n", "fr ", "ｆｒ"),
    ],
)
def test_folders_that_only_look_like_tags_are_refused(folder: str) -> None:
    """Words, versions and codes that CLDR knows no language for are no locales."""
    assert parse_locale(folder) is None


@pytest.mark.parametrize("identifier", locale_identifiers())
def test_every_locale_of_babel_is_read_or_is_an_everyday_word(identifier: str) -> None:
    """Only a few three-letter codes need a region beside them."""
    words = {"cad", "cop", "lag", "mic", "mus", "ses", "sid", "sms", "tok"}
    assert (parse_locale(identifier) is not None) == (identifier not in words)


def test_gettext_spells_tags_with_underscores() -> None:
    """The folder names of catalogs."""
    assert [po_locale(tag) for tag in ("fr", "fr-fr", "zh-hans", "sr-Latn-RS")] == [
        "fr",
        "fr_FR",
        "zh_Hans",
        "sr_Latn_RS",
    ]


def test_cognate_languages_are_one_family_and_others_stand_alone() -> None:
    """Two of one family are one voice."""
    assert [
        language_family(tag) for tag in ("fr-FR", "pt_BR", "sv", "ja", "zh-TW", "yue", "xx")
    ] == [
        "romance",
        "romance",
        "germanic",
        "japanese",
        "sinitic",
        "sinitic",
        "xx",
    ]


@pytest.mark.parametrize(
    ("wanted", "available", "chain"),
    [
        ("fr-CA", "en fr", "fr en"),
        ("fr-CA", "en fr-FR", "fr-FR en"),
        ("fr-CA", "en fr-CH fr-FR", "fr-FR fr-CH en"),
        ("fr_ca", "en fr fr-CA", "fr-CA fr en"),
        ("zh-TW", "en zh-Hans zh-Hant", "zh-Hant en"),
        ("zh-TW", "en zh-CN zh-HK", "zh-HK en"),
        ("zh-TW", "en zh zh-CN zh-Hans", "en"),
        ("zh-US", "en zh-Hans zh-Hant", "zh-Hant en"),
        ("zh-CN", "en zh-Hans zh-Hant", "zh-Hans en"),
        ("zh-SG", "en zh-CN zh-TW", "zh-CN en"),
        ("zh-Hans", "en zh zh-Hans", "zh-Hans zh en"),
        ("zh-MO", "en zh-Hant zh-HK", "zh-HK zh-Hant en"),
        ("pt", "en pt-BR pt-PT", "pt-BR pt-PT en"),
        ("pt-AO", "en pt-BR pt-PT", "pt-PT pt-BR en"),
        ("pt-PT", "en pt-BR", "pt-BR en"),
        ("es-MX", "en es es-419", "es-419 es en"),
        ("es-MX", "en es-ES es-AR", "es-AR es-ES en"),
        ("es", "en es-419 es-ES", "es-ES es-419 en"),
        ("sr-Latn-RS", "en sr sr-Latn", "sr-Latn en"),
        ("sr-ME", "en sr sr-Latn", "sr-Latn en"),
        ("sr", "en sr-Latn", "en"),
        ("sh", "en sr-Latn", "sr-Latn en"),
        ("en-NZ", "en en-001 en-GB", "en-001 en-GB en"),
        ("en-US", "en-GB de", "en-GB de"),
        ("nb", "en no", "no en"),
        ("nn-NO", "en nb", "nb en"),
        ("no", "en nb nn", "nb nn en"),
        ("iw", "en he", "he en"),
        ("gsw-CH", "en de-AT de-CH", "de-CH de-AT en"),
        ("fr", "en ht", "en"),
        ("en", "de hi-Latn", "de"),
        ("xx", "en fr", "en"),
        ("!", "en fr", "en"),
    ],
)
def test_chains_follow_the_tree_of_cldr(wanted: str, available: str, chain: str) -> None:
    """Parents first, then their children, never another script; the reference ends the chain."""
    expected = tuple(chain.split())
    assert fallback_chain(wanted, tuple(available.split()), expected[-1]) == expected


AVAILABLE = [
    ("en", "fr-FR", "ko-KR", "de-DE", "ja-JP"),
    ("de", "en", "es", "es-419", "fr", "pt-BR", "pt-PT", "zh-Hans", "zh-Hant", "nb", "sr-Latn"),
    ("en-US", "zh-CN", "zh-TW", "he", "uz-Cyrl", "en-GB"),
]


@pytest.mark.parametrize("available", AVAILABLE)
def test_the_table_gives_the_chain_of_every_locale_that_babel_knows(
    available: tuple[str, ...],
) -> None:
    """A derived chain equals the one that is worked out from CLDR, whatever is left out."""
    table = build_fallbacks(available, available[0])
    for identifier in locale_identifiers():
        language, *rest = identifier.split("_")
        scripts = [part for part in rest if len(part) == 4]
        region = next((part for part in rest if len(part) < 4), "")
        script = scripts[0] if scripts else table.scripts.get(f"{language}-{region}")
        usual = table.scripts.get(language)
        parts = [language, script if script and script != usual else "", region]
        parts += [part.lower() for part in rest if len(part) > 4]
        derived = derive_chain(table.chains, "-".join(part for part in parts if part))
        expected = fallback_chain(identifier, available, available[0])
        assert (*derived, available[0]) == expected, identifier


@pytest.mark.parametrize("available", AVAILABLE)
def test_no_chain_crosses_into_another_script(available: tuple[str, ...]) -> None:
    """Whatever stands in for a locale is written as the locale is."""
    likely = get_global("likely_subtags")

    def script(tag: str) -> str:
        parts = tag.replace("-", "_").split("_")
        written = [part for part in parts if len(part) == 4 and part.isalpha()]
        return (written or [(likely.get("_".join(parts[:2])) or likely[parts[0]]).split("_")[1]])[0]

    crossing = [
        (identifier, tag)
        for identifier in locale_identifiers()
        if identifier.partition("_")[0] in likely
        for tag in fallback_chain(identifier, available, available[0])[:-1]
        if script(tag) != script(identifier)
    ]
    assert crossing == []


@pytest.mark.parametrize("available", AVAILABLE)
def test_whoever_is_not_served_has_no_chain(available: tuple[str, ...]) -> None:
    """Thousands of tags need not be looked at."""
    served = served_tags(available)
    others = sorted({*known_tags()} - {*served})
    assert len(served) < len(others)
    chains = {fallback_chain(tag, available, available[0]) for tag in others}
    assert chains == {(available[0],)}


def test_the_table_holds_only_what_cannot_be_derived() -> None:
    """A language with one edition takes one entry."""
    table = build_fallbacks(("en", "ko-KR"), "en")
    assert (dict(table.chains), dict(table.aliases)) == (
        {"ko": ("ko-KR",)},
        {"eng": "en", "hin": "hi", "kor": "ko"},
    )
