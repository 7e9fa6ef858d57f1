"""Verify an emitted schema with xmlschema, a consumer that is not ours.

It takes seconds on hundreds of types, so a schema that a former run has
written, byte for byte, is not verified again: it has been then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import xmlschema

from generator.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from generator.emit.artifact import Artifact


def verify_xsd(artifact: Artifact, former: bytes | None) -> tuple[Diagnostic, ...]:
    """Check a schema file against XML Schema 1.0.

    Args:
        artifact: The schema file.
        former: What stands in its place in the output.

    Returns:
        A GS601 error with the reason, or nothing.
    """
    if former == artifact.content:
        return ()
    try:
        xmlschema.XMLSchema10(artifact.content.decode(), allow="none", defuse="always")
    except xmlschema.XMLSchemaException as error:
        reason = " ".join(str(error).split())
        return (
            Diagnostic(
                code="GS601",
                severity=Severity.ERROR,
                message=f"the emitted schema does not validate: {reason[:300]}",
                path=artifact.path,
                help="report this: whatever the pages say, the schema must be valid",
            ),
        )
    return ()
