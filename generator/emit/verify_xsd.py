"""Verify an emitted schema with xmlschema, a consumer that is not ours.

It takes seconds on hundreds of types, so a schema that a former run has
written, byte for byte, is not verified again: it has been then.
"""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import xmlschema

from generator.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.emit.artifact import Artifact


def verify_xsd(
    artifacts: Sequence[Artifact], former: Sequence[bytes | None]
) -> tuple[Diagnostic, ...]:
    """Check the schema files of one API together against XML Schema 1.0.

    Args:
        artifacts: The files, the main one first; it imports the others.
        former: What stands in the place of each in the output.

    Returns:
        A GS601 error with the reason, or nothing.
    """
    if list(former) == [each.content for each in artifacts]:
        return ()
    try:
        _load(artifacts)
    except xmlschema.XMLSchemaException as error:
        reason = " ".join(str(error).split())
        return (
            Diagnostic(
                code="GS601",
                severity=Severity.ERROR,
                message=f"the emitted schema does not validate: {reason[:300]}",
                path=artifacts[0].path,
                help="report this: whatever the pages say, the schema must be valid",
            ),
        )
    return ()


def _load(artifacts: Sequence[Artifact]) -> None:
    """Load the main file; one that imports others must have them in its folder."""
    if len(artifacts) == 1:
        xmlschema.XMLSchema10(artifacts[0].content.decode(), allow="none", defuse="always")
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, PurePosixPath(each.path).name) for each in artifacts]
        for path, each in zip(paths, artifacts, strict=True):
            path.write_bytes(each.content)
        xmlschema.XMLSchema10(str(paths[0]), allow="sandbox", defuse="always")
