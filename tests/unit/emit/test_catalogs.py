"""Catalogs: what they say, and what becomes of a translator's edits."""

from __future__ import annotations

import pytest

from generator.emit.catalog import CatalogFile, CatalogMessage
from generator.emit.catalog_babel import PoError, format_po, read_po
from generator.emit.catalog_entries import clean_text
from generator.emit.catalog_merge import is_edited
from generator.model.schema import LocalizedText, Schema
from tests.emitted_labels import render_catalogs
from tests.schema_factory import (
    complex_type,
    enumeration,
    field,
    freight_schema,
    hostile_schema,
    operation,
    schema,
    texts,
    value,
)

FR = "freight/locale/fr/LC_MESSAGES/freight.po"


def parcel(name: str = "count", line: int = 9, **labels: str) -> Schema:
    """Give an API with one type of one field."""
    member = field(name, labels=texts(**labels), sources=(f"en/parcel.md:{line}",))
    other = field("kind", labels=texts(fr="Genre"), sources=("en/parcel.md:30",))
    return schema(complex_type("Parcel", member, other), locales=("en", "fr"))


def french(api: Schema, former: bytes | None = None) -> bytes:
    """Render the French catalog."""
    rendered = render_catalogs(api, existing={FR: former} if former is not None else {})
    return next(artifact.content for artifact in rendered.artifacts if artifact.path == FR)


def entries(content: bytes) -> dict[str, tuple[str, str, bool, bool]]:
    """Give msgid, msgstr, fuzzy and obsolete of every entry of a catalog by context."""
    return {
        m.context: (m.msgid, m.msgstr, m.is_fuzzy, m.is_obsolete) for m in read_po(content).messages
    }


def edit(content: bytes, old: str, new: str) -> bytes:
    """Edit a catalog as a translator does."""
    assert content.decode().count(old) == 1
    return content.decode().replace(old, new).encode()


def test_every_identifier_has_an_entry_in_every_catalog() -> None:
    """Types, fields, values and operations by path; descriptions where there are some."""
    api = schema(
        complex_type(
            "Parcel",
            field("numItems", documentation=texts(en="How many.", fr="Combien.")),
            labels=texts(en="Parcel", fr="Colis"),
        ),
        enumeration("ParcelState", value("in.transit", labels=texts(fr="En route"))),
        operation("sendParcel", labels=texts(fr="Envoyer")),
        locales=("en", "fr"),
    )
    assert entries(french(api)) == {
        "Parcel": ("Parcel", "Colis", False, False),
        "Parcel.numItems": ("Num items", "", False, False),
        "Parcel.numItems#description": ("How many.", "Combien.", False, False),
        "ParcelState": ("Parcel state", "", False, False),
        "ParcelState.in.transit": ("In transit", "En route", False, False),
        "sendParcel": ("Send parcel", "Envoyer", False, False),
    }


def test_the_reference_catalog_says_every_label_twice() -> None:
    """So that it can be edited like any other; a description in no reference text stays open."""
    api = schema(
        complex_type("Parcel", labels=texts(en="Box"), documentation=texts(fr="Un colis.")),
        locales=("en", "fr"),
    )
    content = render_catalogs(api).artifacts[1].content
    assert entries(content) == {
        "Parcel": ("Box", "Box", False, False),
        "Parcel#description": ("Un colis.", "", False, False),
    }


def test_the_files_are_a_template_and_two_a_locale() -> None:
    """Folders are spelled as gettext spells locales."""
    api = schema(locales=("en", "zh-Hans", "pt_br"), reference_locale="en")
    assert [artifact.path for artifact in render_catalogs(api).artifacts] == [
        "freight/locale/en/LC_MESSAGES/freight.mo",
        "freight/locale/en/LC_MESSAGES/freight.po",
        "freight/locale/freight.pot",
        "freight/locale/pt_BR/LC_MESSAGES/freight.mo",
        "freight/locale/pt_BR/LC_MESSAGES/freight.po",
        "freight/locale/zh_Hans/LC_MESSAGES/freight.mo",
        "freight/locale/zh_Hans/LC_MESSAGES/freight.po",
    ]


