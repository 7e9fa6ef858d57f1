"""Code blocks of the documentation → examples that sybil runs, each kind in its own way.

| Block | How it is run |
| --- | --- |
| `console` | commands behind `$ `; what they print is compared, `…` standing for anything |
| `sh` | one script, which must succeed |
| `pycon` | as doctest does, names shared by the page's blocks |
| `python` | executed with the same names |
| `toml` | read as a configuration, which must have no finding |
| `json`, `yaml`, `xml` | parsed |
| any with `file=PATH` | written there, for the blocks below it |
| any with `from=PATH` | its lines stand in that file, in this order, `…` for others |
| `text`, `markdown`, directives | nothing more |
"""

from __future__ import annotations

import doctest
import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import yaml
from click.testing import CliRunner
from sybil import Region
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer

from generator.cli import cli
from generator.configuration import FILE_NAME, read_configuration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sybil import Document, Example

ROOT: Final = Path(__file__).parents[2]
_INFO: Final = re.compile(r"[ \t]*(?P<language>[\w{}-]*)(?P<attributes>[^\n]*)$\n", re.MULTILINE)
_SHELL_SIGNS: Final = re.compile(r"[|&;<>$`*]")
_GIT: Final = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Docs"), ("EMAIL", "docs@example.org"))
}
_QUIET: Final = frozenset({"text", "markdown"})


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block."""

    language: str
    attributes: dict[str, str]
    source: str


def parse_blocks(document: Document) -> Iterator[Region]:
    """Find every fenced block of a page."""
    for found in RawFencedCodeBlockLexer(_INFO)(document):
        lexemes = found.lexemes
        pairs = (word.partition("=") for word in shlex.split(lexemes["attributes"]))
        block = Block(
            lexemes["language"], {key: value for key, _, value in pairs}, str(lexemes["source"])
        )
        yield Region(found.start, found.end, parsed=block, evaluator=evaluate_block)


def evaluate_block(example: Example) -> str | None:
    """Run one block in the working folder; what is wrong with it is the result."""
    block: Block = example.parsed
    if block.language.startswith("{"):  # a directive of the site
        return None
    if unknown := set(block.attributes) - {"file", "from"}:
        return f"unknown attributes {sorted(unknown)}"
    if path := block.attributes.get("file"):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(block.source, "utf-8")
    if path := block.attributes.get("from"):
        return _find_excerpt(Path(path), block.source)
    if block.language in _QUIET:
        return None
    if block.language not in _EVALUATORS:
        return f"nothing is known of the language {block.language!r}"
    return _EVALUATORS[block.language](example, block)


def _run_console(_example: Example, block: Block) -> str | None:
    """Run commands one by one, and compare what each prints."""
    for part in re.split(r"^\$ ", block.source, flags=re.MULTILINE)[1:]:
        lines = part.split("\n")
        count = 1
        while lines[count - 1].endswith("\\"):
            count += 1
        command, expected = "\n".join(lines[:count]), "\n".join(lines[count:]).strip("\n")
        _, actual = run_command(command)
        pattern = re.escape(expected).replace("…", ".*?")
        if not re.fullmatch(pattern, actual.strip("\n"), re.DOTALL):
            return f"$ {command}\nexpected:\n{expected}\nactual:\n{actual}"
    return None


def _run_script(_example: Example, block: Block) -> str | None:
    """Run a script that must succeed."""
    code, output = run_command(block.source.strip())
    return f"exit code {code}:\n{output}" if code else None


def run_command(command: str) -> tuple[int, str]:
    """Run a command, ours in this process where no shell is needed; give code and output."""
    if command.startswith("gen-schema ") and not _SHELL_SIGNS.search(command):
        words = shlex.split(command)[1:]
        result = CliRunner(env={"NO_COLOR": "1"}).invoke(cli, words, prog_name="gen-schema")
        return result.exit_code, _plain(result.output)
    bin_ = Path("..", "bin").resolve()
    environment = {
        **os.environ, **_GIT, "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "GIT_CONFIG_GLOBAL": os.devnull,
        "PATH": os.pathsep.join([str(bin_), os.environ["PATH"]]),
        "PYTHONPATH": os.pathsep.join([str(Path.cwd()), str(ROOT)]), "PYTHONIOENCODING": "utf-8",
    }  # fmt: skip
    ran = subprocess.run(
        ["bash", "-c", command], env=environment, check=False, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", timeout=300,
    )  # fmt: skip
    return ran.returncode, _plain(ran.stdout)


def _plain(output: str) -> str:
    """Leave out what an editor would not keep: special spaces and spaces at line ends."""
    return re.sub(r"[ \t]+$", "", re.sub("[\xa0\u202f]", " ", output), flags=re.MULTILINE)


class _Checker(doctest.OutputChecker):
    """Takes `…` for anything."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        """Compare as doctest does with its own three dots."""
        return super().check_output(want.replace("…", "..."), got, optionflags)


def _run_session(example: Example, block: Block) -> str | None:
    """Compare a session with Python."""
    said: list[str] = []
    test = doctest.DocTestParser().get_doctest(
        block.source, example.namespace, example.path, example.path, example.line
    )
    runner = doctest.DocTestRunner(checker=_Checker(), verbose=False, optionflags=doctest.ELLIPSIS)
    failed = runner.run(test, out=said.append, clear_globs=False).failed
    example.namespace.update(test.globs)
    return "".join(said) if failed or not test.examples else None


def _run_python(example: Example, block: Block) -> str | None:
    """Execute statements; an exception is the test's."""
    code = compile("\n" * example.line + block.source, example.path, "exec", dont_inherit=True)
    exec(code, example.namespace)  # noqa: S102 - our own documentation
    return None


def _read_toml(_example: Example, block: Block) -> str | None:
    """Read a configuration, in its place or as that of the sample API."""
    folder = Path(block.attributes.get("file", f"specs/ips/{FILE_NAME}")).parent
    path = folder / ".block.toml"
    path.write_text(block.source, "utf-8")
    display = (path.relative_to("specs") if path.is_relative_to("specs") else path).as_posix()
    try:
        _, findings = read_configuration(path.absolute(), display)
    finally:
        path.unlink()
    return "\n".join(found.message for found in findings) or None


def _parse_json(_example: Example, block: Block) -> None:
    """Parse JSON, of several lines each one if the whole is none."""
    try:
        json.loads(block.source)
    except ValueError:
        for line in block.source.splitlines():
            json.loads(line)


def _parse_yaml(_example: Example, block: Block) -> None:
    yaml.safe_load(block.source)


def _parse_xml(_example: Example, block: Block) -> None:
    ET.fromstring(block.source)  # noqa: S314 - our own documentation


def _find_excerpt(path: Path, source: str) -> str | None:
    """Find each line in a file, below the one before it."""
    lines = iter(line.strip() for line in path.read_text("utf-8").splitlines())
    for line in (line.strip() for line in source.splitlines()):
        if line and line != "…" and line not in lines:
            return f"{path} lacks, behind the lines before: {line}"
    return None


def make_programs(folder: Path) -> None:
    """Write `gen-schema` and `python` for shells, which run this checkout."""
    folder.mkdir()
    for name, words in {"gen-schema": " -m generator", "python": ""}.items():
        program = folder / name
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)}{words} "$@"\n')
        program.chmod(0o755)


_EVALUATORS: Final = {
    "console": _run_console,
    "sh": _run_script,
    "pycon": _run_session,
    "python": _run_python,
    "toml": _read_toml,
    "json": _parse_json,
    "yaml": _parse_yaml,
    "xml": _parse_xml,
}
