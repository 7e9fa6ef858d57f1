"""Gettext's own tools, polib, Babel and the standard library accept what is rendered."""

from __future__ import annotations

import gettext
import io
import shutil
import subprocess
from typing import TYPE_CHECKING

import polib
import pytest
from babel.messages.pofile import read_po as babel_read_po

from generator.emit.catalog import CatalogFile, CatalogMessage
from generator.emit.catalog_babel import format_po, read_po
from tests.emitted_labels import render_catalogs
from tests.schema_factory import freight_schema, hostile_schema, large_schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.schema import Schema
    from generator.pipeline import Generation

APIS = {"freight": freight_schema(), "hostile": hostile_schema(), "large": large_schema(40)}

needs_gettext = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is missing")


def write(api: Schema, folder: Path) -> list[Path]:
    """Write the catalogs and give the PO files."""
    for artifact in render_catalogs(api).artifacts:
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)
    return sorted(folder.rglob("*.po"))


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a tool in a locale that reads and writes UTF-8."""
    return subprocess.run(
        [str(part) for part in command],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"},
    )


@needs_gettext
@pytest.mark.parametrize("api", APIS.values(), ids=APIS)
def test_msgfmt_checks_every_catalog_without_a_word(api: Schema, tmp_path: Path) -> None:
    """Headers, formats and escapes are right, whatever the texts."""
    compiled = tmp_path / "theirs.mo"
    said = {path: run("msgfmt", "-c", "-o", compiled, path) for path in write(api, tmp_path)}
    assert {path: (done.returncode, done.stderr) for path, done in said.items()} == dict.fromkeys(
        said, (0, "")
    )


@needs_gettext
@pytest.mark.parametrize("api", APIS.values(), ids=APIS)
def test_our_binary_says_what_msgfmt_compiles(api: Schema, tmp_path: Path) -> None:
    """Entry by entry, as the tool that decompiles them shows it."""
    for path in write(api, tmp_path):
        compiled = tmp_path / "theirs.mo"
        run("msgfmt", "-o", compiled, path)
        ours, theirs = (run("msgunfmt", each) for each in (path.with_suffix(".mo"), compiled))
        assert (ours.returncode, ours.stdout) == (0, theirs.stdout)


@needs_gettext
def test_msgmerge_keeps_marks_so_that_edits_stay_edits(tmp_path: Path) -> None:
    """A translator's tools may merge our template; untouched entries still follow the pages."""
    api = freight_schema()
    (french,) = [path for path in write(api, tmp_path) if "/fr/" in str(path)]
    template = tmp_path / "freight/locale/freight.pot"
    merged = run("msgmerge", "--no-fuzzy-matching", "--quiet", french, template)
    assert merged.returncode == 0
    key = french.relative_to(tmp_path).as_posix()
    again = render_catalogs(api, existing={key: merged.stdout.encode()})
    (content,) = [each.content for each in again.artifacts if each.path == key]
    assert read_po(content).messages == read_po(french.read_bytes()).messages


@pytest.mark.parametrize("api", APIS.values(), ids=APIS)
def test_polib_and_babel_read_what_we_read(api: Schema, tmp_path: Path) -> None:
    """Contexts, texts and flags are the same in three readers."""
    for path in write(api, tmp_path):
        ours = [
            (m.context, m.msgid, m.msgstr, m.is_fuzzy) for m in read_po(path.read_bytes()).messages
        ]
        theirs = [(m.msgctxt, m.msgid, m.msgstr, m.fuzzy) for m in polib.pofile(str(path))]
        catalog = babel_read_po(io.BytesIO(path.read_bytes()), abort_invalid=True)
        babels = [(m.context, m.id, m.string, m.fuzzy) for m in catalog if m.id]
        assert ours == theirs == babels


@pytest.mark.parametrize("api", APIS.values(), ids=APIS)
def test_the_standard_library_finds_every_translation(api: Schema, tmp_path: Path) -> None:
    """And the msgid where there is none."""
    for path in write(api, tmp_path):
        with path.with_suffix(".mo").open("rb") as compiled:
            found = gettext.GNUTranslations(compiled)
        messages = read_po(path.read_bytes()).messages
        expected = [m.msgid if m.is_fuzzy or not m.msgstr else m.msgstr for m in messages]
        assert [found.pgettext(m.context, m.msgid) for m in messages] == expected


@pytest.mark.skipif(shutil.which("i18nspector") is None, reason="i18nspector is missing")
@pytest.mark.parametrize("api", [freight_schema()], ids=["freight"])
def test_i18nspector_misses_nothing_but_people(api: Schema, tmp_path: Path) -> None:
    """No translator and no address for reports are known before somebody fills them in."""
    said = run("i18nspector", *write(api, tmp_path)).stdout.splitlines()
    tags = {line.split(": ")[-1] for line in said if line}
    assert tags == {
        "no-report-msgid-bugs-to-header-field",
        "invalid-last-translator (empty string)",
    }


@needs_gettext
@pytest.mark.slow
@pytest.mark.parametrize("corpus", ["ips", "ips-2021", "bot-framework", "azure-media"])
def test_the_tools_accept_the_catalogs_of_the_corpora(
    generate_corpus: Callable[[str], Generation], tmp_path: Path, corpus: str
) -> None:
    """Nothing but people is missing: a translator, and an address for reports."""
    for artifact in generate_corpus(corpus).artifacts:
        if artifact.path.endswith(".po"):
            path = tmp_path / artifact.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(artifact.content)
    catalogs = sorted(tmp_path.rglob("*.po"))
    said = [run("msgfmt", "-c", "-o", tmp_path / "theirs.mo", path).stderr for path in catalogs]
    assert said == [""] * len(catalogs) != []
    if shutil.which("i18nspector"):
        lines = run("i18nspector", *catalogs).stdout.splitlines()
        assert {line.split(": ")[-1] for line in lines if line} == {
            "no-report-msgid-bugs-to-header-field",
            "invalid-last-translator (empty string)",
        }


@needs_gettext
def test_gettext_reads_previous_texts_and_obsolete_entries(tmp_path: Path) -> None:
    """A catalog with everything a merge may leave in it passes every check."""
    text = 'say "100 %d"\\'
    moved = CatalogMessage(
        context="Parcel.count",
        msgid=text,
        msgstr=text,
        is_fuzzy=True,
        comments=(text,),
        notes=(text,),
        references=("a b.md:1",),
        previous_context="Parcel.contage",
        previous_msgid=text,
    )
    gone = CatalogMessage(
        context="Crate", msgid="Crate", msgstr="Caisse", is_fuzzy=True, is_obsolete=True
    )
    header = (("Language", "fr"), ("Content-Type", "text/plain; charset=UTF-8"))
    path = tmp_path / "merged.po"
    catalog = CatalogFile(header=header, comments=(), messages=(moved, gone))
    path.write_bytes(format_po(catalog))
    done = run("msgcat", "--no-wrap", path)
    assert (done.returncode, done.stderr) == (0, "")
    assert read_po(done.stdout.encode()) == catalog
