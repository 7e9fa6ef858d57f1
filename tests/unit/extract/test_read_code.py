"""Code samples: which language they are in, and what they show."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Severity
from generator.extract.code_facts import CodeFacts, CodeLanguage
from generator.extract.page import Dialect
from generator.extract.read_code import CodeReading, detect_language, read_code_sample
from tests.page_factory import extract

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("tree_sitter_c_sharp")
pytest.importorskip("tree_sitter_java")

CSHARP = """\
private static void Moved(object sender, CrateMovedEventArgs e)
{
    Console.WriteLine("Was: " + e.PreviousPlace);
    switch (e.CurrentPlace)
    {
        case Place.Shelf:
            // nothing to be done
            break;
        case Place.Ship:
        case My.Harbour.Place.Quay:
            Warn(e.Crate.Label);
            break;
    }
}

static void Warn(string label)
{
    ICrate crate = Find(label);
    foreach (Item item in crate.Items) { Print(item.Weight); }
    if (crate.IsOpen || crate.Owner == "nobody") { crate.Count = Total(); }
    DateTime? packed = crate.Packed;
    var first = crate.Items[0];
    Print(first.Name, crate.Volume.ToString());
}

static int Total() { return 3; }
"""
JAVA = """\
import java.util.List;

class Watch {
    void moved(CrateMoved event, Crate crate) {
        switch (event.getPlace()) {
            case SHELF:
                break;
            case Place.SHIP:
                System.out.println("The crate is lost.");
                break;
        }
        for (Item item : crate.getItems()) {
            String name = item.getName();
        }
        if (crate.isOpen() && crate.getOwner().equals("nobody")) { return; }
    }
}
"""


def facts(code: str) -> CodeFacts:
    """Read a sample that shows something."""
    read = read_code_sample(code)
    assert read.facts is not None
    return read.facts


def members(code: str) -> dict[str, list[tuple[str, str, str]]]:
    """Give the members of every structure: name, type, on what the type rests."""
    found = {}
    for structure in facts(code).structures:
        found[structure.name] = [
            (
                member.name,
                (member.type.name + "[]" * member.type.is_array) if member.type else "",
                str(member.basis),
            )
            for member in structure.members
        ]
    return found


def values(code: str) -> dict[str, list[str]]:
    """Give the values of every enumeration."""
    return {each.name: [v.name for v in each.values] for each in facts(code).enumerations}


@pytest.mark.parametrize(
    ("code", "language"),
    [
        (CSHARP, CodeLanguage.CSHARP),
        (JAVA, CodeLanguage.JAVA),
        ("function f() {\n  const x = y.Z();\n  return x;\n}\n", None),
        ("curl -X POST https://example.com;\necho done;\n", None),
        ("a {\n  color: red;\n  top: 0;\n}\n", None),
        ("One sentence; another.\n", None),
        ("", None),
    ],
)
def test_the_content_tells_the_language(code: str, language: CodeLanguage | None) -> None:
    """Two signs at least, and none of a language that is not read."""
    assert detect_language(code) is language


def test_uses_show_members_and_their_types() -> None:
    """What is passed, looped over, compared, assigned or tested has a type; the rest has none."""
    assert members(CSHARP) == {
        "CrateMovedEventArgs": [
            ("PreviousPlace", "Place", "guessed"),
            ("CurrentPlace", "Place", "used"),
            ("Crate", "", "unknown"),
        ],
        "Crate": [
            ("Items", "Item[]", "used"),
            ("IsOpen", "boolean", "used"),
            ("Owner", "string", "used"),
            ("Count", "int", "used"),
            ("Packed", "dateTime", "used"),
            ("Volume", "", "unknown"),
        ],
        "Item": [("Weight", "", "unknown"), ("Name", "", "unknown")],
    }


def test_labels_and_comparisons_show_enumerations() -> None:
    """Qualified or not; a static member that is only read or called is none."""
    assert values(CSHARP) == {"Place": ["Shelf", "Ship", "Quay"]}


def test_a_case_has_what_is_said_in_it() -> None:
    """Its comments and messages, then the methods it calls; labels that fall through share it."""
    assert [(case.values, case.texts) for case in facts(CSHARP).cases] == [
        (("Shelf",), ("nothing to be done",)),
        (("Ship", "Quay"), ("Warn", "nobody")),
    ]


def test_declarations_say_all_there_is() -> None:
    """Public members of declared types, and the values of declared enumerations."""
    code = """\
public enum Place { Shelf, Ship = 3 }
public class Crate
{
    public string Label { get; set; }
    public List<Item> Items { get; }
    private int secret;
    public static Crate Default { get; }
}
static bool Lost(Crate crate) { return crate.Place == Place.Sea || crate.Label == null; }
"""
    read = facts(code)
    assert members(code) == {
        "Crate": [("Label", "string", "declared"), ("Items", "Item[]", "declared")]
    }
    assert values(code) == {"Place": ["Shelf", "Ship"]}
    assert [own.is_declared for own in read.structures] == [True]
    assert [own.is_declared for own in read.enumerations] == [True]


def test_a_switch_that_gives_a_value_is_one_too() -> None:
    """Patterns joined by `or` are labels, and so are those behind `is`."""
    code = """\
