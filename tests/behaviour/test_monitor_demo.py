"""Runs the demonstration of the monitor, and checks its server against the contract."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from click.testing import CliRunner

from generator.cli import cli
from generator.runtime.monitor.demo_server import SOAP
from tests.behaviour.whole_package import import_whole_package
from tests.schema_factory import builtin, complex_type, enumeration, field, schema, texts, value

if TYPE_CHECKING:
    from types import ModuleType

_DOCS = Path(__file__).parents[2] / "docs" / "monitor.md"
_DATE = re.compile(r"(?<=: )(?=.*2031).* \+0200$", re.MULTILINE)
"""How a date is spelled changes with the CLDR of the Babel that is installed."""
_BLOCK = re.compile(r"(?<=```console\n)\$ python -m (generated\S+) (.*)\n((?:(?!```).*\n)*)")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that holds `generated`, made of the sample pages."""
    folder = tmp_path_factory.mktemp("home")
    specs = Path(__file__).parents[2] / "specs"
    words = [str(specs), "-o", str(folder / "generated"), "--quiet"]
    ran = CliRunner().invoke(cli, words, prog_name="gen-schema")
    assert ran.exit_code == 0
    return folder


def _run(home: Path, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    # what Babel, rich or xsdata is to lose one day is no fault of the package
    strict = ["-W", "error", "-W", "ignore::DeprecationWarning"]
    words = [sys.executable, *strict, "-m", module, *arguments, "--pause", "0.01"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "http_proxy": "http://[::1]:9"}
    return subprocess.run(
        words, cwd=home, env=environment, check=False, capture_output=True, encoding="utf-8",
        timeout=120,
    )  # fmt: skip


@pytest.mark.slow
def test_the_screens_of_the_documentation_are_real(
    home: Path, request: pytest.FixtureRequest
) -> None:
    """Every command that is shown there prints what is shown; `--regen` writes it anew."""
    text = _DOCS.read_text(encoding="utf-8")

    def rerun(match: re.Match[str]) -> str:
        ran = _run(home, match[1], *match[2].split())
        assert ran.returncode == 0, ran.stderr
        shown = ran.stdout.replace("\xa0", " ").replace("\u202f", " ")
        return f"$ python -m {match[1]} {match[2]}\n{shown}"

    real, count = _BLOCK.subn(rerun, text)
    assert count >= 3
    if request.config.getoption("--regen"):
        _DOCS.write_text(real, encoding="utf-8")
    assert _DATE.sub("…", real) == _DATE.sub("…", _DOCS.read_text(encoding="utf-8"))


def test_without_babel_rich_and_xsdata_it_runs_as_well(home: Path) -> None:
    """The standard library is enough."""
    (home / "bare.py").write_text(
        "import sys\n"
        "for name in ('babel', 'rich', 'rich.console', 'xsdata', 'lxml'):\n"
        "    sys.modules[name] = None\n"
        "from generated.ips.monitor.demo import main\n"
        "sys.exit(main(['--demo', '--locale', 'fr', '--pause', '0.01']))\n"
    )
    ran = subprocess.run(
        [sys.executable, "bare.py"], cwd=home, check=False, capture_output=True, timeout=120
    )
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_the_package_alone_does_not_import_the_monitor(home: Path) -> None:
    """Only who follows something pays for it."""
    code = "import sys, generated.ips; print([m for m in sys.modules if 'monitor' in m])"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=home, check=True, capture_output=True, text=True
    )
    assert ran.stdout == "[]\n"


@pytest.mark.parametrize("arguments", [(), ("--help",)])
def test_without_the_demonstration_it_says_what_there_is(
    home: Path, arguments: tuple[str, ...]
) -> None:
    """The module has nothing else to run."""
    ran = _run(home, "generated.ips.monitor", *arguments)
    assert (ran.returncode, "--locale" in ran.stdout) == (0 if arguments else 2, True)


@pytest.fixture
def played(home: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any, Any]:
    """Give the demonstration of the sample API: its modules, and a server that plays it."""
    monkeypatch.syspath_prepend(str(home))
    for name in [each for each in sys.modules if each.partition(".")[0] == "generated"]:
        monkeypatch.delitem(sys.modules, name)
    demo = importlib.import_module("generated.ips.monitor.demo")
    table = importlib.import_module("generated.ips.monitor.table")
    kind = demo._load(table.SERVICE.cls)  # noqa: SLF001 - no part of the interface
    parts = demo._parts(table.SERVICE, table.ROLES[table.SERVICE.type], kind)  # noqa: SLF001
    steps = [
        demo._respond(table.SERVICE, kind, tree)  # noqa: SLF001
        for tree in demo.Play(*parts, "success").steps()
    ]
    server = demo.DemoServer(table.SERVICE, steps)
    return table.SERVICE, steps, server


