"""The general vocabulary and the user's own, CSV and TBX."""

from __future__ import annotations

import csv
import re
import unicodedata
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from generator.locales import parse_locale
from generator.reconcile.glossary import fold_text, loosen
from generator.reconcile.read_glossary import load_glossary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FOLDER = files("generator.reconcile").joinpath("glossaries")
LOCALES = sorted(
    file.name.removesuffix(".csv") for file in FOLDER.iterdir() if file.name.endswith(".csv")
)
EXPECTED = [
    "ar",
    "cs",
    "da",
    "de",
    "el",
    "es",
    "fi",
    "fr",
    "he",
    "hu",
    "id",
    "it",
    "ja",
    "ko",
    "nb",
    "nl",
    "pl",
    "pt",
    "ro",
    "ru",
    "sv",
    "th",
    "tr",
    "uk",
    "vi",
    "zh-Hans",
    "zh-Hant",
]
SCRIPTS = {
    "ar": "ARABIC",
    "el": "GREEK",
    "he": "HEBREW",
    "ja": "CJK|HIRAGANA|KATAKANA",
    "ko": "HANGUL",
    "ru": "CYRILLIC",
    "th": "THAI",
    "uk": "CYRILLIC",
    "zh-Hans": "CJK",
    "zh-Hant": "CJK",
}

TBX_2 = """\
<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><text><body>
  <termEntry id="1">
    <langSet xml:lang="en-US"><tig><term>Amphora</term></tig><tig><term>jar</term></tig></langSet>
    <langSet xml:lang="fr-FR">
      <ntig><termGrp><term>amphore <hi>antique</hi></term></termGrp></ntig>
    </langSet>
  </termEntry>
</body></text></martif>
"""
TBX_3 = """\
<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
  <conceptEntry id="1">
    <langSec xml:lang="en"><termSec><term>amphora</term></termSec></langSec>
    <langSec xml:lang="fr">
      <termSec><term>amphore</term></termSec><termSec><term>cruche</term></termSec>
    </langSec>
  </conceptEntry>
</body></text></tbx>
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Give a function that writes a file and returns its path."""

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return write_file


def _shipped(locale: str) -> list[list[str]]:
    text = FOLDER.joinpath(f"{locale}.csv").read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))


def test_the_languages_that_ship_are_tags_as_locales_spell_them() -> None:
    """Each file is named by its BCP 47 tag, and none of the list is missing."""
    assert EXPECTED == LOCALES
    assert [parse_locale(tag) for tag in LOCALES] == LOCALES


@pytest.mark.parametrize("locale", LOCALES)
def test_shipped_rows_are_sorted_single_lower_case_words(locale: str) -> None:
    """A header, then every term once, in order; none is a phrase or camel case."""
    header, *rows = _shipped(locale)
    terms = [row[0] for row in rows]
    assert ["term", locale] == header
    assert sorted(set(terms)) == terms
    assert [term for term in terms if not re.fullmatch("[a-z]+", term)] == []
    assert len(terms) > 250


@pytest.mark.parametrize("locale", LOCALES)
def test_shipped_alternatives_are_normal_distinct_and_never_empty(locale: str) -> None:
    """Every cell holds NFC texts without stray spaces, no two the same but for case."""
    faults = []
    for number, row in enumerate(_shipped(locale), 1):
        parts = row[1].split("|")
        is_tidy = all(part and part == " ".join(part.split()) for part in parts)
        is_normal = unicodedata.is_normalized("NFC", row[1])
        is_distinct = len({part.casefold() for part in parts}) == len(parts)
        if len(row) != 2 or not (is_tidy and is_normal and is_distinct):
            faults.append((number, row))
    assert faults == []


@pytest.mark.parametrize("locale", LOCALES)
def test_shipped_files_end_lines_with_a_line_feed_alone(locale: str) -> None:
    """Neither a carriage return nor a byte order mark stands in the data."""
    content = FOLDER.joinpath(f"{locale}.csv").read_bytes()
    assert (
        content.count(b"\r"),
        content.startswith(b"\xef\xbb\xbf"),
        content.endswith(b"\n"),
    ) == (0, False, True)