def test_a_path_of_several_things_combines_their_texts() -> None:
    """The named type comes before the operation, which supplies what the type lacks."""
    api = schema(
        complex_type("Send", labels=texts(fr="Envoi"), sources=("en/a.md:1",)),
        operation("Send", labels=texts(en="Send it", fr="Envoyer"), sources=("en/b.md:1",)),
        locales=("en", "fr"),
    )
    (message,) = read_po(french(api)).messages
    assert (message.msgid, message.msgstr, message.references) == (
        "Send it",
        "Envoi",
        ("en/a.md:1", "en/b.md:1"),
    )


def test_a_doubtful_label_is_fuzzy_with_its_reason_and_not_compiled() -> None:
    """It waits for a review, unless fuzzy entries are asked for."""
    label = LocalizedText(locale="fr", text="Compte", fuzzy="two values share it")
    api = schema(complex_type("Parcel", field("count", labels=(label,))), locales=("en", "fr"))
    message = read_po(french(api)).messages[1]
    assert (message.is_fuzzy, message.notes) == (True, ("fuzzy: two values share it",))
    compiled = [render_catalogs(api, use_fuzzy=use).artifacts[2].content for use in (False, True)]
    assert [b"Compte" in content for content in compiled] == [False, True]


def test_an_untouched_catalog_follows_the_pages() -> None:
    """What nobody edited is replaced by what the pages say now."""
    first = french(parcel(fr="Compte"))
    assert french(parcel(fr="Nombre"), first) == french(parcel(fr="Nombre"))
    assert french(parcel(), first) == french(parcel())


@pytest.mark.parametrize(
    ("before", "edited"), [("Compte", "Nombre"), ("Compte", ""), ("", "Nombre")]
)
def test_an_edit_survives_whatever_the_pages_say(before: str, edited: str) -> None:
    """Changed, emptied or filled in, an entry stays as the translator left it, run after run."""
    first = french(parcel(fr=before))
    content = edit(first, f'msgid "Count"\nmsgstr "{before}"', f'msgid "Count"\nmsgstr "{edited}"')
    for label in (before, "Quantité", "Quantité", ""):
        content = french(parcel(fr=label), content)
        assert entries(content)["Parcel.count"] == ("Count", edited, False, False)


def test_a_kept_edit_says_what_the_pages_say() -> None:
    """The translator sees the proposal that was not taken."""
    content = edit(french(parcel(fr="Compte")), '"Compte"', '"Nombre"')
    message = read_po(french(parcel(fr="Quantité"), content)).messages[1]
    assert message.notes == ("the pages say: Quantité",)


def test_a_reviewed_fuzzy_entry_stays_reviewed() -> None:
    """To take the flag away is an edit, even where the text stays."""
    label = LocalizedText(locale="fr", text="Compte", fuzzy="doubtful")
    api = schema(complex_type("Parcel", field("count", labels=(label,))), locales=("en", "fr"))
    content = french(api, edit(french(api), "#, fuzzy\n", ""))
    assert entries(content)["Parcel.count"] == ("Count", "Compte", False, False)


def test_an_emptied_entry_is_not_fuzzy_and_stays_so() -> None:
    """Nor where the pages give nothing any more."""
    label = LocalizedText(locale="fr", text="Compte", fuzzy="doubtful")
    api = schema(complex_type("Parcel", field("count", labels=(label,))), locales=("en", "fr"))
    content = french(parcel(), edit(french(api), 'msgstr "Compte"', 'msgstr ""'))
    assert entries(content)["Parcel.count"] == ("Count", "", False, False)
    assert french(parcel(), content) == content


def test_an_edit_made_for_another_text_is_fuzzy_with_the_previous_text() -> None:
    """The reference text changed under one path."""
    content = edit(french(parcel()), 'msgid "Count"\nmsgstr ""', 'msgid "Count"\nmsgstr "Nombre"')
    content = french(parcel(en="Amount"), content)
    message = read_po(content).messages[1]
    assert (message.msgid, message.msgstr, message.is_fuzzy, message.previous_msgid) == (
        "Amount",
        "Nombre",
        True,
        "Count",
    )
    assert french(parcel(en="Amount"), content) == content