string text = parcel.Mode switch { Mode.Air => "fast", Mode.Sea or Mode.Rail => "slow", _ => "" };
if (parcel.Mode is Mode.Road or Mode.Mule) { Print("near"); }
while (parcel.Mode != Mode.Idle) { Print("still"); }
string name = parcel.Name;
"""
    assert values(f"void F(Parcel parcel)\n{{\n{code}}}\n") == {
        "Mode": ["Air", "Sea", "Rail", "Road", "Mule", "Idle"]
    }
    handled = [case.values for case in facts(f"void F(Parcel parcel)\n{{\n{code}}}\n").cases]
    assert handled == [("Air",), ("Sea", "Rail"), ("Road", "Mule")]


def test_getters_are_members_in_java() -> None:
    """`getItems()` reads `items`, `isOpen()` a truth; bare labels belong with qualified ones."""
    assert members(JAVA) == {
        "CrateMoved": [("place", "Place", "used")],
        "Crate": [
            ("items", "Item[]", "used"),
            ("open", "boolean", "used"),
            ("owner", "string", "used"),
        ],
        "Item": [("name", "string", "used")],
    }
    assert values(JAVA) == {"Place": ["SHELF", "SHIP"]}


def test_samples_that_differ_in_comments_show_the_same() -> None:
    """They are one witness, whatever language people are spoken to in."""
    translated = CSHARP.replace("nothing to be done", "rien à faire").replace("Was: ", "Avant : ")

    assert facts(translated) == facts(CSHARP)
    assert facts(translated).cases[0].texts != facts(CSHARP).cases[0].texts


def test_a_value_stands_where_its_page_has_it() -> None:
    """In a mislabelled fence and in an indented block, in characters, from 1."""
    indented = "".join(f"    {line}" for line in CSHARP.splitlines(keepends=True))
    for text, line, column in (
        (f"# 제목\n\n```java\n{CSHARP}```\n", 9, 20),
        (f"# 제목\n\nText.\n\n{indented}", 10, 24),
    ):
        page, findings = extract(text)
        (sample,) = page.samples
        assert findings == ()
        assert sample.dialect is Dialect.CODE
        assert sample.code is not None
        span = sample.code.enumerations[0].values[0].span
        assert span is not None
        assert (span.line, span.column, text[span.start : span.end]) == (line, column, "Shelf")


def test_markup_in_comments_makes_no_xml_of_code() -> None:
    """C# is documented in XML, in its comments."""
    page, _ = extract(f"```\n/// <summary>Moves.</summary>\n{CSHARP}```\n")

    assert page.samples[0].code == facts(CSHARP)


@pytest.fixture
def without_parsers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take the libraries of the extra away."""
    from generator.extract import extract_page, lower_csharp  # noqa: PLC0415 - caches are emptied

    caches = (lower_csharp._parser, extract_page._read_once)  # noqa: SLF001 - as above
    for cache in caches:
        cache.cache_clear()
    monkeypatch.setitem(sys.modules, "tree_sitter_c_sharp", None)
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.usefixtures("without_parsers")
def test_a_missing_extra_is_said_at_the_sample() -> None:
    """A page that could be read is not passed over in silence, one without such code is."""
    page, findings = extract(f"# Title\n\n```\n{CSHARP}```\n")

    assert page.samples[0].code is None
    assert [(f.code, f.severity, f.message, f.help, f.span and f.span.line) for f in findings] == [
        (
            "GS206",
            Severity.WARNING,
            "c# sample is not read: the libraries for it are not installed",
            "pip install 'gen-schema[code]'",
            4,
        )
    ]
    assert extract("# Title\n\n```\nplain; text;\n```\n")[1] == ()


def test_broken_code_is_read_as_far_as_it_can_be() -> None:
    """A bracket too few is a note; a sample that is mostly something else shows nothing."""
    _, findings = extract(f"```\n{CSHARP[:-3]}```\n")
    assert [(f.code, f.severity) for f in findings] == [("GS203", Severity.NOTE)]
    assert read_code_sample("using A;\nstring s = @@@@ %% ;\nforeach (( ;\n)) }\n").facts is None


@given(st.text(alphabet="{}();.=<>\"'@$/*\n abcCrateState|&![]:,", max_size=300))
def test_no_text_is_too_strange(noise: str) -> None:
    """Whatever stands behind code, reading ends and gives records."""
    found = read_code_sample(f"using A;\nstring s = c.D;\n{noise}")
    assert found.language is not None or found == CodeReading()
    assert found.facts is None or not found.facts.is_empty


def test_deep_nesting_ends() -> None:
    """Code nested beyond all reason shows what is not too deep."""
    deep = "(" * 5000 + "1" + ")" * 5000
    assert values(
        f"void F(Parcel p)\n{{\nbool b = p.Mode == Mode.Air;\nstring s = {deep};\n}}\n"
    ) == {"Mode": ["Air"]}
