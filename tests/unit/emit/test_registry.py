"""Emitters: how they are found, and what becomes of one that fails."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

import generator
from generator.diagnostics import Diagnostic, Severity
from generator.emit.artifact import Artifact
from generator.emit.emitter import EmitContext
from generator.emit.registry import (
    BUILT_IN,
    GROUP,
    LEDGER,
    check_names,
    find_emitters,
    render_api,
    render_package,
)
from generator.model.schema import LocalizedText
from tests.schema_factory import complex_type, field, freight_schema, schema

if TYPE_CHECKING:
    from collections.abc import Callable

    Install = Callable[..., Path]

API = freight_schema()
HEAD = """\
from generator.emit.artifact import Artifact
from generator.emit.emitter import Emission

"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Give a function that installs a distribution with one emitter and gives its module."""

    def install(name: str, code: str, distribution: str = "acme-docs") -> Path:
        folder = tmp_path / distribution
        module = distribution.replace("-", "_")
        metadata = folder / f"{module}-1.2.dist-info"
        metadata.mkdir(parents=True)
        (metadata / "METADATA").write_text(f"Name: {distribution}\nVersion: 1.2\n")
        (metadata / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {module}:emit\n")
        (folder / f"{module}.py").write_text(HEAD + dedent(code))
        monkeypatch.syspath_prepend(str(folder))
        monkeypatch.delitem(sys.modules, module, raising=False)
        return folder / f"{module}.py"

    return install


def test_our_table_says_what_the_distribution_declares() -> None:
    """A checkout that is not installed finds the same emitters."""
    project = tomllib.loads((Path(generator.__file__).parents[1] / "pyproject.toml").read_text())
    assert project["project"]["entry-points"][GROUP] == BUILT_IN


def test_every_emitter_of_ours_runs_without_being_asked_for() -> None:
    """Each one makes files under its own name."""
    emission = render_api(API, (), EmitContext())
    assert {each.emitter for each in emission.artifacts} == {*BUILT_IN}
    assert emission.diagnostics == ()


@pytest.mark.parametrize("name", BUILT_IN)
def test_an_emitter_asked_for_runs_alone(name: str) -> None:
    """What it makes is what it makes beside the others."""
    alone = render_api(API, (name,), EmitContext())
    together = render_api(API, (), EmitContext()).artifacts
    assert alone.artifacts == tuple(each for each in together if each.emitter == name) != ()


def test_the_package_marker_comes_with_the_python_emitter() -> None:
    """It is no API's, so it is rendered once."""
    made = [render_package((API,), emit, EmitContext()) for emit in ((), ("python",), ("xsd",))]
    assert [[each.path for each in one.artifacts] for one in made] == [
        ["__init__.py"],
        ["__init__.py"],
        [],
    ]


def test_what_is_not_asked_for_is_not_imported() -> None:
    """Neither our other emitters nor their libraries."""
    code = (
        "import sys\n"
        "from generator.emit.emitter import EmitContext\n"
        "from generator.emit.registry import render_api\n"
        "from tests.schema_factory import schema\n"
        "render_api(schema(), ('model',), EmitContext())\n"
        "print(sorted({'generator.emit.xsd', 'babel.messages', 'jinja2'} & {*sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_another_distribution_adds_an_emitter(install: Install) -> None:
    """It sees the model and the former output, and its files carry its name."""
    install(
        "docs",
        """\
        def emit(schema, context):
            former = context.existing("freight/index.txt") or b""
            content = former + schema.title.encode()
            return Emission(artifacts=(
                Artifact(path="freight/index.txt", content=content, emitter="other"),
            ))
        """,
    )
    context = EmitContext(existing={"freight/index.txt": b"was "}.get)
    assert list(find_emitters()) == [*BUILT_IN, "docs"]
    assert check_names(("docs", LEDGER, "xsd")) == ()
    emission = render_api(API, ("docs",), context)
    assert emission.artifacts == (
        Artifact(path="freight/index.txt", content=b"was freight", emitter="docs"),
    )
    assert "docs" in {each.emitter for each in render_api(API, (), context).artifacts}


def test_names_of_ours_stay_ours(install: Install) -> None:
    """Whatever another distribution says; and of two others the first counts."""
    install("xsd", "emit = None", "acme-xsd")
    install(LEDGER, "emit = None", "acme-ledger")
    install("docs", "emit = None", "acme-two")
    install("docs", "emit = None", "acme-one")
    assert len(entry_points(group=GROUP)) >= 4
    found = {name: entry.value for name, entry in find_emitters().items()}
    assert found == {**BUILT_IN, "docs": "acme_one:emit"}


def test_an_unknown_name_is_reported_with_the_known_ones(install: Install) -> None:
    """Others' included."""
    install("docs", "emit = None")
    assert check_names(("xds", "xsd", "docs")) == (
        Diagnostic(
            code="GS606",
            severity=Severity.ERROR,
            message="unknown emitter 'xds'",
            help=f"there are: {', '.join(sorted([*BUILT_IN, LEDGER, 'docs']))}",
        ),
    )


def test_an_emitter_that_raises_is_reported_at_its_line(install: Install) -> None:
    """With the calls that led there; the others run on."""
    module = install(
        "docs",
        """\
        def emit(schema, context):
            return render(schema)

        def render(schema):
            raise ValueError(f"no {schema.api}")
        """,
    )
    emission = render_api(API, ("model", "docs"), EmitContext())
    assert [each.emitter for each in emission.artifacts] == ["model"]
    (found,) = emission.diagnostics
    assert (found.code, found.severity, found.message) == (
        "GS608",
        Severity.ERROR,
        "emitter 'docs' of acme-docs 1.2 failed: ValueError: no freight",
    )
    assert (str(found.span), found.evidence) == (
        f"{module}:8:5",
        (f"in emit ({module}:5)", f"in render ({module}:8)"),
    )
    assert found.span is not None
    assert found.span.context == '    raise ValueError(f"no {schema.api}")'


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("def emit(:", "SyntaxError: invalid syntax"),
        ("emitter = 1", "AttributeError: module 'acme_docs' has no attribute 'emit'"),
        ("emit = 1", "TypeError: 'int' object is not callable"),
        ("emit = lambda schema: 1", "TypeError: <lambda>() takes 1 positional argument but 2"),
        ("emit = lambda schema, context: exit(3)", "SystemExit: 3"),
        ("emit = lambda schema, context: None", "TypeError: gave a NoneType, not an Emission"),
        (
            "emit = lambda schema, context: Emission(artifacts=('a',))",
            "TypeError: gave 'a', not an Artifact of bytes",
        ),
        (
            "emit = lambda schema, context: Emission(artifacts=(), diagnostics=('b',))",
            "TypeError: gave 'b', not a Diagnostic",
        ),
    ],
)
def test_whatever_fails_in_others_code_is_a_finding(
    install: Install, code: str, reason: str
) -> None:
    """Code that cannot be imported or called, that leaves, or gives something else."""
    install("docs", code)
    (found,) = render_api(API, ("docs",), EmitContext()).diagnostics
    assert found.code == "GS608"
    assert found.message.startswith(f"emitter 'docs' of acme-docs 1.2 failed: {reason}")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("index.txt", "'index.txt' is no path below 'freight/'"),
        ("freight/../x", "'freight/../x' is no path below 'freight/'"),
        ("/freight/x", "'/freight/x' is no path below 'freight/'"),
        ("freight//x", "'freight//x' is no path below 'freight/'"),
        ("", "'' is no path below 'freight/'"),
        ("freight/schema.json", "'freight/schema.json' is a file of the emitter 'model'"),
    ],
)
def test_others_write_nothing_but_their_own_files(install: Install, path: str, reason: str) -> None:
    """Nothing outside the API's folder, and nothing that another emitter writes."""
    install(
        "docs",
        f"""\
        def emit(schema, context):
            return Emission(artifacts=(Artifact(path={path!r}, content=b"", emitter="docs"),))
        """,
    )
    emission = render_api(API, ("model", "docs"), EmitContext())
    (found,) = emission.diagnostics
    assert found.message == f"emitter 'docs' of acme-docs 1.2 failed: {reason}"
    assert [(each.path, each.emitter) for each in emission.artifacts] == [
        ("freight/schema.json", "model")
    ]


