"""What did not change is not rendered again, and what is there then is what rendering gives."""

from __future__ import annotations

import random
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from generator.cache.store import Store
from generator.emit import registry
from generator.emit.emitter import EmitContext
from generator.emit.parts import render_part
from generator.emit.registry import BUILT_IN, render_api
from tests.schema_factory import (
    complex_type,
    enumeration,
    field,
    freight_schema,
    hostile_schema,
    schema,
    texts,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.emit.emitter import Emission
    from generator.emit.parts import Part
    from generator.model.schema import Schema

WHOLE = ["model", "wsdl", "xsd"]
"""Emitters that show the whole model, and are run always."""
PO = "freight/locale/fr/LC_MESSAGES/freight.po"
XLIFF = "freight/xliff/fr.xlf"


def parcels(label: str = "Compte", digest: str = "1", **changes: object) -> Schema:
    """Give an API in three languages; the French label is what changes most."""
    member = field(
        "progress",
        labels=texts(en="Progress", fr=label, ko="진행률"),
        documentation=texts(en="How far, up to 100.", fr="Jusqu'à 100.", ko="진행률."),
        enumeration="State",
    )
    state = enumeration("State", value("Sent", labels=texts(fr="Envoyé")), used_by=())
    made = schema(complex_type("Parcel", member), state, locales=("en", "fr", "ko"))
    return replace(made, digest=sha256(digest.encode()).hexdigest(), **changes)  # type: ignore[arg-type]


class Output:
    """An output folder in memory, a cache, and a count of what is rendered."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.files: dict[str, bytes] = {}
        self.rendered: list[str] = []
        self._cache = Store(folder=folder)

        def count(part: Part, digest: str, context: EmitContext) -> Emission:
            self.rendered.append(f"{part.emitter} {part.together}".strip())
            return render_part(part, digest, context)

        monkeypatch.setattr(registry, "render_part", count)

    def run(self, api: Schema, emit: tuple[str, ...] = (), **options: object) -> list[str]:
        """Render over what is there, hold it against a run without a cache, and write it."""
        context = EmitContext(existing=self.files.get, **options)  # type: ignore[arg-type]
        expected = render_api(api, emit, context)
        self.rendered.clear()
        found = render_api(api, emit, replace(context, cache=self._cache, made={}))
        assert _files(found) == _files(expected)
        assert found.diagnostics == expected.diagnostics
        self.files |= _files(found)
        return sorted(self.rendered)


def _files(emission: Emission) -> dict[str, bytes]:
    return {each.path: each.content for each in emission.artifacts}


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Output:
    """Give an empty one."""
    return Output(tmp_path / "cache", monkeypatch)


def _of(locale: str, emitters: Iterable[str] = ("labels", "label-json", "xliff")) -> list[str]:
    return sorted([*WHOLE, *(f"{emitter} {locale}" for emitter in emitters)])


def test_only_what_changed_is_rendered_again(output: Output) -> None:
    """One locale's label: that locale's files. The digest of the input is no change."""
    assert {each.split()[0] for each in output.run(parcels())} == {*BUILT_IN}
    assert output.run(parcels()) == WHOLE
    assert output.run(parcels(digest="2")) == WHOLE
    assert sha256(b"2").hexdigest().encode() in output.files["freight/__init__.py"]
    assert output.run(parcels(digest="2")) == WHOLE
    assert output.run(parcels("Nombre", digest="3")) == _of("fr")
    assert output.run(parcels("Nombre", digest="3")) == WHOLE


def test_a_change_of_the_reference_changes_all_that_shows_it(output: Output) -> None:
    """Its text is the msgid of every catalog."""
    output.run(parcels())
    changed = output.run(parcels(title="Parcels"))
    assert {*_of("fr"), *_of("ko"), *_of("en", ("labels", "label-json")), "python"} <= {*changed}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PO, _of("fr")),
        (XLIFF, _of("fr")),
        (PO.replace(".po", ".mo"), _of("fr", ("labels",))),
        ("freight/types/parcel.py", sorted([*WHOLE, "python"])),
    ],
)
def test_what_is_not_as_it_was_is_rendered_again(
    output: Output, path: str, expected: list[str]
) -> None:
    """An edited catalog with all that is made from it; a file that is missing."""
    output.run(parcels())
    output.files[path] = output.files[path].replace(b"Compte", b"Nombre")
    edited = output.run(parcels())
    assert edited == (expected if path in {PO, XLIFF} else edited)
    assert output.run(parcels()) == WHOLE
    del output.files[path]
    assert output.run(parcels()) == expected
    assert output.run(parcels()) == WHOLE


def test_what_there_was_something_to_say_about_is_rendered_again(output: Output) -> None:
    """So that it is said again; what else is made from it is as it was."""
    output.run(parcels())
    output.files[PO] = b'msgid "'
    assert output.run(parcels()) == _of("fr")
    assert output.run(parcels()) == _of("fr", ("labels",))


def test_options_and_templates_count(output: Output, tmp_path: Path) -> None:
    """Another one makes another file."""
    output.run(parcels())
    assert len(output.run(parcels(), use_fuzzy=True)) > len(WHOLE)
    (tmp_path / "own").mkdir()
    for text in ("a", "b"):
        (tmp_path / "own" / "other.jinja").write_text(text)
        assert len(output.run(parcels(), templates_dir=tmp_path / "own")) > len(WHOLE)
        assert output.run(parcels(), templates_dir=tmp_path / "own") == WHOLE


def test_a_digest_that_is_none_is_not_looked_for(output: Output) -> None:
    """It could be any word of a file."""
    api = replace(parcels(), digest="the")
    assert [output.run(api) != WHOLE for _ in range(2)] == [True, True]


def test_emitters_that_are_not_asked_for_leave_what_others_need(output: Output) -> None:
    """Labels for the web come from a catalog that may stand there, or not."""
    output.run(parcels(), ("label-json",))
    assert output.run(parcels(), ("label-json",)) == []
    output.run(parcels(), ("labels",))
    assert output.run(parcels(), ("labels", "label-json")) == [
        f"label-json {locale}" for locale in ("en", "fr", "ko")
    ]
    assert output.run(parcels(), ("labels", "label-json")) == []


def test_processes_share_what_is_left(output: Output) -> None:
    """And give the same."""
    output.run(parcels())
    context = EmitContext(existing=output.files.get)
    for api in (parcels(), parcels("Nombre")):
        cached = replace(context, cache=output._cache)  # noqa: SLF001
        assert _files(render_api(api, (), cached, 2)) == _files(render_api(api, (), context))


@pytest.mark.parametrize("seed", range(4))
def test_any_history_gives_what_a_run_without_it_gives(output: Output, seed: int) -> None:
    """Pages, edits of translators, options, lost files, other emitters, in any order."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    apis = [parcels("Nombre", "4"), parcels(), freight_schema(), hostile_schema()]
    api, fuzzy = parcels(), False
    emit: tuple[str, ...] = ()
    for step in range(25):
        kind = chance.randrange(8)
        if kind == 0:
            api = chance.choice(apis)
        elif kind == 1:
            api = replace(api, types=api.types[: chance.randrange(len(api.types) + 1)])
        elif kind == 2:
            emit = chance.choice([(), (), ("labels",), ("xliff", "label-json"), ("python",)])
        elif kind == 3:
            fuzzy = chance.random() < 0.5
        elif kind == 4 and output.files:
            del output.files[chance.choice(sorted(output.files))]
        elif kind in {5, 6} and output.files:
            _edit(output.files, chance)
        else:
            api = replace(api, digest=sha256(bytes([step])).hexdigest())
        output.run(api, emit, use_fuzzy=fuzzy)


def _edit(files: dict[str, bytes], chance: random.Random) -> None:
    """Change a translation, or anything."""
    path = chance.choice(sorted(files))
    merged = [each for each in sorted(files) if each.endswith((".po", ".xlf"))]
    if merged and chance.random() < 0.8:
        path = chance.choice(merged)
    edits: list[Callable[[bytes], bytes]] = [
        lambda content: content.replace(b'msgstr ""', b'msgstr "edited"', 2),
        lambda content: content.replace(b'state="translated"', b'state="final"', 1),
        lambda content: content.replace(b"</target>", b" edited</target>", 1),
        lambda content: content.replace(b"\nmsgctxt", b"\n#, fuzzy\nmsgctxt", 3),
        lambda content: content[: len(content) // 2],
    ]
    files[path] = chance.choice(edits)(files[path])