@pytest.mark.parametrize("line", [9, 12])
def test_an_edit_follows_a_corrected_identifier(line: int) -> None:
    """By its place on the page, or where that moved by what the pages propose for it."""
    content = edit(french(parcel("contage", fr="Compte")), '"Compte"', '"Nombre"')
    content = french(parcel("count", line, fr="Compte"), content)
    assert entries(content) == {
        "Parcel": ("Parcel", "", False, False),
        "Parcel.count": ("Count", "Nombre", True, False),
        "Parcel.kind": ("Kind", "Genre", False, False),
    }
    message = read_po(content).messages[1]
    assert (message.previous_context, message.previous_msgid) == ("Parcel.contage", "Contage")


def test_an_edit_follows_its_identifier_to_another_page() -> None:
    """Only the reference changes."""
    content = edit(french(parcel(fr="Compte")), '"Compte"', '"Nombre"')
    message = read_po(french(parcel(line=77, fr="Compte"), content)).messages[1]
    assert (message.msgstr, message.is_fuzzy, message.references) == (
        "Nombre",
        False,
        ("en/parcel.md:77",),
    )


def test_entries_that_vanish_are_obsolete_and_come_back() -> None:
    """An edit outlives the absence of its identifier."""
    content = edit(french(parcel(fr="Compte")), '"Compte"', '"Nombre"')
    empty = schema(complex_type("Crate"), locales=("en", "fr"))
    gone = french(empty, content)
    assert entries(gone) == {
        "Crate": ("Crate", "", False, False),
        "Parcel.count": ("Count", "Nombre", False, True),
        "Parcel.kind": ("Kind", "Genre", False, True),
    }
    assert french(empty, gone) == gone
    assert french(parcel(fr="Compte"), gone) == french(parcel(fr="Compte"), content)


def test_similar_texts_never_lend_each_other_a_translation() -> None:
    """There is no fuzzy matching: another identifier starts empty."""
    states = [
        schema(
            enumeration(
                "State", value(name, labels=texts(**labels), sources=("en/a.md:1",)), "New"
            ),
            locales=("en", "fr"),
        )
        for name, labels in (("Processing", {"fr": "Traitement"}), ("Processed", {}))
    ]
    both = schema(
        enumeration("State", value("Processing", labels=texts(fr="Traitement")), "Processed"),
        locales=("en", "fr"),
    )
    assert entries(french(both, french(states[0])))["State.Processed"][1] == ""


def test_translators_comments_flags_and_headers_are_kept() -> None:
    """They belong to the translator."""
    content = french(parcel(fr="Compte"))
    content = edit(content, 'msgctxt "Parcel"', '# ask Ann\n#, no-wrap\nmsgctxt "Parcel"')
    content = edit(content, 'msgid "Parcel"\nmsgstr ""', 'msgid "Parcel"\nmsgstr "Colis"')
    content = edit(
        content, '"Last-Translator: \\n"', '"Last-Translator: Ann <ann@a.fr>\\n"\n"X-A: b\\n"'
    )
    catalog = read_po(french(parcel(fr="Compte"), content))
    first = catalog.messages[0]
    assert (first.comments, first.flags, first.msgstr) == (("ask Ann",), ("no-wrap",), "Colis")
    assert dict(catalog.header)["Last-Translator"] == "Ann <ann@a.fr>"
    assert dict(catalog.header)["X-A"] == "b"


def test_a_catalog_that_cannot_be_read_is_left_alone_and_reported() -> None:
    """Nothing a translator wrote is overwritten."""
    broken = b'msgid "a"\nmsgstr "b\n'
    rendered = render_catalogs(parcel(fr="Compte"), existing={FR: broken})
    assert broken in [artifact.content for artifact in rendered.artifacts]
    (finding,) = rendered.diagnostics
    assert (finding.code, finding.path) == ("GS605", FR)
    assert finding.message == (
        "catalog is no valid PO file and was left as it is: "
        "line 2: 'msgstr \"b' is no keyword with a closed text"
    )


@pytest.mark.parametrize("api", [freight_schema(), hostile_schema()], ids=["freight", "hostile"])
def test_a_second_run_changes_nothing(api: Schema) -> None:
    """Merging what was written gives the same bytes, and nothing counts as edited."""
    first = render_catalogs(api)
    written = {artifact.path: artifact.content for artifact in first.artifacts}
    assert render_catalogs(api, existing=written) == first
    catalogs = [content for path, content in written.items() if path.endswith(".po")]
    assert [m for each in catalogs for m in read_po(each).messages if is_edited(m)] == []