@pytest.mark.parametrize(
    ("locale", "script"), [(tag, script) for tag, script in SCRIPTS.items() if tag in LOCALES]
)
def test_shipped_alternatives_are_written_in_their_own_script(locale: str, script: str) -> None:
    """A letter of another script betrays a swapped column; Latin abbreviations may stand."""
    allowed = re.compile(rf"{script}|LATIN|COMBINING|FULLWIDTH|MODIFIER|KATAKANA-HIRAGANA")
    letters = {char for row in _shipped(locale)[1:] for char in row[1] if char.isalpha()}
    strange = [char for char in sorted(letters) if not allowed.match(unicodedata.name(char))]
    latin = [row for row in _shipped(locale)[1:] if row[1].isascii()]
    assert strange == []
    assert len(latin) <= 8


@pytest.mark.parametrize(
    ("locale", "text", "term"),
    [
        ("fr", "motif", "reason"),
        ("de", "Schwellenwert", "threshold"),
        ("es", "izquierda", "left"),
        ("it", "abilitato", "enabled"),
        ("ja", "金額", "amount"),
        ("ko", "대기 중", "pending"),
        ("zh-Hans", "已完成", "completed"),
        ("zh-Hant", "檔案", "file"),
        ("pt", "largura", "width"),
        ("nl", "beschrijving", "description"),
        ("sv", "lösenord", "password"),
        ("de", "Kontingente", "quotas"),
        ("es", "sobrescribir", "overwrite"),
        ("ja", "上書き", "overwrite"),
        ("ru", "хранилище", "repository"),
        ("th", "เสมือน", "virtual"),
        ("zh-Hant", "權限", "permission"),
    ],
)
def test_common_words_are_understood(locale: str, text: str, term: str) -> None:
    """One everyday word a language."""
    assert term in load_glossary().meanings(locale, text)


def test_case_width_and_accents_do_not_matter() -> None:
    """Comparison is NFKC and case-folded, and falls back to letters without accents."""
    glossary = load_glossary()
    expected = glossary.meanings("fr", "état")
    assert "state" in expected
    for text in ("ÉTAT", "e\u0301tat", "etat", "Ｅｔａｔ"):
        assert expected == glossary.meanings("fr", text)


def test_words_that_an_identifier_runs_together_are_understood() -> None:
    """Spaces and apostrophes are gone in a damaged identifier."""
    assert load_glossary().meanings("fr", "nomDuFichier") == ("filename",)


def test_a_leading_article_is_passed_over() -> None:
    """Articles of their own, and those elided before an apostrophe."""
    glossary = load_glossary()
    assert glossary.meanings("fr", "adresse") == glossary.meanings("fr", "l’adresse")
    assert glossary.meanings("de", "Breite") == glossary.meanings("de", "die Breite")


def test_marks_that_are_letters_are_kept() -> None:
    """Accents are dropped from European letters alone."""
    assert (
        loosen("ガ・が"),
        loosen("สี"),
        loosen("ı"),
        loosen(fold_text("Straße")),
        loosen("œ"),
    ) == ("ガが", "สี", "i", "strasse", "oe")


def test_a_locale_falls_back_to_its_language_and_script_never_to_the_other_script() -> None:
    """Regions fall back by CLDR; the terms' own language has no translations."""
    glossary = load_glossary()
    assert glossary.words("fr") == glossary.words("fr-CA")
    assert glossary.words("zh-Hant") == glossary.words("zh-TW")
    assert glossary.words("zh-Hans") == glossary.words("zh")
    assert glossary.words("nb") == glossary.words("no")
    assert glossary.words("en-GB") == {}
    assert glossary.words("cy") == {}
    assert glossary.meanings("sw", "jina") == ()