def test_every_answer_is_valid_by_the_generated_schema(
    home: Path, played: tuple[Any, Any, Any]
) -> None:
    """A message is the element that the WSDL names, as the XML Schema has it."""
    service, steps, server = played
    contract = xmlschema.XMLSchema(str(home / "generated" / "ips" / "ips.xsd"))
    name = f"{{{service.namespace}}}{service.request}"
    question = ET.tostring(_enveloped(ET.Element(name)))
    for _ in steps:
        status, _, content = server.answer(question)
        body = ET.fromstring(content).find(f"{{{SOAP}}}Body")  # noqa: S314 - our own
        assert status == 200
        assert body is not None
        contract.validate(body[0])


def test_other_questions_are_answered_by_a_fault(played: tuple[Any, Any, Any]) -> None:
    """No XML, no envelope, another element, a document type."""
    _, _, server = played
    other = ET.tostring(_enveloped(ET.Element("other")))
    for question in (b"", b"<x/>", other, b"<!DOCTYPE x><x/>"):
        status, _, content = server.answer(question)
        assert (status, b"Fault" in content) == (500, True)


def test_zeep_calls_the_server_by_the_generated_wsdl(
    home: Path, played: tuple[Any, Any, Any]
) -> None:
    """A client of others follows the same play."""
    import zeep  # noqa: PLC0415 - slow to import

    service, steps, server = played
    client = zeep.Client(str(home / "generated" / "ips" / "ips.wsdl"))
    binding = next(str(name) for name in client.wsdl.bindings if "Soap11" in str(name))
    with server:
        proxy = client.create_service(binding, server.address)
        states = []
        for step in steps:
            answer = getattr(proxy, service.operation)()
            for name in service.path.split("."):
                answer, step = getattr(answer, name, answer), step[name]  # noqa: PLW2901
            first = answer[0] if isinstance(answer, list) else answer
            states.append((first.state, step["state"]))
    assert [came for came, _ in states] == [sent for _, sent in states]
    assert len({came for came, _ in states}) > 3


def _enveloped(content: ET.Element) -> ET.Element:
    envelope = ET.Element(f"{{{SOAP}}}Envelope")
    ET.SubElement(envelope, f"{{{SOAP}}}Body").append(content)
    return envelope


@pytest.fixture(scope="module")
def presses(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Give the package of an API without operations."""
    model = schema(
        complex_type(
            "Run",
            field("id", min_occurs=1),
            field("state", enumeration="RunState"),
            field("percent", builtin("int")),
            field("weight", builtin("decimal"), min_occurs=1),
            field("isUrgent", builtin("boolean"), min_occurs=1),
            field("ink", min_occurs=1, enumeration="Ink"),
            labels=texts(en="Run", fr="Tirage"),
        ),
        enumeration("RunState", value("Waiting"), value("Printing"), value("Printed")),
        enumeration("Ink", value("Black")),
        api="press",
        locales=("en", "fr"),
    )
    return import_whole_package(model, tmp_path_factory.mktemp("presses"))


def test_an_api_without_operations_is_played_in_json(
    presses: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a class requires is there; states without groups are taken in order."""
    demo = importlib.import_module(f"{presses.__name__}.monitor.demo")
    assert demo.main(["--demo", "--pause", "0.001", "--locale", "en"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "job:1/88 — Waiting ░░░░░░░░░░░░░░░░░░░░ 0%",
        "job:1/88 — Waiting → Printing ░░░░░░░░░░░░░░░░░░░░ 0%",
        "job:1/88 — █████░░░░░░░░░░░░░░░ 25%",
        "job:1/88 — ██████████░░░░░░░░░░ 50%",
        "job:1/88 — ███████████████░░░░░ 75%",
        "job:1/88 — Printing → Printed ████████████████████ 100%",
        "job:1/88 — finished",
        "",
        "Run:",
        "  Id: job:1/88",
        "  State: Printed",
        "  Percent: 100%",
        "  Weight: 1",
        "  Is urgent: no",
        "  Ink: Black",
    ]