def test_a_template_overrides_ours_of_its_name(tmp_path: Path) -> None:
    """The others are still ours."""
    (tmp_path / "schema.xsd.jinja").write_text("<!-- {{ schema.title }} -->\n")
    (tmp_path / "root.py.jinja").write_text("{{ docstring }}\nMINE = True\n")
    context = EmitContext(templates_dir=tmp_path)
    (xsd,) = render_api(API, ("xsd",), context).artifacts
    assert xsd.content == b"<!-- freight -->\n"
    (root,) = render_package((API,), (), context).artifacts
    assert root.content.endswith(b"MINE = True\n")
    plain = render_api(API, ("labels",), EmitContext())
    assert render_api(API, ("labels",), context) == plain


@pytest.mark.parametrize(
    ("name", "template", "text", "reason"),
    [
        ("xsd", "schema.xsd.jinja", "a\n{{ schema.nothing }}", "UndefinedError: "),
        ("xsd", "schema.xsd.jinja", "a\n{% if %}", "TemplateSyntaxError: "),
        ("labels", "labels.py.jinja", "a\n{{ 'text' }}", "TypeError: template prints 'text'"),
    ],
)
def test_a_template_that_fails_is_reported_at_its_line(
    tmp_path: Path, name: str, template: str, text: str, reason: str
) -> None:
    """Nothing is rendered from it."""
    (tmp_path / template).write_text(text)
    emission = render_api(API, (name,), EmitContext(templates_dir=tmp_path))
    (found,) = emission.diagnostics
    assert emission.artifacts == ()
    assert found.message.startswith(f"emitter {name!r} failed: {reason}")
    assert str(found.span) == f"{tmp_path / template}:2:1"


def test_a_shared_template_that_fails_is_reported(tmp_path: Path) -> None:
    """As any other."""
    (tmp_path / "root.py.jinja").write_text("{{ nothing }}")
    (found,) = render_package((API,), (), EmitContext(templates_dir=tmp_path)).diagnostics
    assert (found.code, str(found.span)) == ("GS608", f"{tmp_path / 'root.py.jinja'}:1:1")


def test_a_fault_of_our_own_is_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a bug, and shows itself as one."""
    monkeypatch.setitem(BUILT_IN, "model", "generator.emit.model_json:nothing")
    with pytest.raises(AttributeError):
        render_api(API, ("model",), EmitContext())


def test_doubtful_labels_count_where_they_are_asked_for() -> None:
    """In compiled catalogs and in texts for web interfaces alike."""
    doubtful = (LocalizedText(locale="fr", text="Compte", fuzzy="why"),)
    api = schema(complex_type("Parcel", field("count", labels=doubtful)), locales=("en", "fr"))
    for use in (False, True):
        emission = render_api(api, ("labels", "label-json"), EmitContext(use_fuzzy=use))
        files = {each.path: each.content for each in emission.artifacts}
        compiled = files["freight/locale/fr/LC_MESSAGES/freight.mo"]
        texts = files["freight/i18n/fr/freight.json"]
        assert [b"Compte" in compiled, b"Compte" in texts] == [use, use]