@pytest.mark.parametrize(
    "text",
    ["a\\", 'quote " quote', "a\nb", "\\n", "%s {0} \\x41", "tab\tend", "한국어", "#~ #| # \\"],
)
def test_any_text_is_read_back_as_it_was_written(text: str) -> None:
    """In texts and contexts alike; comments and previous texts fold white space."""
    folded = " ".join(text.split())
    message = CatalogMessage(
        context=text,
        msgid=text,
        msgstr=text,
        is_fuzzy=True,
        flags=("no-wrap",),
        comments=(folded,),
        notes=(folded,),
        references=("a b.md:1", "c.md:2"),
        previous_context=folded,
        previous_msgid=folded,
    )
    plain = CatalogMessage(context="z", msgid="z", msgstr="z")
    old = CatalogMessage(
        context="o",
        msgid=text,
        msgstr=text,
        is_fuzzy=True,
        flags=("no-wrap",),
        comments=(folded,),
        is_obsolete=True,
    )
    catalog = CatalogFile(header=(("A", "b"),), comments=("head",), messages=(message, plain, old))
    assert read_po(format_po(catalog)) == catalog


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'msgid "a"', "the last entry has no msgstr"),
        (b'msgctxt "a"', "the last entry has no msgstr"),
        (b'msgid "a"\n# b\nmsgstr ""', "line 1: missing msgstr for msgid 'a'"),
        (b'msgid "a"\nmsgid "b"\nmsgstr ""', "line 2: 'msgid \"b\"' is out of place"),
        (b'msgid "a"\nmsgstr ""\nmsgstr "b"', "line 3: 'msgstr \"b\"' is out of place"),
        (b'#~ msgstr "a"', "line 1: 'msgstr \"a\"' is out of place"),
        (b'"a"', 'line 1: Got line starting with " but not in msgid, msgstr or msgctxt: \'"a"\''),
        (b"msgid a", "line 1: 'msgid a' is no keyword with a closed text"),
        (b'msgid "a" b"', 'line 1: \'msgid "a" b"\' is no keyword with a closed text'),
        (b'msgid "\\303"', "line 1: 'msgid \"\\\\303\"' is no keyword with a closed text"),
        (b'#: \xe2\x81\xa8a\nmsgid ""', "line 1: location comment contains more First Strong"),
        (
            b'msgid ""\nmsgstr "Content-Type: charset=no-such\\n"',
            "not in no-such: unknown encoding: no-such",
        ),
        (b'msgid "\xff"', "not in utf-8: 'utf-8' codec can't decode byte 0xff in position 7:"),
    ],
)
def test_what_is_no_catalog_is_refused_with_its_place(content: bytes, message: str) -> None:
    """The message names the line and what is wrong."""
    with pytest.raises(PoError) as caught:
        read_po(content)
    assert str(caught.value).startswith(message)


def test_catalogs_of_other_tools_are_read() -> None:
    """Wrapped texts, other encodings, Windows line ends, plurals and previous obsolete texts."""
    content = (
        'msgid ""\r\nmsgstr ""\r\n"Content-Type: text/plain; charset=ISO-8859-1\\n"\r\n\r\n'
        'msgctxt "A"\r\nmsgid ""\r\n"on"\r\n"e"\r\nmsgstr "Ã\\tAé"\r\n'
        'msgid "x"\nmsgid_plural "xs"\nmsgstr[0] "y"\nmsgstr[1] "ys"\n'
        '#, fuzzy\n#~| msgid "b"\n#~ msgid "c"\n#~ msgstr ""\n#~ "d"\n'
    ).encode("latin-1")
    catalog = read_po(content)
    assert (entries(content), catalog.lost, catalog.messages[1].previous_msgid) == (
        {"A": ("one", "Ã\tAé", False, False), "": ("c", "d", True, True)},
        ("x",),
        "b",
    )


def test_texts_are_cleaned_of_what_no_catalog_can_hold() -> None:
    """Controls and line separators fold; surrogates, noncharacters and overrides go."""
    assert clean_text(" a\x00b\u2028c \ud800\ufffe\u202ed\u200fe ") == "a b c d\u200fe"
