"""JSON examples are held against the definition that they show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from benchmarks.check_json_examples import JsonReason
from benchmarks.json_examples import (
    check_json_corpus,
    check_json_generation,
    json_row,
    list_json_failures,
    main,
)
from tests.page_factory import pipe_table, write_editions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.pipeline import Generation

_HEADER = ["Name", "Type", "Description"]
_TYPES = "# Types\n\n" + "\n".join(
    (
        "## LoanCopy {#loancopy}\n",
        pipe_table(
            _HEADER,
            ["copyHandle", "xsd:string", "Which copy."],
            ["pageCount", "xsd:int", "How many pages it has."],
            ["shelfMark", "xsd:string", "Where it stands."],
        ),
        "## BookRack {#bookrack}\n",
        pipe_table(
            _HEADER,
            ["shelfMark", "xsd:string", "What it is called."],
            ["roomNumber", "xsd:int", "Where it stands."],
        ),
    )
)


def _guide(*samples: str) -> str:
    return "# Guide\n\n" + "\n\n".join(f"```json\n{sample}\n```" for sample in samples)


def _check(folder: Path, guide: str) -> list[tuple[tuple[str, ...], JsonReason | None]]:
    corpus = write_editions(folder / "loans", {"en": {"types.md": _TYPES, "guide.md": guide}})
    (found,) = check_json_corpus(corpus)
    return [(own.definitions, own.reason) for own in found.checked]


def test_an_object_belongs_to_the_definition_with_its_members(tmp_path: Path) -> None:
    """In an array or an envelope, too; which it is does not depend on its being valid."""
    copy = {"copyHandle": "a", "pageCount": 3}
    samples = (
        copy,
        [copy, {"shelfMark": "b", "roomNumber": 1}],
        {"kind": "event", "data": copy},
        {"copyHandle": "a", "pageCount": "three"},
        {"copyHandle": "a", "pageCount": 3, "colour": "red"},
        {"colour": "red"},
    )
    assert _check(tmp_path, _guide(*map(json.dumps, samples))) == [
        (("LoanCopy",), None),
        (("LoanCopy", "BookRack"), None),
        (("LoanCopy",), None),
        (("LoanCopy",), JsonReason.VALUE),
        (("LoanCopy",), JsonReason.UNLISTED),
        ((), JsonReason.UNKNOWN),
    ]


def test_what_the_text_before_names_decides_between_two(tmp_path: Path) -> None:
    """One member that both have says nothing without it."""
    shared = '```json\n{"shelfMark": "b"}\n```'
    guide = f"# Guide\n\n{shared}\n\n## Racks\n\nA `BookRack` comes so.\n\n{shared}"
    assert _check(tmp_path, guide) == [((), JsonReason.UNKNOWN), (("BookRack",), None)]


def test_the_body_of_an_http_message_is_an_example(tmp_path: Path) -> None:
    """What is cut short or no JSON is said to be so, not mended."""
    body = '{"copyHandle": "a", "pageCount": 3}'
    guide = (
        f"# Guide\n\n```http\nPOST /loans HTTP/1.1\nContent-Type: application/json\n\n{body}\n```\n"
        '\n```json\n{\n  "copyHandle": "a",\n  ...\n}\n```\n\n```json\n{"copyHandle": "a",}\n```\n'
    )
    assert _check(tmp_path, guide) == [
        (("LoanCopy",), None),
        ((), JsonReason.PLACEHOLDER),
        ((), JsonReason.BROKEN),
    ]


def test_the_script_counts_and_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each that fails stands with its place and its reason."""
    guide = _guide(
        '{"copyHandle": "a", "pageCount": 3}', '{"copyHandle": 4, "pageCount": 3}', "{1:"
    )
    corpus = write_editions(tmp_path / "loans", {"en": {"types.md": _TYPES, "guide.md": guide}})
    assert main([str(corpus)]) == 0
    told = capsys.readouterr().out
    (found,) = check_json_corpus(corpus)

    assert json_row(found)[:5] == ("loans", 2, 2, 2, 1)
    (failure,) = list_json_failures(found.checked)
    assert failure.startswith(f"guide.md:8: {JsonReason.VALUE}: LoanCopy: copyHandle: ")
    assert failure in told


def test_a_folder_without_pages_is_unusable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, and why."""
    (tmp_path / "empty").mkdir()
    assert main([str(tmp_path / "empty")]) == 2
    assert capsys.readouterr().err.startswith("json_examples.py: ")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("corpus", "fewest", "least"), [("bot-framework", 36, 0.8), ("azure-media", 16, 0.4)]
)
def test_json_examples_of_a_corpus_validate(
    shared: Path,
    generate_corpus: Callable[[str], Generation],
    corpus: str,
    fewest: int,
    least: float,
) -> None:
    """Of those that parse at least a share; where pages show more than they list, it is not all."""
    (found,) = check_json_generation(shared / "corpus" / corpus, generate_corpus(corpus))
    _, _, parsed, _, valid, _ = json_row(found)
    assert int(str(parsed)) >= fewest
    assert int(str(valid)) >= least * int(str(parsed))
