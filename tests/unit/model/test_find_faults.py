"""An operation raises the faults that its page lists; where it lists none, any of the API's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.pipeline import generate
from tests.page_factory import model_of, pipe_table, write_editions

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = ["Name", "Type", "Description"]
_ALL = ["closedFault", "fullFault", "lateFault"]


def _fault(name: str) -> str:
    rows = (["code", "xsd:int", "Which of them."], ["reason", "xsd:string", "Why, for people."])
    return f"# {name}\n\n## Fields\n\n{pipe_table(_HEAD, *rows)}"


def _operation(name: str, rest: str = "") -> str:
    row = ["dockHandle", "xsd:string", "The dock that is meant."]
    return (
        f"# {name}\n\nDoes so to a dock.\n\n## Parameters\n\n**Input ({name}Param)**\n\n"
        f"{pipe_table(_HEAD, row)}\n**Output ({name}Return)**\n\n{pipe_table(_HEAD, row)}\n{rest}"
    )


def _faults(folder: Path, **rest: str) -> list[str]:
    """Give the faults of an operation whose page ends so, in some editions."""
    editions = {
        locale: {f"faults/{name}.md": _fault(name) for name in _ALL}
        | {f"operations/{name}.md": _operation(name) for name in ("closeDock", "findDock")}
        | {"operations/openDock.md": _operation("openDock", text)}
        for locale, text in rest.items()
    }
    model = model_of(generate(write_editions(folder / "docks", editions), emit=("model",)), "docks")
    found: dict[str, list[str]] = {each["name"]: each["faults"] for each in model["operations"]}
    assert (found["closeDock"], found["findDock"]) == (_ALL, _ALL)
    return found["openDock"]


@pytest.mark.parametrize(
    "section",
    [
        "## Faults\n\n- `fullFault`\n- `lateFault`\n",
        "## Exceptions\n\nRaises `fullFault`, and [lateFault](../faults/lateFault.md) at night.\n",
        "## Error handling\n\n"
        + pipe_table(
            ["Fault", "When"], ["fullFault", "No room."], ["types:lateFault", "At night."]
        ),
    ],
)
def test_a_section_of_faults_lists_all_there_are(tmp_path: Path, section: str) -> None:
    """As a list, in a sentence, or in a table."""
    assert _faults(tmp_path, en=section) == ["fullFault", "lateFault"]


def test_the_heading_may_stand_in_any_edition(tmp_path: Path) -> None:
    """Its words are the glossary's; one edition that has the section is enough."""
    found = _faults(tmp_path, en="", fr="## Erreurs\n\n- `fullFault`\n- `lateFault`\n")
    assert found == ["fullFault", "lateFault"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A `fullFault` is what you get where there is no room.\n",
        "## Faults\n\nThe operation fails where there is no room.\n",
        "## See also\n\n- `fullFault`\n- `lateFault`\n",
    ],
)
def test_a_mention_is_no_list(tmp_path: Path, text: str) -> None:
    """That one may come does not say that no other does."""
    assert _faults(tmp_path, en=text) == _ALL
