"""What elements of HTML say of the text in them: which marks they put around it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.read.document import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAG_MARKS: dict[str, Mark] = {
    "code": Mark.CODE,
    "tt": Mark.CODE,
    "samp": Mark.CODE,
    "var": Mark.CODE,
    "b": Mark.STRONG,
    "strong": Mark.STRONG,
    "i": Mark.EMPHASIS,
    "em": Mark.EMPHASIS,
    "del": Mark.STRUCK,
    "s": Mark.STRUCK,
    "strike": Mark.STRUCK,
}
_CODE_CLASS = re.compile(r"code|keyword|varname|literal|apiname|parmname")


def marks_of_tag(name: str, attributes: Mapping[str, str]) -> frozenset[Mark]:
    """Give the marks that an element's name and attributes put around its text."""
    return _marks_of(name, attributes.get("class", ""), attributes.get("translate", ""))


@lru_cache(maxsize=256)
def _marks_of(name: str, classes: str, translate: str) -> frozenset[Mark]:
    marks = set()
    if name in _TAG_MARKS:
        marks.add(_TAG_MARKS[name])
    if classes := classes.lower():
        if name != "pre" and _CODE_CLASS.search(classes):
            marks.add(Mark.STYLED)
        if "uicontrol" in classes:
            marks.add(Mark.CONTROL)
        if "notranslate" in classes.split():
            marks.add(Mark.PROTECTED)
    if translate.lower() == "no":
        marks.add(Mark.PROTECTED)
    return frozenset(marks)
