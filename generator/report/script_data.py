"""Plain values → script files that hand them to the page: `file://` lets no page fetch anything."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from generator.emit.environment import Code, typescript_environment

if TYPE_CHECKING:
    from pathlib import Path

_UNSAFE: Final = re.compile(
    "[<>&\x7f-\x9f\xad\u0600-\u0605\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""What could end a script, or would not be seen by who reads the file."""


def script_literal(value: Any) -> Code:  # noqa: ANN401 - whatever JSON takes
    """Write a value as JSON that is a JavaScript literal too, and markup nowhere."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Code(_UNSAFE.sub(_escape, text))


def render_data(name: str, value: Any, templates_dir: Path | None = None) -> bytes:  # noqa: ANN401
    """Render the script that hands a value to the page under a name."""
    template = typescript_environment(templates_dir).get_template("report/data.js.jinja")
    return template.render(name=script_literal(name), data=script_literal(value)).encode()


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(
        f"\\u{int.from_bytes(units[index : index + 2], 'big'):04x}"
        for index in range(0, len(units), 2)
    )