def test_a_file_adds_terms_and_alternatives_above_the_shipped_ones(
    write: Callable[[str, str], Path],
) -> None:
    """What the user says comes first, and nothing shipped is lost."""
    path = write("own.csv", "term,fr\nAmphora,amphore|cruche\nname,amphore | appellation maison\n")
    glossary = load_glossary([path])
    assert glossary.diagnostics == ()
    assert glossary.meanings("fr", "Amphore") == ("amphora", "name")
    assert glossary.meanings("fr-CA", "appellation maison") == ("name",)
    assert glossary.meanings("fr", "nom") == ("name",)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_told_from_the_header(
    write: Callable[[str, str], Path], separator: str
) -> None:
    """Spreadsheets write any of the three, often with a byte order mark and CRLF."""
    lines = [
        "\ufeff" + separator.join(["Term", "de", "pt_BR"]),
        separator.join(["jar", "Krug", "jarro"]),
    ]
    glossary = load_glossary([write("own.csv", "\r\n".join(lines))])
    assert glossary.diagnostics == ()
    assert glossary.meanings("de", "Krug") == ("jar",)
    assert glossary.meanings("pt-BR", "Jarro") == ("jar",)


def test_what_ships_can_be_left_out(write: Callable[[str, str], Path]) -> None:
    """By a first line of a CSV file, or by the argument."""
    plain = write("plain.csv", "# ours\nterm,fr\njar,cruche\n")
    marked = write("marked.csv", "#replace\nterm,fr\njar,cruche\n")
    expected = {"cruche": ("jar",)}
    assert expected == load_glossary([plain], replace=True).words("fr")
    assert expected == load_glossary([marked]).words("fr")
    assert expected != load_glossary([plain]).words("fr")
    assert load_glossary(replace=True).words("fr") == {}


def test_the_nearer_locale_comes_first(write: Callable[[str, str], Path]) -> None:
    """A region's own column is asked before its language's."""
    text = "term,fr,fr-CA\njar,cruche,\npot,,cruche\n"
    glossary = load_glossary([write("own.csv", text)], replace=True)
    assert glossary.meanings("fr-CA", "cruche") == ("pot", "jar")
    assert glossary.meanings("fr", "cruche") == ("jar", "pot")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1: error: glossary is empty, expected a header 'term,…'"]),
        ("word,fr\njar,cruche\n", ["1: error: glossary has no column 'term'"]),
        ("term,fr,notes\njar,cruche,x\n", ["1: warning: column 'notes' is no locale"]),
        ("term,fr,FR\njar,cruche,x\n", ["1: warning: column 'FR' stands twice"]),
        (
            "term,fr\n\njar,cruche,x\n,cruche\npot,pot\n",
            [
                "3: warning: row has 3 cells, the header 2",
                "4: warning: row has no term",
            ],
        ),
    ],
)
def test_faults_of_a_csv_file_are_located(
    write: Callable[[str, str], Path], text: str, expected: list[str]
) -> None:
    """Path, line and what is wrong; the rest of the file is used."""
    path = write("own.csv", text)
    found = load_glossary([path]).diagnostics
    assert {"GS107"} == {diagnostic.code for diagnostic in found}
    assert {path.as_posix()} == {diagnostic.span.path for diagnostic in found if diagnostic.span}
    assert expected == [
        f"{diagnostic.span.line}: {diagnostic.severity}: {diagnostic.message}"
        for diagnostic in found
        if diagnostic.span
    ]


def test_what_is_not_at_fault_is_used(write: Callable[[str, str], Path]) -> None:
    """A faulty row or column costs nothing but itself."""
    path = write("own.csv", "term,notes,fr\njar,x,cruche,y\npot,x,marmite\n")
    assert load_glossary([path], replace=True).words("fr") == {"marmite": ("pot",)}


