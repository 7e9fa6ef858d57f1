"""Examples are mended where that is all they need, checked strictly, and told by their fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from benchmarks.check_examples import Checked, ExampleChecker, Reason
from benchmarks.examples import check_corpus, example_rows, list_failures, main, reason_rows
from benchmarks.xml_examples import Example, parse_example
from generator.model.schema import Kind
from tests.behaviour.generated_package import import_package, write_package
from tests.page_factory import write_editions
from tests.schema_factory import builtin, complex_ref, complex_type, field, schema

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.schema import Schema

PLACE = Example(page="calls/ask.md", line=3, root=None)
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


@pytest.mark.parametrize(
    ("text", "expected", "mended"),
    [
        ("<a><b/></a>", "<a><b/></a>", ""),
        ("<m:a><m:b/></m:a>", '<m:a xmlns:m="urn:t"><m:b/></m:a>', "a prefix"),
        ("<m:a><n:b/></m:a>", '<m:a xmlns:m="urn:t" xmlns:n="urn:t"><n:b/></m:a>', "a prefix"),
        ('<a xmlns="urn:t"><b>1</m:b></a>', '<a xmlns="urn:t"><b>1</b></a>', "a prefix"),
        ('a xmlns="urn:t"><b/></a>', '<a xmlns="urn:t"><b/></a>', "its root"),
        ('<a xmlns="urn:t"/></a>', '<a xmlns="urn:t"/>', "its root"),
        ('<axmlns="urn:t"><b/></a>', '<a xmlns="urn:t"><b/></a>', "its root"),
    ],
)
def test_a_prefix_and_a_root_are_mended(text: str, expected: str, mended: str) -> None:
    """What is mended is said."""
    found = parse_example(text, PLACE, "urn:t")
    assert found.root is not None
    assert found.mended == mended
    same = etree.tostring(etree.fromstring(expected), method="c14n")
    assert etree.tostring(found.root, method="c14n") == same


@pytest.mark.parametrize(
    "text", ["<a><b></a>", "<a>", "<a><b><c></b></a></c>", "<a>&b</a>", "a b>"]
)
def test_nothing_else_is_mended(text: str) -> None:
    """A broken example stays one."""
    found = parse_example(text, PLACE, "urn:t")
    assert (found.root, found.mended) == (None, "")
    assert found.fault


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> ExampleChecker:
    """Give a checker of an API with a header in a namespace of its own."""
    model: Schema = schema(
        complex_type(
            "askParam",
            field("copy", complex_ref("Copy"), min_occurs=1),
            field("count", builtin("int")),
            kind=Kind.REQUEST,
        ),
        complex_type("Copy", field("name")),
        complex_type("key", field("text"), kind=Kind.HEADER, namespace="urn:loans"),
        complex_type("pingParam", kind=Kind.REQUEST),
        namespace="urn:loans:2013",
        api="loans",
    )
    folder = tmp_path_factory.mktemp("checked")
    write_package(model, folder)
    package = import_package(model, folder)
    from importlib import import_module  # noqa: PLC0415 - what `check_corpus` does

    import_module(f"{package.__name__}.binding")
    return ExampleChecker(folder / "loans" / "loans.xsd", package)


def judge(checker: ExampleChecker, text: str) -> Checked:
    """Parse and check an example."""
    return checker.check(parse_example(text, PLACE, checker.namespace))


WRAPPED = (
    f"<e:Envelope xmlns:e='{SOAP}'><e:Header><key xmlns='urn:loans'>{{}}</key></e:Header>"
    "<e:Body><askParam xmlns='urn:loans:2013'><copy/></askParam></e:Body></e:Envelope>"
)
ASK = "<askParam xmlns='urn:loans:2013'>{}</askParam>"


@pytest.mark.parametrize(
    "text",
    [
        ASK.format("<copy><name>1</name></copy>"),
        ASK.format("<copy/>").replace("2013", "2009-beta"),
        ASK.format("<copy/>").replace(":2013", ""),
        "<m:askParam><m:copy/></m:askParam>",
        "<pingParam xmlns='urn:loans:2013'>\n</pingParam>",
        WRAPPED.format("<text>1</text>"),
        f"<e:Header xmlns:e='{SOAP}'><key xmlns='urn:loans'/></e:Header>",
        f"<w:call xmlns:w='urn:w'>{ASK.format('<copy/>')}</w:call>",
    ],
)
def test_messages_of_any_version_validate_and_come_back(checker: ExampleChecker, text: str) -> None:
    """In an envelope, in a lone wrapper, or bare."""
    found = judge(checker, text)
    assert (found.reason, found.detail, found.is_valid) == (None, "", True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<askParam>", Reason.BROKEN),
        ("<element name='askParam' type='x'/>", Reason.SCHEMA),
        ("<copy xmlns='urn:loans:2013'/>", Reason.FRAGMENT),
        ("<askParam xmlns='urn:other'/>", Reason.FRAGMENT),
        (ASK.format("<copy/>..."), Reason.PLACEHOLDER),
        (ASK.format("<copy/>words"), Reason.CONTENT),
        (ASK.format("<copy/><other/>"), Reason.UNLISTED),
        (ASK.format("<count>1</count>"), Reason.MISSING),
        (ASK.format("<copy/><count>many</count>"), Reason.VALUE),
        (ASK.format("<copy/><count><a/></count>"), Reason.CONTENT),
        (ASK.format("<copy/><copy/>"), Reason.ORDER),
        (WRAPPED.format("<odd/>"), Reason.UNLISTED),
    ],
)
def test_a_failure_is_told_by_its_fault(checker: ExampleChecker, text: str, reason: Reason) -> None:
    """Nothing fails without a reason."""
    found = judge(checker, text)
    assert (found.reason, bool(found.detail), found.is_valid) == (reason, True, False)


_PAGE = """# lendOne {#lendone}

Does it.

## Parameters

**Input (lendOneParam)**

| Name | Type | Required | Description |
|---|---|---|---|
| copyHandle | xsd:string | Yes | Which of the copies is lent. |
| count | xsd:int | No | The number of days it is lent for. |

**Output (lendOneReturn)**

Nothing.

## Examples

```
<lendOneParam xmlns='urn:loans'><copyHandle>1</copyHandle></lendOneParam>
```

```
<lendOneReturn xmlns='urn:loans'/>
```

```
<lendOneParam xmlns='urn:loans'><copyHandle>1</copyHandle><count>few</count></lendOneParam>
```
"""


def test_a_corpus_is_counted_and_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By folder and by reason; the command prints it."""
    pages = {
        f"calls/{name}.md": _PAGE.replace("One", name).replace("one}", f"{name.lower()}}}")
        for name in ("One", "Two", "Three")
    }
    corpus = write_editions(tmp_path / "loans", {"en": pages})
    (found,) = check_corpus(corpus)
    assert example_rows(found.checked) == [("calls", 9, 9, 0, 6, "66.7", 6)]
    assert reason_rows(found.checked) == [(Reason.VALUE, 3)]
    assert list_failures(found.checked)[0] == (
        f"calls/One.md:29: {Reason.VALUE}: "
        "Element 'count': 'few' is not a valid value of the atomic type 'xs:int'."
    )
    assert main([str(corpus)]) == 0
    assert "66.7" in capsys.readouterr().out
    assert main([str(tmp_path / "nothing")]) == 2