def test_a_cell_beyond_the_reader_is_a_finding(write: Callable[[str, str], Path]) -> None:
    """The CSV reader's own limit is reported like any fault."""
    (found,) = load_glossary([write("own.csv", f"term,fr\njar,{'x' * 200_000}\n")]).diagnostics
    assert found.message == "glossary is not valid CSV: field larger than field limit (131072)"


def test_bytes_that_are_no_utf_8_are_located(tmp_path: Path) -> None:
    """The line of the first bad byte."""
    path = tmp_path / "own.csv"
    path.write_bytes("term,fr\njar,cruche\npot,pi\xe8ce\n".encode("latin-1"))
    (found,) = load_glossary([path]).diagnostics
    assert f"{path.as_posix()}:3:1" == str(found.span)
    assert found.message == "glossary is not UTF-8: invalid continuation byte"


def test_a_file_that_is_missing_is_a_finding_about_it(tmp_path: Path) -> None:
    """No exception: the rest of the run goes on."""
    (found,) = load_glossary([tmp_path / "none.csv"]).diagnostics
    assert ((tmp_path / "none.csv").as_posix(), "error") == (found.path, found.severity)


@pytest.mark.parametrize("name", ["own.tbx", "own.xml", "own.txt"])
def test_tbx_of_the_second_version_is_read(write: Callable[[str, str], Path], name: str) -> None:
    """Both its nestings, markup inside a term, and the document type by name."""
    glossary = load_glossary([write(name, TBX_2)], replace=True)
    assert glossary.diagnostics == ()
    assert glossary.words("fr") == {"amphore antique": ("amphora", "jar")}


def test_tbx_of_the_third_version_is_read(write: Callable[[str, str], Path]) -> None:
    """Its names and its namespace."""
    glossary = load_glossary([write("own.tbx", TBX_3)], replace=True)
    assert glossary.diagnostics == ()
    assert glossary.words("fr") == {"amphore": ("amphora",), "cruche": ("amphora",)}


BOMB = '<!DOCTYPE martif [<!ENTITY a "b">]>\n<martif><term>&a;</term></martif>'
OUTSIDE = '<!DOCTYPE martif SYSTEM "http://127.0.0.1:9/x.dtd">\n<martif>&a;</martif>'
ODD = TBX_3.replace('"fr"', '"klingonese"')


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (BOMB, 1, "glossary is not usable as TBX: its document type 'martif' declares something"),
        (OUTSIDE, 2, "glossary is not usable as TBX: it has an entity, 'a', or declares one"),
        ("<martif>\n<body>\n</martif>", 3, "glossary is not usable as TBX: mismatched tag"),
        (
            "<html/>",
            1,
            "glossary is not usable as TBX: its root is 'html', expected 'martif' or 'tbx'",
        ),
        (
            '<?xml version="1.0" encoding="nope"?><tbx/>',
            1,
            "glossary is not usable as TBX: its encoding cannot be read: unknown encoding: nope",
        ),
        ("<tbx/>", 1, "no entry has both an English term and another language's"),
        (ODD, 5, "unknown locale 'klingonese'"),
    ],
)
def test_faults_of_a_tbx_file_are_located(
    write: Callable[[str, str], Path], text: str, line: int, message: str
) -> None:
    """Nothing outside the file is read, nothing inside it expands."""
    found = load_glossary([write("own.tbx", text)]).diagnostics
    assert ("GS107", line, message) in [
        (diagnostic.code, diagnostic.span.line, diagnostic.message)
        for diagnostic in found
        if diagnostic.span
    ]


def test_the_order_of_files_is_the_order_of_meanings(write: Callable[[str, str], Path]) -> None:
    """The earlier file weighs more."""
    one, two = write("one.csv", "term,fr\njar,vase\n"), write("two.csv", "term,fr\npot,vase\n")
    assert load_glossary([one, two], replace=True).meanings("fr", "vase") == ("jar", "pot")
    assert load_glossary([two, one], replace=True).meanings("fr", "vase") == ("pot", "jar")
